"""Findings on the portfolio, put at the person's own line: by the trace of the reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ...exchange.adapter import TraceEntry
from ...report.findings import Finding


def placed(findings: Iterable[Finding], trace: Sequence[TraceEntry]) -> Iterator[Finding]:
    """The findings, with the pointer and the line of the source where the reading tells them.

    Args:
        findings: findings with pointers into the canonical form.
        trace: where each leaf of the source went; it is looked at only when there is something to place.
    """
    origins: dict[str, TraceEntry] | None = None
    for item in findings:
        if not item.pointer:
            yield item
            continue
        if origins is None:
            origins = _origins(trace)
        origin = _origin(item.pointer, origins)
        yield item if origin is None else replace(item, pointer=origin.source, line=origin.line or None)


def _origins(trace: Iterable[TraceEntry]) -> dict[str, TraceEntry]:
    """For each place in the portfolio, and each object around it, the first leaf that went there."""
    origins: dict[str, TraceEntry] = {}
    around: dict[str, TraceEntry] = {}
    for entry in trace:
        if entry.residue:
            continue
        origins.setdefault(entry.place, entry)
        place = entry.place.rpartition("/")[0]
        while place and place not in around:
            around[place] = entry
            place = place.rpartition("/")[0]
    return around | origins


def _origin(pointer: str, origins: dict[str, TraceEntry]) -> TraceEntry | None:
    """The leaf of a value, else the first leaf of the nearest object around it."""
    while pointer:
        if pointer in origins:
            return origins[pointer]
        pointer = pointer.rpartition("/")[0]
    return None
