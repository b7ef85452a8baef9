"""List the vocabularies that are there: those that ship with the package, and those that were installed."""

from __future__ import annotations

import argparse

from ..console import out, out_json
from ..parsing import add_output
from ..tables import table


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="only the versions of this vocabulary")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from dataclasses import asdict

    from ...vocabulary.library import Vocabularies

    vocabularies = Vocabularies()
    rows = []
    for one in vocabularies.available(arguments.name):
        scheme = vocabularies.open(one)
        rows.append((one, scheme.description, len(scheme), scheme.languages))
    if arguments.output == "json":
        out_json(
            [
                {**asdict(description), "ships": one.ships, "concepts": number, "languages": list(languages)}
                for one, description, number, languages in rows
            ]
        )
        return 0
    out(
        table(
            ("vocabulary", "version", "", "concepts", "languages", "title"),
            [
                (
                    one.name, one.version, "ships" if one.ships else "installed", f"{number:,}", _few(languages),
                    description.title + ("" if description.official else " (unofficial)"),
                )
                for one, description, number, languages in rows
            ],
        )
    )  # fmt: skip
    return 0


def _few(languages: tuple[str, ...]) -> str:
    shown = [language or "-" for language in languages]
    return " ".join(shown) if len(shown) <= 4 else f"{' '.join(shown[:3])} and {len(shown) - 3} more"
