"""Strict writing of the JSON notation: what its rules do not allow is mended where nothing is lost, else taken out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from eportfolio.exchange.crosswalk import WriteRun
from eportfolio.sources.tree import Node

from .jsonform import dump, prune, to_json
from .jsonrules import Fault, Step, json_shape


def write_json(root: Node, run: WriteRun, edition: str, *, keep: bool = False) -> Any:
    """The JSON document of an XML-shaped tree, valid by the rules of its edition.

    Values that the rules do not allow are removed and named through the run.

    Args:
        root: the document in the shape of XML.
        run: the writing.
        edition: the edition whose rules hold.
        keep: leave what the rules forbid.
    """
    tree = to_json(root)
    prune(tree.root)
    removed = list(tree.homeless)
    data = dump(tree.root)
    while not keep and (faults := list(json_shape().faults(data, edition))):
        for leaf in _mended(tree.root, faults):
            origin = run.origins.get(id(tree.origin[id(leaf)]))
            if origin is not None:
                run.origins[id(leaf)] = origin
            removed.append(leaf)
        prune(tree.root)
        data = dump(tree.root)
    run.removed(removed)
    return data


def _mended(root: Node, faults: Iterable[Fault]) -> list[Node]:
    """Mend or remove each fault; the leaves that were removed.  What is mended may show further faults."""
    removed: dict[int, Node] = {}
    for fault, nodes in [(fault, _find(root, fault.path)) for fault in faults]:
        doomed: list[Node] = []
        if fault.expected == "array":
            nodes[0].array = True
        elif fault.expected and nodes[0].array and isinstance(fault.path[-1], str):
            nodes[0].array = False
            doomed = nodes[1:]
        elif not _respelt(nodes[0], fault):
            doomed = nodes
        removed.update((id(leaf), leaf) for leaf in _cut(doomed))
    return list(removed.values())


def _respelt(leaf: Node, fault: Fault) -> bool:
    """Whether a text that was kept in another type or with white space around it could be written properly."""
    value = leaf.value
    if fault.expected == "text" and isinstance(value, bool | int | float):
        leaf.value = str(value).lower() if isinstance(value, bool) else str(value)
    elif fault.rule == "invalid-value" and isinstance(value, str) and value.strip() not in (value, ""):
        leaf.value = value.strip()
    else:
        return False
    return True


def _cut(nodes: Iterable[Node]) -> list[Node]:
    """Take nodes out of the tree; the leaves that they hold."""
    leaves: list[Node] = []
    for node in nodes:
        leaves.extend(node.leaves())
        if node.parent is not None:
            node.parent.children = [child for child in node.parent.children if child is not node]
    return leaves


def _find(root: Node, path: Iterable[Step]) -> list[Node]:
    """The nodes that a path into the data leads to: one, or all members of an array."""
    nodes = [root]
    for step in path:
        nodes = nodes[0].all(step) if isinstance(step, str) else [nodes[step]]
    return nodes
