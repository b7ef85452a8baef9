"""Self-knowledge, the plan, and talks with a career adviser, in plain language."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import (
    AgreedAction,
    CareerOption,
    CareerPlan,
    Concept,
    Consideration,
    FollowUp,
    GuidanceEvent,
    Portfolio,
    TestInstrument,
    TestScore,
)
from ...vocabulary import schemes
from ..block import Block, block, bullets, lines
from ..titles import Titles, title_of
from .speaker import Speaker, sentences

# -- self-knowledge --------------------------------------------------------------------------------


def work_values(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """What matters to the person in work."""
    titles = Titles(portfolio, speaker)
    for item in portfolio.work_values:
        details = (
            speaker.say("value.importance", x=speaker.text(item.importance)),
            speaker.say("value.rank", x=speaker.text(item.rank)),
            speaker.say("value.shown_by", x=titles.of(item.measured_by)),
        )
        yield block(title_of(item, speaker), "", details, speaker.rich(item.description), item)


def test_results(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Tests, with what the scores mean as far as it is known."""
    for item in portfolio.test_results:
        details = (
            *_instrument(item.instrument, title_of(item, speaker), speaker),
            sentences(
                speaker.say("test.date", x=speaker.when(item.date)),
                speaker.say("assessed_by", x=speaker.joined(map(speaker.party, item.assessed_by))),
            ),
            speaker.say("test.norm", x=speaker.text(item.norm_group)),
            *(_score(score, speaker) for score in item.scores),
            speaker.say("test.valid", x=speaker.date(item.valid_until)),
        )
        text = lines((speaker.rich(item.description), *map(speaker.rich, item.notes)))
        yield block(title_of(item, speaker), "", details, text, item)


def _instrument(instrument: TestInstrument | None, title: str, speaker: Speaker) -> Iterator[str]:
    if instrument is not None:
        name = speaker.text(instrument.title)
        yield sentences(
            speaker.say("test.instrument", x=name if name != title else ""),
            speaker.say("test.version", x=speaker.text(instrument.version)),
            speaker.say("test.publisher", x=speaker.organisation(instrument.publisher)),
        )
        yield speaker.rich(instrument.description)


def _score(score: TestScore, speaker: Speaker) -> str:
    values = {
        "scale": speaker.text(score.title) or speaker.concept(score.concept),
        "x": speaker.text(score.score),
    }
    ends = {"low": speaker.text(score.minimum_score), "high": speaker.text(score.maximum_score)}
    percentile = speaker.text(score.percentile)
    plain = percentile.isdecimal() and int(percentile) <= 100
    return sentences(
        speaker.say("test.score_span", **values, **ends) or speaker.say("test.score", **values),
        speaker.say("test.percentile" if plain else "test.percentile_words", x=percentile),
        speaker.rich(score.description),
    )


# -- the plan --------------------------------------------------------------------------------------


