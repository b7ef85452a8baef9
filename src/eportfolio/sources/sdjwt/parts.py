"""An SD-JWT taken apart: compact, and in the flattened or general JSON serialisation (RFC 9901, 4 and 8)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..base64url import UnusableError
from ..jws import is_compact

DISCLOSURES: Final = 10_000
"""Number of disclosures that one token may have."""


@dataclass(frozen=True, slots=True)
class Parts:
    """An SD-JWT taken apart.

    Attributes:
        issuer_signed: the part that the issuer signed, as a compact JWS.
        disclosures: the disclosures as they stand.
        key_binding: the key binding JWT; empty when there is none.
    """

    issuer_signed: str
    disclosures: tuple[str, ...]
    key_binding: str = ""

    @property
    def presented(self) -> str:
        """What a key binding JWT covers with its ``sd_hash`` (RFC 9901, 4.3.1)."""
        return "~".join((self.issuer_signed, *self.disclosures, ""))

    @property
    def text(self) -> str:
        """The compact serialisation (RFC 9901, 4)."""
        return self.presented + self.key_binding


def is_sd_jwt(value: object) -> bool:
    """Whether a value is an SD-JWT: in compact form a JWS with a tilde after it, in JSON a JWS with disclosures.

    Args:
        value: any value.
    """
    if isinstance(value, str):
        issuer_signed, tilde, _ = value.partition("~")
        return bool(tilde) and is_compact(issuer_signed)
    if not isinstance(value, Mapping) or "payload" not in value:
        return False
    return "disclosures" in _unprotected(value)[1]


def split(value: object) -> Parts:
    """Take an SD-JWT apart (RFC 9901, 4 and 8).

    Args:
        value: the compact text, or the object of the flattened or general JSON serialisation.

    Raises:
        UnusableError: it is none, or has more disclosures than :data:`DISCLOSURES`.
    """
    if isinstance(value, str):
        issuer_signed, *disclosures, key_binding = value.split("~", DISCLOSURES + 2)
        if not issuer_signed or not value.partition("~")[1]:
            raise UnusableError("there is no tilde after the issuer-signed part, so it is no SD-JWT")
        parts = Parts(issuer_signed, tuple(disclosures), key_binding)
    elif isinstance(value, Mapping):
        parts = _from_json(value)
    else:
        raise UnusableError("it is neither a text nor a JSON object")
    if len(parts.disclosures) > DISCLOSURES:
        raise UnusableError(f"there are more than {DISCLOSURES} disclosures")
    if not all(parts.disclosures):
        raise UnusableError("a disclosure is empty")
    return parts


def _unprotected(value: Mapping[str, Any]) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """The signature of a JSON serialisation that carries the disclosures, and its unprotected header."""
    signature: Any = value
    if "signatures" in value:
        listed = value["signatures"]
        signature = listed[0] if isinstance(listed, list) and listed else {}
    header = signature.get("header") if isinstance(signature, Mapping) else None
    return (signature if isinstance(signature, Mapping) else {}), (header if isinstance(header, Mapping) else {})


def _from_json(value: Mapping[str, Any]) -> Parts:
    signature, header = _unprotected(value)
    texts = (signature.get("protected"), value.get("payload"), signature.get("signature"))
    disclosures, key_binding = header.get("disclosures", []), header.get("kb_jwt", "")
    if not all(isinstance(text, str) and text for text in texts):
        raise UnusableError("the JSON serialisation has no protected header, payload or signature")
    if not isinstance(disclosures, list) or not all(isinstance(one, str) for one in disclosures):
        raise UnusableError("disclosures is no list of texts")
    if not isinstance(key_binding, str):
        raise UnusableError("kb_jwt is no text")
    if any("~" in text for text in (*disclosures, key_binding)) or any("." in str(text) for text in texts):
        raise UnusableError("a part has a character that separates parts")
    for other in value.get("signatures", ())[1:]:
        theirs = other.get("header") if isinstance(other, Mapping) else None
        if isinstance(theirs, Mapping) and {"disclosures", "kb_jwt"} & theirs.keys():
            raise UnusableError("disclosures stand in another signature than the first (RFC 9901, 8)")
    return Parts(".".join(map(str, texts)), tuple(disclosures), key_binding)
