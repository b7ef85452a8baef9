"""Searching a scheme: exact before normalised before lexical, with reasons in plain words."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.search import LONGEST, Proposal, Searcher

from .workshop import BASE, WORKSHOP, Said, make, uri

QUERIES = ("paint boats", "welding pipes", "Honigbienen", "C++", "wooden boats", "clocks", "glass", "segelduk", "paint")


class Meaning:
    """A ranking by meaning that always says the same."""

    def __init__(self, *ranked: tuple[str, float]) -> None:
        self.ranked = ranked
        self.asked: list[str] = []

    def rank(self, text: str, limit: int = 100, *, types: Sequence[str] = ()) -> Sequence[tuple[str, float]]:
        self.asked.append(text)
        return self.ranked[:limit]


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConceptScheme]:
    with make(tmp_path_factory.mktemp("workshop"), relations=[("painter", "essential_skill", "boats")]) as opened:
        yield opened


@pytest.fixture(scope="module")
def searcher(scheme: ConceptScheme) -> Searcher:
    return Searcher(scheme)


def names(found: Sequence[Proposal]) -> list[str]:
    return [one.uri.removeprefix(BASE) for one in found]


def test_an_exact_label_comes_first_and_says_so(searcher: Searcher) -> None:
    first, *others = searcher.search("  Paint  WOODEN boats ")
    assert first == Proposal(
        uri("boats"), "paint wooden boats", "en", "skill", 1.0, "exact",
        "the same as the preferred label “paint wooden boats” (en)",
    )  # fmt: skip
    assert others
    assert all(one.method == "lexical" and one.score < first.score for one in others)


def test_a_normalised_label_comes_before_lexical_ones(searcher: Searcher) -> None:
    first, *others = searcher.search("make paint-brush")
    assert (first.uri, first.method) == (uri("brush"), "normalised")
    assert first.reason == "but for its spelling the same as the preferred label “make paint brushes” (en)"
    assert {one.method for one in others} == {"lexical"}
    assert first.score < searcher.search("make paint brushes")[0].score


def test_a_lexical_proposal_names_the_label_that_is_like_it(searcher: Searcher) -> None:
    first = searcher.search("welder of pipes")[0]
    assert (first.method, first.reason) == ("lexical", "the label “weld copper pipes” (en) is like it")
    other = searcher.search("brazing of tubes")[0]
    assert (other.uri, other.label) == (uri("pipes"), "weld copper pipes")
    assert other.reason == "the other label “braze copper tubes” (en) is like it"


def test_a_hidden_label_is_called_hidden(tmp_path: Path) -> None:
    labels = [*WORKSHOP, Said("rope", "lay rope"), Said("rope", "cordwaining yarns", kind="hidden")]
    with make(tmp_path, labels) as scheme:
        search = Searcher(scheme).search
        assert search("cordwaining yarns")[0].reason == "the same as a hidden label “cordwaining yarns” (en)"
        assert search("cordwaining")[0].reason == "the hidden label “cordwaining yarns” (en) is like it"
        assert search("lay rope")[0].score > search("cordwaining yarns")[0].score


def test_a_label_without_a_language_has_none_in_the_reason(tmp_path: Path) -> None:
    with make(tmp_path, [*WORKSHOP, Said("rope", "lay rope", "")]) as scheme:
        search = Searcher(scheme).search
        assert search("lay rope")[0].reason == "the same as the preferred label “lay rope”"
        assert search("rope laying")[0].reason == "the label “lay rope” is like it"


@pytest.mark.parametrize("text", QUERIES)
def test_scores_fall_and_nothing_comes_twice(searcher: Searcher, text: str) -> None:
    found = searcher.search(text, limit=50)
    scores = [one.score for one in found]
    assert found
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert len(set(names(found))) == len(found)


def test_a_concept_of_several_matching_labels_comes_once_by_the_best(tmp_path: Path) -> None:
    labels = [*WORKSHOP, Said("rope", "twine", kind="alternative"), Said("rope", "twine"), Said("rope", "twine", "nl")]
    with make(tmp_path, labels) as scheme:
        found = Searcher(scheme).search("twine")
        assert names(found).count("rope") == 1
        assert "preferred" in found[0].reason


def test_one_text_of_two_concepts_finds_both(tmp_path: Path) -> None:
    with make(tmp_path, [*WORKSHOP, Said("one", "splice"), Said("two", "splice", kind="alternative")]) as scheme:
        found = Searcher(scheme).search("splice")
        assert names(found)[:2] == ["one", "two"]
        assert found[0].score > found[1].score


def test_types_filter(searcher: Searcher) -> None:
    assert names(searcher.search("paint wooden boats", types=["occupation"])) == ["painter"]
    assert "painter" not in names(searcher.search("painter of wooden boats", types=["skill"]))
    assert searcher.search("painter of wooden boats", types=["skill"])[0].method == "lexical"
    assert searcher.search("C++", types=["none"]) == ()


@pytest.mark.parametrize(
    ("text", "language", "label", "shown"),
    [
        ("paint wooden boats", "nl", "houten boten schilderen", "nl"),
        ("Holzboote streichen", None, "Holzboote streichen", "de"),
        ("Holzboote streichen", "fr", "paint wooden boats", "en"),
        ("Holzboote streichen", "DE-at", "Holzboote streichen", "de"),
        ("Holzboot", "sv", "måla träbåtar", "sv"),
        ("Holzboot", None, "Holzboote streichen", "de"),
    ],
)
def test_the_label_is_shown_in_the_language_asked_for(
    searcher: Searcher, text: str, language: str | None, label: str, shown: str
) -> None:
    first = searcher.search(text, language=language)[0]
    assert (first.uri, first.label, first.language) == (uri("boats"), label, shown)


@pytest.mark.parametrize("text", ["bus", "buss"])
@pytest.mark.parametrize("language", ["en", "nl", "sv", "nl-BE"])
def test_a_label_that_is_the_same_in_several_languages(tmp_path: Path, text: str, language: str) -> None:
    with make(tmp_path, [*WORKSHOP, *(Said("bus", "bus", tag) for tag in ("en", "nl", "sv"))]) as scheme:
        first = Searcher(scheme).search(text, language=language)[0]
        assert (first.label, first.language) == ("bus", language[:2])


def test_an_occupation_lifts_a_skill_and_the_reason_says_so(searcher: Searcher) -> None:
    def boats(*context: str) -> Proposal:
        return next(one for one in searcher.search("paint things", context=context) if one.uri == uri("boats"))

    assert boats(uri("painter")).reason.endswith("; an occupation of the person needs it")
    assert "occupation" not in boats().reason
    assert boats(uri("painter")).score > boats().score


def test_a_ranking_by_meaning_is_asked_and_said(scheme: ConceptScheme) -> None:
    meaning = Meaning((uri("bees"), 0.9), ("http://nowhere.example.org/", 0.8))
    (found,) = Searcher(scheme, semantic=meaning).search("qqq")
    assert meaning.asked == ["qqq"]
    assert (found.uri, found.method, found.label) == (uri("bees"), "semantic", "keep honey bees")
    assert found.reason == "its meaning is like that of the words"


def test_what_words_and_meaning_both_find_is_lexical(scheme: ConceptScheme) -> None:
    found = Searcher(scheme, semantic=Meaning((uri("bees"), 0.9))).search("honey")
    assert [one.method for one in found if one.uri == uri("bees")] == ["lexical"]


def test_meaning_never_comes_before_an_exact_label(scheme: ConceptScheme) -> None:
    meaning = Meaning((uri("bees"), 1.0), (uri("pipes"), 1.0))
    found = Searcher(scheme, semantic=meaning).search("C++")
    assert (found[0].uri, found[0].method) == (uri("cplus"), "exact")
    assert names(found).count("cplus") == 1
    assert all(one.score < found[0].score for one in found[1:])


def test_a_meaning_without_a_label_is_left_out(tmp_path: Path) -> None:
    with make(tmp_path, without_labels=["bare"]) as scheme:
        meaning = Meaning((uri("bare"), 0.9), (uri("bees"), 0.8))
        assert names(Searcher(scheme, semantic=meaning).search("qqq")) == ["bees"]


@pytest.mark.parametrize(("limit", "expected"), [(-1, 0), (0, 0), (1, 1), (2, 2)])
def test_no_more_than_the_limit(searcher: Searcher, limit: int, expected: int) -> None:
    for text in ("paint wooden boats", "paint boat"):
        found = searcher.search(text, limit=limit)
        assert len(found) == expected
        assert found == searcher.search(text, limit=50)[:expected]


def test_a_limit_above_what_there_is(searcher: Searcher) -> None:
    assert searcher.search("paint", limit=10_000) == searcher.search("paint", limit=50)


def test_many_exact_labels_leave_room_for_others(tmp_path: Path) -> None:
    same = [Said(f"s{n}", "spin wool") for n in range(6)]
    with make(tmp_path, [*WORKSHOP, *same, *(Said(f"o{n}", f"spin wool {n}") for n in range(6))]) as scheme:
        found = Searcher(scheme).search("spin wool", limit=10)
    assert [one.method for one in found] == ["exact"] * 6 + ["lexical"] * 4


@pytest.mark.parametrize("text", ["", "  ", "\n", "!?", "…—", "\0", "\ud800", "\u200b"])
def test_a_text_without_words_finds_nothing(searcher: Searcher, text: str) -> None:
    assert searcher.search(text) == ()


@pytest.mark.parametrize("text", ["weld copper " * 9_000, "x" * 100_000, "\u0301" * 100_000, "(" * 100_000])
def test_a_huge_text_costs_bounded_time(searcher: Searcher, text: str) -> None:
    start = perf_counter()
    searcher.search(text)
    assert perf_counter() - start < 5


def test_the_reason_says_when_a_text_was_too_long(searcher: Searcher) -> None:
    said = "only the first 4,000 characters were looked at"
    assert LONGEST == 4_000
    assert searcher.search("weld copper ".ljust(LONGEST + 1, "."))[0].reason.endswith(said)
    assert said not in searcher.search("weld copper ".ljust(LONGEST, "."))[0].reason


def test_an_unverified_label_ranks_below(tmp_path: Path) -> None:
    labels = [*WORKSHOP, Said("wild", "spin wool", verified=False), Said("sure", "spin wool")]
    with make(tmp_path, labels) as scheme:
        found = Searcher(scheme).search("spin wool")
        assert names(found)[:2] == ["sure", "wild"]
        assert found[0].score > found[1].score


def test_what_is_like_never_scores_above_an_unverified_label_that_is_the_same(tmp_path: Path) -> None:
    near = [Said(f"n{n}", "spin wools") for n in range(3)]
    with make(tmp_path, [*WORKSHOP, Said("wild", "spin wool", verified=False), *near]) as scheme:
        searcher = Searcher(scheme)
        sure = _always(searcher, "spin wool")
    assert sure[0].method == "exact"
    assert all(one.score <= sure[0].score for one in sure)


def test_scores_fall_where_unverified_labels_are_capped(tmp_path: Path) -> None:
    labels = [*WORKSHOP, Said("wild", "spin wool finely", verified=False), Said("sure", "spin wool thickly")]
    with make(tmp_path, labels) as scheme:
        found = _always(Searcher(scheme), "spin wools")
    assert names(found)[0] == "sure"
    assert names(found)[-1] == "wild"
    assert found[-1].score < found[-2].score
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


def _always(searcher: Searcher, text: str) -> tuple[Proposal, ...]:
    """Search with a ranker that is sure of everything, whatever the learned weights are today."""
    ranker = searcher._ranker
    rank = ranker.rank
    ranker.rank = lambda *args, **named: [  # type: ignore[method-assign]
        replace(one, score=1.0) for one in rank(*args, **named)
    ]
    return searcher.search(text)


def test_what_is_like_never_scores_as_much_as_what_is_the_same(scheme: ConceptScheme) -> None:
    found = _always(Searcher(scheme), "make paint-brush")
    assert found[0].method == "normalised"
    assert len(found) > 1
    assert all(one.score < found[0].score for one in found[1:])


def test_searches_at_the_same_time_answer_as_one_by_one(scheme: ConceptScheme, searcher: Searcher) -> None:
    expected = [searcher.search(text) for text in QUERIES]
    fresh = Searcher(scheme)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(fresh.search, QUERIES * 20))
    assert found == expected * 20


def test_a_child_process_may_search_too(searcher: Searcher) -> None:
    expected = searcher.search("wooden boat")
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writing, b"same" if searcher.search("wooden boat") == expected else b"other")
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        assert answer.read() == b"same"
    os.waitpid(child, 0)
    assert searcher.search("wooden boat") == expected


def test_two_indexes_of_the_same_labels_answer_the_same(tmp_path: Path) -> None:
    with make(tmp_path, file="1.sqlite") as one, make(tmp_path, file="2.sqlite") as other:
        assert [Searcher(one).search(text) for text in QUERIES] == [Searcher(other).search(text) for text in QUERIES]


@pytest.mark.parametrize("labels", [(), (Said("one", "…"),)], ids=["none", "no words"])
def test_a_scheme_without_words_finds_nothing(tmp_path: Path, labels: tuple[Said, ...]) -> None:
    with make(tmp_path, labels, without_labels=["bare"]) as scheme:
        assert Searcher(scheme, semantic=Meaning((uri("bare"), 0.9))).search("paint boats") == ()
