"""The places of a document and the values that stand there: what landed where, and the way to a place."""

from __future__ import annotations

from collections.abc import Iterator

from ..sources.source import Source
from ..sources.tree import Node, unescape_step


def places_of(data: bytes) -> Iterator[tuple[str, str]]:
    """The place below the root, without positions, and the value of each leaf of an XML or JSON document.

    Raises:
        UnreadableError: it is broken.
    """
    source = Source(data)
    for leaf in (source.xml if source.kind == "xml" else source.json).leaves():
        node, steps = leaf, [leaf.name]
        while node.parent is not None:
            node = node.parent
            steps.append(node.name)
        yield "/".join(reversed(steps[:-1])), str(leaf.value)


def way_to(document: Node, pointer: str) -> list[Node]:
    """The nodes on the way to a place, the document first, as far as there are any.

    Args:
        document: the document.
        pointer: the place (RFC 6901); a number counts the members of an array.
    """
    node = document
    chain = [node]
    for step in map(unescape_step, pointer.split("/")[1:]):
        twins = chain[-2].all(node.name) if len(chain) > 1 else []
        if step.isdigit() and (node.array or len(twins) > 1):
            node = twins[int(step)] if int(step) < len(twins) else node
            chain[-1] = node
        elif (below := node.first(step)) is not None:
            node = below
            chain.append(node)
        else:
            break
    return chain


def at(document: Node, pointer: str) -> Node | None:
    """The node at a place; ``None`` when there is none.

    Args:
        document: the document.
        pointer: the place.
    """
    chain = way_to(document, pointer)
    steps = [step for step in pointer.split("/")[1:] if not step.isdigit()]
    return chain[-1] if len(chain) == len(steps) + 1 else None
