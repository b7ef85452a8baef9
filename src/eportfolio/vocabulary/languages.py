"""Codes of languages: ISO 639-1, 639-2 (both spellings of it) and 639-3, and the URIs of the Publications Office.

The model names a language by its shortest code: two letters where ISO 639-1 has them, else three.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Final

from .codestatus import CodeStatus

AUTHORITY: Final = "http://publications.europa.eu/resource/authority/language/"
"""What the URI of a language in the EU's authority table starts with; three capital letters follow."""

UNDETERMINED: Final = "und"
"""The code for a language that is not known (ISO 639-2)."""

FORMER: Final[Mapping[str, str]] = {
    "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "mol": "ro", "scc": "sr", "scr": "hr",
}  # fmt: skip
"""Codes that ISO 639-1 and ISO 639-2 withdrew, and what the same language has now (change notices 1989 to 2008)."""

OFFICIAL: Final[Mapping[str, str]] = {
    "bg": "bul", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng", "es": "spa", "et": "est",
    "fi": "fin", "fr": "fra", "ga": "gle", "hr": "hrv", "hu": "hun", "it": "ita", "lt": "lit", "lv": "lav",
    "mt": "mlt", "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron", "sk": "slk", "sl": "slv", "sv": "swe",
}  # fmt: skip
"""The official languages of the EU: what is written in them alone needs no register, which takes 30 ms to load."""

_SHORT_OF_OFFICIAL: Final = {code: short for short, long in OFFICIAL.items() for code in (short, long)}

_CODE = re.compile(r"[A-Za-z]{2,3}")
_LOCAL = re.compile(r"q[a-t][a-z]")
_URI = re.compile(rf"{re.escape(AUTHORITY).replace('http:', 'https?:')}([A-Za-z]{{3}})")


@cache
def _long() -> Mapping[str, str]:
    """Codes of two letters that are in force to those of three (ISO 639-2/T)."""
    from langcodes.data_dicts import LANGUAGE_ALPHA3

    return {short: long for short, long in LANGUAGE_ALPHA3.items() if len(short) == 2 and short not in FORMER}


@cache
def _bibliographic() -> Mapping[str, str]:
    from langcodes.data_dicts import LANGUAGE_ALPHA3_BIBLIOGRAPHIC

    return dict(LANGUAGE_ALPHA3_BIBLIOGRAPHIC)


@cache
def _shortest() -> Mapping[str, str]:
    """Codes of three letters to those of two, both spellings of ISO 639-2; former codes to those in force."""
    tables = (_long(), _bibliographic())
    return {long: short for table in tables for short, long in table.items()} | dict(FORMER)


def _registered(code: str) -> bool:
    """Whether a code is, or was, one of a language: the registry of BCP 47 keeps what ISO 639 withdrew."""
    from langcodes import tag_is_valid

    return tag_is_valid(code) or code in _in_force()


@cache
def _in_force() -> frozenset[str]:
    """The codes of three letters of ISO 639-3 and of ISO 639-5, which has the families of languages."""
    from pycountry import language_families, languages

    return frozenset(one.alpha_3 for register in (languages, language_families) for one in register)


def shortest(code: str) -> str:
    """The shortest ISO 639 code of a language.

    Args:
        code: ``fr``, ``fra``, ``fre`` in capitals or not, or the URI of the language in the EU's authority table.

    Returns:
        ``fr``; three letters where there are no two, such as ``grc``.

    Raises:
        ValueError: there is no such language.
    """
    text = code.strip()
    uri = _URI.fullmatch(text)
    text = (uri[1] if uri else text).lower()
    if not _CODE.fullmatch(text):
        raise ValueError("it is no language code")
    short = _SHORT_OF_OFFICIAL.get(text) or _shortest().get(text)
    if short is None:
        if not _registered(text):
            raise ValueError("there is no language with this code")
        short = text
    return short


def status(code: str) -> CodeStatus:
    """Whether a language code is in force: ``he`` and ``grc`` are, ``iw`` and ``scr`` were.

    The codes for local use, ``qaa`` to ``qtz``, count as in force.

    Args:
        code: as for :func:`shortest`.
    """
    try:
        short = shortest(code)
    except ValueError:
        return CodeStatus.UNKNOWN
    former = code.strip().rpartition("/")[2].lower() in FORMER
    in_force = short in _long() or short in _in_force() or _LOCAL.fullmatch(short)
    return CodeStatus.CURRENT if in_force and not former else CodeStatus.WITHDRAWN


def exists(code: str) -> bool:
    """Whether a language code is in force."""
    return status(code) is CodeStatus.CURRENT


def terminological(code: str) -> str:
    """The code of three letters that ISO 639-2/T and ISO 639-3 share, such as ``fra``.

    Raises:
        ValueError: there is no such language.
    """
    short = shortest(code)
    return _long().get(short, short)


def bibliographic(code: str) -> str:
    """The code of three letters of ISO 639-2/B, such as ``fre``; for most languages it is the only one.

    Raises:
        ValueError: there is no such language.
    """
    short = shortest(code)
    return _bibliographic().get(short) or terminological(short)


def authority_uri(code: str) -> str:
    """The URI of a language in the EU's authority table.

    Raises:
        ValueError: there is no such language.
    """
    return AUTHORITY + terminological(code).upper()


def shortest_tag(tag: str) -> str:
    """A language tag (BCP 47) with the shortest code for its language; script and region stay: ``fra-BE``, ``fr-BE``.

    Raises:
        ValueError: it is no tag of a language that there is.
    """
    language, dash, rest = tag.strip().replace("_", "-").partition("-")
    if dash and not re.fullmatch(r"[A-Za-z0-9]{1,8}(?:-[A-Za-z0-9]{1,8})*", rest):
        raise ValueError("it is no language tag")
    return shortest(language) + dash + rest


@lru_cache(maxsize=1024)
def conventional_case(tag: str) -> str:
    """A language tag in the letters that it is usually written in, such as ``sr-Latn`` (RFC 5646, section 2.1.1)."""
    first, *others = tag.lower().split("-")
    parts, after_single = [first], len(first) == 1
    for part in others:
        forms = {2: part.upper(), 4: part.title()}
        parts.append(part if after_single else forms.get(len(part), part))
        after_single = after_single or len(part) == 1
    return "-".join(parts)
