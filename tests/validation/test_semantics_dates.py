"""Dates: periods that run backwards, and dates that make no sense where they stand."""

from __future__ import annotations

from datetime import date

import pytest

from eportfolio.model import PartialDate
from eportfolio.validation.semantics.spans import span

PERIOD = "/experiences/0/period"


def period(**given):
    return {"experiences": [{"title": "work", "period": given}]}


def born(day, **portfolio):
    return {"owner": {"birth_date": day}, **portfolio}


# -- periods -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end"),
    [("2020", "2019"), ("2019-06", "2019-05"), ("2019-05-02", "2019-05-01"), ("2019-06", "2018"), ("0001", "-0001")],
)
def test_period_reversed(found, start, end) -> None:
    assert found(**period(start=start, end=end)) == [("period-reversed", f"{PERIOD}/end")]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2019", "2019-05"), ("2019-06", "2019"), ("2019", "2019"), ("2019-05-31", "2019-05"),
        ("2020~", "2019"), ("2020", "2019?"), ("2020%", "2019"), ("202X", "2019"), ("2020-XX", "2019"),
        ("2020-21", "2019"), ("2020", "2019-24"), ("Y20200", "2019"),
    ],
)  # fmt: skip
def test_period_is_not_judged_beyond_its_precision(found, start, end) -> None:
    assert found(**period(start=start, end=end)) == []


def test_date_in_words_is_not_judged(found) -> None:
    assert found(**period(start={"verbatim": "2020"}, end={"verbatim": "2019"})) == []


def test_reversed_period_of_a_position_in_a_variant(found) -> None:
    inner = {"language": "nl", "experiences": [{"positions": [{"period": {"start": "2020", "end": "2019"}}]}]}
    assert found(variants=[inner]) == [("period-reversed", "/variants/0/experiences/0/positions/0/period/end")]


def test_ongoing_period_whose_end_has_passed(found) -> None:
    assert found(**period(start="2018", end="2019", ongoing=True)) == [("unlikely-date", f"{PERIOD}/end")]


@pytest.mark.parametrize(
    "given",
    [
        {"end": "2027", "ongoing": True},
        {"end": "2026", "ongoing": True},
        {"end": "2026-03-14", "ongoing": True},  # somewhere it is still yesterday
        {"end": "2019~", "ongoing": True},
        {"end": "2019", "ongoing": False},
        {"end": "2019"},
        {"start": "2019", "ongoing": True},
    ],
)
def test_ongoing_period(found, given) -> None:
    assert found(**period(**given)) == []


# -- before birth ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("portfolio", "at"),
    [
        ({"qualifications": [{"issued": "1979"}]}, "/qualifications/0/issued"),
        ({"entitlements": [{"issued": "1979-12-31"}]}, "/entitlements/0/issued"),
        ({"assessments": [{"issued": "1979"}]}, "/assessments/0/issued"),
        (period(start="1970"), f"{PERIOD}/start"),
        (
            {"experiences": [{"positions": [{"period": {"start": "1970"}}]}]},
            "/experiences/0/positions/0/period/start",
        ),
        ({"achievements": [{"kind": "publication", "date": "1970"}]}, "/achievements/0/date"),
        (
            {"languages": [{"language_certificates": [{"date": "1970"}]}]},
            "/languages/0/language_certificates/0/date",
        ),
        (
            {"variants": [{"language": "nl", "qualifications": [{"issued": "1979"}]}]},
            "/variants/0/qualifications/0/issued",
        ),
    ],
)
def test_before_birth(found, portfolio, at) -> None:
    assert found(**born("1980-01-01", **portfolio)) == [("unlikely-date", at)]


@pytest.mark.parametrize(
    ("birth", "issued"),
    [("1980", "1980"), ("1980-05", "1980-05"), ("1980", "1981"), ("1980?", "1970"), ("1980", "197X")],
)
def test_not_before_birth(found, birth, issued) -> None:
    assert found(**born(birth, qualifications=[{"issued": issued}])) == []


# -- valid until -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["qualifications", "entitlements", "credentials"])
def test_valid_until_before_it_was_given(found, name) -> None:
    assert found(**{name: [{"issued": "2015", "valid_until": "2014"}]}) == [("unlikely-date", f"/{name}/0/valid_until")]
    assert found(**{name: [{"issued": "2015", "valid_until": "2015-01"}]}) == []


