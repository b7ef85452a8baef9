"""Codes of countries: ISO 3166-1, and the two that the European Union spells in its own way."""

from __future__ import annotations

import re

_EU_TO_ISO = {"UK": "GB", "EL": "GR"}
_CODE = re.compile(r"[A-Za-z]{2}")


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
    return _EU_TO_ISO.get(text, text)
