"""JSON in and out: duplicate keys, depth and encoding are checked, then the tracked tree."""

from __future__ import annotations

import json
import re
from itertools import accumulate
from math import isinf
from typing import Any

from ..report.errors import UnreadableError, UnsafeError
from .encoding import decode_text
from .limits import DEFAULT_LIMITS, Limits
from .tree import MEMBER, ROOT, Node, escape_pointer

__all__ = ["check_text", "decode_text", "dump_json", "from_tree", "load_json", "parse_json", "to_tree"]

_DIGITS = 4000
"""Longest whole number, in digits; Python itself refuses those somewhat longer, for their quadratic cost."""


_STRING = re.compile(r'(?s)"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)')
"""A string, or what is left of the text when a string does not end."""

_QUOTES = 8
"""Quotes stand in texts too, so this many times the limit is certain to be too many values."""

_NO_STRUCTURE = bytes(set(range(256)) - set(b'"[]{},'))
_NO_BRACKETS = re.compile(r"[^][{}]+")
_DEPTH = {"[": 1, "{": 1, "]": -1, "}": -1}

_ESCAPES = 32
"""Where one in so many characters is a backslash, as in JSON within JSON, a pattern is faster than replacing them."""

_SUSPECT = re.compile(r"\\(?:u(?:00[01]|[dD][89a-fA-F]|[fF]{3}[eEfF])|[bf])")
"""Spellings that a string with forbidden characters must have, or else these characters themselves; harmless ones may
have them too.  The pattern starts with one letter, which makes it ten times faster than one with both in it."""

_NO_CHARACTERS = ("\ufffe", "\uffff")

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot carry (XML 1.0, section 2.2), and lone surrogates."""


def load_json(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Parse JSON into plain Python data.

    Args:
        data: the document.
        limits: the safety limits; depth and number of nodes are checked before anything is built.

    Raises:
        UnreadableError: broken (with line and column), wrongly encoded (with the offset), a duplicate key, or
            a character that no format can exchange.
        UnsafeError: nested deeper than ``limits.depth``, or more than ``limits.nodes`` values.
    """
    text = decode_text(data)
    _check_size(text, limits)
    try:
        result = json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_constant, parse_float=_float, parse_int=_int
        )
    except json.JSONDecodeError as error:
        name, problem = "not-well-formed", error.msg
        if problem.startswith("Invalid control character"):
            name, problem = "invalid-character", "a text has a control character in it"
        raise UnreadableError(name, f"The JSON is broken: {problem}.", line=error.lineno, column=error.colno) from None
    except RecursionError:
        raise _too_deep(limits) from None
    except _RefusedError as refused:
        raise refused.placed(text) from None
    if len(text) > limits.text_bytes or any(map(text.__contains__, _NO_CHARACTERS)) or _SUSPECT.search(text):
        _check_texts(result, limits)
    return result


def _check_size(text: str, limits: Limits) -> None:
    """Refuse what is nested too deeply or has too many values, at the price of a few scans of the text."""
    if text.count('"') > _QUOTES * limits.nodes:
        raise _too_many(limits)
    opened = text.count("[") + text.count("{")
    if opened <= limits.depth and opened + text.count(",") <= limits.nodes:
        return
    bare = _without_strings(text)
    if bare.count("[") + bare.count("{") + bare.count(",") > limits.nodes:
        raise _too_many(limits)
    brackets = map(_DEPTH.__getitem__, _NO_BRACKETS.sub("", bare))
    if max(accumulate(brackets), default=0) > limits.depth:
        raise _too_deep(limits)


def _without_strings(text: str) -> str:
    """The brackets and commas of JSON that are not in its strings, perhaps with more."""
    if text.count("\\") * _ESCAPES <= len(text):
        data = text.encode("utf-8", "replace")
        if b"\\" in data:
            data = data.replace(b"\\\\", b"").replace(b'\\"', b"")
        # What stands between quotes still does when a pair of them goes.
        text = data.translate(None, _NO_STRUCTURE).replace(b'""', b"").decode("ascii")
    return _STRING.sub("", text)


def _too_deep(limits: Limits) -> UnsafeError:
    return UnsafeError("nested-too-deeply", f"The JSON is nested deeper than {limits.depth} (limit depth).")


def _too_many(limits: Limits) -> UnsafeError:
    return UnsafeError("limit-exceeded", f"The document has more than {limits.nodes} nodes (limit nodes).")


class _RefusedError(Exception):
    """Something that Python would read and that is no JSON, or no JSON that means one thing.

    Args:
        name: the rule.
        message: what is wrong.
        token: how it is spelt; ``None`` for a key that stands twice.
    """

    def __init__(self, name: str, message: str, token: str | None = None) -> None:
        super().__init__(message)
        self.name = name
        self.token = token

    def placed(self, text: str) -> UnreadableError:
        """The error with the place where it first occurs."""
        from .json_places import tokens

        for found in tokens(text):
            if found.again if self.token is None else found.text == self.token:
                return UnreadableError(
                    self.name, str(self), pointer=found.pointer, line=found.line, column=found.column
                )
        return UnreadableError(self.name, str(self))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _RefusedError("duplicate-key", f'The key "{key}" stands twice in one object.')
            seen.add(key)
    return members


