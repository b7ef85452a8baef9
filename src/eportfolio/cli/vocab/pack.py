"""Bundle installed vocabularies and mapping sets into one file, for machines that have no network.

What ships with the package needs no bundle. The other machine installs it with: eportfolio vocab unpack FILE
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ..console import err, out, out_json
from ..parsing import FILE, add_output
from ..tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...vocabulary.pack import Packed


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "names", metavar="NAME", nargs="*",
        help="vocabulary, as esco for all its versions or esco@1.2.0, or mappings; everything installed otherwise",
    )  # fmt: skip
    parser.add_argument("-o", "--out", metavar=FILE, required=True, help="file to write, such as vocabularies.zip")
    parser.add_argument("--force", action="store_true", help="replace an existing file")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...sources.output import writing_atomically
    from ...vocabulary.library import Vocabularies
    from ...vocabulary.pack import pack

    with writing_atomically(arguments.out, force=arguments.force) as stream:
        packed = pack(Vocabularies(), stream, arguments.names)
    if arguments.out == "-":
        err(_text(packed))
    else:
        show(packed, arguments.output)
    return 0


def show(packed: Sequence[Packed], output: str) -> None:
    """Tell what a bundle holds."""
    from dataclasses import asdict

    if output == "json":
        out_json([asdict(one) for one in packed])
    else:
        out(_text(packed))


def _text(packed: Sequence[Packed]) -> str:
    rows = [(one.kind, one.name, one.version, f"{one.size / 1e6:,.1f} MB", one.sha256[:16]) for one in packed]
    return table(("", "name", "version", "size", "sha256"), rows)
