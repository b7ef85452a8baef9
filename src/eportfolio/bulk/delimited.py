"""Text with delimiters (CSV, RFC 4180) as a table, read row by row."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ..report.errors import UnreadableError, UnsafeError, UsageError
from ..sources.delimited import HEAD, delimiter_of
from ..sources.encoding import encoding_of
from .tables import Cell, Row, TableLimits, Unusable, within_limits

_PIECE: Final = 1 << 20
ERROR_VALUES: Final = frozenset(
    ("#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NUM!", "#NAME?", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA")
)
"""What spreadsheets show in the place of a value that they could not compute (ISO/IEC 29500-1, section 18.17.3)."""


class DelimitedText:
    """A table of text with delimiters.

    Its encoding is that of its byte order mark, else UTF-8, and is checked from end to end before the first row
    is given out: nothing is written from a table that cannot be read.
    """

    def __init__(self, path: Path, sheet: str, limits: TableLimits) -> None:
        if sheet:
            raise UsageError("usage", f"{path} is text with delimiters, which has no sheets.")
        self.name = path.name
        self.sheet = ""
        self.sheets: tuple[str, ...] = ()
        self._path = path
        self._limits = limits
        self._encoding, lines = _decodable(path)
        self.expected: int | None = lines

    def rows(self) -> Iterator[Row]:
        """The rows, read one by one."""
        with self._path.open(encoding=self._encoding, newline="") as stream:
            delimiter = delimiter_of(stream.read(HEAD))
            stream.seek(0)
            lines = csv.reader(stream, delimiter=delimiter, strict=True)
            begins = 1
            try:
                for number, cells in enumerate(lines, 1):
                    within_limits(self.name, number, len(cells), self._limits)
                    yield Row(number, begins, tuple(map(_cell, cells)))
                    begins = lines.line_num + 1
            except csv.Error as error:
                raise self._broken(error, begins) from None

    def close(self) -> None:
        """Nothing is held open between readings."""

    def _broken(self, error: csv.Error, line: int) -> UnreadableError:
        if "field limit" in str(error):
            return UnsafeError("limit-exceeded", f"{self.name}, line {line}: a cell is too long.", line=line)
        return UnreadableError(
            "not-well-formed", f"{self.name}, line {line}: the row cannot be read: {error}.", line=line,
            hint="A quotation mark that is not closed is the usual cause; the file may have been cut off.",
        )  # fmt: skip


def _cell(text: str) -> Cell:
    text = text.strip().strip("\ufeff")
    if text in ERROR_VALUES:
        return Unusable(f"holds the error {text} of a spreadsheet", "Correct it in the spreadsheet.", text)
    return text or None


def _decodable(path: Path) -> tuple[str, int]:
    """The encoding of a file that can be decoded from end to end, and its number of lines."""
    with path.open("rb") as stream:
        encoding, mark = encoding_of(stream.read(4))
        stream.seek(mark)
        decoder = codecs.getincrementaldecoder(encoding)()
        lines = 0
        while piece := stream.read(_PIECE):
            try:
                lines += decoder.decode(piece).count("\n")
            except UnicodeDecodeError as error:
                raise _wrong(path, encoding, lines + error.object[: error.start].count(b"\n") + 1) from None
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise _wrong(path, encoding, lines + 1) from None
    return _with_mark(encoding) if mark else encoding, lines


def _with_mark(encoding: str) -> str:
    """The name under which Python takes a byte order mark away."""
    return "utf-8-sig" if encoding == "utf-8" else encoding.rpartition("-")[0]


def _wrong(path: Path, encoding: str, line: int) -> UnreadableError:
    return UnreadableError(
        "wrong-encoding", f"{path.name}, line {line}: the text is not {encoding.upper()}.", line=line,
        hint='Save the table as "CSV UTF-8" in the spreadsheet, or as a workbook (.xlsx).',
    )  # fmt: skip
