"""Make one portfolio of two views of one person, such as a school's and an employment service's.

What only one of them says is taken; where both say something else, the first one's words stay and the conflict is
told.  Records that are not shown to be about one person are refused.  The result is the canonical form.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from ..report.errors import ExitCode
from .console import err, out_bytes, out_json, paint_for
from .parsing import FILE, MisuseError, add_output, add_source_format

if TYPE_CHECKING:
    from ..compare.merging import Merged


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("a", metavar=f"{FILE}_A", help="the first view; its words stay where both disagree")
    parser.add_argument("b", metavar=f"{FILE}_B", help="the second view")
    parser.add_argument("-o", "--out", dest="target", metavar="FILE", required=True, help="where to write the result")
    parser.add_argument("--base", metavar=FILE, help="what both began with: shows which side changed something")
    parser.add_argument("--their-name", metavar="NAME", default="", help="who holds the second view, for provenance")
    parser.add_argument("--same-person", action="store_true", help="both are about one person, although too little "
                                                                   "is said to tell")  # fmt: skip
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    add_source_format(parser, "all files")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if [arguments.a, arguments.b, arguments.base].count("-") > 1:
        raise MisuseError("only one of the files can come from standard input")
    if arguments.target == "-" and arguments.output == "json":
        raise MisuseError("standard output cannot hold both the portfolio and --output json")
    import eportfolio as ep

    from ..sources.output import write_atomically

    def read(path: str) -> ep.Portfolio:
        return ep.read(path, format=arguments.source_format).portfolio

    base = read(arguments.base) if arguments.base else None
    merged = ep.merge(
        read(arguments.a), read(arguments.b), base,
        their_name=arguments.their_name, same_owner=arguments.same_person,
    )  # fmt: skip
    data = ep.dumps(merged.portfolio, "eportfolio").data
    if arguments.target == "-":
        out_bytes(data)
    else:
        write_atomically(arguments.target, data, force=arguments.force)
    if arguments.output == "json":
        out_json({
            "target": arguments.target, "reason": merged.reason, "joined": merged.joined, "added": merged.added,
            "conflicts": [conflict.as_dict() for conflict in merged.conflicts],
        })  # fmt: skip
    else:
        err(_told(merged))
    return ExitCode.FINDINGS if merged.conflicts else ExitCode.FINE


def _told(merged: Merged) -> str:
    from ..report.render.batch import count
    from ..report.render.text import printable, shorten

    paint = paint_for(sys.stderr)
    lines = [
        f"{paint('warning', 'conflict')} {printable(conflict.pointer)}: "
        f"{shorten(conflict.ours)} stays; the other says {shorten(conflict.theirs)}"
        for conflict in merged.conflicts
    ]
    lines.append(
        f"One person: {merged.reason}. {count(len(merged.joined), 'item')} in both, "
        f"{len(merged.added)} added, {count(len(merged.conflicts), 'conflict')}."
    )
    return "\n".join(lines)
