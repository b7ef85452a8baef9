"""The match of the story on ESCO as it is published: Noor's skills lead to the occupations that she thinks of."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from eportfolio.cli.main import main
from tests.esco import installed_once
from tests.story.conftest import STORY
from tests.support import needs_shared

pytestmark = needs_shared

SKILL = "http://data.europa.eu/esco/skill/"
CABINET_MAKER = "http://data.europa.eu/esco/occupation/e1416610-ad08-4f37-8b46-9f99632a5c0f"
FURNITURE_RESTORER = "http://data.europa.eu/esco/occupation/5a551d36-0e14-40ab-84a2-7aa9b37dc528"
IN_ESCO = {
    "HK-01": "59ea80e1-463a-4dba-82c6-d0b6d577d532", "HK-02": "2e8e2acf-5d58-4d99-807d-2ed77a6c8b17",
    "HK-03": "f2f9934c-b462-43e1-9172-432cf1904c8c", "HK-05": "88ea614f-7e96-48fd-bf0b-96bf00bdb098",
    "HK-06": "e040fb97-ac17-4cd0-bf74-7e96c83811b6", "HK-09": "64f0b3c5-92ff-4fd7-9e34-cfe5eeb11c98",
}  # fmt: skip
"""The school's competences in ESCO; there is no skill of working safely that is for every workshop."""

Run = Callable[..., dict[str, Any]]


@pytest.fixture
def run(base_of_run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Noor's portfolio in ESCO, and the command that matches it."""
    folder = installed_once(base_of_run, "esco-1.1.1-en-official").path.parent.parent
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(folder))
    table = "".join(
        f"https://houtkade.example.org/competences/{ours},{SKILL}{esco}\n" for ours, esco in IN_ESCO.items()
    )
    mapping, noor = tmp_path / "to-esco.csv", tmp_path / "noor.portfolio.json"
    mapping.write_text(table, "utf-8")
    moving = ("vocab", "migrate", str(STORY / "student.portfolio.json"), "--mapping", str(mapping), "-o", str(noor))
    assert main(list(moving)) == 0
    assert "6 moved" in capsys.readouterr().out

    def matched(*arguments: str) -> dict[str, Any]:
        assert main(["match", str(noor), "--to", "occupations", "--output", "json", *arguments]) == 0
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        return told

    return matched


def test_her_skills_lead_to_the_occupations_that_she_thinks_of(run: Run) -> None:
    told = run()
    ids = [one["id"] for one in told["options"]]
    assert ids[0] == CABINET_MAKER
    assert FURNITURE_RESTORER in ids
    assert len(ids) <= 5
    assert told["looked_at"] > 100
    assert {one["label"] for one in told["options"][0]["missing"]} >= {"woodturning", "types of wood"}


def test_the_table_of_demand_speaks_of_the_groups_of_esco(run: Run) -> None:
    told = run("--demand", str(STORY / "labour-market.csv"), "--region", "Merenland", "--limit", "1")
    reasons = [part["reason"] for part in told["options"][0]["parts"] if part["name"] == "demand"]
    assert reasons == ["140 openings, outlook growing in Merenland (labour-market.csv)"]
