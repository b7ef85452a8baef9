"""Writing a concept scheme to a file: as SKOS, or as a concept table."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, Literal

from .concepts import NOTE_KINDS, LabelKind
from .index.store import ConceptScheme
from .records import ConceptRecord, records
from .skos.triples import triples_of
from .skos.writing import SUFFIXES, Syntax, write
from .tables import RELATIONS, Cells, write_rows

Form = Literal["turtle", "rdfxml", "jsonld", "ntriples", "table"]

FORMS: Final[tuple[Form, ...]] = ("turtle", "rdfxml", "jsonld", "ntriples", "table")
"""The forms in which a scheme can be written."""

_COMPRESSED: Final = {".gz": lambda data: gzip.compress(data, mtime=0), ".xz": lzma.compress}
_LABEL_COLUMNS: Final[dict[tuple[LabelKind, bool], str]] = {
    ("preferred", True): "label",
    ("alternative", True): "alternative",
    ("hidden", True): "hidden",
    ("preferred", False): "unverified_label",
    ("alternative", False): "unverified",
    ("hidden", False): "unverified_hidden",
}
_FIRST: Final = ("notation", "uri", "type", "status", "modified", "replaced_by")
_NAMES: Final = (*_FIRST, *_LABEL_COLUMNS.values(), *NOTE_KINDS, "note:", *RELATIONS, "relation:", "property:")
"""How columns begin, in the order in which they stand."""


def form_of(path: str) -> Form | None:
    """The form that the ending of a file's name tells; ``None`` when it tells none."""
    name = Path(path)
    bare = Path(name.stem) if name.suffix.lower() in _COMPRESSED else name
    if bare.suffix.lower() == ".tsv":
        return "table"
    syntax = SUFFIXES.get(name.suffix.lower())
    return None if syntax is None else syntax.value


def export(scheme: ConceptScheme, out: IO[bytes], form: Form, *, compressed: str = "") -> None:
    """Write a whole scheme; everything that its index holds is in it.

    Args:
        scheme: what to write.
        out: where the bytes go.
        form: one of :data:`FORMS`.
        compressed: ``.gz`` or ``.xz`` for a compressed table.

    Raises:
        RefusedError: RDF cannot carry something that a table can; the message names it.
    """
    if form != "table":
        write(triples_of(scheme), out, Syntax(form))
    elif compressed:
        out.write(_COMPRESSED[compressed]("".join(table_lines(scheme)).encode()))
    else:
        for line in table_lines(scheme):
            out.write(line.encode())


def table_lines(scheme: ConceptScheme) -> Iterator[str]:
    """The lines of a scheme as a concept table (:mod:`eportfolio.vocabulary.tables`)."""
    found = {column for record in records(scheme) for column in _cells(record)}
    return write_rows((_cells(record) for record in records(scheme)), _header(scheme), sorted(found, key=_place))


def _header(scheme: ConceptScheme) -> Iterator[tuple[str, str]]:
    said = scheme.description
    yield from (("name", said.name), ("version", said.version), ("uri", said.uri), ("title", said.title))
    yield from (("source", source) for source in said.sources)
    for key, value in (("date", said.date), ("licence", said.licence), ("attribution", said.attribution)):
        if value:
            yield key, value
    yield "official", "yes" if said.official else "no"
    yield from (("note", note) for note in said.notes)
    if scheme.facts():
        yield "facts", json.dumps(scheme.facts(), ensure_ascii=False)


def _cells(record: ConceptRecord) -> Cells:
    """A row: values by column."""
    concept = record.concept
    cells: dict[str, list[str]] = {"uri": [concept.uri]}
    for column in _FIRST:
        value = getattr(concept, column)
        if value and value != {"type": "concept", "status": "released"}.get(column):
            cells[column] = [value]
    for label in record.labels:
        cells.setdefault(f"{_LABEL_COLUMNS[label.kind, label.verified]}@{label.language}", []).append(label.text)
    for note in record.notes:
        kind = note.kind if note.kind in NOTE_KINDS else f"note:{note.kind}"
        cells.setdefault(f"{kind}@{note.language}", []).append(note.text)
    for predicate, other in record.relations:
        column = predicate if predicate in RELATIONS else f"relation:{predicate}"
        cells.setdefault(column, []).append(other)
    for name, value in record.properties:
        cells.setdefault(f"property:{name}", []).append(value)
    return {column: tuple(values) for column, values in cells.items()}


def _place(column: str) -> tuple[int, bool, str]:
    """Where a column stands: kind by kind, English before the other languages."""
    begin, colon, _ = column.partition(":")
    name, _, language = column.partition("@")
    number = _NAMES.index(begin + colon if colon and begin in ("note", "relation", "property") else name)
    return number, language != "en", column
