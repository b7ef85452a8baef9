"""The semantic index of a scheme: built once, kept in a folder, mapped into memory, asked by meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Self

from ..index.store import ConceptScheme
from .building import Encoded, Progress, build
from .encoders import encoder, encoder_names, unit
from .parts import parts
from .storage import find, key_of, keep

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

    from .encoders import Matrix

_CANDIDATES: Final = 300
_LABEL: Final = 1.0
_PHRASE: Final = 1.0
_NOTE: Final = 0.5
_CENTRE: Final = 0.25


class SemanticIndex:
    """Ranks the concepts of a scheme by meaning.  It may be used from several threads and in child processes.

    Args:
        encoded: the vectors of the scheme.
    """

    def __init__(self, encoded: Encoded) -> None:
        self._encoded = encoded

    @classmethod
    def open(cls, scheme: ConceptScheme, *, progress: Progress | None = None) -> Self:
        """The index of a scheme: the one that was kept, or else a new one, which takes about a minute for ESCO.

        It is kept in the cache, for this very content of the scheme and these versions of the encoders.

        Args:
            scheme: whose index.
            progress: told the texts encoded and those in all, when it has to be built.

        Raises:
            MissingExtraError: no encoder is installed (extra ``semantic``).
            UsageError: the disk is full.
        """
        key = key_of(scheme, encoder_names())
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
        asked = unit(encoder()(looked_at) @ held.map)
        about = self._joined(asked @ held.centres[wanted].T, _LABEL) + _NOTE * (asked[0] @ held.notes[wanted].T)
        most = min(max(_CANDIDATES, 2 * limit), len(wanted))
        some = numpy.sort(numpy.argpartition(-about, most - 1)[:most])
        rest = _CENTRE * (asked[0] @ held.centres[wanted[some]].T) + _NOTE * (asked[0] @ held.notes[wanted[some]].T)
        scores = self._joined(self._nearest(asked, wanted[some]), _LABEL) + rest
        total = _LABEL + (_PHRASE if len(asked) > 1 else 0) + _NOTE + _CENTRE
        best = numpy.argsort(-scores, kind="stable")[:limit]
        return [(held.uris[wanted[some[i]]], float(min(max(scores[i] / total, 0.0), 1.0))) for i in best]

    def _of(self, types: Sequence[str]) -> NDArray[int64]:
        import numpy

        if not types:
            return numpy.arange(len(self._encoded.uris))
        return numpy.flatnonzero(numpy.isin(self._encoded.types, list(types)))

    def _nearest(self, asked: Matrix, concepts: NDArray[int64]) -> Matrix:
        """For each part of the text and each concept, the likeness of the label that is nearest."""
        import numpy

        begins, counts = self._encoded.starts[concepts], numpy.diff(self._encoded.starts)[concepts]
        ends = numpy.cumsum(counts)
        rows = numpy.arange(ends[-1]) + numpy.repeat(begins - (ends - counts), counts)
        likeness = asked @ self._encoded.labels[rows].astype(numpy.float32).T
        nearest: Matrix = numpy.maximum.reduceat(likeness, ends - counts, axis=1)
        return nearest

    @staticmethod
    def _joined(likeness: Matrix, weight: float) -> Matrix:
        """The likeness of the whole, and of the best phrase where there are phrases."""
        whole = weight * likeness[0]
        return whole + _PHRASE * likeness[1:].max(axis=0) if len(likeness) > 1 else whole
