"""Dates as stretches of days: what a partial date says for certain, and nothing more."""

from __future__ import annotations

import re
from datetime import date as Day  # noqa: N812 - "date" is a field of the model
from typing import Final, NamedTuple

from ...model import PartialDate

_PLAIN: Final = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_MONTHS: Final = 12

_YearMonthDay = tuple[int, int, int]


class Span(NamedTuple):
    """The days that a date may mean.

    Attributes:
        first: the earliest of them: year, month, day.
        last: the latest of them; the 31st stands for the end of any month.
    """

    first: _YearMonthDay
    last: _YearMonthDay

    def surely_after(self, other: Span) -> bool:
        """Whether every day of this one comes after every day of the other."""
        return self.first > other.last


def span(date: PartialDate | None) -> Span | None:
    """The days that a date may mean.

    ``None`` where its precision does not tell: approximate and uncertain dates, unspecified digits, seasons, years
    of more than four digits (EDTF level 1, ISO 8601-2:2019), and dates in words only.
    """
    match = _PLAIN.fullmatch(date.edtf) if date is not None and date.edtf else None
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if month > _MONTHS:
        return None
    return Span((year, month or 1, day or 1), (year, month or _MONTHS, day or 31))


def day_span(day: Day) -> Span:
    """One day of the calendar."""
    return Span((day.year, day.month, day.day), (day.year, day.month, day.day))
