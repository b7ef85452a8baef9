"""What a shared vocabulary calls a concept that nobody gave a name: codes are for machines."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..report.errors import EportfolioError

if TYPE_CHECKING:
    from ..model import Concept
    from ..vocabulary.index.store import ConceptScheme
    from ..vocabulary.library import Vocabularies


class Labels:
    """The labels of vocabularies, each of which is looked for once."""

    def __init__(self) -> None:
        self._schemes: dict[str, ConceptScheme | None] = {}

    def of(self, concept: Concept, language: str) -> str:
        """The label of a concept in a language, else in English, as far as its vocabulary is there.

        Args:
            concept: a concept with a URI, or with a code and its scheme.
            language: BCP 47 tag.

        Returns:
            The label; empty when the vocabulary is not there or does not know the concept.
        """
        keys = [(concept.scheme, key) for key in (concept.uri, concept.notation) if concept.scheme and key]
        if concept.uri:
            keys.append((concept.uri.rpartition("/")[0], concept.uri))
        for name, key in keys:
            scheme = self._scheme(name)
            found = None if scheme is None else scheme.get(key)
            if found is not None and found.labels:
                return found.label(language)
        return ""

    def _scheme(self, uri: str) -> ConceptScheme | None:
        if uri not in self._schemes:
            try:
                self._schemes[uri] = self._vocabularies.scheme(uri)
            except EportfolioError:
                self._schemes[uri] = None
        return self._schemes[uri]

    @cached_property
    def _vocabularies(self) -> Vocabularies:
        from ..vocabulary.library import Vocabularies

        return Vocabularies()
