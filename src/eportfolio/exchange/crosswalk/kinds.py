"""Rules about what kind of thing an element or an object is: constants, markers, conditions, lesser forms."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ...sources.tree import Grade, Node
from .reading import Fields, ReadRun, descend
from .rules import Rule, steps
from .writing import WriteRun


class Const:
    """A value of the model that follows from the kind of element and has no leaf of its own.

    Args:
        field: the field.
        value: the value it gets on reading, and must have to be written.
        accepts: further values that are written here too, though the format cannot tell them apart: that is a loss.
        absent: whether objects without the field are written here too.
        sets: whether reading sets the value; otherwise absence says the same.
    """

    def __init__(
        self,
        field: str,
        value: Any,
        accepts: Collection[str] = (),
        *,
        absent: bool = False,
        sets: bool = True,
    ) -> None:
        self.sets = sets
        self.field: Fields = steps(field)
        self.value = value
        self.accepts = frozenset(accepts)
        self.absent = absent

    def admits_node(self, node: Node) -> bool:
        """Every node: the group's path has decided."""
        return True

    def admits_model(self, model: Node) -> bool:
        """Objects with the value, or one of those accepted."""
        place = model.at(self.field)
        if place is None or place.value is None:
            return self.absent
        return place.value == self.value or place.value in self.accepts or "*" in self.accepts

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Set the value."""
        if self.sets:
            descend(target, self.field).setdefault(self.field[-1], self.value)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """The value follows from where the object is written, if it is the one that reading gives."""
        place = model.at(self.field)
        if self.sets and (place is None or place.value != self.value):
            run.supplied.add(f"{model.pointer}/{'/'.join(self.field)}")
        elif place is not None and not self.sets:
            place.taken = Grade.APPROXIMATE
        elif place is not None:
            run.imply(place, model)


class Marker:
    """A leaf that tells the kind: ``ChannelCode`` ``Email`` means the channel ``email``.

    Args:
        path: where the leaf stands.
        raw: its value in the format; compared without regard to case.
        field: field of the model that says the same, empty when the group's place says it.
        value: value of that field.
        required: whether a node without the leaf is refused.
    """

    def __init__(self, path: str, raw: str, field: str = "", value: str = "", *, required: bool = True) -> None:
        self.path = steps(path)
        self.raw = raw
        self.field: Fields = steps(field)
        self.value = value
        self.required = required

    def admits_node(self, node: Node) -> bool:
        """Nodes whose leaf has the value."""
        leaf = node.at(self.path)
        if leaf is None or leaf.value is None:
            return not self.required
        return str(leaf.value).strip().casefold() == self.raw.casefold()

    def admits_model(self, model: Node) -> bool:
        """Objects whose field has the value."""
        return not self.field or model.peek(self.field) == self.value

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the leaf and set the field."""
        if self.field:
            descend(target, self.field)[self.field[-1]] = self.value
        leaf = node.at(self.path)
        if leaf is not None and leaf.value is not None and leaf.taken is None:
            run.keep_as(leaf, self.raw, target, self.field[-1] if self.field else None)
            run.kept -= 1

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the leaf."""
        place = model.at(self.field) if self.field else None
        if place is not None:
            run.imply(place, model)
        target.need(self.path).value = self.raw


class Requires:
    """A guard on writing: objects without a value, or with one outside a set, are not written here.

    Args:
        field: the field that must have a value.
        allowed: the values it may have; any when empty.
    """

    def __init__(self, field: str, allowed: Collection[str] = ()) -> None:
        self.field: Fields = steps(field)
        self.allowed = frozenset(allowed)

    def admits_node(self, node: Node) -> bool:
        """Every node: the guard is about writing."""
        return True

    def admits_model(self, model: Node) -> bool:
        """Objects with an allowed value."""
        place = model.at(self.field)
        if place is None or next(place.leaves(), None) is None:
            return False
        return not self.allowed or place.value in self.allowed

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing to read."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing to write."""


class Graded:
    """Rules whose values reading will not find where they were: what they write counts as a lesser form.

    Args:
        field: the field of the model that the rules write from.
        grade: how well the target carries it.
        rules: the rules, which only write.
    """

    def __init__(self, field: str, grade: Grade, *rules: Rule) -> None:
        self.field = field.removesuffix("[]")
        self.grade = grade
        self.rules = rules

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing: the element is read by another rule."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write, and mark what was newly placed."""
        free = [leaf for part in model.all(self.field) for leaf in part.leaves() if leaf.taken is None]
        for rule in self.rules:
            rule.write(model, target, run)
        for leaf in free:
            if leaf.taken is Grade.DATA:
                leaf.taken = self.grade
