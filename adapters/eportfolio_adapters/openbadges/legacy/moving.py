"""How documents in an older form are brought into the present one: members are moved, one table for each class.

Every leaf of the old document has its place in the new tree, and remembers where it came from.  What the new form has
no name for keeps its old one; where that would mean something else, or the new object is closed, it stands at the top
below the name of its old class, as in ``BadgeClass/version``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from eportfolio.report.errors import UnsafeError
from eportfolio.sources.tree import MEMBER, Leaf, Node, escape_pointer

DEPTH: Final = 100
"""Objects in objects that are moved; no old form has need of so many."""

TYPES: Final = ("type", "@type")

Value = Callable[[Leaf], Leaf]
"""How a value is spelt in the new form."""


@dataclass(frozen=True, slots=True)
class To:
    """Where a member goes.

    Attributes:
        path: from the new object, or with a slash before it from the credential.
        kind: the class of the objects there; a text in the place of an object is its id.
        value: how its value is spelt there.
        also: where the same value stands once more.
    """

    path: str
    kind: str = ""
    value: Value | None = None
    also: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What is being moved.

    Attributes:
        old: the old object.
        pointer: where that stands in its document.
        new: the new object.
        credential: the credential that it is a part of.
        top: the document.
        depth: how many objects it stands in.
    """

    old: Node
    pointer: str
    new: Node
    credential: Node
    top: Node
    depth: int = 0

    def member(self, name: str) -> Node | None:
        """The first member of the old object that has a name."""
        return self.old.first(name)


Handler = Callable[["Moving", Place, Node, str], None]
"""What moves a member in a way of its own: the place, the member, and where that stands."""


@dataclass(frozen=True, slots=True)
class Class:
    """A class of an old form.

    Attributes:
        name: its name in the old form.
        types: the types of the new object; the last one takes the place of the old type.
        members: where each member goes.
        old_types: further names that it had.
        closed: whether the new object allows no other members.
        finish: what is done when all members have been moved.
    """

    name: str
    types: tuple[str, ...] = ()
    members: Mapping[str, To | Handler] = field(default_factory=dict)
    old_types: frozenset[str] = frozenset()
    closed: bool = False
    finish: Callable[[Moving, Place], None] | None = None


