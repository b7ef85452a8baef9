"""What the description of a result allows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import Any

from .values_of import ids, texts


class Described:
    """What the description of a result allows, gathered once for all results that refer to it.

    Args:
        data: the description; in records of version 1.0 the names of lists are in the plural.
    """

    __slots__ = ("allowed", "least", "levels", "most")

    def __init__(self, data: dict[str, Any]) -> None:
        self.levels = frozenset(ids(data.get("rubricCriterionLevel", data.get("rubricCriterionLevels"))))
        self.allowed = frozenset(texts(data.get("allowedValue", data.get("allowedValues"))))
        self.least = _number(data.get("valueMin"))
        self.most = _number(data.get("valueMax"))

    def problem(self, value: Any) -> str:
        """Why a value is none that is allowed; empty when it is, or when nothing is said."""
        if not isinstance(value, str):
            return ""
        if self.allowed and value not in self.allowed:
            return f"is none of the {len(self.allowed)} values that the description of the result allows"
        number = _number(value)
        if number is None:
            return ""
        if self.least is not None and number < self.least:
            return "is smaller than valueMin of the description of the result"
        if self.most is not None and number > self.most:
            return "is larger than valueMax of the description of the result"
        return ""


class Descriptions:
    """The descriptions of results in a whole document.

    Args:
        given: the descriptions.

    Attributes:
        by_id: the descriptions by their id.
        levels: the ids of the levels of all their rubrics.
    """

    __slots__ = ("by_id", "levels")

    def __init__(self, given: Iterable[dict[str, Any]]) -> None:
        self.by_id = {one["id"]: Described(one) for one in given if isinstance(one.get("id"), str)}
        self.levels = frozenset(chain.from_iterable(one.levels for one in self.by_id.values()))


def _number(text: Any) -> float | None:
    """The number that a text stands for."""
    if not isinstance(text, str) or len(text) > 40:
        return None
    try:
        return float(text.strip().removesuffix("%").replace(",", "."))
    except ValueError:
        return None
