"""The methods of the library, set up on a data set as a person would: an index in a file, and a searcher on it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.index.store import ConceptScheme

from .linking_data import Collection, Query
from .linking_measures import DEPTH, Ranking

Rank = Callable[[Query], Ranking]


@contextmanager
def indexed(collection: Collection) -> Iterator[ConceptScheme]:
    """An index of a data set in a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "benchmark.sqlite"
        description = SchemeDescription(collection.name, "1", "https://example.org/benchmark", collection.about)
        with IndexBuilder(description, path) as builder:
            for entry in collection.entries:
                builder.concept(entry.uri, entry.type)
                for kind, language, text in entry.labels:
                    builder.label(entry.uri, kind, language, text)
                builder.note(entry.uri, "description", entry.labels[-1][1], entry.description)
            builder.finish()
        with ConceptScheme(path) as scheme:
            yield scheme


@contextmanager
def lexical(collection: Collection) -> Iterator[Rank]:
    """The library without any extra."""
    from eportfolio.vocabulary.search import Searcher

    with indexed(collection) as scheme:
        searcher = Searcher(scheme)

        def rank(query: Query) -> Ranking:
            found = searcher.search(query.text, language=query.language, limit=DEPTH)
            return [(proposal.uri, proposal.score) for proposal in found]

        yield rank


@contextmanager
def semantic(collection: Collection) -> Iterator[Rank]:
    """The library with the extra ``semantic``: its index of meanings is built first, which takes minutes for ESCO."""
    from eportfolio.vocabulary.search import Searcher
    from eportfolio.vocabulary.semantic import SemanticIndex

    with indexed(collection) as scheme:
        searcher = Searcher(scheme, semantic=SemanticIndex.open(scheme))

        def rank(query: Query) -> Ranking:
            found = searcher.search(query.text, language=query.language, limit=DEPTH)
            return [(proposal.uri, proposal.score) for proposal in found]

        yield rank


Method = Callable[[Collection], AbstractContextManager[Rank]]


def methods() -> dict[str, Method]:
    """Every method of the library by name; that of the extra ``semantic`` where it is installed."""
    from eportfolio.vocabulary.semantic import available

    by_words: dict[str, Method] = {"eportfolio, lexical": lexical}
    return {**by_words, "eportfolio, with [semantic]": semantic} if available() else by_words
