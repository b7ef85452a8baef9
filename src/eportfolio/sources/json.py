"""JSON in and out: duplicate keys, depth and encoding are checked, then the tracked tree."""

from __future__ import annotations

import json
from typing import Any

from ..report.errors import UnreadableError, UnsafeError
from .limits import DEFAULT_LIMITS, Limits
from .tree import ROOT, Node


def load_json(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Any:
    """Parse JSON into plain Python data.

    Raises:
        UnreadableError: broken (with line and column), wrongly encoded (with the offset), or a duplicate key.
        UnsafeError: nested deeper than ``limits.depth``.
    """
    text = decode_text(data)
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise UnreadableError(
            "not-well-formed", f"The JSON is broken: {error.msg}.", line=error.lineno, column=error.colno
        ) from None
    except RecursionError:
        raise UnsafeError(
            "nested-too-deeply", f"The JSON is nested deeper than {limits.depth} (limit depth)."
        ) from None


def decode_text(data: bytes) -> str:
    """Decode text: byte order mark, then UTF-8.

    Raises:
        UnreadableError: with the offset of the first byte that is not UTF-8.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            break
    else:
        encoding = "utf-8"
        if data[:4].count(b"\x00") >= 2:
            encoding = "utf-16-le" if data[1:2] == b"\x00" else "utf-16-be"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        raise UnreadableError(
            "wrong-encoding", f"Byte {error.start} is not {encoding.upper()}: {error.reason}.",
            line=line, column=column,
        ) from None  # fmt: skip


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise UnreadableError("duplicate-key", f'The key "{key}" stands twice in one object.', pointer=key)
            seen.add(key)
    return members


def _no_constant(name: str) -> Any:
    raise UnreadableError("not-well-formed", f"{name} is no JSON number.")


def parse_json(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Node:
    """Parse JSON into a tracked tree; the root is named ``$``."""
    return to_tree(load_json(data, limits), limits)


def to_tree(data: Any, limits: Limits = DEFAULT_LIMITS, *, name: str = ROOT) -> Node:
    """Turn plain JSON data into a tracked tree.

    Empty texts, ``null``, and empty containers hold nothing and are no leaves.  An array becomes several children
    of one name; an array inside an array becomes children named ``*``.

    Raises:
        UnsafeError: deeper than ``limits.depth`` or more nodes than ``limits.nodes``.
    """
    budget = limits.nodes
    max_depth = limits.depth

    def put(parent: Node, key: str, value: Any, array: bool, depth: int) -> None:
        nonlocal budget
        budget -= 1
        if budget < 0:
            raise UnsafeError("limit-exceeded", f"The document has more than {limits.nodes} nodes (limit nodes).")
        if depth > max_depth:
            raise UnsafeError("nested-too-deeply", f"The JSON is nested deeper than {max_depth} (limit depth).")
        if isinstance(value, list):
            if array:
                parent = parent.add(key, array=True)
                key = "*"
            for member in value:
                put(parent, key, member, True, depth + 1)
            return
        node = Node(key, parent=parent, array=array)
        parent.children.append(node)
        if isinstance(value, dict):
            for member_key, member in value.items():
                put(node, member_key, member, False, depth + 1)
        elif value is not None and value != "":
            node.value = value

    root = Node(name)
    if isinstance(data, dict):
        for key, value in data.items():
            put(root, key, value, False, 2)
    elif isinstance(data, list):
        for member in data:
            put(root, "*", member, True, 2)
    elif data is not None and data != "":
        root.value = data
    return root


def from_tree(node: Node) -> Any:
    """Turn a tracked tree back into plain JSON data; the inverse of :func:`to_tree` up to empty values."""
    if not node.children:
        return node.value
    if any(child.name == "*" and child.array for child in node.children):
        return [from_tree(child) for child in node.children]
    result: dict[str, Any] = {}
    for child in node.children:
        value = from_tree(child)
        if child.array:
            result.setdefault(child.name, []).append(value)
        else:
            result[child.name] = value
    return result


def dump_json(data: Any) -> bytes:
    """Write JSON in UTF-8, indented, as a person likes to read it."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
