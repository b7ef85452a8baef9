"""The last steps of a writing: contexts that go together, and the order that people expect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from eportfolio.exchange.crosswalk.rules import discard
from eportfolio.exchange.places import at
from eportfolio.report.errors import EportfolioError
from eportfolio.sources.json import from_tree
from eportfolio.sources.jsonld import dropped_terms
from eportfolio.sources.tree import Node

from .envelope import PROOF

_FIRST: Final = ("@context", "id", "type", "name", "description")


def finish(document: Node) -> None:
    """Put context, id and type of each object first; an issuer of whom there is nothing but an id is the id.

    What is signed inside the document stays as it was signed.

    Args:
        document: the document, which is changed.
    """
    for node in _unsigned(document):
        if node.name == "issuer" and [child.name for child in node.children] == ["id"]:
            node.value, node.children = node.children[0].value, []
        first = [child for name in _FIRST for child in node.children if child.name == name]
        if first:
            node.children = first + [child for child in node.children if child.name not in _FIRST]


def _unsigned(document: Node) -> list[Node]:
    """The nodes of a document without those of the credentials in it that have a proof of their own."""
    found = [document]
    for node in found:
        found.extend(child for child in node.children if child.first(PROOF) is None)
    return found


def settle_contexts(document: Node, is_kept: Callable[[Node], bool]) -> list[Node]:
    """Take out contexts from the source that do not go with those of the newest version, and what needs them.

    A context of a suite of proofs, for instance, defines terms that the data model 2.0 has itself (JSON-LD 1.1,
    section 4.1.11 on protected terms).

    Args:
        document: the document, which is changed.
        is_kept: tells which leaves were kept from the source.

    Returns:
        The leaves that are gone.
    """
    kept = [leaf for leaf in document.all("@context") if is_kept(leaf)]
    if not kept or not _conflicts(document):
        return []
    gone = []
    for leaf in reversed(kept):
        discard(leaf)
        gone.append(leaf)
        if not _conflicts(document):
            break
    return gone + list(_homeless(document, is_kept))


def _homeless(document: Node, is_kept: Callable[[Node], bool]) -> Iterator[Node]:
    """Take out what was kept from the source and is no term of a context any more."""
    try:
        pointers = dropped_terms(from_tree(document))
    except EportfolioError:
        return
    for place in [place for pointer in pointers if (place := at(document, pointer)) is not None]:
        leaves = list(place.leaves())
        if all(map(is_kept, leaves)):
            yield from leaves
            discard(place, document)


def _conflicts(document: Node) -> bool:
    try:
        dropped_terms(from_tree(document))
    except EportfolioError as error:
        return error.finding.name == "context-conflict"
    return False
