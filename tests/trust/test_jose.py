"""Credentials in JSON Web Tokens: what is signed verifies, and each attack ends in a step that says what is wrong."""

from __future__ import annotations

import hmac
import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any
from warnings import catch_warnings, simplefilter

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import import_key

from eportfolio.report.errors import MissingExtraError, UsageError
from eportfolio.sources.base64url import to_base64url
from eportfolio.sources.jws import document_of, open_token
from eportfolio.trust import Outcome, Verification, verify
from eportfolio.trust.jose import Form, sign
from eportfolio.trust.jose.keys import metadata_address
from eportfolio.trust.jose.signing import ALGORITHMS
from eportfolio.trust.keys import to_jwk
from eportfolio.trust.keys.material import thumbprint

from .tokens import ISSUER, KINDS, badge, did, document_of_issuer, key_of, raw

AT = datetime(2026, 1, 1, tzinfo=UTC)


def kid(kind: str = "Ed25519", which: int = 0) -> str:
    name = did(kind, which)
    return f"{name}#{name.removeprefix('did:key:')}"


def checked(token: str, **asked: Any) -> Verification:
    return verify(token.encode(), **{"at": AT, **asked})


def failures(verification: Verification) -> dict[str, str]:
    return {step.name: step.reason for step in verification.steps if step.outcome is Outcome.FAILED}


def outcomes(verification: Verification) -> dict[str, Outcome]:
    return {step.name: step.outcome for step in verification.steps}


def claims_of(document: dict[str, Any]) -> dict[str, Any]:
    """The claims of the form of Open Badges."""
    return dict(open_token(sign(document, key_of(), key_id=kid())).claims)


# -- signing and verifying ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", list(Form))
@pytest.mark.parametrize(("kind", "algorithm"), [(kind, one) for kind, all_ in ALGORITHMS.items() for one in all_])
def test_what_is_signed_verifies_here_and_by_joserfc(kind: str, algorithm: str, form: Form) -> None:
    issuer = ISSUER if kind == "RSA" else did(kind)
    name = f"{ISSUER}#key-0" if kind == "RSA" else kid(kind)
    token = sign(badge(issuer=issuer), key_of(kind), key_id=name, form=form, algorithm=algorithm)
    known = {ISSUER: document_of_issuer(ISSUER, key_of(kind))} if kind == "RSA" else {}
    verification = checked(token, known=known)
    assert failures(verification) == {}
    assert verification.ok
    assert outcomes(verification)["key-owner"] is Outcome.CHECKED
    pem = key_of(kind).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    jose_kind: Any = {"Ed25519": "OKP", "RSA": "RSA"}.get(kind, "EC")
    with catch_warnings():
        simplefilter("ignore", SecurityWarning)
        assert jws.deserialize_compact(token, import_key(pem, jose_kind), algorithms=[algorithm]).payload


def test_every_kind_of_key_is_covered() -> None:
    assert set(KINDS) == set(ALGORITHMS)


def test_claims_repeat_the_credential_and_it_comes_back_as_it_was() -> None:
    document = badge()
    claims = claims_of(document)
    assert {name: claims[name] for name in ("iss", "jti", "sub", "nbf", "exp")} == {
        "iss": did(), "jti": document["id"], "sub": "did:example:noor", "nbf": 1740787200, "exp": 2056320000,
    }  # fmt: skip
    assert document_of(claims) == document
    inside = open_token(sign(document, key_of(), key_id=kid(), form=Form.INSIDE)).claims
    assert document_of(inside) == document
    assert open_token(sign(document, key_of(), key_id=kid(), form=Form.AS_IS)).claims == document


