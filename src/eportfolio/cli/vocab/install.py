"""Install a vocabulary from the files that its publisher offers.

NAME esco takes the downloads of ESCO (CSV, or RDF): folders, zips and single files, in any mixture of languages.
NAME mappings takes mapping sets (SSSOM) and published crosswalks, one for each file.
Any other NAME takes SKOS (Turtle, RDF/XML, JSON-LD, N-Triples), a concept table, or CSV with its columns named.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..console import is_terminal, out, out_json, paint_for
from ..parsing import FILE, MisuseError, add_output
from ..tables import table

if TYPE_CHECKING:
    from ...report.findings import Finding
    from ...vocabulary.esco.install import EscoInstalled, Progress

_OWN = ("title", "uri", "scheme", "type", "column", "mapping", "uri_template", "delimiter")
"""Options that only vocabularies of the user's own know."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", help="esco, mappings, or a short name of your own")
    parser.add_argument("sources", metavar=FILE, nargs="+", help="folders, zips and files")
    parser.add_argument("--version", metavar="VERSION", default="", help="version; told from the names otherwise")
    parser.add_argument("--language", metavar="TAG", default="", help="language of files that do not tell theirs")
    parser.add_argument("--encoding", metavar="NAME", default="", help="encoding of tables; UTF-8 otherwise")
    parser.add_argument("--add", action="store_true", help="ESCO: add to the installed version, for another language")
    parser.add_argument("--name", dest="set_name", metavar="NAME", help="mappings: short name of the set")
    own = parser.add_argument_group("for vocabularies of your own")
    own.add_argument("--title", default="", help="title for people")
    own.add_argument("--uri", default="", help="URI of the scheme")
    own.add_argument("--scheme", default="", metavar="URI", help="which scheme to take, when a file holds several")
    own.add_argument("--type", default="", help="type of concepts that have none, such as skill")
    own.add_argument("--column", action="append", default=[], metavar="WHAT=NAME",
                     help="what a column of a table holds, such as preferred_label@nl=Naam; repeatable")  # fmt: skip
    own.add_argument("--mapping", type=Path, metavar=FILE, help="a TOML file that says all this")
    own.add_argument("--uri-template", default="", help="how URIs follow from rows, with {notation} in it")
    own.add_argument("--delimiter", default="", help="what separates the cells of a row")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if "" in arguments.sources:
        raise MisuseError("the name of a file is empty")
    return {"esco": _esco, "mappings": _mappings}.get(arguments.name, _other)(arguments)


def _esco(arguments: argparse.Namespace) -> int:
    from ...vocabulary.esco.install import install_esco

    _refuse(arguments, ("set_name", *_OWN))
    with _progress(arguments.output) as progress:
        installed = install_esco(
            [Path(source) for source in arguments.sources], version=arguments.version, language=arguments.language,
            encoding=arguments.encoding, add=arguments.add, progress=progress,
        )  # fmt: skip
    if arguments.output == "json":
        out_json(_esco_data(installed))
    else:
        out(_esco_text(installed))
    return 0


def _mappings(arguments: argparse.Namespace) -> int:
    from ...report.render.batch import count
    from ...vocabulary.library import Vocabularies
    from ...vocabulary.mappings.install import install_mappings

    _refuse(arguments, ("version", "language", "encoding", "add", *_OWN))
    sources = [Path(source) for source in arguments.sources]
    sets = install_mappings(Vocabularies().folder, sources, name=arguments.set_name)
    if arguments.output == "json":
        out_json(
            [
                {
                    "name": one.name,
                    "path": str(one.path),
                    "counts": one.counts,
                    "findings": _findings_data(one.findings),
                }
                for one in sets
            ]
        )
        return 0
    for one in sets:
        kinds = {name.replace("_", " "): number for name, number in one.counts.items() if name != "mapping"}
        rows = count(one.counts["mapping"], "row")
        out(f"Installed the mappings {one.name}: {rows} ({_listed(kinds)})\n  {one.path}\n")
        out(_findings_text(one.name, one.findings))
    return 0


