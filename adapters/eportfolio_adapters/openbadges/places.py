"""Places in a document that is written, by their JSON pointers."""

from __future__ import annotations

from eportfolio.sources.tree import Node, unescape_step


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
