"""What a person did over time, and what came of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .organisations import Organisation, Place
from .values import Concept, Identifier, Item, ItemId, Link, Model, PartialDate, Period, RichText, Str, Text


class Position(Model):
    """A job held within an experience.

    Equivalents: Europass ``Position``, ``PositionHistory``.

    Attributes:
        occupation: ESCO or ISCO concept with the owner's title, 0..1.
        period: 0..1.
        place: 0..1.
        description: tasks, in the owner's words, 0..1.
        skills: skills used, 0..*.
    """

    equivalents = ("schema:OrganizationRole",)

    occupation: Concept | None = None
    period: Period | None = None
    place: Place | None = None
    description: RichText | None = None
    skills: list[Concept] = Field(default_factory=list)


class ActivitySpecification(Model):
    """What a learning activity is, whoever takes part in it: a course, a seminar, a work placement.

    Equivalents: ``elm:LearningActivitySpecification``.

    Attributes:
        title: 0..1.
        alternative_titles: 0..*.
        description: 0..1.
        activity_types: lecture, laboratory work, placement …, 0..*.
        modes: of learning: on site, online, blended …, 0..*.
        instruction_languages: languages, scheme ISO 639, 0..*.
        volume_of_learning: the work it is meant to take, a duration in ISO 8601, 0..1.
        contact_hours: in words, 0..*.
        identifiers: 0..*.
        links: 0..*.
    """

    equivalents = ("elm:LearningActivitySpecification",)

    title: Text | None = None
    alternative_titles: list[Text] = Field(default_factory=list)
    description: RichText | None = None
    activity_types: list[Concept] = Field(default_factory=list)
    modes: list[Concept] = Field(default_factory=list)
    instruction_languages: list[Concept] = Field(default_factory=list)
    volume_of_learning: Str | None = None
    contact_hours: list[Str] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)


class Experience(Item):
    """Something the person did over time, and where competences grew.

    Equivalents: ``elm:LearningActivity``; Europass ``WorkExperience``, ``Education``; Leap2A activity.

    Attributes:
        kind: ``employment``, ``self_employment``, ``internship``, ``volunteering``, ``education``, ``training``,
            ``project``, ``mobility``, ``military``, ``care``, ``membership``, ``civic``, ``conference`` …, 0..1.
        kind_label: the kind in the owner's words, 0..1.
        title: what it is called, where it is no job, 0..1.
        organisations: each with its role, 0..*.
        positions: jobs held, 0..*.
        period: 0..1.
        place: 0..1.
        working_time: such as "0.8 FTE", 0..1.
        description: 0..1.
        highlights: what was achieved, one line each, 0..*.
        keywords: 0..*.
        roles: parts played in a project, 0..*.
        courses: courses followed, 0..*.
        recognised: date of an honour that came with it, 0..1.
        activity_types: lecture, placement, mobility … in a shared vocabulary, 0..*.
        activity_specification: the course or programme that was followed, 0..1.
        awarding_bodies: who certifies that it took place, 0..*.
        workload: the work it took, a duration in ISO 8601 such as ``PT120H``, 0..1.
        completion: how much of it was done, in per cent, as it is written, 0..1.
        part_of: ids of the experiences that it is a part of, 0..*.
        identifiers: 0..*.
        notes: 0..*.
    """

    equivalents = ("elm:LearningActivity", "esco:Occupation")

    type: Literal["Experience"] = "Experience"
    kind: Str | None = None
    kind_label: Text | None = None
    title: Text | None = None
    organisations: list[Organisation] = Field(default_factory=list)
    positions: list[Position] = Field(default_factory=list)
    period: Period | None = None
    place: Place | None = None
    working_time: Text | None = None
    description: RichText | None = None
    highlights: list[Text] = Field(default_factory=list)
    keywords: list[Text] = Field(default_factory=list)
    roles: list[Text] = Field(default_factory=list)
    courses: list[Text] = Field(default_factory=list)
    recognised: PartialDate | None = None
    activity_types: list[Concept] = Field(default_factory=list)
    activity_specification: ActivitySpecification | None = None
    awarding_bodies: list[Organisation] = Field(default_factory=list)
    workload: Str | None = None
    completion: Str | None = None
    part_of: list[ItemId] = Field(default_factory=list)
    identifiers: list[Identifier] = Field(default_factory=list)
    notes: list[RichText] = Field(default_factory=list)


class Achievement(Item):
    """An award, publication, presentation, creative work or other result to show.

    Equivalents: Europass ``Achievement``, ``Publication``, ``CreativeWork``; JSON Resume ``awards``.

    Attributes:
        kind: ``award``, ``publication``, ``patent``, ``presentation``, ``creative_work``, ``conference`` …, or the
            source's own code, 0..1.
        kind_label: the heading in the owner's words, 0..1.
        title: 0..1.
        description: 0..1.
        date: 0..1.
        period: 0..1.
        organisation: who awarded or published it, 0..1.
        authors: as they are written, 0..1.
        published_in: journal, series or book, 0..1.
        volume: 0..1.
        citation: the formatted reference, 0..1.
        reference: pages, issue and the like, 0..1.
        identifiers: DOI, ISBN, patent number, 0..*.
    """

    equivalents = ("schema:CreativeWork",)

    type: Literal["Achievement"] = "Achievement"
    kind: Str | None = None
    kind_label: Text | None = None
    title: Text | None = None
    description: RichText | None = None
    date: PartialDate | None = None
    period: Period | None = None
    organisation: Organisation | None = None
    authors: Text | None = None
    published_in: Text | None = None
    volume: Str | None = None
    citation: RichText | None = None
    reference: Text | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
