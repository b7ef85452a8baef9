"""What became of the rows of a table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from ..report.codes import Severity
from ..report.findings import Finding

_MOST_FINDINGS: Final = 1_000
_ROW: Final = re.compile(r", row \d+")


@dataclass(frozen=True, slots=True)
class Draft:
    """What became of one row.

    Attributes:
        row: its number, as spreadsheets count.
        line: the line of the file that it begins on.
        file: name of the draft; empty when there is none.
        status: ``written``, ``unchanged`` since an earlier run, or ``failed``.
        findings: what was found.
    """

    row: int
    line: int
    file: str
    status: Literal["written", "unchanged", "failed"]
    findings: tuple[Finding, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The outcome as JSON-ready data."""
        return {
            "row": self.row, "line": self.line, "file": self.file, "status": self.status,
            "findings": [item.as_dict() for item in self.findings],
        }  # fmt: skip


@dataclass(slots=True)
class Drafted:
    """What became of a table.

    Attributes:
        table: name of the table.
        format: id of the format that drafts are in.
        written: how many drafts were written.
        unchanged: how many had been written before and are as they were.
        failed: how many rows have no draft.
        left_over: how many files of earlier runs no row stands for any more.
        left_over_names: the names of the first of them.
        findings: what was found, each thing once; of what is found in many rows, the first.
        repeated: for a position in ``findings``, in how many more rows the same was found.
        general: those of them that are about the table and the template as a whole.
        untold: how many findings there are besides, of which there are too many to keep.
    """

    table: str
    format: str
    written: int = 0
    unchanged: int = 0
    failed: int = 0
    left_over: int = 0
    left_over_names: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    repeated: dict[int, int] = field(default_factory=dict)
    general: list[Finding] = field(default_factory=list)
    untold: int = 0
    _seen: dict[tuple[str, str, str], int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        """What is about the whole is told first."""
        for item in self.general:
            self.tell(item)

    @property
    def rows(self) -> int:
        """How many rows there were."""
        return self.written + self.unchanged + self.failed

    def take(self, one: Draft) -> None:
        """Count what became of a row, and keep what was found in it."""
        setattr(self, one.status, getattr(self, one.status) + 1)
        for item in one.findings:
            self.tell(item)

    def tell(self, item: Finding) -> None:
        """Keep a finding, unless it says of another row what was found before, or there are too many."""
        key = (item.code, item.pointer if item.pointer.startswith("/") else "", self._alike(item))
        at = self._seen.get(key)
        if at is not None:
            self.repeated[at] = self.repeated.get(at, 0) + 1
        elif len(self.findings) >= _MOST_FINDINGS:
            self.untold += 1
        else:
            self._seen[key] = len(self.findings)
            self.findings.append(item)

    @staticmethod
    def _alike(item: Finding) -> str:
        """What a finding says, whatever its row; errors are told for each cell, since each has to be corrected."""
        in_a_cell = item.severity is Severity.ERROR and not item.pointer.startswith("/")
        return item.message if in_a_cell else _ROW.sub("", item.message)

    def summary(self) -> dict[str, Any]:
        """The figures as JSON-ready data."""
        return {
            "rows": self.rows, "written": self.written, "unchanged": self.unchanged, "failed": self.failed,
            "left_over": self.left_over,
        }  # fmt: skip
