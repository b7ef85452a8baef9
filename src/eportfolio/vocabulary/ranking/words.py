"""Words, their stems, and their pieces: what texts are compared by."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from math import log
from typing import Any, Final

_WORD: Final = re.compile(r"[^\W_]+[#+]*")
_LONGEST: Final = 40
_GRAM: Final = 3

STEMMERS: Final = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "fi": "finnish", "fr": "french", "ga": "irish", "hu": "hungarian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Snowball stemmer by language (https://snowballstem.org)."""


def words(text: str) -> list[str]:
    """The words of a text, blind to case and accents; ``C++`` and ``C#`` are words of their own."""
    return [word[:_LONGEST] for word in _WORD.findall(bare(unicodedata.normalize("NFKC", text).casefold()))]


def bare(word: str) -> str:
    """A word without accents."""
    if word.isascii():
        return word
    return "".join(char for char in unicodedata.normalize("NFKD", word) if not unicodedata.combining(char))


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """A word without its endings, in languages that have a stemmer; the word itself in others."""
    stemming = _stemming(language.partition("-")[0].lower())
    return word if stemming is None or not word.isalpha() else bare(stemming(word))


@lru_cache(maxsize=20_000)
def grams(word: str) -> frozenset[str]:
    """The pieces of three letters of a word, its edges marked."""
    marked = f" {word} "
    return frozenset(marked[at : at + _GRAM] for at in range(max(1, len(marked) - _GRAM + 1)))


def piece_weight(words_in_all: int, words_with_it: int) -> float:
    """How telling a piece of a word is: the logarithm of how few words have it."""
    return log((1 + words_in_all) / (1 + words_with_it))


@cache
def _stemming(language: str) -> Callable[[str], str] | None:
    name = STEMMERS.get(language)
    if name is None:
        return None
    import snowballstemmer

    stemmer: Any = snowballstemmer.stemmer(name)
    return lambda word: str(stemmer.stemWord(word))
