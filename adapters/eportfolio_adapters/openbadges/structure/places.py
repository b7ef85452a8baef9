"""Where something stands in a document; a JSON pointer is made of it only when somebody asks for it."""

from __future__ import annotations

from typing import Any, TypeAlias

Place: TypeAlias = "tuple[Place, str | int] | str"
"""The place of what this is a member of, and the key or index in it; of the document itself, its own pointer."""


def pointer(place: Place) -> str:
    """The JSON pointer (RFC 6901) of a place."""
    steps: list[str] = []
    while not isinstance(place, str):
        place, step = place
        steps.append(str(step).replace("~", "~0").replace("/", "~1"))
    return "/".join((place, *reversed(steps)))


def members(value: Any) -> list[tuple[Any, int | None]]:
    """The values of a property that may have one value or a list, with their index in the list."""
    if isinstance(value, list):
        return [(one, index) for index, one in enumerate(value)]
    return [] if value is None else [(value, None)]


def within(place: Place, key: str, index: int | None = None) -> Place:
    """The place of a value of a property."""
    return (place, key) if index is None else ((place, key), index)
