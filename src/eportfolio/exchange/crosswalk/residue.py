"""Residue, put back: leaves that the model has no place for return to where they stood in their own format."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import isfinite

from ...sources.limits import DEFAULT_LIMITS
from ...sources.tree import Grade, Leaf, Node, unescape_step

_STEP = re.compile(r"^(?P<name>.*?)(?:\[(?P<index>\d{1,9})\])?$", re.DOTALL)

_NUMBER = re.compile(r"-?\d{1,4000}(?:\.\d+)?(?:[eE][+-]?\d{1,3})?")

HERE = "."
"""The path of a leaf that is the item's own element."""


class ResidueWriter:
    """Puts the residue of one format family back into a tree of that family.

    Args:
        family: only residue of this family is understood.
        origins: where it is noted which entry of residue each restored leaf came from, by the leaf's identity.
        mixed: whether a node can hold a value and others: in JSON it cannot.
    """

    def __init__(self, family: str, origins: dict[int, Node], *, mixed: bool = True) -> None:
        self._family = family
        self._mixed = mixed
        self._origins = origins
        self._siblings: dict[int, dict[str, list[Node]]] = {}
        self._anchors: dict[tuple[int, str, str], dict[str, dict[int, Node]]] = {}

    def write(self, placements: Iterable[tuple[Node, Node]]) -> None:
        """Put the residue of every placed item below the element that the item was written to.

        Args:
            placements: nodes of the model (an item or the portfolio), and the target elements made from them.
        """
        for item, target in placements:
            for entry in item.children:
                if entry.name == "residue" and entry.taken is None and entry.peek(("format",)) == self._family:
                    if not _is_sound(entry, target, mixed=self._mixed):
                        continue  # it is named as lost with all that was not taken
                    if entry.first("replaces") is not None:
                        self._respell(entry, target)
                    else:
                        self._restore(entry, target)

    def _respell(self, entry: Node, target: Node) -> None:
        """Give a value its old spelling, if the value is still the one that was spelt so."""
        absent = not entry.peek(("value",))
        place = self._find(entry, target, strict=absent)
        entry.taken = Grade.RESIDUE
        if place is None or _as_text(place.value) != entry.peek(("replaces",)):
            return
        if not absent or place.parent is None:
            place.value = _leaf(entry)
        else:  # the source had no such leaf at all
            self._twins(place.parent, place.name).remove(place)
            place.parent.children.remove(place)

    def _restore(self, entry: Node, target: Node) -> None:
        node = target
        steps = _steps(entry)
        anchor = entry.peek(("anchor",))
        for position, step in enumerate(steps):
            if not self._mixed and node.value is not None:
                return
            name, index = _parts(step)
            found = self._pick(node, name, index, anchor, last=position == len(steps) - 1)
            if found is None:
                twins = self._twins(node, name)
                found = node.add(name, namespace=node.namespace if name[:1] != "@" else "", array=index is not None)
                twins.append(found)
            node = found
        if node.value is None and (self._mixed or not node.children):
            node.value = _leaf(entry)
            space = entry.peek(("namespace",))
            if space:
                node.namespace = space
            entry.taken = Grade.RESIDUE
            self._origins[id(node)] = entry

    def _find(self, entry: Node, target: Node, *, strict: bool) -> Node | None:
        node: Node | None = target
        for step in _steps(entry):
            assert node is not None
            node = self._pick(node, *_parts(step), entry.peek(("anchor",)), last=False, strict=strict)
            if node is None:
                return None
        return node

    def _pick(
        self, parent: Node, name: str, index: int | None, anchor: str, *, last: bool, strict: bool = False
    ) -> Node | None:
        """The child that a step means: the one with the anchor, else (unless strict) the one with the index."""
        twins = self._twins(parent, name)
        if index is None:
            return twins[0] if twins else None
        meant = twins[index] if index < len(twins) else None
        if anchor:
            fitting = self._anchored(parent, name, anchor)
            if fitting:
                return meant if id(meant) in fitting else next(iter(fitting.values()))
            if strict:
                return None
        return None if last and meant is not None and meant.value is not None else meant

    def _twins(self, parent: Node, name: str) -> list[Node]:
        """The children of a name; counted once, since nobody else adds any."""
        known = self._siblings.get(id(parent))
        if known is None:
            known = self._siblings[id(parent)] = {}
            for child in parent.children:
                known.setdefault(child.name, []).append(child)
        return known.setdefault(name, [])

    def _anchored(self, parent: Node, name: str, anchor: str) -> dict[int, Node]:
        """The children of a name that have an anchor, by identity; looked up once for each path that anchors have."""
        path, _, value = anchor.partition("=")
        known = self._anchors.get((id(parent), name, path))
        if known is None:
            known = self._anchors[id(parent), name, path] = {}
            for twin in self._twins(parent, name):
                place = _below(twin, path)
                if place is not None:
                    known.setdefault(_as_text(place.value), {})[id(twin)] = twin
        return known.get(value, {})


def _is_sound(entry: Node, target: Node, *, mixed: bool) -> bool:
    """Whether an entry can be put back at all: somebody may have made it up."""
    steps = _steps(entry)
    depth = len(steps)
    above: Node | None = target
    while above is not None:
        depth += 1
        above = above.parent
    if depth > DEFAULT_LIMITS.depth or not all(step.strip("@") for step in steps):
        return False
    if mixed and any(step[0] == "@" for step in steps[:-1]):
        return False  # an attribute of XML holds nothing; a key of JSON-LD, such as @context, may
    if entry.peek(("datatype",)) == "number":
        text = entry.peek(("value",))
        return _NUMBER.fullmatch(text) is not None and isfinite(float(text))
    return True


def _steps(entry: Node) -> list[str]:
    path = entry.peek(("path",))
    return [] if path == HERE else path.split("/")


@lru_cache(maxsize=1024)
def _parts(step: str) -> tuple[str, int | None]:
    """The name in a step of a path, and the number of the sibling, if there is one."""
    match = _STEP.match(step)
    assert match is not None
    return unescape_step(match["name"]), None if match["index"] is None else int(match["index"])


def _below(node: Node, path: str) -> Node | None:
    place: Node | None = node
    for step in path.split("/") if path else ():
        assert place is not None
        name, index = _parts(step)
        twins = place.all(name)
        place = twins[index or 0] if (index or 0) < len(twins) else None
        if place is None:
            return None
    return place


def _leaf(entry: Node) -> Leaf:
    text = entry.peek(("value",))
    match entry.peek(("datatype",)):
        case "boolean":
            return text == "true"
        case "number":
            return float(text) if any(mark in text for mark in ".eE") else int(text)
        case _:
            return text


def _as_text(value: Leaf | None) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)
