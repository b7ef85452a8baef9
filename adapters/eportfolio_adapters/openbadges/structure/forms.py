"""The forms of texts: addresses, dates, languages.  Each test takes time in proportion to the text."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import Any, Final

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s\x00-\x20<>\"{}|\\^`]+")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,8}")
_ENVELOPED: Final = re.compile(r"data:application/(?:vc|vp)(?:-ld)?\+[a-z-]+(?:;[^,;\s]*)*,\S")
_TIME_STAMP: Final = re.compile(
    r"(-?(?:[1-9][0-9]{4,8}|[0-9]{4}))-([0-9]{2})-([0-9]{2})[Tt]([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
    r"([Zz]|[+-](?:[0-9]{2}):[0-9]{2})"
)
_ISO: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
    r"(?:T[0-2][0-9](?::?[0-5][0-9](?::?[0-6][0-9](?:[.,][0-9]+)?)?)?(?:Z|[+-][0-2][0-9](?::?[0-5][0-9])?)?)?"
)
_LAST_SECOND: Final = 9_999_999_999


def is_url(text: str) -> bool:
    """Whether a text is an absolute address: a scheme, a colon, and something without blanks (RFC 3986)."""
    return _URL.fullmatch(text) is not None


def is_language(text: str) -> bool:
    """Whether a text has the form of a language tag (BCP 47)."""
    return _LANGUAGE.fullmatch(text) is not None


def is_enveloped(text: str) -> bool:
    """Whether a text is a data address that holds a secured credential or presentation (VC Data Model 2.0, 4.13)."""
    return _ENVELOPED.match(text[:200]) is not None


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar, such as ``2024-06-30`` (RFC 3339, full-date)."""
    match = _ISO.fullmatch(text)
    return len(text) == 10 and match is not None and _exists(*(int(part) for part in match.groups()))


def is_time_stamp(text: str) -> bool:
    """Whether a text is a date and time with its zone that exists in the calendar (RFC 3339, date-time)."""
    match = _TIME_STAMP.fullmatch(text)
    if match is None or not _exists(*(int(part) for part in match.groups()[:3])):
        return False
    hour, minute, second = (int(part) for part in match.groups()[3:6])
    zone = match[8]
    if zone not in "Zz" and (int(zone[1:3]) > 23 or int(zone[4:6]) > 59):
        return False
    return minute < 60 and second <= 60 and (hour < 24 or (hour == 24 and not minute and not second))


def is_moment(value: Any) -> bool:
    """Whether a value is a date of Open Badges before 3.0: ISO 8601 with or without time and zone, or Unix seconds."""
    if isinstance(value, int) and not isinstance(value, bool):
        return 0 <= value <= _LAST_SECOND
    if not isinstance(value, str):
        return False
    match = _ISO.fullmatch(value)
    if match is None:
        return value.isascii() and value.isdigit() and len(value) == 10
    return _exists(*(int(part) for part in match.groups()))


def looks_like_date(text: str) -> bool:
    """Whether a text is written as a date or a date and time is, though it may be none."""
    return _TIME_STAMP.fullmatch(text) is not None or _ISO.fullmatch(text) is not None


def moment(text: Any) -> datetime | None:
    """The moment that a date and time with its zone names; ``None`` when it is none, or none that Python can hold."""
    if not isinstance(text, str) or not is_time_stamp(text):
        return None
    match = _TIME_STAMP.fullmatch(text)
    assert match is not None
    try:
        day = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=UTC)
    except ValueError:
        return None
    zone = match[8]
    ahead = timedelta()
    if zone not in "Zz":
        ahead = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:6])) * (1 if zone[0] == "+" else -1)
    fraction = float((match[7] or ".0")[:8])
    try:
        return day + timedelta(hours=int(match[4]), minutes=int(match[5]), seconds=int(match[6]) + fraction) - ahead
    except OverflowError:
        return None


def _exists(year: int, month: int, day: int) -> bool:
    """Whether a day is in the calendar; leap years repeat every 400 years."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(abs(year) % 400 + 2000, month)[1]
