"""What was awarded to a person: qualifications, with the learning outcomes and credits they stand for."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .assessments import AssessmentSpecification
from .organisations import Accreditation, Organisation
from .person import Party
from .values import (
    Concept,
    Flag,
    Identifier,
    Item,
    ItemId,
    LanguageTag,
    Level,
    Link,
    MediaObject,
    Model,
    PartialDate,
    Period,
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


class LearningOutcome(Model):
    """One thing that the holder of a qualification knows, understands or can do.

    Equivalents: ``elm:LearningOutcome``; OB3 ``Alignment``.

    Attributes:
        title: 0..1.
        description: 0..1.
        skill_type: ``knowledge``, ``skill`` or ``attitude``, 0..1.
        reuse_level: ``transversal``, ``cross_sector``, ``sector_specific`` or ``occupation_specific``, 0..1.
        skills: skills that it is about (``elm:relatedSkill``, ``elm:relatedESCOSkill``), 0..*.
        identifiers: 0..*.
    """

    equivalents = ("elm:LearningOutcome", "ceterms:Competency")

    title: Text | None = None
    description: RichText | None = None
    skill_type: Literal["knowledge", "skill", "attitude"] | None = None
    reuse_level: Str | None = None
    skills: list[Concept] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)


class RelatedSpecification(Model):
    """The same qualification elsewhere, described in another language or version.

    Equivalents: OB3 ``Related``.

    Attributes:
        uri: what names it, 0..1.
        language: of the description, a language tag, 0..1.
        version: 0..1.
    """

    equivalents = ("obi:Related",)

    uri: Uri | None = None
    language: LanguageTag | None = None
    version: Str | None = None


class QualificationSpecification(Model):
    """What a qualification is, whoever earns it.

    Equivalents: ``elm:Qualification``, ``elm:LearningAchievementSpecification``; OB3 ``Achievement``.

    Attributes:
        title: 0..1.
        alternative_titles: the degree's other names, 0..*.
        description: 0..1.
        code: number in a national register, 0..1.
        identifiers: 0..*.
        qualification_type: degree, diploma, certificate, micro-credential …, 0..1.
        categories: kinds in the words of whoever offers it, 0..*.
        eqf_level: scheme EQF, 0..1.
        levels: levels in other schemes: NQF, ISCED 2011, a country's own classification, 0..*.
        fields_of_study: ISCED-F 2013 or ISCED-97 as the concept's scheme says, 0..*.
        specialisation: the focus within the field, in words, 0..1.
        keywords: 0..*.
        criteria: what one has to do to earn it, 0..1.
        learning_outcome_summary: what the holder knows and can do, in words, 0..1.
        learning_outcomes: the same one by one, 0..*.
        skills: skills that its learning outcomes are about, where they are not told one by one, 0..*.
        occupations: occupations that it prepares for, 0..*.
        credits: credits that it offers, 0..*.
        volume_of_learning: the work it is meant to take, a duration in ISO 8601, 0..1.
        maximum_duration: the longest time to earn it in, a duration in ISO 8601, 0..1.
        modes: of learning: on site, online, blended …, 0..*.
        learning_setting: formal, non-formal or informal, 0..1.
        instruction_languages: languages, scheme ISO 639, 0..*.
        target_groups: whom it is for, 0..*.
        entry_requirements: what one must have to begin, 0..1.
        assessment_specifications: what is examined, and how, 0..*.
        version: of this description, 0..1.
        related: the same in other languages or versions, 0..*.
        creator: who wrote this description, 0..1.
        image: the picture of a badge, 0..1.
        endorsed_by: ids of the credentials in which others endorse it, 0..*.
        partial: whether it is a part of a qualification and none of its own, 0..1.
        accreditations: 0..*.
        links: 0..*.
    """

    equivalents = (
        "elm:Qualification", "elm:LearningAchievementSpecification", "ceterms:Credential", "obi:Achievement"
    )  # fmt: skip

    title: Text | None = None
    alternative_titles: list[Text] = Field(default_factory=list)
    description: RichText | None = None
    code: Identifier | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
    qualification_type: Concept | None = None
    categories: list[Text] = Field(default_factory=list)
    eqf_level: Level | None = None
    levels: list[Level] = Field(default_factory=list)
    fields_of_study: list[Concept] = Field(default_factory=list)
    specialisation: Text | None = None
    keywords: list[Text] = Field(default_factory=list)
    criteria: RichText | None = None
    learning_outcome_summary: RichText | None = None
    learning_outcomes: list[LearningOutcome] = Field(default_factory=list)
    skills: list[Concept] = Field(default_factory=list)
    occupations: list[Concept] = Field(default_factory=list)
    credits: list[Credit] = Field(default_factory=list)
    volume_of_learning: Str | None = None
    maximum_duration: Str | None = None
    modes: list[Concept] = Field(default_factory=list)
    learning_setting: Concept | None = None
    instruction_languages: list[Concept] = Field(default_factory=list)
    target_groups: list[Concept] = Field(default_factory=list)
    entry_requirements: RichText | None = None
    assessment_specifications: list[AssessmentSpecification] = Field(default_factory=list)
    version: Str | None = None
    related: list[RelatedSpecification] = Field(default_factory=list)
    creator: Organisation | None = None
    image: MediaObject | None = None
    endorsed_by: list[ItemId] = Field(default_factory=list)
    partial: Flag | None = None
    accreditations: list[Accreditation] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)


class Qualification(Item):
    """What was, or is to be, awarded to the person: a degree, diploma, certificate or licence to show.

    Equivalents: ``elm:LearningAchievement``; OB3 ``AchievementSubject``; IMS LIP ``qcl``; Europass
    ``Education``, ``Certification``.

    Attributes:
        title: of the award, where it differs from that of the specification, 0..1.
        specification: what it is, 0..1.
        status: ``enrolled``, ``partial``, ``exempted``, ``awarded``, ``withdrawn``, ``revoked``, ``superseded``,
            ``described`` (a record says what it is, and not that it was earned), 0..1; unknown when absent.
        awarding_bodies: 0..*.
        assessed_by: who examined for the awarding body, 0..*.
        gained_in: ids of the experiences (studies, courses) it was gained in, 0..*.
        proven_by: ids of the assessments that prove it, 0..*.
        part_of: ids of the qualifications that it is a part of, 0..*.
        entitles_to: ids of the entitlements that come with it, 0..*.
        issued: date of award, 0..1.
        valid_until: 0..1.
        period: when the person worked for it, 0..1.
        term: the academic term, in words, 0..1.
        role_label: what the person was or did when showing the achievement, 0..1.
        grade: the final grade as it is written, 0..1.
        credits: credits received, 0..*.
        thesis: 0..1.
        identifiers: number of the certificate, 0..*.
        image: a picture of this award, 0..1.
        description: 0..1.
        notes: 0..*.
    """

    equivalents = ("elm:LearningAchievement", "schema:EducationalOccupationalCredential")

    type: Literal["Qualification"] = "Qualification"
    title: Text | None = None
    specification: QualificationSpecification | None = None
    status: Str | None = None
    awarding_bodies: list[Organisation] = Field(default_factory=list)
    assessed_by: list[Party] = Field(default_factory=list)
    gained_in: list[ItemId] = Field(default_factory=list)
    proven_by: list[ItemId] = Field(default_factory=list)
    part_of: list[ItemId] = Field(default_factory=list)
    entitles_to: list[ItemId] = Field(default_factory=list)
    issued: PartialDate | None = None
    valid_until: PartialDate | None = None
    period: Period | None = None
    term: Text | None = None
    role_label: Text | None = None
    grade: Text | None = None
    credits: list[Credit] = Field(default_factory=list)
    thesis: RichText | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
    image: MediaObject | None = None
    description: RichText | None = None
    notes: list[RichText] = Field(default_factory=list)
