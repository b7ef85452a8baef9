"""Signing drafts: what is signed verifies, what must not be signed is refused, and keys never show."""

from __future__ import annotations

import copy
import json
import os
import pickle
import stat
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.sources.base64url import from_base64url
from eportfolio.trust.documents import Documents
from eportfolio.trust.keys import issuer_document, new_key, read_key, to_pem
from eportfolio.trust.question import Question
from eportfolio.trust.recognising import Place
from eportfolio.trust.signing import BY_KIND, SUITES
from eportfolio.trust.signing.tokens import TOKENS, Token
from tests.support import EXAMPLES

from .badges import BADGES, SCHOOL, as_bytes, badge, endorsement, plain, record, with_twins

AT = datetime(2026, 6, 1, 12, 0, 0, 999, tzinfo=UTC)
KEY = new_key()
OTHER = new_key()
EMBEDDED = [suite for suite in SUITES if suite not in TOKENS]
DIPLOMA = EXAMPLES / "elm" / "diploma.jsonld"


def sign(document: Any, **options: Any) -> ep.Signed:
    source = document if isinstance(document, bytes | Path) else as_bytes(document)
    return ep.sign(source, options.pop("key", KEY), **({"issuer_id": SCHOOL, "created": AT} | options))


def refused(document: Any, **options: Any) -> ep.RefusedError:
    with pytest.raises(ep.RefusedError) as caught:
        sign(document, **options)
    assert caught.value.finding.name == "not-signed"
    return caught.value


@pytest.mark.parametrize("kind", ["ed25519", "p256", "p384"])
@pytest.mark.parametrize("document", [badge(), endorsement(), record(badge())], ids=["badge", "endorsement", "record"])
def test_proof_of_the_suite_of_the_key(kind: str, document: dict[str, Any]) -> None:
    key = new_key(kind)
    signed = sign(document, key=key)
    written = json.loads(signed.data)
    proof = written.pop("proof")
    assert written == document
    assert proof.pop("proofValue").startswith("z")
    assert proof == {
        "type": "DataIntegrityProof", "cryptosuite": BY_KIND[key.kind], "created": "2026-06-01T12:00:00Z",
        "verificationMethod": f"{SCHOOL}#{key.multikey}", "proofPurpose": "assertionMethod",
    }  # fmt: skip
    assert [one.name for one in signed.report] == ([] if kind == "ed25519" else ["uncommon-suite"])
    assert (signed.suite, signed.issuer, signed.key) == (BY_KIND[key.kind], SCHOOL, f"{SCHOOL}#{key.multikey}")


@pytest.mark.parametrize("suite", EMBEDDED)
def test_every_suite_verifies_with_the_document_of_the_issuer(suite: str) -> None:
    from eportfolio.trust.integrity import verify_embedded

    key = KEY if suite.startswith("eddsa") else new_key("p256")
    signed = sign(badge(), key=key, suite=suite)
    given = Documents({SCHOOL: json.dumps(issuer_document(key.public, SCHOOL)).encode()})
    (proof,) = verify_embedded(Place("", json.loads(signed.data)), Question(AT, documents=given))
    assert {step.outcome for step in proof.steps} == {"checked"}


@pytest.mark.parametrize("form", TOKENS)
def test_every_token_verifies(form: str) -> None:
    hidden = {"disclose": ["/credentialSubject/identifier"]} if "sd" in form else {}
    named = {"vct": "https://school.example.org/types/badge"} if form == "sd-jwt-vc" else {}
    signed = sign(badge(), suite=form, **hidden, **named)
    token = Token(
        form, **{name: tuple(value) if isinstance(value, list) else value for name, value in (hidden | named).items()}
    )
    question = Question(AT, keys={SCHOOL: KEY.public})
    (proof,) = token.verify(Place("", signed.data.decode().strip()), question)
    assert proof.holds is True
    (other,) = token.verify(Place("", signed.data.decode().strip()), Question(AT, keys={SCHOOL: OTHER.public}))
    assert other.holds is False
    assert ("noor@example.org" in _payload(signed.data)) is not bool(hidden)


