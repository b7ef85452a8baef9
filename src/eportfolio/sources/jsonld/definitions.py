"""The terms of one context on top of others (JSON-LD 1.1 Processing Algorithms and API, sections 4.1 and 4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ...report.errors import UnreadableError, UnsafeError
from .terms import KEYWORD_LIKE, KEYWORDS, Active, Term

_SUFFIX_OF_PREFIX: Final = tuple(":/?#[]@")
_REST: Final = ("@reverse", "@language", "@direction", "@index", "@nest")
_COPIED: Final = 1000
"""So many terms are copied at the price of defining one."""


def conflict(pointer: str = "") -> UnreadableError:
    """The error for contexts of which one defines anew what another protects (JSON-LD 1.1, section 4.1.11)."""
    return UnreadableError(
        "context-conflict",
        "The contexts define a protected term differently; a JSON-LD 1.1 processor refuses the document.",
        pointer=pointer,
    )


def cost(local: dict[str, Any], active: Active) -> int:
    """What it costs to process a context: how many definitions it holds, those behind its terms included.

    A full processor looks at each context behind a term when it meets the term, on a copy of all terms so far.

    Args:
        local: the context.
        active: the active context that it is processed in.
    """
    total, copied = 0, len(active.terms)
    stack: list[tuple[Any, int]] = [(local, copied)]
    while stack:
        value, terms = stack.pop()
        if isinstance(value, dict):
            total += len(value)
            inner = terms + len(value)
            copied += sum(inner for member in value.values() if isinstance(member, dict) and "@context" in member)
            stack += ((member, inner) for member in value.values())
        elif isinstance(value, list):
            total += len(value)
            stack += ((member, terms) for member in value)
    return 1 + total + copied // _COPIED


class Definitions:
    """The terms of one local context on top of an active one, each defined when it is first needed.

    Args:
        active: the active context.
        local: the context.
        pointer: where it stands.
        override: whether it may define protected terms anew.
    """

    def __init__(self, active: Active, local: dict[str, Any], pointer: str, override: bool) -> None:
        self._local = local
        self._override = override
        self._protects = local.get("@protected") is True
        self._pointer = pointer
        self._terms = dict(active.terms)
        self._done: set[str] = set()
        self._vocabulary = active.vocabulary
        self._active = active

    def finish(self) -> Active:
        """The active context with all terms defined.

        Raises:
            UnsafeError: its terms refer to each other too deeply.
            UnreadableError: it is no context, or defines a protected term anew.
        """
        if "@vocab" in self._local:
            self._vocabulary = self._vocab(self._local["@vocab"])
        try:
            for name in self._local:
                if not KEYWORD_LIKE.match(name):
                    self._define(name)
        except RecursionError:
            raise UnsafeError(
                "nested-too-deeply", "The terms of the context refer to each other too deeply.", pointer=self._pointer
            ) from None
        return Active(self._terms, self._vocabulary, self._active.previous)

    def _vocab(self, given: Any) -> str | None:
        if given is None:
            return None
        if not isinstance(given, str):
            raise self._wrong("@vocab")
        return Active(self._terms, self._vocabulary).meaning(given) or given

    def _define(self, name: str) -> None:
        if name in self._done:
            return
        self._done.add(name)
        before = self._terms.pop(name, None)
        term = self._term(name, self._local[name])
        if before is not None and before.protected and not self._override:
            if term != before:
                raise conflict(self._pointer)
            term = before
        self._terms[name] = term

    def _term(self, name: str, given: Any) -> Term:
        simple = isinstance(given, str)
        parts = {"@id": given} if simple or given is None else given
        if not isinstance(parts, dict):
            raise self._wrong(name)
        protected = parts.get("@protected", self._protects) is True
        stated = parts.get("@reverse", parts.get("@id", name))
        if stated is None:
            return Term(None, protected=protected)
        if not isinstance(stated, str):
            raise self._wrong(name)
        iri = self._own(name) if stated == name else self._meaning(stated)
        containers = parts.get("@container") or ()
        return Term(
            iri=iri,
            type=self._coercion(str(parts.get("@type") or "")),
            container=frozenset([containers] if isinstance(containers, str) else map(str, containers)),
            context=parts.get("@context"),
            scoped="@context" in parts,
            prefix=parts.get("@prefix") is True or (simple and stated.endswith(_SUFFIX_OF_PREFIX)),
            rest=tuple(parts.get(entry) for entry in _REST),
            protected=protected,
        )

    def _coercion(self, stated: str) -> str:
        """The type that values are coerced to, as a full address where it is one."""
        return (self._meaning(stated) if stated else None) or stated

    def _own(self, name: str) -> str | None:
        """What a term stands for that is defined without an address: itself, or itself in the vocabulary."""
        return self._meaning(name) if ":" in name else Active({}, self._vocabulary).meaning(name)

    def _meaning(self, stated: str) -> str | None:
        for needed in self._needed(stated):
            self._define(needed)
        return Active(self._terms, self._vocabulary).meaning(stated)

    def _needed(self, stated: str) -> Iterator[str]:
        """The terms of this context that an address is built from."""
        prefix = stated.partition(":")[0]
        for name in {stated, prefix}:
            if name in self._local and name not in KEYWORDS and name not in self._done:
                yield name

    def _wrong(self, name: str) -> UnreadableError:
        return UnreadableError(
            "invalid-value", f'The context defines "{name[:80]}" by something that is no definition.',
            pointer=self._pointer,
        )  # fmt: skip
