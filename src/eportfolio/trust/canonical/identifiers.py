"""Canonical identifiers of blank nodes (RDFC-1.0, section 4), by hashes of what is said about them.

Nodes that look alike from nearby are told apart by hashes over paths (section 4.8), of which there are as many as
there are orders of the neighbours: a few statements can need more work than anybody has time.  So the steps are counted
and a graph that needs too many is refused.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Literal

from ...report.errors import UnsafeError
from .quads import Quad, written

Digest = Literal["sha256", "sha384"]
"""The hash functions that proofs use."""

_STEPS: Final = 60_000
"""So many steps may be taken to tell blank nodes apart; a step takes some five microseconds."""

_DEEPEST: Final = 150
"""So many nodes that look alike may follow each other."""

_ITSELF: Final = "_:a"
_OTHER: Final = "_:z"


class _Issuer:
    """Gives identifiers in the order in which nodes come (section 4.5)."""

    def __init__(self, prefix: str, issued: dict[str, str] | None = None) -> None:
        self._prefix = prefix
        self.issued = issued or {}

    def issue(self, node: str) -> str:
        return self.issued.setdefault(node, f"{self._prefix}{len(self.issued)}")

    def copy(self) -> _Issuer:
        return _Issuer(self._prefix, dict(self.issued))


class Labelling:
    """Finds the canonical identifiers of the blank nodes of a dataset.

    Args:
        quads: the statements.
        digest: the hash function.
        duplicates: whether a neighbour that is met twice stands twice in the list of neighbours (section 4.8.3, step
            3.1).  The text leaves it open, and no test of the working group tells the two apart.
        order: what lines are sorted by, where it is not their code points.

    Attributes:
        ambiguous: whether nodes had to be told apart by paths; else both variants give the same.
    """

    def __init__(
        self, quads: Iterable[Quad], digest: Digest, *, duplicates: bool, order: Callable[[str], Any] | None = None
    ) -> None:
        self._digest = digest
        self._order = order
        self._duplicates = duplicates
        self._canonical = _Issuer("_:c14n")
        self._nearby: dict[str, str] = {}
        self._steps = _STEPS
        self.ambiguous = False
        self._quads: defaultdict[str, list[Quad]] = defaultdict(list)
        for quad in quads:
            for node in {quad.subject, quad.object, quad.graph}:
                if node.startswith("_:"):
                    self._quads[node].append(quad)

    def identifiers(self) -> dict[str, str]:
        """The canonical identifier of each blank node (section 4.4.3).

        Raises:
            UnsafeError: telling the nodes apart takes too many steps.
        """
        alike: defaultdict[str, list[str]] = defaultdict(list)
        for node, quads in self._quads.items():
            self._nearby[node] = self._first_degree(node, quads)
            alike[self._nearby[node]].append(node)
        groups = [nodes for _, nodes in sorted(alike.items())]
        for nodes in groups:
            if len(nodes) == 1:
                self._canonical.issue(nodes[0])
        for nodes in groups:
            if len(nodes) > 1:
                self.ambiguous = True
                self._tell_apart(nodes)
        return self._canonical.issued

    def _tell_apart(self, nodes: list[str]) -> None:
        """Steps 5.1 to 5.3 of section 4.4.3."""
        paths: list[tuple[str, _Issuer]] = []
        for node in nodes:
            if node not in self._canonical.issued:
                issuer = _Issuer("_:b")
                issuer.issue(node)
                paths.append(self._n_degree(node, issuer, 0))
        for _, issuer in sorted(paths, key=lambda path: path[0]):
            for node in issuer.issued:
                self._canonical.issue(node)

    def _hash(self, text: str) -> str:
        return hashlib.new(self._digest, text.encode()).hexdigest()

    def _first_degree(self, node: str, quads: list[Quad]) -> str:
        """Hash First Degree Quads (section 4.6.3)."""
        lines = [written(quad, lambda other: _ITSELF if other == node else _OTHER) for quad in quads]
        return self._hash("".join(sorted(lines, key=self._order)))

    def _related(self, node: str, quad: Quad, issuer: _Issuer, position: str) -> str:
        """Hash Related Blank Node (section 4.7.3)."""
        self._step()
        name = self._canonical.issued.get(node) or issuer.issued.get(node) or self._nearby[node]
        return self._hash(f"{position}{'' if position == 'g' else quad.predicate}{name}")

    def _neighbours(self, node: str, issuer: _Issuer) -> list[tuple[str, list[str]]]:
        """The nodes that stand in a statement with a node, by their related hash (section 4.8.3, steps 1 to 3)."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for quad in self._quads[node]:
            for position, other in (("s", quad.subject), ("o", quad.object), ("g", quad.graph)):
                if other.startswith("_:") and other != node:
                    members = found[self._related(other, quad, issuer, position)]
                    if self._duplicates or other not in members:
                        members.append(other)
        return sorted(found.items())

    def _n_degree(self, node: str, issuer: _Issuer, depth: int) -> tuple[str, _Issuer]:
        """Hash N-Degree Quads (section 4.8.3)."""
        if depth > _DEEPEST:
            raise _too_much()
        data = ""
        for related, members in self._neighbours(node, issuer):
            path, issuer = self._shortest(members, issuer, depth)
            data += related + path
        return self._hash(data), issuer

    def _shortest(self, members: list[str], issuer: _Issuer, depth: int) -> tuple[str, _Issuer]:
        """The path through neighbours that comes first, over all orders of them (section 4.8.3, step 5.4)."""
        chosen: tuple[str, _Issuer] | None = None
        for order in _orders(members):
            self._step()
            found = self._path(order, issuer.copy(), depth, "" if chosen is None else chosen[0])
            if found is not None and (chosen is None or found[0] < chosen[0]):
                chosen = found
        assert chosen is not None  # nothing stands in the way of the first order
        return chosen

    def _path(self, order: list[str], issuer: _Issuer, depth: int, best: str) -> tuple[str, _Issuer] | None:
        """The path for one order of neighbours; ``None`` as soon as it cannot come before the best one."""
        path, unvisited = "", []
        for node in order:
            name = self._canonical.issued.get(node)
            if name is None:
                if node not in issuer.issued:
                    unvisited.append(node)
                name = issuer.issue(node)
            path += name
            if _worse(path, best):
                return None
        for node in unvisited:
            digest, after = self._n_degree(node, issuer, depth + 1)
            path += f"{issuer.issue(node)}<{digest}>"
            issuer = after
            if _worse(path, best):
                return None
        return path, issuer

    def _step(self) -> None:
        self._steps -= 1
        if self._steps < 0:
            raise _too_much()


def _worse(path: str, best: str) -> bool:
    return bool(best) and len(path) >= len(best) and path > best


def _orders(members: list[str]) -> Iterator[list[str]]:
    """All orders of members, each once however often a member stands there, the smallest first."""
    order = sorted(members)
    while True:
        yield order
        falling = next((place for place in range(len(order) - 2, -1, -1) if order[place] < order[place + 1]), None)
        if falling is None:
            return
        larger = next(place for place in range(len(order) - 1, falling, -1) if order[place] > order[falling])
        order[falling], order[larger] = order[larger], order[falling]
        order[falling + 1 :] = reversed(order[falling + 1 :])


def _too_much() -> UnsafeError:
    return UnsafeError(
        "limit-exceeded",
        "Too many blank nodes of the document look alike: to put its statements in canonical order would take too long "
        "(RDFC-1.0, section 7.1).",
        hint="Give the nodes that look alike an id each.",
    )
