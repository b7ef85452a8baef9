"""Structure rules of the JSON notation, with the verdicts of the official JSON Schemas of 3.0 to 3.4.1.

The rules stand in ``skillspassport_json.shape``, in the notation of :mod:`eportfolio.exchange.shapes.notation`, which
means this for JSON:

* ``?`` is a member, ``*`` a member that is an array of what the line describes; nothing is ever required;
* nested lines make an object that admits no further members, the type ``open`` one that admits them;
* ``alternatives`` is an object of which one of the listed members suffices to be right, as the schemas have it for the
  printing preferences;
* ``text``, ``number`` and ``boolean`` are the types of JSON; a pattern or code list is a text.

JSON tells types apart that the common tree of both notations does not, so the rules are held against plain data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from eportfolio.exchange.shapes.notation import Head, Line, Notation, NotationError, parse
from eportfolio.exchange.shapes.values import ValueType, code_list, pattern
from eportfolio.report.findings import Finding, finding
from eportfolio.sources.tree import escape_pointer

Step = str | int
"""A step of a path into JSON data: the key of a member, or the number of an array's member."""

_WORDS: Final = {
    "object": "an object", "array": "a list", "text": "a text", "number": "a number", "boolean": "true or false",
}  # fmt: skip
_SPECIFICATION: Final = "Europass JSON Schema {}"
_SHOWN: Final = 200


class Fault(NamedTuple):
    """Something that the rules do not allow.

    Attributes:
        rule: name of the rule in :mod:`eportfolio.report.codes`.
        path: steps to the value.
        message: what is wrong, in plain words.
        value: the value.
        expected: the kind that was expected, for a wrong type: ``object``, ``array``, ``text``, ``number`` or
            ``boolean``.
    """

    rule: str
    path: tuple[Step, ...]
    message: str
    value: Any
    expected: str = ""

    @property
    def pointer(self) -> str:
        """The path as a JSON pointer (RFC 6901)."""
        return "".join(f"/{escape_pointer(str(step))}" for step in self.path)


class Content:
    """What a value may be.

    Attributes:
        kind: ``object``, ``alternatives``, ``array``, ``text``, ``number`` or ``boolean``.
        members: members of an object by key.
        open: whether an object admits further members.
        item: what an array holds.
        codes: what a text may be, ``None`` for any.
    """

    __slots__ = ("codes", "item", "kind", "members", "open")

    def __init__(
        self, kind: str, *, open: bool = False, item: Content | None = None, codes: ValueType | None = None  # noqa: A002
    ) -> None:  # fmt: skip
        self.kind = kind
        self.members: dict[str, Content] = {}
        self.open = open
        self.item = item
        self.codes = codes


