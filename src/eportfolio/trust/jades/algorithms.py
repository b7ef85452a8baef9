"""The algorithms of JSON Web Signatures that are allowed: those with a public key (RFC 7518, 3.1; RFC 8037)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from ..encoding import UnusableError

_Verify = Callable[[Any, bytes, bytes], None]


@dataclass(frozen=True, slots=True)
class Algorithm:
    """One algorithm.

    Attributes:
        name: its registered name.
        fits: whether a key is of its kind.
        verify: raises when a signature over some bytes does not hold.
    """

    name: str
    fits: Callable[[Any], bool]
    verify: _Verify


def _rsa(name: str, digest: hashes.HashAlgorithm, scheme: padding.AsymmetricPadding) -> Algorithm:
    def verify(key: Any, signature: bytes, data: bytes) -> None:
        key.verify(signature, data, scheme, digest)

    return Algorithm(name, lambda key: isinstance(key, rsa.RSAPublicKey), verify)


def _pss(name: str, digest: hashes.HashAlgorithm) -> Algorithm:
    return _rsa(name, digest, padding.PSS(padding.MGF1(digest), salt_length=digest.digest_size))


def _ecdsa(name: str, digest: hashes.HashAlgorithm, curve: type[ec.EllipticCurve]) -> Algorithm:
    octets = (curve().key_size + 7) // 8

    def fits(key: Any) -> bool:
        return isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, curve)

    def verify(key: Any, signature: bytes, data: bytes) -> None:
        if len(signature) != 2 * octets:
            raise InvalidSignature
        r, s = int.from_bytes(signature[:octets]), int.from_bytes(signature[octets:])
        key.verify(encode_dss_signature(r, s), data, ec.ECDSA(digest))

    return Algorithm(name, fits, verify)


def _eddsa(key: Any, signature: bytes, data: bytes) -> None:
    key.verify(signature, data)


ALGORITHMS: Final[dict[str, Algorithm]] = {
    algorithm.name: algorithm
    for algorithm in (
        _rsa("RS256", hashes.SHA256(), padding.PKCS1v15()),
        _rsa("RS384", hashes.SHA384(), padding.PKCS1v15()),
        _rsa("RS512", hashes.SHA512(), padding.PKCS1v15()),
        _pss("PS256", hashes.SHA256()),
        _pss("PS384", hashes.SHA384()),
        _pss("PS512", hashes.SHA512()),
        _ecdsa("ES256", hashes.SHA256(), ec.SECP256R1),
        _ecdsa("ES384", hashes.SHA384(), ec.SECP384R1),
        _ecdsa("ES512", hashes.SHA512(), ec.SECP521R1),
        Algorithm("EdDSA", lambda key: isinstance(key, ed25519.Ed25519PublicKey | ed448.Ed448PublicKey), _eddsa),
    )
}
"""The allowed algorithms by name."""

OF_TOKENS: Final[dict[str, Algorithm]] = {
    **ALGORITHMS,
    "ES256K": _ecdsa("ES256K", hashes.SHA256(), ec.SECP256K1),
    "Ed25519": Algorithm("Ed25519", lambda key: isinstance(key, ed25519.Ed25519PublicKey), _eddsa),
}
"""Those that are allowed for tokens: with two that no seal has (RFC 8812, 3.2; RFC 9864, 2.2)."""

_REFUSED: Final = {
    "none": "is no signature at all",
    "HS256": "has a shared secret, which proves no origin",
    "HS384": "has a shared secret, which proves no origin",
    "HS512": "has a shared secret, which proves no origin",
}


def algorithm_of(name: object, allowed: Mapping[str, Algorithm] = ALGORITHMS) -> Algorithm:
    """The algorithm of a name.

    Args:
        name: the name.
        allowed: the algorithms that are allowed.

    Raises:
        UnusableError: it is missing, refused or unknown.
    """
    if not isinstance(name, str):
        raise UnusableError("the protected header names no algorithm")
    if name in allowed:
        return allowed[name]
    refused = _REFUSED["none"] if name.lower() == "none" else _REFUSED.get(name, "is not among those that are allowed")
    raise UnusableError(f'"{name[:40]}" {refused}; allowed are {", ".join(allowed)}')


def holds(algorithm: Algorithm, key: Any, signature: bytes, data: bytes) -> bool:
    """Whether a signature over some bytes holds for a key that fits the algorithm."""
    try:
        algorithm.verify(key, signature, data)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True
