"""The status of a credential, by the kind of its entry: a new kind is one more line of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from ..credential.shape import identifier, listed, types_of
from ..question import Question
from ..results import Outcome, Stepwise
from .bits import BIT_ENTRIES
from .entry import Entry
from .named import check_named

_MOST: Final = 8

CHECKS: Final[dict[str, Callable[[Entry], None]]] = {**BIT_ENTRIES, "1EdTechRevocationList": check_named}
"""How entries of each type are checked."""


def check_status(steps: Stepwise, credential: Mapping[str, Any], question: Question) -> None:
    """Add a step for each entry that says where the status of a credential is told (VCDM 2.0, 4.10).

    Args:
        steps: where they go.
        credential: the credential.
        question: what is asked, with the documents that the user gave.
    """
    entries = listed(credential.get("credentialStatus"))
    if not entries:
        steps.not_checked("status-not-named", "the credential names no list in which it could be withdrawn")
    for index, members in enumerate(entries[:_MOST]):
        place = f"{steps.pointer}/credentialStatus" + (f"/{index}" if len(entries) > 1 else "")
        if isinstance(members, Mapping):
            issuer = identifier(credential.get("issuer"))
            _check(Entry(steps, place, members, identifier(credential), issuer, question))
    if len(entries) > _MOST:
        steps.not_checked("credential-status", f"it has {len(entries)} entries; the first {_MOST} are looked at")


def _check(entry: Entry) -> None:
    kinds = types_of(entry.members)
    check = next((CHECKS[kind] for kind in kinds if kind in CHECKS), None)
    if check is not None:
        check(entry)
        return
    told = ", ".join([*kinds[:2], entry.text("id")])[:300]
    entry.tell(Outcome.NOT_CHECKED, f"this kind of status is not known here: {told}")
