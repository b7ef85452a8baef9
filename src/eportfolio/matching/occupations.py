"""Occupations of ESCO with the skills that they need, loaded once and asked by skill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ..vocabulary.concepts import ESSENTIAL_SKILL, OPTIONAL_SKILL
from .opportunities import Opportunity
from .scoring import Fit, shares

if TYPE_CHECKING:
    from ..vocabulary.index.store import ConceptScheme
    from .covering import Covers

OCCUPATION: Final = "occupation"


class Occupations:
    """The occupations of a scheme.

    Args:
        scheme: ESCO, with its relations between occupations and skills.
    """

    def __init__(self, scheme: ConceptScheme) -> None:
        self.scheme = scheme
        self._essential: dict[str, list[str]] = defaultdict(list)
        self._optional: dict[str, list[str]] = defaultdict(list)
        self._needed_by: dict[str, list[str]] = defaultdict(list)
        self._useful_to: dict[str, list[str]] = defaultdict(list)
        for predicate, of_occupation, of_skill in (
            (ESSENTIAL_SKILL, self._essential, self._needed_by), (OPTIONAL_SKILL, self._optional, self._useful_to)
        ):  # fmt: skip
            for occupation, skill in scheme.pairs(predicate, OCCUPATION):
                of_occupation[occupation].append(skill)
                of_skill[skill].append(occupation)

    def __len__(self) -> int:
        return len(self._essential)

    def __iter__(self) -> Iterator[str]:
        return iter(self._essential)

    def essential(self, uri: str) -> tuple[str, ...]:
        """Skills that an occupation cannot do without."""
        return tuple(self._essential.get(uri, ()))

    def fits(self, covers: Covers, held_weight: float) -> Iterator[tuple[str, Fit]]:
        """Every occupation that uses something of what a person shows, with its fit.

        Args:
            covers: what the person meets.
            held_weight: the weights of all skills of the person, added up.
        """
        have = _sums(covers, self._needed_by)
        more = _sums(covers, self._useful_to)
        for occupation, sum_ in have.items():
            yield occupation, shares(sum_, more.get(occupation, 0.0), len(self._essential[occupation]), held_weight)

    def opportunity(self, uri: str, language: str) -> Opportunity:
        """An occupation as an opportunity, with its title in a language."""
        concept = self.scheme.get(uri)
        return Opportunity(
            uri,
            concept.label(language) if concept is not None else uri,
            "occupation",
            self.essential(uri),
            tuple(self._optional.get(uri, ())),
            occupation=uri,
            isco=self.isco(uri),
        )

    def isco(self, uri: str) -> str:
        """The code of the ISCO-08 group that an occupation stands in; empty when none is known."""
        for group in self.scheme.groups(uri):
            concept = self.scheme.get(group)
            if concept is not None and concept.notation.lstrip("C").isdigit():
                return concept.notation.lstrip("C")
        above = self.scheme.broader(uri)
        return self.isco(above[0]) if above and above[0] != uri else ""


def _sums(covers: Covers, asked_by: Mapping[str, Sequence[str]]) -> dict[str, float]:
    """For each occupation the weights of what is met, counted as :func:`.covering.met` does."""
    sums: dict[str, float] = defaultdict(float)
    used: dict[str, set[str]] = defaultdict(set)
    for skill, cover in covers.items():  # those that are met in full come first
        for occupation in asked_by.get(skill, ()):
            if cover.in_full or cover.held.uri not in used[occupation]:
                used[occupation].add(cover.held.uri)
                sums[occupation] += cover.weight
    return sums
