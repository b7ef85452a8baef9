"""Encoding a scheme: all its labels and descriptions become rows of numbers, fitted to the scheme."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from ..index.store import ConceptScheme
from . import adapter
from .encoder import DIMENSIONS, encoder, unit
from .threads import single_threaded

if TYPE_CHECKING:
    from .encoder import Matrix

Progress = Callable[[int, int], None]
"""Told the texts encoded so far, and those in all."""

WIDTH: Final = 256
"""Numbers of a vector in the index."""

_CHUNK: Final = 4_096
_LONGEST_LABEL: Final = 300
_LONGEST_NOTE: Final = 250
_NOTES: Final = ("description", "definition", "scope_note")


@dataclass(slots=True)
class Encoded:
    """What an index holds.

    Attributes:
        uris: the concepts that have a label.
        types: the type of each.
        map: the matrix that the encoder's vectors are multiplied with.
        labels: one row a label, those of a concept side by side.
        starts: of each concept its first row, and at the end the number of rows.
        centres: one row a concept: what its labels have in common.
        notes: one row a concept: its descriptions, or the centre again where it has none.
    """

    uris: list[str]
    types: list[str]
    map: Matrix
    labels: Matrix
    starts: Matrix
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
        MissingExtraError: the encoder is not installed.
    """
    import numpy

    words = _words(scheme)
    vectors = _vectors([*words.labels, *words.notes], progress)
    labels, starts = vectors[: len(words.labels)], numpy.array(words.starts, numpy.int64)
    sums = numpy.zeros((len(words.uris), vectors.shape[1]), numpy.float32)
    numpy.add.at(sums, words.noted, vectors[len(words.labels) :].astype(numpy.float32))
    notes, noted = unit(sums), numpy.isin(numpy.arange(len(words.uris)), words.noted)
    with single_threaded():
        fitted = adapter.fit(adapter.Texts(labels, starts, notes, noted), WIDTH)
        return _mapped(words, labels, starts, numpy.where(noted[:, None], unit(notes @ fitted), 0), fitted)


def _mapped(words: _Words, labels: Matrix, starts: Matrix, notes: Matrix, fitted: Matrix) -> Encoded:
    """All vectors, fitted to the scheme; a concept without a description has its centre in the place of it."""
    import numpy

    mapped = numpy.empty((len(labels), fitted.shape[1]), numpy.float16)
    for begin in range(0, len(labels), _CHUNK):
        mapped[begin : begin + _CHUNK] = unit(labels[begin : begin + _CHUNK].astype(numpy.float32) @ fitted)
    centres = adapter.centroids(mapped, starts)
    described = numpy.where(numpy.linalg.norm(notes, axis=1, keepdims=True) > 0, notes, centres)
    return Encoded(words.uris, words.types, fitted, mapped, starts, centres, described)


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


def _vectors(texts: list[str], progress: Progress | None) -> Matrix:
    """One row a text, as the encoder gives it."""
    import numpy

    encode = encoder()
    vectors = numpy.empty((len(texts), DIMENSIONS), numpy.float16)
    for begin in range(0, len(texts), _CHUNK):
        vectors[begin : begin + _CHUNK] = encode(texts[begin : begin + _CHUNK])
        if progress is not None:
            progress(min(begin + _CHUNK, len(texts)), len(texts))
    return vectors
