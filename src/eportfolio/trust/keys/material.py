"""Public keys as they are written: Multikey, JWK and PEM, and back."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...sources.base64url import to_base64url
from ..documents import NotAvailableError
from ..encoding import UnusableError, from_base64, from_base64url
from . import multibase

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    PublicKey = Ed25519PublicKey | EllipticCurvePublicKey | RSAPublicKey

_MOST: Final = 2100
"""Bytes of the longest key that is read: RSA with 16384 bits and its wrapping."""

RSA_BITS: Final = (2048, 8192)
"""The lengths of RSA keys that are used; shorter ones are weak, longer ones cost too much."""

_CURVES: Final = {"P-256": ("SECP256R1", 32), "P-384": ("SECP384R1", 48), "P-521": ("SECP521R1", 66),
                  "secp256k1": ("SECP256K1", 32)}  # fmt: skip
"""Curve (RFC 7518, 6.2.1.1; RFC 8812, 3.1) to its name in ``cryptography`` and the octets of a coordinate."""

_CURVE_NAMES: Final = {known: name for name, (known, _) in _CURVES.items()}

_SECRET_JWK: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_PEM: Final = re.compile(
    r"-----BEGIN (?P<kind>(?:RSA )?PUBLIC KEY)-----(?P<body>[A-Za-z0-9+/=\s]{0,8192})-----END (?P=kind)-----"
)
_EDWARDS_COFACTOR_EIGHT: Final = frozenset(
    bytes.fromhex(one)
    for one in (
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
        "0100000000000000000000000000000000000000000000000000000000000080",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    )
)
"""Encodings of points of small order, canonical or not (RFC 8032, 5.1): under them one signature fits many texts."""


def name_of(key: object) -> str:
    """The kind of a key in words, such as ``P-256`` or ``Ed25519``; for a key of another kind, its class.

    Args:
        key: a public or private key of ``cryptography``.
    """
    curve = getattr(key, "curve", None)
    if curve is not None:
        known = type(curve).__name__
        return _CURVE_NAMES.get(known, known)
    kind = type(key).__name__.lstrip("_")
    return next((name for name in ("Ed25519", "Ed448", "X25519", "RSA") if kind.startswith(name)), kind)


def from_ed25519(data: bytes) -> Ed25519PublicKey:
    """An Ed25519 key of its 32 octets (RFC 8032, 5.1.5).

    Args:
        data: the octets.

    Raises:
        UnusableError: there are more or fewer, or they are a point of small order, with which anything is "signed".
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(data) != 32:
        raise UnusableError(f"the Ed25519 key has {len(data)} bytes instead of 32")
    if data in _EDWARDS_COFACTOR_EIGHT:
        raise UnusableError("the Ed25519 key is a point of small order, under which anybody can sign")
    return Ed25519PublicKey.from_public_bytes(data)


def _curve(name: str) -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec

    return getattr(ec, _CURVES[name][0])()


def _from_point(name: str) -> Callable[[bytes], Any]:
    def read(data: bytes) -> Any:
        from cryptography.hazmat.primitives.asymmetric import ec

        octets = _CURVES[name][1]
        if len(data) != octets + 1 or data[0] not in (2, 3):
            raise UnusableError(f"the {name} key is no compressed point of {octets + 1} bytes")
        try:
            return ec.EllipticCurvePublicKey.from_encoded_point(_curve(name), data)
        except ValueError:
            raise UnusableError(f"the {name} key is no point on the curve") from None

    return read


def _from_pkcs1(data: bytes) -> Any:
    import base64

    body = base64.b64encode(data).decode()
    return from_pem(f"-----BEGIN RSA PUBLIC KEY-----\n{body}\n-----END RSA PUBLIC KEY-----\n")


_KINDS: Final[dict[bytes, tuple[str, Callable[[bytes], Any]]]] = {
    b"\xed\x01": ("Ed25519", from_ed25519),
    b"\x80\x24": ("P-256", _from_point("P-256")),
    b"\x81\x24": ("P-384", _from_point("P-384")),
    b"\x82\x24": ("P-521", _from_point("P-521")),
    b"\xe7\x01": ("secp256k1", _from_point("secp256k1")),
    b"\x85\x24": ("RSA", _from_pkcs1),
}
"""The heads of public keys (multicodec), their kinds and readers."""

