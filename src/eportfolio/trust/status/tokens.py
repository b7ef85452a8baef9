"""Token Status List: a signed token with the statuses of tokens, as SD-JWT VC names it (draft-ietf-oauth-status-list).

Unlike in the lists of the W3C, bits are counted from the right of each byte, and the list is packed by zlib.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from ..documents import NotAvailableError
from ..encoding import UnusableError, from_base64url
from ..question import Question
from ..results import Outcome, Proof, Stepwise
from .bitstring import MOST_BYTES, inflated

_ZLIB: Final = 15
_TYPE: Final = "statuslist+jwt"
_SIZES: Final = (1, 2, 4, 8)
_WORDS: Final = {0: "valid", 1: "revoked", 2: "suspended"}
_STEP: Final = "credential-status"
_LONGEST: Final = 200


def check_token_status(steps: Stepwise, claims: Mapping[str, Any], issuer: str, question: Question) -> None:
    """Add the step on the status of a token.

    Args:
        steps: where it goes.
        claims: the claims of the token.
        issuer: the identifier of who issued it, who signs the list, too, when the list names nobody else.
        question: what is asked, with the documents that the user gave.
    """
    place = f"{steps.pointer}/status"
    status = claims.get("status")
    entry = status.get("status_list") if isinstance(status, Mapping) else None
    if status is None:
        steps.not_checked("status-not-named", "the token names no list in which it could be withdrawn")
    elif not isinstance(entry, Mapping):
        steps.not_checked(_STEP, "this kind of status is not known here", place)
    else:
        outcome, reason = _looked_up(entry, issuer, question)
        steps.add(_STEP, outcome, reason, place)


def _looked_up(entry: Mapping[str, Any], issuer: str, question: Question) -> tuple[Outcome, str]:
    address, index = entry.get("uri"), entry.get("idx")
    try:
        if not isinstance(address, str) or not isinstance(index, int) or isinstance(index, bool) or index < 0:
            raise UnusableError("status_list names no address (uri) and no number (idx)")
        document = question.documents.get(address, "the status list")
        told = f"number {index} of the list ({document.origin}) at {address[:_LONGEST]}"
        claims, unproven = _verified(document.content, issuer, question)
        _check_claims(claims, address, question.at)
        value = value_from_the_right(*_bits(claims), index)
    except NotAvailableError as error:
        return Outcome.NOT_CHECKED, f"{error} (number {index})"[:600]
    except UnusableError as error:
        return Outcome.FAILED, str(error)[:600]
    if value in _WORDS and value:
        return Outcome.FAILED, f"it is {_WORDS[value]}: {told}"
    if unproven:
        return Outcome.NOT_CHECKED, f"nothing proves who issued the list at {address[:_LONGEST]}: {unproven}"
    if value:
        return Outcome.NOT_CHECKED, f"it has the value {value}, whose meaning is between issuer and verifier: {told}"
    return Outcome.CHECKED, f"valid: {told}"


def _verified(content: bytes, issuer: str, question: Question) -> tuple[Mapping[str, Any], str]:
    """The claims of the list, and why nothing proves who issued it."""
    from ..jose.signed import check_signature, opened

    proof = Proof("Token Status List")
    signed = opened(proof, content.decode("utf-8", "replace").strip(), question, "the list")
    if signed is not None:
        if str(signed.header.get("typ", "")).lower().removeprefix("application/") != _TYPE:
            raise UnusableError(f"the list is no token of the kind {_TYPE}")
        named = signed.claims.get("iss")
        check_signature(signed, named if isinstance(named, str) else issuer)
    for step in proof.steps:
        if step.outcome is Outcome.FAILED:
            raise UnusableError(f"the list itself does not hold: {step.title}: {step.reason}")
    open_steps = [step.reason for step in proof.steps if step.outcome is Outcome.NOT_CHECKED]
    return {} if signed is None else signed.claims, open_steps[0] if open_steps else ""


def _check_claims(claims: Mapping[str, Any], address: str, at: datetime) -> None:
    if claims.get("sub") != address:
        raise UnusableError("the list is one for another address (sub)")
    end, begin = claims.get("exp"), claims.get("iat")
    if isinstance(end, int | float) and end <= at.timestamp():
        raise UnusableError("the list itself is out of date (exp)")
    if not isinstance(begin, int | float) or begin > at.timestamp():
        raise UnusableError("the list itself is not yet in force, or has no date (iat)")


def _bits(claims: Mapping[str, Any]) -> tuple[bytes, int]:
    listing = claims.get("status_list")
    size = listing.get("bits") if isinstance(listing, Mapping) else None
    if not isinstance(listing, Mapping) or size not in _SIZES:
        raise UnusableError("the list has no status_list with entries of 1, 2, 4 or 8 bits")
    return inflated(from_base64url(listing.get("lst"), "its lst", MOST_BYTES), "its lst", _ZLIB), int(size)


def value_from_the_right(bits: bytes, size: int, index: int) -> int:
    """The value of an entry; the first bit is the rightmost of the first byte.

    Args:
        bits: the list.
        size: number of bits of an entry: 1, 2, 4 or 8.
        index: number of the entry, from zero.

    Raises:
        UnusableError: the list has no such entry.
    """
    place, shift = divmod(index * size, 8)
    if place >= len(bits):
        raise UnusableError(f"the list has {len(bits) * 8 // size:,} entries, and none with the number {index}")
    return bits[place] >> shift & ((1 << size) - 1)
