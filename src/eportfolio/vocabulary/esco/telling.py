"""Findings about rows of tables: the first ones of a kind are told one by one, the others are counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from ...report.codes import Severity
from ...report.findings import Finding, finding
from ...report.render.batch import count

_SHOWN: Final = 3


class Findings:
    """Collects what was seen while a package was read, in bounded memory."""

    def __init__(self) -> None:
        self._told: list[Finding] = []
        self._rows: Counter[tuple[str, str, str]] = Counter()

    def add(
        self, name: str, message: str, *, place: str = "", severity: Severity | None = None, hint: str = ""
    ) -> None:
        """Tell something about a file or the whole package.

        Args:
            name: name of the rule.
            message: what was seen.
            place: the file.
            severity: how grave it is here, when the rule's own word does not fit.
            hint: what to do about it.
        """
        self._told.append(replace(finding(name, message, severity=severity, hint=hint), source=place))

    def row(self, name: str, place: str, line: int, what: str) -> None:
        """Tell something about a row.

        Args:
            name: name of the rule.
            place: the file.
            line: where the row begins.
            what: what is wrong with the row: a clause that follows its name.
        """
        key = (name, place, what.partition(" ")[0])
        self._rows[key] += 1
        if self._rows[key] <= _SHOWN:
            told = finding(name, f"{place}, line {line} {what}.", line=line, severity=Severity.WARNING)
            self._told.append(replace(told, source=place))

    def all(self) -> list[Finding]:
        """Everything that was told, with the number of rows that were not shown."""
        more = [
            replace(
                finding(
                    name, f"{place} has {count(number - _SHOWN, 'more row')} like these.", severity=Severity.WARNING
                ),
                source=place,
            )
            for (name, place, _), number in self._rows.items()
            if number > _SHOWN
        ]
        return [*self._told, *more]
