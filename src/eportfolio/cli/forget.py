"""Erase a value or an item everywhere in a portfolio: in texts, residue, attachments and what is encoded.

A signed original cannot be changed; the ones that still contain the value are named, and it is for you to decide
whether to take them out.  The result is the canonical form; the source file is not changed.
"""

from __future__ import annotations

import argparse

from ..report.errors import ExitCode
from .console import err, out_bytes
from .parsing import add_file, add_source_format


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_file(parser)
    parser.add_argument("what", metavar="VALUE|ID", help="a value, such as a former name, or the id of an item")
    parser.add_argument("-o", "--out", dest="target", metavar="FILE", required=True, help="where to write the result")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    add_source_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    import eportfolio as ep

    from ..report.render.batch import count
    from ..report.render.text import printable
    from ..sources.output import write_atomically

    portfolio = ep.read(arguments.file, format=arguments.source_format).portfolio
    forgotten = ep.forget(portfolio, arguments.what)
    data = ep.dumps(forgotten.portfolio, "eportfolio").data
    if arguments.target == "-":
        out_bytes(data)
    else:
        write_atomically(arguments.target, data, force=arguments.force)
    err(f"{count(len(forgotten.erased), 'place')} erased.")
    for name in forgotten.originals:
        err(f"The signed original of {printable(name)} still contains it; a signature cannot be kept without it.")
    return ExitCode.FINDINGS if forgotten.originals else ExitCode.FINE
