"""Things of a portfolio in words, for its owner to choose among."""

from __future__ import annotations

from typing import Any, Final

from ..model.identity import IDENTITY
from ..profiles import Place

_LONGEST: Final = 60
_NAMING: Final = ("label", "title", "name", "full_name", "official_label", "text", "value", "notation", "edtf", "uri")
_STORED: Final = frozenset({"type", "id", "language", "category", "kind", "provenance"})


def described(data: dict[str, Any], place: Place) -> str:
    """What stands at a place, with the item that it belongs to.

    Args:
        data: the portfolio in canonical form.
        place: the place.
    """
    steps = place.pointer.split("/")
    own = _words(place.value)
    if len(steps) > 3 and steps[1] in IDENTITY and steps[2].isdecimal():
        item = _words_of_item(steps[1], data[steps[1]][int(steps[2])])
        return f"{item}: {own}" if item and own and item != own else own or item
    if len(steps) == 3 and steps[1] in IDENTITY:
        return _words_of_item(steps[1], place.value) or own
    return own or steps[-1]


def _words_of_item(kind: str, item: dict[str, Any]) -> str:
    for path in IDENTITY[kind]:
        value: Any = item
        for step in path:
            value = value[0] if isinstance(value, list) and value else value
            value = value.get(step) if isinstance(value, dict) else None
        if path[-1] not in ("kind", "content", "category") and value and (words := _words(value)):
            return words
    return ""


def _words(value: Any) -> str:
    if isinstance(value, list):
        return _words(value[0]) if value else ""
    if isinstance(value, dict):
        found = next((words for key in _NAMING if key in value and (words := _words(value[key]))), "")
        return found or next((words for key, one in value.items() if key not in _STORED and isinstance(one, str | dict)
                              and (words := _words(one))), "")  # fmt: skip
    text = "" if value is None else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
