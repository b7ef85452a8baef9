"""One reading and one writing of badges: which items were met, and what is still asked for."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.model import ITEM_LISTS
from eportfolio.report.findings import Finding, finding
from eportfolio.sources.tree import Node

if TYPE_CHECKING:
    from eportfolio.sources.limits import Limits

    from .envelope import Document
    from .keeping import Keeper
    from .legacy import Upgraded

FAMILY: Final = "openbadges"
OLDER_FAMILY: Final = "openbadges-older"
"""The residue families of the present form, and of older ones: what stands in these is not put back in that."""

_MOST_COPIED: Final = 20_000
"""How many leaves may be read a second time, for another item that says the same."""

_NAMESPACE: Final = uuid.UUID("8f0e3c1a-6a54-5d0c-9f3e-3b1f5a2c7d44")


def derived_id(*parts: object) -> str:
    """The id of something that has none: it follows from what it is about.

    Args:
        parts: what tells it from others.
    """
    return f"urn:uuid:{uuid.uuid5(_NAMESPACE, chr(31).join(map(str, parts)))}"


class BadgeReadRun(ReadRun):
    """The state of one reading.

    Attributes:
        named: ids of the items read so far.
        signed: text of the signed credentials that stand in the document, by the identity of their node.
    """

    def __init__(self, format_id: str, details: Collection[str]) -> None:
        super().__init__(FAMILY, format_id, details)
        self.named: set[str] = set()
        self.signed: dict[int, dict[str, str]] = {}
        self._upgraded: Upgraded | None = None
        self._copied = 0

    def open(self, document: Document, limits: Limits) -> None:
        """Note what the document holds beside the credentials: originals, embedded tokens, what an upgrade supplied.

        Args:
            document: the document.
            limits: the safety limits.
        """
        from .envelope import open_endorsements

        self._upgraded = document.upgraded
        for what, leaf in document.upgraded.linked if document.upgraded is not None else ():
            self.report("not-read", f"The {what} is only linked to: what stands at its address was not fetched.", leaf)
        open_endorsements(document, limits)
        self.signed = {place: original.media() for place, original in document.originals.items()}

    def _account(self, root: Node) -> None:
        """As always, without what an upgrade supplied."""
        if self._upgraded is not None:
            supplied = {id(node) for top in self._upgraded.supplied for node in top.walk()}
            self.trace = [entry for entry in self.trace if id(entry[0]) not in supplied]
            self._upgraded.withdraw()
        super()._account(root)

    def _residue(self, node: Node, replaces: str | None = None) -> None:
        """As always; what an older form had and the present one has not is residue of a family of its own."""
        family = self.family
        if self._upgraded is not None and self._upgraded.holds(node):
            self.family = OLDER_FAMILY
        super()._residue(node, replaces)
        self.family = family

    def may_copy(self, node: Node) -> bool:
        """Whether what was read from a node may be told once more: a small document cannot become a huge portfolio.

        Args:
            node: the node.
        """
        self._copied += sum(1 for _ in node.leaves())
        return self._copied <= _MOST_COPIED

    def add(self, items: str, place: Node, item: dict[str, Any]) -> dict[str, Any]:
        """Put an item into a list of the portfolio.

        Args:
            items: the list.
            place: what it was made from.
            item: the item.
        """
        self.root.setdefault(items, []).append(item)
        self.own(place, item)
        return item

    def begin(self, node: Node) -> dict[str, Any]:
        """The item of a credential, with its signed original where it has one.

        Args:
            node: the credential.
        """
        entry = self.add("credentials", node, {})
        original = self.signed.get(id(node))
        if original is not None:
            entry["original"] = original
        return entry


class BadgeWriteRun(WriteRun):
    """The state of one writing.

    Args:
        data: the portfolio in canonical form, complete.
        residue: whether residue of the family is written back.

    Attributes:
        demands: what the format demands and nobody gave.
        items: the items of the portfolio by their ids.
        recipient: what is said of the recipient, once it was written.
        keeper: tells which signed originals still hold; ``None`` when nobody asks.
    """

    def __init__(self, data: dict[str, Any], *, residue: bool = True) -> None:
        super().__init__(FAMILY, data, array=True, residue=residue)
        self.demands: list[Finding] = []
        self.items: dict[str, Node] = {
            item.peek(("id",)): item for items in ITEM_LISTS for item in self.model.all(items)
        }  # fmt: skip
        self.recipient: Node | None = None
        self.keeper: Keeper | None = None

    def unchanged(self, credential: Node) -> bytes | None:
        """The signed original of a credential, if it still says what the portfolio says.

        Args:
            credential: the credential in the model.
        """
        return self.keeper.unchanged(credential.peek(("id",))) if self.keeper is not None else None

    def demand(self, pointer: str, lacking: str, hint: str) -> None:
        """Note that the format demands something that is not there.

        Args:
            pointer: where it would stand in the portfolio.
            lacking: what is lacking, as the end of a sentence.
            hint: what to do.
        """
        message = f"An Open Badge demands it, but {lacking}."
        self.demands.append(finding("required-by-target", message, pointer=pointer, hint=hint))

    def linked(self, item: Node, link: str, items: str) -> list[tuple[Node, Node]]:
        """The items that another one names and that were not written yet, each with the leaf that names it.

        Args:
            item: what names them: an item or a part of one.
            link: the field with the ids.
            items: the list that they are in.
        """
        found = ((leaf, self.items.get(str(leaf.value))) for leaf in item.all(link))
        return [
            (leaf, other) for leaf, other in found
            if other is not None and other.name == items and id(other) not in self.placed
        ]  # fmt: skip

    def put(self, item: Node, place: Node) -> None:
        """Note where an item was written: its residue goes there too."""
        self.placed[id(item)] = place
        self.placements.append((item, place))
