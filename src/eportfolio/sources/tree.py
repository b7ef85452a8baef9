"""The tracked tree: one face over XML, JSON and tables that knows which leaves nobody took.

A *leaf* is a text or an attribute with a value in XML, a scalar in JSON, a cell in a table.  Reading and writing are
both walks from one tree to another: whoever puts a leaf's value somewhere calls :meth:`Node.take`, and what is left
when the walk ends is exactly what would have been lost (DESIGN section 6, "No silent loss: how").
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
        children: sub-elements and attributes, in document order; a JSON array is several children of one name.
        array: whether the node is a member of a JSON array.
        line: line in the source, ``0`` when unknown.
        taken: how the leaf was carried, ``None`` as long as nobody took it.
        source_pointer: where the value stands in a source of another shape, empty when the tree has that shape.
    """

    __slots__ = ("array", "children", "line", "name", "namespace", "parent", "source_pointer", "taken", "value")

    def __init__(
        self,
        name: str,
        value: Leaf | None = None,
        *,
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

    def __repr__(self) -> str:
        # The value may be personal: never part of a representation that can reach a log.
        return f"<Node {self.name} children={len(self.children)}>"

    # -- building ------------------------------------------------------------------------------------------

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

    # -- looking (control flow: does not take) ---------------------------------------------------------------

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
        nodes = [self]
        for name in path:
            nodes = [child for node in nodes for child in node.children if child.name == name]
        return nodes

    def peek(self, path: Path = ()) -> str:
        """The text at a path, for decisions only: it does not count as carried."""
        node = self.at(path)
        return "" if node is None or node.value is None else str(node.value)

    # -- taking --------------------------------------------------------------------------------------------

    def take(self, grade: Grade = Grade.DATA) -> None:
        """Note that the leaf's value was placed somewhere."""
        self.taken = grade

    def take_all(self, grade: Grade = Grade.DATA) -> None:
        """Note that every leaf below was placed somewhere, this one included; a grade given before stays."""
        for node in self.walk():
            if node.value is not None and node.taken is None:
                node.taken = grade

    # -- walking -------------------------------------------------------------------------------------------

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in document order, without recursion."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack.extend(reversed(node.children))

    def leaves(self) -> Iterator[Node]:
        """All nodes below, this one included, that hold a value."""
        return (node for node in self.walk() if node.value is not None)

    # -- naming places ---------------------------------------------------------------------------------------

    def segment(self) -> str:
        """This node's step in a path: its name, with ``[n]`` where several siblings share it."""
        parent = self.parent
        if parent is None:
            return self.name
        if not self.array:
            twins = [child for child in parent.children if child.name == self.name]
            if len(twins) == 1:
                return self.name
        else:
            twins = [child for child in parent.children if child.name == self.name]
        for index, child in enumerate(twins):
            if child is self:
                return f"{self.name}[{index}]"
        return self.name

    def path_from(self, ancestor: Node) -> str:
        """The path from an ancestor to this node, such as ``Employer/Sector/Code``; empty for the node itself."""
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
        steps: list[str] = []
        node: Node = self
        while not node.source_pointer and node.parent is not None:
            steps.append(node.segment())
            node = node.parent
        if not node.source_pointer and node.name != ROOT:
            return "/" + "/".join([node.name, *reversed(steps)])
        tail = [step.replace("[", "/").rstrip("]") for step in reversed(steps)]
        return "/".join([node.source_pointer, *tail])


ROOT: Final = "$"
"""Name of the root of a JSON document, which has no name of its own."""
