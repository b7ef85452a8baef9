"""Statements in N-Quads: read into terms that are written in the one canonical way.

RDF 1.1 N-Quads, section 4 (grammar); RDF Dataset Canonicalization (RDFC-1.0), section 5 (canonical form).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from ...report.errors import UnreadableError, UnsafeError
from ...sources.limits import Limits

_STRING: Final = "<http://www.w3.org/2001/XMLSchema#string>"

_IRI: Final = r'<[^<>"{}|^`\x00-\x20]*>'
_BLANK: Final = r"_:[^\s<>\"]+"
_LITERAL: Final = rf'"(?:[^"\\\n\r]|\\.)*"(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^{_IRI})?'
_STATEMENT: Final = re.compile(
    rf"[ \t]*({_IRI}|{_BLANK})[ \t]*({_IRI})[ \t]*({_IRI}|{_BLANK}|{_LITERAL})(?:[ \t]*({_IRI}|{_BLANK}))?[ \t]*\."
    r"[ \t]*(?:#.*)?"
)
_NOTHING: Final = re.compile(r"[ \t]*(?:#.*)?")

_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SHORT: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f", '"': '"', "'": "'", "\\": "\\"}
_WRITTEN: Final = {
    **{chr(code): f"\\u{code:04X}" for code in (*range(0x20), 0x7F)},
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_TO_ESCAPE: Final = re.compile(r'[\x00-\x1f\x7f"\\]')
_SPECIAL: Final = re.compile(r"[\x00-\x1f\x7f\\]")


class Quad(NamedTuple):
    """A statement, each term in its canonical spelling.

    Attributes:
        subject: what it is about: ``<address>`` or ``_:blank``.
        predicate: the property: ``<address>``.
        object: the value: ``<address>``, ``_:blank`` or a literal.
        graph: the graph that it stands in; nothing for the default graph.
    """

    subject: str
    predicate: str
    object: str
    graph: str


def parse(text: str, limits: Limits) -> list[Quad]:
    """The statements of a text, each once, in the order in which they come.

    Args:
        text: N-Quads.
        limits: the safety limits; ``file_bytes`` bounds the text, ``nodes`` the statements.

    Raises:
        UnsafeError: it goes beyond a limit.
        UnreadableError: it is no N-Quads.
    """
    if len(text) > limits.file_bytes:
        raise UnsafeError("limit-exceeded", f"The statements are longer than {limits.file_bytes} (limit file_bytes).")
    if not text.isascii():
        _refuse_surrogates(text)
    lines = re.split(r"[\r\n]+", text)
    if len(lines) > limits.nodes:
        raise UnsafeError("limit-exceeded", f"There are more than {limits.nodes} statements (limit nodes).")
    found: dict[Quad, None] = {}
    for number, line in enumerate(lines, 1):
        match = _STATEMENT.fullmatch(line)
        if match is not None:
            subject, predicate, value, graph = match.groups("")
            found[Quad(_term(subject), _term(predicate), _term(value), _term(graph))] = None
        elif not _NOTHING.fullmatch(line):
            raise _unreadable(number)
    return list(found)


def written(quad: Quad, name: Callable[[str], str]) -> str:
    """The canonical line of a statement.

    Args:
        quad: the statement.
        name: what a blank node is called there.
    """
    subject = name(quad.subject) if quad.subject.startswith("_:") else quad.subject
    value = name(quad.object) if quad.object.startswith("_:") else quad.object
    if not quad.graph:
        return f"{subject} {quad.predicate} {value} .\n"
    graph = name(quad.graph) if quad.graph.startswith("_:") else quad.graph
    return f"{subject} {quad.predicate} {value} {graph} .\n"


def _term(text: str) -> str:
    """A term in its canonical spelling (RDFC-1.0, section 5)."""
    if text.startswith('"'):
        value, _, suffix = text[1:].rpartition('"')
        suffix = "" if suffix == f"^^{_STRING}" else suffix
        return f'"{_spelt(value)}"{_plain(suffix)}'
    return _plain(text)


def _spelt(value: str) -> str:
    if not _SPECIAL.search(value):
        return value
    return _TO_ESCAPE.sub(lambda found: _WRITTEN[found[0]], _plain(value))


def _plain(text: str) -> str:
    """A text without escapes."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code is None:
        if found[3] not in _SHORT:
            raise _unreadable()
        return _SHORT[found[3]]
    number = int(code, 16)
    if number > 0x10FFFF or 0xD800 <= number <= 0xDFFF:
        raise _unreadable()
    return chr(number)


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _unreadable() from None


def _unreadable(line: int | None = None) -> UnreadableError:
    where = "The statements" if line is None else f"Line {line} of the statements"
    return UnreadableError("invalid-value", f"{where} cannot be written as N-Quads (RDF 1.1 N-Quads, section 4).")
