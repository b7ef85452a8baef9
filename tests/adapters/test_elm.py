"""European Digital Credentials: what goes where, what is asked for, and what is never pretended."""

from __future__ import annotations

import base64
import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.exchange.portfolios import dumps
from eportfolio.model.canonical import from_data, to_data
from tests.support import EXAMPLES, shared_files

NOW = "2026-07-10T09:00:00Z"
ISSUER = ep.read_issuer(EXAMPLES / "issuer" / "issuer.toml")
NETHERLANDS = {"scheme": "urn:iso:std:iso:3166:-1", "notation": "NL"}
COLLEGE = {"name": "Waterstad College", "addresses": [{"country": NETHERLANDS}]}
SEALED = shared_files("samples/elm/eu-edc*/*-signed.jsonld")


def portfolio(**items: Any) -> ep.Portfolio:
    owner = {"names": [{"given_name": "Noor", "family_name": "van Dijk-Okonkwo"}]}
    return from_data({"language": "en", "owner": owner, **items})


def diploma(**more: Any) -> dict[str, Any]:
    return {"specification": {"title": "Bicycle technician"}, "awarding_bodies": [COLLEGE], **more}


def written(**items: Any) -> dict[str, Any]:
    """The credential of a portfolio."""
    document: dict[str, Any] = json.loads(dumps(portfolio(**items), "elm", now=NOW, issuer=ISSUER).data)
    return document


def lost(**items: Any) -> set[str]:
    report = dumps(portfolio(**items), "elm", now=NOW, issuer=ISSUER).report
    return {item.pointer for item in report}


def back(**items: Any) -> dict[str, Any]:
    writing = dumps(portfolio(**items), "elm", now=NOW, issuer=ISSUER)
    return to_data(ep.read(writing.data).portfolio)


def refusals(issuer: ep.Issuer | None = ISSUER, **items: Any) -> dict[str, str]:
    with pytest.raises(ep.RefusedError) as caught:
        dumps(portfolio(**items), "elm", now=NOW, issuer=issuer)
    return {item.pointer: item.message for item in caught.value.findings}


# -- who says so -------------------------------------------------------------------------------------------


def test_a_diploma_is_awarded_by_its_awarding_body_and_by_nobody_else() -> None:
    claim = written(qualifications=[diploma()])["credentialSubject"]["hasClaim"]
    assert claim["type"] == "LearningAchievement"
    assert claim["awardedBy"]["awardingBody"]["legalName"] == {"en": "Waterstad College"}


def test_a_skill_is_claimed_by_the_person_and_its_concept_is_where_skills_are() -> None:
    skill = {"uri": "http://data.europa.eu/esco/skill/fab8e95a-448d-4784-aa50-9ef10e924829"}
    subject = written(competences=[{"label": "Fixing bikes", "concepts": [skill]}], qualifications=[diploma()])[
        "credentialSubject"
    ]
    claim = next(one for one in subject["hasClaim"] if one["title"] == {"en": "Fixing bikes"})
    assert claim["awardedBy"]["awardingBody"] == {"id": subject["id"]}
    outcome = claim["specifiedBy"]["learningOutcome"]
    assert outcome["relatedESCOSkill"]["id"] == skill["uri"]
    assert outcome["relatedESCOSkill"]["inScheme"]["id"] == "http://data.europa.eu/esco/concept-scheme/skills"


def test_a_skill_comes_back_as_a_skill() -> None:
    competence = {"label": "Fixing bikes", "skill_type": "skill"}
    found = back(competences=[competence], qualifications=[diploma()])["competences"]
    assert [(one["label"], one["skill_type"]) for one in found] == [("Fixing bikes", "skill")]


def test_work_is_a_learning_activity_of_the_person_directed_by_the_employer() -> None:
    job = {"kind": "employment", "title": "Mechanic", "organisations": [{"name": "De Ketting"}]}
    claim = written(experiences=[job], qualifications=[diploma()])["credentialSubject"]["hasClaim"][1]
    assert claim["type"] == "LearningActivity"
    assert claim["dcType"]["id"].endswith("/learning-activity/4357e0e681")
    assert "id" in claim["awardedBy"]["awardingBody"]
    assert "legalName" not in claim["awardedBy"]["awardingBody"]


