"""The canonical form of a dataset: its statements in order, with canonical identifiers for its blank nodes.

Two variants are in use.  Where blank nodes can only be told apart by paths (RDFC-1.0, section 4.8), one kind of
implementation keeps a neighbour that stands in two statements twice in a list, the other kind keeps it once.  The text
of the standard allows both readings and its tests are passed by both, but signatures made over one form do not verify
over the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from ...sources.limits import DEFAULT_LIMITS, Limits
from .identifiers import Digest, Labelling
from .quads import Quad, parse, written


class Variant(Enum):
    """How neighbours that are met twice are listed; the value says it in words."""

    KEEPING_DUPLICATES = "neighbours listed as often as they are met"
    """As PyLD and the JavaScript library rdf-canonize do, with which most credentials are signed."""

    WITHOUT_DUPLICATES = "neighbours listed once"
    """As Oxigraph does."""


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
    return _text(quads, _labelling(quads, digest, variant).identifiers())


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
    """The distinct canonical forms of a dataset: one, or two where the variants differ.

    The second is only worked out when it is asked for.

    Args:
        nquads: the statements as N-Quads.
        digest: the hash function.
        limits: the safety limits.

    Raises:
        UnsafeError: it goes beyond a limit, or so many blank nodes look alike that it would take too long.
        UnreadableError: it is no N-Quads.
    """
    quads = parse(nquads, limits)
    seen: set[str] = set()
    for variant in Variant:
        labelling = _labelling(quads, digest, variant)
        text = _text(quads, labelling.identifiers())
        if text not in seen:
            seen.add(text)
            yield Form(variant, text)
        if not labelling.ambiguous:
            return


def _labelling(quads: list[Quad], digest: Digest, variant: Variant) -> Labelling:
    return Labelling(quads, digest, duplicates=variant is Variant.KEEPING_DUPLICATES)


def _text(quads: list[Quad], identifiers: dict[str, str]) -> str:
    return "".join(sorted(written(quad, identifiers.__getitem__) for quad in quads))
