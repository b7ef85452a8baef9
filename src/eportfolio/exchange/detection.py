"""Which format a source has, told from its content, never from its name alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ..report.errors import UnknownFormatError
from ..sources.source import Source
from . import registry
from .adapter import Adapter, Confidence

CERTAIN = 90
"""From this score on, an adapter of ours decides without other people's packages being looked for."""


def detect(source: Source) -> tuple[Adapter, Confidence]:
    """Find the adapter for a source.

    Raises:
        UnknownFormatError: no adapter fits, two fit equally well, or a neighbour was recognised that is no portfolio.
        UnreadableError: the bytes are broken, so that no format can be told.
    """
    best: list[tuple[Adapter, Confidence]] = []
    refusal = ""
    for adapter in _candidates(best):
        confidence = adapter.sniff(source)
        refusal = confidence.refusal or refusal
        if confidence.score == 0:
            continue
        if not best or confidence.score > best[0][1].score:
            best[:] = [(adapter, confidence)]
        elif confidence.score == best[0][1].score:
            best.append((adapter, confidence))
    if len(best) == 1:
        return best[0]
    if best:
        names = " and ".join(adapter.format.id for adapter, _ in best)
        raise UnknownFormatError("ambiguous-format", f"{source.name} could be {names}.")
    if refusal:
        raise UnknownFormatError("neighbouring-format", f"{source.name} is refused: {refusal}.")
    _raise_if_broken(source)
    raise UnknownFormatError("unknown-format", f"{source.name} is of no format that is known here.")


def _candidates(best: list[tuple[Adapter, Confidence]]) -> Iterator[Adapter]:
    """Ours first; then, unless one of ours was certain meanwhile, other people's."""
    adapters = registry.adapters()
    yield from islice(adapters, len(registry.BUILT_IN))
    if not best or best[0][1].score < CERTAIN:
        yield from adapters


def _raise_if_broken(source: Source) -> None:
    """A broken document deserves the place where it is broken, not "unknown format"."""
    if source.kind == "xml":
        _ = source.xml
    elif source.kind == "json":
        _ = source.json
    elif source.kind == "text":
        from ..sources.json import decode_text

        decode_text(source.data)
