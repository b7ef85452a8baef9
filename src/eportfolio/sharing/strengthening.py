"""What stands behind a value that must be strong, or from a certain issuer, and so must go along with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from ..model import ITEM_LISTS
from ..profiles import Place
from ..profiles.conditions import Conditions

_SAID: Final = ("asserted_by", "method", "date", "valid_until", "level")
_SHOWN: Final = (("gained_in", "experiences"), ("certificates", "qualifications"), ("evidence", "evidence_items"))


def behind(data: dict[str, Any], place: Place, conditions: Conditions, free: Callable[[str], bool]) -> Iterator[str]:
    """Pointers of what must go along with a value for it to meet its conditions.

    Args:
        data: the portfolio in canonical form.
        place: the value.
        conditions: what it must be like.
        free: whether a place may go.
    """
    if conditions.issuers:
        prefix = f"{place.pointer}/issuer" if "issuer" in place.value else place.pointer
        yield from (f"{prefix}/{key}" for key in ("name", "identifiers"))
        issuer = place.value.get("issuer", place.value)
        yield from (f"{prefix}/contact_points/{number}" for number, one in enumerate(issuer.get("contact_points", ()))
                    if one.get("channel") == "website")  # fmt: skip
    if conditions.grading_schemes:
        yield from (f"{place.pointer}/{key}" for key in ("title", "identifiers", "links"))
    if conditions.strength in ("evidenced", "reported"):
        yield from _strength(data, place, conditions.strength, free)


def _strength(data: dict[str, Any], place: Place, wanted: str, free: Callable[[str], bool]) -> Iterator[str]:
    """The least that makes a competence as strong as is wanted: one thing to show, or one who vouches for it."""
    competence, pointer = place.value, place.pointer
    if wanted == "evidenced":
        for field, items in _SHOWN:
            ids = {item["id"]: f"/{items}/{number}" for number, item in enumerate(data.get(items, ()))}
            for number, name in enumerate(competence.get(field, ())):
                if name in ids and free(ids[name]) and free(f"{pointer}/{field}"):
                    yield f"{pointer}/{field}/{number}"
                    return
        shown = next(_pointing(data, competence.get("id"), free), None)
        if shown is not None:
            yield from shown
            return
    for number, claim in enumerate(competence.get("assertions", ())):
        if claim.get("asserted_by") != "owner" and free(f"{pointer}/assertions/{number}"):
            yield from (f"{pointer}/assertions/{number}/{field}" for field in _SAID)
            return


def _pointing(data: dict[str, Any], name: Any, free: Callable[[str], bool]) -> Iterator[list[str]]:
    """What points at a competence to prove it: a credential, or a relation from an item."""
    for number, credential in enumerate(data.get("credentials", ())):
        place = f"/credentials/{number}"
        if name in credential.get("proves", ()) and free(place):
            yield [f"{place}/title", f"{place}/issuer/name", f"{place}/proves/{credential['proves'].index(name)}"]
    sources = {item["id"]: f"/{kind}/{number}" for kind in ITEM_LISTS for number, item in enumerate(data.get(kind, ()))}
    for number, relation in enumerate(data.get("relations", ())):
        source = sources.get(relation.get("source", ""))
        if (relation.get("target"), relation.get("relation")) == (name, "evidence_of") and source and free(source):
            yield [f"/relations/{number}"]
