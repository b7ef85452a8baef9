"""Rules that only the SkillsPassport needs: dates in attributes, occupation codes, headline, printing preferences."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, ClassVar

from eportfolio.exchange.crosswalk import Leaf, ReadRun, Rich, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.exchange.crosswalk.rules import steps
from eportfolio.sources.tree import Grade, Node
from eportfolio.vocabulary.dates import exists
from eportfolio.vocabulary.schemes import ESCO_OCCUPATION_PREFIX, ISCO_88

_UUID = re.compile(r"[0-9a-z]{8}(?:-[0-9a-z]{4}){3}-[0-9a-z]{12}")
_PARTS = (("@year", "{}"), ("@month", "--{}"), ("@day", "---{}"))
_NUMBERS = (re.compile(r"\s*([0-9]{4})\s*"), *(re.compile(r"\s*-{0,3}([0-9]{2})\s*"),) * 2)


class AttributeDate:
    """A date in the attributes ``year="2002" month="--08" day="---01"``; each part may be missing.

    A date that is in no calendar is kept as it is written.
    """

    def __init__(self, path: str, field: str) -> None:
        self.path = steps(path)
        self.field = steps(field)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Join the parts into a date of the model; what follows a part that is missing or no number is left."""
        place = node.at(self.path)
        if place is None:
            return
        leaves = [leaf for name, _ in _PARTS if (leaf := place.first(name)) is not None and leaf.taken is None]
        date, spelt = _joined(tuple((leaf.name, as_text(leaf.value)) for leaf in leaves))
        if not date:
            return
        key = "edtf" if exists(date) else "verbatim"
        container = descend(target, self.field)
        container[self.field[-1]] = {key: date}
        if key == "verbatim":
            run.report("impossible-date", f"{date} is no day of the calendar; it is kept as it is written.", place)
        for leaf, written in zip(leaves, spelt, strict=False):
            run.keep_as(leaf, written, container, self.field[-1])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write as many parts as the date has; seasons and approximations have no place."""
        place = model.at(self.field)
        if place is None:
            return
        key = "edtf" if place.first("edtf") is not None else "verbatim"
        leaf = place.first(key)
        if leaf is None or leaf.taken is not None:
            return
        match = re.fullmatch(
            r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?([?~%]?)", str(leaf.value), re.ASCII
        )
        if match is None or match[1] == "0000":
            run.not_expressible(leaf, "the format takes a year, a month and a day only")
            return
        node = target.need(self.path)
        if node.children:
            return
        for part, (name, form) in zip(match.groups()[:3], _PARTS, strict=True):
            if part is not None:
                run.origins[id(node.add(name, form.format(part)))] = leaf
        leaf.taken = Grade.APPROXIMATE if match[4] else Grade.DATA
        run.written += 1


@lru_cache(maxsize=1024)
def _joined(parts: tuple[tuple[str, str], ...]) -> tuple[str, tuple[str, ...]]:
    """The date that attributes make, and how each of them would be written; empty when they make none."""
    numbers: list[str] = []
    for (name, value), (expected, _), pattern in zip(parts, _PARTS, _NUMBERS, strict=False):
        match = pattern.fullmatch(value) if name == expected else None
        if match is None:
            break
        numbers.append(match[1])
    return "-".join(numbers), tuple(form.format(number) for number, (_, form) in zip(numbers, _PARTS, strict=False))


class OccupationCode:
    """``Code`` of an occupation: the UUID of an ESCO occupation from 3.4 on, ISCO-88 (COM) before."""

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Tell the two apart by their form."""
        leaf = node.first("Code")
        if leaf is None or leaf.value is None:
            return
        code = str(leaf.value).strip()
        if _UUID.fullmatch(code):
            target["uri"] = ESCO_OCCUPATION_PREFIX + code
            run.keep(leaf, target, "uri")
        elif code.isdigit():
            target["scheme"], target["notation"] = ISCO_88, code
            run.keep(leaf, target, "notation")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write what the version knows."""
        uri, scheme, notation = model.first("uri"), model.first("scheme"), model.first("notation")
        if run.version >= "3.4":
            if uri is not None and _UUID.fullmatch(code := str(uri.value).removeprefix(ESCO_OCCUPATION_PREFIX)):
                run.place(target, ("Code",), code, uri)
        elif (
            notation is not None and scheme is not None and scheme.value == ISCO_88
            and run.place(target, ("Code",), notation.value, notation)
        ):  # fmt: skip
            run.imply(scheme, notation)


class FullName:
    """A name that is not taken apart, in the place of the surname: a document without any name helps nobody."""

    _SURNAME = Leaf("Surname", "full_name", grade=Grade.APPROXIMATE)

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Surnames are read as surnames."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write it when there is neither a given name nor a family name."""
        if model.first("given_name") is None and model.first("family_name") is None:
            self._SURNAME.write(model, target, run)


class Unless:
    """A guard on writing: objects with a certain value are not written here.

    Args:
        field: the field.
        value: the value.
    """

    def __init__(self, field: str, value: str) -> None:
        self.field = steps(field)
        self.value = value

    def admits_node(self, node: Node) -> bool:
        """Every node: the guard is about writing."""
        return True

    def admits_model(self, model: Node) -> bool:
        """Objects without the value."""
        return model.peek(self.field) != self.value

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Nothing to read."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Nothing to write."""


