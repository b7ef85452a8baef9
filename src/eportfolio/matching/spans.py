"""How long somebody worked in an occupation: a union on the calendar, weighted by working time.

Two jobs at one time are no two years; half a job is half a year.  A date that is known to the month or the year only
leaves a margin, so two figures are told: what is certain, and what is possible.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..model.experiences import Experience
    from ..model.values import PartialDate, Period

DAYS_OF_A_YEAR: Final = 365.25

_SHARE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(%|per ?cent|fte)", re.IGNORECASE)
_WHOLE = {"%": 100.0, "percent": 100.0, "per cent": 100.0, "fte": 1.0}
_CALENDAR = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$")


@dataclass(frozen=True, slots=True)
class Practised:
    """Work in an occupation.

    Attributes:
        least: years of full-time work that are certain.
        most: years of full-time work that are possible.
        last: the last year; ``None`` when it is not known.
        items: ids of the experiences.
    """

    least: float
    most: float
    last: int | None
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Some days, of which a share was worked.

    Attributes:
        first: the first day.
        last: the day after the last one.
        share: 1 for full time.
    """

    first: date
    last: date
    share: float


def practised(experiences: Iterable[Experience], today: date) -> dict[str, Practised]:
    """Work in each occupation that experiences name, by the URI of the occupation.

    Args:
        experiences: the experiences that count.
        today: what goes on is counted until then.
    """
    from .holdings import last_year, same_address

    spans: dict[str, tuple[list[Span], list[Span]]] = {}
    items: dict[str, dict[str, None]] = {}
    last: dict[str, int] = {}
    for experience in experiences:
        for position in experience.positions:
            if position.occupation is None or not position.occupation.uri:
                continue
            uri = same_address(position.occupation.uri)
            certain, possible = spans.setdefault(uri, ([], []))
            share = share_of(experience.working_time)
            period = position.period or experience.period
            certain += _span(period, today, share, certain=True)
            possible += _span(period, today, share, certain=False)
            items.setdefault(uri, {}).update({experience.id: None} if experience.id else {})
            year = last_year(experience, today)
            if year is not None:
                last[uri] = max(year, last.get(uri, year))
    return {
        uri: Practised(years(certain), years(possible), last.get(uri), tuple(items[uri]))
        for uri, (certain, possible) in spans.items()
    }


def years(spans: Iterable[Span]) -> float:
    """Years of full-time work in a union of spans: on each day the shares add up, to one whole job at most."""
    changes: dict[date, list[float]] = {}
    for span in spans:
        changes.setdefault(span.first, []).append(span.share)
        changes.setdefault(span.last, []).append(-span.share)
    total, share, before = 0.0, 0.0, None
    for day in sorted(changes):
        if before is not None:
            total += min(1.0, share) * (day - before).days
        share += sum(changes[day])
        before = day
    return round(total / DAYS_OF_A_YEAR, 2)


def share_of(working_time: object) -> float:
    """The share of a whole job that a text tells, such as "0.8 FTE" or "80 %"; 1 when it tells none."""
    text = working_time if isinstance(working_time, str) else next(iter(getattr(working_time, "values", list)()), "")
    found = _SHARE.match(str(text))
    if found is None:
        return 1.0
    return min(1.0, float(found[1].replace(",", ".")) / _WHOLE[found[2].lower()])


def _span(period: Period | None, today: date, share: float, *, certain: bool) -> list[Span]:
    """The days of a period that are certain, or that are possible."""
    if period is None:
        return []
    start = _bounds(period.start)
    end = (today, today) if period.ongoing else _bounds(period.end)
    if start is None or end is None:
        return []
    first, last = (start[1], end[0]) if certain else (start[0], end[1])
    after = min(last, today) + timedelta(days=1)
    return [Span(first, after, share)] if first < after else []


def _bounds(moment: PartialDate | None) -> tuple[date, date] | None:
    """The first and the last day that a date can mean; ``None`` when it is not known to the year."""
    found = _CALENDAR.match(moment.edtf or "") if moment is not None else None
    if found is None or found[1] == "0000":
        return None
    year, month, day = int(found[1]), found[2], found[3]
    if day is not None:
        return date(year, int(month), int(day)), date(year, int(month), int(day))
    if month is not None:
        return date(year, int(month), 1), date(year, int(month), monthrange(year, int(month))[1])
    return date(year, 1, 1), date(year, 12, 31)
