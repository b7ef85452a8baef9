"""What the rules of badges have in common: types of objects, conditions, and leaves that are there or not."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.sources.tree import Node

TYPE: Final = "type"


def types_of(node: Node) -> list[str]:
    """The types of an object, which may be one value or an array."""
    return [str(child.value) for child in node.children if child.name == TYPE and child.value is not None]


class Typed:
    """The type of an object.

    Args:
        name: the type that is written.
        also: types that are taken for it.
        single: whether the schema wants the type as one text (``Image``, ``IdentityObject`` ...) and not as an array.
        required: whether an object without the type is refused.
    """

    def __init__(self, name: str, *also: str, single: bool = False, required: bool = False) -> None:
        self.name = name
        self.names = frozenset({name, *also})
        self.single = single
        self.required = required

    def admits_node(self, node: Node) -> bool:
        """Objects of the type; others too, unless it is required."""
        return not self.required or not self.names.isdisjoint(types_of(node))

    def admits_model(self, model: Node) -> bool:
        """Every object: its place has decided."""
        return True

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type; further types stay beside it, and where there is none that is noted."""
        for leaf in node.all(TYPE):
            if leaf.value in self.names and leaf.taken is None:
                take_aside(leaf, target, run, self.name)
                return
        if node.first(TYPE) is None and node.value is None:
            run.lack(node, TYPE, self.name)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the type unless it is there."""
        if self.name not in types_of(target):
            target.add(TYPE, self.name, array=not self.single)
