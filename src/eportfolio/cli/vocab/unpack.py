"""Install the vocabularies and mapping sets of a bundle that eportfolio vocab pack made.

Everything is verified before the first one is installed; with a damaged bundle, nothing changes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from ..parsing import FILE, add_output
from .pack import show


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar=FILE, help="the bundle")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...vocabulary.library import Vocabularies
    from ...vocabulary.unpack import unpack

    show(unpack(Vocabularies(), Path(arguments.file)), arguments.output)
    return 0
