"""Convert: read, write, and prove that nothing was lost that was not named."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..report.errors import UndeclaredLossError
from . import registry
from .accounting import account
from .adapter import ReadOptions, ResiduePolicy, Writing
from .portfolios import DEFAULT_READ, dumps, format_of, read, save, writer_of
from .undeclared import undeclared

if TYPE_CHECKING:
    from ..model import Portfolio
    from ..report.findings import Report
    from ..sources.source import Input, Source
    from .issuer import Issuer


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
    issuer: Issuer | None = None,
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
        issuer: the organisation that issues the target, from :func:`eportfolio.read_issuer`.
        options: the safety limits.

    Raises:
        EportfolioError: reading or writing failed; nothing was written.
        UndeclaredLossError: the result reads back with a loss that was not declared; nothing was written.
    """
    wanted = target_format or format_of(target)
    writer_of(wanted, issued=issuer is not None)
    reading = read(source, format=source_format, options=options)
    writing = dumps(reading.portfolio, wanted, version=version, residue=residue, issuer=issuer)
    if verify:
        _verify(reading.portfolio, writing, wanted, options)
    if target is not None:
        save(writing.data, target, force=force)
    report = account(reading, writing)
    if report.target is not None and isinstance(target, str | Path):
        report.target.name = str(target)
    return Conversion(writing.data, reading.portfolio, report)


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
