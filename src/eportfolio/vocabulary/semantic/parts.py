"""The parts of a text that are looked at on their own: a sentence often names several things."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 4_000
"""Characters of a text that are looked at."""

_MOST: Final = 16
_SHORT: Final = 6
_BETWEEN: Final = re.compile(r"[,;:.!?()\[\]/•|\n]+|\s[-\u2013\u2014]\s")
_WORD: Final = re.compile(r"\S+")


def parts(text: str, width: int = _SHORT, step: int = 3) -> list[str]:
    """The whole text, and for a long one its phrases: what stands between marks, in windows of a few words.

    Args:
        text: what is looked at.
        width: words of a window.
        step: words from one window to the next.
    """
    whole = " ".join(text[:LONGEST].split())
    if not whole:
        return []
    if len(_WORD.findall(whole)) <= width:
        return [whole]
    phrases: dict[str, None] = {}
    for phrase in _BETWEEN.split(whole):
        words = _WORD.findall(phrase)
        for start in range(0, max(len(words) - width, 0) + step, step):
            phrases[" ".join(words[start : start + width])] = None
    phrases.pop("", None)
    return [whole, *list(phrases)[:_MOST]]