def test_claims_of_a_token_with_selective_disclosure() -> None:
    hiding = {"suite": "sd-jwt-vc", "vct": "urn:example:badge", "disclose": ["/name"]}
    claims = json.loads(_payload(sign(badge(validUntil="2031-01-31T00:00:00Z"), **hiding).data))
    assert (claims["iss"], claims["vct"]) == (SCHOOL, "urn:example:badge")
    moments = {"iat": AT, "nbf": datetime(2026, 1, 31, tzinfo=UTC), "exp": datetime(2031, 1, 31, tzinfo=UTC)}
    assert {name: claims[name] for name in moments} == {name: int(at.timestamp()) for name, at in moments.items()}
    assert "name" not in claims


def _payload(token: bytes) -> str:
    return from_base64url(token.decode().split(".")[1], "it", 1 << 20).decode()


def test_did_key_is_the_issuer_where_none_is_named() -> None:
    signed = ep.sign(as_bytes(badge(KEY.did)), KEY)
    assert signed.issuer == KEY.did
    assert signed.key == f"{KEY.did}#{KEY.multikey}"
    assert ep.verify(signed.data).ok


def test_another_issuer_is_refused_with_a_hint() -> None:
    error = refused(badge(), issuer_id=None)
    assert "--set-issuer" in error.finding.hint
    assert SCHOOL in error.finding.message
    assert error.finding.pointer == "/issuer"


def test_issuer_is_set_wherever_the_organisation_stands() -> None:
    signed = sign(badge(), issuer_id=None, set_issuer=True)
    written = json.loads(signed.data)
    assert written["issuer"]["id"] == KEY.did
    assert written["credentialSubject"]["achievement"]["creator"]["id"] == KEY.did
    assert written["credentialSubject"]["achievement"]["id"].startswith("https://school.example.org/")
    (note,) = signed.report.named("changed-for-signing")
    assert "1 more place" in note.message


@pytest.mark.parametrize("issuer", ["did:web:school.example.org", "https://school.example.org/", "did:example:1"])
def test_issuer_that_is_a_text(issuer: str) -> None:
    signed = sign(badge() | {"issuer": SCHOOL}, issuer_id=issuer, set_issuer=True)
    assert json.loads(signed.data)["issuer"] == issuer
    assert signed.key == f"{issuer}#{KEY.multikey}"


@pytest.mark.parametrize(
    "issuer",
    ["urn:uuid:1", "school", "https://", "https://a.example.org/#x", "mailto:a@example.org", OTHER.did, f"{KEY.did}x"],
    ids=["urn", "word", "no host", "fragment", "mail", "another did:key", "a broken did:key"],
)
def test_issuers_that_have_no_keys(issuer: str) -> None:
    with pytest.raises(ep.UsageError):
        sign(badge(issuer), issuer_id=issuer)


def test_key_may_have_a_name() -> None:
    assert sign(badge(), key_id=f"{SCHOOL}#key-1").key == f"{SCHOOL}#key-1"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"validFrom": "yesterday"}, "breaks the rules"),
        ({"validUntil": "2026-02-30T00:00:00Z"}, "breaks the rules"),
        ({"validUntil": "2026-02-01T00:00:00"}, "breaks the rules"),
        ({"credentialSubject": {"type": ["AchievementSubject"]}}, "breaks the rules"),
        ({"hobby": "sailing"}, ""),
    ],
)
def test_drafts_that_break_rules(change: dict[str, Any], words: str) -> None:
    error = refused(badge(**change))
    assert words in error.finding.message
    assert len(error.findings) > 1


def test_parts_that_would_not_be_signed() -> None:
    document = badge()
    document["credentialSubject"]["achievement"]["name"] = {"nl": "Kasbouw", "en": "Greenhouses"}
    for suite in ("eddsa-rdfc-2022", "eddsa-jcs-2022"):
        error = refused(document, suite=suite)
        assert any("/credentialSubject/achievement/name" in one.pointer for one in error.findings)
    signed = sign(document, suite="vc-jwt")
    assert [one.severity for one in signed.report.named("dropped-term")] == ["warning"] * 2


