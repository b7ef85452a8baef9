"""Decentralised identifiers that need no registry: did:key, did:jwk, and the address of a did:web."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from ..encoding import UnusableError, from_base64url
from .found import PURPOSES, FoundKey
from .material import from_jwk, from_multikey

if TYPE_CHECKING:
    from .material import PublicKey

DID: Final = re.compile(r"did:([a-z0-9]+):([A-Za-z0-9._:%-]*[A-Za-z0-9._%-])")
"""A decentralised identifier (DID 1.0, section 3.1)."""

_HOST: Final = re.compile(r"(?=.{1,253}(?:%3[Aa]|$))(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*"
                          r"[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?:%3[Aa][0-9]{1,5})?", re.IGNORECASE)  # fmt: skip
_SEGMENT: Final = re.compile(r"(?!\.+$)(?:[A-Za-z0-9._-]|%(?!2[EeFf]|5[Cc]|[01][0-9A-Fa-f]|7[Ff])[0-9A-Fa-f]{2})+")
_MOST: Final = 4096


def key_of_did_key(did: str, fragment: str) -> FoundKey:
    """The key of a did:key (The did:key Method 0.9, section 3.1).

    Args:
        did: the identifier without its fragment.
        fragment: the fragment; that of the one key is the key itself, and an empty one means it, too.

    Raises:
        NotAvailableError: the key is of a kind that is not supported.
        UnusableError: the identifier is none, or the fragment is of another key.
    """
    encoded = did.removeprefix("did:key:")
    if fragment and fragment != encoded:
        raise UnusableError("the fragment of the did:key is not the key that the identifier is made of")
    key = from_multikey(encoded, "the key in the did:key")
    return FoundKey(key, f"{did}#{encoded}", did, PURPOSES, "the key is the identifier itself (did:key)")


def did_key(key: PublicKey) -> str:
    """The did:key of a key.

    Args:
        key: an Ed25519, P-256, P-384, P-521 or secp256k1 key.

    Raises:
        UnusableError: a key of its kind has none here.
    """
    from .material import to_multikey

    return f"did:key:{to_multikey(key)}"


def key_of_did_jwk(did: str, fragment: str) -> FoundKey:
    """The key of a did:jwk (did:jwk Method Specification, "To create the DID URL").

    Args:
        did: the identifier without its fragment.
        fragment: the fragment; that of the one key is ``0``, and an empty one means it, too.

    Raises:
        NotAvailableError: the key is of a kind that is not supported.
        UnusableError: the identifier is none, or the fragment is of another key.
    """
    if fragment not in ("", "0"):
        raise UnusableError("a did:jwk has one key, #0")
    try:
        jwk = json.loads(from_base64url(did.removeprefix("did:jwk:"), "the key in the did:jwk", _MOST))
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, UnusableError) else UnusableError("the did:jwk holds no JSON") from None
    key = from_jwk(jwk, "the key in the did:jwk")
    purposes = frozenset[str]() if jwk.get("use") == "enc" else PURPOSES
    return FoundKey(key, f"{did}#0", did, purposes, "the key is the identifier itself (did:jwk)")


def address_of_did_web(did: str) -> str:
    """Where the document of a did:web is (did:web Method Specification, "Read (Resolve)").

    Args:
        did: the identifier without its fragment.

    Raises:
        UnusableError: its host or path is none, or would lead elsewhere.
    """
    host, *segments = did.removeprefix("did:web:").split(":")
    if not _HOST.fullmatch(host):
        raise UnusableError("the did:web names no host; an IP address is none")
    if not all(_SEGMENT.fullmatch(segment) for segment in segments):
        raise UnusableError("the path of the did:web has an empty or a foreign part")
    host = re.sub("%3a", ":", host.lower())
    path = "/".join(segments) if segments else ".well-known"
    return f"https://{host}/{path}/did.json"
