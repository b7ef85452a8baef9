"""All that a scheme says of a concept, one concept after the other, at the price of one pass over its index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Generic, TypeVar

from .concepts import Label, Note, SchemeConcept
from .index.store import ConceptScheme

_Said = TypeVar("_Said")


@dataclass(frozen=True, slots=True)
class ConceptRecord:
    """A concept with everything that is said of it.

    Attributes:
        concept: URI, type, notation, status, date, successor.
        labels: its labels, preferred ones first.
        notes: definitions, descriptions, remarks.
        relations: predicate and URI of the other concept, in this scheme or another.
        properties: name and value.
    """

    concept: SchemeConcept
    labels: tuple[Label, ...]
    notes: tuple[Note, ...]
    relations: tuple[tuple[str, str], ...]
    properties: tuple[tuple[str, str], ...]


def records(scheme: ConceptScheme) -> Iterator[ConceptRecord]:
    """Every concept of a scheme with all that is said of it, in the order of the source."""
    labels = _Sorted((label.uri, label) for label in scheme.labels())
    notes = _Sorted(scheme.all_notes())
    relations = _Sorted((one.subject, (one.predicate, one.object)) for one in scheme.all_relations())
    properties = _Sorted((uri, (name, value)) for uri, name, value in scheme.all_properties())
    for concept in scheme.concepts():
        uri = concept.uri
        yield ConceptRecord(concept, labels.of(uri), notes.of(uri), relations.of(uri), properties.of(uri))


class _Sorted(Generic[_Said]):
    """Statements that come in the order of the concepts, taken concept by concept."""

    def __init__(self, statements: Iterable[tuple[str, _Said]]) -> None:
        self._groups = groupby(statements, key=itemgetter(0))
        self._uri = ""
        self._waiting: tuple[_Said, ...] = ()

    def of(self, uri: str) -> tuple[_Said, ...]:
        if not self._waiting:
            following = next(self._groups, None)
            if following is None:
                return ()
            self._uri, self._waiting = following[0], tuple(said for _, said in following[1])
        if self._uri != uri:
            return ()
        taken, self._waiting = self._waiting, ()
        return taken