def _other(arguments: argparse.Namespace) -> int:
    from ...vocabulary.importing import ImportOptions, install_other
    from ...vocabulary.library import Vocabularies

    _refuse(arguments, ("add", "set_name"))
    names = (
        "version",
        "title",
        "uri",
        "language",
        "type",
        "scheme",
        "mapping",
        "uri_template",
        "delimiter",
        "encoding",
    )
    options = ImportOptions(columns=_columns(arguments.column), **{name: getattr(arguments, name) for name in names})
    built = install_other(Vocabularies(), arguments.name, [Path(source) for source in arguments.sources], options)
    version = built.path.stem
    if arguments.output == "json":
        out_json(
            {"name": arguments.name, "version": version, "path": str(built.path), "counts": built.counts,
             "findings": _findings_data(built.findings)}
        )  # fmt: skip
        return 0
    out(f"Installed {arguments.name} {version}: {_listed(built.counts, 'type:')}\n  {built.path}\n")
    out(_findings_text(f"{arguments.name} {version}", built.findings))
    return 0


def _esco_data(installed: EscoInstalled) -> dict[str, Any]:
    from ...vocabulary.esco.layout import ATTRIBUTION

    return {
        "name": "esco", "version": installed.version, "path": str(installed.path),
        "bytes": installed.path.stat().st_size, "languages": list(installed.languages),
        "concepts": installed.coverage, "relations": _relations(installed.built.counts),
        "files": installed.rows, "missing": list(installed.missing), "attribution": ATTRIBUTION,
        "findings": _findings_data(installed.findings),
    }  # fmt: skip


def _esco_text(installed: EscoInstalled) -> str:
    from ...report.render.batch import count
    from ...vocabulary.esco.layout import ATTRIBUTION

    languages = sorted({code for row in installed.coverage.values() for code in row} - {"concepts"})
    head = ("", "concepts", *languages)
    rows = [(kind, *(f"{row.get(name, 0):,}" for name in head[1:])) for kind, row in installed.coverage.items()]
    relations = ", ".join(f"{name} {number:,}" for name, number in _relations(installed.built.counts).items())
    size = installed.path.stat().st_size / 1e6
    paint = paint_for(sys.stdout)
    tables, rows_read = len(installed.rows), sum(installed.rows.values())
    read = f" from {count(tables, 'table')} with {count(rows_read, 'row')}" if tables else ""
    return "\n".join(
        (
            paint("good", f"Installed esco {installed.version}") + f"{read}: {installed.path} ({size:.1f} MB)",
            "", table(head, rows),
            f"Relations: {relations or 'none'}",
            _findings_text(f"esco {installed.version}", installed.findings), ATTRIBUTION, "",
        )
    )  # fmt: skip


def _relations(counts: Mapping[str, int]) -> dict[str, int]:
    return {name.removeprefix("relation:"): number for name, number in counts.items() if name.startswith("relation:")}


def _listed(counts: Mapping[str, int], prefix: str = "") -> str:
    shown = {name: number for name, number in counts.items() if name.startswith(prefix)}
    return ", ".join(f"{number:,} {name.removeprefix(prefix)}" for name, number in shown.items()) or "nothing"


def _findings_data(findings: list[Finding]) -> list[dict[str, Any]]:
    return [item.as_dict() for item in findings]


def _findings_text(name: str, findings: list[Finding]) -> str:
    from ...report.findings import Endpoint, Report
    from ...report.render.text import render_report

    text = render_report(Report(list(findings), Endpoint(name)), paint_for(sys.stdout))
    return f"\n{text}\n" if text else ""


def _columns(pairs: list[str]) -> dict[str, tuple[str, ...]]:
    columns: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        what, equals, name = pair.partition("=")
        if not (what and equals and name):
            raise MisuseError(f'"--column {pair}" does not say which column: write WHAT=NAME')
        columns[what] = (*columns.get(what, ()), name)
    return columns


def _refuse(arguments: argparse.Namespace, options: tuple[str, ...]) -> None:
    """Options that mean nothing for what is installed are refused rather than passed over."""
    for option in options:
        if getattr(arguments, option):
            written = option.removeprefix("set_").replace("_", "-")
            raise MisuseError(f"--{written} has no meaning for {arguments.name}")


@contextmanager
def _progress(output: str) -> Iterator[Progress | None]:
    """A progress bar on the terminal, when a person looks at it."""
    if output != "text" or not is_terminal(sys.stderr):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn(),
        console=Console(file=sys.stderr), transient=True,
    )  # fmt: skip
    with bar:
        task = bar.add_task("reading", total=None)
        yield lambda name, read, total: bar.update(task, description=name, completed=read, total=total)
