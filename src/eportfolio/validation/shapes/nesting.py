"""How deep shapes stand in each other: refused before an engine would go round in circles, or through every way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import SH
from rdflib.term import Node

from ...report.errors import UnsafeError, UsageError

DEPTH: Final = 20
"""How many shapes may stand in each other; those of the European Learning Model reach 4."""

_UNFOLDED: Final = 10_000
"""How many shapes one shape may come to, each counted as often as it is reached."""

_INNER: Final = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_LISTS: Final = (SH["and"], SH["or"], SH.xone)


def refuse_explosion(graph: Graph) -> None:
    """Refuse shapes that refer to themselves, or that engines would need unbounded time for.

    Args:
        graph: the shapes.

    Raises:
        UsageError: a shape refers to itself, which SHACL leaves undefined (section 3.4.3).
        UnsafeError: shapes are nested too deeply, or reach each other in too many ways.
    """
    sizes: dict[Node, int] = {}
    for predicate in (*_INNER, *_LISTS):
        for shape in set(graph.subjects(predicate)):
            _size(graph, shape, sizes, ())


def _size(graph: Graph, shape: Node, sizes: dict[Node, int], above: tuple[Node, ...]) -> int:
    """To how many shapes a shape comes, itself included."""
    if shape in sizes:
        return sizes[shape]
    if shape in above:
        raise UsageError(
            "usage", "The shapes cannot be run: one of them refers to itself, which SHACL leaves undefined."
        )
    if len(above) > DEPTH:
        raise UnsafeError("nested-too-deeply", f"The shapes are nested deeper than {DEPTH}.")
    size = 1 + sum(_size(graph, inner, sizes, (*above, shape)) for inner in _inner(graph, shape))
    if size > _UNFOLDED:
        raise UnsafeError("limit-exceeded", f"A shape comes to more than {_UNFOLDED} shapes.")
    sizes[shape] = size
    return size


def _inner(graph: Graph, shape: Node) -> Iterator[Node]:
    for predicate in _INNER:
        yield from graph.objects(shape, predicate)
    for predicate in _LISTS:
        for members in graph.objects(shape, predicate):
            try:
                yield from Collection(graph, members)
            except ValueError:
                raise UsageError("usage", "The shapes cannot be run: a list among them runs in a circle.") from None
