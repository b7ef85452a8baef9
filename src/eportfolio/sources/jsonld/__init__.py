"""JSON-LD offline: contexts from our own tables of terms, expansion, statements, and keys that would be dropped."""

from __future__ import annotations

from .contexts import CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS, KNOWN, context
from .dropping import dropped_terms
from .processing import expand, loader, to_nquads

__all__ = [
    "CREDENTIALS",
    "EUROPEAN_DIGITAL_CREDENTIALS",
    "KNOWN",
    "context",
    "dropped_terms",
    "expand",
    "loader",
    "to_nquads",
]
