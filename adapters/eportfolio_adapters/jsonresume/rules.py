"""Rules that only JSON Resume needs: old keys, dates, addresses on the web, and prose that becomes a list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from eportfolio.exchange.crosswalk import Leaf, ReadRun, Requires, Rule, WriteRun
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.sources.markup import to_plain
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary.dates import exists

from .values import ISO8601, WEB_ADDRESS, from_edtf, says_unfinished


class Aliased:
    """A key that the versions 0.x called otherwise.  The old key is kept as a spelling; see :func:`restore_aliases`.

    Args:
        rule: makes the rule for a key.
        key: the key of 1.x, which is written.
        old: the key of 0.x.
    """

    def __init__(self, rule: Callable[[str], Rule], key: str, old: str) -> None:
        self.rule = rule(key)
        self.old_rule = rule(old)
        self.old = old

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Read the new key, else the old one."""
        before = run.kept
        self.rule.read(node, target, run)
        if run.kept > before:
            return
        self.old_rule.read(node, target, run)
        leaf = node.first(self.old)
        if run.kept > before and leaf is not None and not any(spelt is leaf for spelt, _ in run.spellings[-1:]):
            run.spellings.append((leaf, str(leaf.value)))

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the new key."""
        self.rule.write(model, target, run)


def restore_aliases(run: WriteRun, root: Node, aliases: dict[str, dict[str, str]]) -> None:
    """Give values whose key was an old one that key back, if they are still the same.

    Args:
        run: the writing, after its rules and before its residue.
        root: the document.
        aliases: the old keys and what they are called now, by section.
    """
    for item, target in (*run.placements, (run.model, root)):
        for entry in item.all("residue"):
            if entry.peek(("format",)) != run.family or entry.first("replaces") is None:
                continue
            *parents, old = entry.peek(("path",)).split("/")
            place = target.at(tuple(parents))
            section = place.name if place is not None else ""
            new = aliases.get(section, {}).get(old)
            node = place.first(new) if place is not None and new is not None else None
            free = place is not None and place.first(old) is None
            if free and node is not None and str(node.value) == entry.peek(("replaces",)):
                node.name = old


class Date:
    """A date ``2014``, ``2014-06`` or ``2014-06-29``; another text is kept as it is written."""

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.field = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the date, or the text."""
        leaf = node.free(self.path)
        if leaf is None or not str(leaf.value).strip():
            return
        text = str(leaf.value).strip()
        date: dict[str, str] = {}
        head, _, time = text.partition("T")
        if ISO8601.fullmatch(head) and exists(head):
            date["edtf"] = head
        elif ISO8601.fullmatch(text):
            run.report("impossible-date", f"{text} is no day of the calendar; it is kept as it is written.", leaf)
        if time or not date:
            date["verbatim"] = text
        container = descend(target, self.field)
        container[self.field[-1]] = date
        run.keep_as(leaf, head if "edtf" in date else text, container, self.field[-1])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write what the schema's form can say; a season, a decade or a text is named as lost."""
        place = model.at(self.field)
        slot = target.at(self.path)
        if place is None or (slot is not None and slot.value is not None):
            return
        edtf, verbatim = place.first("edtf"), place.first("verbatim")
        leaf = edtf or verbatim
        if leaf is None or leaf.taken is not None:
            return
        text = str(leaf.value)
        if edtf is not None:
            try:
                text, exact = from_edtf(text)
            except ValueError as error:
                run.not_expressible(leaf, str(error))
                return
        elif ISO8601.fullmatch(text):
            exact = not exists(text)
        else:
            run.not_expressible(leaf, "the format takes a year, a month and a day only")
            return
        run.place(target, self.path, text, leaf, Grade.DATA if exact else Grade.APPROXIMATE)


