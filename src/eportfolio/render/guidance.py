"""What a person found out about themself, what they plan, and who guided them, as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import (
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
from .block import Block, block, bullets, line, lines, listed, named
from .titles import Titles, title_of
from .words import TO, Words

# -- self-knowledge --------------------------------------------------------------------------------


def work_values(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """What matters to the person in work."""
    titles = Titles(portfolio, words)
    for item in portfolio.work_values:
        details = (
            line((named("importance", words.text(item.importance)), named("rank", words.text(item.rank)))),
            named("shown by", titles.of(item.measured_by)),
        )
        yield block(title_of(item, words), words.date(item.date), details, words.rich(item.description), item)


def test_results(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """Tests with their instrument, the group that was compared with, and the scores."""
    for item in portfolio.test_results:
        details = (
            *_instrument(item.instrument, title_of(item, words), words),
            named("compared with", words.text(item.norm_group)),
            *(_score(score, words) for score in item.scores),
            line((named("assessed by", listed(map(words.party, item.assessed_by))),
                  named("valid until", words.date(item.valid_until)))),
        )  # fmt: skip
        text = lines((words.rich(item.description), *map(words.rich, item.notes)))
        yield block(title_of(item, words), words.date(item.date), details, text, item)


def _instrument(instrument: TestInstrument | None, title: str, words: Words) -> Iterator[str]:
    if instrument is None:
        return
    name = words.text(instrument.title)
    yield line(
        (
            named("test", name if name != title else ""),
            named("version", words.text(instrument.version)),
            words.organisation(instrument.publisher),
            words.identifiers(instrument.identifiers),
        )
    )
    yield words.rich(instrument.description)
    yield from (link.uri for link in instrument.links)


def _score(score: TestScore, words: Words) -> str:
    """One scale on one line, with the ends of the scale and the place in the norm group."""
    span = f" {TO} ".join(filter(None, (words.text(score.minimum_score), words.text(score.maximum_score))))
    value = " ".join(filter(None, (words.text(score.score), f"({span})" if span else "")))
    scale = words.text(score.title) or _concept(score.concept, words)
    said = f"{scale}: {value}" if scale and value else scale or value
    return line((said, named("percentile", words.text(score.percentile)), words.rich(score.description)))


# -- the plan --------------------------------------------------------------------------------------


def career_plans(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """Career decisions: the step they are at, the options, the choice, and what is done about it."""
    titles = Titles(portfolio, words)
    for item in portfolio.career_plans:
        details = (
            line((named("step", _concept(item.step, words)), named("with", _parties(item, words)))),
            named("starts from", titles.of(item.based_on)),
        )
        text = lines((words.rich(item.description), *_decision(item, words), *_agreed(item, words)))
        yield block(title_of(item, words), words.period(item.period), details, text, item)


def _decision(item: CareerPlan, words: Words) -> Iterator[str]:
    for option in item.options:
        yield from _option(option, words)
    chosen = listed((words.date(item.decided), words.rich(item.reason)), ": ")
    yield named("decided", chosen)


def _option(option: CareerOption, words: Words) -> Iterator[str]:
    """An option with what speaks for and against it."""
    title = words.text(option.title) or words.concept(option.occupation)
    occupation = words.concept(option.occupation)
    facts = line(
        (
            words.code(option.kind),
            occupation if occupation != title else "",
            words.organisation(option.organisation),
            named("rank", words.text(option.rank)),
            words.code(option.status),
            words.identifiers(option.identifiers),
        )
    )
    yield named("option", listed((title, f"({facts})" if facts else ""), " "))
    yield words.rich(option.description)
    yield bullets(
        (
            *(named("because", words.text(reason)) for reason in option.reasons),
            *(named("benefit", _weighed(one, words)) for one in option.benefits),
            *(named("cost", _weighed(one, words)) for one in option.costs),
            *(link.uri for link in option.links),
        )
    )


def _weighed(one: Consideration, words: Words) -> str:
    about = line((named("affects", words.code(one.affects)), named("importance", words.text(one.importance))))
    said = listed((words.text(one.title), words.rich(one.description).replace("\n", " ")), ": ")
    return f"{said} ({about})" if said and about else said or about


# -- guidance --------------------------------------------------------------------------------------


def guidance_events(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """Contacts with a guidance service: what was done, agreed, and what came of it."""
    titles = Titles(portfolio, words)
    for item in portfolio.guidance_events:
        details = (
            line((words.organisation(item.organisation), _parties(item, words), words.duration(item.duration))),
            line((_concepts(item.guidance_activities, words), named("by", _concept(item.guidance_channel, words)))),
            line((named("step", _concept(item.step, words)),
                  named("information", _concepts(item.information_types, words)))),
            named("about", titles.of(item.concerns)),
        )  # fmt: skip
        text = lines((words.rich(item.description), *_agreed(item, words), named("outcome", words.rich(item.outcome))))
        yield block(title_of(item, words), words.date(item.date), details, text, item)


def _agreed(item: CareerPlan | GuidanceEvent, words: Words) -> Iterator[str]:
    """What is to be done, and when one looks back."""
    yield bullets(named("action", _action(one, words)) for one in item.actions)
    yield bullets(named("follow-up", _follow_up(one, words)) for one in item.follow_ups)


def _action(one: AgreedAction, words: Words) -> str:
    return line(
        (
            words.text(one.title),
            words.party(one.responsible),
            named("due", words.date(one.due)),
            words.code(one.status) if not one.done else named("done", words.date(one.done)),
            words.rich(one.description),
        )
    )


def _follow_up(one: FollowUp, words: Words) -> str:
    return line(
        (
            named("due", words.date(one.due)),
            named("done", words.date(one.done)),
            _answer(one.satisfying, "the choice satisfies"),
            _answer(one.feasible, "the choice can be carried through"),
            words.rich(one.description),
        )
    )


def _answer(answer: bool | None, question: str) -> str:
    return "" if answer is None else named(question, "yes" if answer else "no")


def _parties(item: CareerPlan | GuidanceEvent, words: Words) -> str:
    return listed(map(words.party, item.practitioners))


def _concepts(concepts: Iterable[Concept], words: Words) -> str:
    return listed((_concept(one, words) for one in concepts), ", ")


def _concept(concept: Concept | None, words: Words) -> str:
    """The owner's words, else what the scheme calls it, since most tools write codes only."""
    if concept is None:
        return ""
    own = words.text(concept.label) or words.text(concept.official_label)
    return own or words.official_label(concept) or words.concept(concept)
