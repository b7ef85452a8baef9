r"""The text notation of shapes: a specification table that a program can read.

A file describes one format in all its versions::

    namespace ep https://example.org/1      the first one holds for names without prefix
    versions  1.0 1.1 2.0                   oldest first
    alias     2 = 2.0                       another spelling of a version

    values Colour -- a colour of the rainbow
      red green blue[1.1-]                  codes; a mark bounds the versions
      "dark red" /grey[0-9]{2}/ +Metal      in quotes; a regular expression for the whole value; another list

    type Coded(Codes)                       reusable; the parameter stands for another type
      Code   ? Codes
      Label  ? string

    element hr:Name string                  may be referred to by name alone: hr:Name 1

    root Wardrobe
      @locale 1 language                    attribute, cardinality, type
      Shirt   * [-1.1]                      nested lines give the content
        Colour ? Coded(Colour)
      any order                             the nested elements come in any order
        Note  * string
      Motto   ? "Be bright"                 a quoted type is the one allowed value

Cardinalities: ``1``, ``?`` (0..1), ``*`` (0..n), ``+`` (1..n), ``2..5``.  Marks: ``[1.1-]`` since, ``[-1.1]``
until, ``[1.0-1.1]`` both, ``[1.1]`` only; a line without a mark holds in all versions.

Types: those of XML Schema by their names (base64Binary as ``base64``, ID and IDREF in small letters); a list or
type of the file; ``empty`` for neither text nor elements; ``open`` for any elements; ``any`` for any elements,
text and attributes.  Lines below the last two are advice for order and namespaces, never a ground to object.
The line ``@* *`` admits further attributes.

A hash starts a comment line; ``--`` starts a remark, which says what the values of a list are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_STATEMENT = re.compile(r"^(namespace|versions|alias|values|type|element|root)\s+(.*)$")
_NAME = re.compile(r"^(@?(?:[\w.-]+:)?[\w.-]+|@\*)\s*(.*)$")
_CARDINALITY = re.compile(r"^(?:([1?*+])|([0-9]+)\.\.([0-9]+))(?:\s+(.*))?$")
_TYPE = re.compile(r'^(?P<type>"[^"]*"|/\S+/|[\w.:-]+(?:\([\w.:-]+\))?)?\s*(?:\[(?P<mark>[\w.-]*)\])?$')
_HEAD = re.compile(r"^(?P<name>(?:[\w.-]+:)?[\w.-]+)(?:\((?P<parameter>\w+)\))?\s*(?P<rest>.*)$")
_TOKEN = re.compile(r'(?:"(?P<quoted>[^"]*)"|(?P<regex>/\S+/)|(?P<code>[^\s\[]+))(?:\[(?P<mark>[\w.-]*)\])?')
_COUNTS: dict[str, tuple[int, int | None]] = {"1": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}


class NotationError(ValueError):
    """A shape file does not follow the notation; the message names file and line."""


@dataclass(slots=True)
class Line:
    """One line of the table.

    Attributes:
        number: line number in the file.
        name: element, or ``@attribute``; empty for the line ``any order``.
        least: how often it must occur.
        most: how often it may occur, ``None`` without bound.
        type: type as written, empty when there is none.
        mark: versions in which the line holds, as written.
        lines: the nested lines.
    """

    number: int
    name: str
    least: int = 1
    most: int | None = 1
    type: str = ""
    mark: str = ""
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Head:
    """A ``type``, ``element`` or ``root`` with its content.

    Attributes:
        name: its name.
        parameter: the name that stands for another type, empty when there is none.
        type: type of the text, where the line has one.
        number: line number in the file.
        lines: the nested lines.
    """

    name: str
    parameter: str
    type: str
    number: int
    lines: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class CodeList:
    """A ``values`` statement.

    Attributes:
        name: its name.
        remark: what the values are, in plain words.
        text: the codes, as written.
    """

    name: str
    remark: str
    text: list[str] = field(default_factory=list)

    def tokens(self) -> Iterator[tuple[str, str, str]]:
        """Each value as kind (``code``, ``regex`` or ``list``), value and mark."""
        for match in _TOKEN.finditer(" ".join(self.text)):
            if match["quoted"] is not None:
                yield "code", match["quoted"].replace(r"\n", "\n"), match["mark"] or ""
            elif match["regex"] is not None:
                yield "regex", match["regex"][1:-1], match["mark"] or ""
            elif match["code"][0] == "+":
                yield "list", match["code"][1:], match["mark"] or ""
            else:
                yield "code", match["code"], match["mark"] or ""


@dataclass(slots=True)
class Notation:
    """A shape file, parsed but not yet compiled for a version."""

    name: str
    namespaces: dict[str, str] = field(default_factory=dict)
    versions: list[str] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)
    values: dict[str, CodeList] = field(default_factory=dict)
    types: dict[str, Head] = field(default_factory=dict)
    elements: dict[str, Head] = field(default_factory=dict)
    root: Head | None = None

    def holds(self, mark: str, version: str) -> bool:
        """Whether a mark admits a version.

        Raises:
            NotationError: the mark names a version that the file does not declare.
        """
        if not mark:
            return True
        first, dash, last = mark.partition("-")
        try:
            position = self.versions.index(version)
            low = self.versions.index(first) if first else 0
            high = self.versions.index(last) if last else (len(self.versions) - 1 if dash else low)
        except ValueError:
            raise NotationError(f"{self.name}: the mark [{mark}] names an unknown version") from None
        return low <= position <= high


def parse(text: str, name: str = "shape") -> Notation:
    """Parse a shape file.

    Args:
        text: the file's text.
        name: its name, for messages.

    Raises:
        NotationError: with file and line.
    """
    shape = Notation(name)
    parents: list[tuple[int, list[Line]]] = []
    codes: CodeList | None = None
    for number, raw in enumerate(text.splitlines(), 1):
        line, _, remark = raw.partition(" -- ")
        content = line.strip()
        if not content or content[0] == "#":
            continue
        depth = len(line) - len(line.lstrip())
        if depth == 0:
            codes, lines = _statement(shape, content, remark.strip(), number)
            parents = [(0, lines)]
        elif codes is not None:
            codes.text.append(content)
        else:
            if not parents:
                raise NotationError(f"{name}:{number}: indented line without a statement above")
            while depth <= parents[-1][0]:
                parents.pop()
            entry = _line(content, name, number)
            parents[-1][1].append(entry)
            parents.append((depth, entry.lines))
    return shape


def _statement(shape: Notation, content: str, remark: str, number: int) -> tuple[CodeList | None, list[Line]]:
    """Take a statement that begins at the margin; give what the indented lines below belong to."""
    match = _STATEMENT.match(content)
    if match is None:
        raise NotationError(f"{shape.name}:{number}: not a statement: {content}")
    kind, rest = match[1], match[2]
    if kind == "namespace":
        prefix, _, uri = rest.partition(" ")
        shape.namespaces[prefix] = uri.strip()
    elif kind == "versions":
        shape.versions = rest.split()
    elif kind == "alias":
        spelling, _, version = rest.partition("=")
        shape.aliases[spelling.strip()] = version.strip()
    elif kind == "values":
        codes = shape.values[rest] = CodeList(rest, remark)
        return codes, []
    else:
        found = _HEAD.match(rest)
        if found is None:
            raise NotationError(f"{shape.name}:{number}: not a name: {rest}")
        head = Head(found["name"], found["parameter"] or "", found["rest"], number)
        if kind == "root":
            shape.root = head
        elif kind == "type":
            shape.types[head.name] = head
        else:
            shape.elements[head.name] = head
        return None, head.lines
    return None, []


def _line(content: str, file: str, number: int) -> Line:
    if content == "any order":
        return Line(number, "")
    name = _NAME.match(content)
    count = _CARDINALITY.match(name[2]) if name else None
    tail = _TYPE.match((count[4] or "").strip()) if count else None
    if name is None or count is None or tail is None:
        raise NotationError(f"{file}:{number}: expected name, cardinality, type: {content}")
    least, most = _COUNTS[count[1]] if count[1] else (int(count[2]), int(count[3]))
    return Line(number, name[1], least, most, tail["type"] or "", tail["mark"] or "")
