"""Rules that only write: what the format has no element for, in words that people can read."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Any

from eportfolio.exchange.crosswalk import ReadRun, Rule, WriteRun
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.sources.tree import Grade, Node

from .codes import HEADINGS


class AsSections:
    """Items without an element of their own, as entries of custom sections that people can read.

    Args:
        field: list of the portfolio.
        heading: fields whose value chooses the heading; the first that has a value counts.
        title: the field that becomes the title of the entry.
        rules: what becomes of other fields, written below the entry.
        partial: whether items that have an element of their own come here with what that has no place for.
    """

    def __init__(self, field: str, heading: tuple[str, ...], title: str, *rules: Rule, partial: bool = False) -> None:
        self.partial = partial
        self.field = field
        self.heading = heading
        self.title = steps(title)
        self.rules = rules

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Custom sections are read as what they are."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """One entry for each item that was not placed."""
        for item in model.all(self.field):
            prose = item.first("description") if self.partial else None
            if id(item) in run.placed and (prose is None or any(leaf.taken for leaf in prose.leaves())):
                continue
            free = [leaf for leaf in item.leaves() if leaf.taken is None]
            section = Node("Others", parent=target)
            heading = self._heading(item)
            section.add("Title", heading)
            place = section.add("Other")
            before = run.written
            title = item.at(self.title)
            leaf = run.main_text(title) if title is not None else None
            if leaf is not None and leaf.taken is None:
                run.place(place, ("Title",), leaf.value, leaf)
            for rule in self.rules:
                rule.write(item, place, run)
            if run.written == before:
                continue
            if leaf is not None:
                place.need(("Title",)).value = leaf.value
            if place.first("Title") is None:
                place.add("Title", heading)
                run.supplied.add(f"{model.pointer}/entries/title")
            run.supplied.add(f"{model.pointer}/entries/section")
            target.children.append(section)
            run.placed.setdefault(id(item), place)
            lessen(free)

    def _heading(self, item: Node) -> str:
        for name in self.heading:
            node = item.first(name)
            if node is not None and node.value is not None:
                return HEADINGS.get(str(node.value), str(node.value))
        return HEADINGS[self.field]


class ComposedTitle:
    """The title of an activity that other formats give as a position in an organisation: both, in words."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """A title is read as a title."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Join the title, the position and the organisation, as far as they are there."""
        paths = (("positions", "occupation", "label"), ("organisations", "name"))
        nodes = (node for path in paths if (node := model.at(path)) is not None)
        parts = [leaf for node in nodes if (leaf := run.main_text(node)) is not None and leaf.taken is None]
        if not parts:
            return
        place = target.need(("Title",))
        words = [str(leaf.value) for leaf in parts]
        if place.value is not None:
            words.insert(0, str(place.value))
            title = model.first("title")
            lessen(title.leaves() if title is not None else (), Grade.APPROXIMATE)
        place.value = ", ".join(words)
        run.written += 1
        for leaf in parts:
            leaf.taken = Grade.TEXT


def lessen(leaves: Iterable[Node], grade: Grade = Grade.TEXT) -> None:
    """Count what was just placed as carried in a lesser form."""
    for leaf in leaves:
        if leaf.taken is Grade.DATA:
            leaf.taken = grade


class AppendedLines:
    """Lines that the format has no list for, as a list at the end of a text.

    Args:
        path: the text.
        beside: rich text of the model that the text was written from.
        fields: where the lines stand.
    """

    def __init__(self, path: str, beside: str, *fields: str) -> None:
        self.path = steps(path)
        self.beside = steps(beside)
        self.fields = tuple(steps(field) for field in fields)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """A text is read as a text."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Append what was not placed."""
        self.append(model, target, model.at(self.beside), run)

    def append(self, model: Node, target: Node, beside: Node | None, run: WriteRun) -> None:
        """Append what was not placed to a text that was written from a rich text of another object."""
        nodes = [node for field in self.fields for node in model.select(field)]
        lines = [leaf for node in nodes if (leaf := run.main_text(node)) is not None and leaf.taken is None]
        if not lines:
            return
        place = target.need(self.path)
        former = "" if place.value is None else str(place.value)
        plain = beside.first("text") if beside is not None else None
        leaf = run.main_text(plain) if plain is not None else None
        if leaf is not None and leaf.value == former:
            former = f"<p>{_escaped(leaf)}</p>"
        place.value = f"{former}<ul>{''.join(f'<li>{_escaped(line)}</li>' for line in lines)}</ul>"
        run.written += 1
        for line in lines:
            line.taken = Grade.TEXT
        if beside is not None:
            lessen(beside.leaves(), Grade.APPROXIMATE)


def _escaped(leaf: Node) -> str:
    return html.escape(str(leaf.value), quote=False)
