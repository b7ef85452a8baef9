"""Codes of languages: ISO 639-1, 639-2 (both spellings of it) and 639-3, and the URIs of the Publications Office.

The model names a language by its shortest code: two letters where ISO 639-1 has them, else three.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

AUTHORITY: Final = "http://publications.europa.eu/resource/authority/language/"
"""What the URI of a language in the EU's authority table starts with; three capital letters follow."""

UNDETERMINED: Final = "und"
"""The code for a language that is not known (ISO 639-2)."""

_CODE = re.compile(r"[A-Za-z]{2,3}")
_URI = re.compile(rf"{re.escape(AUTHORITY).replace('http:', 'https?:')}([A-Za-z]{{3}})")


@cache
def _shortest() -> dict[str, str]:
    """Codes of three letters to those of two; the bibliographic spellings of ISO 639-2 included."""
    from langcodes.data_dicts import LANGUAGE_ALPHA3, LANGUAGE_ALPHA3_BIBLIOGRAPHIC

    return {long: short for table in (LANGUAGE_ALPHA3, LANGUAGE_ALPHA3_BIBLIOGRAPHIC) for short, long in table.items()}


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
    short = _shortest().get(text)
    if short is None:
        from langcodes import tag_is_valid

        if not tag_is_valid(text):
            raise ValueError("there is no language with this code")
        short = text
    return short


def terminological(code: str) -> str:
    """The code of three letters that ISO 639-2/T and ISO 639-3 share, such as ``fra``.

    Raises:
        ValueError: there is no such language.
    """
    from langcodes.data_dicts import LANGUAGE_ALPHA3

    short = shortest(code)
    return str(LANGUAGE_ALPHA3.get(short, short))


def bibliographic(code: str) -> str:
    """The code of three letters of ISO 639-2/B, such as ``fre``; for most languages it is the only one.

    Raises:
        ValueError: there is no such language.
    """
    from langcodes.data_dicts import LANGUAGE_ALPHA3_BIBLIOGRAPHIC

    short = shortest(code)
    return str(LANGUAGE_ALPHA3_BIBLIOGRAPHIC.get(short) or terminological(short))


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
