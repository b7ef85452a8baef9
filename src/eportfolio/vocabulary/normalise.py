"""Forms of a label under which two spellings count as the same."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b
from typing import Final

_BLANK: Final = re.compile(r"\s+")
_WORD: Final = re.compile(r"[^\W_]+[#+]*")
_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ħ": "h", "\u0131": "i"}
)

_VARIANTS: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<=..)ies$", "y"),
        (r"(?<=sh|ch|ss)es$", ""),
        (r"(?<=.[xz])es$", ""),
        (r"(?<=eau)x$", ""),
        (r"(?<=..[^sui])s$", ""),
        (r"(?<=[a-z]{2})([iy])z(?=[eia])", r"\1s"),
        (r"(?<=[a-z]{2})our", "or"),
        (r"(?<=[a-z]{2})(el)l(?=ed$|er$|ing$)", r"\1"),
        (r"(?<=[a-z][bt])re$", "er"),
        (r"(?<=en)ce$", "se"),
        (r"(?<=act)ice$", "ise"),
        (r"(?<=og)ue$", ""),
        (r"(?<=am)me$", ""),
        (r"(?<=[a-z])[ao]e(?=[a-z]{3})", "e"),
    )
)
"""Number, and the differences between British and American English.

They are applied to words of any language, since the one who asks may not say which it is; what a rule makes of a word
is never shown, and counts only when the other side becomes the same.
"""


def fold(text: str) -> str:
    """A text blind to case, white space and the form in which Unicode composes characters (UAX #15, NFKC)."""
    return _BLANK.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def without_accents(text: str) -> str:
    """A folded text without accents, and with plain letters for those that have a stroke or are joined."""
    if text.isascii():
        return text
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def normal_key(text: str, language: str | None = None) -> str:  # noqa: ARG001 - rules are the same for all today
    """A text blind to accents, punctuation, number, spelling variants, and to whether compounds are written as one.

    Args:
        text: a label or a query.
        language: language tag, where it is known; the rules of today are the same for all.
    """
    return "".join(_variant(word) for word in _WORD.findall(without_accents(fold(text))))


def _variant(word: str) -> str:
    for pattern, replacement in _VARIANTS:
        word = pattern.sub(replacement, word)
    return word


def digest(text: str) -> int:
    """A number of 63 bits that stands for a text in an index; equal texts have equal numbers."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
