"""Fitting vectors to a vocabulary: a linear map that learns which of its own texts mean the same.

The pairs are those that every vocabulary brings: two labels of a concept (in one language or two), and the description
of a concept with one of its labels.  The map is trained so that of a batch of concepts, chosen among neighbours, each
text is nearest to its own partner (the InfoNCE loss of van den Oord et al. 2018, https://arxiv.org/abs/1807.03748, in
both directions; optimised by Adam, Kingma and Ba 2015, https://arxiv.org/abs/1412.6980).  Everything is seeded.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from .encoder import unit

if TYPE_CHECKING:
    from numpy.random import Generator

    from .encoder import Matrix

FEWEST: Final = 1_000
"""Concepts with a pair from which on training is worth it."""

_SEED: Final = 20_170_523
_STEPS: Final = 300
_SAMPLE: Final = 20_000
_SEEDS: Final = 32
_NEIGHBOURS: Final = 24
_DRAWN: Final = 15
_DESCRIBED: Final = 0.5
_TEMPERATURE: Final = 0.05
_RATE: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Texts:
    """The encoded texts of a vocabulary.

    Attributes:
        labels: one row a label, those of a concept side by side, in the order of the concepts.
        starts: of each concept its first row, and at the end the number of rows.
        notes: one row a concept: its description.
        noted: which concepts have one.
    """

    labels: Matrix
    starts: Matrix
    notes: Matrix
    noted: Matrix


def principal(rows: Matrix, width: int) -> Matrix:
    """The directions in which rows differ most, as the columns of a matrix."""
    import numpy

    _, vectors = numpy.linalg.eigh(rows.T @ rows)
    return numpy.ascontiguousarray(vectors[:, ::-1][:, :width], dtype=numpy.float32)


def fit(texts: Texts, width: int) -> Matrix:
    """A matrix that maps vectors to fewer numbers in which texts of the same concept are near each other.

    Args:
        texts: what is learned from; when it holds too few pairs, vectors are left as they are.
        width: how many numbers a mapped vector has.
    """
    import numpy

    random = numpy.random.default_rng(_SEED)
    counts = numpy.diff(texts.starts)
    usable = (counts > 1) | ((counts > 0) & texts.noted)
    if usable.sum() < FEWEST:
        return numpy.eye(texts.labels.shape[1], dtype=numpy.float32)
    sample = random.choice(len(texts.labels), min(len(texts.labels), _SAMPLE), replace=False)
    weights = principal(texts.labels[numpy.sort(sample)].astype(numpy.float32), width)
    centres = unit(centroids(texts.labels, texts.starts) @ weights)
    mean, square = numpy.zeros_like(weights), numpy.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        concepts = _batch(centres, usable, random)
        slope = _slope(weights, *_pairs(texts, concepts, random))
        mean += 0.1 * (slope - mean)
        square += 0.01 * (slope * slope - square)
        rate = _RATE * (1.02 - step / _STEPS)
        weights -= rate * (mean / (1 - 0.9**step)) / (numpy.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def centroids(labels: Matrix, starts: Matrix) -> Matrix:
    """The mean of the label vectors of each concept, with length 1; zeros where a concept has no label."""
    import numpy

    found = numpy.zeros((len(starts) - 1, labels.shape[1]), numpy.float32)
    filled = numpy.flatnonzero(numpy.diff(starts))
    if len(filled):
        found[filled] = numpy.add.reduceat(labels, starts[filled], axis=0, dtype=numpy.float32)
    return unit(found)


def _batch(centres: Matrix, usable: Matrix, random: Generator) -> Matrix:
    """Some concepts with some of their neighbours: those are the hard ones to tell apart."""
    import numpy

    seeds = random.choice(numpy.flatnonzero(usable), _SEEDS, replace=False)
    nearest = numpy.argpartition(-(centres[seeds] @ centres.T), _NEIGHBOURS, axis=1)[:, :_NEIGHBOURS]
    drawn = random.permuted(nearest, axis=1)[:, :_DRAWN]
    concepts = numpy.unique(numpy.concatenate([seeds, drawn.ravel()]))
    trained: Matrix = concepts[usable[concepts]]
    return trained


def _pairs(texts: Texts, concepts: Matrix, random: Generator) -> tuple[Matrix, Matrix]:
    """For each concept two of its texts: two labels, or its description and a label."""
    import numpy

    counts = numpy.diff(texts.starts)[concepts]
    first = (random.random(len(concepts)) * counts).astype(numpy.int64)
    second = (random.random(len(concepts)) * numpy.maximum(counts - 1, 1)).astype(numpy.int64)
    second = numpy.minimum(second + (second >= first), counts - 1)
    described = texts.noted[concepts] & ((random.random(len(concepts)) < _DESCRIBED) | (counts < 2))
    left = texts.labels[texts.starts[concepts] + first]
    right = texts.labels[texts.starts[concepts] + second]
    left = numpy.where(described[:, None], texts.notes[concepts], left)
    return left.astype(numpy.float32), right.astype(numpy.float32)


def _slope(weights: Matrix, left: Matrix, right: Matrix) -> Matrix:
    """The gradient of the loss of a batch of pairs."""
    import numpy

    size = len(left)
    mapped = left @ weights, right @ weights
    lengths = [numpy.linalg.norm(rows, axis=1, keepdims=True) + 1e-9 for rows in mapped]
    one, other = (rows / length for rows, length in zip(mapped, lengths, strict=True))
    likeness = one @ other.T / _TEMPERATURE
    error = _softmax(likeness, 1) + _softmax(likeness, 0)
    error[numpy.arange(size), numpy.arange(size)] -= 2
    error /= 2 * size * _TEMPERATURE
    slopes = []
    for rows, pull, length in ((one, error @ other, lengths[0]), (other, error.T @ one, lengths[1])):
        slopes.append((pull - rows * (pull * rows).sum(axis=1, keepdims=True)) / length)
    slope: Matrix = left.T @ slopes[0] + right.T @ slopes[1]
    return slope


def _softmax(likeness: Matrix, axis: int) -> Matrix:
    import numpy

    powers = numpy.exp(likeness - likeness.max(axis=axis, keepdims=True))
    softmax: Matrix = powers / powers.sum(axis=axis, keepdims=True)
    return softmax
