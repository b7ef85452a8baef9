"""Print the published schema of the model."""

from __future__ import annotations

import argparse

from .console import out_utf8

KINDS: dict[str, str] = {
    "json-schema": "portfolio.schema.json",
    "context": "context.jsonld",
    "shacl": "shapes.ttl",
    "ontology": "ontology.ttl",
}
"""The forms that the schema is published in, and their files."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--kind", choices=tuple(KINDS), default="json-schema", help="form (default: json-schema)")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from .. import resources

    out_utf8((resources.schemas() / KINDS[arguments.kind]).read_text(encoding="utf-8"))
    return 0
