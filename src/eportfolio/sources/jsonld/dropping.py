"""What of a document gets lost when it is turned into statements: keys that no context defines, and more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...report.errors import UnsafeError
from ..limits import DEFAULT_LIMITS, Limits
from .active import Contexts
from .safety import DROPPED_KEYS, Unsafe, Walker


def unsafe(document: Any, limits: Limits = DEFAULT_LIMITS, texts: Mapping[str, str] | None = None) -> list[Unsafe]:
    """All that a processor in safe mode refuses a document for: what would be in none of its statements.

    Values that are null say nothing, and are left out rightly.

    Args:
        document: the document as plain data; it is not changed.
        limits: the safety limits.
        texts: for an address whose context goes about in several texts, the one to take.

    Returns:
        Places and reasons in the order of the document; what stands behind a dropped key is not looked at.

    Raises:
        UnsafeError: it goes beyond a limit, or names a context that is not known.
        UnreadableError: a context is none, or does not go with another one.
    """
    measure(document, limits)
    walker = Walker(Contexts(limits, texts))
    walker.document(document)
    return walker.found


def dropped_terms(document: Any, limits: Limits = DEFAULT_LIMITS, texts: Mapping[str, str] | None = None) -> list[str]:
    """The keys of a JSON-LD document that no context defines (JSON-LD 1.1 API, section 5.1.2, step 13.3).

    Args:
        document: the document as plain data; it is not changed.
        limits: the safety limits.
        texts: for an address whose context goes about in several texts, the one to take.

    Returns:
        JSON pointers in the order of the document; what stands behind a dropped key is not looked at.

    Raises:
        UnsafeError: it goes beyond a limit, or names a context that is not known.
        UnreadableError: a context is none, or does not go with another one.
    """
    return [found.pointer for found in unsafe(document, limits, texts) if found.reason in DROPPED_KEYS]


def measure(document: Any, limits: Limits) -> None:
    """Refuse a document that is nested too deeply or has too many nodes.

    Raises:
        UnsafeError: deeper than ``limits.depth``, or more than ``limits.nodes`` values.
    """
    budget, level, depth = limits.nodes, [document], 0
    while level:
        depth += 1
        budget -= len(level)
        if budget < 0:
            raise UnsafeError("limit-exceeded", f"The document has more than {limits.nodes} nodes (limit nodes).")
        if depth > limits.depth + 1:
            raise UnsafeError("nested-too-deeply", f"The document is nested deeper than {limits.depth} (limit depth).")
        inner: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                inner += value.values()
            elif isinstance(value, list):
                inner += value
        level = inner
