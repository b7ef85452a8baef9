"""JSON Web Signatures as they are met: general and flattened JSON, compact; what is signed, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ...sources.base64url import UnusableError, from_base64url
from ...sources.jws import header_of, json_of
from ...sources.limits import DEFAULT_LIMITS, Limits

__all__ = ["SIGNATURES", "Jws", "Parts", "decode", "header_of", "is_encoded", "json_of", "outside", "split"]

SIGNATURES: Final = 16
"""Number of signatures that one document may have; more are refused."""

_MEMBERS: Final = frozenset({"payload", "signatures", "protected", "header", "signature"})
SIGNATURE_BYTES: Final = 16 * 1024


@dataclass(frozen=True, slots=True)
class Jws:
    """One signature with what it covers.

    Attributes:
        pointer: where the signature stands.
        protected_text: the protected header as it stands: what is signed.
        protected: the protected header.
        unprotected: the header that is not signed.
        payload_text: the payload as it stands: as it is where ``b64`` is false, in base64url otherwise.
        payload: the bytes that are meant by it.
        signature_text: the signature as it stands: what a time stamp covers.
        signature: the signature.
    """

    pointer: str
    protected_text: str
    protected: Mapping[str, Any]
    unprotected: Mapping[str, Any]
    payload_text: str
    payload: bytes
    signature_text: str
    signature: bytes

    @property
    def signing_input(self) -> bytes:
        """What is signed (RFC 7515, 5.1; RFC 7797, 3): never written anew, always what stands in the document."""
        return self.protected_text.encode("ascii") + b"." + self.covered

    @property
    def covered(self) -> bytes:
        """The payload as a time stamp of the content covers it."""
        return self.payload_text.encode()


@dataclass(frozen=True, slots=True)
class Parts:
    """A signature that was found and not yet decoded."""

    pointer: str
    payload: Any
    protected: Any
    header: Any
    signature: Any


def split(value: Any, pointer: str) -> Iterator[Parts]:
    """The signatures of a JWS in any of its three forms.

    Args:
        value: the JSON object, or the compact text.
        pointer: where it stands.

    Raises:
        UnusableError: it has more signatures than :data:`SIGNATURES`, or none.
    """
    if isinstance(value, str):
        protected, payload, signature = value.split(".")
        yield Parts(pointer, payload, protected, None, signature)
        return
    if "signatures" not in value:
        yield Parts(pointer, value.get("payload"), value.get("protected"), value.get("header"), value.get("signature"))
        return
    signatures = value["signatures"]
    if not isinstance(signatures, list) or not signatures:
        raise UnusableError("signatures is not a list with at least one signature")
    if len(signatures) > SIGNATURES:
        raise UnusableError(f"there are {len(signatures)} signatures, and {SIGNATURES} are looked at")
    if "signature" in value or "protected" in value or "header" in value:
        raise UnusableError("it mixes the general and the flattened form (RFC 7515, 7.2.2)")
    for index, one in enumerate(signatures):
        place = f"{pointer}/signatures/{index}"
        members = one if isinstance(one, dict) else {}
        yield Parts(place, value.get("payload"), members.get("protected"), members.get("header"),
                    members.get("signature"))  # fmt: skip


def outside(value: Any) -> list[str]:
    """The members of a JWS that no signature covers, and that may be mistaken for what is sealed (RFC 7515, 7.2.1)."""
    return sorted(value.keys() - _MEMBERS) if isinstance(value, Mapping) else []


def decode(parts: Parts, limits: Limits = DEFAULT_LIMITS) -> Jws:
    """Decode a signature.

    Args:
        parts: what was found.
        limits: the safety limits of its JSON.

    Raises:
        UnusableError: a part is missing or broken, or a header breaks RFC 7515.
    """
    if not isinstance(parts.payload, str):
        raise UnusableError("there is no payload; a detached one is not looked for")
    if not isinstance(parts.protected, str):
        raise UnusableError("there is no protected header, so nothing says how it is signed")
    if not isinstance(parts.signature, str) or not parts.signature:
        raise UnusableError("there is no signature")
    protected = header_of(parts.protected, limits)
    unprotected = {} if parts.header is None else parts.header
    if not isinstance(unprotected, dict):
        raise UnusableError("the unprotected header is no object")
    if both := sorted(protected.keys() & unprotected.keys()):
        raise UnusableError(f"{', '.join(both)} stands in both headers (RFC 7515, 7.2.1)")
    if loose := sorted({"alg", "crit", "b64"} & unprotected.keys()):
        raise UnusableError(f"{', '.join(loose)} stands in the header that is not signed")
    encoded = protected.get("b64", True)
    if not isinstance(encoded, bool):
        raise UnusableError("b64 is neither true nor false (RFC 7797, 3)")
    signature = from_base64url(parts.signature, "the signature", SIGNATURE_BYTES)
    payload = from_base64url(parts.payload, "the payload", limits.file_bytes) if encoded else _utf8(parts.payload)
    return Jws(
        parts.pointer, parts.protected, protected, unprotected, parts.payload, payload, parts.signature, signature
    )  # fmt: skip


def is_encoded(parts: Parts) -> bool:
    """Whether a signature takes the payload as base64url; all signatures of a document must agree (RFC 7797, 3)."""
    try:
        return header_of(parts.protected).get("b64") is not False
    except UnusableError:
        return True


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise UnusableError("the payload has half a character pair, which no UTF-8 can hold") from None
