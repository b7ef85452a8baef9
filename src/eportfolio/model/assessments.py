"""What a person was examined in, with which result, and how the result compares with that of others."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .organisations import Organisation, Place
from .person import Party
from .values import Concept, Identifier, Item, ItemId, Link, Model, PartialDate, RichText, Str, Text, Uri


class RubricCriterionLevel(Model):
    """A level of performance that a rubric describes.

    Equivalents: OB3 and CLR ``RubricCriterionLevel``; CASE ``CFRubricCriterionLevel``.

    Attributes:
        uri: what names it, 0..1.
        title: 0..1.
        description: 0..1.
        performance_level: how well one has done who reached it, as it is written, 0..1.
        points: what it counts for, as it is written, 0..1.
        skills: levels and skills of other frameworks that it corresponds to, 0..*.
    """

    equivalents = ("obi:RubricCriterionLevel",)

    uri: Uri | None = None
    title: Text | None = None
    description: RichText | None = None
    performance_level: Str | None = None
    points: Str | None = None
    skills: list[Concept] = Field(default_factory=list)


class GradingScheme(Model):
    """The scale that a grade belongs to.

    Equivalents: ``elm:GradingScheme``; OB3 ``ResultDescription``.

    Attributes:
        title: 0..1.
        description: 0..1.
        result_type: letter grade, per cent, score, level of a rubric …, 0..1.
        allowed_values: the grades that there are, from low to high, 0..*.
        minimum_value: the lowest value, as it is written, 0..1.
        maximum_value: the highest value, as it is written, 0..1.
        required_value: the value that is needed to pass, as it is written, 0..1.
        required_level: ``uri`` of the level that is needed to pass, 0..1.
        rubric_criterion_levels: the levels of a rubric, from low to high, 0..*.
        identifiers: 0..*.
        links: 0..*.
    """

    equivalents = ("elm:GradingScheme", "obi:ResultDescription")

    title: Text | None = None
    description: RichText | None = None
    result_type: Concept | None = None
    allowed_values: list[Str] = Field(default_factory=list)
    minimum_value: Str | None = None
    maximum_value: Str | None = None
    required_value: Str | None = None
    required_level: Uri | None = None
    rubric_criterion_levels: list[RubricCriterionLevel] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)


class AssessmentSpecification(Model):
    """What an assessment is, whoever takes it.

    Equivalents: ``elm:LearningAssessmentSpecification``.

    Attributes:
        title: 0..1.
        alternative_titles: 0..*.
        description: 0..1.
        assessment_types: written examination, portfolio, thesis …, 0..*.
        modes: of assessment: on site, online …, 0..*.
        instruction_languages: languages, scheme ISO 639, 0..*.
        grading_scheme: 0..1.
        skills: what it examines, 0..*.
        identifiers: 0..*.
        links: 0..*.
    """

    equivalents = ("elm:LearningAssessmentSpecification",)

    title: Text | None = None
    alternative_titles: list[Text] = Field(default_factory=list)
    description: RichText | None = None
    assessment_types: list[Concept] = Field(default_factory=list)
    modes: list[Concept] = Field(default_factory=list)
    instruction_languages: list[Concept] = Field(default_factory=list)
    grading_scheme: GradingScheme | None = None
    skills: list[Concept] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)


class ShortenedGrading(Model):
    """How many of a group did less well, equally well and better, in per cent.

    Equivalents: ``elm:ShortenedGrading``.

    Attributes:
        percentage_lower: share with a lower grade, as it is written, 0..1.
        percentage_equal: share with the same grade, as it is written, 0..1.
        percentage_higher: share with a higher grade, as it is written, 0..1.
    """

    equivalents = ("elm:ShortenedGrading",)

    percentage_lower: Str | None = None
    percentage_equal: Str | None = None
    percentage_higher: Str | None = None


class ResultCategory(Model):
    """A grade or a band of scores, and how many reached it.

    Equivalents: ``elm:ResultCategory``.

    Attributes:
        label: the grade or the name of the band, 0..1.
        score: the score itself, where the band is one score, 0..1.
        minimum_score: 0..1.
        maximum_score: 0..1.
        count: how many reached it, as it is written, 0..1.
    """

    equivalents = ("elm:ResultCategory",)

    label: Text | None = None
    score: Str | None = None
    minimum_score: Str | None = None
    maximum_score: Str | None = None
    count: Str | None = None


class ResultDistribution(Model):
    """How the results of a group are spread, for comparison with the person's own.

    Equivalents: ``elm:ResultDistribution``.

    Attributes:
        description: 0..1.
        result_categories: in the order of the scale, 0..*.
    """

    equivalents = ("elm:ResultDistribution",)

    description: RichText | None = None
    result_categories: list[ResultCategory] = Field(default_factory=list)


class Assessment(Item):
    """An examination or another assessment that the person took, with its result.

    Equivalents: ``elm:LearningAssessment``; OB3 and CLR ``Result``; Europass Diploma Supplement, section 4.3.

    Attributes:
        title: 0..1.
        description: 0..1.
        assessment_types: written examination, portfolio, thesis …, 0..*.
        assessment_specification: what it is, 0..1.
        grade: the result as it is written, 0..1.
        grade_status: whether the grade is final, provisional …, 0..1.
        achieved_level: ``uri`` of the level of the rubric that was reached, 0..1.
        skills: what the result shows, beyond what the assessment examines, 0..*.
        assessed_by: who examined, 0..*.
        awarding_bodies: who certifies the result, 0..*.
        issued: date of the result, 0..1.
        identity_verification: how it was made sure who took it, 0..1.
        place: 0..1.
        part_of: ids of the assessments that it is a part of, 0..*.
        shortened_grading: 0..1.
        result_distribution: 0..1.
        identifiers: 0..*.
        notes: 0..*.
    """

    equivalents = ("elm:LearningAssessment", "obi:Result")

    type: Literal["Assessment"] = "Assessment"
    title: Text | None = None
    description: RichText | None = None
    assessment_types: list[Concept] = Field(default_factory=list)
    assessment_specification: AssessmentSpecification | None = None
    grade: Text | None = None
    grade_status: Concept | None = None
    achieved_level: Uri | None = None
    skills: list[Concept] = Field(default_factory=list)
    assessed_by: list[Party] = Field(default_factory=list)
    awarding_bodies: list[Organisation] = Field(default_factory=list)
    issued: PartialDate | None = None
    identity_verification: Concept | None = None
    place: Place | None = None
    part_of: list[ItemId] = Field(default_factory=list)
    shortened_grading: ShortenedGrading | None = None
    result_distribution: ResultDistribution | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
    notes: list[RichText] = Field(default_factory=list)
