"""Show where each field of the model lands in a format, as measured: written, looked for, and read back."""

from __future__ import annotations

import argparse

from .console import out, out_json
from .parsing import FORMAT, add_output
from .tables import table


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--to", dest="target_format", metavar=FORMAT, required=True, help="the format")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ..exchange import registry

    registry.get(arguments.target_format)
    from ..exchange import fidelity

    rows = list(fidelity.table(arguments.target_format))
    if arguments.output == "json":
        fields = [{"field": row.field, "grade": str(row.grade), "places": list(row.places)} for row in rows]
        out_json({"format": arguments.target_format, "fields": fields})
    else:
        out(
            table(
                ("field", "carried", "where"),
                [(row.field, str(row.grade), ", ".join(row.places)) for row in rows],
            )
        )
    return 0