def test_signed_documents_are_not_signed_again_unasked() -> None:
    once = sign(badge()).data
    assert "--add" in refused(once).finding.hint
    assert refused(once, suite="vc-jwt").finding.pointer == "/proof"
    twice = json.loads(sign(once, add=True, suite="eddsa-jcs-2022").data)
    assert [proof["cryptosuite"] for proof in twice["proof"]] == ["eddsa-rdfc-2022", "eddsa-jcs-2022"]
    assert twice["proof"][0] == json.loads(once)["proof"]
    assert ep.verify(as_bytes(twice)).ok
    error = refused(once, add=True, issuer_id=None, set_issuer=True)
    assert "break the signature" in error.finding.message


def test_nested_signed_badges_are_left_as_they_are() -> None:
    nested = json.loads(sign(badge()).data)
    signed = sign(record(nested), issuer_id=None, set_issuer=True)
    written = json.loads(signed.data)
    assert written["issuer"]["id"] == KEY.did
    assert written["credentialSubject"]["verifiableCredential"] == [nested]
    assert [proof.holds for proof in ep.verify(signed.data).proofs] == [True, True]


@pytest.mark.parametrize(
    "document",
    [b'{"full_name": "Noor"}', b"<cv/>", b"hello", as_bytes([badge()]), as_bytes({"credential": [badge()]})],
)
def test_what_is_no_draft_of_a_credential(document: bytes) -> None:
    with pytest.raises(ep.EportfolioError):
        sign(document)


def test_portfolios_are_not_signed() -> None:
    error = refused(next((EXAMPLES / "jsonresume").glob("*.json")))
    assert "only drafts of credentials" in error.finding.message


@pytest.mark.parametrize("version", [1, 2])
def test_credentials_of_the_w3c(version: int) -> None:
    signed = sign(plain(version=version))
    contexts = json.loads(signed.data)["@context"]
    assert contexts[1:] == (["https://w3id.org/security/data-integrity/v2"] if version == 1 else [])
    assert [one.pointer for one in signed.report] == (["/@context"] if version == 1 else [])
    claims = json.loads(_payload(sign(plain(version=version), suite="vc-jwt").data))
    assert ("vc" in claims) is (version == 1)


def test_old_form_of_a_badge_is_not_signed() -> None:
    old = badge() | {"@context": ["https://www.w3.org/2018/credentials/v1", BADGES]}
    error = refused(old)
    assert "/@context" in [one.pointer for one in error.findings]


def test_european_credential_needs_the_terms_of_a_proof() -> None:
    signed = ep.sign(DIPLOMA, KEY, set_issuer=True, issuer_id=SCHOOL)
    written = json.loads(signed.data)
    assert written["@context"][-1] == "https://w3id.org/security/data-integrity/v2"
    assert len(signed.report.named("changed-for-signing")) == 2
    warnings = [one for one in signed.report if one.severity == "warning"]
    assert any(one.pointer == "/proof" and "no place for an embedded proof" in one.message for one in warnings)
    token = ep.sign(DIPLOMA, KEY, set_issuer=True, issuer_id=SCHOOL, suite="vc-jwt")
    assert [one.severity for one in token.report] == ["info"]


@pytest.mark.parametrize(
    "options", [{"suite": "vc-jwt"}, {"suite": "sd-jwt-vc", "disclose": ["/name"], "vct": "urn:x:y"}]
)
def test_claims_of_a_token_are_not_put_in_place_of_members(options: dict[str, Any]) -> None:
    with pytest.raises(ep.UsageError, match="a member iss"):
        sign({**badge(), "iss": "https://elsewhere.example.org/"}, **options)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"suite": "rsa"}, "choose one of"),
        ({"suite": "ecdsa-rdfc-2019"}, "P-256 or P-384"),
        ({"suite": "sd-jwt-vc"}, "withhold a part"),
        ({"suite": "sd-jwt-vc", "disclose": ["/name"]}, "vct"),
        ({"suite": "vc-jwt", "vct": "urn:x:y"}, "vct"),
        ({"disclose": ["/name"]}, "as a whole"),
        ({"created": datetime(2026, 1, 1)}, "no time zone"),
        ({"key": "nowhere.pem"}, "cannot be opened"),
        ({"key": b"hello"}, "no private key"),
    ],
)
def test_requests_that_make_no_sense(options: dict[str, Any], words: str) -> None:
    with pytest.raises(ep.UsageError, match=words):
        sign(badge(), **options)


