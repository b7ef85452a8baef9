"""What the commands about instruments share."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, Any, Final

from ..parsing import FILE

if TYPE_CHECKING:
    from ...guidance import Instrument, Instruments

VARIABLE: Final = "EPORTFOLIO_INSTRUMENTS"
"""The environment variable that names the practitioner's own file."""

USUAL: Final = "instruments.toml"
"""The file that is looked for in the current folder otherwise."""


def add_instruments(parser: argparse.ArgumentParser) -> None:
    """``--from``: the file of instruments."""
    parser.add_argument(
        "--from", dest="instruments", metavar=FILE, default=os.environ.get(VARIABLE) or USUAL,
        help=f"the practitioner's file of instruments (default: {VARIABLE}, else {USUAL} in the current folder)",
    )  # fmt: skip


def instruments_of(arguments: argparse.Namespace) -> Instruments:
    """The instruments that the arguments name."""
    from ...guidance import read_instruments

    return read_instruments(arguments.instruments)


def as_data(instrument: Instrument) -> dict[str, Any]:
    """An instrument as JSON-ready data, without what is not said."""
    from dataclasses import asdict

    data = {**asdict(instrument), "origin": instrument.origin}
    data["quality"] = {key: value for key, value in data["quality"].items() if value}
    return {key: value for key, value in data.items() if value}
