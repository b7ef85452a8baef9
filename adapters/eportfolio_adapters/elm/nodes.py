"""Rules about the nodes of the graph: their types, their ids, and what says nothing beyond them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eportfolio.exchange.crosswalk import ReadRun, Rule, WriteRun
from eportfolio.exchange.crosswalk.joints import Condition, take_aside
from eportfolio.exchange.crosswalk.reading import Fields
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.sources.tree import Grade, Node

from .typed import TYPE, types_of


class NodeType:
    """The type of a node, which says what kind of object it is.

    Args:
        name: the type that is written.
        also: types that are taken for it.
        required: whether a node without a type is refused.
    """

    def __init__(self, name: str, *also: str, required: bool = False) -> None:
        self.name = name
        self.names = frozenset({name, *also})
        self.required = required

    def admits_node(self, node: Node) -> bool:
        """Nodes of the type, and those without one."""
        types = types_of(node)
        return not self.names.isdisjoint(types) if types else not self.required

    def admits_model(self, model: Node) -> bool:
        """Every object: its place has decided."""
        return True

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the type."""
        for leaf in node.all(TYPE):
            if leaf.value in self.names and leaf.taken is None:
                take_aside(leaf, target, run, self.name)
                return

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the type."""
        if target.first(TYPE) is None:
            target.add(TYPE, self.name)


class Constant:
    """A leaf that always has the same value and says nothing of the person.

    Args:
        path: where it stands.
        value: its value.
    """

    def __init__(self, path: str, value: str) -> None:
        self.path = steps(path)
        self.value = value

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take every leaf with the value."""
        for leaf in node.select(self.path):
            if leaf.value == self.value and leaf.taken is None:
                take_aside(leaf, target, run)
                return

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the value."""
        target.need(self.path).value = self.value


class Where(Condition):
    """Objects in which something is as another condition wants it.

    Args:
        field: what the condition is about.
        condition: the condition.
    """

    def __init__(self, field: str, condition: Condition) -> None:
        self.field: Fields = steps(field)
        self.condition = condition

    def admits_model(self, model: Node) -> bool:
        """Objects that have it, and have it so."""
        place = model.at(self.field)
        return place is not None and self.condition.admits_model(place)


class Whole(Condition):
    """Objects of which some fields are all whole numbers.

    Args:
        fields: the fields.
        least: the smallest number that counts.
    """

    def __init__(self, *fields: str, least: int = 0) -> None:
        self.fields = fields
        self.least = least

    def admits_model(self, model: Node) -> bool:
        """Objects that the format can hold."""
        return all(is_whole(model.peek((field,)), self.least) for field in self.fields)


def is_whole(text: str, least: int = 0) -> bool:
    """Whether a text is a whole number, not smaller than another and not beyond what schemas count with."""
    return text.isascii() and text.isdigit() and len(text) < 10 and int(text) >= least


class Later:
    """A rule that is made when it is first used: objects may hold objects of their own kind.

    Args:
        make: makes the rule.
    """

    def __init__(self, make: Callable[[], Rule]) -> None:
        self._make = make
        self._rule: Rule | None = None

    @property
    def rule(self) -> Rule:
        """The rule itself."""
        if self._rule is None:
            self._rule = self._make()
        return self._rule

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read with the rule."""
        self.rule.read(node, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write with the rule."""
        self.rule.write(model, target, run)


class AsText:
    """Rules whose values stay as words only.

    Args:
        rule: the rule that writes them; reading is done by another.
        fields: the fields of the model it writes from.
        grade: how well the words carry them.
    """

    def __init__(self, rule: Rule, *fields: str, grade: Grade = Grade.TEXT) -> None:
        self.rule = rule
        self.fields = [steps(field) for field in fields]
        self.grade = grade

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing: the place is read by another rule."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write, and mark what was newly placed."""
        parts = [part for field in self.fields for part in model.select(field)]
        free = [leaf for part in parts for leaf in part.leaves() if leaf.taken is None]
        self.rule.write(model, target, run)
        for leaf in free:
            if leaf.taken is Grade.DATA:
                leaf.taken = self.grade


class Copied:
    """A text that stands in two places: what is written already at one is repeated at the other.

    Args:
        path: the language map that is repeated, below the same node.
        to: where it goes.
        read_as: the field that the repetition is read as, beside the list that the object is in.
    """

    def __init__(self, path: str, to: str, read_as: str) -> None:
        self.path = steps(path)
        self.to = steps(to)
        self.read_as = read_as

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the repetition when it says the same."""
        first, second = node.at(self.path), node.at(self.to)
        if first is None or second is None:
            return
        words = {(leaf.name, leaf.value) for leaf in first.children}
        if words and words == {(leaf.name, leaf.value) for leaf in second.children}:
            for leaf in second.children:
                if leaf.taken is None:
                    take_aside(leaf, target, run)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Repeat the text."""
        first, second = target.at(self.path), target.at(self.to)
        if first is None or second is not None:
            return
        place = target.need(self.to)
        pointer = f"{model.pointer.rsplit('/', 2)[0]}/{self.read_as}"
        run.supplied.add(pointer)  # the original may be one of several labels of a term, of which one is written
        for leaf in first.children:
            place.add(leaf.name, leaf.value)
            run.supplied.add(f"{pointer}/{leaf.name}")


def copy_below(node: Node, target: Node) -> None:
    """Repeat a node and all below it under another one."""
    child = target.add(node.name, node.value, array=node.array)
    for inner in node.children:
        copy_below(inner, child)


def repeat_words(words: Node, target: Node, pointer: str, run: WriteRun) -> None:
    """Repeat a language map under another node, and note the field of the model that it is then read as.

    Args:
        words: the language map.
        target: where it is repeated.
        pointer: the field.
        run: the writing.
    """
    copy_below(words, target)
    run.supplied.update((pointer, *(f"{pointer}/{leaf.name}" for leaf in words.children)))
