"""Dates that are known in part (EDTF level 1), as far as profiles count with them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

_DATE = re.compile(r"(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?")


def precision_of(edtf: str) -> str:
    """How precisely a date is known: ``year``, ``month`` or ``day``; empty when it is uncertain or no plain date."""
    found = _DATE.fullmatch(edtf)
    if found is None:
        return ""
    month, day = _number(found[2]), _number(found[3])
    if not 1 <= month <= 12:  # unknown, or a season
        return "year"
    return "day" if day else "month"


def latest_day(edtf: str) -> date | None:
    """The last day that a date can mean; ``None`` when it cannot be counted with."""
    found = _DATE.fullmatch(edtf.rstrip("?~%"))
    if found is None:
        return None
    year, month, day = int(found[1]), _number(found[2]), _number(found[3])
    if not 1 <= month <= 12:
        month, day = 12, 31
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def so_long_before(day: date, duration: str) -> date:
    """The day that lies a duration of ISO 8601 before another; the first of the calendar when it is too long.

    Args:
        day: the later day.
        duration: see :data:`eportfolio.exchange.issuer.DURATION`.
    """
    from ..exchange.issuer import DURATION

    found = DURATION.fullmatch(duration)
    years, months, weeks, days = (int(part or 0) for part in found.groups()) if found else (0, 0, 0, 0)
    total = day.year * 12 + day.month - 1 - years * 12 - months
    if total < 12:
        return date.min
    year, month = divmod(total, 12)
    back = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    try:
        return back - timedelta(weeks=weeks, days=days)
    except OverflowError:
        return date.min


def _number(part: str | None) -> int:
    return int(part) if part and part.isdigit() else 0