def _no_constant(name: str) -> Any:
    raise _RefusedError("not-well-formed", f"{name} is no JSON number.", name)


def _float(text: str) -> float:
    value = float(text)
    if isinf(value):
        raise _RefusedError("not-well-formed", f"The number {text[:40]} is too large.", text)
    return value


def _int(text: str) -> int:
    if len(text) > _DIGITS:
        raise _RefusedError("not-well-formed", f"The number {text[:40]}… has more than {_DIGITS} digits.", text)
    return int(text)


def _check_texts(data: Any, limits: Limits) -> None:
    """Refuse characters that no format can exchange, and texts that are too long; the first one is named."""
    stack = [("", data)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, dict):
            for key, member in reversed(value.items()):
                shown = _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", key)
                stack.append((f"{place}/{escape_pointer(shown)}", member))
                if shown != key:
                    stack.append((f"{place}/{escape_pointer(shown)}", key))
        elif isinstance(value, list):
            stack.extend((f"{place}/{index}", value[index]) for index in range(len(value) - 1, -1, -1))
        elif isinstance(value, str):
            check_text(value, place, limits)


def check_text(text: str, place: str, limits: Limits = DEFAULT_LIMITS) -> None:
    """Refuse a text that no format can exchange.

    Args:
        text: the text.
        place: where it stands.
        limits: the safety limits.

    Raises:
        UnsafeError: it is longer than ``limits.text_bytes``.
        UnreadableError: it has a control character, or half of a character (a lone surrogate).
    """
    if len(text) > limits.text_bytes:
        raise UnsafeError(
            "limit-exceeded",
            f"A text is longer than {limits.text_bytes} bytes (limit text_bytes).",
            pointer=place,
        )
    if found := _FORBIDDEN.search(text):
        code = f"U+{ord(found[0]):04X}"
        raise UnreadableError(
            "invalid-character",
            f"The text has the character {code}, which cannot be exchanged.",
            pointer=place,
        )


def parse_json(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Node:
    """Parse JSON into a tracked tree; the root is named ``$``."""
    return to_tree(load_json(data, limits), limits)


def to_tree(data: Any, limits: Limits = DEFAULT_LIMITS, *, name: str = ROOT) -> Node:
    """Turn plain JSON data into a tracked tree.

    Empty texts, ``null``, and empty containers hold nothing and are no leaves.  An array becomes several
    children of one name; an array inside an array becomes children named ``*``.

    Raises:
        UnsafeError: deeper than ``limits.depth`` or more nodes than ``limits.nodes``.
    """
    budget = limits.nodes
    max_depth = limits.depth

    def put(parent: Node, key: str, value: Any, array: bool, depth: int) -> None:
        nonlocal budget
        budget -= 1
        if budget < 0:
            raise _too_many(limits)
        if depth > max_depth:
            raise _too_deep(limits)
        if isinstance(value, list):
            if array:
                parent = parent.add(key, array=True)
                key = MEMBER
            for member in value:
                put(parent, key, member, True, depth + 1)
            return
        node = Node(key, parent=parent, array=array)
        parent.children.append(node)
        if isinstance(value, dict):
            for member_key, member in value.items():
                if type(member) is str and depth < max_depth:  # by far the most frequent case, without a call
                    budget -= 1
                    if budget < 0:
                        raise _too_many(limits)
                    node.children.append(Node(member_key, member or None, node))
                else:
                    put(node, member_key, member, False, depth + 1)
        elif value is not None and value != "":
            node.value = value

    root = Node(name)
    if isinstance(data, dict):
        for key, value in data.items():
            put(root, key, value, False, 2)
    elif isinstance(data, list):
        for member in data:
            put(root, MEMBER, member, True, 2)
    elif data is not None and data != "":
        root.value = data
    return root


def from_tree(node: Node) -> Any:
    """Turn a tracked tree back into plain JSON data; the inverse of :func:`to_tree` up to empty values."""
    if not node.children:
        return node.value
    members: dict[str, Any] = {}
    arrays: set[str] = set()
    for child in node.children:
        name = child.name
        if child.array and name == MEMBER:
            return [from_tree(child) for child in node.children]
        value = from_tree(child) if child.children else child.value
        if name in arrays:
            members[name].append(value)
        elif child.array or name in members:
            arrays.add(name)
            members[name] = [members[name], value] if name in members else [value]
        else:
            members[name] = value
    return members


def dump_json(data: Any) -> bytes:
    """Write JSON in UTF-8, indented, as a person likes to read it."""
    import pydantic_core

    try:
        return pydantic_core.to_json(data, indent=2) + b"\n"
    except pydantic_core.PydanticSerializationError:  # nested deeper than it goes
        return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
