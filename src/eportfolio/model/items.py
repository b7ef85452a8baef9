"""What else a portfolio lists: interests, references, letters, evidence, relations."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .organisations import Place
from .person import DocumentReference, Party
from .values import Concept, Item, ItemId, MediaObject, Model, PartialDate, Period, RichText, Str, Text, Uri


class Interest(Item):
    """What the person likes to do or cares about.

    Equivalents: Europass ``HobbyOrInterest``; IMS LIP ``interest``; JSON Resume ``interests``.

    Attributes:
        title: 0..1.
        period: 0..1.
        description: 0..1.
        keywords: 0..*.
    """

    type: Literal["Interest"] = "Interest"
    title: Text | None = None
    period: Period | None = None
    description: RichText | None = None
    keywords: list[Text] = Field(default_factory=list)


class Reference(Item):
    """Somebody who can tell about the person, or what they told.

    Equivalents: Europass ``Referee``; JSON Resume ``references``.

    Attributes:
        party: who, 0..1.
        role: ``RefereeTypeCode`` or relation to the owner, 0..1.
        role_label: the relation in the owner's words, 0..1.
        statement: what they say, 0..1.
    """

    type: Literal["Reference"] = "Reference"
    party: Party | None = None
    role: Str | None = None
    role_label: Text | None = None
    statement: RichText | None = None


class Letter(Item):
    """A cover letter.

    Equivalents: Europass ``CoverLetter``.

    Attributes:
        addressee: 0..1.
        date: 0..1.
        place: 0..1.
        subject: 0..1.
        opening_salutation: with its code, 0..1.
        salutation_addressee: the name within the salutation, 0..1.
        opening: 0..1.
        body: 0..1.
        closing: 0..1.
        closing_salutation: with its code, 0..1.
        enclosures_heading: 0..1.
        enclosed_documents: documents that are not attached, 0..*.
    """

    type: Literal["Letter"] = "Letter"
    addressee: Party | None = None
    date: PartialDate | None = None
    place: Place | None = None
    subject: Text | None = None
    opening_salutation: Concept | None = None
    salutation_addressee: Party | None = None
    opening: RichText | None = None
    body: RichText | None = None
    closing: RichText | None = None
    closing_salutation: Concept | None = None
    enclosures_heading: Concept | None = None
    enclosed_documents: list[DocumentReference] = Field(default_factory=list)


class Entry(Item):
    """Something the owner put under a heading of their own.

    Equivalents: Europass ``Others/Other``; Leap2A entry.

    Attributes:
        section: the owner's heading, 0..1.
        title: 0..1.
        period: 0..1.
        place: 0..1.
        description: 0..1.
    """

    type: Literal["Entry"] = "Entry"
    section: Text | None = None
    title: Text | None = None
    period: Period | None = None
    place: Place | None = None
    description: RichText | None = None


class Evidence(Item):
    """What shows that a claim is true: a document, picture, video, web page or work sample.

    Equivalents: ``elm:Evidence``; OB3 ``Evidence``; Europass ``Attachment``; Leap2A enclosure.

    Attributes:
        title: 0..1.
        description: 0..1.
        narrative: how it came about and what it shows, 0..1.
        genre: what kind of work it is, such as an essay or a film, 0..1.
        audience: for whom it was made, 0..1.
        media: the file, 0..1.
    """

    equivalents = ("elm:Evidence", "schema:CreativeWork")

    type: Literal["Evidence"] = "Evidence"
    title: Text | None = None
    description: RichText | None = None
    narrative: RichText | None = None
    genre: Text | None = None
    audience: Text | None = None
    media: MediaObject | None = None


class Preferences(Model):
    """What the person is looking for.

    Equivalents: Europass ``CandidatePositionPreferences``.

    Attributes:
        occupations: 0..*.
        places: 0..*.
        contract_types: 0..*.
        working_times: 0..*.
        availability: 0..1.
        description: 0..1.
    """

    occupations: list[Concept] = Field(default_factory=list)
    places: list[Place] = Field(default_factory=list)
    contract_types: list[Concept] = Field(default_factory=list)
    working_times: list[Concept] = Field(default_factory=list)
    availability: Text | None = None
    description: RichText | None = None


class Relation(Model):
    """A typed link between two items.

    Equivalents: Leap2A ``link rel``; IMS ePortfolio relationship; CLR association.

    Attributes:
        source: id of the item it starts from, 1.
        relation: ``evidence_of``, ``reflects_on``, ``supports``, ``part_of``, ``leads_to``, ``translation_of`` …, 1.
        target: id of an item, or the URI of something outside, 1.
    """

    equivalents = ("dcterms:relation",)

    source: ItemId
    relation: Str
    target: Uri
