"""Text whose cells stand between delimiters: which delimiter it is."""

from __future__ import annotations

import csv
import io
from typing import Final

DELIMITERS: Final = (",", ";", "\t", "|")
"""What spreadsheets put between cells; which one depends on the language they are set to."""

HEAD: Final = 100_000
"""How many characters are looked at to tell the delimiter."""


def delimiter_of(text: str) -> str:
    """The delimiter that makes the most columns of the first row that is not empty; a comma when none makes any.

    Args:
        text: the table, or its beginning.
    """
    begin = text.lstrip()[:HEAD]
    return max(DELIMITERS, key=lambda delimiter: _width(begin, delimiter))


def _width(text: str, delimiter: str) -> int:
    try:
        return len(next(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), []))
    except csv.Error:
        return 0
