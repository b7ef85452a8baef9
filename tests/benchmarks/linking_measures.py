"""What is measured of a ranking: mean reciprocal rank, first hits, R-precision at 5, and time."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .linking_data import Query

Ranking = Sequence[tuple[str, float]]
"""URIs with scores, best first, each URI once."""

DEPTH = 100
"""How far down a ranking is looked at; beyond it the reciprocal rank counts as nothing."""


@dataclass(slots=True)
class Measured:
    """Figures of one method on one data set.

    Attributes:
        method: name of the method.
        queries: number of queries that have a right answer.
        mrr: mean reciprocal rank of the first right answer.
        hit: share of the queries of which the first answer is right.
        precision: R-precision at 5: right answers among the first five, of those that could be there.
        other_mrr: mean reciprocal rank of the queries that are no label letter by letter.
        answered: share of the queries with a right answer whose first answer reaches the threshold.
        right_when_answered: share of those whose first answer is right.
        silent_on_unknown: share of the queries without any right answer that get none above the threshold.
        median: median time of a query in milliseconds.
    """

    method: str
    queries: int = 0
    mrr: float = 0.0
    hit: float = 0.0
    precision: float = 0.0
    other_mrr: float = 0.0
    answered: float = 0.0
    right_when_answered: float = 0.0
    silent_on_unknown: float | None = None
    median: float = 0.0
    ranks: list[int] = field(default_factory=list, repr=False)


def rank_of(ranking: Ranking, right: frozenset[str]) -> int:
    """Place of the first right answer, from 1; 0 when there is none."""
    return next((place for place, (uri, _) in enumerate(ranking, 1) if uri in right), 0)


def r_precision(ranking: Ranking, right: frozenset[str], depth: int = 5) -> float:
    """Share of the right answers that stand among the first ones, as far as they could stand there."""
    return len({uri for uri, _ in ranking[:depth]} & right) / min(depth, len(right))


def measure(
    method: str,
    rank: Callable[[Query], Ranking],
    queries: Sequence[Query],
    labelled: set[Query],
    threshold: float | None = None,
) -> Measured:
    """Ask every query, and sum up.

    Args:
        method: name for the table.
        rank: answers a query.
        queries: what is asked; those without a right answer are counted apart.
        labelled: queries that are a label of the right concept letter by letter, reported apart.
        threshold: score from which an answer counts as given; ``None`` for methods whose scores mean nothing.
    """
    result = Measured(method)
    times, precisions, others, silent, given, hits = [], [], [], [], [], []
    for query in queries:
        start = time.perf_counter()
        ranking = rank(query)[:DEPTH]
        times.append((time.perf_counter() - start) * 1000)
        speaks = threshold is not None and bool(ranking) and ranking[0][1] >= threshold
        if not query.right:
            silent.append(not speaks)
            continue
        place = rank_of(ranking, query.right)
        result.ranks.append(place)
        precisions.append(r_precision(ranking, query.right))
        given.append(speaks)
        if speaks:
            hits.append(place == 1)
        if query not in labelled:
            others.append(1 / place if place else 0.0)
    result.queries = len(result.ranks)
    result.mrr = _mean([1 / place if place else 0.0 for place in result.ranks])
    result.hit = _mean([place == 1 for place in result.ranks])
    result.precision, result.other_mrr = _mean(precisions), _mean(others)
    if threshold is not None:
        result.answered, result.right_when_answered = _mean(given), _mean(hits)
        result.silent_on_unknown = _mean(silent) if silent else None
    result.median = statistics.median(times) if times else 0.0
    return result


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
