"""The structure check of badges, records and credentials: places, words and hints, and what no schema sees."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.report.codes import Severity
from eportfolio_adapters.openbadges.structure import KINDS, check, faults, kind_of
from eportfolio_adapters.openbadges.structure.table import classes

VC2 = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR2 = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
PNG = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
SVG = "data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'/%3E"
HASH = "sha256$" + "0" * 64

BADGE: dict[str, Any] = {
    "@context": [VC2, OB3],
    "id": "urn:uuid:0ad1c1a4-7a44-4d2c-9f0f-0c1f4dd7a001",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Repairing bicycles",
    "issuer": {"id": "https://example.org/issuer", "type": ["Profile"], "name": "Wheelhouse"},
    "validFrom": "2024-06-30T12:00:00Z",
    "validUntil": "2034-06-30T12:00:00Z",
    "credentialSubject": {
        "id": "did:example:noor",
        "type": ["AchievementSubject"],
        "identifier": [
            {"type": "IdentityObject", "hashed": True, "identityHash": HASH, "identityType": "userName", "salt": "s"}
        ],
        "achievement": {
            "id": "https://example.org/achievements/1",
            "type": ["Achievement"],
            "name": "Repairing bicycles",
            "description": "Repairs bicycles.",
            "criteria": {"narrative": "Repair ten bicycles."},
            "achievementType": "Certificate",
            "inLanguage": "en",
            "image": {"id": PNG, "type": "Image"},
            "creditsAvailable": 2.5,
            "alignment": [
                {
                    "type": ["Alignment"], "targetName": "repair bicycles", "targetType": "ext:ESCO",
                    "targetUrl": "http://data.europa.eu/esco/skill/1",
                }
            ],
            "resultDescription": [
                {
                    "id": "urn:uuid:r1", "type": ["ResultDescription"], "name": "Test", "resultType": "RubricScore",
                    "requiredLevel": "urn:uuid:l1", "allowedValue": ["1", "2"], "valueMin": "1", "valueMax": "2",
                    "rubricCriterionLevel": [{"id": "urn:uuid:l1", "type": ["RubricCriterionLevel"], "name": "Good"}],
                }
            ],
        },
        "result": [
            {"type": ["Result"], "resultDescription": "urn:uuid:r1", "achievedLevel": "urn:uuid:l1", "value": "2"}
        ],
        "activityStartDate": "2024-01-01T00:00:00Z",
        "activityEndDate": "2024-02-01T00:00:00Z",
    },
    "evidence": [{"id": "https://example.org/evidence", "type": ["Evidence"], "name": "Photos"}],
    "proof": [{"type": "DataIntegrityProof", "verificationMethod": "did:example:wheelhouse#key"}],
}  # fmt: skip

RECORD = {
    "@context": [VC2, CLR2, OB3], "id": "urn:uuid:2", "type": ["VerifiableCredential", "ClrCredential"],
    "name": "Transcript", "issuer": BADGE["issuer"], "validFrom": "2024-06-30T12:00:00Z", "proof": BADGE["proof"],
    "credentialSubject": {
        "type": ["ClrSubject"], "id": "did:example:noor", "verifiableCredential": [BADGE],
        "achievement": [{**BADGE["credentialSubject"]["achievement"], "id": "urn:uuid:3", "resultDescription": []}],
        "association": [
            {
                "type": "Association", "associationType": "isChildOf", "sourceId": "urn:uuid:3",
                "targetId": "https://example.org/achievements/1",
            }
        ],
    },
}  # fmt: skip
NESTED = "/credentialSubject/verifiableCredential/0"

SUBJECT = "/credentialSubject"
ACHIEVEMENT = f"{SUBJECT}/achievement"
DESCRIPTION = f"{ACHIEVEMENT}/resultDescription/0"
ALIGNMENT = f"{ACHIEVEMENT}/alignment/0"
IDENTITY = f"{SUBJECT}/identifier/0"
PICTURE = f"{ACHIEVEMENT}/image/id"
TYPE = f"{ACHIEVEMENT}/achievementType"


def at(document: Any, pointer: str) -> Any:
    """The value at a place."""
    for step in pointer.split("/")[1:]:
        document = document[int(step) if isinstance(document, list) else step]
    return document


def changed(pointer: str, value: Any, document: dict[str, Any] = BADGE) -> dict[str, Any]:
    """A document with another value at a place."""
    other = deepcopy(document)
    place, _, key = pointer.rpartition("/")
    container = at(other, place)
    if isinstance(container, list):
        container[int(key)] = value
    else:
        container[key] = value
    return other


def without(pointer: str, document: dict[str, Any] = BADGE) -> dict[str, Any]:
    """A document without what stands at a place."""
    other = deepcopy(document)
    place, _, key = pointer.rpartition("/")
    del at(other, place)[key]
    return other


def named(document: Any, **how: Any) -> list[tuple[str, str, str]]:
    """The severity, name and place of what is found."""
    return [(one.severity.value, one.name, one.pointer) for one in check(document, **how)]


def test_a_badge_in_order_has_no_finding() -> None:
    assert named(BADGE) == []
    assert faults(BADGE) == []


ERRORS: list[tuple[dict[str, Any], str, str, str]] = [
    (without(f"{ACHIEVEMENT}/criteria"), "missing-element", ACHIEVEMENT, '"narrative"'),
    (without("/validFrom") | {"issuanceDate": "2024-06-30T12:00:00Z"}, "missing-element", "", "issuanceDate"),
    (changed(f"{ALIGNMENT}/targetType", "ESCO"), "invalid-value", f"{ALIGNMENT}/targetType",
     "Write ext:ESCO"),
    (changed(f"{ALIGNMENT}/targetType", "ESCO:Skill"), "invalid-value",
     f"{ALIGNMENT}/targetType", "Write ext:ESCOSkill"),
    (changed(TYPE, "Program"), "invalid-value", TYPE,
     "Write ext:Program"),
    (changed(TYPE, "micro-credential"), "invalid-value", TYPE,
     "Write MicroCredential."),
    (changed(f"{ACHIEVEMENT}/image", PNG), "wrong-type", f"{ACHIEVEMENT}/image", '"type": "Image"'),
    (changed(f"{IDENTITY}/hashed", "true"), "wrong-type", f"{IDENTITY}/hashed", "identityHash"),
    (changed(f"{IDENTITY}/more", 1), "unexpected-element", f"{IDENTITY}/more", "spelling"),
    (changed("/name", ["Repairing bicycles"]), "too-many-elements", "/name", "out of the list"),
    (changed("/name", None), "wrong-type", "/name", "Take it out"),
    (changed("/type", ["VerifiableCredential"]), "invalid-value", "/type", "list"),
    (changed("/@context", [OB3, VC2]), "invalid-value", "/@context", "another order"),
    (changed("/@context/0", "https://www.w3.org/2018/credentials/v1"), "invalid-value", "/@context", "version 1.1"),
    (changed("/credentialSubject", []), "too-many-elements", "/credentialSubject", "several documents"),
    (changed("/evidence/0", "https://example.org/evidence"), "wrong-type", "/evidence/0", ""),
    (changed(f"{SUBJECT}/source", "https://example.org/"), "wrong-type", f"{SUBJECT}/source", '["Profile"]'),
]  # fmt: skip


@pytest.mark.parametrize(("document", "name", "pointer", "hint"), ERRORS)
def test_an_error_says_where_and_what_to_do(document: dict[str, Any], name: str, pointer: str, hint: str) -> None:
    kind = "AchievementCredential"
    (found,) = faults(document, kind)
    assert (found.name, found.pointer) == (name, pointer)
    assert hint in found.advice
    assert found.specification.startswith("Open Badges Specification 3.0")
    assert found in list(check(document, kind=kind))


def test_a_message_holds_nothing_of_what_a_person_wrote() -> None:
    secret = "Noor van Dijk-Okonkwo"
    document = changed(f"{ACHIEVEMENT}/inLanguage", secret)
    document["credentialSubject"]["identifier"][0]["identityType"] = secret
    document["validFrom"] = secret
    document["credentialSubject"]["activityEndDate"] = {"en": secret}
    assert not [one for one in check(document) if secret in one.message or secret in one.hint]


WARNINGS: list[tuple[dict[str, Any], str, str]] = [
    (changed("/@context", VC2), "context-order", "/@context"),
    (changed("/@context", [VC2, OB3.replace("-3.0.3", "")]), "context-conflict", "/@context"),
    (changed("/issuer/endorsementJwt", ["a.b.c"]), "context-drift", "/issuer/endorsementJwt"),
    (changed("/jti", "urn:uuid:1"), "context-drift", "/jti"),
    (changed("/colour", "red"), "dropped-term", "/colour"),
    (changed("/type", "OpenBadgeCredential"), "invalid-value", "/type"),
    (changed("/evidence/0/type", "Picture"), "invalid-value", "/evidence/0/type"),
    (changed("/issuer", {"id": "https://example.org/issuer"}), "invalid-value", "/issuer"),
    (changed("/name", {"en": "Repairing bicycles"}), "language-map", "/name"),
    (changed(f"{ACHIEVEMENT}/tag", ["a", {"en": "b"}]), "language-map", f"{ACHIEVEMENT}/tag/1"),
    (changed(TYPE, "my ext:Course"), "unanchored-code", TYPE),
    (changed(TYPE, "ext:Short course"), "unanchored-code", TYPE),
    (changed(f"{ACHIEVEMENT}/inLanguage", "xx"), "unknown-code", f"{ACHIEVEMENT}/inLanguage"),
    (changed(f"{ACHIEVEMENT}/creditsAvailable", -1), "invalid-value", f"{ACHIEVEMENT}/creditsAvailable"),
    (changed(f"{SUBJECT}/creditsEarned", -0.5), "invalid-value", f"{SUBJECT}/creditsEarned"),
    (changed("/validFrom", "2024-06-30"), "date-without-zone", "/validFrom"),
    (changed("/validFrom", "2024-06-30T12:00:00"), "date-without-zone", "/validFrom"),
    (changed("/validFrom", "2024-02-30T12:00:00Z"), "impossible-date", "/validFrom"),
    (changed("/validFrom", "soon"), "invalid-value", "/validFrom"),
    (changed("/issuer/dateOfBirth", "1990-02-28T00:00:00Z"), "invalid-value", "/issuer/dateOfBirth"),
    (changed("/validUntil", "2024-06-30T13:59:59+02:00"), "period-reversed", "/validUntil"),
    (changed(f"{SUBJECT}/activityEndDate", "2023-12-31T23:59:59Z"), "period-reversed", f"{SUBJECT}/activityEndDate"),
    (changed("/id", "badges/1"), "relative-id", "/id"),
    (changed(f"{ALIGNMENT}/targetUrl", "esco skill"), "relative-id", f"{ALIGNMENT}/targetUrl"),
    (changed("/proof/0/verificationMethod", "key-1"), "relative-id", "/proof/0/verificationMethod"),
    (changed(f"{IDENTITY}/identityHash", "noor@example.org"), "identity-unclear",
     f"{IDENTITY}/identityHash"),
    (changed(f"{IDENTITY}/identityHash", "md5$" + "0" * 32), "identity-unclear",
     f"{IDENTITY}/identityHash"),
    (changed(f"{IDENTITY}/hashed", False), "identity-unclear", f"{IDENTITY}/identityHash"),
    (without(f"{IDENTITY}/salt"), "identity-unclear", IDENTITY),
    (changed(PICTURE, PNG[:-12]), "unusable-image", PICTURE),
    (changed(PICTURE, "data:image/png;base64,???"), "unusable-image", PICTURE),
    (changed(PICTURE, "data:image/gif;base64,R0lGODlh"), "unusable-image", PICTURE),
    (changed(PICTURE, PNG.replace("image/png", "image/svg+xml")), "unusable-image",
     PICTURE),
    (changed(PICTURE, "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'%3E%3Cscript/%3E%3C/svg%3E"),
     "unusable-image", PICTURE),
    (changed(f"{SUBJECT}/result/0/resultDescription", "urn:uuid:0"), "dangling-reference",
     f"{SUBJECT}/result/0/resultDescription"),
    (changed(f"{SUBJECT}/result/0/achievedLevel", "urn:uuid:0"), "dangling-reference",
     f"{SUBJECT}/result/0/achievedLevel"),
    (changed(f"{DESCRIPTION}/requiredLevel", "urn:uuid:0"), "dangling-reference", f"{DESCRIPTION}/requiredLevel"),
    (changed(f"{DESCRIPTION}/requiredValue", "3"), "out-of-bounds", f"{DESCRIPTION}/requiredValue"),
    (changed(f"{SUBJECT}/result/0/value", "3"), "out-of-bounds", f"{SUBJECT}/result/0/value"),
    (changed(f"{DESCRIPTION}/valueMin", "9"), "out-of-bounds", f"{DESCRIPTION}/valueMin"),
    (changed(f"{SUBJECT}/source", BADGE["issuer"] | {"name": "Other"}), "merged-node", f"{SUBJECT}/source/name"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "name", "pointer"), WARNINGS)
def test_what_no_schema_sees_is_a_warning(document: dict[str, Any], name: str, pointer: str) -> None:
    found = named(document)
    assert ("warning", name, pointer) in found
    assert faults(document) == []
    assert {severity for severity, _, _ in found} <= {"warning", "info"}


def test_a_result_may_be_described_in_the_record_around_the_badge() -> None:
    described = changed("/credentialSubject/achievement/0/resultDescription", at(BADGE, f"{DESCRIPTION[:-2]}"), RECORD)
    record = changed(f"{NESTED}{ACHIEVEMENT}/resultDescription", [], described)
    assert named(record) == []


def test_a_level_of_another_description_is_told_as_that() -> None:
    other = at(BADGE, DESCRIPTION) | {"id": "urn:uuid:r2", "rubricCriterionLevel": [], "allowedValue": []}
    document = changed(f"{SUBJECT}/result/0/resultDescription", "urn:uuid:r2")
    document = changed(
        f"{ACHIEVEMENT}/resultDescription", [at(BADGE, DESCRIPTION), without("/requiredLevel", other)], document
    )
    (found,) = check(document)
    assert "another description" in found.message


def test_a_subject_without_identity_is_named() -> None:
    document = without(f"{SUBJECT}/identifier", without(f"{SUBJECT}/id"))
    assert named(document) == [("warning", "identity-unclear", SUBJECT)]


def test_a_value_beyond_its_bounds_is_told_when_no_list_decides() -> None:
    document = without(f"{DESCRIPTION}/allowedValue")
    for value, wrong in (("0.5", True), ("2,5", True), ("1.5", False), ("good", False), ("200%", True)):
        found = named(changed(f"{SUBJECT}/result/0/value", value, document))
        assert (("warning", "out-of-bounds", f"{SUBJECT}/result/0/value") in found) is wrong, value


@pytest.mark.parametrize("address", [PNG, SVG, "https://example.org/badge.png"])
def test_pictures_in_order_are_not_named(address: str) -> None:
    assert named(changed(PICTURE, address)) == []


def test_a_document_without_proof_is_a_note_unless_a_signature_is_around_it() -> None:
    document = without("/proof")
    assert named(document) == [("info", "no-proof", "")]
    assert named(document, signed=True) == []


def test_a_context_that_is_not_known_is_said_and_nothing_more() -> None:
    document = changed("/@context", [VC2, OB3, "https://example.org/context.json"])
    assert named(document) == [("info", "dropped-term", "/@context")]
    assert named(document, context=False) == []


def test_a_record_in_order_has_no_finding() -> None:
    assert named(RECORD) == []


def test_a_record_names_its_contexts_before_those_of_badges() -> None:
    (found,) = faults(changed("/@context", [VC2, OB3, CLR2], RECORD))
    assert found.pointer == "/@context"
    assert f"{VC2}, {CLR2}, {OB3}" in found.hint


def test_a_badge_in_a_record_is_held_against_its_own_schema_as_warnings() -> None:
    document = without(f"{NESTED}{ACHIEVEMENT}/criteria", RECORD)
    assert named(document) == [("warning", "missing-element", f"{NESTED}{ACHIEVEMENT}")]
    assert faults(document) == []


def test_what_the_schema_of_the_record_demands_of_a_badge_is_an_error_and_said_once() -> None:
    assert named(without(f"{NESTED}/validFrom", RECORD)) == [("error", "missing-element", NESTED)]


@pytest.mark.parametrize("key", ["sourceId", "targetId"])
def test_an_association_that_leads_nowhere_is_named(key: str) -> None:
    place = f"/credentialSubject/association/0/{key}"
    assert named(changed(place, "urn:uuid:9", RECORD)) == [("warning", "dangling-reference", place)]


FORMER: dict[str, Any] = {
    "@context": "https://purl.imsglobal.org/spec/clr/v1p0/context/clr_v1p0.jsonld", "id": "urn:uuid:1", "type": "Clr",
    "issuedOn": "2020-01-01T00:00:00Z", "learner": {"id": "urn:uuid:2"}, "publisher": {"id": "urn:uuid:3"},
    "achievements": [
        {
            "id": "urn:uuid:a", "name": "Reading", "issuer": {"id": "urn:uuid:3"}, "achievementType": "Course",
            "associations": [{"associationType": "isChildOf", "targetId": "urn:uuid:b", "title": "Languages"}],
        }
    ],
    "assertions": [{"id": "urn:uuid:c", "results": [{"resultDescription": "urn:uuid:d", "value": "A"}]}],
}  # fmt: skip


def test_a_record_of_version_1_is_checked_for_what_it_refers_to() -> None:
    assert kind_of(FORMER) == KINDS["Clr"]
    assert faults(FORMER) == []
    dangling = ["/achievements/0/associations/0/targetId", "/assertions/0/results/0/resultDescription"]
    assert [pointer for _, name, pointer in named(FORMER) if name == "dangling-reference"] == dangling
    description = {
        "id": "urn:uuid:d", "name": "n", "resultType": "Status", "requiredLevel": "urn:uuid:e", "requiredValue": "1",
        "allowedValues": ["1", "2"], "rubricCriterionLevels": [{"id": "urn:uuid:e", "name": "n"}],
    }  # fmt: skip
    whole = changed("/achievements/0/resultDescriptions", [description], FORMER)
    assert [pointer for _, name, pointer in named(whole) if name == "dangling-reference"] == dangling[:1]
    wrong = changed("/achievements/0/resultDescriptions/0/requiredValue", "3", whole)
    assert ("warning", "out-of-bounds", "/achievements/0/resultDescriptions/0/requiredValue") in named(wrong)
    picture = changed("/achievements/0/image", PNG[:-12], FORMER)
    assert ("warning", "unusable-image", "/achievements/0/image") in named(picture)


def test_a_response_and_a_list_hold_documents_of_their_own() -> None:
    faulty = without("/proof", without(f"{ACHIEVEMENT}/name"))
    expected = [("error", "missing-element", ACHIEVEMENT), ("info", "no-proof", "")]
    response = named({"credential": [BADGE, faulty]})
    assert sorted(response) == sorted((one, name, f"/credential/1{place}") for one, name, place in expected)
    assert sorted(named([BADGE, faulty])) == sorted((one, name, f"/1{place}") for one, name, place in expected)


def test_a_presentation_is_checked_with_each_credential_in_it() -> None:
    presentation = {
        "@context": [VC2], "type": ["VerifiablePresentation"], "verifiableCredential": [BADGE, without("/issuer")],
    }  # fmt: skip
    assert named(presentation) == [("error", "missing-element", "/verifiableCredential/1")]


def test_a_document_of_no_known_kind_is_refused_in_plain_words() -> None:
    assert kind_of({"name": "x"}) is None
    documents: list[Any] = [{"name": "x"}, {}, "words", 1, None, []]
    for document in documents:
        (found,) = check(document)
        assert found.severity is Severity.ERROR
        assert faults(document)[0].severity is Severity.ERROR
    with pytest.raises(ep.UsageError, match="no kind of document"):
        faults(BADGE, "Diploma")


CARD = {"Card": "https://example.org/terms#Card"}
CREDENTIAL: dict[str, Any] = {
    "@context": [VC2, CARD], "id": "urn:uuid:1",
    "type": ["VerifiableCredential", "Card"], "issuer": "https://example.org/issuer",
    "validFrom": "2024-06-30T12:00:00Z", "credentialSubject": {"id": "did:example:noor"},
    "proof": {"type": "DataIntegrityProof"},
}  # fmt: skip

MODEL: list[tuple[dict[str, Any], str, str]] = [
    (changed("/issuer", "Wheelhouse", CREDENTIAL), "invalid-value", "/issuer"),
    (changed("/issuer", {"name": "Wheelhouse"}, CREDENTIAL), "missing-element", "/issuer"),
    (changed("/credentialSubject", {}, CREDENTIAL), "missing-element", "/credentialSubject"),
    (changed("/credentialSubject", [{"id": "urn:a"}, {}], CREDENTIAL), "missing-element", "/credentialSubject/1"),
    (changed("/validUntil", "2024-06-29T12:00:00Z", CREDENTIAL), "period-reversed", "/validUntil"),
    (changed("/validFrom", "2024-06-30", CREDENTIAL), "invalid-value", "/validFrom"),
    (changed("/name", {"@value": "Card", "@language": "en", "more": 1}, CREDENTIAL), "wrong-type", "/name"),
    (changed("/credentialStatus", {"id": "urn:a"}, CREDENTIAL), "missing-element", "/credentialStatus"),
    (changed("/credentialSchema", {"id": "no address", "type": "JsonSchema"}, CREDENTIAL), "invalid-value",
     "/credentialSchema/id"),
    (changed("/relatedResource", [{"id": "urn:a", "digestSRI": "x"}] * 2, CREDENTIAL), "duplicate-id",
     "/relatedResource/1/id"),
    (changed("/relatedResource", [{"id": "urn:a"}], CREDENTIAL), "missing-element", "/relatedResource/0"),
    (changed("/@context/1", {"@vocab": None}, CREDENTIAL), "undefined-type", "/type/1"),
    (changed("/@context/1", {"VerifiableCredential": "urn:x"}, CREDENTIAL), "context-conflict", "/@context/1"),
    (changed("/@context", [CREDENTIAL["@context"][1], VC2], CREDENTIAL), "invalid-value", "/@context"),
    (changed("/@context", [VC2, 1], CREDENTIAL), "invalid-value", "/@context"),
    (changed("/@context", [VC2, {"@protected": True, **CARD}, {"Card": "urn:x"}], CREDENTIAL), "context-conflict",
     "/@context/2"),
    (changed("/credentialStatus", {"id": "urn:a", "type": 2}, CREDENTIAL), "wrong-type", "/credentialStatus/type"),
    (changed("/credentialStatus", {"type": "List"}, CREDENTIAL), "undefined-type", "/credentialStatus/type"),
    (changed("/credentialStatus", {"id": ["urn:a", "urn:b"], "type": "Card"}, CREDENTIAL), "too-many-elements",
     "/credentialStatus/id"),
    (changed("/issuer", "//example.org/issuer", CREDENTIAL), "invalid-value", "/issuer"),
    (changed("/issuer/id", "https ://example.org", changed("/issuer", {}, CREDENTIAL)), "invalid-value", "/issuer/id"),
    (changed("/type", [], CREDENTIAL), "invalid-value", "/type"),
]  # fmt: skip


def test_a_credential_of_the_data_model_in_order_has_no_finding() -> None:
    assert named(CREDENTIAL) == []


@pytest.mark.parametrize(("document", "name", "pointer"), MODEL)
def test_what_the_data_model_demands_is_an_error(document: dict[str, Any], name: str, pointer: str) -> None:
    assert ("error", name, pointer) in named(document)


ASSERTION: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2", "id": "https://example.org/assertions/1", "type": "Assertion",
    "recipient": {"type": "email", "hashed": False, "identity": "noor@example.org"}, "issuedOn": "2020-01-01T00:00:00Z",
    "badge": "https://example.org/badge", "verification": {"type": "hosted"},
}  # fmt: skip

LEGACY: list[tuple[dict[str, Any], str, str]] = [
    (without("/badge", ASSERTION), "missing-element", ""),
    (without("/verification", ASSERTION), "missing-element", ""),
    (without("/@context", ASSERTION), "missing-element", ""),
    (changed("/@context", "https://example.org/v2.json", ASSERTION), "invalid-value", "/@context"),
    (changed("/issuedOn", "yesterday", ASSERTION), "invalid-value", "/issuedOn"),
    (changed("/image", PNG, ASSERTION), "invalid-value", "/image"),
    (changed("/id", "urn:uuid:1", ASSERTION), "invalid-value", "/id"),
    (changed("/expires", "2019-01-01T00:00:00Z", ASSERTION), "period-reversed", "/expires"),
    (changed("/recipient", "noor@example.org", ASSERTION), "wrong-type", "/recipient"),
]  # fmt: skip


@pytest.mark.parametrize(("document", "name", "pointer"), LEGACY)
def test_what_open_badges_2_demands_is_an_error(document: dict[str, Any], name: str, pointer: str) -> None:
    assert named(ASSERTION) == []
    assert ("error", name, pointer) in named(document)


def test_of_a_revoked_assertion_little_is_demanded() -> None:
    revoked = {key: ASSERTION[key] for key in ("@context", "id", "type")} | {"revoked": True}
    assert named(revoked) == []


OLDER: list[tuple[str, dict[str, Any]]] = [
    ("Assertion-1", {"uid": "1", "recipient": ASSERTION["recipient"], "badge": "https://example.org/b",
                     "issuedOn": 1577836800, "verify": {"type": "hosted", "url": "https://example.org/a"}}),
    ("BadgeClass-1", {"name": "n", "description": "d", "image": PNG, "criteria": "https://example.org/c",
                      "issuer": "https://example.org/i"}),
    ("Issuer-1", {"name": "n", "url": "https://example.org"}),
    ("Assertion-0.5", {"recipient": HASH, "salt": "s", "badge": {
        "version": "0.5.0", "name": "n", "image": "/i.png", "description": "d", "criteria": "/c",
        "issuer": {"origin": "https://example.org", "name": "n"}}}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "document"), OLDER, ids=[name for name, _ in OLDER])
def test_badges_of_the_first_versions_are_told_and_checked(name: str, document: dict[str, Any]) -> None:
    assert kind_of(document) == KINDS[name]
    assert faults(document) == []
    for rule in classes("classes-ob1")[name].members.values():
        if rule.required:
            assert faults({key: value for key, value in document.items() if key != rule.key}, name)


def test_every_kind_has_rules_and_every_class_that_they_name() -> None:
    for kind in KINDS.values():
        rules = classes(kind.table)
        assert kind.name in rules
        named = {rule.values[0] for group in rules.values() for rule in group.members.values() if rule.is_nested}
        assert named <= rules.keys()


def _token(claims: dict[str, Any]) -> str:
    import json
    from base64 import urlsafe_b64encode

    parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts) + ".AA"


def test_what_stands_in_tokens_is_checked_where_the_token_stands() -> None:
    faulty = without("/proof", without(f"{ACHIEVEMENT}/name"))
    response = named({"compactJwsString": [_token(without("/proof")), _token(faulty)]})
    assert response == [("error", "missing-element", f"/compactJwsString/1{ACHIEVEMENT}")]
    enveloped = {
        "@context": [VC2], "type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{_token(faulty)}",
    }  # fmt: skip
    presentation = {"@context": [VC2], "type": ["VerifiablePresentation"], "verifiableCredential": [enveloped]}
    assert named(presentation) == [("error", "missing-element", f"/verifiableCredential/0{ACHIEVEMENT}")]
    broken = named({"compactJwsString": ["eyJ.e30.AA"]})
    assert broken == [("error", "invalid-value", "/compactJwsString/0")]
