"""The semantic index of a scheme: built once, kept in a folder, mapped into memory, asked by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from typing import TYPE_CHECKING, Final, Self

from ..index.store import ConceptScheme
from .building import Encoded, Progress, build
from .encoder import encoder, encoder_name, unit
from .parts import parts
from .storage import find, keep, key_of
from .threads import single_threaded

if TYPE_CHECKING:
    from .encoder import Matrix

_CANDIDATES: Final = 300
_CENTRE: Final = 0.5
_NOTE: Final = 0.5
_ALL: Final = 1 + _CENTRE + _NOTE

_BUILDING: Final = Lock()
"""Held while an index is looked for or built: a second thread that wants the same one waits for it."""


class SemanticIndex:
    """Ranks the concepts of a scheme by meaning.  It may be used from several threads and in child processes.

    Args:
        encoded: the vectors of the scheme.
    """

    def __init__(self, encoded: Encoded) -> None:
        import numpy

        self._encoded = encoded
        self._types = numpy.array(encoded.types)

    @classmethod
    def open(cls, scheme: ConceptScheme, *, progress: Progress | None = None) -> Self:
        """The index of a scheme: the one that was kept, or else a new one, which takes a minute or two for ESCO.

        It is kept in the cache, for this very content of the scheme and this version of the encoder.

        Args:
            scheme: whose index.
            progress: told the texts encoded and those in all, when it has to be built.

        Raises:
            MissingExtraError: the encoder is not installed (extra ``semantic``).
            UsageError: the disk is full.
        """
        key = key_of(scheme, encoder_name())
        with _BUILDING:
            encoded = find(scheme, key)
            return cls(encoded if encoded is not None else keep(scheme, key, build(scheme, progress)))

    def rank(self, text: str, limit: int = 100, *, types: Sequence[str] = ()) -> list[tuple[str, float]]:
        """URIs of concepts with their likeness to a text (0 to 1), the likeliest first.

        Args:
            text: somebody's own words; of a sentence its phrases are looked at as well as the whole.
            limit: how many at most.
            types: only concepts of these types.
        """
        import numpy

        looked_at, held = parts(text), self._encoded
        wanted = self._of(types)
        if not looked_at or not len(wanted) or limit < 1:
            return []
        with single_threaded():
            asked = unit(encoder()(looked_at) @ held.map)
            centres = _joined(asked @ held.centres.T)[wanted]
            rest = _CENTRE * centres + _NOTE * _joined(asked @ held.notes.T)[wanted]
            most = min(max(_CANDIDATES, 2 * limit), len(wanted))
            some = numpy.sort(numpy.argpartition(-(centres + rest), most - 1)[:most])
            scores = (_joined(self._nearest(asked, wanted[some])) + rest[some]) / _ALL
        best = numpy.argsort(-scores, kind="stable")[:limit]
        return [(held.uris[wanted[some[i]]], float(min(max(scores[i], 0.0), 1.0))) for i in best]

    def _of(self, types: Sequence[str]) -> Matrix:
        """The concepts of some types."""
        import numpy

        if not types:
            return numpy.arange(len(self._types))
        return numpy.flatnonzero(numpy.isin(self._types, list(types)))

    def _nearest(self, asked: Matrix, concepts: Matrix) -> Matrix:
        """For each part of the text and each concept, the likeness of the label that is nearest."""
        import numpy

        begins, counts = self._encoded.starts[concepts], numpy.diff(self._encoded.starts)[concepts]
        ends = numpy.cumsum(counts)
        rows = numpy.arange(ends[-1]) + numpy.repeat(begins - (ends - counts), counts)
        likeness = asked @ self._encoded.labels[rows].astype(numpy.float32).T
        nearest: Matrix = numpy.maximum.reduceat(likeness, ends - counts, axis=1)
        return nearest


def _joined(likeness: Matrix) -> Matrix:
    """The likeness of the whole text, which is the first row, and of its best phrase: their mean."""
    joined: Matrix = (likeness[0] + likeness[1:].max(axis=0)) / 2 if len(likeness) > 1 else likeness[0]
    return joined
