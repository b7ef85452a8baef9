"""Comprehensive Learner Record 1.0: every member has its place in 2.0."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from eportfolio.sources.json import parse_json, to_tree
from eportfolio_adapters.openbadges.legacy import Upgraded, tell, upgrade
from tests.support import needs_shared, shared

COURSE: dict[str, Any] = {
    "id": "urn:example:course", "type": "Achievement", "achievementType": "Co-Curricular", "name": "Welding",
    "humanCode": "W1", "level": "2", "description": "Join metal", "tags": ["metal"], "creditsAvailable": 3.0,
    "issuer": {
        "id": "https://school.example.org", "name": "Weldschool", "telephone": "+31201234567", "sourcedId": "s1",
    },
    "requirement": {"id": "https://school.example.org/rules", "narrative": "Weld a frame"},
    "alignments": [{"targetName": "weld", "targetUrl": "http://data.europa.eu/esco/skill/1"}],
    "identifiers": [{"identifier": "c-1", "identifierType": "LisSourcedId"}],
    "associations": [{"associationType": "isPartOf", "targetId": "urn:example:degree", "title": "Degree"}],
    "resultDescriptions": [{
        "id": "urn:example:grade", "name": "Grade", "resultType": "LetterGrade", "allowedValues": ["A", "B"],
        "rubricCriterionLevels": [{"id": "urn:example:level", "name": "Good"}],
    }],
}  # fmt: skip
RECORD: dict[str, Any] = {
    "@context": "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld",
    "id": "urn:example:record", "type": "Clr", "name": "Transcript", "partial": True,
    "issuedOn": "2025-07-01T09:00:00Z",
    "learner": {"id": "urn:example:noor", "name": "Noor van Dijk-Okonkwo", "birthDate": "1990-02-03", "studentId": "77",
                "address": {"addressCountry": "NL"}},
    "publisher": {"id": "https://school.example.org", "type": "Profile", "name": "Weldschool"},
    "verification": {"type": "Hosted"},
    "assertions": [{
        "id": "urn:example:assertion", "type": "Assertion", "achievement": COURSE, "issuedOn": "2025-06-01T09:00:00Z",
        "recipient": {"type": "id", "identity": "urn:example:noor", "hashed": False}, "creditsEarned": 3.0,
        "term": "Spring",
        "results": [{"resultDescription": "urn:example:grade", "value": "A"}],
        "evidence": [{"name": "Frame", "artifacts": [{"name": "photo", "url": "data:image/png;base64,AA=="}]}],
    }],
    "achievements": [{"id": "urn:example:degree", "name": "Degree", "achievementType": "Master craft",
                      "issuer": {"id": "https://school.example.org"}}],
}  # fmt: skip
WRAPPED = {
    "@context": ["https://www.w3.org/2018/credentials/v1"], "id": "urn:example:vc", "type": ["VerifiableCredential"],
    "issuer": "https://school.example.org", "issuanceDate": "2025-07-02T09:00:00Z", "credentialSubject": RECORD,
    "proof": {"type": "RsaSignature2018", "signature": "x"},
}  # fmt: skip


def upgraded(document: dict[str, Any]) -> Upgraded:
    """A record in the present form."""
    found = upgrade(to_tree(document))
    assert found is not None
    return found


@pytest.fixture
def record() -> Any:
    """The record in the present form, as plain JSON."""
    return upgraded(RECORD).document()


def test_the_record_is_a_credential_about_its_learner(record: Any) -> None:
    assert [address.rpartition("/")[2] for address in record["@context"]] == [
        "v2", "context-2.0.1.json", "context-3.0.3.json",
    ]  # fmt: skip
    assert sorted(record["type"]) == ["ClrCredential", "VerifiableCredential"]
    assert (record["id"], record["name"], record["partial"]) == ("urn:example:record", "Transcript", True)
    assert record["validFrom"] == "2025-07-01T09:00:00Z"
    assert record["issuer"] == {"id": "https://school.example.org", "type": "Profile", "name": "Weldschool"}
    subject = record["credentialSubject"]
    assert subject["type"] == ["Profile", "ClrSubject"]
    assert (subject["id"], subject["name"], subject["dateOfBirth"]) == (
        "urn:example:noor", "Noor van Dijk-Okonkwo", "1990-02-03",
    )  # fmt: skip
    assert subject["address"] == {"addressCountry": "NL", "type": "Address"}
    assert subject["identifier"] == [
        {"identityHash": "77", "type": "IdentityObject", "identityType": "ext:studentId", "hashed": False}
    ]


def test_an_assertion_is_a_credential_within(record: Any) -> None:
    [credential] = record["credentialSubject"]["verifiableCredential"]
    assert credential["@context"][1].endswith("context-3.0.3.json")
    assert credential["validFrom"] == "2025-06-01T09:00:00Z"
    assert credential["issuer"]["phone"] == "+31201234567"
    assert credential["issuer"]["otherIdentifier"] == [
        {"identifier": "s1", "type": "IdentifierEntry", "identifierType": "sourcedId"}
    ]
    assert credential["evidence"] == [
        {"name": "Frame", "id": "data:image/png;base64,AA==", "artifacts": [{"name": "photo"}], "type": "Evidence"}
    ]
    subject = credential["credentialSubject"]
    assert (subject["creditsEarned"], subject["term"]) == (3.0, "Spring")
    assert subject["id"] == "urn:example:noor"
    assert "identifier" not in subject
    assert subject["result"] == [{"resultDescription": "urn:example:grade", "value": "A", "type": "Result"}]


@pytest.mark.parametrize("change", [{"hashed": True}, {"type": "email"}])
def test_a_recipient_that_is_hashed_or_no_id_is_an_identity(change: dict[str, Any]) -> None:
    assertion = {**RECORD["assertions"][0], "recipient": {**RECORD["assertions"][0]["recipient"], **change}}
    subject = upgraded({**RECORD, "assertions": [assertion]}).document()["credentialSubject"]
    [credential] = subject["verifiableCredential"]
    assert credential["credentialSubject"]["identifier"]["identityHash"] == "urn:example:noor"
    assert "id" not in credential["credentialSubject"]


def test_an_achievement_keeps_all_that_it_says(record: Any) -> None:
    achievement = record["credentialSubject"]["verifiableCredential"][0]["credentialSubject"]["achievement"]
    assert (achievement["id"], achievement["achievementType"]) == ("urn:example:course", "CoCurricular")
    assert (achievement["humanCode"], achievement["level"], achievement["tag"]) == ("W1", "2", ["metal"])
    assert achievement["criteria"] == {"id": "https://school.example.org/rules", "narrative": "Weld a frame"}
    assert achievement["alignment"][0]["type"] == "Alignment"
    assert achievement["otherIdentifier"] == [
        {"identifier": "c-1", "identifierType": "lisSourcedId", "type": "IdentifierEntry"}
    ]
    [description] = achievement["resultDescription"]
    assert description["allowedValue"] == ["A", "B"]
    assert description["rubricCriterionLevel"] == [
        {"id": "urn:example:level", "name": "Good", "type": "RubricCriterionLevel"}
    ]


def test_achievements_that_nobody_asserts_stand_beside_the_credentials(record: Any) -> None:
    assert record["credentialSubject"]["achievement"] == [
        {"id": "urn:example:degree", "name": "Degree", "achievementType": "ext:Mastercraft", "type": "Achievement",
         "creator": {"id": "https://school.example.org", "type": "Profile"}}
    ]  # fmt: skip
    assert record["credentialSubject"]["association"] == [
        {"associationType": "isPartOf", "targetId": "urn:example:degree", "title": "Degree", "type": "Association",
         "sourceId": "urn:example:course"}
    ]  # fmt: skip


def test_a_signed_assertion_is_taken_out_of_its_token() -> None:
    payload = base64.urlsafe_b64encode(json.dumps(RECORD["assertions"][0]).encode()).rstrip(b"=").decode()
    token = f"eyJhbGciOiJSUzI1NiJ9.{payload}.c2ln"
    found = upgraded({**RECORD, "assertions": None, "signedAssertions": [token, "broken.token.x"]})
    subject = found.document()["credentialSubject"]
    [credential] = subject["verifiableCredential"]
    assert credential["credentialSubject"]["achievement"]["name"] == "Welding"
    [node] = found.root.select(("credentialSubject", "verifiableCredential"))
    assert found.originals == {id(node): token}
    assert found.document()["signedAssertions"] == ["broken.token.x"]


def test_a_record_in_a_credential() -> None:
    document = upgraded(WRAPPED).document()
    assert document["id"] == "urn:example:record"
    assert document["credentialSubject"]["name"] == "Noor van Dijk-Okonkwo"
    assert document["VerifiableCredential"]["id"] == "urn:example:vc"
    assert document["VerifiableCredential"]["proof"]["signature"] == "x"
    assert "proof" not in document


@pytest.mark.parametrize("document", [RECORD, WRAPPED], ids=["record", "wrapped"])
def test_every_leaf_is_where_it_can_be_found(document: dict[str, Any]) -> None:
    found = upgraded(document)
    found.withdraw()
    wanted = sorted(leaf.pointer for leaf in to_tree(document).leaves())
    assert sorted(leaf.pointer for leaf in found.root.leaves()) == wanted


def test_records_are_told() -> None:
    for document in (RECORD, WRAPPED, {"@context": RECORD["@context"], "learner": {"id": "x"}}):
        old = tell(to_tree(document))
        assert old is not None
        assert (old.format, old.version.split()[0]) == ("clr", "1.0")
    assert tell(to_tree({"@context": RECORD["@context"], "type": "Profile"})) is None


@needs_shared
@pytest.mark.parametrize("name", ["nd-clr-transcript", "vc-wrapped-clr-with-pdf"])
def test_samples_are_valid_in_the_present_form(name: str) -> None:
    from jsonschema import Draft201909Validator

    schema = json.loads(shared("schemas/badges/clr2/clr_v2p0_clrcredential_schema.json").read_text(encoding="utf-8"))
    root = parse_json(shared(f"samples/badges/clr1-randa/{name}.json").read_bytes())
    found = upgrade(root)
    assert found is not None
    document = found.document()
    assert not list(Draft201909Validator(schema).iter_errors(document))
    assert len(document["credentialSubject"]["verifiableCredential"]) > 60
    found.withdraw()
    assert {leaf.pointer for leaf in found.root.leaves()} == {leaf.pointer for leaf in root.leaves()}
