"""What the files of a package are: which kind of table, in which language, of which version of ESCO."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ...report.codes import Severity
from ...report.errors import UsageError
from ..errors import VocabularySourceError
from .layout import DICTIONARY
from .names import language_of, versions_in
from .package import GRAPHS, Package
from .rows import Table, read_head
from .telling import Findings

_SHOWN: Final = 3


def tables_of(package: Package, language: str, encoding: str, findings: Findings) -> list[Table]:
    """The tables of a package, each with its language; what is no table of ESCO is told.

    Args:
        package: the package.
        language: language of files whose name tells none.
        encoding: encoding of the files, when it is known.
        findings: where it is told what was passed over.

    Returns:
        The tables; none when the package has RDF only.

    Raises:
        UnreadableError: a file is encoded in another way.
        VocabularySourceError: there is nothing of ESCO in it, a table lacks columns, or nothing tells its language.
    """
    tables: list[Table] = []
    graphs = [file for file in package.files if file.is_like(GRAPHS)]
    for file in package.files:
        table = None if file in graphs else read_head(package, file, encoding)
        if table is not None and table.kind is not DICTIONARY:
            tables.append(replace(table, language=_language(table, language)))
        elif file not in graphs:
            _passed(file.place, "it only explains columns" if table else "it is no table of ESCO", findings)
    for place, why in package.passed:
        _passed(place, why, findings)
    for file in graphs if tables else ():
        _passed(file.place, "RDF is read when there are no tables beside it", findings)
    if not tables and not graphs:
        raise VocabularySourceError(
            "vocabulary-source",
            f"There is no table of ESCO in {', '.join(package.names) or 'the sources'}.{_told(package.passed)}",
            hint="Give the CSV download of ESCO as folder or zip, or its single files.",
        )
    for table in tables:
        _tell_columns(table, findings)
    return tables


def version_of(package: Package, version: str, findings: Findings) -> str:
    """The version of ESCO that a package is of.

    Args:
        package: the package.
        version: the version that the user says it is; empty when the names are to tell it.
        findings: where it is told that the names say something else.

    Raises:
        VocabularySourceError: the names tell several versions.
        UsageError: nothing tells the version.
    """
    told = sorted({found for name in package.names for found in versions_in(name)})
    if version:
        others = [one for one in told if one != version]
        if others:
            findings.add(
                "mixed-versions",
                f"The names say {' and '.join(others)}, but {version} was asked for.",
                severity=Severity.WARNING,
            )
        return version
    if len(told) > 1:
        raise VocabularySourceError("mixed-versions", f"The files are of different versions: {' and '.join(told)}.")
    if not told:
        raise UsageError(
            "usage", "Nothing tells which version of ESCO this is.", hint="Name it, such as: --version 1.2.0"
        )
    return told[0]


def _tell_columns(table: Table, findings: Findings) -> None:
    place = table.file.place
    if table.unknown:
        columns = ", ".join(map(repr, table.unknown))
        findings.add("not-taken", f"{place} has columns of which nothing was taken: {columns}.", place=place)
    if not table.authentic:
        findings.add(
            "vocabulary-incomplete",
            f"{place} has no column 'conceptType', so it is not the publisher's own table: its alternative labels count"
            " as unconfirmed and rank below others.",
            place=place,
        )


def _passed(place: str, why: str, findings: Findings) -> None:
    findings.add("not-taken", f"{place} was passed over: {why}.", place=place, severity=Severity.INFO)


def _told(passed: Sequence[tuple[str, str]]) -> str:
    """The first ones of what was passed over, as sentences."""
    return "".join(f" {place} was passed over: {why}." for place, why in passed[:_SHOWN])


def _language(table: Table, language: str) -> str:
    if not any(column in table.columns for column in table.kind.labels):
        return ""
    told = language_of(table.file.name) or language or language_of("", table.file.container)
    if not told:
        raise VocabularySourceError(
            "vocabulary-source",
            f"Nothing tells the language of {table.file.place}.",
            hint="Name it with --language, or name the file as ESCO does, such as skills_en.csv.",
        )
    return told
