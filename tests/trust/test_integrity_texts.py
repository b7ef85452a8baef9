"""A context that was published in two texts: a proof made with the other one holds, and what it leaves out is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from eportfolio.sources.jsonld import variants
from eportfolio.trust import Outcome, verify
from eportfolio.trust.integrity.secured import Secured
from eportfolio.trust.integrity.suites import CRYPTOSUITES
from eportfolio.trust.keys import new_key
from eportfolio.trust.keys.multibase import encode

pytest.importorskip("cryptography")

CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


def signed_with_the_other_text(**more: Any) -> bytes:
    key = new_key()
    method = f"{key.did}#{key.did.removeprefix('did:key:')}"
    document: dict[str, Any] = {
        "@context": ["https://www.w3.org/ns/credentials/v2", CONTEXT],
        "id": "https://school.example.org/badges/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": key.did, "type": ["Profile"]},
        "validFrom": "2026-07-01T09:00:00Z",
        "credentialSubject": {
            "id": "did:example:noor", "type": ["AchievementSubject"],
            "achievement": {"id": "urn:x:1", "type": ["Achievement"], "name": "Joints", "description": "By hand.",
                            "criteria": {"narrative": "Three joints."}},
        },
        **more,
    }  # fmt: skip
    proof = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "verificationMethod": method,
             "proofPurpose": "assertionMethod", "created": "2026-07-01T09:00:00Z"}  # fmt: skip
    (text,) = variants(CONTEXT)
    secured = Secured(document, texts={CONTEXT: text})
    material = next(iter(secured.materials(proof, CRYPTOSUITES["eddsa-rdfc-2022"], "sha256")))
    return json.dumps({**document, "proof": {**proof, "proofValue": encode(key.sign(material.signed))}}).encode()


def test_what_the_other_text_leaves_out_is_told_and_fails() -> None:
    told = verify(signed_with_the_other_text(endorsementJwt=["eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.AAAA"]))
    proof = told.proofs[0]
    assert proof.outcome("signature") is Outcome.CHECKED
    failed = [step.reason for step in proof.steps if step.outcome is Outcome.FAILED]
    assert len(failed) == 1
    assert "another text" in failed[0]
    assert "/endorsementJwt" in failed[0]
    assert not told.ok


def test_where_both_texts_say_the_same_nothing_is_told() -> None:
    assert verify(signed_with_the_other_text()).ok
