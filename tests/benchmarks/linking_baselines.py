"""Lexical baselines, as they are usually set up: TF-IDF over characters or words with cosine, and Okapi BM25.

Weights follow scikit-learn's ``TfidfVectorizer`` (smooth idf, l2) and Robertson's BM25 (k1 1.5, b 0.75).  ``numpy`` is
needed, which the library itself is not in need of.  A concept is ranked by its best label, or by one document that
joins its labels (and, where said, its description).
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from .linking_data import Collection, Query
from .linking_measures import DEPTH, Ranking

_WORD: Final = re.compile(r"\b\w\w+\b")


def words(text: str) -> list[str]:
    """Words of two letters and more, in lower case."""
    return _WORD.findall(text.lower())


def characters(text: str, shortest: int = 2, longest: int = 4) -> list[str]:
    """Runs of characters within words, each word between blanks (``char_wb`` of scikit-learn)."""
    found = []
    for word in text.lower().split():
        padded = f" {word} "
        for length in range(shortest, longest + 1):
            found += [padded[i : i + length] for i in range(max(1, len(padded) - length + 1))]
            if length >= len(padded):
                break
    return found


@dataclass(slots=True)
class _Postings:
    """Weights by term: numbers of documents beside their weights."""

    lists: dict[str, tuple[Any, Any]]
    idf: dict[str, float]
    size: int


def _index(documents: Iterable[str], analyse: Callable[[str], list[str]], weigh: Callable[..., Any]) -> _Postings:
    import numpy as np

    numbers: dict[str, array[int]] = {}
    counts: dict[str, array[int]] = {}
    lengths = array("I")
    for number, document in enumerate(documents):
        terms = Counter(analyse(document))
        lengths.append(sum(terms.values()))
        for term, count in terms.items():
            numbers.setdefault(term, array("I")).append(number)
            counts.setdefault(term, array("I")).append(count)
    size = len(lengths)
    lists = {t: (np.array(n, dtype=np.int64), np.array(counts[t], dtype=np.float64)) for t, n in numbers.items()}
    frequency = {term: len(ids) for term, (ids, _) in lists.items()}
    idf = weigh(lists, frequency, np.array(lengths, dtype=np.float64), size)
    return _Postings(lists, idf, size)


def _tfidf(lists: dict[str, Any], frequency: dict[str, int], lengths: Any, size: int) -> dict[str, float]:
    import numpy as np

    idf = {term: float(np.log((1 + size) / (1 + df)) + 1) for term, df in frequency.items()}
    norms = np.zeros(size)
    for term, (ids, counts) in lists.items():
        np.multiply(counts, idf[term], out=counts)
        norms[ids] += counts**2
    norms = np.sqrt(np.maximum(norms, 1e-12))
    for ids, counts in lists.values():
        np.divide(counts, norms[ids], out=counts)
    return idf


def _bm25(lists: dict[str, Any], frequency: dict[str, int], lengths: Any, size: int) -> dict[str, float]:
    import numpy as np

    k1, b = 1.5, 0.75
    damping = k1 * (1 - b + b * lengths / lengths.mean())
    for term, (ids, counts) in lists.items():
        idf = float(np.log(1 + (size - frequency[term] + 0.5) / (frequency[term] + 0.5)))
        counts[:] = idf * counts * (k1 + 1) / (counts + damping[ids])
    return dict.fromkeys(lists, 1.0)


class Baseline:
    """A lexical ranking over a data set.

    Args:
        collection: what is indexed.
        analyse: text to terms.
        weigh: turns counts into weights in place, and gives the weight of a term in a query.
        documents: ``labels`` ranks a concept by its best label, ``joined`` by all its labels in one document (the
            preferred one twice, which serves the baselines), ``described`` by that and its description.
    """

    def __init__(
        self,
        collection: Collection,
        analyse: Callable[[str], list[str]],
        weigh: Callable[..., dict[str, float]],
        documents: str,
    ) -> None:
        import numpy as np

        self._analyse, self._counts_terms = analyse, weigh is _tfidf
        self._uris = [entry.uri for entry in collection.entries]
        owners, texts = [], []
        for number, entry in enumerate(collection.entries):
            labels = [text for _, _, text in entry.labels]
            joined = [" ".join([labels[0], *labels, entry.description if documents == "described" else ""])]
            for text in labels if documents == "labels" else joined:
                owners.append(number)
                texts.append(text)
        self._starts = np.flatnonzero(np.diff(np.array(owners), prepend=-1))
        self._postings = _index(texts, analyse, weigh)

    def rank(self, query: Query) -> Ranking:
        """URIs with scores, best first; those that share no term with the query are left out."""
        import numpy as np

        scores = np.zeros(self._postings.size)
        for term, count in Counter(self._analyse(query.text)).items():
            if term in self._postings.lists:
                ids, weights = self._postings.lists[term]
                scores[ids] += weights * (count if self._counts_terms else 1) * self._postings.idf[term]
        best = np.maximum.reduceat(scores, self._starts)
        order = np.argsort(-best, kind="stable")[:DEPTH]
        return [(self._uris[i], float(best[i])) for i in order if best[i] > 0]


def _kinds(
    name: str, analyse: Callable[[str], list[str]], weigh: Callable[..., Any]
) -> dict[str, Callable[..., Baseline]]:
    suffixes = {"labels": "best label", "joined": "labels joined", "described": "labels and description joined"}
    return {
        f"{name}, {suffix}": lambda collection, kind=kind: Baseline(collection, analyse, weigh, kind)
        for kind, suffix in suffixes.items()
    }


BASELINES: Final[dict[str, Callable[[Collection], Baseline]]] = {
    **_kinds("char TF-IDF 2-4", characters, _tfidf),
    **_kinds("word TF-IDF", words, _tfidf),
    **_kinds("BM25", words, _bm25),
}
"""Every baseline by name."""
