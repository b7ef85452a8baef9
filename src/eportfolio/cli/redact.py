"""Make a copy of a portfolio without personal data, for bug reports: the same structure, every word made unreadable.

Letters become x and digits 0; concepts of shared vocabularies stay, dates keep their precision and ids their sameness.
The result is the canonical form.
"""

from __future__ import annotations

import argparse

from .console import out_bytes
from .parsing import add_file, add_source_format


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_file(parser)
    parser.add_argument("-o", "--out", dest="target", metavar="FILE", required=True, help="where to write the copy")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")
    add_source_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    import eportfolio as ep

    from ..sources.output import write_atomically

    portfolio = ep.read(arguments.file, format=arguments.source_format).portfolio
    data = ep.dumps(ep.redact(portfolio), "eportfolio").data
    if arguments.target == "-":
        out_bytes(data)
    else:
        write_atomically(arguments.target, data, force=arguments.force)
    return 0
