"""Erasing a value or an item everywhere in a portfolio (General Data Protection Regulation, article 17).

A value is looked for in every text, in residue, in attachments and in what is encoded; a signed original cannot be
changed, so the ones that still contain it are named for the owner to decide.
"""

from __future__ import annotations

import base64
import binascii
import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final
from urllib.parse import quote

from ..compare.shape import Shape, Value, fields
from ..model import ITEM_LISTS, Portfolio
from ..model.canonical import from_data, to_data
from ..report.errors import UsageError
from ..sources.tree import escape_pointer

LEAST: Final = 2
"""A value of fewer characters stands in too many words to be erased from all of them."""

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")
_KEPT: Final = frozenset({"type", "schema_version"})
_NESTING: Final = 4
"""How many encodings within encodings are looked through."""


@dataclass(slots=True)
class Forgotten:
    """What became of a value or an item.

    Attributes:
        portfolio: the portfolio without it.
        erased: pointers, in the portfolio as it was, of what was erased or cut.
        originals: ids of credentials whose signed originals still contain it.
    """

    portfolio: Portfolio
    erased: list[str] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)


def forget(portfolio: Portfolio, what: str) -> Forgotten:
    """Erase a value, or an item by its id, everywhere.

    Args:
        portfolio: the portfolio; it is not changed.
        what: the id of an item, or a value: a name, an address, a number.

    Returns:
        The portfolio without it, with what was erased and the signed originals that still contain it.

    Raises:
        UsageError: the value is too short, or stands nowhere.
    """
    data = to_data(portfolio)
    ids = {str(item.get("id")) for name in ITEM_LISTS for item in data.get(name, ())}
    erasing = _Item(what) if what in ids else _Text(what)
    kept = erasing.object(Portfolio, data, "")
    if not erasing.erased and not erasing.originals:
        raise UsageError("usage", "Nothing in the portfolio has this id or contains this value.")
    return Forgotten(from_data(kept), erasing.erased, erasing.originals)


def contains(text: str, value: str) -> bool:
    """Whether a text contains a value: as it is, in other case, escaped for the web, or encoded in base64.

    Args:
        text: the text, of any length.
        value: what is looked for.
    """
    return _contains(text, _spellings(value), _NESTING)


def layers(text: str, nesting: int = _NESTING) -> frozenset[str]:
    """A text and what is encoded within it, in base64 or base64url, all in lower case: to look for many values at once.

    Args:
        text: the text.
        nesting: how many encodings within encodings are looked through.
    """
    found = {text.casefold()}
    if nesting > 0:
        for inner in set(_decoded(text)):
            found |= layers(inner, nesting - 1)
    return frozenset(found)


def spellings(value: str) -> tuple[str, ...]:
    """How a value can be spelt: in lower case, escaped for the web, and escaped as in JSON."""
    return _spellings(value)


def _spellings(value: str) -> tuple[str, ...]:
    folded = value.casefold()
    escaped = folded.encode("ascii", "backslashreplace").decode()
    return tuple({folded, quote(value).casefold(), escaped.replace("\\x", "\\u00")})


def _contains(text: str, spellings: tuple[str, ...], nesting: int) -> bool:
    folded = text.casefold()
    if any(spelling in folded for spelling in spellings):
        return True
    return nesting > 0 and any(_contains(inner, spellings, nesting - 1) for inner in _decoded(text))


def _decoded(text: str) -> Iterator[str]:
    """The texts that are encoded within a text, in base64 or base64url."""
    for found in _BASE64.finditer(text):
        encoded = found[0].rstrip("=").replace("-", "+").replace("_", "/")
        try:
            data = base64.b64decode(encoded + "=" * (-len(encoded) % 4))
        except (binascii.Error, ValueError):
            continue
        for encoding in ("utf-8", "utf-16-le", "latin-1"):
            yield data.decode(encoding, "ignore")


class _Erasing(ABC):
    """One walk through a portfolio; what a subclass does not want goes."""

    def __init__(self, what: str) -> None:
        self._what = what
        self.erased: list[str] = []
        self.originals: list[str] = []

    def object(self, shape: Shape, data: dict[str, Any], pointer: str) -> dict[str, Any]:
        """An object without what is erased."""
        shapes = fields(shape)
        kept: dict[str, Any] = {}
        for key, value in data.items():
            place = f"{pointer}/{escape_pointer(key)}"
            if key in _KEPT and shape is not Value.PLAIN:
                kept[key] = value
                continue
            left = self._value(shapes.get(key, Value.PLAIN), key, value, place, data)
            if left is not None:
                kept[key] = left
        return kept if _required(shape) <= kept.keys() else {}  # what it cannot do without is gone

    def _value(self, shape: Shape, key: str, value: Any, pointer: str, holder: dict[str, Any]) -> Any:
        if isinstance(value, list):
            members = (
                self._value(shape, key, member, f"{pointer}/{index}", holder) for index, member in enumerate(value)
            )
            return [member for member in members if member is not None] or None
        if isinstance(value, dict):
            if key == "original" and self._in_original(value):
                self.originals.append(str(holder.get("id", pointer)))
                return value
            if not self._keeps(value):
                self.erased.append(pointer)
                return None
            return self.object(shape, value, pointer) or None
        return self._leaf(shape, key, value, pointer)

    def _in_original(self, original: dict[str, Any]) -> bool:
        return contains(str(original.get("content", "")), self._what)

    def _keeps(self, value: dict[str, Any]) -> bool:
        return True

    @abstractmethod
    def _leaf(self, shape: Shape, key: str, value: Any, pointer: str) -> Any:
        """A value without what is erased; ``None`` when nothing of it stays."""


@cache
def _required(shape: Shape) -> frozenset[str]:
    """The fields that an object of the model cannot do without."""
    if isinstance(shape, Value):
        return frozenset()
    return frozenset(name for name, one in shape.model_fields.items() if one.is_required())


class _Text(_Erasing):
    """A value goes from every text: the whole of one that is nothing else, else the part."""

    def __init__(self, what: str) -> None:
        super().__init__(what.strip())
        if len(self._what) < LEAST:
            raise UsageError("usage", f"A value to forget has {LEAST} characters or more.")
        self._spellings = _spellings(self._what)
        self._pattern = re.compile("|".join(map(re.escape, {self._what, quote(self._what)})), re.IGNORECASE)

    def _keeps(self, value: dict[str, Any]) -> bool:
        """Residue and attachments go as a whole: what is left of them would be broken."""
        if "path" in value and "format" in value:
            texts = (value.get(key) for key in ("value", "replaces", "anchor"))
            return not any(text and _contains(str(text), self._spellings, _NESTING) for text in texts)
        content = value.get("content")
        return not (isinstance(content, str) and _contains(content, self._spellings, _NESTING))

    def _leaf(self, shape: Shape, key: str, value: Any, pointer: str) -> Any:
        if not isinstance(value, str) or not _contains(value, self._spellings, _NESTING):
            return value
        self.erased.append(pointer)
        if key in {"html", "edtf", "uri"} or shape is Value.REFERENCE:
            return None
        left = " ".join(self._pattern.sub(" ", value).split())
        return left if left and not _contains(left, self._spellings, _NESTING) else None


class _Item(_Erasing):
    """An item goes, with every reference to it."""

    def _keeps(self, value: dict[str, Any]) -> bool:
        return value.get("id") != self._what and self._what not in (value.get("source"), value.get("target"))

    def _leaf(self, shape: Shape, key: str, value: Any, pointer: str) -> Any:
        if value == self._what and (shape is Value.REFERENCE or key == "id"):
            self.erased.append(pointer)
            return None
        return value
