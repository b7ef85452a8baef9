"""What the person is looking for, held against what an opportunity offers: as a weight, or as a condition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from .holdings import in_words, same_address
from .scoring import Part

if TYPE_CHECKING:
    from ..model import Portfolio
    from ..model.values import Concept
    from .opportunities import Opportunity

Aspect = Literal["place", "working_time", "sector", "occupation"]

ASPECTS: Final[tuple[Aspect, ...]] = ("place", "working_time", "sector", "occupation")
"""What preferences are about; each of them can be made a condition."""

_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Preferred:
    """What the person is looking for; words are folded, so that ``FULL_TIME`` is ``full time``.

    Attributes:
        wishes: what is wanted, by aspect; nothing where nothing is said.
    """

    wishes: Mapping[Aspect, frozenset[str]]

    def part(self, opportunity: Opportunity) -> Part | None:
        """How much of what both sides speak of agrees; ``None`` when they speak of nothing in common."""
        told = [(aspect, agrees) for aspect, agrees in self._compared(opportunity)]
        if not told:
            return None
        good = [aspect for aspect, agrees in told if agrees]
        bad = [aspect for aspect, agrees in told if not agrees]
        words = [f"{_named(good)} as preferred"] if good else []
        words += [f"{_named(bad)} not as preferred"] if bad else []
        return Part("preferences", len(good) / len(told), ", ".join(words))

    def conflict(self, opportunity: Opportunity, conditions: Iterable[Aspect]) -> bool:
        """Whether a condition does not hold; where the opportunity says nothing, it is not known to fail."""
        against = {aspect for aspect, agrees in self._compared(opportunity) if not agrees}
        return not against.isdisjoint(conditions)

    def _compared(self, opportunity: Opportunity) -> Iterator[tuple[Aspect, bool]]:
        offered: dict[Aspect, Iterable[str]] = {
            "place": opportunity.places, "working_time": opportunity.working_times, "sector": opportunity.sectors,
            "occupation": filter(None, (opportunity.occupation, opportunity.isco)),
        }  # fmt: skip
        for aspect, values in offered.items():
            wanted = self.wishes.get(aspect, frozenset())
            there = {folded(value) for value in values}
            if aspect == "occupation":
                known = {_comparable(value) for value in wanted}
                there = {value for value in there if _comparable(value) in known}
            if wanted and there:
                yield aspect, not wanted.isdisjoint(there)


def preferred(portfolio: Portfolio, sectors: Iterable[str] = ()) -> Preferred:
    """What a portfolio says its owner is looking for.

    Args:
        portfolio: the portfolio.
        sectors: sectors that are wanted besides, since a portfolio has no place for them.
    """
    wishes: dict[Aspect, set[str]] = {aspect: set() for aspect in ASPECTS}
    wishes["sector"].update(map(folded, sectors))
    preferences = portfolio.preferences
    if preferences is not None:
        for place in preferences.places:
            wishes["place"].update(folded(in_words(text)) for text in (place.name, place.municipality) if text)
            wishes["place"].update(_words(place.country) if place.country else ())
        for concept in preferences.working_times:
            wishes["working_time"].update(_words(concept))
        for concept in preferences.occupations:
            wishes["occupation"].update(_words(concept))
    return Preferred({aspect: frozenset(words - {""}) for aspect, words in wishes.items()})


def _words(concept: Concept) -> Iterator[str]:
    for text in (concept.uri and same_address(concept.uri), concept.notation, concept.label, concept.official_label):
        if text:
            yield folded(in_words(text))


def folded(text: str) -> str:
    """A word without case and punctuation; a URI as it is."""
    return text if "://" in text else _NO_LETTER.sub("", text).casefold()


def _comparable(term: str) -> str:
    """What a term of an occupation can be compared with: addresses of its vocabulary, codes, or words."""
    return term.rpartition("/")[0] if "://" in term else "code" if term.isdecimal() else "words"


def _named(aspects: list[Aspect]) -> str:
    names = [aspect.replace("_", " ") for aspect in aspects]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
