"""Take the credential out of a picture, PNG or SVG, exactly as it was put in.

Nothing is read into it and nothing is verified: see convert, validate and verify, which take pictures too.
"""

from __future__ import annotations

import argparse
import sys

from ..report.errors import UnreadableError
from .console import err, paint_for
from .parsing import FILE


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("image", metavar=FILE, help="the picture, - for standard input")
    parser.add_argument("-o", "--out", default="-", metavar=FILE, help="file to write (default: standard output)")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    import eportfolio as ep

    from ..report.findings import Endpoint, Report
    from ..report.render.text import render_report
    from ..sources.output import write_atomically

    baked = ep.extract(arguments.image)
    if baked is None:
        raise UnreadableError(
            "no-portfolio-inside", f"{arguments.image} holds no badge.",
            hint="Download the badge again from where it was issued; messengers and editors remove what is baked in.",
        )  # fmt: skip
    write_atomically(arguments.out, baked.content, force=arguments.force)
    if baked.findings:
        err(render_report(Report(list(baked.findings), Endpoint(arguments.image)), paint_for(sys.stderr)))
    return 0
