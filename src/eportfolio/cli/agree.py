"""Lay the exchange profiles of two organisations side by side, in both directions.

Tells for each field whether it goes unchanged, after mapping, in part, or not at all, and why.  A profile is a file, or
the name of one that ships.  With -o the result is kept as the file of the agreement, which ``validate --agreement`` and
``agree --against`` read.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from ..report.errors import ExitCode
from .console import err, out, out_json, out_utf8, paint_for
from .files import expand
from .parsing import FILE, FORMAT, MisuseError, add_output

if TYPE_CHECKING:
    from ..agreements import Agreement, Change
    from ..model import Portfolio


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", metavar="A.toml", help="profile of one organisation, or the name of one that ships")
    parser.add_argument("b", metavar="B.toml", help="profile of the other organisation")
    parser.add_argument("--via", metavar=FORMAT, default="", help="format on the way, such as elm or elm@3.2; chosen "
                                                                  "from the profiles otherwise")  # fmt: skip
    parser.add_argument("--sample", nargs="+", action="extend", default=[], metavar=FILE,
                        help="portfolios to try: files, folders or patterns")  # fmt: skip
    parser.add_argument("--against", metavar=FILE, help="the agreement before: tells what breaks it")
    parser.add_argument("-o", "--out", dest="target", metavar=FILE, help="where to keep the agreement (JSON)")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    add_output(parser, "text", "json", "html")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    _check_usage(arguments)
    from dataclasses import replace

    from ..agreements import agree, changes, next_version, read_agreement, write_agreement
    from ..profiles import read_profile
    from ..sources.output import write_atomically

    a, b = read_profile(arguments.a), read_profile(arguments.b)
    old = read_agreement(arguments.against) if arguments.against else None
    agreement = agree(a, b, via=arguments.via, samples=_samples(arguments.sample))
    found: tuple[Change, ...] = ()
    if old is not None:
        found = changes(old, agreement, a, b)
        agreement = replace(agreement, version=next_version(old.version, found))
    if arguments.target:
        write_atomically(arguments.target, write_agreement(agreement, a, b), force=arguments.force)
    _tell(agreement, found, arguments)
    fine = agreement.works and not any(one.breaking for one in found)
    return ExitCode.FINE if fine else ExitCode.FINDINGS


def _check_usage(arguments: argparse.Namespace) -> None:
    from os import path

    if [arguments.a, arguments.b, arguments.against].count("-") > 1:
        raise MisuseError("only one of the files can come from standard input")
    if arguments.target == "-":
        raise MisuseError("-o takes the name of a file; standard output has the report")
    if path.realpath(arguments.a) == path.realpath(arguments.b):
        raise MisuseError(f"{arguments.a} is named twice; name the profiles of two organisations")


def _samples(names: list[str]) -> list[Portfolio]:
    """The portfolios to try; in a folder, files that are no portfolios are passed over and told."""
    import eportfolio as ep

    from ..report.errors import EportfolioError, UnknownFormatError

    found: list[Portfolio] = []
    for one in expand(names):
        try:
            found.append(ep.read(one.path).portfolio)
        except EportfolioError as error:
            if one.named:
                raise
            err(f"{one.path} is passed over: {error.finding.message}")
    if names and not found:
        raise UnknownFormatError("unknown-format", f"No portfolio was found in {', '.join(names)}.")
    return found


def _tell(agreement: Agreement, found: tuple[Change, ...], arguments: argparse.Namespace) -> None:
    if arguments.output == "json":
        data: dict[str, Any] = agreement.as_dict()
        out_json({**data, "changes": [one.as_dict() for one in found]} if arguments.against else data)
    elif arguments.output == "html":
        from ..agreements.page import as_page

        out_utf8(as_page(agreement, found))
    else:
        from ..agreements.table import as_text

        out(as_text(agreement, found, paint_for(sys.stdout)))
    if arguments.against and not found:
        err("Nothing has changed since the agreement before.")
    if arguments.target:
        err(f"The agreement, version {agreement.version}, is in {arguments.target}.")
