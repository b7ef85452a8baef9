"""What terms mean at a place of a document: the part of context processing that decides whether a key is defined.

It follows JSON-LD 1.1 Processing Algorithms and API, sections 4.1 (context processing) and 5.2 (IRI expansion), as far
as the meaning of keys goes; whether a context keeps all the rules of the standard is left to the full processor.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from ...report.errors import UnreadableError, UnsafeError
from ..limits import Limits
from .addresses import KNOWN
from .contexts import shared_context, unknown

_NAMES: Final = (
    "base container context default direction graph id import included index json language list nest none prefix "
    "propagate protected reverse set type value version vocab"
)
KEYWORDS: Final = frozenset(f"@{name}" for name in _NAMES.split(" "))
"""The keywords of JSON-LD 1.1, section 9.16, and those of framing that may be met."""

_KEYWORD_LIKE: Final = re.compile(r"@[a-zA-Z]+\Z")
_ABSOLUTE: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*|_):\S*\Z")
_SUFFIX_OF_PREFIX: Final = tuple(":/?#[]@")
_REST: Final = ("@reverse", "@language", "@direction", "@index", "@nest")
_COPIED: Final = 1000
"""So many terms are copied at the price of defining one."""

_HELD: Final = 200_000
"""So many terms are remembered of active contexts that may be needed again."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a context.

    Attributes:
        iri: the address or keyword that it stands for; ``None`` when the context takes it out.
        type: what values are coerced to.
        container: the containers.
        context: the context that holds behind it.
        scoped: whether there is one; it may be ``None``.
        prefix: whether it may begin a compact address.
        rest: the other entries of the definition, as they are written.
        protected: whether it may not be defined anew; two definitions are equal without regard to it.
    """

    iri: str | None
    type: str = ""
    container: frozenset[str] = frozenset()
    context: Any = None
    scoped: bool = False
    prefix: bool = False
    rest: tuple[Any, ...] = ()
    protected: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True, eq=False)
class Active:
    """An active context.

    Attributes:
        terms: the terms.
        vocabulary: what stands before keys that are no terms; ``None`` when there is nothing.
        previous: the context that holds again in the next object, when this one came with a type.
    """

    terms: Mapping[str, Term] = field(default_factory=dict)
    vocabulary: str | None = None
    previous: Active | None = None

    def meaning(self, key: str) -> str | None:
        """The keyword or address that a key stands for; ``None`` when no context defines it."""
        if key not in KEYWORDS and not _KEYWORD_LIKE.match(key):
            if key in self.terms:
                return self.terms[key].iri
            found = self.reference(key)
            if found is None and self.vocabulary is not None:
                found = self.vocabulary + key
            return found if found is not None and _ABSOLUTE.match(found) else None
        return key if key in KEYWORDS else None

    def reference(self, value: str) -> str | None:
        """The address that an ``@id`` stands for, where terms are none; ``None`` when it is relative.

        A base that a context gives is not looked at: a document should say the same wherever it stands.
        """
        prefix, colon, suffix = value.partition(":")
        if not colon or not prefix:
            return None
        if prefix == "_" or suffix.startswith("//"):
            return value
        term = self.terms.get(prefix)
        if term is not None and term.prefix and term.iri is not None:
            return term.iri + suffix
        return value if _ABSOLUTE.match(value) else None


EMPTY: Final = Active()


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
            _, _, result, cost = self._applied[key]
            self._spend(cost, pointer)
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
        self._spend(1 + _weight(local) + len(active.terms) // _COPIED, pointer)
        return _Definitions(active, local, pointer, override).finish()

    def _spend(self, cost: int, pointer: str) -> None:
        self._budget -= cost
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
    found = _Definitions(active, shared_context(address, text), address, override).finish()
    if found.vocabulary != active.vocabulary or found.terms != active.terms:
        return found
    same = all(term.protected == found.terms[name].protected for name, term in active.terms.items())
    return active if same else found


def conflict(pointer: str = "") -> UnreadableError:
    """The error for contexts of which one defines anew what another protects (JSON-LD 1.1, section 4.1.11)."""
    return UnreadableError(
        "context-conflict",
        "The contexts define a protected term differently; a JSON-LD 1.1 processor refuses the document.",
        pointer=pointer,
    )


def _weight(local: Any) -> int:
    """How many definitions a context holds, those behind its terms included."""
    total, stack = 0, [local]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            total += len(value)
            stack += value.values()
        elif isinstance(value, list):
            total += len(value)
            stack += value
    return total


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


class _Definitions:
    """The terms of one local context on top of an active one, each defined when it is first needed."""

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
        """The active context with all terms defined."""
        if "@vocab" in self._local:
            self._vocabulary = self._vocab(self._local["@vocab"])
        try:
            for name in self._local:
                if not _KEYWORD_LIKE.match(name):
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
