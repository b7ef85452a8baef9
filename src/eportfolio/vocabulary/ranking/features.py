"""What speaks for a concept: a row of figures about how a query and the labels of the concept match."""

from __future__ import annotations

from dataclasses import dataclass
from math import log, sqrt
from typing import Final

from .query import Query
from .reading import Entry, RankingIndex
from .words import grams

FEATURES: Final = (
    "retrieved", "harmony", "of_label", "of_query", "both", "preferred_of_label", "preferred_of_query",
    "preferred_both", "of_notes", "of_all_labels", "letters", "preferred_letters", "ordered_letters", "pieces",
    "preferred_pieces", "unmatched", "together", "number_of_labels", "label_length", "is_preferred",
)  # fmt: skip
"""The figures in their order: shares of weight, likeness of letters, and the like."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A concept that may be meant.

    Attributes:
        concept: its number.
        label: number of the label that matches best.
        row: the figures, in the order of :data:`FEATURES`.
    """

    concept: int
    label: int
    row: tuple[float, ...]

    @property
    def by_words(self) -> bool:
        """Whether labels or notes share words with the query."""
        return self.row[FEATURES.index("of_all_labels")] > 0 or self.row[FEATURES.index("of_notes")] > 0


class Features:
    """Computes the figures for one query.

    Args:
        index: the vocabulary.
        query: the query.
    """

    def __init__(self, index: RankingIndex, query: Query) -> None:
        from rapidfuzz import fuzz

        self._ratio = fuzz.ratio
        self._weights = index.weights
        self._piece_weights = index.piece_weights
        unknown = log(1 + index.size_of_lexicon)
        self._norm = sqrt(sum(self._piece_weights.get(piece, unknown) ** 2 for piece in query.pieces))
        self._query = query
        self._sorted = " ".join(sorted(query.text.split()))
        self._by_term: dict[int, list[tuple[float, float, int]]] = {}
        for number, asked in enumerate(query.asked):
            for term, alike in asked.terms.items():
                self._by_term.setdefault(term, []).append((alike.of_label, alike.of_query, number))

    def of(self, entry: Entry, retrieved: float, of_notes: float) -> Candidate:
        """The figures of a concept.

        Args:
            entry: its labels.
            retrieved: how well it matched when it was found.
            of_notes: weight of the query that its notes have.
        """
        query = self._query
        whole = query.weight or 1.0
        best = preferred = (-1.0, 0.0, 0.0, 0.0, 0)
        covered = [0.0] * len(query.asked)
        for number, terms in enumerate(entry.terms):
            matched = self._match(terms, number, covered)
            if number == 0:
                preferred = matched
            if matched[0] > best[0]:
                best = matched
        number = best[4]
        text = entry.texts[number]
        row = (
            retrieved / whole, max(best[0], 0.0), best[1], best[2], best[1] * best[2],
            preferred[1], preferred[2], preferred[1] * preferred[2], of_notes / whole,
            sum(asked.weight * share for asked, share in zip(query.asked, covered, strict=True)) / whole,
            self._ratio(self._sorted, " ".join(sorted(text.split()))) / 100,
            self._ratio(self._sorted, " ".join(sorted(entry.texts[0].split()))) / 100,
            self._ratio(query.text, text) / 100,
            self._pieces(text), self._pieces(entry.texts[0]) if number else self._pieces(text),
            best[3], self._together(entry.terms[number]), log(1 + len(entry.labels)), log(1 + len(entry.terms[number])),
            1.0 if number == 0 else 0.0,
        )  # fmt: skip
        return Candidate(entry.concept, entry.labels[number], row)

    def _match(
        self, terms: tuple[int, ...], number: int, covered: list[float]
    ) -> tuple[float, float, float, float, int]:
        """How label and query cover each other: harmonic mean, share of the label, of the query, weight left over."""
        weights, by_term = self._weights, self._by_term
        of_words: dict[int, float] = {}
        total = matched = 0.0
        for term in terms:
            weight = weights[term]
            total += weight
            best = 0.0
            for of_term, of_word, asked in by_term.get(term, ()):
                best = max(best, of_term)
                of_words[asked] = min(1.0, of_words.get(asked, 0.0) + of_word)
            matched += weight * best
        of_query = 0.0
        for asked, share in of_words.items():
            of_query += self._query.asked[asked].weight * share
            covered[asked] = max(covered[asked], share)
        of_query /= self._query.weight or 1.0
        of_label = matched / total if total else 0.0
        mean = 2 * of_label * of_query / (of_label + of_query) if of_label and of_query else 0.0
        return mean, of_label, of_query, total - matched, number

    def _pieces(self, text: str) -> float:
        """Likeness of the pieces of three letters of a label and of the query: the cosine of their weights."""
        weights, mine = self._piece_weights, self._query.pieces
        squares = common = 0.0
        for piece in frozenset().union(*(grams(word) for word in text.split())):
            square = weights.get(piece, 0.0) ** 2
            squares += square
            if piece in mine:
                common += square
        return common / (sqrt(squares) * self._norm or 1.0)

    def _together(self, terms: tuple[int, ...]) -> float:
        """How close to each other the words of a label stand in the query: 1 when nothing is between them."""
        where = [self._query.asked[max(found)[2]].places for term in terms if (found := self._by_term.get(term))]
        if len(where) < 2:
            return 1.0 if where and len(terms) == 1 else 0.0
        narrowest = min(
            max(near := [min(places, key=lambda place: abs(place - start)) for places in where]) - min(near) + 1
            for start in where[0]
        )
        return min(1.0, len(where) / narrowest)
