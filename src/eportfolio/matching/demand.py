"""Demand for occupations, from a table that the user supplies: which ones are wanted where, and how it will go on.

A table has a row for each occupation and region, with these columns: ``occupation`` (URI) or ``isco`` (ISCO-08, one
to four digits), ``region`` (left empty: everywhere), ``openings`` (a whole number), ``outlook`` (``growing``,
``stable`` or ``shrinking``).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..report.errors import UsageError
from ..report.findings import Finding, finding
from .holdings import same_address
from .preferences import folded
from .scoring import Part

if TYPE_CHECKING:
    from ..sources.source import Input
    from .opportunities import Opportunity

OUTLOOKS: Final[Mapping[str, float]] = {"growing": 1.0, "stable": 0.5, "shrinking": 0.0}
"""How an outlook counts."""

_COLUMNS: Final = ("occupation", "isco", "region", "openings", "outlook")


@dataclass(frozen=True, slots=True)
class Outlook:
    """One row.

    Attributes:
        region: where; empty for everywhere.
        openings: how many; ``None`` when it is not said.
        outlook: a key of :data:`OUTLOOKS`.
    """

    region: str
    openings: int | None
    outlook: str


@dataclass(frozen=True, slots=True)
class Demand:
    """A table of demand.

    Attributes:
        rows: by URI of the occupation, or by code of ISCO-08.
        name: of the file, for reasons.
        region: the region that is asked for; empty for everywhere.
    """

    rows: Mapping[str, tuple[Outlook, ...]]
    name: str
    region: str = ""

    def part(self, opportunity: Opportunity) -> Part | None:
        """How much an occupation is wanted; ``None`` when the table does not tell."""
        row = self._row(opportunity)
        if row is None:
            return None
        openings = "" if row.openings is None else f"{row.openings:,} openings, "
        place = f" in {row.region}" if row.region else ""
        return Part("demand", OUTLOOKS[row.outlook], f"{openings}outlook {row.outlook}{place} ({self.name})")

    def _row(self, opportunity: Opportunity) -> Outlook | None:
        """The row of the occupation itself, else of its narrowest group."""
        codes = (opportunity.isco[:length] for length in range(len(opportunity.isco), 0, -1))
        for key in (opportunity.occupation, *codes):
            for row in self.rows.get(key, ()):
                if folded(row.region) == folded(self.region):
                    return row
        return None


def read_demand(source: Input, region: str = "") -> Demand:
    """Read a table of demand (CSV).

    Args:
        source: path, ``-``, bytes or binary stream.
        region: the region that is asked for; the rows without one when it is empty.

    Raises:
        UnreadableError: it cannot be opened or decoded.
        UsageError: a column or a value is wrong; its ``findings`` tell all of them, with lines.
    """
    from ..sources.delimited import delimiter_of
    from ..sources.encoding import decode_text
    from ..sources.source import open_source

    opened = open_source(source)
    text = decode_text(opened.data)
    table = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    rows: dict[str, list[Outlook]] = {}
    faults: list[Finding] = []
    try:
        names = [name.strip().casefold() for name in table.fieldnames or ()]
        table.fieldnames = names
        _check_columns(names)
        for cells in table:
            _take({key: (value or "").strip() for key, value in cells.items() if isinstance(value, str)},
                  table.line_num, rows, faults)  # fmt: skip
    except csv.Error as error:
        raise UsageError("usage", f"{opened.name}, line {table.line_num}: the row cannot be read: {error}.") from None
    if faults:
        raise UsageError.of(faults)
    return Demand({key: tuple(found) for key, found in rows.items()}, opened.name.rpartition("/")[2], region)


def _check_columns(names: list[str]) -> None:
    unknown = [name for name in names if name not in _COLUMNS]
    if unknown or "outlook" not in names or not {"occupation", "isco"} & set(names):
        raise UsageError(
            "usage",
            f"The table of demand has the columns {', '.join(names)}; outlook, and occupation or isco, are needed.",
            hint=f"Known columns: {', '.join(_COLUMNS)}.",
        )


def _take(cells: Mapping[str, str], line: int, rows: dict[str, list[Outlook]], faults: list[Finding]) -> None:
    outlook, openings, isco = cells.get("outlook", "").casefold(), cells.get("openings", ""), cells.get("isco", "")
    key = same_address(cells.get("occupation", "")) or isco.lstrip("C")
    wrong = ""
    if outlook not in OUTLOOKS:
        wrong = f'the outlook is "{outlook}", and {", ".join(OUTLOOKS)} are known'
    elif openings and not openings.isdecimal():
        wrong = f'"{openings}" openings are no whole number'
    elif not key or (not cells.get("occupation") and not (key.isdecimal() and len(key) <= 4)):
        wrong = "it names neither an occupation nor a code of ISCO-08"
    if wrong:
        faults.append(finding("invalid-value", f"Line {line}: {wrong}.", line=line))
        return
    row = Outlook(cells.get("region", ""), int(openings) if openings else None, outlook)
    rows.setdefault(key, []).append(row)
