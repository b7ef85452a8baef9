"""List the instruments of a file: a practitioner's sources of labour market information.

A fault in the file is told with its line.
"""

from __future__ import annotations

import argparse

from ..console import out, out_json
from ..parsing import add_output
from ..tables import table
from ._common import add_instruments, as_data, instruments_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_instruments(parser)
    parser.add_argument("--lang", metavar="TAG", default="en", help="language to show titles in (default: en)")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    instruments = instruments_of(arguments)
    if arguments.output == "json":
        out_json([as_data(one) for one in instruments.instruments])
        return 0
    rows = [
        (one.named(arguments.lang), f"{one.kind} ({one.origin})", " ".join(one.countries), " ".join(one.languages),
         " ".join(one.serves.get("steps", ())))
        for one in instruments.instruments
    ]  # fmt: skip
    out(table(("title", "kind", "country", "language", "steps"), rows))
    return 0
