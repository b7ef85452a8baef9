"""A shape compiled for one version of its format: what each element may hold, ready for look-up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .notation import Head, Line, Notation, NotationError
from .values import BUILT_IN, ValueType, code_list, fixed, pattern


class Slot:
    """A place for an attribute or element inside another element.

    Attributes:
        name: local name; attributes begin with ``@``.
        namespace: namespace; empty for attributes.
        least: how often it must occur.
        most: how often it may occur, ``None`` without bound.
        rank: elements of lower rank come first; those of one rank in any order.
        position: place in the table, the order in which children are written.
        content: what it holds.
    """

    __slots__ = ("content", "least", "most", "name", "namespace", "position", "rank")

    def __init__(self, name: tuple[str, str], content: Content, line: Line, *, rank: int, position: int) -> None:
        self.namespace, self.name = name
        self.content = content
        self.least = line.least
        self.most = line.most
        self.rank = rank
        self.position = position


@dataclass(slots=True)
class Content:
    """What an element or attribute may hold.

    Attributes:
        text: type of its text; ``None`` when it may hold none.
        slots: attributes and elements by name.
        required: the slots that must be filled.
        any_elements: whether unknown elements are allowed.
        any_attributes: whether unknown attributes are allowed.
        mixed: whether free text may stand between elements.
    """

    text: ValueType | None = None
    slots: dict[str, Slot] = field(default_factory=dict)
    required: list[Slot] = field(default_factory=list)
    any_elements: bool = False
    any_attributes: bool = False
    mixed: bool = False


ANYTHING = Content(any_elements=True, any_attributes=True, mixed=True)
"""Content of an element that the shape says nothing about, inside open content."""


class Edition:
    """One version of a format.

    Attributes:
        version: the version.
        name: local name of the root element.
        namespace: namespace of the root element.
        root: content of the root element.
        known: content of the elements that are known wherever they stand, by namespace and local name.
    """

    def __init__(self, notation: Notation, version: str) -> None:
        if notation.root is None:
            raise NotationError(f"{notation.name}: no root")
        self.version = version
        self._notation = notation
        self._values: dict[str, ValueType] = {}
        self._contents: dict[str, Content] = {}
        self.namespace, self.name = self._qualify(notation.root.name)
        self.root = Content()
        self._fill(self.root, notation.root, {}, loose=False)
        self.known: dict[tuple[str, str], Content] = {
            self._qualify(name): self._element(name) for name in notation.elements
        }
        self.known[self.namespace, self.name] = self.root

    def _qualify(self, name: str) -> tuple[str, str]:
        prefix, colon, local = name.rpartition(":")
        namespaces = self._notation.namespaces
        if colon:
            return namespaces[prefix], local
        return next(iter(namespaces.values()), ""), local

    # -- contents ----------------------------------------------------------------------------------

    def _element(self, name: str) -> Content:
        return self._defined("element " + name, self._notation.elements[name], {}, loose=False)

    def _defined(self, key: str, head: Head, names: dict[str, str], *, loose: bool) -> Content:
        """The content of a definition; kept, so that types may contain themselves."""
        key = f"{key} {loose}"
        found = self._contents.get(key)
        if found is None:
            found = self._contents[key] = Content()
            self._fill(found, head, names, loose=loose)
        return found

    def _fill(self, content: Content, head: Head, names: dict[str, str], *, loose: bool) -> None:
        if loose:
            _open(content)
        elif head.type:
            self._set_type(content, head.type, head.number, names)
        self._add_lines(content, head.lines, names)

    def _of_line(self, line: Line, names: dict[str, str], *, loose: bool) -> Content:
        """The content of a line: that of a definition, or its own; below open content, without rules."""
        kind = names.get(line.type, line.type)
        if not line.lines:
            if not kind and line.name in self._notation.elements:
                return self._element(line.name)
            base, _, argument = kind.rstrip(")").partition("(")
            head = self._notation.types.get(base)
            if head is not None:
                argument = names.get(argument, argument)
                return self._defined(f"{base}({argument})", head, {head.parameter: argument}, loose=loose)
            if not kind:
                raise NotationError(f"{self._notation.name}:{line.number}: {line.name} has neither type nor content")
        content = Content()
        if loose:
            _open(content)
        elif kind:
            self._set_type(content, kind, line.number, names)
        self._add_lines(content, line.lines, names)
        return content

    def _set_type(self, content: Content, kind: str, number: int, names: dict[str, str]) -> None:
        kind = names.get(kind, kind)
        if kind == "any":
            _open(content)
        elif kind == "open":
            content.any_elements = True
        elif kind != "empty":
            content.text = self._value_type(kind, number)

    def _add_lines(self, content: Content, lines: Iterable[Line], names: dict[str, str]) -> None:
        rank = 0
        for line in lines:
            if not self._notation.holds(line.mark, self.version):
                continue
            rank += 1
            for entry in (line,) if line.name else line.lines:
                if entry.name == "@*":
                    content.any_attributes = True
                elif self._notation.holds(entry.mark, self.version):
                    self._add_slot(content, entry, rank, names)

    def _add_slot(self, content: Content, line: Line, rank: int, names: dict[str, str]) -> None:
        name = ("", line.name) if line.name[0] == "@" else self._qualify(line.name)
        inner = self._of_line(line, names, loose=content.any_elements)
        slot = Slot(name, inner, line, rank=rank, position=len(content.slots))
        content.slots[slot.name] = slot
        if slot.least and not content.any_elements:
            content.required.append(slot)

    # -- values ------------------------------------------------------------------------------------

    def _value_type(self, kind: str, number: int) -> ValueType:
        found = BUILT_IN.get(kind) or self._values.get(kind)
        if found is None:
            found = self._values[kind] = self._make_value_type(kind, number)
        return found

    def _make_value_type(self, kind: str, number: int) -> ValueType:
        if kind[0] == '"':
            return fixed(kind[1:-1])
        if kind[0] == "/":
            return pattern(kind[1:-1])
        if kind not in self._notation.values:
            raise NotationError(f"{self._notation.name}:{number}: unknown type {kind}")
        codes: list[str] = []
        regexes: list[str] = []
        self._collect(kind, codes, regexes)
        return code_list(kind, self._notation.values[kind].remark, codes, regexes)

    def _collect(self, kind: str, codes: list[str], regexes: list[str]) -> None:
        """Gather the codes and patterns that a list, with the lists inside it, has in this version."""
        for form, value, mark in self._notation.values[kind].tokens():
            if not self._notation.holds(mark, self.version):
                continue
            if form == "list":
                self._collect(value, codes, regexes)
            else:
                (codes if form == "code" else regexes).append(value)


def _open(content: Content) -> None:
    content.any_elements = content.any_attributes = content.mixed = True
