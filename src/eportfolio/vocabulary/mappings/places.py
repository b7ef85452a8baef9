"""Which concept a person means, and which vocabulary a concept belongs to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from ...report.errors import UsageError
from ..concepts import SchemeConcept
from ..errors import VocabularyMissingError
from ..index.store import ConceptScheme
from ..library import Vocabularies
from .index import MappingIndex

Belongs = Callable[[str, str], bool]
"""Whether an address is one of a vocabulary: the address, and the prefix that a mapping set gives to it."""

_ADDRESS: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|urn:")
_ISCO_CODE: Final = re.compile(r"(?:isco/)?C(\d{1,4})")
_LAST_PART: Final = re.compile(r"[^/#]*\Z")
_HINT: Final = (
    "A vocabulary is named by its short name, its URI, or the prefix that a mapping set gives to it."
    " Install it with: eportfolio vocab install {name} SOURCE, or a mapping set that leads to it with:"
    " eportfolio vocab install mappings FILE"
)


def family_of(uri: str) -> str:
    """What the addresses of a vocabulary have in common: all but the last part."""
    return _LAST_PART.sub("", uri)


def _ambiguous(code: str, found: Mapping[str, str]) -> UsageError:
    """The error about a code of several concepts, which are given with their vocabularies."""
    names = sorted(set(found.values()))
    if len(names) > 1:
        what, hint = f"several vocabularies: {', '.join(names)}", "Name the one that you mean with --from."
    else:
        what, hint = f"several concepts of {names[0]}: {', '.join(found)}", "Name the one that you mean by its URI."
    return UsageError("usage", f"{code} is a code of {what}.", value=code, hint=hint)


class Places:
    """The vocabularies and mapping sets in which concepts are found.

    Args:
        vocabularies: the vocabularies.
        indexes: the mapping sets.
    """

    def __init__(self, vocabularies: Vocabularies, indexes: Sequence[MappingIndex]) -> None:
        self._vocabularies = vocabularies
        self._indexes = indexes
        self._had: dict[str, tuple[ConceptScheme, ...]] = {}

    def start(self, reference: str, scheme: str | None = None) -> str:
        """The address of the concept that is meant.

        Args:
            reference: its address, its code, or the prefix of a mapping set, a colon and its code.
            scheme: the vocabulary of the code.

        Raises:
            UsageError: there is no such concept, or several vocabularies have the code.
            VocabularyMissingError: nothing knows the vocabulary.
        """
        reference = reference.strip()
        if scheme is None and ":" in reference and not _ADDRESS.match(reference):
            scheme, _, reference = reference.partition(":")
        found = dict(self._in(scheme, reference) if scheme else self._anywhere(reference))
        if not found and _ISCO_CODE.fullmatch(reference):
            return self.start(_ISCO_CODE.sub(r"\1", reference), scheme)
        if not found:
            where = f"{scheme} has no" if scheme else "No vocabulary and no mapping set that is here has a"
            raise UsageError(
                "usage", f"{where} concept {reference}.", value=reference,
                hint="Search by words with eportfolio vocab search; see what is here with eportfolio vocab list.",
            )  # fmt: skip
        if len(found) > 1:
            raise _ambiguous(reference, found)
        return next(iter(found))

    def belongs(self, name: str) -> Belongs:
        """A test of whether concepts belong to a vocabulary, whether it is installed or only known to mapping sets.

        Args:
            name: its short name, with a version or not; its URI; or the prefix that a mapping set gives to it.

        Raises:
            VocabularyMissingError: nothing knows it.
        """
        scheme = self._scheme(name)
        prefix = name.partition("@")[0].casefold() if ":" not in name else ""
        starts = tuple(start for known, start in self._prefixes() if known.casefold() == prefix or start == name)
        if scheme is None and not starts:
            there = {*(one.name for one in self._vocabularies.available()), *(known for known, _ in self._prefixes())}
            hint = _HINT.format(name=name.partition("@")[0])
            raise VocabularyMissingError(name, None, tuple(sorted(there)), hint=hint)
        family = family_of(scheme.description.uri) if scheme else ""

        def test(uri: str, its_prefix: str) -> bool:
            if scheme is not None and (uri in scheme or (family and uri.startswith(family))):
                return True
            return bool(prefix and its_prefix.casefold() == prefix) or bool(starts and uri.startswith(starts))

        return test

    def concept(self, uri: str) -> tuple[ConceptScheme, SchemeConcept] | None:
        """The concept of an address, and a vocabulary that has it; the one that had the last such address is first."""
        family = family_of(uri)
        for scheme in (*self._had.get(family, ()), *self._schemes):
            concept = scheme.get(uri)
            if concept is not None and concept.uri == uri:
                self._had[family] = (scheme,)
                return scheme, concept
        return None

    @cached_property
    def _schemes(self) -> tuple[ConceptScheme, ...]:
        """Every version of every vocabulary, the one to be preferred first; those that ship come last."""
        there = sorted(self._vocabularies.available(), key=lambda one: one.ships)
        return tuple(self._vocabularies.open(one) for one in there)

    def _in(self, name: str, reference: str) -> Iterator[tuple[str, str]]:
        self.belongs(name)
        scheme = self._scheme(name)
        there = scheme.find(reference) if scheme else ()
        yield from ((concept.uri, name) for concept in there)
        if there:
            return
        for prefix, start in self._prefixes():
            if prefix.casefold() == name.casefold() or start == name:
                yield from self._mapped(reference if _ADDRESS.match(reference) else start + reference, name)

    def _anywhere(self, reference: str) -> Iterator[tuple[str, str]]:
        for scheme, concept in self._vocabularies.find(reference):
            yield concept.uri, scheme.description.name
        if _ADDRESS.match(reference):
            yield from self._mapped(reference, "")
            return
        for prefix, start in self._prefixes():
            yield from self._mapped(start + reference, prefix)

    def _mapped(self, uri: str, name: str) -> Iterator[tuple[str, str]]:
        if any(uri in index for index in self._indexes):
            yield uri, name

    def _scheme(self, name: str) -> ConceptScheme | None:
        try:
            return self._vocabularies.scheme(name)
        except VocabularyMissingError:
            return None

    def _prefixes(self) -> Iterator[tuple[str, str]]:
        """The prefixes of the schemes that mapping sets join, and what they stand for, each pair once."""
        return iter(dict.fromkeys(pair for index in self._indexes for pair in index.schemes.items()))
