"""The arithmetic of a match, in figures that a person can follow.

Two shares are told: *coverage*, how much of what is essential the person shows, and *use*, how much of what the person
shows is used.  Their geometric mean is the score for skills: high coverage of a short list and high use by a long one
both count for little alone.  Other criteria (experience, preferences, demand) join as a weighted mean, each only where
both sides say something about it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Final

from .covering import met

if TYPE_CHECKING:
    from .covering import Covers
    from .opportunities import Opportunity
    from .postings import Posted

OPTIONAL: Final = 0.1
"""What an optional skill counts beside an essential one, in the use of what the person shows."""

WEIGHTS: Final[Mapping[str, float]] = {"skills": 1.0, "experience": 0.25, "preferences": 0.25, "demand": 0.15}
"""How much each criterion counts in the whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of a score.

    Attributes:
        name: a key of :data:`WEIGHTS`.
        value: 0 to 1.
        reason: how it came about, in words.
    """

    name: str
    value: float
    reason: str


@dataclass(frozen=True, slots=True)
class Fit:
    """How the skills of a person and those of an opportunity go together.

    Attributes:
        coverage: share of what is essential that the person shows, 0 to 1.
        use: share of what the person shows that is used, 0 to 1.
    """

    coverage: float
    use: float

    @property
    def score(self) -> float:
        """The geometric mean of both."""
        return sqrt(self.coverage * self.use)


def fit(essential: Iterable[str], optional: Iterable[str], covers: Covers, held_weight: float) -> Fit:
    """How skills go together.

    Args:
        essential: URIs of what cannot be done without.
        optional: URIs of what may matter.
        covers: what the person meets.
        held_weight: the weights of all skills of the person, added up.
    """
    wanted = list(essential)
    have = sum(cover.weight for cover in met(wanted, covers).values())
    more = sum(cover.weight for cover in met(optional, covers).values())
    return shares(have, more, len(wanted), held_weight)


def shares(have: float, more: float, wanted: int, held_weight: float) -> Fit:
    """The two shares, from sums: of essential skills met, of optional ones met, and what they are shares of."""
    if not wanted or not held_weight:
        return Fit(0.0, 0.0)
    return Fit(have / wanted, min(1.0, (have + OPTIONAL * more) / held_weight))


def total(parts: Iterable[Part]) -> float:
    """The weighted mean of the parts."""
    weighed = [(WEIGHTS[part.name], part.value) for part in parts]
    whole = sum(weight for weight, _ in weighed)
    return sum(weight * value for weight, value in weighed) / whole if whole else 0.0


def arithmetic(parts: Iterable[Part]) -> str:
    """The weighted mean as it is computed, such as ``(0.71 x 1 + 0.50 x 0.25) / 1.25 = 0.67``."""
    told = list(parts)
    terms = " + ".join(f"{part.value:.2f} x {WEIGHTS[part.name]:g}" for part in told)
    whole = sum(WEIGHTS[part.name] for part in told)
    return f"({terms}) / {whole:g} = {total(told):.2f}"


def skills_of(opportunity: Opportunity | Posted) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Essential and optional skills; where nothing is called essential, all of them are."""
    if opportunity.essential:
        return opportunity.essential, opportunity.optional
    return opportunity.optional, ()
