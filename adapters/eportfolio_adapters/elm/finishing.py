"""The last steps of a writing: ids for the nodes, single values or lists, and the order that people expect."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.sources.tree import Node

from .envelope import CREDENTIAL
from .runs import ElmWriteRun, is_stub
from .structure.table import rules
from .typed import ID, TYPE, types_of

_UNNAMED: Final = frozenset({"Concept", "ConceptScheme", "Mailbox", "ShaclValidator2017"})
"""Classes whose nodes are named by what they are, and by nothing else."""

_FIRST: Final = ("@context", "id", "type")
_LISTS: Final = frozenset({"@context"})


def name_nodes(root: Node, run: ElmWriteRun) -> None:
    """Give every node an id; nodes with the same content share one, and no others do.

    In RDF, objects with one id are one node.  The id that a node had in its source stays unless its content has been
    changed in one place and not in another.
    """
    run.reserve(node.peek(ID) for node in root.walk())
    contents = _Contents()
    known: dict[int, str] = {}
    owners: dict[str, int] = {}
    for node in _bottom_up(root):
        content = contents.number(node)
        types = types_of(node) if node.first("@value") is None else []
        if not types or not _UNNAMED.isdisjoint(types) or is_stub(node) or id(node) in run.item_places:
            continue
        name = node.peek(ID)
        if name and owners.setdefault(name, content) == content:
            continue
        fresh = known.get(content)
        if fresh is None:
            fresh = known[content] = run.new_name(types[0])
        node.need(ID).value = fresh


def _bottom_up(root: Node) -> list[Node]:
    """All nodes that hold others, those within before those around them."""
    found = [node for node in root.walk() if node.children]
    found.reverse()
    return found


class _Contents:
    """What nodes say beside their ids, as numbers: each node is looked at once, and not again by those around it."""

    def __init__(self) -> None:
        self._numbers: dict[Any, int] = {}
        self._of_node: dict[int, int] = {}

    def number(self, node: Node) -> int:
        """The number of what a node says; the nodes in it were asked for before it, and then given their ids.

        Args:
            node: the node.
        """
        said: dict[str, list[Any]] = {}
        lists = set[str]()
        for child in node.children:
            if child.name != "id":
                said.setdefault(child.name, []).append(self._whole(child))
                if child.array:
                    lists.add(child.name)
        facts = tuple(sorted((name, name in lists or len(of) > 1, tuple(of)) for name, of in said.items()))
        number = self._of_node[id(node)] = self._numbers.setdefault(facts, len(self._numbers))
        return number

    def _whole(self, node: Node) -> Any:
        """What stands for a node: its value, else its id and what it says."""
        return (node.peek(ID), self._of_node[id(node)]) if node.children else (type(node.value).__name__, node.value)


def agree_on_labels(root: Node, run: ElmWriteRun) -> None:
    """Give each concept one label in each language, and one notation; further ones are named as not written.

    Wherever a concept stands, it is one node: a second label would be a second label of all of them.  The scheme's
    own label goes before the words of the person.
    """
    places = [
        (node.peek(ID), leaf)
        for node in root.walk()
        if "Concept" in types_of(node) and node.peek(ID)
        for leaf in (*node.select(("prefLabel",)), *node.all("notation"))
    ]
    leaves = [(name, inner) for name, place in places for inner in place.leaves()]
    leaves.sort(key=lambda entry: getattr(run.origins.get(id(entry[1])), "name", "") == "label")
    kept: dict[tuple[str, str], Any] = {}
    further = [leaf for name, leaf in leaves if kept.setdefault((name, leaf.name), leaf.value) != leaf.value]
    if further:
        run.removed(further)
    for leaf in further:
        discard(leaf, root)


def drop_idle_names(root: Node, run: ElmWriteRun) -> None:
    """Take out names from the source that now stand alone, and are those of nodes that are described elsewhere.

    What a name stands for would be read in its place, although nothing of it was said there.
    """
    described = {name for node in root.walk() if not is_stub(node) and (name := node.peek(ID))}
    idle: list[Node] = []
    for node in _bottom_up(root):
        leaf = node.first("id") if is_stub(node) else None
        origin = run.origins.get(id(leaf))
        if leaf is not None and leaf.value in described and origin is not None and origin.name == "residue":
            idle.append(leaf)
            discard(node, root)
    if idle:
        run.removed(idle)


def put_in_order(root: Node) -> None:
    """Put context, id and type of each node first."""
    for node in root.walk():
        first = [child for name in _FIRST for child in node.children if child.name == name]
        if first:
            node.children = first + [child for child in node.children if child.name not in _FIRST]


def collapse(root: Node) -> None:
    """Write lists of one value as the value, as in sealed credentials."""
    for node in root.walk():
        for child in node.children:
            child.array = child.name in _LISTS


def expand(root: Node) -> None:
    """Write every property that may have several values as a list, as in the upload form."""
    single = _single()
    for node in root.walk():
        types = types_of(node)
        for child in node.children:
            if child.name in (*ID, TYPE):
                continue
            if types:
                child.array = not any((name, child.name) in single for name in types) and not _is_map(child)
            elif _is_map(node):
                child.array = True


def _is_map(node: Node) -> bool:
    """Whether a node is a language map: it has texts only, and no id."""
    return bool(node.children) and all(
        child.value is not None and not child.children and child.name not in (*ID, TYPE) for child in node.children
    )


@cache
def _single() -> frozenset[tuple[str, str]]:
    """The properties that have one value at most, by class."""
    classes = rules(frozenset()).values()
    single = {(rule.name, rule.key) for one in classes for rule in one.by_path.values() if rule.maximum == 1}
    return frozenset(single) | {(CREDENTIAL, "credentialSubject"), (CREDENTIAL, "issuer")}
