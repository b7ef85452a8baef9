"""Where something stands in a JSON text: asked only when a message needs it, since it costs a scan of its own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|[][{},:]|[^\s"\][{},:]++', re.DOTALL)


@dataclass(slots=True)
class Token:
    """A key or a scalar in a JSON text.

    Attributes:
        text: how it is spelt.
        pointer: its JSON pointer; of a key, that of its member.
        line: its line, counted from 1.
        column: its column, counted from 1.
        again: whether it is a key that its object has had before.
    """

    text: str
    pointer: str
    line: int
    column: int
    again: bool = False


@dataclass(slots=True)
class _Open:
    """An object or array that is not closed yet."""

    keyed: bool
    step: str = "0"
    index: int = 0
    keys: set[str] = field(default_factory=set)


def tokens(text: str) -> Iterator[Token]:
    """The keys and scalars of a JSON text that is well-formed as far as anybody asks."""
    stack: list[_Open] = []
    key_next = False
    line, line_start, seen = 1, 0, 0
    for match in _TOKEN.finditer(text):
        piece, start = match[0], match.start()
        breaks = text.count("\n", seen, start)
        if breaks:
            line += breaks
            line_start = text.rfind("\n", seen, start) + 1
        seen = start
        if piece in "{[":
            stack.append(_Open(piece == "{"))
            key_next = piece == "{"
        elif piece in "}]":
            del stack[-1:]
            key_next = False
        elif piece == ",":
            key_next = bool(stack) and stack[-1].keyed
            if stack and not stack[-1].keyed:
                stack[-1].index += 1
                stack[-1].step = str(stack[-1].index)
        elif piece == ":":
            key_next = False
        else:
            again = key_next and _enter(stack[-1], piece)
            yield Token(piece, "".join("/" + one.step for one in stack), line, start - line_start + 1, again)


def _enter(holder: _Open, token: str) -> bool:
    """Go to the member of a key; whether the object has had it before."""
    key = str(json.loads(token, strict=False))
    holder.step = key.replace("~", "~0").replace("/", "~1")
    again = key in holder.keys
    holder.keys.add(key)
    return again
