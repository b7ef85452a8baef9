"""Holding a tree against an edition of a shape, and saying in plain words what does not fit."""

from __future__ import annotations

from collections.abc import Iterator

from ...report.findings import Finding, finding
from ...sources.tree import Node
from .edition import ANYTHING, Content, Edition, Slot
from .values import ValueType, as_text

_SHOWN = 200


class Checker:
    """One check of one document.

    Args:
        edition: the rules.
        namespaces: whether namespaces count; a tree made from JSON has none.
    """

    def __init__(self, edition: Edition, *, namespaces: bool = True) -> None:
        self._edition = edition
        self._namespaces = namespaces
        self._findings: list[Finding] = []
        self._ids: dict[str, Node] = {}
        self._references: list[tuple[str, Node]] = []

    def run(self, root: Node) -> Iterator[Finding]:
        """All findings, in document order, references last."""
        edition = self._edition
        if root.name != edition.name or (self._namespaces and root.namespace != edition.namespace):
            wanted = f"{edition.name} in the namespace {edition.namespace or '(none)'}"
            self._report("unexpected-element", root, f"The root element is {root.name}; expected {wanted}.")
        else:
            self._element(root, edition.root)
            for target, leaf in self._references:
                if target not in self._ids:
                    self._report("dangling-reference", leaf, "No element of the document has this id.", target)
        return iter(self._findings)

    # -- elements ------------------------------------------------------------------------------------

    def _element(self, node: Node, content: Content) -> None:
        """Check an element: its text, attributes and children, then what is missing."""
        if content.text is not None:
            self._value(node, content.text, node.name)
        elif node.value is not None and not content.mixed:
            message = f"{node.name} holds text; only elements and attributes are allowed."
            self._report("unexpected-text", node, message, as_text(node.value))
        counts: dict[str, int] = {}
        if node.children:
            self._children(node, content, counts)
        for slot in content.required:
            if counts.get(slot.name, 0) < slot.least:
                self._missing(node, slot)

    def _children(self, node: Node, content: Content, counts: dict[str, int]) -> None:
        slots = content.slots
        rank = 0
        last = ""
        for child in node.children:
            name = child.name
            slot = slots.get(name)
            if name[0] == "@":
                self._attribute(child, slot, content)
                counts[name] = 1
            elif content.any_elements:
                self._element(child, self._edition.known.get((child.namespace, name), ANYTHING))
            elif slot is None or (child.namespace != slot.namespace and self._namespaces):
                self._unexpected(child, slot)
            else:
                count = counts[name] = counts.get(name, 0) + 1
                if slot.rank < rank:
                    message = f"{name} stands after {last}; it must come before."
                    self._report("unexpected-element", child, message)
                rank, last = slot.rank, name
                if slot.most is not None and count == slot.most + 1:
                    times = "once" if slot.most == 1 else f"{slot.most} times"
                    message = f"{name} may occur only {times} in {node.name}."
                    self._report("too-many-elements", child, message)
                self._element(child, slot.content)

    def _attribute(self, leaf: Node, slot: Slot | None, content: Content) -> None:
        if slot is not None and not leaf.namespace:
            if slot.content.text is not None:
                self._value(leaf, slot.content.text, f"The attribute {leaf.name[1:]}")
        elif not content.any_attributes:
            message = f"The attribute {leaf.name[1:]} is not known here."
            self._report("unexpected-attribute", leaf, message, as_text(leaf.value))

    def _value(self, leaf: Node, kind: ValueType, subject: str) -> None:
        value = as_text(leaf.value)
        name = value.strip()
        if not kind.accepts(value):
            message = f"{subject} has a value that is not allowed; expected {kind.expected}."
            self._report("invalid-value", leaf, message, value)
        elif kind.role == "idref":
            self._references.append((name, leaf))
        elif kind.role and name in self._ids:
            self._report("duplicate-id", leaf, "Another element has the same id.", name)
        elif kind.role:
            self._ids[name] = leaf

    # -- findings ----------------------------------------------------------------------------------

    def _missing(self, node: Node, slot: Slot) -> None:
        if slot.name[0] == "@":
            self._report("missing-attribute", node, f"{node.name} needs the attribute {slot.name[1:]}.")
        else:
            self._report("missing-element", node, f"{node.name} needs the element {slot.name}.")

    def _unexpected(self, child: Node, slot: Slot | None) -> None:
        parent = child.parent.name if child.parent is not None else "the document"
        if slot is None:
            message = f"{child.name} is not known in {parent}."
        else:
            message = f"{child.name} is in the namespace {child.namespace or '(none)'}; expected {slot.namespace}."
        self._report("unexpected-element", child, message)

    def _report(self, rule: str, node: Node, message: str, value: str | None = None) -> None:
        shown = value if value is None or len(value) <= _SHOWN else f"({len(value)} characters)"
        self._findings.append(finding(rule, message, pointer=node.pointer, line=node.line or None, value=shown))