def test_credential_that_ceases_before_it_begins(found) -> None:
    at = ("unlikely-date", "/credentials/0/valid_until")
    assert found(credentials=[{"issued": "2013", "valid_from": "2016", "valid_until": "2015"}]) == [at]
    assert found(credentials=[{"issued": "2016", "valid_from": "2016", "valid_until": "2015"}]) == [at]
    assert found(credentials=[{"issued": "2013", "valid_from": "2015", "valid_until": "2015"}]) == []


def test_accreditation_that_ceased_before_it_was_given(found) -> None:
    school = {"name": "School", "accreditations": [{"issued": "2015", "valid_until": "2014"}]}
    assert found(qualifications=[{"awarding_bodies": [school]}]) == [
        ("unlikely-date", "/qualifications/0/awarding_bodies/0/accreditations/0/valid_until")
    ]


def test_school_may_be_older_than_its_pupil(found) -> None:
    school = {"name": "School", "accreditations": [{"issued": "1970"}], "identifiers": [{"issued": "1970"}]}
    assert found(**born("1980", qualifications=[{"awarding_bodies": [school]}])) == []


def test_assertion_that_ceased_before_it_was_made(found) -> None:
    assertion = {"asserted_by": "peer", "date": "2015", "valid_until": "2014"}
    assert found(competences=[{"label": "mine", "assertions": [assertion]}]) == [
        ("unlikely-date", "/competences/0/assertions/0/valid_until")
    ]


# -- the future --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("portfolio", "at"),
    [
        ({"qualifications": [{"issued": "2027"}]}, "/qualifications/0/issued"),
        ({"qualifications": [{"issued": "2026-03-17", "status": "awarded"}]}, "/qualifications/0/issued"),
        ({"entitlements": [{"issued": "2026-04"}]}, "/entitlements/0/issued"),
        ({"credentials": [{"issued": "2030"}]}, "/credentials/0/issued"),
        ({"assessments": [{"issued": "2030"}]}, "/assessments/0/issued"),
        ({"owner": {"identifiers": [{"issued": "2030"}]}}, "/owner/identifiers/0/issued"),
        (
            {"qualifications": [{"specification": {"accreditations": [{"issued": "2030"}]}}]},
            "/qualifications/0/specification/accreditations/0/issued",
        ),
        ({"achievements": [{"kind": "award", "date": "2027"}]}, "/achievements/0/date"),
        ({"owner": {"birth_date": "2027"}}, "/owner/birth_date"),
        (
            {"competences": [{"label": "mine", "levels": [{"purpose": "achieved", "date": "2027"}]}]},
            "/competences/0/levels/0/date",
        ),
        (
            {"competences": [{"label": "mine", "assertions": [{"asserted_by": "peer", "date": "2027"}]}]},
            "/competences/0/assertions/0/date",
        ),
    ],
)
def test_achieved_in_the_future(found, portfolio, at) -> None:
    assert found(**portfolio) == [("unlikely-date", at)]


@pytest.mark.parametrize(
    "portfolio",
    [
        {"qualifications": [{"issued": "2026"}]},
        {"qualifications": [{"issued": "2026-03-16"}]},  # somewhere it is tomorrow already
        {"qualifications": [{"issued": "2027?"}]},
        {"qualifications": [{"issued": "2027", "status": "enrolled"}]},
        {"qualifications": [{"issued": "2020", "valid_until": "2030"}]},
        {"credentials": [{"issued": "2026", "valid_from": "2027", "valid_until": "2030"}]},
        {"achievements": [{"kind": "presentation", "date": "2027"}]},
        {"competences": [{"label": "mine", "levels": [{"purpose": "target", "date": "2027"}]}]},
        period(start="2027", end="2028"),
    ],
)
def test_what_may_lie_ahead(found, portfolio) -> None:
    assert found(**portfolio) == []


def test_today_is_the_present_day_unless_it_is_given(say) -> None:
    from eportfolio.model.canonical import from_data
    from eportfolio.validation.semantics import findings

    portfolio = {"qualifications": [{"issued": "2999"}]}
    assert [item.name for item in findings(from_data(portfolio))] == ["unlikely-date"]
    assert say(today=date(3000, 1, 1), **portfolio) == []


def test_values_are_kept_out_of_messages(say) -> None:
    (item,) = say(**period(start="2020-02", end="2019"))
    assert item.value == "2020-02/2019"
    assert "20" not in item.message


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2002", (2002, 1, 1), (2002, 12, 31)),
        ("2002-08", (2002, 8, 1), (2002, 8, 31)),
        ("2002-08-09", (2002, 8, 9), (2002, 8, 9)),
        ("-0044", (-44, 1, 1), (-44, 12, 31)),
    ],
)
def test_span(text, first, last) -> None:
    assert span(PartialDate(edtf=text)) == (first, last)