_OTHERS: Final = {b"\xec\x01": "X25519", b"\xeb\x01": "BLS12-381", b"\xea\x01": "BLS12-381", b"\x83\x24": "Ed448",
                  b"\x90\x24": "ML-DSA-44", b"\x91\x24": "ML-DSA-65", b"\x92\x24": "ML-DSA-87",
                  b"\x86\x24": "SM2"}  # fmt: skip
_SECRETS: Final = frozenset({b"\x80\x26", b"\x81\x26", b"\x82\x26", b"\x85\x26", b"\x86\x26", b"\x87\x26", b"\x88\x26"})


def from_multikey(text: object, what: str = "the key") -> PublicKey:
    """The key of a Multikey's ``publicKeyMultibase`` (Controlled Identifiers 1.0, section 2.2.2).

    Args:
        text: the multibase text.
        what: its name in messages.

    Raises:
        NotAvailableError: it is of a kind that is known, and not supported.
        UnusableError: it is no key.
    """
    data = multibase.decode(text, what, _MOST)
    head, body = data[:2], data[2:]
    if head in _SECRETS:
        raise UnusableError(f"{what} is a private key, which must never be published")
    if head in _OTHERS:
        raise NotAvailableError(f"{what} is of the kind {_OTHERS[head]}, which is not supported")
    if head not in _KINDS:
        raise UnusableError(f"{what} begins with no code of a kind of key (multicodec {head.hex() or 'missing'})")
    key: PublicKey = _KINDS[head][1](body)
    return key


def to_multikey(key: PublicKey) -> str:
    """A key as the multibase text of a Multikey; what follows ``did:key:``.

    Args:
        key: an Ed25519, P-256, P-384, P-521 or secp256k1 key.

    Raises:
        UnusableError: a key of its kind is not written so here.
    """
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    kind = name_of(key)
    head = next((head for head, (name, _) in _KINDS.items() if name == kind), None)
    if head is None or kind == "RSA":
        raise UnusableError(f"a key of the kind {kind} is not written as a Multikey")
    if kind == "Ed25519":
        return multibase.encode(head + key.public_bytes(Encoding.Raw, PublicFormat.Raw))
    return multibase.encode(head + key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))


def from_jwk(jwk: object, what: str = "the key") -> PublicKey:
    """The key of a public JSON Web Key (RFC 7517; RFC 7518, 6; RFC 8037, 2).

    Args:
        jwk: the key as plain data.
        what: its name in messages.

    Raises:
        NotAvailableError: it is of a kind that is known, and not supported.
        UnusableError: it is no public key, or has private parts.
    """
    if not isinstance(jwk, Mapping):
        raise UnusableError(f"{what} is no JSON object")
    if _SECRET_JWK & jwk.keys():
        raise UnusableError(f"{what} has private parts, which must never be published")
    kind, curve = jwk.get("kty"), jwk.get("crv")
    try:
        if kind == "OKP" and curve == "Ed25519":
            return from_ed25519(from_base64url(jwk.get("x"), f"x of {what}", 64))
        if kind == "EC" and isinstance(curve, str) and curve in _CURVES:
            return _from_coordinates(jwk, curve, what)
        if kind == "RSA":
            return _from_modulus(jwk, what)
    except ValueError as error:
        raise error if isinstance(error, UnusableError) else UnusableError(f"{what} is no key of its kind") from None
    if kind in ("OKP", "EC", "AKP"):
        raise NotAvailableError(f"{what} is of the kind {kind} {str(curve)[:40]}, which is not supported")
    told = kind[:40] if isinstance(kind, str) else "missing"
    raise UnusableError(f"{what} is no public JSON Web Key: its kty is {told}")


def _from_coordinates(jwk: Mapping[str, Any], name: str, what: str) -> PublicKey:
    from cryptography.hazmat.primitives.asymmetric import ec

    octets = _CURVES[name][1]
    x, y = (from_base64url(jwk.get(member), f"{member} of {what}", 128) for member in ("x", "y"))
    if len(x) != octets or len(y) != octets:
        raise UnusableError(f"a coordinate of {what} has not the {octets} bytes that {name} demands")
    try:
        return ec.EllipticCurvePublicNumbers(int.from_bytes(x), int.from_bytes(y), _curve(name)).public_key()
    except ValueError:
        raise UnusableError(f"{what} is no point on the curve {name}") from None


