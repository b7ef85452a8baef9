"""Open Badges 0.5 to 2.1: every member has its place in 3.0, nothing is invented, and what is linked stays a link."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.sources.json import from_tree, to_tree
from eportfolio_adapters.openbadges.legacy import Upgraded, refusal_of, tell, upgrade

ISSUER = {
    "type": "Issuer", "id": "https://badges.example.org/issuer", "name": "Weldschool", "url": "https://weld.example.org",
    "email": "info@weld.example.org", "telephone": "+31201234567", "publicKey": "https://badges.example.org/key",
}  # fmt: skip
CLASS: dict[str, Any] = {
    "type": "BadgeClass", "id": "https://badges.example.org/welding", "name": "Welding", "description": "Can weld",
    "image": {"id": "https://badges.example.org/w.png", "caption": "A torch", "author": "https://a.example.org"},
    "criteria": "https://badges.example.org/criteria", "issuer": ISSUER, "tags": ["metal", "work"], "version": 2,
    "@language": "en",
    "alignment": [{"targetName": "Welder", "targetUrl": "http://data.europa.eu/esco/occupation/1"}],
    "related": {"id": "https://badges.example.org/welding-nl", "@language": "nl", "version": 1},
    "endorsement": ["https://badges.example.org/endorsement"],
}  # fmt: skip
ASSERTION: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://badges.example.org/a/1",
    "recipient": {"type": "email", "hashed": True, "salt": "sea", "identity": "sha256$" + "0f" * 32},
    "badge": CLASS, "image": "https://badges.example.org/a/1.png", "narrative": "Worked well",
    "evidence": ["https://badges.example.org/e/1", {"id": "https://badges.example.org/e/2", "name": "Frame"}],
    "issuedOn": "2025-03-01T09:00:00+01:00", "expires": "2030-03-01T09:00:00+01:00",
    "verification": {"type": "hosted"},
}  # fmt: skip
OLDEST: dict[str, Any] = {
    "recipient": "sha256$" + "0f" * 32, "salt": "sea", "issued_on": "2011-12-31", "expires": 1361561067,
    "badge": {
        "version": "0.5.0", "name": "Welding", "image": "/w.png", "description": "Can weld", "criteria": "/criteria",
        "issuer": {
            "origin": "https://weld.example.org", "name": "Weldschool", "org": "Metal", "contact": "a@example.org",
        },
    },
}  # fmt: skip


def upgraded(document: dict[str, Any]) -> Upgraded:
    """A document in the present form."""
    found = upgrade(to_tree(document))
    assert found is not None
    return found


def new(document: dict[str, Any]) -> Any:
    """The same in plain JSON."""
    return upgraded(document).document()


def test_an_assertion_is_a_credential() -> None:
    credential = new(ASSERTION)
    assert credential["@context"] == [
        "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]  # fmt: skip
    assert sorted(credential["type"]) == ["OpenBadgeCredential", "VerifiableCredential"]
    assert credential["id"] == "https://badges.example.org/a/1"
    assert credential["validFrom"] == credential["awardedDate"] == "2025-03-01T09:00:00+01:00"
    assert credential["validUntil"] == "2030-03-01T09:00:00+01:00"
    assert credential["evidence"] == [
        {"id": "https://badges.example.org/e/1", "type": "Evidence"},
        {"id": "https://badges.example.org/e/2", "name": "Frame", "type": "Evidence"},
    ]
    subject = credential["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    assert subject["narrative"] == "Worked well"
    assert subject["image"] == {"id": "https://badges.example.org/a/1.png", "type": "Image"}
    assert subject["identifier"] == {
        "type": "IdentityObject", "identityType": "emailAddress", "hashed": True, "salt": "sea",
        "identityHash": "sha256$" + "0f" * 32,
    }  # fmt: skip


def test_a_badge_class_is_an_achievement_related_to_it() -> None:
    achievement = new(ASSERTION)["credentialSubject"]["achievement"]
    assert achievement["type"] == "Achievement"
    assert achievement["id"].startswith("urn:uuid:")
    assert achievement["id"] == new(ASSERTION)["credentialSubject"]["achievement"]["id"]
    assert achievement["related"] == [
        {"id": "https://badges.example.org/welding-nl", "inLanguage": "nl", "version": "1", "type": "Related"},
        {"type": ["Related", "https://w3id.org/openbadges#BadgeClass"], "id": "https://badges.example.org/welding"},
    ]
    assert achievement["criteria"] == {"id": "https://badges.example.org/criteria"}
    assert achievement["image"] == {
        "id": "https://badges.example.org/w.png", "caption": "A torch", "type": "Image",
    }  # fmt: skip
    assert (achievement["tag"], achievement["version"], achievement["inLanguage"]) == (["metal", "work"], "2", "en")
    assert achievement["alignment"] == [{**CLASS["alignment"][0], "type": "Alignment"}]
    assert "issuer" not in achievement


def test_the_issuer_of_the_badge_class_is_that_of_the_credential() -> None:
    assert new(ASSERTION)["issuer"] == {
        "type": "Profile", "id": "https://badges.example.org/issuer", "name": "Weldschool",
        "url": "https://weld.example.org", "email": "info@weld.example.org", "phone": "+31201234567",
        "publicKey": "https://badges.example.org/key",
    }  # fmt: skip


def test_what_would_mean_something_else_stands_below_the_name_of_its_old_class() -> None:
    credential = new(ASSERTION)
    assert credential["Image"] == {"author": "https://a.example.org"}
    assert credential["Endorsement"] == {"endorsement": ["https://badges.example.org/endorsement"]}
    assert credential["Assertion"] == {"@context": "https://w3id.org/openbadges/v2"}
    assert credential["verification"] == {"type": "hosted"}


def test_the_oldest_form() -> None:
    credential = new(OLDEST)
    assert (credential["validFrom"], credential["validUntil"]) == ("2011-12-31", "2013-02-22T19:24:27Z")
    assert credential["credentialSubject"]["identifier"] == {
        "type": "IdentityObject", "identityType": "emailAddress", "hashed": True, "salt": "sea",
        "identityHash": "sha256$" + "0f" * 32,
    }  # fmt: skip
    assert credential["issuer"] == {
        "type": "Profile", "id": "https://weld.example.org", "url": "https://weld.example.org", "name": "Weldschool",
        "org": "Metal", "email": "a@example.org",
    }  # fmt: skip
    achievement = credential["credentialSubject"]["achievement"]
    assert achievement["criteria"] == {"id": "https://weld.example.org/criteria"}
    assert achievement["image"] == {"id": "https://weld.example.org/w.png", "type": "Image"}
    assert "version" not in achievement
    assert credential["BadgeClass"] == {"version": "0.5.0"}


def test_an_address_of_the_oldest_form_is_not_hashed() -> None:
    identity = new({**OLDEST, "recipient": "noor@example.org"})["credentialSubject"]["identifier"]
    assert (identity["identityHash"], identity["hashed"]) == ("noor@example.org", False)


def test_version_1_0_is_known_by_where_it_is_hosted() -> None:
    old = {"uid": "a1", "recipient": ASSERTION["recipient"], "badge": "https://badges.example.org/welding",
           "issuedOn": 1361561067, "verify": {"type": "hosted", "url": "https://badges.example.org/a/1"}}  # fmt: skip
    credential = new(old)
    assert credential["id"] == "https://badges.example.org/a/1"
    assert (credential["uid"], credential["verify"]) == ("a1", {"type": "hosted"})
    assert credential["validFrom"] == "2013-02-22T19:24:27Z"
    signed = new({**old, "verify": {"type": "signed", "url": "https://badges.example.org/key.pem"}})
    assert signed["id"].startswith("urn:uuid:")
    assert signed["verify"] == {"type": "signed", "url": "https://badges.example.org/key.pem"}


@pytest.mark.parametrize(
    ("old", "identity_type"),
    [("email", "emailAddress"), ("EMAIL", "emailAddress"), ("schema:email", "emailAddress"), ("id", "identifier"),
     ("http://schema.org/telephone", "ext:telephone"), ("url", "ext:url")],
)  # fmt: skip
def test_kinds_of_identity(old: str, identity_type: str) -> None:
    recipient = {"type": old, "hashed": False, "identity": "x"}
    identity = new({**ASSERTION, "recipient": recipient})["credentialSubject"]["identifier"]
    assert identity == {"type": "IdentityObject", "identityType": identity_type, "hashed": False, "identityHash": "x"}


def test_links_stay_links_and_are_named() -> None:
    found = upgraded({**ASSERTION, "badge": "https://badges.example.org/welding"})
    assert [(what, leaf.value, leaf.pointer) for what, leaf in found.linked] == [
        ("badge class", "https://badges.example.org/welding", "/badge")
    ]
    achievement = found.document()["credentialSubject"]["achievement"]
    assert achievement.keys() == {"id", "type", "related"}
    within = upgraded({**ASSERTION, "badge": {**CLASS, "issuer": "https://badges.example.org/issuer"}})
    assert [(what, leaf.pointer) for what, leaf in within.linked] == [
        ("issuer", "/badge/issuer"), ("endorsement", "/badge/endorsement/0"),
    ]  # fmt: skip
    assert within.document()["issuer"] == {"id": "https://badges.example.org/issuer", "type": "Profile"}


EXTENSIONS = {
    "ECTS": ({"extensions:ECTSExtension": {"type": ["Extension"], "ECTS": 2.5}}, {"ECTS": 2.5}),
    "EQF": (
        {"extensions:EQFExtension": {"EQF": 4}},
        {"alignment": [{"type": "Alignment", "targetType": "ext:EQF", "targetCode": "4", "targetName": "EQF level 4",
                        "targetUrl": "http://data.europa.eu/snb/eqf/4"}]},
    ),
    "language": ({"extensions:LanguageExtension": {"Language": "nl_NL"}}, {"inLanguage": "nl-NL"}),
    "competence": (
        {"extensions:CompetencyExtension": [{"name": "weld", "framework": "esco", "studyLoad": 3}]},
        {"extensions:CompetencyExtension": [{"name": "weld", "framework": "esco", "studyLoad": 3}]},
    ),
    "learning outcome": (
        {"extensions:LearningOutcomeExtension": {"type": ["Extension"], "LearningOutcome": "Joins metal"}},
        {"extensions:CompetencyExtension": {"name": "Joins metal"}},
    ),
    "creator": (
        {"extensions:OriginalCreator": {"url": "https://creator.example.org"}},
        {"creator": {"id": "https://creator.example.org", "type": "Profile"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EXTENSIONS)
def test_extensions_that_have_a_place(name: str) -> None:
    extension, expected = EXTENSIONS[name]
    plain = {key: value for key, value in CLASS.items() if key not in {"alignment", "@language"}}
    achievement = new({**ASSERTION, "badge": {**plain, **extension}})["credentialSubject"]["achievement"]
    assert {key: achievement[key] for key in expected} == expected


@pytest.mark.parametrize(
    "extension",
    [{"extensions:EQFExtension": {"EQF": 12}}, {"extensions:LanguageExtension": {"Language": "Dutch"}},
     {"extensions:StudyLoadExtension": {"StudyLoad": 84}}, {"extensions:mine": {"a": [1, {"b": 2}]}}],
)  # fmt: skip
def test_other_extensions_lose_nothing(extension: dict[str, Any]) -> None:
    found = upgraded({**ASSERTION, "badge": {**CLASS, **extension}})
    wanted = {leaf.value for leaf in to_tree(extension).leaves()}
    assert wanted <= {leaf.value for leaf in found.root.leaves()}


def test_learning_outcomes_and_competences_are_read() -> None:
    badge = {**CLASS, "extensions:LearningOutcomeExtension": {"LearningOutcome": "Joins metal"}}
    [qualification] = ep.read(json.dumps({**ASSERTION, "badge": badge}).encode()).portfolio.qualifications
    assert qualification.specification is not None
    assert [str(one.title) for one in qualification.specification.learning_outcomes] == ["Joins metal"]


def test_the_name_of_the_recipient_is_an_identity() -> None:
    profile = {"type": ["Extension"], "name": "Noor van Dijk-Okonkwo"}
    identities = new({**ASSERTION, "extensions:recipientProfile": profile})["credentialSubject"]["identifier"]
    assert identities[1] == {
        "identityHash": "Noor van Dijk-Okonkwo", "type": "IdentityObject", "identityType": "name", "hashed": False,
    }  # fmt: skip


ENDORSEMENT = {
    "@context": "https://w3id.org/openbadges/v2", "type": "Endorsement", "id": "https://e.example.org/1",
    "issuer": "https://e.example.org", "issuedOn": "2025-03-01T09:00:00Z",
    "claim": {"id": "https://badges.example.org/welding", "endorsementComment": "Fine work"},
}  # fmt: skip


def test_an_endorsement_is_one() -> None:
    credential = new(ENDORSEMENT)
    assert sorted(credential["type"]) == ["EndorsementCredential", "VerifiableCredential"]
    assert credential["credentialSubject"] == {
        "id": "https://badges.example.org/welding", "endorsementComment": "Fine work", "type": "EndorsementSubject",
    }  # fmt: skip
    assert credential["issuer"] == {"id": "https://e.example.org", "type": "Profile"}
    within = new({**ASSERTION, "endorsement": ENDORSEMENT})["endorsement"]
    assert within["credentialSubject"] == credential["credentialSubject"]
    assert within["validFrom"] == "2025-03-01T09:00:00Z"


def test_a_response_of_a_server_holds_several() -> None:
    found = upgraded({"status": {"statusText": "OK"}, "assertions": [ASSERTION, {**ASSERTION, "id": "urn:x"}]})
    assert (found.old.title, found.old.kind) == ("Open Badges 2.1", "Response")
    document = found.document()
    assert [one["id"] for one in document["credential"]] == ["https://badges.example.org/a/1", "urn:x"]
    assert all(one["issuer"]["name"] == "Weldschool" for one in document["credential"])


@pytest.mark.parametrize(
    ("document", "version"),
    [(ASSERTION, "2.0"), ({**ASSERTION, "@context": "https://w3id.org/openbadges/v1"}, "1.1"), (OLDEST, "0.5"),
     ({**ASSERTION, "@context": "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld"}, "2.1"),
     ({"uid": "1", "recipient": {"identity": "x"}, "badge": "http://a.example"}, "1.0"),
     ({"@context": "https://www.w3.org/ns/credentials/v2", "type": ["VerifiableCredential"]}, ""),
     ({"basics": {"name": "Noor"}}, ""), ({"recipient": "x"}, ""), ({"badge": {}, "recipient": {"a": 1}}, ""),
     ({}, "")],
)  # fmt: skip
def test_versions_are_told_apart(document: dict[str, Any], version: str) -> None:
    old = tell(to_tree(document))
    assert (old.version if old else "") == version


@pytest.mark.parametrize(
    ("document", "reason"),
    [({**CLASS, "@context": "https://w3id.org/openbadges/v2"}, "badge class"), ({**CLASS, "type": None}, "badge class"),
     ({**ISSUER, "@context": "https://w3id.org/openbadges/v2"}, "profile of an issuer"),
     ({"@context": "https://w3id.org/openbadges/v2", "type": "Profile"}, "profile of an issuer"),
     ({"@context": "https://w3id.org/openbadges/v2", "type": "RevocationList"}, "revoked"),
     ({"@context": "https://w3id.org/openbadges/v2", "type": "CryptographicKey"}, "key"),
     ({"@context": "https://w3id.org/openbadges/v2", "name": "x"}, "neither an assertion nor an endorsement")],
)  # fmt: skip
def test_what_is_no_badge_is_refused_by_name(document: dict[str, Any], reason: str) -> None:
    assert reason in refusal_of(to_tree(document))
    with pytest.raises(ep.UnknownFormatError, match=reason):
        ep.read(json.dumps(document).encode())


def test_what_may_be_a_badge_is_not_refused() -> None:
    for document in (ASSERTION, OLDEST, {"type": "Profile"}, {"name": "x"}):
        assert refusal_of(to_tree(document)) == ""


@pytest.mark.parametrize("document", [ASSERTION, OLDEST, ENDORSEMENT], ids=["2.0", "0.5", "endorsement"])
def test_every_leaf_is_where_it_can_be_found(document: dict[str, Any]) -> None:
    before = to_tree(document)
    found = upgraded(document)
    found.withdraw()
    assert sorted(leaf.pointer for leaf in found.root.leaves()) == sorted(leaf.pointer for leaf in before.leaves())
    assert from_tree(before) == document  # the old tree is as it was


# -- as a portfolio -----------------------------------------------------------------------------------------


def test_an_assertion_is_read_and_its_original_kept() -> None:
    data = json.dumps(ASSERTION).encode()
    portfolio, report = ep.read(data)
    assert (report.source.format, report.source.version) == ("openbadges", "2.0")
    assert report.fidelity is not None
    assert (report.fidelity.leaves, report.fidelity.lost) == (sum(1 for _ in to_tree(ASSERTION).leaves()), 0)
    [credential] = portfolio.credentials
    assert credential.original is not None
    assert base64.b64decode(credential.original.content) == data
    assert [one.specification.title for one in portfolio.qualifications if one.specification] == ["Welding"]


def test_a_signed_assertion_is_read_and_its_token_kept() -> None:
    def encoded(data: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(data).encode()).rstrip(b"=").decode()

    signed = {**ASSERTION, "verification": {"type": "SignedBadge", "creator": "https://badges.example.org/key"}}
    token = f"{encoded({'alg': 'RS256'})}.{encoded(signed)}.c2ln".encode()
    portfolio, report = ep.read(token)
    assert report.source.version == "2.0"
    [credential] = portfolio.credentials
    assert credential.original is not None
    assert base64.b64decode(credential.original.content) == token
    assert len(portfolio.qualifications) == 1


def test_links_are_named_in_the_report() -> None:
    _, report = ep.read(json.dumps({**ASSERTION, "badge": "https://badges.example.org/welding"}).encode())
    [item] = report.named("not-read")
    assert "badge class is only linked to" in item.message
    assert item.pointer == "/badge"


@pytest.mark.parametrize("document", [ASSERTION, {**OLDEST, "issued_on": 1361561067}], ids=["2.0", "0.5"])
def test_it_is_written_in_the_present_form_and_what_that_lacks_is_named(document: dict[str, Any]) -> None:
    conversion = ep.convert(json.dumps(document).encode(), target_format="openbadges")
    written = ep.validate(conversion.data)
    assert (written.source.version, [item.message for item in written if item.name != "no-proof"]) == ("3.0", [])
    lost = {item.pointer for item in conversion.report.named("residue-lost")}
    assert lost >= ({"/@context", "/verification/type"} if document is ASSERTION else {"/badge/version"})
    assert not lost & {"/type", "/badge/type", "/badge/criteria", "/issued_on"}
