"""One writing: which values of the portfolio were placed, and which are therefore lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ...report.findings import Finding, finding
from ...sources.json import to_tree
from ...sources.limits import Limits
from ...sources.tree import Grade, Node
from .residue import ResidueWriter

if TYPE_CHECKING:
    from .rules import Rule

_UNCOUNTED = frozenset({"id", "type", "schema_version"})
_KEPT = frozenset({Grade.DATA, Grade.RESIDUE, Grade.LOST})
"""Grades of which the end of a writing has nothing to tell; what is lost on purpose was told when it was."""

_WRITE_LIMITS = Limits(nodes=10_000_000, depth=10_000)


class WriteRun:
    """The state of one writing.

    Args:
        family: the residue family of the format.
        data: the portfolio in canonical form.
        array: whether repeated nodes of the target are members of JSON arrays.
        residue: whether residue of the family is written back.
        version: version of the format that is written.

    Attributes:
        mixed: whether a node of the target can hold a value and others; not in JSON.
        origins: which value of the model each leaf of the target came from, by the identity of the target's node.
        referable: ids of the items that references may lead to, ``None`` for all that the portfolio lists.
        supplied: pointers of values that the format demands and that follow from the writing itself.
    """

    def __init__(
        self,
        family: str,
        data: dict[str, Any],
        *,
        array: bool = False,
        residue: bool = True,
        version: str = "",
    ) -> None:
        self.family = family
        self.array = array
        self.mixed = not array
        self.residue = residue
        self.version = version
        self.origins: dict[int, Node] = {}
        self.referable: frozenset[str] | None = None
        self._implied: list[tuple[Node, Node]] = []
        self._dangling: set[str] = set()
        self.model = to_tree(data, _WRITE_LIMITS)
        self.language: str | None = data.get("language")
        self.findings: list[Finding] = []
        self.placed: dict[int, Node] = {}
        self.placements: list[tuple[Node, Node]] = []
        self.local_ids: dict[str, str] = {}
        self.supplied: set[str] = set()
        self._foreign: set[int] = set()
        self.written = 0

    # -- what rules call -------------------------------------------------------------------------------------

    def place(self, target: Node, path: tuple[str, ...], value: Any, source: Node, grade: Grade = Grade.DATA) -> bool:
        """Write a value at a path unless something stands there already."""
        node = target.need(path)
        if node.value is not None:
            return False
        node.value = value
        self.origins[id(node)] = source
        source.taken = grade
        self.written += 1
        return True

    def imply(self, leaf: Node, scope: Node) -> None:
        """Note that a value needs no leaf of its own: that its object was written says it.

        Args:
            leaf: the value.
            scope: the object; when nothing of it stays in the target, the value is lost with it.
        """
        leaf.taken = Grade.DATA
        self._implied.append((leaf, scope))

    def attempt(self, rules: Iterable[Rule], model: Node, target: Node) -> bool:
        """Write an object with several rules.

        Returns:
            Whether anything was written.  If not, what only follows from the object is not placed either.
        """
        written, implied = self.written, len(self._implied)
        for rule in rules:
            rule.write(model, target, self)
        if self.written > written:
            return True
        for leaf, _ in self._implied[implied:]:
            leaf.taken = None
        del self._implied[implied:]
        return False

    def main_text(self, node: Node) -> Node | None:
        """The leaf of a text: itself, or the one in the portfolio's language, else the first language."""
        if not node.children:
            return node if node.value is not None else None
        wanted = self.language
        for child in node.children:
            if child.name == wanted:
                return child
        self._foreign.add(id(node.children[0]))
        return node.children[0]

    def not_expressible(self, node: Node, reason: str) -> None:
        """Name a value that the format's rules exclude."""
        node.taken = Grade.LOST
        self.findings.append(
            finding("value-not-expressible", f"{node.name} was left out: {reason}.", pointer=node.pointer,
                    value=_shown(node))
        )  # fmt: skip

    def local_id(self, item_id: str) -> str:
        """The id within the document for an item's id; ids are given in the order in which they are asked for."""
        known = self.local_ids.get(item_id)
        if known is None:
            taken = {*self.local_ids.values(), *self._dangling}
            known = next(name for n in range(1, len(taken) + 2) if (name := f"ATT_{n}") not in taken)
            self.local_ids[item_id] = known
        return known

    def reserve_local_ids(self, items: str, path: str, reference: str = "@idref") -> None:
        """Give items back the ids that they had in a document of this family.

        Args:
            items: the portfolio's list of items.
            path: where the id stood below the item's element.
            reference: last step to references; what a kept one names is given to no other item.
        """
        for entry in self.model.walk():
            if entry.name == "residue" and entry.peek(("path",)).rpartition("/")[2] == reference:
                self._dangling.add(entry.peek(("value",)).strip())
        for item in self.model.all(items):
            for entry in item.all("residue"):
                if entry.peek(("format",)) == self.family and entry.peek(("path",)) == path:
                    entry.taken = Grade.RESIDUE
                    name = entry.peek(("value",)).strip()
                    if name not in self.local_ids.values():
                        self.local_ids[item.peek(("id",))] = name

    def removed(self, nodes: Iterable[Node]) -> None:
        """Name the values whose leaves the target's schema does not allow."""
        for node in nodes:
            origin = self.origins.get(id(node))
            if origin is None or origin.name == "residue":
                self._residue_removed(node, origin)
                continue
            for leaf in origin.leaves():
                if leaf.taken is not Grade.LOST:
                    self.not_expressible(leaf, "the schema of the target does not allow it")
        implied = {id(leaf) for leaf, _ in self._implied}
        for leaf, scope in self._implied:
            others = (other for other in scope.leaves() if id(other) not in implied and not _is_uncounted(other))
            if all(other.taken in (None, Grade.LOST) for other in others if not _bookkeeping(other)):
                self.not_expressible(leaf, "nothing of what it belongs to is allowed in the target")

    def _residue_removed(self, node: Node, entry: Node | None) -> None:
        """Name a leaf that was kept from the source, or supplied, and is not allowed in the target."""
        if entry is not None:
            entry.taken = Grade.LOST
        self.findings.append(
            finding(
                "residue-not-allowed", f"{node.name}, kept from the source, is not valid in the target.",
                pointer=(entry or node).pointer, value=_shown(node),
            )
        )  # fmt: skip

    # -- the end ---------------------------------------------------------------------------------------------

    def finish(self, target: Node) -> None:
        """Put residue back, then name everything that was not placed."""
        self.placements.append((self.model, target))
        if self.residue:
            ResidueWriter(self.family, self.origins, mixed=self.mixed).write(self.placements)

    def losses(self) -> list[Finding]:
        """One finding for each value that the target does not hold, or holds in a lesser form."""
        found = list(self.findings)
        unsealed: dict[int, Node] = {}
        for leaf in self.model.leaves():
            if _is_uncounted(leaf) or _bookkeeping(leaf):
                continue
            if leaf.taken is None and (original := _original(leaf)) is not None:
                unsealed[id(original)] = original
                continue
            # The target says of no text in which language it is: one in another language is read back as the main one.
            foreign = leaf.taken is Grade.DATA and id(leaf) in self._foreign
            if leaf.taken in _KEPT and not foreign:
                continue
            place = leaf.pointer
            match Grade.APPROXIMATE if foreign else leaf.taken:
                case None:
                    found.append(finding("lost", f"{_label(leaf)} has no place in the target.", pointer=place,
                                         value=_shown(leaf)))  # fmt: skip
                case Grade.TEXT:
                    found.append(finding("as-text", f"{_label(leaf)} is carried as text only.", pointer=place,
                                         value=_shown(leaf)))  # fmt: skip
                case Grade.APPROXIMATE:
                    found.append(finding("approximate", f"{_label(leaf)} is carried approximately.", pointer=place,
                                         value=_shown(leaf)))  # fmt: skip
        found.extend(
            finding("proof-not-carried", "The signed original, and with it the proof, has no place in the target.",
                    pointer=original.pointer)
            for original in unsealed.values()
        )  # fmt: skip
        found.extend(self._residue_losses())
        return found

    def _residue_losses(self) -> list[Finding]:
        found = []
        for node in self.model.walk():
            if node.name != "residue" or node.taken is not None:
                continue
            if node.first("replaces") is not None and node.peek(("format",)) != self.family:
                continue  # the value itself went its own way; only its spelling in another format is not needed
            found.append(
                finding("residue-lost",
                        f"{node.peek(('path',))}, kept from {node.peek(('format',))}, has no place in the target.",
                        pointer=node.pointer, value=_short(node.peek(("value",))))
            )  # fmt: skip
        return found


def _is_uncounted(leaf: Node) -> bool:
    """Whether a leaf only names or classifies its object; a text in Indonesian, whose code is ``id``, does not."""
    parent = leaf.parent
    if leaf.name != "id" or parent is None or parent.parent is None or parent.first("type") is not None:
        return leaf.name in _UNCOUNTED
    return parent.array and parent.parent.parent is None


def _bookkeeping(leaf: Node) -> bool:
    parent = leaf.parent
    return parent is not None and (
        parent.name == "residue" or (parent.name == "provenance" and leaf.name in ("format", "pointer"))
    )


def _original(leaf: Node) -> Node | None:
    """The signed original of a credential that a leaf is part of."""
    parent = leaf.parent
    holder = parent.parent if parent is not None and parent.name == "original" else None
    return parent if holder is not None and holder.name == "credentials" else None


def _label(leaf: Node) -> str:
    steps = [step for step in leaf.pointer.split("/") if step and not step.isdigit()]
    return ".".join(steps[-3:])


def _shown(leaf: Node) -> Any:
    return _short(leaf.value) if isinstance(leaf.value, str) else leaf.value


def _short(value: str) -> str:
    return value if len(value) <= 200 else f"({len(value)} characters)"
