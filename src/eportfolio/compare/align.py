"""Which member of one list is which member of the other.

Stages from certain to likely, each on what those before left over.  Every stage treats both sides alike, so a
comparison read backwards gives the same pairs.  The cost is linear but for a bounded search for likeness.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

_BUDGET = 2_000_000
"""How many leaves may be held against each other in one search for likeness; beyond it, order decides."""

_ALIKE = 0.3
"""Share of leaves that two items must have in common to be the same item, of the one that has fewer."""

KeyOf = Callable[[int], Hashable]
"""The key of the member at an index; ``None`` when it has none."""

FeaturesOf = Callable[[int], frozenset[int]]
"""The leaves of the member at an index."""


class Alignment:
    """Pairs of indices, and what is left over on both sides.

    Args:
        count_a: number of members of the first list.
        count_b: number of members of the second list.
    """

    def __init__(self, count_a: int, count_b: int) -> None:
        self.pairs: list[tuple[int, int]] = []
        self.rest_a = list(range(count_a))
        self.rest_b = list(range(count_b))

    def all_in_order(self) -> None:
        """Pair each member with the one at its place."""
        self._join(list(zip(self.rest_a, self.rest_b, strict=True)))
        self._settle()

    def by_key(self, key_a: KeyOf, key_b: KeyOf) -> None:
        """Pair members of equal key; several of one key in their order."""
        for group_a, group_b in self._groups(key_a, key_b):
            self._join(list(zip(group_a, group_b, strict=False)))
        self._settle()

    def by_likeness_within(self, key_a: KeyOf, key_b: KeyOf, features_a: FeaturesOf, features_b: FeaturesOf) -> None:
        """Pair members of equal key, several of one key by likeness."""
        for group_a, group_b in self._groups(key_a, key_b):
            if len(group_a) == len(group_b) == 1:
                self._join([(group_a[0], group_b[0])])
            else:
                self._join(_likeliest(group_a, group_b, features_a, features_b, _ALIKE))
        self._settle()

    def by_likeness(self, features_a: FeaturesOf, features_b: FeaturesOf, *, items: bool) -> None:
        """Pair what has most leaves in common.

        Args:
            features_a: the leaves of the first list's members.
            features_b: the leaves of the second list's members.
            items: whether the members are items, which stay apart when they have little in common; of other
                values a single one left on both sides is taken for the same.
        """
        self._join(_likeliest(self.rest_a, self.rest_b, features_a, features_b, _ALIKE if items else 0.0))
        self._settle()
        if not items and len(self.rest_a) == len(self.rest_b) == 1:
            self._join([(self.rest_a[0], self.rest_b[0])])
            self._settle()

    def in_order(self, key_a: KeyOf, key_b: KeyOf) -> None:
        """Pair by position, after what is equal at the beginning and at the end."""
        keys_a, keys_b = [key_a(i) for i in self.rest_a], [key_b(j) for j in self.rest_b]
        shorter = min(len(keys_a), len(keys_b))
        head = next((n for n in range(shorter) if keys_a[n] != keys_b[n]), shorter)
        tail = next((n for n in range(shorter - head) if keys_a[-1 - n] != keys_b[-1 - n]), shorter - head)
        middle = shorter - tail
        self._join([(n, n) for n in range(middle)])
        self._join([(len(keys_a) - n, len(keys_b) - n) for n in range(tail, 0, -1)])
        self._settle()

    def _groups(self, key_a: KeyOf, key_b: KeyOf) -> list[tuple[list[int], list[int]]]:
        groups_a: dict[Hashable, list[int]] = defaultdict(list)
        groups_b: dict[Hashable, list[int]] = defaultdict(list)
        for groups, key, rest in ((groups_a, key_a, self.rest_a), (groups_b, key_b, self.rest_b)):
            for index in rest:
                found = key(index)
                if found is not None:
                    groups[found].append(index)
        return [(members, groups_b[key]) for key, members in groups_a.items() if key in groups_b]

    def _join(self, pairs: list[tuple[int, int]]) -> None:
        self.pairs.extend(pairs)

    def _settle(self) -> None:
        done_a = {i for i, _ in self.pairs}
        done_b = {j for _, j in self.pairs}
        self.rest_a = [i for i in self.rest_a if i not in done_a]
        self.rest_b = [j for j in self.rest_b if j not in done_b]


def _likeliest(
    rest_a: Sequence[int],
    rest_b: Sequence[int],
    features_a: FeaturesOf,
    features_b: FeaturesOf,
    threshold: float,
) -> list[tuple[int, int]]:
    """Pairs with the most leaves in common, best first; in order where the search would cost too much."""
    if not rest_a or not rest_b:
        return []
    if len(rest_a) * len(rest_b) > _BUDGET:
        return list(zip(rest_a, rest_b, strict=False))
    of_a = [features_a(i) for i in rest_a]
    of_b = [features_b(j) for j in rest_b]
    if min(sum(map(len, of_a)) * len(of_b), sum(map(len, of_b)) * len(of_a)) > _BUDGET:
        return list(zip(rest_a, rest_b, strict=False))
    scored: list[tuple[float, int, int, int, int]] = []
    for i, one in enumerate(of_a):
        for j, two in enumerate(of_b):
            common = len(one & two)
            if common and common >= threshold * min(len(one), len(two)):
                # Ties go by distance, told in a way that is the same from both sides.
                scored.append((-2 * common / (len(one) + len(two)), i + j, abs(i - j), i, j))
    pairs: list[tuple[int, int]] = []
    free_a, free_b = set(range(len(of_a))), set(range(len(of_b)))
    for *_, i, j in sorted(scored):
        if i in free_a and j in free_b:
            free_a.discard(i)
            free_b.discard(j)
            pairs.append((rest_a[i], rest_b[j]))
    return pairs
