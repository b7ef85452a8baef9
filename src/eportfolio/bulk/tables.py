"""A table as its reader gives it: rows of cells, one after the other, whatever file they come from."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol, TypeAlias

from ..report.errors import UnreadableError, UnsafeError


@dataclass(frozen=True, slots=True)
class Unusable:
    """A cell whose content is not what a person put there.

    Attributes:
        reason: what is wrong with it, as the end of the sentence "The cell ...".
        hint: what to do.
        text: what stands in it.
    """

    reason: str
    hint: str = ""
    text: str = ""


Cell: TypeAlias = str | bool | datetime.datetime | datetime.date | Unusable | None
"""What stands in a cell; numbers are texts, as the table shows them, and ``None`` is an empty cell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        number: its number as spreadsheets count: the first row of the table is 1.
        line: the line of the file that it begins on; the number where the file has no lines.
        cells: its cells from the first column on; there may be fewer than there are columns.
    """

    number: int
    line: int
    cells: tuple[Cell, ...]

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return all(cell is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class TableLimits:
    """What a table may cost.

    Attributes:
        file_bytes: size of the file.
        inflated_bytes: size of everything in a workbook after decompression.
        rows: number of rows.
        columns: number of columns.
    """

    file_bytes: int = 256 << 20
    inflated_bytes: int = 1 << 30
    rows: int = 1_000_000
    columns: int = 500


TABLE_LIMITS: Final = TableLimits()


class Table(Protocol):
    """A table that is open.

    Attributes:
        name: name of the file, for messages.
        sheet: name of the sheet; empty where there are none.
        sheets: names of all sheets that there are.
        expected: about how many rows there are, for people who wait; ``None`` when nothing tells.
    """

    name: str
    sheet: str
    sheets: tuple[str, ...]
    expected: int | None

    def rows(self) -> Iterator[Row]:
        """The rows, read one by one.

        Raises:
            UnreadableError: the file is broken from some place on.
            UnsafeError: it goes beyond a limit.
        """

    def close(self) -> None:
        """Let go of the file."""


def open_table(path: str | Path, *, sheet: str = "", limits: TableLimits = TABLE_LIMITS) -> Table:
    """Open a table: a workbook (XLSX, XLSM), or text with delimiters (CSV), told from the first bytes.

    Args:
        path: the file.
        sheet: name of the sheet of a workbook; the first visible one when empty.
        limits: the safety limits.

    Raises:
        UnreadableError: it cannot be opened, is empty, or is a table of another kind.
        UnsafeError: it goes beyond a limit, or holds what can attack a reader.
        UsageError: there is no such sheet.
        MissingExtraError: a workbook needs the extra ``table``.
    """
    head = _head(Path(path), limits)
    if head.startswith(b"PK\x03\x04"):
        from .workbook import Workbook

        return Workbook(Path(path), sheet, limits)
    if head.startswith(_COMPOUND):
        raise UnreadableError(
            "file-not-readable",
            f"{path} is a workbook of Excel before 2007, or one with a password.",
            hint="Save it as an Excel workbook (.xlsx) without a password, or as CSV UTF-8.",
        )
    from .delimited import DelimitedText

    return DelimitedText(Path(path), sheet, limits)


_COMPOUND: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of a compound file ([MS-CFB], section 2.2): old workbooks, and encrypted new ones."""


def _head(path: Path, limits: TableLimits) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(4096)
            size = stream.seek(0, 2)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UnreadableError("file-not-readable", f"{path} cannot be opened: {why}.") from None
    if size > limits.file_bytes:
        raise UnsafeError(
            "limit-exceeded", f"{path} is larger than {limits.file_bytes:,} bytes.", hint="Split the table."
        )
    if not head.strip():
        raise UnreadableError("empty-file", f"{path} is empty.")
    return head


def within_limits(name: str, rows: int, columns: int, limits: TableLimits) -> None:
    """Refuse a table with too many rows or columns.

    Raises:
        UnsafeError: it has.
    """
    for what, count, most in (("rows", rows, limits.rows), ("columns", columns, limits.columns)):
        if count > most:
            raise UnsafeError("limit-exceeded", f"{name} has more than {most:,} {what}.", hint="Split the table.")
