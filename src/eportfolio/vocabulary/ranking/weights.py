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
        4.717, 4.119, 0.087, -2.833, 3.284, 0.272, -1.701, 1.432, 1.639, 6.175,
        0.673, 0.008, -0.23, 2.459, 1.565, -0.024, -0.054, -0.114, -0.042, -0.093,
    ),
    0.362, 0.956, -3.751, meaning=25.0,
)  # fmt: skip
SENTENCE: Final = Weights(
    (
        73.581, 17.214, 1.795, -12.714, -6.852, 1.642, -0.463, 7.914, 4.616, -3.625,
        4.458, -4.719, 3.186, -1.112, 3.905, 0.006, 0.806, 0.089, -1.894, -0.323,
    ),
    0.370, 0.680, -3.861, meaning=60.0,
)  # fmt: skip
