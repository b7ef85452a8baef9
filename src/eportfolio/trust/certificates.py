"""Certificates: loading them within bounds, and what they say of themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from ..report.errors import UnreadableError, UsageError
from .encoding import UnusableError, check_der
from .results import Signer

CERTIFICATE_BYTES: Final = 64 * 1024
"""Size of one certificate."""

CERTIFICATES: Final = 48
"""Number of certificates that one signature may bring along; more are refused."""

_ANCHOR_FILE: Final = 16 * 1024 * 1024
RSA_BITS: Final = (2048, 8192)
"""Least and greatest size of an RSA modulus."""

_EXPONENT_BITS: Final = 64
_ORGANISATION_IDENTIFIER: Final = x509.ObjectIdentifier("2.5.4.97")
BROKEN: Final = (
    ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, NotImplementedError,
    AssertionError, UnsupportedAlgorithm, Warning,
)  # fmt: skip
"""What the libraries raise for structures that are broken inside; warnings are raised where callers ask for that."""


@dataclass(frozen=True)
class Certificate:
    """An X.509 certificate, parsed by both libraries that look at it.

    Attributes:
        der: its bytes.
        parsed: as the ``cryptography`` package has it.
        asn1: as ``asn1crypto`` has it, for path validation.
    """

    der: bytes
    parsed: x509.Certificate
    asn1: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Certificate) and self.der == other.der

    def __hash__(self) -> int:
        return hash(self.der)

    @cached_property
    def subject(self) -> str:
        """The distinguished name (RFC 4514)."""
        return self.parsed.subject.rfc4514_string()

    @cached_property
    def name(self) -> str:
        """The shortest name that people know it by: common name, else the whole subject."""
        return _attribute(self.parsed.subject, x509.NameOID.COMMON_NAME) or self.subject

    @cached_property
    def self_signed(self) -> bool:
        """Whether its own key signed it."""
        return issued(self, self)

    @property
    def valid_from(self) -> datetime:
        """The first moment of its validity."""
        return self.parsed.not_valid_before_utc

    @property
    def valid_until(self) -> datetime:
        """The last moment of its validity."""
        return self.parsed.not_valid_after_utc

    def valid_at(self, moment: datetime) -> bool:
        """Whether it is valid at a moment, by its dates alone."""
        return self.valid_from <= moment <= self.valid_until

    def digest(self, name: str) -> bytes:
        """Its digest by a hash function of :mod:`hashlib`."""
        import hashlib

        return hashlib.new(name, self.der).digest()

    def signer(self) -> Signer:
        """Whom it names."""
        subject = self.parsed.subject
        return Signer(
            self.subject,
            _attribute(subject, x509.NameOID.ORGANIZATION_NAME),
            _attribute(subject, _ORGANISATION_IDENTIFIER),
            _attribute(subject, x509.NameOID.COUNTRY_NAME),
            self.parsed.issuer.rfc4514_string(),
            self.valid_from,
            self.valid_until,
            self.digest("sha256").hex(),
        )


def load_certificate(der: bytes, what: str) -> Certificate:
    """Load a certificate.

    Args:
        der: its bytes.
        what: its name in messages.

    Raises:
        UnusableError: it is too large, broken, or its key is outside the bounds.
    """
    if len(der) > CERTIFICATE_BYTES:
        raise UnusableError(f"{what} is larger than {CERTIFICATE_BYTES} bytes")
    check_der(der, what)
    try:
        parsed = x509.load_der_x509_certificate(der)
        asn1 = asn1_x509.Certificate.load(der, strict=True)
        _ = asn1.native, parsed.subject, parsed.issuer, parsed.extensions
        _ = parsed.not_valid_before_utc, parsed.not_valid_after_utc
        key = parsed.public_key()
    except (*BROKEN, x509.DuplicateExtension, x509.InvalidVersion):
        raise UnusableError(f"{what} is no X.509 certificate that can be read") from None
    check_key(key, what)
    return Certificate(der, parsed, asn1)


def check_key(key: object, what: str) -> None:
    """Refuse keys that are too weak, or that cost unbounded time.

    Raises:
        UnusableError: the key is outside the bounds.
    """
    if isinstance(key, rsa.RSAPublicKey):
        if not RSA_BITS[0] <= key.key_size <= RSA_BITS[1]:
            raise UnusableError(
                f"{what} has an RSA key of {key.key_size} bits, and {RSA_BITS[0]} to {RSA_BITS[1]} are taken"
            )
        if key.public_numbers().e.bit_length() > _EXPONENT_BITS or key.public_numbers().e < 3:
            raise UnusableError(f"{what} has an RSA key with an exponent outside 3 to 2^{_EXPONENT_BITS}")
    elif isinstance(key, ec.EllipticCurvePublicKey) and key.key_size < 224:
        raise UnusableError(f"{what} has a key of {key.key_size} bits on its curve, which is too weak")


def issued(issuer: Certificate, subject: Certificate) -> bool:
    """Whether a certificate has another one's name as its issuer, and was signed by its key."""
    try:
        subject.parsed.verify_directly_issued_by(issuer.parsed)
    except (*BROKEN, InvalidSignature):
        return False
    return True


def load_anchors(trusted: Sequence[bytes | str | Path]) -> tuple[Certificate, ...]:
    """Load the certificates that the user trusts.

    Args:
        trusted: PEM (one or several certificates) or DER, as bytes or as paths of files.

    Raises:
        UnreadableError: a file cannot be opened.
        UsageError: it holds no certificate that can be used.
    """
    return tuple(dict.fromkeys(anchor for item in trusted for anchor in _load_anchor(item)))


def _load_anchor(item: bytes | str | Path) -> Iterable[Certificate]:
    name = "A trusted certificate" if isinstance(item, bytes) else str(item)
    try:
        if isinstance(item, bytes):
            data = item
        else:
            with Path(item).open("rb") as stream:
                data = stream.read(_ANCHOR_FILE)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UnreadableError("file-not-readable", f"{name} cannot be opened: {reason}.") from None
    try:
        if b"-----BEGIN" not in data:
            return [load_certificate(data, name)]
        from cryptography.hazmat.primitives.serialization import Encoding

        found = x509.load_pem_x509_certificates(data)
        return [load_certificate(one.public_bytes(Encoding.DER), name) for one in found]
    except ValueError as error:
        why = str(error) if isinstance(error, UnusableError) else f"{name} holds no certificate in PEM or DER form"
        raise UsageError("usage", f"{why}.", hint="Give certificates as PEM or DER files.") from None


def _attribute(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    return next((str(item.value) for item in name.get_attributes_for_oid(oid)), "")
