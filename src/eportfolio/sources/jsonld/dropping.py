"""Keys that no context defines: a JSON-LD processor drops them, and what stands behind them, without a word."""

from __future__ import annotations

from typing import Any, Final

from ...report.errors import UnsafeError
from ..limits import DEFAULT_LIMITS, Limits
from ..tree import escape_pointer
from .active import EMPTY, Active, Contexts, Term

_MAPS: Final = frozenset(("@index", "@id", "@type"))
"""Containers whose keys are no terms."""

_SAME_PROPERTY: Final = frozenset(("@set", "@list"))
_NODES: Final = frozenset(("@graph", "@included"))


def dropped_terms(document: Any, limits: Limits = DEFAULT_LIMITS) -> list[str]:
    """The keys of a JSON-LD document that no context defines (JSON-LD 1.1 API, section 5.1.2, step 13.3).

    Args:
        document: the document as plain data; it is not changed.
        limits: the safety limits.

    Returns:
        JSON pointers in the order of the document; what stands behind a dropped key is not looked at.

    Raises:
        UnsafeError: it goes beyond a limit, or names a context that is not known.
        UnreadableError: a context is none, or does not go with another one.
    """
    measure(document, limits)
    walker = _Walker(Contexts(limits))
    walker.element(document, EMPTY, None, "")
    return walker.dropped


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


class _Walker:
    """Goes through a document as the expansion algorithm does, and gathers the keys that it would drop."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self.dropped: list[str] = []

    def element(self, value: Any, active: Active, term: Term | None, pointer: str, *, from_map: bool = False) -> None:
        """An element behind a property.

        Args:
            value: the element.
            active: the active context.
            term: the property's term, if it has one.
            pointer: where it stands.
            from_map: whether it is an entry of a map, which keeps the context of the map's type.
        """
        if isinstance(value, list):
            for index, member in enumerate(value):
                self.element(member, active, term, f"{pointer}/{index}", from_map=from_map)
        elif isinstance(value, dict):
            inside = self._contexts.entered(value, active, term, pointer, from_map=from_map)
            self._members(value, inside, term, pointer)

    def _members(self, value: dict[str, Any], active: Active, term: Term | None, pointer: str) -> None:
        for key, member in value.items():
            place = f"{pointer}/{escape_pointer(key)}"
            meaning = active.meaning(key)
            if meaning is None:
                self.dropped.append(place)
            elif meaning.startswith("@"):
                self._keyword(meaning, member, active, term, place)
            else:
                self._property(member, active, active.terms.get(key), place)

    def _keyword(self, keyword: str, value: Any, active: Active, term: Term | None, pointer: str) -> None:
        if keyword in _SAME_PROPERTY:
            self.element(value, active, term, pointer)
        elif keyword in _NODES:
            self.element(value, active, None, pointer)
        elif keyword == "@reverse" and isinstance(value, dict):
            self._members(value, active, None, pointer)
        elif keyword == "@nest":
            several = isinstance(value, list)
            for index, member in enumerate(value if several else [value]):
                if isinstance(member, dict):
                    self._members(member, active, None, f"{pointer}/{index}" if several else pointer)

    def _property(self, value: Any, active: Active, term: Term | None, pointer: str) -> None:
        if term is not None and isinstance(value, dict):
            if term.type == "@json" or "@language" in term.container:
                return
            if term.container & _MAPS:
                for key, member in value.items():
                    self._entry(key, member, active, term, f"{pointer}/{escape_pointer(key)}")
                return
        if term is None or term.type != "@json":
            self.element(value, active, term, pointer)

    def _entry(self, key: str, value: Any, active: Active, term: Term, pointer: str) -> None:
        """An entry of a map by index, id or type; a type brings its context."""
        inside = active
        if "@type" in term.container:
            inside = active.previous or active
            scope = inside.terms.get(key)
            if scope is not None and scope.scoped:
                inside = self._contexts.apply(inside, scope.context, pointer, propagate=False)
        self.element(value, inside, term, pointer, from_map=True)
