"""What keys mean where a context holds (JSON-LD 1.1 Processing Algorithms and API, section 5.2, IRI expansion)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_NAMES: Final = (
    "base container context default direction graph id import included index json language list nest none prefix "
    "propagate protected reverse set type value version vocab"
)
KEYWORDS: Final = frozenset(f"@{name}" for name in _NAMES.split(" "))
"""The keywords of JSON-LD 1.1, section 9.16, and those of framing that may be met."""

KEYWORD_LIKE: Final = re.compile(r"@[a-zA-Z]+\Z")
"""What looks like a keyword: it is kept for future ones."""

_ABSOLUTE: Final = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*|_):\S*\Z")


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
        if key not in KEYWORDS and not KEYWORD_LIKE.match(key):
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
