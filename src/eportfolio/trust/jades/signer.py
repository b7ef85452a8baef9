"""The certificate of a signature: where it is, and what binds it to what was signed (JAdES, 5.1.7, 5.1.8, 5.2.2)."""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..certificates import CERTIFICATE_BYTES, CERTIFICATES, Certificate, load_certificate
from ..encoding import UnusableError, from_base64, from_base64url
from .jws import Jws

_DIGESTS: Final = {
    "S256": "sha256", "S384": "sha384", "S512": "sha512", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512",
    "http://www.w3.org/2001/04/xmlenc#sha256": "sha256",
    "http://www.w3.org/2001/04/xmldsig-more#sha384": "sha384",
    "http://www.w3.org/2001/04/xmlenc#sha512": "sha512",
}  # fmt: skip
"""Names of hash functions in ``x5t#o`` (JAdES, 5.2.2) to those of :mod:`hashlib`."""


@dataclass(frozen=True, slots=True)
class Signing:
    """The certificate that signed, and others that stand with it.

    Attributes:
        certificate: the certificate.
        others: the rest of ``x5c``.
        binding: what binds it to the signature, in words.
    """

    certificate: Certificate
    others: tuple[Certificate, ...]
    binding: str


def signing_certificate(jws: Jws, embedded: Sequence[Certificate]) -> Signing:
    """The certificate of a signature.

    Args:
        jws: the signature.
        embedded: certificates that stand beside it.

    Raises:
        UnusableError: there is none, it cannot be read, or a signed digest names another one.
    """
    listed = _embedded(jws.protected.get("x5c"))
    digests = list(_digests(jws))
    if listed:
        first, others, where = listed[0], tuple(listed[1:]), "x5c"
    else:
        loose = [*_embedded(jws.unprotected.get("x5c")), *embedded]
        fitting = [one for one in loose if digests and all(_fits(one, *digest) for digest in digests)]
        if not fitting:
            raise UnusableError(_missing(jws, bool(digests)))
        first, others, where = fitting[0], tuple(loose), ""
    for name, digest, value in digests:
        if not _fits(first, name, digest, value):
            raise UnusableError(f"{name} names another certificate than the one in x5c")
    binding = " and ".join(dict.fromkeys((*([where] if where else []), *(name for name, _, _ in digests))))
    return Signing(first, others, binding)


def _missing(jws: Jws, digests: bool) -> str:
    if digests:
        return "the certificate that the signature names is not there"
    if "x5u" in jws.protected:
        return "the certificate lies elsewhere (x5u), and nothing is fetched"
    return "the signature brings no certificate, so nothing says whose key it is"


def _embedded(value: Any) -> list[Certificate]:
    if value is None:
        return []
    if not isinstance(value, list) or len(value) > CERTIFICATES:
        raise UnusableError(f"x5c is no list of at most {CERTIFICATES} certificates")
    return [
        load_certificate(from_base64(one, f"certificate {index} of x5c", CERTIFICATE_BYTES),
                         f"certificate {index} of x5c")
        for index, one in enumerate(value)
    ]  # fmt: skip


def _digests(jws: Jws) -> Iterator[tuple[str, str, bytes]]:
    """The signed digests that name the certificate: header, hash function, digest."""
    protected = jws.protected
    if "x5t#S256" in protected:
        yield "x5t#S256", "sha256", from_base64url(protected["x5t#S256"], "x5t#S256", 64)
    if "x5t#o" in protected:
        yield ("x5t#o", *_other(protected["x5t#o"], "x5t#o"))
    if "sigX5ts" in protected:
        listed = protected["sigX5ts"]
        if not isinstance(listed, list) or not listed:
            raise UnusableError("sigX5ts is not a list with at least one digest")
        yield ("sigX5ts", *_other(listed[0], "sigX5ts"))


def _other(value: Any, name: str) -> tuple[str, bytes]:
    members = value if isinstance(value, dict) else {}
    function = members.get("digAlg")
    digest = _DIGESTS.get(function) if isinstance(function, str) else None
    if digest is None:
        raise UnusableError(f"{name} has a hash function that is not allowed")
    return digest, from_base64url(members.get("digVal"), name, 64)


def _fits(certificate: Certificate, _name: str, digest: str, value: bytes) -> bool:
    return hmac.compare_digest(certificate.digest(digest), value)
