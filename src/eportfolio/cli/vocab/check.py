"""Read installed vocabularies in full and tell whether they are sound; name what repairs those that are not."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...report.errors import EportfolioError, ExitCode
from ..console import out, out_json, paint_for
from ..parsing import add_output

if TYPE_CHECKING:
    from ...vocabulary.library import Available
    from ...vocabulary.mappings.install import AvailableMappings


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in one vocabulary.

    Attributes:
        name: its short name.
        version: its version.
        path: its index.
        problem: what is wrong; empty when it is sound.
        repair: the command that repairs it.
    """

    name: str
    version: str
    path: str
    problem: str = ""
    repair: str = ""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", nargs="?", help="only the versions of this vocabulary")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...vocabulary.errors import VocabularyMissingError
    from ...vocabulary.library import Vocabularies
    from ...vocabulary.mappings.install import available_mappings

    vocabularies = Vocabularies()
    results = [_check(one.name, one.version, one, one.ships) for one in vocabularies.available(arguments.name)]
    if arguments.name in (None, "mappings"):
        sets = available_mappings(vocabularies.folder)
        results += [_check("mappings", one.name, one, one.ships) for one in sets]
    if not results:
        raise VocabularyMissingError(arguments.name or "")
    leftovers = sorted(str(path) for path in vocabularies.folder.glob("*/.*.partial"))
    damaged = sum(bool(one.problem) for one in results)
    if arguments.output == "json":
        out_json({"vocabularies": [_data(one) for one in results], "damaged": damaged, "leftovers": leftovers})
    else:
        out(_text(results, leftovers, damaged))
    return ExitCode.FINDINGS if damaged else ExitCode.FINE


def _check(name: str, version: str, one: Available | AvailableMappings, ships: bool) -> Checked:
    """Check an index; one of what ships with the package is made anew when it is damaged."""
    try:
        index = one.open()
    except EportfolioError as error:
        return Checked(name, version, str(one.path or ""), error.finding.message, _repair(name, version))
    try:
        index.check()
    except EportfolioError as error:
        index.close()
        if not ships:
            return Checked(name, version, str(index.path), error.finding.message, _repair(name, version))
        index.path.unlink(missing_ok=True)
        one.open().close()
    return Checked(name, version, str(index.path))


def _repair(name: str, version: str) -> str:
    """The command that installs it again; the sources are the user's."""
    option = "--name" if name == "mappings" else "--version"
    return f"eportfolio vocab install {name} SOURCE {option} {version}"


def _data(one: Checked) -> dict[str, object]:
    return {"name": one.name, "version": one.version, "path": one.path, "sound": not one.problem,
            "problem": one.problem, "repair": one.repair}  # fmt: skip


def _text(results: list[Checked], leftovers: list[str], damaged: int) -> str:
    paint = paint_for(sys.stdout)
    lines = []
    for one in results:
        state = paint("error", "damaged") if one.problem else paint("good", "sound")
        lines.append(f"{state}  {one.name} {one.version}")
        if one.problem:
            lines += [f"  {one.problem}", f"  {paint('dim', '→ ' + one.repair)}"]
    lines += [f"{paint('warning', 'left over')}  {name}: delete it, unless something is being installed"
              for name in leftovers]  # fmt: skip
    lines.append(f"{len(results) - damaged} sound, {damaged} damaged.")
    return "\n".join(lines) + "\n"
