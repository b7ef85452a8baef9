"""Validate one file at a level: syntax, structure, semantics; each level includes those before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date as Day  # noqa: N812 - as in the semantics
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..exchange.adapter import Adapter, Level, ReadOptions
from ..exchange.portfolios import DEFAULT_READ, open_input
from ..report.codes import CODE
from ..report.errors import EportfolioError, UsageError
from ..report.findings import Endpoint, Finding, Report
from ..sources.containers import in_parts
from ..sources.source import Input, Source

if TYPE_CHECKING:
    from ..vocabulary.library import Vocabularies

_ABOUT_THE_CONTENT: Final = ("EP11", "EP12", "EP13")
"""Codes of what a reading finds that is wrong with the content; others tell what became of it in the model."""


def validate(
    source: Input | Source,
    *,
    level: str | Level = Level.STRUCTURE,
    format: str | None = None,
    schema: str | Path | None = None,
    shapes: str | Path | None = None,
    options: ReadOptions = DEFAULT_READ,
    today: Day | None = None,
    vocabularies: Vocabularies | None = None,
) -> Report:
    """Validate a file.

    Args:
        source: path, ``-``, bytes, or a binary stream.
        level: ``syntax`` (can it be parsed), ``structure`` (does it keep the rules of the format's schema) or
            ``semantics`` (do its concepts, levels, dates and codes make sense).
        format: format id; told from the content when ``None``.
        schema: an official XML Schema or JSON Schema to ask as well, from a file that you have, or a folder of JSON
            Schemas, of which the one for the document is asked; nothing is fetched.
        shapes: a folder of SHACL shapes to run as well, over JSON-LD or Turtle; nothing is fetched.
        options: the safety limits.
        today: for ``semantics``, the day that "in the future" is measured by; the present one when left out.
        vocabularies: for ``semantics``, where concepts are looked up; the vocabularies of this machine when left out.

    Returns:
        A report without fidelity figures; ``report.ok`` tells whether there is no error.

    Raises:
        EportfolioError: the file cannot be read at all, or its format is unknown.
        UsageError: there is no such level, or a schema or shapes cannot be used.
        MissingExtraError: shapes are asked for, and the extra ``shacl`` is not installed.
    """
    try:
        wanted = Level(level)
    except ValueError:
        known = ", ".join(item.value for item in Level)
        raise UsageError("usage", f'There is no level "{level}": choose one of {known}.') from None
    opened, adapter, confidence = open_input(source, format, options)
    report = Report(source=Endpoint(opened.name, adapter.format.id, confidence.version, confidence.reason))
    report.extend(opened.findings)
    report.extend(adapter.check(opened, wanted))
    if wanted is Level.SEMANTICS:
        report.extend(_new(_meaning(opened, adapter, options, today, vocabularies), report.findings))
    if schema is not None:
        from .official import check_official

        report.extend(check_official(opened, schema))
    if shapes is not None:
        from .shapes import check_shapes

        report.extend(check_shapes(opened, adapter, shapes))
    report.findings = list(in_parts(report.findings, opened))
    return report


def _meaning(
    source: Source, adapter: Adapter, options: ReadOptions, today: Day | None, vocabularies: Vocabularies | None
) -> Iterator[Finding]:
    """What the reading and the checks of the portfolio find, at the places of the source."""
    from .semantics import findings
    from .semantics.placing import placed

    try:
        reading = adapter.read(source, options)
    except EportfolioError as error:
        yield error.finding
        return
    yield from (item for item in reading.report if item.code.startswith(_ABOUT_THE_CONTENT))
    yield from placed(findings(reading.portfolio, today=today, vocabularies=vocabularies), reading.trace)


def _new(found: Iterable[Finding], before: Iterable[Finding]) -> list[Finding]:
    """The findings that say something new: a value whose form is wrong already is not complained about again."""
    said = {(item.code, item.pointer) for item in before}
    wrong = {pointer for code, pointer in said if code == CODE["invalid-value"]}
    return [
        item for item in found
        if (item.code, item.pointer) not in said and not (item.pointer in wrong and item.code == CODE["unknown-code"])
    ]  # fmt: skip
