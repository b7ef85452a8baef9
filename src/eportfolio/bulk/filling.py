"""Filling in a copy of the template from a row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ..report.errors import UsageError
from ..report.findings import Finding, finding
from .columns import Column, Columns, place
from .headings import FIELDS
from .tables import Row, Table
from .targets import PathError, Target, resolve
from .template import Template
from .values import CellError, value_of

_NAMES = ("given_name", "family_name", "full_name")


@dataclass(slots=True)
class Filled:
    """What became of the cells of a row.

    Attributes:
        row: the row.
        values: what goes where, by path.
        findings: cells that cannot be used, or are missing.
    """

    row: Row
    values: dict[str, tuple[Target, Any]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def text(self, path: str) -> str:
        """The text that goes to a place; empty when none does."""
        value = self.values[path][1] if path in self.values else ""
        return value if isinstance(value, str) else str(value.get("edtf", "")) if isinstance(value, dict) else ""


class Filler:
    """Fills in copies of a template from the rows of a table."""

    def __init__(self, table: Table, columns: Columns, template: Template, dates: str = "") -> None:
        """Make ready for a table.

        Args:
            table: the table, for messages.
            columns: its columns.
            template: the template.
            dates: one of :data:`eportfolio.bulk.values.ORDERS`, or empty.

        Raises:
            UsageError: a default of the mapping file cannot be used.
        """
        self._table = table
        self._columns = columns
        self._template = template
        self._dates = dates
        self._names = [resolve(path, {}).path for name in _NAMES for path in FIELDS[name]]
        filled = [column.target for column in columns.columns] + [target for target, _ in columns.defaults]
        self._with_gaps = [target for target in filled if any(step.index for step in target.steps)]
        self._defaults = {target.path: (target, self._default(target, text)) for target, text in columns.defaults}

    def read(self, row: Row) -> Filled:
        """The values of a row, with what is wrong with its cells."""
        filled = Filled(row)
        for column in self._columns.columns:
            cell = row.cells[column.index] if column.index < len(row.cells) else None
            if cell is not None:
                self._take(filled, column, cell)
        filled.values = {**self._defaults, **filled.values}
        if not filled.findings:
            filled.findings.extend(self._missing(filled))
        filled.findings.extend(self._beyond(row))
        return filled

    def data(self, filled: Filled, recipient: str) -> dict[str, Any]:
        """The portfolio of a row in canonical form, before the model has seen it."""
        data = self._template.copy(recipient)
        for target, value in filled.values.values():
            target.put(data, value)
        for target in self._with_gaps:
            target.close_gaps(data)
        return data

    def at(self, item: Finding, filled: Filled, data: dict[str, Any]) -> Finding:
        """A finding about a portfolio as one about the row, and about the cell where a column fills that place."""
        column = self._meant(item, filled, data)
        if column:
            name = "missing-cell" if item.name == "required-by-target" else item.name
            message = f"{self._where(filled.row, column)}: {item.message}"
            return self._finding(
                name, message, filled.row, column, severity=item.severity, hint=item.hint, value=item.value
            )
        message = f"{self._table.name}, row {filled.row.number}: {item.message}"
        return finding(
            item.name, message, pointer=item.pointer, line=filled.row.line, value=item.value, severity=item.severity,
            specification=item.specification, hint=item.hint,
        )  # fmt: skip

    def _meant(self, item: Finding, filled: Filled, data: dict[str, Any]) -> Column | None:
        """The column that a finding is about: it fills the place, or is empty and has the name of what is missing."""
        for column in self._columns.columns:
            pointer = column.target.pointer(data)
            if f"{item.pointer}/".startswith(f"{pointer}/"):
                return column
            missing = item.name == "required-by-target" and column.target.path not in filled.values
            said = column.target.name.replace("_", " ") in item.message
            if missing and said and pointer == f"{item.pointer}/{column.target.name}":
                return column
        return None

    def _take(self, filled: Filled, column: Column, cell: Any) -> None:
        try:
            filled.values[column.target.path] = (column.target, value_of(cell, column.target, self._dates))
        except CellError as error:
            message = f"{self._where(filled.row, column)} {error.reason}."
            filled.findings.append(
                self._finding("invalid-cell", message, filled.row, column, hint=error.hint, value=error.text or None)
            )

    def _default(self, target: Target, text: str) -> Any:
        try:
            return value_of(text, target, self._dates)
        except CellError as error:
            raise UsageError(
                "usage", f'The mapping file has the default "{text}" for {target.path}, which {error.reason}.',
                hint=error.hint,
            ) from None  # fmt: skip

    def _missing(self, filled: Filled) -> list[Finding]:
        """Cells that no row may lack."""
        found = []
        if not any(path in filled.values for path in self._names):
            column = next((one for one in map(self._columns.of, self._names) if one), None)
            message = f"{self._table.name}, row {filled.row.number}: the recipient has no name."
            found.append(self._finding("missing-cell", message, filled.row, column))
        wanted = [*self._columns.required, *self._companions(filled)]
        for target in {target.path: target for target in wanted if target.path not in filled.values}.values():
            column = self._columns.of(target.path)
            heading = column.heading if column else target.path
            message = f'{self._table.name}, row {filled.row.number}, column "{heading}": the cell is empty.'
            found.append(self._finding("missing-cell", message, filled.row, column))
        return found

    def _companions(self, filled: Filled) -> Iterator[Target]:
        """The values that what a row has would be about: a country of an identifier says nothing without it."""
        for target, _ in filled.values.values():
            if target.name != "value" and target.steps[-1].having:
                with suppress(PathError):
                    yield resolve(f"{target.path.rpartition('/')[0]}/value", self._template.data)

    def _beyond(self, row: Row) -> list[Finding]:
        """Cells in columns without a heading."""
        width = self._columns.width
        cells = [at for at, cell in enumerate(row.cells) if cell is not None and at >= width]
        if not cells:
            return []
        message = f"{self._table.name}, row {row.number}: there are more cells than headings."
        hint = "A delimiter inside a cell without quotation marks is the usual cause."
        pointer = place(row.number, cells[0], self._table.sheet)
        return [finding("invalid-cell", message, pointer=pointer, line=row.line, column=cells[0] + 1, hint=hint)]

    def _where(self, row: Row, column: Column) -> str:
        return f'{self._table.name}, row {row.number}, column "{column.heading}"'

    def _finding(self, name: str, message: str, row: Row, column: Column | None, **more: Any) -> Finding:
        index = column.index if column else -1
        pointer = place(row.number, index, self._table.sheet) if index >= 0 else ""
        return finding(name, message, pointer=pointer, line=row.line, column=index + 1 if index >= 0 else None, **more)


def recipient_of(filled: Filled) -> str:
    """What tells a recipient from others: the identifiers, else name, date of birth and e-mail address; a digest."""
    owner = {path: value for path, (_, value) in filled.values.items() if path.startswith("owner/")}
    numbers = {path: value for path, value in owner.items() if path.startswith("owner/identifiers")}
    told = {
        path: value for path, value in owner.items()
        if path.startswith(("owner/names", "owner/birth_date", "owner/contact_points[channel=email]"))
    }  # fmt: skip
    text = json.dumps(numbers or told, sort_keys=True).casefold()
    return hashlib.sha256(text.encode()).hexdigest()
