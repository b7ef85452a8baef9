"""What a shared vocabulary calls a concept that nobody gave a name: codes are for machines."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from ..report.errors import EportfolioError

if TYPE_CHECKING:
    from ..model import Concept
    from ..vocabulary.index.store import ConceptScheme
    from ..vocabulary.library import Vocabularies


def official_label(concept: Concept, language: str) -> str:
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
        scheme = _scheme(name)
        found = None if scheme is None else scheme.get(key)
        if found is not None and found.labels:
            return found.label(language)
    return ""


@lru_cache(256)
def _scheme(uri: str) -> ConceptScheme | None:
    try:
        return _vocabularies().scheme(uri)
    except EportfolioError:
        return None


@cache
def _vocabularies() -> Vocabularies:
    from ..vocabulary.library import Vocabularies

    return Vocabularies()