def test_an_organisation_whose_country_is_not_known_is_an_agent() -> None:
    job = {"title": "Mechanic", "organisations": [{"name": "De Ketting"}]}
    claim = written(experiences=[job], qualifications=[diploma()])["credentialSubject"]["hasClaim"][1]
    assert claim["directedBy"]["type"] == "Agent"
    assert claim["directedBy"]["prefLabel"] == {"en": "De Ketting"}


def test_the_issuer_vouches_for_nothing_that_its_file_does_not_say() -> None:
    issuer = ep.read_issuer(_without("[claims]"))
    told = refusals(issuer, qualifications=[{"title": "Diploma"}])
    assert list(told) == ["/qualifications/0"]
    assert "nobody awarded it" in told["/qualifications/0"]


def _without(section: str) -> bytes:
    text = (EXAMPLES / "issuer" / "issuer.toml").read_text(encoding="utf-8").replace('logo = "logo.svg"', "")
    return text[: text.index(section)].encode()


# -- what is asked for -------------------------------------------------------------------------------------


def test_all_that_is_missing_is_named_at_once() -> None:
    told = refusals(
        None,
        qualifications=[{"awarding_bodies": [COLLEGE]}],
        assessments=[{"title": "Exam", "awarding_bodies": [COLLEGE]}],
    )
    assert "it has no title" in told["/qualifications/0"]
    assert "no grade" in told["/assessments/0"]
    assert any("issuer" in message for message in told.values())


def test_a_portfolio_without_anything_to_claim_is_refused() -> None:
    assert any("nothing that can be claimed" in message for message in refusals().values())


def test_a_date_of_issue_that_is_not_known_to_the_day_is_asked_for() -> None:
    told = refusals(qualifications=[diploma()], credentials=[{"title": "Diploma", "issued": {"edtf": "2026"}}])
    assert "/credentials/0/issued" in told


def test_two_credentials_are_not_made_one() -> None:
    told = refusals(None, qualifications=[diploma()], credentials=[{"title": "One"}, {"title": "Two"}])
    assert "/credentials" in told


# -- dates -------------------------------------------------------------------------------------------------


def test_a_date_of_award_is_written_as_precisely_as_it_is_known() -> None:
    day = written(qualifications=[diploma(issued={"edtf": "2026-07-03"})])["credentialSubject"]["hasClaim"]["awardedBy"]
    assert day["awardingDate"] == "2026-07-03T00:00:00Z"
    month = written(qualifications=[diploma(issued={"edtf": "2026-07"})])["credentialSubject"]["hasClaim"]["awardedBy"]
    assert "awardingDate" not in month
    assert month["description"] == {"en": "2026-07"}
    assert back(qualifications=[diploma(issued={"edtf": "2026-07"})])["qualifications"][0]["issued"] == {
        "edtf": "2026-07"
    }


@pytest.mark.parametrize(
    "period",
    [
        {"start": {"edtf": "2019-09"}, "end": {"edtf": "2021"}},
        {"start": {"edtf": "2019-09-02"}, "ongoing": True},
        {"start": {"edtf": "2019-09-02"}, "end": {"edtf": "2020-06-30"}},
        {"end": {"edtf": "2020?"}},
    ],
)
def test_a_period_comes_back_as_it_was(period: dict[str, Any]) -> None:
    found = back(experiences=[{"title": "Mechanic", "period": period}], qualifications=[diploma()])
    assert found["experiences"][0]["period"] == period


def test_a_birth_date_without_a_day_is_named_as_lost() -> None:
    items = portfolio(qualifications=[diploma()])
    assert items.owner is not None
    items.owner.birth_date = ep.model.PartialDate(edtf="1998")
    report = dumps(items, "elm", now=NOW, issuer=ISSUER).report
    assert "/owner/birth_date/edtf" in {item.pointer for item in report}


