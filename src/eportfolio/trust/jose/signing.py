"""Sign credentials as JSON Web Tokens, by joserfc."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from warnings import catch_warnings, simplefilter

from ...report.errors import UsageError
from ...sources.jws import REGISTERED, stated_by
from ..keys import name_of

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from joserfc.jwk import Key

_VERSION_2: Final = "https://www.w3.org/ns/credentials/v2"

ALGORITHMS: Final[dict[str, tuple[str, ...]]] = {
    "Ed25519": ("EdDSA", "Ed25519"),
    "P-256": ("ES256",),
    "P-384": ("ES384",),
    "P-521": ("ES512",),
    "secp256k1": ("ES256K",),
    "RSA": ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
}
"""The algorithms that a kind of key may sign with; the first is taken where none is named."""


class Form(StrEnum):
    """How a credential becomes a token."""

    CLAIMS = "claims"
    """Its members as claims, and registered claims that repeat some (OB 3.0, 8.2.4; CLR 2.0)."""

    AS_IS = "vc+jwt"
    """The credential as it is (VC-JOSE-COSE, 3.1)."""

    INSIDE = "vc"
    """In the claim ``vc``, with registered claims beside it (VC 1.1, 6.3.1)."""


def sign(
    credential: Mapping[str, Any],
    key: PrivateKeyTypes,
    *,
    key_id: str,
    form: Form = Form.CLAIMS,
    algorithm: str = "",
) -> str:
    """Sign a credential as a compact JWS.

    Args:
        credential: the credential as plain data.
        key: the private key (of ``cryptography``).
        key_id: the address of the public key, for the header ``kid``.
        form: how the credential becomes a token.
        algorithm: the algorithm; that of the key when left out.

    Returns:
        The token.

    Raises:
        UsageError: the credential lacks what the form demands, or the algorithm does not go with the key.
    """
    _check(credential, form)
    header = {"typ": "vc+jwt", "cty": "vc"} if form is Form.AS_IS else {"typ": "JWT"}
    claims = dict(credential)
    if form is Form.INSIDE:
        claims = {"vc": dict(credential)}
    if form is not Form.AS_IS:
        claims.update(_registered(credential))
    return sign_compact({**header, "kid": key_id}, claims, key, algorithm)


def sign_compact(
    header: Mapping[str, Any], claims: Mapping[str, Any], key: PrivateKeyTypes, algorithm: str = ""
) -> str:
    """Sign claims as a compact JWS (RFC 7515, 5.1).

    Args:
        header: the protected header without ``alg``.
        claims: the payload.
        key: the private key (of ``cryptography``).
        algorithm: the algorithm; that of the key when left out.

    Raises:
        UsageError: the algorithm does not go with the key, or the key with none.
    """
    from joserfc import jws
    from joserfc.errors import SecurityWarning

    kind = name_of(key)
    allowed = ALGORITHMS.get(kind, ())
    if not allowed or (algorithm and algorithm not in allowed):
        told = f"signs with {' or '.join(allowed)}, not with {algorithm}" if allowed else "signs no tokens here"
        raise UsageError("usage", f"A key of the kind {kind} {told}.", hint="Take another key or algorithm.")
    chosen = algorithm or allowed[0]
    payload = json.dumps(claims, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()
    with catch_warnings():
        simplefilter("ignore", SecurityWarning)  # RFC 9864 prefers Ed25519 to EdDSA, which few verifiers know yet
        return jws.serialize_compact({"alg": chosen, **header}, payload, for_joserfc(key), algorithms=[chosen])


def for_joserfc(key: PrivateKeyTypes) -> Key:
    """A private key as joserfc has it.

    Args:
        key: the key (of ``cryptography``).
    """
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from joserfc.jwk import import_key

    kind = name_of(key)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    if kind == "Ed25519":
        return import_key(secret, "OKP")
    return import_key(secret, "RSA") if kind == "RSA" else import_key(secret, "EC")


def _check(credential: Mapping[str, Any], form: Form) -> None:
    lacking = [name for name, place in (("issuer", "iss"), ("id", "jti"), ("validFrom", "nbf"))
               if stated_by(credential, place) is None]  # fmt: skip
    contexts = credential.get("@context")
    if form is Form.AS_IS:
        lacking = [name for name in lacking if name == "issuer"]
        if _VERSION_2 not in (contexts if isinstance(contexts, list) else [contexts]):
            raise UsageError(
                "usage", "A token of the kind vc+jwt holds a credential of version 2.0 of the data model alone.",
                hint=f"Its @context begins with {_VERSION_2}.",
            )  # fmt: skip
    if lacking:
        raise UsageError("usage", f"A token cannot be made of the credential: it has no {', no '.join(lacking)}.")


def _registered(credential: Mapping[str, Any]) -> dict[str, Any]:
    """The registered claims that repeat members of the credential (OB 3.0, 8.2.4.1)."""
    claims: dict[str, Any] = {}
    for name in REGISTERED:
        stated = stated_by(credential, name)
        if stated is not None:
            claims[name] = _seconds(*stated) if name in ("nbf", "exp") else stated[1]
    return claims


def _seconds(place: str, value: object) -> int:
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        told = f"{place} of the credential is no date with a time and a time zone: {str(value)[:60]}."
        raise UsageError("usage", told, pointer=place)
    return int(moment.timestamp())
