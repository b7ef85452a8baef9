"""Verify the signatures of a JWS as JAdES baseline signatures, step by step."""

from __future__ import annotations

from typing import Any

from ..content import check_content
from ..encoding import UnusableError
from ..question import Question
from ..results import Proof
from .algorithms import Algorithm, algorithm_of, holds
from .header import check_critical, statements
from .jws import Jws, Parts, decode, is_encoded, json_of, outside, split
from .seal import Seal
from .signer import signing_certificate
from .times import check_times
from .trusting import check_trust
from .unsigned import read_unsigned


def verify_jws(value: Any, pointer: str, question: Question) -> list[Proof]:
    """Verify every signature of a JWS.

    Args:
        value: the JSON object, or the compact text.
        pointer: where it stands.
        question: what is asked.

    Returns:
        One proof for each signature, at least one.
    """
    try:
        found = list(split(value, pointer))
    except UnusableError as error:
        broken = Proof("JAdES", pointer)
        broken.failed("structure", str(error))
        broken.not_checked("signature", "the structure is broken")
        return [broken]
    proofs = []
    for parts in found:
        proof = Proof("JAdES", parts.pointer)
        jws = _decoded(proof, parts, question)
        if beside := outside(value):
            names = ", ".join(name[:40] for name in beside[:8])
            proof.not_checked("uncovered", f"{names}: not covered by the signature", pointer)
        if jws is not None:
            _verify(_opened(proof, jws, question), f"{pointer}/payload")
        proofs.append(proof)
    if len({is_encoded(parts) for parts in found}) > 1:
        for proof in proofs:
            proof.failed("structure", "the signatures disagree on b64 (RFC 7797, 3)")
    return proofs


def _decoded(proof: Proof, parts: Parts, question: Question) -> Jws | None:
    try:
        jws = decode(parts, question.limits)
    except UnusableError as error:
        proof.failed("structure", str(error))
        proof.not_checked("signature", "the structure is broken")
        return None
    form = "as it stands" if jws.protected.get("b64") is False else "in base64url"
    proof.checked("structure", f"a payload of {len(jws.payload):,} bytes {form}, a protected header, a signature")
    return jws


def _opened(proof: Proof, jws: Jws, question: Question) -> Seal:
    unsigned = read_unsigned(jws, question.limits)
    proof.level = unsigned.level
    for place, problem in unsigned.problems:
        proof.failed("structure", problem, place)
    return Seal(proof, jws, unsigned, question)


def _verify(seal: Seal, payload: str) -> None:
    """Take every step; each of them adds what it found to the proof."""
    understood = _check_header(seal)
    algorithm = _check_algorithm(seal)
    _check_certificate(seal)
    _check_signature(seal, algorithm, understood)
    check_times(seal)
    if seal.signing is not None:
        check_trust(seal, seal.signing.certificate)
    _check_credential(seal, payload)


def _check_header(seal: Seal) -> bool:
    proof, protected = seal.proof, seal.jws.protected
    try:
        proof.checked("critical-headers", check_critical(protected))
    except UnusableError as error:
        proof.failed("critical-headers", str(error))
        return False
    for stated in statements(protected):
        proof.not_checked("header-statements", f"{stated}: signed, and not looked at")
    return True


def _check_algorithm(seal: Seal) -> Algorithm | None:
    try:
        algorithm = algorithm_of(seal.jws.protected.get("alg"))
    except UnusableError as error:
        seal.proof.failed("algorithm", str(error))
        return None
    seal.proof.checked("algorithm", algorithm.name)
    return algorithm


def _check_certificate(seal: Seal) -> None:
    try:
        seal.signing = signing_certificate(seal.jws, seal.unsigned.certificates)
    except UnusableError as error:
        seal.proof.failed("signing-certificate", str(error))
        return
    certificate = seal.signing.certificate
    seal.proof.signer = certificate.signer()
    seal.proof.checked("signing-certificate", f'"{certificate.name}", bound to the signature by {seal.signing.binding}')


def _check_signature(seal: Seal, algorithm: Algorithm | None, understood: bool) -> None:
    proof = seal.proof
    if algorithm is None:
        proof.not_checked("signature", "its algorithm is not allowed")
    elif not understood:
        proof.not_checked("signature", "a header that must be understood is not")
    elif seal.signing is None:
        proof.not_checked("signature", "there is no certificate to check it with")
    else:
        key = seal.signing.certificate.parsed.public_key()
        if not algorithm.fits(key):
            proof.failed("signature", f"the key of the certificate is not one for {algorithm.name}")
        elif holds(algorithm, key, seal.jws.signature, seal.jws.signing_input):
            proof.checked("signature", f"it fits the payload of {len(seal.jws.payload):,} bytes and the key")
        else:
            proof.failed("signature", "it does not fit the payload and the key: one of them was changed")


def _check_credential(seal: Seal, pointer: str) -> None:
    try:
        credential = json_of(seal.jws.payload, "the payload", seal.question.limits)
    except UnusableError as error:
        seal.proof.not_checked("issuer-identifier", str(error), pointer)
        return
    if isinstance(credential, dict):
        seal.proof.credential, seal.proof.credential_pointer = credential, pointer
    check_content(seal.proof, credential, pointer, seal.question.at)
