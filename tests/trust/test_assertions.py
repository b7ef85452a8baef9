"""Assertions of Open Badges 0.5 to 2.0: hosted where the issuer hosts them, or signed with the issuer's key."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from eportfolio.trust import Outcome, Verification, verify
from eportfolio.trust.assertions.origin import outside
from eportfolio.trust.assertions.recognising import address_of, is_assertion, version_of
from eportfolio.trust.hosts import host

from .tokens import key_of, raw

AT = datetime(2026, 1, 1, tzinfo=UTC)
HOST = "https://badges.example.org"
SCHOOL = f"{HOST}/school.json"
BADGE = f"{HOST}/welding.json"
HERE = f"{HOST}/assertions/1.json"
KEY = f"{HOST}/key.json"
LIST = f"{HOST}/revoked.json"
OWNER = "noor@example.org"


def pem(kind: str = "RSA", which: int = 0) -> str:
    return key_of(kind, which).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


def assertion(**changed: Any) -> dict[str, Any]:
    document = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": HERE,
        "recipient": {
            "type": "email", "hashed": True, "salt": "zout",
            "identity": f"sha256${hashlib.sha256((OWNER + 'zout').encode()).hexdigest()}",
        },
        "issuedOn": "2025-03-01T00:00:00Z",
        "badge": BADGE,
        "verification": {"type": "hosted"},
    }  # fmt: skip
    return {key: value for key, value in {**document, **changed}.items() if value is not ...}


def world(**changed: Any) -> dict[str, bytes]:
    """The documents of the school, by their addresses."""
    documents: dict[str, Any] = {
        SCHOOL: {"@context": "https://w3id.org/openbadges/v2", "type": "Issuer", "id": SCHOOL, "name": "School",
                 "publicKey": KEY, "revocationList": LIST},
        BADGE: {"type": "BadgeClass", "id": BADGE, "name": "Lassen", "issuer": SCHOOL},
        KEY: {"type": "CryptographicKey", "id": KEY, "owner": SCHOOL, "publicKeyPem": pem()},
        LIST: {"type": "RevocationList", "id": LIST, "revokedAssertions": []},
    }  # fmt: skip
    documents |= {globals()[name]: value for name, value in changed.items()}
    return {
        address: value if isinstance(value, bytes) else json.dumps(value).encode()
        for address, value in documents.items()
        if value is not ...
    }


def hosted(document: dict[str, Any], known: dict[str, bytes] | None = None, **asked: Any) -> Verification:
    """Verify an assertion that is hosted at its address."""
    data = json.dumps(document).encode()
    given = {**(world() if known is None else known)}
    if address := address_of(document):
        given.setdefault(address, data)
    return verify(data, **{"at": AT, "known": given, **asked})


def signed(document: dict[str, Any] | None = None, key: Any = None, **asked: Any) -> Verification:
    """Verify an assertion that is signed."""
    said = assertion(verification={"type": "SignedBadge", "creator": KEY}) if document is None else document
    token = raw({"alg": "RS256", "typ": "JWT"}, said, key or key_of("RSA"), "RS256")
    return verify(token.encode(), **{"at": AT, "known": world(), **asked})


def failures(verification: Verification) -> dict[str, str]:
    return {step.name: step.reason for step in verification.steps if step.outcome is Outcome.FAILED}


def outcomes(verification: Verification) -> dict[str, Outcome]:
    return {step.name: step.outcome for step in verification.steps}


# -- hosted ------------------------------------------------------------------------------------------------------


def test_hosted_assertion_is_the_document_at_its_address() -> None:
    verification = hosted(assertion())
    assert failures(verification) == {}
    assert verification.ok
    assert verification.bound
    assert verification.proofs[0].kind == "Open Badges 2.0 hosted assertion"
    assert verification.proofs[0].summary().startswith("hosted document holds")
    assert outcomes(verification)["origin"] is Outcome.CHECKED


def test_without_the_document_nothing_is_proven() -> None:
    verification = verify(json.dumps(assertion()).encode(), at=AT)
    assert not verification.ok
    assert failures(verification) == {}
    for name in ("hosted", "origin", "linked-documents", "credential-status"):
        assert outcomes(verification)[name] is Outcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("there", "words"),
    [
        (assertion(issuedOn="2025-03-02T00:00:00Z"), "another one"),
        ({**assertion(), "revoked": True}, "revoked"), ([], "another one"), (b"", "no assertion"),
        (b"<html>", "no assertion"), (b"\x89PNG", "no assertion"),
    ],
)  # fmt: skip
def test_another_document_at_the_address_fails(there: Any, words: str) -> None:
    data = there if isinstance(there, bytes) else json.dumps(there).encode()
    verification = hosted(assertion(), {**world(), HERE: data})
    assert words in failures(verification)["hosted"]
    assert not verification.ok


def test_assertion_of_another_host_fails() -> None:
    evil = assertion(id="https://evil.example.com/1.json")
    assert "host of the issuer" in failures(hosted(evil))["origin"]


def test_profile_that_the_assertion_brings_itself_proves_nothing() -> None:
    profile = {"type": "Issuer", "id": SCHOOL, "verification": {"startsWith": "https://evil.example.com/"}}
    badge = {"type": "BadgeClass", "id": BADGE, "issuer": profile}
    evil = assertion(id="https://evil.example.com/1.json", badge=badge)
    assert "origin" in failures(hosted(evil))
    alone = hosted(evil, {})
    assert outcomes(alone)["origin"] is Outcome.NOT_CHECKED
    assert not alone.bound


@pytest.mark.parametrize(
    ("address", "rules", "holds"),
    [
        (HERE, {}, True),
        (HERE, {"startsWith": f"{HOST}/assertions/"}, True),
        (HERE, {"startsWith": [f"{HOST}/other/", f"{HOST}/assertions/"]}, True),
        (HERE, {"startsWith": f"{HOST}/other/"}, False),
        (HERE, {"startsWith": HOST}, True),
        (f"{HOST}/assertions/../other/1", {"startsWith": f"{HOST}/assertions/"}, False),
        (f"{HOST}/assertions/%2E%2e/other/1", {"startsWith": f"{HOST}/assertions/"}, False),
        (f"{HOST}/assertions/..", {"startsWith": f"{HOST}/assertions/"}, False),
        (f"{HOST}/assertions/1..json", {"startsWith": f"{HOST}/assertions/"}, True),
        ("https://badges.example.org.evil.com/1", {"startsWith": HOST}, False),
        ("https://badges.example.org@evil.com/1", {"startsWith": HOST}, False),
        ("https://badges.example.orgevil.com/1", {"startsWith": HOST}, False),
        (HERE, {"allowedOrigins": "badges.example.org"}, True),
        (HERE, {"allowedOrigins": [HOST]}, True),
        (HERE, {"allowedOrigins": ["other.example.org"]}, False),
        ("https://other.example.org/1", {"allowedOrigins": ["OTHER.example.org"]}, True),
        ("https://x.badges.example.org/1", {"allowedOrigins": ["badges.example.org"]}, False),
        ("https://badges.example.org:444/1", {}, False),
        (HERE, {"startsWith": f"{HOST}/assertions/", "allowedOrigins": ["other.example.org"]}, False),
        ("https://[", {}, False), ("https://user@badges.example.org/1", {}, False),
        (HERE, {"startsWith": [1, ""]}, True),
        ("https://badges.example.org:x/1", {}, False), (HERE, "odd", True),
    ],
)  # fmt: skip
def test_rules_of_the_issuer_on_hosting(address: str, rules: Any, holds: bool) -> None:
    assert (outside(address, SCHOOL, {"verification": rules}) == "") is holds


def test_host_of_an_address() -> None:
    assert host("https://A.example.org/x") == "a.example.org"
    assert host("ftp://a.example.org") == host("urn:x") == host("") == ""


def test_address_alone_is_looked_up() -> None:
    document = json.dumps(assertion()).encode()
    verification = verify(HERE.encode(), at=AT, known={**world(), HERE: document})
    assert verification.ok
    assert outcomes(verify(HERE.encode(), at=AT)) == {"hosted": Outcome.NOT_CHECKED}
    for other in (b"{}", b"x", b"[]"):
        assert "hosted" in failures(verify(HERE.encode(), at=AT, known={HERE: other}))


def test_assertion_that_says_it_is_signed_and_is_not_proves_nothing() -> None:
    verification = hosted(assertion(verification={"type": "signed", "creator": KEY}))
    assert outcomes(verification)["hosted"] is Outcome.NOT_CHECKED
    assert not verification.ok


# -- signed ------------------------------------------------------------------------------------------------------


def test_signed_assertion_with_the_key_that_the_issuer_lists() -> None:
    verification = signed()
    assert failures(verification) == {}
    assert verification.ok
    assert verification.bound
    assert verification.proofs[0].kind == "Open Badges 2.0 signed assertion"
    assert outcomes(verification)["credential-status"] is Outcome.CHECKED


def test_key_that_only_the_profile_names() -> None:
    for listed in (KEY, [KEY], {"id": KEY}):
        known = world(SCHOOL={"id": SCHOOL, "publicKey": listed})
        assert signed(assertion(verification={"type": "signed"}), known=known).bound, listed


def test_signature_by_another_key_fails() -> None:
    assert "signature" in failures(signed(key=key_of("RSA", 1)))


def test_key_of_somebody_else_fails() -> None:
    theirs = "https://evil.example.com/key.json"
    said = assertion(verification={"type": "signed", "creator": theirs})
    for owner in ("https://evil.example.com/me.json", SCHOOL):
        key = {"id": theirs, "type": "CryptographicKey", "owner": owner, "publicKeyPem": pem("RSA", 1)}
        verification = signed(said, key_of("RSA", 1), known={**world(), theirs: json.dumps(key).encode()})
        assert verification.proofs[0].holds
        assert "key-owner" in failures(verification), owner
        assert not verification.ok


def test_badge_class_of_another_issuer_does_not_make_the_key_its_own() -> None:
    said = assertion(verification={"type": "signed", "creator": KEY},
                     badge={"type": "BadgeClass", "issuer": "https://university.example.com/"})  # fmt: skip
    assert "key-owner" in failures(signed(said))


def test_without_documents_neither_key_nor_issuer_is_known() -> None:
    verification = signed(known={})
    assert outcomes(verification)["key"] is Outcome.NOT_CHECKED
    assert not verification.ok
    without_badge = signed(known={name: data for name, data in world().items() if name != BADGE})
    assert outcomes(without_badge)["key-owner"] is Outcome.NOT_CHECKED
    assert not without_badge.bound


@pytest.mark.parametrize(
    ("entry", "revoked"),
    [
        (HERE, True),
        ({"id": HERE, "revocationReason": "fout"}, True),
        ({"uid": HERE}, True),
        (f"{HERE}x", False),
        (1, False),
    ],
)
def test_revocation_list_of_the_issuer(entry: Any, revoked: bool) -> None:
    known = world(LIST={"id": LIST, "type": "RevocationList", "revokedAssertions": [entry]})
    assert ("credential-status" in failures(signed(known=known))) is revoked
    assert ("credential-status" in failures(hosted(assertion(), known))) is revoked


def test_assertion_that_says_it_is_hosted_is_not_proven_by_a_signature() -> None:
    assert "by its address" in failures(signed(assertion()))["claims"]


def test_shared_secret_and_no_signature_are_refused() -> None:
    said = assertion(verification={"type": "signed", "creator": KEY})
    for alg, step in (("HS256", "algorithm"), ("none", "algorithm")):
        verification = verify(raw({"alg": alg}, said).encode(), at=AT, known=world())
        assert step in failures(verification)
        assert not verification.ok


@pytest.mark.parametrize("creator", [1, [], {}, "", "x" * 9000, "no address"])
def test_odd_creators_never_raise(creator: Any) -> None:
    verification = signed(assertion(verification={"type": "signed", "creator": creator}))
    assert not verification.ok


def test_key_of_version_1_in_a_pem_file_on_the_host_of_the_issuer() -> None:
    said = {"uid": "1", "recipient": {"type": "email", "hashed": False, "identity": OWNER}, "badge": BADGE,
            "issuedOn": 1740787200, "verify": {"type": "signed", "url": f"{HOST}/key.pem"}}  # fmt: skip
    known = {**world(), f"{HOST}/key.pem": pem().encode()}
    verification = signed(said, known=known)
    assert verification.bound
    assert verification.proofs[0].kind == "Open Badges 1.0 signed assertion"
    evil = {**said, "verify": {"type": "signed", "url": "https://evil.example.com/key.pem"}}
    known = {**world(), "https://evil.example.com/key.pem": pem("RSA", 1).encode()}
    assert "not on the host" in failures(signed(evil, key_of("RSA", 1), known=known))["key-owner"]
    broken = {**world(), f"{HOST}/key.pem": b"-----BEGIN PUBLIC KEY-----\n@@\n-----END PUBLIC KEY-----"}
    assert "key" in failures(signed(said, known=broken))


# -- what both share ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "fails"),
    [
        ({"expires": "2025-12-31T00:00:00Z"}, True), ({"expires": "2026-01-01"}, False),
        ({"expires": "2025-12-31"}, True), ({"expires": 1}, True), ({"expires": 4102444800}, False),
        ({"expires": "4102444800"}, False), ({"issuedOn": "2026-01-02"}, True), ({"issuedOn": "2026-01-01"}, False),
        ({"issuedOn": 4102444800}, True), ({"issuedOn": "2025-12-31T23:59:59-05:00"}, True),
    ],
)  # fmt: skip
def test_dates_of_an_assertion(changed: dict[str, Any], fails: bool) -> None:
    assert ("credential-dates" in failures(hosted(assertion(**changed)))) is fails


@pytest.mark.parametrize("odd", ["soon", True, [], {}, "2025", 1e99, -1, "0001-01-01T00:00:00+14:00", "9" * 40])
def test_odd_dates_are_told_of_and_not_guessed(odd: Any) -> None:
    assert outcomes(hosted(assertion(expires=odd)))["credential-dates"] is Outcome.NOT_CHECKED


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({"@context": "https://w3id.org/openbadges/v9"}, "credential-context"),
        ({"@context": ...}, "credential-context"),
        ({"@context": []}, "credential-context"), ({"badge": 1}, "linked-documents"), ({"revoked": True}, "hosted"),
        ({"recipient": OWNER}, "recipient"), ({"recipient": None}, "recipient"),
    ],
)  # fmt: skip
def test_assertion_that_breaks_a_rule_fails(changed: dict[str, Any], step: str) -> None:
    assert step in failures(hosted(assertion(**changed)))


@pytest.mark.parametrize("there", [b"", b"[]", b"x", b'{"issuer": 1}', b'{"issuer": "urn:uuid:1"}', b"{}"])
def test_odd_badge_classes_never_raise_and_bind_nobody(there: bytes) -> None:
    verification = hosted(assertion(), {**world(), BADGE: there})
    assert not verification.bound
    assert not signed(known={**world(), BADGE: there}).bound


def test_badge_class_that_says_its_address_is_another_is_told_of() -> None:
    known = world(BADGE={"id": f"{HOST}/other.json", "issuer": SCHOOL})
    verification = hosted(assertion(), known)
    assert verification.ok
    assert outcomes(verification)["linked-documents"] is Outcome.NOT_CHECKED


def test_recipient_is_compared_with_whom_the_user_expects() -> None:
    assert outcomes(hosted(assertion(), recipient=OWNER))["recipient"] is Outcome.CHECKED
    assert outcomes(hosted(assertion(), recipient=OWNER.upper()))["recipient"] is Outcome.CHECKED
    assert "recipient" in failures(hosted(assertion(), recipient="piet@example.org"))
    assert outcomes(hosted(assertion()))["recipient"] is Outcome.NOT_CHECKED


def test_recipient_of_version_0_5_with_the_salt_beside_it() -> None:
    hashed = f"sha256${hashlib.sha256((OWNER + 'sel gris').encode()).hexdigest()}"
    old = {"recipient": hashed, "salt": "sel gris", "issued_on": "2011-06-01",
           "badge": {"version": "0.5.0", "name": "Lassen", "issuer": {"origin": HOST, "name": "School"}}}  # fmt: skip
    verification = hosted(old, recipient=OWNER)
    assert verification.proofs[0].kind == "Open Badges 0.5 hosted assertion"
    assert outcomes(verification)["recipient"] is Outcome.CHECKED
    assert outcomes(verification)["hosted"] is Outcome.NOT_CHECKED
    assert "recipient" in failures(hosted(old, recipient="piet@example.org"))
    plain = {**old, "recipient": OWNER, "salt": ...}
    plain = {key: value for key, value in plain.items() if value is not ...}
    assert outcomes(hosted(plain, recipient=OWNER))["recipient"] is Outcome.CHECKED


def test_endorsement_is_hosted_by_its_issuer() -> None:
    endorsement = {
        "@context": "https://w3id.org/openbadges/v2", "type": "Endorsement", "id": HERE, "issuer": SCHOOL,
        "claim": {"id": BADGE}, "issuedOn": "2025-01-01T00:00Z", "verification": {"type": "HostedBadge"},
    }  # fmt: skip
    assert hosted(endorsement).bound
    assert "origin" in failures(hosted({**endorsement, "id": "https://evil.example.com/1"}))


@pytest.mark.parametrize(
    ("value", "version"),
    [
        (assertion(), "2.0"), (assertion(**{"@context": "https://w3id.org/openbadges/v1"}), "1.1"),
        ({"uid": "1", "recipient": {}, "badge": "x", "verify": {}}, "1.0"), ({"recipient": "x", "badge": {}}, "0.5"),
        (assertion(type=["Assertion", "x"]), "2.0"),
    ],
)  # fmt: skip
def test_versions_are_told(value: dict[str, Any], version: str) -> None:
    assert is_assertion(value)
    assert version_of(value) == version


@pytest.mark.parametrize(
    "value",
    [{}, [], "x", {"type": "Assertion"}, {"type": "BadgeClass", "badge": 1, "recipient": 1}, {"badge": "x"},
     assertion(credentialSubject={}), assertion(proof={}), {"type": 1, "badge": 1, "recipient": 1}],
)  # fmt: skip
def test_other_documents_are_no_assertions(value: Any) -> None:
    assert not is_assertion(value)
