"""Tables and templates about people who do not exist."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from eportfolio.bulk.tables import Row

Make = Callable[..., Path]

TEMPLATE: dict[str, Any] = {
    "type": "Portfolio",
    "schema_version": "1.0",
    "language": "en",
    "qualifications": [
        {
            "id": "urn:uuid:00000000-0000-4000-8000-000000000001",
            "specification": {"title": {"en": "Bread baking", "nl": "Broodbakken"}},
            "proven_by": ["urn:uuid:00000000-0000-4000-8000-000000000002"],
        }
    ],
    "assessments": [
        {"id": "urn:uuid:00000000-0000-4000-8000-000000000002", "title": "Written exam"},
        {"id": "urn:uuid:00000000-0000-4000-8000-000000000003", "title": "Oven test", "grade": "pass"},
    ],
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, with a template."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "course.portfolio.json").write_text(json.dumps(TEMPLATE))
    return tmp_path


@pytest.fixture
def table(folder: Path) -> Make:
    """Write rows as a table: CSV, or a workbook by the name."""

    def make(rows: Sequence[Sequence[Any]], name: str = "recipients.csv", **more: Any) -> Path:
        path = folder / name
        if name.endswith(".csv"):
            with path.open("w", newline="", encoding=more.pop("encoding", "utf-8")) as stream:
                csv.writer(stream, **more).writerows(rows)
            return path
        import openpyxl

        book = openpyxl.Workbook()
        book.active.title = more.pop("sheet", "Recipients")
        for row in rows:
            book.active.append(list(row))
        for place, form in more.pop("formats", {}).items():
            book.active[place].number_format = form
        book.save(path)
        return path

    return make


def row(*cells: Any, number: int = 2) -> Row:
    """A row of a table."""
    return Row(number, number, cells)
