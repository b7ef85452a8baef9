"""Search concepts by their labels: equal ones first, then those that differ in spelling, then the nearest."""

from __future__ import annotations

import argparse

from ..console import err, out, out_json
from ..parsing import add_output
from ..tables import table


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("text", metavar="TEXT", help="words to look for")
    parser.add_argument(
        "--scheme", default="esco", metavar="NAME", help="vocabulary, as NAME or NAME@VERSION (default: esco)"
    )
    parser.add_argument("--lang", metavar="TAG", help="language of the words; labels are shown in it")
    parser.add_argument("--type", action="append", default=[], metavar="TYPE",
                        help="only concepts of this type, such as skill or occupation; may be repeated")  # fmt: skip
    parser.add_argument("--limit", type=int, default=10, metavar="N", help="how many to show (default: 10)")
    parser.add_argument("--semantic", action="store_true", help="ask the embeddings of the extra [semantic], too")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from dataclasses import asdict

    from ...vocabulary.library import Vocabularies
    from ...vocabulary.search import Searcher
    from ._common import language_in, limit_of, semantic_index, types_of

    scheme = Vocabularies().scheme(arguments.scheme)
    language = None if arguments.lang is None else language_in(scheme, arguments.lang)
    searcher = Searcher(scheme, semantic=semantic_index(scheme) if arguments.semantic else None)
    found = searcher.search(
        arguments.text, language=language, types=types_of(arguments.type, scheme), limit=limit_of(arguments.limit)
    )
    if arguments.output == "json":
        out_json([asdict(one) for one in found])
        return 0 if found else 1
    description = scheme.description
    if not found:
        err(f'Nothing in {description.name} {description.version} comes near "{arguments.text}".')
        if language is not None and language not in scheme.languages:
            err(f"It has no labels in {language}, only in {', '.join(scheme.languages)}.")
        return 1
    out(
        table(
            ("score", "label", "type", "uri", "why"),
            [(f"{one.score:.2f}", one.label, one.type, one.uri, one.reason) for one in found],
        )
    )
    if description.attribution:
        err(f"{description.title} {description.version}. {description.attribution}")
    return 0