# -- what stays and what does not --------------------------------------------------------------------------


def test_languages_have_no_place_and_are_named() -> None:
    found = lost(qualifications=[diploma()], languages=[{"known_language": {"label": "Dutch"}, "mother_tongue": True}])
    assert "/languages/0/known_language/label" in found


def test_a_name_in_a_second_language_is_named_as_lost() -> None:
    items = portfolio(qualifications=[diploma()])
    assert items.owner is not None
    items.owner.names[0].family_name = {"en": "Okonkwo", "el": "Οκόνκβο"}
    writing = dumps(items, "elm", now=NOW, issuer=ISSUER)
    assert json.loads(writing.data)["credentialSubject"]["familyName"] == {"en": "Okonkwo"}
    assert "/owner/names/0/family_name/el" in {item.pointer for item in writing.report}


def test_parts_activities_and_assessments_stand_within_and_are_items_again() -> None:
    items = {
        "qualifications": [
            diploma(id="urn:example:whole", gained_in=["urn:example:practice"], proven_by=["urn:example:exam"]),
            diploma(id="urn:example:part", title="Brakes", part_of=["urn:example:whole"]),
        ],
        "experiences": [{"id": "urn:example:practice", "title": "Practice"}],
        "assessments": [{"id": "urn:example:exam", "title": "Exam", "grade": "8", "awarding_bodies": [COLLEGE]}],
    }
    claim = written(**deepcopy(items))["credentialSubject"]["hasClaim"]
    assert [claim["hasPart"]["title"], claim["influencedBy"]["title"], claim["provenBy"]["title"]] == [
        {"en": "Brakes"}, {"en": "Practice"}, {"en": "Exam"},
    ]  # fmt: skip
    found = back(**items)
    whole, part = found["qualifications"]
    assert (whole["gained_in"], whole["proven_by"], part["part_of"]) == (
        ["urn:example:practice"], ["urn:example:exam"], ["urn:example:whole"],
    )  # fmt: skip


def test_parts_of_each_other_are_all_written() -> None:
    items = [
        diploma(id="urn:example:a", title="A", part_of=["urn:example:b"]),
        diploma(id="urn:example:b", title="B", part_of=["urn:example:a"]),
    ]
    found = back(qualifications=items)["qualifications"]
    assert {one["id"] for one in found} == {"urn:example:a", "urn:example:b"}


def test_equal_organisations_are_one_node_and_different_ones_are_not() -> None:
    other = {**COLLEGE, "name": "Other College"}
    claims = written(qualifications=[diploma(), diploma(title="B"), {"title": "C", "awarding_bodies": [other]}])[
        "credentialSubject"
    ]["hasClaim"]
    names = [claim["awardedBy"]["awardingBody"]["id"] for claim in claims]
    assert names[0] == names[1] != names[2]


def test_what_another_organisation_issued_is_not_reissued_in_its_name() -> None:
    issued = {
        "id": "urn:credential:1",
        "title": "Diploma",
        "issuer": {"name": "Somebody else"},
        "issued": {"edtf": "2020-01-01"},
    }
    writing = dumps(portfolio(qualifications=[diploma()], credentials=[issued]), "elm", now=NOW, issuer=ISSUER)
    document = json.loads(writing.data)
    assert document["issuer"]["legalName"]["nl"] == "Stichting Voorbeeldcollege Waterstad"
    assert document["id"] != "urn:credential:1"
    assert document["issued"] == NOW
    assert {"/credentials/0/issuer/name", "/credentials/0/title", "/credentials/0/issued/edtf"} <= {
        item.pointer for item in writing.report
    }


def test_the_same_issuer_completes_its_own_draft_and_nothing_is_lost() -> None:
    draft = ep.read((EXAMPLES / "elm" / "diploma.jsonld").read_bytes()).portfolio
    writing = dumps(draft, "elm", now=NOW, issuer=ISSUER)
    assert json.loads(writing.data) == json.loads((EXAMPLES / "elm" / "diploma.jsonld").read_bytes())
    assert not list(writing.report)


