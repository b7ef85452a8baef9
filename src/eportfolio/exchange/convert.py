"""Convert: read, write, and prove that nothing was lost that was not named."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from ..report.codes import CODE
from ..report.errors import UndeclaredLossError
from ..report.findings import Endpoint, Fidelity, Finding, Report
from . import registry
from .adapter import Reading, ReadOptions, ResiduePolicy, TraceEntry, Writing
from .portfolios import DEFAULT_READ, dumps, format_of, read, save
from .undeclared import GONE, Places
from .undeclared import undeclared as undeclared

if TYPE_CHECKING:
    from pathlib import Path

    from ..model import Portfolio
    from ..sources.source import Input, Source

_AS_TEXT = CODE["as-text"]
_KEPT_ASIDE = frozenset(CODE[name] for name in ("not-mapped", "format-detail"))


@dataclass(slots=True)
class Conversion:
    """The result of a conversion.

    Attributes:
        data: the bytes of the target.
        portfolio: what was read.
        report: findings with their places in the source, and how many leaves of the source went where.
    """

    data: bytes
    portfolio: Portfolio
    report: Report


def convert(
    source: Input | Source,
    target: str | Path | BinaryIO | None = None,
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    version: str = "",
    residue: str | ResiduePolicy = "valid",
    verify: bool = True,
    force: bool = False,
    options: ReadOptions = DEFAULT_READ,
) -> Conversion:
    """Convert a file from one format to another.

    Args:
        source: path, ``-``, bytes, or a binary stream.
        target: path, ``-``, or a binary stream; ``None`` to get the bytes only.
        source_format: format of the source; told from its content when ``None``.
        target_format: format of the target; told from its name when ``None``.
        version: version of the target's format.
        residue: ``valid``, ``keep`` or ``drop``.
        verify: whether the result is read back and compared with what the writer declared.
        force: whether an existing file may be replaced.
        options: the safety limits.

    Raises:
        EportfolioError: reading or writing failed; nothing was written.
        UndeclaredLossError: the result reads back with a loss that was not declared; nothing was written.
    """
    wanted = target_format or format_of(target)
    registry.get(wanted)
    reading = read(source, format=source_format, options=options)
    writing = dumps(reading.portfolio, wanted, version=version, residue=residue)
    if verify:
        _verify(reading.portfolio, writing, wanted, options)
    if target is not None:
        save(writing.data, target, force=force)
    return Conversion(writing.data, reading.portfolio, account(reading, writing, target))


def _verify(portfolio: Portfolio, writing: Writing, format_id: str, options: ReadOptions) -> None:
    from ..sources.source import Source

    back = registry.get(format_id).read(Source(writing.data, "(what was written)", options.limits), options)
    faults = undeclared(portfolio, writing, back.portfolio)
    if faults:
        places = ", ".join(sorted({fault.pointer for fault in faults})[:5])
        raise UndeclaredLossError(
            "undeclared-loss",
            f"What was written to {format_id} reads back differently at {places}, which the writer did not declare.",
            pointer=faults[0].pointer,
        )


def account(reading: Reading, writing: Writing, target: object = None) -> Report:
    """The report of a conversion: findings at their places in the source, and where each leaf of the source went."""
    trace = reading.trace
    losses = [item for item in writing.report if item.code in GONE]
    gone = Places(item.pointer for item in losses)
    text = Places(item.pointer for item in writing.report if item.code == _AS_TEXT)
    findings, told = _at_source(writing.report.findings, trace)
    report = Report(
        [item for item in reading.report if not (item.code in _KEPT_ASIDE and item.pointer in told)] + findings,
        source=reading.report.source,
        target=replace(writing.report.target or Endpoint()),
        fidelity=_fidelity(reading, trace, gone, text),
    )
    if report.target is not None and target is not None and not hasattr(target, "write"):
        report.target.name = str(target)
    return report


def _fidelity(reading: Reading, trace: Iterable[TraceEntry], gone: Places, text: Places) -> Fidelity:
    read_figures = reading.report.fidelity or Fidelity()
    kinds: dict[str, str] = {}
    order = ("lost", "residue", "text", "data")
    for entry in trace:
        if gone.covers(entry.place):
            kind = "lost"
        elif entry.residue:
            kind = "residue"
        else:
            kind = "text" if text.covers(entry.place) else "data"
        former = kinds.get(entry.source)
        if former is None or order.index(kind) > order.index(former):
            kinds[entry.source] = kind
    figures = Fidelity(lost=read_figures.leaves - len(kinds))
    for kind in kinds.values():
        setattr(figures, kind, getattr(figures, kind) + 1)
    return figures


def _at_source(findings: Iterable[Finding], trace: Iterable[TraceEntry]) -> tuple[list[Finding], set[str]]:
    """Findings of a writing, each at the place in the source that its value came from, where there is one."""
    origin: dict[str, TraceEntry] = {}
    for entry in trace:
        origin.setdefault(entry.place, entry)
    placed = []
    told = set()
    for item in findings:
        pointer = item.pointer
        found = origin.get(pointer)
        while found is None and "/" in pointer:
            pointer = pointer.rpartition("/")[0]
            found = origin.get(pointer)
        if found is not None:
            told.add(found.source)
            placed.append(replace(item, pointer=found.source, line=found.line or None))
        else:
            placed.append(item)
    return placed, told
