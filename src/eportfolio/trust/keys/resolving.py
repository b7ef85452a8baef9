"""Find the key that a proof names: in its identifier, in a document of its controller, or among those the user pins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...sources.jws import json_of
from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..hosts import host
from .controllers import KEY_MEMBERS, key_in, listed_identifiers, methods
from .dids import DID, address_of_did_web, key_of_did_jwk, key_of_did_key
from .found import ASSERTION, PURPOSES, FoundKey
from .material import from_multikey

if TYPE_CHECKING:
    from ..question import Question

_LONGEST: Final = 8192
_MULTIKEY: Final = ("z6Mk", "zDn", "z82", "z2J9", "zQ3s", "z4MX", "zgg")
"""How Multikeys of the kinds that sign begin: Ed25519, P-256, P-384, P-521, secp256k1, RSA."""


def resolve(method: object, question: Question, issuer: str = "") -> FoundKey:
    """Find the key that a verification method names.

    Keys that the user pins win: the one for the issuer, else the one for every issuer.  Then a key that is its own
    identifier (did:key, did:jwk), then documents that the user gave or lets be fetched.  Last, a key that stands in
    the fragment of its address, as Open Badges 3.0 has it; nobody but the document then says whose it is.

    Args:
        method: what a proof has as ``verificationMethod`` (or ``kid``, ``creator``): an identifier, or an object;
            ``None`` where it has nothing.
        question: what is asked, with the keys that are pinned and the documents that are there.
        issuer: the identifier of the issuer, for keys that are pinned for it.

    Raises:
        NotAvailableError: the key is in a document that is not there, or is of a kind that is not supported.
        UnusableError: it names no key, or one that cannot be used.
    """
    identifier = "" if method is None else _identifier(method)
    pinned = _pinned(identifier, question, issuer)
    if pinned is not None:
        return pinned
    if not identifier:
        raise NotAvailableError("no key is named")
    try:
        return _find(identifier, question)
    except NotAvailableError as error:
        if isinstance(method, Mapping):
            return _embedded(method, identifier, question, str(error))
        if identifier.partition("#")[2].startswith(_MULTIKEY):
            return _in_fragment(identifier, str(error))
        raise


def _identifier(method: object) -> str:
    identifier = method.get("id") if isinstance(method, Mapping) else method
    if not isinstance(identifier, str) or not identifier:
        raise UnusableError("no key is named")
    if len(identifier) > _LONGEST:
        raise UnusableError(f"the name of the key is longer than {_LONGEST} characters")
    scheme, colon, rest = identifier.partition(":")
    if not (colon and rest and scheme.isascii() and scheme.replace("+", "").isalnum()):
        raise UnusableError(f"the name of the key is no URL: {identifier[:100]}")
    return identifier


def _pinned(identifier: str, question: Question, issuer: str) -> FoundKey | None:
    owner = issuer or identifier.partition("#")[0]
    for pinned_for in (owner, ""):
        if pinned_for in question.keys:
            return FoundKey(question.keys[pinned_for], identifier, owner, PURPOSES, "the key that you gave")
    return None


def _find(identifier: str, question: Question) -> FoundKey:
    base, _, fragment = identifier.partition("#")
    if base.startswith("did:"):
        found = DID.fullmatch(base)
        if found is None:
            raise UnusableError(f"the name of the key is no DID: {base[:100]}")
        if found[1] in _OWN:
            return _OWN[found[1]](base, fragment)
        return _in_did_document(identifier, base, found[1], question)
    return _at_address(identifier, base, question)


_OWN: Final[dict[str, Callable[[str, str], FoundKey]]] = {"key": key_of_did_key, "jwk": key_of_did_jwk}
"""DID methods whose identifiers are keys."""


def _in_did_document(identifier: str, did: str, kind: str, question: Question) -> FoundKey:
    address = address_of_did_web(did) if kind == "web" else ""
    try:
        document = document_at(did, f"the document of {did[:120]}", question)
    except NotAvailableError as error:
        if not address:
            raise NotAvailableError(f"{error} (the method did:{kind} is not resolved here)") from None
        document = document_at(address, f"the document of {did[:120]}", question)
    return _in_document(identifier, document, did, f"the document of {did[:120]}", question)


def _at_address(identifier: str, base: str, question: Question) -> FoundKey:
    document = document_at(base, "the document of the key", question)
    alone = "#" not in identifier and not any(one.identifier == identifier for one in methods(document, base))
    if alone and any(member in document for member in KEY_MEMBERS):
        return _alone(identifier, document, question)
    return _in_document(identifier, document, base, f"the document at {base[:120]}", question)


def _in_document(identifier: str, document: Mapping[str, Any], base: str, where: str, question: Question) -> FoundKey:
    """The key in the document of its controller, which must be about itself and list the key."""
    if _id_of(document) != base:
        raise UnusableError(f"{where} is about another identifier")
    listed = list(methods(document, base))
    if not listed:
        raise NotAvailableError(f"{where} lists no key")
    named = [one for one in listed if one.identifier == identifier or ("#" not in identifier and len(listed) == 1)]
    if not named:
        raise UnusableError(f"{where} does not list the key {identifier.removeprefix(base)[:100]}")
    method = named[0]
    refusal = "" if _controller_of(method.value, base) == base else f"{where} says that the key is another's"
    key = key_in(method.value, question.at)
    return FoundKey(key, method.identifier, base, method.purposes, where, refusal=refusal)


def _alone(identifier: str, document: Mapping[str, Any], question: Question) -> FoundKey:
    """The key in a document of its own; anybody can say whose it is, so its controller is asked, too."""
    where = f"the document at {identifier[:120]}"
    if _id_of(document) != identifier:
        raise UnusableError(f"{where} is about another identifier")
    controller = _controller_of(document, "")
    key = key_in(document, question.at)
    doubt = refusal = ""
    listed: frozenset[str] | None = None
    try:
        listed = listed_identifiers(_controller_document(controller, question), controller)
    except NotAvailableError as error:
        doubt = str(error)
    if listed is not None and identifier not in listed:
        refusal = f"{controller[:120]} lists its keys, and not this one"
    if listed is not None or (host(identifier) and host(controller) == host(identifier)):
        doubt = ""
    elif not doubt:
        doubt = f"{controller[:120]} lists no keys"
    return FoundKey(key, identifier, controller, frozenset({ASSERTION}), where, doubt=doubt, refusal=refusal)


def _embedded(method: Mapping[str, Any], identifier: str, question: Question, why: str) -> FoundKey:
    key = key_in(method, question.at)
    controller = _controller_of(method, identifier.partition("#")[0])
    return FoundKey(key, identifier, controller, PURPOSES, "the key came with the proof", doubt=why)


def _in_fragment(identifier: str, why: str) -> FoundKey:
    base, _, fragment = identifier.partition("#")
    key = from_multikey(fragment, "the key in the fragment of its address")
    return FoundKey(key, identifier, base, PURPOSES, "the key stands in its own address", doubt=why)


def _controller_document(controller: str, question: Question) -> Mapping[str, Any]:
    if not controller:
        raise NotAvailableError("the document of the key does not say whose it is")
    address = address_of_did_web(controller) if controller.startswith("did:web:") else controller
    document = document_at(address, f"the document of {controller[:120]}", question)
    if _id_of(document) != controller:
        raise UnusableError(f"the document of {controller[:120]} is about another identifier")
    return document


def document_at(address: str, what: str, question: Question) -> Mapping[str, Any]:
    """The JSON object at an address.

    Args:
        address: the address.
        what: what it is, for messages.
        question: what is asked, with the documents that are there.

    Raises:
        NotAvailableError: it is not there.
        UnusableError: it is no JSON object, or goes beyond a limit.
    """
    document = json_of(question.documents.get(address, what).content, what, question.limits)
    if not isinstance(document, Mapping):
        raise UnusableError(f"{what} is no JSON object")
    return document


def _id_of(document: Mapping[str, Any]) -> object:
    return document.get("id", document.get("@id"))


def _controller_of(method: Mapping[str, Any], otherwise: str) -> str:
    controller = method.get("controller", method.get("owner", otherwise))
    return controller if isinstance(controller, str) else ""
