"""Remove an installed vocabulary; what ships with the package stays."""

from __future__ import annotations

import argparse

from ...report.errors import UsageError
from ..console import out


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", help="the vocabulary, such as esco")
    parser.add_argument("version", metavar="VERSION", nargs="?", help="the version; needed when there are several")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...vocabulary.library import Vocabularies

    vocabularies = Vocabularies()
    version = arguments.version or _only_version(vocabularies.available(arguments.name), arguments.name)
    try:
        path = vocabularies.path(arguments.name, version)
    except ValueError as error:
        raise UsageError("usage", f"{error}.") from None
    vocabularies.remove(arguments.name, version)
    out(f"Removed {arguments.name} {version}: {path}\n")
    return 0


def _only_version(there: tuple, name: str) -> str:  # type: ignore[type-arg]
    installed = [one.version for one in there if not one.ships]
    if len(installed) == 1:
        return str(installed[0])
    if installed:
        raise UsageError(
            "usage", f"There are several versions of {name}: {', '.join(installed)}.", hint="Name the one to remove."
        )
    from ...vocabulary.errors import VocabularyMissingError

    if there:
        raise UsageError("usage", f"{name} ships with the package; no other version of it is installed.")
    raise VocabularyMissingError(name)
