"""Compare two portfolios by what they say, whatever formats they are in.

Exits with 0 when they say the same and with 1 when they differ.
"""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from ..report.errors import ExitCode
from .console import out, out_json, paint_for
from .parsing import FILE, MisuseError, add_output, add_source_format

if TYPE_CHECKING:
    from ..compare import Difference

_SIGNS = {"added": ("+", "good"), "removed": ("-", "error"), "changed": ("~", "warning")}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", metavar=f"{FILE}_A", help="the portfolio before")
    parser.add_argument("b", metavar=f"{FILE}_B", help="the portfolio after")
    add_source_format(parser, "both files")
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
        out(_text(difference))
    return ExitCode.FINE if difference.equivalent else ExitCode.FINDINGS


def _text(difference: Difference) -> str:
    from ..report.render.batch import count

    paint = paint_for(sys.stdout)
    lines = []
    for change in difference:
        sign, style = _SIGNS[change.kind]
        shown = {"added": _short(change.after), "removed": _short(change.before)}.get(
            change.kind, f"{_short(change.before)} → {_short(change.after)}"
        )
        lines.append(f"{paint(style, sign)} {change.pointer}: {shown}")
    number = count(len(difference), "difference")
    same = "The two portfolios say the same." if difference.equivalent else f"{number}."
    return "\n".join([*lines, paint("strong", same)]) + "\n"


def _short(value: Any) -> str:
    from ..report.render.text import shorten

    if isinstance(value, str | int | float | bool) or value is None:
        return shorten(value) or "nothing"
    return shorten(json.dumps(value, ensure_ascii=False)).strip('"')
