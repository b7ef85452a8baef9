"""The vocabularies that are there, asked for concepts: what was looked up once is not looked up again."""

from __future__ import annotations

from functools import cached_property
from typing import Final, NamedTuple

from ...report.errors import UnreadableError
from ...report.findings import Finding
from ...vocabulary.concepts import SchemeConcept
from ...vocabulary.index.store import ConceptScheme
from ...vocabulary.library import Available, Vocabularies
from ...vocabulary.normalise import fold
from .belonging import Belonging, Home

_SAME: Final = "exact_match"


class Labels(NamedTuple):
    """The labels of a concept.

    Attributes:
        texts: the labels, blind to case and white space.
        languages: the languages that there are labels in, without script and region.
    """

    texts: frozenset[str]
    languages: frozenset[str]


class Known:
    """Look-up across vocabularies.

    Args:
        vocabularies: where vocabularies are; those of this machine when it is left out.

    Attributes:
        faults: vocabularies that are there but damaged, or written by a newer release.
    """

    def __init__(self, vocabularies: Vocabularies | None = None) -> None:
        self._vocabularies = vocabularies or Vocabularies()
        self._preferred: dict[Home, ConceptScheme | None] = {}
        self._editions: dict[Home, tuple[ConceptScheme, ...]] = {}
        self._opened: dict[tuple[str, str, bool], ConceptScheme | None] = {}
        self._complete: dict[Home, bool] = {}
        self._coded: dict[Home, bool] = {}
        self._labels: dict[tuple[Home, str], Labels] = {}
        self.faults: list[Finding] = []

    @cached_property
    def belonging(self) -> Belonging:
        """Which vocabulary a URI belongs to."""
        return Belonging((one.name, self._uri_of(one)) for one in self._available)

    @cached_property
    def installed(self) -> tuple[Home, ...]:
        """The vocabularies that were installed beside those that ship with the package."""
        homes = (Home(one.name, self._uri_of(one)) for one in self._available if not one.ships)
        return tuple(dict.fromkeys(home for home in homes if home.name != "esco"))

    def scheme(self, home: Home) -> ConceptScheme | None:
        """The preferred edition of a vocabulary; ``None`` when it is not there or cannot be used."""
        key = Home(home.name, home.scheme)
        if key not in self._preferred:
            opened = (self._open(one) for one in self._available_of(key))
            self._preferred[key] = next((scheme for scheme in opened if scheme is not None), None)
        return self._preferred[key]

    def is_complete(self, home: Home) -> bool:
        """Whether a vocabulary is there as its publisher has it, so that what is not in it does not exist.

        Of a vocabulary that was installed from several files, the one that lists concepts of the kind must be among
        them: the others name only some.
        """
        if home not in self._complete:
            self._complete[home] = _is_complete(self.scheme(home), home.kind)
        return self._complete[home]

    def has_codes(self, home: Home) -> bool:
        """Whether the concepts of a vocabulary have codes."""
        if home not in self._coded:
            scheme = self.scheme(home)
            self._coded[home] = scheme is not None and scheme.has_notations()
        return self._coded[home]

    def by_uri(self, home: Home, uri: str) -> SchemeConcept | None:
        """The concept of a URI, or the one that is said to be the same as it."""
        scheme = self.scheme(home)
        if scheme is None:
            return None
        found = scheme.get(uri)
        if found is not None and found.uri == uri:
            return found
        same = (relation.subject for relation in scheme.linked_from(uri) if relation.predicate == _SAME)
        return next((concept for concept in map(scheme.get, same) if concept is not None), None)

    def by_code(self, home: Home, code: str) -> tuple[SchemeConcept, ...]:
        """The concepts of a code."""
        scheme = self.scheme(home)
        return () if scheme is None else scheme.find(code)

    def labels(self, home: Home, uri: str) -> Labels:
        """The labels of a concept in all editions of a vocabulary: a label of an older one was once right."""
        key = (home, uri)
        if key not in self._labels:
            found = [label for scheme in self.editions(home) for label in scheme.labels(uri)]
            self._labels[key] = Labels(
                frozenset(fold(label.text) for label in found), frozenset(primary(label.language) for label in found)
            )
        return self._labels[key]

    def older(self, home: Home, uri: str) -> str:
        """Another edition of a vocabulary that has a concept which the preferred one lacks; empty when none has."""
        return next((scheme.description.version for scheme in self.editions(home) if uri in scheme), "")

    def editions(self, home: Home) -> tuple[ConceptScheme, ...]:
        """All editions of a vocabulary, the preferred one first."""
        key = Home(home.name, home.scheme)
        if key not in self._editions:
            opened = (self._open(one) for one in self._available_of(key))
            self._editions[key] = tuple(scheme for scheme in opened if scheme is not None)
        return self._editions[key]

    @cached_property
    def _available(self) -> tuple[Available, ...]:
        return self._vocabularies.available()

    def _available_of(self, home: Home) -> tuple[Available, ...]:
        return tuple(one for one in self._available if one.name == home.name and home.scheme in ("", self._uri_of(one)))

    def _uri_of(self, one: Available) -> str:
        if one.bundled is not None:
            return one.bundled.description.uri
        scheme = self._open(one)
        return "" if scheme is None else scheme.description.uri

    def _open(self, one: Available) -> ConceptScheme | None:
        key = (one.name, one.version, one.ships)
        if key not in self._opened:
            try:
                self._opened[key] = self._vocabularies.open(one)
            except UnreadableError as error:
                self._opened[key] = None
                self.faults.append(error.finding)
        return self._opened[key]


def primary(tag: str) -> str:
    """The language of a tag, without script and region."""
    return tag.partition("-")[0].lower()


def _is_complete(scheme: ConceptScheme | None, kind: str) -> bool:
    if scheme is None or not scheme.description.official:
        return False
    parts = scheme.facts().get("parts")
    return parts is None or not kind or any(part.startswith(f"{kind}s_") for part in parts)
