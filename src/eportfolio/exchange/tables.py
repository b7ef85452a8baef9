"""The fidelity tables on disc: committed beside the adapters, shown in their READMEs, made anew by one command."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import registry

if TYPE_CHECKING:
    from .fidelity import FidelityTable

BEGIN, END = "<!-- crosswalk:begin -->", "<!-- crosswalk:end -->"
"""The marks in a README between which the tables of its formats stand."""

_BLOCK = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)


def folder(format_id: str) -> Path:
    """The folder of the adapter of a format.

    Raises:
        UnknownFormatError: there is no such format.
    """
    module = import_module(type(registry.get(format_id)).__module__)
    assert module.__file__ is not None
    return Path(module.__file__).parent


def path_of(format_id: str) -> Path:
    """The file of the table of a format, which may not be there."""
    return folder(format_id) / "fidelity" / f"{format_id}.json"


@cache
def committed(format_id: str) -> FidelityTable | None:
    """The committed table of a format, or of the one whose crosswalk it shares; ``None`` when there is none."""
    from .fidelity import Carried, CrosswalkRow, FidelityTable

    path = path_of(registry.get(format_id).format.crosswalk or format_id)
    if not path.is_file():
        return None
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    rows = (
        CrosswalkRow(
            row["field"],
            Carried(row["grade"]),
            tuple(row.get("places", ())),
            tuple((kind, Carried(grade)) for kind, grade in row.get("kinds", {}).items()),
        )
        for row in data["fields"]
    )
    return FidelityTable(data["format"], data["version"], tuple(rows))


def readme(format_ids: Iterable[str], text: str) -> str:
    """A README with the tables of its formats between the marks, which are put at its end when it has none."""
    from .fidelity import table

    blocks = []
    for format_id in format_ids:
        measured = table(format_id)
        title = f"`{format_id}` {measured.version}".rstrip()
        blocks.append(f"### How each field of the model fares in {title}\n\n{measured.as_markdown()}")
    content = f"{BEGIN}\n" + "\n".join(blocks) + END
    if not _BLOCK.search(text):
        return f"{text.rstrip()}\n\n## Crosswalk\n\n{content}\n"
    return _BLOCK.sub(lambda _: content, text)


def writable() -> list[str]:
    """The formats that are written with a crosswalk of their own."""
    formats = (registry.get(format_id).format for format_id in registry.ids())
    return [form.id for form in formats if form.writable and not form.crosswalk]


def main(arguments: list[str] | None = None) -> int:
    """Measure formats, and print their tables or write them to disc.

    Args:
        arguments: of the command line.
    """
    from .fidelity import measure

    parser = argparse.ArgumentParser(prog="python -m eportfolio.exchange.fidelity", description=main.__doc__)
    parser.add_argument("formats", nargs="*", help="format ids; all that are written when none is given")
    parser.add_argument("--write", action="store_true", help="write the tables beside the adapters, and into READMEs")
    chosen = parser.parse_args(arguments)
    wanted = chosen.formats or writable()
    for format_id in wanted:
        measured = measure(format_id)
        if not chosen.write:
            sys.stdout.write(measured.as_markdown())
            continue
        path = path_of(format_id)
        path.parent.mkdir(exist_ok=True)
        path.write_text(measured.as_json(), encoding="utf-8")
    if chosen.write:
        committed.cache_clear()
        for place in {folder(format_id) / "README.md" for format_id in wanted}:
            if place.is_file():
                family = [name for name in writable() if folder(name) == place.parent]
                place.write_text(readme(family, place.read_text(encoding="utf-8")), encoding="utf-8")
    return 0
