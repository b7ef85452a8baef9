"""Tokens that bring a certificate (``x5c``): judged like that of a seal, and bound to the issuer by its name."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from ..certificates import Certificate
from ..encoding import UnusableError
from ..jades.jws import Jws
from ..jades.seal import Seal
from ..jades.signer import signing_certificate
from ..jades.times import check_validity
from ..jades.trusting import check_trust
from ..jades.unsigned import Unsigned
from ..keys import PURPOSES, FoundKey
from ..question import Question
from ..results import Outcome, Proof


def certified_key(proof: Proof, jws: Jws, issuer: str, question: Question) -> FoundKey | None:
    """The key of the certificate that a token brings, with the steps about the certificate.

    Args:
        proof: where the steps go.
        jws: the token.
        issuer: the identifier of the issuer; empty when the token names none.
        question: what is asked.

    Returns:
        The key; ``None`` when the certificate cannot be used.
    """
    try:
        signing = signing_certificate(jws, ())
    except UnusableError as error:
        proof.failed("signing-certificate", str(error))
        return None
    certificate = signing.certificate
    proof.signer = certificate.signer()
    proof.checked("signing-certificate", f'"{certificate.name}", bound to the signature by {signing.binding}')
    seal = Seal(proof, jws, Unsigned(), question, signing)
    check_validity(seal, certificate)
    check_trust(seal, certificate)
    key: Any = certificate.parsed.public_key()
    doubt, refusal = _reservations(proof, certificate, issuer)
    return FoundKey(key, certificate.name, issuer, PURPOSES, "the certificate of the token", doubt, refusal)


def _reservations(proof: Proof, certificate: Certificate, issuer: str) -> tuple[str, str]:
    """What speaks for caution, and what against it, that the certificate is that of the issuer.

    Anybody can put any name into a certificate, so a name counts when the certificate leads to a trusted one.
    """
    named = names(certificate, issuer)
    whose = f'the certificate is that of "{certificate.name}"'
    if named is False:
        return "", f"{whose}, which names other addresses than {issuer[:160]}"
    if named is None:
        return f"{whose}, which names no address", ""
    if proof.outcome("trust-anchor") is not Outcome.CHECKED:
        return f"{whose}, which leads to none that you trust, and anybody can put any name into a certificate", ""
    return "", ""


def names(certificate: Certificate, issuer: str) -> bool | None:
    """Whether a certificate names an issuer, by its address or the host of it (RFC 5280, 4.2.1.6).

    Args:
        certificate: the certificate.
        issuer: the identifier of the issuer.

    Returns:
        Whether it does; ``None`` where it names no address at all.
    """
    from cryptography import x509

    try:
        named = certificate.parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        host = urlsplit(issuer).hostname or ""
    except x509.ExtensionNotFound:
        return None
    except ValueError:
        return False
    addresses = named.get_values_for_type(x509.UniformResourceIdentifier)
    hosts = [name.lower() for name in named.get_values_for_type(x509.DNSName)]
    if not addresses and not hosts:
        return None
    return bool(issuer) and (issuer in addresses or (issuer.startswith("https://") and host in hosts))
