"""What a person did over time, and what came of it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .values import Concept, Identifier, Item, Model, Organisation, PartialDate, Period, Place, RichText, Str, Text


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