def test_what_does_not_verify_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from eportfolio.trust.keys import SigningKey

    monkeypatch.setattr(SigningKey, "sign", lambda self, data: bytes(64))
    assert "does not verify" in refused(badge()).finding.message


def test_variants_that_differ_are_told() -> None:
    """Which addresses make the variants differ is a matter of hashes, so several are tried."""
    signed = [sign(with_twins(number)) for number in range(6)]
    differing = [one for one in signed if one.report.named("canonical-variants")]
    assert differing
    for one in differing:
        (proof,) = ep.verify(one.data).proofs
        assert proof.holds is True
        (step,) = [step for step in proof.steps if step.name == "canonical-form"]
        assert "neighbours listed as often as they are met" in step.reason


def test_order_of_javascript_is_signed() -> None:
    """It sorts by UTF-16 code units, where the standard says code points."""
    document = badge()
    document["credentialSubject"]["achievement"]["tag"] = ["\U0001f331 kas", "\uff2bkas"]
    signed = sign(document)
    assert signed.report.named("canonical-variants")
    (proof,) = ep.verify(signed.data).proofs
    assert proof.holds is True
    (step,) = [step for step in proof.steps if step.name == "canonical-form"]
    assert "UTF-16" in step.reason


@pytest.mark.parametrize("kind", ["ed25519", "p256", "p384"])
@pytest.mark.parametrize("name", ["key.pem", "key.jwk", "key.json"])
def test_keys_in_files(tmp_path: Path, kind: str, name: str) -> None:
    key = ep.new_key(kind)
    path = tmp_path / name
    key.write(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert to_pem(read_key(path).public) == to_pem(key.public)
    before = path.read_bytes()
    with pytest.raises(ep.UsageError, match="exists already"):
        ep.new_key(kind).write(path)
    assert path.read_bytes() == before
    path.chmod(0o644)
    ep.new_key(kind).write(path, force=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() != before
    assert [one.name for one in tmp_path.iterdir()] == [name]


@pytest.mark.skipif(os.name != "posix", reason="rights of others are those of POSIX")
@pytest.mark.skipif(os.name != "posix", reason="there is no such device")
def test_private_keys_are_written_to_files_alone() -> None:
    with pytest.raises(ep.UsageError, match="is no file"):
        new_key().write("/dev/null")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o666])
def test_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "key.pem"
    KEY.write(path)
    path.chmod(mode)
    with pytest.raises(ep.UsageError) as caught:
        sign(badge(), key=path)
    assert "chmod 600" in caught.value.finding.hint


def test_password(tmp_path: Path) -> None:
    path = tmp_path / "key.pem"
    KEY.write(path, password=b"geheim")
    assert b"ENCRYPTED" in path.read_bytes()
    assert sign(badge(), key=path, password=lambda: b"geheim").issuer == SCHOOL
    for password, words in (
        (None, "none was given"),
        (lambda: b"fout", "is another one"),
        (lambda: b"", "is another one"),
    ):
        with pytest.raises(ep.UsageError, match=words):
            sign(badge(), key=path, password=password)
    with pytest.raises(ep.UsageError, match="JWK cannot have a password"):
        KEY.write(tmp_path / "key.jwk", password=b"geheim")
    with pytest.raises(ep.UsageError, match="standard output"):
        KEY.write("-")


