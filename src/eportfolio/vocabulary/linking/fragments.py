"""Cutting prose into pieces that may each name one concept; every piece stands in the prose as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_LINE: Final = re.compile(r"[\r\n;•·▪●]+")
_BULLET: Final = re.compile(r"^(?:[-\u2013\u2014*+>]|\(?\d{1,2}[.)])\s+")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=\W?[A-ZÀ-ÖØ-ÞΑ-ΩА-Я])")
_COMMA: Final = re.compile(r",\s+(?:(?:and|en|et|und|och|og|y|e|i|ja)\s+)?")
_LAST_TWO: Final = re.compile(r"\s+(?:&|and|en|et|und|och|og|y|e)\s+")
_SHORT: Final = 4
_LONGEST: Final = 600


def fragments(text: str) -> Iterator[str]:
    """The lines, list members, sentences and enumerated terms of a text.

    An enumeration such as "HTML, CSS & SQL" is cut at its commas only when all its members are a few words long, since
    a comma inside a sentence separates nothing.

    Args:
        text: plain text with line breaks.
    """
    for line in _LINE.split(text):
        for sentence in _SENTENCE.split(_BULLET.sub("", line.strip())):
            yield from (piece[:_LONGEST] for piece in _enumeration(sentence.strip()) if any(map(str.isalpha, piece)))


def _enumeration(sentence: str) -> list[str]:
    body = sentence.rstrip(" .")
    parts = _COMMA.split(body)
    if len(parts) > 1:
        parts = [*parts[:-1], *_LAST_TWO.split(parts[-1])]
    if len(parts) > 1 and all(part and len(part.split()) <= _SHORT for part in parts):
        return parts
    return [body]
