"""The values that items are made of: texts, dates, concepts, identifiers, files.

Names follow ELM, ESCO and Europass.  A class says what it means, how often each attribute may occur, and the terms
of other standards that mean the same.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

# Control characters cannot be exchanged between XML and JSON; lone surrogates are refused by pydantic itself.
CARRIABLE = "^[^\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff]*$"

Str: TypeAlias = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=CARRIABLE)]
"""A text that every format can carry: no control characters, not empty, no white space around it."""

LANGUAGE_TAG_PATTERN = r"^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$"
LanguageTag: TypeAlias = Annotated[str, StringConstraints(pattern=LANGUAGE_TAG_PATTERN)]
"""A language tag (BCP 47).  The extension ``-t-…-t0-…`` (RFC 6497) marks a machine translation."""

Text: TypeAlias = Annotated[
    Str | Annotated[dict[LanguageTag, Str], Field(min_length=1)], Field(union_mode="left_to_right")
]
"""A text in the portfolio's language, or one text for each language: ``"Teacher"``, ``{"en": "Teacher", "nl": …}``."""

Uri: TypeAlias = Annotated[Str, "xsd:anyURI"]
"""A URI or IRI.  It is kept as it was met, since an identifier that is repaired no longer identifies."""

ITEM_ID_PATTERN = r"^[A-Za-z][A-Za-z0-9+.-]*:(?:[!$&-;=?-Z_a-z~#\u00a1-\ud7ff]|%[0-9A-Fa-f]{2})+$"
ItemId: TypeAlias = Annotated[str, StringConstraints(pattern=ITEM_ID_PATTERN)]
"""The absolute id of an item, such as ``urn:uuid:…``: an IRI (RFC 3987), since relations in RDF name items by it."""

Flag: TypeAlias = Annotated[bool, Field(strict=True)]
"""Yes or no; a text or a number is not taken for one."""


class Model(BaseModel):
    """Base of everything in the model.

    Fields of a newer release that this one does not know are kept and written again.
    """

    model_config = ConfigDict(extra="allow", defer_build=True, populate_by_name=True)

    equivalents: ClassVar[tuple[str, ...]] = ()
    """Terms of other standards that mean the same, for the published ontology."""


class RichText(Model):
    """A text with simple markup, or plain prose.  A plain string is accepted as ``text``.

    Equivalents: Europass ``Activities``, ``Description``, ``oa:Description``; ``elm:Note`` (without markup).

    Attributes:
        html: sanitised HTML (paragraphs, lists, emphasis, links), 0..1.
        text: plain text with line breaks, 0..1; not given beside ``html``, since it follows from it.
    """

    equivalents = ("elm:Note", "schema:text")

    html: Text | None = None
    text: Text | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, data: Any) -> Any:
        return {"text": data} if isinstance(data, str) else data


_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
_LEAP_YEAR = r"(?:\d\d(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_EDTF_DATE = (
    rf"-?\d{{4}}|-?\d{{3}}X|-?\d{{2}}XX|-?\d{{4}}-(?:{_MONTH}|2[1-4]|XX)|-?\d{{4}}-(?:{_DAY}|{_MONTH}-XX|XX-XX)"
    rf"|-?{_LEAP_YEAR}-02-29|Y-?\d{{5,}}"
)
EDTF_PATTERN = rf"^(?:{_EDTF_DATE})[?~%]?$"
"""Extended Date/Time Format (ISO 8601-2:2019, Annex A), level 1: dates that exist, and seasons (months 21 to 24)."""


class PartialDate(Model):
    """A date as precise as it is known, never padded.  A plain string is accepted as ``edtf``.

    Equivalents: Europass ``From @year @month @day``, ``hr:FormattedDateTime``; JSON Resume ``iso8601``.

    Attributes:
        edtf: the date in EDTF level 1: ``2002``, ``2002-08``, ``2002-08-01``, ``2002-21`` (spring), ``2002?``, 0..1.
        verbatim: the text of the source where it says more than, or something else than, ``edtf``, 0..1.
    """

    equivalents = ("edtf:EDTF",)

    edtf: Annotated[str, StringConstraints(pattern=EDTF_PATTERN)] | None = None
    verbatim: Str | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, data: Any) -> Any:
        return {"edtf": data} if isinstance(data, str) else data


class Period(Model):
    """A stretch of time.  Ongoing and unknown are different things.

    Equivalents: ``elm:PeriodOfTime``; Europass ``Period``, ``eures:EmploymentPeriod``, ``AttendancePeriod``.

    Attributes:
        start: first day, 0..1.
        end: last day, 0..1.
        ongoing: ``True`` for "still going on", ``False`` for "said to be over", ``None`` for unknown, 0..1.
        duration: its length in ISO 8601, such as ``P2Y6M``, 0..1.
        duration_label: its length in the owner's words, such as "120 hours", 0..1.
        label: the period in words, such as "winter term", 0..1.
    """

    equivalents = ("elm:PeriodOfTime", "dcterms:PeriodOfTime")

    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: Flag | None = None
    duration: Str | None = None
    duration_label: Text | None = None
    label: Text | None = None


class Concept(Model):
    """A term of a shared vocabulary together with the owner's own words; neither ever replaces the other.

    Equivalents: ``skos:Concept``; Europass ``Code`` and ``Label``; ESCO skill or occupation.

    Attributes:
        uri: the concept's URI, such as an ESCO occupation, 0..1.
        scheme: URI of the concept scheme that ``notation`` belongs to, 0..1.
        notation: the code within the scheme, such as ``2512``, 0..1.
        official_label: the scheme's own label, 0..1.
        label: the owner's words, 0..1.
    """

    equivalents = ("skos:Concept", "elm:Concept")

    uri: Uri | None = None
    scheme: Uri | None = None
    notation: Str | None = None
    official_label: Text | None = None
    label: Text | None = None


