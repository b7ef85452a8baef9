"""Which proofs are recognised, where they are looked for, and what is said of those that are not verified."""

from __future__ import annotations

import json
import sys
from datetime import datetime

import pytest

from eportfolio.report.errors import MissingExtraError, UnreadableError, UnsafeError, UsageError
from eportfolio.trust import Outcome, verify

from .sealing import CREDENTIAL, SOON, as_bytes, b64u, sealed

JWT = ".".join((b64u(b'{"alg":"ES256","typ":"JWT","kid":"did:web:school.example.org#1"}'), b64u(b'{"vc":{}}'), "AAAA"))

XADES = b"""<?xml version="1.0"?><europassCredential xmlns="http://data.europa.eu/snb">
<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></europassCredential>"""


@pytest.mark.parametrize(
    ("document", "kind", "words"),
    [
        (XADES, "XAdES or XML signature", ""),
        (b"%PDF-1.7 ... /ByteRange [0 1 2 3] ...", "PAdES or PDF signature", ""),
        ({"proof": {"type": "DataIntegrityProof"}}, "Data Integrity", "missing"),
        ({"proof": {"type": "Ed25519Signature2018", "jws": "a..b"}}, "Ed25519Signature2018", "old suite"),
    ],
)  # fmt: skip
def test_other_proofs_are_named_and_not_checked(look, document, kind: str, words: str) -> None:
    verification = look(document)
    (proof,) = verification.proofs
    assert proof.kind == kind
    (step,) = proof.steps
    assert step.outcome is Outcome.NOT_CHECKED
    assert words in step.reason
    assert verification.ok is False
    assert verification.findings[-1].name == "no-proof"
    assert verification.summary() == "signature not checked; 0 steps checked, 0 failed, 1 not checked"


@pytest.mark.parametrize("document", [CREDENTIAL, [], [1], {"credential": CREDENTIAL}, b"a.b.c", b"<cv/>", b"hello"])
def test_document_without_proof(look, document) -> None:
    verification = look(document)
    assert verification.proofs == []
    assert verification.summary().startswith("no proof")
    assert verification.findings[-1].name == "no-proof"
    assert verification.findings[-1].severity == "error"
    assert verification.ok is False


def test_seals_in_a_presentation_and_in_a_list(look) -> None:
    presentation = {"type": "VerifiablePresentation", "verifiableCredential": [sealed(), JWT, CREDENTIAL, sealed()]}
    found = [(proof.kind, proof.pointer) for proof in look(presentation).proofs]
    assert found == [
        ("JAdES", "/verifiableCredential/0/signatures/0"), ("VC-JWT credential", "/verifiableCredential/1"),
        ("JAdES", "/verifiableCredential/3/signatures/0"),
    ]  # fmt: skip
    assert [proof.pointer for proof in look([sealed(), sealed()]).proofs] == ["/0/signatures/0", "/1/signatures/0"]
    single = look({"type": "VerifiablePresentation", "verifiableCredential": sealed()})
    assert single.proofs[0].pointer == "/verifiableCredential/signatures/0"
    steps = {step.name: step.pointer for step in single.steps}
    assert steps["credential-dates"] == "/verifiableCredential/payload"


def test_proof_of_the_upload_form(look) -> None:
    document = {"credential": {**CREDENTIAL, "proof": {"type": "DataIntegrityProof"}}, "deliveryDetails": {}}
    assert [proof.pointer for proof in look(document).proofs] == ["/credential/proof"]


def test_too_many_places_are_refused(look) -> None:
    with pytest.raises(UnsafeError):
        look([1] * 1001)


def test_a_seal_needs_the_extra_and_nothing_else_does(monkeypatch: pytest.MonkeyPatch, look) -> None:
    monkeypatch.setitem(sys.modules, "pyhanko_certvalidator", None)
    with pytest.raises(MissingExtraError) as caught:
        look(sealed())
    assert "[verify]" in caught.value.finding.message
    assert look(CREDENTIAL).proofs == []
    assert look(JWT.encode()).proofs[0].kind == "VC-JWT credential"


# -- the question ----------------------------------------------------------------------------------------------


def test_moment_needs_a_time_zone(look) -> None:
    with pytest.raises(UsageError):
        look(sealed(), at=datetime(2025, 6, 1))


def test_moment_is_now_when_left_out() -> None:
    verification = verify(as_bytes(sealed()))
    assert abs((datetime.now(verification.at.tzinfo) - verification.at).total_seconds()) < 60


@pytest.mark.parametrize(
    "given", [b"", b"no certificate", b"-----BEGIN CERTIFICATE-----\n@@\n-----END CERTIFICATE-----"]
)
def test_trusted_file_without_certificate_is_a_usage_error(look, given: bytes, tmp_path) -> None:
    path = tmp_path / "root.pem"
    path.write_bytes(given)
    for one in (given, path, str(path)):
        with pytest.raises(UsageError):
            look(sealed(), trusted=[one])


def test_trusted_file_that_is_not_there_is_unreadable(look, tmp_path) -> None:
    with pytest.raises(UnreadableError):
        look(sealed(), trusted=[tmp_path / "root.pem"])


# -- results ---------------------------------------------------------------------------------------------------


def test_results_as_data_and_as_findings(look) -> None:
    verification = look(sealed())
    data = json.loads(json.dumps(verification.as_dict()))
    assert data["ok"] is True
    assert data["at"] == SOON.isoformat()
    assert data["proofs"][0]["holds"] is True
    assert data["proofs"][0]["signer"]["organisation_identifier"] == "VATXX-12345678"
    assert data["proofs"][0]["steps"][0] == {
        "name": "structure", "outcome": "checked", "pointer": "/signatures/0",
        "reason": data["proofs"][0]["steps"][0]["reason"],
    }  # fmt: skip
    names = {item.name for item in verification.report()}
    assert names == {"proof-checked", "proof-not-checked"}
    assert all(item.specification for item in verification.findings)
    (anchor,) = (item for item in verification.findings if item.message.startswith("Trust anchor"))
    assert "--trusted" in anchor.advice


@pytest.mark.parametrize(
    ("document", "kind", "pointer"),
    [
        (JWT.encode(), "VC-JWT credential", ""), (f'"{JWT}"'.encode(), "VC-JWT credential", ""),
        (f"{JWT}~WyJzYWx0Il0~".encode(), "SD-JWT", ""), ({**CREDENTIAL, "proof": ["odd"]}, "Embedded proof", "/proof"),
        ({"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{JWT}"}, "Enveloped credential", ""),
    ],
)  # fmt: skip
def test_proofs_go_to_those_who_verify_them(look, document, kind: str, pointer: str) -> None:
    (proof,) = look(document).proofs
    assert proof.kind.startswith(kind)
    assert proof.pointer == pointer


def test_a_token_that_nobody_signed_is_no_proof() -> None:
    found = verify(".".join((b64u(b'{"alg":"none"}'), b64u(b"{}"), "")).encode())
    assert [step.outcome for step in found.steps] == [Outcome.FAILED]
    assert not found.ok
