"""Codes of countries: ISO 3166-1, those of the European Union's style guide, and the EU's authority table.

Kosovo, which ISO 3166-1 lacks, has the user-assigned code XK, as in the EU's lists.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from .codestatus import CodeStatus

AUTHORITY: Final = "http://publications.europa.eu/resource/authority/country/"
"""What the URI of a country in the EU's authority table starts with; three capital letters or digits follow."""

EU_SPELLINGS: Final[Mapping[str, str]] = {"UK": "GB", "EL": "GR"}
"""Codes of the EU's Interinstitutional style guide (section 7.1.1) that differ from those of ISO 3166-1."""

BESIDES_ISO: Final[Mapping[str, str]] = {"XK": "1A0", "CP": "CPT"}
"""Kosovo and Clipperton, which the EU's authority table has besides ISO 3166-1: their code there."""

_TERRITORIES: Final[Mapping[str, str]] = {**BESIDES_ISO, "TF": "FQ0"}
_CODE = re.compile(r"[A-Za-z]{2}")
_URI = re.compile(rf"{re.escape(AUTHORITY).replace('http:', 'https?:')}([A-Za-z0-9]{{3}})")


def iso_country(code: str) -> str:
    """The ISO 3166-1 code of a country, in capitals.

    Args:
        code: two letters in capitals or not; ``UK`` and ``EL`` of the EU's style guide are understood.

    Raises:
        ValueError: it is no code of two letters.
    """
    text = code.strip().upper()
    if not _CODE.fullmatch(text):
        raise ValueError("it is no country code of two letters")
    return EU_SPELLINGS.get(text, text)


def status(code: str) -> CodeStatus:
    """Whether a country code is in force: ``NL`` and ``UK`` are, ``SU`` and ``YU`` were (ISO 3166-3).

    Args:
        code: two letters, in capitals or not.
    """
    try:
        text = iso_country(code)
    except ValueError:
        return CodeStatus.UNKNOWN
    if text in _alpha_3() or text in BESIDES_ISO:
        return CodeStatus.CURRENT
    return CodeStatus.WITHDRAWN if text in _former() else CodeStatus.UNKNOWN


def exists(code: str) -> bool:
    """Whether a country code is in force."""
    return status(code) is CodeStatus.CURRENT


def authority_uri(code: str) -> str:
    """The URI of a country in the EU's authority table.

    Raises:
        ValueError: there is no such country.
    """
    text = iso_country(code)
    long = _TERRITORIES.get(text) or _alpha_3().get(text)
    if long is None:
        raise ValueError("there is no country with this code")
    return AUTHORITY + long


def of_authority_uri(uri: str) -> str:
    """The ISO 3166-1 code of a country that is named by its URI in the EU's authority table.

    Raises:
        ValueError: it is no such URI, or not that of a country.
    """
    match = _URI.fullmatch(uri.strip())
    short = _of_authority().get(match[1].upper()) if match else None
    if short is None:
        raise ValueError("it is no URI of a country")
    return short


@cache
def _alpha_3() -> Mapping[str, str]:
    from pycountry import countries

    return {country.alpha_2: country.alpha_3 for country in countries}


@cache
def _of_authority() -> Mapping[str, str]:
    return {long: short for short, long in {**_alpha_3(), **_TERRITORIES}.items()}


@cache
def _former() -> frozenset[str]:
    from pycountry import historic_countries

    return frozenset(country.alpha_2 for country in historic_countries)
