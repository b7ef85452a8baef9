"""What look-up is measured beside: other ways of finding a label, each set up as it usually is.

Every peer is given pairs of URI and label, and answers with the URI of one label: the equal one, or the most alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol

Pairs = Sequence[tuple[str, str]]

_WORD: Final = re.compile(r"\w+")


class Peer(Protocol):
    """A way of finding labels."""

    def exact(self, text: str) -> str | None:
        """URI of a label that is equal to a text."""

    def ranked(self, text: str) -> str | None:
        """URI of the label that is most like a text, ``None`` when none is."""


class Rapidfuzz:
    """Every label is compared with the text: ``process.extractOne`` with its own scorer (WRatio)."""

    def __init__(self, pairs: Pairs) -> None:
        from rapidfuzz import fuzz, process, utils

        self._extract, self._equal, self._prepared = process.extractOne, fuzz.ratio, utils.default_process
        self._uris = [uri for uri, _ in pairs]
        self._labels = [self._prepared(label) for _, label in pairs]

    def exact(self, text: str) -> str | None:
        found = self._extract(self._prepared(text), self._labels, scorer=self._equal, score_cutoff=100)
        return self._uris[found[2]] if found else None

    def ranked(self, text: str) -> str | None:
        found = self._extract(self._prepared(text), self._labels)
        return self._uris[found[2]] if found else None


class FullText:
    """SQLite's full-text search alone: the labels in memory, any word of the text, the best ten by bm25."""

    def __init__(self, pairs: Pairs) -> None:
        import sqlite3

        self._connection = sqlite3.connect(":memory:")
        self._connection.execute("CREATE VIRTUAL TABLE label USING fts5 (uri UNINDEXED, text, tokenize = 'unicode61')")
        self._connection.executemany("INSERT INTO label VALUES (?, ?)", pairs)

    def exact(self, text: str) -> str | None:
        rows = self._found([" ".join(_WORD.findall(text))], "")
        return next((uri for uri, label in rows if label.casefold() == text.casefold()), None)

    def ranked(self, text: str) -> str | None:
        return next((uri for uri, _ in self._found(_WORD.findall(text), "ORDER BY bm25(label) LIMIT 10")), None)

    def _found(self, phrases: Sequence[str], order: str) -> list[Any]:
        query = " OR ".join(f'"{phrase}"' for phrase in phrases) or '""'
        return self._connection.execute(f"SELECT uri, text FROM label WHERE label MATCH ? {order}", (query,)).fetchall()


class Sparql:
    """A graph of rdflib, read from N-Triples and asked in SPARQL: label equality, or a label that contains a word."""

    def __init__(self, pairs: Pairs) -> None:
        import rdflib

        self._literal = rdflib.Literal
        name = rdflib.SKOS.altLabel
        lines = (f"<{uri}> {name.n3()} {rdflib.Literal(label).n3()} .\n" for uri, label in pairs)
        self._graph = rdflib.Graph().parse(data="".join(lines), format="nt")
        self._equal = f"SELECT ?uri ?text WHERE {{ ?uri {name.n3()} ?text }}"
        self._holds = f"SELECT ?uri ?text WHERE {{ ?uri {name.n3()} ?text FILTER CONTAINS(LCASE(?text), ?word) }}"

    def exact(self, text: str) -> str | None:
        rows: Any = self._graph.query(self._equal, initBindings={"text": self._literal(text)})
        return next((str(row[0]) for row in rows), None)

    def ranked(self, text: str) -> str | None:
        word = max(_WORD.findall(text.lower()), key=len, default="")
        rows: Any = self._graph.query(self._holds, initBindings={"word": self._literal(word)})
        return min(((len(str(row[1])), str(row[0])) for row in rows), default=(0, None))[1]


PEERS: Final[dict[str, Callable[[Pairs], Peer]]] = {
    "SQLite FTS5, bm25": FullText,
    "rapidfuzz extractOne": Rapidfuzz,
    "rdflib, SPARQL": Sparql,
}
"""Every peer by name."""
