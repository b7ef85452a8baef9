"""Where a key is found, and for whom it may speak: DIDs, documents of controllers, keys that stand in their address."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from eportfolio.trust.documents import Documents, NotAvailableError
from eportfolio.trust.encoding import UnusableError
from eportfolio.trust.keys import (
    FoundKey,
    address_of_did_web,
    issuer_document,
    may_sign,
    new_key,
    resolve,
    to_jwk,
    to_pem,
)
from eportfolio.trust.question import Question

AT = datetime(2026, 6, 1, tzinfo=UTC)
KEY = new_key()
SCHOOL = "https://school.example.org/issuer"
DID_WEB = "did:web:school.example.org:issuer"


def question(documents: Mapping[str, Any] | None = None, keys: Mapping[str, Any] | None = None) -> Question:
    given = {address: json.dumps(document).encode() for address, document in (documents or {}).items()}
    return Question(AT, documents=Documents(given), keys=keys or {})


def _method(identifier: str, controller: str = SCHOOL, **members: Any) -> dict[str, Any]:
    return {
        "id": identifier,
        "type": "Multikey",
        "controller": controller,
        "publicKeyMultibase": KEY.multikey,
        **members,
    }


def _found(document: Mapping[str, Any], identifier: str, address: str = SCHOOL) -> FoundKey:
    return resolve(identifier, question({address: document}))


@pytest.mark.parametrize("identifier", [f"{KEY.did}#{KEY.multikey}", KEY.did], ids=["with its fragment", "alone"])
def test_did_key(identifier: str) -> None:
    found = resolve(identifier, question())
    assert to_pem(found.key) == to_pem(KEY.public)
    assert found.identifier == f"{KEY.did}#{KEY.multikey}"
    assert may_sign(found, KEY.did) is None
    assert "belongs to" in str(may_sign(found, SCHOOL))
    assert "names no issuer" in str(may_sign(found, ""))


def test_did_jwk() -> None:
    def did(**members: str) -> str:
        jwk = json.dumps({**to_jwk(KEY.public), **members}).encode()
        return f"did:jwk:{base64.urlsafe_b64encode(jwk).rstrip(b'=').decode()}"

    found = resolve(f"{did()}#0", question())
    assert may_sign(found, did()) is None
    sealed = resolve(did(use="enc"), question())
    assert "does not list" in str(may_sign(sealed, did(use="enc")))


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        (f"{KEY.did}#z6MkOther", "not the key"),
        ("did:key:", "no DID"),
        ("did:key:z6Mk", "no code of a kind"),
        ("did:jwk:AAAA", "no JSON"),
        ("did:jwk:AAAA#1", "one key"),
        ("did:jwk:e30", "kty"),
        ("did:jwk:WzFd", "no JSON object"),
        (KEY.multikey, "no URL"),
        ("", "no key is named"),
        (7, "no key is named"),
        ({}, "no key is named"),
        ("did:key:z" + "2" * 1_000_000, "longer than"),
        ("did:web:127.0.0.1", "IP address"),
        ("did:web:school.example.org:..:admin", "foreign part"),
        ("did:web:school.example.org:%2e%2e:admin", "foreign part"),
        ("did:web:school.example.org:a%2Fb", "foreign part"),
        ("did:web:school.example.org::b", "foreign part"),
        ("did:web:school.example.org%2Fadmin", "no host"),
        ("did:web:user%40school.example.org", "no host"),
    ],
    ids=range(19),  # the keys are made anew in each process
)
def test_names_of_keys_that_are_none(identifier: object, words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        resolve(identifier, question())


@pytest.mark.parametrize(
    ("did", "address"),
    [
        ("did:web:school.example.org", "https://school.example.org/.well-known/did.json"),
        ("did:web:School.example.org:Issuers:1", "https://school.example.org/Issuers/1/did.json"),
        ("did:web:localhost%3A8443:a", "https://localhost:8443/a/did.json"),
    ],
)
def test_address_of_did_web(did: str, address: str) -> None:
    assert address_of_did_web(did) == address


@pytest.mark.parametrize("address", [DID_WEB, "https://school.example.org/issuer/did.json"])
def test_did_web_from_a_document_that_was_given(address: str) -> None:
    document = issuer_document(KEY.public, DID_WEB)
    found = _found(document, f"{DID_WEB}#{KEY.multikey}", address)
    assert may_sign(found, DID_WEB) is None
    assert found.how == f"the document of {DID_WEB}"


@pytest.mark.parametrize("identifier", ["did:example:1#key", f"{DID_WEB}#key", f"{SCHOOL}#key", f"{SCHOOL}/key"])
def test_document_that_is_not_there(identifier: str) -> None:
    with pytest.raises(NotAvailableError, match="not given"):
        resolve(identifier, question())


def test_a_document_may_be_given_for_any_did() -> None:
    did = "did:example:school"
    document = {"id": did, "assertionMethod": [_method(f"{did}#1", did)]}
    assert may_sign(_found(document, f"{did}#1", did), did) is None


def test_relative_identifiers_and_embedded_methods() -> None:
    listed = {"id": SCHOOL, "verificationMethod": [_method("#1"), _method("#2")], "assertionMethod": ["#1"]}
    assert may_sign(_found(listed, f"{SCHOOL}#1"), SCHOOL) is None
    assert "does not list the key for assertionMethod" in str(may_sign(_found(listed, f"{SCHOOL}#2"), SCHOOL))
    embedded = {"id": SCHOOL, "authentication": [_method("#1")], "assertionMethod": [_method("#2")]}
    assert may_sign(_found(embedded, f"{SCHOOL}#2"), SCHOOL) is None
    assert "does not list" in str(may_sign(_found(embedded, f"{SCHOOL}#1"), SCHOOL))


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "no JSON object"),
        ({"id": "https://elsewhere.example.org/"}, "another identifier"),
        ({"id": SCHOOL, "assertionMethod": [_method("#other")]}, "does not list the key"),
        ({"id": SCHOOL, "assertionMethod": [_method("#1", privateKeyMultibase="z")]}, "publishes the private key"),
        ({"id": SCHOOL, "assertionMethod": [{"id": "#1", "type": "Multikey"}]}, "holds no key"),
        ({"id": SCHOOL, "assertionMethod": [_method("#1", publicKeyJwk=to_jwk(KEY.public))]}, "holds 2 keys"),
        ({"id": SCHOOL, "assertionMethod": [_method("#1", type="JsonWebKey2020")]}, "has no publicKeyMultibase"),
        ({"id": SCHOOL, "assertionMethod": [_method("#1", revoked="2026-05-31T23:59:59Z")]}, "was revoked"),
        ({"id": SCHOOL, "assertionMethod": [_method("#1", expires="2026-05-31T23:59:59Z")]}, "has expired"),
        ({"id": SCHOOL, "assertionMethod": [_method("#1", revoked="never")]}, "date revoked that is none"),
        ({"id": SCHOOL, "assertionMethod": [_method("#1", type="Ed25519VerificationKey2020",
                                                    publicKeyMultibase=new_key("p256").multikey)]}, "holds a P-256"),
        ({"id": SCHOOL, "assertionMethod": ["#x"] * 2000}, "more than"),
    ],
)  # fmt: skip
def test_documents_that_cannot_be_used(document: Any, words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        _found(document, f"{SCHOOL}#1")


def test_key_that_is_not_revoked_yet() -> None:
    document = {"id": SCHOOL, "assertionMethod": [_method("#1", revoked="2026-06-01T00:00:01Z")]}
    assert may_sign(_found(document, f"{SCHOOL}#1"), SCHOOL) is None


def test_document_says_that_the_key_is_anothers() -> None:
    document = {"id": SCHOOL, "assertionMethod": [_method("#1", "https://elsewhere.example.org/")]}
    assert "another's" in str(may_sign(_found(document, f"{SCHOOL}#1"), SCHOOL))


@pytest.mark.parametrize(
    "members",
    [
        {"type": "Ed25519VerificationKey2020", "publicKeyMultibase": KEY.multikey},
        {"type": "JsonWebKey2020", "publicKeyJwk": to_jwk(KEY.public)},
        {"type": "CryptographicKey", "publicKeyPem": to_pem(KEY.public).decode()},
        {"publicKeyPem": to_pem(KEY.public).decode()},
    ],
)
@pytest.mark.parametrize("member", ["controller", "owner"])
def test_key_in_a_document_of_its_own(members: dict[str, Any], member: str) -> None:
    address = "https://school.example.org/key"
    found = _found({"id": address, member: SCHOOL, **members}, address, address)
    assert to_pem(found.key) == to_pem(KEY.public)
    assert may_sign(found, SCHOOL) is None


def test_key_of_its_own_that_the_issuer_does_not_list_for_claims_is_refused() -> None:
    """Somebody else on the host of the school may publish a key, too; what the school lists decides."""
    address = "https://school.example.org/somebody/key"
    for purpose, listed in (("authentication", "#1"), ("assertionMethod", "#1")):
        school = {"id": SCHOOL, "verificationMethod": [_method("#1")], purpose: [listed]}
        found = resolve(address, question({address: _method(address), SCHOOL: school}))
        assert "lists its keys" in str(may_sign(found, SCHOOL)), purpose


def test_key_of_its_own_at_another_host_needs_the_issuer() -> None:
    """Anybody can publish a key and say that it is of the school."""
    address = "https://attacker.example.org/key"
    document = {address: _method(address)}
    with pytest.raises(NotAvailableError, match="not given"):
        may_sign(resolve(address, question(document)), SCHOOL)
    with pytest.raises(NotAvailableError, match="lists no keys"):
        may_sign(resolve(address, question({**document, SCHOOL: {"id": SCHOOL}})), SCHOOL)
    others = {"id": SCHOOL, "publicKey": "https://school.example.org/key"}
    assert "and not this one" in str(may_sign(resolve(address, question({**document, SCHOOL: others})), SCHOOL))
    lists = {"id": SCHOOL, "publicKey": [address]}
    assert may_sign(resolve(address, question({**document, SCHOOL: lists})), SCHOOL) is None


def test_key_of_its_own_that_the_issuer_on_its_host_does_not_list() -> None:
    address = "https://school.example.org/key"
    issuer = {"id": SCHOOL, "assertionMethod": [f"{SCHOOL}#1"]}
    found = resolve(address, question({address: _method(address), SCHOOL: issuer}))
    assert "and not this one" in str(may_sign(found, SCHOOL))


def test_key_that_stands_in_its_own_address() -> None:
    identifier = f"{SCHOOL}#{KEY.multikey}"
    found = resolve(identifier, question())
    with pytest.raises(NotAvailableError, match="not given"):
        may_sign(found, SCHOOL)
    assert "belongs to" in str(may_sign(found, "https://elsewhere.example.org/"))
    silent = resolve(identifier, question({SCHOOL: {"id": SCHOOL, "type": "Profile"}}))
    with pytest.raises(NotAvailableError, match="lists no key"):
        may_sign(silent, SCHOOL)
    assert may_sign(resolve(identifier, question({SCHOOL: issuer_document(KEY.public, SCHOOL)})), SCHOOL) is None
    with pytest.raises(UnusableError, match="does not list"):
        resolve(identifier, question({SCHOOL: issuer_document(new_key().public, SCHOOL)}))


def test_key_that_came_with_the_proof() -> None:
    found = resolve(_method(f"{SCHOOL}#1"), question())
    with pytest.raises(NotAvailableError):
        may_sign(found, SCHOOL)


def test_pinned_keys_win() -> None:
    other = new_key().public
    for keys in ({SCHOOL: other}, {"": other}):
        found = resolve(f"{SCHOOL}#{KEY.multikey}", question(keys=keys), SCHOOL)
        assert to_pem(found.key) == to_pem(other)
        assert may_sign(found, SCHOOL) is None
    assert to_pem(resolve(KEY.did, question(keys={SCHOOL: other}), KEY.did).key) == to_pem(KEY.public)
    assert to_pem(resolve(None, question(keys={SCHOOL: other}), SCHOOL).key) == to_pem(other)
    with pytest.raises(NotAvailableError, match="no key is named"):
        resolve(None, question(), SCHOOL)


def test_documents_that_are_about_something_else() -> None:
    """An address that somebody took over must not answer with a document about another one."""
    address = "https://school.example.org/key"
    with pytest.raises(UnusableError, match="another identifier"):
        resolve(address, question({address: _method("https://school.example.org/other")}))
    document = {address: _method(address), SCHOOL: {"id": "https://elsewhere.example.org/", "publicKey": [address]}}
    with pytest.raises(UnusableError, match="another identifier"):
        resolve(address, question(document))


def test_documents_that_are_fetched() -> None:
    asked = []

    def fetch(address: str) -> bytes:
        asked.append(address)
        if not address.startswith("https:"):
            raise NotAvailableError("only https is fetched")
        return json.dumps(issuer_document(KEY.public, DID_WEB)).encode()

    allowed = Question(AT, documents=Documents(fetch=fetch))
    assert may_sign(resolve(f"{DID_WEB}#{KEY.multikey}", allowed), DID_WEB) is None
    assert asked[-1] == "https://school.example.org/issuer/did.json"


def test_documents_that_are_no_json() -> None:
    broken = Question(AT, documents=Documents({SCHOOL: b"<html>"}))
    with pytest.raises(UnusableError, match="cannot be read"):
        resolve(f"{SCHOOL}#{KEY.multikey}", broken)
