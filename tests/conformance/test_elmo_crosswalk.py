"""The Commission's mapping of ELMO to ELM beside the adapter: from either, the same field of the model is read."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

import pytest

import eportfolio as ep
from tests.conformance.elm_published import ELMO
from tests.conformance.test_elm_crosswalks import UNMAPPED, is_within, mapped
from tests.support import EXAMPLES, ROOT

SAMPLES: Final = (
    EXAMPLES / "elmo" / "transcript.xml",
    ROOT / "tests" / "adapters" / "fixtures" / "institute.elmo.xml",
)

_LOS: Final = "elmo/report/learningOpportunitySpecification"
_LOI: Final = f"{_LOS}/specifies/learningOpportunityInstance"

PLACES: Final = {
    "Elmo": "elmo",
    "Learner": "elmo/learner",
    "Issuer": "elmo/report/issuer",
    "Report": "elmo/report",
    "LearningOpportunitySpecification": _LOS,
    "LearningOpportunityInstance": _LOI,
    "AcademicTerm": f"{_LOI}/academicTerm",
    "EducationLevel": f"{_LOI}/level",
    "Credits": f"{_LOI}/credit",
    "ShortenedGrading": f"{_LOI}/shortenedGrading",
    "ResultDistribution": f"{_LOI}/resultDistribution",
    "ResultCategory": f"{_LOI}/resultDistribution/category",
    "GradingScheme": "elmo/report/gradingScheme",
    "Attachment": "elmo/report/attachment",
}
"""Where the classes of the mapping stand in a document."""

SPELT: Final = {
    ("LearningOpportunityInstance", "attachments (mit Ref.)"): "attachments/ref",
    ("ResultCategory", "label"): "@label",
    ("ResultCategory", "count"): "@count",
    ("GradingScheme", "localId"): "@localId",
}
"""Fields that the mapping calls otherwise than the document does."""

DIFFERENT: Final = {
    ("Learner", "birthName"): (
        "owner.names.full_name",
        "ELMO has given and family names in one text; in ELM it is read as the family name at birth",
    ),
    ("LearningOpportunityInstance", "status"): (
        "qualifications.status",
        "passed, failed or in progress is how the learner stands with the whole; in ELM the status is of a grade: "
        "whether it is final",
    ),
    ("LearningOpportunityInstance", "attachments (mit Ref.)"): (
        "qualifications.evidence",
        "the files are in the document, and so evidence; what ELM names there are pages of the web",
    ),
    ("EducationLevel", "description"): (
        "qualifications.specification.levels.label",
        "it is the institution that describes the level in its own words; the label in ELM is that of the framework",
    ),
    ("Report", "issuer"): (
        "credentials.issuer",
        "it is read as the issuer of the report, and repeated as the awarding body of all that the report holds",
    ),
}
"""Where ELMO is read otherwise than what it is mapped to in ELM: the field, and why."""

BEYOND: Final = {
    ("LearningOpportunitySpecification", "descriptionHtml"): "qualifications.specification.description.html",
    ("Attachment", "type"): "evidence_items.media.properties",
}
"""What the mapping has in ELM where the adapter of ELM has no place for it, and the one of ELMO has."""

LEFT: Final = {("Elmo", "groups"): "how courses are sorted for display; kept as residue"}
"""What neither has a place for."""


@cache
def taken() -> dict[str, frozenset[str]]:
    """Each place of the samples that a rule has taken, and the fields of the model it went into."""
    found: dict[str, set[str]] = {}
    for sample in SAMPLES:
        for entry in ep.read(sample).trace:
            if not entry.residue:
                source = re.sub(r"\[\d+\]", "", entry.source).strip("/")
                steps = [step for step in entry.place.split("/") if step and not step.isdigit()]
                for place in (source, source.replace("/hasPart/learningOpportunitySpecification", "")):
                    found.setdefault(place, set()).add(".".join(steps))
    return {place: frozenset(fields) for place, fields in found.items()}


def fields_of(row: tuple[str, str]) -> set[str]:
    """The fields of the model that get what a row of the mapping is about."""
    place = f"{PLACES[row[0]]}/{SPELT.get(row, row[1])}"
    return {
        field
        for source, fields in taken().items()
        if source == place or source.startswith(f"{place}/")
        for field in fields
    }


def test_every_row_with_a_counterpart_in_elm_leads_to_the_same_field() -> None:
    rows = mapped()
    assert len(rows) > 50
    different = {
        row for row in rows if ELMO[row][1] and not any(is_within(field, ELMO[row][1]) for field in fields_of(row))
    }
    assert different == set(DIFFERENT)


@pytest.mark.parametrize("row", DIFFERENT, ids="/".join)
def test_a_difference_is_what_it_is_said_to_be(row: tuple[str, str]) -> None:
    field, reason = DIFFERENT[row]
    assert any(is_within(one, field) for one in fields_of(row))
    assert reason


def test_what_elm_has_no_place_for_is_known() -> None:
    without = {row for row in mapped() if not ELMO[row][1]}
    assert without == set(BEYOND) | set(LEFT)
    for row, field in BEYOND.items():
        assert any(is_within(one, field) for one in fields_of(row)), row
    assert not any(fields_of(row) for row in LEFT)


def test_the_issuer_of_a_report_awards_all_that_is_in_it() -> None:
    portfolio = ep.read(SAMPLES[0]).portfolio
    issuer = portfolio.credentials[0].issuer
    assert issuer is not None
    for items in (portfolio.qualifications, portfolio.experiences, portfolio.assessments):
        assert items
        assert all(item.awarding_bodies == [issuer] for item in items)


def test_the_rows_that_are_mapped_to_nothing_are_no_rows() -> None:
    assert all(place not in UNMAPPED for place in mapped().values())
