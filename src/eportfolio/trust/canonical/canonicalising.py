"""The canonical form of a dataset: its statements in order, with canonical identifiers for its blank nodes.

Variants are in use.  Where blank nodes can only be told apart by paths (RDFC-1.0, section 4.8), one kind of
implementation keeps a neighbour that stands in two statements twice in a list, the other kind keeps it once.  The text
of the standard allows both readings and its tests are passed by both, but signatures made over one form do not verify
over the other.  And JavaScript sorts by UTF-16 code units where the standard says code points, which is another order
where a character beyond the basic plane (an emoji) meets one from the plane's end (a full-width letter).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum
from typing import Final, NamedTuple

from ...sources.limits import DEFAULT_LIMITS, Limits
from .identifiers import Digest, Labelling
from .quads import Quad, parse, written

_BEYOND: Final = re.compile("[\U00010000-\U0010ffff]")
_AT_THE_END: Final = re.compile("[\ue000-\uffff]")


class Variant(Enum):
    """How neighbours that are met twice are listed; the value says it in words."""

    KEEPING_DUPLICATES = "neighbours listed as often as they are met"
    """As PyLD and the JavaScript library rdf-canonize do, with which most credentials are signed."""

    WITHOUT_DUPLICATES = "neighbours listed once"
    """As Oxigraph does."""

    IN_CODE_UNITS = "neighbours listed as often as they are met, and statements in the order of UTF-16 code units"
    """As rdf-canonize does to the letter; it differs where emoji and the last characters of the basic plane meet."""


class Form(NamedTuple):
    """A canonical form.

    Attributes:
        variant: the variant that it is made by; where both give the same, the first one.
        text: the canonical N-Quads.
    """

    variant: Variant
    text: str


def canonicalise(
    nquads: str,
    *,
    digest: Digest = "sha256",
    variant: Variant = Variant.KEEPING_DUPLICATES,
    limits: Limits = DEFAULT_LIMITS,
) -> str:
    """The canonical form of a dataset (RDFC-1.0, section 4.4).

    Args:
        nquads: the statements as N-Quads.
        digest: the hash function that names are derived with; P-384 signatures need SHA-384.
        variant: the variant.
        limits: the safety limits.

    Returns:
        Canonical N-Quads.

    Raises:
        UnsafeError: it goes beyond a limit, or so many blank nodes look alike that it would take too long.
        UnreadableError: it is no N-Quads.
    """
    quads = parse(nquads, limits)
    return _text(quads, _labelling(quads, digest, variant).identifiers(), variant)


def canonical_identifiers(
    nquads: str,
    *,
    digest: Digest = "sha256",
    variant: Variant = Variant.KEEPING_DUPLICATES,
    limits: Limits = DEFAULT_LIMITS,
) -> dict[str, str]:
    """The identifiers that blank nodes get in the canonical form, by those that they have (RDFC-1.0, section 4.4).

    Args:
        nquads: the statements as N-Quads.
        digest: the hash function.
        variant: the variant.
        limits: the safety limits.

    Returns:
        For instance ``{"e0": "c14n1"}``.

    Raises:
        UnsafeError: it goes beyond a limit, or so many blank nodes look alike that it would take too long.
        UnreadableError: it is no N-Quads.
    """
    found = _labelling(parse(nquads, limits), digest, variant).identifiers()
    return {old.removeprefix("_:"): new.removeprefix("_:") for old, new in found.items()}


def forms(nquads: str, digest: Digest = "sha256", limits: Limits = DEFAULT_LIMITS) -> Iterator[Form]:
    """The distinct canonical forms of a dataset: one, or more where the variants differ.

    Those after the first are only worked out when they are asked for.

    Args:
        nquads: the statements as N-Quads.
        digest: the hash function.
        limits: the safety limits.

    Raises:
        UnsafeError: it goes beyond a limit, or so many blank nodes look alike that it would take too long.
        UnreadableError: it is no N-Quads.
    """
    quads = parse(nquads, limits)
    first = _labelling(quads, digest, Variant.KEEPING_DUPLICATES)
    seen = [_text(quads, first.identifiers(), Variant.KEEPING_DUPLICATES)]
    yield Form(Variant.KEEPING_DUPLICATES, seen[0])
    others = {Variant.WITHOUT_DUPLICATES: first.ambiguous, Variant.IN_CODE_UNITS: _orders_differ(seen[0])}
    for variant in (variant for variant, may_differ in others.items() if may_differ):
        text = _text(quads, _labelling(quads, digest, variant).identifiers(), variant)
        if text not in seen:
            seen.append(text)
            yield Form(variant, text)


def _labelling(quads: list[Quad], digest: Digest, variant: Variant) -> Labelling:
    duplicates = variant is not Variant.WITHOUT_DUPLICATES
    return Labelling(quads, digest, duplicates=duplicates, order=_order(variant))


def _text(quads: list[Quad], identifiers: dict[str, str], variant: Variant) -> str:
    return "".join(sorted((written(quad, identifiers.__getitem__) for quad in quads), key=_order(variant)))


def _order(variant: Variant) -> Callable[[str], bytes] | None:
    return _code_units if variant is Variant.IN_CODE_UNITS else None


def _code_units(line: str) -> bytes:
    return line.encode("utf-16-be")


def _orders_differ(text: str) -> bool:
    """Whether code points and UTF-16 code units may give different orders."""
    return not text.isascii() and bool(_BEYOND.search(text)) and bool(_AT_THE_END.search(text))
