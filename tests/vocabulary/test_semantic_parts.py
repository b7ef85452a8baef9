"""What is compared with a vocabulary: phrases of a text, and vectors fitted by what belongs together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from eportfolio.vocabulary.semantic import adapter, knows
from eportfolio.vocabulary.semantic.encoder import unit
from eportfolio.vocabulary.semantic.parts import LONGEST, parts
from eportfolio.vocabulary.semantic.threads import single_threaded

numpy: Any = pytest.importorskip("numpy", reason="the packages of the extra [semantic] are not installed")


@pytest.mark.parametrize("text", ["bake bread", "look after people who are ill"])
def test_a_short_text_is_looked_at_as_a_whole(text: str) -> None:
    assert parts(f"  {text}\n") == [text]


def test_of_a_sentence_the_phrases_between_marks_are_looked_at_too() -> None:
    found = parts("We bake bread, groom horses \u2013 and (sometimes) write software in Lyon.")
    assert found[0] == "We bake bread, groom horses \u2013 and (sometimes) write software in Lyon."
    assert found[1:3] == ["We bake bread", "groom horses"]
    assert "write software in Lyon" in found


def test_a_long_phrase_is_looked_at_in_windows_that_overlap() -> None:
    words = [f"w{number}" for number in range(1, 11)]
    assert parts(" ".join(words))[1:] == ["w1 w2 w3 w4 w5 w6", "w4 w5 w6 w7 w8 w9", "w7 w8 w9 w10"]


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_nothing_has_no_parts(text: str) -> None:
    assert parts(text) == []


def test_a_text_without_end_has_few_parts() -> None:
    found = parts(", ".join(f"word {number}" for number in range(100_000)))
    assert len(found) <= 17
    assert max(map(len, found)) <= LONGEST


@pytest.mark.parametrize(("tag", "known"), [("nl", True), ("fr-BE", True), ("EN", True), ("sv", False), ("", False)])
def test_which_languages_the_encoder_knows(tag: str, known: bool) -> None:
    assert knows(tag) is known


def scattered(concepts: int, width: int = 24) -> adapter.Texts:
    """Two labels and a note a concept: half of the numbers of each tell the concept, the others nothing."""
    random = numpy.random.default_rng(1)
    shared = numpy.zeros((concepts, width), numpy.float32)
    shared[:, : width // 2] = random.normal(size=(concepts, width // 2))

    def text() -> Any:
        noise = numpy.zeros_like(shared)
        noise[:, width // 2 :] = random.normal(size=(concepts, width - width // 2))
        return unit(shared + noise)

    labels = numpy.stack([text(), text()], axis=1).reshape(2 * concepts, width)
    return adapter.Texts(labels, numpy.arange(0, 2 * concepts + 1, 2), text(), numpy.ones(concepts, bool))


def found_first(texts: adapter.Texts, weights: Any) -> float:
    """Share of the notes whose nearest concept, by its labels, is their own."""
    centres = unit(adapter.centroids(texts.labels, texts.starts) @ weights)
    nearest = (unit(texts.notes @ weights) @ centres.T).argmax(axis=1)
    return float((nearest == numpy.arange(len(centres))).mean())


@pytest.fixture
def alone() -> Iterator[None]:
    """One thread of linear algebra, as when an index is built."""
    with single_threaded():
        yield


@pytest.mark.usefixtures("alone")
def test_fitting_learns_what_texts_of_a_concept_share() -> None:
    texts = scattered(1_200)
    fitted = adapter.fit(texts, 20)
    assert fitted.shape == (24, 20)
    before, after = found_first(texts, numpy.eye(24)), found_first(texts, fitted)
    assert after > 2 * before


@pytest.mark.usefixtures("alone")
def test_fitting_gives_the_same_every_time() -> None:
    texts = scattered(adapter.FEWEST)
    assert numpy.array_equal(adapter.fit(texts, 16), adapter.fit(texts, 16))


def test_of_too_few_pairs_nothing_is_learned() -> None:
    assert numpy.array_equal(adapter.fit(scattered(adapter.FEWEST - 1), 16), numpy.eye(24))


def test_a_concept_without_a_label_has_no_centre() -> None:
    labels = numpy.array([[1, 0], [0, 1], [0, 2]], numpy.float32)
    centres = adapter.centroids(labels, numpy.array([0, 1, 1, 3]))
    assert centres.tolist() == [[1, 0], [0, 0], [0, 1]]
