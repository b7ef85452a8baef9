"""The table of a mapping set: its columns, and one mapping out of each row that can be used."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import Final

from ...report.codes import Severity
from ...report.errors import UnsafeError
from ...sources.limits import Limits
from ..errors import VocabularySourceError
from .checking import check_value
from .curies import Prefixes, UnknownPrefixError
from .gathering import Gathering
from .sets import Mapping, Value
from .slots import (
    CORE,
    FORMER_MATCH_TYPES,
    FORMER_NAMES,
    FORMER_TERM_TYPES,
    LITERAL,
    MULTIVALUED,
    REFERENCES,
)

_MATCH_TYPE: Final = "match_type"
_TERM_TYPE: Final = "match_term_type"
_JUSTIFICATION: Final = "mapping_justification"
_REMEMBERED: Final = 10_000
_PARTS: Final = re.compile(r"((?:\\[\\|]|[^|])*)(\||\Z)")
_ESCAPED: Final = re.compile(r"\\([\\|])")


class UnusableRowError(ValueError):
    """A row states no mapping; the message says what it lacks."""


def table_rows(table: str, source: str, before: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table of tabs, each with the line of the file on which it begins.

    Raises:
        VocabularySourceError: a quote is never closed, or stands inside a cell; with the line.
    """
    reader = csv.reader(io.StringIO(table, newline=""), delimiter="\t", strict=True)
    begun = before + 1
    try:
        for row in reader:
            if row:
                yield begun, row
            begun = before + reader.line_num + 1
    except csv.Error as error:
        raise VocabularySourceError(
            "vocabulary-source",
            f"{source}, line {begun}: the row cannot be read ({error}).",
            line=begun,
            hint='A cell with a quote, a tab or a line break stands in quotes, a quote inside is doubled: "a ""b"" c".',
        ) from None


