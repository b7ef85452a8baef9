"""The sentences of plain language, one row for each in every language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("phrases.tsv")

FALLBACK: Final = "en"
"""The language for readers whose own has no sentences yet."""


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("\t")) for line in _TABLE.read_text(encoding="utf-8").splitlines())


@cache
def phrases(language: str) -> Mapping[str, str]:
    """The sentences of a language, by key; values stand in braces in them.

    Raises:
        ValueError: there are none in that language.
    """
    head, *rows = _rows()
    column = head.index(language, 1)
    return {row[0]: row[column] for row in rows}


def spoken(*wanted: str) -> str:
    """The first of some languages that there are sentences in, regions aside; else English.

    Args:
        wanted: BCP 47 tags, empty ones are passed over.
    """
    tags = (tag.partition("-")[0].lower() for tag in wanted)
    return next((tag for tag in tags if tag in LANGUAGES), FALLBACK)


LANGUAGES: Final = _rows()[0][1:]
"""The languages that there are sentences in."""