def career_plans(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Each plan: where it stands, the options, the choice, and what is to be done."""
    titles = Titles(portfolio, speaker)
    for item in portfolio.career_plans:
        details = (
            speaker.time(item.period),
            _step(item.step, speaker),
            speaker.say("plan.with", x=speaker.joined(map(speaker.party, item.practitioners))),
            speaker.say("plan.based_on", x=titles.of(item.based_on)),
        )
        text = lines((speaker.rich(item.description), *_decision(item, speaker), *_agreed(item, speaker)))
        yield block(title_of(item, speaker), "", details, text, item)


def _step(step: Concept | None, speaker: Speaker) -> str:
    """The step in a sentence of its own; one of another scheme by its name."""
    if step is None:
        return ""
    bare = (step.uri or "").removeprefix(f"{schemes.GUIDANCE_STEPS}/")
    code = step.notation if step.scheme == schemes.GUIDANCE_STEPS else bare
    key = f"plan.step.{code}"
    return speaker.say(key) if speaker.knows(key) else speaker.say("plan.step", x=speaker.concept(step))


def _decision(item: CareerPlan, speaker: Speaker) -> Iterator[str]:
    for option in item.options:
        yield from _option(option, speaker)
    yield sentences(
        speaker.say("plan.decided", x=speaker.when(item.decided)),
        speaker.say("plan.reason", x=speaker.rich(item.reason)),
    )


def _option(option: CareerOption, speaker: Speaker) -> Iterator[str]:
    title, occupation = speaker.text(option.title), speaker.concept(option.occupation)
    yield sentences(
        speaker.say("plan.option", x=title or occupation),
        speaker.said("option", option.kind),
        speaker.say("at", x=speaker.organisation(option.organisation)),
        speaker.say("plan.leads_to", x=occupation if title and occupation != title else ""),
        speaker.say(f"plan.{option.status}") if option.status else "",
    )
    yield speaker.rich(option.description)
    yield bullets(
        (
            *(speaker.say("plan.reason", x=speaker.text(reason)) for reason in option.reasons),
            *(speaker.say("plan.benefit", x=_weighed(one, speaker)) for one in option.benefits),
            *(speaker.say("plan.cost", x=_weighed(one, speaker)) for one in option.costs),
        )
    )


def _weighed(one: Consideration, speaker: Speaker) -> str:
    key = f"affects.{one.affects}"
    whom = speaker.say(key) if speaker.knows(key) else speaker.code(one.affects)
    about = ", ".join(filter(None, (whom, speaker.say("plan.weight", x=speaker.text(one.importance)))))
    said = speaker.text(one.title) or speaker.rich(one.description).replace("\n", " ")
    return f"{said} ({about})" if said and about else said or about


# -- guidance --------------------------------------------------------------------------------------


def guidance_events(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Each talk: when, with whom, what was done and agreed, and what came of it."""
    titles = Titles(portfolio, speaker)
    for item in portfolio.guidance_events:
        people = speaker.joined(map(speaker.party, item.practitioners)) or speaker.organisation(item.organisation)
        details = (
            sentences(
                speaker.say("event.date", x=speaker.when(item.date)), speaker.say("event.with", x=people),
                speaker.say("event.took", x=speaker.duration(item.duration)),
            ),
            sentences(
                speaker.say("event.activity", x=_names(item.guidance_activities, speaker)),
                speaker.say("event.channel", x=speaker.concept(item.guidance_channel)),
            ),
            speaker.say("event.information", x=_names(item.information_types, speaker)),
            speaker.say("event.about", x=titles.of(item.concerns)),
        )  # fmt: skip
        outcome = speaker.say("event.outcome", x=speaker.rich(item.outcome))
        yield block(
            title_of(item, speaker), "", details,
            lines((speaker.rich(item.description), *_agreed(item, speaker), outcome)), item,
        )  # fmt: skip


def _names(concepts: list[Concept], speaker: Speaker) -> str:
    return speaker.joined(map(speaker.concept, concepts))


def _agreed(item: CareerPlan | GuidanceEvent, speaker: Speaker) -> Iterator[str]:
    yield bullets(_action(one, speaker) for one in item.actions)
    yield bullets(_follow_up(one, speaker) for one in item.follow_ups)


def _action(one: AgreedAction, speaker: Speaker) -> str:
    done = one.done is not None or one.status == "done"
    what = speaker.text(one.title) or speaker.rich(one.description)
    state = "done" if done else one.status if one.status in ("under_way", "dropped") else "todo"
    return sentences(
        speaker.say(f"action.{state}", x=what),
        speaker.say("action.was_by" if done else "action.by", x=speaker.party(one.responsible)),
        speaker.say("action.done_on", x=speaker.when(one.done)),
        "" if done or state == "dropped" else speaker.say("action.due", x=speaker.date(one.due)),
    )


def _follow_up(one: FollowUp, speaker: Speaker) -> str:
    answers = (("satisfying", one.satisfying), ("feasible", one.feasible))
    return sentences(
        speaker.say("follow_up.done", x=speaker.when(one.done))
        if one.done
        else speaker.say("follow_up.due", x=speaker.when(one.due)),
        *(
            speaker.say(f"follow_up.{name}.{'yes' if answer else 'no'}")
            for name, answer in answers
            if answer is not None
        ),
        speaker.rich(one.description),
    )