def test_registered_claims_supply_what_the_credential_of_version_1_leaves_to_them() -> None:
    document = {"@context": ["https://www.w3.org/2018/credentials/v1"], "type": ["VerifiableCredential"],
                "credentialSubject": {"degree": "x"}}  # fmt: skip
    claims = {"vc": document, "iss": did(), "jti": "urn:uuid:1", "sub": "did:example:noor", "nbf": 1740787200, "exp": 2}
    assert document_of(claims) == {
        **document, "issuer": did(), "id": "urn:uuid:1", "issuanceDate": "2025-03-01T00:00:00Z",
        "expirationDate": "1970-01-01T00:00:02Z", "credentialSubject": {"id": "did:example:noor", "degree": "x"},
    }  # fmt: skip


def test_dates_of_a_token_are_no_dates_of_the_credential_beside_them() -> None:
    document = badge(validUntil=...)
    assert document_of({**document, "exp": 2056320000}) == {**document, "exp": 2056320000}
    assert document_of({**document, "exp": 2056320000, "nbf": 1}, as_is=True) == document


@pytest.mark.parametrize(
    ("changed", "form", "words"),
    [
        ({"issuer": ...}, Form.CLAIMS, "no issuer"),
        ({"id": ...}, Form.CLAIMS, "no id"),
        ({"validFrom": ...}, Form.INSIDE, "no validFrom"),
        ({"issuer": {"name": "x"}}, Form.AS_IS, "no issuer"),
        ({"validFrom": "2025-03-01"}, Form.CLAIMS, "time zone"),
        ({"validUntil": "2025-03-01T00:00:00"}, Form.CLAIMS, "time zone"),
        ({"@context": ["https://www.w3.org/2018/credentials/v1"]}, Form.AS_IS, "2.0"),
    ],
)
def test_what_no_token_can_be_made_of_is_refused(changed: dict[str, Any], form: Form, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        sign(badge(**changed), key_of(), key_id=kid(), form=form)


def test_algorithm_of_another_key_is_refused() -> None:
    with pytest.raises(UsageError, match="ES256"):
        sign(badge(), key_of(), key_id=kid(), algorithm="ES256")


# -- attacks on the signature ------------------------------------------------------------------------------------


def test_changed_payload_does_not_hold() -> None:
    header, _, signature = sign(badge(), key_of(), key_id=kid()).split(".")
    forged = {**claims_of(badge()), "name": "Master"}
    verification = checked(f"{header}.{to_base64url(json.dumps(forged).encode())}.{signature}")
    assert "signature" in failures(verification)
    assert not verification.ok


@pytest.mark.parametrize("name", ["none", "None", "NONE"])
def test_alg_none_is_no_signature(name: str) -> None:
    payload = to_base64url(json.dumps(claims_of(badge())).encode())
    for signature in ("", "AAAA"):
        header = to_base64url(json.dumps({"alg": name, "kid": kid()}).encode())
        verification = checked(f"{header}.{payload}.{signature}")
        assert "algorithm" in failures(verification)
        assert not verification.ok


def test_public_key_is_no_shared_secret() -> None:
    pem = key_of("RSA").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    unsigned = raw({"alg": "HS256", "typ": "JWT", "kid": f"{ISSUER}#key-0"}, badge(issuer=ISSUER)).rpartition(".")[0]
    token = f"{unsigned}.{to_base64url(hmac.digest(pem, unsigned.encode(), 'sha256'))}"
    verification = checked(token, known={ISSUER: document_of_issuer(ISSUER, key_of("RSA"))})
    assert set(failures(verification)) == {"algorithm", "signature"}
    assert "shared secret" in failures(verification)["algorithm"]


def test_algorithm_of_another_kind_of_key_fails() -> None:
    token = raw({"alg": "ES256", "typ": "JWT", "kid": kid()}, claims_of(badge()), key_of("P-256"), "ES256")
    assert failures(checked(token)) == {"signature": "the key is Ed25519, and not one for ES256"}


def test_key_id_of_somebody_else_fails() -> None:
    token = sign(badge(), key_of("Ed25519", 1), key_id=kid("Ed25519", 1))
    verification = checked(token)
    assert verification.proofs[0].holds
    assert set(failures(verification)) == {"key-owner"}
    assert not verification.ok


def test_key_in_the_header_that_nothing_binds_to_the_issuer_fails() -> None:
    jwk = to_jwk(key_of("P-256").public_key())
    token = raw({"alg": "ES256", "typ": "JWT", "jwk": jwk}, claims_of(badge()), key_of("P-256"), "ES256")
    assert "nothing binds" in failures(checked(token))["key-owner"]
    claims = claims_of(badge(issuer=ISSUER))
    token = raw({"alg": "ES256", "typ": "JWT", "jwk": jwk}, claims, key_of("P-256"), "ES256")
    assert outcomes(checked(token))["key-owner"] is Outcome.NOT_CHECKED
    assert checked(token).credentials[0].verdict == "unbound"
    listed = {ISSUER: document_of_issuer(ISSUER, key_of("P-256"))}
    assert checked(token, known=listed).ok
    others = {ISSUER: document_of_issuer(ISSUER, key_of("P-384"))}
    assert "nothing binds" in failures(checked(token, known=others))["key-owner"]


def test_private_key_in_the_header_is_refused() -> None:
    jwk = {**to_jwk(key_of("P-256").public_key()), "d": "AAAA"}
    token = raw({"alg": "ES256", "typ": "JWT", "jwk": jwk}, claims_of(badge()), key_of("P-256"), "ES256")
    assert "key" in failures(checked(token))


@pytest.mark.parametrize("critical", [["exp2"], ["alg"], [], ["b64"], "b64", [1], ["kid", "kid"]])
def test_critical_header_that_is_not_understood_fails(critical: Any) -> None:
    token = raw({"alg": "EdDSA", "typ": "JWT", "kid": kid(), "crit": critical}, claims_of(badge()), key_of())
    assert {"critical-headers", "signature"} <= failures(checked(token)).keys()


def test_payload_that_is_not_encoded_is_refused() -> None:
    header = {"alg": "EdDSA", "typ": "JWT", "kid": kid(), "crit": ["b64"], "b64": False}
    assert "structure" in failures(checked(raw(header, claims_of(badge()), key_of())))


@pytest.mark.parametrize("odd", [1, [], {}, "", "x" * 5000, None])
def test_odd_key_ids_are_told_of(odd: Any) -> None:
    verification = checked(raw({"alg": "EdDSA", "typ": "JWT", "kid": odd}, claims_of(badge()), key_of()))
    found = {step.name: step for step in verification.steps}["key"]
    if odd is None:
        assert found.outcome is Outcome.CHECKED  # no name: the did:key of the issuer is its key
    else:
        assert found.outcome is Outcome.FAILED


@pytest.mark.parametrize(
    "token",
    [
        "{h}.{p}",
        "{h}.{p}.",
        "{h}..AAAA",
        "{h}.{p}=.AAAA",
        "{h}.@@.AAAA",
        "{h}.{l}.AAAA",
        "{h}.{n}.AAAA",
        "{h}.{d}.AAAA",
    ],
)
def test_broken_tokens_never_raise(token: str) -> None:
    text = token.format(
        h=to_base64url(b'{"alg":"EdDSA","typ":"vc+jwt"}'), p=to_base64url(b"{}"), l=to_base64url(b"[]"),
        n=to_base64url(b'{"a":NaN}'), d=to_base64url(b'{"iss":"a","iss":"b"}'),
    )  # fmt: skip
    verification = checked(text)
    assert not verification.ok
    assert verification.proofs == [] or "structure" in failures(verification)


# -- what the token says beside the credential -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [("iss", "did:example:other"), ("jti", "urn:other"), ("sub", "did:example:other"), ("nbf", 1), ("exp", 4000000000),
     ("exp", "2035-03-01T00:00:00Z"), ("nbf", True)],
)  # fmt: skip
def test_claims_that_contradict_the_credential_fail(name: str, value: Any) -> None:
    claims = {**claims_of(badge()), name: value}
    verification = checked(raw({"alg": "EdDSA", "typ": "JWT", "kid": kid()}, claims, key_of()))
    assert f"{name} is" in failures(verification)["claims"]
    inside = {"vc": badge(), name: value}
    verification = checked(raw({"alg": "EdDSA", "typ": "JWT", "kid": kid()}, inside, key_of()))
    assert f"{name} is" in failures(verification)["claims"]


