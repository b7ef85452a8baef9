"""The weights of the reranker, learned by ``tests/benchmarks/linking_training.py`` on the parts kept for tuning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Final


@dataclass(frozen=True, slots=True)
class Weights:
    """What each figure counts for, and how a sum becomes a score.

    Attributes:
        figures: weight of each figure, in the order of :data:`.features.FEATURES`.
        slope: weight of the sum in the score.
        gap: weight of the distance to the best sum of the query.
        offset: what is added.
        meaning: weight of a likeness of meaning, where one is known.
    """

    figures: tuple[float, ...]
    slope: float
    gap: float
    offset: float
    meaning: float = 0.0

    def value(self, row: Sequence[float]) -> float:
        """The sum that ranks."""
        return sum(weight * figure for weight, figure in zip(self.figures, row, strict=True))

    def score(self, value: float, best: float) -> float:
        """How likely a concept of some sum is meant (0 to 1), with regard to the best sum of the same query."""
        logit = self.slope * value + self.gap * (value - best) + self.offset
        return 1 / (1 + exp(-max(-60.0, min(60.0, logit))))


NAME: Final = Weights(
    (
        1.104,
        2.879,
        1.563,
        -2.081,
        2.858,
        0.647,
        -1.270,
        1.777,
        1.256,
        6.622,
        1.218,
        -0.432,
        0.527,
        0.298,
        1.265,
        -0.022,
        -0.328,
        -0.064,
        0.243,
        -0.090,
    ),
    0.380,
    0.980,
    -3.958,
)
SENTENCE: Final = Weights(
    (
        -2.777,
        16.311,
        2.542,
        -14.494,
        -1.015,
        1.997,
        -1.898,
        12.118,
        9.641,
        2.065,
        4.903,
        -6.791,
        -0.038,
        -1.880,
        4.856,
        0.050,
        0.628,
        -0.185,
        -1.621,
        -0.500,
    ),
    0.575,
    0.518,
    -4.279,
)