def test_who_claims_a_qualification_is_not_forgotten() -> None:
    items = {"qualifications": [{"title": "Self-taught", "awarding_bodies": [{"role": "owner"}]}]}
    subject = written(**items)["credentialSubject"]
    assert subject["hasClaim"]["awardedBy"]["awardingBody"] == {"id": subject["id"]}
    assert back(**items)["qualifications"][0]["awarding_bodies"] == [{"role": "owner"}]
    both = [COLLEGE, {"role": "owner"}]
    found = back(qualifications=[{"title": "Both", "awarding_bodies": both}])["qualifications"][0]["awarding_bodies"]
    assert {one.get("name") or one["role"] for one in found} == {"Waterstad College", "owner"}


def test_what_was_not_awarded_is_not_claimed() -> None:
    failed = diploma(title="Failed course", status="enrolled")
    document = written(qualifications=[diploma(), failed])
    assert document["credentialSubject"]["hasClaim"]["title"] == {"en": "Bicycle technician"}
    assert "/qualifications/1/status" in lost(qualifications=[diploma(), failed])


def test_a_certified_activity_is_a_training_and_what_a_person_tells_is_not() -> None:
    told = back(
        experiences=[{"title": "Course", "awarding_bodies": [COLLEGE]}, {"title": "Life"}], qualifications=[diploma()]
    )
    assert [item.get("kind") for item in told["experiences"]] == ["training", None]


def test_another_version_is_refused() -> None:
    with pytest.raises(ep.UsageError, match=r"9\.9"):
        dumps(portfolio(qualifications=[diploma()]), "elm", version="9.9", issuer=ISSUER)


def test_what_a_diploma_entitles_to_is_not_granted_by_its_holder() -> None:
    right = {"id": "urn:example:right", "title": "Access to doctoral studies"}
    told = refusals(
        ep.read_issuer(_without("[claims]")), qualifications=[diploma(entitles_to=["urn:example:right"])],
        entitlements=[right],
    )  # fmt: skip
    assert "nobody awarded it" in told["/entitlements/0"]
    licence = written(qualifications=[diploma()], entitlements=[{"kind": "driving_licence", "title": "B"}])
    subject = licence["credentialSubject"]
    assert subject["hasClaim"][1]["awardedBy"]["awardingBody"] == {"id": subject["id"]}


def test_concepts_of_known_lists_have_the_labels_of_the_list() -> None:
    items = portfolio(qualifications=[diploma()])
    assert items.owner is not None
    items.owner.nationalities = [ep.model.Concept.model_validate({**NETHERLANDS, "label": "Dutch"})]
    document = json.loads(dumps(items, "elm", now=NOW, issuer=ISSUER).data)
    country = document["credentialSubject"]["citizenshipCountry"]
    assert country["prefLabel"] == {"en": "Netherlands", "nl": "Nederland"}
    assert document["credentialProfiles"]["prefLabel"]["en"] == "Generic"


def test_an_examiner_is_named_as_an_agent() -> None:
    exam = {"title": "Exam", "grade": "8", "awarding_bodies": [COLLEGE]}
    examiner = {"names": [{"given_name": "Sami", "family_name": "Voorbeeld"}]}
    claim = written(assessments=[{**exam, "assessed_by": [examiner]}], qualifications=[diploma()])
    found = next(one for one in claim["credentialSubject"]["hasClaim"] if one["type"] == "LearningAssessment")
    assert found["assessedBy"]["prefLabel"] == {"en": "Sami Voorbeeld"}


def test_every_credential_has_an_id_of_its_own() -> None:
    one, other = written(qualifications=[diploma()]), written(qualifications=[diploma(title="Other")])
    assert one["id"] != other["id"]
    assert one["id"] == written(qualifications=[diploma()])["id"], "and the same one each time"


