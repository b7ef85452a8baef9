"""What was found while a mapping set was read: with lines, and bounded however bad the source is."""

from __future__ import annotations

from typing import Final

from ...report.codes import Severity
from ...report.findings import Finding, finding

_SHOWN: Final = 50


class Gathering:
    """Findings of one source; of each rule only the first ones are kept, the others counted.

    Args:
        source: name of the file.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self._findings: list[Finding] = []
        self._counts: dict[str, int] = {}

    def add(
        self, name: str, message: str, *, line: int | None = None, value: str = "", severity: Severity | None = None
    ) -> None:
        """Keep a finding, or count it when there were many of its rule."""
        count = self._counts[name] = self._counts.get(name, 0) + 1
        if count <= _SHOWN:
            where = f", line {line}" if line else ""
            told = finding(name, f"{self.source}{where}: {message}", line=line, value=value or None, severity=severity)
            self._findings.append(told)

    def result(self) -> tuple[Finding, ...]:
        """The findings, and one for each rule of which there were more than are shown."""
        more = [
            finding(name, f"{self.source}: and {count - _SHOWN:,} more of these.")
            for name, count in self._counts.items()
            if count > _SHOWN
        ]
        return (*self._findings, *more)
