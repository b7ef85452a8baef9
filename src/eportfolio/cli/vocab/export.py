"""Write a vocabulary as SKOS, in Turtle, RDF/XML, JSON-LD or N-Triples, or as a concept table.

Everything that the vocabulary holds is written: what is exported installs again without loss.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from ..parsing import FILE

if TYPE_CHECKING:
    from ...vocabulary.exporting import Form

_FORMS = ("turtle", "rdfxml", "jsonld", "ntriples", "table")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", help="short name of the vocabulary, or its URI")
    parser.add_argument("--version", metavar="VERSION", help="version; the preferred one otherwise")
    parser.add_argument("--to", choices=_FORMS, help="form; told from the name of the file otherwise, or turtle")
    parser.add_argument(
        "-o", "--out", metavar=FILE, default="-", help="file to write, - for standard output (default); .tsv, "
        ".tsv.gz and .tsv.xz are tables"
    )  # fmt: skip
    parser.add_argument("--force", action="store_true", help="replace an existing file")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...sources.output import writing_atomically
    from ...vocabulary.exporting import export, form_of
    from ...vocabulary.library import Vocabularies

    form: Form = arguments.to or form_of(arguments.out) or "turtle"
    scheme = Vocabularies().scheme(arguments.name, arguments.version)
    suffix = arguments.out[arguments.out.rfind(".") :].lower()
    with writing_atomically(arguments.out, force=arguments.force) as out:
        export(scheme, out, form, compressed=suffix if form == "table" and suffix in (".gz", ".xz") else "")
    return 0
