"""Private keys: made, read from a file, and written to one that nobody else can read.

A key never shows: not in a message, not in a representation, not in a traceback.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...report.errors import MissingExtraError, UsageError
from ...sources.base64url import UnusableError, from_base64url, to_base64url
from .material import RSA_BITS, from_jwk, key_name, name_of, to_jwk

if TYPE_CHECKING:
    from .material import PublicKey

KINDS: Final = {"ed25519": "Ed25519", "p256": "P-256", "p384": "P-384", "rsa": "RSA"}
"""The kinds of keys that are made: their names in commands, and in documents.  RSA is for tokens alone."""

_NEW_RSA_BITS: Final = 3072

_MOST: Final = 64 * 1024
_CURVES: Final = {"P-256": ("SECP256R1", "sha256"), "P-384": ("SECP384R1", "sha384")}
_OTHERS: Final = stat.S_IRWXG | stat.S_IRWXO

Password = Callable[[], bytes]
"""Asked for the password of a key that has one."""


class SigningKey:
    """A private key that signs credentials.

    Args:
        private: the private key (of ``cryptography``): Ed25519, P-256, P-384, or RSA for tokens.

    Raises:
        UsageError: it is of another kind, or an RSA key that is too short or too long.
    """

    __slots__ = ("_private",)

    def __init__(self, private: Any) -> None:
        if name_of(_public(private)) not in KINDS.values():
            kinds = ", ".join(KINDS.values())
            raise _unusable(f"The key is of a kind with which nothing is signed here; the kinds are {kinds}")
        bits = private.key_size if name_of(_public(private)) == "RSA" else RSA_BITS[0]
        if not RSA_BITS[0] <= bits <= RSA_BITS[1]:
            raise _unusable(f"The RSA key has {bits} bits; from {RSA_BITS[0]} to {RSA_BITS[1]} are used")
        self._private = private

    @property
    def kind(self) -> str:
        """``Ed25519``, ``P-256``, ``P-384`` or ``RSA``."""
        return name_of(self.public)

    @property
    def public(self) -> PublicKey:
        """The public key (of ``cryptography``)."""
        key: PublicKey = _public(self._private)
        return key

    @property
    def private(self) -> Any:
        """The private key (of ``cryptography``), for libraries that sign with it."""
        return self._private

    @property
    def did(self) -> str:
        """The did:key of the public key; empty for RSA, whose did:key hardly anybody reads."""
        from .dids import did_key

        return "" if self.kind == "RSA" else did_key(self.public)

    @property
    def multikey(self) -> str:
        """The public key as the multibase text of a Multikey; empty for RSA."""
        return self.did.removeprefix("did:key:")

    @property
    def name(self) -> str:
        """What tells the public key from others of its issuer: the Multikey, or the thumbprint of its JWK."""
        return key_name(self.public)

    def sign(self, data: bytes) -> bytes:
        """A signature as Data Integrity and JOSE have it: of ECDSA, r and s in as many bytes as the curve has.

        Args:
            data: what is signed; it is hashed with the digest that goes with the curve.

        Raises:
            UsageError: it is an RSA key; tokens are signed with that by a library.
        """
        if self.kind == "RSA":
            raise UsageError("usage", "A proof is not made with an RSA key.", hint="Sign a token: vc-jwt.")
        if self.kind == "Ed25519":
            signature: bytes = self._private.sign(data)
            return signature
        from cryptography.hazmat.primitives import hashes
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

        digest = getattr(hashes, _CURVES[self.kind][1].upper())()
        octets = self._private.curve.key_size // 8
        r, s = decode_dss_signature(self._private.sign(data, ec.ECDSA(digest)))
        return r.to_bytes(octets) + s.to_bytes(octets)

    def to_pem(self, password: bytes | None = None) -> bytes:
        """The private key in PEM form (RFC 5958, RFC 7468), encrypted when there is a password.

        Args:
            password: the password.
        """
        from cryptography.hazmat.primitives.serialization import (
            BestAvailableEncryption,
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        protection = BestAvailableEncryption(password) if password else NoEncryption()
        data: bytes = self._private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection)
        return data

    def to_jwk(self) -> bytes:
        """The private key as a JSON Web Key; never encrypted.

        Raises:
            UsageError: it is an RSA key, which is written as PEM alone.
        """
        if self.kind == "RSA":
            raise UsageError("usage", "An RSA key is written as PEM alone.", hint="Name a file that ends with .pem.")
        jwk = {**to_jwk(self.public), "d": to_base64url(self._secret())}
        return json.dumps(jwk, indent=2).encode() + b"\n"

    def write(self, target: str | Path, *, password: bytes | None = None, force: bool = False) -> None:
        """Write it to a file that its owner alone can read; as JWK when the name says so, else as PEM.

        Args:
            target: path of the file; ``.jwk`` and ``.json`` are for a JWK.
            password: with which a PEM is encrypted.
            force: whether an existing file may be replaced.

        Raises:
            UsageError: the target exists, cannot be written, is standard output, or a JWK is to have a password.
        """
        if str(target) == "-":
            raise UsageError("usage", "A private key is not written to standard output.", hint="Name a file.")
        as_jwk = Path(target).suffix.lower() in (".jwk", ".json")
        if as_jwk and password:
            raise UsageError("usage", "A JWK cannot have a password.", hint="Name a file that ends with .pem.")
        from ...sources.output import write_atomically

        write_atomically(target, self.to_jwk() if as_jwk else self.to_pem(password), force=force, private=True)

    def _secret(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

        if self.kind == "Ed25519":
            raw: bytes = self._private.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
            return raw
        number: int = self._private.private_numbers().private_value
        return number.to_bytes(self._private.curve.key_size // 8)

    def __repr__(self) -> str:
        return f"<SigningKey {self.kind} {self.name}>"

    def __reduce__(self) -> str:
        raise TypeError("a signing key is not pickled")


def new_key(kind: str = "ed25519") -> SigningKey:
    """Make a private key.

    Args:
        kind: ``ed25519``, ``p256``, ``p384``, or ``rsa`` for tokens.

    Raises:
        MissingExtraError: the extra ``[verify]`` is not installed.
        UsageError: there is no such kind.
    """
    if kind not in KINDS:
        raise UsageError("usage", f'There is no kind of key "{kind}": choose one of {", ".join(KINDS)}.')
    _need_cryptography()
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if kind == "ed25519":
        return SigningKey(ed25519.Ed25519PrivateKey.generate())
    if kind == "rsa":
        return SigningKey(rsa.generate_private_key(65537, _NEW_RSA_BITS))
    return SigningKey(ec.generate_private_key(getattr(ec, _CURVES[KINDS[kind]][0])()))


def read_key(source: str | Path | bytes, password: Password | None = None) -> SigningKey:
    """Read a private key, PEM or JWK.

    Args:
        source: path of a file that its owner alone can read, or the content.
        password: asked when the key has a password.

    Raises:
        MissingExtraError: the extra ``[verify]`` is not installed.
        UsageError: the file cannot be read, others can read it, or it holds no private key that can be used.
    """
    _need_cryptography()
    name = "the key" if isinstance(source, bytes) else str(source)
    data = source if isinstance(source, bytes) else _read(Path(source))
    text = data.lstrip()
    return SigningKey(_from_jwk(data, name) if text.startswith(b"{") else _from_pem(data, name, password))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            if os.name == "posix" and stat.S_ISREG(mode) and mode & _OTHERS:
                raise UsageError("usage", f"Others than its owner can read or change {path}, so it is not used.",
                                 hint=f"Take that away: chmod 600 {path}")  # fmt: skip
            return stream.read(_MOST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is none"
        raise UsageError("file-not-readable", f"{path} cannot be opened: {reason}.") from None


def _from_pem(data: bytes, name: str, password: Password | None) -> Any:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    if len(data) > _MOST or b"PRIVATE KEY-----" not in data:
        raise _unusable(f"{name} holds no private key, neither PEM nor JWK")
    try:
        return load_pem_private_key(data, None)
    except TypeError:
        if password is None:
            raise UsageError("encrypted", f"{name} has a password, and none was given.") from None
    except (ValueError, UnsupportedAlgorithm):
        raise _unusable(f"{name} holds no private key that can be read") from None
    secret = password()
    try:
        return load_pem_private_key(data, secret)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise UsageError("encrypted", f"The password of {name} is another one.") from None


def _from_jwk(data: bytes, name: str) -> Any:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519

    try:
        jwk: Any = json.loads(data) if len(data) <= _MOST else None
        public = from_jwk({key: value for key, value in jwk.items() if key != "d"}, "the key")
        secret = from_base64url(jwk.get("d"), "d", 128)
        kind = name_of(public)
        private: Any
        if kind == "Ed25519":
            private = ed25519.Ed25519PrivateKey.from_private_bytes(secret)
        else:
            private = ec.derive_private_key(int.from_bytes(secret), getattr(ec, _CURVES[kind][0])())
    except (ValueError, KeyError, AttributeError, RecursionError, UnusableError):
        raise _unusable(f"{name} holds no private JWK that can be used") from None
    if to_jwk(private.public_key()) != to_jwk(public):
        raise _unusable(f"The private and the public part of {name} do not belong together")
    return private


def _public(private: Any) -> Any:
    public = getattr(private, "public_key", None)
    return None if public is None else public()


def _need_cryptography() -> None:
    from importlib.util import find_spec

    if find_spec("cryptography") is None:
        raise MissingExtraError("verify", "Working with keys")


def _unusable(message: str) -> UsageError:
    return UsageError("usage", f"{message}.", hint="Make one with: eportfolio key new -o key.pem")
