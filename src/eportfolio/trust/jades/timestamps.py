"""Time stamps (RFC 3161): what they cover, and the signature of the authority that gave them (RFC 5652, 5.4)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms, tsp  # noqa: F401 - tsp registers its content type with cms
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from ..certificates import BROKEN, CERTIFICATES, Certificate, load_certificate
from ..encoding import UnusableError

_DIGESTS: Final = frozenset({"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"})
"""Hash functions that a time stamp may use."""


@dataclass(frozen=True, slots=True)
class TimeStamp:
    """A time stamp whose signature holds.

    Attributes:
        moment: the time it gives.
        authority: the certificate of the authority that gave it.
        certificates: all certificates that came with it.
    """

    moment: datetime
    authority: Certificate
    certificates: tuple[Certificate, ...]


def verify_time_stamp(token: bytes, covered: Iterable[bytes], pool: Iterable[Certificate]) -> TimeStamp:
    """Verify a time stamp: imprint, signature, and that the certificate is one for time stamps.

    Args:
        token: the encoded time stamp, bounded already.
        covered: the bytes that it must cover, in pieces.
        pool: certificates that may be that of the authority, when the time stamp brings none.

    Raises:
        UnusableError: it is broken, covers something else, or its signature does not hold.
    """
    try:
        info = cms.ContentInfo.load(token, strict=True)
        if info["content_type"].native != "signed_data":
            raise UnusableError("it is no signed structure")
        signed = info["content"]
        content = signed["encap_content_info"]
        if content["content_type"].native != "tst_info":
            raise UnusableError("what it holds is no time stamp")
        statement = content["content"].parsed
        _check_imprint(statement["message_imprint"], covered)
        certificates = _certificates(signed)
        if len(signed["signer_infos"]) != 1:
            raise UnusableError("it does not have exactly one signer")
        signer = signed["signer_infos"][0]
        authority = _authority(signer, (*certificates, *pool))
        _check_signer(signer, bytes(content["content"]), authority)
        moment = statement["gen_time"].native
        if not isinstance(moment, datetime):
            raise UnusableError("the time it gives cannot be")
    except UnusableError:
        raise
    except BROKEN:
        raise UnusableError("it cannot be read") from None
    _check_authority(authority, moment)
    return TimeStamp(moment, authority, certificates)


def _digest(name: str, *pieces: bytes) -> bytes:
    if name not in _DIGESTS:
        raise UnusableError(f"its hash function {name[:20]} is not among those that are allowed")
    digest = hashlib.new(name)
    for piece in pieces:
        digest.update(piece)
    return digest.digest()


def _check_imprint(imprint: Any, covered: Iterable[bytes]) -> None:
    if imprint["hashed_message"].native != _digest(imprint["hash_algorithm"]["algorithm"].native, *covered):
        raise UnusableError("it was given for other content: the imprint differs")


def _certificates(signed: Any) -> tuple[Certificate, ...]:
    listed = signed["certificates"] or ()
    if len(listed) > CERTIFICATES:
        raise UnusableError(f"it brings more than {CERTIFICATES} certificates")
    return tuple(
        load_certificate(one.chosen.dump(), "a certificate in it") for one in listed if one.name == "certificate"
    )


def _authority(signer: Any, candidates: Iterable[Certificate]) -> Certificate:
    """The certificate that the signer's identifier names."""
    sid = signer["sid"]
    for one in candidates:
        if sid.name == "issuer_and_serial_number":
            found = (
                one.asn1.issuer == sid.chosen["issuer"] and one.asn1.serial_number == sid.chosen["serial_number"].native
            )
        else:
            found = one.asn1.key_identifier == sid.chosen.native
        if found:
            return one
    raise UnusableError("the certificate of its authority is not there")


def _check_signer(signer: Any, content: bytes, authority: Certificate) -> None:
    """Check the signed attributes and the signature over them."""
    attributes = {one["type"].native: one["values"] for one in signer["signed_attrs"]}
    digest = signer["digest_algorithm"]["algorithm"].native
    if len(attributes) != len(signer["signed_attrs"]):
        raise UnusableError("a signed attribute stands in it twice")
    if _only(attributes, "content_type").native != "tst_info":
        raise UnusableError("its signed content type is not that of a time stamp")
    if _only(attributes, "message_digest").native != _digest(digest, content):
        raise UnusableError("its content was changed: the signed digest differs")
    _check_binding(attributes, authority)
    if not _signature_holds(signer, digest, authority):
        raise UnusableError("the signature of its authority does not hold")


def _only(attributes: dict[str, Any], name: str) -> Any:
    values = attributes.get(name)
    if values is None or len(values) != 1:
        raise UnusableError(f"the signed attribute {name} is not there exactly once")
    return values[0]


def _check_binding(attributes: dict[str, Any], authority: Certificate) -> None:
    """The certificate must be the one that was signed along (RFC 3161, 2.4.2; RFC 5816)."""
    if "signing_certificate_v2" in attributes:
        first = _only(attributes, "signing_certificate_v2")["certs"][0]
        expected = _digest(first["hash_algorithm"]["algorithm"].native, authority.der)
    else:
        first = _only(attributes, "signing_certificate")["certs"][0]
        expected = authority.digest("sha1")  # the only one that this older attribute knows
    if first["cert_hash"].native != expected:
        raise UnusableError("its signature names another certificate than the one that is there")


def _signature_holds(signer: Any, digest: str, authority: Certificate) -> bool:
    from pyhanko_certvalidator.sig_validate import DEFAULT_SIGNATURE_VALIDATOR, SignatureValidationContext

    as_set = b"\x31" + signer["signed_attrs"].dump()[1:]
    algorithm = signer["signature_algorithm"]
    try:
        _digest(_hash_of(algorithm, digest))
        DEFAULT_SIGNATURE_VALIDATOR.validate_signature(
            signer["signature"].native, as_set, authority.asn1.public_key, algorithm,
            SignatureValidationContext(contextual_md_algorithm=digest),
        )  # fmt: skip
    except (InvalidSignature, UnsupportedAlgorithm, AssertionError):
        return False
    return True


def _hash_of(algorithm: Any, digest: str) -> str:
    """The hash function of a signature algorithm; where it names none, that of the signed digest."""
    try:
        return str(algorithm.hash_algo)
    except ValueError:
        return digest


def _check_authority(authority: Certificate, moment: datetime) -> None:
    usage = authority.asn1.extended_key_usage_value
    if usage is None or usage.native != ["time_stamping"]:
        raise UnusableError(f'the certificate "{authority.name}" is not one for time stamps alone (RFC 3161, 2.3)')
    if not authority.valid_at(moment):
        raise UnusableError(f'the certificate "{authority.name}" was not valid at the time it gives, {moment:%Y-%m-%d}')
