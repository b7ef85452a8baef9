"""Find concepts of a portfolio that a version of a vocabulary no longer has, and move them along a mapping.

Without --mapping nothing is moved.  The owner's words never change; the former URI is kept in the canonical file.
Exits with 1 when concepts are left that the version does not have, or has withdrawn.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...report.errors import ExitCode, UsageError
from ...report.findings import Endpoint, Finding, Report
from ..console import err, out, out_json, paint_for
from ..parsing import FILE, MisuseError, add_file, add_output, add_source_format

if TYPE_CHECKING:
    from ...model import Portfolio
    from ...vocabulary.index.store import ConceptScheme
    from ...vocabulary.migration import Migration


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_file(parser)
    parser.add_argument(
        "--to", default="esco", metavar="NAME", help="vocabulary, as NAME or NAME@VERSION (default: esco)"
    )
    parser.add_argument("--mapping", type=Path, metavar=FILE,
                        help="SSSOM, or a table with an old and a new URI in each row")  # fmt: skip
    parser.add_argument(
        "-o", "--out", metavar=FILE, help="write the portfolio with its concepts moved; never the source"
    )
    parser.add_argument("--force", action="store_true", help="replace a file that is there; the source never")
    add_source_format(parser)
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if arguments.out and arguments.mapping is None:
        raise MisuseError("--out makes sense with --mapping only: nothing is moved without one")
    if arguments.out == "-":
        raise MisuseError("--out takes the name of a file: what was found goes to standard output")
    import eportfolio as ep

    from ...vocabulary.library import Vocabularies
    from ...vocabulary.migration import migrate, read_targets

    targets, refused = read_targets(arguments.mapping) if arguments.mapping else ({}, ())
    scheme = Vocabularies().scheme(arguments.to)
    reading = ep.read(arguments.file, format=arguments.source_format)
    migration = migrate(reading.portfolio, scheme, targets)
    findings = [*refused, *migration.findings]
    if arguments.out:
        findings += _write(arguments, migration.portfolio, reading.report.source.format)
    _tell(arguments, scheme, migration, findings)
    return ExitCode.FINDINGS if len(migration.findings) > len(migration.moves) else ExitCode.FINE


def _write(arguments: argparse.Namespace, portfolio: Portfolio, source_format: str) -> list[Finding]:
    """Write the portfolio: in the format of the source when the names end alike, else in the one the name tells."""
    import eportfolio as ep

    source, target = Path(arguments.file), Path(arguments.out)
    if source.resolve() == target.resolve():
        raise UsageError(
            "target-exists", f"{target} is the source, which is never replaced.", hint="Choose another name."
        )
    same = source.suffixes == target.suffixes
    report = ep.write(portfolio, target, format=source_format if same else None, force=arguments.force)
    return report.findings


def _tell(arguments: argparse.Namespace, scheme: ConceptScheme, migration: Migration, findings: list[Finding]) -> None:
    target = f"{scheme.description.name} {scheme.description.version}"
    left = len(migration.findings) - len(migration.moves)
    if arguments.output == "json":
        out_json(
            {"file": arguments.file, "to": target, "out": arguments.out, "checked": migration.checked, "left": left,
             "moves": [_move(move) for move in migration.moves], "findings": [item.as_dict() for item in findings]}
        )  # fmt: skip
        return
    from ...report.render.batch import count
    from ...report.render.text import render_report

    if findings:
        out(render_report(Report(findings, Endpoint(arguments.file)), paint_for(sys.stdout)) + "\n\n")
    moved = "moved" if arguments.out else "can be moved"
    checked = count(migration.checked, "concept")
    out(f"{checked} of {target}: {len(migration.moves):,} {moved}, {left:,} left that it does not have.\n")
    if arguments.out:
        err(f"Written: {arguments.out}")


def _move(move: Any) -> dict[str, Any]:
    return {name: getattr(move, name) for name in ("pointer", "old", "new", "words", "before", "after")}
