"""One reading: what was taken from the source, where it went, and what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...model.identity import assign_ids
from ...report.findings import Fidelity, Finding, finding
from ...sources.tree import Grade, Node
from .codecs import TEXT, Codec, as_text
from .harmless import harmless, is_harmless_element
from .residue import HERE
from .whereabouts import Whereabouts

Fields = tuple[str, ...]
"""A field of the model below the current object, such as ``("specification", "title")``."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an item whose id is not known yet.

    Attributes:
        item: the item itself.
        local: its id within the document.
        leaf: where the id within the document stands.
    """

    item: dict[str, Any] | None = None
    local: str = ""
    leaf: Node | None = None


Trace = tuple[Node, Any, Any]
"""A leaf of the source, and the container and key of the model where its value went; a key ``None`` is the whole."""


class _Lacking(Node):
    """A leaf that is not there."""

    def position(self) -> tuple[int, int]:
        return 0, 1


class ReadRun:
    """The state of one reading.

    Args:
        family: the residue family of the format.
        format_id: the format's id, for provenance.
        details: first steps of paths that describe the file, not the person; they are reported as details.
    """

    def __init__(self, family: str, format_id: str, details: Iterable[str] = ()) -> None:
        self.family = family
        self.format_id = format_id
        self.details = frozenset(details)
        self.root: dict[str, Any] = {}
        self.findings: list[Finding] = []
        self.trace: list[Trace] = []
        self.owners: dict[int, dict[str, Any]] = {}
        self.spellings: list[tuple[Node, str]] = []
        self.local_ids: dict[str, dict[str, Any]] = {}
        self.references: list[tuple[list[Any], Node]] = []
        self.detail_nodes: set[int] = set()
        self._pointers: dict[int, str] = {}
        self._whereabouts: Whereabouts | None = None
        self.fidelity = Fidelity()
        self.kept = 0

    # -- what rules call -------------------------------------------------------------------------------------

    def put(self, target: dict[str, Any], fields: Fields, node: Node, codec: Codec) -> bool:
        """Place a leaf's value in the model; on a value that means nothing, report it and leave the leaf."""
        raw = node.value
        if codec is TEXT and type(raw) is str and (text := raw.strip()):  # by far the most frequent case
            value: Any = text
            written: Any = text
        else:
            assert raw is not None
            try:
                value = codec.read(raw)
                written = codec.write(value)
            except ValueError as error:
                self.report("invalid-value", f"The value of {node.name} cannot be understood: {error}.", node)
                return False
        container = target if len(fields) == 1 else descend(target, fields)
        key = fields[-1]
        container[key] = value
        node.taken = Grade.DATA
        self.kept += 1
        self.trace.append((node, container, key))
        if written != raw or type(written) is not type(raw):
            self.spellings.append((node, str(written)))
        return True

    def keep(self, node: Node, container: Any, key: Any, grade: Grade = Grade.DATA) -> None:
        """Note that a leaf's value is now at ``container[key]``."""
        node.taken = grade
        self.kept += 1
        self.trace.append((node, container, key))

    def keep_as(self, node: Node, written: str, container: Any, key: Any) -> None:
        """As :meth:`keep`, for a value that a writer would spell as ``written``."""
        self.keep(node, container, key)
        self.spell(node, written)

    def spell(self, node: Node, written: str) -> None:
        """Keep the spelling of a leaf where a writer would give it another one."""
        if node.value != written:
            self.spellings.append((node, written))

    def lack(self, place: Node, name: str, written: str) -> None:
        """Note that a node lacks a leaf that a writer puts there: when the node is written again, it is left out.

        Args:
            place: the node.
            name: name of the leaf.
            written: what a writer puts there.
        """
        self.spellings.append((_Lacking(name, "", parent=place), written))

    def own(self, node: Node, item: dict[str, Any]) -> None:
        """Note that an item was made from a node: what is left below it becomes the item's residue."""
        self.owners.setdefault(id(node), item)
        parent = node.parent
        if parent is None or node.source_pointer:
            pointer = node.pointer
        else:
            above = self._pointers.get(id(parent))
            if above is None:
                above = self._pointers[id(parent)] = parent.pointer
            pointer = f"{above}/{node.segment()}"
        item["provenance"] = {"format": self.format_id, "pointer": pointer}

    def report(self, name: str, message: str, node: Node) -> None:
        """Add a finding at a node's place."""
        pointer = node.pointer if self._whereabouts is None else self._whereabouts.pointer(node)
        self.findings.append(finding(name, message, pointer=pointer, line=node.line or None, value=_shown(node)))

    # -- the end ---------------------------------------------------------------------------------------------

    def finish(self, root: Node) -> dict[str, Any]:
        """Give ids, resolve references, and turn what nobody took into residue.

        Returns:
            The portfolio in canonical form.
        """
        self.owners.setdefault(id(root), self.root)
        assign_ids(self.root)
        self._resolve()
        self._whereabouts = Whereabouts(self.owners)
        for node, written in self.spellings:
            self._residue(node, replaces=written)
        self._account(root)
        return self.root

    def _account(self, root: Node) -> None:
        """Turn what nobody took into residue, and count how many leaves went where: one walk over all of them."""
        counts = dict.fromkeys(Grade, 0)
        self._whereabouts = Whereabouts(self.owners)
        stack = [root]
        while stack:
            node = stack.pop()
            if node.children:
                stack.extend(node.children[::-1])
            if node.value is not None:
                if node.taken is None:
                    self._leave(node)
                counts[node.taken or Grade.LOST] += 1
        self._whereabouts = None
        self.fidelity = Fidelity(
            data=counts[Grade.DATA] + counts[Grade.APPROXIMATE],
            text=counts[Grade.TEXT],
            residue=counts[Grade.RESIDUE],
            lost=counts[Grade.LOST],
        )

    def refuse(self, node: Node) -> None:
        """Keep a leaf as residue after all, because the model does not take its value."""
        node.taken = Grade.RESIDUE
        self._residue(node)
        self.fidelity.data -= 1
        self.fidelity.residue += 1
        self.report("invalid-character", f"{node.name} has characters that not every format can carry.", node)

    def _leave(self, node: Node) -> None:
        if isinstance(node.value, str) and not self._disarm(node, node.value):
            return
        node.taken = Grade.RESIDUE
        self._residue(node)
        if id(node) in self.detail_nodes or not self.details.isdisjoint(_first_steps(node)):
            self.report("format-detail", f"{node.name} describes the file and is kept beside the data.", node)
        else:
            self.report("not-mapped", f"{node.name} has no place in the model and is kept as residue.", node)

    def _disarm(self, node: Node, text: str) -> bool:
        """Take what could run code out of a leaf that nobody has looked into; whether anything is left of it."""
        rest, unsafe = harmless(text)
        element, attribute = (node.parent or node, node.name[1:]) if node.name[:1] == "@" else (node, "")
        if not is_harmless_element(element.namespace, element.name, attribute, text):
            rest, unsafe = "", True
        if unsafe:
            self.report("unsafe-markup", f"Markup in {node.name} that could run code was removed.", node)
            node.value = rest.strip() or None
            if node.value is None:
                node.taken = Grade.LOST
        return node.value is not None

    def _residue(self, node: Node, replaces: str | None = None) -> None:
        owner_node, path = (self._whereabouts or Whereabouts(self.owners)).path(node)
        entry: dict[str, Any] = {"format": self.family, "path": path or HERE}
        if node.namespace and node.parent is not None and node.namespace != node.parent.namespace:
            entry["namespace"] = node.namespace
        value = node.value
        if isinstance(value, bool):
            entry["value"], entry["datatype"] = ("true" if value else "false"), "boolean"
        elif isinstance(value, str):
            entry["value"] = value
        else:
            entry["value"], entry["datatype"] = str(value), "number"
        if replaces is not None:
            entry["replaces"] = replaces
        if "[" in entry["path"]:
            anchor = _anchor(node, owner_node)
            if anchor is not None:
                entry["anchor"] = anchor
        residue = self.owners[id(owner_node)].setdefault("residue", [])
        residue.append(entry)
        if replaces is None:
            self.trace.append((node, residue, len(residue) - 1))

    def _resolve(self) -> None:
        """Put ids in the place of references; those that lead nowhere are reported, and stay as residue."""
        dropped: set[int] = set()
        places: dict[int, dict[int, int]] = {}
        for ids, node in self.references:
            if id(ids) in places:
                continue
            kept: list[Any] = []
            moved = places[id(ids)] = {}
            for index, ref in enumerate(ids):
                item = (ref.item or self.local_ids.get(ref.local)) if isinstance(ref, Ref) else {"id": ref}
                if item is None:
                    leaf = ref.leaf or node
                    leaf.taken = None
                    dropped.add(id(leaf))
                    self.report("dangling-reference", f'The reference "{ref.local}" leads nowhere.', leaf)
                    continue
                moved[index] = len(kept)
                kept.append(item["id"])
            ids[:] = kept
        if dropped:
            self.trace = [
                (node, holder, places.get(id(holder), {}).get(key, key))
                for node, holder, key in self.trace
                if id(node) not in dropped
            ]


