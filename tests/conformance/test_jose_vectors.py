"""Vectors of the W3C test suite for VC-JOSE-COSE, and tokens of 1EdTech: what must verify does, what must fail does."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from eportfolio.trust import Outcome, Verification, verify

from ..support import needs_shared, shared, shared_files

pytestmark = needs_shared

INPUT = "samples/vc-vectors/vc-jose-cose/input"
ISSUER = "https://example.issuer/vc-jose-cose"

WHEN = {
    "presentation-jose-multiple": datetime(2024, 12, 16, 12, tzinfo=UTC),
    "presentation-jose-bad-media-type": datetime(2024, 12, 15, tzinfo=UTC),
}
"""Presentations are in force for a day."""

SUCCESS = [
    "credential-jose-minimal", "presentation-jose-multiple", "credential-issuer-match-signed",
    "credential-jose-unknown-extensions", "credential-sdjwt-selective", "credential-sdjwt-nested",
    "presentation-sdjwt-selective",
]  # fmt: skip
"""Cases 6 to 9 and 20 to 22 of the suite."""

FAILURE = {
    "credential-jose-bad-signature": "signature", "credential-jose-bad-media-type": "media-type",
    "presentation-jose-bad-media-type": "media-type", "credential-jose-vc-vp-claims": "claims",
    "presentation-jose-bad-credential": "envelope", "credential-sdjwt-bad-signature": "signature",
    "credential-sdjwt-bad-media-type": "media-type", "presentation-sdjwt-bad-media-type": "media-type",
    "presentation-sdjwt-bad-credential": "envelope",
}  # fmt: skip
"""Cases 12 to 16 and 23 to 26 of the suite, and the step that fails."""


def known() -> dict[str, bytes]:
    """The document of the issuer, made of the verification methods of the suite."""
    methods = [
        json.loads(shared(f"{INPUT}/vm-{name}.json").read_bytes()) for name in ("ed25519", "p256", "p384", "p521")
    ]
    for method in methods:
        method.pop("secretKeyJwk")
    names = [method["id"] for method in methods]
    document = {"id": ISSUER, "verificationMethod": methods, "assertionMethod": names, "authentication": names}
    return {ISSUER: json.dumps(document).encode()}


def verified(name: str, **asked: Any) -> Verification:
    data = shared(f"{INPUT}/{name}.txt").read_bytes()
    return verify(data, known=known(), at=WHEN.get(name, datetime(2024, 12, 16, tzinfo=UTC)), **asked)


def failed(verification: Verification) -> set[str]:
    return {step.name for step in verification.steps if step.outcome is Outcome.FAILED}


@pytest.mark.parametrize("name", SUCCESS)
def test_what_must_verify_does(name: str) -> None:
    verification = verified(name)
    assert failed(verification) == set()
    assert verification.proofs[0].holds
    cose = [proof for proof in verification.proofs if any("COSE is not verified" in one.reason for one in proof.steps)]
    assert verification.ok is not bool(cose)
    assert all(proof.holds for proof in verification.proofs if proof not in cose)
    assert len(cose) == (name == "presentation-jose-multiple")


@pytest.mark.parametrize(("name", "step"), FAILURE.items())
def test_what_must_fail_does(name: str, step: str) -> None:
    verification = verified(name)
    assert step in failed(verification)
    assert not verification.ok


def test_every_vector_but_those_of_cose_is_in_a_table() -> None:
    files = {path.stem for path in shared_files(f"{INPUT}/*.txt")}
    assert {name for name in files if "cose" not in name.split("-")} == {*SUCCESS, *FAILURE}


@pytest.mark.parametrize("path", shared_files(f"{INPUT}/*cose*.txt"), ids=lambda path: path.stem)
def test_cose_is_out_of_scope_and_proves_nothing(path: Any) -> None:
    if "jose" in path.stem:
        pytest.skip("a vector of JOSE")
    verification = verify(path.read_bytes(), known=known())
    assert not verification.ok
    assert verification.proofs == []


# -- 1EdTech -----------------------------------------------------------------------------------------------------


def test_token_of_1edtech_without_a_key_is_read_and_not_checked() -> None:
    """It names no key and brings none, so 1EdTech's own verdict cannot rest on a signature either."""
    verification = verify(shared("samples/badges/ob3-1edtech/simple.jwt").read_bytes())
    steps = {step.name: step.outcome for step in verification.proofs[0].steps}
    assert verification.proofs[0].kind == "VC-JWT credential"
    assert steps["claims"] is Outcome.CHECKED
    assert steps["key"] is steps["signature"] is Outcome.NOT_CHECKED
    assert "signature" not in failed(verification)


def test_token_of_velocity_needs_its_own_registry() -> None:
    """The manifest says valid, with the registry of the Velocity network, which nothing here can ask."""
    verification = verify(shared("samples/badges/ob3-1edtech/velocity.jwt").read_bytes())
    (key,) = (step for step in verification.steps if step.name == "key")
    assert key.outcome is Outcome.NOT_CHECKED
    assert "did:velocity" in key.reason
    assert failed(verification) <= {"credential-structure"}
