"""What terms mean at a place of a document: the part of context processing that decides whether a key is defined.

It follows JSON-LD 1.1 Processing Algorithms and API, sections 4.1 (context processing) and 5.1 (expansion), as far as
the meaning of keys goes; whether a context keeps all the rules of the standard is left to the full processor.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from ...report.errors import UnreadableError, UnsafeError
from ..limits import Limits
from .addresses import KNOWN
from .contexts import shared_context, unknown
from .definitions import Definitions, conflict, cost
from .terms import EMPTY, KEYWORDS, Active, Term

__all__ = ["EMPTY", "KEYWORDS", "Active", "Contexts", "Term", "conflict"]

_HELD: Final = 200_000
"""So many terms are remembered of active contexts that may be needed again."""


class Contexts:
    """Processes contexts for one document, at bounded cost.

    Args:
        limits: the safety limits; contexts may define ``limits.nodes`` terms in all, counted each time they hold.
        texts: for an address whose context goes about in several texts, the one to take.
    """

    def __init__(self, limits: Limits, texts: Mapping[str, str] | None = None) -> None:
        self._limits = limits
        self._budget = limits.nodes
        self._texts = texts or {}
        self._applied: dict[tuple[int, int, bool, bool], tuple[Active, Any, Active, int]] = {}
        self._held = 0

    def apply(
        self, active: Active, local: Any, pointer: str, *, propagate: bool = True, override: bool = False
    ) -> Active:
        """The active context after a local one.

        Args:
            active: the one before.
            local: an address, a context, ``None``, or a list of them.
            pointer: where it stands.
            propagate: whether it holds in nested objects too; one that comes with a type does not.
            override: whether it may define protected terms anew; one that comes with a property may.

        Raises:
            UnsafeError: it names a context that is not known, or costs too much.
            UnreadableError: it is no context, or defines a protected term anew.
        """
        key = id(active), id(local), propagate, override
        if key in self._applied:
            _, _, result, spent = self._applied[key]
            self._spend(spent, pointer)
            return result
        before = self._budget
        result = self._apply(active, local, pointer, propagate=propagate, override=override)
        self._held += len(result.terms)
        if self._held > _HELD:
            self._held = 0
            self._applied.clear()
        self._applied[key] = active, local, result, before - self._budget  # both kept: no other object gets their ids
        return result

    def _apply(self, active: Active, local: Any, pointer: str, *, propagate: bool, override: bool) -> Active:
        members = local if isinstance(local, list) else [local]
        if members and isinstance(members[0], dict) and isinstance(members[0].get("@propagate"), bool):
            propagate = members[0]["@propagate"]
        result = active
        for index, member in enumerate(members):
            place = f"{pointer}/{index}" if isinstance(local, list) else pointer
            result = self._one(result, member, place, override)
        if propagate:
            return result
        return Active(result.terms, result.vocabulary, active.previous or active)

    def entered(
        self, value: dict[str, Any], active: Active, term: Term | None, pointer: str, *, from_map: bool = False
    ) -> Active:
        """The active context for the keys of an object (JSON-LD 1.1 API, section 5.1.2, steps 7 to 11).

        Args:
            value: the object.
            active: the active context around it.
            term: the term that it stands behind, if it has one.
            pointer: where it stands.
            from_map: whether it is an entry of a map, which keeps the context of the map's type.

        Raises:
            UnsafeError: it names a context that is not known, or costs too much.
            UnreadableError: a context is none, or defines a protected term anew.
        """
        return self.typed(value, self.opened(value, active, term, pointer, from_map=from_map), pointer)

    def opened(
        self, value: dict[str, Any], active: Active, term: Term | None, pointer: str, *, from_map: bool = False
    ) -> Active:
        """The active context for the types of an object (the same section, steps 7 to 9).

        Args and errors are those of :meth:`entered`.
        """
        if active.previous is not None and not from_map and not _keeps_context(value, active):
            active = active.previous
        if term is not None and term.scoped:
            active = self.apply(active, term.context, pointer, override=True)
        if "@context" in value:
            active = self.apply(active, value["@context"], f"{pointer}/@context")
        return active

    def typed(self, value: dict[str, Any], opened: Active, pointer: str) -> Active:
        """The active context for the keys of an object, from that for its types (the same section, steps 10 and 11).

        Args:
            value: the object.
            opened: what :meth:`opened` gave.
            pointer: where it stands.

        Raises:
            UnsafeError: it names a context that is not known, or costs too much.
            UnreadableError: a context is none, or defines a protected term anew.
        """
        typed = opened
        for name in _types(value, opened):
            scope = opened.terms.get(name)
            if scope is not None and scope.scoped:
                typed = self.apply(typed, scope.context, pointer, propagate=False)
        return typed

    def _one(self, active: Active, local: Any, pointer: str, override: bool) -> Active:
        if isinstance(local, dict) and "@context" in local:  # a whole context document; processors look inside
            local = local["@context"]
        if local is None:
            if not override and any(term.protected for term in active.terms.values()):
                raise conflict(pointer)
            return EMPTY
        if isinstance(local, str):
            if local not in KNOWN:
                raise unknown(local, pointer)
            text = self._texts.get(local, "")
            self._spend(len(shared_context(local, text)), pointer)
            try:
                return _known(active, local, text, override)
            except UnreadableError:
                raise conflict(pointer) from None
        if not isinstance(local, dict):
            raise UnreadableError("invalid-value", "A context is an address or an object.", pointer=pointer)
        if "@import" in local:
            raise unknown(str(local["@import"]), pointer)
        self._spend(cost(local, active), pointer)
        return Definitions(active, local, pointer, override).finish()

    def _spend(self, spent: int, pointer: str) -> None:
        self._budget -= spent
        if self._budget < 0:
            raise UnsafeError(
                "limit-exceeded",
                f"The contexts of the document define more than {self._limits.nodes} terms (limit nodes).",
                pointer=pointer,
            )


@lru_cache(maxsize=64)
def _known(active: Active, address: str, text: str, override: bool) -> Active:
    """The active context after one that is known; most documents begin with the same ones.

    It is the one before where nothing changes: nested credentials name the contexts of the outer one again.
    """
    found = Definitions(active, shared_context(address, text), address, override).finish()
    if found.vocabulary != active.vocabulary or found.terms != active.terms:
        return found
    same = all(term.protected == found.terms[name].protected for name, term in active.terms.items())
    return active if same else found


def _keeps_context(value: dict[str, Any], active: Active) -> bool:
    """Whether an object is a value or a mere reference, in which the context of a type goes on."""
    meanings = {active.meaning(key) for key in value}
    return "@value" in meanings or meanings == {"@id"}


def _types(value: dict[str, Any], active: Active) -> list[str]:
    """The types of an object as they are written, in the order in which their contexts hold."""
    found: list[str] = []
    for key, member in value.items():
        if active.meaning(key) == "@type":
            found += [name for name in (member if isinstance(member, list) else [member]) if isinstance(name, str)]
    return sorted(found)
