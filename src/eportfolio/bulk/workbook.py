"""A workbook (Office Open XML, ISO/IEC 29500) as a table, read row by row.

Formulas are not evaluated: a cell has the value that was saved with it.  openpyxl reads the rows as a stream; what it
holds in memory are the shared texts and the styles of the workbook.
"""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, Final

from ..report.errors import MissingExtraError, UnreadableError, UnsafeError, UsageError
from .delimited import ERROR_VALUES
from .tables import Cell, Row, TableLimits, Unusable, within_limits

_PIECE: Final = 1 << 20
_MEMBERS: Final = 2_000
_TOGETHER: Final = 200
"""How many rows are read at once, so that silencing the library's warnings costs nothing."""

_DOCTYPE: Final = b"<!DOCTYPE"
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s/>]")
_ZEROS: Final = re.compile(r"0{2,}")
_DECIMALS: Final = re.compile(r"0\.(0+)")
_LONGEST: Final = 32_767
"""Characters that spreadsheet programs keep in a cell."""

_MOST_DIGITS: Final = 15
"""Spreadsheets keep this many digits of a number and put zeros in the place of the rest."""


class Workbook:
    """A sheet of a workbook as a table."""

    def __init__(self, path: Path, sheet: str, limits: TableLimits) -> None:
        try:
            import openpyxl  # noqa: F401
        except ImportError:
            raise MissingExtraError("table", f"Reading the workbook {path.name}") from None
        self.name = path.name
        self._limits = limits
        computed = _inspected(path, limits)
        with ExitStack() as opened:
            self._values = self._loaded(opened, path, data_only=True)
            self._formulas = self._loaded(opened, path, data_only=False) if computed else None
            self.sheets: tuple[str, ...] = tuple(
                one.title for one in self._values.worksheets if hasattr(one, "iter_rows")
            )
            self.sheet = self._chosen(sheet)
            rows = self._values[self.sheet].max_row
            self.expected: int | None = rows if isinstance(rows, int) and rows > 1 else None
            self._opened = opened.pop_all()

    def rows(self) -> Iterator[Row]:
        """The rows, read one by one."""
        values = self._stream(self._values)
        formulas = self._stream(self._formulas) if self._formulas is not None else None
        number = 0
        while batch := self._batch(values):
            computed = self._batch(formulas) if formulas is not None else []
            for at, cells in enumerate(batch):
                number += 1
                width = _width(cells)
                within_limits(self.name, number, width, self._limits)
                behind = computed[at] if at < len(computed) else ()
                yield Row(number, number, tuple(_cells(cells, width, behind)))

    def close(self) -> None:
        """Let go of the file."""
        self._opened.close()

    def _loaded(self, opened: ExitStack, path: Path, *, data_only: bool) -> Any:
        import openpyxl

        try:
            stream = opened.enter_context(path.open("rb"))
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(stream, read_only=True, data_only=data_only)
        except Exception:
            raise _broken(self.name) from None
        opened.callback(book.close)
        return book

    def _chosen(self, wanted: str) -> str:
        if not self.sheets:
            raise _broken(self.name)
        if not wanted:
            visible = (name for name in self.sheets if self._values[name].sheet_state == "visible")
            return next(visible, self.sheets[0])
        if wanted in self.sheets:
            return wanted
        raise UsageError(
            "usage", f'{self.name} has no sheet "{wanted}".', hint=f"It has: {', '.join(self.sheets[:40])}."
        )

    def _stream(self, book: Any) -> Iterator[tuple[Any, ...]]:
        sheet = book[self.sheet]
        sheet.reset_dimensions()  # what a file says of its own size is often wrong, and rows beyond would be left out
        return iter(sheet.iter_rows(max_col=self._limits.columns + 1))

    def _batch(self, rows: Iterator[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return list(islice(rows, _TOGETHER))
        except Exception:
            raise _broken(self.name) from None


def _width(cells: tuple[Any, ...]) -> int:
    """How many cells there are up to the last one that is not empty."""
    width = len(cells)
    while width and cells[width - 1].value is None:
        width -= 1
    return width


def _cells(cells: tuple[Any, ...], width: int, behind: tuple[Any, ...]) -> Iterator[Cell]:
    """The cells of a row; ``behind`` are the same cells with their formulas."""
    formulas = {at for at, cell in enumerate(behind) if cell.data_type == "f"}
    for at, cell in enumerate(cells[: max([width, *(at + 1 for at in formulas)])]):
        if cell.value is not None:
            yield _cell(cell.value, cell)
        elif at in formulas and _never_computed(cell):
            yield Unusable(
                "has a formula without a value: it was never computed",
                "Open the workbook in a spreadsheet program, save it, and try again; or put the value in.",
            )
        else:
            yield None


def _never_computed(cell: Any) -> bool:
    """Whether a formula has no saved value; the empty text is one, and its cell says that it holds a text."""
    return cell.data_type not in ("s", "str")


def _cell(value: Any, cell: Any) -> Cell:
    if isinstance(value, str):
        if len(value) > _LONGEST:
            return Unusable(f"holds more than {_LONGEST:,} characters, as no cell of a spreadsheet can", "Shorten it.")
        text = value.strip().strip("\ufeff")
        if cell.data_type == "e" or text in ERROR_VALUES:
            return Unusable(f"holds the error {text} of a spreadsheet", "Correct it in the spreadsheet.", text)
        return text or None
    if isinstance(value, bool | datetime.datetime | datetime.date):
        return value
    if isinstance(value, int | float):
        return _number(value, cell.number_format)
    return Unusable("holds a time of day or a length of time", "Write it as a text.", str(value))


def _number(value: float, shown_as: str) -> Cell:
    """A number as the table shows it: with the zeros that the format of its cell gives it, and no ``.0`` of ours."""
    whole = int(value) if isinstance(value, int) or value.is_integer() else None
    if whole is not None and len(str(abs(whole))) > _MOST_DIGITS:
        return Unusable(
            f"holds a number of more than {_MOST_DIGITS} digits, of which a spreadsheet loses the last ones",
            "Format the column as text and enter the value again.", str(whole),
        )  # fmt: skip
    decimals = _DECIMALS.fullmatch(shown_as)
    if decimals and round(value, len(decimals[1])) == value:
        return f"{value:.{len(decimals[1])}f}"
    if whole is None:
        return repr(value)
    return str(whole).zfill(len(shown_as)) if _ZEROS.fullmatch(shown_as) else str(whole)


def _inspected(path: Path, limits: TableLimits) -> bool:
    """Look at a workbook before a parser does.

    Returns:
        Whether one of its sheets has formulas.

    Raises:
        UnreadableError: it is no workbook.
        UnsafeError: it grows beyond a limit, or declares document types.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
            size = sum(member.file_size for member in members)
            if len(members) > _MEMBERS or size > limits.inflated_bytes:
                raise UnsafeError(
                    "limit-exceeded",
                    f"{path.name} grows beyond {limits.inflated_bytes:,} bytes or {_MEMBERS:,} parts when unpacked.",
                )
            if "[Content_Types].xml" not in archive.namelist():
                raise UnreadableError(
                    "file-not-readable", f"{path.name} is no workbook of the kind .xlsx.",
                    hint="Save it as an Excel workbook (.xlsx), or as CSV UTF-8.",
                )  # fmt: skip
            computed = [_has_formulas(archive, member, path.name) for member in members]
            return True in computed
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise _broken(path.name) from None


def _has_formulas(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> bool:
    """Whether a part of a workbook has formulas; every part of it is read for what no part needs."""
    if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
        return False
    found = False
    before = b""
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE):
            text = before + piece.replace(b"\0", b"")
            if _DOCTYPE in text:
                raise UnsafeError("unsafe-content", f"{name} declares a document type, which no workbook needs.")
            found = found or ("/worksheets/" in member.filename and _FORMULA.search(text) is not None)
            before = text[-16:]
    return found


def _broken(name: str) -> UnreadableError:
    return UnreadableError(
        "not-well-formed", f"{name} cannot be read: it is broken, or no workbook of the kind .xlsx.",
        hint="Open it in a spreadsheet program and save it again, or save it as CSV UTF-8.",
    )  # fmt: skip
