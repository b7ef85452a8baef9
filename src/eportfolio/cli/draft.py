"""Write a draft for each recipient in a table.

The table is CSV or a workbook (XLSX), one row for each recipient; its columns are found by their headings, such as
``family_name``, ``Date of birth`` or ``grade: Written exam``.  The template is what everybody gets: a portfolio in any
format that is read.  A row with an error gets no draft; the others go on.  What was written is noted in a file
beside the folder, so that ``--resume`` writes only what is new or changed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import IO, TYPE_CHECKING, Final

from ..report.errors import EportfolioError, ExitCode, RefusedError
from ..report.findings import Endpoint, Finding, Report
from .console import err, is_terminal, out, out_utf8, paint_for
from .parsing import FILE, FORMAT, add_output
from .report_file import check_report
from .running import INTERRUPTED, gravest

if TYPE_CHECKING:
    from ..bulk import Draft, Drafted

_FORMAT: Final = "elm-upload"
_PATTERN: Final = "{row}-{family_name}"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("table", metavar=FILE, help="table of recipients: CSV, or a workbook (.xlsx)")
    parser.add_argument("--template", required=True, metavar=FILE, help="what everybody in the table gets")
    parser.add_argument("--into", required=True, metavar="FOLDER", help="folder for the drafts; made when needed")
    parser.add_argument("--issuer", metavar="FILE.toml", help="who issues the drafts")
    parser.add_argument(
        "--to", dest="target_format", default=_FORMAT, metavar=FORMAT, help=f"format of the drafts (default: {_FORMAT})"
    )
    parser.add_argument("--to-version", default="", metavar="V", help="version of that format")
    parser.add_argument("--sheet", default="", metavar="NAME", help="sheet of a workbook; the first one otherwise")
    parser.add_argument("--columns", metavar="FILE.toml", help="what the headings mean, defaults, order of dates")
    parser.add_argument(
        "--name", default=_PATTERN, metavar="PATTERN",
        help="names of the files, from the row and what is known of the person (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument("--resume", action="store_true", help="write only rows that are new or changed")
    parser.add_argument("--force", action="store_true", help="overwrite files that exist, and begin anew")
    parser.add_argument("--report", metavar="FILE.json", help="write what became of every row there, as JSON")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    check_report(arguments, (arguments.table, arguments.template, arguments.into))
    state = _State()
    with ExitStack() as stack:
        if arguments.report:
            from ..sources.output import writing_atomically

            stream = stack.enter_context(writing_atomically(arguments.report, force=True))
            state.documents.append(_Document(_into(stream)))
        if arguments.output == "json":
            state.documents.append(_Document(out_utf8))
        stack.enter_context(_progress(state))
        try:
            _draft(arguments, state)
        except KeyboardInterrupt:
            state.interrupted = True
        for document in state.documents:
            document.end(state)
    return _told(state, arguments)


class _State:
    """What is known so far."""

    def __init__(self) -> None:
        self.drafted: Drafted | None = None
        self.stopped_by: tuple[Finding, ...] = ()
        self.documents: list[_Document] = []
        self.interrupted = False
        self.code = ExitCode.FINE
        self.begun: Callable[[int | None], None] = lambda _: None
        self.went_on: Callable[[Draft], None] = lambda _: None

    def begin(self, drafted: Drafted, expected: int | None) -> None:
        self.drafted = drafted
        self.begun(expected)

    def each(self, one: Draft) -> None:
        ours = any(item.name == "internal-error" for item in one.findings)
        code = ExitCode.OUR_BUG if ours else ExitCode.FINDINGS if one.status == "failed" else ExitCode.FINE
        self.code = gravest([self.code, code])
        for document in self.documents:
            document.row(one)
        self.went_on(one)


def _draft(arguments: argparse.Namespace, state: _State) -> None:
    import eportfolio as ep

    issuer = None
    if arguments.issuer:
        from ..exchange.issuer import read_issuer

        issuer = read_issuer(arguments.issuer)
    try:
        ep.draft(
            arguments.table, arguments.template, arguments.into, format=arguments.target_format,
            version=arguments.to_version, issuer=issuer, sheet=arguments.sheet, columns=arguments.columns,
            name=arguments.name, resume=arguments.resume, force=arguments.force, each=state.each, begin=state.begin,
        )  # fmt: skip
    except EportfolioError as error:
        if state.drafted is None and not isinstance(error, RefusedError):
            raise  # nothing was begun: there is nothing else to tell
        state.stopped_by = error.findings if isinstance(error, RefusedError) else (error.finding,)
        state.code = error.exit_code


@contextmanager
def _progress(state: _State) -> Iterator[None]:
    """A progress bar, when a person looks."""
    if not is_terminal(sys.stderr):
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Writing drafts", total=None)
        state.begun = lambda expected: bar.update(task, total=expected and max(expected - 1, 1))
        state.went_on = lambda _: bar.advance(task)
        yield


# -- telling ---------------------------------------------------------------------------------------


class _Document:
    """The outcome as one JSON document, written row by row."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._separator = '{\n  "rows": [\n    '

    def row(self, one: Draft) -> None:
        """Write what became of a row."""
        self._write(self._separator + json.dumps(one.as_dict(), ensure_ascii=False))
        self._separator = ",\n    "

    def end(self, state: _State) -> None:
        """Write what became of the whole."""
        begun = self._separator.startswith(",")
        self._write("\n  ],\n" if begun else '{\n  "rows": [],\n')
        rest = {
            "findings": [item.as_dict() for item in (*state.stopped_by, *_of_the_table(state.drafted))],
            "summary": state.drafted.summary() if state.drafted else {},
            "interrupted": state.interrupted,
        }
        lines = (f'  "{name}": {json.dumps(value, ensure_ascii=False)}' for name, value in rest.items())
        self._write(",\n".join(lines) + "\n}\n")


