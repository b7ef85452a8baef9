"""Check files against the rules of their format.

Files, folders and patterns may be named; in a folder, files that are no portfolios are passed over and
listed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..report.codes import Severity
from ..report.errors import ExitCode, UnknownFormatError
from ..report.findings import Endpoint, Report
from ..report.render import OUTPUTS, Batch, render
from .console import err, out, out_utf8, paint_for
from .files import Found, expand, open_found
from .parsing import FILE, MisuseError, add_output, add_source_format
from .running import failures, gravest

if TYPE_CHECKING:
    from ..exchange.adapter import Reading
    from ..report.findings import Finding
    from ..sources.source import Source

    Test = Callable[[Reading], list[Finding]]


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", metavar=FILE, help="files, folders or patterns; - for standard input")
    parser.add_argument(
        "--level", choices=("syntax", "structure", "semantics"), default="structure",
        help="how deep to look (default: structure); each level includes the one before",
    )  # fmt: skip
    add_source_format(parser, "the files")
    parser.add_argument(
        "--schema", metavar="SCHEMA",
        help="an official schema file (.xsd or .json), or a folder of JSON Schemas, to ask as well; nothing is fetched",
    )  # fmt: skip
    parser.add_argument(
        "--shapes", metavar="DIR",
        help="a folder with the official SHACL shapes (.ttl) to run as well; nothing is fetched",
    )  # fmt: skip
    parser.add_argument(
        "--profile", metavar="PROFILE",
        help="an exchange profile to hold the portfolios against: a file, or the name of one that ships",
    )  # fmt: skip
    parser.add_argument(
        "--agreement", metavar=FILE,
        help="an agreement (eportfolio agree -o) to hold the portfolios against: the receiver's profile and the format",
    )  # fmt: skip
    parser.add_argument(
        "--receiver", metavar="NAME", default="",
        help="with --agreement: the organisation that is to receive them, where both receive something",
    )  # fmt: skip
    parser.add_argument(
        "--fail-on", choices=("error", "warning"), default="error",
        help="the least severity that counts as a failure (default: error)",
    )  # fmt: skip
    add_output(parser, *OUTPUTS)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    threshold = Severity(arguments.fail_on)
    tests = list(_tests(arguments))
    reports: list[Report] = []
    skipped: list[tuple[str, str]] = []
    codes: list[ExitCode] = []
    for found in expand(arguments.files):
        report, code = _validate(found, arguments, tests)
        if isinstance(report, str):
            skipped.append((found.path, report))
            continue
        reports.append(report)
        failed = any(item.severity.rank >= threshold.rank for item in report.findings)
        codes.append(gravest([code, ExitCode.FINDINGS if failed else ExitCode.FINE]))
    if not reports:
        names = ", ".join(arguments.files)
        raise UnknownFormatError("unknown-format", f"No file of a known format was found in {names}.")
    tell(Batch(reports, skipped, threshold, arguments.level), arguments.output)
    return gravest(codes)


def _tests(arguments: argparse.Namespace) -> Iterator[Test]:
    """What the portfolios are held against beside the rules of their format."""
    if arguments.profile:
        from ..profiles import check, read_profile

        profile = read_profile(arguments.profile)
        yield lambda reading: check(reading.portfolio, profile)
    if arguments.agreement:
        from ..agreements import read_agreement
        from ..agreements.testing import check_agreement, direction_to

        agreement = read_agreement(arguments.agreement)
        direction_to(agreement, arguments.receiver)
        yield lambda reading: check_agreement(
            reading.portfolio, agreement, receiver=arguments.receiver, format=reading.report.source.format,
            version=reading.report.source.version,
        )  # fmt: skip
    elif arguments.receiver:
        raise MisuseError("--receiver says who receives something under an agreement: name it with --agreement")


def _validate(found: Found, arguments: argparse.Namespace, tests: Sequence[Test]) -> tuple[Report | str, ExitCode]:
    """Validate one file; a reason for passing over it takes the place of its report."""
    import eportfolio as ep

    try:
        source = open_found(found, arguments.source_format)
        if isinstance(source, str):
            return source, ExitCode.FINE
        report = ep.validate(
            source, level=arguments.level, format=arguments.source_format, schema=arguments.schema,
            shapes=arguments.shapes,
        )  # fmt: skip
        code = _held(source, report, tests, arguments.source_format) if tests else ExitCode.FINE
    except Exception as error:
        items, code = failures(error)
        return Report(items, Endpoint(found.path)), code
    report.source.name = report.source.name or found.path
    return report, code


def _held(source: Source, report: Report, tests: Sequence[Test], format_id: str | None) -> ExitCode:
    """Hold a portfolio against profiles; what is found is put at the person's own line."""
    import eportfolio as ep

    from ..validation.semantics.placing import placed

    try:
        reading = ep.read(source, format=format_id)
    except ep.EportfolioError:
        if report.ok:
            raise
        return ExitCode.FINE  # the report says already why it cannot be read
    found = [item for test in tests for item in placed(test(reading), reading.trace)]
    report.extend(found)
    missing = any(item.name == "vocabulary-missing" for item in found)
    return ExitCode.MISSING_EXTRA if missing else ExitCode.FINE


def tell(batch: Batch, output: str) -> None:
    """Print the outcome of a run over one or several files."""
    if output == "text":
        from ..report.render.text import render as render_text

        out(render_text(batch, paint_for(sys.stdout)))
        return
    out_utf8(render(batch, output))
    err(batch.summary())
