"""Findings as annotations of GitHub Actions: ``::error file=cv.xml,line=12,title=EP1203 …::message``.

The escaping is that of the workflow commands: per cent sign and line breaks everywhere, colon and comma in
properties.
Values are left out: the logs of a workflow are read by many.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..codes import Severity
from ..findings import Finding, Report
from .batch import Batch
from .text import at_most

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(batch: Batch) -> str:
    """Render a batch as one workflow command for each finding."""
    lines = [_command(item, report) for report in batch.reports for item in report.findings]
    return "".join(line + "\n" for line in lines)


def _command(item: Finding, report: Report) -> str:
    name = item.source or report.source.name
    properties: dict[str, object] = {
        "file": "" if name == "-" else name,
        "line": item.line,
        "col": item.column if item.line else None,
        "title": f"{item.code} {item.name}",
    }
    given = ",".join(f"{key}={_escape(str(value), _PROPERTY)}" for key, value in properties.items() if value)
    place = f" At {at_most(item.pointer)}." if item.pointer else ""
    return f"::{_COMMANDS[item.severity]} {given}::{_escape(f'{item.message}{place} {item.advice}', _DATA)}"


def _escape(text: str, table: Mapping[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