class RowReader:
    """Reads the mappings of one table.

    Args:
        prefixes: what the prefixes stand for.
        found: where to tell what is wrong.
        limits: the safety limits; ``nodes`` bounds the number of rows.
        literals: the sides (``subject``, ``object``) that are mere texts in all rows.
    """

    def __init__(self, prefixes: Prefixes, found: Gathering, limits: Limits, literals: frozenset[str]) -> None:
        self._prefixes = prefixes
        self._found = found
        self._limits = limits
        self._literals = literals
        self._columns: tuple[str, ...] = ()
        self._addresses: dict[str, str] = {}
        self._seen: dict[int, Mapping] = {}
        self._told_of_addresses = False

    def mappings(self, table: str, before: int) -> Iterator[Mapping]:
        """The mappings of a table.

        Args:
            table: the rows, the names of the columns first.
            before: lines of the file before them.

        Raises:
            VocabularySourceError: columns are missing, the delimiter is another, or a prefix is not declared.
            UnsafeError: there are more rows than the limit.
        """
        rows = table_rows(table, self._found.source, before)
        first = next(rows, None)
        if first is None:
            raise self._error("it has no row of columns; SSSOM wants one below the metadata", before + 1)
        self._read_columns(first[1], first[0])
        for number, (line, row) in enumerate(rows, 1):
            if number > self._limits.nodes:
                raise UnsafeError(
                    "limit-exceeded",
                    f"{self._found.source} has more than {self._limits.nodes:,} rows (limit nodes).",
                    line=line,
                )
            mapping = self._read_row(row, line)
            if mapping is not None:
                yield mapping

    def _read_columns(self, names: Sequence[str], line: int) -> None:
        columns = tuple(FORMER_NAMES.get(name.strip(), name.strip()) for name in names)
        if len(columns) == 1:
            other = next((sign for sign in ",;|" if sign in columns[0]), None)
            if other:
                raise self._error(f"its columns are separated by {other!r}, where SSSOM wants tabs", line)
        doubled = next((name for name in columns if name and columns.count(name) > 1), None)
        if doubled:
            raise self._error(f"the column {doubled} is there twice", line)
        missing = [name for name in CORE if name not in columns and not self._may_miss(name, columns)]
        if missing:
            raise self._error(f"there is no column {' and no column '.join(missing)}", line)
        if "" in columns:
            self._found.add("not-taken", "a column has no name.", line=line)
        self._columns = columns

    def _may_miss(self, name: str, columns: Sequence[str]) -> bool:
        if name == _JUSTIFICATION:
            return _MATCH_TYPE in columns
        side = name.removesuffix("_id")
        return side in self._literals or f"{side}_type" in columns

    def _read_row(self, row: Sequence[str], line: int) -> Mapping | None:
        if len(row) != len(self._columns):
            self._found.add(
                "truncated-row", f"the row has {len(row)} cells, not {len(self._columns)}; it was left out.", line=line
            )
            return None
        cells = {name: cell for name, cell in zip(self._columns, row, strict=True) if cell and name}
        try:
            mapping = self._mapping(cells, line)
        except UnusableRowError as error:
            self._found.add("invalid-mapping", f"{error}; the row was left out.", line=line)
            return None
        core = (mapping.subject, mapping.predicate, mapping.object, mapping.justification)
        first = self._seen.setdefault(hash((core, frozenset(mapping.slots.items()))), mapping)
        if first is not mapping and first == mapping:
            self._found.add("duplicate-mapping", f"it says what line {first.line} says; it was left out.", line=line)
            return None
        return mapping

    def _mapping(self, cells: dict[str, str], line: int) -> Mapping:
        _modernise(cells)
        for side in ("subject", "object"):
            kind = cells.get(f"{side}_type", LITERAL if side in self._literals else "")
            if kind == LITERAL and not cells.get(f"{side}_label"):
                raise UnusableRowError(f"its {side} is a text, but {side}_label is empty")
            if kind != LITERAL and not cells.get(f"{side}_id"):
                raise UnusableRowError(f"it has no {side}_id")
        for name in ("predicate_id", _JUSTIFICATION):
            if not cells.get(name):
                raise UnusableRowError(f"it has no {name}")
        slots = {name: self._value(name, cell, line) for name, cell in cells.items()}
        for name, value in slots.items():
            check_value(name, value, self._found, line)
        subject, predicate, object_, justification = (str(slots.pop(name, "")) for name in CORE)
        return Mapping(subject, predicate, object_, justification, slots, line)

    def _value(self, name: str, cell: str, line: int) -> Value:
        if name in MULTIVALUED:
            parts = split_list(cell)
            return tuple(self._address(part, line) for part in parts) if name in REFERENCES else parts
        return self._address(cell, line) if name in REFERENCES else cell

    def _address(self, reference: str, line: int) -> str:
        known = self._addresses.get(reference)
        if known is None:
            if len(self._addresses) == _REMEMBERED:
                self._addresses.clear()
            try:
                known = self._addresses[reference] = self._prefixes.expand(reference)
            except UnknownPrefixError as error:
                raise self._error(str(error), line) from None
            if self._prefixes.is_address(reference) and not self._told_of_addresses:
                self._told_of_addresses = True
                self._found.add(
                    "invalid-value", "names are written as addresses, where SSSOM wants CURIEs.", line=line,
                    value=reference, severity=Severity.WARNING,
                )  # fmt: skip
        return known

    def _error(self, what: str, line: int) -> VocabularySourceError:
        return VocabularySourceError(
            "vocabulary-source",
            f"{self._found.source}, line {line}: {what}.",
            line=line,
            hint="SSSOM/TSV: metadata lines behind #, then columns separated by tabs, with the prefixes of all CURIEs"
            " in the curie_map.",
        )


def split_list(cell: str) -> tuple[str, ...]:
    r"""The values of a cell that holds a list: separated by ``|``; ``\|`` and ``\\`` stand for the signs themselves."""
    if "\\" not in cell:
        return tuple(part for part in cell.split("|") if part)
    parts = (match[1] for match in _PARTS.finditer(cell))
    return tuple(_ESCAPED.sub(r"\1", part) for part in parts if part)


def _modernise(cells: dict[str, str]) -> None:
    """Say in the words of today what versions before 1.0 said otherwise."""
    match_type = cells.pop(_MATCH_TYPE, "")
    if match_type and _JUSTIFICATION not in cells:
        if match_type not in FORMER_MATCH_TYPES:
            raise UnusableRowError(f"its match_type is {match_type!r}, which SSSOM never knew")
        cells[_JUSTIFICATION] = "semapv:" + FORMER_MATCH_TYPES[match_type]
    term_type = cells.pop(_TERM_TYPE, "")
    if term_type:
        if term_type not in FORMER_TERM_TYPES:
            raise UnusableRowError(f"its match_term_type is {term_type!r}, which SSSOM never knew")
        for side in ("subject_type", "object_type"):
            cells.setdefault(side, FORMER_TERM_TYPES[term_type])
