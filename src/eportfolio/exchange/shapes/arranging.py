"""Bringing a tree that is to be written into the form that an edition of a shape demands."""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto

from ...sources.tree import Node
from .edition import ANYTHING, Content, Edition, Slot
from .values import ValueType, as_text


class _State(Enum):
    SOUND = auto()
    """The element fits."""
    EMPTIED = auto()
    """The element fits, but everything in it was removed."""
    BROKEN = auto()
    """The element lacks something required, or something required in it does not fit."""


_Entry = tuple[Node, Slot | None, _State]


class Arranger:
    """One arrangement of one tree.

    Args:
        edition: the rules.
        keep: whether to leave what the rules forbid.
    """

    def __init__(self, edition: Edition, *, keep: bool = False) -> None:
        self._edition = edition
        self._keep = keep
        self._removed: list[Node] = []
        self._ids: dict[str, int] = {}
        self._references: dict[int, str] = {}
        self._dangling: frozenset[int] = frozenset()

    def run(self, root: Node) -> list[Node]:
        """Arrange the tree in place; give the leaves that were removed, each with its value.

        References whose target is gone are removed too, and what cannot be without them: hence the loop.
        """
        root.namespace = root.namespace or self._edition.namespace
        while True:
            self._ids.clear()
            self._references.clear()
            self._element(root, self._edition.root)
            dangling = frozenset(key for key, target in self._references.items() if target not in self._ids)
            if self._keep or dangling <= self._dangling:
                return self._removed
            self._dangling |= dangling

    # -- elements ----------------------------------------------------------------------------------

    def _element(self, node: Node, content: Content) -> _State:
        removed = len(self._removed)
        fits = self._text(node, content)
        entries: list[_Entry] = []
        for child in node.children:
            slot = self._slot(child, content)
            if slot is None and not self._tolerated(child, content):
                self._remove(child)
            else:
                entries.append((child, slot, self._child(child, slot, node, content)))
        if not content.any_elements:
            counts = Counter(slot.name for _, slot, _ in entries if slot is not None)
            fits &= all(counts[slot.name] >= slot.least for slot in content.required)
        entries, sound = self._prune(entries, content)
        node.children = _in_order(entries)
        if not (fits and sound):
            return _State.BROKEN
        if len(self._removed) > removed and not node.children and node.value is None:
            return _State.EMPTIED
        return _State.SOUND

    def _child(self, child: Node, slot: Slot | None, parent: Node, content: Content) -> _State:
        if child.name[0] == "@":
            kind = None if slot is None else slot.content.text
            return _State.SOUND if kind is None or self._accepts(child, kind) else _State.BROKEN
        if not child.namespace:
            child.namespace = parent.namespace if slot is None else slot.namespace
        if slot is not None:
            return self._element(child, slot.content)
        known = self._edition.known.get((child.namespace, child.name)) if content.any_elements else None
        return self._element(child, known or ANYTHING)

    def _prune(self, entries: list[_Entry], content: Content) -> tuple[list[_Entry], bool]:
        """Remove what does not fit, as far as something else is left where it is required.

        Returns:
            What remains, and whether all of it fits.
        """
        if self._keep:
            return entries, True
        open_content = content.any_elements
        counts = Counter(slot.name for _, slot, _ in entries if slot is not None)
        doomed: set[int] = set()
        for unfit in (_State.BROKEN, _State.EMPTIED):
            for child, slot, state in entries:
                if state is unfit and (slot is None or open_content or counts[slot.name] > slot.least):
                    counts[child.name] -= 1
                    doomed.add(id(child))
        for child, slot, _ in reversed(entries):
            surplus = slot is not None and slot.most is not None and counts[slot.name] > slot.most
            if surplus and not open_content and id(child) not in doomed:
                counts[child.name] -= 1
                doomed.add(id(child))
        if doomed:
            for child, _, _ in entries:
                if id(child) in doomed:
                    self._remove(child)
            entries = [entry for entry in entries if id(entry[0]) not in doomed]
        return entries, all(state is not _State.BROKEN for _, _, state in entries)

    def _slot(self, child: Node, content: Content) -> Slot | None:
        slot = content.slots.get(child.name)
        if slot is None or child.namespace not in ("", slot.namespace):
            return None
        return slot

    def _tolerated(self, child: Node, content: Content) -> bool:
        if self._keep:
            return True
        return content.any_attributes if child.name[0] == "@" else content.any_elements

    # -- values ------------------------------------------------------------------------------------

    def _text(self, node: Node, content: Content) -> bool:
        """Whether an element's own text fits; text that no schema line allows is removed."""
        if content.text is not None:
            return self._accepts(node, content.text)
        if node.value is not None and not content.mixed and not self._keep:
            self._removed.append(Node(node.name, node.value, parent=node.parent, namespace=node.namespace))
            node.value = None
        return True

    def _accepts(self, leaf: Node, kind: ValueType) -> bool:
        value = as_text(leaf.value)
        if not kind.accepts(value) or id(leaf) in self._dangling:
            return False
        name = value.strip()
        if kind.role == "idref":
            self._references[id(leaf)] = name
        elif kind.role == "id":
            return self._ids.setdefault(name, id(leaf)) == id(leaf)
        return True

    def _remove(self, node: Node) -> None:
        for leaf in node.leaves():
            self._removed.append(leaf)
            self._references.pop(id(leaf), None)
            name = as_text(leaf.value).strip()
            if self._ids.get(name) == id(leaf):
                del self._ids[name]


def _in_order(entries: list[_Entry]) -> list[Node]:
    """The children in the order of the table, attributes first; unknown ones stay behind their neighbour."""
    keys: list[tuple[bool, int, int]] = []
    position = -1
    for index, (child, slot, _) in enumerate(entries):
        if slot is not None:
            position = slot.position
        keys.append((child.name[0] != "@", position, index))
    if keys == sorted(keys):
        return [child for child, _, _ in entries]
    return [entries[index][0] for _, _, index in sorted(keys)]