def test_two_credentials_in_one_token_fail() -> None:
    for claims in ({**badge(), "vc": badge()}, {"vc": badge(), "vp": {}}, {**badge(), "vc": "x"}, {"vc": None}):
        for typ in ("JWT", "vc+jwt"):
            verification = checked(raw({"alg": "EdDSA", "typ": typ, "kid": kid()}, claims, key_of()))
            assert "claims" in failures(verification)


def test_token_of_one_kind_with_the_other_inside_fails() -> None:
    verification = checked(raw({"alg": "EdDSA", "typ": "vp+jwt", "kid": kid()}, badge(), key_of()))
    assert "VerifiablePresentation" in failures(verification)["claims"]


@pytest.mark.parametrize("typ", ["bad+typ", "at+jwt", 1, "vc+sd-jwt", "dc+sd-jwt"])
def test_token_of_another_kind_fails(typ: Any) -> None:
    verification = checked(raw({"alg": "EdDSA", "typ": typ, "kid": kid()}, claims_of(badge()), key_of()))
    assert "media-type" in failures(verification)


@pytest.mark.parametrize("typ", ["JWT", "jwt", "vc+jwt", "VC+JWT", "application/vc+jwt"])
def test_kinds_of_tokens_in_any_case_and_in_full(typ: str) -> None:
    verification = checked(raw({"alg": "EdDSA", "typ": typ, "kid": kid()}, badge(), key_of()))
    assert verification.ok
    assert outcomes(verification)["media-type"] is Outcome.CHECKED


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"exp": 1700000000}, "expired"), ({"nbf": 1800000000}, "not valid before"),
        ({"iat": 1800000000}, "issued later"), ({"exp": "soon"}, "no number"), ({"exp": 1e300}, "no number"),
    ],
)  # fmt: skip
def test_token_that_is_not_in_force_fails(claims: dict[str, Any], words: str) -> None:
    verification = checked(raw({"alg": "EdDSA", "typ": "vc+jwt", "kid": kid()}, {**badge(), **claims}, key_of()))
    assert words in failures(verification)["token-dates"]


