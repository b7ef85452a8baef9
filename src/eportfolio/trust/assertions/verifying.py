"""Verify assertions of Open Badges 0.5 to 2.0: hosted ones at their address, signed ones with the issuer's key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

from ...sources.jws import json_of
from ..credential.subject import check_recipient
from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..hosts import host
from ..jose.signed import check_signature, opened
from ..keys import ASSERTION
from ..question import Question
from ..recognising import Place
from ..results import Outcome, Proof
from ..status.entry import Entry
from ..status.named import check_named
from .dates import check_dates
from .keys import issuer_key
from .linked import Linked, follow
from .origin import outside
from .recognising import address_of, context_fault, is_assertion, version_of, way_of

_HOSTED: Final = "the hosted assertion"
_WHOSE: Final = "issuer of the badge class"


def verify_address(place: Place, question: Question) -> list[Proof]:
    """Verify the assertion at an address, which is all that older pictures have baked into them.

    Args:
        place: the address.
        question: what is asked.

    Returns:
        One proof.
    """
    proof = Proof("Open Badges hosted assertion", place.pointer)
    try:
        assertion = json_of(question.documents.get(place.value, _HOSTED).content, _HOSTED, question.limits)
        if not is_assertion(assertion):
            raise UnusableError("it is no assertion of Open Badges")
    except NotAvailableError as error:
        proof.not_checked("hosted", str(error))
    except UnusableError as error:
        proof.failed("hosted", f"what is at {place.value[:200]} is no assertion: {error}")
    else:
        return verify_assertion(Place(place.pointer, assertion), question)
    return [proof]


def verify_assertion(place: Place, question: Question) -> list[Proof]:
    """Verify an assertion that stands there as it is: by what is hosted at its address.

    Args:
        place: the assertion.
        question: what is asked.

    Returns:
        One proof; its step ``hosted`` takes the place of a signature.
    """
    assertion = place.value
    proof = Proof(f"Open Badges {version_of(assertion)} hosted assertion", place.pointer)
    linked = _begin(proof, assertion, question)
    if way_of(assertion) == "signed":
        proof.kind = f"Open Badges {version_of(assertion)} assertion"
        proof.not_checked("hosted", "it says that it is signed, and stands here without its signature")
    else:
        _check_hosted(proof, assertion, question)
        _check_origin(proof, assertion, linked)
    _finish(proof, assertion, linked, question)
    return [proof]


def verify_signed_assertion(place: Place, question: Question) -> list[Proof]:
    """Verify an assertion that is signed as a compact JWS (Open Badges 2.0, Signed Verification).

    Args:
        place: the token.
        question: what is asked.

    Returns:
        One proof.
    """
    proof = Proof("Open Badges signed assertion", place.pointer)
    signed = opened(proof, place.value, question, "the assertion")
    if signed is None:
        return [proof]
    assertion = signed.claims
    proof.kind = f"Open Badges {version_of(assertion)} signed assertion"
    linked = _begin(proof, assertion, question)
    if way_of(assertion) == "hosted":
        proof.failed("claims", "it is signed, and says that it is verified by its address")
    find = partial(issuer_key, signed.header, assertion, linked, question)
    check_signature(signed, linked.issuer, ASSERTION, _WHOSE, find)
    _finish(proof, assertion, linked, question)
    return [proof]


def _begin(proof: Proof, assertion: Mapping[str, Any], question: Question) -> Linked:
    """The steps on context and links."""
    if fault := context_fault(assertion):
        proof.failed("credential-context", fault, f"{proof.pointer}/@context")
    linked = follow(assertion, question)
    if linked.wrong:
        proof.failed("linked-documents", "; ".join(linked.wrong))
    elif linked.lacking:
        proof.not_checked("linked-documents", "; ".join([*linked.told, *linked.lacking]))
    else:
        proof.checked("linked-documents", "; ".join(linked.told))
    return linked


def _finish(proof: Proof, assertion: Mapping[str, Any], linked: Linked, question: Question) -> None:
    """The steps on dates, revocation and recipient."""
    check_dates(proof, assertion, question.at)
    _check_status(proof, assertion, linked, question)
    recipient = assertion.get("recipient")
    if isinstance(recipient, str) and version_of(assertion) == "0.5":
        identity = {"type": "email", "identity": recipient, "salt": assertion.get("salt")}
        check_recipient(proof, {"recipient": identity}, question.recipient)
    elif isinstance(recipient, Mapping | list):
        check_recipient(proof, assertion, question.recipient)
    elif "badge" in assertion:
        proof.failed("recipient", "it names no recipient by an identity object", f"{proof.pointer}/recipient")


def _check_hosted(proof: Proof, assertion: Mapping[str, Any], question: Question) -> None:
    """Compare the assertion with the document at its address; the step ``hosted``."""
    address = address_of(assertion)
    if not address:
        proof.not_checked("hosted", "it does not say where it is hosted, so nothing proves who issued it")
        return
    try:
        document = question.documents.get(address, _HOSTED)
        hosted = json_of(document.content, _HOSTED, question.limits)
    except NotAvailableError as error:
        proof.not_checked("hosted", str(error))
    except UnusableError as error:
        proof.failed("hosted", f"what is at {address[:200]} is no assertion: {error}")
    else:
        given = "that you gave for" if document.origin == "given" else "fetched from"
        told = f"the document {given} {address[:200]}"
        if isinstance(hosted, Mapping) and hosted.get("revoked") is True:
            proof.failed("hosted", f"{told} says that it is revoked")
        elif _same(hosted, assertion):
            proof.checked("hosted", f"{told} is the same")
        else:
            proof.failed("hosted", f"{told} is another one")


def _same(one: object, other: object) -> bool:
    """Whether two documents are the same JSON; Python takes ``true`` for 1."""
    return one == other and json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _check_origin(proof: Proof, assertion: Mapping[str, Any], linked: Linked) -> None:
    """Check that the issuer hosts its assertions there; the step ``origin``."""
    address = address_of(assertion)
    if not address:
        return
    if linked.profile is not None:
        reason = outside(address, linked.issuer, linked.profile)
        told = f"the issuer ({linked.issuer[:160]}) hosts its assertions at {host(address)}"
        proof.add("origin", Outcome.FAILED if reason else Outcome.CHECKED, reason or told)
    elif linked.issuer and host(linked.issuer) == host(address):
        proof.not_checked("origin", "it is on the host of the issuer, whose profile may have further rules")
    else:
        proof.not_checked("origin", "without the profile of the issuer it cannot be told where its assertions may be")


def _check_status(proof: Proof, assertion: Mapping[str, Any], linked: Linked, question: Question) -> None:
    """Check whether the assertion was revoked; the step ``credential-status``."""
    if assertion.get("revoked") is True:
        reason = assertion.get("revocationReason")
        proof.failed(
            "credential-status", f"it says that it is revoked{f': {reason[:200]}' if isinstance(reason, str) else ''}"
        )
        return
    listing = (linked.profile or {}).get("revocationList")
    listing = listing.get("id") if isinstance(listing, Mapping) else listing
    if isinstance(listing, str) and listing:
        name = assertion.get("id", assertion.get("uid"))
        identifier = name if isinstance(name, str) else ""
        check_named(Entry(proof, proof.pointer, {"id": listing}, identifier, linked.issuer, question))
    elif linked.profile is not None:
        proof.checked("credential-status", "it is not marked as revoked, and the issuer names no list of revoked ones")
    else:
        proof.not_checked("credential-status", "the profile of the issuer, which may name a list, is not there")
