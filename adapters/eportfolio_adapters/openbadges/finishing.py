"""The last step of a writing: the order that people expect."""

from __future__ import annotations

from typing import Final

from eportfolio.sources.tree import Node

_FIRST: Final = ("@context", "id", "type", "name", "description")


def finish(document: Node) -> None:
    """Put context, id and type of each object first; the type of a credential in the order of the specification.

    Args:
        document: the document, which is changed.
    """
    for node in document.walk():
        first = [child for name in _FIRST for child in node.children if child.name == name]
        if first:
            node.children = first + [child for child in node.children if child.name not in _FIRST]
