"""Sealed credentials that others made: all of them verify offline, and the steps say what was not checked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from eportfolio.trust import Outcome, verify
from tests.support import needs_shared, shared_files

CHECKED, FAILED, NOT_CHECKED = Outcome

SEALED = list(shared_files("samples/elm/eu-edc*/*-signed.jsonld"))
OTHERS = shared_files("samples/elm/dc4eu/*-signed-*.json")

pytestmark = [needs_shared, pytest.mark.shared]

COMMON = {
    "structure": CHECKED, "critical-headers": CHECKED, "algorithm": CHECKED, "signing-certificate": CHECKED,
    "signature": CHECKED, "content-time-stamp": CHECKED, "signature-time-stamp": CHECKED, "time-stamp-chain": CHECKED,
    "time-stamp-anchor": NOT_CHECKED, "signing-time": CHECKED, "certificate-validity": CHECKED, "key-usage": CHECKED,
    "trust-anchor": NOT_CHECKED, "qualified-status": NOT_CHECKED, "issuer-identifier": CHECKED,
    "credential-dates": CHECKED, "credential-status": NOT_CHECKED,
}  # fmt: skip
B_T = {**COMMON, "chain": NOT_CHECKED, "revocation": NOT_CHECKED}
ROOTLESS = {**COMMON, "chain": NOT_CHECKED, "revocation": CHECKED, "archive-time-stamp": CHECKED}
WHOLE = {**ROOTLESS, "chain": CHECKED, "issuer-revocation": NOT_CHECKED}

EXPECTED = {
    "eu-edc/AA-Annex1-MC-signed.jsonld": ("B-T", B_T),
    "eu-edc/Sample-CertOfPart-signed.jsonld": ("B-LTA", WHOLE),
    "eu-edc/Sample-JointDegree-signed.jsonld": ("B-LTA", WHOLE),
    "eu-edc-2023/Sample-CertOfPart-signed.jsonld": ("B-LTA", ROOTLESS),
    "eu-edc-2023/Sample-MC-Annex1-signed.jsonld": ("B-LTA", ROOTLESS),
}


def key(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def outcomes(path: Path, **asked) -> dict[str, Outcome]:
    (proof,) = verify(path, **asked).proofs
    return {step.name: step.outcome for step in proof.steps}


def test_all_sealed_samples_are_there() -> None:
    assert {key(path) for path in SEALED} == set(EXPECTED)


@pytest.mark.parametrize("path", SEALED, ids=key)
def test_sealed_sample_verifies_offline(path: Path) -> None:
    verification = verify(path)
    (proof,) = verification.proofs
    level, expected = EXPECTED[key(path)]
    assert {step.name: step.outcome for step in proof.steps} == expected
    assert proof.level == level
    assert proof.holds is True
    assert verification.ok is True
    assert "for electronic seals" in proof.qualified


@pytest.mark.parametrize("path", SEALED, ids=key)
def test_flipped_byte_of_a_sample_fails(path: Path) -> None:
    document = json.loads(path.read_bytes())
    document["payload"] = document["payload"].replace("urn:credential:", "urn:Credential:", 1)
    verification = verify(json.dumps(document).encode())
    (proof,) = verification.proofs
    assert proof.outcome("signature") is FAILED
    assert proof.outcome("content-time-stamp") is FAILED
    assert verification.ok is False


def embedded_roots(path: Path) -> list[bytes]:
    """The certificates of a sample that are signed by themselves."""
    import base64

    header = json.loads(path.read_bytes())["signatures"][0]["header"]
    found = []
    for component in header["etsiU"]:
        for one in json.loads(base64.urlsafe_b64decode(component + "==")).get("xVals", ()):
            certificate = x509.load_der_x509_certificate(base64.b64decode(one["x509Cert"]["val"]))
            if certificate.subject == certificate.issuer:
                found.append(certificate.public_bytes(Encoding.PEM))
    return found


@pytest.mark.parametrize("name", ["eu-edc/Sample-CertOfPart-signed.jsonld", "eu-edc/Sample-JointDegree-signed.jsonld"])
def test_sample_below_trusted_roots(name: str) -> None:
    path = next(path for path in SEALED if key(path) == name)
    roots = embedded_roots(path)
    expected = {**WHOLE, "trust-anchor": CHECKED, "time-stamp-anchor": CHECKED}
    assert outcomes(path, trusted=roots) == expected
    older = next(path for path in SEALED if key(path) == "eu-edc-2023/Sample-CertOfPart-signed.jsonld")
    assert outcomes(older, trusted=roots)["trust-anchor"] is CHECKED


@pytest.mark.parametrize("path", OTHERS, ids=key)
def test_other_proofs_are_recognised_and_not_checked(path: Path) -> None:
    verification = verify(path)
    (proof,) = verification.proofs
    assert (proof.holds, proof.outcome("cryptosuite")) == (None, Outcome.NOT_CHECKED)
    assert verification.ok is False
