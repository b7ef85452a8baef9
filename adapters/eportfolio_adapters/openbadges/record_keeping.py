"""Signed learner records, and signed badges in them: whether the portfolio still says what they said."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from .keeping import Keeper
from .records import DESCRIBED, PROFILE, has_own_identity
from .runs import FAMILY

if TYPE_CHECKING:
    from eportfolio.exchange.adapter import Reading
    from eportfolio.sources.source import Source

_OLDER: Final = "application/ld+json"
"""The media type of originals in older forms: they are kept, and the newest form is written."""


def is_record(credential: dict[str, Any]) -> bool:
    """Whether a credential is a learner record.

    Args:
        credential: the credential in canonical form.
    """
    return any(concept.get("uri") == PROFILE for concept in credential.get("credential_profiles", ()))


class RecordKeeper(Keeper):
    """Tells which signed originals still hold: of records, and of badges in them.

    Args:
        data: the portfolio in canonical form, as it was given.
        read: reads a credential of the family.
    """

    def __init__(self, data: dict[str, Any], read: Callable[[Source], Reading]) -> None:
        super().__init__(data, read)
        self._portfolio = data

    def unchanged(self, name: str) -> bytes | None:
        """The original of a credential in the present form, if the portfolio says what it says.

        Args:
            name: id of the credential.
        """
        _, credential = self._items.get(name, ("", {}))
        older = credential.get("original", {}).get("media_type") == _OLDER
        return None if older else super().unchanged(name)

    def part(self, name: str) -> dict[str, Any]:
        """The items that a credential speaks of, as a portfolio of its own.

        Args:
            name: id of the credential.
        """
        part = super().part(name)
        items, credential = self._items[name]
        if items == "credentials" and is_record(credential):
            known = {item["id"] for item in part.get("qualifications", ())}
            described = [
                item for item in self._portfolio.get("qualifications", ())
                if item.get("status") == DESCRIBED and item["id"] not in known
            ]  # fmt: skip
            if described:
                part["qualifications"] = [*part.get("qualifications", ()), *described]
            if "relations" in self._portfolio:
                part["relations"] = self._portfolio["relations"]
        else:
            part["qualifications"] = [_alone(item, part) for item in part.get("qualifications", ())]
        return part

    def same_owner(self, theirs: dict[str, Any], part: dict[str, Any]) -> bool:
        """Whether a credential is about the owner, or an award of the portfolio says by itself whom it is about.

        Args:
            theirs: what the original says of the person.
            part: the items that it speaks of.
        """
        return super().same_owner(theirs, part) or any(
            has_own_identity(entry["path"] for entry in award.get("residue", ()) if entry["format"] == FAMILY)
            for award in part.get("qualifications", ())
        )


def _alone(award: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """An award without what only the record says of it: which others it is a part of."""
    known = {item["id"] for item in part["qualifications"]}
    kept = [name for name in award.get("part_of", ()) if name in known]
    alone = {name: value for name, value in award.items() if name != "part_of"}
    return alone | ({"part_of": kept} if kept else {})
