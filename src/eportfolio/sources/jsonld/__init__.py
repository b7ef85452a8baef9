"""JSON-LD offline: contexts from our own tables of terms, expansion, statements, and keys that would be dropped."""

from __future__ import annotations

from .addresses import CREDENTIALS, CREDENTIALS_2, EUROPEAN_DIGITAL_CREDENTIALS, FAULTY, KNOWN
from .contexts import context, variants
from .dropping import dropped_terms, unsafe
from .processing import expand, loader, to_nquads
from .safety import Reason, Unsafe
from .spelling import respelt
from .texts import choices

__all__ = [
    "CREDENTIALS",
    "CREDENTIALS_2",
    "EUROPEAN_DIGITAL_CREDENTIALS",
    "FAULTY",
    "KNOWN",
    "Reason",
    "Unsafe",
    "choices",
    "context",
    "dropped_terms",
    "expand",
    "loader",
    "respelt",
    "to_nquads",
    "unsafe",
    "variants",
]
