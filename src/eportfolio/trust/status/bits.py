"""The entry of a credential in a status list: BitstringStatusListEntry, and StatusList2021Entry before it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from ..credential.shape import listed
from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..results import Outcome
from .bitstring import value_at
from .entry import Entry
from .lists import BITSTRING, STATUS_LIST_2021, Form, StatusList, status_list

_WITHDRAWING: Final = {"revocation": "revoked", "suspension": "suspended"}
_LARGEST_SIZE: Final = 32
_DIGITS: Final = 18


def check_bits(form: Form, entry: Entry) -> None:
    """Look the credential up in its list, and tell what its bits say.

    Args:
        form: the kind of list.
        entry: what is asked.
    """
    try:
        index, size, purpose = _index(entry.members.get("statusListIndex")), _size(entry.members), _purpose(entry)
        found = status_list(entry.text("statusListCredential"), form, entry.question)
        if purpose not in found.purposes:
            raise UnusableError(f"the list is one of {', '.join(found.purposes) or 'no purpose'}, not of {purpose}")
        value = value_at(found.bits, index, size)
    except NotAvailableError as error:
        entry.tell(Outcome.NOT_CHECKED, f"{error} (number {entry.members.get('statusListIndex')})"[:600])
    except UnusableError as error:
        entry.tell(Outcome.FAILED, str(error)[:600])
    else:
        entry.tell(*_answer(entry, found, purpose, value, index))


def _answer(entry: Entry, found: StatusList, purpose: str, value: int, index: int) -> tuple[Outcome, str]:
    place = "; ".join((f"number {index} of {found.told}", *found.remarks, *_stranger(entry, found)))
    word = _WITHDRAWING.get(purpose)
    if word and value:
        return Outcome.FAILED, f"it is {word}: {place}"
    if found.unproven:
        return Outcome.NOT_CHECKED, f"nothing proves who issued {found.told}: {found.unproven}"
    if word:
        return Outcome.CHECKED, f"not {word}: {place}"
    if purpose == "refresh":
        return Outcome.CHECKED, f"{'a newer one is to be had' if value else 'no newer one is announced'}: {place}"
    if message := _message(entry.members, value):
        return Outcome.CHECKED, f'the issuer says "{message[:200]}": {place}'
    return Outcome.NOT_CHECKED, f"it has the value {value}, whose meaning ({purpose[:60]}) is not known here: {place}"


def _stranger(entry: Entry, found: StatusList) -> list[str]:
    if found.issuer == entry.issuer:
        return []
    return [f"issued by {found.issuer[:200] or 'nobody'}, not by the issuer of the credential, who names its address"]


def _index(value: object) -> int:
    """The number of an entry: a whole number, as a text or, as many write it, as a number."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= _DIGITS:
        return int(value)
    raise UnusableError("statusListIndex is no number of an entry")


def _size(members: Mapping[str, Any]) -> int:
    size = members.get("statusSize", 1)
    if not isinstance(size, int) or isinstance(size, bool) or not 1 <= size <= _LARGEST_SIZE:
        raise UnusableError("statusSize is no number of bits")
    if size > 1 and len(listed(members.get("statusMessage"))) != 1 << size:
        raise UnusableError(f"statusSize is {size}, so statusMessage needs {1 << size} entries")
    return size


def _purpose(entry: Entry) -> str:
    purpose = entry.text("statusPurpose")
    if not purpose:
        raise UnusableError("the entry has no statusPurpose")
    return purpose


def _message(members: Mapping[str, Any], value: int) -> str:
    """What the issuer says that a value means."""
    for one in listed(members.get("statusMessage")):
        if isinstance(one, Mapping) and isinstance(one.get("status"), str) and isinstance(one.get("message"), str):
            try:
                if int(one["status"][:12], 16) == value:
                    return str(one["message"])
            except ValueError:
                continue
    return ""


BIT_ENTRIES: Final[dict[str, Callable[[Entry], None]]] = {
    "BitstringStatusListEntry": partial(check_bits, BITSTRING),
    "StatusList2021Entry": partial(check_bits, STATUS_LIST_2021),
}
"""How entries of each type are checked."""
