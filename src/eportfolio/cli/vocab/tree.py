"""Show a vocabulary, or what is below a concept, as a tree."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..console import out
from ..parsing import MisuseError

if TYPE_CHECKING:
    from ...vocabulary.concepts import SchemeConcept
    from ...vocabulary.index.store import ConceptScheme


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", help="vocabulary, as NAME or NAME@VERSION; or URI of a concept")
    parser.add_argument("concept", nargs="?", metavar="URI|CODE", help="begin at this concept")
    parser.add_argument("--depth", type=int, default=2, metavar="N", help="how many levels to show (default: 2)")
    parser.add_argument("--lang", default="en", metavar="TAG", help="language of the labels (default: en)")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...vocabulary.library import Vocabularies
    from ._common import find_concept

    if arguments.depth < 1:
        raise MisuseError("--depth must be 1 or more.")
    vocabularies = Vocabularies()
    is_concept = ":" in arguments.name and arguments.concept is None
    if is_concept or arguments.concept:
        start = arguments.name if is_concept else arguments.concept
        found = find_concept(vocabularies, start, None if is_concept else arguments.name)
        scheme = found[0][0]
        roots = [concept for one, concept in found if one is scheme]
    else:
        scheme = vocabularies.scheme(arguments.name)
        roots = [*scheme.top_concepts()]
    for line in _tree(scheme, roots, arguments.depth, arguments.lang):
        out(line)
    return 0


def _tree(scheme: ConceptScheme, roots: list[SchemeConcept], depth: int, language: str) -> Iterator[str]:
    """Lines of a tree; a hierarchy that runs in a circle is cut where it closes."""
    stack = [(root, 0, frozenset[str]()) for root in reversed(roots)]
    while stack:
        concept, level, above = stack.pop()
        below = [uri for uri in scheme.narrower(concept.uri) if uri not in above and uri != concept.uri]
        deeper = level + 1 < depth
        more = "" if deeper or not below else f"  ({len(below)} below)"
        code = f"{concept.notation}  " if concept.notation else ""
        yield f"{'  ' * level}{code}{concept.label(language)}{more}\n"
        if deeper:
            children = [child for uri in below if (child := scheme.get(uri)) is not None]
            stack.extend((child, level + 1, above | {concept.uri}) for child in reversed(children))
