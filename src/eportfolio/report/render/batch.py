"""What a rendering renders: the reports of one or several files, and what counts as a failure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..codes import Severity
from ..findings import Finding, Report


@dataclass(frozen=True, slots=True)
class Batch:
    """The outcome of one run over one or several files.

    Attributes:
        reports: one report for each file; ``source.name`` tells the file.
        skipped: files that were not looked at: name and reason.
        threshold: the least severity that counts as a failure.
        level: the level of validation, for renderings that name it.
    """

    reports: Sequence[Report]
    skipped: Sequence[tuple[str, str]] = ()
    threshold: Severity = Severity.ERROR
    level: str = "structure"

    def failures(self, report: Report) -> list[Finding]:
        """The findings of a report that are at or above the threshold."""
        return [item for item in report.findings if item.severity.rank >= self.threshold.rank]

    def counts(self) -> dict[str, int]:
        """Files, files without a failure, findings by severity, and files that were skipped."""
        severities = Counter(item.severity.value for report in self.reports for item in report.findings)
        return {
            "files": len(self.reports),
            "fine": sum(not self.failures(report) for report in self.reports),
            **{severity.value: severities[severity.value] for severity in reversed(Severity)},
            "skipped": len(self.skipped),
        }

    def summary(self) -> str:
        """One friendly line, such as ``3 files: 2 fine, 1 with 4 findings (4 errors).``"""
        fine = sum(not self.failures(report) for report in self.reports)
        parts = [f"{fine} fine"] if fine or not self.reports else []
        if fine < len(self.reports):
            found = [item for report in self.reports for item in self.failures(report)]
            parts.append(f"{len(self.reports) - fine} with {count(len(found), 'finding')} ({by_severity(found)})")
        minor = [
            item for report in self.reports for item in report.findings if item.severity.rank < self.threshold.rank
        ]
        if minor:
            parts.append(f"{by_severity(minor)} that do{'es' if len(minor) == 1 else ''} not count")
        if self.skipped:
            parts.append(f"{len(self.skipped)} skipped")
        return f"{count(len(self.reports), 'file')}: {', '.join(parts)}."


_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def by_severity(findings: Sequence[Finding]) -> str:
    """Findings counted by severity, gravest first: ``2 errors, 1 warning``."""
    counted = Counter(item.severity for item in findings)
    return ", ".join(count(counted[severity], noun) for severity, noun in _NOUNS.items() if counted[severity])


def count(number: int, noun: str) -> str:
    """A number and its noun: ``1 file``, ``2 files``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
