"""Reading the tables of the ranking, each part when it is first needed."""

from __future__ import annotations

import math
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ..index.store import ConceptScheme
from .words import piece_weight


@dataclass(frozen=True, slots=True)
class Entry:
    """The labels of a concept, the preferred ones first.

    Attributes:
        concept: number of the concept in the index.
        labels: number of each label.
        terms: terms of each label, in order.
        texts: normal text of each label.
    """

    concept: int
    labels: tuple[int, ...]
    terms: tuple[tuple[int, ...], ...]
    texts: tuple[str, ...]


class RankingIndex:
    """What the index file of a scheme knows for ranking.  It may be used from several threads.

    Args:
        scheme: the scheme.
    """

    def __init__(self, scheme: ConceptScheme) -> None:
        self._scheme = scheme
        self._of_types: dict[tuple[str, ...], frozenset[int]] = {}

    @cached_property
    def weights(self) -> array[float]:
        """How telling each term is: the logarithm of how few concepts have it."""
        return self._array("weights")

    @cached_property
    def means(self) -> array[float]:
        """Mean weight of the labels of each concept, by its number."""
        return self._array("means")

    @cached_property
    def heaviest(self) -> float:
        """Weight of a term that no concept has."""
        return math.log(2 * len(self._scheme) + 2)

    @cached_property
    def piece_weights(self) -> dict[str, float]:
        """How telling each piece of three letters is."""
        size = self.size_of_lexicon
        rows = self._rows("SELECT gram, length(words) / 4 FROM gram")
        return {piece: piece_weight(size, number) for piece, number in rows}

    @cached_property
    def size_of_lexicon(self) -> int:
        """Number of words in all labels."""
        return int(self._rows("SELECT count(*) FROM word")[0][0])

    def terms(self, stems: Iterable[str]) -> dict[str, int]:
        """Numbers of the terms that are known."""
        wanted = list(stems)
        query = f"SELECT stem, id FROM term WHERE stem IN ({_marks(wanted)})"
        return dict(self._rows(query, *wanted))

    def postings(self, term: int) -> tuple[array[int], bytes, array[int]]:
        """Concepts whose labels have a term, the share of their labels that do (of 255), and those whose notes do."""
        rows = self._rows("SELECT concepts, shares, notes FROM posting WHERE term = ?", term)
        if not rows:
            return array("I"), b"", array("I")
        concepts, shares, notes = rows[0]
        return array("I", concepts), shares, array("I", notes)

    def associated(self, term: int) -> list[tuple[int, float]]:
        """Terms that stand for a term, each with its strength."""
        rows = self._rows("SELECT others, strengths FROM association WHERE term = ?", term)
        return list(zip(array("I", rows[0][0]), array("f", rows[0][1]), strict=True)) if rows else []

    def words_with(self, pieces: Collection[str]) -> dict[str, array[int]]:
        """For each piece that some word has, the numbers of those words."""
        wanted = list(pieces)
        rows = self._rows(f"SELECT gram, words FROM gram WHERE gram IN ({_marks(wanted)})", *wanted)
        return {piece: array("I", numbers) for piece, numbers in rows}

    def words(self, numbers: Collection[int]) -> list[tuple[int, str, int, float, float]]:
        """Number, word, term, and sum and norm of the weights of its pieces, for some words."""
        wanted = list(numbers)
        return self._rows(f"SELECT id, word, term, sum, norm FROM word WHERE id IN ({_marks(wanted)})", *wanted)

    def entries(self, concepts: Collection[int]) -> list[Entry]:
        """The labels of some concepts."""
        wanted = list(concepts)
        query = f"SELECT concept, labels, lengths, terms, texts FROM entry WHERE concept IN ({_marks(wanted)})"
        return [_entry(*row) for row in self._rows(query, *wanted)]

    def of_types(self, types: Collection[str]) -> frozenset[int]:
        """Numbers of the concepts of some types."""
        key = tuple(types)
        known = self._of_types.get(key)
        if known is None:
            rows = self._rows(f"SELECT id FROM concept WHERE type IN ({_marks(key)})", *key)
            known = self._of_types[key] = frozenset(row[0] for row in rows)
        return known

    def label(self, number: int) -> tuple[str, str, int, str, str, bool]:
        """URI, type, kind, text and language of a label, and whether it is verified."""
        query = (
            "SELECT concept.uri, concept.type, kind, text, language, verified FROM label"
            " JOIN concept ON concept.id = concept WHERE label.id = ?"
        )
        row: tuple[str, str, int, str, str, bool] = self._rows(query, number)[0]
        return row

    def related(self, uris: Collection[str], predicates: Collection[str]) -> dict[str, frozenset[int]]:
        """Numbers of the concepts that some concepts relate to, by what the relation means."""
        query = (
            "SELECT predicate, object FROM relation JOIN concept ON id = subject"
            f" WHERE uri IN ({_marks(uris)}) AND predicate IN ({_marks(predicates)})"
        )
        found: dict[str, set[int]] = {}
        for predicate, number in self._rows(query, *uris, *predicates):
            found.setdefault(predicate, set()).add(number)
        return {predicate: frozenset(numbers) for predicate, numbers in found.items()}

    def numbers(self, uris: Collection[str]) -> dict[str, int]:
        """Numbers of concepts by URI."""
        wanted = list(uris)
        return dict(self._rows(f"SELECT uri, id FROM concept WHERE uri IN ({_marks(wanted)})", *wanted))

    def _array(self, name: str) -> array[float]:
        return array("f", self._rows("SELECT data FROM ranking WHERE name = ?", name)[0][0])

    def _rows(self, query: str, *values: object) -> list[Any]:
        return self._scheme._rows(query, *values)


def _entry(concept: int, labels: bytes, lengths: bytes, terms: bytes, texts: str) -> Entry:
    every = array("I", terms)
    cut: list[tuple[int, ...]] = []
    at = 0
    for length in array("H", lengths):
        cut.append(tuple(every[at : at + length]))
        at += length
    return Entry(concept, tuple(array("I", labels)), tuple(cut), tuple(texts.split("\n")))


def _marks(values: Collection[object]) -> str:
    return ", ".join("?" * len(values))
