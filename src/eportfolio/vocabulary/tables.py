r"""Concept tables: the plain text form in which concept schemes ship with the package.

A table is UTF-8 text, bare or compressed (``.tsv``, ``.tsv.gz``, ``.tsv.xz``).  Lines ``# key: value`` describe the
scheme, one line names the columns, and each further line is a concept.  Several values in one cell are joined by
`` | ``; ``\t``, ``\n``, ``\\`` and ``\|`` stand for the characters themselves.

===========================================================  ==========================================================
``notation``, ``uri``                                        one of them at least; a template in the head makes the URI
``type``, ``status``, ``modified``, ``replaced_by``          as in :class:`.concepts.SchemeConcept`
``label@LANG``, ``alternative@LANG``, ``hidden@LANG``        labels; nothing behind ``@`` when they have no language
``unverified@LANG`` and ``_label``, ``_hidden`` behind it    labels that no official source confirms
``definition@LANG``, ``scope_note@LANG`` ...                 notes of the known kinds, and ``note:KIND@LANG`` of others
``broader``, ``group``, ``related``, ``exact_match`` ...     relations, by URI or notation, and ``relation:NAME``
``property:NAME``                                            plain values
===========================================================  ==========================================================
"""

from __future__ import annotations

import gzip
import lzma
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, cast

from ..report.errors import UnreadableError, UnsafeError
from ..sources.json import load_json
from .concepts import (
    BROADER,
    ESSENTIAL_SKILL,
    GROUP,
    MATCHES,
    MEMBER_OF,
    NOTE_KINDS,
    OPTIONAL_SKILL,
    LabelKind,
    SchemeDescription,
)
from .errors import VocabularySourceError
from .index.builder import IndexBuilder

Cells = Mapping[str, tuple[str, ...]]
"""One row: values by column; a column without a value is not there."""

SUFFIXES: Final = (".tsv", ".tsv.gz", ".tsv.xz")

_LABELS: Final[Mapping[str, tuple[LabelKind, bool]]] = {
    "label": ("preferred", True),
    "alternative": ("alternative", True),
    "hidden": ("hidden", True),
    "unverified": ("alternative", False),
    "unverified_label": ("preferred", False),
    "unverified_hidden": ("hidden", False),
}
RELATIONS: Final = (BROADER, GROUP, MEMBER_OF, "related", *MATCHES, ESSENTIAL_SKILL, OPTIONAL_SKILL)
"""The columns that lead to other concepts."""

_LINE: Final = 8 << 20
"""The longest line of a table, in characters."""

_INFLATED: Final = 512 << 20
"""The longest table, in characters, whatever its compressed size."""

_PLAIN: Final = ("notation", "uri", "type", "status", "modified", "replaced_by")
_REPEATED: Final = ("source", "note")
_NOTE: Final = "note:"
_ESCAPES: Final = {"t": "\t", "n": "\n", "\\": "\\", "|": "|"}
_ESCAPE = re.compile(r"\\(.)")
_SPECIAL = re.compile(r"[\\|\t\n]")
_BREAK = re.compile(r"\s*[\t\r\n]\s*")
_SEPARATOR = re.compile(r" (?<!\\)\| ")