def test_expired_credential_fails_in_each_form() -> None:
    for form in Form:
        token = sign(badge(validUntil="2025-06-01T00:00:00Z"), key_of(), key_id=kid(), form=form)
        assert "credential-dates" in failures(checked(token))


# -- keys --------------------------------------------------------------------------------------------------------


def test_key_by_any_of_its_names_in_the_document_of_the_issuer() -> None:
    keys = (key_of("P-256"), key_of("P-384"))
    known = {ISSUER: document_of_issuer(ISSUER, *keys, kids=("first", "second"))}
    claims = claims_of(badge(issuer=ISSUER))
    for name in (f"{ISSUER}#key-1", "#key-1", "key-1", "second", thumbprint(key_of("P-384").public_key())):
        token = raw({"alg": "ES384", "typ": "JWT", "kid": name}, claims, key_of("P-384"), "ES384")
        assert checked(token, known=known).ok, name
    for name in ("third", None):
        token = raw({"alg": "ES384", "typ": "JWT", "kid": name}, claims, key_of("P-384"), "ES384")
        assert "key" in failures(checked(token, known=known)), name
    token = raw({"alg": "ES384", "typ": "JWT", "kid": "second"}, claims, key_of("P-384"), "ES384")
    assert outcomes(checked(token))["key"] is Outcome.NOT_CHECKED
    assert not checked(token).ok


