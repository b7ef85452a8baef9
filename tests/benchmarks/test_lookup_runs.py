"""The benchmark of look-up runs on a tiny vocabulary; no test asserts a time."""

from __future__ import annotations

import random
from pathlib import Path

from eportfolio.vocabulary.library import Vocabularies
from tests.vocabulary.fiction import JUGGLE, install

from .lookup import OURS, Effort, changed, lines, measure, part
from .lookup_peers import PEERS

LABELS = [(JUGGLE, "juggle lanterns"), ("http://data.example.org/skills/knots", "knots of sailors")]


def test_every_peer_is_measured_beside_the_library(tmp_path: Path) -> None:
    install(tmp_path)
    rows = measure(tmp_path, list(PEERS), Effort(queries=2, slow=1, rounds=1))
    assert {row.method for row in rows} == {OURS, *PEERS}
    assert len(rows) == 4 * (1 + len(PEERS))
    assert all(row.ratio == 1.0 for row in rows if row.method == OURS)
    assert len(list(lines(rows, markdown=True))) == len(rows) + 5


def test_every_peer_finds_what_it_is_asked_for() -> None:
    for make in PEERS.values():
        peer = make(LABELS)
        assert peer.exact("juggle lanterns") == JUGGLE
        assert peer.exact("juggle") is None
        assert peer.ranked("juggle the lanterns") == JUGGLE
        assert make(LABELS[1:]).ranked("sailors") != JUGGLE


def test_a_part_of_a_vocabulary_has_so_many_skills(tmp_path: Path) -> None:
    install(tmp_path / "whole")
    part(tmp_path / "whole", tmp_path / "part", 1)
    with Vocabularies(tmp_path / "part").scheme("esco") as scheme:
        assert [concept.uri for concept in scheme.concepts()] == [JUGGLE]
        assert {label.text for label in scheme.labels()} == {"juggle lanterns", "throw lanterns"}


def test_a_changed_label_is_another_one_and_the_same_in_every_run() -> None:
    texts = [changed("manage a team of people", random.Random(seed)) for seed in range(20)]
    assert texts == [changed("manage a team of people", random.Random(seed)) for seed in range(20)]
    assert len(set(texts)) > 10
