"""Values of settings as people write them: each function makes of a TOML value what is wanted.

All of them raise ``ValueError`` with what was expected, in words that follow "is not usable:".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final, TypeVar

T = TypeVar("T")

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")
_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+")

LONGEST: Final = 20_000
"""A text of settings has no more characters."""


def text(value: Any) -> str:
    """A text, perhaps of several lines."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a text between quotation marks is expected")
    if _CONTROL.search(value):
        raise ValueError("it has a control character")
    if len(value) > LONGEST:
        raise ValueError(f"it is longer than {LONGEST} characters")
    return value.strip()


def line(value: Any) -> str:
    """A text of one line."""
    found = text(value)
    if "\n" in found or "\r" in found:
        raise ValueError("a text of one line is expected")
    return found


def texts(value: Any) -> str | dict[str, str]:
    """A text, or a table of a text for each language."""
    if not isinstance(value, dict):
        return text(value)
    found = {language(tag): text(words) for tag, words in value.items()}
    if not found or len(found) < len(value):
        raise ValueError("one text for each language is expected")
    return found


def language(value: Any) -> str:
    """A language tag with the shortest code for its language, in its usual letters."""
    from ..vocabulary.languages import conventional_case, shortest_tag

    tag = line(value)
    try:
        return conventional_case(shortest_tag(tag))
    except ValueError:
        raise ValueError(f'there is no language "{tag}"; a tag such as nl is expected') from None


def country(value: Any) -> str:
    """A country in force: two letters of ISO 3166-1."""
    from ..vocabulary import countries

    code = line(value)
    if not countries.exists(code):
        raise ValueError(f'there is no country "{code}"; two letters of ISO 3166-1 such as NL are expected')
    return countries.iso_country(code)


def moment(value: Any) -> str:
    """A date or date-time, as ISO 8601."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    try:
        found = line(value)
        return (date if len(found) == 10 else datetime).fromisoformat(found).isoformat()
    except ValueError:
        raise ValueError("a date such as 2026-09-01, or a date-time, is expected") from None


def day(value: Any) -> str:
    """A date, as ISO 8601."""
    found = moment(value)
    if len(found) != 10:
        raise ValueError("a date such as 2026-09-01 is expected")
    return found


def duration(value: Any) -> str:
    """A duration of whole days or more, as ISO 8601."""
    from .issuer import DURATION

    found = line(value)
    if not DURATION.fullmatch(found):
        raise ValueError("a duration such as P5Y or P1Y6M is expected")
    return found


def flag(value: Any) -> bool:
    """Yes or no."""
    if not isinstance(value, bool):
        raise ValueError("true or false, without quotation marks, is expected")
    return value


def positive(value: Any) -> int:
    """A whole number from 1."""
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 999:
        raise ValueError("a number from 1 to 999 is expected")
    return value


def eqf_level(value: Any) -> str:
    """A level of the European Qualifications Framework."""
    if str(value) not in set("12345678"):
        raise ValueError("a level from 1 to 8 is expected")
    return str(value)


def colour(value: Any) -> str:
    """A colour of six hexadecimal digits."""
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise ValueError('a colour such as "#1d4f73" is expected')
    return value.lower()


def contrast(one: str, other: str) -> float:
    """How well one colour is read on the other: 1 for not at all, 21 for black on white (WCAG 2.2, contrast ratio)."""
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour_: str) -> float:
    parts = (int(colour_[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def email(value: Any) -> str:
    """An e-mail address; only its form is looked at."""
    found = line(value)
    if not _EMAIL.fullmatch(found):
        raise ValueError("an e-mail address is expected")
    return found


def web_address(value: Any) -> str:
    """An address of the web; only its form is looked at."""
    found = line(value)
    if not _WEB.fullmatch(found):
        raise ValueError("an address that begins with https:// is expected")
    return found


_DID: Final = re.compile(r"did:[a-z0-9]+:[A-Za-z0-9._:%-]+")


def web_id(value: Any) -> str:
    """What names somebody everywhere: an address of the web, or a DID (W3C DID 1.0, section 3.1)."""
    found = line(value)
    if not _WEB.fullmatch(found) and not _DID.fullmatch(found):
        raise ValueError("an address that begins with https://, or a DID such as did:web:example.org, is expected")
    return found


def member(prefix: str, value: Any) -> str:
    """The URI of a concept, told by what such URIs begin with."""
    found = line(value)
    if not found.startswith(prefix) or len(found) == len(prefix):
        raise ValueError(f"a URI that begins with {prefix} is expected")
    return found


def choice(choices: Iterable[str], value: Any) -> str:
    """One of several words."""
    known = list(choices)
    if value not in known:
        raise ValueError(f"one of {', '.join(known)} is expected" if known else "there is nothing that it could name")
    return str(value)


def several(one: Callable[[Any], T], value: Any) -> list[T]:
    """An array, or a single value in place of an array of one; nothing twice."""
    found: list[T] = []
    for member_value in value if isinstance(value, list) else [value]:
        made = one(member_value)
        if made not in found:
            found.append(made)
    return found
