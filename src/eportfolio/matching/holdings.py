"""What a portfolio shows that its owner can do, in terms of shared vocabularies.

Only competences, qualifications, assessments of them and work are looked at.  Age, birth, sex, nationality, names,
photo, disability, and what a person did in the armed forces, in caring for others or as a member of something never
enter: the functions below do not read them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from ..model.strength import strength
from .spans import Practised, practised

if TYPE_CHECKING:
    from ..model import Competence, Portfolio
    from ..model.experiences import Experience
    from ..model.qualifications import Qualification
    from ..model.values import Concept

STRENGTHS: Final = {"claimed": 0.7, "evidenced": 0.85, "reported": 1.0}
"""How much a claim counts, by its strength; what was verified in this run could not count more than what is vouched."""

FRESH_YEARS: Final = 5
"""What was used within so many years counts in full."""

FADING: Final = 0.05
"""What was used longer ago counts so much less for each further year."""

FADED: Final = 0.5
"""It never counts less than this for its age: unused is not unlearnt."""

UNSEEN: Final = frozenset({"military", "care", "membership"})
"""Kinds of experience that are not looked at."""

NOT_HELD: Final = frozenset({"enrolled", "withdrawn", "revoked"})
"""What a qualification's status must not be, for its learning outcomes to count."""


@dataclass(frozen=True, slots=True)
class Held:
    """A skill that the portfolio shows.

    Attributes:
        uri: the concept.
        label: the owner's words for it, else the official label; empty when there is none.
        strength: a key of :data:`STRENGTHS`.
        last_used: the year; ``None`` when it is not known.
        items: ids of the items that show it.
    """

    uri: str
    label: str
    strength: str
    last_used: int | None
    items: tuple[str, ...]

    def weight(self, year: int) -> float:
        """How much it counts in a year, from 0 to 1: its strength times its recency; an unknown date takes nothing."""
        return STRENGTHS[self.strength] * recency(self.last_used, year)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a portfolio shows.

    Attributes:
        skills: by URI.
        occupations: work done in an occupation, by URI.
        unlinked: competences without a concept of a shared vocabulary: they cannot be compared, only named.
    """

    skills: dict[str, Held] = field(default_factory=dict)
    occupations: dict[str, Practised] = field(default_factory=dict)
    unlinked: tuple[str, ...] = ()


def recency(last_used: int | None, year: int) -> float:
    """How much a skill counts for its age, from :data:`FADED` to 1."""
    if last_used is None:
        return 1.0
    return max(FADED, 1.0 - FADING * max(0, year - last_used - FRESH_YEARS))


def holdings(portfolio: Portfolio, today: date) -> Holdings:
    """What a portfolio shows.

    Args:
        portfolio: the portfolio.
        today: what goes on is counted until then.
    """
    experiences = [one for one in portfolio.experiences if one.kind not in UNSEEN]
    found = Holdings(occupations=practised(experiences, today))
    for held in _shown(portfolio, experiences, today):
        known = found.skills.get(held.uri)
        found.skills[held.uri] = held if known is None else _together(known, held)
    unlinked = (in_words(one.label) for one in portfolio.competences if not any(c.uri for c in one.concepts))
    return Holdings(found.skills, found.occupations, tuple(name for name in unlinked if name))


def _together(one: Held, other: Held) -> Held:
    """One skill that is shown twice: the stronger claim and the later use count."""
    strong = max((one, other), key=lambda held: STRENGTHS[held.strength])
    years = [held.last_used for held in (one, other) if held.last_used is not None]
    return Held(
        one.uri, one.label or other.label, strong.strength, max(years, default=None),
        tuple(dict.fromkeys((*one.items, *other.items))),
    )  # fmt: skip


def _shown(portfolio: Portfolio, experiences: list[Experience], today: date) -> Iterator[Held]:
    ends = {one.id: year for one in experiences if (year := last_year(one, today)) is not None}
    proven = {name for credential in portfolio.credentials for name in credential.proves}
    for competence in portfolio.competences:
        claim, year = strength(portfolio, competence), _last_used(competence, ends)
        yield from _held(competence.concepts, claim, year, competence.id, in_words(competence.label))
    for qualification in portfolio.qualifications:
        if qualification.status not in NOT_HELD:
            claim = "reported" if qualification.id in proven else "claimed"
            yield from _held(_outcomes(qualification), claim, _year(qualification.issued), qualification.id)
    for experience in experiences:
        for position in experience.positions:
            yield from _held(position.skills, "claimed", ends.get(experience.id), experience.id)


def _held(
    concepts: Iterable[Concept], claim: str, year: int | None, item: str | None, words: str = ""
) -> Iterator[Held]:
    for concept in concepts:
        if concept.uri:
            label = in_words(concept.label) or words or in_words(concept.official_label)
            yield Held(same_address(concept.uri), label, claim, year, (item,) if item else ())


def _outcomes(qualification: Qualification) -> Iterator[Concept]:
    specification = qualification.specification
    if specification is not None:
        for outcome in specification.learning_outcomes:
            yield from outcome.skills
        yield from specification.skills


def _last_used(competence: Competence, ends: dict[str | None, int]) -> int | None:
    if competence.last_used is not None:
        return _year(competence.last_used)
    return max((ends[name] for name in competence.gained_in if name in ends), default=None)


def last_year(experience: Experience, today: date) -> int | None:
    """The year in which an experience ended, or today's when it goes on; ``None`` when neither is known."""
    periods = [experience.period, *(position.period for position in experience.positions)]
    years = [
        today.year if period.ongoing else _year(period.end)
        for period in periods if period is not None
    ]  # fmt: skip
    return max((year for year in years if year is not None), default=None)


def _year(moment: object) -> int | None:
    """The year of a date, as far as it is known to the year."""
    text = str(getattr(moment, "edtf", None) or "")[:4]
    return int(text) if text.isdigit() else None


def same_address(uri: str) -> str:
    """One spelling for the two that ESCO's URIs are met in."""
    return "http" + uri[5:] if uri.startswith("https://data.europa.eu/") else uri


def in_words(text: object) -> str:
    """A text in one language: that of the portfolio, else English, else the first."""
    if isinstance(text, dict):
        return str(text.get("en") or next(iter(text.values())))
    return str(text) if text else ""