class PersonalStatement:
    """``Headline`` of the type ``personal_statement``: its label is prose about the owner, the portfolio's summary."""

    _CODE = "personal_statement"
    _TYPE = ("LearnerInfo", "Headline", "Type", "Code")
    _TEXT = Rich("LearnerInfo/Headline/Description/Label", "summary")

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the prose, and the code that says what it is."""
        code = node.at(self._TYPE)
        if code is not None and str(code.value).strip() == self._CODE:
            before = run.kept
            self._TEXT.read(node, target, run)
            if run.kept > before:
                run.keep(code, target, "summary")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the summary here when no other headline needs the place, and the version knows the type."""
        headline = model.first("headline")
        if headline is not None and any(child.name != "kind_label" for child in headline.children):
            return
        if run.version < "3.1":
            return
        before = run.written
        self._TEXT.write(model, target, run)
        summary = model.first("summary")
        if run.written > before and summary is not None:
            code = target.need(self._TYPE)
            code.value = self._CODE
            run.origins[id(code)] = summary


def printed_kind(document: Node) -> str:
    """The kind of document that printing preferences are for: a value in XML; in JSON a key, which is no leaf."""
    kind = document.first("@type")
    if kind is None:
        return ""
    return kind.children[0].name if kind.value is None and kind.children else as_text(kind.value)


class PrintingPreferences:
    """How the owner wants each field printed: kept as hints, of which ``show="false"`` means hidden."""

    _BOOLEAN: ClassVar = {"true": True, "1": True, "false": False, "0": False}

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """One hint for each field of each document."""
        for document in node.select(("PrintingPreferences", "Document")):
            kind = document.first("@type")
            for field in document.all("Field"):
                hint: dict[str, Any] = {}
                if name := printed_kind(document):
                    hint["document"] = name
                if kind is not None and kind.value is not None:
                    run.keep(kind, hint, "document")
                self._read_field(field, hint, run)
                target.setdefault("presentation", []).append(hint)

    def _read_field(self, field: Node, hint: dict[str, Any], run: ReadRun) -> None:
        for leaf in field.children:
            value = as_text(leaf.value).strip()
            if leaf.name == "@name":
                hint["field"] = value
                run.keep(leaf, hint, "field")
            elif leaf.name == "@show" and value in self._BOOLEAN:
                hint["shown"] = self._BOOLEAN[value]
                run.keep(leaf, hint, "shown")
                if value in ("0", "1"):
                    run.spell(leaf, "true" if hint["shown"] else "false")
            elif leaf.name[0] == "@" and value:
                properties = hint.setdefault("properties", [])
                properties.append({"key": leaf.name[1:], "value": value})
                run.keep(leaf, properties, len(properties) - 1)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """The hints again, gathered by document."""
        documents: dict[str, Node] = {}
        for hint in model.all("presentation"):
            kind, name = hint.first("document"), hint.first("field")
            if kind is None:
                continue
            document = documents.get(str(kind.value))
            if document is None:
                document = documents[str(kind.value)] = target.need(("PrintingPreferences",)).add("Document")
                run.origins[id(document.add("@type", kind.value))] = kind
            run.imply(kind, hint if name is None else name)
            field = document.add("Field")
            if name is not None:
                run.place(field, ("@name",), name.value, name)
                run.origins[id(field.children[-1])] = hint
            shown = hint.first("shown")
            if shown is not None:
                run.place(field, ("@show",), "true" if shown.value else "false", shown)
            for entry in hint.all("properties"):
                key, value = entry.first("key"), entry.first("value")
                if key is not None and value is not None and run.place(field, (f"@{key.value}",), value.value, value):
                    key.taken = Grade.DATA
                    run.origins[id(field.children[-1])] = entry


class Lines:
    """Address lines in elements of their own; what is beyond the last is joined to it, as text."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """The lines in order."""
        for name in self.names:
            leaf = node.first(name)
            if leaf is not None and leaf.value is not None and as_text(leaf.value).strip():
                lines = target.setdefault("lines", [])
                lines.append(as_text(leaf.value).strip())
                run.keep_as(leaf, lines[-1], lines, len(lines) - 1)

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """One line to an element, the rest to the last one."""
        lines = model.all("lines")
        last = len(self.names) - 1
        for index, name in enumerate(self.names[: len(lines)]):
            if index < last or len(lines) <= len(self.names):
                run.place(target, (name,), lines[index].value, lines[index])
            else:
                rest = lines[index:]
                text = ", ".join(str(line.value) for line in rest)
                if run.place(target, (name,), text, rest[0], Grade.TEXT):
                    for line in rest:
                        line.taken = Grade.TEXT


class SkillsAsText:
    """Competences without an element of their own, as a list in the first prose field that is free."""

    def __init__(self, slots: dict[str, str], otherwise: tuple[str, ...]) -> None:
        self.slots = slots
        self.otherwise = otherwise

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Prose is read as prose."""

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """One list for each field."""
        lists: dict[str, list[tuple[Node, Node]]] = {}
        for item in model.all("competences"):
            label = item.first("label")
            leaf = run.main_text(label) if label is not None else None
            if id(item) in run.placed or leaf is None:
                continue
            slot = self._free(item, target, lists)
            if slot:
                lists.setdefault(slot, []).append((item, leaf))
        for slot, members in lists.items():
            lines = [_escape(str(leaf.value)) for _, leaf in members]
            text = lines[0] if len(lines) == 1 else "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
            node = target.need(("LearnerInfo", "Skills", slot, "Description"))
            node.value = text
            run.supplied.update(
                f"/competences/{field}" for field in ("category", "description/html", "description/text")
            )
            run.origins[id(node)] = members[0][0]
            run.written += 1
            for item, leaf in members:
                leaf.taken = Grade.TEXT
                run.placed[id(item)] = node

    def _free(self, item: Node, target: Node, lists: dict[str, list[tuple[Node, Node]]]) -> str:
        wanted = self.slots.get(item.peek(("category",)), self.otherwise[0])
        for slot in (wanted, *self.otherwise):
            if slot in lists or target.at(("LearnerInfo", "Skills", slot, "Description")) is None:
                return slot
        return ""


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
