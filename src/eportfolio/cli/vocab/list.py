"""List the vocabularies and mapping sets that are there: those that ship with the package, and installed ones."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from ..console import out, out_json
from ..parsing import add_output
from ..tables import table

if TYPE_CHECKING:
    from ...vocabulary.library import Available, Vocabularies
    from ...vocabulary.mappings.install import AvailableMappings

_DAMAGED = "damaged: see eportfolio vocab check"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="only this vocabulary, or mappings for the mapping sets"
    )
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...vocabulary.errors import VocabularyMissingError
    from ...vocabulary.library import Vocabularies
    from ...vocabulary.mappings.install import FOLDER, available_mappings

    vocabularies = Vocabularies()
    schemes = [_scheme(vocabularies, one) for one in vocabularies.available(arguments.name)]
    sets = [_set(one) for one in available_mappings(vocabularies.folder) if arguments.name in (None, FOLDER)]
    if not schemes and not sets:
        raise VocabularyMissingError(arguments.name, installed=vocabularies.names())
    if arguments.output == "json":
        out_json({"vocabularies": schemes, "mappings": sets})
        return 0
    if schemes:
        head = ("vocabulary", "version", "", "concepts", "languages", "title")
        out(table(head, [_row(one, _languages(one["languages"])) for one in schemes]))
    if sets:
        out(("\n" if schemes else "") + table(("mappings", "", "rows", "title"), [_row(one) for one in sets]))
    return 0


def _scheme(vocabularies: Vocabularies, one: Available) -> dict[str, Any]:
    from dataclasses import asdict

    from ...vocabulary.errors import VocabularyDamagedError, VocabularyNewerError

    known = {"name": one.name, "version": one.version, "ships": one.ships}
    try:
        scheme = vocabularies.open(one)
    except (VocabularyDamagedError, VocabularyNewerError):
        return {**known, "concepts": 0, "languages": [], "title": _DAMAGED, "official": True, "damaged": True}
    return {**known, "concepts": len(scheme), "languages": list(scheme.languages), **asdict(scheme.description)}


def _set(one: AvailableMappings) -> dict[str, Any]:
    from ...vocabulary.errors import VocabularyDamagedError, VocabularyNewerError

    known = {"name": one.name, "ships": one.ships}
    try:
        index = one.open()
    except (VocabularyDamagedError, VocabularyNewerError):
        return {**known, "rows": 0, "title": _DAMAGED, "damaged": True}
    return {**known, "rows": len(index), "title": index.title}


def _row(one: dict[str, Any], *languages: str) -> tuple[str, ...]:
    title = one["title"] + ("" if one.get("official", True) else " (unofficial)")
    versions = (one["version"],) if languages else ()
    number = one["concepts"] if languages else one["rows"]
    return (one["name"], *versions, "ships" if one["ships"] else "installed", f"{number:,}", *languages, title)


def _languages(tags: list[str]) -> str:
    shown = [tag or "-" for tag in tags]
    return " ".join(shown) if len(shown) <= 4 else f"{' '.join(shown[:3])} and {len(shown) - 3} more"
