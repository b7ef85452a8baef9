"""Tables of rows as people have them: CSV with whatever delimiter and encoding their spreadsheet gives it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ...report.errors import UnreadableError, UnsafeError, UsageError
from ...report.findings import Finding, finding
from ...sources.delimited import delimiter_of
from ...sources.encoding import decode_text
from ..errors import VocabularySourceError

MOST_BYTES: Final = 256 << 20
"""Size of a table, in bytes."""

_SPELT: Final = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_TOLD: Final = 10


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        line: the line that it ends on.
        cells: its cells by column, without white space around them; empty ones are not there.
    """

    line: int
    cells: dict[str, str]


@dataclass(slots=True)
class Sheet:
    """A table of rows.

    Attributes:
        name: name of the file.
        columns: its columns.
        rows: its rows.
        delimiter: what separates the cells.
        findings: rows that were left out.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    delimiter: str = ","
    findings: list[Finding] = field(default_factory=list)


def read_sheet(path: Path, *, delimiter: str = "", encoding: str = "") -> Sheet:
    """Read a table of rows.

    Args:
        path: the file.
        delimiter: what separates the cells; told from the first line otherwise.
        encoding: UTF-8, or what a byte order mark tells, when it is left out.

    Raises:
        UsageError: the delimiter or the encoding is none.
        UnreadableError: the file cannot be opened, is empty, or is in another encoding.
        UnsafeError: it is too large.
        VocabularySourceError: its head cannot be understood, or a cell does not end.
    """
    text = _text(path, encoding)
    delimiter = _SPELT.get(delimiter, delimiter) or delimiter_of(text)
    if len(delimiter) != 1:
        raise UsageError("usage", f"The delimiter {delimiter!r} is not one character.")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        head = _head(lines, path)
        sheet = Sheet(path.name, tuple(name for name in head if name), delimiter=delimiter)
        _read_rows(lines, head, sheet)
    except csv.Error as error:
        line = lines.line_num
        if "field limit" in str(error):
            raise UnsafeError("limit-exceeded", f"{path}, line {line}: a cell is too long.", line=line) from None
        raise VocabularySourceError(
            "vocabulary-source", f"{path}, line {line}: the row cannot be read: {error}.", line=line,
            hint="A quotation mark that is not closed is the usual cause; the file may have been cut off.",
        ) from None  # fmt: skip
    return sheet


def _text(path: Path, encoding: str) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableError("file-not-readable", f"{path} cannot be opened: {error.strerror}.") from None
    if len(data) > MOST_BYTES:
        raise UnsafeError("limit-exceeded", f"{path} is larger than {MOST_BYTES} bytes.")
    if not data.strip():
        raise UnreadableError("empty-file", f"{path} is empty.")
    try:
        return data.decode(encoding).removeprefix("\ufeff") if encoding else decode_text(data)
    except LookupError:
        raise UsageError("usage", f"There is no encoding {encoding!r}.") from None
    except UnicodeDecodeError as error:
        raise UnreadableError("wrong-encoding", f"{path}: byte {error.start} is not {encoding}.") from None
    except UnreadableError as error:
        found = error.finding
        raise UnreadableError(
            found.name, f"{path}: {found.message}", line=found.line, column=found.column,
            hint="Say which encoding it is, such as --encoding windows-1252, or save it as UTF-8.",
        ) from None  # fmt: skip


def _head(lines: Iterator[list[str]], path: Path) -> list[str]:
    head = [name.strip() for name in next((line for line in lines if any(map(str.strip, line))), [])]
    again = [name for name in dict.fromkeys(head) if name and head.count(name) > 1]
    if not any(head) or again:
        what = f"the column {again[0]!r} is there twice" if again else "it has no row of columns"
        raise VocabularySourceError("vocabulary-source", f"{path}: {what}.", line=1)
    return head


def _read_rows(lines: Iterator[list[str]], head: list[str], sheet: Sheet) -> None:
    cut: list[int] = []
    nameless: list[int] = []
    for cells in lines:
        line: int = lines.line_num  # type: ignore[attr-defined]
        values = [cell.strip() for cell in cells]
        while len(values) > len(head) and not values[-1]:
            values.pop()
        if not any(values):
            continue
        if len(values) != len(head):
            cut.append(line)
            continue
        row = {name: value for name, value in zip(head, values, strict=True) if name and value}
        if sum(map(bool, values)) > len(row):
            nameless.append(line)
        sheet.rows.append(Row(line, row))
    if cut:
        message = f"Left out for not having {len(head)} cells: {listed(cut)}."
        sheet.findings.append(finding("truncated-row", message, line=cut[0]))
    if nameless:
        message = f"Not taken are cells in a column without a name: {listed(nameless)}."
        sheet.findings.append(finding("not-taken", message, line=nameless[0]))


def listed(numbers: list[int]) -> str:
    """The numbers of lines, for people."""
    more = f" and {len(numbers) - _TOLD} more" if len(numbers) > _TOLD else ""
    return f"{'line' if len(numbers) == 1 else 'lines'} {', '.join(map(str, numbers[:_TOLD]))}{more}"
