"""Holding a portfolio against a profile: needs, what is accepted and refused, identifiers, attachments, law."""

from __future__ import annotations

from typing import Any

import pytest

from eportfolio.profiles import check, usable
from tests.profiles.helpers import JAVA, NOOR, TODAY, found, noor, profile


def need(keys: str) -> str:
    return f"[needs.x]\n{keys}\n"


def lacks(keys: str, **changes: Any) -> list[str]:
    """Where a need is not met."""
    return [pointer for name, pointer in found(need(keys), noor(**changes)) if name == "need-not-met"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ('path = "owner/names[]/family_name"', []),
        ('path = "owner/gender"', ["/owner"]),
        ('path = "interests[]"', [""]),
        ('path = "competences[]"\nmin = 3', []),
        ('path = "competences[]"\nmin = 4', ["/competences/0"]),
        ('path = "competences[]"\nmax = 3', []),
        ('path = "competences[]"\nmax = 2', ["/competences/0"]),
        ('path = "interests[]"\nmin = 0', []),
        ('for_each = "competences[]"\npath = "label"', []),
        ('for_each = "competences[]"\npath = "concepts[]"', ["/competences/1", "/competences/2"]),
        ('for_each = "interests[]"\npath = "title"', []),
        ('for_each = "experiences[kind=employment]"\npath = "organisations[]/name"', []),
        ('for_each = "experiences[kind=internship]"\npath = "organisations[]/name"', ["/experiences/1"]),
        ('any_of = [{path = "owner/gender"}, {path = "language"}]', []),
        ('any_of = [{path = "owner/gender"}, {path = "headline"}]', [""]),
        ('all_of = [{path = "owner/gender"}, {path = "headline"}]', ["/owner", ""]),
        ('for_each = "experiences[]"\nany_of = [{path = "organisations[]"}, {path = "title"}]', ["/experiences/1"]),
    ],
)
def test_what_must_be_there(keys: str, expected: list[str]) -> None:
    assert lacks(keys) == expected


@pytest.mark.parametrize(
    ("keys", "met"),
    [
        # item kinds and plain values
        ('path = "qualifications[]/status"\nvalues = ["awarded", "enrolled"]', True),
        ('path = "qualifications[]/status"\nvalues = "enrolled"', False),
        ('path = "qualifications[]/specification/eqf_level"\nvalues = ["4", "5"]', True),
        ('path = "qualifications[]/specification/eqf_level"\nvalues = ["5"]', False),
        # vocabularies and their versions
        ('path = "competences[]/concepts[]"\nvocabulary = "esco"', True),
        ('path = "competences[]/concepts[]/uri"\nvocabulary = ["isco-08", "esco@1.2.0-starter"]', True),
        ('path = "competences[]/concepts[]/uri"\nvocabulary = "isco-08"', False),
        ('path = "qualifications[]/specification/eqf_level"\nvocabulary = "eqf"', True),
        ('path = "qualifications[]/specification/eqf_level"\nvocabulary = "isced-f"', False),
        ('path = "qualifications[]/specification/fields_of_study[]"\nvocabulary = "isced-f"', True),
        # concept subtrees
        ('path = "qualifications[]/specification/fields_of_study[]"\nwithin = "isced-f:06"', True),
        ('path = "qualifications[]/specification/fields_of_study[]"\nwithin = "isced-f:0613"', True),
        ('path = "qualifications[]/specification/fields_of_study[]"\nwithin = ["isced-f:07", "isced-f:061"]', True),
        ('path = "qualifications[]/specification/fields_of_study[]"\nwithin = "isced-f:07"', False),
        ('path = "qualifications[]/specification/fields_of_study[]"\nwithin = "http://data.europa.eu/snb/isced-f/06"',
            True),
        ('path = "qualifications[]/specification/eqf_level"\nwithin = "eqf:4"', True),
        ('path = "qualifications[]/specification/eqf_level"\nwithin = "eqf:5"', False),
        (f'path = "competences[]/concepts[]"\nwithin = "{JAVA.replace("http:", "https:")}"', True),
        # dates
        ('path = "experiences[kind=employment]/period/start"\nprecision = "month"', True),
        ('path = "experiences[kind=employment]/period/start"\nprecision = "day"', False),
        ('path = "experiences[kind=internship]/period/start"\nprecision = "month"', False),
        ('path = "experiences[kind=internship]/period/start"\nprecision = "year"', True),
        ('path = "qualifications[]/issued"\nmax_age = "P2Y7M26D"', False),
        ('path = "qualifications[]/issued"\nmax_age = "P2Y7M27D"', True),
        ('path = "experiences[kind=internship]/period/start"\nmax_age = "P4Y2M1D"', True),
        ('path = "experiences[kind=internship]/period/start"\nmax_age = "P4Y2M"', False),
        # grading schemes
        ('path = "assessments[]/assessment_specification/grading_scheme"\ngrading_scheme = "ten-point SCALE"', True),
        ('path = "assessments[]/assessment_specification/grading_scheme"\ngrading_scheme = ["a", "nl-10"]', True),
        ('path = "assessments[]/assessment_specification/grading_scheme"\ngrading_scheme = "ECTS"', False),
        # files
        ('path = "evidence_items[]/media"\nmedia_types = "application/pdf"', True),
        ('path = "owner/photo"\nmedia_types = "image/*"', True),
        ('path = "owner/photo"\nmedia_types = ["image/jpeg", "text/*"]', False),
        ('path = "evidence_items[]/media"\nmax_bytes = 300', True),
        ('path = "evidence_items[]/media"\nmax_bytes = 299', False),
        # languages, with fallback
        ('path = "competences[]/label"\nlanguages = "nl"\nmin = 2', True),
        ('path = "competences[]/label"\nlanguages = "nl"\nmin = 3', False),
        ('path = "competences[]/label"\nlanguages = ["nl", "en"]\nmin = 3', True),
        # strength of claims
        ('path = "competences[]"\nstrength = "claimed"\nmin = 3', True),
        ('path = "competences[]"\nstrength = "evidenced"\nmin = 2', True),
        ('path = "competences[]"\nstrength = "evidenced"\nmin = 3', False),
        ('path = "competences[]"\nstrength = "reported"\nmin = 2', False),
        # accepted issuers
        ('path = "credentials[]"\nissuers = ["roc voorbeeld"]', True),
        ('path = "credentials[]"\nissuers = ["ROC Ander"]', False),
        ('path = "qualifications[]/awarding_bodies[]"\nissuers = ["NL-ROC-1"]', True),
        # shares
        ('path = "competences[]"\nstrength = "evidenced"\nshare = 0.66', True),
        ('path = "competences[]"\nstrength = "evidenced"\nshare = 0.67', False),
        ('for_each = "competences[]"\npath = "concepts[]"\nvocabulary = "esco"\nshare = 0.33', True),
        ('for_each = "competences[]"\npath = "concepts[]"\nvocabulary = "esco"\nshare = 0.34', False),
        ('for_each = "interests[]"\npath = "title"\nshare = 1', True),
    ],
)  # fmt: skip
def test_conditions(keys: str, met: bool) -> None:
    assert (lacks(keys) == []) is met


