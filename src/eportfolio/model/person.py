"""The person: who the portfolio is about, and who else it names."""

from __future__ import annotations

from pydantic import Field

from .organisations import Address, ContactPoint, Organisation, Place
from .values import Concept, Flag, Identifier, MediaObject, Model, PartialDate, Property, Str, Text, Uri


class PersonName(Model):
    """A person's name.

    Equivalents: ``elm:givenName``, ``elm:familyName``, ``elm:fullName``; Europass ``PersonName``.

    Attributes:
        honorific_prefix: form of address, such as "Dr.", with its code, 0..1.
        given_name: first name or names, 0..1.
        family_name: 0..1.
        full_name: the name as one text, where the source does not take it apart, 0..1.
        additional_name: a middle name, 0..1.
        patronymic_name: a name after the father, 0..1.
        family_name_prefix: what stands before the family name, such as "van der", where the source keeps it apart,
            0..1.
        honorific_suffix: what follows the name, such as "MSc", 0..1.
        use: ``preferred``, ``legal``, ``former``, ``artist`` …, 0..1.
        never_export: whether the owner wants this name, for example a former one, to stay here, 0..1.
    """

    equivalents = ("vcard:Name",)

    honorific_prefix: Concept | None = None
    given_name: Text | None = None
    family_name: Text | None = None
    full_name: Text | None = None
    additional_name: Text | None = None
    patronymic_name: Text | None = None
    family_name_prefix: Text | None = None
    honorific_suffix: Text | None = None
    use: Str | None = None
    never_export: Flag | None = None


class Person(Model):
    """The owner of a portfolio.

    Equivalents: ``elm:Person``, ``foaf:Person``; Europass ``Identification``, ``CandidatePerson``.

    Attributes:
        names: the name in use first, then others, 0..*.
        contact_points: e-mail, telephone, websites, networks, 0..*.
        addresses: 0..*.
        birth_date: 0..1.
        birth_place: 0..1.
        gender: 0..1.
        nationalities: countries, scheme ISO 3166-1, 0..*.
        residence_countries: countries of residence, scheme ISO 3166-1, 0..*.
        work_authorisations: countries that gave a work permit or visa, 0..*.
        photo: 0..1.
        signature: picture of a handwritten signature; proves nothing, 0..1.
        identifiers: 0..*.
    """

    equivalents = ("elm:Person", "foaf:Person", "schema:Person")

    names: list[PersonName] = Field(default_factory=list)
    contact_points: list[ContactPoint] = Field(default_factory=list)
    addresses: list[Address] = Field(default_factory=list)
    birth_date: PartialDate | None = None
    birth_place: Place | None = None
    gender: Concept | None = None
    nationalities: list[Concept] = Field(default_factory=list)
    residence_countries: list[Concept] = Field(default_factory=list)
    work_authorisations: list[Concept] = Field(default_factory=list)
    photo: MediaObject | None = None
    signature: MediaObject | None = None
    identifiers: list[Identifier] = Field(default_factory=list)


class Party(Model):
    """A person or organisation that the portfolio names beside its owner: a referee, an addressee, an assessor.

    Equivalents: ``elm:Agent``, ``foaf:Agent``; Europass ``Addressee``, ``Referee``.

    Attributes:
        names: the person's names, 0..*.
        position: what the person does, 0..1.
        organisation: where, 0..1.
        contact_points: 0..*.
        addresses: 0..*.
    """

    equivalents = ("elm:Agent", "foaf:Agent")

    names: list[PersonName] = Field(default_factory=list)
    position: Concept | None = None
    organisation: Organisation | None = None
    contact_points: list[ContactPoint] = Field(default_factory=list)
    addresses: list[Address] = Field(default_factory=list)


class Headline(Model):
    """What the portfolio is for: the job wanted or applied for, the studies, the present position.

    Equivalents: Europass ``Headline``; JSON Resume ``basics.label``.

    Attributes:
        kind: ``preferred_job``, ``job_applied_for``, ``studies_applied_for``, ``position``,
            ``personal_statement``, 0..1.
        kind_label: the kind in the owner's words, 0..1.
        concept: the occupation or field, with the owner's words, 0..1.
    """

    kind: Str | None = None
    kind_label: Text | None = None
    concept: Concept | None = None


class DocumentReference(Model):
    """A document that a letter or a portfolio names: one of the same bundle, or one elsewhere.

    Attributes:
        kind: the source's code for a kind of document, such as ``ECV``, 0..1.
        uri: where it is, 0..1.
        label: what it is, 0..1.
    """

    kind: Str | None = None
    uri: Uri | None = None
    label: Text | None = None


class PresentationHint(Model):
    """How the owner wants a field to be shown.  It tells about visibility: a hidden field is kept, not printed.

    Equivalents: Europass ``PrintingPreferences``.

    Attributes:
        document: the kind of document it holds for, 0..1.
        field: the field, in the words of the source, 0..1.
        shown: ``False`` when the owner hid it, 0..1.
        properties: order, format, position and other layout, 0..*.
    """

    document: Str | None = None
    field: Str | None = None
    shown: Flag | None = None
    properties: list[Property] = Field(default_factory=list)
