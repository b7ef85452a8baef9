"""Ranking by words: how texts are taken apart, which concepts are candidates, and in which order they come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest

from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.ranking.features import FEATURES
from eportfolio.vocabulary.ranking.query import MOST_WORDS
from eportfolio.vocabulary.ranking.ranker import CANDIDATES, Ranked, Ranker
from eportfolio.vocabulary.ranking.weights import NAME, SENTENCE, Weights
from eportfolio.vocabulary.ranking.words import bare, grams, piece_weight, stem, words

from .workshop import BASE, WORKSHOP, Said, make, uri

TWO_WORDS = (("carve", "whittle", "ladles bowls toys"), ("mend", "darn", "socks shirts nets"),
             ("chop", "split", "logs beams posts"), ("stack", "pile", "bales bricks crates"))  # fmt: skip
SUBSTITUTES = tuple(
    said
    for one, other, things in TWO_WORDS
    for thing in things.split()
    for said in (Said(thing, f"{one} {thing}"), Said(thing, f"{other} {thing}", kind="alternative"))
)


@pytest.fixture(scope="module")
def scheme(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ConceptScheme]:
    with make(tmp_path_factory.mktemp("workshop"), relations=[("painter", "essential_skill", "boats")]) as opened:
        yield opened


@pytest.fixture(scope="module")
def ranker(scheme: ConceptScheme) -> Ranker:
    return Ranker(scheme)


def names(ranker: Ranker, found: list[Ranked]) -> list[str]:
    return [ranker.index.label(one.label)[0].removeprefix(BASE) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++ and C#", ["c++", "and", "c#"]),
        ("C ++", ["c"]),
        ("Café, CAFE\u0301!", ["cafe", "cafe"]),
        ("snake_case e-mail", ["snake", "case", "e", "mail"]),
        ("ﬁre Ⅳ", ["fire", "iv"]),
        ("Straße", ["strasse"]),
        ("İNŞAAT", ["insaat"]),
        ("замо\u0301к", ["замок"]),
        ("مُدَرِّس", ["مدرس"]),
        ("Γλυπτική", ["γλυπτικη"]),
        ("日本語 手話", ["日本語", "手話"]),
        ("web 2.0", ["web", "2", "0"]),
        ("", []),
        (" \t\n…!?_", []),
        ("\ud800 knot\0s", ["knot", "s"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_composed_and_decomposed_letters_make_the_same_words() -> None:
    assert words("ångström") == words("a\u030angstro\u0308m") == ["angstrom"]
    assert words("한국어") == words("\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165")


def test_very_long_words_are_cut() -> None:
    assert words("a" * 100_000) == ["a" * 40]


def test_bare_takes_accents_away_alone() -> None:
    assert bare("naïve") == "naive"
    assert bare("ø") == "ø"
    assert bare("plain") == "plain"


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("welding", "welds", "en"), ("welding", "welds", "en-GB"), ("welding", "welds", "EN"),
        ("lampen", "lamp", "nl"), ("båtarna", "båtar", "sv"), ("réparer", "réparé", "fr"),
    ],
)  # fmt: skip
def test_stems_of_one_word_are_the_same(one: str, other: str, language: str) -> None:
    assert stem(one, language) == stem(other, language) != one


def test_a_language_without_a_stemmer_keeps_the_word() -> None:
    assert stem("welding", "xx") == stem("welding", "") == "welding"


def test_only_words_of_letters_have_stems() -> None:
    assert stem("c++", "en") == "c++"
    assert stem("3ds", "en") == "3ds"


def test_grams_mark_the_edges() -> None:
    assert grams("oak") == {" oa", "oak", "ak "}
    assert grams("c") == {" c "}
    assert grams("") == {"  "}


def test_rare_pieces_weigh_more() -> None:
    assert piece_weight(1000, 1) > piece_weight(1000, 100) > piece_weight(1000, 1000) == 0.0


@pytest.mark.parametrize("weights", [NAME, SENTENCE], ids=["name", "sentence"])
def test_weights_fit_the_figures_and_scores_are_shares(weights: Weights) -> None:
    assert len(weights.figures) == len(FEATURES)
    assert all(0 <= weights.score(value, 1e9) <= 1 for value in (-1e9, -1.0, 0.0, 1.0, 1e9))
    assert weights.score(1.0, 2.0) < weights.score(2.0, 2.0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("welding pipes", "pipes"),
        ("the pipes of the welder", "pipes"),
        ("copper", "pipes"),
        ("braze", "pipes"),
        ("tubes made of copper", "pipes"),
        ("copprr pipe", "pipes"),
        ("reparing churhc clokcs", "clock"),
        ("clocks in a church, repairing", "clock"),
        ("horloge de l'eglise", "clock"),
        ("honingbij", "bees"),
        ("bijen", "bees"),
        ("Bienen", "bees"),
        ("Segel aus Tuch", "sails"),
        ("Webstuhl", "loom"),
        ("båtar", "boats"),
        ("träbåt", "boats"),
        ("ОКОННОЕ СТЕКЛО", "glass"),  # noqa: RUF001 - Cyrillic letters
        ("κεραμικος κλιβανος", "kiln"),
    ],
)
def test_the_likeliest_concept_comes_first(ranker: Ranker, text: str, expected: str) -> None:
    found = names(ranker, ranker.rank(text))
    assert found[:1] == [expected], found[:3]


@pytest.mark.parametrize(("text", "expected"), [("C++", "cplus"), ("C#", "csharp"), ("C", "clang")])
def test_names_of_one_letter_and_signs_are_told_apart(ranker: Ranker, text: str, expected: str) -> None:
    assert names(ranker, ranker.rank(text))[0] == expected


def test_the_telling_word_counts_more_than_the_common_one(tmp_path: Path) -> None:
    common = [Said(f"make{number}", f"make {thing}") for number, thing in enumerate(("rope", "soap", "wine", "nails"))]
    with make(tmp_path, [*common, Said("harp", "tune harps")]) as scheme:
        ranker = Ranker(scheme)
        assert names(ranker, ranker.rank("make harps"))[0] == "harp"


def test_the_order_of_words_matters_little(ranker: Ranker) -> None:
    assert names(ranker, ranker.rank("sails canvas sew"))[0] == "sails"


def test_a_sentence_finds_what_it_speaks_of(ranker: Ranker) -> None:
    text = "In my last job I was the one who had to repair the clocks of our church every spring"
    assert names(ranker, ranker.rank(text))[0] == "clock"


def test_an_alternative_label_is_named_where_it_matches_best(ranker: Ranker) -> None:
    best = ranker.rank("braze tubes")[0]
    assert ranker.index.label(best.label)[3] == "braze copper tubes"


def test_a_substitute_learned_from_labels_finds_a_concept(tmp_path: Path) -> None:
    flute = Said("flute", "carve flutes")
    with make(tmp_path, [*WORKSHOP, flute, *SUBSTITUTES]) as scheme:
        ranker = Ranker(scheme)
        assert "flute" in names(ranker, ranker.rank("whittle"))
    preferred = [said for said in SUBSTITUTES if said.kind == "preferred"]
    with make(tmp_path, [*WORKSHOP, flute, *preferred, Said("club", "whittle")], file="without.sqlite") as scheme:
        ranker = Ranker(scheme)
        assert names(ranker, ranker.rank("whittle")) == ["club"]


def test_notes_help(tmp_path: Path) -> None:
    with make(tmp_path, notes=[("paper", "Pulp is drained on a deckle.")]) as scheme:
        ranker = Ranker(scheme)
        found = ranker.rank("deckle")
        assert names(ranker, found)[0] == "paper"
        assert found[0].by_words
    with make(tmp_path, file="without.sqlite") as scheme:
        ranker = Ranker(scheme)
        assert "paper" not in names(ranker, ranker.rank("deckle"))


def test_types_filter(ranker: Ranker) -> None:
    assert names(ranker, ranker.rank("wooden boats", types=["occupation"])) == ["painter"]
    assert "painter" not in names(ranker, ranker.rank("wooden boats", types=["skill"]))
    assert {"painter", "boats"} <= set(names(ranker, ranker.rank("wooden boats", types=["skill", "occupation"])))
    assert ranker.rank("wooden boats", types=["no such type"]) == []


def test_an_occupation_of_the_person_lifts_a_skill_it_needs(ranker: Ranker) -> None:
    def boats(*context: str) -> Ranked:
        found = ranker.rank("paint things", context=context)
        return found[names(ranker, found).index("boats")]

    assert boats(uri("painter")).value > boats().value
    assert boats(uri("painter")).in_context
    assert not boats().in_context
    assert not boats(uri("baker"), "http://nowhere.example.org/").in_context


def test_an_essential_skill_gains_more_than_an_optional_one(tmp_path: Path) -> None:
    labels = [*WORKSHOP, Said("left", "grind red lenses"), Said("right", "grind big lenses")]
    relations = [("baker", "optional_skill", "left"), ("baker", "essential_skill", "right")]
    with make(tmp_path, labels, relations=relations) as scheme:
        ranker = Ranker(scheme)
        found = {name: one for one in ranker.rank("lenses") if (name := names(ranker, [one])[0])}
        known = ranker.rank("lenses", context=[uri("baker")])
        gains = {name: one.value - found[name].value for one in known if (name := names(ranker, [one])[0])}
    assert gains["right"] > gains["left"] > 0


def test_what_another_ranking_means_is_weighed_though_no_word_matches(ranker: Ranker) -> None:
    found = ranker.rank("zzz", meant={uri("bees"): 0.9, "http://nowhere.example.org/": 0.8})
    assert names(ranker, found) == ["bees"]
    assert not found[0].by_words
    assert ranker.rank("zzz", meant={uri("bees"): 0.9}, types=["occupation"]) == []


def test_what_is_meant_may_have_no_label(tmp_path: Path) -> None:
    with make(tmp_path, without_labels=["bare"]) as scheme:
        ranker = Ranker(scheme)
        found = ranker.rank("zzz", meant={uri("bare"): 0.9, uri("bees"): 0.8})
        assert names(ranker, found) == ["bees"]


def test_values_fall_and_scores_are_shares(ranker: Ranker) -> None:
    for text in ("wooden boats", "paint", "boat bees", "make paint brushes for painting boats with a kiln or a loom"):
        found = ranker.rank(text)
        assert len(found) > 1, text
        values, scores = [one.value for one in found], [one.score for one in found]
        assert values == sorted(values, reverse=True)
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert len({one.concept for one in found}) == len(found)


@pytest.mark.parametrize("text", ["", "   ", "!?…", "—", "\0", "\ud800", "_"])
def test_a_text_without_words_finds_nothing(ranker: Ranker, text: str) -> None:
    assert ranker.rank(text) == []


def test_the_same_question_has_the_same_answer(scheme: ConceptScheme, ranker: Ranker) -> None:
    assert ranker.rank("wooden painted boats") == ranker.rank("wooden painted boats")
    assert ranker.rank("wooden painted boats") == Ranker(scheme).rank("wooden painted boats")


def test_equal_concepts_come_in_the_order_of_the_source(tmp_path: Path) -> None:
    with make(tmp_path, [*WORKSHOP, *(Said(f"e{n}", "dye silk") for n in range(5))]) as scheme:
        ranker = Ranker(scheme)
        assert names(ranker, ranker.rank("dyed silks"))[:5] == [f"e{n}" for n in range(5)]


def test_the_number_of_candidates_is_bounded(tmp_path: Path) -> None:
    knots = [Said(f"n{n}", f"knot number {n}") for n in range(2 * CANDIDATES)]
    with make(tmp_path, [*knots, *(Said(f"o{n}", f"rope {n}") for n in range(2 * CANDIDATES))]) as scheme:
        assert len(Ranker(scheme).rank("knots")) == CANDIDATES


@pytest.mark.parametrize(
    "text",
    ["weld " * 20_000, "x" * 100_000, "é" * 100_000, "".join(f"w{n} " for n in range(20_000)), "ﷺ" * 30_000],
    ids=["one word", "one long word", "accents", "many words", "ligatures"],
)
def test_a_huge_text_costs_bounded_time(ranker: Ranker, text: str) -> None:
    start = perf_counter()
    ranker.rank(text)
    assert perf_counter() - start < 5


def test_only_so_many_words_of_a_text_are_looked_at(ranker: Ranker) -> None:
    asked = ranker._reader.read(" ".join(f"w{number}" for number in range(10 * MOST_WORDS)), None).asked
    assert [one.word for one in asked] == [f"w{number}" for number in range(MOST_WORDS)]


def test_remembered_words_stay_bounded(ranker: Ranker) -> None:
    reader = ranker._reader
    for number in range(reader._REMEMBERED // 50 + 5):
        reader.read(" ".join(f"q{number}x{n}" for n in range(50)), "xx")
    assert len(reader._known) <= reader._REMEMBERED


@pytest.mark.parametrize("labels", [(), (Said("one", "…"),)], ids=["none", "no words"])
def test_a_scheme_without_words_finds_nothing(tmp_path: Path, labels: tuple[Said, ...]) -> None:
    with make(tmp_path, labels, without_labels=["bare"]) as scheme:
        assert Ranker(scheme).rank("paint boats", meant={uri("bare"): 0.5}) == []


def test_a_scheme_of_notes_alone_finds_nothing(tmp_path: Path) -> None:
    with make(tmp_path, (), without_labels=["bare"], notes=[("bare", "paint boats")]) as scheme:
        assert Ranker(scheme).rank("paint boats") == []


def test_a_label_of_very_many_words_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    labels = [*WORKSHOP, Said("long", "hammer " * 70_000), Said("long", "beat gongs", kind="alternative")]
    with make(tmp_path, labels) as scheme:
        ranker = Ranker(scheme)
        best = ranker.rank("beating a gong")[0]
        assert ranker.index.label(best.label)[3] == "beat gongs"
