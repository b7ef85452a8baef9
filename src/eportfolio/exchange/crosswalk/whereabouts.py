"""Where the leaves of a tree stand, without spelling out the way from its top again for each of them."""

from __future__ import annotations

from collections.abc import Container

from ...sources.tree import MEMBER, ROOT, Node, escape_pointer


class Whereabouts:
    """Pointers and paths of nodes, which hold as long as their tree is not changed.

    Args:
        owners: the identities of the nodes that paths start at.
    """

    def __init__(self, owners: Container[int]) -> None:
        self._owners = owners
        self._pointers: dict[int, tuple[str, bool]] = {}
        self._paths: dict[int, tuple[Node, str]] = {}

    def pointer(self, node: Node) -> str:
        """Where a node stands in its document: as :attr:`Node.pointer`.

        Args:
            node: the node.
        """
        return self._pointer(node)[0]

    def _pointer(self, node: Node) -> tuple[str, bool]:
        """The pointer, and whether it is one of XML."""
        parent = node.parent
        if node.source_pointer or parent is None:
            xml = not node.source_pointer and node.name != ROOT
            return f"/{node.name}" if xml else node.source_pointer, xml
        above = self._pointers.get(id(parent))
        if above is None:
            above = self._pointers[id(parent)] = self._pointer(parent)
        pointer, xml = above
        if xml:
            return f"{pointer}/{node.segment()}", True
        if not (node.array and node.name == MEMBER):
            pointer = f"{pointer}/{escape_pointer(node.name)}"
        number, twins = node.position()
        return f"{pointer}/{number}" if node.array or twins > 1 else pointer, False

    def path(self, node: Node) -> tuple[Node, str]:
        """The nearest owner of a node, and the path from there: as :meth:`Node.path_from`.

        Args:
            node: a node that is one of the owners, or below one.
        """
        if id(node) in self._owners:
            return node, ""
        parent = node.parent
        assert parent is not None
        above = self._paths.get(id(parent))
        if above is None:
            above = self._paths[id(parent)] = self.path(parent)
        owner, path = above
        return owner, f"{path}/{node.segment()}" if path else node.segment()
