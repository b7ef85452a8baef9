"""Career guidance in a portfolio: what a person found out about themself, what they plan, who helped them with it.

Steps, activities, channels and kinds of information are concepts of the guidance schemes
(``https://w3id.org/eportfolio/v1/guidance-steps`` and its neighbours), after Cedefop, Resources for guidance, toolkit
on labour market information.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .organisations import Organisation
from .person import Party
from .values import (
    Concept,
    Flag,
    Identifier,
    Item,
    ItemId,
    Link,
    Model,
    PartialDate,
    Period,
    RichText,
    Str,
    Text,
)

# -- self-knowledge --------------------------------------------------------------------------------


class WorkValue(Item):
    """What matters to the person in work, such as variety, security or helping others.

    Equivalents: O*NET work value; Leap2A personal data field.

    Attributes:
        title: in the owner's words, 0..1.
        concept: the term of a shared vocabulary, 0..1.
        importance: how much it matters, in words or as it was scored, 0..1.
        rank: its place among the owner's values, as it is written; 1 matters most, 0..1.
        description: what the owner means by it, 0..1.
        date: when it was so, 0..1.
        measured_by: ids of the test results that show it, 0..*.
    """

    type: Literal["WorkValue"] = "WorkValue"
    title: Text | None = None
    concept: Concept | None = None
    importance: Text | None = None
    rank: Str | None = None
    description: RichText | None = None
    date: PartialDate | None = None
    measured_by: list[ItemId] = Field(default_factory=list)


class TestInstrument(Model):
    """What was measured with: an interest inventory, an aptitude test battery, a questionnaire of values.

    Attributes:
        title: its name, 0..1.
        version: its edition or form, 0..1.
        publisher: who publishes it, 0..1.
        description: what it measures, 0..1.
        identifiers: 0..*.
        links: 0..*.
    """

    title: Text | None = None
    version: Str | None = None
    publisher: Organisation | None = None
    description: RichText | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)


class TestScore(Model):
    """A person's score on one scale of a test.

    Attributes:
        title: the name of the scale, such as "Social", 0..1.
        concept: what the scale measures, as a term of a shared vocabulary, 0..1.
        score: the score as it is written, 0..1.
        minimum_score: the lowest score that there is, as it is written, 0..1.
        maximum_score: the highest score that there is, as it is written, 0..1.
        percentile: how many in a hundred of the norm group scored lower, as it is written, 0..1.
        description: what the score says, for the owner to read, 0..1.
    """

    title: Text | None = None
    concept: Concept | None = None
    score: Str | None = None
    minimum_score: Str | None = None
    maximum_score: Str | None = None
    percentile: Str | None = None
    description: RichText | None = None


class TestResult(Item):
    """What a test of interests, values, aptitude or personality says about the person.

    A score means nothing without its instrument, the edition of it, and the group that it was compared with.

    Attributes:
        title: 0..1.
        instrument: what was measured with, 0..1.
        norm_group: with whom the scores were compared, 0..1.
        scores: one for each scale, 0..*.
        assessed_by: who gave and scored the test, 0..*.
        date: when it was taken, 0..1.
        valid_until: when it should no longer be relied on, 0..1.
        description: what follows from it, in words, 0..1.
        notes: 0..*.
    """

    type: Literal["TestResult"] = "TestResult"
    title: Text | None = None
    instrument: TestInstrument | None = None
    norm_group: Text | None = None
    scores: list[TestScore] = Field(default_factory=list)
    assessed_by: list[Party] = Field(default_factory=list)
    date: PartialDate | None = None
    valid_until: PartialDate | None = None
    description: RichText | None = None
    notes: list[RichText] = Field(default_factory=list)


# -- what was agreed -------------------------------------------------------------------------------


class AgreedAction(Model):
    """Something that somebody is going to do, or did.

    Attributes:
        title: what, 0..1.
        responsible: who does it; the owner when absent, 0..1.
        due: by when, 0..1.
        done: when it was done, 0..1.
        status: ``planned``, ``under_way``, ``done`` or ``dropped``, 0..1.
        description: 0..1.
    """

    equivalents = ("schema:Action",)

    title: Text | None = None
    responsible: Party | None = None
    due: PartialDate | None = None
    done: PartialDate | None = None
    status: Literal["planned", "under_way", "done", "dropped"] | None = None
    description: RichText | None = None


class FollowUp(Model):
    """Looking back: whether the choice satisfies and can be carried through, and what is needed next.

    Attributes:
        due: by when, 0..1.
        done: when it took place, 0..1.
        satisfying: whether the choice satisfies, 0..1.
        feasible: whether the choice can be carried through, 0..1.
        description: how it went, and what is needed next, 0..1.
    """

    due: PartialDate | None = None
    done: PartialDate | None = None
    satisfying: Flag | None = None
    feasible: Flag | None = None
    description: RichText | None = None


# -- the plan --------------------------------------------------------------------------------------


class Consideration(Model):
    """A cost or a benefit of an option.

    Attributes:
        title: what speaks for or against the option, 0..1.
        affects: whom it touches: ``self``, ``family``, ``community`` …, 0..1.
        importance: how much it weighs, in words or as it was scored, 0..1.
        description: 0..1.
    """

    title: Text | None = None
    affects: Str | None = None
    importance: Text | None = None
    description: RichText | None = None


class CareerOption(Model):
    """An occupation, study or job that the person considers.

    Attributes:
        title: in the owner's words, 0..1.
        kind: ``occupation``, ``study``, ``training``, ``job``, ``own_business`` …, 0..1.
        occupation: the occupation, or the one that the option leads to, 0..1.
        organisation: who offers it, 0..1.
        identifiers: of a vacancy or a course, 0..*.
        links: 0..*.
        reasons: why it is among the options, 0..*.
        costs: what speaks against it, 0..*.
        benefits: what speaks for it, 0..*.
        rank: its place among the options, as it is written; 1 is the best, 0..1.
        status: ``considered``, ``set_aside``, ``provisional`` (a first choice) or ``chosen``, 0..1.
        description: 0..1.
    """

    title: Text | None = None
    kind: Str | None = None
    occupation: Concept | None = None
    organisation: Organisation | None = None
    identifiers: list[Identifier] = Field(default_factory=list)
    links: list[Link] = Field(default_factory=list)
    reasons: list[Text] = Field(default_factory=list)
    costs: list[Consideration] = Field(default_factory=list)
    benefits: list[Consideration] = Field(default_factory=list)
    rank: Str | None = None
    status: Literal["considered", "set_aside", "provisional", "chosen"] | None = None
    description: RichText | None = None


class CareerPlan(Item):
    """A career decision on its way: the step it is at, what was considered, what was chosen, and what is done about it.

    Equivalents: Leap2A plan; IMS LIP ``goal``.

    Attributes:
        title: what it is about, 0..1.
        description: 0..1.
        period: from when to when it is worked on, 0..1.
        step: step of the decision, scheme ``guidance-steps``, 0..1.
        based_on: ids of the interests, values, test results and competences that it starts from, 0..*.
        options: what was considered, 0..*.
        decided: when the choice was made, 0..1.
        reason: why the choice was made, 0..1.
        actions: what is done to carry it out, 0..*.
        follow_ups: 0..*.
        practitioners: who helped, 0..*.
    """

    type: Literal["CareerPlan"] = "CareerPlan"
    title: Text | None = None
    description: RichText | None = None
    period: Period | None = None
    step: Concept | None = None
    based_on: list[ItemId] = Field(default_factory=list)
    options: list[CareerOption] = Field(default_factory=list)
    decided: PartialDate | None = None
    reason: RichText | None = None
    actions: list[AgreedAction] = Field(default_factory=list)
    follow_ups: list[FollowUp] = Field(default_factory=list)
    practitioners: list[Party] = Field(default_factory=list)


class GuidanceEvent(Item):
    """A contact between the person and a guidance service.

    Equivalents: Leap2A meeting.

    Attributes:
        title: 0..1.
        date: 0..1.
        duration: how long it took, in ISO 8601, such as ``PT45M``, 0..1.
        organisation: the service, 0..1.
        practitioners: who guided, 0..*.
        guidance_activities: what was done, scheme ``guidance-activities``, 0..*.
        guidance_channel: how, scheme ``guidance-channels``, 0..1.
        information_types: kinds of labour market information that were used, scheme ``guidance-information``, 0..*.
        step: step of the decision that it served, scheme ``guidance-steps``, 0..1.
        concerns: ids of the plans and other items that it was about, 0..*.
        description: what was talked about, 0..1.
        actions: what was agreed, 0..*.
        outcome: what came of it, 0..1.
        follow_ups: 0..*.
    """

    equivalents = ("schema:Event",)

    type: Literal["GuidanceEvent"] = "GuidanceEvent"
    title: Text | None = None
    date: PartialDate | None = None
    duration: Str | None = None
    organisation: Organisation | None = None
    practitioners: list[Party] = Field(default_factory=list)
    guidance_activities: list[Concept] = Field(default_factory=list)
    guidance_channel: Concept | None = None
    information_types: list[Concept] = Field(default_factory=list)
    step: Concept | None = None
    concerns: list[ItemId] = Field(default_factory=list)
    description: RichText | None = None
    actions: list[AgreedAction] = Field(default_factory=list)
    outcome: RichText | None = None
    follow_ups: list[FollowUp] = Field(default_factory=list)
