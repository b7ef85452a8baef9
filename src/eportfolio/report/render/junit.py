"""Findings as JUnit XML, which CI systems show as test results: a suite for each file, a case for each level.

A case holds one ``failure`` with all its findings, since readers differ on several; what is below the
threshold goes to ``system-out``.  Values are left out, because such reports are kept and shown to many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from ..findings import Finding, Report
from .batch import Batch, count

_LEVELS = ("syntax", "structure", "semantics")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(batch: Batch) -> str:
    """Render a batch as one JUnit XML document."""
    suites = [_suite(batch, report) for report in batch.reports]
    suites += [_skipped(name, reason) for name, reason in batch.skipped]
    tests = len(batch.reports) * len(_levels(batch)) + len(batch.skipped)
    failures = sum(len(_failed_levels(batch, report)) for report in batch.reports)
    head = f'<testsuites name="eportfolio" tests="{tests}" failures="{failures}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n"


def _levels(batch: Batch) -> Sequence[str]:
    """The levels that were checked: each one includes those before it."""
    return _LEVELS[: _LEVELS.index(batch.level) + 1] if batch.level in _LEVELS else (*_LEVELS, batch.level)


def _level_of(item: Finding, levels: Sequence[str]) -> str:
    """The case of a finding: the first for the file and its syntax (10xx, 11xx), else the level asked for."""
    return levels[0] if item.code[:4] in ("EP10", "EP11") else levels[-1]


def _failed_levels(batch: Batch, report: Report) -> set[str]:
    levels = _levels(batch)
    return {_level_of(item, levels) for item in batch.failures(report)}


def _suite(batch: Batch, report: Report) -> str:
    levels = _levels(batch)
    failed = _failed_levels(batch, report)
    name = _attribute(report.source.name)
    lines = [
        f'  <testsuite name={name} tests="{len(levels)}" failures="{len(failed)}" errors="0" skipped="0" time="0">'
    ]
    for level in levels:
        found = [item for item in report.findings if _level_of(item, levels) == level]
        lines += _case(batch, level, name, found)
    return "\n".join([*lines, "  </testsuite>"])


def _case(batch: Batch, level: str, classname: str, found: Sequence[Finding]) -> list[str]:
    failures = [item for item in found if item.severity.rank >= batch.threshold.rank]
    others = [item for item in found if item.severity.rank < batch.threshold.rank]
    opening = f'    <testcase name="{level}" classname={classname} time="0"'
    if not found:
        return [opening + "/>"]
    lines = [opening + ">"]
    if failures:
        message = count(len(failures), "finding") if len(failures) > 1 else failures[0].message
        body = _text("\n".join(map(_line, failures)))
        lines.append(f'      <failure message={_attribute(message)} type="{failures[0].code}">{body}</failure>')
    if others:
        lines.append("      <system-out>" + _text("\n".join(map(_line, others))) + "</system-out>")
    return [*lines, "    </testcase>"]


def _skipped(name: str, reason: str) -> str:
    return (
        f'  <testsuite name={_attribute(name)} tests="1" failures="0" errors="0" skipped="1" time="0">\n'
        f'    <testcase name="syntax" classname={_attribute(name)} time="0">'
        f"<skipped message={_attribute(reason)}/></testcase>\n  </testsuite>"
    )


def _line(item: Finding) -> str:
    place = ":".join(str(part) for part in (item.line, item.column, item.pointer) if part)
    return f"{item.severity.value} {item.code} {item.name} {place}: {item.message} {item.advice}".replace(" :", ":")


def _text(text: str) -> str:
    return escape(_NOT_XML.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