def _from_modulus(jwk: Mapping[str, Any], what: str) -> PublicKey:
    from cryptography.hazmat.primitives.asymmetric import rsa

    modulus, exponent = (from_base64url(jwk.get(member), f"{member} of {what}", _MOST) for member in ("n", "e"))
    _check_bits(int.from_bytes(modulus).bit_length())
    return rsa.RSAPublicNumbers(int.from_bytes(exponent), int.from_bytes(modulus)).public_key()


def _check_bits(bits: int) -> None:
    if not RSA_BITS[0] <= bits <= RSA_BITS[1]:
        raise UnusableError(f"the RSA key has {bits} bits; from {RSA_BITS[0]} to {RSA_BITS[1]} are used")


def to_jwk(key: PublicKey) -> dict[str, str]:
    """A key as a public JSON Web Key, with the members that its thumbprint is made of (RFC 7638, 3.2).

    Args:
        key: the key.
    """
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    kind = name_of(key)
    numbers: Any
    if kind == "Ed25519":
        raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
        return {"crv": "Ed25519", "kty": "OKP", "x": to_base64url(raw)}
    numbers = key.public_numbers()  # type: ignore[union-attr]
    if kind == "RSA":
        parts = {name: getattr(numbers, name) for name in ("e", "n")}
        sizes = {name: (number.bit_length() + 7) // 8 for name, number in parts.items()}
        return {"kty": "RSA", **{name: _base64url(parts[name], sizes[name]) for name in parts}}
    octets = _CURVES[kind][1]
    return {"crv": kind, "kty": "EC", "x": _base64url(numbers.x, octets), "y": _base64url(numbers.y, octets)}


def _base64url(number: int, octets: int) -> str:
    return to_base64url(number.to_bytes(octets))


def from_pem(text: object, what: str = "the key") -> PublicKey:
    """The key of a PEM text (RFC 7468, 13), or of one with an RSA key alone (RFC 8017, A.1.1).

    Args:
        text: the text; what stands around the first key is no part of it.
        what: its name in messages.

    Raises:
        NotAvailableError: it is of a kind that is known, and not supported.
        UnusableError: it holds no public key, or a private one.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    if not isinstance(text, str):
        raise UnusableError(f"{what} is no text")
    if "PRIVATE KEY-----" in text:
        raise UnusableError(f"{what} is a private key, which must never be published")
    found = _PEM.search(text[: 4 * 8192])
    if found is None:
        raise UnusableError(f"{what} is no public key in PEM form")
    from_base64("".join(found["body"].split()), what, _MOST)
    try:
        key = load_pem_public_key(found[0].encode())
    except UnsupportedAlgorithm:
        raise NotAvailableError(f"{what} is of a kind that is not supported") from None
    except ValueError:
        raise UnusableError(f"{what} is no public key in PEM form that can be read") from None
    return _supported(key, what)


def _supported(key: Any, what: str) -> PublicKey:
    """A key that was loaded by a library, when it is of a kind that is used here."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    kind = name_of(key)
    if kind == "RSA":
        _check_bits(key.key_size)
    elif kind == "Ed25519":
        return from_ed25519(key.public_bytes(Encoding.Raw, PublicFormat.Raw))
    elif kind not in _CURVES:
        raise NotAvailableError(f"{what} is of the kind {kind}, which is not supported")
    return key  # type: ignore[no-any-return]


def to_pem(key: PublicKey) -> bytes:
    """A key in PEM form (RFC 7468, 13).

    Args:
        key: the key.
    """
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def key_name(key: PublicKey) -> str:
    """What tells a key from others of its issuer: its Multikey, or the thumbprint of its JWK (RFC 7638).

    Args:
        key: the key.
    """
    return thumbprint(key) if name_of(key) == "RSA" else to_multikey(key)


def thumbprint(key: PublicKey) -> str:
    """The thumbprint of the JWK of a key (RFC 7638, 3).

    Args:
        key: the key.
    """
    members = json.dumps(to_jwk(key), sort_keys=True, separators=(",", ":"))
    return to_base64url(hashlib.sha256(members.encode()).digest())
