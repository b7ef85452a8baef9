"""List the formats that can be read and written, or how well each one carries each field of the model."""

from __future__ import annotations

import argparse

from .console import out, out_json
from .parsing import add_output
from .tables import table


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--fields", action="store_true", help="how well each format carries each field of the model")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    return _fields(arguments.output) if arguments.fields else _formats(arguments.output)


def _formats(output: str) -> int:
    from ..exchange import registry

    forms = registry.formats()
    if output == "json":
        out_json(
            {
                "formats": [
                    {
                        "id": form.id, "title": form.title, "reads": list(form.reads),
                        "writes": form.writable,
                        "versions": list(form.versions), "media_types": list(form.media_types),
                        "suffixes": list(form.suffixes), "specification": form.specification,
                    }
                    for form in forms
                ]
            }
        )  # fmt: skip
        return 0
    rows = [
        (
            form.id,
            form.title,
            ", ".join(form.reads) or "yes",
            (", ".join(form.versions) or "yes") if form.writable else "no",
            ", ".join(form.suffixes),
        )
        for form in forms
    ]
    out(table(("id", "format", "reads", "writes", "files"), rows))
    return 0


def _fields(output: str) -> int:
    from ..exchange import fidelity, registry

    measured = {
        format_id: {row.field: str(row.grade) for row in fidelity.table(format_id)}
        for format_id in registry.ids()
        if registry.get(format_id).format.writable
    }
    fields = list(dict.fromkeys(name for row in measured.values() for name in row))
    if output == "json":
        out_json({"fields": {name: {key: row.get(name, "lost") for key, row in measured.items()} for name in fields}})
        return 0
    rows = [(name, *(row.get(name, "lost") for row in measured.values())) for name in fields]
    out(table(("field", *measured), rows))
    return 0
