"""Which vocabulary a concept is of, and what it stands below."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, TypeVar

from ..report.findings import Finding
from ..vocabulary.errors import VocabularyMissingError
from ..vocabulary.index.store import ConceptScheme
from ..vocabulary.library import Vocabularies
from ..vocabulary.schemes import ESCO_OCCUPATION_PREFIX, ESCO_SKILL_PREFIX

T = TypeVar("T")

OF_ITSELF: Final[Mapping[str, tuple[str, ...]]] = {"esco": (ESCO_OCCUPATION_PREFIX, ESCO_SKILL_PREFIX)}
"""Vocabularies whose concepts are known by their URIs, so that they need not be installed to tell."""

_GENERATIONS: Final = 24
"""How far up is looked; a circle ends."""


class Membership:
    """Looks concepts up, and remembers what it found.

    Args:
        vocabularies: where vocabularies are; those of this machine when left out.

    Attributes:
        missing: for each vocabulary that was asked for and is not there, the finding that says so.
    """

    def __init__(self, vocabularies: Vocabularies | None = None) -> None:
        self._vocabularies = vocabularies or Vocabularies()
        self._schemes: dict[str, ConceptScheme | Finding] = {}
        self._climbed: dict[tuple[str, str, str], frozenset[str]] = {}
        self._tops: dict[str, tuple[ConceptScheme, str] | Finding] = {}
        self.missing: dict[str, Finding] = {}

    def scheme(self, name: str) -> ConceptScheme | None:
        """A vocabulary; ``None`` when it is not there, which is noted."""
        if name not in self._schemes:
            try:
                self._schemes[name] = self._vocabularies.scheme(name)
            except VocabularyMissingError as error:
                self._schemes[name] = error.finding
        return self._noted(name, self._schemes[name])

    def ask_for(self, names: Iterable[str], tops: Iterable[str]) -> None:
        """Note which of some vocabularies and concepts are not there."""
        for name in names:
            if name not in OF_ITSELF:
                self.scheme(name)
        for top in tops:
            self.top(top)

    def is_of_any(self, concept: Mapping[str, Any], names: Iterable[str]) -> bool:
        """Whether a concept is of one of several vocabularies; what is not there is noted when none has it."""
        return self._any(concept, names, self.is_of)

    def is_within_any(self, concept: Mapping[str, Any], tops: Iterable[str]) -> bool:
        """Whether a concept is one of several, or stands below one; what is not there is noted when it does not."""
        return self._any(concept, tops, self.is_within)

    def _any(
        self, concept: Mapping[str, Any], names: Iterable[str], test: Callable[[Mapping[str, Any], str], bool]
    ) -> bool:
        before = dict(self.missing)
        found = any(test(concept, name) for name in names)
        if found:
            self.missing = before
        return found

    def _noted(self, name: str, found: T | Finding) -> T | None:
        if isinstance(found, Finding):
            self.missing[name] = found
            return None
        return found

    def is_of(self, concept: Mapping[str, Any], name: str) -> bool:
        """Whether a concept is of a vocabulary.

        Args:
            concept: in canonical form.
            name: name of the vocabulary, perhaps with a version, or its URI.
        """
        uri = same_address(str(concept.get("uri", "")))
        if uri.startswith(OF_ITSELF.get(name, ("\0",))):
            return True
        if name in OF_ITSELF and uri:
            return False
        scheme = self.scheme(name)
        if scheme is None:
            return False
        if uri:
            return uri in scheme
        return bool(concept.get("scheme") == scheme.description.uri and concept.get("notation") in scheme)

    def is_within(self, concept: Mapping[str, Any], top: str) -> bool:
        """Whether a concept is another one, or stands below it.

        Args:
            concept: in canonical form.
            top: URI of the other one, or vocabulary and code such as ``isced-f:06``.
        """
        uri = same_address(str(concept.get("uri", "")))
        if uri and uri == same_address(top):
            return True
        found = self.top(top)
        if found is None:
            return False
        scheme, wanted = found
        if not uri and concept.get("scheme") == scheme.description.uri:
            coded = scheme.get(str(concept.get("notation", "")))
            uri = coded.uri if coded is not None else ""
        return bool(uri) and (
            wanted == uri or any(wanted in self._above(one, uri) for one in self._around(scheme, uri))
        )

    def top(self, name: str) -> tuple[ConceptScheme, str] | None:
        """The vocabulary and URI of a concept that a profile names; ``None`` when none has it, which is noted."""
        if name not in self._tops:
            self._tops[name] = self._top(name)
        return self._noted(name, self._tops[name])

    def _top(self, name: str) -> tuple[ConceptScheme, str] | Finding:
        if "//" in name or name.startswith("urn:"):
            found = next(self._vocabularies.find(same_address(name)), None)
            return (found[0], found[1].uri) if found is not None else _absent(name)
        vocabulary, _, code = name.partition(":")
        scheme = self.scheme(vocabulary)
        if scheme is None:
            return self.missing[vocabulary]
        concept = scheme.get(code)
        return (scheme, concept.uri) if concept is not None else _absent(name)

    def _around(self, scheme: ConceptScheme, uri: str) -> Iterator[ConceptScheme]:
        """Where to look for what stands above a concept: occupations of ESCO stand below groups of ISCO."""
        yield scheme
        if uri.startswith(ESCO_OCCUPATION_PREFIX) and scheme.description.name != "esco":
            esco = self._esco()
            if esco is not None:
                yield esco

    def _esco(self) -> ConceptScheme | None:
        if "esco" not in self._schemes:
            self.scheme("esco")
            self.missing.pop("esco", None)  # nobody asked for it
        found = self._schemes["esco"]
        return None if isinstance(found, Finding) else found

    def _above(self, scheme: ConceptScheme, uri: str) -> frozenset[str]:
        """URIs of all that stands above a concept in a vocabulary."""
        key = (scheme.description.name, scheme.description.version, uri)
        if key not in self._climbed:
            above, level = set[str](), {uri}
            for _ in range(_GENERATIONS):
                level = {up for one in level for up in (*scheme.broader(one), *scheme.groups(one))} - above
                if not level:
                    break
                above |= level
            self._climbed[key] = frozenset(above)
        return self._climbed[key]


def _absent(name: str) -> Finding:
    return VocabularyMissingError(f"of {name}", hint=_INSTALL).finding


_INSTALL: Final = "Install the vocabulary that has it: eportfolio vocab install NAME SOURCE; or correct the profile."


def same_address(uri: str) -> str:
    """One spelling for the two that addresses of the European Union's vocabularies are met in."""
    return uri.replace("https://data.europa.eu/", "http://data.europa.eu/", 1)
