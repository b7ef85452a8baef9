"""Older forms, brought into the present one: Open Badges 0.5 to 2.1 and Comprehensive Learner Record 1.0.

The tree that comes out has the shape of Open Badges 3.0 or of Comprehensive Learner Record 2.0, and is read as such.
Nothing is fetched: what an old document only links to stays a link, and is named.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from eportfolio.model.identity import derived_id
from eportfolio.sources.json import from_tree
from eportfolio.sources.tree import ROOT, Node

from .moving import CREDENTIALS, Moving, Place
from .telling import Old, refusal_of, tell

__all__ = ["CONTEXTS", "Old", "Upgraded", "refusal_of", "tell", "upgrade"]

_CREDENTIALS: Final = "https://www.w3.org/ns/credentials/v2"
_OPEN_BADGES: Final = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
_RECORDS: Final = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

CONTEXTS: Final = {
    "openbadges": (_CREDENTIALS, _OPEN_BADGES),
    "clr": (_CREDENTIALS, _RECORDS, _OPEN_BADGES),
}
"""The contexts of an upgraded document."""

_NEED_IDS: Final = frozenset({"credential", "verifiableCredential", "achievement"})
"""Members whose objects have an id in the present form."""


@dataclass(slots=True)
class Upgraded:
    """A document that was brought into the present form.

    Attributes:
        root: the tree; its nodes say in ``source_pointer`` where they stood.
        old: what the document was.
        supplied: nodes that follow from the upgrade itself, such as types; they are no leaves of the document.
        linked: what is only linked to: what it is, and the leaf that names it.
        originals: signed texts of credentials within the document, by the identity of their node.
        before: the old document, and those that were taken in.
        nodes: the identities of all nodes, of the old roots too, which the new ones may stand in for.
    """

    root: Node
    old: Old
    supplied: list[Node]
    linked: list[tuple[str, Node]]
    originals: dict[int, str]
    before: list[Node]
    nodes: set[int]

    def take_in(self, other: Upgraded) -> None:
        """Add what was supplied to another document, and what that links to, when both are parts of one."""
        self.supplied += other.supplied
        self.linked += other.linked
        self.originals |= other.originals
        self.before += other.before
        self.nodes |= other.nodes

    def holds(self, node: Node) -> bool:
        """Whether a node, or one that a writer would add to it, is of the old document.

        What has no place in the model is then residue of another family: the present form has no place for it either.
        """
        return id(node) in self.nodes or id(node.parent) in self.nodes

    def withdraw(self) -> None:
        """Take what was supplied out of the tree, so that its leaves are those of the document."""
        gone = {id(node) for node in self.supplied}
        for parent in {id(node.parent): node.parent for node in self.supplied}.values():
            if parent is not None:
                parent.children = [child for child in parent.children if id(child) not in gone]
        self.supplied.clear()

    def document(self) -> dict[str, Any]:
        """The upgraded document by itself, in plain JSON: with its contexts, and ids for what had none."""
        data: dict[str, Any] = _completed(from_tree(self.root))
        return {**data, "@context": list(CONTEXTS[self.old.format])}


def upgrade(root: Node, documents: dict[str, Node] | None = None) -> Upgraded | None:
    """Bring a document in an older form into the present one.

    Args:
        root: the document, or the payload of its signature; it is left as it is.
        documents: documents that are at hand, by their address; what is used is taken out.

    Returns:
        The upgraded document; ``None`` when it is in no older form.

    Raises:
        UnsafeError: its objects are nested too deeply.
    """
    old = tell(root)
    if old is None:
        return None
    new = Node(ROOT, line=root.line)
    new.source_pointer = root.pointer
    moving = Moving(old.classes, documents)
    moving.move(Place(root, root.pointer, new, new, new), old.kind)
    nodes = {id(node) for node in new.walk()} | {id(root)}
    return Upgraded(new, old, moving.supplied, moving.linked, moving.originals, [root], nodes)


def _completed(value: Any, member: str = "credential") -> Any:
    """The same with ids where the present form demands them, and contexts where a credential stands in another."""
    if isinstance(value, list):
        return [_completed(one, member) for one in value]
    if not isinstance(value, dict):
        return value
    members = {name: _completed(one, name) for name, one in value.items()}
    if member in _NEED_IDS and "id" not in members and "credential" not in members:
        members["id"] = derived_id(f"{member}\x1f{json.dumps(members, sort_keys=True, ensure_ascii=False)}", 0)
    if member in CREDENTIALS and "credential" not in members:
        return {"@context": list(CONTEXTS["openbadges"]), **members}
    return members
