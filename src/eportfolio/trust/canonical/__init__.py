"""Canonical statements (RDFC-1.0): the same N-Quads for the same statements, whatever their blank nodes are called."""

from __future__ import annotations

from .canonicalising import Form, Variant, canonical_identifiers, canonicalise, forms
from .identifiers import Digest

__all__ = ["Digest", "Form", "Variant", "canonical_identifiers", "canonicalise", "forms"]
