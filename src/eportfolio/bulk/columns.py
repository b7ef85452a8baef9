"""The columns of a table: which row has the headings, and what each of them fills."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import chain, islice
from typing import Any, Final

from ..report.codes import Severity
from ..report.errors import RefusedError, UsageError
from ..report.findings import Finding, finding
from .headings import FIELDS, folded, meaning_of
from .mapping import ColumnMapping
from .tables import Row, Table
from .targets import PathError, Target, resolve

_LOOKED_AT: Final = 20
"""How many rows are looked at for the headings: templates of others have some rows above them."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is used.

    Attributes:
        index: its position, counted from 0.
        heading: its heading.
        target: what it fills.
    """

    index: int
    heading: str
    target: Target


@dataclass(slots=True)
class Columns:
    """What is known of the columns of a table.

    Attributes:
        columns: those that are used.
        defaults: texts for empty cells, with what they fill.
        required: what no row may lack.
        width: how many columns have a heading, or stand before one that has.
        findings: columns that are not used.
    """

    columns: list[Column] = field(default_factory=list)
    defaults: list[tuple[Target, str]] = field(default_factory=list)
    required: list[Target] = field(default_factory=list)
    width: int = 0
    findings: list[Finding] = field(default_factory=list)

    def of(self, path: str) -> Column | None:
        """The column that fills a place."""
        return next((column for column in self.columns if column.target.path == path), None)


def read_columns(table: Table, mapping: ColumnMapping, template: dict[str, Any]) -> tuple[Columns, Iterator[Row]]:
    """Find the headings of a table.

    Args:
        table: the table.
        mapping: what the user says about it.
        template: the template in canonical form.

    Returns:
        The columns, and the rows below the headings.

    Raises:
        UsageError: no heading is known, two columns fill the same place, or the mapping leads nowhere.
        RefusedError: a heading names something that the template does not have; all of them are told.
    """
    rows = table.rows()
    top = list(islice(rows, _LOOKED_AT))
    at = _heading_row(top, mapping)
    if at is None:
        raise _no_headings(table, top)
    found = _Finder(table, mapping, template)
    found.take(top[: at + 1])
    return found.columns, chain(top[at + 1 :], rows)


def place(number: int, index: int, sheet: str = "") -> str:
    """The place of a cell as spreadsheets write it, such as ``Recipients!D7``."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{sheet}!{letters}{number}" if sheet else f"{letters}{number}"


def _heading_row(rows: Sequence[Row], mapping: ColumnMapping) -> int | None:
    """The position of the row with the most headings that are known, the lowest of several; ``None`` without any."""
    counts = [sum(_is_known(cell, mapping) for cell in row.cells) for row in rows]
    most = max(counts, default=0)
    return len(counts) - 1 - counts[::-1].index(most) if most else None


def _is_known(cell: object, mapping: ColumnMapping) -> bool:
    if not isinstance(cell, str):
        return False
    return bool(mapping.meant(cell)) or bool(meaning_of(cell).paths)


def _no_headings(table: Table, rows: Sequence[Row]) -> UsageError:
    first = next((row for row in rows if not row.blank), None)
    cells = [cell for cell in (first.cells if first else ()) if isinstance(cell, str)]
    others = [sheet for sheet in table.sheets if sheet != table.sheet]
    elsewhere = f" Other sheets (--sheet): {', '.join(others[:20])}." if others else ""
    what = f"{table.name}, sheet {table.sheet}," if table.sheet else table.name
    return UsageError(
        "usage", f"{what} has no row of headings that says what its columns hold.",
        hint=f"Its first row has: {', '.join(cells[:20]) or 'nothing'}. Known headings are {', '.join(FIELDS)}; "
        f"others can be named in a mapping file (--columns).{elsewhere}",
    )  # fmt: skip


