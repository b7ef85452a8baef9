"""The profiles that ship: each is sound, has its source, and does what it says with real portfolios."""

from __future__ import annotations

from pathlib import Path

import pytest

import eportfolio as ep
from eportfolio.model.canonical import from_data
from eportfolio.profiles import check, read_profile, shipped, usable
from tests.profiles.helpers import JAVA, TODAY, noor
from tests.support import EXAMPLES, needs_shared, shared_files


def errors(portfolio: ep.Portfolio, name: str) -> set[str]:
    """What a portfolio is refused for: the names of the rules in the profile."""
    found = check(portfolio, read_profile(name), today=TODAY)
    return {item.specification.rpartition(", ")[2] for item in found if item.severity is ep.Severity.ERROR}


def test_those_that_are_promised_ship() -> None:
    assert set(shipped()) >= {
        "europass-cv", "elm-generic", "micro-credential", "leaver-file-school", "leaver-file-service",
        "recognition-of-prior-learning", "ims-eportfolio",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(shipped()))
def test_each_is_sound_and_says_where_it_is_from(name: str) -> None:
    profile = read_profile(name)
    assert usable(profile, TODAY) == []
    assert profile.source.title
    assert profile.source.address.startswith("https://")
    assert profile.description
    assert profile.needs or profile.offers or profile.refuses


def test_the_one_after_ims_eportfolio_claims_no_conformance() -> None:
    assert "not claimed" in str(read_profile("ims-eportfolio").source.note)


@pytest.mark.parametrize("file", ["europass-xml/cv.xml", "europass-json/cv.json", "europass/cv.xml"])
def test_our_own_examples_are_europass_cvs(file: str) -> None:
    assert errors(ep.read(EXAMPLES / file).portfolio, "europass-cv") == set()


def test_an_empty_portfolio_is_no_europass_cv() -> None:
    assert errors(from_data({}), "europass-cv") == {"needs.name", "needs.section"}


def test_a_plus_level_is_none_of_europass() -> None:
    portfolio = noor(languages=[{"known_language": {"notation": "en"}, "cefr_levels": {"listening": "B1+"}}])
    assert "accepts.listening" in errors(portfolio, "europass-cv")


def test_our_own_diploma_is_a_credential() -> None:
    assert errors(ep.read(EXAMPLES / "elm" / "diploma.jsonld").portfolio, "elm-generic") == set()


@needs_shared
@pytest.mark.parametrize("path", shared_files("samples/elm/eu-edc/**/*.jsonld"), ids=lambda path: Path(path).name)
def test_sealed_credentials_of_the_union_meet_the_profile_and_drafts_do_not(path: Path) -> None:
    try:
        reading = ep.read(path)
    except ep.EportfolioError:
        pytest.skip("it is no credential")
    is_sealed = b'"payload"' in path.read_bytes()[:2000] or b'"proof"' in path.read_bytes()
    assert (errors(reading.portfolio, "elm-generic") == set()) is is_sealed


def test_a_micro_credential_has_the_eleven_elements() -> None:
    assert errors(noor(owner={}), "micro-credential") == {
        "needs.learner", "needs.country", "needs.learning_outcomes", "needs.workload", "needs.assessment",
        "needs.participation", "needs.quality",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "element"),
    [
        ({"specification": {"volume_of_learning": "PT50H"}}, "needs.workload"),
        ({"specification": {"learning_outcome_summary": "Bakes bread."}}, "needs.learning_outcomes"),
        ({"specification": {"modes": [{"label": "online"}]}}, "needs.participation"),
        ({"specification": {"accreditations": [{"title": "Accredited"}]}}, "needs.quality"),
        ({"credits": [{"points": "2"}]}, "needs.workload"),
        ({"awarding_bodies": [{"name": "ROC", "addresses": [{"country": {"notation": "NL"}}]}]}, "needs.country"),
    ],
)
def test_each_element_can_be_given(field: dict[str, object], element: str) -> None:
    bare, given = noor(qualifications=[{"id": "urn:x:q"}]), noor(qualifications=[{"id": "urn:x:q", **field}])
    assert element in errors(bare, "micro-credential")
    assert element not in errors(given, "micro-credential")


def test_a_leaver_file_for_the_employment_service() -> None:
    assert errors(noor(), "leaver-file-service") == {
        "needs.linked", "needs.placement_start", "needs.placement_employer", "refuses.photo",
        "legal.prohibited_identifiers",
    }  # fmt: skip


def test_a_leaver_file_that_passes() -> None:
    experiences = [{"id": "urn:x:e", "kind": "internship", "period": {"start": "2025-02"},
                    "organisations": [{"name": "Bakkerij"}]}]  # fmt: skip
    competences = [{"id": f"urn:x:c{n}", "label": f"Java {n}", "concepts": [{"uri": JAVA}]} for n in range(3)]
    owner = {"names": [{"full_name": "Noor van Dijk-Okonkwo"}],
             "contact_points": [{"channel": "email", "value": "noor@example.org"}]}  # fmt: skip
    portfolio = noor(owner=owner, experiences=experiences, competences=competences)
    assert errors(portfolio, "leaver-file-service") == set()


def test_recognition_wants_something_to_show_for_what_is_claimed() -> None:
    assert errors(noor(), "recognition-of-prior-learning") == {
        "needs.shown", "refuses.photo", "legal.prohibited_identifiers"
    }  # fmt: skip
