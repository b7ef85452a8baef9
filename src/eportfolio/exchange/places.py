"""The places of a document and the values that stand there, for looking where something landed."""

from __future__ import annotations

from collections.abc import Iterator

from ..sources.source import Source


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
