"""Writing what ranking needs into the index file of a scheme, once all its labels are there."""

from __future__ import annotations

import math
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Final

from .association import associations
from .words import grams, piece_weight, stem, words

RANKING_TABLES: Final = """
CREATE TABLE ranking (name TEXT PRIMARY KEY, data BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE term (stem TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE posting (term INTEGER PRIMARY KEY, concepts BLOB NOT NULL, shares BLOB NOT NULL, notes BLOB NOT NULL);
CREATE TABLE association (term INTEGER PRIMARY KEY, others BLOB NOT NULL, strengths BLOB NOT NULL);
CREATE TABLE word (
    id INTEGER PRIMARY KEY, word TEXT NOT NULL, term INTEGER NOT NULL, sum REAL NOT NULL, norm REAL NOT NULL);
CREATE TABLE gram (gram TEXT PRIMARY KEY, words BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    concept INTEGER PRIMARY KEY, labels BLOB NOT NULL, lengths BLOB NOT NULL, terms BLOB NOT NULL, texts TEXT NOT NULL);
"""
"""``posting`` has for each term the concepts whose labels have it, the share of the labels that do (of 255), and the
concepts whose notes have it; ``word.sum`` and ``word.norm`` are those of the weights of its pieces; ``entry`` has
the labels of a concept: ids, number of terms, the terms, normal texts.
"""

_FULL: Final = 255
_MOST_NOTE_WORDS: Final = 400
_MOST_LABEL_WORDS: Final = 400


@dataclass(slots=True)
class _Concept:
    """The labels of a concept: id, language, terms and normal text of each; and the terms of its notes."""

    labels: list[tuple[int, str, tuple[int, ...], str]] = field(default_factory=list)
    notes: set[int] = field(default_factory=set)


def write_ranking(connection: sqlite3.Connection) -> None:
    """Fill the tables of the ranking from those of the labels and notes.

    Args:
        connection: the index being built; inside a transaction or not.
    """
    connection.executescript(RANKING_TABLES + "BEGIN;")
    terms: dict[str, int] = {}
    lexicon: dict[str, int] = {}
    concepts = dict(_read(connection, terms, lexicon))
    number = (connection.execute("SELECT max(id) FROM concept").fetchone()[0] or 0) + 1
    frequency = _write_postings(connection, concepts, len(terms))
    known = len(concepts)
    weights = array("f", (math.log(1 + (known - n + 0.5) / (n + 0.5)) for n in frequency))
    connection.executemany("INSERT INTO term VALUES (?, ?)", terms.items())
    _write_lexicon(connection, lexicon)
    _write_entries(connection, concepts, weights, number)
    _write_associations(connection, concepts)
    connection.execute("INSERT INTO ranking VALUES ('weights', ?)", (weights.tobytes(),))
    connection.execute("COMMIT")


def _read(
    connection: sqlite3.Connection, terms: dict[str, int], lexicon: dict[str, int]
) -> Iterator[tuple[int, _Concept]]:
    concepts: dict[int, _Concept] = {}
    query = "SELECT concept, id, language, text FROM label ORDER BY concept, kind, verified DESC, id"
    for concept, rows in groupby(connection.execute(query), key=lambda row: row[0]):
        made = concepts.setdefault(concept, _Concept())
        for _, label, language, text in rows:
            bare = words(text)[:_MOST_LABEL_WORDS]
            found = tuple(_term(word, language, terms, lexicon) for word in bare)
            if found:
                made.labels.append((label, language, found, " ".join(bare)))
    for concept, language, text in connection.execute("SELECT concept, language, text FROM note"):
        of_note = words(text)[:_MOST_NOTE_WORDS]
        concepts.setdefault(concept, _Concept()).notes.update(
            terms.setdefault(stem(word, language), len(terms)) for word in of_note
        )
    yield from concepts.items()


def _term(word: str, language: str, terms: dict[str, int], lexicon: dict[str, int]) -> int:
    term = terms.setdefault(stem(word, language), len(terms))
    lexicon.setdefault(word, term)
    return term


