"""The layout in which ESCO's partners publish crosswalks: facts about the project, then a table of two sides.

The first rows hold a key and a value, such as ``Mapping project name``.  The table begins with the row that names a
column for the relation.  Files come with commas, with semicolons, and as rows of commas inside a file of semicolons,
which is what a spreadsheet makes of a CSV file of the other kind.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from ...report.errors import UnsafeError
from ...sources.limits import Limits
from ..errors import VocabularySourceError
from .gathering import Gathering

FIRST_FACT: Final = "mapping project name"
"""The key with which every such file begins."""

_COLUMNS: Final = {
    **{
        f"classification {side} {spelling}": f"{what} {side}"
        for side in (1, 2)
        for spelling, what in (
            ("id", "id"), ("uri", "id"), ("preflabel", "label"), ("prefered label", "label"),
            ("preferred label", "label"),
        )
    },
    "o*net id": "id 1",
    "o*net title": "label 1",
    "esco or isco uri": "id 2",
    "esco or isco title": "label 2",
    "mapping relation": "relation",
    "type of match": "relation",
    "editorial note": "note",
}  # fmt: skip
"""What the columns are called, and what they hold."""

_WANTED: Final = ("id 1", "id 2", "relation")
_HELD: Final = ("id 1", "label 1", "id 2", "label 2", "relation", "note")
_BLANKS: Final = re.compile(r"\s+")
_MAX_FACTS: Final = 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """A crosswalk as it stands in its file.

    Attributes:
        facts: what is said of the project and its two classifications, by key in lower case.
        rows: line and cells of each row: ``id 1``, ``label 1``, ``id 2``, ``label 2``, ``relation``, ``note``.
    """

    facts: Mapping[str, str]
    rows: Sequence[tuple[int, Mapping[str, str]]] = field(default_factory=list)


def is_sheet(text: str) -> bool:
    """Whether a text is a crosswalk in this layout."""
    return text[: len(FIRST_FACT) + 2].lstrip('"').casefold().startswith(FIRST_FACT)


def read_sheet(text: str, found: Gathering, limits: Limits) -> Sheet:
    """Read the facts and the table.

    Args:
        text: the content of the file.
        found: where to tell what is wrong.
        limits: the safety limits; ``nodes`` bounds the number of rows.

    Raises:
        VocabularySourceError: it is not in this layout, a column is missing, or a row is no CSV; with the line.
        UnsafeError: it has more rows than the limit.
    """
    if not is_sheet(text):
        raise _error(found, f"it does not begin with {FIRST_FACT.capitalize()!r}", 1)
    records = _records(text, found)
    facts: dict[str, str] = {}
    for line, cells in records:
        names = [_plain(cell) for cell in cells]
        if "relation" in map(_COLUMNS.get, names):
            return Sheet(facts, list(_Table(names, line, found, limits).rows(records)))
        if any(names):
            facts[names[0]] = cells[1].strip() if len(cells) > 1 else ""
        if len(facts) > _MAX_FACTS:
            break
    raise _error(found, "no row names a column Mapping relation or Type of Match", None)


class _Table:
    """The table of a crosswalk, whose columns are known."""

    def __init__(self, names: Sequence[str], line: int, found: Gathering, limits: Limits) -> None:
        self._names = names
        self._columns = [_COLUMNS.get(name, "") for name in names]
        self._line = line
        self._found = found
        self._limits = limits
        missing = [name for name in _WANTED if name not in self._columns]
        if missing:
            raise _error(found, f"there is no column with the {' or the '.join(missing)} of a classification", line)
        self._needed = max(self._columns.index(name) for name in _WANTED) + 1

    def rows(self, records: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
        """The rows that can be used; what is not taken from the table is told at the end."""
        passed: dict[str, None] = {}
        width = len(self._columns)
        for number, (line, cells) in enumerate(records, 1):
            if number > self._limits.nodes:
                told = f"{self._found.source} has more than {self._limits.nodes:,} rows (limit nodes)."
                raise UnsafeError("limit-exceeded", told, line=line)
            filled = [cell.strip() for cell in cells]
            if len(filled) < self._needed or any(filled[width:]):
                told = f"the row has {len(filled)} cells, not {width}; it was left out."
                self._found.add("truncated-row", told, line=line)
            elif any(filled):
                held: dict[str, str] = dict.fromkeys(_HELD, "")
                for name, column, cell in zip(self._names, self._columns, filled, strict=False):
                    if column:
                        held[column] = cell
                    elif cell:
                        passed[name] = None
                yield line, held
        if passed:
            told = (
                f"the columns {', '.join(passed)} were not taken: they describe the concepts, not how they correspond."
            )
            self._found.add("not-taken", told, line=self._line)


def _records(text: str, found: Gathering) -> Iterator[tuple[int, list[str]]]:
    """The rows of the file with the lines on which they begin, whatever separates their cells."""
    outer, inner = _delimiters(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=outer, strict=True)
    begun = 1
    try:
        for row in reader:
            if inner:
                row = [cell for part in row if part for cell in next(csv.reader([part], delimiter=inner))]  # noqa: PLW2901
            if row:
                yield begun, row
            begun = reader.line_num + 1
    except csv.Error as error:
        raise _error(found, f"the row cannot be read ({error})", begun) from None


def _delimiters(text: str) -> tuple[str, str]:
    """What separates cells, and what separates them again inside of those."""
    first = text.partition("\n")[0]
    after = first[first.casefold().find(FIRST_FACT) + len(FIRST_FACT) :].lstrip('"')[:1]
    if after == "," and first.rstrip().endswith(";"):
        return ";", ","
    return (after, "") if after in (",", ";", "\t") else (",", "")


def _plain(cell: str) -> str:
    return _BLANKS.sub(" ", cell.strip()).casefold()


def _error(found: Gathering, what: str, line: int | None) -> VocabularySourceError:
    where = f", line {line}" if line else ""
    return VocabularySourceError(
        "vocabulary-source",
        f"{found.source}{where}: {what}.",
        line=line,
        hint="Give the crosswalk as it was published, or a mapping set in SSSOM/TSV.",
    )
