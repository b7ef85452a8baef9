"""What a query asks for: its words, and for each the terms of the vocabulary that may be meant by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import sqrt
from typing import Final, NamedTuple

from .reading import RankingIndex
from .words import grams, piece_weight, stem, words

MOST_WORDS: Final = 60
"""Words of a query that are looked at."""

SENTENCE: Final = 9
"""From so many words on a query is a sentence: most of its words name nothing."""

_MOST_ALIKE: Final = 60
_LEAST_ALIKE: Final = 0.2
_CONTAINED: Final = 0.8
_PART: Final = 4
_LONGEST_LIST: Final = 4_000


class Alike(NamedTuple):
    """How alike a word of the query and a term are, each from 0 to 1.

    Attributes:
        of_label: share of the term that the word has.
        of_query: share of the word that the term has.
        likeness: both at once.
    """

    of_label: float
    of_query: float
    likeness: float


_SAME: Final = Alike(1.0, 1.0, 1.0)
_SAME_STEM: Final = Alike(0.97, 0.97, 0.97)


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a query.

    Attributes:
        word: the word.
        weight: how telling it is.
        places: where in the query it stands.
        terms: terms that may be meant, each with its likeness from 0 to 1.
    """

    word: str
    weight: float
    places: tuple[int, ...]
    terms: dict[int, Alike]


@dataclass(frozen=True, slots=True)
class Query:
    """A query, taken apart.

    Attributes:
        text: its words, joined by blanks.
        asked: its different words.
        weight: weight of all of them.
        pieces: the pieces of three letters of all its words.
        is_sentence: whether it is a sentence rather than a name.
    """

    text: str
    asked: tuple[Asked, ...]
    weight: float
    pieces: frozenset[str]
    is_sentence: bool


class QueryReader:
    """Takes queries apart; what it found out about a word is remembered.

    Args:
        index: the vocabulary.
        languages: its languages.
    """

    _REMEMBERED: Final = 5_000

    def __init__(self, index: RankingIndex, languages: Sequence[str]) -> None:
        self._index = index
        self._languages = tuple(languages)
        self._known: dict[tuple[str, str, bool], tuple[float, dict[int, Alike]]] = {}

    def read(self, text: str, language: str | None) -> Query:
        """Take a query apart.

        Args:
            text: the words of a person.
            language: their language, where it is known.
        """
        found = words(text)[:MOST_WORDS]
        is_sentence = len(found) >= SENTENCE
        places: dict[str, list[int]] = {}
        for place, word in enumerate(found):
            places.setdefault(word, []).append(place)
        asked = []
        for word, where in places.items():
            weight, terms = self._expanded(word, language or "", fuzzy=not is_sentence)
            asked.append(Asked(word, weight, tuple(where), terms))
        pieces = frozenset().union(*(grams(word) for word in places)) if places else frozenset()
        return Query(" ".join(found), tuple(asked), sum(one.weight for one in asked), pieces, is_sentence)

    def _expanded(self, word: str, language: str, *, fuzzy: bool) -> tuple[float, dict[int, Alike]]:
        key = (word, language, fuzzy)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= self._REMEMBERED:
                self._known.clear()
            known = self._known[key] = self._expand(word, language, fuzzy=fuzzy)
        return known

    def _expand(self, word: str, language: str, *, fuzzy: bool) -> tuple[float, dict[int, Alike]]:
        languages = dict.fromkeys((language, *self._languages) if language in ("", *self._languages) else (language,))
        exact = self._index.terms(dict.fromkeys([*(stem(word, one) for one in languages), word]))
        terms: dict[int, Alike] = {}
        if fuzzy or not exact:
            terms.update(self._alike(word))
        for term in exact.values():
            for other, strength in self._index.associated(term):
                if other not in terms or terms[other].likeness < strength:
                    terms[other] = Alike(strength, strength, strength)
        for form, term in exact.items():
            terms[term] = _SAME if form in (word, stem(word, language)) else _SAME_STEM
        weights = self._index.weights
        weight = min((weights[term] for term in exact.values()), default=self._index.heaviest)
        return weight, terms

    def _alike(self, word: str) -> dict[int, Alike]:
        """Terms whose words share many pieces with a word, or are a part of it, as in compounds."""
        pieces = grams(word)
        having = self._index.words_with(pieces)
        size = self._index.size_of_lexicon
        weights = {piece: piece_weight(size, len(having.get(piece, ()))) for piece in pieces}
        squares: dict[int, float] = {}
        sums: dict[int, float] = {}
        for piece, numbers in sorted(having.items(), key=lambda pair: len(pair[1])):
            weight = weights[piece]
            if len(numbers) > _LONGEST_LIST and squares:
                continue
            for number in numbers:
                squares[number] = squares.get(number, 0.0) + weight * weight
                sums[number] = sums.get(number, 0.0) + weight
        best = nlargest(_MOST_ALIKE, squares, key=squares.__getitem__)
        whole, norm = sum(weights.values()), sqrt(sum(weight * weight for weight in weights.values()))
        terms: dict[int, Alike] = {}
        for number, other, term, their_sum, their_norm in self._index.words(best):
            of_label, of_query = sums[number] / (their_sum or 1.0), sums[number] / (whole or 1.0)
            likeness = squares[number] / ((norm * their_norm) or 1.0)
            contained = (len(other) >= _PART and other in word) or of_label > _CONTAINED
            if contained or likeness > max(_LEAST_ALIKE, terms[term].likeness if term in terms else 0.0):
                terms[term] = Alike(min(of_label, 1.0), min(of_query, 1.0), min(likeness, 1.0))
        return terms
