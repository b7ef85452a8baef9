"""Installing a concept scheme from a table of rows: each row becomes a row of a concept table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from os.path import commonprefix
from pathlib import Path
from typing import Final
from urllib.parse import quote

from ...report.errors import UsageError
from ...report.findings import Finding, finding
from ..concepts import SchemeDescription
from ..errors import VocabularySourceError
from ..index.builder import Built
from ..library import Vocabularies
from ..normalise import fold
from ..skos.writing import IRI
from ..tables import RELATIONS, Cells, Table, feed
from .columns import Column, columns_of
from .options import ImportOptions
from .rows import Row, Sheet, listed, read_sheet

_EXAMPLES: Final = 3
_HOST: Final = re.compile(r"[a-z][a-z0-9+.-]*://[^/]+/|urn:.+", re.IGNORECASE)
_TARGETS: Final = (*RELATIONS, "replaced_by")


def install_sheet(vocabularies: Vocabularies, name: str, path: Path, options: ImportOptions) -> Built:
    """Install a concept scheme from CSV.

    Args:
        vocabularies: where it is installed.
        name: its short name.
        path: the file.
        options: what the file does not say itself.

    Raises:
        UsageError: an option makes no sense, or nothing can be written.
        UnreadableError: the file cannot be read.
        UnsafeError: it is too large.
        VocabularySourceError: it does not say enough about the scheme, or about its concepts.
    """
    sheet = read_sheet(path, delimiter=options.delimiter, encoding=options.encoding)
    columns = columns_of(sheet, options)
    reader = _Reader(sheet, columns, options)
    rows = tuple(reader.rows())
    uri = options.uri or _common(row["uri"][0] for row in rows)
    _check_enough_is_said(options.version, uri, path)
    description = options.described(SchemeDescription(name, "", uri, title=name))
    table = Table(description, rows, type=options.type or "concept")
    built = vocabularies.install(description, lambda builder: feed(table, builder))
    built.findings.extend((*sheet.findings, *_told(sheet, columns), *reader.findings()))
    if not options.uri:
        message = f"The URI of the scheme was taken as what those of its concepts have in common: {uri}."
        built.findings.append(finding("column-guessed", message, hint="Say it: --uri URI."))
    return built


def _common(uris: Iterable[str]) -> str:
    """What the URIs of concepts begin with alike, up to a slash or a number sign; empty when that is no address."""
    begin = commonprefix(list(uris))  # noqa: RUF071 - letter by letter is meant, and cut below
    cut = max(begin.rfind("/"), begin.rfind("#")) + 1
    return begin[:cut] if _HOST.match(begin[:cut]) else ""


def _check_enough_is_said(version: str, uri: str, path: Path) -> None:
    missing = [name for name, value in (("version", version), ("uri", uri)) if not value]
    if missing:
        raise VocabularySourceError(
            "vocabulary-source",
            f"A table such as {path.name} does not say what the {' and the '.join(missing)} of the vocabulary is.",
            hint=f"Say it: {' '.join(f'--{name} {name.upper()}' for name in missing)}, or in a file: --mapping FILE.",
        )


def _told(sheet: Sheet, columns: list[Column]) -> Iterator[Finding]:
    """What was guessed, and which columns were not taken."""
    for column in columns:
        if column.guessed:
            yield finding(
                "column-guessed", f"The column {column.name} was taken as {column.guessed}.", value=column.name
            )
    if any(column.what == "label@" for column in columns):
        yield finding(
            "column-guessed", "Nothing says which language the labels are in.", hint="Say it: --language TAG."
        )
    taken = {column.name for column in columns}
    filled = Counter(name for row in sheet.rows for name in row.cells if name not in taken)
    for name, number in filled.items():
        yield finding("not-taken", f"The column {name} was not taken; cells in it: {number}.", value=name)


class _Reader:
    """Makes rows of a concept table, whose relations lead to concepts by URI."""

    def __init__(self, sheet: Sheet, columns: list[Column], options: ImportOptions) -> None:
        self._sheet = sheet
        self._columns = columns
        self._options = options
        self._template = options.uri_template or (f"{options.uri.rstrip('/#')}/{{notation}}" if options.uri else "")
        self._by_what = {column.what.partition("@")[0]: column for column in reversed(columns)}
        self._without_address: list[int] = []
        self._unresolved: dict[str, list[str]] = {}
        if "label" not in self._by_what:
            raise UsageError(
                "usage", f"Nothing says which column of {sheet.name} has the labels.",
                hint=f"Say it: --column preferred_label=NAME. It has: {', '.join(sheet.columns[:40])}.",
            )  # fmt: skip

    def rows(self) -> Iterator[Cells]:
        """The rows."""
        found = [(self._uri(row), self._cells(row)) for row in self._sheet.rows]
        rows = [{**cells, "uri": (uri,)} for uri, cells in found if uri]
        targets = _Targets(rows)
        for cells in rows:
            yield {column: self._resolved(column, values, targets) for column, values in cells.items()}

    def findings(self) -> Iterator[Finding]:
        """Rows that were left out, and relations that lead to nothing."""
        if self._without_address:
            lines = self._without_address
            message = f"Left out for having neither a URI nor what makes one: {listed(lines)}."
            yield finding("not-taken", message, line=lines[0])
        for column, values in self._unresolved.items():
            shown = ", ".join(map(repr, list(dict.fromkeys(values))[:_EXAMPLES]))
            more = f" and {len(values) - _EXAMPLES} more" if len(values) > _EXAMPLES else ""
            message = f"In {column}, neither URI, code nor label of one concept: {shown}{more}."
            yield finding("unresolved-relation", message)

    def _uri(self, row: Row) -> str:
        column = self._by_what.get("uri")
        uri = row.cells.get(column.name, "") if column else ""
        if not uri:
            uri = self._from_template(row)
        if uri and not IRI.fullmatch(uri):
            raise VocabularySourceError(
                "vocabulary-source",
                f"{self._sheet.name}, line {row.line}: {uri!r} is no address (URI).",
                line=row.line,
                hint="If it is a code, say so: --column notation=NAME, with --uri-template https://…/{notation}.",
            )
        if not uri:
            self._without_address.append(row.line)
        return uri

    def _from_template(self, row: Row) -> str:
        uri = self._template
        for what, column in self._by_what.items():
            for name in (f"{{{what}}}", "{preferred_label}" if what == "label" else ""):
                if name and name in uri:
                    value = row.cells.get(column.name, "")
                    if not value:
                        return ""
                    uri = uri.replace(name, quote(value, safe=""))
        return uri if "{" not in uri else ""

    def _cells(self, row: Row) -> dict[str, tuple[str, ...]]:
        cells: dict[str, tuple[str, ...]] = {}
        for column in self._columns:
            text = row.cells.get(column.name, "")
            parts = text.split(column.separator) if column.separator else [text]
            values = tuple(part.strip() for part in parts if part.strip())
            if column.what == "type":
                values = tuple(self._options.types.get(value, value) for value in values)
            if values:
                cells[column.what] = (*cells.get(column.what, ()), *values)
        return cells

    def _resolved(self, column: str, values: tuple[str, ...], targets: _Targets) -> tuple[str, ...]:
        if column not in _TARGETS:
            return values
        found = [(value, targets.uri(value)) for value in values]
        lost = [value for value, uri in found if not uri]
        if lost:
            self._unresolved.setdefault(column, []).extend(lost)
        return tuple(uri for _, uri in found if uri)


class _Targets:
    """What a relation may lead to: a URI, a code, or a label that one concept has."""

    def __init__(self, rows: list[dict[str, tuple[str, ...]]]) -> None:
        self._uris = {row["uri"][0] for row in rows}
        self._by_code = _unique((row["notation"][0], row["uri"][0]) for row in rows if "notation" in row)
        self._by_label = _unique(
            (fold(label), row["uri"][0])
            for row in rows
            for column, labels in row.items()
            if column.startswith("label@")
            for label in labels
        )

    def uri(self, value: str) -> str:
        """The URI of the concept that is meant; empty when there is none, or more than one."""
        if value in self._uris:
            return value
        here = self._by_code.get(value) or self._by_label.get(fold(value))
        return here or (value if IRI.fullmatch(value) else "")


def _unique(pairs: Iterator[tuple[str, str]]) -> Mapping[str, str]:
    """Keys with the one value they have; those with several have an empty one."""
    found: dict[str, str] = {}
    for key, value in pairs:
        if found.setdefault(key, value) != value:
            found[key] = ""
    return found
