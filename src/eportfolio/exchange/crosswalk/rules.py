"""What a rule of a crosswalk is, and what rules have in common.

Paths are written ``Employer/Name`` or ``Birthdate/@year``; fields ``specification/title``.  A field that ends in
``[]`` is a list of objects: reading appends to it, writing takes entries that no rule has placed yet.
"""

from __future__ import annotations

from typing import Any, Protocol

from ...sources.tree import Node, Path
from .reading import Fields, ReadRun
from .writing import WriteRun


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


def first_step(path: Path) -> str:
    """The element that must be there for a path to lead anywhere; empty for the node itself."""
    return path[0] if path else ""


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


def holder_of(target: dict[str, Any], fields: Fields) -> dict[str, Any]:
    """The object that a field stands in, empty when it is not there yet; nothing is made."""
    for name in fields[:-1]:
        target = target.get(name, {})
    return target
