"""The story of two organisations in examples/exchange is true, and holds what the two would hold it to."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.model.strength import strength
from tests.story.conftest import STORY, Followed, Step, steps

PRIVATE = (
    "HK-7731-KESTREL", "2007-02-14", "Nieuwveer", "Dutch", "iVBORw0KGgo", "+31 555 0123", "Ada Verbeek",
    "+31 555 0199", "lonely", "Choir", "little brothers", "old furniture more than", "houtkade.example.org/competences",
    "6f1d7c3e-0000-4000",
)  # fmt: skip
"""What Noor, or the school, did not give to the service: words that are nowhere else in her portfolio."""


def portfolio(followed: Followed, name: str) -> ep.Portfolio:
    return ep.read(followed.desk / f"{name}.portfolio.json").portfolio


def test_every_command_prints_what_the_story_shows(followed: Followed) -> None:
    assert len(followed.typed) >= 25
    for one in followed.typed:
        told = f"{one.step.line}\nprints, with exit code {one.code}:\n{one.seen}"
        assert one.code == one.step.code, told
        assert one.step.pattern.fullmatch(one.seen), told


def test_the_story_leaves_out_parts_of_an_output_and_never_all_of_it(followed: Followed) -> None:
    for one in followed.typed:
        assert [line for line in one.step.shown.splitlines() if line.strip() not in ("", "…")] or not one.seen


def test_a_story_that_says_otherwise_is_found_out() -> None:
    (step,) = steps("```console\n$ eportfolio x \\\n    y\none\n…\nthree …\n[exit code 1]\n```\n")
    assert step == Step("eportfolio x     y", "one\n…\nthree …", 1)
    assert step.pattern.fullmatch("one\ntwo\ntwo\nthree times\n")
    assert not step.pattern.fullmatch("one\ntwo\nfour\n")
    assert not step.pattern.fullmatch("one\nthree times\nfour\n")


def test_the_story_tells_of_every_file_and_every_command_of_an_exchange() -> None:
    page = (STORY / "README.md").read_text("utf-8")
    typed = {step.line.split()[1] for step in steps(page)}
    assert {"vocab", "profile", "agree", "share", "validate", "receipt", "merge", "match", "show", "diff"} <= typed
    for path in STORY.iterdir():
        assert path.name == "README.md" or f"({path.name})" in page


def test_the_crosswalk_closes_the_gap(followed: Followed) -> None:
    before, after = (one for one in followed.typed if one.step.line.startswith("eportfolio agree"))
    assert (before.code, after.code) == (1, 0)
    row = re.compile(r"^  competences > concepts +needed +(.+)$", re.MULTILINE)
    assert row.findall(before.seen) == ["offered, but not as needed"]
    assert row.findall(after.seen) == ["goes after mapping"]


def test_nothing_that_was_withheld_leaves_the_owner(followed: Followed) -> None:
    mine = (followed.desk / "student.portfolio.json").read_text("utf-8")
    for name in ("delivery.portfolio.json", "delivery.portfolio.json.delivery.json", "receipt.json"):
        given = (followed.desk / name).read_bytes()
        for text in (given.decode("utf-8"), *decoded(given)):
            for private in PRIVATE:
                assert private in mine
                assert private not in text, name


def decoded(data: bytes) -> Iterator[str]:
    """What a long run of letters says when it is read as base64."""
    for found in re.findall(rb"[A-Za-z0-9+/_-]{12,}", data):
        whole = found[: len(found) // 4 * 4]
        yield base64.b64decode(whole.translate(bytes.maketrans(b"-_", b"+/"))).decode("latin-1")


def test_the_owner_remembers_what_was_given_and_what_was_answered(followed: Followed) -> None:
    first, deletion = portfolio(followed, "noor").disclosures
    assert (first.kind, first.answer, first.legal_ground) == ("first", "accepted", "public_task")
    assert first.receiver == "Werkpunt Merenland, employment service"
    assert "competences[]/label" in first.disclosed_fields
    assert (deletion.kind, deletion.answer) == ("deletion", "deleted")
    (news,) = portfolio(followed, "followed").disclosures
    assert {"career_plans[]/follow_ups[]/satisfying", "owner/names[]/full_name"} <= set(news.disclosed_fields)


def test_what_arrives_is_in_the_skills_of_the_service_and_in_the_words_of_the_owner(followed: Followed) -> None:
    mine, given = portfolio(followed, "student"), portfolio(followed, "delivery")
    assert {one.label for one in given.competences} == {one.label for one in mine.competences if one.concepts}
    uris = {concept.uri or "" for one in given.competences for concept in one.concepts}
    assert all(uri.startswith("https://skills.example.org/work/") for uri in uris)
    assert {strength(given, one) for one in given.competences} == {"reported"}


def test_both_views_are_in_the_merged_one(followed: Followed) -> None:
    record, given, client = (portfolio(followed, name) for name in ("record", "delivery", "client"))
    assert {one.label for one in client.competences} == {one.label for one in (*record.competences, *given.competences)}
    internship, job = client.experiences
    assert internship.kind == "internship"
    assert internship.period is not None
    assert internship.period.end is not None
    assert internship.period.end.edtf == "2025-05"  # the service's own word stays until somebody decides
    assert job.organisations[0].name == "Furniture shop Binnenhof"
    added = [one for one in client.competences if one.label != "Helping customers to choose"]
    assert {one.provenance.recorded_by for one in added if one.provenance} == {"De Houtkade"}


def test_at_most_five_of_ten_vacancies_are_left_and_the_gap_can_be_closed(followed: Followed) -> None:
    seen = next(one.seen for one in followed.typed if "--to vacancies.jsonl" in one.step.line)
    assert len((STORY / "vacancies.jsonl").read_text("utf-8").splitlines()) == 10
    assert re.findall(r"^\d\.", seen, re.MULTILINE) == ["1.", "2.", "3.", "4.", "5."]
    assert "teaches upholster furniture" in seen
    assert "supports a decision and does not take one" in seen


def test_the_plan_starts_from_the_options_and_is_followed_up(followed: Followed) -> None:
    seen = next(one.seen for one in followed.typed if "--to vacancies.jsonl" in one.step.line)
    (planned,) = portfolio(followed, "planned").career_plans
    (plan,) = portfolio(followed, "followed").career_plans
    assert {one.identifiers[0].value or "?" for one in plan.options} <= set(re.findall(r"https://\S+", seen))
    assert 3 <= len(plan.options) <= 5
    assert [one.status for one in planned.actions] == ["planned", "planned"]
    assert [one.status for one in plan.actions] == ["done", "done"]
    assert plan.follow_ups[0].satisfying is True
    assert len(portfolio(followed, "followed").guidance_events) == 2


def test_the_school_hears_what_became_of_its_leaver_and_nothing_else(followed: Followed) -> None:
    news: dict[str, Any] = json.loads((followed.desk / "news.portfolio.json").read_text("utf-8"))
    assert {key for key, value in news.items() if value} - {"@context"} == {
        "id", "type", "schema_version", "language", "owner", "career_plans"
    }  # fmt: skip
    assert set(news["owner"]) - {"id"} == {"names", "contact_points"}
    assert [set(plan) - {"id", "type"} for plan in news["career_plans"]] == [{"follow_ups"}]


@pytest.mark.parametrize("name", ["houtkade.toml", "werkpunt.toml"])
def test_the_profiles_are_the_ones_that_the_agreement_names(followed: Followed, name: str) -> None:
    from eportfolio.profiles import read_profile

    agreed = (followed.desk / "agreement.json").read_text("utf-8")
    assert read_profile(str(STORY / name)).digest in agreed


def test_the_example_files_are_valid() -> None:
    for path in sorted(Path(STORY).glob("*.portfolio.json")):
        assert list(ep.validate(path, level=ep.Level.SEMANTICS)) == [], path.name
