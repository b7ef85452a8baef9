"""What was awarded to a person, what it entitles to, and the signed originals that prove it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .values import (
    Concept,
    Identifier,
    Item,
    ItemId,
    Level,
    MediaObject,
    Model,
    Organisation,
    PartialDate,
    RichText,
    Str,
    Text,
    Uri,
)


class Credit(Model):
    """Credit points of a scheme such as ECTS.

    Equivalents: ``elm:CreditPoint``; Europass ``CreditType``, ``NumberOfCredit``.

    Attributes:
        scheme: name or URI of the credit system, 0..1.
        points: the number, as it is written, 0..1.
    """

    equivalents = ("elm:CreditPoint",)

    scheme: Uri | None = None
    points: Str | None = None


class QualificationSpecification(Model):
    """What a qualification is, whoever earns it.

    Equivalents: ``elm:Qualification``; OB3 ``Achievement``.

    Attributes:
        title: 0..1.
        alternative_titles: the degree's other names, 0..*.
        code: number in a national register, 0..1.
        qualification_type: degree, diploma, certificate, micro-credential …, 0..1.
        eqf_level: scheme EQF, 0..1.
        levels: levels in other schemes: NQF, ISCED 2011, a country's own classification, 0..*.
        fields_of_study: ISCED-F 2013 or ISCED-97 as the concept's scheme says, 0..*.
        learning_outcomes: what the holder knows and can do, in words, 0..1.
        skills: skills that its learning outcomes are about (``elm:relatedSkill``), 0..*.
        credits: credits that it offers, 0..*.
    """

    equivalents = ("elm:Qualification", "ceterms:Credential")

    title: Text | None = None
    alternative_titles: list[Text] = Field(default_factory=list)
    code: Identifier | None = None
    qualification_type: Concept | None = None
    eqf_level: Level | None = None
    levels: list[Level] = Field(default_factory=list)
    fields_of_study: list[Concept] = Field(default_factory=list)
    learning_outcomes: RichText | None = None
    skills: list[Concept] = Field(default_factory=list)
    credits: list[Credit] = Field(default_factory=list)


class Qualification(Item):
    """What was, or is to be, awarded to the person: a degree, diploma, certificate or licence to show.

    Equivalents: ``elm:LearningAchievement``; IMS LIP ``qcl``; Europass ``Education``, ``Certification``.

    Attributes:
        specification: what it is, 0..1.
        status: ``enrolled``, ``partial``, ``exempted``, ``awarded``, ``withdrawn``, ``revoked``, ``superseded``,
            0..1; unknown when absent.
        awarding_bodies: 0..*.
        gained_in: ids of the experiences (studies, courses) it was gained in, 0..*.
        issued: date of award, 0..1.
        valid_until: 0..1.
        grade: the final grade as it is written, 0..1.
        credits: credits received, 0..*.
        thesis: 0..1.
        identifiers: number of the certificate, 0..*.
        description: 0..1.
    """

    equivalents = ("elm:LearningAchievement", "schema:EducationalOccupationalCredential")

    type: Literal["Qualification"] = "Qualification"
    specification: QualificationSpecification | None = None
    status: Str | None = None
    awarding_bodies: list[Organisation] = Field(default_factory=list)
    gained_in: list[ItemId] = Field(default_factory=list)
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    grade: Text | None = None
    credits: list[Credit] = Field(default_factory=list)
    thesis: RichText | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
    description: RichText | None = None


class Entitlement(Item):
    """What the person may do: a driving licence, access to a profession or to further study.

    Equivalents: ``elm:LearningEntitlement``; Europass ``Driving``, ``eures:License``.

    Attributes:
        kind: ``driving_licence``, ``profession``, ``access_to_study``, ``licence``, 0..1.
        licence_category: the category or class, such as ``B``, with the owner's label, 0..1.
        title: 0..1.
        issued: 0..1.
        valid_until: 0..1.
        issuer: 0..1.
    """

    equivalents = ("elm:LearningEntitlement",)

    type: Literal["Entitlement"] = "Entitlement"
    kind: Str | None = None
    licence_category: Concept | None = None
    title: Text | None = None
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    issuer: Organisation | None = None


class Credential(Item):
    """A signed original, kept byte for byte; a conversion never pretends to carry its signature.

    Equivalents: ``elm:EuropeanDigitalCredential``; OB3 ``AchievementCredential``; W3C Verifiable Credential.

    Attributes:
        original: the signed document, 0..1.
        proves: ids of the items it proves, 0..*.
        issuer: 0..1.
        issued: 0..1.
        valid_until: 0..1.
        status: what was last known about it; never a proof, 0..1.
    """

    equivalents = ("elm:EuropeanDigitalCredential", "cred:VerifiableCredential")

    type: Literal["Credential"] = "Credential"
    original: MediaObject | None = None
    proves: list[ItemId] = Field(default_factory=list)
    issuer: Organisation | None = None
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    status: Str | None = None
