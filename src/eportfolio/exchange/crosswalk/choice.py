"""One element that stands for several kinds of object: a contact that is a number, a link or an address."""

from __future__ import annotations

from typing import Any

from ...sources.tree import Node
from .groups import Group
from .reading import ReadRun
from .rules import discard, steps
from .writing import WriteRun


class Choice:
    """A repeated element whose content tells what it is.

    Reading takes each element as the first kind whose guards admit it, so the order of the file stays; writing takes
    each entry of the lists as the first kind that admits it, and gives it an element of its own.

    Args:
        path: the repeated element.
        kinds: groups without a path, each for entries of a list.
    """

    def __init__(self, path: str, *kinds: Group) -> None:
        self.path = steps(path)
        self.kinds = kinds

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read each element as the kind that it is."""
        for place in node.select(self.path):
            for kind in self.kinds:
                if all(guard.admits_node(place) for guard in kind.guards):
                    kind.read(place, target, run)
                    break

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the entries of each list in their order."""
        for field in dict.fromkeys(kind.field for kind in self.kinds):
            holder = model.at(field[:-1])
            for entry in holder.all(field[-1]) if holder is not None else ():
                if id(entry) not in run.placed:
                    self._write_entry(entry, field, target, run)

    def _write_entry(self, entry: Node, field: tuple[str, ...], target: Node, run: WriteRun) -> None:
        for kind in self.kinds:
            if kind.field == field and all(guard.admits_model(entry) for guard in kind.guards):
                place = target.need(self.path[:-1]).add(self.path[-1], array=run.array)
                if not kind.write_entry(entry, place, run):
                    discard(place, target)
                return
