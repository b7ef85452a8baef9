"""Tables as organisations have them: the European issuer's recipients template, and exports of a school's system."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import openpyxl

from eportfolio.bulk import draft
from eportfolio.bulk.mapping import ColumnMapping

from ..support import needs_shared, shared
from .conftest import Make

ISO = "urn:iso:std:iso:3166:-1"
PERSON = {
    "Person.givenNames.Property.content.en": "Noor",
    "Person.familyName.Property.content.en": "van Dijk-Okonkwo",
    "Person.dateOfBirth.Property.": datetime.datetime(1991, 4, 2),
    "Person.nationalId.content.NestedProperty.": "000111222",
    "Person.placeOfBirth.spatialCode.Reference.": "Netherlands",
    "Person.citizenshipCountry.citizenshipCountry.MultiReference.": "Netherlands",
    "Person.contactPoint#1.email.NestedProperty.id.1.": "noor@example.org",
}


def owner_of(folder: Path) -> dict[str, Any]:
    (path,) = folder.iterdir()
    owner: dict[str, Any] = json.loads(path.read_text())["owner"]
    return owner


def check(owner: dict[str, Any]) -> None:
    dutch = {"scheme": ISO, "notation": "NL", "label": "Netherlands"}
    assert owner["names"] == [{"given_name": "Noor", "family_name": "van Dijk-Okonkwo"}]
    assert owner["birth_date"] == {"edtf": "1991-04-02"}
    assert owner["identifiers"] == [{"kind": "national_id", "value": "000111222"}]
    assert owner["birth_place"] == {"country": dutch}
    assert owner["nationalities"] == [dutch]
    assert owner["contact_points"] == [{"channel": "email", "value": "noor@example.org"}]


def test_a_sheet_laid_out_like_the_template(table: Make) -> None:
    rows = [["Persons"], ["Class", *["Person"] * len(PERSON)], [], [None, *PERSON], [None, *PERSON.values()]]
    done = draft(table(rows, "a.xlsx"), "course.portfolio.json", "drafts", format="eportfolio")
    assert (done.written, done.failed, done.findings) == (1, 0, [])
    check(owner_of(Path("drafts")))


@needs_shared
def test_the_template_itself_filled_in(folder: Path) -> None:
    book = openpyxl.load_workbook(shared("samples/elm/edci-xls/EDC_template-recipients.xlsm"))
    sheet = book["Recipients"]
    headings = {cell.value: cell.column for cell in sheet[12]}
    for cell in sheet[13]:
        cell.value = None
    for heading, value in PERSON.items():
        sheet.cell(13, headings[heading], value)
    book.save(folder / "filled.xlsx")
    done = draft("filled.xlsx", "course.portfolio.json", "drafts", format="eportfolio", sheet="Recipients")
    assert (done.written, done.failed) == (1, 0)
    assert {item.name for item in done.findings} == {"unknown-column"}
    check(owner_of(Path("drafts")))


def test_an_export_in_dutch(table: Make) -> None:
    mapping = ColumnMapping(
        columns={
            "Roepnaam": "given_name", "Achternaam": "family_name", "Geb.datum": "birth_date",
            "Nationaliteit": "citizenship", "Cijfer": "grade: Written exam", "Opmerking": "",
        },
        dates="day-month-year",
    )  # fmt: skip
    path = table(
        [["Roepnaam", "Achternaam", "Geb.datum", "Nationaliteit", "Cijfer", "Opmerking"],
         ["Noor", "van Dijk-Okonkwo", "02-04-1991", "Nederland", "8,5", "belt nog"]],
        delimiter=";", encoding="utf-8-sig",
    )  # fmt: skip
    done = draft(path, "course.portfolio.json", "drafts", format="eportfolio", columns=mapping)
    assert (done.written, done.findings) == (1, [])
    owner = owner_of(Path("drafts"))
    assert owner["birth_date"] == {"edtf": "1991-04-02"}
    assert owner["nationalities"] == [{"scheme": ISO, "notation": "NL", "label": "Nederland"}]