def test_key_that_stands_alone_at_its_address() -> None:
    jwk = json.dumps(to_jwk(key_of("RSA").public_key())).encode()
    claims = claims_of(badge(issuer=ISSUER))
    for address, ours in (("https://school.example.org/keys/1", True), ("https://evil.example.com/keys/1", False)):
        token = raw({"alg": "RS256", "typ": "JWT", "kid": address}, claims, key_of("RSA"), "RS256")
        verification = checked(token, known={address: jwk})
        assert verification.proofs[0].holds
        assert verification.bound is ours
        assert ("key-owner" in failures(verification)) is not ours
    private = json.dumps({**to_jwk(key_of("RSA").public_key()), "d": "AAAA"}).encode()
    token = raw({"alg": "RS256", "typ": "JWT", "kid": f"{ISSUER}/key"}, claims, key_of("RSA"), "RS256")
    assert "private" in failures(checked(token, known={f"{ISSUER}/key": private}))["key"]


def test_document_about_another_issuer_is_not_used() -> None:
    token = raw({"alg": "ES256", "typ": "JWT", "kid": "x"}, claims_of(badge(issuer=ISSUER)), key_of("P-256"), "ES256")
    known = {ISSUER: document_of_issuer("https://evil.example.org/", key_of("P-256"), kids=("x",))}
    assert "another identifier" in failures(checked(token, known=known))["key"]


def test_key_that_the_user_pins_wins() -> None:
    jwk = json.dumps(to_jwk(key_of("P-256").public_key())).encode()
    token = raw({"alg": "ES256", "typ": "JWT"}, claims_of(badge(issuer=ISSUER)), key_of("P-256"), "ES256")
    assert checked(token, keys={ISSUER: jwk}).ok
    forged = raw({"alg": "ES256", "typ": "JWT"}, claims_of(badge(issuer=ISSUER)), key_of("P-256", 1), "ES256")
    assert "signature" in failures(checked(forged, keys={ISSUER: jwk}))


@pytest.mark.parametrize(
    ("issuer", "address"),
    [
        ("https://a.example.org", "https://a.example.org/.well-known/jwt-vc-issuer"),
        ("https://a.example.org/", "https://a.example.org/.well-known/jwt-vc-issuer"),
        ("https://a.example.org/x/y", "https://a.example.org/.well-known/jwt-vc-issuer/x/y"),
        ("http://a.example.org", None), ("did:web:a", None), ("https://[", None), ("https://a.example.org?x=1", None),
    ],
)  # fmt: skip
def test_address_of_the_metadata(issuer: str, address: str | None) -> None:
    assert metadata_address(issuer) == address


def test_key_id_that_leads_to_a_key_wins_over_a_key_in_the_header() -> None:
    jwk = to_jwk(key_of("P-256").public_key())
    header = {"typ": "JWT", "kid": kid(), "jwk": jwk}
    assert checked(raw({"alg": "EdDSA", **header}, claims_of(badge()), key_of())).bound
    forged = raw({"alg": "ES256", **header}, claims_of(badge()), key_of("P-256"), "ES256")
    assert "signature" in failures(checked(forged))


def test_proof_inside_the_credential_of_a_token_is_verified_too() -> None:
    proof = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofPurpose": "assertionMethod",
             "verificationMethod": kid(), "proofValue": "z3FXQ"}  # fmt: skip
    for form in Form:
        verification = checked(sign(badge(proof=proof), key_of(), key_id=kid(), form=form))
        assert [one.holds for one in verification.proofs] == [True, False], form
        assert not verification.ok


def test_tokens_need_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    token = sign(badge(), key_of(), key_id=kid())
    monkeypatch.setattr("eportfolio.trust.recognising.find_spec", lambda _name: None)
    with pytest.raises(MissingExtraError, match="verify"):
        checked(token)


# -- envelopes and presentations ---------------------------------------------------------------------------------


