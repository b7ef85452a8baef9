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
from .addresses import CREDENTIALS_2, EUROPEAN_DIGITAL_CREDENTIALS, KNOWN
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
_COPIED: Final = 1000
"""So many terms are copied at the price of defining one."""


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
    """

    iri: str | None
    type: str = ""
    container: frozenset[str] = frozenset()
    context: Any = None
    scoped: bool = False
    prefix: bool = False


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
        if key in KEYWORDS:
            return key
        if _KEYWORD_LIKE.match(key):
            return None
        if key in self.terms:
            return self.terms[key].iri
        prefix, colon, suffix = key.partition(":")
        if colon and prefix:
            if prefix == "_" or suffix.startswith("//"):
                return key
            term = self.terms.get(prefix)
            if term is not None and term.prefix and term.iri is not None:
                return term.iri + suffix
            if _ABSOLUTE.match(key):
                return key
        found = None if self.vocabulary is None else self.vocabulary + key
        return found if found is not None and _ABSOLUTE.match(found) else None


EMPTY: Final = Active()


class Contexts:
    """Processes contexts for one document, at bounded cost.

    Args:
        limits: the safety limits; contexts may define ``limits.nodes`` terms in all, counted each time they hold.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._budget = limits.nodes

    def apply(self, active: Active, local: Any, pointer: str, *, propagate: bool = True) -> Active:
        """The active context after a local one.

        Args:
            active: the one before.
            local: an address, a context, ``None``, or a list of them.
            pointer: where it stands.
            propagate: whether it holds in nested objects too; one that comes with a type does not.

        Raises:
            UnsafeError: it names a context that is not known, or costs too much.
            UnreadableError: it is no context, or does not go with another one.
        """
        members = local if isinstance(local, list) else [local]
        self._refuse_conflict(members, pointer)
        if members and isinstance(members[0], dict) and isinstance(members[0].get("@propagate"), bool):
            propagate = members[0]["@propagate"]
        result = active
        for index, member in enumerate(members):
            place = f"{pointer}/{index}" if isinstance(local, list) else pointer
            result = self._one(result, member, place)
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
            UnreadableError: a context is none, or does not go with another one.
        """
        if active.previous is not None and not from_map and not _keeps_context(value, active):
            active = active.previous
        if term is not None and term.scoped:
            active = self.apply(active, term.context, pointer)
        if "@context" in value:
            active = self.apply(active, value["@context"], f"{pointer}/@context")
        typed = active
        for name in _types(value, active):
            scope = active.terms.get(name)
            if scope is not None and scope.scoped:
                typed = self.apply(typed, scope.context, pointer, propagate=False)
        return typed

    def _refuse_conflict(self, members: list[Any], pointer: str) -> None:
        if CREDENTIALS_2 in members and EUROPEAN_DIGITAL_CREDENTIALS in members:
            raise conflict(pointer)

    def _one(self, active: Active, local: Any, pointer: str) -> Active:
        if local is None:
            return EMPTY
        if isinstance(local, str):
            if local not in KNOWN:
                raise unknown(local, pointer)
            self._spend(len(shared_context(local)), pointer)
            return _known(active, local)
        if not isinstance(local, dict):
            raise UnreadableError("invalid-value", "A context is an address or an object.", pointer=pointer)
        if "@import" in local:
            raise unknown(str(local["@import"]), pointer)
        self._spend(1 + _weight(local) + len(active.terms) // _COPIED, pointer)
        return _Definitions(active, local, pointer).finish()

    def _spend(self, cost: int, pointer: str) -> None:
        self._budget -= cost
        if self._budget < 0:
            raise UnsafeError(
                "limit-exceeded",
                f"The contexts of the document define more than {self._limits.nodes} terms (limit nodes).",
                pointer=pointer,
            )


@lru_cache(maxsize=16)
def _known(active: Active, address: str) -> Active:
    """The active context after one that is known; most documents begin with the same ones."""
    return _Definitions(active, shared_context(address), address).finish()


def conflict(pointer: str = "") -> UnreadableError:
    """The error for contexts that define one protected term differently (JSON-LD 1.1, section 4.1.11)."""
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

    def __init__(self, active: Active, local: dict[str, Any], pointer: str) -> None:
        self._local = local
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
        self._terms.pop(name, None)
        self._terms[name] = self._term(name, self._local[name])

    def _term(self, name: str, given: Any) -> Term:
        simple = isinstance(given, str)
        parts = {"@id": given} if simple or given is None else given
        if not isinstance(parts, dict):
            raise self._wrong(name)
        stated = parts.get("@reverse", parts.get("@id", name))
        if stated is None:
            return Term(None)
        if not isinstance(stated, str):
            raise self._wrong(name)
        iri = self._own(name) if stated == name else self._meaning(stated)
        containers = parts.get("@container") or ()
        return Term(
            iri=iri,
            type=str(parts.get("@type") or ""),
            container=frozenset([containers] if isinstance(containers, str) else map(str, containers)),
            context=parts.get("@context"),
            scoped="@context" in parts,
            prefix=parts.get("@prefix") is True or (simple and stated.endswith(_SUFFIX_OF_PREFIX)),
        )

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
