"""What a person did, as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..model import ActivitySpecification, Experience, Period, Portfolio, Position
from .block import Block, block, bullets, line, lines, listed, named
from .titles import Titles, title_of
from .words import Words


def experiences(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """Work, studies and projects, the latest first."""
    titles = Titles(portfolio, words)
    for item in latest_first(portfolio.experiences):
        yield block(
            title_of(item, words),
            words.period(period_of(item)),
            (*_facts(item, words), named("part of", titles.of(item.part_of))),
            _text(item, words),
            item,
        )


def period_of(item: Experience) -> Period | None:
    """The time of an experience: its own, or that of the first of its jobs that has one."""
    return item.period or next((position.period for position in item.positions if position.period), None)


def latest_first(items: Iterable[Experience]) -> list[Experience]:
    """By time, what goes on first, then by end and start; what has no time stays in its order at the end."""

    def key(item: Experience) -> tuple[bool, str, str]:
        period = period_of(item)
        end = period.end.edtf if period and period.end else None
        start = period.start.edtf if period and period.start else None
        ongoing = bool(period and period.ongoing and not end)
        return ongoing, end or start or "", start or ""

    return sorted(items, key=key, reverse=True)


def _facts(item: Experience, words: Words) -> Iterator[str]:
    where = words.place(item.place) or next(filter(None, (words.place(p.place) for p in item.positions)), "")
    organisations = listed(map(words.organisation, item.organisations))
    yield line((organisations, where, words.code(item.kind), words.text(item.working_time)))
    if item.title:
        yield listed((words.concept(position.occupation) for position in item.positions), ", ")
    yield line(
        (
            words.concepts(item.activity_types),
            named("workload", words.duration(item.workload)),
            named("completed", words.percentage(item.completion)),
        )
    )
    yield from _specification(item, words)
    yield named("certified by", listed(map(words.organisation, item.awarding_bodies)))
    yield named("roles", words.texts(item.roles))
    yield named("courses", words.texts(item.courses))
    yield named("keywords", words.texts(item.keywords))
    yield words.identifiers(item.identifiers)


def _specification(item: Experience, words: Words) -> Iterator[str]:
    spec = item.activity_specification or ActivitySpecification()
    title = words.text(spec.title)
    yield title if title != title_of(item, words) else ""
    yield line(
        (
            words.concepts(spec.activity_types),
            words.concepts(spec.modes),
            named("taught in", words.concepts(spec.instruction_languages)),
            named("workload", words.duration(spec.volume_of_learning)),
            named("contact hours", words.texts(spec.contact_hours)),
        )
    )


def _text(item: Experience, words: Words) -> str:
    spec = item.activity_specification
    return lines(
        (
            words.rich(item.description),
            words.rich(spec.description) if spec else "",
            *(_position(position, words, item) for position in item.positions),
            bullets(map(words.text, item.highlights)),
            *map(words.rich, item.notes),
        )
    )


def _position(position: Position, words: Words, item: Experience) -> str:
    """The tasks of a job; with its name and time where there are several."""
    head = listed((words.concept(position.occupation), words.period(position.period)), ", ")
    return lines(
        (
            head if len(item.positions) > 1 else "",
            words.rich(position.description),
            named("skills", words.concepts(position.skills)),
        )
    )