@pytest.mark.parametrize(
    ("date", "precision", "met"),
    [
        ("2002-08-01", "day", True), ("2002-08", "day", False), ("2002-21", "month", False), ("2002-21", "year", True),
        ("2002-XX", "month", False), ("2002-08-XX", "month", True), ("2002-08~", "year", False),
        ("200X", "year", False), ("-0044", "year", False), ("2002?", "year", False),
    ],
)  # fmt: skip
def test_a_date_is_as_precise_as_it_is_certain(date: str, precision: str, met: bool) -> None:
    owner = {"birth_date": date}
    assert (lacks(f'path = "owner/birth_date"\nprecision = "{precision}"', owner=owner) == []) is met


@pytest.mark.parametrize(
    ("date", "met"), [("200X", False), ("2025~", True), ("2024", True), ("2023", False), ("0001", False)]
)
def test_only_what_is_certainly_too_old_is(date: str, met: bool) -> None:
    assert (lacks('path = "owner/birth_date"\nmax_age = "P2Y"', owner={"birth_date": date}) == []) is met


def test_an_age_longer_than_the_calendar_is_met_by_everything() -> None:
    assert lacks('path = "owner/birth_date"\nmax_age = "P9999Y9999M9999W99999D"') == []


def test_a_text_without_a_language_is_in_none() -> None:
    assert lacks('path = "competences[]/label"\nlanguages = "nl"', language=None) == ["/competences/0/label"]


def test_the_message_says_what_is_needed_what_for_and_why_nothing_counts() -> None:
    text = need('path = "competences[]/concepts[]"\nvocabulary = "isco-08"\nwhy = "to match."')
    [item] = check(noor(), profile(text), today=TODAY)
    assert item.message == (
        "Needed: competences > concepts, from isco-08; there is none (1 is not linked to isco-08) (to match)."
    )
    assert (item.pointer, item.specification) == ("/competences/0/concepts/0", "Test 1.0, needs.x")


