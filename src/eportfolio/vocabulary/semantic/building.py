"""Encoding a scheme: all its labels and descriptions become rows of numbers, fitted to the scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..index.store import ConceptScheme
from . import adapter
from .encoders import Encode, encoder, unit

if TYPE_CHECKING:
    from numpy import float16, int64
    from numpy.typing import NDArray

    from .encoders import Matrix

Progress = Callable[[int, int], None]
"""Told the work done and the work in all, in texts."""

WIDTH: Final = 256
"""Numbers of a vector in the index."""

_INNER: Final = 384
_CHUNK: Final = 4_096
_LONGEST_LABEL: Final = 300
_LONGEST_NOTE: Final = 500
_NOTES: Final = ("description", "definition", "scope_note")
_SEED: Final = 11


@dataclass(slots=True)
class Encoded:
    """What an index holds.

    Attributes:
        uris: the concepts that have a label.
        types: the type of each.
        first: the matrix that the encoder's vectors are multiplied with.
        labels: one row a label, those of a concept side by side.
        starts: of each concept its first row, and at the end the number of rows.
        centres: one row a concept: what its labels have in common.
        notes: one row a concept: its descriptions, or the centre again where it has none.
    """

    uris: list[str]
    types: list[str]
    map: Matrix
    labels: NDArray[float16]
    starts: NDArray[int64]
    centres: Matrix
    notes: Matrix


@dataclass(slots=True)
class _Words:
    """The texts of a scheme, before they are encoded."""

    uris: list[str] = field(default_factory=list)
    types: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    noted: list[int] = field(default_factory=list)


def build(scheme: ConceptScheme, progress: Progress | None = None) -> Encoded:
    """Encode a scheme.

    Args:
        scheme: what is encoded.
        progress: told how far it is.

    Raises:
        MissingExtraError: no encoder is installed.
    """
    import numpy

    words = _words(scheme)
    texts = [*words.labels, *words.notes]
    vectors, basis = _vectors(encoder(), texts, progress)
    labels, starts = vectors[: len(words.labels)], numpy.array(words.starts, numpy.int64)
    notes = numpy.zeros((len(words.uris), vectors.shape[1]), numpy.float32)
    numpy.add.at(notes, words.noted, vectors[len(words.labels) :].astype(numpy.float32))
    notes, noted = unit(notes), numpy.isin(numpy.arange(len(words.uris)), words.noted)
    fitted = adapter.fit(adapter.Texts(labels, starts, notes, noted), min(WIDTH, vectors.shape[1]))
    mapped = numpy.empty((len(labels), fitted.shape[1]), numpy.float16)
    for begin in range(0, len(labels), _CHUNK):
        mapped[begin : begin + _CHUNK] = unit(labels[begin : begin + _CHUNK].astype(numpy.float32) @ fitted)
    centres = adapter.centroids(mapped, starts)
    described = numpy.where(noted[:, None], unit(notes @ fitted), centres)
    return Encoded(words.uris, words.types, basis @ fitted, mapped, starts, centres, described)


def _words(scheme: ConceptScheme) -> _Words:
    """Labels and descriptions, in the order of the concepts; of each language the fullest kind of description."""
    words, place = _Words(), dict[str, int]()
    for label in scheme.labels():
        if label.uri not in place:
            place[label.uri] = len(words.uris)
            words.uris.append(label.uri)
            words.types.append(label.type)
            words.starts.append(len(words.labels))
        words.labels.append(label.text[:_LONGEST_LABEL])
    words.starts.append(len(words.labels))
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for uri, note in scheme.all_notes():
        if uri in place and note.kind in _NOTES:
            rank, key = _NOTES.index(note.kind), (uri, note.language)
            if key not in best or rank < best[key][0]:
                best[key] = (rank, note.text[:_LONGEST_NOTE])
    words.noted = [place[uri] for uri, _ in best]
    words.notes = [text for _, text in best.values()]
    return words


def _vectors(encode: Encode, texts: list[str], progress: Progress | None) -> tuple[NDArray[float16], Matrix]:
    """Vectors of all texts in their main directions, which the first chunk of a fixed shuffle tells; and those."""
    import numpy

    order = numpy.random.default_rng(_SEED).permutation(len(texts))
    basis: Matrix | None = None
    vectors: NDArray[float16] = numpy.zeros((len(texts), 0), numpy.float16)
    for begin in range(0, len(texts), _CHUNK):
        rows = order[begin : begin + _CHUNK]
        encoded = encode([texts[row] for row in rows])
        if basis is None:
            basis = adapter.principal(encoded, min(_INNER, encoded.shape[1]))
            vectors = numpy.zeros((len(texts), basis.shape[1]), numpy.float16)
        vectors[rows] = encoded @ basis
        if progress is not None:
            progress(min(begin + _CHUNK, len(texts)), len(texts))
    if basis is None:
        basis = numpy.zeros((0, 0), numpy.float32)
    return vectors, basis
