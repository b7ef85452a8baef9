"""The rules of a crosswalk.  Each one reads and writes.

Paths are written ``Employer/Name`` or ``Birthdate/@year``; fields ``specification/title``.  A field that ends in
``[]`` is a list of objects: reading appends to it, writing takes entries that no rule has placed yet.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Protocol

from ...compare.shape import ORDERED
from ...sources.json import from_tree
from ...sources.tree import Grade, Node, Path
from .codecs import TEXT, Codec, StructuredCodec, as_text
from .reading import Fields, ReadRun, Ref, descend
from .richtext import read_rich, write_rich
from .writing import WriteRun

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")


class Rule(Protocol):
    """One line of a crosswalk."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Move what the rule is about from the source node into the object of the model."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Move what the rule is about from the object of the model into the target node."""


class Guard(Protocol):
    """A rule that also decides whether a node, or an object of the model, is of the kind that a group is about."""

    def admits_node(self, node: Node) -> bool:
        """Whether a source node is of the kind."""

    def admits_model(self, model: Node) -> bool:
        """Whether an object of the model is of the kind."""


def steps(path: str) -> Path:
    """A path as its steps; the empty path is the node itself."""
    return tuple(path.split("/")) if path else ()


class Leaf:
    """One leaf, one value.

    Args:
        path: where the leaf stands.
        field: where the value stands.
        codec: how one becomes the other.
        grade: how well the target carries the value when it is written.
    """

    def __init__(self, path: str, field: str, codec: Codec | StructuredCodec = TEXT, grade: Grade = Grade.DATA) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)
        self.codec = codec
        self.key = self.field[-1]
        self.direct = len(self.field) == 1
        self.plain: Codec | None = None if isinstance(codec, StructuredCodec) else codec
        self.grade = grade

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the leaf, unless it is taken or the field is filled."""
        leaf = node.at(self.path)
        if leaf is not None:
            self.take(leaf, target, run)

    def take(self, leaf: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take a leaf that was found."""
        if leaf.value is None or leaf.taken is not None:
            return
        container = target if self.direct else _peek(target, self.field)
        if self.key not in container:
            run.put(target, self.field, leaf, self.codec)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the value, unless the format cannot express it."""
        place = model.at(self.field)
        if place is None:
            return
        if self.plain is None:
            self._write_object(place, target, run)
            return
        leaf = run.main_text(place)
        if leaf is None or leaf.value is None or leaf.taken is not None:
            return
        try:
            raw = self.plain.write(leaf.value)
            exact = self.plain.read(raw) == leaf.value
        except ValueError as error:
            run.not_expressible(leaf, str(error))
            return
        grade = Grade.APPROXIMATE if self.grade is Grade.DATA and not exact else self.grade
        run.place(target, self.path, raw, leaf, grade)

    def _write_object(self, place: Node, target: Node, run: WriteRun) -> None:
        assert isinstance(self.codec, StructuredCodec)
        value = from_tree(place)
        if not isinstance(value, dict) or any(leaf.taken for leaf in place.leaves()):
            return
        try:
            raw = self.codec.write(value)
        except ValueError as error:
            for leaf in place.leaves():
                run.not_expressible(leaf, str(error))
            return
        carried = self.codec.carries(value)
        if run.place(target, self.path, raw, place, self.grade):
            for child in place.children:
                if child.name in carried:
                    child.take_all(self.grade)


class Leaves:
    """Repeated leaves, a list of values."""

    def __init__(self, path: str, field: str, codec: Codec = TEXT, grade: Grade = Grade.DATA) -> None:
        *parent, self.name = steps(path)
        self.parent = tuple(parent)
        self.step = first_step((*self.parent, self.name))
        self.field: Fields = steps(field)
        self.codec = codec
        self.grade = grade

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each leaf."""
        for leaf in node.select((*self.parent, self.name)):
            if leaf.value is not None and leaf.taken is None:
                values: dict[str, Any] = {}
                if run.put(values, ("value",), leaf, self.codec):
                    container = descend(target, self.field).setdefault(self.field[-1], [])
                    container.append(values["value"])
                    run.trace[-1] = (leaf, container, len(container) - 1)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write each value that was not placed yet."""
        holder = model.at(self.field[:-1])
        for member in holder.all(self.field[-1]) if holder is not None else ():
            leaf = run.main_text(member)
            if leaf is None or leaf.taken is not None:
                continue
            try:
                raw = self.codec.write(leaf.value)
            except ValueError as error:
                run.not_expressible(leaf, str(error))
                continue
            child = target.need(self.parent).add(self.name, raw, array=run.array)
            child.line = 0
            leaf.taken = self.grade
            run.written += 1


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
            run.keep(leaf, target, self.field[-1] if self.field else None)
            run.kept -= 1
            if leaf.value != self.raw:
                run.spellings.append((leaf, self.raw))

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


class Notation:
    """A code of a concept scheme: the notation and, with it, the scheme.

    Args:
        path: where the code stands.
        field: the object that holds ``notation`` and ``scheme``; empty for the current one.
        scheme: URI of the scheme; a code of another scheme is not written.
        codec: the format's spelling of codes.
    """

    def __init__(self, path: str, field: str, scheme: str, codec: Codec = TEXT) -> None:
        self.leaf = Leaf(path, f"{field}/notation" if field else "notation", codec)
        self.step = self.leaf.step
        self.field: Fields = steps(field)
        self.scheme = scheme

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the code and name its scheme."""
        before = run.kept
        self.leaf.read(node, target, run)
        if run.kept > before:
            descend(target, (*self.field, "scheme"))["scheme"] = self.scheme

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the code if it is of this scheme."""
        scheme = model.at((*self.field, "scheme"))
        if scheme is None or scheme.value != self.scheme:
            return
        before = run.written
        self.leaf.write(model, target, run)
        notation = model.at(self.leaf.field)
        if run.written > before and notation is not None:
            run.imply(scheme, notation)


class Base64:
    """Bytes in base64.  White space in it means nothing; what is no base64 is kept as it stands, and reported."""

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the bytes, without decoding them."""
        leaf = node.at(self.path)
        if leaf is None or leaf.value is None or leaf.taken is not None:
            return
        content = "".join(str(leaf.value).split())
        if len(content) % 4 or not _BASE64.fullmatch(content):
            run.report("invalid-base64", f"{leaf.name} is not proper base64; its text is kept as it stands.", leaf)
        container = descend(target, self.field)
        container[self.field[-1]] = content
        run.keep(leaf, container, self.field[-1])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the bytes."""
        place = model.at(self.field)
        if place is not None and place.value is not None and place.taken is None:
            run.place(target, self.path, place.value, place)


class Rich:
    """A text with markup, or plain prose.

    Args:
        path: where the leaf stands.
        field: a rich text of the model.
        html: whether the format carries markup; otherwise it is written as plain text, which is an approximation.
    """

    def __init__(self, path: str, field: str, *, html: bool = True, grade: Grade = Grade.DATA) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)
        self.field: Fields = steps(field)
        self.html = html
        self.grade = grade

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the text; markup is sanitised, and its old spelling is kept when it was harmless."""
        leaf = node.at(self.path)
        if leaf is None or leaf.value is None or leaf.taken is not None:
            return
        if self.field[-1] in _peek(target, self.field):
            return
        rich = read_rich(as_text(leaf.value), markup=self.html)
        if rich.unsafe:
            run.report("unsafe-markup", f"Markup in {leaf.name} that could run code was removed.", leaf)
            leaf.value = rich.harmless
        if not rich.value:
            if rich.unsafe:
                leaf.taken = Grade.LOST
            return
        container = descend(target, self.field)
        container[self.field[-1]] = {rich.kind: rich.value}
        run.keep(leaf, container, self.field[-1])
        if leaf.value != rich.written:
            run.spellings.append((leaf, rich.written))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the markup where the format carries it, else the plain words."""
        place = model.at(self.field)
        if place is None:
            return
        source = place.first("html") or place.first("text")
        leaf = run.main_text(source) if source is not None else None
        if leaf is None or leaf.taken is not None:
            return
        assert source is not None
        raw, exact = write_rich(source.name, str(leaf.value), markup=self.html)
        if raw:
            run.place(
                target, self.path, raw, leaf, self.grade if exact or self.grade is not Grade.DATA else Grade.APPROXIMATE
            )


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
        holder = _peek(target, self.field)
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


