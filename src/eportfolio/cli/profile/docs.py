"""Write an exchange profile as a document for the people who sign it: what is needed, refused, given, and why."""

from __future__ import annotations

import argparse

from ...report.errors import ExitCode
from ..console import out_utf8
from ..parsing import FILE


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("profile", metavar=FILE, help="a profile, or the name of one that ships")
    parser.add_argument(
        "--to", choices=("markdown", "html"), default="markdown", help="form of the document (default: markdown)"
    )
    parser.add_argument(
        "--lang", metavar="TAG", default="en", help="language of the organisation's texts (default: en)"
    )
    parser.add_argument("-o", "--out", dest="target", metavar="FILE", default="-", help="where to write it")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...profiles import read_profile
    from ...profiles.documents import as_html, as_markdown
    from ...sources.output import write_atomically

    write = as_html if arguments.to == "html" else as_markdown
    text = write(read_profile(arguments.profile), arguments.lang)
    if arguments.target == "-":
        out_utf8(text)
    else:
        write_atomically(arguments.target, text.encode(), force=arguments.force)
    return ExitCode.FINE