def envelope(url: Any, kind: str = "EnvelopedVerifiableCredential") -> dict[str, Any]:
    return {"@context": "https://www.w3.org/ns/credentials/v2", "type": kind, "id": url}


def presented(*members: Any) -> dict[str, Any]:
    return {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"],
            "holder": did("P-256"), "verifiableCredential": list(members)}  # fmt: skip


def signed_as_is(**changed: Any) -> str:
    return sign(badge(**changed), key_of(), key_id=kid(), form=Form.AS_IS)


def test_envelope_is_opened_and_what_is_inside_verified() -> None:
    verification = checked(json.dumps(envelope(f"data:application/vc+jwt,{signed_as_is()}")))
    assert verification.ok
    assert verification.proofs[0].kind == "VC-JOSE-COSE vc+jwt"
    assert outcomes(verification)["envelope"] is Outcome.CHECKED
    encoded = b64encode(signed_as_is().encode()).decode()
    assert checked(json.dumps(envelope(f"data:application/vc+jwt;base64,{encoded}"))).ok


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("https://example.org/credential", "no data: URL"), (None, "no data: URL"), (1, "no data: URL"),
        ("data:,x", "media type"), ("data:text/plain,x", "text/plain"), ("data:application/pdf,x", "pdf"),
        ("data:application/jwt,{token}", "jwt"), ("data:application/vp+jwt,{token}", "vc+jwt"),
        ("data:application/vc+sd-jwt,{token}", "vc+jwt"), ("data:application/vc+jwt;base64,@@@", "base64"),
        ("data:application/vc+jwt,", "header"), ("data:application/vc+jwt,{claims}", "nothing"),
    ],
)  # fmt: skip
def test_envelope_with_something_else_fails(url: Any, words: str) -> None:
    if isinstance(url, str):
        untyped = raw({"alg": "EdDSA"}, badge(), key_of())
        url = url.format(token=signed_as_is(), claims=untyped)
    verification = checked(json.dumps(envelope(url)))
    assert words in failures(verification)["envelope"]


def test_envelope_of_cose_is_named_and_not_checked() -> None:
    verification = checked(json.dumps(envelope("data:application/vc+cose;base64,0oRY")))
    assert outcomes(verification) == {"envelope": Outcome.NOT_CHECKED}
    assert "COSE" in verification.steps[0].reason


def test_credentials_of_a_signed_presentation_are_verified_each() -> None:
    forged = signed_as_is()[:-4] + "AAAA"
    document = presented(*(envelope(f"data:application/vc+jwt,{one}") for one in (signed_as_is(), forged)))
    token = raw({"alg": "ES256", "typ": "vp+jwt", "kid": kid("P-256")}, document, key_of("P-256"), "ES256")
    verification = checked(token)
    assert [proof.holds for proof in verification.proofs] == [True, True, False]
    assert not verification.ok
    good = presented(envelope(f"data:application/vc+jwt,{signed_as_is()}"))
    assert checked(raw({"alg": "ES256", "typ": "vp+jwt", "kid": kid("P-256")}, good, key_of("P-256"), "ES256")).ok


def test_tokens_in_a_presentation_of_version_1() -> None:
    vc = sign(badge(), key_of(), key_id=kid(), form=Form.INSIDE)
    vp = {"@context": ["https://www.w3.org/2018/credentials/v1"], "type": ["VerifiablePresentation"],
          "verifiableCredential": [vc]}  # fmt: skip
    claims = {"vp": vp, "iss": did("P-256"), "aud": "https://verifier.example.org", "nonce": "n"}
    verification = checked(raw({"alg": "ES256", "typ": "JWT", "kid": kid("P-256")}, claims, key_of("P-256"), "ES256"))
    assert verification.ok
    assert [proof.kind for proof in verification.proofs] == ["VC-JWT presentation", "VC-JWT credential"]
    assert [step.pointer for step in verification.steps if step.name == "proof-domain"] == ["/aud", "/nonce"]