def descend(target: dict[str, Any], fields: Fields) -> dict[str, Any]:
    """The object that holds the last of the fields, created where it is missing."""
    for name in fields[:-1]:
        target = target.setdefault(name, {})
    return target


def _anchor(node: Node, owner: Node) -> str | None:
    """The first leaf that was taken beside the node, below the nearest of several siblings of one name."""
    place: Node | None = node
    while place is not None and place is not owner:
        if "[" in place.segment():
            taken = (leaf for leaf in place.leaves() if leaf is not node and leaf.taken not in (None, Grade.RESIDUE))
            kind: str | None = None
            for leaf in taken:
                found = f"{leaf.path_from(place)}={as_text(leaf.value)}"
                if leaf.name != "type":
                    return found
                kind = kind or found  # siblings have it in common: it finds the place if there is nothing better
            return kind
        place = place.parent
    return None


def _first_steps(node: Node) -> list[str]:
    """The first two steps of the path from the top of the document to a node."""
    way = [node]
    while (parent := way[-1].parent) is not None:
        way.append(parent)
    return [step.segment() for step in way[-3:-1]]


def _shown(node: Node) -> str | int | float | bool | None:
    """The value for a report; long ones, such as attachments, only by their length."""
    value = node.value
    if isinstance(value, str) and len(value) > 200:
        return f"({len(value)} characters)"
    return value
