"""CSV files row by row: encoding and delimiter are told from the content, and every fault has its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import IO, Final

from ...report.errors import UnreadableError, UnsafeError
from ...sources.encoding import encoding_of
from ..errors import VocabularySourceError
from .layout import COLLECTIONS, CONCEPTS, FILES, SPELLING, Kind, canonical, kind_of
from .names import stem_of
from .package import Package, PackageFile
from .telling import Findings

_DELIMITERS: Final = (",", ";", "\t", "|")
_SPREADSHEET: Final = "cp1252"
_READING: Final = Lock()

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of ESCO whose head was read.

    Attributes:
        file: the file.
        kind: what it holds.
        columns: its columns, in the spelling of ESCO where that has them.
        delimiter: what separates its cells.
        encoding: how its characters are encoded.
        stem: which file of a download it is by name; empty when its name is none of them.
        language: language of its words; empty when nothing tells it.
    """

    file: PackageFile
    kind: Kind
    columns: tuple[str, ...]
    delimiter: str
    encoding: str
    stem: str
    language: str = ""

    @property
    def unknown(self) -> tuple[str, ...]:
        """Columns that this kind of file does not have."""
        known = {*self.kind.needs, *self.kind.takes, *self.kind.passes}
        return tuple(column for column in self.columns if column not in known)

    @property
    def authentic(self) -> bool:
        """Whether it may be the publisher's own: every table of concepts of ESCO's begins with their type."""
        return self.kind not in (CONCEPTS, COLLECTIONS) or "conceptType" in self.columns


def read_head(package: Package, file: PackageFile, encoding: str = "") -> Table | None:
    """Read the head of a table and tell what it holds.

    Args:
        package: what the file is part of.
        file: the file.
        encoding: its encoding; UTF-8, or what a byte order mark says, when it is left out.

    Returns:
        The table; ``None`` when it is no table of ESCO.

    Raises:
        UnreadableError: its characters are encoded in another way.
        VocabularySourceError: it has the name of a file of ESCO, but lacks columns of it.
    """
    with package.open(file) as stream:
        encoding = encoding or _encoding(stream)
        line = next(_lines(package, file, stream, encoding), "").removeprefix("\ufeff")
    stem = stem_of(file.name)
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        columns = tuple(SPELLING.get(canonical(cell), cell.strip()) for cell in cells)
        kind = kind_of(columns)
        if kind is not None:
            _check_columns(file, columns)
            return Table(file, kind, columns, delimiter, encoding, stem)
    if stem:
        raise _without_columns(file, stem, line)
    return None


@contextmanager
def reading_rows(limit: int) -> Iterator[None]:
    """Let cells of ESCO's size be read meanwhile; the ``csv`` module has one limit for the whole process."""
    with _READING:
        before = csv.field_size_limit(limit)
        try:
            yield
        finally:
            csv.field_size_limit(before)


def rows(
    package: Package, table: Table, findings: Findings, least: int, told: Callable[[int], None]
) -> Iterator[tuple[int, Cells]]:
    """The rows of a table, each with the line where it begins; those with too few or too many cells are told.

    Args:
        package: what the table is part of.
        table: the table.
        findings: where faults are told.
        least: how many cells a row has at least; those that it lacks beyond are empty ones.
        told: is given the number of bytes after every piece that was read.

    Raises:
        UnreadableError: characters are encoded in another way than the head says.
        UnsafeError: it goes beyond a limit.
    """
    width = len(table.columns)
    with package.open(table.file, told) as stream:
        lines = _lines(package, table.file, stream, table.encoding)
        reader = csv.reader(lines, delimiter=table.delimiter, strict=True)
        line = 1
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                findings.row("truncated-row", table.file.place, line, f"cannot be read: {error}")
                line = reader.line_num + 1
                continue
            if line == 1:
                pass
            elif len(cells) == width:
                yield line, cells
            elif least <= len(cells) < width:
                yield line, cells + [""] * (width - len(cells))
            elif cells:
                findings.row("truncated-row", table.file.place, line, f"has {len(cells)} cells instead of {width}")
            line = reader.line_num + 1


def _lines(package: Package, file: PackageFile, stream: IO[bytes], encoding: str) -> Iterator[str]:
    """The lines of a file as text, with their ends; a place that cannot be decoded is told with line and column."""
    most = package.limits.text_bytes
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _wide_lines(package, file, stream, encoding)
        return
    for number, line in enumerate(iter(lambda: stream.readline(most + 1), b""), 1):
        if len(line) > most:
            raise UnsafeError("limit-exceeded", f"{file.place}, line {number} has more than {most} bytes.")
        package.count_line(file)
        try:
            yield line.decode(encoding)
        except UnicodeDecodeError as error:
            raise _wrongly_encoded(file, number, error) from None


def _wide_lines(package: Package, file: PackageFile, stream: IO[bytes], encoding: str) -> Iterator[str]:
    most = package.limits.text_bytes
    text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
    try:
        for number, line in enumerate(iter(lambda: text.readline(most + 1), ""), 1):
            if len(line) > most:
                raise UnsafeError("limit-exceeded", f"{file.place}, line {number} has more than {most} characters.")
            package.count_line(file)
            yield line
    except UnicodeError as error:
        raise UnreadableError("wrong-encoding", f"{file.place} is not {encoding.upper()}: {error}.") from None


def _encoding(stream: IO[bytes]) -> str:
    head = stream.peek(4)[:4] if isinstance(stream, io.BufferedReader) else b""
    return encoding_of(head)[0]


def _wrongly_encoded(file: PackageFile, line: int, error: UnicodeDecodeError) -> UnreadableError:
    before = error.object[: error.start].decode(error.encoding, "replace")
    guess = ""
    try:
        shown = error.object[error.start : error.start + 1].decode(_SPREADSHEET)
        guess = f" A spreadsheet may have saved it as Windows-1252, where the byte there is {shown!r}."
    except UnicodeDecodeError:
        pass
    return UnreadableError(
        "wrong-encoding",
        f"{file.place}, line {line}, column {len(before) + 1} is not {error.encoding.upper()}.{guess}",
        line=line,
        column=len(before) + 1,
        hint="Give the file as its publisher offers it, or name its encoding: --encoding cp1252.",
    )


def _check_columns(file: PackageFile, columns: tuple[str, ...]) -> None:
    twice = {column for column in columns if column and columns.count(column) > 1}
    if twice:
        raise VocabularySourceError(
            "vocabulary-source", f"{file.place}, line 1 has the column {min(twice)!r} more than once.", line=1
        )


def _without_columns(file: PackageFile, stem: str, line: str) -> VocabularySourceError:
    """The error about a file that is named like one of ESCO's, and has other columns."""
    from difflib import get_close_matches

    best = max(_DELIMITERS, key=line.count)
    cells = [cell.strip() for cell in next(csv.reader([line], delimiter=best), [])]
    there = {SPELLING.get(canonical(cell), cell) for cell in cells}
    missing = [column for column in FILES[stem].needs if column not in there]
    strange = [cell for cell in cells if SPELLING.get(canonical(cell)) is None]
    near = {column: get_close_matches(column, strange, n=1, cutoff=0.5) for column in missing}
    renamed = "".join(f" {match[0]!r} may be what was {column!r}." for column, match in near.items() if match)
    return VocabularySourceError(
        "vocabulary-source",
        f"{file.place}, line 1 has no column {', '.join(map(repr, missing))}.{renamed}",
        line=1,
        hint="The first line names the columns; download the file again, and give it unchanged.",
    )
