"""Dates of the calendar, as far as formats spell them: a year, a month or a day."""

from __future__ import annotations

from datetime import date as Day  # noqa: N812 - "date" is what the functions here are about
from functools import lru_cache


@lru_cache(maxsize=1024)
def exists(date: str) -> bool:
    """Whether a date of the form ``2002``, ``2002-08`` or ``2002-08-01`` is in the calendar (ISO 8601; no year 0)."""
    year, month, day = (*(int(part) for part in date.split("-")), 1, 1)[:3]
    try:
        Day(year, month, day)
    except ValueError:
        return False
    return True
