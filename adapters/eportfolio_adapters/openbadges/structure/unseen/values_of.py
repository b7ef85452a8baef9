"""What stands in a property that may have one value or a list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..places import Place


def objects(value: Any, place: Place) -> Iterator[tuple[dict[str, Any], Place]]:
    """The objects in a value that may be one or a list, with their places."""
    if isinstance(value, list):
        for index, one in enumerate(value):
            if isinstance(one, dict):
                yield one, (place, index)
    elif isinstance(value, dict):
        yield value, place


def texts(value: Any) -> list[str]:
    """The texts in a value that may be one or a list."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def ids(value: Any) -> Iterator[str]:
    """The ids of the objects in a value that may be one or a list."""
    for one, _ in objects(value, ""):
        if isinstance(found := one.get("id"), str):
            yield found
