"""The tracked tree: one face over XML, JSON and tables that knows which leaves nobody took.

A *leaf* is a text or an attribute with a value in XML, a scalar in JSON, a cell in a table.  Reading and writing
are both walks from one tree to another: whoever puts a leaf's value somewhere calls :meth:`Node.take`, and what
is left when the walk ends is exactly what would have been lost (DESIGN section 6, "No silent loss: how").
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

Leaf = str | int | float | bool
"""A leaf's value.  XML has text only; JSON keeps its types."""

Path = tuple[str, ...]
"""A path downwards: element names, ``@name`` for an attribute."""


class Grade(StrEnum):
    """How well a leaf was carried."""

    DATA = "data"
    APPROXIMATE = "approximate"
    TEXT = "text"
    RESIDUE = "residue"
    LOST = "lost"


class Node:
    """An element, attribute, JSON object, JSON array member or scalar.

    Attributes:
        name: local name of the element, ``@name`` of an attribute, key of a JSON member.
        namespace: namespace of an XML element, empty otherwise.
        value: the leaf's value, ``None`` when the node holds none.
        children: sub-elements and attributes, in order; a JSON array is several children of one name.
        array: whether the node is a member of a JSON array.
        line: line in the source, ``0`` when unknown.
        taken: how the leaf was carried, ``None`` as long as nobody took it.
        source_pointer: where the value stands in a source of another shape, empty when there is none.
    """

    __slots__ = (
        "_census", "array", "children", "line", "name", "namespace", "parent", "source_pointer", "taken", "value",
    )  # fmt: skip

    def __init__(  # noqa: PLR0917 - keywords cost time, and nodes are made by the thousand
        self,
        name: str,
        value: Leaf | None = None,
        parent: Node | None = None,
        namespace: str = "",
        line: int = 0,
        array: bool = False,
    ) -> None:
        self.name: str = name
        self.namespace: str = namespace
        self.value: Leaf | None = value
        self.children: list[Node] = []
        self.array: bool = array
        self.line: int = line
        self.parent: Node | None = parent
        self.taken: Grade | None = None
        self.source_pointer: str = ""
        self._census: _Census | None = None

    def __repr__(self) -> str:
        # The value may be personal: never part of a representation that can reach a log.
        return f"<Node {self.name} children={len(self.children)}>"

    # -- building -------------------------------------------------------------------------------------------

    def add(self, name: str, value: Leaf | None = None, *, namespace: str = "", array: bool = False) -> Node:
        """Append a child and return it."""
        child = Node(name, value, parent=self, namespace=namespace, line=self.line, array=array)
        self.children.append(child)
        return child

    def need(self, path: Path) -> Node:
        """The first node at a path, created where it is missing."""
        node = self
        for name in path:
            found = node.first(name)
            node = node.add(name) if found is None else found
        return node

    # -- looking (control flow: does not take) --------------------------------------------------------------

    def first(self, name: str) -> Node | None:
        """The first child of a name."""
        for child in self.children:
            if child.name == name:
                return child
        return None

    def all(self, name: str) -> list[Node]:
        """All children of a name, in order."""
        return [child for child in self.children if child.name == name]

    def at(self, path: Path) -> Node | None:
        """The first node at a path, ``None`` when there is none."""
        node: Node | None = self
        for name in path:
            if node is None:
                return None
            node = node.first(name)
        return node

    def select(self, path: Path) -> list[Node]:
        """All nodes at a path, in document order."""
        if not path:
            return [self]
        *steps, last = path
        nodes = [self]
        for name in steps:
            nodes = [child for node in nodes for child in node.children if child.name == name]
            if not nodes:
                return nodes
        return [child for node in nodes for child in node.children if child.name == last]

    def peek(self, path: Path = ()) -> str:
        """The text at a path, for decisions only: it does not count as carried."""
        node = self.at(path)
        return "" if node is None or node.value is None else str(node.value)

    def free(self, path: Path = ()) -> Node | None:
        """The leaf at a path, if it has a value that nobody took yet."""
        leaf = self.at(path)
        return leaf if leaf is not None and leaf.value is not None and leaf.taken is None else None

    # -- taking ---------------------------------------------------------------------------------------------

    def take(self, grade: Grade = Grade.DATA) -> None:
        """Note that the leaf's value was placed somewhere."""
        self.taken = grade

    def take_all(self, grade: Grade = Grade.DATA) -> None:
        """Note that every leaf below was placed somewhere, this one included; a grade given before stays."""
        for node in self.walk():
            if node.value is not None and node.taken is None:
                node.taken = grade

    # -- walking --------------------------------------------------------------------------------------------

    def walk(self) -> Iterator[Node]:
        """The node and all below it, in document order, without recursion."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack.extend(reversed(node.children))

    def leaves(self) -> Iterator[Node]:
        """All nodes below, this one included, that hold a value."""
        return (node for node in self.walk() if node.value is not None)

    # -- naming places --------------------------------------------------------------------------------------

    def segment(self) -> str:
        """The node's step in a path: its name, with ``[n]`` where several siblings share it.

        What would be mistaken for part of the path is escaped in the name: see :func:`escape_step`.
        """
        name = escape_step(self.name)
        number, twins = self.position()
        return name if twins == 1 and not self.array else f"{name}[{number}]"

    def position(self) -> tuple[int, int]:
        """The number of this node among the siblings of its name, and how many there are."""
        parent = self.parent
        if parent is None:
            return 0, 1
        siblings = parent.children
        if len(siblings) <= _FEW:
            twins = [child for child in siblings if child.name == self.name]
            return next((n for n, child in enumerate(twins) if child is self), 0), len(twins)
        known = parent._census
        if known is None or known.size != len(siblings) or known.last is not siblings[-1]:
            known = parent._census = _Census(siblings)
        return known.number.get(id(self), 0), known.count[self.name]

    def path_from(self, ancestor: Node) -> str:
        """The path from an ancestor to here, such as ``Employer/Sector/Code``; empty for the node itself."""
        steps: list[str] = []
        node = self
        while node is not ancestor:
            steps.append(node.segment())
            if node.parent is None:
                break
            node = node.parent
        return "/".join(reversed(steps))

    @property
    def pointer(self) -> str:
        """Where the node stands in its document: an XML path, or a JSON pointer (RFC 6901)."""
        chain: list[Node] = []
        node: Node = self
        while not node.source_pointer and node.parent is not None:
            chain.append(node)
            node = node.parent
        chain.reverse()
        if not node.source_pointer and node.name != ROOT:
            return "/" + "/".join([node.name, *(step.segment() for step in chain)])
        steps = [node.source_pointer]
        for step in chain:
            if not (step.array and step.name == MEMBER):
                steps.append(escape_pointer(step.name))
            number, twins = step.position()
            if step.array or twins > 1:
                steps.append(str(number))
        return "/".join(steps)


class _Census:
    """The siblings below one node, counted once: to count for each of many would cost their square."""

    __slots__ = ("count", "last", "number", "size")

    def __init__(self, siblings: list[Node]) -> None:
        self.size = len(siblings)
        self.last = siblings[-1]
        self.count: dict[str, int] = {}
        self.number: dict[int, int] = {}
        for child in siblings:
            number = self.count.get(child.name, 0)
            self.number[id(child)] = number
            self.count[child.name] = number + 1


def escape_pointer(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901, section 3)."""
    return name.replace("~", "~0").replace("/", "~1")


def escape_step(name: str) -> str:
    """A name as a step of a path: as in a JSON pointer, and ``~2`` for ``[``, which opens a number."""
    if "~" in name or "/" in name or "[" in name:
        return escape_pointer(name).replace("[", "~2")
    return name


def unescape_step(step: str) -> str:
    """The name that a step without its number stands for: the inverse of :func:`escape_step`."""
    return step.replace("~2", "[").replace("~1", "/").replace("~0", "~") if "~" in step else step


ROOT: Final = "$"
"""Name of the root of a JSON document, which has no name of its own."""

MEMBER: Final = "*"
"""Name of the members of a JSON array that stands in another array, or is the document itself."""

_FEW = 16
"""Up to so many siblings are counted each time; more are counted once and remembered."""
