"""Literals, and the forms of the datatypes that the profile uses (XML Schema 1.1, part 2: Datatypes)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from typing import Final

from .nodes import Literal

XSD: Final = "http://www.w3.org/2001/XMLSchema#"

_DATE_TIME = re.compile(
    r"(-?(?:[1-9][0-9]{4,}|[0-9]{4}))-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(\.[0-9]+)?"
    r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
)
_DURATION = re.compile(
    r"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_BOOLEAN: Final = frozenset({"true", "false", "1", "0"})


def is_date_time(text: str) -> bool:
    """Whether a text is an ``xsd:dateTime`` that exists in the calendar (section 3.3.7)."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return False
    month, day, hour, minute, second = (int(part) for part in match.groups()[1:6])
    if not 1 <= month <= 12 or day < 1 or minute > 59 or second > 59:
        return False
    year = int(match[1][-4:])  # leap years repeat every 400 years, so the last four digits tell
    if day > monthrange(year % 400 + 2000, month)[1]:
        return False
    return hour < 24 or (hour == 24 and not minute and not second and not (match[7] or "").strip(".0"))


def _is_positive(text: str) -> bool:
    return _INTEGER.fullmatch(text) is not None and not text.startswith("-") and text.strip("+0") != ""


_FORMS: Final[Mapping[str, Callable[[str], bool]]] = {
    "dateTime": is_date_time,
    "duration": lambda text: _DURATION.fullmatch(text) is not None,
    "integer": lambda text: _INTEGER.fullmatch(text) is not None,
    "positiveInteger": _is_positive,
    "decimal": lambda text: _DECIMAL.fullmatch(text) is not None,
    "boolean": lambda text: text in _BOOLEAN,
}
"""The forms by name of the datatype; a text of any other datatype is in order as it stands."""


def is_well_formed(text: str, datatype: str) -> bool:
    """Whether a text has the form of its datatype.

    Args:
        text: the text of the literal.
        datatype: IRI of its datatype.
    """
    form = _FORMS.get(datatype.removeprefix(XSD))
    return form is None or form(text)


def exceeds(text: str, largest: int) -> bool:
    """Whether an integer in proper form is larger than a bound that is not negative.

    Args:
        text: the integer, of any length.
        largest: the bound.
    """
    digits = text.lstrip("+0")
    return not text.startswith("-") and (len(digits) > len(str(largest)) or int(digits or 0) > largest)


def native(value: str | float, datatype: str) -> Literal:
    """A literal of a JSON value (JSON-LD 1.1 Processing Algorithms and API, section 8.2.2).

    Args:
        value: the text, number or truth value.
        datatype: IRI of the datatype that the context gives it; empty when it gives none.
    """
    if isinstance(value, str):
        return value, datatype or f"{XSD}string", ""
    if isinstance(value, bool):
        return str(value).lower(), datatype or f"{XSD}boolean", ""
    if abs(value) < 1e21 and (isinstance(value, int) or value.is_integer()):
        return str(int(value)), datatype or f"{XSD}integer", ""
    return _double(value), datatype or f"{XSD}double", ""


def _double(value: float) -> str:
    """The canonical form of a number that is not whole or very large."""
    try:
        mantissa, _, exponent = f"{value:.15E}".partition("E")
    except OverflowError:
        return "INF"
    digits = mantissa.rstrip("0")
    return f"{digits}0E{int(exponent)}" if digits.endswith(".") else f"{digits}E{int(exponent or 0)}"
