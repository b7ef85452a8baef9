"""What was changed after sealing, or never was a seal: each must fail or be not checked, with its reason."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from eportfolio.trust import Outcome

from .sealing import ORGANISATION, Wish, as_bytes, b64, b64u, issue, pki, sealed, sign

CHECKED, FAILED, NOT_CHECKED = Outcome


def only(verification):
    (proof,) = verification.proofs
    return proof


def reason(proof, name: str) -> str:
    return next(step.reason for step in proof.steps if step.name == name)


def test_flipped_byte_of_the_payload_fails(look) -> None:
    document = sealed()
    document["payload"] = document["payload"].replace("Noor", "Nora")
    verification = look(document)
    assert only(verification).outcome("signature") is FAILED
    assert only(verification).outcome("content-time-stamp") is FAILED
    assert verification.ok is False


def test_white_space_in_the_payload_is_signed_too(look) -> None:
    document = sealed()
    document["payload"] += " "
    assert only(look(document)).outcome("signature") is FAILED


def test_spelling_of_the_json_around_the_payload_is_not_signed(look) -> None:
    document = sealed()
    escaped = json.dumps(document, ensure_ascii=True).replace("{", "{ ", 1).encode()
    assert escaped != as_bytes(document)
    assert only(look(escaped)).holds is True


def test_every_flipped_byte_of_the_signature_fails(look) -> None:
    document = sealed(level="B-B")
    one = document["signatures"][0]
    signature = base64.urlsafe_b64decode(one["signature"] + "==")
    for place in (0, len(signature) // 2, len(signature) - 1):
        flipped = bytearray(signature)
        flipped[place] ^= 1
        one["signature"] = b64u(bytes(flipped))
        assert only(look(document)).outcome("signature") is FAILED


def test_flipped_header_fails(look) -> None:
    document = sealed(level="B-B")
    one = document["signatures"][0]
    header = json.loads(base64.urlsafe_b64decode(one["protected"] + "=="))
    header["sigT"] = "2025-03-02T12:00:00Z"
    one["protected"] = b64u(json.dumps(header).encode())
    assert only(look(document)).outcome("signature") is FAILED


def test_swapped_certificate_fails(look) -> None:
    other = issue(Wish("Another Seal", identifier=ORGANISATION, key="RSA"), pki().intermediate)
    proof = only(look(sealed(header={"x5c": [b64(other.der)]})))
    assert proof.outcome("signing-certificate") is FAILED
    assert "x5t#S256" in reason(proof, "signing-certificate")
    assert proof.holds is None


def test_swapped_certificate_with_its_own_digest_fails(look) -> None:
    other = issue(Wish("Another Seal", identifier=ORGANISATION, key="RSA"), pki().intermediate)
    header = {"x5c": [b64(other.der)], "x5t#S256": b64u(hashlib.sha256(other.der).digest())}
    assert only(look(sealed(header=header))).outcome("signature") is FAILED


def test_forged_chain_fails(check) -> None:
    """Somebody makes an intermediate of the same name; the true one is embedded beside it."""
    forger = issue(Wish("Fictional Seals", authority=True), issue(Wish("Fictional Root", authority=True)))
    holder = issue(Wish("Zuiderlicht Seal", identifier=ORGANISATION), forger)
    proof = check(holder=holder, alg="ES256", trusted=[pki().root.pem, pki().tsa_root.pem])
    assert proof.outcome("signature") is CHECKED
    assert proof.outcome("chain") is FAILED
    assert "did not sign it" in reason(proof, "chain")
    assert proof.outcome("trust-anchor") is FAILED


def test_certificate_below_one_that_is_no_authority_fails(check) -> None:
    holder = issue(Wish("Below a Seal", identifier=ORGANISATION), pki().seal)
    p = pki()
    proof = check(holder=holder, alg="ES256", embedded=(p.root, p.intermediate, p.seal), ocsps=(), trusted=[p.root.pem])
    assert proof.outcome("chain") is FAILED
    assert proof.outcome("trust-anchor") is FAILED


def test_embedded_root_that_had_expired_fails(check) -> None:
    root = issue(Wish("Old Root", authority=True, end=datetime(2025, 1, 1, tzinfo=UTC)))
    holder = issue(Wish("Zuiderlicht Seal", identifier=ORGANISATION), root)
    proof = check(holder=holder, alg="ES256", embedded=(root,), ocsps=())
    assert proof.outcome("chain") is FAILED
    assert "was not valid on 2025-03-01" in reason(proof, "chain")


def test_key_that_is_not_for_signatures_fails(check) -> None:
    holder = issue(Wish("Wrong Use", identifier=ORGANISATION, usage="key_agreement"), pki().intermediate)
    assert check(holder=holder, alg="ES256").outcome("key-usage") is FAILED


def test_self_signed_certificate_vouches_for_nobody(check) -> None:
    holder = issue(Wish("By Myself", identifier=ORGANISATION))
    proof = check(holder=holder, alg="ES256", level="B-B")
    assert proof.outcome("chain") is NOT_CHECKED
    assert "signed by itself" in reason(proof, "chain")


# -- no certificate, and algorithms ----------------------------------------------------------------------------


def test_seal_without_certificate_fails(look) -> None:
    verification = look(sealed(without=("x5c", "x5t#S256"), level="B-B"))
    proof = only(verification)
    assert proof.outcome("signing-certificate") is FAILED
    assert "brings no certificate" in reason(proof, "signing-certificate")
    assert proof.outcome("signature") is NOT_CHECKED
    assert proof.signer is None
    assert [item.name for item in verification.findings][-1] == "no-proof"
    assert verification.ok is False


def test_certificate_elsewhere_is_not_fetched(look) -> None:
    proof = only(look(sealed(without=("x5c", "x5t#S256"), header={"x5u": "https://school.example.org/seal.pem"})))
    assert "nothing is fetched" in reason(proof, "signing-certificate")


def test_certificate_beside_the_signature_is_found_by_its_signed_digest(check) -> None:
    p = pki()
    proof = check(without=("x5c",), embedded=(p.root, p.intermediate, p.seal))
    assert proof.holds is True
    assert check(without=("x5c",)).outcome("signing-certificate") is FAILED


@pytest.mark.parametrize("alg", ["none", "None", "NONE"])
def test_algorithm_none_is_refused(look, alg: str) -> None:
    proof = only(look(sealed(alg=alg, level="B-B", signature=b"x")))
    assert proof.outcome("algorithm") is FAILED
    assert "no signature at all" in reason(proof, "algorithm")
    assert proof.holds is None


def test_algorithm_none_with_no_signature_at_all_is_refused(look) -> None:
    proof = only(look(sealed(alg="none", level="B-B")))
    assert proof.outcome("structure") is FAILED
    assert proof.holds is None


@pytest.mark.parametrize("secret", ["pem", "der"])
def test_shared_secret_made_of_the_public_key_is_refused(look, secret: str) -> None:
    form = Encoding.PEM if secret == "pem" else Encoding.DER
    key = pki().seal.key.public_key().public_bytes(form, PublicFormat.SubjectPublicKeyInfo)
    document = sealed(alg="HS256", level="B-B", signature=b"x")
    one = document["signatures"][0]
    signing_input = f"{one['protected']}.{document['payload']}".encode()
    one["signature"] = b64u(hmac.digest(key, signing_input, "sha256"))
    proof = only(look(document))
    assert proof.outcome("algorithm") is FAILED
    assert "shared secret" in reason(proof, "algorithm")
    assert proof.holds is None


@pytest.mark.parametrize("alg", ["RS1", "ES256K", "", 7, None, ["RS256"]])
def test_other_algorithms_are_refused(look, alg) -> None:
    proof = only(look(sealed(header={"alg": alg})))
    assert proof.outcome("algorithm") is FAILED


@pytest.mark.parametrize(
    ("alg", "key"),
    [("RS256", "RSA"), ("RS384", "RSA"), ("RS512", "RSA"), ("PS256", "RSA"), ("PS384", "RSA"), ("PS512", "RSA"),
     ("ES256", "P-256"), ("ES384", "P-384"), ("ES512", "P-521"), ("EdDSA", "Ed25519")],
)  # fmt: skip
def test_every_allowed_algorithm_holds_and_fails(look, alg: str, key: str) -> None:
    same = key == "RSA"
    holder = pki().seal if same else issue(Wish("A Seal", identifier=ORGANISATION, key=key), pki().intermediate)
    document = sealed(alg=alg, holder=holder)
    assert only(look(document)).outcome("signature") is CHECKED
    document["payload"] = document["payload"].replace("Noor", "Nora")
    assert only(look(document)).outcome("signature") is FAILED


def test_algorithm_of_another_kind_of_key_fails(look) -> None:
    proof = only(look(sealed(header={"alg": "ES256"})))
    assert proof.outcome("signature") is FAILED
    assert "not one for ES256" in reason(proof, "signature")


def test_curve_of_another_size_fails(look) -> None:
    holder = issue(Wish("A Seal", identifier=ORGANISATION, key="P-384"), pki().intermediate)
    proof = only(look(sealed(holder=holder, alg="ES256", level="B-B", signature=sign("ES384", holder.key, b"x"))))
    assert proof.outcome("signature") is FAILED


def test_signature_on_a_curve_has_one_spelling(look) -> None:
    holder = issue(Wish("A Seal", identifier=ORGANISATION), pki().intermediate)
    document = sealed(alg="ES256", holder=holder, level="B-B")
    one = document["signatures"][0]
    signature = base64.urlsafe_b64decode(one["signature"] + "==")
    one["signature"] = b64u(signature[:32] + b"\0" + signature[32:])
    assert only(look(document)).outcome("signature") is FAILED


# -- several signatures ----------------------------------------------------------------------------------------


def test_each_of_two_signatures_is_told(look) -> None:
    document = sealed()
    other = issue(Wish("Second Seal", identifier=ORGANISATION), pki().intermediate)
    document["signatures"] += sealed(holder=other, alg="ES256", level="B-T")["signatures"]
    verification = look(document)
    assert [proof.holds for proof in verification.proofs] == [True, True]
    assert [proof.pointer for proof in verification.proofs] == ["/signatures/0", "/signatures/1"]
    assert verification.summary().startswith("2 of 2 signatures hold; ")
    document["signatures"][1]["signature"] = document["signatures"][0]["signature"]
    verification = look(document)
    assert [proof.holds for proof in verification.proofs] == [True, False]
    assert verification.ok is False


def test_signatures_that_disagree_on_the_payload_fail(look) -> None:
    document = sealed()
    document["signatures"] += sealed(unencoded=False)["signatures"]
    for proof in look(document).proofs:
        assert FAILED in {step.outcome for step in proof.steps if step.name == "structure"}
