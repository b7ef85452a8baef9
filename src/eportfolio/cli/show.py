"""Show a portfolio as a person likes to read it; plain text where nobody looks at a terminal."""

from __future__ import annotations

import argparse
import sys

from .console import is_terminal, out
from .parsing import add_file, add_source_format


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_file(parser)
    add_source_format(parser)
    parser.add_argument("--language", metavar="TAG", help="language to show where a text has several, such as nl")
    parser.add_argument("--plain", action="store_true", help="plain text on a terminal, too")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    import eportfolio as ep

    from ..render.outline import outline
    from ..render.plain import to_text

    portfolio = ep.read(arguments.file, format=arguments.source_format).portfolio
    document = outline(portfolio, arguments.language or "")
    if arguments.plain or not is_terminal(sys.stdout):
        out(to_text(document))
    else:
        from ..render.terminal import print_outline

        print_outline(document)
    return 0
