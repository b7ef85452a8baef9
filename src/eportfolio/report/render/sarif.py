"""Findings as SARIF 2.1.0 (OASIS), for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/.

Values are left out: such files are uploaded to places where personal data does not belong.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from ..._version import __version__
from ..codes import RULES, Rule, Severity
from ..findings import Finding, Report
from .batch import Batch

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_RULE_INDEX = {code: index for index, code in enumerate(RULES)}


def render(batch: Batch) -> str:
    """Render a batch as one SARIF log with one run."""
    run = {
        "tool": {
            "driver": {
                "name": "eportfolio",
                "version": __version__,
                "rules": [_rule(rule) for rule in RULES.values()],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": artifact_uri(report.source.name)}} for report in batch.reports],
        "results": [_result(item, report) for report in batch.reports for item in report.findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def artifact_uri(name: str) -> str:
    """A file name as a URI reference: relative as it was given, ``file:`` when absolute (SARIF 3.4.3)."""
    if name in ("", "-"):
        return "stdin"
    path = Path(name)
    if path.is_absolute():
        return path.as_uri()
    uri = quote(path.as_posix(), errors="surrogateescape")
    return f"./{uri}" if ":" in uri.split("/", 1)[0] else uri


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.code,
        "name": "".join(part.capitalize() for part in rule.name.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.explanation},
        "help": {
            "text": f"{rule.title} {rule.explanation} {rule.hint}",
            "markdown": f"**{rule.title}**\n\n{rule.explanation}\n\n*What to do:* {rule.hint}",
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.name]},
    }


def _result(item: Finding, report: Report) -> dict[str, Any]:
    return {
        "ruleId": item.code,
        "ruleIndex": _RULE_INDEX[item.code],
        "level": _LEVELS[item.severity],
        "message": {"text": f"{item.message} {item.advice}".strip()},
        "locations": [_location(item, report)],
    }


def _location(item: Finding, report: Report) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": artifact_uri(item.source or report.source.name)}}
    if item.line is not None and item.line > 0:
        physical["region"] = {"startLine": item.line}
        if item.column is not None and item.column > 0:
            physical["region"]["startColumn"] = item.column
    location: dict[str, Any] = {"physicalLocation": physical}
    if item.pointer:
        name = item.pointer.rstrip("/").rpartition("/")[2]
        location["logicalLocations"] = [{"name": name or item.pointer, "fullyQualifiedName": item.pointer}]
    return location
