"""Print the published schema of the model."""

from __future__ import annotations

import argparse

from .console import out_utf8
from .parsing import MisuseError

KINDS: dict[str, str] = {
    "json-schema": "*.schema.json",
    "context": "*context*.jsonld",
    "shacl": "*shapes*.ttl",
    "ontology": "*ontology*.ttl",
}
"""The forms that the schema is published in, and how their files are named."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--kind", choices=tuple(KINDS), default="json-schema", help="form (default: json-schema)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from .. import resources

    files = sorted(resources.schemas().glob(KINDS[arguments.kind]))
    if not files:
        raise MisuseError(f"this installation holds no {arguments.kind}")
    out_utf8(files[0].read_text(encoding="utf-8"))
    return 0
