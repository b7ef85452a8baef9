"""Find the key of a token: by ``kid``, among the keys that its issuer lists, or the one it brings (``jwk``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from urllib.parse import urlsplit

from ..documents import NotAvailableError
from ..encoding import UnusableError
from ..hosts import host
from ..keys import ASSERTION, PURPOSES, FoundKey, address_of_did_web, from_jwk, key_in, resolve
from ..keys.controllers import Method, methods
from ..keys.material import thumbprint
from ..keys.resolving import document_at
from ..question import Question

_OWN: Final = ("did:key:", "did:jwk:")
"""Beginnings of identifiers that are keys themselves."""

_LONGEST: Final = 4096
_KEYS: Final = 1000
_METADATA: Final = "/.well-known/jwt-vc-issuer"


def find_key(header: Mapping[str, Any], issuer: str, question: Question) -> FoundKey:
    """The key that a token names, or brings.

    A key that the user pins wins.  A ``kid`` that is a URL is looked up where it says; any other one, or none, among
    the keys that the issuer lists.  A ``jwk`` counts as the issuer's when the issuer lists it, or is identified by it;
    it gives way to a ``kid`` that leads to a key.

    Args:
        header: the protected header.
        issuer: the identifier of the issuer; empty when the token names none.
        question: what is asked.

    Raises:
        NotAvailableError: the key is in a document that is not there, or nobody says which it is.
        UnusableError: the key cannot be used, or is none of those that the issuer lists.
    """
    kid = header.get("kid")
    if kid is not None and (not isinstance(kid, str) or not kid or len(kid) > _LONGEST):
        raise UnusableError("kid is no text, or too long")
    for pinned in (issuer, ""):
        if pinned in question.keys:
            return FoundKey(question.keys[pinned], kid or "without a name", issuer, PURPOSES, "the key that you gave")
    if kid is not None and is_absolute(kid):
        try:
            return _alone(kid, issuer, question) or resolve(kid, question, issuer)
        except NotAvailableError:
            if "jwk" not in header:
                raise
    if "jwk" in header:
        return _brought(header["jwk"], issuer, question)
    if kid is not None and kid.startswith("#") and issuer:
        return resolve(issuer + kid, question, issuer)
    if issuer.startswith(_OWN):
        return resolve(issuer, question, issuer)
    return _named(kid, issuer, question)


def is_absolute(text: str) -> bool:
    """Whether a name is a URL: a scheme, a colon, and more (RFC 3986, 4.3).

    Args:
        text: the name.
    """
    scheme, colon, rest = text.partition(":")
    return bool(colon and rest and scheme[:1].isalpha() and scheme.isascii() and scheme.replace("+", "").isalnum())


@dataclass(frozen=True, slots=True)
class _Listed:
    """A key that an issuer lists.

    Attributes:
        names: what it is called: its identifier, the fragment of that, and the ``kid`` of the JWK.
        load: loads it; raises NotAvailableError or UnusableError where it cannot be used.
    """

    names: frozenset[str]
    load: Callable[[], FoundKey]


def _alone(kid: str, issuer: str, question: Question) -> FoundKey | None:
    """The key that stands at its address as a JWK and no more (Open Badges 3.0, 8.2.4); nobody else says whose it is.

    It counts as the issuer's when it is on the host of the issuer.
    """
    if not host(kid):
        return None
    try:
        document = document_at(kid, "the document of the key", question)
    except NotAvailableError:
        return None
    if "kty" not in document:
        return None
    where = f"the document at {kid[:160]}"
    refusal = "" if host(kid) == host(issuer) else "the key stands alone at its address, not on the host of the issuer"
    return FoundKey(from_jwk(document, f"the key in {where}"), kid, issuer, PURPOSES, where, refusal=refusal)


def _brought(jwk: object, issuer: str, question: Question) -> FoundKey:
    """The key in the header; whose it is, is for the issuer to say."""
    key = from_jwk(jwk, "the key in the header")
    name = thumbprint(key)
    refusal, doubt = "the token brings its key itself, and nothing binds the key to the issuer", ""
    try:
        listed = _loaded(issuer, question)
        found = next((one for one in listed if thumbprint(one.key) == name), None)
    except NotAvailableError as error:
        found, refusal, doubt = None, "", str(error)
    told = "the key came with the token"
    return found or FoundKey(key, name, issuer, PURPOSES, told, doubt=doubt, refusal=refusal)


def _loaded(issuer: str, question: Question) -> list[FoundKey]:
    """The keys of an issuer that can be used."""
    if issuer.startswith(_OWN):
        return [resolve(issuer, question, issuer)]
    found = []
    for one in _listed(issuer, question):
        with suppress(NotAvailableError, UnusableError):
            found.append(one.load())
    return found


def _named(kid: str | None, issuer: str, question: Question) -> FoundKey:
    """The key of a name among those that the issuer lists; the only one, where the token names none."""
    if not issuer:
        raise NotAvailableError("the token names neither its key by an address nor its issuer")
    listed = list(_listed(issuer, question))
    if kid is None and len(listed) == 1:
        return listed[0].load()
    for one in listed:
        if kid in one.names:
            return one.load()
    by_thumbprint = (one for one in _loaded(issuer, question) if kid is not None and thumbprint(one.key) == kid)
    if found := next(by_thumbprint, None):
        return found
    told = f'not "{kid[:80]}"' if kid is not None else "the token does not say which"
    raise UnusableError(f"{issuer[:160]} lists {len(listed)} keys, {told}")


def _listed(issuer: str, question: Question) -> Iterator[_Listed]:
    """The keys that an issuer lists: in its own document, else in its metadata for SD-JWT VC."""
    address = address_of_did_web(issuer) if issuer.startswith("did:web:") else issuer
    what = f"the document of {issuer[:160]}"
    try:
        document = document_at(address, what, question)
    except NotAvailableError as missing:
        document = _metadata(issuer, missing, question)
    if "jwks" in document or "jwks_uri" in document:
        yield from _of_metadata(document, issuer, question)
    elif document.get("id", document.get("@id")) == issuer:
        yield from _of_document(document, issuer, question)
    else:
        raise UnusableError(f"{what} is about another identifier")


def _metadata(issuer: str, missing: NotAvailableError, question: Question) -> Mapping[str, Any]:
    """The metadata of an issuer whose own document is missing."""
    place = metadata_address(issuer)
    if place is None:
        raise missing
    try:
        return document_at(place, f"the metadata of {issuer[:160]}", question)
    except NotAvailableError:
        raise NotAvailableError(f"{missing}; nor is there metadata of it at {place[:200]}") from None


def _of_document(document: Mapping[str, Any], issuer: str, question: Question) -> Iterator[_Listed]:
    where = f"the document of {issuer[:160]}"

    def load(method: Method) -> FoundKey:
        refusal = "" if method.value.get("controller", issuer) == issuer else f"{where} says that the key is another's"
        key = key_in(method.value, question.at)
        return FoundKey(key, method.identifier, issuer, method.purposes, where, refusal=refusal)

    for method in methods(document, issuer):
        jwk = method.value.get("publicKeyJwk")
        name = jwk.get("kid") if isinstance(jwk, Mapping) else None
        names = {method.identifier, method.identifier.partition("#")[2], name if isinstance(name, str) else ""}
        yield _Listed(frozenset(names - {""}), partial(load, method))


def _of_metadata(document: Mapping[str, Any], issuer: str, question: Question) -> Iterator[_Listed]:
    if document.get("issuer") != issuer:
        raise UnusableError("the metadata of the issuer is about another one")
    jwks = document.get("jwks")
    uri = document.get("jwks_uri")
    if jwks is None and isinstance(uri, str):
        jwks = document_at(uri, "the list of keys", question)
    keys = jwks.get("keys") if isinstance(jwks, Mapping) else None
    if not isinstance(keys, list) or len(keys) > _KEYS:
        raise UnusableError(f"the issuer's keys are no list of at most {_KEYS}")

    def load(jwk: Mapping[str, Any]) -> FoundKey:
        key = from_jwk(jwk, "the key of the issuer")
        name = f"{issuer}#{jwk.get('kid', '')}"
        return FoundKey(key, name, issuer, frozenset({ASSERTION}), "the metadata of the issuer")

    for jwk in keys:
        if isinstance(jwk, Mapping) and jwk.get("use", "sig") == "sig":
            kid = jwk.get("kid")
            yield _Listed(frozenset({kid} if isinstance(kid, str) else ()), partial(load, jwk))


def metadata_address(issuer: str) -> str | None:
    """Where the metadata of an issuer of SD-JWT VCs is: the well-known name before its path (SD-JWT VC, 4).

    Args:
        issuer: the identifier of the issuer.

    Returns:
        The address; ``None`` when the identifier is no https address with a host, or has a query or fragment.
    """
    try:
        parts = urlsplit(issuer)
    except ValueError:
        return None
    if parts.scheme != "https" or not parts.netloc or parts.query or parts.fragment:
        return None
    return f"https://{parts.netloc}{_METADATA}{parts.path.rstrip('/')}"
