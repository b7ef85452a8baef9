"""Headings and what they fill: names, synonyms, paths, items, languages, mapping files."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from eportfolio.bulk.columns import Columns, place, read_columns
from eportfolio.bulk.headings import FIELDS, SYNONYMS, meaning_of
from eportfolio.bulk.mapping import ColumnMapping, read_mapping
from eportfolio.bulk.tables import open_table
from eportfolio.bulk.targets import PathError, resolve
from eportfolio.report.codes import Severity
from eportfolio.report.errors import RefusedError, UsageError

from ..support import needs_shared, shared
from .conftest import TEMPLATE, Make

EXAM = "urn:uuid:00000000-0000-4000-8000-000000000002"


def columns_of(path: Path, mapping: ColumnMapping | None = None, sheet: str = "", template: Any = None) -> Columns:
    with closing(open_table(path, sheet=sheet)) as table:
        return read_columns(table, mapping or ColumnMapping(), template or TEMPLATE)[0]


def paths(columns: Columns) -> list[str]:
    return [column.target.path for column in columns.columns]


# -- headings ----------------------------------------------------------------------------------------


def test_every_field_leads_somewhere() -> None:
    template = {**TEMPLATE, "credentials": [{"id": "urn:uuid:00000000-0000-4000-8000-000000000009"}]}
    for name, places in FIELDS.items():
        for path in places:
            assert resolve(path, template, key="0" if path.startswith("assess") else "").name, name
    assert set(SYNONYMS) <= set(FIELDS)


def test_no_two_fields_share_a_synonym() -> None:
    names = [name.strip() for text in SYNONYMS.values() for name in text.split(",")]
    assert len(names) == len(set(names))
    assert not set(names) & {name.replace("_", " ") for name in FIELDS} - {"award date"}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("given_name", "given_name"),
        ("GIVEN NAME(S)", "given_name"),
        ("Date of Birth", "birth_date"),
        ("owner/birth_date", "birth_date"),
        ("owner/given_name", "given_name"),
        ("REC.familyName", "family_name"),
        ("REC.givenNames", "given_name"),
        ("REC.citizenshipCountry", "citizenship"),
        ("E-Mail Address", "email"),
        ("Country of Residence", "country"),
        ("Person.fullName.Property.content.en", "full_name"),
        ("Person.nationalId.identifierSchemeAgencyName.NestedProperty.", "national_id_agency"),
        ("Person.contactPoint#1.email.NestedProperty.id.1.", "email"),
        ("Person.placeOfBirth.spatialCode.Reference.", "birth_country"),
    ],
)
def test_headings(heading: str, field: str) -> None:
    assert meaning_of(heading).paths == FIELDS[field]


def test_columns_that_serve_another_template_are_passed_over() -> None:
    assert meaning_of("Person.citizenshipCountry.citizenshipCountry.Association.Code.").helper


@pytest.mark.parametrize("heading", ["", "shoe size", "grade of shoes", "family_name: Noor"])
def test_headings_that_say_nothing(heading: str) -> None:
    assert meaning_of(heading).paths == ()


# -- items -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        "grade: Written exam", "Grade: written EXAM", "grade[Written exam]", "assessments[Written exam]/grade",
        f"assessments[{EXAM}]/grade", "assessments[0]/grade", f"grade: {EXAM}",
    ],
)  # fmt: skip
def test_the_grade_of_an_assessment(table: Make, heading: str) -> None:
    assert paths(columns_of(table([["family_name", heading]]))) == [
        "owner/names[0]/family_name",
        "assessments[0]/grade",
    ]


def test_the_only_item_needs_no_name(table: Make) -> None:
    assert paths(columns_of(table([["award_date", "Diploma number", "qualifications/status"]]))) == [
        "qualifications[0]/issued", "qualifications[0]/identifiers[0]/value", "qualifications[0]/status",
    ]  # fmt: skip


@pytest.mark.parametrize("key", ["Bread baking", "broodbakken"])
def test_an_item_by_its_title_in_any_language(key: str) -> None:
    assert resolve("qualifications/issued", TEMPLATE, key=key).path == "qualifications[0]/issued"


def test_a_grade_without_assessments_is_that_of_the_qualification(table: Make) -> None:
    template = {key: value for key, value in TEMPLATE.items() if key != "assessments"}
    assert paths(columns_of(table([["name", "Grade"]]), template=template))[1] == "qualifications[0]/grade"


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("grade: Writen exam", "Is Written exam meant?"),
        ("grade", "2 assessments; say which one. Is Written exam or Oven test meant?"),
        ("credential_issued", "has no credentials"),
        ("owner/birth_dat", "Is birth_date or birth_place meant?"),
        ("owner/names", "go on, as in"),
        ("owner/birth_date/edtf/x", "nothing can follow"),
        ("language/x", "nothing can follow"),
        ("qualifications/proven_by", "not for a table"),
        ("owner/names[1000000000]/family_name", "neither a position"),
        ("owner/birth_date@nl", "has no language"),
        ("variants/variants/language", "no path"),
        ("/".join(["owner"] * 20000), "no path"),
        ("headline/kind", ""),
    ],
)
def test_headings_that_lead_nowhere_stop_the_run(table: Make, heading: str, message: str) -> None:
    path = table([["family_name", heading]])
    if not message:
        assert paths(columns_of(path))[1] == "headline/kind"
        return
    with pytest.raises(RefusedError) as caught:
        columns_of(path)
    (found,) = caught.value.findings
    assert message in found.message
    assert (found.name, found.severity, found.pointer, found.line, found.column) == (
        "unknown-column", Severity.ERROR, "B1", 1, 2,
    )  # fmt: skip


def test_two_items_of_one_name() -> None:
    template = {"assessments": [{"id": "urn:a:1", "title": "Exam"}, {"id": "urn:a:2", "title": "Exam"}]}
    with pytest.raises(PathError) as caught:
        resolve("assessments[Exam]/grade", template)
    assert "Several" in caught.value.reason
    assert resolve("assessments[urn:a:2]/grade", template).path == "assessments[1]/grade"


def test_all_that_lead_nowhere_are_told(table: Make) -> None:
    with pytest.raises(RefusedError) as caught:
        columns_of(table([["family_name", "grade: A", "grade: B"]]))
    assert [item.pointer for item in caught.value.findings] == ["B1", "C1"]


# -- unknown, twice, above ---------------------------------------------------------------------------


def test_unknown_columns_are_told_once(table: Make) -> None:
    columns = columns_of(table([["family_name", "famly name", "Shoe size", None]]))
    assert [(item.name, item.severity, item.pointer) for item in columns.findings] == [
        ("unknown-column", Severity.WARNING, "B1"), ("unknown-column", Severity.WARNING, "C1"),
    ]  # fmt: skip
    assert "Is family_name meant?" in columns.findings[0].message
    assert "meant" not in columns.findings[1].message


def test_two_columns_for_the_same_thing(table: Make) -> None:
    with pytest.raises(UsageError, match='"Surname" and "family_name"'):
        columns_of(table([["Surname", "family_name"]]))


@pytest.mark.parametrize("rows", [[["shoe size", "hat"], [41, 57]], [["Noor", "van Dijk-Okonkwo"]]])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_table_without_headings(table: Make, rows: Sequence[Sequence[Any]], name: str) -> None:
    with pytest.raises(UsageError) as caught:
        columns_of(table(rows, name))
    assert rows[0][0] in caught.value.finding.hint


def test_rows_above_the_headings(table: Make) -> None:
    path = table([["Recipients of July"], [], ["family_name", "email"], ["van Dijk-Okonkwo", "noor@example.org"]])
    with closing(open_table(path)) as opened:
        columns, rows = read_columns(opened, ColumnMapping(), TEMPLATE)
        assert len(columns.columns) == 2
        assert [row.number for row in rows] == [4]


def test_a_heading_that_says_nothing_is_looked_for_above(table: Make) -> None:
    path = table([["Field", "gender"], ["Label", "Sex"], ["Family name", "Column22"]])
    assert paths(columns_of(path)) == ["owner/names[0]/family_name", "owner/gender"]


@needs_shared
def test_the_recipients_template_of_the_european_issuer() -> None:
    path = shared("samples/elm/edci-xls/EDC_template-recipients.xlsm")
    columns = columns_of(path, sheet="Recipients")
    assert {column.target.path for column in columns.columns} == {
        FIELDS[name][0] if name != "citizenship" else "owner/nationalities"
        for name in (
            "full_name", "given_name", "family_name", "birth_date", "gender", "national_id", "national_id_agency",
            "national_id_country", "birth_country", "citizenship", "email", "address", "country",
        )
    }  # fmt: skip
    assert [item.message for item in columns.findings if "wallet" in item.message]


# -- languages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["assessments[0]/title@nl", "assessments[0]/title (nl)"])
def test_a_text_in_a_language(table: Make, heading: str) -> None:
    columns = columns_of(table([["name", heading]]))
    data: dict[str, Any] = {"language": "en", "assessments": [{"title": "Written exam"}]}
    columns.columns[1].target.put(data, "Schriftelijk examen")
    assert data["assessments"][0]["title"] == {"en": "Written exam", "nl": "Schriftelijk examen"}


# -- the mapping file --------------------------------------------------------------------------------


def test_a_mapping_file(folder: Path, table: Make) -> None:
    (folder / "m.toml").write_text(
        'dates = "day-month-year"\nrequired = ["email"]\n'
        '[columns]\n"Cijfer" = "grade: Written exam"\n"Opmerking" = ""\n[defaults]\ncitizenship = "NL"\n'
    )
    mapping = read_mapping(folder / "m.toml")
    columns = columns_of(table([["name", "CIJFER", "opmerking"]]), mapping)
    assert paths(columns)[1] == "assessments[0]/grade"
    assert columns.findings == []
    assert [(target.path, text) for target, text in columns.defaults] == [("owner/nationalities", "NL")]
    assert [target.name for target in columns.required] == ["value"]
    assert mapping.dates == "day-month-year"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("columns = 3", "something of columns"),
        ("[columns]\nA = 3", "something of columns"),
        ("[colums]", "says colums"),
        ('dates = "european"', "something of dates"),
        ("required = 'x'", "something of required"),
        ("x", "is no TOML"),
        ("a = '\udcff'", "is no TOML"),
    ],
)
def test_mapping_files_that_make_no_sense(folder: Path, text: str, message: str) -> None:
    (folder / "m.toml").write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(UsageError, match=message):
        read_mapping(folder / "m.toml")


def test_a_mapping_file_that_is_not_there(folder: Path) -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        read_mapping(folder / "no.toml")


@pytest.mark.parametrize(
    "mapping", [ColumnMapping(defaults={"citizenshp": "NL"}), ColumnMapping(required=("citizenshp",))]
)
def test_a_mapping_that_names_no_field(table: Make, mapping: ColumnMapping) -> None:
    with pytest.raises(UsageError, match="Is citizenship meant"):
        columns_of(table([["name"]]), mapping)


def test_places() -> None:
    assert [place(7, index) for index in (0, 25, 26, 701, 702)] == ["A7", "Z7", "AA7", "ZZ7", "AAA7"]
    assert place(7, 3, "Recipients") == "Recipients!D7"
