"""Residue, put back: leaves that the model has no place for return to where they stood in their own format."""

from __future__ import annotations

import re
from collections.abc import Iterable
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
    """

    def __init__(self, family: str, origins: dict[int, Node]) -> None:
        self._family = family
        self._origins = origins

    def write(self, placements: Iterable[tuple[Node, Node]]) -> None:
        """Put the residue of every placed item below the element that the item was written to.

        Args:
            placements: nodes of the model (an item or the portfolio), and the target elements made from them.
        """
        for item, target in placements:
            for entry in item.children:
                if entry.name == "residue" and entry.taken is None and entry.peek(("format",)) == self._family:
                    if not _is_sound(entry, target):
                        continue  # it is named as lost with all that was not taken
                    if entry.first("replaces") is not None:
                        self._respell(entry, target)
                    else:
                        self._restore(entry, target)

    def _respell(self, entry: Node, target: Node) -> None:
        """Give a value its old spelling, if the value is still the one that was spelt so."""
        place = self._find(entry, target)
        entry.taken = Grade.RESIDUE
        if place is not None and _as_text(place.value) == entry.peek(("replaces",)):
            place.value = _leaf(entry)

    def _restore(self, entry: Node, target: Node) -> None:
        node = target
        steps = _steps(entry)
        for position, step in enumerate(steps):
            match = _STEP.match(step)
            assert match is not None
            name, index = unescape_step(match["name"]), match["index"]
            twins = node.all(name)
            found = _pick(twins, index, entry.peek(("anchor",)), last=position == len(steps) - 1)
            if found is None:
                found = node.add(name, namespace=node.namespace if name[:1] != "@" else "", array=index is not None)
            node = found
        if node.value is None:
            node.value = _leaf(entry)
            space = entry.peek(("namespace",))
            if space:
                node.namespace = space
            entry.taken = Grade.RESIDUE
            self._origins[id(node)] = entry

    def _find(self, entry: Node, target: Node) -> Node | None:
        node: Node | None = target
        for step in _steps(entry):
            match = _STEP.match(step)
            assert match is not None
            assert node is not None
            node = _pick(node.all(unescape_step(match["name"])), match["index"], entry.peek(("anchor",)), last=False)
            if node is None:
                return None
        return node


def _is_sound(entry: Node, target: Node) -> bool:
    """Whether an entry can be put back at all: somebody may have made it up."""
    steps = _steps(entry)
    depth = len(steps)
    above: Node | None = target
    while above is not None:
        depth += 1
        above = above.parent
    if depth > DEFAULT_LIMITS.depth or not all(step.strip("@") for step in steps):
        return False
    if any(step[0] == "@" for step in steps[:-1]):
        return False
    if entry.peek(("datatype",)) == "number":
        text = entry.peek(("value",))
        return _NUMBER.fullmatch(text) is not None and isfinite(float(text))
    return True


def _steps(entry: Node) -> list[str]:
    path = entry.peek(("path",))
    return [] if path == HERE else path.split("/")


def _pick(twins: list[Node], index: str | None, anchor: str, *, last: bool) -> Node | None:
    """The sibling that a step means: the one with the anchor, else the one with the index."""
    if index is None:
        return twins[0] if twins else None
    wanted = int(index)
    if anchor:
        path, _, value = anchor.partition("=")
        fitting = [node for node in twins if _anchored(node, path, value)]
        if fitting:
            return twins[wanted] if wanted < len(twins) and twins[wanted] in fitting else fitting[0]
    if last and wanted < len(twins) and twins[wanted].value is not None:
        return None
    return twins[wanted] if wanted < len(twins) else None


def _anchored(node: Node, path: str, value: str) -> bool:
    place: Node | None = node
    for step in path.split("/") if path else ():
        match = _STEP.match(step)
        assert match is not None
        assert place is not None
        twins = place.all(unescape_step(match["name"]))
        wanted = int(match["index"] or 0)
        place = twins[wanted] if wanted < len(twins) else None
        if place is None:
            return False
    return place is not None and _as_text(place.value) == value


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
