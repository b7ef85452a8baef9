"""Embedded proofs held against the vectors of the W3C, of proof chains, and of badges and records of others."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from eportfolio.trust.canonical import Variant
from eportfolio.trust.documents import Documents
from eportfolio.trust.integrity import verify_embedded
from eportfolio.trust.integrity.secured import Material, Secured
from eportfolio.trust.integrity.suites import CRYPTOSUITES, TYPES, suite_of
from eportfolio.trust.keys import address_of_did_web, from_multikey, name_of, new_key
from eportfolio.trust.keys.multibase import encode
from eportfolio.trust.question import Question
from eportfolio.trust.recognising import Place
from eportfolio.trust.results import Outcome, Proof
from tests.support import needs_shared, shared, shared_files

pytestmark = needs_shared

AT = datetime(2026, 6, 1, tzinfo=UTC)
VECTORS = "samples/vc-vectors"

INTERMEDIATES = [
    ("vc-di-eddsa/eddsa-rdfc-2022", "DataInt"),
    ("vc-di-eddsa/eddsa-rdfc-2022/employ", "DataInt"),
    ("vc-di-eddsa/eddsa-jcs-2022", "JCS"),
    ("vc-di-eddsa/Ed25519Signature2020", "EdSig"),
    ("vc-di-ecdsa/ecdsa-rdfc-2019-p256", "ECDSAP256"),
    ("vc-di-ecdsa/ecdsa-rdfc-2019-p256/employ", "ECDSAP256"),
    ("vc-di-ecdsa/ecdsa-rdfc-2019-p384", "ECDSAP384"),
    ("vc-di-ecdsa/ecdsa-rdfc-2019-p384/employ", "ECDSAP384"),
    ("vc-di-ecdsa/ecdsa-jcs-2019-p256", "JCSECDSAP256"),
    ("vc-di-ecdsa/ecdsa-jcs-2019-p384", "JCSECDSAP384"),
]

TOLD = frozenset({"key-owner"})
"""The vectors are signed by keys that have nothing to do with the issuers that they name; that step says so."""


def _json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def _verify(document: Mapping[str, Any], documents: Documents | None = None) -> list[Proof]:
    return verify_embedded(Place("", document), Question(AT, documents=documents or Documents()))


def _failed(proof: Proof) -> set[str]:
    return {step.name for step in proof.steps if step.outcome is Outcome.FAILED}


def _material(document: Mapping[str, Any]) -> Material:
    """What the one proof of a document signs, by the digest that its key asks for."""
    proof = document["proof"]
    _, suite, _ = suite_of(proof)
    assert suite is not None
    key = from_multikey(proof["verificationMethod"].partition("#")[2])
    (material,) = Secured(document).materials(proof, suite, suite.digests[name_of(key)])
    return material


@pytest.mark.parametrize(("folder", "name"), INTERMEDIATES, ids=[folder for folder, _ in INTERMEDIATES])
def test_every_intermediate_is_that_of_the_vector(folder: str, name: str) -> None:
    place = shared(f"{VECTORS}/{folder}")
    signed = _json(place / f"signed{name}.json")
    material = _material(signed)

    def told(what: str) -> str:
        return (place / f"{what}{name}.txt").read_text(encoding="utf-8").strip()

    assert material.document.decode().strip() == told("canonDoc")
    assert material.options.decode().strip() == told("proofCanon")
    assert material.document_hash.hex() == told("docHash")
    assert material.options_hash.hex() == told("proofHash")
    assert material.signed.hex() == told("combinedHash")
    assert signed["proof"]["proofValue"] == told("sigBTC58")
    (proof,) = _verify(signed)
    assert proof.holds is True
    assert _failed(proof) == TOLD
    (tampered,) = _verify({**signed, "validFrom": "2023-01-01T00:00:01Z"})
    assert tampered.holds is False


@pytest.mark.parametrize("folder", ["clrv2p0", "obv3p0"])
def test_canonical_documents_and_proofs_of_badges_and_records(folder: str) -> None:
    """The vectors are canonical texts alone; they are those of samples that are signed."""
    place = shared(f"{VECTORS}/ob3-clr2-ldp/{folder}")
    wanted = (place / "document-canon.txt").read_bytes().strip(), (place / "proof-canon.txt").read_bytes().strip()
    found = set()
    for path in [*shared_files("samples/badges/ob3-spec/linked-data-proof-*.json")]:
        document = _json(path)
        if isinstance(document.get("proof"), list) and len(document["proof"]) == 1:
            document["proof"] = document["proof"][0]
        if isinstance(document.get("proof"), dict) and "proofValue" in document["proof"]:
            material = _material(document)
            found.add((material.document.strip(), material.options.strip()))
    assert wanted in found


def test_vector_that_a_library_ships() -> None:
    place = shared(f"{VECTORS}/openvc-fixtures/vc_di_eddsa")
    signed = _json(place / "signedDataInt.json")
    material = _material(signed)
    assert material.document_hash.hex() == (place / "docHashDataInt.txt").read_text().strip()
    assert material.options_hash.hex() == (place / "proofHashDataInt.txt").read_text().strip()
    assert _verify(signed)[0].holds is True


@pytest.mark.parametrize(
    "path", shared_files(f"{VECTORS}/data-integrity-proof-chains/*/*.json"), ids=lambda path: path.stem
)
def test_proof_chains(path: Path) -> None:
    first, second = _verify(_json(path))
    assert first.holds is True
    if "Ok" in path.stem:
        assert second.holds is True
        assert second.outcome("previous-proof") is Outcome.CHECKED
        assert _failed(first) | _failed(second) <= TOLD
    else:
        assert second.holds is False
        assert {"previous-proof", "signature"} <= _failed(second)


@pytest.mark.parametrize(
    "path", shared_files(f"{VECTORS}/vc-di-eddsa/proof-set-chain/signed*.json"), ids=lambda path: path.stem
)
def test_proof_sets_and_chains(path: Path) -> None:
    document = _json(path)
    proofs = _verify(document)
    values = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    for proof, value in zip(proofs, values, strict=True):
        assert proof.holds is True
        assert _failed(proof) == TOLD
        assert (proof.outcome("previous-proof") is Outcome.CHECKED) == ("previousProof" in value)


CHECKED = {*CRYPTOSUITES, *TYPES}

FAILING_WITHOUT_BLAME = {
    "vcdm2-w3c/credential-proof-ok.json": "shows the form of a proof alone: its context has no terms for the proof, "
    "which names no key",
}
"""Samples that are called valid, in which a step fails all the same."""


def _samples() -> list[dict[str, Any]]:
    return [one for path in shared_files("samples/badges/manifest.json") for one in _json(path) if one.get("proof")]


def _documents() -> Documents:
    """The documents of the did:web issuers of the samples, at the addresses where they would be."""
    paths = shared_files(f"{VECTORS}/dcc-dids/*/did.json")
    return Documents({address_of_did_web(_json(path)["id"]): path.read_bytes() for path in paths})


@pytest.mark.parametrize("sample", _samples(), ids=lambda sample: sample["file"])
def test_verdicts_on_samples(sample: dict[str, Any]) -> None:
    """The verdict on every proof is that of the manifest; there is no difference to justify."""
    file = sample["file"]
    proofs = _verify(_json(shared(f"samples/badges/{file}")), _documents())
    assert [proof.holds for proof in proofs] == [one["verifies"] for one in sample["proof"]]
    for proof, one in zip(proofs, sample["proof"], strict=True):
        if one["suite"] not in CHECKED:
            (step,) = proof.steps
            assert step.name == "cryptosuite"
            assert step.outcome is (Outcome.FAILED if one["suite"] is None else Outcome.NOT_CHECKED)
        elif sample["expected"] == "valid":
            assert bool(_failed(proof)) == (file in FAILING_WITHOUT_BLAME)


def test_samples_are_there() -> None:
    suites = [one["suite"] for sample in _samples() for one in sample["proof"]]
    assert suites.count("eddsa-rdfc-2022") > 50
    assert suites.count("Ed25519Signature2020") > 40


@pytest.mark.parametrize("name", ["legacy", "oidf"])
def test_did_web_issuers_of_samples_are_bound_to_their_keys(name: str) -> None:
    files = [one["file"] for one in _samples() if f"idweb__{name}" in one["file"].lower()]
    assert files
    for file in files:
        document = _json(shared(f"samples/badges/{file}"))
        for proof in _verify(document, _documents()):
            assert proof.outcome("key-owner") is Outcome.CHECKED
        for proof in _verify(document):
            assert proof.outcome("key-owner") is Outcome.NOT_CHECKED


DIFFERING = ("ob3-1edtech/complete_v1.json", "ob3-edubadges/ref__full_ex.json",
             "ob3-spec/fullOpenBadge__complete-openbadgecredential-12.json")  # fmt: skip
"""Badges with nodes that the two variants of canonicalisation number differently."""


@pytest.mark.parametrize("file", DIFFERING)
@pytest.mark.parametrize("variant", [Variant.KEEPING_DUPLICATES, Variant.WITHOUT_DUPLICATES])
def test_a_document_that_is_signed_in_either_variant_verifies(file: str, variant: Variant) -> None:
    key = new_key()
    document = _json(shared(f"samples/badges/{file}")) | {"issuer": key.did}
    document["@context"] = [*document["@context"], "https://w3id.org/security/data-integrity/v2"]
    proof = {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod",
        "verificationMethod": f"{key.did}#{key.multikey}",
    }  # fmt: skip
    materials = {
        one.variant: one for one in Secured(document).materials(proof, CRYPTOSUITES["eddsa-rdfc-2022"], "sha256")
    }
    assert len(materials) == 2
    proof["proofValue"] = encode(key.sign(materials[variant].signed))
    (found,) = _verify({**document, "proof": proof})
    assert found.holds is True
    (step,) = [step for step in found.steps if step.name == "canonical-form"]
    assert variant.value in step.reason