def test_what_is_recommended_does_not_count() -> None:
    portfolio = noor()
    [item] = check(portfolio, profile(need('path = "owner/gender"\nrecommended = true')), today=TODAY)
    assert (item.name, item.severity.value) == ("recommended-missing", "warning")
    assert item.message.startswith("Recommended: the person > gender")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('path = "owner/photo"\nmedia_types = "image/png"', []),
        ('path = "owner/photo"\nmax_bytes = "1 kB"', [("not-accepted", "/owner/photo")]),
        ('path = "owner/signature"\nmax_bytes = "1 kB"', []),
        ('path = "competences[]"\nmax = 2', [("not-accepted", "/competences/2")]),
        ('path = "competences[]/label"\nlanguages = ["nl", "en"]', [("language-fallback", "/competences/1/label")]),
        ('path = "competences[]/label"\nlanguages = ["nl"]', [("not-accepted", "/competences/1/label")]),
        ('path = "experiences[]/period/start"\nprecision = "month"', [("not-accepted", "/experiences/1/period/start")]),
    ],
)
def test_what_is_there_must_be_as_it_is_accepted(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(f"[accepts.x]\n{text}\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('path = "owner/photo"', ["/owner/photo"]),
        ('path = "owner"', ["/owner"]),
        ('path = "owner/signature"', []),
        ('path = "experiences[kind=internship]"', ["/experiences/1"]),
        ('path = "evidence_items[]/media"\nmedia_types = "application/*"', ["/evidence_items/0/media"]),
        ('path = "evidence_items[]/media"\nmedia_types = "video/*"', []),
    ],
)
def test_what_is_refused_must_not_be_there(text: str, expected: list[str]) -> None:
    assert found(f"[refuses.x]\n{text}\n") == [("refused", pointer) for pointer in expected]


@pytest.mark.parametrize("name", ["national_id", "NATIONAL_ID"])
def test_a_prohibited_identifier_is_found_wherever_it_stands(name: str) -> None:
    text = f'[legal]\nprohibited_identifiers = ["{name}"]\n'
    assert found(text) == [("prohibited-identifier", "/owner/identifiers/0")]
    elsewhere = [{"id": "urn:x:q", "identifiers": [{"kind": "national_id", "value": "1"}]}]
    assert found(text, noor(owner={}, qualifications=elsewhere)) == [
        ("prohibited-identifier", "/qualifications/0/identifiers/0")
    ]


def test_a_finding_never_shows_a_prohibited_identifier() -> None:
    [item] = check(noor(), profile('[legal]\nprohibited_identifiers = ["national_id"]\n'), today=TODAY)
    assert "000000000" not in str(item.as_dict())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("attachments = 2", []),
        ("attachments = 1", ["/evidence_items/0/media"]),
        ("attachments = 0", ["/owner/photo"]),
        ("attachment_bytes = 1800", []),
        ("attachment_bytes = 1799", ["/evidence_items/0/media"]),
    ],
)
def test_limits_of_attachments(text: str, expected: list[str]) -> None:
    assert [pointer for _, pointer in found(f"[formats]\n{text}\n")] == expected


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("valid_from = 2026-03-01\nvalid_until = 2026-03-01", []),
        ("valid_from = 2026-03-02", ["profile-not-in-force"]),
        ("valid_until = 2026-02-28", ["profile-not-in-force"]),
    ],
)
def test_a_profile_holds_on_its_days(text: str, rules: list[str]) -> None:
    assert [name for name, _ in found(text)] == rules
    assert [item.name for item in usable(profile(text), TODAY)] == rules


class TestMissingVocabularies:
    @pytest.mark.parametrize("name", ["onet", "esco@0.9", "https://example.org/schemes/x"])
    def test_a_vocabulary_that_is_not_installed_is_told_once(self, name: str) -> None:
        text = f'path = "competences[]/concepts[]"\nvocabulary = "{name}"'
        two = need(text) + need(text).replace("needs.x", "needs.y")
        assert [rule for rule, _ in found(two)] == ["vocabulary-missing", "need-not-met", "need-not-met"]
        assert [item.name for item in usable(profile(two), TODAY)] == ["vocabulary-missing"]

    def test_it_does_not_matter_where_another_one_will_do(self) -> None:
        assert found(need('path = "competences[]/concepts[]"\nvocabulary = ["onet", "esco"]')) == []

    def test_but_does_where_a_later_need_hangs_on_it(self) -> None:
        first = need('path = "competences[]/concepts[]"\nvocabulary = ["onet", "esco"]')
        second = need('path = "competences[]/concepts[]"\nvocabulary = "onet"').replace("needs.x", "needs.y")
        assert [rule for rule, _ in found(first + second)] == ["vocabulary-missing", "need-not-met"]

    @pytest.mark.parametrize("top", ["onet:1", "isced-f:9999999", "https://example.org/concept"])
    def test_a_concept_that_no_vocabulary_has_is_told(self, top: str) -> None:
        text = need(f'path = "competences[]/concepts[]"\nwithin = "{top}"')
        assert [rule for rule, _ in found(text)] == ["vocabulary-missing", "need-not-met"]
        assert [item.name for item in usable(profile(text), TODAY)] == ["vocabulary-missing"]


def test_an_empty_profile_asks_for_nothing() -> None:
    assert found("") == []


def test_checking_changes_nothing() -> None:
    portfolio = noor()
    before = portfolio.model_dump_json()
    check(portfolio, profile('[refuses.x]\npath = "owner/photo"\n'))
    assert portfolio.model_dump_json() == before
    assert NOOR["owner"]["photo"]
