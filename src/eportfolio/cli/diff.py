"""Compare two portfolios by what they say, whatever formats they are in.

What differs is told in sentences; ``--output json`` has the places and the values as they are.
Exits with 0 when they say the same and with 1 when they differ.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ..report.errors import ExitCode
from .console import out, out_json, paint_for
from .parsing import FILE, MisuseError, add_output, add_source_format

if TYPE_CHECKING:
    from ..compare import Difference
    from ..model import Portfolio

_SIGNS = {"added": ("+", "good"), "removed": ("-", "error"), "changed": ("~", "warning")}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", metavar=f"{FILE}_A", help="the portfolio before")
    parser.add_argument("b", metavar=f"{FILE}_B", help="the portfolio after")
    add_source_format(parser, "both files")
    parser.add_argument("--by", metavar="NAME", help="who made the second one, for the sentences: 'The school'")
    parser.add_argument("--language", metavar="TAG", help="the language of the sentences: en or nl")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if arguments.a == arguments.b == "-":
        raise MisuseError("only one of the two can come from standard input")
    import eportfolio as ep

    before = ep.read(arguments.a, format=arguments.source_format).portfolio
    after = ep.read(arguments.b, format=arguments.source_format).portfolio
    difference = ep.diff(before, after)
    if arguments.output == "json":
        changes = [{"before": None, "after": None, **change.as_dict()} for change in difference]
        out_json({"a": arguments.a, "b": arguments.b, "equivalent": difference.equivalent, "changes": changes})
    else:
        out(_text(difference, before, after, arguments))
    return ExitCode.FINE if difference.equivalent else ExitCode.FINDINGS


def _text(difference: Difference, before: Portfolio, after: Portfolio, arguments: argparse.Namespace) -> str:
    """A sentence for each difference, and how many there are."""
    from ..render.plain_language import tell_difference, tell_number
    from ..report.render.text import printable

    paint = paint_for(sys.stdout)
    language = arguments.language or ""
    sentences = tell_difference(difference, before, after, language=language, by=arguments.by or "")
    lines = []
    for told in sentences:
        sign, style = _SIGNS[told.kind]
        lines.append(f"{paint(style, sign)} {printable(told.sentence)}")
    number = tell_number(len(sentences), language, after)
    return "\n".join([*lines, paint("strong", number)]) + "\n"