def _jwk(**change: Any) -> bytes:
    return json.dumps({**json.loads(KEY.to_jwk()), **change}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{}", b"{", b"[]", b'{"kty": "oct"}', b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        to_pem(KEY.public), _jwk(d=None), _jwk(d="AAAA"), _jwk(x=json.loads(OTHER.to_jwk())["x"]), _jwk(kty="RSA"),
        b'{"a":' * 100_000, b"-----BEGIN PRIVATE KEY-----" * 100_000,
    ],
    ids=range(13),
)  # fmt: skip
def test_contents_that_are_no_key(content: bytes) -> None:
    with pytest.raises(ep.UsageError):
        read_key(content)


def test_keys_of_kinds_that_sign_nothing() -> None:
    from cryptography.hazmat.primitives.asymmetric import ec, rsa, x25519

    for private in (ec.generate_private_key(ec.SECP521R1()), x25519.X25519PrivateKey.generate()):
        with pytest.raises(ep.UsageError, match="Ed25519, P-256, P-384"):
            ep.SigningKey(private)
    with pytest.raises(ep.UsageError, match="1024 bits"):
        ep.SigningKey(rsa.generate_private_key(65537, 1024))
    with pytest.raises(ep.UsageError, match="choose one of"):
        ep.new_key("dsa")


def test_rsa_is_for_tokens(tmp_path: Path) -> None:
    """RS256 is what every verifier of Open Badges 3.0 takes of tokens (section 8.2)."""
    key = ep.new_key("rsa")
    key.write(tmp_path / "key.pem")
    signed = sign(badge(), key=tmp_path / "key.pem")
    assert (signed.suite, signed.key) == ("vc-jwt", f"{SCHOOL}#{key.name}")
    assert json.loads(from_base64url(signed.data.decode().split(".")[0], "it", 9999))["alg"] == "RS256"
    document = issuer_document(key.public, SCHOOL)
    given = Question(AT, documents=Documents({SCHOOL: json.dumps(document).encode()}))
    (proof,) = Token("vc-jwt").verify(Place("", signed.data.decode().strip()), given)
    assert proof.holds is True
    assert proof.outcome("key-owner") == "checked"
    for options, words in (({"suite": "eddsa-rdfc-2022"}, "this one is RSA"), ({"issuer_id": None}, "Name the issuer"),
                           ({"issuer_id": OTHER.did}, "another key")):  # fmt: skip
        with pytest.raises(ep.UsageError) as caught:
            sign(badge(), key=key, **options)
        assert words in caught.value.finding.message + caught.value.finding.hint
    for act in (key.to_jwk, lambda: key.sign(b"")):
        with pytest.raises(ep.UsageError):
            act()


def _secrets(key: ep.SigningKey) -> list[str]:
    return [json.loads(key.to_jwk())["d"], key.to_pem().decode().splitlines()[1]]


@pytest.mark.parametrize(
    "act",
    [
        repr,
        lambda key: str([key]),
        lambda key: sign(badge(), key=key, suite="rsa"),
        lambda key: sign(badge(OTHER.did), key=key, issuer_id=None),
        lambda key: sign(badge(validFrom=7), key=key),
        pickle.dumps,
        copy.deepcopy,
        lambda key: read_key(key.to_jwk()[:-3]),
        lambda key: read_key(key.to_pem()[:-30]),
        lambda key: read_key(key.to_jwk().replace(b"Ed25519", b"X25519")),
    ],
)
def test_keys_never_show(act: Callable[[ep.SigningKey], Any]) -> None:
    try:
        shown = str(act(KEY))
    except Exception as error:
        shown = "".join(traceback.format_exception(error)) + repr(error) + repr(getattr(error, "findings", ""))
    assert not any(secret in shown for secret in _secrets(KEY))


@pytest.mark.parametrize("package", ["cryptography", "rfc8785", "pyld", "joserfc"])
def test_extra_that_is_missing(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(ep.MissingExtraError, match=r"\[verify\]"):
        sign(badge())
    if package == "cryptography":
        with pytest.raises(ep.MissingExtraError, match=r"\[verify\]"):
            ep.new_key()
