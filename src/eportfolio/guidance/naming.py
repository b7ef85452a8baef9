"""Concepts of the guidance schemes as people name them: by code, by URI, or by a label in any of their languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from ..vocabulary import schemes

if TYPE_CHECKING:
    from ..vocabulary.concepts import SchemeConcept
    from ..vocabulary.index.store import ConceptScheme
    from ..vocabulary.library import Vocabularies

SCHEMES: Final[Mapping[str, str]] = {
    "step": schemes.GUIDANCE_STEPS,
    "information": schemes.GUIDANCE_INFORMATION,
    "activity": schemes.GUIDANCE_ACTIVITIES,
    "channel": schemes.GUIDANCE_CHANNELS,
    "group": schemes.GUIDANCE_CLIENT_GROUPS,
}
"""What can be named, and the scheme that it is of."""


class Namer:
    """Finds the concepts that people name.

    Args:
        vocabularies: where the schemes are.
    """

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._vocabularies = vocabularies

    def concept(self, what: str, words: str) -> SchemeConcept:
        """The concept that somebody means.

        Args:
            what: a key of :data:`SCHEMES`.
            words: its code, its URI, or a label.

        Raises:
            ValueError: there is none; the message lists those that there are.
        """
        scheme = self.scheme(what)
        found = scheme.get(words)
        if found is None:
            uris = {label.uri for label in scheme.exact(words)} or {label.uri for label in scheme.normalised(words)}
            found = scheme.get(uris.pop()) if len(uris) == 1 else None
        if found is None:
            known = ", ".join(concept.notation for concept in scheme.concepts())
            raise ValueError(f'there is no {what} "{words}"; known are: {known}')
        return found

    def codes(self, what: str, words: str) -> frozenset[str]:
        """The code of a concept and, of one that groups others, those of its members.

        Raises:
            ValueError: there is no such concept.
        """
        concept = self.concept(what, words)
        scheme = self.scheme(what)
        members = (scheme.get(uri) for uri in scheme.narrower(concept.uri))
        return frozenset({concept.notation} | {member.notation for member in members if member is not None})

    def label(self, what: str, code: str, language: str) -> str:
        """The label of a code in a language, else in English."""
        concept = self.scheme(what).get(code)
        return code if concept is None else concept.label(language)

    def scheme(self, what: str) -> ConceptScheme:
        """The scheme of something that can be named."""
        return self._vocabularies.scheme(SCHEMES[what])
