"""Which requirements a person's skills meet, and how well: by being the skill, a narrower, a broader or a kindred one.

A narrower skill satisfies a broader *skill*; what ESCO has above skills is mostly groups, and a group is no skill, so
nothing is met by way of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from ..vocabulary.index.store import ConceptScheme
    from .holdings import Held

How = Literal["same", "narrower", "broader", "sibling"]

FACTORS: Final[Mapping[How, float]] = {"same": 1.0, "narrower": 1.0, "broader": 0.5, "sibling": 0.3}
"""How far a requirement is met by a held skill that is the same, narrower, broader, or beside it below one skill."""

_GENERATIONS: Final = 8
"""How many broader skills are followed; ESCO has fewer, and a circle ends."""


@dataclass(frozen=True, slots=True)
class Cover:
    """How a requirement is met.

    Attributes:
        held: the skill that meets it best.
        how: its relation to the requirement.
        weight: how much it counts, 0 to 1.
    """

    held: Held
    how: How
    weight: float

    @property
    def in_full(self) -> bool:
        """Whether the requirement is met, and not only partly."""
        return FACTORS[self.how] == 1.0


Covers = Mapping[str, Cover]
"""What is met, by the URI of the requirement."""


def covers(held: Iterable[Held], scheme: ConceptScheme, year: int) -> dict[str, Cover]:
    """Every requirement that a person's skills meet at least partly; those that are met in full come first.

    Args:
        held: the skills of the person.
        scheme: the vocabulary that skills are of, for what is broader and narrower.
        year: the present one, for recency.
    """
    found: dict[str, Cover] = {}
    for one in held:
        weight = one.weight(year)
        for uri, how in _met(one.uri, scheme):
            cover = Cover(one, how, weight * FACTORS[how])
            known = found.get(uri)
            if known is None or _better(cover, known):
                found[uri] = cover
    return dict(sorted(found.items(), key=lambda entry: (not entry[1].in_full, -entry[1].weight, entry[0])))


def met(requirements: Iterable[str], covers_: Covers) -> dict[str, Cover]:
    """Which of some requirements are met, in full or partly.

    A skill counts partly only where it does not count in full, and then once: who knows one programming language does
    not know half of ten others.

    Args:
        requirements: URIs of skills.
        covers_: what the person meets.
    """
    found = {uri: covers_[uri] for uri in requirements if uri in covers_}
    used = {cover.held.uri for cover in found.values() if cover.in_full}
    counted: dict[str, Cover] = {}
    for uri, cover in sorted(found.items(), key=lambda entry: -entry[1].weight):
        if cover.in_full or cover.held.uri not in used:
            used.add(cover.held.uri)
            counted[uri] = cover
    return {uri: cover for uri, cover in found.items() if uri in counted}


def _better(one: Cover, other: Cover) -> bool:
    return (one.weight, one.held.uri) > (other.weight, other.held.uri)


def _met(uri: str, scheme: ConceptScheme) -> Iterator[tuple[str, How]]:
    yield uri, "same"
    parents = scheme.broader(uri)
    above, seen = parents, {uri}
    for _ in range(_GENERATIONS):
        above = tuple(parent for parent in above if parent not in seen)
        seen.update(above)
        for parent in above:
            yield parent, "narrower"
        above = tuple(grandparent for parent in above for grandparent in scheme.broader(parent))
    for child in _below(uri, scheme):
        yield child, "broader"
    for parent in parents:
        for sibling in _below(parent, scheme):
            if sibling not in seen:
                yield sibling, "sibling"


def _below(uri: str, scheme: ConceptScheme) -> Iterator[str]:
    from ..vocabulary.concepts import BROADER

    return (relation.subject for relation in scheme.relations(uri, BROADER, inverse=True))
