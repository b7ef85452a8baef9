"""Drafts for all recipients of a table: each row fills in a copy of the template, which is written to a file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .._version import __version__
from ..exchange.adapter import Adapter, Level
from ..exchange.portfolios import dumps, read, writer_of
from ..model.canonical import from_data
from ..report.codes import Severity
from ..report.errors import EportfolioError, RefusedError, UsageError
from ..report.findings import Finding, finding
from ..sources.output import write_atomically
from ..sources.source import Source
from .columns import read_columns
from .filling import Filled, Filler, recipient_of
from .headings import FIELDS
from .ledger import Ledger
from .mapping import ColumnMapping, read_mapping
from .naming import DEFAULT_PATTERN, NamePattern
from .outcome import Draft, Drafted
from .tables import TABLE_LIMITS, Row, Table, TableLimits, open_table
from .targets import resolve
from .template import Template

if TYPE_CHECKING:
    from pydantic import ValidationError

    from ..exchange.issuer import Issuer
    from ..model import Portfolio

DEFAULT_FORMAT: Final = "elm-upload"
"""What drafts are written as unless something else is wanted."""

_MOST_NAMES: Final = 10
_PERSONAL: Final = tuple(name for name, paths in FIELDS.items() if paths[0].startswith("owner/"))


def draft(
    table: str | Path,
    template: str | Path | Portfolio,
    into: str | Path,
    *,
    format: str = DEFAULT_FORMAT,
    version: str = "",
    issuer: Issuer | None = None,
    sheet: str = "",
    columns: str | Path | ColumnMapping | None = None,
    name: str = DEFAULT_PATTERN,
    resume: bool = False,
    force: bool = False,
    limits: TableLimits = TABLE_LIMITS,
    each: Callable[[Draft], None] | None = None,
    begin: Callable[[Drafted, int | None], None] | None = None,
) -> Drafted:
    """Write a draft for each row of a table of recipients.

    A row with an error gets no draft; the others go on.  Memory does not grow with the number of rows.

    Args:
        table: CSV or workbook (XLSX, extra ``table``); its columns are found by their headings.
        template: what everybody gets: a file in any format that is read, or a portfolio.
        into: folder for the drafts; made when it is not there.
        format: id of the format of the drafts.
        version: version of that format; its newest when empty.
        issuer: who issues them, from :func:`eportfolio.read_issuer`.
        sheet: name of the sheet of a workbook; the first visible one when empty.
        columns: a mapping file, or what it says, for headings that do not speak for themselves.
        name: pattern for names of files: ``row``, and names of columns about the person, in braces.
        resume: whether to go on after an earlier run: only what is new or changed is written.
        force: whether files that exist may be replaced.
        limits: what the table may cost.
        each: called with what became of each row.
        begin: called before the first row, with the result that will grow, and about how many rows there are.

    Returns:
        The figures, and what was found.

    Raises:
        UsageError: an option, the mapping file or the template makes no sense, or something would be overwritten.
        RefusedError: a heading names something that the template does not have.
        UnreadableError: the table or the template cannot be read.
        MissingExtraError: a workbook needs the extra ``table``.
    """
    mapping = columns if isinstance(columns, ColumnMapping) else read_mapping(columns) if columns else ColumnMapping()
    writer = _Writer(writer_of(format, issued=issuer is not None), version, issuer)
    pattern = NamePattern(name, dict.fromkeys(_PERSONAL))
    made, findings = _template(template)
    folder = Path(into)
    with closing(open_table(table, sheet=sheet, limits=limits)) as opened:
        found, rows = read_columns(opened, mapping, made.data)
        filler = Filler(opened, found, made, mapping.dates)
        _make(folder)
        context = [__version__, format, version, name, made.digest, repr(issuer)]
        with Ledger(folder, resume=resume, force=force) as ledger:
            drafted = Drafted(opened.name, format, general=[*findings, *found.findings])
            if begin:
                begin(drafted, opened.expected)
            run = _Run(opened, filler, ledger, folder=folder, pattern=pattern, writer=writer, context=context)
            for one in run.drafts(rows):
                drafted.take(one)
                if each:
                    each(one)
            drafted.left_over, drafted.left_over_names = ledger.left_over(_MOST_NAMES)
    return drafted


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes drafts in one format, and looks at what it wrote."""

    target: Adapter
    version: str
    issuer: Issuer | None

    @property
    def suffix(self) -> str:
        return next(iter(self.target.format.suffixes), "")

    def write(self, data: dict[str, Any], name: str) -> tuple[bytes, list[Finding]]:
        """The bytes of a draft, and what was found in writing and checking them."""
        writing = dumps(from_data(data), self.target.format.id, version=self.version, issuer=self.issuer)
        checked = self.target.check(Source(writing.data, name), Level.STRUCTURE)
        return writing.data, [*writing.report.findings, *map(self._weighed, checked)]

    def _weighed(self, item: Finding) -> Finding:
        """A finding; what a draft lacks is no error while nobody has been named to issue it."""
        unfinished = self.issuer is None and self.target.format.uses_issuer
        return replace(item, severity=Severity.WARNING) if unfinished and item.name == "missing-element" else item


