"""What differs when a written portfolio is read back, beyond what the writer declared: loss, and invention."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING, Any

from ..report.codes import CODE

if TYPE_CHECKING:
    from ..compare import Change
    from ..model import Portfolio
    from .adapter import Writing

GONE = frozenset(CODE[name] for name in ("lost", "value-not-expressible", "residue-lost", "residue-not-allowed"))
"""Codes of findings that declare a value as gone."""

LESSER = frozenset(CODE[name] for name in ("as-text", "approximate"))
"""Codes of findings that declare a value as carried in a lesser form."""

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


def undeclared(portfolio: Portfolio, writing: Writing, back: Portfolio) -> list[Change]:
    """What differs when a written portfolio is read back, beyond what the writer declared.

    A value may be missing or different where the writer said so.  A value may be new where it follows from the
    writing itself, or when all its words are those of values that were said to be carried in a lesser form:
    nothing may be invented.

    Args:
        portfolio: what was written.
        writing: the result of the writing.
        back: what was read from it.
    """
    from ..compare import diff
    from ..model.canonical import to_data

    data = to_data(portfolio)
    declared = Places(item.pointer for item in writing.report if item.code in GONE | LESSER)
    lesser = _Words(data, (item.pointer for item in writing.report if item.code in LESSER))
    supplied = {_shape(pointer) for pointer in writing.supplied}
    return [
        change
        for change in diff(data, back)
        if not all(declared.covers(pointer) for pointer, _ in change.leaves_before())
        or not all(_shape(pointer) in supplied or value in lesser for pointer, value in change.leaves_after())
    ]


class Places:
    """A set of pointers that can tell whether a place is in it, or is made up of places in it.

    Args:
        pointers: the places.
    """

    def __init__(self, pointers: Iterable[str]) -> None:
        self._exact = frozenset(pointers)
        self._sorted = sorted(self._exact)

    def covers(self, pointer: str) -> bool:
        """Whether the place, something around it, or something below it is in the set."""
        if not self._exact:
            return False
        if pointer in self._exact:
            return True
        below = pointer + "/"
        index = bisect_left(self._sorted, below)
        if index < len(self._sorted) and self._sorted[index].startswith(below):
            return True
        while "/" in pointer:
            pointer = pointer.rpartition("/")[0]
            if pointer in self._exact:
                return True
        return False


class _Words:
    """The words of some values of a portfolio; a text is in it when all its words are.

    Args:
        data: the portfolio in canonical form.
        pointers: the places of the values, or of objects that hold them.
    """

    def __init__(self, data: Any, pointers: Iterable[str]) -> None:
        self._words = {word for pointer in pointers for leaf in _leaves(_at(data, pointer)) for word in _split(leaf)}

    def __contains__(self, value: Any) -> bool:
        return isinstance(value, str) and self._words.issuperset(_split(value))


def _shape(pointer: str) -> str:
    """A pointer without positions in lists, which may be others when a file is read back."""
    return "/".join(step for step in pointer.split("/") if not step.isdigit())


def _split(value: Any) -> list[str]:
    """The words of a text that may have markup; a text without any counts as one."""
    text = unescape(_TAG.sub(" ", str(value))).casefold()
    return _WORD.findall(text) or [text.strip()]


def _at(data: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list):
            data = data[int(key)] if key.isdigit() and int(key) < len(data) else None
        else:
            data = data.get(key) if isinstance(data, dict) else None
    return data


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _leaves(member)
    elif value is not None:
        yield value
