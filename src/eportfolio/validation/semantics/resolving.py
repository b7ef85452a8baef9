"""Looking up a person's link to a concept: what the URI means, and what the code means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from ...model import Concept
from ...vocabulary import countries, languages
from ...vocabulary.codestatus import CodeStatus
from ...vocabulary.concepts import SchemeConcept
from .belonging import Home, namespace_of
from .known import Known
from .nace import look_up_nace
from .resolved import Resolved, State

_NEIGHBOURS: Final[Mapping[str, tuple[str, ...]]] = {
    "isced-f": ("isced-97-fields",),
    "isced-97-fields": ("isced-f",),
    "isced-2011": ("isced-97-levels",),
    "isced-97-levels": ("isced-2011",),
    "isco-08": ("isco-88",),
    "isco-88": ("isco-08",),
}
"""Vocabularies that are taken for each other."""

_STATES: Final[Mapping[CodeStatus, State]] = {
    CodeStatus.CURRENT: State.FOUND,
    CodeStatus.WITHDRAWN: State.WITHDRAWN,
    CodeStatus.UNKNOWN: State.UNKNOWN,
}

_REGISTERED: Final[Mapping[str, Callable[[str], CodeStatus]]] = {
    "countries": countries.status,
    "languages": languages.status,
}
"""Lists of codes whose registry is asked rather than an index: it also knows what was withdrawn."""


class Resolver:
    """Looks concepts up, each once.

    Args:
        known: the vocabularies.
    """

    def __init__(self, known: Known) -> None:
        self._known = known
        self._done: dict[tuple[str, str, str], Resolved] = {}

    def resolve(self, concept: Concept) -> Resolved:
        """Look a concept up."""
        key = (concept.uri or "", concept.scheme or "", concept.notation or "")
        found = self._done.get(key)
        if found is None:
            found = self._done[key] = self._resolve(*key)
        return found

    def _resolve(self, uri: str, scheme: str, notation: str) -> Resolved:
        belonging = self._known.belonging
        named = belonging.of_scheme(scheme) if scheme else None
        home = self._home(uri, named) if uri else None
        concept, uri_state = self._by_uri(home, uri)
        coded, code_state = self._by_code(named, notation if scheme else "")
        elsewhere = None
        if named is not None and code_state in (State.UNKNOWN, State.UNCHECKED):
            elsewhere = next((other for other in self._neighbours(named) if self._known.by_code(other, notation)), None)
        missing: Home | str = ""
        if uri_state is State.UNCHECKED:
            missing = home or (scheme if scheme and named is None else namespace_of(uri))
        elif code_state is State.UNCHECKED and elsewhere is None:
            missing = named or scheme
        return Resolved(home, named, uri_state, code_state, concept, coded, elsewhere, missing)

    def _home(self, uri: str, named: Home | None) -> Home | None:
        """The vocabulary of a URI: by how it begins, else the one that is named, else one that has it."""
        home = self._known.belonging.of_uri(uri) or named
        if home is not None:
            return home
        return next((other for other in self._known.installed if self._known.by_uri(other, uri)), None)

    def _by_uri(self, home: Home | None, uri: str) -> tuple[SchemeConcept | None, State]:
        if not uri:
            return None, State.ABSENT
        concept = self._known.by_uri(home, uri) if home is not None else None
        if concept is not None:
            return concept, State.FOUND
        complete = home is not None and self._known.is_complete(home)
        return None, State.UNKNOWN if complete else State.UNCHECKED

    def _by_code(self, named: Home | None, code: str) -> tuple[SchemeConcept | None, State]:
        if not code:
            return None, State.ABSENT
        if named is None:
            return None, State.UNCHECKED
        if named.name in _REGISTERED:
            return None, _STATES[_REGISTERED[named.name](code)]
        if named.name == "nace":
            return look_up_nace(self._known, named, code)
        concepts = self._known.by_code(named, code)
        if concepts:
            return concepts[0] if len(concepts) == 1 else None, State.FOUND
        sure = self._known.is_complete(named) and self._known.has_codes(named)
        return None, State.UNKNOWN if sure else State.UNCHECKED

    def _neighbours(self, named: Home) -> Iterator[Home]:
        for name in _NEIGHBOURS.get(named.name, ()):
            yield Home(name)
