"""Rules about references between the items of a document."""

from __future__ import annotations

from typing import Any

from ...sources.tree import Grade, Node
from .reading import ReadRun, Ref
from .rules import first_step, steps
from .writing import WriteRun


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
            ids.append(Ref(local=str(leaf.value).strip(), leaf=leaf))
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
