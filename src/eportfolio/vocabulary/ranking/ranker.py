"""Ranking: find concepts that share telling words with a query, then weigh what speaks for each of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from math import sqrt
from types import MappingProxyType
from typing import Final

from ..concepts import ESSENTIAL_SKILL, OPTIONAL_SKILL
from ..index.store import ConceptScheme
from .features import Candidate, Features
from .query import Asked, Query, QueryReader
from .reading import RankingIndex
from .weights import NAME, SENTENCE

CANDIDATES: Final = 40
"""Concepts that are looked at closely for a name; more change nothing."""

CANDIDATES_OF_SENTENCE: Final = 80
"""The same for a sentence."""

_OF_ANY_LABEL: Final = 0.5
_OF_MANY_LABELS: Final = 0.5
_OF_NOTES: Final = 0.3
_LENGTH: Final = 2.0
_LEAST: Final = 0.02
_PART: Final = 0.9
_SURE: Final = 0.95
_WORK: Final = 25_000
_WORK_ON_SENTENCES: Final = 60_000
_LONGEST_NOTES: Final = 3_000
_CONTEXT: Final = ((ESSENTIAL_SKILL, 0.8), (OPTIONAL_SKILL, 0.4))
"""What a skill gains when an occupation of the person needs it, in units of the reranker's sum."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A concept in a ranking.

    Attributes:
        concept: its number.
        label: number of the label that matches best.
        score: how likely it is meant, from 0 to 1.
        value: the sum behind the score.
        in_context: whether an occupation of the person needs it.
        by_words: whether its labels or notes share words with the text.
    """

    concept: int
    label: int
    score: float
    value: float
    in_context: bool = False
    by_words: bool = True


class Ranker:
    """Ranks the concepts of a scheme.  It may be used from several threads.

    Args:
        scheme: the scheme.
    """

    def __init__(self, scheme: ConceptScheme) -> None:
        self.index = RankingIndex(scheme)
        self._reader = QueryReader(self.index, scheme.languages)

    def rank(
        self,
        text: str,
        *,
        language: str | None = None,
        types: Sequence[str] = (),
        context: Sequence[str] = (),
        meant: Mapping[str, float] = MappingProxyType({}),
    ) -> list[Ranked]:
        """Concepts that a text may mean, the likeliest first.

        Args:
            text: the words of a person.
            language: their language, where it is known.
            types: only concepts of these types.
            context: URIs of the person's occupations.
            meant: likeness of meaning by URI, from another ranking; those concepts are weighed, too.
        """
        query = self._reader.read(text, language)
        weights = SENTENCE if query.is_sentence else NAME
        needed = self.index.related(context, [name for name, _ in _CONTEXT]) if context else {}
        likeness = {number: meant[uri] for uri, number in self.index.numbers(meant).items()} if meant else {}
        likest = max(likeness.values(), default=0.0)
        ranked = []
        for candidate in self.candidates(query, types, likeness):
            gain = next((gain for name, gain in _CONTEXT if candidate.concept in needed.get(name, ())), 0.0)
            value = (
                weights.value(candidate.row) + gain + weights.meaning * (likeness.get(candidate.concept, 0.0) - likest)
            )
            ranked.append((value, candidate, gain > 0))
        best = max((value for value, _, _ in ranked), default=0.0)
        found = [
            Ranked(
                candidate.concept,
                candidate.label,
                weights.score(value, best),
                value,
                in_context,
                candidate.by_words,
            )
            for value, candidate, in_context in ranked
        ]
        return sorted(found, key=lambda one: (-one.value, one.concept))

    def candidates(self, query: Query, types: Sequence[str] = (), also: Iterable[int] = ()) -> list[Candidate]:
        """The concepts that share telling words with a query, with what speaks for each."""
        retrieved, noted = self._retrieve(query)
        allowed = self.index.of_types(types) if types else None
        means = self.index.means
        pool = (
            (value / sqrt(means[concept] + _LENGTH), concept)
            for concept, value in retrieved.items()
            if allowed is None or concept in allowed
        )
        chosen = {
            concept: value
            for value, concept in nlargest(CANDIDATES_OF_SENTENCE if query.is_sentence else CANDIDATES, pool)
        }
        for concept in also:
            if concept not in chosen and (allowed is None or concept in allowed):
                chosen[concept] = retrieved.get(concept, 0.0) / sqrt(means[concept] + _LENGTH)
        features = Features(self.index, query)
        return [
            features.of(entry, chosen[entry.concept], noted.get(entry.concept, 0.0))
            for entry in self.index.entries(chosen)
            if entry.labels
        ]

    def _retrieve(self, query: Query) -> tuple[dict[int, float], dict[int, float]]:
        """Concepts by the weight of the query's words in their labels and notes; and in their notes alone."""
        found: dict[int, float] = {}
        noted: dict[int, float] = {}
        work = 0
        enough = _WORK_ON_SENTENCES if query.is_sentence else _WORK
        for asked in sorted(query.asked, key=lambda one: -one.weight):
            gained: dict[int, float] = {}
            work += self._in_labels(asked, gained)
            work += self._in_notes(asked, gained, noted)
            for concept, value in gained.items():
                found[concept] = found.get(concept, 0.0) + value
            if work > enough:
                break
        return found, noted

    def _in_labels(self, asked: Asked, gained: dict[int, float]) -> int:
        weights = self.index.weights
        work = 0
        parts: dict[int, float] = {}
        for term, alike in asked.terms.items():
            is_part = alike.of_label > _PART and alike.of_query < _PART
            most = max(alike.likeness, alike.of_query if is_part else 0.0) * min(asked.weight, weights[term])
            if most < _LEAST:
                continue
            concepts, shares, _ = self.index.postings(term)
            work += len(concepts)
            any_label, per_share = most * _OF_ANY_LABEL, most * _OF_MANY_LABELS / 255
            for concept, share in zip(concepts, shares, strict=True):
                value = any_label + per_share * share
                if is_part:
                    value = parts[concept] = parts.get(concept, 0.0) + value
                if value > gained.get(concept, 0.0):
                    gained[concept] = value
        return work

    def _in_notes(self, asked: Asked, gained: dict[int, float], noted: dict[int, float]) -> int:
        work = 0
        for term, alike in asked.terms.items():
            if alike.likeness < _SURE:
                continue
            notes = self.index.postings(term)[2]
            if len(notes) > _LONGEST_NOTES:
                continue
            work += len(notes)
            value = _OF_NOTES * asked.weight
            for concept in notes:
                gained[concept] = gained.get(concept, 0.0) + value
                noted[concept] = noted.get(concept, 0.0) + asked.weight
        return work