class Unfinished:
    """What is going on has no end date in JSON Resume; some writers say ``Present`` there, which is not allowed."""

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.field = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take ``Present`` and the like for what they mean."""
        leaf = node.at(self.path)
        if leaf is not None and leaf.value is not None and says_unfinished(str(leaf.value)):
            container = descend(target, self.field)
            container[self.field[-1]] = True
            run.keep(leaf, container, self.field[-1])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """No end date: people understand it so, but it may also mean that the date is unknown."""
        place = model.at(self.field)
        if place is not None and place.value is True and place.taken is None and target.at(self.path) is None:
            place.taken = Grade.APPROXIMATE


def period(field: str, start: str = "startDate", end: str = "endDate") -> tuple[Rule, ...]:
    """The two dates of a period, and whether it is over."""
    return (
        Date(start, f"{field}/start"),
        Unfinished(end, f"{field}/ongoing"),
        Date(end, f"{field}/end"),
    )


class ProseAsList:
    """Prose that the target has only a list for: one member for each line, as text."""

    def __init__(self, path: str, field: str) -> None:
        self.path = path
        self.field = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """The list is read as a list."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the lines, unless there is a list already."""
        place = model.at(self.field)
        source = (place.first("html") or place.first("text")) if place is not None else None
        leaf = run.main_text(source) if source is not None else None
        if source is None or leaf is None or leaf.taken is not None or target.first(self.path) is not None:
            return
        text = to_plain(str(leaf.value)) if source.name == "html" else str(leaf.value)
        lines = [line.removeprefix("- ").strip() for line in text.splitlines()]
        for line in filter(None, lines):
            target.add(self.path, line, array=True)
            leaf.taken = Grade.TEXT
            run.written += 1
            run.supplied.add(f"{model.pointer}/{self.path}")


class TextsAsList:
    """Texts of several objects that the target has one list for, each as a text.

    Args:
        path: the list.
        field: where the texts stand.
    """

    def __init__(self, path: str, field: str) -> None:
        self.path = path
        self.field = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """The list is read as a list."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Add each text that was not carried yet."""
        for place in model.select(self.field):
            leaf = run.main_text(place)
            if leaf is not None and leaf.value is not None and leaf.taken is None:
                run.place(target.add(self.path, array=True), (), leaf.value, leaf, Grade.TEXT)


class Fallback:
    """A leaf for values that have no place of their own: the first field that has a value, as a lesser form.

    Args:
        path: where the leaf stands.
        fields: the fields, best first.
        grade: how well the target carries them.
    """

    def __init__(self, path: str, *fields: str, grade: Grade = Grade.APPROXIMATE) -> None:
        self.path = steps(path)
        self.fields = [steps(field) for field in fields]
        self.grade = grade

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing: the leaf is read by another rule."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the first value that was not carried yet, unless something stands there."""
        slot = target.at(self.path)
        if slot is not None and slot.value is not None:
            return
        for field in self.fields:
            place = model.at(field)
            leaf = run.main_text(place) if place is not None else None
            if leaf is not None and leaf.taken is None:
                run.place(target, self.path, leaf.value, leaf, self.grade)
                return


class WebAddressLeaf(Leaf):
    """A leaf that holds a web address; what was changed to make it one is named."""

    def __init__(self, path: str, field: str) -> None:
        super().__init__(path, field, WEB_ADDRESS)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the address."""
        super().write(model, target, run)
        place = model.at(self.field)
        if place is not None and place.taken is Grade.APPROXIMATE:
            run.supplied.add(place.pointer)


class Becomes:
    """What is written here is read back as another kind of item, and gets values that follow from that.

    Args:
        pointers: places of those values in the portfolio, without positions in lists.
    """

    def __init__(self, *pointers: str) -> None:
        self.pointers = pointers

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing to read."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Say so."""
        run.supplied.update(self.pointers)


class Without:
    """A guard on writing: objects that have a field are not written here."""

    def __init__(self, field: str) -> None:
        self._has = Requires(field)

    def admits_node(self, node: Node) -> bool:
        """Every node: the guard is about writing."""
        return True

    def admits_model(self, model: Node) -> bool:
        """Objects without a value there."""
        return not self._has.admits_model(model)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing to read."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing to write."""
