"""Setting text without fonts: how wide it is about, where its lines end, which way it runs.

A credential is shown with whatever fonts the viewer has, so widths are those of a wide sans serif, by kinds of
characters: lines end a little early rather than late.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_NARROW: Final = frozenset("fijlrtI.,:;'\u2018\u2019|!()[]/\\ -\u00a0·")
_WIDE: Final = frozenset("mwMW@%—…æœÆŒ&")
_BOLD: Final = 1.1

_SCRIPTS: Final = (
    (0x0370, 0x03FF, 0.64),  # Greek
    (0x0400, 0x052F, 0.68),  # Cyrillic
    (0x0590, 0x05FF, 0.62),  # Hebrew
    (0x0600, 0x08FF, 0.64),  # Arabic
    (0x0900, 0x0DFF, 0.82),  # scripts of India
    (0x0E00, 0x0EFF, 0.66),  # Thai, Lao
    (0xFB1D, 0xFEFC, 0.64),  # forms of Hebrew and Arabic
    (0x1F000, 0x1FAFF, 1.35),  # pictures
)
"""Blocks of characters, and their width in parts of the font size."""

_UNSEEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
"""What XML cannot carry, and marks that would turn the direction of what follows."""

_PIECE: Final = re.compile(r"\s++|[^\s/\u2013\u2014-]*+[/\u2013\u2014-]++|[^\s/\u2013\u2014-]++")
"""White space, and what may not be broken: a word, or a part of one up to a hyphen or slash."""

_GLANCE: Final = 500
"""No line has more characters than that."""

_JOINING: Final = frozenset("\u200d\u034f\u2060")


@lru_cache(maxsize=4096)
def _character(character: str) -> float:
    """The width of a character in parts of the font size."""
    if character in _NARROW:
        return 0.38
    if character in _WIDE:
        return 1.0
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1.05
    code = ord(character)
    for first, last, width in _SCRIPTS:
        if first <= code <= last:
            return width
    return 0.74 if category == "Lu" else 0.64


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide a text is.

    Args:
        text: the text.
        size: the font size; the result is in the same unit.
        bold: whether it is set in bold.
    """
    return sum(map(_character, text)) * size * (_BOLD if bold else 1)


def lines_of(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """A text in lines of a width.

    Lines end at white space, behind hyphens and slashes, and between ideographs.  A word that is wider than a line is
    broken, but never between a letter and its marks.

    Args:
        text: the text; its line breaks stay.
        width: of a line.
        size: the font size.
        bold: whether it is set in bold.
    """
    limit = width / (size * (_BOLD if bold else 1))
    return [line for part in clean(text).split("\n") if part.strip() for line in _lines(part.strip(), limit)]


def _lines(text: str, limit: float) -> Iterator[str]:
    line: list[str] = []
    used = 0.0
    for piece in _pieces(text, limit):
        wide = sum(map(_character, piece))
        if line and used + sum(map(_character, piece.rstrip())) > limit:
            yield "".join(line).strip()
            line, used = [], 0.0
        if line or not piece.isspace():
            line.append(" " if piece.isspace() else piece)
            used += wide
    if line:
        yield "".join(line).strip()


def _pieces(text: str, limit: float) -> Iterator[str]:
    """What a line is put together from; none is wider than a line."""
    for piece in _PIECE.findall(text):
        if sum(map(_character, piece)) > limit or any(unicodedata.east_asian_width(one) == "W" for one in piece):
            yield from _clusters(piece)
        else:
            yield piece


def _clusters(text: str) -> Iterator[str]:
    """Letters with their marks."""
    cluster = ""
    for character in text:
        joined = cluster and (
            unicodedata.category(character) in ("Mn", "Mc", "Me", "Cf") or cluster[-1] in _JOINING
        )  # fmt: skip
        if cluster and not joined:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def shortened(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """A text on one line, with an ellipsis where it is cut off."""
    beginning = " ".join(text[:_GLANCE].split())
    found = lines_of(beginning, width - width_of("…", size, bold=bold), size, bold=bold)
    return found[0] + "…" if len(found) > 1 or (found and len(text) > _GLANCE) else "".join(found)


def clean(text: str) -> str:
    """A text without what cannot be shown and what could turn the direction of other text."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").replace("\u2028", "\n"))


def runs_right_to_left(text: str) -> bool | None:
    """Whether a text runs from right to left, by its first letter with a direction; ``None`` when it has none."""
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return None
