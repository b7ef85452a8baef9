"""Vacancies and learning from JSON Lines: two ways to write them, and what is wrong with a line."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from eportfolio.matching.postings import Postings, opportunity, skill_uri

ESCO = "http://data.europa.eu/esco/"
SKILL = f"{ESCO}skill/598de5b0-5b58-4ea7-8058-a4bc4d18c742"


def postings(*lines: Any) -> tuple[list[str], Postings]:
    text = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    found = Postings(io.BytesIO(text))
    return [one.opportunity().id for one in found], found


def test_a_job_posting_of_schema_org() -> None:
    one = opportunity({
        "@type": "JobPosting", "@id": "https://jobs.example.org/1", "title": "Data clerk",
        "skills": [{"@type": "DefinedTerm", "name": "SQL", "url": SKILL.replace("http:", "https:")}, "accuracy"],
        "relevantOccupation": {"@type": "Occupation", "occupationalCategory": {"codeValue": "4132"}},
        "jobLocation": {"address": {"addressLocality": "Arnhem", "addressCountry": "NL"}},
        "employmentType": ["PART_TIME"], "industry": "Health",
    })  # fmt: skip
    assert one is not None
    assert (one.kind, one.essential, one.isco, one.places) == ("vacancy", (SKILL,), "4132", ("Arnhem", "NL"))
    assert (one.working_times, one.sectors, one.labels) == (("PART_TIME",), ("Health",), {SKILL: "SQL"})


def test_a_job_description_of_hr_open() -> None:
    terms = [
        {"name": "SQL", "termCode": SKILL.rpartition("/")[2], "inDefinedTermSet": {"name": "ESCO"}},
        {"name": "Teaching", "@id": f"{ESCO}skill/b", "annotation": {"required": False}},
    ]
    one = opportunity({"positionID": "P-1", "title": "Data clerk", "skills": terms})
    assert one is not None
    assert (one.id, one.essential, one.optional) == ("P-1", (SKILL,), (f"{ESCO}skill/b",))


def test_a_course_teaches() -> None:
    one = opportunity({"@type": "Course", "name": "SQL in a week", "teaches": [{"@id": SKILL}, "more"]})
    assert one is not None
    assert (one.kind, one.gives) == ("learning", (SKILL,))


@pytest.mark.parametrize("term", ["accuracy", "see https://x.example.org for more", {"name": "SQL"}, None, 3, {},
                                  {"termCode": SKILL.rpartition("/")[2], "inDefinedTermSet": "elsewhere"}])  # fmt: skip
def test_a_skill_that_is_not_linked_has_no_uri(term: Any) -> None:
    assert skill_uri(term) == ""


def test_faults_are_told_with_their_line_and_the_rest_is_read() -> None:
    good = {"title": "A", "@id": "urn:a", "skills": [SKILL]}
    ids, found = postings(good, b"{broken", b"[1]", b'{"title": ""}', b"[" * 5000, {**good, "@id": "urn:b"})
    assert ids == ["urn:a", "urn:b"]
    assert [item.line for item in found.findings] == [2, 3, 4, 5]


def test_doubles_and_those_without_skills_are_counted() -> None:
    good = {"title": "A", "@id": "urn:a", "skills": [SKILL]}
    ids, found = postings(good, good, {"title": "B", "@id": "urn:b"})
    assert (ids, found.count, found.duplicates, found.without_skills) == (["urn:a"], 3, 1, 1)


def test_a_line_of_any_length_costs_bounded_memory() -> None:
    long = b'{"title": "' + b"x" * (3 << 20) + b'"}'
    ids, found = postings(long, {"title": "A", "@id": "urn:a", "skills": [SKILL]})
    assert ids == ["urn:a"]
    assert "longer than" in found.findings[0].message
