"""Rules about objects: one element and one object, each of several, and one element that is two items."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from ...compare.shape import ORDERED
from ...sources.tree import Grade, Node
from .kinds import Const, Requires
from .leaves import Leaf
from .reading import Fields, ReadRun, Ref, descend
from .rules import Guard, Rule, discard, first_step, holder_of, steps
from .writing import WriteRun


class Plan:
    """Rules in order, with the element that each of them needs: a rule whose element is absent is not even asked.

    Args:
        rules: the rules; one that has no attribute ``step`` is always asked.
    """

    __slots__ = ("steps",)

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.steps: list[tuple[Rule, str, Leaf | None]] = [
            (rule, getattr(rule, "step", ""), rule if type(rule) is Leaf and len(rule.path) == 1 else None)
            for rule in rules
        ]

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> bool:
        """Read a node with the rules; whether any leaf was taken."""
        before = run.kept
        first: dict[str, Node] = {}
        for child in node.children:
            first.setdefault(child.name, child)
        for rule, step, direct in self.steps:
            if direct is not None:  # a leaf right below needs no search: most rules are so
                leaf = first.get(step)
                if leaf is not None:
                    direct.take(leaf, target, run)
            elif not step or step in first:
                rule.read(node, target, run)
        return run.kept > before


def apply(rules: Collection[Rule], node: Node, target: dict[str, Any], run: ReadRun) -> bool:
    """Read a node with several rules; whether any leaf was taken."""
    return Plan(rules).read(node, target, run)


class Group:
    """One element, one object; with a field that ends in ``[]``, one entry of a list.

    Args:
        path: the element; empty for the same node.
        field: the object; empty for the same object; ending in ``[]`` for an entry of a list.
        rules: what is inside.
        item: whether the object is an item, which owns residue and has a provenance.
    """

    each = False

    def __init__(self, path: str, field: str, *rules: Any, item: bool = False) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.list = field.endswith("[]")
        self.field: Fields = steps(field.removesuffix("[]"))
        self.rules: tuple[Rule, ...] = rules
        self.plan = Plan(rules)
        self.guards: tuple[Guard, ...] = tuple(rule for rule in rules if hasattr(rule, "admits_node"))
        self.markers = tuple(guard for guard in self.guards if not isinstance(guard, Const | Requires))
        self.item = item

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read the nodes that the guards admit; an object that got no leaf is not made."""
        for place in self._places(node):
            if self.markers and not all(guard.admits_node(place) for guard in self.markers):
                continue
            if not self.field:
                self.plan.read(place, target, run)
            elif self.list:
                self._read_entry(place, target, run)
            else:
                self._read_object(place, target, run)
            if not self.each:
                break

    def _places(self, node: Node) -> Sequence[Node]:
        if not self.path:
            return (node,)
        if self.each or self.markers:
            return node.select(self.path)
        place = node.at(self.path)
        return () if place is None else (place,)

    def _read_entry(self, place: Node, target: dict[str, Any], run: ReadRun) -> None:
        entry: dict[str, Any] = {}
        if self.plan.read(place, entry, run):
            descend(target, self.field).setdefault(self.field[-1], []).append(entry)
            if self.item:
                run.own(place, entry)

    def _read_object(self, place: Node, target: dict[str, Any], run: ReadRun) -> None:
        holder = holder_of(target, self.field)
        entry: dict[str, Any] = holder.get(self.field[-1], {})
        if self.plan.read(place, entry, run):
            descend(target, self.field)[self.field[-1]] = entry

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the objects that the guards admit and that were not placed yet."""
        for entry in self._entries(model, run):
            if not all(guard.admits_model(entry) for guard in self.guards):
                continue
            if self.write_entry(entry, target, run) and not self.each:
                break

    def _entries(self, model: Node, run: WriteRun) -> list[Node]:
        if not self.field:
            return [model]
        holder = model.at(self.field[:-1])
        if holder is None:
            return []
        # A name that its owner wants to keep is written by no format.
        return [
            entry for entry in holder.all(self.field[-1])
            if (not self.list or id(entry) not in run.placed) and entry.peek(("never_export",)) != "True"
        ]  # fmt: skip

    def write_entry(self, entry: Node, target: Node, run: WriteRun) -> bool:
        """Write one object; whether anything of it was placed."""
        if not self.path:
            place, made = target, False
        elif self.each:
            place, made = target.need(self.path[:-1]).add(self.path[-1], array=run.array), True
        else:
            made = target.at(self.path) is None
            place = target.need(self.path)
        if not run.attempt(self.rules, entry, place):
            if made:
                discard(place, target)
            return False
        if self.list:
            run.placed[id(entry)] = place
            if self.field[-1] in ORDERED:
                _weaken_unless_first(entry)
        if self.item:
            run.placements.append((entry, place))
        return True


class Each(Group):
    """Every element of a name, every object of the kind."""

    each = True


class Paired:
    """One element, two items: a course of study and the qualification it leads to.

    Args:
        path: the repeated element.
        first: the list and rules of the item that the element mainly is.
        second: the list and rules of the item that grew from it.
        link: field of the second item that names the first.
        orphans: whether second items without a first are written as elements of their own.
    """

    def __init__(self, path: str, first: Group, second: Group, link: str, *, orphans: bool = True) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.first = first
        self.second = second
        self.link = link
        self.orphans = orphans

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read both items from each element; one that got no leaf is not made."""
        for place in node.select(self.path):
            if not all(guard.admits_node(place) for guard in self.first.markers):
                continue
            one: dict[str, Any] = {}
            two: dict[str, Any] = {}
            has_one = self.first.plan.read(place, one, run)
            has_two = self.second.plan.read(place, two, run)
            if has_one:
                target.setdefault(self.first.field[-1], []).append(one)
                run.own(place, one)
            if has_two:
                target.setdefault(self.second.field[-1], []).append(two)
                run.own(place, two)
                if has_one:
                    ids = two[self.link] = [Ref(item=one)]
                    run.references.append((ids, place))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each first item with its second; further seconds and orphans get elements of their own."""
        seconds = model.all(self.second.field[-1])
        for one in model.all(self.first.field[-1]):
            if id(one) in run.placed or not all(guard.admits_model(one) for guard in self.first.guards):
                continue
            place = target.need(self.path[:-1]).add(self.path[-1], array=run.array)
            before = run.written
            self._apply(self.first, one, place, run)
            for two in seconds:
                link = self._link(two, one)
                if link is not None and id(two) not in run.placed:
                    self._apply(self.second, two, place, run)
                    if id(two) in run.placed and id(one) in run.placed:
                        link.taken = Grade.DATA
                    break
            if run.written == before:
                discard(place, target)
        for two in seconds if self.orphans else ():
            if id(two) not in run.placed and all(guard.admits_model(two) for guard in self.second.guards):
                place = target.need(self.path[:-1]).add(self.path[-1], array=run.array)
                self._apply(self.second, two, place, run)
                if id(two) not in run.placed:
                    discard(place, target)
                elif any(leaf.taken is Grade.APPROXIMATE for leaf in two.leaves()):
                    self._supply_first(model, run)

    def _supply_first(self, model: Node, run: WriteRun) -> None:
        """What an element of a second item alone holds beyond it is read as a first item, to which it then belongs."""
        run.supplied.add(f"{model.pointer}/{self.second.field[-1]}/{self.link}")
        for rule in self.first.rules:
            if isinstance(rule, Const):
                run.supplied.add("/".join((model.pointer, *self.first.field, *rule.field)))

    def _apply(self, group: Group, item: Node, place: Node, run: WriteRun) -> None:
        if run.attempt(group.rules, item, place):
            run.placed[id(item)] = place
            run.placements.append((item, place))

    def _link(self, two: Node, one: Node) -> Node | None:
        wanted = one.peek(("id",))
        return next((link for link in two.all(self.link) if link.value == wanted), None) if wanted else None


def _weaken_unless_first(entry: Node) -> None:
    """Where order has a meaning, an entry that takes the place of the first one is not what it was."""
    if entry.parent is None or entry is entry.parent.first(entry.name):
        return
    for leaf in entry.leaves():
        if leaf.taken is Grade.DATA:
            leaf.taken = Grade.APPROXIMATE
