"""The methods of the library, set up on a data set as a person would: an index in a file, and a searcher on it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final

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


METHODS: Final[dict[str, Callable[[Collection], AbstractContextManager[Rank]]]] = {"eportfolio, lexical": lexical}
"""Every method of the library by name."""