class _Run:
    """One run through a table."""

    def __init__(
        self, table: Table, filler: Filler, ledger: Ledger, *, folder: Path, pattern: NamePattern, writer: _Writer,
        context: list[str],
    ) -> None:  # fmt: skip
        self._table = table
        self._filler = filler
        self._ledger = ledger
        self._folder = folder
        self._pattern = pattern
        self._writer = writer
        self._context = json.dumps(context)
        self._paths = {name: resolve(FIELDS[name][0], {}).path for name in (*pattern.fields, "full_name")}

    def drafts(self, rows: Iterator[Row]) -> Iterator[Draft]:
        """What becomes of each row; blank ones are passed over."""
        return (self._draft(self._filler.read(row)) for row in rows if not row.blank)

    def _draft(self, filled: Filled) -> Draft:
        row = filled.row
        if filled.findings:
            return Draft(row.number, row.line, "", "failed", tuple(filled.findings))
        key, recipient, again = self._keys(filled)
        if there := self._ledger.unchanged(key):
            return Draft(row.number, row.line, there, "unchanged", tuple(again))
        data = self._filler.data(filled, recipient)
        try:
            content, found = self._writer.write(data, self._table.name)
            errors = any(item.severity is Severity.ERROR for item in found)
            file = "" if errors else self._save(filled, key, content)
        except Exception as error:
            found, file = list(_reasons(error)), ""
        findings = (*again, *(self._filler.at(item, filled, data) for item in found))
        return Draft(row.number, row.line, file, "written" if file else "failed", findings)

    def _keys(self, filled: Filled) -> tuple[str, str, list[Finding]]:
        """What tells the row from others, what tells the recipient from others, and whether both were met before."""
        row = filled.row
        values = {path: value for path, (_, value) in sorted(filled.values.items())}
        key = hashlib.sha256(f"{self._context}{json.dumps(values)}".encode()).hexdigest()
        recipient = recipient_of(filled)
        times, first = self._ledger.meet(recipient, row.number)
        key_times, _ = self._ledger.meet(key, row.number)
        again = []
        if times:
            message = f"{self._table.name}, row {row.number}: it is about the same person as row {first}."
            again.append(finding("duplicate-recipient", message, line=row.line))
        return f"{key}-{key_times}", f"{recipient}-{times}", again

    def _save(self, filled: Filled, key: str, content: bytes) -> str:
        values = {name: filled.text(path) for name, path in self._paths.items()}
        if not values.get("family_name"):
            values["family_name"] = values["full_name"]
        file = self._ledger.free_name(self._pattern.fill(filled.row.number, values), self._writer.suffix)
        write_atomically(self._folder / file, content, force=True)
        self._ledger.wrote(key, file, content)
        return file


def _reasons(error: Exception) -> Iterator[Finding]:
    """Why a row has no draft, when something was raised."""
    from pydantic import ValidationError

    if isinstance(error, RefusedError):
        yield from error.findings
    elif isinstance(error, EportfolioError):
        yield error.finding
    elif isinstance(error, ValidationError):
        yield from _misfits(error)
    else:
        yield finding("internal-error", f"Something unexpected happened: {type(error).__name__}.")


def _misfits(error: ValidationError) -> Iterator[Finding]:
    for one in error.errors(include_url=False, include_input=False)[:20]:
        pointer = "".join(f"/{part}" for part in one["loc"])
        yield finding("invalid-cell", f"the value does not fit the model: {one['msg']}.", pointer=pointer)


def _template(template: str | Path | Portfolio) -> tuple[Template, list[Finding]]:
    """The template, and what was found in reading it."""
    if not isinstance(template, str | Path):
        return Template(template, "The template"), []
    reading = read(template)
    return Template(reading.portfolio, str(template)), reading.report.findings


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError("usage", f"{folder} cannot be made: {error.strerror}.") from None
