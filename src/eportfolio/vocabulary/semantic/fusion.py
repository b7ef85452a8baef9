"""Joining a ranking by words with one by meaning."""

from __future__ import annotations

from collections.abc import Sequence


def fuse(
    lexical: Sequence[tuple[str, float]], semantic: Sequence[tuple[str, float]], weight: float = 1.0
) -> list[tuple[str, float]]:
    """One ranking of two: the weighted mean of the scores, each list first scaled to its best.

    What one of the lists lacks counts as a little less than the last of it, since both are cut off somewhere.

    Args:
        lexical: URIs with their scores, best first, none negative.
        semantic: URIs with their similarities, best first, none negative.
        weight: what a similarity counts for, where a score of the other list counts for 1.
    """
    ours, theirs = _scaled(lexical), _scaled(semantic)
    low, deep = (min(scores.values(), default=0.0) * 0.9 for scores in (ours, theirs))
    joined = {
        uri: (ours.get(uri, low) + weight * theirs.get(uri, deep)) / (1 + weight)
        for uri in dict.fromkeys([*ours, *theirs])
    }
    return sorted(joined.items(), key=lambda pair: (-pair[1], pair[0]))


def _scaled(ranking: Sequence[tuple[str, float]]) -> dict[str, float]:
    best = max((score for _, score in ranking), default=0.0)
    return {uri: score / best for uri, score in ranking} if best > 0 else {}
