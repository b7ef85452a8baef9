"""Reading tables: delimiters, encodings, workbooks, formulas, limits, broken and hostile files."""

from __future__ import annotations

import datetime
import sys
import zipfile
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eportfolio.bulk.tables import Row, TableLimits, Unusable, open_table
from eportfolio.report.errors import EportfolioError, MissingExtraError, UnreadableError, UnsafeError, UsageError

from .conftest import Make


def read(path: Path, **more: Any) -> list[Row]:
    table = open_table(path, **more)
    with closing(table):
        return list(table.rows())


def cells(path: Path, **more: Any) -> list[tuple[Any, ...]]:
    return [row.cells for row in read(path, **more)]


# -- text with delimiters ----------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_from_the_headings(table: Make, delimiter: str) -> None:
    path = table([["given_name", "family_name"], ["Noor", "van Dijk, gen. Okonkwo; jr"]], delimiter=delimiter)
    assert cells(path) == [("given_name", "family_name"), ("Noor", "van Dijk, gen. Okonkwo; jr")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_that_tell_themselves(table: Make, encoding: str) -> None:
    path = table([["given_name"], ["Zoë"]], encoding=encoding)
    assert cells(path) == [("given_name",), ("Zoë",)]


def test_an_encoding_that_tells_nothing_is_refused_with_its_line(table: Make) -> None:
    path = table([["given_name"], ["Noor"], ["Zoë"]], encoding="windows-1252")
    with pytest.raises(UnreadableError) as caught:
        open_table(path)
    assert (caught.value.finding.name, caught.value.finding.line) == ("wrong-encoding", 3)
    assert "UTF-8" in caught.value.finding.hint


def test_a_character_that_is_cut_off_at_the_end_is_refused(folder: Path) -> None:
    (folder / "a.csv").write_bytes("given_name\nZoë".encode()[:-1])
    with pytest.raises(UnreadableError, match="line 2"):
        open_table(folder / "a.csv")


def test_numbers_and_lines_of_rows(folder: Path) -> None:
    (folder / "a.csv").write_text('name,address\n"Noor","Street 1\nUtrecht"\n\nMilan,here\n')
    assert [(row.number, row.line, row.blank) for row in read(folder / "a.csv")] == [
        (1, 1, False),
        (2, 2, False),
        (3, 4, True),
        (4, 5, False),
    ]


def test_empty_cells_and_white_space(folder: Path) -> None:
    (folder / "a.csv").write_text("name, email ,x\n Noor ,,\u00a0\n")
    assert cells(folder / "a.csv") == [("name", "email", "x"), ("Noor", None, None)]


def test_an_error_of_a_spreadsheet_is_no_text(folder: Path) -> None:
    (folder / "a.csv").write_text("name,grade\nNoor,#N/A\n")
    assert isinstance(cells(folder / "a.csv")[1][1], Unusable)


def test_a_quotation_mark_that_is_not_closed(folder: Path) -> None:
    (folder / "a.csv").write_text('name,email\nNoor,n@example.org\n"Milan,m@example.org\n')
    with pytest.raises(UnreadableError) as caught:
        read(folder / "a.csv")
    assert caught.value.finding.line == 3


def test_a_cell_without_end_is_unsafe(folder: Path) -> None:
    (folder / "a.csv").write_text("name\n" + "x" * 200_000)
    with pytest.raises(UnsafeError, match="too long"):
        read(folder / "a.csv")


@pytest.mark.parametrize(
    ("limits", "what"),
    [(TableLimits(rows=2), "rows"), (TableLimits(columns=1), "columns"), (TableLimits(file_bytes=5), "bytes")],
)
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_limits(table: Make, limits: TableLimits, what: str, name: str) -> None:
    path = table([["name", "email"], ["Noor", "n@example.org"], ["Milan", "m@example.org"]], name)
    with pytest.raises(UnsafeError, match=what):
        read(path, limits=limits)


@pytest.mark.parametrize("content", [b"", b"  \n "])
def test_an_empty_file(folder: Path, content: bytes) -> None:
    (folder / "a.csv").write_bytes(content)
    with pytest.raises(UnreadableError, match="is empty"):
        open_table(folder / "a.csv")


def test_a_file_that_is_not_there(folder: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be opened"):
        open_table(folder / "no.csv")


def test_text_has_no_sheets(table: Make) -> None:
    with pytest.raises(UsageError, match="no sheets"):
        open_table(table([["name"]]), sheet="Recipients")


# -- workbooks ---------------------------------------------------------------------------------------


def test_values_of_a_workbook(table: Make) -> None:
    path = table(
        [["a", "b", "c", "d", "e", "f"],
         ["00123", 12345678, 8.5, True, datetime.datetime(1991, 4, 2), datetime.datetime(2026, 7, 3, 9, 30)]],
        "a.xlsx",
    )  # fmt: skip
    assert cells(path)[1] == (
        "00123", "12345678", "8.5", True, datetime.datetime(1991, 4, 2), datetime.datetime(2026, 7, 3, 9, 30)
    )  # fmt: skip


def test_numbers_are_as_the_table_shows_them(table: Make) -> None:
    path = table(
        [["a", "b", "c", "d"], [123, 8, 8.25, 12.0]], "a.xlsx", formats={"A2": "000000", "B2": "0.0", "C2": "0.0"}
    )
    assert cells(path)[1] == ("000123", "8.0", "8.25", "12")


def test_a_number_of_which_digits_are_lost_is_no_identifier(table: Make) -> None:
    path = table([["a"], [1234567890123456789]], "a.xlsx")
    assert isinstance(cells(path)[1][0], Unusable)


@pytest.mark.parametrize("value", [datetime.time(9, 30), datetime.timedelta(hours=3)])
def test_a_time_of_day_is_no_value(table: Make, value: object) -> None:
    assert isinstance(cells(table([["a"], [value]], "a.xlsx"))[1][0], Unusable)


def test_a_formula_that_was_never_computed(table: Make) -> None:
    path = table([["a", "b"], ["Noor", '=CONCATENATE("8",".5")']], "a.xlsx")
    (_, (first, second)) = cells(path)
    assert first == "Noor"
    assert isinstance(second, Unusable)
    assert "formula" in second.reason


def _saved(path: Path, before: str, after: str) -> Path:
    """The workbook with a part of its first sheet replaced, as another program would have saved it."""
    target = path.with_name("saved.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as made:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                assert before.encode() in data
                data = data.replace(before.encode(), after.encode())
            made.writestr(member, data)
    return target


def test_a_formula_has_the_value_that_was_saved(table: Make) -> None:
    path = table([["a"], ["=4+4.5"]], "a.xlsx")
    saved = _saved(path, "<f>4+4.5</f><v></v>", "<f>4+4.5</f><v>8.5</v>")
    assert cells(saved)[1] == ("8.5",)


def test_a_formula_may_have_the_empty_text_as_value(table: Make) -> None:
    path = table([["a", "b"], ["Noor", '=""']], "a.xlsx")
    saved = _saved(path, '<c r="B2"><f>""</f><v></v></c>', '<c r="B2" t="str"><f>""</f><v></v></c>')
    assert cells(saved)[1] == ("Noor", None)


def test_an_error_in_a_workbook(table: Make) -> None:
    (value,) = cells(table([["a"], ["#REF!"]], "a.xlsx"))[1]
    assert isinstance(value, Unusable)


def test_rows_beyond_the_size_that_a_file_claims_are_read(table: Make) -> None:
    path = table([["a"], ["Noor"], ["Milan"]], "a.xlsx")
    saved = _saved(path, '<dimension ref="A1:A3"', '<dimension ref="A1:A1"')
    assert cells(saved) == [("a",), ("Noor",), ("Milan",)]


def test_sheets(folder: Path) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Lists"
    book.active.sheet_state = "hidden"
    for name in ("Recipients", "Other"):
        book.create_sheet(name).append([name])
    book.save(folder / "a.xlsx")
    with closing(open_table(folder / "a.xlsx")) as opened:
        assert opened.sheet == "Recipients"
    assert cells(folder / "a.xlsx", sheet="Other") == [("Other",)]
    with pytest.raises(UsageError) as caught:
        open_table(folder / "a.xlsx", sheet="Recipient")
    assert "Lists, Recipients, Other" in caught.value.finding.hint


def test_more_rows_than_are_read_at_once(table: Make) -> None:
    path = table([["a"], *([str(number)] for number in range(999))], "a.xlsx")
    assert [row.number for row in read(path)] == list(range(1, 1001))


def test_the_extra_is_named(table: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table([["a"]], "a.xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtraError, match=r"\[table\]"):
        open_table(path)


# -- anything ----------------------------------------------------------------------------------------


@given(st.binary() | st.text().map(str.encode) | st.binary().map(b"PK\x03\x04".__add__))
def test_no_bytes_raise_anything_but_our_errors(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    with suppress(EportfolioError):
        assert all(len(row.cells) <= len(data) + 1 for row in read(path))


# -- broken and hostile workbooks --------------------------------------------------------------------


def test_an_old_or_encrypted_workbook(folder: Path) -> None:
    (folder / "a.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    with pytest.raises(UnreadableError, match="password"):
        open_table(folder / "a.xls")


def test_an_archive_that_is_no_workbook(folder: Path) -> None:
    with zipfile.ZipFile(folder / "a.ods", "w") as archive:
        archive.writestr("content.xml", "<a/>")
    with pytest.raises(UnreadableError, match="no workbook"):
        open_table(folder / "a.ods")


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/worksheets/sheet1.xml", b""),
        ("xl/worksheets/sheet1.xml", b'<worksheet><sheetData><row r="1"><c r="A1"><v>8'),
        ("xl/worksheets/sheet1.xml", b"nothing"),
        ("xl/workbook.xml", b""),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/styles.xml", b"<a"),
        ("[Content_Types].xml", b"nothing"),
    ],
)
def test_a_broken_part(table: Make, part: str, content: bytes) -> None:
    path = table([["a"], ["Noor"]], "a.xlsx")
    broken = path.with_name("b.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(broken, "w") as made:
        for member in source.infolist():
            made.writestr(member, content if member.filename == part else source.read(member))
    with pytest.raises(UnreadableError) as caught:
        cells(broken)
    assert caught.value.finding.name == "not-well-formed"


@pytest.mark.parametrize("size", [10, 500, 3000])
def test_a_workbook_that_was_cut_off(table: Make, size: int) -> None:
    path = table([["a"], ["Noor"]], "a.xlsx")
    path.write_bytes(path.read_bytes()[:size])
    with pytest.raises(UnreadableError):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(table: Make, encoding: str) -> None:
    path = table([["a"]], "a.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><a>&b;</a>'
        archive.writestr("xl/worksheets/sheet2.xml", bomb.encode(encoding))
    with pytest.raises(UnsafeError, match="document type"):
        open_table(path)


def test_a_workbook_that_grows_beyond_the_limit(table: Make) -> None:
    path = table([["a"]], "a.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 3_000_000)
    assert path.stat().st_size < 20_000
    with pytest.raises(UnsafeError, match="unpacked"):
        open_table(path, limits=TableLimits(inflated_bytes=2_000_000))


@pytest.mark.parametrize("place", ["A99999999999", "ZZZZZZZZ1", "XFD2", "A0", "é1"])
def test_cells_in_impossible_places(table: Make, place: str) -> None:
    path = table([["a"], ["Noor"]], "a.xlsx")
    saved = _saved(path, 'r="A2"', f'r="{place}"')
    with suppress(UnreadableError):  # and nothing else is raised
        assert len(read(saved)) <= 2


def test_a_row_far_below_costs_no_more_than_the_limit(table: Make) -> None:
    path = table([["a"], ["Noor"]], "a.xlsx")
    saved = _saved(path, '<row r="2">', '<row r="99999999">')
    saved2 = saved.rename(saved.with_name("again.xlsx"))
    with pytest.raises(UnreadableError):
        read(saved2, limits=TableLimits(rows=10_000))
