"""The committed fidelity tables and the READMEs say what is measured."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from eportfolio.contract.fields import classes, fields
from eportfolio.exchange import fidelity, registry
from eportfolio.exchange.fidelity import Carried, FidelityTable
from eportfolio.exchange.specimen import specimens
from eportfolio.exchange.tables import BEGIN, folder, path_of, readme, writable
from eportfolio.model import Portfolio
from tests.once import made_once

Measure = Callable[[str], FidelityTable]
AGAIN = "make them anew with: python -m eportfolio.exchange.fidelity --write"


@pytest.fixture(scope="module")
def measure(base_of_run: Path) -> Measure:
    """Measures a format, once for all workers of a run."""
    return cache(lambda name: made_once(base_of_run, f"fidelity of {name}", lambda: fidelity.measure(name)))


@pytest.fixture(scope="module", params=writable())
def measured(request: pytest.FixtureRequest, measure: Measure) -> FidelityTable:
    return measure(request.param)


def test_the_table_is_what_is_measured(measured: FidelityTable) -> None:
    path = path_of(measured.format)
    assert path.is_file(), AGAIN
    assert path.read_text(encoding="utf-8") == measured.as_json(), AGAIN


def test_the_canonical_forms_carry_everything(measure: Measure) -> None:
    for format_id in ("eportfolio", "turtle"):
        assert {row.grade for row in measure(format_id)} == {Carried.EXACT}


@pytest.mark.parametrize("format_id", writable())
def test_the_readme_shows_the_table(format_id: str) -> None:
    path = folder(format_id) / "README.md"
    assert path.is_file()
    text = path.read_text(encoding="utf-8")
    assert BEGIN in text, AGAIN
    family = [name for name in writable() if folder(name) == folder(format_id)]
    assert readme(family, text) == text, AGAIN


def test_places_are_places_of_the_target(measured: FidelityTable) -> None:
    data = json.loads(measured.as_json())
    if measured.format == "turtle":
        assert not any("places" in row for row in data["fields"])
    else:
        assert any("places" in row for row in data["fields"])
    for row in measured:
        assert row.grade is not Carried.LOST or not row.places


def test_known_fields_land_where_the_specification_says(measure: Measure) -> None:
    rows = {row.field: row for row in measure("europass-xml")}
    given = rows["owner.names.given_name"]
    assert (given.grade, given.places) == (Carried.EXACT, ("LearnerInfo/Identification/PersonName/FirstName",))
    assert rows["owner.names.full_name"].grade is Carried.APPROXIMATE
    assert rows["credentials"].grade is Carried.LOST


def test_every_field_of_the_portfolio_is_measured(measure: Measure) -> None:
    wanted = {field.name for field in fields(Portfolio)} - {"id", "type", "schema_version", "residue", "variants"}
    assert {specimen.field for specimen in specimens()} == wanted
    assert Portfolio in classes()
    assert {row.field.partition(".")[0] for row in measure("eportfolio")} == wanted
    assert registry.get("eportfolio").format.writable
