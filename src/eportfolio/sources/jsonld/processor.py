"""PyLD with contexts that are processed once: for a document, and the known ones for all documents.

PyLD looks contexts up in a cache that all its users in a process share, so that somebody else's text of a context could
come to stand in a document of ours; and it processes the context of a type anew for each object of that type, which is
most of its work in a record of many achievements.  Both are amended here through the means that it offers: a resolver
of contexts as an option, and its processor as a base class.

This module imports PyLD; it is imported when it is needed.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Final

from pyld import jsonld

_HELD: Final = 200_000
"""So many terms are remembered of contexts that may be needed again."""

_CHAINS: Final = 1000
"""So many sequences of known contexts are kept."""

_INITIAL: Final = frozenset(("_uuid", "processingMode", "mappings"))
_OF_THREAD: Final = threading.local()

_TAKEN_BACK: Final = ("@vocab", "@language", "@direction")
"""Entries of a context that may be ``null`` where there is nothing to take back; PyLD fails on them."""

Loader = Callable[[str, dict[str, Any]], dict[str, Any]]


class Known:
    """What addresses were resolved to, kept from document to document.

    Only known contexts on top of known contexts are kept: what a document brings itself must not stay in memory.
    """

    def __init__(self) -> None:
        self.resolved: dict[str, list[Any]] = {}
        self._chains: set[str] = set()

    def covers(self, active_ctx: Any) -> bool:
        """Whether an active context is made of known contexts alone."""
        is_initial = not active_ctx["mappings"] and active_ctx.keys() <= _INITIAL
        return is_initial or active_ctx.get("_uuid") in self._chains

    def add(self, active_ctx: Any) -> None:
        """Keep an active context that is made of known contexts alone."""
        if len(self._chains) < _CHAINS:
            self._chains.add(active_ctx["_uuid"])


class Resolver(jsonld.ContextResolver):  # type: ignore[misc]  # PyLD has no types
    """Resolves each context of a document once; addresses are resolved once for all documents.

    Args:
        load: the loader of known contexts.
        known: what addresses were resolved to by the same loader.
    """

    def __init__(self, load: Loader, known: Known) -> None:
        super().__init__({}, load)
        self._known = known
        self._resolved: dict[int, tuple[Any, Any]] = {}

    def resolve(self, active_ctx: Any, context: Any, base: Any, cycles: Any = None) -> Any:
        """The resolved contexts of a local context, as PyLD's resolver gives them."""
        if isinstance(context, str) and self._known.covers(active_ctx):
            if context not in self._known.resolved:
                alone = jsonld.ContextResolver({}, self.document_loader)  # what it caches is for one document
                self._known.resolved[context] = alone.resolve(active_ctx, context, base, cycles)
            return self._known.resolved[context]
        if not isinstance(context, Mapping) or "@context" in context:
            return super().resolve(active_ctx, context, base, cycles)
        if id(context) not in self._resolved:  # the context is kept, so that no other one gets its id
            self._resolved[id(context)] = context, super().resolve(active_ctx, context, base, cycles)
        return self._resolved[id(context)][1]


class Processor(jsonld.JsonLdProcessor):  # type: ignore[misc]  # PyLD has no types
    """A processor for one document.

    Args:
        load: the loader of known contexts; it tells nothing apart but addresses.
        key: what stands for the loader: with the same key, addresses mean the same.
        checked: called with what a document was expanded to; it may raise.
    """

    def __init__(self, load: Loader, key: tuple[tuple[str, str], ...], checked: Callable[[Any], None]) -> None:
        super().__init__()
        self._checked = checked
        self._processed: dict[tuple[Any, ...], tuple[Any, Any, Any]] = {}
        self._held = 0
        self._known = _known(key)
        self._options = {"documentLoader": load, "base": None, "contextResolver": Resolver(load, self._known)}

    def expanded(self, document: Any) -> list[Any]:
        """The expanded form of a document.

        Args:
            document: the document as plain data; it is not changed.

        Raises:
            Exception: whatever PyLD raises.
        """
        found: list[Any] = self.expand(document, self._options)
        return found

    def statements(self, document: Any, options: dict[str, Any]) -> Any:
        """The statements of a document.

        Args:
            document: the document as plain data; it is not changed.
            options: options of PyLD, such as ``format``.

        Raises:
            Exception: whatever PyLD raises.
        """
        return self.to_rdf(document, {**self._options, **options})

    def expand(self, input_: Any, options: Any) -> Any:
        """As PyLD does, and then what is to be checked is."""
        found = super().expand(input_, options)
        self._checked(found)
        return found

    def _process_context(self, active_ctx: Any, local_ctx: Any, options: Any, *more: Any, **named: Any) -> Any:
        """As PyLD does, but once for the same contexts in the same way."""
        if isinstance(local_ctx, list):
            return self._one_by_one(active_ctx, local_ctx, options, *more, **named)
        local_ctx = _without_nothing(active_ctx, local_ctx)
        way = tuple(sorted((name, value) for name, value in named.items() if name != "cycles"))
        key = (id(active_ctx), local_ctx if isinstance(local_ctx, str) else id(local_ctx), way, more)
        if key not in self._processed:
            found = super()._process_context(active_ctx, local_ctx, options, *more, **named)
            self._remember(key, active_ctx, local_ctx, found)
            if isinstance(local_ctx, str) and self._known.covers(active_ctx):
                self._known.add(found)
            return found
        return self._processed[key][2]

    def _one_by_one(self, active_ctx: Any, local_ctx: list[Any], options: Any, *more: Any, **named: Any) -> Any:
        first = local_ctx[0] if local_ctx else None
        if isinstance(first, Mapping) and isinstance(first.get("@propagate"), bool):
            named = {**named, "propagate": first["@propagate"]}
        if not local_ctx:
            return super()._process_context(active_ctx, local_ctx, options, *more, **named)
        for member in local_ctx:
            active_ctx = self._process_context(active_ctx, member, options, *more, **named)
        return active_ctx

    def _remember(self, key: tuple[Any, ...], active_ctx: Any, local_ctx: Any, found: Any) -> None:
        self._held += len(found["mappings"])
        if self._held > _HELD:
            self._held = 0
            self._processed.clear()
        self._processed[key] = active_ctx, local_ctx, found  # all kept, so that no other object gets their ids


def _without_nothing(active_ctx: Any, local_ctx: Any) -> Any:
    """A context without the nulls that take nothing back."""
    if not isinstance(local_ctx, Mapping):
        return local_ctx
    nulls = [name for name in _TAKEN_BACK if name in local_ctx and local_ctx[name] is None]
    vain = [name for name in nulls if name not in active_ctx or name == "@direction"]  # PyLD never carries that one on
    return {name: value for name, value in local_ctx.items() if name not in vain} if vain else local_ctx


def _known(key: tuple[tuple[str, str], ...]) -> Known:
    """What is kept for a choice among several texts; each thread has its own, for PyLD's caches have no lock."""
    kept: dict[tuple[tuple[str, str], ...], Known] = _OF_THREAD.__dict__.setdefault("kept", {})
    return kept.setdefault(key, Known())
