"""Documents about keys: those of DIDs, profiles of issuers, and of one key alone.

Three generations of one idea: the controller document (Controlled Identifiers 1.0, section 2), the DID document (DID
1.0, section 5), and the key of Open Badges 2.0, whose ``owner`` is a profile with a ``publicKey``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from ..encoding import UnusableError
from . import multibase
from .found import ASSERTION, PURPOSES
from .material import from_ed25519, from_jwk, from_multikey, from_pem, key_name, name_of, to_jwk

if TYPE_CHECKING:
    from .material import PublicKey

_METHODS: Final = 1000
"""Verification methods of one document that are looked at."""

_KEYS: Final[dict[str, Callable[[object], Any]]] = {
    "publicKeyMultibase": from_multikey,
    "publicKeyJwk": from_jwk,
    "publicKeyPem": from_pem,
    "publicKeyBase58": lambda text: from_ed25519(multibase.decode(f"z{text}", "the key", 64)),
}
"""The members that hold a key, and their readers."""

KEY_MEMBERS: Final = frozenset(_KEYS)
"""The members of a verification method that hold a key."""

_SECRETS: Final = frozenset(
    {"privateKeyMultibase", "secretKeyMultibase", "privateKeyJwk", "secretKeyJwk", "privateKeyPem", "privateKeyBase58"}
)
_MEMBERS: Final = {
    "Multikey": "publicKeyMultibase",
    "Ed25519VerificationKey2020": "publicKeyMultibase",
    "Ed25519VerificationKey2018": "publicKeyBase58",
    "JsonWebKey": "publicKeyJwk",
    "JsonWebKey2020": "publicKeyJwk",
    "CryptographicKey": "publicKeyPem",
}
"""Types of verification methods and where they have their key."""

_CONTEXTS: Final = ("https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1")
"""What verifiers know the terms of a controller document by, that of a DID and any other."""

_LISTING: Final = ("verificationMethod", "publicKey")
"""The members that list keys, whatever they are for."""

_OF_ED25519: Final = frozenset({"Ed25519VerificationKey2020", "Ed25519VerificationKey2018"})


@dataclass(frozen=True, slots=True)
class Method:
    """A verification method of a document.

    Attributes:
        value: the method as it stands.
        identifier: its identifier, absolute.
        purposes: the relationships of the document that name or embed it; ``assertionMethod`` for a key of Open Badges
            2.0, which knows no purposes.
    """

    value: Mapping[str, Any]
    identifier: str
    purposes: frozenset[str]


def key_in(method: Mapping[str, Any], at: datetime) -> PublicKey:
    """The key of a verification method.

    Args:
        method: the method as plain data.
        at: the moment for which the key must be good.

    Raises:
        NotAvailableError: the key is of a kind that is not supported.
        UnusableError: it holds no key, or more than one, one that does not fit its type, a private one, or one that
            was revoked or has expired.
    """
    if _SECRETS & method.keys():
        raise UnusableError("the document of the key publishes the private key, so anybody can sign with it")
    kinds = [kind for kind in _texts(method.get("type")) if kind in _MEMBERS]
    held = [member for member in _KEYS if member in method]
    if len(held) != 1:
        raise UnusableError(f"the document of the key holds {len(held) or 'no'} keys" if held else "it holds no key")
    for kind in kinds:
        if _MEMBERS[kind] != held[0] and not (kind in _OF_ED25519 and held[0] in ("publicKeyJwk", "publicKeyBase58")):
            raise UnusableError(f"the key is of the type {kind}, which has no {held[0]}")
    _check_dates(method, at)
    key: PublicKey = _KEYS[held[0]](method[held[0]])
    if _OF_ED25519.intersection(kinds) and name_of(key) != "Ed25519":
        raise UnusableError(f"the key is of the type {kinds[0]}, but holds a {name_of(key)} key")
    return key


def _check_dates(method: Mapping[str, Any], at: datetime) -> None:
    for member, what in (("revoked", "was revoked"), ("expires", "has expired")):
        value = method.get(member)
        if value is None:
            continue
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            raise UnusableError(f"the key has a date {member} that is none") from None
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        if moment <= at:
            raise UnusableError(f"the key {what} on {moment:%Y-%m-%d %H:%M:%S} UTC")


def methods(document: Mapping[str, Any], base: str) -> Iterator[Method]:
    """The verification methods of a document.

    Args:
        document: the document as plain data.
        base: its identifier, against which relative ones are taken.

    Raises:
        UnusableError: it has too many.
    """
    values: dict[str, Mapping[str, Any]] = {}
    purposes: dict[str, set[str]] = {}
    for member in (*_LISTING, *sorted(PURPOSES), "keyAgreement"):
        for one in _listed(document.get(member)):
            identifier = _absolute(one.get("id") if isinstance(one, Mapping) else one, base)
            if identifier is None:
                continue
            if isinstance(one, Mapping):
                values.setdefault(identifier, one)
            if member in PURPOSES:
                purposes.setdefault(identifier, set()).add(member)
            elif member == "publicKey" and not any(purpose in document for purpose in PURPOSES):
                purposes.setdefault(identifier, set()).add(ASSERTION)
    for identifier, value in values.items():
        yield Method(value, identifier, frozenset(purposes.get(identifier, ())))


def listed_identifiers(document: Mapping[str, Any], base: str) -> frozenset[str] | None:
    """The identifiers of the keys with which claims may be made, as a document lists them.

    Args:
        document: the document as plain data.
        base: its identifier.

    Returns:
        Those of all its keys where it knows no purposes; ``None`` where it lists no key at all.

    Raises:
        UnusableError: it has too many keys.
    """
    if not any(document.get(member) for member in (*_LISTING, *PURPOSES)):
        return None
    members = (ASSERTION,) if any(purpose in document for purpose in PURPOSES) else _LISTING
    found = {
        _absolute(one.get("id") if isinstance(one, Mapping) else one, base)
        for member in members
        for one in _listed(document.get(member))
    }
    return frozenset(one for one in found if one is not None)


def issuer_document(key: PublicKey, issuer: str) -> dict[str, Any]:
    """The document that an issuer publishes, so that verifiers find the key (Controlled Identifiers 1.0, section 2).

    Args:
        key: the public key.
        issuer: the identifier of the issuer.
    """
    identifier = f"{issuer}#{key_name(key)}"
    method: dict[str, Any] = {"id": identifier, "type": "JsonWebKey", "controller": issuer}
    if name_of(key) == "RSA":
        method["publicKeyJwk"] = to_jwk(key)
    else:
        method |= {"type": "Multikey", "publicKeyMultibase": key_name(key)}
    return {"@context": list(_CONTEXTS), "id": issuer, "verificationMethod": [method], ASSERTION: [identifier]}


def _listed(value: object) -> list[Any]:
    listed = value if isinstance(value, list) else [] if value is None else [value]
    if len(listed) > _METHODS:
        raise UnusableError(f"the document lists more than {_METHODS} keys")
    return listed


def _texts(value: object) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _absolute(identifier: object, base: str) -> str | None:
    if not isinstance(identifier, str):
        return None
    return base + identifier if identifier.startswith("#") else identifier
