"""Words that stand for each other, learned from a vocabulary's own labels.

Where two labels of one concept differ in a word or two ("prison procedures", "correctional procedures"), those words
stand for each other; pairs that do so more often than chance are kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import nlargest
from typing import Final

_MOST_LABELS: Final = 12
_MOST_PAIRS: Final = 9
_DISJOINT: Final = 0.5
_LEAST: Final = 1.0
_LIFT: Final = 3.0
_SHRINKAGE: Final = 3.0
_KEPT: Final = 8
_STRONGEST: Final = 0.8


def associations(concepts: Iterable[Sequence[frozenset[int]]]) -> dict[int, list[tuple[int, float]]]:
    """For each term, the terms that stand for it, each with a strength from 0 to 1.

    Args:
        concepts: for each concept, its labels in one language as sets of terms.
    """
    together: defaultdict[int, dict[int, float]] = defaultdict(dict)
    taken: defaultdict[int, float] = defaultdict(float)
    for labels in concepts:
        for term, substitutes in _of_concept(list(dict.fromkeys(labels))[:_MOST_LABELS]).items():
            known = together[term]
            for other, weight in substitutes.items():
                known[other] = known.get(other, 0.0) + min(1.0, weight)
                taken[other] += min(1.0, weight)
    given = {term: sum(others.values()) for term, others in together.items()}
    whole = sum(given.values()) or 1
    return {term: kept for term, others in together.items() if (kept := _kept(others, given[term], taken, whole))}


def _of_concept(labels: Sequence[frozenset[int]]) -> dict[int, dict[int, float]]:
    found: defaultdict[int, defaultdict[int, float]] = defaultdict(lambda: defaultdict(float))
    for one in labels:
        for other in labels:
            mine, theirs = one - other, other - one
            pairs = len(mine) * len(theirs)
            if not 0 < pairs <= _MOST_PAIRS:
                continue
            weight = (1.0 if one & other else _DISJOINT) / pairs
            for term in mine:
                for substitute in theirs:
                    found[term][substitute] += weight
    return dict(found)


def _kept(
    others: Mapping[int, float], given: float, taken: Mapping[int, float], whole: float
) -> list[tuple[int, float]]:
    strong = []
    for other, weight in others.items():
        by_chance = given * taken[other] / whole
        if weight >= max(_LEAST, _LIFT * by_chance):
            share = (weight - by_chance) / (given + _SHRINKAGE)
            strong.append((min(_STRONGEST, 1.5 * share**0.5), other))
    return [(other, strength) for strength, other in nlargest(_KEPT, strong)]
