"""Codecs: one value in a format's spelling, and the same value in the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from ...sources.tree import Leaf


class Codec(Protocol):
    """Turns a leaf into a value of the model, and back.

    Where ``write(read(raw))`` is not ``raw``, the engine keeps ``raw`` as a spelling, so a codec need not be exact.
    """

    def read(self, raw: Leaf) -> Any:
        """The value of the model for a leaf.

        Raises:
            ValueError: the leaf means nothing here; the message says why.  The leaf stays as residue.
        """

    def write(self, value: Any) -> Leaf:
        """The leaf for a value of the model.

        Raises:
            ValueError: the format cannot express the value; the message says why.  The value is named as lost.
        """


def as_text(raw: Leaf | None) -> str:
    """A leaf as text: truth values of JSON are spelt as in XML, and nothing is the empty text."""
    if isinstance(raw, str):
        return raw
    if raw is None:
        return ""
    return ("true" if raw else "false") if isinstance(raw, bool) else str(raw)


class Verbatim:
    """Text as it stands, without the white space around it."""

    def read(self, raw: Leaf) -> str:
        """The text; numbers and booleans of JSON become text, their type stays in the spelling."""
        text = as_text(raw).strip()
        if not text:
            raise ValueError("there is only white space")
        return text

    def write(self, value: Any) -> Leaf:
        """The text."""
        return str(value)


class Boolean:
    """``true`` and ``false`` (XML Schema part 2, section 3.2.2)."""

    _VALUES: Mapping[str, bool] = {"true": True, "1": True, "false": False, "0": False}

    def read(self, raw: Leaf) -> bool:
        """The truth value."""
        if isinstance(raw, bool):
            return raw
        try:
            return self._VALUES[str(raw).strip()]
        except KeyError:
            raise ValueError("it is neither true nor false") from None

    def write(self, value: Any) -> Leaf:
        """``true`` or ``false`` as text."""
        return "true" if value else "false"


class Map:
    """A table of codes: the format's on the left, the model's on the right.

    Args:
        table: format's code to model's value; the first of several spellings is the one written.
        strict: whether codes outside the table are refused; otherwise they pass unchanged.
        fold: whether the format's codes are compared without regard to case.
    """

    def __init__(self, table: Mapping[str, str], *, strict: bool = False, fold: bool = False) -> None:
        self._read = {key.casefold() if fold else key: value for key, value in table.items()}
        self._write: dict[str, str] = {}
        for key, value in table.items():
            self._write.setdefault(value, key)
        self._strict = strict
        self._fold = fold

    def read(self, raw: Leaf) -> str:
        """The model's value."""
        text = str(raw).strip()
        value = self._read.get(text.casefold() if self._fold else text)
        if value is None:
            if self._strict:
                raise ValueError("the code is not in the list")
            return text
        return value

    def write(self, value: Any) -> Leaf:
        """The format's code."""
        found = self._write.get(value)
        if found is None:
            if self._strict:
                raise ValueError("the format has no code for it")
            return str(value)
        return found


TEXT = Verbatim()
BOOLEAN = Boolean()
