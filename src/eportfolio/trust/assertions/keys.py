"""The key of a signed assertion: named by ``creator``, by the profile of the issuer, or, in version 1.0, a PEM file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..hosts import host
from ..jose.keys import find_key
from ..keys import PURPOSES, FoundKey, from_pem
from ..question import Question
from .linked import Linked
from .recognising import verification_of

_PEM: Final = b"-----BEGIN"


def issuer_key(header: Mapping[str, Any], assertion: Mapping[str, Any], linked: Linked, question: Question) -> FoundKey:
    """The key that an assertion names.

    Args:
        header: the header of the signature, which names the key where nothing else does.
        assertion: the assertion.
        linked: what it links to.
        question: what is asked.

    Raises:
        NotAvailableError: the key is not there, or nobody names it.
        UnusableError: it cannot be used.
    """
    named = _named(assertion, linked)
    if named is None:
        return find_key(header, linked.issuer, question)
    if not isinstance(named, str):
        raise UnusableError("the key is named by something that is no address")
    pinned = {linked.issuer, ""} & question.keys.keys()
    if not pinned and named.startswith(("https://", "http://")):
        content = question.documents.get(named, "the key of the issuer").content
        if content.lstrip().startswith(_PEM):
            return _in_pem(content, named, linked.issuer)
    return find_key({"kid": named}, linked.issuer, question)


def _named(assertion: Mapping[str, Any], linked: Linked) -> object:
    """What names the key: the assertion, or the profile of the issuer where it has one key."""
    listed = (linked.profile or {}).get("publicKey")
    if isinstance(listed, list) and len(listed) == 1:
        listed = listed[0]
    verification = verification_of(assertion)
    named = verification.get("creator", verification.get("url", listed))
    return named.get("id") if isinstance(named, Mapping) else named


def _in_pem(content: bytes, address: str, issuer: str) -> FoundKey:
    """A key in a file of its own, which is the issuer's when it is on the issuer's host (Open Badges 1.0, Verify)."""
    if not issuer:
        raise NotAvailableError("without the badge class it cannot be told whose key it is")
    refusal = "" if host(address) and host(address) == host(issuer) else "the key is not on the host of the issuer"
    key = from_pem(content.decode("utf-8", "replace"), f"the key at {address[:160]}")
    return FoundKey(key, address, issuer, PURPOSES, "the file at its address", refusal=refusal)
