"""Signed originals: whether the portfolio still says what a credential said when it was signed."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from eportfolio.model import ITEM_LISTS
from eportfolio.report.errors import EportfolioError

from .envelope import OLDER

if TYPE_CHECKING:
    from eportfolio.exchange.adapter import Reading
    from eportfolio.sources.source import Source
    from eportfolio.sources.tree import Node


class Keeper:
    """Tells which signed originals still hold.

    Args:
        data: the portfolio in canonical form, as it was given.
        read: reads a credential of the family.
    """

    LINKS: ClassVar[frozenset[str]] = frozenset({"proves", "proven_by", "evidence", "endorsed_by"})
    """Fields by which what a credential says hangs together."""

    def __init__(self, data: dict[str, Any], read: Callable[[Source], Reading]) -> None:
        self._data = data
        self._read = read
        self._items = {
            item["id"]: (items, item) for items in ITEM_LISTS for item in data.get(items, ()) if "id" in item
        }  # fmt: skip
        self._known: dict[str, bytes | None] = {}
        self._baked: set[str] = set()

    def unchanged(self, name: str) -> bytes | None:
        """The original of a credential, if the portfolio says all that it says, and nothing else, of it.

        Args:
            name: id of the credential.
        """
        if name not in self._known:
            self._known[name] = self._compare(name)
        return self._known[name]

    def _compare(self, name: str) -> bytes | None:
        from eportfolio.compare import equivalent
        from eportfolio.model.canonical import to_data
        from eportfolio.sources.source import Source

        _, credential = self._items.get(name, ("", {}))
        media = credential.get("original", {})
        content = media.get("content", "")
        if not content or media.get("media_type") in OLDER:  # an older version is written as the newest
            return None
        try:
            original = base64.b64decode(content, validate=True)
            theirs = to_data(self._read(Source(original)).portfolio)
        except (ValueError, EportfolioError):
            return None
        ours = self.part(name)
        if self._is_baked(credential, original):
            pages = credential["displays"][:-1]
            ours["credentials"] = [
                one | {"displays": pages} if one is credential else one for one in ours["credentials"]
            ]
            self._baked.add(name)
        for field in ("owner", "language"):
            if field in self._data:
                ours[field] = self._data[field]
        if not self.same_owner(theirs.get("owner", {}), ours):
            return None
        ours["owner"] = theirs["owner"] = {}
        return original if equivalent({**theirs, "id": "urn:x"}, {**ours, "id": "urn:x"}) else None

    @staticmethod
    def _is_baked(credential: dict[str, Any], original: bytes) -> bool:
        """Whether the last picture of a credential is the one that its original was taken out of."""
        from eportfolio.sources.baking import extract

        picture = credential.get("displays", [{}])[-1].get("image", {})
        try:
            baked = extract(base64.b64decode(picture.get("content", ""), validate=True))
        except (ValueError, EportfolioError):
            return False
        return baked is not None and baked.content == original

    def pages_beside(self, credential: Node) -> list[Node]:
        """The pictures of a credential that its original does not hold.

        Args:
            credential: the credential in the model.
        """
        return credential.all("displays")[-1:] if credential.peek(("id",)) in self._baked else []

    def same_owner(self, theirs: dict[str, Any], part: dict[str, Any]) -> bool:
        """Whether a credential is about the owner.

        Args:
            theirs: what the original says of the person.
            part: the owner, and the items that it speaks of.
        """
        return _within(theirs, part.get("owner", {}))

    def part(self, name: str) -> dict[str, Any]:
        """The items that a credential speaks of, as a portfolio of its own.

        Args:
            name: id of the credential.
        """
        part: dict[str, Any] = {}
        waiting, seen = [name], {name}
        while waiting:
            items, item = self._items[waiting.pop(0)]
            part.setdefault(items, []).append(item)
            for other in _links(item, self.LINKS):
                if other in self._items and other not in seen:
                    seen.add(other)
                    waiting.append(other)
        return part


def _links(value: Any, names: frozenset[str]) -> list[str]:
    """The ids in the fields of some names, however deep."""
    if isinstance(value, dict):
        found = [one for name in names & value.keys() for one in value[name] if isinstance(one, str)]
        return found + [one for member in value.values() for one in _links(member, names)]
    if isinstance(value, list):
        return [one for member in value for one in _links(member, names)]
    return []


def _within(part: Any, whole: Any) -> bool:
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and _within(part[name], whole[name]) for name in part)
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(_within(one, other) for other in whole) for one in part)
    return bool(part == whole)
