"""The last step of a writing: the order that people expect."""

from __future__ import annotations

from typing import Final

from eportfolio.sources.tree import Node

_FIRST: Final = ("@context", "id", "type", "name", "description")


def finish(document: Node) -> None:
    """Put context, id and type of each object first; an issuer of whom there is nothing but an id is the id.

    Args:
        document: the document, which is changed.
    """
    for node in document.walk():
        if node.name == "issuer" and [child.name for child in node.children] == ["id"]:
            node.value, node.children = node.children[0].value, []
        first = [child for name in _FIRST for child in node.children if child.name == name]
        if first:
            node.children = first + [child for child in node.children if child.name not in _FIRST]
