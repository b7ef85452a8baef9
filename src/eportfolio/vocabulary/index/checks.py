"""What can be wrong with a concept scheme as a whole, found while its index is built."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sized
from typing import Final

from ...report.findings import Finding, finding
from ...report.render.batch import count
from ..concepts import BROADER, GROUP

_EXAMPLES: Final = 3
_CIRCLES: Final = 20
_SELF: Final = ("themselves", "itself")

_SETTLE: Final = """
DELETE FROM label WHERE id NOT IN (SELECT id FROM (
    SELECT id, min(id - (verified << 40)) FROM label GROUP BY concept, kind, language, text));
DELETE FROM note WHERE rowid NOT IN (SELECT min(rowid) FROM note GROUP BY concept, kind, language, text);
DELETE FROM relation WHERE rowid NOT IN (SELECT min(rowid) FROM relation GROUP BY subject, predicate, object);
DELETE FROM property WHERE rowid NOT IN (SELECT min(rowid) FROM property GROUP BY concept, name, value);
INSERT INTO link SELECT subject, predicate, uri FROM relation JOIN stub ON stub.id = object
    WHERE subject NOT IN (SELECT id FROM stub);
"""
"""Says once what a source says twice, verified where it is so once, and keeps apart what leads out of the scheme."""

_STRAY: Final = {
    "label": "SELECT uri FROM label JOIN stub ON stub.id = concept",
    "note": "SELECT uri FROM note JOIN stub ON stub.id = concept",
    "property": "SELECT uri FROM property JOIN stub ON stub.id = concept",
    "relation": "SELECT uri FROM relation JOIN stub ON stub.id = subject",
}
"""Rows about a URI that no row of the source declares as a concept."""

_REMOVE_STRAY: Final = """
DELETE FROM label WHERE concept IN (SELECT id FROM stub);
DELETE FROM note WHERE concept IN (SELECT id FROM stub);
DELETE FROM property WHERE concept IN (SELECT id FROM stub);
DELETE FROM relation WHERE subject IN (SELECT id FROM stub) OR object IN (SELECT id FROM stub);
"""

_SECOND_PREFERRED: Final = """
SELECT label.id, concept.uri, label.language, label.text FROM label JOIN concept ON concept.id = label.concept
WHERE kind = 0 AND label.id NOT IN (SELECT min(id) FROM label WHERE kind = 0 GROUP BY concept, language)
"""

_WITHOUT_LABEL: Final = "SELECT uri FROM concept WHERE id NOT IN (SELECT concept FROM label)"


def findings_of(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Settle what the tables hold, and tell what was wrong with it.

    Args:
        connection: the index being built: its tables are filled, its ``stub`` table has the URIs that were only
            spoken of.

    Yields:
        One finding for each kind of fault, with its number and some examples.
    """
    connection.executescript(_SETTLE)
    for what, query in _STRAY.items():
        uris = [row[0] for row in connection.execute(query)]
        if uris:
            yield _told(
                "unresolved-relation",
                f"{len(uris):,} of type {what} {_verb('speak', uris)} of a concept that is not there",
                uris,
            )
    connection.executescript(_REMOVE_STRAY)
    yield from _second_preferred_labels(connection)
    bare = [row[0] for row in connection.execute(_WITHOUT_LABEL)]
    if bare:
        yield _told(
            "concept-without-label",
            f"{count(len(bare), 'concept')} {_verb('have', bare)} no label in any language",
            bare,
        )
    circles = cycles(connection)
    for circle in circles[:_CIRCLES]:
        yield _told(
            "cyclic-hierarchy",
            f"{count(len(circle), 'concept')} {_verb('stand', circle)} above {_SELF[len(circle) == 1]}",
            circle,
        )
    if len(circles) > _CIRCLES:
        yield finding("cyclic-hierarchy", f"And {count(len(circles) - _CIRCLES, 'more such circle')}.")


def cycles(connection: sqlite3.Connection) -> list[list[str]]:
    """The circles of a hierarchy: concepts each of which stands above all the others, and above itself, by URI."""
    edges: dict[int, list[int]] = {}
    query = "SELECT subject, object FROM relation WHERE predicate IN (?, ?)"
    for subject, above in connection.execute(query, (BROADER, GROUP)):
        edges.setdefault(subject, []).append(above)
    names = "SELECT uri FROM concept WHERE id = ?"
    return [[connection.execute(names, (node,)).fetchone()[0] for node in circle] for circle in _circles(edges)]


def _circles(edges: dict[int, list[int]]) -> Iterator[list[int]]:
    """The strongly connected components that are more than a single node (Tarjan 1972), without recursion."""
    order: dict[int, int] = {}
    lowest: dict[int, int] = {}
    waiting: dict[int, None] = {}
    for start, first in edges.items():
        work = [] if start in order else [(start, iter(first))]
        while work:
            node, above = work[-1]
            if node not in order:
                order[node] = lowest[node] = len(order)
                waiting[node] = None
            for other in above:
                if other not in order:
                    work.append((other, iter(edges.get(other, ()))))
                    break
                if other in waiting:
                    lowest[node] = min(lowest[node], order[other])
            else:
                work.pop()
                if work:
                    lowest[work[-1][0]] = min(lowest[work[-1][0]], lowest[node])
                if lowest[node] == order[node]:
                    yield from _closed(node, waiting, edges)


def _closed(node: int, waiting: dict[int, None], edges: dict[int, list[int]]) -> Iterator[list[int]]:
    """Take a component that is complete off the stack."""
    component = []
    while node in waiting:
        component.append(waiting.popitem()[0])
    if len(component) > 1 or node in edges.get(node, ()):
        yield sorted(component)


def _second_preferred_labels(connection: sqlite3.Connection) -> Iterator[Finding]:
    """A concept has one preferred label in a language (SKOS S14): any other is kept as an alternative one."""
    second = connection.execute(_SECOND_PREFERRED).fetchall()
    if second:
        connection.executemany("UPDATE label SET kind = 1 WHERE id = ?", ((row[0],) for row in second))
        what = f"{count(len(second), 'concept')} {_verb('have', second)} a second preferred label in a language"
        examples = [f"{uri} ({text!r}, {language})" for _, uri, language, text in second]
        yield _told("duplicate-concept", f"{what}, kept as an alternative one", examples)


def _verb(verb: str, subjects: Sized) -> str:
    """A verb as it agrees with one subject or several."""
    return {"have": "has"}.get(verb, f"{verb}s") if len(subjects) == 1 else verb


def _told(name: str, what: str, examples: list[str]) -> Finding:
    shown = "; ".join(list(dict.fromkeys(examples))[:_EXAMPLES])
    more = len(set(examples)) - _EXAMPLES
    return finding(name, f"{what}: {shown}{f' and {more:,} more' if more > 0 else ''}.")
