"""What a cell becomes: the value of a field in canonical form, or the reason why it cannot become one.

Nothing is guessed: a date whose order of day and month nobody told, a country that no list knows, are faults.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from ..model.values import CARRIABLE, EDTF_PATTERN
from ..vocabulary.schemes import ISO_3166_1
from .tables import Cell, Unusable
from .targets import Target, Value

ORDERS: Final = {"day-month-year": ("day", "month", "year"), "month-day-year": ("month", "day", "year")}
"""In which order a table may write dates with slashes, dots or dashes, when its mapping file says so."""

_EDTF: Final = re.compile(EDTF_PATTERN)
_MIDNIGHT: Final = re.compile(r"(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?")
_SEPARATED: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_SCIENTIFIC: Final = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
_CARRIABLE: Final = re.compile(CARRIABLE)
_SEVERAL: Final = re.compile(r"\s*[;|\n]\s*")
_URI: Final = re.compile(r"(?:https?://|urn:)\S+")
_WORDS: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
_ISO_DATE: Final = "Write it as 2001-04-03, or as 2001-04 or 2001 where no more is known"


@dataclass(slots=True)
class CellError(Exception):
    """A cell that cannot be used.

    Attributes:
        reason: why, as the end of the sentence "The cell ...".
        hint: what to do.
        text: what stands in it.
    """

    reason: str
    hint: str = ""
    text: str = ""


def value_of(cell: Cell, target: Target, order: str = "") -> Any:
    """The value that a cell gives to a field.

    Args:
        cell: the cell, not an empty one.
        target: what it is for.
        order: one of ``ORDERS``, for dates; empty when nobody told.

    Raises:
        CellError: it cannot be used.
    """
    if isinstance(cell, Unusable):
        raise CellError(cell.reason, cell.hint, cell.text)
    if target.value is Value.DATE:
        return _date(cell, order)
    text = _text(cell, target)
    if target.many:
        return [_ONE[target.value](one) for one in _SEVERAL.split(text) if one]
    return _ONE[target.value](text)


def _text(cell: Cell, target: Target) -> str:
    if isinstance(cell, bool):
        if target.value is Value.FLAG:
            return "yes" if cell else "no"
        raise CellError("holds TRUE or FALSE", f"It is for {target.value.value}.", str(cell).upper())
    if isinstance(cell, datetime.date):
        text = cell.isoformat()
        raise CellError(
            "holds a date", f"It is for {target.value.value}; format the column as text and enter it again.", text
        )
    text = str(cell)
    if not _CARRIABLE.match(text):
        raise CellError("holds control characters, which no format can carry", "Type it again.")
    if target.name == "value" and _SCIENTIFIC.fullmatch(text):
        raise CellError(
            "holds a number that a spreadsheet shortened", "Format the column as text and enter it again.", text
        )
    return text


def _date(cell: Cell, order: str) -> dict[str, str]:
    if isinstance(cell, datetime.datetime):
        day = cell.date().isoformat()
        return {"edtf": day} if cell.time() == datetime.time() else {"edtf": day, "verbatim": cell.isoformat()}
    if isinstance(cell, datetime.date):
        return {"edtf": cell.isoformat()}
    text = str(cell)
    midnight = _MIDNIGHT.fullmatch(text)
    text = midnight[1] if midnight else text
    if _EDTF.match(text):
        return {"edtf": text}
    parts = _SEPARATED.fullmatch(text)
    if not parts:
        raise CellError("is no date", f"{_ISO_DATE}.", text)
    if not order:
        raise CellError(
            "is a date of which nobody told whether the day or the month comes first",
            f'{_ISO_DATE}; or say dates = "day-month-year" in a mapping file (--columns).', text,
        )  # fmt: skip
    named = dict(zip(ORDERS[order], parts.groups(), strict=True))
    day = f"{named['year']}-{int(named['month']):02}-{int(named['day']):02}"
    if not _EDTF.match(day):
        raise CellError(f"is no date that exists, read as {order}", f"{_ISO_DATE}.", text)
    return {"edtf": day}


def _country(text: str) -> dict[str, str]:
    code = _country_code(text)
    if not code:
        raise CellError("is no country that the list of countries knows", "Write its code of two letters, as NL.", text)
    concept = {"scheme": ISO_3166_1, "notation": code}
    return concept if len(text) <= 3 or _URI.fullmatch(text) else {**concept, "label": text}


@cache
def _country_code(text: str) -> str:
    """The code of the one country that is meant by a code, a URI or a name in any language; empty otherwise."""
    from ..vocabulary.library import Vocabularies

    scheme = Vocabularies().scheme("countries")
    found = scheme.find(text.upper() if len(text) == 2 else text)
    uris = {one.uri for one in found} or {label.uri for label in scheme.exact(text)}
    concept = scheme.get(uris.pop()) if len(uris) == 1 else None
    return concept.notation if concept is not None and concept.status != "withdrawn" else ""


_GENDERS: Final = {
    "male": ("male", "m", "http://publications.europa.eu/resource/authority/human-sex/male"),
    "female": ("female", "f", "http://publications.europa.eu/resource/authority/human-sex/female"),
    "not_known": ("not known", "http://publications.europa.eu/resource/authority/human-sex/nkn"),
    "not_specified": ("not stated", "http://publications.europa.eu/resource/authority/human-sex/nst"),
}
_GENDER_OF: Final = {word: notation for notation, words in _GENDERS.items() for word in words}


def _gender(text: str) -> dict[str, str]:
    """The code for a word that leaves no doubt; other words stay the owner's."""
    notation = _GENDER_OF.get(text.casefold())
    return {"notation": notation} if notation else {"label": text}


def _concept(text: str) -> dict[str, str]:
    return {"uri": text} if _URI.fullmatch(text) else {"label": text}


def _flag(text: str) -> bool:
    if text.casefold() not in _WORDS:
        raise CellError("is neither yes nor no", "Write yes or no.", text)
    return _WORDS[text.casefold()]


_ONE: Final[dict[Value, Callable[[str], Any]]] = {
    Value.TEXT: str,
    Value.STRING: str,
    Value.RICH: lambda text: {"text": text},
    Value.COUNTRY: _country,
    Value.GENDER: _gender,
    Value.CONCEPT: _concept,
    Value.FLAG: _flag,
}
