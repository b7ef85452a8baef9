"""The account of a conversion: where each leaf of the source went, and findings at the person's own lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..report.codes import CODE
from ..report.findings import Endpoint, Fidelity, Finding, Report
from .adapter import Reading, TraceEntry, Writing
from .undeclared import GONE, Places

_AS_TEXT = CODE["as-text"]
_KEPT_ASIDE = frozenset(CODE[name] for name in ("not-mapped", "format-detail"))
_ORDER = ("lost", "residue", "text", "data")
_SAID_BY_OTHERS = frozenset({"scheme", "purpose", "asserted_by"})
"""Fields that only qualify what stands beside them: when that is lost, their loss needs no finding of its own."""


def account(reading: Reading, writing: Writing) -> Report:
    """The report of a conversion.

    Args:
        reading: how the source was read.
        writing: how the target was written.

    Returns:
        The findings of both, those of the writing at the places in the source that the values came from; and the
        figures, in which each leaf of the source counts once: ``leaves = data + text + residue + lost``.
    """
    findings, told = _at_source(writing.report.findings, reading.trace)
    return Report(
        [item for item in reading.report if not (item.code in _KEPT_ASIDE and item.pointer in told)] + findings,
        source=reading.report.source,
        target=replace(writing.report.target or Endpoint()),
        fidelity=_fidelity(reading, writing),
    )


def _fidelity(reading: Reading, writing: Writing) -> Fidelity:
    """Each leaf of the source counts once: by the best that became of it."""
    gone = Places(item.pointer for item in writing.report if item.code in GONE)
    text = Places(item.pointer for item in writing.report if item.code == _AS_TEXT)
    kinds: dict[str, str] = {}
    for entry in reading.trace:
        if gone.covers(entry.place):
            kind = "lost"
        elif entry.residue:
            kind = "residue"
        else:
            kind = "text" if text.covers(entry.place) else "data"
        kinds[entry.source] = max(kinds.get(entry.source, kind), kind, key=_ORDER.index)
    leaves = reading.report.fidelity.leaves if reading.report.fidelity is not None else len(kinds)
    figures = Fidelity(lost=leaves - len(kinds))
    for kind in kinds.values():
        setattr(figures, kind, getattr(figures, kind) + 1)
    return figures


def _at_source(findings: Iterable[Finding], trace: Iterable[TraceEntry]) -> tuple[list[Finding], set[str]]:
    """Findings of a writing, each once and at the place in the source that its value came from, where there is one.

    Returns:
        The findings, and the places in the source that they name.
    """
    origins: dict[str, TraceEntry] = {}
    for entry in trace:
        origins.setdefault(entry.place, entry)
    placed: dict[tuple[str, str], Finding] = {}
    unplaced: list[Finding] = []
    parents: set[str] = set()
    for item in findings:
        origin = _origin(item.pointer, origins)
        if origin is None:
            unplaced.append(item)
            continue
        placed[item.code, origin.source] = replace(item, pointer=origin.source, line=origin.line or None)
        parents.update(_above(item.pointer))
    kept = [item for item in unplaced if not _said_by_others(item, parents)]
    return [*placed.values(), *kept], {source for _, source in placed}


def _origin(pointer: str, origins: dict[str, TraceEntry]) -> TraceEntry | None:
    """The leaf that a value came from: the place itself, or the object that was made from one leaf."""
    while pointer:
        if pointer in origins:
            return origins[pointer]
        pointer = pointer.rpartition("/")[0]
    return None


def _above(pointer: str) -> Iterable[str]:
    """The objects around a value, within its item."""
    while pointer.count("/") > 1:
        pointer = pointer.rpartition("/")[0]
        yield pointer


def _said_by_others(item: Finding, parents: set[str]) -> bool:
    holder, _, field = item.pointer.rpartition("/")
    return item.code in GONE and field in _SAID_BY_OTHERS and holder in parents
