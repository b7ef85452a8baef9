"""What the names of files and folders tell: the version of ESCO, the language, and which file it is."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePath
from typing import Final

from .layout import FILES

_VERSION: Final = re.compile(r"(?<![\d.])[vV]?([1-9]\.\d{1,2}\.\d{1,2})(?![\d.]*\d)")
_SUFFIX: Final = re.compile(r"_([A-Za-z]{2,3}(?:-[A-Za-z]{2,4})?)(?![A-Za-z])")
_WORD: Final = re.compile(r"(?<![A-Za-z])([a-z]{2})(?![A-Za-z])")
_STEM: Final = re.compile(r"[A-Za-z]+")
_LANGUAGES: Final = frozenset((
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt", "lv", "mt",
    "nl", "no", "pl", "pt", "ro", "sk", "sl", "sv", "uk",
))  # fmt: skip
"""The languages in which ESCO is published (https://esco.ec.europa.eu/en/about-esco/escopedia)."""
_STEMS: Final = {name.casefold(): name for name in FILES}


def versions_in(name: str) -> tuple[str, ...]:
    """The versions that a name tells, such as ``1.1.1`` for ``ESCO dataset - v1.1.1 - classification.zip``."""
    return tuple(dict.fromkeys(_VERSION.findall(name)))


def stem_of(name: str) -> str:
    """Which file of a download a name stands for, as :data:`~eportfolio.vocabulary.esco.layout.FILES` spells it.

    Returns:
        Such as ``skills`` for ``skills_en.csv``; empty when it is none that ESCO has.
    """
    word = _STEM.match(PurePath(name).name)
    return _STEMS.get(word[0].casefold(), "") if word else ""


def language_of(name: str, container: str = "") -> str:
    """The language that the name of a file tells, else that of what it lies in.

    Args:
        name: name of the file, such as ``skills_en.csv``.
        container: name of its folder or zip, such as ``esco-1.2.0-fr``.

    Returns:
        A language tag; empty when none is told, or when several are.
    """
    for found in reversed(_SUFFIX.findall(PurePath(name).name)):
        if tag := _tag(found):
            return tag
    told = {word for word in _WORD.findall(PurePath(container).name) if word in _LANGUAGES}
    return told.pop() if len(told) == 1 else ""


@cache
def _tag(text: str) -> str:
    from ..languages import shortest_tag

    try:
        return shortest_tag(text)
    except ValueError:
        return ""