class JsonShape:
    """The structure rules of a JSON format in all its versions.

    Args:
        notation: the parsed table.
    """

    def __init__(self, notation: Notation) -> None:
        self._notation = notation
        self._roots: dict[str, Content] = {}

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions that the table describes, oldest first."""
        return tuple(self._notation.versions)

    def edition(self, spelling: str) -> tuple[str, bool]:
        """The edition that a spelling such as ``V3.4`` means, and whether it is known; else the nearest older one."""
        bare = spelling.strip().lstrip("vV")
        bare = self._notation.aliases.get(bare, bare)
        if bare in self._notation.versions:
            return bare, True
        wanted = _numbers(bare)
        older = [name for name in self.versions if wanted and _numbers(name) <= wanted]
        return (older[-1] if older else self.versions[0] if wanted else self.versions[-1]), False

    def root(self, edition: str) -> Content:
        """The rules of one edition for the document as a whole."""
        found = self._roots.get(edition)
        if found is None:
            if self._notation.root is None:
                raise NotationError(f"{self._notation.name}: no root")
            found = self._roots[edition] = _Compiler(self._notation, edition).head(self._notation.root, "")
        return found

    def faults(self, data: Any, edition: str) -> Iterator[Fault]:
        """What the rules of an edition do not allow in a document.

        Args:
            data: the document as plain data.
            edition: one of ``versions``.
        """
        return _faults(data, self.root(edition), ())

    def check(self, data: Any) -> Iterator[Finding]:
        """Hold a document against the rules of the version that it declares.

        Args:
            data: the document as plain data.

        Returns:
            The findings, each with a JSON pointer and plain words; none when the document is valid.
        """
        declared = declared_version(data)
        edition, known = self.edition(declared)
        if declared and not known:
            message = f"The version is not one of {', '.join(self.versions)}; the rules of {edition} were used."
            yield finding(
                "unknown-version", message, pointer="/SkillsPassport/DocumentInfo/XSDVersion", value=_shown(declared)
            )
        source = _SPECIFICATION.format(edition)
        for fault in self.faults(data, edition):
            yield finding(
                fault.rule, fault.message, pointer=fault.pointer, value=_shown(fault.value), specification=source
            )


@cache
def json_shape() -> JsonShape:
    """The structure rules of the SkillsPassport in JSON."""
    path = Path(__file__).parent / "skillspassport_json.shape"
    return JsonShape(parse(path.read_text(encoding="utf-8"), path.name))


def declared_version(data: Any) -> str:
    """The version that a document declares, such as ``V3.3``; empty when it declares none."""
    for key in ("SkillsPassport", "DocumentInfo", "XSDVersion"):
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, str) else ""


# -- holding data against rules -------------------------------------------------------------------------------------


def _faults(value: Any, content: Content, path: tuple[Step, ...]) -> Iterator[Fault]:
    kind = content.kind
    found = _kind(value)
    if found != ("object" if kind == "alternatives" else kind):
        expected = "object" if kind == "alternatives" else kind
        message = f"{_name(path)} is {_WORDS.get(found, 'empty')}; expected {_WORDS[expected]}."
        yield Fault("wrong-type", path, message, value, expected)
    elif kind == "array":
        assert content.item is not None
        for index, member in enumerate(value):
            yield from _faults(member, content.item, (*path, index))
    elif kind == "object":
        for key, member in value.items():
            inner = content.members.get(key)
            if inner is not None:
                yield from _faults(member, inner, (*path, key))
            elif not content.open:
                yield Fault("unexpected-element", (*path, key), f"{key} is not known in {_name(path)}.", member)
    elif kind == "alternatives":
        yield from _alternatives(value, content, path)
    elif content.codes is not None and not content.codes.accepts(value):
        message = f"{_name(path)} has a value that is not allowed; expected {content.codes.expected}."
        yield Fault("invalid-value", path, message, value)


def _alternatives(value: dict[str, Any], content: Content, path: tuple[Step, ...]) -> Iterator[Fault]:
    """The faults of all alternatives when none of them is right; one that is absent is right."""
    faults: list[Fault] = []
    for key, inner in content.members.items():
        own = list(_faults(value[key], inner, (*path, key))) if key in value else []
        if not own:
            return
        faults.extend(own)
    yield from faults


def _kind(value: Any) -> str:
    match value:
        case str():
            return "text"
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case dict():
            return "object"
        case list():
            return "array"
        case _:
            return "nothing"


def _name(path: tuple[Step, ...]) -> str:
    """What a value is called in a message: the nearest key, and its number in an array."""
    keys = [step for step in path if isinstance(step, str)]
    if not keys:
        return "The document"
    last = path[-1]
    return f"{keys[-1]} number {last + 1}" if isinstance(last, int) else keys[-1]


def _shown(value: Any) -> str | int | float | bool | None:
    """A value for a finding: scalars as they are, long texts by their length, the rest not at all."""
    if isinstance(value, str):
        return value if len(value) <= _SHOWN else f"({len(value)} characters)"
    return value if isinstance(value, bool | int | float) else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"[0-9]{1,9}", version))


# -- from the table to rules ----------------------------------------------------------------------------------------


class _Compiler:
    """Makes the rules of one edition."""

    def __init__(self, notation: Notation, edition: str) -> None:
        self._notation = notation
        self._edition = edition
        self._made: dict[tuple[str, str], Content] = {}
        self._codes: dict[str, ValueType] = {}

    def head(self, head: Head, argument: str) -> Content:
        """The object that a ``root`` or ``type`` describes."""
        key = (head.name, argument)
        if key not in self._made:
            self._made[key] = content = Content("object", open=head.type == "open")
            self._fill(content, head.lines, {head.parameter: argument})
        return self._made[key]

    def _fill(self, content: Content, lines: Iterable[Line], names: dict[str, str]) -> None:
        for line in lines:
            if self._notation.holds(line.mark, self._edition):
                inner = self._line(line, names)
                content.members[line.name] = inner if line.most == 1 else Content("array", item=inner)

    def _line(self, line: Line, names: dict[str, str]) -> Content:
        kind = names.get(line.type, line.type)
        if line.lines:
            content = Content("alternatives" if kind == "alternatives" else "object", open=kind == "open")
            self._fill(content, line.lines, names)
            return content
        if kind in ("text", "number", "boolean"):
            return Content(kind)
        base, _, argument = kind.rstrip(")").partition("(")
        if base in self._notation.types:
            return self.head(self._notation.types[base], names.get(argument, argument))
        return Content("text", codes=self._values(kind, line.number))

    def _values(self, kind: str, number: int) -> ValueType:
        if kind not in self._codes:
            if kind[:1] == "/":
                self._codes[kind] = pattern(kind[1:-1])
            elif kind in self._notation.values:
                self._codes[kind] = self._list(kind)
            else:
                raise NotationError(f"{self._notation.name}:{number}: unknown type {kind}")
        return self._codes[kind]

    def _list(self, name: str) -> ValueType:
        listed = self._notation.values[name]
        held = [(form, value) for form, value, mark in listed.tokens() if self._notation.holds(mark, self._edition)]
        codes = [value for form, value in held if form == "code"]
        return code_list(name, listed.remark, codes, [value for form, value in held if form == "regex"])
