"""The concept schemes that the project names itself are published as concept tables, completely."""

from __future__ import annotations

import pytest

from eportfolio.resources import data_folder
from eportfolio.vocabulary import schemes
from eportfolio.vocabulary.tables import Table, read_table

OWN = "https://w3id.org/eportfolio/v1/"
DRIVING = {"AM", "A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE"}


@pytest.fixture(scope="module")
def tables() -> dict[str, Table]:
    """The tables of our own namespace by the URI of their scheme."""
    found = (read_table(path) for path in data_folder("vocabularies").glob("*.tsv"))
    return {table.description.uri: table for table in found if table.description.uri.startswith(OWN)}


def test_every_scheme_of_our_namespace_is_defined_and_no_other(tables: dict[str, Table]) -> None:
    named = {value for value in vars(schemes).values() if isinstance(value, str) and value.startswith(OWN)}
    assert set(tables) == named


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        (schemes.DIGCOMP_AREAS, {"1", "2", "3", "4", "5"}),
        (schemes.DIGITAL_SELF_ASSESSMENT, {"A", "B", "C"}),
        (schemes.DRIVING_LICENCE, DRIVING),
        (schemes.CEFR, {"Pre-A1", "A1", "A2", "A2+", "B1", "B1+", "B2", "B2+", "C1", "C2"}),
    ],
)
def test_every_concept_has_its_code_and_an_english_label(
    tables: dict[str, Table], scheme: str, codes: set[str]
) -> None:
    rows = tables[scheme].rows
    assert {row["notation"][0] for row in rows} == codes
    assert all("label@en" in row for row in rows)


@pytest.mark.parametrize("scheme", [schemes.DIGCOMP_AREAS, schemes.DIGITAL_SELF_ASSESSMENT, schemes.DRIVING_LICENCE])
def test_a_concept_stands_below_its_scheme(tables: dict[str, Table], scheme: str) -> None:
    """These URIs are out in the world: they stay as they are."""
    assert tables[scheme].uri_template == scheme + "/{notation}"
