"""A portfolio in plain language: short sentences, codes spelled out, in the reader's language.

What a sentence is in each language stands in ``phrases.tsv``; the owner's own words stay as they are.
"""

from __future__ import annotations

from .differing import Told, tell_difference, tell_number
from .phrases import LANGUAGES
from .telling import tell

__all__ = ["LANGUAGES", "Told", "tell", "tell_difference", "tell_number"]
