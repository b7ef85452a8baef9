"""Building an index: fed concept by concept, checked as a whole, and put in place in one step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from ...report.findings import Finding, finding
from ...report.render.batch import count
from ..concepts import LABEL_KINDS, LabelKind, SchemeDescription
from ..languages import conventional_case
from ..normalise import digest, fold, normal_key
from ..ranking.writing import write_ranking
from .checks import findings_of
from .file import NewIndexFile, Writing
from .layout import INDEXES, TABLES
from .store import ConceptScheme

_BATCH: Final = 20_000
_CONFLICTS: Final = 100
_FIELDS: Final = ("type", "notation", "status", "modified", "replaced_by")
_DEFAULTS: Final = {"type": "concept", "status": "released"}


@dataclass(slots=True)
class Built:
    """What became of a build.

    Attributes:
        path: the index file.
        counts: number of concepts by type, and of labels, relations and so on under their plural.
        findings: what was wrong with the source without stopping the build.
    """

    path: Path
    counts: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    """A concept on its way into the index."""

    id: int
    declared: bool = False
    values: dict[str, str] = field(default_factory=dict)


class IndexBuilder:
    """Feeds one new index file; an old file of that name stays until :meth:`finish` has put the new one in its place.

    Used as a context manager: leaving it without :meth:`finish` removes what was built so far.  Two builders of the
    same file do not disturb each other; the last one to finish counts.

    Args:
        description: what the scheme says of itself.
        target: where the index goes; its folder is made.

    Raises:
        UsageError: the folder cannot be written to, or the disk is full.
    """

    def __init__(self, description: SchemeDescription, target: Path) -> None:
        self.description = description
        self.target = target
        self._file = NewIndexFile(target, TABLES)
        self._rows: dict[str, _Row] = {}
        self._facts: dict[str, Any] = {}
        self._conflicts: list[Finding] = []
        self._number_of_conflicts = 0
        self._waiting: dict[str, list[tuple[Any, ...]]] = {}

    def __enter__(self) -> Self:
        self._file.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def concept(
        self,
        uri: str,
        type: str = "concept",  # noqa: A002 - the word of the field
        *,
        notation: str = "",
        status: str = "released",
        modified: str = "",
        replaced_by: str = "",
    ) -> None:
        """Add a concept, or fill what was empty in one that is there; what contradicts becomes a finding."""
        row = self._row(uri)
        row.declared = True
        for name, value in zip(_FIELDS, (type, notation, status, modified, replaced_by), strict=True):
            known = row.values.get(name, "")
            if not known or known == _DEFAULTS.get(name):
                row.values[name] = value or known
            elif value and value not in (known, _DEFAULTS.get(name)):
                self._number_of_conflicts += 1
                if self._number_of_conflicts <= _CONFLICTS:
                    message = f"{uri} is there twice, with {name} {known!r} and {value!r}."
                    self._conflicts.append(finding("duplicate-concept", message, value=uri))

    def label(self, uri: str, kind: LabelKind, language: str, text: str, *, verified: bool = True) -> None:
        """Add a label to a concept; a blank text is none."""
        if text and not text.isspace():
            language = conventional_case(language)
            folded, normal = digest(fold(text)), digest(normal_key(text, language))
            row = (self._row(uri).id, LABEL_KINDS.index(kind), language, text, int(verified), folded, normal)
            self._add("label (concept, kind, language, text, verified, folded, normal)", row)

    def note(self, uri: str, kind: str, language: str, text: str) -> None:
        """Add a definition, description or remark to a concept; a blank text is none."""
        if text and not text.isspace():
            self._add(
                "note (concept, kind, language, text)", (self._row(uri).id, kind, conventional_case(language), text)
            )

    def relation(self, subject: str, predicate: str, object: str) -> None:  # noqa: A002 - the word of the field
        """Add a relation; its object may be a concept of this scheme that comes later, or one of another scheme."""
        self._add("relation (subject, predicate, object)", (self._row(subject).id, predicate, self._row(object).id))

    def property(self, uri: str, name: str, value: str) -> None:
        """Add a plain value to a concept, such as its reuse level or a code of another classification."""
        if value:
            self._add("property (concept, name, value)", (self._row(uri).id, name, value))

    def describe(self, key: str, value: Any) -> None:
        """Keep a fact about the scheme as a whole, such as the files that were missing; any JSON value."""
        self._facts[key] = value

    def copy(self, scheme: ConceptScheme, *, without_languages: Iterable[str] = ()) -> None:
        """Take over everything that another index holds, but for the labels and notes in some languages."""
        dropped = frozenset(without_languages)
        for concept in scheme.concepts():
            self.concept(
                concept.uri, concept.type, notation=concept.notation, status=concept.status,
                modified=concept.modified, replaced_by=concept.replaced_by,
            )  # fmt: skip
        for label in scheme.labels():
            if label.language not in dropped:
                self.label(label.uri, label.kind, label.language, label.text, verified=label.verified)
        for uri, note in scheme.all_notes():
            if note.language not in dropped:
                self.note(uri, note.kind, note.language, note.text)
        for relation in scheme.all_relations():
            self.relation(relation.subject, relation.predicate, relation.object)
        for uri, name, value in scheme.all_properties():
            self.property(uri, name, value)

    def finish(self) -> Built:
        """Check the whole, write what look-up needs, and put the index in place.

        Returns:
            Where it is, what it holds, and what was wrong with the source.

        Raises:
            UsageError: the disk is full, or the folder cannot be written to; the old index is as it was.
        """
        connection = self._file.connection
        with Writing(self.target):
            self._flush()
            self._write_concepts(connection)
            findings = [*self._conflicts, *self._further_conflicts(), *findings_of(connection)]
            connection.executescript(INDEXES)
            write_ranking(connection)
            counts = _counts(connection)
            self._write_meta(connection, counts)
        self._file.put_in_place(ConceptScheme)
        return Built(self.target, counts, findings)

    def _further_conflicts(self) -> Iterator[Finding]:
        further = self._number_of_conflicts - len(self._conflicts)
        if further:
            yield finding("duplicate-concept", f"And {count(further, 'more such contradiction')}.")

    def _row(self, uri: str) -> _Row:
        row = self._rows.get(uri)
        if row is None:
            row = self._rows[uri] = _Row(len(self._rows) + 1)
        return row

    def _add(self, table: str, row: tuple[Any, ...]) -> None:
        waiting = self._waiting.setdefault(table, [])
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        connection = self._file.connection
        with Writing(self.target):
            for table, rows in self._waiting.items():
                if rows:
                    marks = ", ".join("?" * len(rows[0]))
                    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
                    rows.clear()

    def _write_concepts(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "INSERT INTO concept VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (row.id, uri, *(row.values.get(name, "") for name in _FIELDS))
                for uri, row in self._rows.items()
                if row.declared
            ),
        )
        connection.execute("CREATE TEMP TABLE stub (id INTEGER PRIMARY KEY, uri TEXT)")
        connection.executemany(
            "INSERT INTO stub VALUES (?, ?)",
            ((row.id, uri) for uri, row in self._rows.items() if not row.declared),
        )

    def _write_meta(self, connection: sqlite3.Connection, counts: dict[str, int]) -> None:
        languages = [row[0] for row in connection.execute("SELECT DISTINCT language FROM label ORDER BY 1")]
        meta = {"description": asdict(self.description), "languages": languages, "counts": counts, "facts": self._facts}
        connection.executemany(
            "INSERT INTO meta VALUES (?, ?)",
            ((key, json.dumps(value, ensure_ascii=False)) for key, value in meta.items()),
        )


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    """Figures of an index: concepts by type, and rows by table."""
    by_type = connection.execute("SELECT type, count(*) FROM concept GROUP BY type ORDER BY type")
    counts = {f"type:{name}": number for name, number in by_type}
    by_predicate = connection.execute("SELECT predicate, count(*) FROM relation GROUP BY predicate ORDER BY predicate")
    counts |= {f"relation:{name}": number for name, number in by_predicate}
    for table in ("concept", "label", "note", "relation", "link", "property"):
        counts[table] = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return counts
