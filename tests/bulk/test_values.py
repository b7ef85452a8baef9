"""What cells become: dates, countries, texts, and what is refused instead of guessed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from eportfolio.bulk.headings import FIELDS
from eportfolio.bulk.tables import Unusable
from eportfolio.bulk.targets import resolve
from eportfolio.bulk.values import CellError, value_of

from .conftest import TEMPLATE

ISO = "urn:iso:std:iso:3166:-1"


def value(cell: Any, field: str, order: str = "") -> Any:
    path = FIELDS[field][0] if field in FIELDS else field
    return value_of(cell, resolve(path, TEMPLATE, key="Oven test" if field == "grade" else ""), order)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (datetime.datetime(1991, 4, 2), {"edtf": "1991-04-02"}),
        (datetime.date(1991, 4, 2), {"edtf": "1991-04-02"}),
        (datetime.datetime(1991, 4, 2, 9, 30), {"edtf": "1991-04-02", "verbatim": "1991-04-02T09:30:00"}),
        ("1991-04-02", {"edtf": "1991-04-02"}),
        ("1991-04-02T00:00:00Z", {"edtf": "1991-04-02"}),
        ("1991-04-02 00:00:00", {"edtf": "1991-04-02"}),
        ("1991-04", {"edtf": "1991-04"}),
        ("1991", {"edtf": "1991"}),
        ("1991~", {"edtf": "1991~"}),
    ],
)
def test_dates(cell: Any, expected: dict[str, str]) -> None:
    assert value(cell, "birth_date") == expected


@pytest.mark.parametrize("text", ["03/04/2001", "3-4-2001", "03.04.2001", "25/12/2001"])
def test_the_order_of_day_and_month_is_never_guessed(text: str) -> None:
    with pytest.raises(CellError) as caught:
        value(text, "birth_date")
    assert "nobody told" in caught.value.reason
    assert caught.value.text == text


@pytest.mark.parametrize(("order", "expected"), [("day-month-year", "2001-04-03"), ("month-day-year", "2001-03-04")])
@pytest.mark.parametrize("text", ["03/04/2001", "3.4.2001"])
def test_the_order_that_was_told(order: str, expected: str, text: str) -> None:
    assert value(text, "birth_date", order) == {"edtf": expected}


@pytest.mark.parametrize(
    ("text", "order"),
    [("2 April 1991", ""), ("36892", ""), ("1991-02-30", ""), ("31/02/2001", "day-month-year"), ("soon", "")],
)
def test_what_is_no_date(text: str, order: str) -> None:
    with pytest.raises(CellError):
        value(text, "birth_date", order)


@pytest.mark.parametrize("text", ["NL", "nl", "NLD", "http://publications.europa.eu/resource/authority/country/NLD"])
def test_countries_by_code(text: str) -> None:
    assert value(text, "country") == {"scheme": ISO, "notation": "NL"}


@pytest.mark.parametrize("text", ["Netherlands", "nederland", "Niederlande", "Pays-Bas"])
def test_countries_by_name_keep_the_name(text: str) -> None:
    assert value(text, "country") == {"scheme": ISO, "notation": "NL", "label": text}


@pytest.mark.parametrize(("text", "code"), [("UK", "GB"), ("EL", "GR"), ("XK", "XK")])
def test_codes_of_the_european_union(text: str, code: str) -> None:
    assert value(text, "country")["notation"] == code


@pytest.mark.parametrize("text", ["Atlantis", "N", "ZZ", "Dutch"])
def test_what_is_no_country(text: str) -> None:
    with pytest.raises(CellError) as caught:
        value(text, "country")
    assert caught.value.text == text


def test_several_citizenships() -> None:
    assert [one["notation"] for one in value("NL; Croatia", "citizenship")] == ["NL", "HR"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("female", {"notation": "female"}),
        ("M", {"notation": "male"}),
        ("http://publications.europa.eu/resource/authority/human-sex/FEMALE", {"notation": "female"}),
        ("vrouw", {"label": "vrouw"}),
    ],
)
def test_genders(text: str, expected: dict[str, str]) -> None:
    assert value(text, "gender") == expected


def test_texts_concepts_and_flags() -> None:
    assert value("8,5", "grade") == "8,5"
    assert value("passed with honours", "qualifications[0]/description") == {"text": "passed with honours"}
    assert value("final", "assessments[0]/grade_status") == {"label": "final"}
    assert value("https://example.org/final", "assessments[0]/grade_status") == {"uri": "https://example.org/final"}
    assert value("Street 1\nHouse 2", "street") == ["Street 1", "House 2"]
    assert value("no", "owner/names[0]/never_export") is False
    assert value(True, "owner/names[0]/never_export") is True


@pytest.mark.parametrize(
    ("cell", "field"),
    [
        (True, "family_name"),
        (datetime.datetime(2001, 4, 3), "grade"),
        ("a\x00b", "family_name"),
        ("1.23457E+15", "national_id"),
        ("perhaps", "owner/names[0]/never_export"),
        (Unusable("is broken", "Repair it.", "x"), "family_name"),
    ],
)
def test_what_cannot_be_used(cell: Any, field: str) -> None:
    with pytest.raises(CellError) as caught:
        value(cell, field)
    assert caught.value.hint


def test_a_grade_in_scientific_notation_is_a_grade() -> None:
    assert value("1.5E+2", "grade") == "1.5E+2"
