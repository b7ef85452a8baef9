"""Forms of a label under which two spellings count as the same."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

_BLANK = re.compile(r"\s+")
_WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """A text blind to case, white space and the form in which Unicode composes characters (UAX #15, NFKC)."""
    return _BLANK.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def normal_key(text: str, language: str | None = None) -> str:
    """A text blind to accents and punctuation on top of what :func:`fold` is blind to.

    Args:
        text: a label or a query.
        language: language tag, where it is known; spelling rules may depend on it.
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", fold(text)) if not unicodedata.combining(c))
    return " ".join(_WORD.findall(plain))


def digest(text: str) -> int:
    """A number of 63 bits that stands for a text in an index; equal texts have equal numbers."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1