class Level(Concept):
    """A level within a scheme of levels, such as EQF 6, CEFR B2 or a country's own.

    Equivalents: ``elm:eqfLevel``, ``elm:nqfLevel``; Europass ``Level``, ``EducationLevelCode``.

    Attributes:
        uri: the level's URI, 0..1.
        scheme: URI of the scheme of levels, 0..1.
        notation: the level's code, such as ``6`` or ``B2``, 0..1.
        official_label: the scheme's own label, 0..1.
        label: the owner's words, 0..1.
    """

    equivalents = ("elm:Concept", "skos:Concept")


class Identifier(Model):
    """A name given by an authority, such as a student number or an ORCID.

    Equivalents: ``elm:Identifier``, ``elm:LegalIdentifier``, ``adms:Identifier``; Europass ``hr:DocumentID``,
    ``hr:PartyID``; OB3 ``IdentityObject``, ``IdentifierEntry``.

    Attributes:
        value: the identifier itself, 0..1.
        scheme: what kind of identifier it is: a URI or a scheme's name, 0..1.
        issued_by: name of the authority that gave it, 0..1.
        version: version of the scheme, 0..1.
        kind: what it is to its owner: ``eidas``, ``registration``, ``vat``, ``tax``, ``national_id`` …, 0..1.
        scheme_name: name of the scheme, where ``scheme`` is a URI, 0..1.
        country: country in which it is valid, scheme ISO 3166-1, 0..1.
        issued: when it was given, 0..1.
        hashed: whether ``value`` is a hash of the identifier, 0..1.
        salt: what was appended to the identifier before it was hashed, 0..1.
    """

    equivalents = ("elm:Identifier", "elm:LegalIdentifier", "adms:Identifier")

    value: Str | None = None
    scheme: Uri | None = None
    issued_by: Text | None = None
    version: Str | None = None
    kind: Str | None = None
    scheme_name: Str | None = None
    country: Concept | None = None
    issued: PartialDate | None = None
    hashed: Flag | None = None
    salt: Str | None = None


class Link(Model):
    """A web address that belongs to an item.

    Equivalents: ``schema:url``; Europass ``Link``.

    Attributes:
        uri: where it leads, 1.
        label: what it is, 0..1.
        use: what it is for, such as ``homepage``, 0..1.
    """

    equivalents = ("elm:WebResource", "foaf:Document")

    uri: Uri
    label: Text | None = None
    use: Str | None = None


class Property(Model):
    """A name and a value that a source attaches to something, such as the dimensions of a picture.

    Attributes:
        key: what the value tells, 1.
        value: 0..1.
    """

    equivalents = ("schema:PropertyValue",)

    key: Str
    value: Str | None = None


class MediaObject(Model):
    """A picture, document, video or sound: carried along or linked.

    Equivalents: ``elm:MediaObject``; Europass ``Photo``, ``Attachment``, ``oa:EmbeddedData``.

    Attributes:
        media_type: such as ``image/jpeg``, 0..1.
        content: the bytes in base64 without white space, 0..1.
        uri: where the file is, when it is linked, 0..1.
        file_name: 0..1.
        caption: what is to be seen, in words, 0..1.
        properties: facts about the file, 0..*.
    """

    equivalents = ("elm:MediaObject", "schema:MediaObject")

    media_type: Str | None = None
    content: Str | None = None
    uri: Uri | None = None
    file_name: Str | None = None
    caption: Text | None = None
    properties: list[Property] = Field(default_factory=list)


class Provenance(Model):
    """Where an item comes from.

    Equivalents: ``prov:wasDerivedFrom``.

    Attributes:
        format: id of the format it was read from, 0..1.
        pointer: its place in that source, 0..1.
        recorded_by: who entered or asserted it, 0..1.
        recorded: when, as a date or date-time, 0..1.
    """

    equivalents = ("prov:Entity",)

    format: Str | None = None
    pointer: Str | None = None
    recorded_by: Str | None = None
    recorded: Str | None = None


class Residue(Model):
    """A leaf of the source that has no place in the model, or whose exact spelling has none.

    It sits on the item that it belongs to and is put back when a format of the same family is written.

    Attributes:
        format: the family of formats that understands it, 1.
        path: its place below the source element of the item, 1.
        value: the leaf as it was, 1.
        namespace: XML namespace of the leaf where it differs from its parent's, 0..1.
        datatype: ``number`` or ``boolean`` for a JSON value that is no text, 0..1.
        replaces: for a spelling, the value that a writer would have written in its place, 0..1.
        anchor: value of a leaf beside it, which finds the place again when siblings were moved, 0..1.
    """

    format: Str
    path: Str
    value: str
    namespace: str | None = None
    datatype: Literal["number", "boolean"] | None = None
    replaces: str | None = None
    anchor: str | None = None


class Item(Model):
    """Base of everything that a portfolio lists: it has an id, so relations, diffs and reports can name it.

    Attributes:
        id: absolute id, 0..1 while building, 1 in a file.
        evidence: ids of the evidence for it, 0..*.
        links: web addresses that belong to it, 0..*.
        provenance: where it comes from, 0..1.
        residue: what its source held beyond the model, 0..*.
    """

    id: ItemId | None = None
    evidence: list[ItemId] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)
    provenance: Provenance | None = None
    residue: list[Residue] = Field(default_factory=list)
