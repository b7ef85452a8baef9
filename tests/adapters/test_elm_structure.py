"""The structure rules of European Digital Credentials: what they find, where, in which words, and at what cost."""

from __future__ import annotations

from typing import Any

import pytest

from eportfolio.report.codes import Severity
from eportfolio.report.errors import UsageError
from eportfolio.report.findings import Finding
from eportfolio_adapters.elm.structure import check
from eportfolio_adapters.elm.structure.concepts import VOCABULARIES
from eportfolio_adapters.elm.structure.table import FULL, rules
from tests.conformance.elm_credential import CONTEXTS, authority, changed, concept, credential, listed, organisation

Json = Any
XSD = "http://www.w3.org/2001/XMLSchema#"


def found(document: dict[str, Any], **how: Any) -> list[tuple[str, str, str]]:
    return [(one.severity.value, one.name, one.pointer) for one in check(document, **how)]


def only(document: dict[str, Any], **how: Any) -> Finding:
    findings = list(check(document, **how))
    assert len(findings) == 1, findings
    return findings[0]


SUBJECT = ("credentialSubject",)
CLAIM = (*SUBJECT, "hasClaim")
SPECIFICATION = (*CLAIM, "specifiedBy")
OUTCOME = (*SPECIFICATION, "learningOutcome")


def test_a_credential_in_order_has_no_finding() -> None:
    assert found(credential()) == []


# -- vacuous passes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contexts", "code"),
    [
        (..., "not-a-credential"),
        (CONTEXTS[:1], "not-a-credential"),
        (CONTEXTS[1:], "not-a-credential"),
        ("https://www.w3.org/2018/credentials/v1", "not-a-credential"),
        (["https://www.w3.org/ns/credentials/v2", CONTEXTS[1]], "context-conflict"),
        ([*CONTEXTS, "https://example.org/context"], "invalid-value"),
        ([*CONTEXTS, {"title": "https://example.org/title"}], "context-conflict"),
        ([*CONTEXTS, {"@vocab": "https://example.org/"}], "context-conflict"),
        ([*CONTEXTS, 5], "invalid-value"),
    ],
)
def test_without_its_contexts_a_document_is_no_credential(contexts: Json, code: str) -> None:
    assert {name for _, name, _ in found(changed("@context", to=contexts))} == {code}


def test_the_order_of_contexts_and_further_terms_make_no_difference() -> None:
    assert found(changed("@context", to=CONTEXTS[::-1])) == []
    document = changed("@context", to=[*CONTEXTS, {"locker": "https://example.org/locker"}])
    document["locker"] = {"id": "urn:locker", "type": "Note"}
    one = only(document)
    assert (one.name, one.pointer) == ("missing-element", "/locker")


def test_a_draft_needs_no_context() -> None:
    draft = changed("@context", to=...)
    assert found(draft, embedded_context=False) == []
    draft["@context"] = CONTEXTS[:1]
    assert {name for _, name, _ in found(draft, embedded_context=False)} == {"not-a-credential"}


def test_without_its_types_a_document_is_no_credential() -> None:
    assert ("error", "not-a-credential", "") in found(changed("type", to="VerifiableCredential"))
    one = only(changed("type", to="EuropeanDigitalCredential"))
    assert (one.name, one.hint) == ("dropped-term", "Add the type VerifiableCredential to this object.")


def test_classes_of_the_next_version_are_named() -> None:
    newer = "http://data.europa.eu/snb/model/ontology/Person"
    findings = list(check(changed(*SUBJECT, "type", to=newer)))
    assert findings[0].name == "not-a-credential"
    assert "3.3" in findings[0].message


@pytest.mark.parametrize(
    ("key", "hint"),
    [("hasclaim", "Perhaps hasClaim is meant."), ("nationalId", "Perhaps nationalID is meant."), ("wardrobe", "")],
)
def test_a_misspelt_key_is_dropped(key: str, hint: str) -> None:
    one = only(changed(*SUBJECT, key, to="x"))
    assert (one.name, one.pointer, one.hint) == ("dropped-term", f"/credentialSubject/{key}", hint)


def test_keys_of_a_credential_are_dropped_elsewhere() -> None:
    assert found(changed(*SUBJECT, "issued", to="2024-06-30T00:00:00Z")) == [
        ("error", "dropped-term", "/credentialSubject/issued")
    ]


