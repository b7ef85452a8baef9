"""One reading and one writing of a credential: which items were met, and what is still asked for."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from eportfolio.exchange.crosswalk import ReadRun, Rule, WriteRun
from eportfolio.exchange.crosswalk.awards import AWARDED
from eportfolio.exchange.crosswalk.groups import Plan
from eportfolio.exchange.crosswalk.joints import take_aside
from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.model import ITEM_LISTS
from eportfolio.model.values import ITEM_ID_PATTERN
from eportfolio.report.findings import Finding, finding
from eportfolio.sources.json import from_tree
from eportfolio.sources.limits import Limits
from eportfolio.sources.tree import Node

from .concepts import is_address
from .graph import Grafts
from .typed import ID

FAMILY = "elm"

_DERIVED = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
"""An id that follows from what an item says: two people with the same diploma have the same one."""

_DETAILS = frozenset({"id", "type", "notation"})
_CODED = frozenset({"contentType", "contentEncoding", "primaryLanguage", "framework", "gender", "dcType"})
_NAMING = frozenset({"id", "type", "@id", "@type"})


@dataclass(frozen=True, slots=True)
class Kind:
    """One class of claims, and the items of the portfolio that it is.

    Attributes:
        type_name: the class.
        items: list of the portfolio.
        rules: the crosswalk of one item.
        plan: the same, ready for reading.
    """

    type_name: str
    items: str
    rules: tuple[Rule, ...]
    plan: Plan


def names_everywhere(name: str) -> bool:
    """Whether an id names a claim beyond its document: ``urn:epass`` ids do not, nor do those derived by us."""
    return (
        re.fullmatch(ITEM_ID_PATTERN, name) is not None
        and is_address(name)
        and not name.startswith("urn:epass:")
        and _DERIVED.fullmatch(name) is None
    )


def is_stub(node: Node) -> bool:
    """Whether a node only names another one."""
    return node.value is not None or all(child.name in _NAMING for child in node.children)


class ElmReadRun(ReadRun):
    """The state of one reading.

    Attributes:
        read_items: the items read from the credential at hand.
        credential_ids: ids of the credentials read so far.
    """

    def __init__(self, format_id: str, details: Collection[str]) -> None:
        super().__init__(FAMILY, format_id, details)
        self.read_items: list[dict[str, Any]] = []
        self.credential_ids: set[str] = set()
        self._met: dict[str, tuple[dict[str, Any], Node]] = {}
        self._grafts: Grafts | None = None

    def unfold(self, root: Node, limits: Limits) -> None:
        """Put descriptions of nodes where the nodes are named, until all is read.

        Raises:
            UnsafeError: the limits do not allow it.
        """
        self._grafts = Grafts(root, limits)
        for name, node in self._grafts.clashes:
            self.report("merged-node", f'The id "{name}" stands for objects with different content.', node)
        self._ids: set[str] = set()

    def read_item(self, place: Node, kind: Kind) -> dict[str, Any] | None:
        """Read a claim; one that is embedded again is the same item.

        Args:
            place: the claim.
            kind: what it is.

        Returns:
            The item; ``None`` when there was nothing to read.
        """
        name = place.peek(ID)
        if name in self._met:
            item, first = self._met[name]
            if is_stub(place) or _content(place) == _content(first):
                for leaf in place.leaves():
                    if leaf.taken is None:
                        take_aside(leaf, item, self)
                self.kept += 1
                return item
            self.report("merged-node", f'The id "{name}" stands for objects with different content.', place)
        item = {}
        siblings = self.root.setdefault(kind.items, [])
        siblings.append(item)
        self.own(place, item)
        if name:
            self._met.setdefault(name, (item, place))
            self.local_ids.setdefault(name, item)
        self._keep_id(place, item)
        if not kind.plan.read(place, item, self):
            siblings[:] = [one for one in siblings if one is not item]
            if not siblings:
                del self.root[kind.items]
            self.owners.pop(id(place), None)
            self._met.pop(name, None)
            return None
        self.read_items.append(item)
        return item

    def _keep_id(self, place: Node, item: dict[str, Any]) -> None:
        """Keep an id that names the claim everywhere; one that holds within the document only is residue."""
        leaf = place.free(ID)
        name = str(leaf.value) if leaf is not None else ""
        if leaf is None or not names_everywhere(name) or name in self._ids:
            return
        self._ids.add(name)
        item["id"] = name
        take_aside(leaf, item, self)

    def finish(self, root: Node) -> dict[str, Any]:
        """As always; ids and types, and labels of concepts that the model has as codes, are details of the file."""
        for leaf in root.leaves():
            if leaf.taken is None and (leaf.name in _DETAILS or _labels_a_code(leaf)):
                self.detail_nodes.add(id(leaf))
        return super().finish(root)

    def _account(self, root: Node) -> None:
        """As always, without what was repeated for the reading."""
        if self._grafts is not None:
            self._grafts.remove()
        super()._account(root)
        if self._grafts is not None:
            self._grafts.restore()


def _labels_a_code(leaf: Node) -> bool:
    label = leaf.parent
    coded = label.parent if label is not None and label.name == "prefLabel" else None
    return coded is not None and coded.name in _CODED


def _content(node: Node) -> str:
    return json.dumps(from_tree(node), sort_keys=True, ensure_ascii=False)


class ElmWriteRun(WriteRun):
    """The state of one writing.

    Args:
        data: the portfolio in canonical form, with the credential that is written.
        residue: whether residue of the family is written back.

    Attributes:
        subject_id: id of the person.
        credential: the credential that is written, one of the portfolio.
        items: the items of the portfolio by their ids.
        tongues: the languages of the document.
        concepts: which concept of the portfolio a node was written from, by the node's identity.
        demands: what the format demands and nobody gave.
        owner_awards: whether claims that name no awarding body are the person's own.
    """

    def __init__(self, data: dict[str, Any], *, residue: bool = True) -> None:
        super().__init__(FAMILY, data, array=True, residue=residue)
        self.subject_id = ""
        self.demands: list[Finding] = []
        self.owner_awards = False
        self.concepts: dict[int, str] = {}
        self.tongues: tuple[str, ...] = ()
        self.credential = Node("credentials")
        self.items: dict[str, Node] = {
            item.peek(("id",)): item for items in ITEM_LISTS for item in self.model.all(items)
        }  # fmt: skip
        self.item_places: set[int] = set()
        self._used: set[str] = set()
        self._numbers: dict[str, int] = {}
        self._names: dict[int, str] = {}

    def supply_label(self, concept: str) -> None:
        """Note that a concept of the portfolio, by its pointer, may get the label of its list."""
        label = f"{concept}/official_label"
        self.supplied.update((label, *(f"{label}/{tongue}" for tongue in self.tongues)))

    def demand(self, model: Node, lacking: str, hint: str) -> None:
        """Note that the format demands something that is not there."""
        message = f"A European Digital Credential demands it, but {lacking}."
        self.demands.append(finding("required-by-target", message, pointer=model.pointer, hint=hint))

    def name_of(self, item: Node, type_name: str) -> str:
        """The id of an item in the document: the one that it had in a document of this family, else a new one."""
        known = self._names.get(id(item))
        if known is not None:
            return known
        own = item.peek(("id",))
        name = own if names_everywhere(own) and own not in self._used else ""
        name = name or self.known_name(item, "id") or self.new_name(type_name)
        self._names[id(item)] = name
        return name

    def known_name(self, item: Node, path: str) -> str:
        """The id that something within an item had in a document of this family; empty when there is none."""
        for entry in item.all("residue") if self.residue else ():
            if entry.peek(("format",)) == FAMILY and entry.peek(("path",)) == path and entry.taken is None:
                name = entry.peek(("value",))
                if name and name not in self._used:
                    entry.take()
                    self._used.add(name)
                    return name
        return ""

    def reserve(self, names: Iterable[str]) -> None:
        """Note ids that stand in the document, so that no other node gets them."""
        self._used.update(names)

    def new_name(self, type_name: str) -> str:
        """An id that no other node of the document has, as the European issuer makes them."""
        while True:
            number = self._numbers[type_name] = self._numbers.get(type_name, 0) + 1
            name = f"urn:epass:{type_name[:1].lower()}{type_name[1:]}:{number}"
            if name not in self._used:
                self._used.add(name)
                return name

    def is_named(self, item: Node) -> bool:
        """Whether an item has been written, or is being written."""
        return id(item) in self._names

    def _is_awarded(self, item: Node) -> bool:
        """Whether an item may be claimed; a qualification that was not awarded, or no longer holds, may not."""
        status = item.first("status")
        if status is None or status.value in AWARDED:
            return True
        if status.taken is None:
            self.not_expressible(status, "what has this status cannot be claimed, and is left out")
        return False

    def write_item(self, item: Node, kind: Kind, target: Node, path: str) -> bool:
        """Write an item below a node; one that was written before is only named.

        Returns:
            Whether it is there now.
        """
        if not self._is_awarded(item):
            return False
        place = target.add(path, array=True)
        if self.is_named(item):
            place.add("id", self.name_of(item, kind.type_name))
            place.add("type", kind.type_name)
            return True
        place.add("id", self.name_of(item, kind.type_name))
        if not self.attempt(kind.rules, item, place):
            discard(place, target)
            del self._names[id(item)]
            return False
        self.placed[id(item)] = place
        self.placements.append((item, place))
        self.item_places.add(id(place))
        return True