class _Finder:
    """Finds what each heading fills."""

    def __init__(self, table: Table, mapping: ColumnMapping, template: dict[str, Any]) -> None:
        self._table = table
        self._mapping = mapping
        self._template = template
        self._broken: list[Finding] = []
        self.columns = Columns()

    def take(self, rows: Sequence[Row]) -> None:
        """Take the row of headings, the last one, and what stands above it where a heading says nothing."""
        *above, head = rows
        self.columns.width = width = max(len(row.cells) for row in rows)
        silent = [index for index in range(width) if not self._taken(head, index)]
        for index in silent:
            if not any(self._taken(row, index, below=head) for row in reversed(above)):
                self._unknown(head, index)
        if self._broken:
            raise RefusedError.of(self._broken)
        self._said_by_the_mapping()

    def _taken(self, row: Row, index: int, below: Row | None = None) -> bool:
        """Whether a heading says what its column is, be it that it is not used."""
        heading = row.cells[index] if index < len(row.cells) else None
        if not isinstance(heading, str):
            return False
        meant = self._mapping.meant(heading)
        meaning = meaning_of(heading if meant is None else meant)
        if meant == "" or (meaning.helper and below is None):
            return True
        if not meaning.paths:
            return False
        try:
            target = self._target(heading if meant is None else meant)
        except PathError as error:
            if below is None:
                self._leads_nowhere(heading, row, index, error)
            return below is None
        other = self.columns.of(target.path)
        if other is not None and below is None:
            raise UsageError(
                "usage", f'{self._table.name}: the columns "{other.heading}" and "{heading}" are for the same thing.',
                hint="Take one of them out, or say in a mapping file (--columns) that it is not used: "
                f'"{heading}" = "".',
            )  # fmt: skip
        if other is None:
            self.columns.columns.append(Column(index, heading, target))
        return other is None

    def _target(self, text: str) -> Target:
        """The place that a heading means.

        Raises:
            PathError: it leads nowhere.
        """
        meaning = meaning_of(text)
        if not meaning.paths:
            near = get_close_matches(folded(text), [folded(name) for name in FIELDS], n=2)
            raise PathError(f'"{text}" is no field.', [name for name in FIELDS if folded(name) in near])
        there = [path for path in meaning.paths if path.partition("/")[0] in self._template]
        path = (there or list(meaning.paths))[0]
        return resolve(path, self._template, key=meaning.key, language=meaning.language)

    def _leads_nowhere(self, heading: str, row: Row, index: int, error: PathError) -> None:
        meant = f" Is {' or '.join(error.meant)} meant?" if error.meant else ""
        self._broken.append(
            finding(
                "unknown-column",
                f'{self._table.name}, column "{heading}": {error.reason}{meant}',
                pointer=place(row.number, index, self._table.sheet), line=row.line, column=index + 1,
                severity=Severity.ERROR,
                hint="Correct the heading, add the item to the template, or say in a mapping file (--columns) that "
                f'the column is not used: "{heading}" = "".',
            )
        )  # fmt: skip

    def _unknown(self, row: Row, index: int) -> None:
        heading = row.cells[index] if index < len(row.cells) else None
        if not isinstance(heading, str):
            return
        near = get_close_matches(folded(heading), [folded(name) for name in FIELDS], n=1)
        meant = next((f" Is {name} meant?" for name in FIELDS if [folded(name)] == near), "")
        self.columns.findings.append(
            finding(
                "unknown-column", f'{self._table.name}, column "{heading}" is not used.{meant}',
                pointer=place(row.number, index, self._table.sheet), line=row.line, column=index + 1,
            )
        )  # fmt: skip

    def _said_by_the_mapping(self) -> None:
        for name, text in self._mapping.defaults.items():
            self.columns.defaults.append((self._named("defaults", name), text))
        self.columns.required += [self._named("required", name) for name in self._mapping.required]

    def _named(self, where: str, name: str) -> Target:
        try:
            return self._target(name)
        except PathError as error:
            meant = f" Is {' or '.join(error.meant)} meant?" if error.meant else ""
            raise UsageError("usage", f'The mapping file says "{name}" in {where}: {error.reason}{meant}') from None
