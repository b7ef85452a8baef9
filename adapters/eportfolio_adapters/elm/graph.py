"""Nodes that are described in one place and named in others.

In JSON-LD an object with nothing but an id stands for the node that another object describes (JSON-LD 1.1, section
3.3).  Before a credential is read, the descriptions are put where the nodes are named, so that the crosswalk finds
everything in its place:

* a node of a graph moves to the first place, nearest to the credential, that names it;
* a description that stands elsewhere in the credential is repeated for the reading, and taken away again after it;
* claims are never repeated: they are items of the portfolio, which are linked by their ids;
* a node within itself stays a name;
* nodes without an id that say the same of the same node are one: flattening repeats them as often as their holder stood
  in the document, and RDF says nothing more with them (RDF 1.1 Semantics, section 6, "lean" graphs).

A repeated leaf tells the place of the one that it repeats, so each leaf of the source counts once.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from eportfolio.report.errors import UnreadableError, UnsafeError
from eportfolio.sources.json import from_tree
from eportfolio.sources.limits import Limits
from eportfolio.sources.tree import ROOT, Node

from .compacting import GRAPH
from .keys import is_iri, reference_keys, text_keys
from .typed import ID, TYPE, types_of

CREDENTIAL: Final = "EuropeanDigitalCredential"
PRESENTATIONS: Final = frozenset({"EuropeanDigitalPresentation", "VerifiablePresentation"})
MEMBERS: Final = "verifiableCredential"

_ITEMS: Final = frozenset({
    "LearningAchievement", "LearningActivity", "LearningAssessment", "LearningEntitlement", "Claim", CREDENTIAL,
})  # fmt: skip
"""Classes whose nodes are items of the portfolio."""

_NAMING: Final = frozenset({"id", "type"})
_BLANK: Final = "_:"

_Above: TypeAlias = "tuple[str, _Above] | None"
"""The ids of the nodes around a node, innermost first."""

_Facts: TypeAlias = dict[str, set[str]]
"""What a description says: the values of each key."""


def root_of(graph: Node) -> Node:
    """The tree of the document that a graph describes: its presentation, its credential, or all its credentials.

    Args:
        graph: a tree whose nodes are children named :data:`~.compacting.GRAPH`; they are moved into the new one.

    Returns:
        The root; the other nodes are still below it as children named :data:`~.compacting.GRAPH`.

    Raises:
        UnreadableError: the graph holds no credential.
    """
    members = graph.all(GRAPH)
    if not members or CREDENTIAL in types_of(graph) or not PRESENTATIONS.isdisjoint(types_of(graph)):
        return graph
    presentations = [member for member in members if not PRESENTATIONS.isdisjoint(types_of(member))]
    credentials = [member for member in members if CREDENTIAL in types_of(member)]
    if not presentations and not credentials:
        raise UnreadableError("not-a-credential", f"No node of the graph is of the type {CREDENTIAL}.")
    if not presentations and len(credentials) > 1:
        for credential in credentials:
            credential.name = MEMBERS
        return graph
    top = (presentations or credentials)[0]
    top.name, top.parent = ROOT, None
    rest = [child for child in graph.children if child is not top]
    for child in rest:
        child.parent = top
    contexts = [child for child in rest if child.name == "@context"]
    top.children[:] = [*contexts, *top.children, *(child for child in rest if child not in contexts)]
    return top


def is_stub(node: Node) -> bool:
    """Whether an object only names a node: it has an id, and nothing but a type beside it."""
    return node.first("id") is not None and all(child.name in _NAMING for child in node.children)


class Grafts:
    """Descriptions in the places where their nodes are named.

    Args:
        root: the document; it is changed.
        limits: the safety limits, which hold for what comes out.

    Attributes:
        clashes: nodes that are described anew with other content, with their ids; claims are compared as items.

    Raises:
        UnsafeError: nodes name each other so often, or so deeply, that the limits do not allow to unfold them.
    """

    def __init__(self, root: Node, limits: Limits) -> None:
        self.clashes: list[tuple[str, Node]] = []
        self._limits = limits
        self._budget = limits.nodes
        self._described: dict[str, list[Node]] = {}
        self._loose: set[int] = {id(member) for member in root.all(GRAPH)}
        self._moved: dict[int, Node] = {}
        self._filled: list[Node] = []
        self._repeated: set[int] = set()
        self._copies: list[tuple[Node, Node]] = []
        self._pointers: dict[int, str] = {}
        self._named: list[tuple[Node, Node]] = []
        scattered = self._describe(root)
        self._compare()
        if scattered:
            self._unfold(root)
            self._tidy(root)

    def remove(self) -> None:
        """Take away what was repeated; what a repetition was read for counts for the leaf that it repeats."""
        for copy, original in self._copies:
            if original.taken is None:
                original.taken = copy.taken
        for stub in self._filled:
            stub.children[:] = self._own_children(stub)

    def restore(self) -> None:
        """Make texts again of the names that were texts in the document."""
        for node, name in self._named:
            if len(node.children) == 1:
                node.value, node.taken = name.value, name.taken
                node.children.clear()

    # -- what is described -----------------------------------------------------------------------------------

    def _describe(self, root: Node) -> bool:
        """Note where each node is described; texts that are ids become names.

        Returns:
            Whether a node is named in one place and described in another.
        """
        references, names = reference_keys(), set()
        objects = list(_objects(root))
        for node in objects:
            self._budget -= len(node.children) + 1
            for child in node.children:
                if isinstance(child.value, str) and child.name in references and is_iri(child.value):
                    self._named.append((child, child.add("id", child.value)))
                    child.children[0].source_pointer, child.value = child.pointer, None
                    names.add(child.children[0].value)
        for node in objects:
            name = node.peek(ID)
            if name and is_stub(node):
                names.add(name)
            if name and (not is_stub(node) or (id(node) in self._loose and node.first(TYPE) is not None)):
                self._described.setdefault(name, []).append(node)
        return bool(self._loose) or not names.isdisjoint(self._described) or any(node.first(GRAPH) for node in objects)

    def _compare(self) -> None:
        """Note the first place where a node is described differently."""
        for name, (first, *rest) in self._described.items():
            others = [node for node in rest if _ITEMS.isdisjoint(types_of(node)) and not _same(first, node)]
            said = _facts(first) if others else {}
            clash = next((node for node in others if _differ(said, _facts(node))), None)
            if clash is not None:
                self.clashes.append((name, clash))

    # -- putting in place ------------------------------------------------------------------------------------

    def _unfold(self, root: Node) -> None:
        texts, queue = text_keys(), deque[tuple[Node, int, _Above]]([(root, 1, None)])
        while queue:
            node, depth, above = queue.popleft()
            if depth > self._limits.depth:
                raise UnsafeError(
                    "nested-too-deeply",
                    f"Nodes name each other more than {self._limits.depth} steps deep (limit depth).",
                    pointer=node.pointer,
                )
            name = node.peek(ID)
            if name and is_stub(node):
                self._fill(node, name, above)
            if node is not root:
                self._open(node)
            inside: _Above = (name, above) if name else above
            queue.extend(
                (child, depth + 1, inside)
                for child in node.children
                if child.children and child.name != GRAPH and child.name not in texts
            )

    def _fill(self, stub: Node, name: str, above: _Above) -> None:
        """Put the description of a node where it is named."""
        described = self._described.get(name)
        if described is None or _is_within(name, above):
            return
        said = set(types_of(stub))
        loose = [node for node in described if id(node) in self._loose]
        if loose:
            for node in loose:
                self._move(node, stub, said)
            self._described[name] = [stub, *(node for node in described if id(node) not in self._moved)]
        elif _ITEMS.isdisjoint(types_of(described[0])):
            for child in self._own_children(described[0]):
                if child.name != "id" and not (child.name == TYPE and child.value in said):
                    self._copy(child, stub, top=True)
            self._filled.append(stub)

    def _move(self, node: Node, place: Node, said: set[str]) -> None:
        """Move what describes a loose node to a place that names it."""
        self._loose.discard(id(node))
        self._moved[id(node)] = node
        for child in node.children:
            if child.name != "id" and not (child.name == TYPE and child.value in said):
                child.parent = place
                place.children.append(child)

    def _own_children(self, node: Node) -> list[Node]:
        """What stands in a node, without what was repeated there."""
        return [child for child in node.children if id(child) not in self._repeated]

    def _copy(self, node: Node, place: Node, *, top: bool = False) -> None:
        """Repeat a node; of claims only the name, and nothing where they have none."""
        children = self._own_children(node)
        if not _ITEMS.isdisjoint(types_of(node)):
            children = [child for child in children if child.name in _NAMING]
            if node.first("id") is None:
                return
        self._budget -= 1
        if self._budget < 0:
            raise UnsafeError(
                "limit-exceeded",
                f"Nodes name each other so often that they unfold to more than {self._limits.nodes} (limit nodes).",
                pointer=place.pointer,
            )
        copy = place.add(node.name, node.value, array=node.array)
        if top:
            self._repeated.add(id(copy))
        copy.line = node.line
        if top and id(node) not in self._pointers:
            self._pointers[id(node)] = node.pointer
        copy.source_pointer = node.source_pointer or (self._pointers[id(node)] if top else "")
        if copy.value is not None:
            self._copies.append((copy, node))
        for child in children:
            self._copy(child, copy)

    def _open(self, node: Node) -> None:
        """Take the nodes out of a graph that stands in the place of one of them (container ``@graph``)."""
        members = node.all(GRAPH)
        if not members or any(child.name not in (GRAPH, "id") for child in node.children):
            return
        for member in members:
            name = member.peek(ID)
            if name and not is_stub(member):
                self._loose.add(id(member))
        chosen = next((member for member in members if CREDENTIAL in types_of(member)), members[0])
        self._loose.discard(id(chosen))
        for child in chosen.children:
            child.parent = node
        node.children[:] = [*chosen.children, *(member for member in members if member is not chosen)]
        if chosen.peek(ID):
            described = self._described.get(chosen.peek(ID), [])
            described[:] = [node if one is chosen else one for one in described]

    def _tidy(self, root: Node) -> None:
        """Take moved nodes from where they were, and leave out labels of nodes without an IRI that nothing names."""
        for place in {id(node.parent): node.parent for node in self._moved.values()}.values():
            assert place is not None
            place.children[:] = [child for child in place.children if id(child) not in self._moved]
        labelled = [node for node in _objects(root) if node.peek(ID).startswith(_BLANK)]
        needed = {node.peek(ID) for node in labelled if is_stub(node)}
        unnamed = {id(node) for node in labelled if node.peek(ID) not in needed}
        for node in labelled:
            if id(node) in unnamed:
                node.children[:] = [child for child in node.children if child.name != "id"]
        if unnamed:
            _make_lean(root, unnamed)


def _make_lean(root: Node, unnamed: set[int]) -> None:
    """Leave out nodes without an id that say nothing which one beside them does not say; innermost first."""
    contents: dict[Any, int] = {}
    content_of: dict[int, int] = {}
    for node in reversed(list(root.walk())):
        seen: set[tuple[str, int]] = set()
        kept: list[Node] = []
        for child in node.children:
            said = child.name, content_of[id(child)]
            if id(child) not in unnamed or said not in seen:
                kept.append(child)
            seen.add(said)
        node.children[:] = kept
        facts = tuple(sorted((child.name, content_of[id(child)]) for child in kept))
        content_of[id(node)] = contents.setdefault((type(node.value), node.value, facts), len(contents))


def _objects(root: Node) -> Iterator[Node]:
    """The objects of a document; language maps are none, although ``id`` is a language too."""
    texts, stack = text_keys(), [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(child for child in reversed(node.children) if child.children and child.name not in texts)


def _is_within(name: str, above: _Above) -> bool:
    while above is not None:
        if above[0] == name:
            return True
        above = above[1]
    return False


def _same(one: Node, other: Node) -> bool:
    """Whether two descriptions are the same, as they are where nodes are embedded in full each time.

    Nodes with ids in them are compared by these: what they say is compared on its own.
    """
    texts, pairs = text_keys(), [(one, other)]
    while pairs:
        ours, theirs = pairs.pop()
        if len(ours.children) != len(theirs.children):
            return False
        for mine, yours in zip(ours.children, theirs.children, strict=True):
            if mine.name != yours.name or mine.value != yours.value:
                return False
            if not mine.children and not yours.children:
                continue
            name = "" if mine.name in texts else mine.peek(ID)
            if not name:
                pairs.append((mine, yours))
            elif name != yours.peek(ID):
                return False
    return True


def _differ(ours: _Facts, theirs: _Facts) -> bool:
    """Whether each of two descriptions says something of a property that the other does not."""
    return any(
        not (said <= ours[key] or ours[key] <= said) for key, said in theirs.items() if key in ours
    )  # fmt: skip


def _facts(node: Node) -> _Facts:
    facts: _Facts = {}
    for child in node.children:
        if child.name in _NAMING:
            continue
        said = facts.setdefault(child.name, set())
        if child.name in text_keys() and child.children:
            said.update(_spelt([text.name, from_tree(text)]) for text in child.children)
        else:
            said.add(child.peek(ID) or _spelt(from_tree(child)))
    return facts


def _spelt(data: Any) -> str:
    import json

    return json.dumps(data, sort_keys=True, ensure_ascii=False)
