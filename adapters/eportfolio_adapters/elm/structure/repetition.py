"""Whether an object only says again what was said: sealed credentials embed whole organisations wherever they occur."""

from __future__ import annotations

from typing import Any


def equal(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two objects are the same JSON, as far as Python can compare them."""
    try:
        return one == other
    except RecursionError:  # deeper than Python compares: read it, then
        return False


def all_have_ids(data: dict[str, Any]) -> bool:
    """Whether every object inside an object has an id, or is a language map.

    What holds a truth value, 0 or 1 does not count, because Python takes ``True`` and ``1`` for equal.
    """
    waiting: list[Any] = [data]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "id" not in one and not all(_is_text(text) for text in one.values()):
                return False
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
        elif isinstance(one, int | float) and one in (0, 1):
            return False
    return True


def _is_text(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(one, str) for one in value))
