"""What rules of formats that are graphs have in common: joints of a place and a field, conditions, leaves set aside."""

from __future__ import annotations

from typing import Any

from ...sources.tree import Node
from .reading import Fields, ReadRun
from .rules import first_step, holder_of, steps
from .writing import WriteRun


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


class Absent(Condition):
    """Objects whose field is empty, or has none of some values.

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
