"""What the rules of badges have in common: types of objects, conditions, and leaves that are there or not."""

from __future__ import annotations

from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.reading import Fields
from eportfolio.exchange.crosswalk.rules import first_step, holder_of, steps
from eportfolio.sources.tree import Node

TYPE: Final = "type"


def types_of(node: Node) -> list[str]:
    """The types of an object, which may be one value or an array."""
    return [str(child.value) for child in node.children if child.name == TYPE and child.value is not None]


def take_aside(leaf: Node, target: dict[str, Any], run: ReadRun, written: str | None = None) -> None:
    """Take a leaf that only tells what kind of object it stands in.

    Args:
        leaf: the leaf.
        target: the object of the model.
        run: the reading.
        written: what a writer puts there, when it may be something else.
    """
    if written is None:
        run.keep(leaf, target, None)
    else:
        run.keep_as(leaf, written, target, None)
    run.kept -= 1


class Joint:
    """What joins a place of the format with a field of the model.

    Args:
        path: the place.
        field: the field; empty for the current object.
    """

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)

    def filled(self, target: dict[str, Any]) -> bool:
        """Whether the field has a value already."""
        return self.field[-1] in holder_of(target, self.field)


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


class Condition:
    """A rule that moves nothing: it only decides which objects of the model a group writes."""

    def admits_node(self, node: Node) -> bool:
        """Every node: the condition is about writing."""
        return True

    def admits_model(self, model: Node) -> bool:
        """Every object, unless a condition knows better."""
        return True

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing to read."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing to write."""


class Lacks(Condition):
    """A guard on writing: objects whose field is empty, or has none of some values.

    Args:
        field: the field.
        values: the values; any value when none is given.
    """

    def __init__(self, field: str, *values: str) -> None:
        self.field: Fields = steps(field)
        self.values = frozenset(values)

    def admits_model(self, model: Node) -> bool:
        """Objects without the values."""
        place = model.at(self.field)
        if place is None:
            return True
        return bool(self.values) and str(place.value) not in self.values
