"""Remove an installed vocabulary; what ships with the package stays.

NAME mappings removes the mapping set that is named in the place of a version.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ...report.errors import UsageError
from ..console import out

if TYPE_CHECKING:
    from ...vocabulary.library import Available


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", help="the vocabulary, such as esco")
    parser.add_argument("version", metavar="VERSION", nargs="?", help="the version; needed when there are several")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...vocabulary.library import Vocabularies

    vocabularies = Vocabularies()
    if arguments.name == "mappings":
        return _remove_mappings(vocabularies.folder, arguments.version)
    version = arguments.version or _only_version(vocabularies.available(arguments.name), arguments.name)
    try:
        path = vocabularies.path(arguments.name, version)
    except ValueError as error:
        raise UsageError("usage", f"{error}.") from None
    vocabularies.remove(arguments.name, version)
    out(f"Removed {arguments.name} {version}: {path}\n")
    return 0


def _remove_mappings(folder: Path, name: str | None) -> int:
    from ...vocabulary.mappings.install import available_mappings, remove_mappings

    if name is None:
        installed = ", ".join(one.name for one in available_mappings(folder) if not one.ships)
        raise UsageError("usage", f"Name the mapping set. Installed are: {installed or 'none'}.")
    remove_mappings(folder, name)
    out(f"Removed the mappings {name}\n")
    return 0


def _only_version(there: tuple[Available, ...], name: str) -> str:
    installed = [one.version for one in there if not one.ships]
    if len(installed) == 1:
        return installed[0]
    if installed:
        raise UsageError(
            "usage", f"There are several versions of {name}: {', '.join(installed)}.", hint="Name the one to remove."
        )
    from ...vocabulary.errors import VocabularyMissingError

    if there:
        raise UsageError("usage", f"{name} ships with the package; no other version of it is installed.")
    raise VocabularyMissingError(name)
