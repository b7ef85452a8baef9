"""Put a credential into a picture, PNG or SVG.

The picture looks as before, and carries the credential: whoever opens it with a program that knows badges can read
and verify it.  The credential is put in exactly as it is, so a signature still holds.
"""

from __future__ import annotations

import argparse

from .parsing import FILE


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("credential", metavar=FILE, help="the credential, JSON or a token; - for standard input")
    parser.add_argument("image", metavar=f"{FILE} (PNG or SVG)", help="the picture")
    parser.add_argument("-o", "--out", required=True, metavar=FILE, help="the picture to write, - for standard output")
    parser.add_argument(
        "--as", dest="standard", metavar="STANDARD",
        help="how: openbadges-3, clr-2 or openbadges-2; told from the credential otherwise",
    )  # fmt: skip
    parser.add_argument("--replace", action="store_true", help="replace a credential that the picture holds already")
    parser.add_argument("--force", action="store_true", help="overwrite a file that exists")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    import eportfolio as ep

    from ..sources.output import write_atomically

    data = ep.bake(arguments.image, arguments.credential, arguments.standard, replace=arguments.replace)
    write_atomically(arguments.out, data, force=arguments.force)
    return 0