class LocalId:
    """The id of an item within the document, which references use.  It is residue: another file may give another."""

    def __init__(self, path: str) -> None:
        self.path = steps(path)
        self.step = first_step(self.path)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Remember which item has the id."""
        leaf = node.at(self.path)
        if leaf is not None and leaf.value is not None:
            run.local_ids.setdefault(str(leaf.value).strip(), target)
            run.detail_nodes.add(id(leaf))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the id: the one the item had in this format, else a new one."""
        item_id = model.peek(("id",))
        if item_id:
            target.need(self.path).value = run.local_id(item_id)


class References:
    """Repeated references to items of the same document.

    Args:
        path: repeated leaves that hold ids within the document.
        field: list of item ids.
        targets: list of the portfolio that the items are in; others cannot be referred to.
    """

    def __init__(self, path: str, field: str = "evidence", targets: str = "evidence_items") -> None:
        *parent, self.element, self.leaf = steps(path)
        self.parent = tuple(parent)
        self.step = first_step((*self.parent, self.element))
        self.field = field
        self.targets = targets

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take each reference; they are resolved when everything was read."""
        for leaf in node.select((*self.parent, self.element, self.leaf)):
            if leaf.value is None or leaf.taken is not None:
                continue
            ids = target.setdefault(self.field, [])
            ids.append(Ref(local=str(leaf.value).strip()))
            run.keep(leaf, ids, len(ids) - 1)
            run.references.append((ids, leaf))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write a reference for each item that the document holds."""
        known = run.referable
        if known is None:
            known = frozenset(item.peek(("id",)) for item in run.model.all(self.targets))
        for leaf in model.all(self.field):
            if leaf.taken is None and leaf.value in known:
                child = target.need(self.parent).add(self.element, array=run.array)
                run.origins[id(child.add(self.leaf, run.local_id(str(leaf.value))))] = leaf
                leaf.taken = Grade.DATA
                run.written += 1


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


def first_step(path: Path) -> str:
    """The element that must be there for a path to lead anywhere; empty for the node itself."""
    return path[0] if path else ""


def _weaken_unless_first(entry: Node) -> None:
    """Where order has a meaning, an entry that takes the place of the first one is not what it was."""
    if entry.parent is None or entry is entry.parent.first(entry.name):
        return
    for leaf in entry.leaves():
        if leaf.taken is Grade.DATA:
            leaf.taken = Grade.APPROXIMATE


def discard(node: Node, target: Node | None = None) -> None:
    """Take an element that got no content out of the tree.

    Args:
        node: the element.
        target: the steps from here to the element go too, as far as they hold nothing else; just the element
            when ``None``.
    """
    while node is not target and node.parent is not None:
        node.parent.children.remove(node)
        node = node.parent
        if target is None or node.children or node.value is not None:
            break


def _peek(target: dict[str, Any], fields: Fields) -> dict[str, Any]:
    for name in fields[:-1]:
        target = target.get(name, {})
    return target
