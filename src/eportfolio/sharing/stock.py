"""What of a portfolio would meet a need: the values that fit, without what is withheld or not wanted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..profiles import Need, Path, Place
from ..profiles.judging import Judge
from .extracting import essence
from .withholding import Rules


class Stock:
    """A portfolio as a source of what a receiver needs.

    Args:
        data: the portfolio in canonical form, every item with an id.
        judge: holds values against conditions.
        rules: what the owner withholds.
        barred: places that the receiver refuses or does not accept, each with the reason.

    Attributes:
        data: as given.
        items: where the items are, by id.
    """

    def __init__(self, data: dict[str, Any], judge: Judge, rules: Rules, barred: Mapping[str, str]) -> None:
        self.data = data
        self._judge = judge
        self._rules = rules
        self._barred = barred
        self._blocked: frozenset[str] = frozenset()
        self.items = {
            item["id"]: f"/{name}/{number}"
            for name, members in data.items() if isinstance(members, list)
            for number, item in enumerate(members) if isinstance(item, dict) and "id" in item
        }  # fmt: skip

    def block(self, needs: Iterable[Need]) -> None:
        """Pass over the objects that cannot have what each of them must have, as long as others are enough."""
        self._blocked = frozenset(
            place.pointer
            for one in needs if one.for_each is not None and one.share is None
            for place in one.for_each.places(self.data) if not self.possible(one, place.value, place.pointer)
        )  # fmt: skip

    def candidates(self, need: Need, start: Any, pointer: str) -> list[Place]:
        """The values that would do for a need with a path."""
        free = [one for one in self._fitting(need, start, pointer) if not self.rule_against(one)]
        sound = [one for one in free if not any(_within(one.pointer, bad) for bad in self._blocked)]
        return sound if len(sound) >= need.minimum else free

    def everywhere(self, need: Need) -> list[Place]:
        """The values that would do, for whichever object."""
        places = (need.for_each or Path()).places(self.data)
        return [one for start in places for one in self.candidates(need, start.value, start.pointer)]

    def possible(self, need: Need, start: Any, pointer: str) -> bool:
        """Whether a need can be met with what is not withheld; of one for each object, whether this object meets it."""
        if need.any_of:
            return any(self.possible(one, start, pointer) for one in need.any_of)
        if need.all_of:
            return all(self.possible(one, start, pointer) for one in need.all_of)
        free = (one for one in self._fitting(need, start, pointer) if not self.rule_against(one))
        return sum(1 for _ in free) >= need.minimum

    def withheld(self, need: Need, start: Any, pointer: str) -> str:
        """The owner's rule that keeps a need from being met; empty when none does."""
        if self.possible(need, start, pointer):
            return ""
        parts = (place for one in need.simple() for place in self._fitting(one, start, pointer))
        return next((rule for place in parts if (rule := self.rule_against(place))), "")

    def rule_against(self, place: Place) -> str:
        """The owner's rule for which a value does not go, or nothing of it that would tell what it is."""
        if rule := self._rules.reason(place.pointer):
            return rule
        ruled = [self._rules.reason(one) for one in essence(place.value, place.pointer)]
        return ruled[0] if all(ruled) else ""

    def free(self, pointer: str) -> bool:
        """Whether a place may go."""
        return not self._rules.reason(pointer) and not self._bar(pointer)

    def _fitting(self, need: Need, start: Any, pointer: str) -> Iterator[Place]:
        assert need.path is not None
        for one in need.path.places(start, pointer):
            if one.value not in ({}, []) and not self._judge.fault(one, need.conditions) and not self._bar(one.pointer):
                yield one

    def _bar(self, pointer: str) -> bool:
        return any(_within(pointer, place) for place in self._barred)


def _within(pointer: str, place: str) -> bool:
    return pointer == place or pointer.startswith(f"{place}/")
