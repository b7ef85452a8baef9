"""How long somebody worked: a union on the calendar, weighted by working time, with the margin of vague dates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from eportfolio.matching.spans import Practised, practised, share_of
from eportfolio.model import Portfolio

TODAY = date(2026, 1, 1)


def work(*jobs: dict[str, Any]) -> Practised:
    experiences = [{"kind": "employment", "positions": [{"occupation": {"uri": "urn:x:job"}}], **job} for job in jobs]
    portfolio = Portfolio.model_validate({"experiences": experiences})
    return practised(portfolio.experiences, TODAY)["urn:x:job"]


def span(start: str, end: str = "", **more: Any) -> dict[str, Any]:
    period = {"start": start, "end": end} if end else {"start": start, "ongoing": True}
    return {"period": period, **more}


def test_two_jobs_at_one_time_are_no_two_years() -> None:
    assert work(span("2020-01-01", "2020-12-31"), span("2020-01-01", "2020-12-31")).least == pytest.approx(1, abs=0.01)


def test_half_a_job_is_half_a_year_and_two_halves_are_a_whole() -> None:
    half = span("2020-01-01", "2020-12-31", working_time="0.5 FTE")
    assert work(half).least == pytest.approx(0.5, abs=0.01)
    assert work(half, half).least == pytest.approx(1, abs=0.01)


def test_years_leave_a_margin() -> None:
    found = work(span("2015", "2018"))
    assert (found.least, found.most) == (pytest.approx(2, abs=0.02), pytest.approx(4, abs=0.02))


def test_what_goes_on_is_counted_until_today_and_what_is_unknown_not_at_all() -> None:
    assert work(span("2024-01-01")).least == pytest.approx(2, abs=0.01)
    assert work({"period": {"start": "2024-01-01"}}).least == 0


def test_the_future_does_not_count() -> None:
    assert work(span("2025-01-01", "2030-01-01")).least == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("text", "share"), [("0.8 FTE", 0.8), ("80 %", 0.8), ("80%", 0.8), ("0,4 fte", 0.4), ("120 %", 1.0),
                        ("full-time", 1.0), ("", 1.0), (None, 1.0), ({"en": "50 per cent"}, 0.5)],
)  # fmt: skip
def test_a_share_is_told_by_a_text(text: object, share: float) -> None:
    assert share_of(text) == pytest.approx(share)
