"""Dates and lengths of time as people say them (EDTF, ISO 8601-2:2019, Annex A; ISO 8601-1:2019, section 5.5.2)."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Final

Say = Callable[..., str]
"""Makes a sentence of a key and values."""

_SHAPE: Final = re.compile(r"(\d{4})(?:-(\d\d|XX))?(?:-(\d\d|XX))?")
_DECADE: Final = re.compile(r"(\d{2}|\d{3})(X{1,2})")
_QUALIFIERS: Final = {"?": ("date.perhaps",), "~": ("date.about",), "%": ("date.about", "date.perhaps")}
_LOCALES: Final = {"en": "en_GB"}


def spelled(edtf: str, language: str, say: Say) -> str:
    """A date in words, as precise as it is: ``2005-09`` as "September 2005"."""
    bare, marks = _unmarked(edtf)
    text = _plain(bare, language, say)
    for key in marks:
        text = say(key, x=text)
    return text


def when(edtf: str, language: str, say: Say) -> str:
    """A date in words as it stands in a sentence: "in September 2005", "perhaps on 3 September 2005"."""
    bare, marks = _unmarked(edtf)
    text = _plain(bare, language, say)
    if not _DECADE.fullmatch(bare):
        text = say("when.day" if re.fullmatch(r"\d{4}-\d\d-\d\d", bare) else "when.other", x=text)
    for key in marks:
        text = say(key, x=text)
    return text


def _unmarked(edtf: str) -> tuple[str, tuple[str, ...]]:
    marks = _QUALIFIERS.get(edtf[-1:], ())
    return (edtf[:-1] if marks else edtf), marks


def _plain(edtf: str, language: str, say: Say) -> str:
    decade = _DECADE.fullmatch(edtf)
    if decade is not None:
        digits, unknown = decade.groups()
        return say("date.between", start=digits + "0" * len(unknown), end=digits + "9" * len(unknown))
    shape = _SHAPE.fullmatch(edtf)
    if shape is None or shape[1] == "0000":
        return edtf
    year, month, day = shape.groups()
    if month in (None, "XX"):
        return year
    if month > "12":
        return say(f"season.{month}", x=year)
    return _in_calendar(date(int(year), int(month), 1 if day in (None, "XX") else int(day)), day, language)


def _in_calendar(moment: date, day: str | None, language: str) -> str:
    from babel.dates import format_date, format_skeleton

    locale = _LOCALES.get(language, language)
    if day in (None, "XX"):
        return format_skeleton("yMMMM", moment, locale=locale)
    return format_date(moment, "long", locale=locale)