def test_a_draft_for_upload_has_lists_and_needs_no_issuer() -> None:
    data = dumps(portfolio(qualifications=[diploma()]), "elm-upload", now=NOW).data
    credential = json.loads(data)["credential"]
    assert isinstance(credential["credentialSubject"]["hasClaim"], list)
    assert credential["credentialSubject"]["hasClaim"][0]["title"] == {"en": ["Bicycle technician"]}
    assert "issuer" not in credential
    missing = [item for item in ep.validate(data) if item.severity is ep.Severity.ERROR]
    assert {word for word in ("issuer", "issued") if any(word in item.message for item in missing)} == {
        "issuer", "issued"
    }, "what the sealing adds, and nothing else"  # fmt: skip
    assert len(missing) == 2


# -- the seal ----------------------------------------------------------------------------------------------


def sealed(document: dict[str, Any]) -> bytes:
    """A document in the form of a sealed one; whether the signature holds is another question."""
    signature = {"protected": "e30", "signature": base64.urlsafe_b64encode(b"no signature").decode()}
    return json.dumps({"payload": json.dumps(document), "signatures": [signature]}).encode()


@pytest.fixture(name="seal")
def seal_fixture() -> bytes:
    return sealed(json.loads((EXAMPLES / "elm" / "diploma.jsonld").read_bytes()))


def test_a_sealed_credential_is_read_and_kept_byte_for_byte(seal: bytes) -> None:
    reading = ep.read(seal)
    credential = to_data(reading.portfolio)["credentials"][0]
    assert base64.b64decode(credential["original"]["content"]) == seal
    items = {item["id"] for name in ("qualifications", "experiences", "assessments")
             for item in to_data(reading.portfolio)[name]}  # fmt: skip
    assert set(credential["proves"]) == items
    assert dumps(reading.portfolio, "elm").data == seal


def test_places_in_a_sealed_payload_are_named(seal: bytes) -> None:
    assert any(entry.source.startswith("/payload/credentialSubject/") for entry in ep.read(seal).trace)


def test_a_changed_portfolio_does_not_carry_the_seal(seal: bytes) -> None:
    changed = ep.read(seal).portfolio
    changed.qualifications[0].identifiers.append(ep.model.Identifier(value="42"))
    writing = dumps(changed, "elm", now=NOW)
    assert "payload" not in json.loads(writing.data)
    assert "proof-not-carried" in {item.name for item in writing.report}


@pytest.mark.shared
@pytest.mark.parametrize("path", SEALED, ids=lambda path: path.stem)
def test_sealed_credentials_of_the_european_union_come_back_byte_for_byte(path: Path) -> None:
    data = path.read_bytes()
    reading = ep.read(data)
    assert dumps(reading.portfolio, "elm").data == data
    plain = to_data(reading.portfolio)
    del plain["credentials"][0]["original"]
    again = json.loads(dumps(from_data(plain), "elm", now=NOW).data)
    gone = _leaves(json.loads(json.loads(data)["payload"])) - _leaves(again)
    assert gone <= {"Skill"}, "the name of a list beside an ESCO skill that stood among other skills"


def _leaves(value: Any) -> set[str]:
    if isinstance(value, dict | list):
        members = value.values() if isinstance(value, dict) else value
        return set().union(*(_leaves(member) for member in members))
    return {str(value)}


def test_a_presentation_holds_several_credentials() -> None:
    one = json.loads((EXAMPLES / "elm" / "diploma.jsonld").read_bytes())
    other = deepcopy(one) | {"id": "urn:credential:00000000-0000-4000-8000-000000000002"}
    other["credentialSubject"]["hasClaim"]["title"] = {"en": "Another title"}
    other["credentialSubject"]["hasClaim"]["id"] = "urn:epass:learningAchievement:99"
    data = json.dumps({
        "type": ["VerifiablePresentation", "EuropeanDigitalPresentation"],
        "verifiableCredential": [one, json.loads(sealed(other))],
    }).encode()  # fmt: skip
    read = ep.read(data).portfolio
    assert [credential.id for credential in read.credentials] == [one["id"], other["id"]]
    assert [credential.original is not None for credential in read.credentials] == [False, True]
    assert len(read.owner.names) == 1 if read.owner is not None else False
    assert {str(item.title or item.specification.title) for item in read.qualifications if item.specification} >= {
        "Another title"
    }
