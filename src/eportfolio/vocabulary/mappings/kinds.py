"""Kinds of matches: what they say, turned round, and one after the other.

``A broad_match B`` reads: B is broader than A.  The kinds are the mapping properties of SKOS (SKOS Reference, section
10); what a chain of two of them says follows from its axioms where they say something, and is never more than that:

* ``exact_match`` is transitive (S45) and one kind of close match (S42): an exact match on one side changes nothing.
* ``broad_match`` after ``broad_match``: the last concept is broader than the first (S41, S22, S24: broader is a kind
  of the transitive relation); ``narrow_match`` likewise, being the inverse (S43).
* ``close_match`` is deliberately not transitive, to avoid errors that add up; near something near, or broader than
  something near, leaves that the two have to do with each other: ``related_match``.
* ``narrow_match`` after which comes ``broad_match``: both contain the concept between, so they overlap:
  ``related_match``.
* ``broad_match`` after which comes ``narrow_match``: two things below a common roof.  That says nothing, nor does
  anything that is related to something inexact.

So a chain never says more than its weakest part.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from .slots import BUILT_IN_PREFIXES, NO_MAPPING, NO_TERM_FOUND


class MatchKind(StrEnum):
    """How two concepts correspond; the values are those of the relations of a concept scheme."""

    EXACT = "exact_match"
    CLOSE = "close_match"
    BROAD = "broad_match"
    NARROW = "narrow_match"
    RELATED = "related_match"

    @property
    def strength(self) -> int:
        """A number that is larger for a match that says more: exact, close, broad and narrow, related."""
        return {"exact_match": 3, "close_match": 2, "related_match": 0}.get(self.value, 1)

    @property
    def word(self) -> str:
        """The kind in a word for people, such as ``exact``."""
        return self.value.removesuffix("_match")

    @property
    def inverse(self) -> MatchKind:
        """The same match seen from the other concept (S43, S44)."""
        return {"broad_match": MatchKind.NARROW, "narrow_match": MatchKind.BROAD}.get(self.value, self)

    @property
    def predicate(self) -> str:
        """The address of the SKOS property."""
        return f"{_SKOS}{self.word}Match"


_SKOS: Final = BUILT_IN_PREFIXES["skos"]
_OWL: Final = BUILT_IN_PREFIXES["owl"]
_RDFS: Final = BUILT_IN_PREFIXES["rdfs"]
_EXACT, _CLOSE, _BROAD, _NARROW, _RELATED = MatchKind

PREDICATES: Final = {
    **{kind.predicate: kind for kind in MatchKind},
    _OWL + "equivalentClass": _EXACT,
    _OWL + "equivalentProperty": _EXACT,
    _OWL + "sameAs": _EXACT,
    _RDFS + "subClassOf": _BROAD,
    _RDFS + "subPropertyOf": _BROAD,
}
"""The predicates that say how two concepts correspond (SSSOM data model, common predicates; chaining rules, RG1, RG2).

Any other predicate may stand in a mapping set, but is no match: a cross-reference does not tell how two things relate.
"""

_CHAINS: Final = {
    (_BROAD, _BROAD): _BROAD,
    (_NARROW, _NARROW): _NARROW,
    (_CLOSE, _CLOSE): _RELATED,
    (_CLOSE, _BROAD): _RELATED,
    (_CLOSE, _NARROW): _RELATED,
    (_BROAD, _CLOSE): _RELATED,
    (_NARROW, _CLOSE): _RELATED,
    (_NARROW, _BROAD): _RELATED,
}

_DENIES: Final = {
    _EXACT: (_EXACT,),
    _CLOSE: (_CLOSE, _EXACT),
    _BROAD: (_BROAD,),
    _NARROW: (_NARROW,),
    _RELATED: (_RELATED,),
}
"""What else is not so when a kind is denied: without a close match there is no exact one either (S42)."""


def compose(first: MatchKind, then: MatchKind) -> MatchKind | None:
    """What two matches, one after the other, say of the concepts at their ends; ``None`` when they say nothing."""
    if _EXACT in (first, then):
        return then if first is _EXACT else first
    return _CHAINS.get((first, then))


def match_of(subject: str, predicate: str, object: str, modifier: str = "") -> MatchKind | None:  # noqa: A002
    """The match that a mapping states.

    Args:
        subject: address of the subject; empty when it has none.
        predicate: address of the predicate.
        object: address of the object; empty when it has none.
        modifier: the predicate modifier: ``Not`` denies the match.

    Returns:
        ``None`` when it states none: it is denied, one side could not be found or is a mere text, or the predicate
        does not tell how the two correspond.
    """
    if modifier or not subject or not object or NO_TERM_FOUND in (subject, object) or predicate == NO_MAPPING:
        return None
    return PREDICATES.get(predicate)


def denied_by(predicate: str, modifier: str) -> tuple[MatchKind, ...]:
    """The matches that a mapping denies, with those that cannot be without them."""
    kind = PREDICATES.get(predicate) if modifier == "Not" else None
    return _DENIES[kind] if kind is not None else ()