def _write_postings(connection: sqlite3.Connection, concepts: dict[int, _Concept], number: int) -> list[int]:
    """Write which concepts have a term; returns in how many concepts each term is."""
    having: list[list[tuple[int, int]]] = [[] for _ in range(number)]
    noting: list[list[int]] = [[] for _ in range(number)]
    for concept, made in concepts.items():
        for term, share in _shares(made).items():
            having[term].append((concept, share))
        for term in made.notes:
            noting[term].append(concept)
    connection.executemany(
        "INSERT INTO posting VALUES (?, ?, ?, ?)",
        (
            (
                term,
                array("I", (concept for concept, _ in having[term])).tobytes(),
                bytes(share for _, share in having[term]),
                array("I", noting[term]).tobytes(),
            )
            for term in range(number)
        ),
    )
    return [len(having[term]) or len(noting[term]) for term in range(number)]


def _shares(made: _Concept) -> dict[int, int]:
    """For each term of a concept, the share of its labels that have it, in the language where that is largest."""
    in_language = Counter(language for _, language, _, _ in made.labels)
    counts: Counter[tuple[str, int]] = Counter()
    for _, language, found, _ in made.labels:
        counts.update((language, term) for term in set(found))
    shares: dict[int, int] = {}
    for (language, term), count in counts.items():
        shares[term] = max(shares.get(term, 0), round(_FULL * count / in_language[language]))
    return shares


def _write_lexicon(connection: sqlite3.Connection, lexicon: dict[str, int]) -> None:
    pieces: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(lexicon):
        for piece in grams(word):
            pieces[piece].append(number)
    weights = {piece: piece_weight(len(lexicon), len(numbers)) for piece, numbers in pieces.items()}
    rows = []
    for number, (word, term) in enumerate(lexicon.items()):
        of_word = [weights[piece] for piece in grams(word)]
        rows.append((number, word, term, sum(of_word), math.sqrt(sum(weight * weight for weight in of_word))))
    connection.executemany("INSERT INTO word VALUES (?, ?, ?, ?, ?)", rows)
    connection.executemany(
        "INSERT INTO gram VALUES (?, ?)",
        ((piece, array("I", numbers).tobytes()) for piece, numbers in pieces.items()),
    )


def _write_entries(
    connection: sqlite3.Connection, concepts: dict[int, _Concept], weights: array[float], number: int
) -> None:
    means = array("f", bytes(4 * number))
    for concept, made in concepts.items():
        distinct = list(
            {(found, text): (label, found, text) for label, _, found, text in reversed(made.labels)}.values()
        )
        distinct.reverse()
        if distinct:
            means[concept] = sum(sum(weights[term] for term in found) for _, found, _ in distinct) / len(distinct)
        connection.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
            (
                concept,
                array("I", (label for label, _, _ in distinct)).tobytes(),
                array("H", (len(found) for _, found, _ in distinct)).tobytes(),
                array("I", (term for _, found, _ in distinct for term in found)).tobytes(),
                "\n".join(text for _, _, text in distinct),
            ),
        )
    connection.execute("INSERT INTO ranking VALUES ('means', ?)", (means.tobytes(),))


def _write_associations(connection: sqlite3.Connection, concepts: dict[int, _Concept]) -> None:
    def by_language() -> Iterator[list[frozenset[int]]]:
        for made in concepts.values():
            labels: defaultdict[str, list[frozenset[int]]] = defaultdict(list)
            for _, language, found, _ in made.labels:
                labels[language].append(frozenset(found))
            yield from (some for some in labels.values() if len(some) > 1)

    connection.executemany(
        "INSERT INTO association VALUES (?, ?, ?)",
        (
            (
                term,
                array("I", (other for other, _ in others)).tobytes(),
                array("f", (strength for _, strength in others)).tobytes(),
            )
            for term, others in associations(by_language()).items()
        ),
    )
