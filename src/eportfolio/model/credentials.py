"""The documents that organisations issue and sign, and what stands behind them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .organisations import Accreditation, Organisation
from .person import Party
from .values import Concept, Identifier, Item, ItemId, MediaObject, Model, PartialDate, RichText, Str, Text, Uri


class Display(Model):
    """A page of a credential as its issuer wants people to see it.

    Equivalents: ``elm:IndividualDisplay``, ``elm:DisplayDetail``.

    Attributes:
        display_language: language of the page, scheme ISO 639, 0..1.
        page: number of the page, as it is written, 0..1.
        image: the page as a picture, 0..1.
    """

    equivalents = ("elm:IndividualDisplay", "elm:DisplayDetail")

    display_language: Concept | None = None
    page: Str | None = None
    image: MediaObject | None = None


class CredentialEvidence(Model):
    """What a credential was issued on: the accreditation of its issuer, a mandate, a statement.

    Equivalents: ``elm:Evidence``; ``cred:evidence``.

    Attributes:
        evidence_type: 0..1.
        statement: 0..1.
        accreditation: 0..1.
        agent: whom it is about, 0..1.
    """

    equivalents = ("elm:Evidence",)

    evidence_type: Concept | None = None
    statement: RichText | None = None
    accreditation: Accreditation | None = None
    agent: Party | None = None


class Credential(Item):
    """A document that an organisation issued about the person; a signed original is kept byte for byte.

    A conversion never pretends to carry its signature.

    Equivalents: ``elm:EuropeanDigitalCredential``; OB3 ``AchievementCredential``; W3C Verifiable Credential.

    Attributes:
        original: the signed document, 0..1.
        title: 0..1.
        description: 0..1.
        statement: what it says of what it is about, in words: the comment of an endorsement, 0..1.
        endorses: what it endorses: a URI, 0..1.
        endorsed_by: ids of the credentials in which others endorse it, 0..*.
        credential_profiles: the kinds of credential that it is, 0..*.
        identifiers: 0..*.
        proves: ids of the items it proves, 0..*.
        issuer: 0..1.
        issued: 0..1.
        valid_from: 0..1.
        valid_until: 0..1.
        status: what was last known about it; never a proof, 0..1.
        display_languages: languages in which it can be shown, scheme ISO 639, 0..*.
        displays: its pages as pictures, 0..*.
        supporting_evidence: what it was issued on, 0..*.
    """

    equivalents = ("elm:EuropeanDigitalCredential", "cred:VerifiableCredential")

    type: Literal["Credential"] = "Credential"
    original: MediaObject | None = None
    title: Text | None = None
    description: RichText | None = None
    statement: RichText | None = None
    endorses: Uri | None = None
    endorsed_by: list[ItemId] = Field(default_factory=list)
    credential_profiles: list[Concept] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    proves: list[ItemId] = Field(default_factory=list)
    issuer: Organisation | None = None
    issued: PartialDate | None = None
    valid_from: PartialDate | None = None
    valid_until: PartialDate | None = None
    status: Str | None = None
    display_languages: list[Concept] = Field(default_factory=list)
    displays: list[Display] = Field(default_factory=list)
    supporting_evidence: list[CredentialEvidence] = Field(default_factory=list)
