"""Show a portfolio as a person likes to read it; text without typography where nobody looks at a terminal.

With ``--plain`` it is told in plain language: short sentences, no jargon, codes spelled out.  Words of the owner stay
as they are.
"""

from __future__ import annotations

import argparse
import sys

from .console import is_terminal, out
from .parsing import add_file, add_source_format

_LANGUAGES = ("English", "Dutch")
"""The languages that plain language is written in, for the help; another one is answered in English."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_file(parser)
    add_source_format(parser)
    parser.add_argument("--language", metavar="TAG", help="the reader's language, such as nl: of --plain, and of texts "
                                                          "that are there in several")  # fmt: skip
    parser.add_argument("--plain", action="store_true", help="plain language: short sentences, codes spelled out "
                                                             f"({', '.join(_LANGUAGES)})")  # fmt: skip
    parser.add_argument("--text", action="store_true", help="text without typography on a terminal, too")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    import eportfolio as ep

    from ..render.outline import outline
    from ..render.plain import to_text
    from ..render.plain_language import tell

    portfolio = ep.read(arguments.file, format=arguments.source_format).portfolio
    document = (tell if arguments.plain else outline)(portfolio, arguments.language or "")
    if arguments.plain or arguments.text or not is_terminal(sys.stdout):
        out(to_text(document))
    else:
        from ..render.terminal import print_outline

        print_outline(document)
    return 0
