"""Codes within an index: all concepts that share one, and whether a scheme has codes at all."""

from __future__ import annotations

import sqlite3
from typing import Any

from ..concepts import SchemeConcept
from ..errors import VocabularyDamagedError
from .store import ConceptScheme


def concepts_with(scheme: ConceptScheme, notation: str) -> tuple[SchemeConcept, ...]:
    """The concepts of a code; several where a scheme uses it more than once, none where it does not know it.

    Args:
        scheme: where to look.
        notation: the code, as the scheme writes it.

    Raises:
        VocabularyDamagedError: the index is damaged.
    """
    if not notation:
        return ()
    query = "SELECT uri FROM concept WHERE notation = ? AND notation <> '' ORDER BY id LIMIT 8"
    found = (scheme.get(uri) for (uri,) in _rows(scheme, query, notation))
    return tuple(concept for concept in found if concept is not None)


def has_notations(scheme: ConceptScheme) -> bool:
    """Whether any concept of a scheme has a code; the levels of national frameworks, for instance, have none."""
    return bool(_rows(scheme, "SELECT 1 FROM concept WHERE notation <> '' LIMIT 1"))


def _rows(scheme: ConceptScheme, query: str, *values: Any) -> list[Any]:
    try:
        return scheme.connection().execute(query, values).fetchall()
    except sqlite3.DatabaseError as error:
        raise VocabularyDamagedError(scheme.path, str(error)) from error