class Moving:
    """One upgrade.

    Args:
        classes: the classes by the names that :class:`To` calls them.
        documents: documents that are at hand, by their address; each takes the place of the first link to it.

    Attributes:
        supplied: nodes that follow from the upgrade itself, and stand nowhere in the old document.
        linked: what stands for a document that is not there: what it is, and its id.
        originals: tokens that stood in the place of objects, by the identity of the new object.
    """

    def __init__(self, classes: Mapping[str, Class], documents: dict[str, Node] | None = None) -> None:
        self.classes = classes
        self.documents = {} if documents is None else documents
        self.supplied: list[Node] = []
        self.linked: list[tuple[str, Node]] = []
        self.originals: dict[int, str] = {}
        self._typed: set[int] = set()
        self._completed: set[int] = set()
        self._places: dict[tuple[int, str], Node] = {}

    def move(self, place: Place, name: str) -> None:
        """Move the members of an object.

        Raises:
            UnsafeError: objects are nested too deeply.
        """
        if place.depth > DEPTH:
            raise UnsafeError("nested-too-deeply", f"Objects are nested deeper than {DEPTH}.", pointer=place.pointer)
        kind = self.classes[name]
        for child, pointer in members_of(place.old, place.pointer):
            rule = kind.members.get(child.name)
            if child.value is None and not child.children:
                continue
            if isinstance(rule, To):
                self.put(rule, place, child, pointer)
            elif rule is not None:
                rule(self, place, child, pointer)
            elif child.name in TYPES:
                self._type(kind, place, child, pointer)
            elif kind.closed or child.name == "@context":
                self.leave(kind.name, place, child, pointer)
            else:
                copy(child, pointer, place.new)
        self._complete(kind, place)
        if kind.finish is not None:
            kind.finish(self, place)

    def put(self, rule: To, place: Place, child: Node, pointer: str) -> Node:
        """Put a member where a rule says, and return what it has become."""
        target, name = self._target(place, rule.path)
        if not rule.kind:
            moved = copy(child, pointer, target, name, rule.value)
            if rule.also and child.value is not None:
                above, last = self._target(place, rule.also)
                self.supply(above, last, moved.value, pointer)
            return moved
        new = target.add(name, array=child.array)
        new.source_pointer = pointer
        credential = place.credential if name not in CREDENTIALS else new
        child = self._followed(child, pointer)
        inner = Place(child, pointer, new, credential, place.top, place.depth + 1)
        if child.children:
            self.move(inner, rule.kind)
        elif child.value is not None:
            kind = self.classes[rule.kind]
            link = new.add("id", child.value)
            link.source_pointer = pointer
            self._complete(kind, inner)
            if kind.finish is not None:
                kind.finish(self, inner)
        return new

    def _followed(self, child: Node, pointer: str) -> Node:
        """What a link leads to, if that is at hand and no link before has led to it; else the link itself."""
        found = self.documents.pop(child.value, None) if isinstance(child.value, str) else None
        if found is None:
            return child
        target = Node(child.name, array=child.array)
        target.children = [member for member in found.children if member.name != "id"]
        target.add("id", child.value).source_pointer = pointer
        return target

    def leave(self, name: str, place: Place, child: Node, pointer: str) -> Node:
        """Put a member that has no place in the new form below the name of its old class, at the top."""
        return copy(child, pointer, self.need(place.top, name, place.pointer))

    def need(self, node: Node, name: str, pointer: str) -> Node:
        """The object that is a member of another, made where it is missing: found in one step, however many there are.

        Args:
            node: the other object.
            name: name of the member.
            pointer: where that stands from which it is made.
        """
        found = self._places.get((id(node), name)) or node.first(name)
        if found is None:
            found = node.add(name)
            found.source_pointer = pointer
        self._places[id(node), name] = found
        return found

    def supply(self, node: Node, name: str, value: Leaf | None, pointer: str, *, array: bool = False) -> Node:
        """Add what follows from the upgrade itself."""
        made = node.add(name, value, array=array)
        made.source_pointer = pointer
        self.supplied.append(made)
        return made

    def _target(self, place: Place, path: str) -> tuple[Node, str]:
        """The object that a path leads to, and its last step."""
        node = place.credential if path.startswith("/") else place.new
        *steps, name = path.strip("/").split("/")
        for step in steps:
            node = self.need(node, step, place.pointer)
        return node, name

    def _type(self, kind: Class, place: Place, child: Node, pointer: str) -> None:
        old = str(child.value).rpartition(":")[2].rpartition("#")[2]
        if kind.types and (old == kind.name or old in kind.old_types):
            if id(place.new) in self._typed:
                self.leave(kind.name, place, child, pointer)
                return
            self._typed.add(id(place.new))
            copy(child, pointer, place.new, "type", lambda _: kind.types[-1])
        elif kind.closed:
            self.leave(kind.name, place, child, pointer)
        else:
            copy(child, pointer, place.new, "type")

    def _complete(self, kind: Class, place: Place) -> None:
        if id(place.new) in self._completed:
            return
        self._completed.add(id(place.new))
        known = {leaf.value for leaf in place.new.all("type")}
        lacking = [name for name in kind.types if name not in known]
        for name in lacking:
            self.supply(place.new, "type", name, place.pointer, array=len(kind.types) > 1)


CREDENTIALS: Final = frozenset({"endorsement", "verifiableCredential", "credential"})
"""Members that are credentials of their own."""


def copy(child: Node, pointer: str, parent: Node, name: str = "", value: Value | None = None) -> Node:
    """Append a copy of a node with all below it; each knows where it stood."""
    made = parent.add(name or child.name, array=child.array)
    made.value = value(child.value) if value is not None and child.value is not None else child.value
    made.source_pointer, made.line = pointer, child.line
    waiting = [(child, pointer, made)]
    while waiting:
        old, place, new = waiting.pop()
        for member, where in members_of(old, place):
            inner = new.add(member.name, member.value, array=member.array)
            inner.source_pointer, inner.line = where, member.line
            if member.children:
                waiting.append((member, where, inner))
    return made


def members_of(node: Node, pointer: str) -> Iterator[tuple[Node, str]]:
    """The children of a node with their pointers, each found in one step."""
    twins = Counter(child.name for child in node.children)
    seen: Counter[str] = Counter()
    for child in node.children:
        step = "" if child.array and child.name == MEMBER else f"/{escape_pointer(child.name)}"
        number = f"/{seen[child.name]}" if child.array or twins[child.name] > 1 else ""
        seen[child.name] += 1
        yield child, f"{pointer}{step}{number}"
