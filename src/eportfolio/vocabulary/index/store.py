"""Looking up in an index: read-only, without load time, from any thread or process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from ..concepts import BROADER, GROUP, LABEL_KINDS, MEMBER_OF, Label, Note, Relation, SchemeConcept, SchemeDescription
from ..languages import conventional_case
from ..normalise import digest, fold, normal_key
from .file import IndexFile
from .layout import APPLICATION_ID, LAYOUT_VERSION

_CONCEPT: Final = "SELECT id, uri, type, notation, status, modified, replaced_by FROM concept"
_SHARING: Final = 100
_LABEL: Final = (
    "SELECT concept.uri, concept.type, label.kind, label.language, label.text, label.verified"
    " FROM label JOIN concept ON concept.id = label.concept"
)


class ConceptScheme(IndexFile):
    """A concept scheme of one version, in an index file that is never written to.

    It may be used from several threads, and in child processes: each has a connection of its own.

    Args:
        path: the index file.

    Raises:
        VocabularyDamagedError: the file is no complete index.
        VocabularyNewerError: it was written by a newer release.
    """

    KIND = "a vocabulary"
    APPLICATION_ID = APPLICATION_ID
    LAYOUT_VERSION = LAYOUT_VERSION

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.description: SchemeDescription = self._meta("description", _description)
        self.languages: tuple[str, ...] = self._meta("languages", tuple)

    def __len__(self) -> int:
        return int(self.counts()["concept"])

    def __contains__(self, uri_or_notation: object) -> bool:
        return isinstance(uri_or_notation, str) and self._id(uri_or_notation) is not None

    def __repr__(self) -> str:
        return f"ConceptScheme({self.description.name} {self.description.version})"

    def counts(self) -> dict[str, int]:
        """Number of concepts by ``type:…``, of relations by ``relation:…``, and of rows by table."""
        counts: dict[str, int] = self._meta("counts")
        return counts

    def facts(self) -> dict[str, Any]:
        """What the importer kept about the scheme as a whole, such as the files that were missing."""
        facts: dict[str, Any] = self._meta("facts")
        return facts

    def get(self, uri_or_notation: str) -> SchemeConcept | None:
        """The concept of a URI or a notation; ``None`` when there is none, or when several share the notation."""
        number = self._id(uri_or_notation)
        return None if number is None else self._concept(self._rows(f"{_CONCEPT} WHERE id = ?", number)[0])

    def find(self, uri_or_notation: str) -> tuple[SchemeConcept, ...]:
        """The concept of a URI, else those of a notation: some schemes give one to several concepts."""
        rows = self._rows(f"{_CONCEPT} WHERE uri = ?", uri_or_notation)
        if not rows and uri_or_notation:
            query = f"{_CONCEPT} WHERE notation = ? AND notation <> '' ORDER BY id LIMIT {_SHARING}"
            rows = self._rows(query, uri_or_notation)
        return tuple(map(self._concept, rows))

    def has_notations(self) -> bool:
        """Whether any concept has a code; the levels of national frameworks, for instance, have none."""
        return bool(self._rows("SELECT 1 FROM concept WHERE notation <> '' LIMIT 1"))

    def concepts(self, type: str | None = None) -> Iterator[SchemeConcept]:  # noqa: A002 - the word of the field
        """All concepts, or those of a type, in the order of the source."""
        preferred: dict[int, dict[str, str]] = {}
        for number, language, text in self._each("SELECT concept, language, text FROM label WHERE kind = 0"):
            preferred.setdefault(number, {})[language] = text
        where, values = ("WHERE type = ?", (type,)) if type else ("", ())
        for row in self._each(f"{_CONCEPT} {where} ORDER BY id", *values):
            yield _scheme_concept(row, preferred.get(row[0], {}))

    def labels(self, concept: str | None = None, *, language: str | None = None) -> Iterator[Label]:
        """Labels of a concept (URI or notation), or of all; in a language, or in all."""
        wheres: list[str] = []
        values: list[Any] = []
        if concept is not None:
            wheres.append("label.concept = ?")
            values.append(self._id(concept))
        if language is not None:
            wheres.append("label.language = ?")
            values.append(conventional_case(language))
        where = f" WHERE {' AND '.join(wheres)}" if wheres else ""
        return (
            _label(row) for row in self._each(f"{_LABEL}{where} ORDER BY label.concept, label.kind, label.id", *values)
        )

    def exact(self, text: str, *, language: str | None = None, types: Sequence[str] = ()) -> tuple[Label, ...]:
        """Labels that say the same, blind to case, white space and the form of Unicode; preferred ones first.

        Args:
            text: the words to look for.
            language: only labels in this language.
            types: only concepts of these types.
        """
        folded = fold(text)
        return tuple(
            label for label in self._labels_by("folded", folded, language, types) if fold(label.text) == folded
        )

    def normalised(self, text: str, *, language: str | None = None, types: Sequence[str] = ()) -> tuple[Label, ...]:
        """Labels that differ only in accents, punctuation, number or spelling variant; preferred ones first.

        Args:
            text: the words to look for.
            language: only labels in this language.
            types: only concepts of these types.
        """
        return tuple(self._labels_by("normal", normal_key(text, language), language, types))

    def broader(self, uri: str) -> tuple[str, ...]:
        """URIs of the concepts right above, groups not among them."""
        return tuple(relation.object for relation in self.relations(uri, BROADER))

    def narrower(self, uri: str) -> tuple[str, ...]:
        """URIs of the concepts right below; below a group, its members."""
        return tuple(r.subject for p in (BROADER, GROUP) for r in self.relations(uri, p, inverse=True))

    def groups(self, uri: str) -> tuple[str, ...]:
        """URIs of the grouping nodes right above."""
        return tuple(relation.object for relation in self.relations(uri, GROUP))

    def members(self, collection: str) -> tuple[str, ...]:
        """URIs of the members of a collection."""
        return tuple(relation.subject for relation in self.relations(collection, MEMBER_OF, inverse=True))

    def top_concepts(self) -> Iterator[SchemeConcept]:
        """The concepts that stand below nothing, but for collections."""
        query = (
            f"{_CONCEPT} WHERE type <> 'collection'"
            " AND id NOT IN (SELECT subject FROM relation WHERE predicate IN (?, ?)) ORDER BY id"
        )
        for row in self._rows(query, BROADER, GROUP):
            yield self._concept(row)

    def relations(self, uri: str, predicate: str | None = None, *, inverse: bool = False) -> tuple[Relation, ...]:
        """Relations of a concept.

        Args:
            uri: the concept (URI or notation).
            predicate: only those of a meaning, such as ``essential_skill``.
            inverse: those that lead to the concept instead of those that start from it.
        """
        number = self._id(uri)
        if number is None:
            return ()
        near, far = ("object", "subject") if inverse else ("subject", "object")
        only, values = ("AND predicate = ?", (number, predicate)) if predicate else ("", (number,))
        query = f"SELECT predicate, uri FROM relation JOIN concept ON id = {far} WHERE {near} = ? {only}"
        rows = self._rows(f"{query} ORDER BY relation.rowid", *values)
        if not inverse:
            rows += self._rows(f"SELECT predicate, target FROM link WHERE concept = ? {only}", *values)
        here = self._rows("SELECT uri FROM concept WHERE id = ?", number)[0][0]
        return tuple(Relation(other, p, here) if inverse else Relation(here, p, other) for p, other in rows)

    def linked_from(self, target: str) -> tuple[Relation, ...]:
        """Relations that lead out of the scheme to a URI, such as mapping relations."""
        query = "SELECT uri, predicate FROM link JOIN concept ON id = concept WHERE target = ?"
        return tuple(Relation(subject, predicate, target) for subject, predicate in self._rows(query, target))

    def notes(self, uri: str, *, language: str | None = None) -> tuple[Note, ...]:
        """Definitions, descriptions and remarks of a concept."""
        number = self._id(uri)
        only, values = ("AND language = ?", (number, conventional_case(language))) if language else ("", (number,))
        rows = self._rows(f"SELECT kind, language, text FROM note WHERE concept = ? {only} ORDER BY rowid", *values)
        return tuple(Note(*row) for row in rows)

    def properties(self, uri: str) -> dict[str, tuple[str, ...]]:
        """Plain values of a concept by name."""
        found: dict[str, tuple[str, ...]] = {}
        query = "SELECT name, value FROM property WHERE concept = ? ORDER BY rowid"
        for name, value in self._rows(query, self._id(uri)):
            found[name] = (*found.get(name, ()), value)
        return found

    def having(self, name: str, value: str) -> tuple[str, ...]:
        """URIs of the concepts that have a plain value, such as a code of another classification."""
        query = "SELECT uri FROM property JOIN concept ON id = concept WHERE name = ? AND value = ? ORDER BY id"
        return tuple(row[0] for row in self._rows(query, name, value))

    def all_notes(self) -> Iterator[tuple[str, Note]]:
        """Every note, in the order of the concepts."""
        query = "SELECT uri, kind, language, text FROM note JOIN concept ON id = concept ORDER BY id, note.rowid"
        return ((uri, Note(*rest)) for uri, *rest in self._each(query))

    def all_relations(self) -> Iterator[Relation]:
        """Every relation, those that lead out of the scheme included, in the order of the concepts."""
        query = (
            "SELECT uri, predicate, target FROM ("
            "SELECT subject, predicate, uri AS target, 0 AS away, relation.rowid AS place"
            " FROM relation JOIN concept ON id = object"
            " UNION ALL SELECT concept, predicate, target, 1, rowid FROM link"
            ") JOIN concept ON id = subject ORDER BY id, away, place"
        )
        for row in self._each(query):
            yield Relation(*row)

    def pairs(self, predicate: str, type: str) -> Iterator[tuple[str, str]]:  # noqa: A002 - the word of the field
        """URIs that a relation of one meaning joins, in the order of the concepts that it starts from.

        Args:
            predicate: what the relation means, such as ``essential_skill``.
            type: type of the concepts that it starts from.
        """
        query = (
            "SELECT one.uri, other.uri FROM concept AS one JOIN relation ON subject = one.id AND predicate = ?"
            " JOIN concept AS other ON other.id = object WHERE one.type = ? ORDER BY one.id, relation.rowid"
        )
        yield from self._each(query, predicate, type)

    def all_properties(self) -> Iterator[tuple[str, str, str]]:
        """Every plain value, in the order of the concepts: URI, name, value."""
        yield from self._each(
            "SELECT uri, name, value FROM property JOIN concept ON id = concept ORDER BY id, property.rowid"
        )

    def _id(self, uri_or_notation: str) -> int | None:
        rows = self._rows("SELECT id FROM concept WHERE uri = ?", uri_or_notation)
        if not rows and uri_or_notation:
            rows = self._rows("SELECT id FROM concept WHERE notation = ? AND notation <> '' LIMIT 2", uri_or_notation)
        return rows[0][0] if len(rows) == 1 else None

    def _concept(self, row: Sequence[Any]) -> SchemeConcept:
        labels = dict(self._rows("SELECT language, text FROM label WHERE concept = ? AND kind = 0", row[0]))
        return _scheme_concept(row, labels)

    def _labels_by(self, column: str, form: str, language: str | None, types: Sequence[str]) -> Iterator[Label]:
        if not form:
            return
        tag = language if language is None else conventional_case(language)
        query = f"{_LABEL} WHERE label.{column} = ? ORDER BY label.kind, label.verified DESC, label.id"
        for row in self._rows(query, digest(form)):
            if (tag is None or row[3] == tag) and (not types or row[1] in types):
                yield _label(row)


def _label(row: Sequence[Any]) -> Label:
    uri, kind_of_concept, kind, language, text, verified = row
    return Label(uri, kind_of_concept, LABEL_KINDS[kind], language, text, bool(verified))


def _scheme_concept(row: Sequence[Any], labels: dict[str, str]) -> SchemeConcept:
    _, uri, kind, notation, status, modified, replaced_by = row
    return SchemeConcept(uri, kind, notation, status, modified, replaced_by, labels)


def _description(values: dict[str, Any]) -> SchemeDescription:
    lists: dict[str, Any] = {key: tuple(value) for key, value in values.items() if isinstance(value, list)}
    return SchemeDescription(**(values | lists))