def test_a_date_that_the_official_context_drops_is_a_warning() -> None:
    assert found(changed(*SUBJECT, "dateModified", to="2024-06-30T00:00:00Z")) == [
        ("warning", "dropped-term", "/credentialSubject/dateModified")
    ]
    one = only(changed(*SUBJECT, "dateModified", to="2024-06-30"))
    assert (one.severity, one.name) == (Severity.ERROR, "wrong-type")
    written_out = {"@type": "xsd:dateTime", "@value": "2024-06-30T00:00:00Z"}
    assert found(changed(*SUBJECT, "dateModified", to=written_out)) == []


def test_a_type_beside_the_known_ones_is_a_warning_and_instead_of_them_an_error() -> None:
    wallet = ["VerifiableCredential", "VerifiableAttestation", "EuropeanDigitalCredential"]
    assert found(changed("type", to=wallet)) == [("warning", "dropped-term", "/type/1")]
    assert ("error", "dropped-term", "/credentialSubject/type") in found(changed(*SUBJECT, "type", to="Human"))


# -- counts, classes, datatypes --------------------------------------------------------------------------------


def test_what_is_missing_is_named_with_what_to_do() -> None:
    document = credential()
    for holder in (document["issuer"], document["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]):
        del holder["eIDASIdentifier"]
    one = only(document)
    assert (one.name, one.pointer) == ("missing-element", "/issuer")
    assert one.message == (
        'The issuer of a credential needs exactly one "eIDASIdentifier" (a legal identifier), and there is none.'
    )
    assert "organisation identifier" in one.hint
    assert one.specification == "http://data.europa.eu/snb/model/ap/edc-generic-no-cv/IssuerNodeShape"


def test_an_object_needs_what_is_said_of_it_once_and_anywhere() -> None:
    document = changed("issuer", to={"id": "urn:epass:org:1"})
    assert found(document) == []
    assert found(changed("issuer", to="urn:epass:org:1")) == []
    assert found(changed("issuer", to=["urn:epass:org:1", organisation()])) == []


@pytest.mark.parametrize(
    ("steps", "value", "code"),
    [
        (("issued",), ["2024-06-30T00:00:00Z", "2024-07-30T00:00:00Z"], "too-many-elements"),
        (("issued",), ["2024-06-30T00:00:00Z", "2024-06-30T00:00:00Z"], ""),
        (("issued",), ["2024-06-30T00:00:00Z"], ""),
        (("issued",), "2024-06-30", "invalid-value"),
        (("issued",), {"@type": "xsd:date", "@value": "2024-06-30"}, "wrong-type"),
        (("issued",), None, "missing-element"),
        (("issued",), {}, "wrong-type"),
        ((*CLAIM, "title"), "Joinery", "wrong-type"),
        ((*CLAIM, "title"), [{"en": "Joinery"}], "wrong-type"),
        ((*CLAIM, "title"), {"en": 5}, "wrong-type"),
        ((*CLAIM, "title"), {"no tag": "Joinery"}, "invalid-value"),
        ((*CLAIM, "title"), {"en": ["Joinery", "Carpentry"]}, "language-twice"),
        ((*CLAIM, "title"), {"en": "Joinery", "EN": "Carpentry"}, "language-twice"),
        ((*CLAIM, "title"), {"xx": "Joinery"}, "unknown-code"),
        ((*CLAIM, "awardedBy"), "urn:nowhere", "dangling-reference"),
        ((*CLAIM, "awardedBy"), "the college", "wrong-type"),
        ((*CLAIM, "awardedBy"), 5, "wrong-type"),
        ((*CLAIM, "awardedBy"), {"id": "urn:phone", "type": "Phone"}, "wrong-type"),
        ((*SUBJECT, "givenName"), {"en": "Noor", "nl": "Noor"}, "too-many-elements"),
        ((*SPECIFICATION, "volumeOfLearning"), "280 hours", "invalid-value"),
        ((*SPECIFICATION, "isPartialQualification"), "yes", "invalid-value"),
        ((*SPECIFICATION, "isPartialQualification"), True, ""),
        (("displayParameter", "individualDisplay", "displayDetail", "page"), 0, "invalid-value"),
        ((*SUBJECT, "id"), 5, "wrong-type"),
        ((*SUBJECT, "id"), "person", "invalid-value"),
        ((*SUBJECT, "id"), "urn:a person", "invalid-value"),
        ((*SUBJECT, "id"), "urn:person%zz", "invalid-value"),
        ((*SUBJECT, "id"), "urn:person<1>", "invalid-value"),
        ((*SUBJECT, "id"), "https://example.org:8443/personen/no\u00f6r?a=b#c", ""),
        ((*SUBJECT, "hasClaim"), "urn:claim<1>", "invalid-value"),
        ((*SUBJECT, "type"), ["Person", "urn:person<1>"], "dropped-term"),
        ((*SUBJECT, "urn:locker<1>"), "x", "dropped-term"),
        ((*SUBJECT, "@context"), None, "invalid-value"),
        ((*SUBJECT, "@context"), CONTEXTS, ""),
        ((*SUBJECT, "@context"), {"locker": "https://example.org/locker"}, "invalid-value"),
        ((*SUBJECT, "givenName"), [{"@value": "Noor", "@language": "en"}], ""),
        ((*SUBJECT, "givenName"), [{"@value": "Noor", "@language": "no tag"}], "invalid-value"),
        ((*SUBJECT, "@list"), [], "invalid-value"),
        ((*SUBJECT, "memberOf"), {"@value": []}, "invalid-value"),
        (("attachment",), {"@set": []}, ""),
        (("credentialStatus",), {"id": "urn:status", "type": "BitstringStatusListEntry"}, "wrong-type"),
        (("proof",), {"type": "DataIntegrityProof"}, "wrong-type"),
    ],
)
def test_faults_have_their_code(steps: tuple[str, ...], value: Json, code: str) -> None:
    findings = list(check(changed(*steps, to=value)))
    assert code in {one.name for one in findings} if code else findings == []
    assert all(one.pointer and one.message for one in findings if one.name != "missing-element")


def test_the_level_of_completion_ends_at_one_hundred() -> None:
    activity = {**credential()["credentialSubject"]["hasClaim"], "type": "LearningActivity", "levelOfCompletion": 101}
    del activity["specifiedBy"]
    one = only(changed(*CLAIM, to=activity))
    assert one.message == '"levelOfCompletion" of a learning activity may be 100 at most.'


def test_a_claim_without_a_type_is_found() -> None:
    claim = {**credential()["credentialSubject"]["hasClaim"], "dcType": listed("assessment", "6e6cb2cc78")}
    del claim["type"], claim["specifiedBy"]
    assert found(changed(*CLAIM, to=claim)) == [("error", "wrong-type", "/credentialSubject/hasClaim")]


# -- nodes that are one ----------------------------------------------------------------------------------------


def test_one_id_for_two_values_of_what_may_stand_once() -> None:
    document = credential()
    document["issuer"]["eIDASIdentifier"]["notation"] = "VATNL-999999999"
    one = only(document)
    assert (one.name, one.pointer) == (
        "merged-node", "/credentialSubject/hasClaim/awardedBy/awardingBody/eIDASIdentifier/notation",
    )  # fmt: skip
    assert "/issuer/eIDASIdentifier" in one.message


def test_one_id_for_two_kinds_of_thing() -> None:
    assert [one[:2] for one in found(changed(*OUTCOME, "id", to="urn:epass:person:1"))] == [("error", "merged-node")]


def test_one_id_for_two_texts_in_one_language() -> None:
    document = credential()
    document["issuer"]["altLabel"] = {"en": "CoE", "nl": "CvV"}
    assert found(document) == []
    document["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]["altLabel"] = {"nl": "CvV"}
    assert found(document) == []
    document["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]["altLabel"] = {"en": "College"}
    assert [name for _, name, _ in found(document)] == ["merged-node"]


def test_objects_without_an_id_are_never_one() -> None:
    document = credential()
    for holder in (document["issuer"], document["credentialSubject"]["hasClaim"]["awardedBy"]["awardingBody"]):
        del holder["eIDASIdentifier"]["id"]
    assert {name for _, name, _ in found(document)} == {"merged-node"}


def test_a_list_of_nodes_is_the_same_document() -> None:
    document = credential()
    subject = document["credentialSubject"]
    document["credentialSubject"] = {"id": subject["id"]}
    nodes = {"@context": document.pop("@context"), "@graph": [subject, document]}
    assert found(nodes) == []
    del subject["hasClaim"]
    assert found(nodes) == [("error", "missing-element", "/@graph/0")]
    assert found({"@context": CONTEXTS, "@graph": [subject]})[0] == ("error", "not-a-credential", "")


# -- vocabularies ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("steps", "value", "severity", "code"),
    [
        ((*SPECIFICATION, "eqfLevel"), listed("eqf", "9"), "error", "unknown-concept"),
        ((*SPECIFICATION, "eqfLevel"), concept("urn:level:4", "http://data.europa.eu/snb/eqf/25831c2"), "error",
         "unknown-concept"),
        ((*SPECIFICATION, "eqfLevel"), concept("http://data.europa.eu/esco/eqf/4", "http://data.europa.eu/snb/eqf/25831c2"),
         "error", "wrong-scheme"),
        ((*SPECIFICATION, "eqfLevel"), concept("http://data.europa.eu/snb/eqf/4", "http://data.europa.eu/snb/eqf"),
         "error", "scheme-required"),
        ((*SPECIFICATION, "eqfLevel"), {"id": "http://data.europa.eu/snb/eqf/4", "type": "Concept"}, "error",
         "scheme-required"),
        ((*SPECIFICATION, "nqfLevel"), listed("qdr", "c_00000000"), "warning", "unknown-code"),
        ((*SPECIFICATION, "nqfLevel"), concept("urn:epass:nqfLevel:1", "http://data.europa.eu/snb/qdr/25831c2"),
         "warning", "unknown-code"),
        ((*SPECIFICATION, "thematicArea"), listed("isced-f", "9876"), "warning", "unknown-code"),
        ((*SPECIFICATION, "language"), authority("language", "QZZ"), "warning", "unknown-code"),
        ((*SUBJECT, "citizenshipCountry"), authority("country", "XYZ"), "warning", "unknown-code"),
        ((*SUBJECT, "citizenshipCountry"),
         concept("http://publications.europa.eu/resource/authority/language/NLD",
                 "http://publications.europa.eu/resource/authority/country"), "error", "wrong-scheme"),
        ((*OUTCOME, "relatedESCOSkill"),
         concept("http://data.europa.eu/esco/skill/3a98b1be", "http://data.europa.eu/esco/skill"), "error",
         "scheme-required"),
        ((*OUTCOME, "relatedESCOSkill"),
         concept("urn:epass:relatedESCOSkill:1", "http://data.europa.eu/esco/concept-scheme/skills"), "error",
         "unknown-concept"),
        (("credentialProfiles",), listed("credential", "0000000000"), "error", "unknown-concept"),
    ],
)  # fmt: skip
def test_concepts_are_looked_up(steps: tuple[str, ...], value: Json, severity: str, code: str) -> None:
    document = changed(*steps, to=value)
    one = only(document)
    assert (one.severity.value, one.name, one.pointer) == (severity, code, "/" + "/".join(steps))
    assert code == "scheme-required" or found(document, membership=False) == []
    assert found(document, profile="edc-generic-no-cv") == []


def test_every_vocabulary_that_is_demanded_is_known() -> None:
    demanded = {rule.scheme for group in rules(frozenset({FULL})).values() for rule in group.by_path.values()} - {""}
    assert demanded == set(VOCABULARIES)
    assert all(one.contains is None or not one.contains("urn:nothing") for one in VOCABULARIES.values())


# -- profiles --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("profile", "missing"),
    [
        ("edc-generic-no-cv", set()),
        ("edc-generic-full", set()),
        ("edc-accredited", {"evidence"}),
        ("edc-converted", {"evidence"}),
        ("edc-issued-by-mandate", {"evidence"}),
        ("edc-diploma-supplement", {
            "evidence", "fullName", "creditReceived", "provenBy", "language", "mode", "thematicArea",
            "maximumDuration", "awardingOpportunity", "hasPart", "nqfLevel",
        }),
    ],
)  # fmt: skip
def test_profiles_demand_more(profile: str, missing: set[str]) -> None:
    named = {"id": f"http://data.europa.eu/snb/model/ap/{profile}", "type": "ShaclValidator2017"}
    document = changed("credentialSchema", to=[named])
    assert {one.message.split('"')[1] for one in check(document)} == missing
    assert found(credential(), profile=profile) == found(document)


def test_a_profile_that_is_not_known() -> None:
    named = {"id": "http://data.europa.eu/snb/model/ap/edc-mobility", "type": "ShaclValidator2017"}
    assert found(changed("credentialSchema", to=named)) == [("warning", "unknown-version", "/credentialSchema")]
    with pytest.raises(UsageError, match="edc-mobility"):
        check(credential(), profile="edc-mobility")


def test_pointers_start_where_the_credential_stands() -> None:
    document = changed(*CLAIM, "title", to=...)
    assert found(document, pointer="/payload") == [("error", "missing-element", "/payload/credentialSubject/hasClaim")]
    document = changed(*SUBJECT, "a/b~c", to=1)
    assert found(document)[0][2] == "/credentialSubject/a~1b~0c"
