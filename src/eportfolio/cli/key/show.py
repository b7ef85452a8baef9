"""Show what is public of a key: its kind, its did:key, and the public key in three spellings."""

from __future__ import annotations

import argparse

from ..parsing import FILE, add_output
from .passwords import add_password, asker
from .showing import show


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar=FILE, help="file with the private key, PEM or JWK")
    add_password(parser)
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...trust.keys import read_key

    show(read_key(arguments.file, asker(arguments)), arguments.output)
    return 0