def _of_the_table(drafted: Drafted | None) -> list[Finding]:
    """What was found in the table and the template as a whole."""
    return drafted.general if drafted else []


def _into(stream: IO[bytes]) -> Callable[[str], None]:
    def write(text: str) -> None:
        stream.write(text.encode("utf-8", "replace"))

    return write


def _told(state: _State, arguments: argparse.Namespace) -> int:
    """Say what became of it, and the exit code."""
    from ..report.render.text import render_report

    findings = [*state.stopped_by, *_repeated(state.drafted)]
    text = render_report(Report(findings, Endpoint(arguments.table)), paint_for(sys.stderr))
    if text:
        err(text)
    if state.drafted and arguments.output == "text":
        out(_summary(state.drafted, arguments.into) + "\n")
    if state.interrupted:
        err("Interrupted. What was written is complete; nothing is half written. --resume goes on from here.")
        return INTERRUPTED
    return state.code


def _repeated(drafted: Drafted | None) -> list[Finding]:
    """The findings, with a word on those that many rows have."""
    if drafted is None:
        return []
    more = {at: f" ({times:,} more like it)" for at, times in drafted.repeated.items()}
    return [replace(item, message=item.message + more.get(at, "")) for at, item in enumerate(drafted.findings)]


def _summary(drafted: Drafted, into: str) -> str:
    from ..report.render.batch import count
    from ..report.render.text import printable

    parts = [f"{drafted.written:,} written"]
    parts += [f"{drafted.unchanged:,} unchanged"] if drafted.unchanged else []
    parts += [f"{drafted.failed:,} failed"] if drafted.failed else []
    lines = [f"{count(drafted.rows, 'row')}: {', '.join(parts)}, in {into} ({drafted.format})."]
    if drafted.untold:
        lines.append(f"{count(drafted.untold, 'more finding')}: --report FILE.json has all of them.")
    if drafted.left_over:
        more = ", …" if drafted.left_over > len(drafted.left_over_names) else ""
        lines.append(
            f"Of earlier runs, and of no row that is written now: {', '.join(drafted.left_over_names)}{more} "
            f"({count(drafted.left_over, 'file')})."
        )
    return "\n".join(map(printable, lines))
