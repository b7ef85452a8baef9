"""What a person knows and can do, languages among it, and who says so."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .person import Party
from .values import Concept, Flag, Item, ItemId, Level, Model, PartialDate, Period, RichText, Str, Text


class CompetenceLevel(Model):
    """A level of a competence: reached, wanted or demanded.

    Equivalents: Leap2A ``level``; LER-RS proficiency; Europass ``ProficiencyLevel``.

    Attributes:
        purpose: ``achieved``, ``target`` or ``required``, 1.
        level: the level, 0..1.
        area: the part of the competence it is about, such as a DigComp area, 0..1.
        date: when it was reached or is to be, 0..1.
    """

    purpose: Literal["achieved", "target", "required"]
    level: Level | None = None
    area: Concept | None = None
    date: PartialDate | None = None


class Assertion(Model):
    """Somebody says that the owner has the competence: the high-bandwidth part that a CV line does not carry.

    Attributes:
        asserted_by: ``owner``, ``assessor``, ``employer``, ``peer`` or ``issuer``, 1.
        agent: who exactly, 0..1.
        method: how: ``self_declared``, ``test``, ``observation``, ``recognition_of_prior_learning``,
            ``credential``, 0..1.
        date: when, 0..1.
        valid_until: 0..1.
        level: at which level, 0..1.
        statement: in the words of who says it, 0..1.
        evidence: ids of evidence, 0..*.
        credential: id of the credential that proves it, 0..1.
    """

    equivalents = ("elm:Claim",)

    asserted_by: Literal["owner", "assessor", "employer", "peer", "issuer"]
    agent: Party | None = None
    method: Str | None = None
    date: PartialDate | None = None
    valid_until: PartialDate | None = None
    level: Level | None = None
    statement: RichText | None = None
    evidence: list[ItemId] = Field(default_factory=list)
    credential: ItemId | None = None


class Competence(Item):
    """What a person knows, can do, or is like at work.

    Equivalents: ESCO skill; ``elm:LearningOutcome``; Leap2A ability; Europass ``Skills``; OB3 alignment.

    Attributes:
        label: the owner's own name for it, 0..1.
        category: the source's heading, such as ``communication``, ``organisational``, ``job_related``, ``digital``,
            0..1.
        group: the owner's own heading above it, 0..1.
        skill_type: ``knowledge``, ``skill`` or ``attitude``, 0..1.
        reuse_level: ``transversal``, ``cross_sector``, ``sector_specific`` or ``occupation_specific``, 0..1.
        concepts: terms of shared vocabularies it is linked to, 0..*.
        keywords: the owner's own finer words, 0..*.
        description: context, in the owner's words, 0..1.
        levels: 0..*.
        assertions: who vouches for it, 0..*.
        certificates: ids of qualifications that certify it, 0..*.
        gained_in: ids of the experiences it was gained in, 0..*.
        last_used: 0..1.
    """

    equivalents = ("elm:LearningOutcome", "esco:Skill", "ceterms:Competency")

    type: Literal["Competence"] = "Competence"
    label: Text | None = None
    category: Str | None = None
    group: Text | None = None
    skill_type: Literal["knowledge", "skill", "attitude"] | None = None
    reuse_level: Str | None = None
    concepts: list[Concept] = Field(default_factory=list)
    keywords: list[Text] = Field(default_factory=list)
    description: RichText | None = None
    levels: list[CompetenceLevel] = Field(default_factory=list)
    assertions: list[Assertion] = Field(default_factory=list)
    certificates: list[ItemId] = Field(default_factory=list)
    gained_in: list[ItemId] = Field(default_factory=list)
    last_used: PartialDate | None = None


class LanguageLevels(Model):
    """A person's CEFR level for each activity; a field holds ``Pre-A1``, ``A1`` … ``C2``, also with a plus sign.

    Equivalents: Europass ``ProficiencyLevel``; ``CEF-…`` dimensions.

    Attributes:
        listening: 0..1.
        reading: 0..1.
        spoken_interaction: 0..1.
        spoken_production: 0..1.
        writing: 0..1.
        written_interaction: 0..1.
        online_interaction: 0..1.
        mediation: 0..1.
    """

    listening: Str | None = None
    reading: Str | None = None
    spoken_interaction: Str | None = None
    spoken_production: Str | None = None
    writing: Str | None = None
    written_interaction: Str | None = None
    online_interaction: Str | None = None
    mediation: Str | None = None


class LanguageExperience(Model):
    """Where a language was used or learnt.

    Equivalents: Europass ``AcquiredDuring/Experience``.

    Attributes:
        area: work, study, travel, mediation, 0..1.
        description: 0..1.
        period: 0..1.
        evidence: ids of evidence, 0..*.
    """

    area: Concept | None = None
    description: RichText | None = None
    period: Period | None = None
    evidence: list[ItemId] = Field(default_factory=list)


class LanguageCertificate(Model):
    """A certificate of a language.

    Equivalents: Europass ``VerifiedBy/Certificate``.

    Attributes:
        title: 0..1.
        awarding_body: 0..1.
        date: 0..1.
        cefr_level: 0..1.
    """

    title: Text | None = None
    awarding_body: Text | None = None
    date: PartialDate | None = None
    cefr_level: Str | None = None


class LanguageProficiency(Item):
    """A language that the person knows.

    Equivalents: Europass ``MotherTongue``, ``ForeignLanguage``; IMS LIP ``competency``; JSON Resume ``languages``.

    Attributes:
        known_language: code (ISO 639) and the owner's label, 0..1.
        mother_tongue: 0..1.
        cefr_levels: CEFR for each activity, 0..1.
        overall: one level for the language as a whole, in any scheme or in words, 0..1.
        acquired_in: where it was used or learnt, 0..*.
        language_certificates: 0..*.
    """

    equivalents = ("schema:knowsLanguage",)

    type: Literal["LanguageProficiency"] = "LanguageProficiency"
    known_language: Concept | None = None
    mother_tongue: Flag | None = None
    cefr_levels: LanguageLevels | None = None
    overall: Level | None = None
    acquired_in: list[LanguageExperience] = Field(default_factory=list)
    language_certificates: list[LanguageCertificate] = Field(default_factory=list)
