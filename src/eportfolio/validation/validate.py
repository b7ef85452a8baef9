"""Validate one file at a level: syntax, structure; each level includes those before it."""

from __future__ import annotations

from pathlib import Path

from ..exchange.adapter import Level, ReadOptions
from ..exchange.portfolios import DEFAULT_READ, open_input
from ..report.errors import UsageError
from ..report.findings import Endpoint, Report
from ..sources.source import Input, Source


def validate(
    source: Input | Source,
    *,
    level: str | Level = Level.STRUCTURE,
    format: str | None = None,
    schema: str | Path | None = None,
    options: ReadOptions = DEFAULT_READ,
) -> Report:
    """Validate a file.

    Args:
        source: path, ``-``, bytes, or a binary stream.
        level: ``syntax`` (can it be parsed) or ``structure`` (does it keep the rules of the format's schema).
        format: format id; told from the content when ``None``.
        schema: an official XML Schema or JSON Schema to ask as well, from a file that you have; nothing is fetched.
        options: the safety limits.

    Returns:
        A report without fidelity figures; ``report.ok`` tells whether there is no error.

    Raises:
        EportfolioError: the file cannot be read at all, or its format is unknown.
        UsageError: there is no such level.
    """
    try:
        wanted = Level(level)
    except ValueError:
        known = ", ".join(item.value for item in Level)
        raise UsageError("usage", f'There is no level "{level}": choose one of {known}.') from None
    opened, adapter, confidence = open_input(source, format, options)
    report = Report(source=Endpoint(opened.name, adapter.format.id, confidence.version, confidence.reason))
    report.extend(adapter.check(opened, wanted))
    if schema is not None:
        from .official import check_official

        report.extend(check_official(opened, schema))
    return report
