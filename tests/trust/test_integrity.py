"""Embedded proofs step by step: what is checked, what fails, and what hostile documents get."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from eportfolio.report.errors import MissingExtraError
from eportfolio.sources.base64url import to_base64url
from eportfolio.trust import Outcome
from eportfolio.trust.documents import Documents
from eportfolio.trust.integrity import verify_embedded
from eportfolio.trust.integrity.proving import prove
from eportfolio.trust.integrity.secured import CHAINED, PROOFS, Secured
from eportfolio.trust.integrity.suites import CRYPTOSUITES, SIGNING, TYPES
from eportfolio.trust.keys import SigningKey, issuer_document, new_key
from eportfolio.trust.keys.multibase import decode, encode
from eportfolio.trust.question import Question
from eportfolio.trust.recognising import Place
from eportfolio.trust.results import Proof

AT = datetime(2026, 6, 1, 12, tzinfo=UTC)
KEYS = {"Ed25519": new_key("ed25519"), "P-256": new_key("p256"), "P-384": new_key("p384")}
KEY = KEYS["Ed25519"]
V2 = "https://www.w3.org/ns/credentials/v2"
SCHOOL = "https://school.example.org/issuer"

EVERY = [(name, kind) for name in SIGNING for kind in CRYPTOSUITES[name].digests]


def credential(issuer: str = KEY.did, **members: Any) -> dict[str, Any]:
    return {
        "@context": [V2],
        "id": "urn:uuid:0b1d1f7e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        "validFrom": "2026-01-31T00:00:00Z",
        "credentialSubject": {"id": "urn:uuid:0b1d1f7e-0000-4000-8000-000000000002", "name": "Noor van Dijk-Okonkwo ☂"},
        **members,
    }


def signed(
    document: Mapping[str, Any] | None = None,
    key: SigningKey = KEY,
    suite: str = "eddsa-rdfc-2022",
    previous: Any = None,
    **members: Any,
) -> dict[str, Any]:
    """A document with one more proof, whose members may be any."""
    document = credential(key.did) if document is None else dict(document)
    proof = {
        **(CRYPTOSUITES | TYPES)[suite].proof_type(), "created": "2026-05-01T00:00:00Z",
        "verificationMethod": f"{key.did}#{key.multikey}", "proofPurpose": "assertionMethod", **members,
    }  # fmt: skip
    proof = {name: value for name, value in proof.items() if value is not None}
    secured = Secured(document)
    places: tuple[int, ...] = ()
    if previous is not None:
        proof["previousProof"] = previous
        places = secured.previous(proof)
    found = (CRYPTOSUITES | TYPES)[suite]
    material = next(secured.materials(proof, found, found.digests.get(key.kind, "sha256"), places))
    proof["proofValue"] = encode(key.sign(material.signed))
    proofs = [*secured.proofs, proof]
    return {**document, "proof": proofs if len(proofs) > 1 else proof}


def check(document: Mapping[str, Any], at: datetime = AT, **members: Any) -> list[Proof]:
    """The proofs of a document, as it comes out of a file."""
    return verify_embedded(Place("", json.loads(json.dumps(document))), Question(at, **members))


def one(document: Mapping[str, Any], **members: Any) -> Proof:
    (proof,) = check(document, **members)
    return proof


def failed(proof: Proof) -> list[str]:
    return [step.name for step in proof.steps if step.outcome is Outcome.FAILED]


def reason(proof: Proof, name: str) -> str:
    return next(step.reason for step in proof.steps if step.name == name)


def documents(*given: Mapping[str, Any]) -> Documents:
    return Documents({document["id"]: json.dumps(document).encode() for document in given})


@pytest.mark.parametrize(("suite", "kind"), EVERY)
def test_what_is_signed_verifies(suite: str, kind: str) -> None:
    key = KEYS[kind]
    method = f"{key.did}#{key.multikey}"
    proof = one(prove(credential(key.did), key, CRYPTOSUITES[suite], method, AT).document)
    assert failed(proof) == []
    assert proof.holds is True
    assert proof.kind == f"Data Integrity {suite}"
    assert proof.pointer == "/proof"
    assert proof.signing_time == AT
    assert proof.outcome("key-owner") is Outcome.CHECKED


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_digest_of_the_proof_is_signed_before_that_of_the_document(suite: str) -> None:
    """Data Integrity EdDSA Cryptosuites 1.0, section 3.2.4."""
    document = signed(suite=suite)
    value = document["proof"]
    (material,) = Secured(document).materials(value, CRYPTOSUITES[suite], "sha256")
    digests = hashlib.sha256(material.options).digest() + hashlib.sha256(material.document).digest()
    KEY.public.verify(decode(value["proofValue"], "it", 64), digests)
    assert b"Noor" in material.document
    assert b"assertionMethod" in material.options


@pytest.mark.parametrize("package", ["cryptography", "rfc8785", "pyld"])
def test_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    document = signed()
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"\[verify\]"):
        check(document)


@pytest.mark.parametrize(("suite", "kind"), EVERY)
@pytest.mark.parametrize("change", [{"validFrom": "2026-01-31T00:00:01Z"}, {"credentialSubject": {"id": "urn:x:y"}}])
def test_what_is_changed_does_not(suite: str, kind: str, change: dict[str, Any]) -> None:
    proof = one({**signed(key=KEYS[kind], suite=suite), **change})
    assert proof.holds is False
    assert failed(proof) == ["signature"]


@pytest.mark.parametrize("member", ["created", "proofPurpose", "verificationMethod"])
@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
def test_members_of_the_proof_are_signed_too(member: str, suite: str) -> None:
    document = signed(suite=suite)
    other = {"created": "2026-05-02T00:00:00Z", "proofPurpose": "authentication", "verificationMethod": KEY.did}
    document["proof"][member] = other[member]
    assert one(document).holds is False


def test_early_name_of_a_suite() -> None:
    proof = one(signed(suite="eddsa-2022"))
    assert failed(proof) == []
    assert "early name" in reason(proof, "cryptosuite")


def test_signature_of_2020_needs_its_context() -> None:
    with_terms = credential() | {"@context": [V2, "https://w3id.org/security/suites/ed25519-2020/v1"]}
    assert failed(one(signed(with_terms, suite="Ed25519Signature2020"))) == []
    without = one(signed(suite="Ed25519Signature2020"))
    assert "json-ld-terms" in failed(without)


@pytest.mark.parametrize(
    ("proof", "kind", "outcome", "words"),
    [
        ("x", "Embedded proof", Outcome.FAILED, "no JSON object"),
        ({}, "Embedded proof", Outcome.FAILED, "type of proof is missing"),
        ({"type": 7}, "Embedded proof", Outcome.FAILED, "missing"),
        ({"type": "Unheard"}, "Unheard", Outcome.NOT_CHECKED, '"Unheard" is known'),
        ({"type": "DataIntegrityProof"}, "Data Integrity", Outcome.NOT_CHECKED, "cryptosuite is missing"),
        ({"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdf-2022"}, "Data Integrity eddsa-rdf-2022",
         Outcome.NOT_CHECKED, "is known"),
        ({"type": "DataIntegrityProof", "cryptosuite": "ecdsa-sd-2023"}, "Data Integrity ecdsa-sd-2023",
         Outcome.NOT_CHECKED, "disclose a part"),
        ({"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"}, "Data Integrity bbs-2023", Outcome.NOT_CHECKED,
         "disclose a part"),
        ({"type": "RsaSignature2018", "jws": "a..b"}, "RsaSignature2018", Outcome.NOT_CHECKED, "old suite"),
    ],
)  # fmt: skip
def test_proofs_that_are_not_verified_are_named(proof: Any, kind: str, outcome: Outcome, words: str) -> None:
    found = one(credential(proof=[proof]))
    (step,) = found.steps
    assert (found.kind, step.outcome, found.holds) == (kind, outcome, None)
    assert words in step.reason


@pytest.mark.parametrize(
    ("member", "value", "words"),
    [
        ("proofValue", None, "missing"),
        ("proofValue", 7, "no text"),
        ("proofValue", "", "no text"),
        ("proofValue", "u" + to_base64url(bytes(64)), "base58btc"),
        ("proofValue", "z0OIl", "not allowed"),
        ("proofValue", "z" + "2" * 1_000_000, "longer"),
        ("proofPurpose", None, "missing"),
        ("proofPurpose", ["assertionMethod"], "no text"),
    ],
)
def test_proofs_with_a_broken_structure(member: str, value: Any, words: str) -> None:
    document = signed()
    document["proof"] = {name: one for name, one in {**document["proof"], member: value}.items() if one is not None}
    proof = one(document)
    assert failed(proof) == ["proof-structure"]
    assert words in reason(proof, "proof-structure")
    assert proof.holds is None


@pytest.mark.parametrize("length", [0, 1, 63, 65, 96])
def test_signature_of_a_wrong_length(length: int) -> None:
    document = signed()
    document["proof"]["proofValue"] = encode(b"\1" * length)
    assert one(document).holds is False


def test_purpose() -> None:
    proof = one(signed(proofPurpose="authentication"))
    assert failed(proof) == ["proof-purpose"]
    assert proof.holds is True


def test_presentation_is_for_authentication() -> None:
    presentation = {"@context": [V2], "type": ["VerifiablePresentation"], "holder": KEY.did}
    assert failed(one(signed(presentation, proofPurpose="authentication", challenge="7", domain="x.example.org"))) == []
    anonymous = one(signed({"@context": [V2], "type": "VerifiablePresentation"}, proofPurpose="authentication"))
    assert anonymous.outcome("key-owner") is Outcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"created": "2026-06-01T12:06:00Z"}, "created later"),
        ({"created": "2026-06-01"}, "no moment"),
        ({"created": 7}, "no moment"),
        ({"created": "2026-02-30T00:00:00Z"}, "no moment"),
        ({"expires": "2026-06-01T12:00:00Z"}, "has expired"),
        ({"expires": "soon"}, "no moment"),
    ],
)
def test_dates_that_are_wrong(members: dict[str, Any], words: str) -> None:
    proof = one(signed(suite="eddsa-jcs-2022", **members))
    assert failed(proof) == ["proof-dates"]
    assert words in reason(proof, "proof-dates")


@pytest.mark.parametrize(
    "members",
    [
        {"created": None},
        {"created": "2026-06-01T12:04:00Z"},
        {"created": "2026-05-01T00:00:00"},
        {"expires": "2026-06-01T12:00:01Z"},
    ],
)
def test_dates_that_are_right(members: dict[str, Any]) -> None:
    assert failed(one(signed(suite="eddsa-jcs-2022", **members))) == []


@pytest.mark.parametrize("member", ["domain", "challenge"])
def test_audience_is_not_checked(member: str) -> None:
    proof = one(signed(suite="eddsa-jcs-2022", **{member: "x.example.org"}))
    assert proof.outcome("proof-domain") is Outcome.NOT_CHECKED
    assert failed(proof) == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"hobby": "sailing"}, "/hobby"),
        ({"type": ["VerifiableCredential", "Diploma"]}, "/type/1"),
        ({"name": {"nl": "Bewijs", "en": "Proof"}}, "/name"),
    ],
)
def test_what_no_statement_holds_is_not_signed(change: dict[str, Any], place: str) -> None:
    """Anybody can add such a part to a signed document, and the signature still holds: the step tells."""
    before, after = one(signed()), one({**signed(), **change})
    assert before.holds is True
    assert failed(before) == []
    assert "json-ld-terms" in failed(after)
    assert place in reason(after, "json-ld-terms")


def test_canonical_json_signs_every_part() -> None:
    document = credential() | {"hobby": "sailing"}
    assert failed(one(signed(document, suite="eddsa-jcs-2022"))) == []


def test_unknown_context_is_not_checked() -> None:
    document = signed(suite="eddsa-jcs-2022") | {"@context": [V2, "https://attacker.example.org/context"]}
    document["proof"]["cryptosuite"] = "eddsa-rdfc-2022"
    proof = one(document)
    assert proof.holds is None
    assert proof.outcome("json-ld-terms") is Outcome.NOT_CHECKED
    assert "not known here" in reason(proof, "json-ld-terms")


def test_context_that_processors_refuse_fails() -> None:
    document = signed()
    document["@context"] = [V2, {"VerifiableCredential": "https://attacker.example.org/"}]
    proof = one(document)
    assert failed(proof) == ["json-ld-terms", "signature"]


def test_context_of_a_proof_over_canonical_json() -> None:
    document = signed(suite="eddsa-jcs-2022", **{"@context": [V2]})
    assert failed(one(document)) == []
    extended = document | {"@context": [V2, {"x": "urn:x"}]}
    assert failed(one(extended)) == []
    for contexts in ([{"x": "urn:x"}, V2], ["https://www.w3.org/2018/credentials/v1"], V2[:-1]):
        proof = one(document | {"@context": contexts})
        assert failed(proof) == ["canonical-form", "signature"]
        assert "does not begin with" in reason(proof, "canonical-form")


def test_numbers_that_canonical_json_cannot_write() -> None:
    proof = one(signed(suite="eddsa-jcs-2022") | {"big": 2**60})
    assert failed(proof) == ["canonical-form", "signature"]


@pytest.mark.parametrize(
    ("suite", "kind"),
    [
        ("eddsa-rdfc-2022", "P-256"),
        ("eddsa-jcs-2022", "P-384"),
        ("ecdsa-rdfc-2019", "Ed25519"),
        ("ecdsa-jcs-2019", "Ed25519"),
    ],
)
def test_key_of_another_kind_than_the_suite(suite: str, kind: str) -> None:
    proof = one(signed(key=KEYS[kind], suite=suite))
    assert failed(proof) == ["algorithm", "signature"]


def test_signature_by_another_key_of_the_same_kind() -> None:
    other = new_key()
    document = signed(credential(KEY.did), key=other, verificationMethod=f"{KEY.did}#{KEY.multikey}")
    assert failed(one(document)) == ["signature"]


def test_key_of_somebody_else() -> None:
    proof = one(signed(credential(KEY.did), key=new_key()))
    assert failed(proof) == ["key-owner"]
    assert proof.holds is True


@pytest.mark.parametrize(
    ("method", "outcome", "words"),
    [
        ("https://school.example.org/key", Outcome.NOT_CHECKED, "not given"),
        ("did:example:1#2", Outcome.NOT_CHECKED, "not given"),
        (None, Outcome.NOT_CHECKED, "no key is named"),
        ("zNoScheme", Outcome.FAILED, "no URL"),
        (7, Outcome.FAILED, "no key is named"),
        ("did:key:z" + "2" * 1_000_000, Outcome.FAILED, "longer"),
        (f"did:key:{encode(bytes([0x80, 0x24, 2]) + bytes([255]) * 32)}", Outcome.FAILED, "no point"),
        (f"did:key:{encode(bytes([0xED, 1, 1]) + bytes(31))}", Outcome.FAILED, "small order"),
        ("did:web:school.example.org:..:..", Outcome.FAILED, "foreign part"),
    ],
    ids=range(9),
)
def test_keys_that_are_not_found(method: Any, outcome: Outcome, words: str) -> None:
    document = signed()
    document["proof"]["verificationMethod"] = method
    if method is None:
        del document["proof"]["verificationMethod"]
    proof = one(document)
    assert proof.outcome("key") is outcome
    assert words in reason(proof, "key")
    assert proof.holds is None


def test_issuer_with_an_address() -> None:
    document = signed(credential(SCHOOL), verificationMethod=f"{SCHOOL}#{KEY.multikey}")
    alone = one(document)
    assert alone.holds is True
    assert alone.outcome("key-owner") is Outcome.NOT_CHECKED
    assert (
        one(document, documents=documents(issuer_document(KEY.public, SCHOOL))).outcome("key-owner") is Outcome.CHECKED
    )
    other = one(document, documents=documents(issuer_document(new_key().public, SCHOOL)))
    assert failed(other) == ["key"]
    assert one(document, keys={SCHOOL: KEY.public}).outcome("key-owner") is Outcome.CHECKED
    assert failed(one(document, keys={SCHOOL: new_key().public})) == ["signature"]


def test_proof_set() -> None:
    document = signed(signed(), suite="eddsa-jcs-2022")
    assert [(proof.pointer, failed(proof)) for proof in check(document)] == [("/proof/0", []), ("/proof/1", [])]
    document["proof"].append({"type": "Unheard"})
    assert [proof.holds for proof in check(document)] == [True, True, None]


def _chain() -> dict[str, Any]:
    first = signed(id="urn:uuid:1")
    second = signed(first, id="urn:uuid:2", previous="urn:uuid:1")
    return signed(second, previous=["urn:uuid:2", "urn:uuid:1"])


def test_proof_chain() -> None:
    document = _chain()
    proofs = check(document)
    assert [failed(proof) for proof in proofs] == [[], [], []]
    assert reason(proofs[2], "previous-proof").endswith("/proof/0, /proof/1")
    without = {**document, "proof": [document["proof"][0], document["proof"][2]]}
    assert failed(check(without)[1]) == ["previous-proof", "signature"]


def test_broken_link_of_a_chain() -> None:
    document = _chain()
    document["proof"][0]["proofValue"] = document["proof"][1]["proofValue"]
    first, second, third = check(document)
    assert failed(first) == ["signature"]
    assert failed(second) == ["previous-proof", "signature"]
    assert failed(third) == ["previous-proof", "signature"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda proofs: proofs[0].update(previousProof="urn:uuid:2"), "builds on itself"),
        (lambda proofs: proofs[1].update(previousProof="urn:uuid:2"), "builds on itself"),
        (lambda proofs: proofs[1].update(previousProof=7), "neither the id"),
        (lambda proofs: proofs[1].update(previousProof=[]), "neither the id"),
        (lambda proofs: proofs[1].update(previousProof=None), "neither the id"),
        (lambda proofs: proofs[1].update(previousProof=["urn:uuid:1"] * 100), "more than"),
        (lambda proofs: proofs[2].update(id="urn:uuid:1"), "more than one proof"),
        (lambda proofs: proofs[1].update(previousProof="urn:uuid:9"), "not there"),
    ],
)
def test_chains_that_are_none(change: Callable[[Any], None], words: str) -> None:
    document = _chain()
    change(document["proof"])
    proofs = check(document)
    assert any(
        words in step.reason for proof in proofs for step in proof.steps
        if step.name == "previous-proof" and step.outcome is Outcome.FAILED
    )  # fmt: skip


def test_many_proofs_are_refused_at_once() -> None:
    document = signed()
    document["proof"] = [document["proof"]] * 100_000
    began = time.process_time()
    (proof,) = verify_embedded(Place("", document), Question(AT))
    assert time.process_time() - began < 1
    assert failed(proof) == ["proof-structure"]
    assert f"up to {PROOFS}" in reason(proof, "proof-structure")


def test_many_links_are_refused() -> None:
    document = signed(id="urn:uuid:0")
    for place in range(CHAINED + 1):
        document = signed(document, id=f"urn:uuid:{place + 1}", previous=f"urn:uuid:{place}")
    proofs = check(document)
    assert [failed(proof) for proof in proofs[: CHAINED + 1]] == [[]] * (CHAINED + 1)
    assert f"more than {CHAINED}" in reason(proofs[-1], "previous-proof")


def test_graph_that_no_canonicaliser_gets_through_is_refused_within_a_second() -> None:
    """A clique of nodes that look alike (RDFC-1.0, section 7.1)."""
    nodes = [f"_:n{place}" for place in range(10)]
    inline = {"knows": {"@id": "https://example.org/knows", "@type": "@id"}}
    clique = [{"id": node, "knows": [other for other in nodes if other != node]} for node in nodes]
    document = credential() | {"@context": [V2, inline], "credentialSubject": clique}
    document["proof"] = {**signed()["proof"]}
    began = time.process_time()
    proof = one(document)
    assert time.process_time() - began < 1
    assert failed(proof) == ["canonical-form", "signature"]
