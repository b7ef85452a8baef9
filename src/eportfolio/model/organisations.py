"""Where people and organisations are, how they are reached, and what organisations are accredited for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .values import (
    Concept,
    Identifier,
    ItemId,
    Level,
    Link,
    MediaObject,
    Model,
    PartialDate,
    RichText,
    Str,
    Text,
)


class Address(Model):
    """A postal address.

    Equivalents: ``elm:Address``, ``locn:Address``; Europass ``Address/Contact``, ``oa:AddressLine``.

    Attributes:
        use: what the address is for: ``home``, ``work``, ``other``, or the source's own code, 0..1.
        use_label: the use in the owner's words, 0..1.
        lines: street, number, box, building; in order, 0..*.
        postal_code: 0..1.
        municipality: city, town or village, 0..1.
        region: province, state or county, 0..1.
        country: country, scheme ISO 3166-1, 0..1.
        full_address: the whole address as one text, where the source does not take it apart, 0..1.
    """

    equivalents = ("elm:Address", "locn:Address")

    use: Str | None = None
    use_label: Text | None = None
    lines: list[Str] = Field(default_factory=list)
    postal_code: Str | None = None
    municipality: Text | None = None
    region: Text | None = None
    country: Concept | None = None
    full_address: Text | None = None


class Place(Model):
    """A place that matters for an item, without being a postal address of somebody.

    Equivalents: ``elm:Location``, ``dcterms:Location``; Europass ``City``, ``Country``, ``Location``.

    Attributes:
        name: the place in the owner's words, 0..1.
        municipality: city, town or village, 0..1.
        country: country, scheme ISO 3166-1, 0..1.
        full_address: the address of the place as one text, 0..1.
    """

    equivalents = ("elm:Location", "dcterms:Location")

    name: Text | None = None
    municipality: Text | None = None
    country: Concept | None = None
    full_address: Text | None = None


Channel = Literal["email", "telephone", "fax", "website", "messaging", "social"]


class ContactPoint(Model):
    """One way to reach somebody.

    Equivalents: ``elm:ContactPoint``; Europass ``Email``, ``Telephone``, ``Website``, ``Communication``.

    Attributes:
        channel: the kind of contact, 1.
        value: the address, number, link or handle as it is written, 0..1.
        use: ``home``, ``work``, ``mobile``, a network such as ``linkedin``, or the source's own code, 0..1.
        use_label: the use in the owner's words, 0..1.
        user_name: the name on a social network, where it is given beside the link, 0..1.
        country_calling_code: telephone country code without ``+``, where the source keeps it apart, 0..1.
        area_code: telephone area code, where the source keeps it apart, 0..1.
        country: country of a telephone number, 0..1.
    """

    equivalents = ("elm:ContactPoint", "vcard:Contact")

    channel: Channel
    value: Str | None = None
    use: Str | None = None
    use_label: Text | None = None
    user_name: Str | None = None
    country_calling_code: Str | None = None
    area_code: Str | None = None
    country: Concept | None = None


class Organisation(Model):
    """An employer, school, awarding body or association, in its role for the item it stands on.

    Equivalents: ``elm:Organisation``, ``org:Organization``; Europass ``Employer``, ``Organisation``,
    ``hr:OrganizationName``; OB3 ``Profile``.

    Attributes:
        role: ``employer``, ``agency``, ``workplace``, ``provider``, ``awarding_body``, ``publisher`` …, 0..1.
        name: its name as the owner writes it, 0..1.
        alternative_names: other names that it goes by, 0..*.
        department: the unit within it, 0..1.
        about: what it does, 0..1.
        organisation_types: school, university, public body …, 0..*.
        identifiers: registration numbers, 0..*.
        addresses: 0..*.
        contact_points: 0..*.
        sector: economic activity, usually NACE, 0..1.
        logo: 0..1.
        accreditations: what it is, or says it is, accredited for, 0..*.
        parent_organisation: the organisation that it is a part of, 0..1.
        official: name of the person who may speak for it, 0..1.
        endorsed_by: ids of the credentials in which others endorse it, 0..*.
    """

    equivalents = ("elm:Organisation", "org:Organization")

    role: Str | None = None
    name: Text | None = None
    alternative_names: list[Text] = Field(default_factory=list)
    department: Text | None = None
    about: Text | None = None
    organisation_types: list[Concept] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    addresses: list[Address] = Field(default_factory=list)
    contact_points: list[ContactPoint] = Field(default_factory=list)
    sector: Concept | None = None
    logo: MediaObject | None = None
    accreditations: list[Accreditation] = Field(default_factory=list)
    parent_organisation: Organisation | None = None
    official: Text | None = None
    endorsed_by: list[ItemId] = Field(default_factory=list)


class Accreditation(Model):
    """The decision of a competent body that an organisation or a programme meets its standards.

    Equivalents: ``elm:Accreditation`` (ELM 3.2, EDC application profile 1.2.0).

    Attributes:
        accreditation_type: of an institution, of a programme …, 0..1.
        title: 0..1.
        description: 0..1.
        accrediting_body: who decided, 0..1.
        decision: what was decided, 0..1.
        issued: date of the decision, 0..1.
        valid_until: 0..1.
        levels: the levels that it is limited to, 0..*.
        fields_of_study: the fields that it is limited to, ISCED-F 2013, 0..*.
        identifiers: 0..*.
        links: the decision, the report, the register, 0..*.
    """

    equivalents = ("elm:Accreditation",)

    accreditation_type: Concept | None = None
    title: Text | None = None
    description: RichText | None = None
    accrediting_body: Organisation | None = None
    decision: Concept | None = None
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    levels: list[Level] = Field(default_factory=list)
    fields_of_study: list[Concept] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)