@dataclass(frozen=True, slots=True)
class Table:
    """A concept scheme as rows.

    Attributes:
        description: what the scheme says of itself.
        rows: its concepts.
        uri_template: how a concept's URI follows from its notation; empty when each row has a URI.
        type: type of the concepts that name none.
        facts: what is known of the scheme as a whole.
    """

    description: SchemeDescription
    rows: tuple[Cells, ...]
    uri_template: str = ""
    type: str = "concept"
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Header:
    values: dict[str, str] = field(default_factory=dict)
    repeated: dict[str, list[str]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    line: int = 0


def read_table(path: Path) -> Table:
    """Read a concept table.

    Args:
        path: the file; its name ends in one of :data:`SUFFIXES`.

    Raises:
        VocabularySourceError: it is no concept table; the message names the line.
        UnreadableError: it cannot be opened, is cut off, or is no UTF-8.
        UnsafeError: it would need unbounded memory.
    """
    lines = _lines(path)
    header = _header(lines, path)
    rows = tuple(_row(line, number, header, path) for number, line in lines if line.strip())
    values = header.values
    facts = load_json(values["facts"].encode()) if "facts" in values else {}
    return Table(
        description=_description(header, path),
        rows=rows,
        uri_template=values.get("uri_template", ""),
        type=values.get("type", "concept"),
        facts=facts if isinstance(facts, dict) else {},
    )


def read_description(path: Path) -> SchemeDescription:
    """What a concept table says of its scheme; the rows are not read.

    Raises:
        VocabularySourceError: it is no concept table.
        UnreadableError: it cannot be opened, is cut off, or is no UTF-8.
    """
    return _description(_header(_lines(path), path), path)


def feed(table: Table, builder: IndexBuilder) -> None:
    """Put the concepts of a table into an index.

    Raises:
        VocabularySourceError: a row has neither URI nor notation, or names a notation that no row has.
    """
    for key, fact in table.facts.items():
        builder.describe(key, fact)
    uris = _by_notation(table)
    for row in table.rows:  # before any relation, so that concepts keep the order of the rows
        plain = {name: row[name][0] for name in _PLAIN if name in row and name != "uri"}
        plain["type"] = plain.get("type", table.type)
        if "replaced_by" in plain:
            plain["replaced_by"] = _target(plain["replaced_by"], uris, table)
        builder.concept(_uri(row, table), **plain)
    for row in table.rows:
        uri = _uri(row, table)
        for further in row.get("replaced_by", ())[1:]:
            builder.relation(uri, "replaced_by", _target(further, uris, table))
        for column, values in row.items():
            _feed_cell(builder, uri, column, values, lambda value: _target(value, uris, table))


def write_table(table: Table, header: Iterable[tuple[str, str]], columns: Iterable[str]) -> Iterator[str]:
    """The lines of a concept table, with line ends.

    Args:
        table: what to write.
        header: keys and values of the header lines, in order.
        columns: the columns in order; values of rows in other columns are not written.
    """
    return write_rows(table.rows, header, columns)


def write_rows(rows: Iterable[Cells], header: Iterable[tuple[str, str]], columns: Iterable[str]) -> Iterator[str]:
    """The lines of a concept table whose rows come one after the other; see :func:`write_table`."""
    names = tuple(columns)
    yield from (f"# {key}: {_BREAK.sub(' ', value).strip()}\n" for key, value in header)
    yield "\t".join(map(_escaped, names)) + "\n"
    for row in rows:
        yield "\t".join(" | ".join(map(_escaped, row.get(name, ()))) for name in names) + "\n"


def open_text(path: Path) -> IO[str]:
    """Open a table for reading as text, compressed or not."""
    if path.suffix == ".xz":
        return cast("IO[str]", lzma.open(path, "rt", encoding="utf-8", newline="\n"))
    if path.suffix == ".gz":
        return cast("IO[str]", gzip.open(path, "rt", encoding="utf-8", newline="\n"))
    return path.open(encoding="utf-8", newline="\n")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a table with their numbers; whatever can go wrong with its bytes is told in words."""
    read = number = 0
    try:
        with open_text(path) as stream:
            while line := stream.readline(_LINE):
                number, read = number + 1, read + len(line)
                if (len(line) == _LINE and not line.endswith("\n")) or read > _INFLATED:
                    raise UnsafeError("limit-exceeded", f"{path.name}, line {number} is too long.", line=number)
                yield number, line
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "wrong-encoding", f"{path.name} is not UTF-8: {error.reason}, after line {number}.", line=number + 1
        ) from None
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        why = getattr(error, "strerror", None) or error
        raise UnreadableError("file-not-readable", f"{path.name} cannot be read: {why}.") from None


def _feed_cell(
    builder: IndexBuilder, uri: str, column: str, values: tuple[str, ...], target: Callable[[str], str]
) -> None:
    name, at, language = column.partition("@")
    kind, _, detail = column.partition(":")
    if kind == "property":
        for value in values:
            builder.property(uri, detail, value)
    elif kind == "relation" or column in RELATIONS:
        for value in values:
            builder.relation(uri, detail or column, target(value))
    elif at and name in _LABELS:
        label_kind, verified = _LABELS[name]
        for value in values:
            builder.label(uri, label_kind, language, value, verified=verified)
    elif at:
        for value in values:
            builder.note(uri, name.removeprefix(_NOTE), language, value)


def _header(lines: Iterator[tuple[int, str]], path: Path) -> _Header:
    header = _Header()
    for header.line, line in lines:
        text = line.rstrip("\n")
        if not text.startswith("#"):
            header.columns = tuple(map(_unescaped, text.split("\t")))
            break
        key, colon, value = text[1:].partition(":")
        if colon and key.strip() in _REPEATED:
            header.repeated.setdefault(key.strip(), []).append(value.strip())
        elif colon:
            header.values[key.strip()] = value.strip()
    unknown = [column for column in header.columns if not is_column(column)]
    if not header.columns or unknown:
        what = f"there is no column {unknown[0]!r}" if unknown else "it has no row of columns"
        raise VocabularySourceError("vocabulary-source", f"{path.name} is no concept table: {what}.", line=header.line)
    return header


def is_column(column: str) -> bool:
    """Whether a table can have a column of this name."""
    if column.startswith(("property:", "relation:")) or column in _PLAIN or column in RELATIONS:
        return True
    name, at, _ = column.partition("@")
    return bool(at) and (name in _LABELS or name in NOTE_KINDS or name.startswith(_NOTE))


def _description(header: _Header, path: Path) -> SchemeDescription:
    values = header.values
    missing = [key for key in ("name", "version", "uri", "title") if not values.get(key)]
    if missing:
        raise VocabularySourceError(
            "vocabulary-source", f"{path.name} is no concept table: its head does not say {', '.join(missing)}.", line=1
        )
    return SchemeDescription(
        name=values["name"], version=values["version"], uri=values["uri"], title=values["title"],
        official=values.get("official", "yes") != "no", sources=tuple(header.repeated.get("source", ())),
        date=values.get("date", ""), licence=values.get("licence", ""), attribution=values.get("attribution", ""),
        notes=tuple(header.repeated.get("note", ())),
    )  # fmt: skip


def _row(line: str, number: int, header: _Header, path: Path) -> Cells:
    cells = line.rstrip("\n").split("\t")
    if len(cells) != len(header.columns):
        raise VocabularySourceError(
            "vocabulary-source",
            f"{path.name}, line {number} has {len(cells)} cells, not {len(header.columns)}.",
            line=number,
        )
    return {name: _values(cell) for name, cell in zip(header.columns, cells, strict=True) if cell}


def _values(cell: str) -> tuple[str, ...]:
    parts = _SEPARATOR.split(cell) if " | " in cell else (cell,)
    return tuple(map(_unescaped, parts)) if "\\" in cell else tuple(parts)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), text) if "\\" in text else text


def _escaped(value: str) -> str:
    return _SPECIAL.sub(lambda match: "\\" + {"\t": "t", "\n": "n"}.get(match[0], match[0]), value)


def _by_notation(table: Table) -> dict[str, str]:
    """The URI of each notation; empty where several concepts share one."""
    uris: dict[str, str] = {}
    for row in table.rows:
        if "notation" in row:
            uri = _uri(row, table)
            if uris.setdefault(row["notation"][0], uri) != uri:
                uris[row["notation"][0]] = ""
    return uris


def _uri(row: Cells, table: Table) -> str:
    if "uri" in row:
        return row["uri"][0]
    if "notation" not in row or "{notation}" not in table.uri_template:
        what = "neither a URI nor a notation" if "notation" not in row else "no URI, and no template that makes one"
        raise VocabularySourceError(
            "vocabulary-source", f"A concept of {table.description.name} has {what}: {dict(row)}."
        )
    return table.uri_template.replace("{notation}", row["notation"][0])


def _target(value: str, uris: Mapping[str, str], table: Table) -> str:
    if uris.get(value):
        return uris[value]
    if ":" in value and value not in uris:
        return value
    which = "several rows have" if value in uris else "no row has"
    raise VocabularySourceError(
        "vocabulary-source", f"{table.description.name} relates to the notation {value!r}, which {which}.", value=value
    )
