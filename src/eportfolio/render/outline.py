"""What a portfolio tells a person, and in which order: headings, blocks and lines, without any typography.

Texts stay in the language of their owner, dates in the international order; nothing is supplied that is not
there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..model import Portfolio
from .block import Block
from .blocks import SECTIONS
from .words import Words


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        head: the names of the columns.
        rows: as many cells each.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it.

    Attributes:
        heading: its name.
        blocks: its items.
        grid: a table before them.
    """

    heading: str
    blocks: tuple[Block, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """A portfolio as a person reads it.

    Attributes:
        name: the owner's name; empty when unknown.
        headline: what the portfolio is for.
        contact: kind and value of each way to reach the owner, and personal facts.
        summary: the owner about themself.
        sections: the rest, in reading order.
    """

    name: str
    headline: str = ""
    contact: tuple[tuple[str, str], ...] = ()
    summary: str = ""
    sections: tuple[Section, ...] = ()


def outline(portfolio: Portfolio, language: str = "") -> Outline:
    """Lay out a portfolio.

    Args:
        portfolio: the portfolio.
        language: the language to show where a text has several; the portfolio's own when empty.

    Returns:
        The outline; sections without content are left out.
    """
    words = Words(language or portfolio.language or "")
    sections = [
        Section(heading, blocks)
        for heading, make in SECTIONS
        if (blocks := tuple(block for block in make(portfolio, words) if block.says_something))
    ]
    languages = _languages(portfolio, words)
    if languages:
        place = next((i for i, section in enumerate(sections) if section.heading not in _BEFORE), len(sections))
        sections.insert(place, languages)
    return Outline(
        _name(portfolio, words),
        _headline(portfolio, words),
        tuple(_contact(portfolio, words)),
        words.rich(portfolio.summary),
        tuple(sections),
    )


_BEFORE = ("Experience", "Education and qualifications", "Assessments")


def _name(portfolio: Portfolio, words: Words) -> str:
    names = portfolio.owner.names if portfolio.owner else []
    return next((text for name in names if not name.never_export and (text := words.name(name))), "")


def _headline(portfolio: Portfolio, words: Words) -> str:
    headline = portfolio.headline
    if headline is None:
        return ""
    kind = words.text(headline.kind_label) or words.code(headline.kind)
    return ": ".join(filter(None, (kind, words.concept(headline.concept))))


def _contact(portfolio: Portfolio, words: Words) -> Iterator[tuple[str, str]]:
    owner = portfolio.owner
    if owner is None:
        return
    for point in owner.contact_points:
        number = " ".join(
            filter(None, (point.country_calling_code and f"+{point.country_calling_code}", point.area_code))
        )
        value = " ".join(filter(None, (number, point.value or point.user_name)))
        if value:
            use = words.text(point.use_label) or words.code(point.use)
            yield words.code(point.channel), f"{value} ({use})" if use else value
    for address in owner.addresses:
        if text := words.address(address):
            yield "address", text
    facts: Sequence[tuple[str, str]] = (
        ("date of birth", words.date(owner.birth_date)),
        ("place of birth", words.place(owner.birth_place)),
        ("gender", words.concept(owner.gender)),
        ("nationality", words.concepts(owner.nationalities)),
        ("country of residence", words.concepts(owner.residence_countries)),
        ("work permit", words.concepts(owner.work_authorisations)),
        ("photo", words.media(owner.photo)),
    )
    yield from ((label, value) for label, value in facts if value)


_ACTIVITIES = (
    ("listening", "listening"),
    ("reading", "reading"),
    ("spoken_interaction", "interaction"),
    ("spoken_production", "speaking"),
    ("writing", "writing"),
    ("written_interaction", "correspondence"),
    ("online_interaction", "online"),
    ("mediation", "mediation"),
)


def _languages(portfolio: Portfolio, words: Words) -> Section | None:
    """The languages as a grid: CEFR levels for each activity that is in use, and the level as a whole."""
    items = portfolio.languages
    used = [(field, label) for field, label in _ACTIVITIES if any(_level(item, field) for item in items)]
    overall = [words.concept(item.overall) or ("mother tongue" if item.mother_tongue else "") for item in items]
    rows = tuple(
        (
            words.concept(item.known_language),
            *(_level(item, field) for field, _ in used),
            *((whole,) if any(overall) else ()),
        )
        for item, whole in zip(items, overall, strict=True)
    )
    if not rows:
        return None
    blocks = [
        Block(
            " ".join(filter(None, (words.text(certificate.title), certificate.cefr_level))),
            words.date(certificate.date),
            tuple(filter(None, (words.concept(item.known_language), words.text(certificate.awarding_body)))),
        )
        for item in items
        for certificate in item.language_certificates
    ]
    head = ("language", *(label for _, label in used), *(("level",) if any(overall) else ()))
    return Section("Languages", tuple(blocks), Grid(head, rows))


def _level(item: Any, field: str) -> str:
    return (item.cefr_levels and getattr(item.cefr_levels, field)) or ""
