"""Findings as text for people: what is wrong, where, and what to do.

Findings of one rule stand together, so that its advice is read once; long runs are cut with a word on how
many follow.  Values are shortened, since they may be personal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ..codes import Severity
from ..findings import Finding, Report, Scalar
from .batch import Batch, count

Paint = Callable[[str, str], str]
"""A style (``error``, ``warning``, ``info``, ``good``, ``dim``, ``strong``) and a text to what is printed."""

SHOWN = {Severity.ERROR: 50, Severity.WARNING: 10, Severity.INFO: 1}
"""How many findings of one rule a file shows in text; the others are counted."""

VALUE_LENGTH = 40
_LONGEST = 1000

# Control characters (also C1, which hold terminal commands), line breaks, marks of writing direction.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def plain(_style: str, text: str) -> str:
    """The paint that paints nothing."""
    return text


def printable(text: str) -> str:
    """A text on one line, without anything that could steer a terminal."""
    return _UNPRINTABLE.sub(" ", text)


def at_most(text: str) -> str:
    """A message or a place as people can read it: names in it come from the file and may be of any length."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def shorten(value: Scalar, length: int = VALUE_LENGTH) -> str:
    """A value as text shows it: on one line, and only as much as is needed to recognise it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return "" if value is None else str(value)
    text = printable(value[: 4 * length]).strip()
    if len(text) > length or len(value) > 4 * length:
        text = text[: length - 1].rstrip() + "…"
    return f'"{text}"'


def render(batch: Batch, paint: Paint = plain) -> str:
    """Render a batch as text with a summary as the last line."""
    blocks = [block for report in batch.reports if (block := render_report(report, paint))]
    if batch.skipped:
        lines = [f"  {printable(name)}: {printable(reason)}" for name, reason in batch.skipped]
        blocks.append("\n".join([paint("strong", "Skipped"), *lines]))
    style = "good" if not any(map(batch.failures, batch.reports)) else "strong"
    return "\n\n".join([*blocks, paint(style, batch.summary())]) + "\n"


def render_report(report: Report, paint: Paint = plain) -> str:
    """The findings of one file, gravest rule first; empty when there are none."""
    if not report.findings:
        return ""
    return "\n".join([heading(report, paint), *_lines(report.findings, paint)])


def heading(report: Report, paint: Paint = plain) -> str:
    """The file, and what it was taken for."""
    source = report.source
    name = "standard input" if source.name == "-" else printable(source.name)
    kind = " ".join(filter(None, (source.format, source.version)))
    return paint("strong", name) + (paint("dim", f" ({kind})") if kind else "")


def render_finding(item: Finding, paint: Paint = plain) -> str:
    """One finding by itself, as an error message shows it."""
    return render_findings([item], paint)


def render_findings(items: Sequence[Finding], paint: Paint = plain) -> str:
    """Findings by themselves, as an error message shows them."""
    return "\n".join(_lines(items, paint, indent=""))


def _lines(findings: Sequence[Finding], paint: Paint, indent: str = "  ") -> Iterator[str]:
    groups: dict[tuple[int, str], list[Finding]] = {}
    for item in findings:
        groups.setdefault((-item.severity.rank, item.code), []).append(item)
    for _, group in sorted(groups.items()):
        yield from _group_lines(group, paint, indent)


def _group_lines(group: Sequence[Finding], paint: Paint, indent: str) -> Iterator[str]:
    """The findings of one rule.  Their advice is told once where it is the same; notes need none."""
    first = group[0]
    yield f"{indent}{paint(first.severity.value, first.severity)} {first.code} {paint('strong', first.name)}"
    shown = group[: SHOWN[first.severity]]
    shared = all(item.advice == first.advice for item in shown)
    for item in shown:
        yield from _finding_lines(item, paint, indent + "  ")
        if not shared:
            yield f"{indent}    {paint('dim', '→ ' + printable(item.advice))}"
    if len(group) > len(shown):
        rest = count(len(group) - len(shown), "more place")
        yield f"{indent}  … and {rest} (listed by --output json)"
    if shared and first.severity is not Severity.INFO:
        yield f"{indent}  {paint('dim', '→ ' + printable(first.advice))}"


def _finding_lines(item: Finding, paint: Paint, indent: str) -> Iterator[str]:
    message = printable(at_most(item.message))
    if item.value is not None and (shown := shorten(item.value)).strip('"…') not in message:
        message = f"{message} ({shown})"
    yield f"{indent}{message}"
    if place := _place(item):
        yield f"{indent}{paint('dim', 'at ' + place)}"


def _place(item: Finding) -> str:
    parts = []
    if item.line is not None:
        parts.append(f"line {item.line}" + (f", column {item.column}" if item.column is not None else ""))
    if item.pointer:
        parts.append(printable(at_most(item.pointer)))
    place = ": ".join(parts)
    return f"{place or '/'} in {printable(at_most(item.source))}" if item.source else place
