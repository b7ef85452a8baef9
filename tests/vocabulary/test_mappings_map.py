"""From a concept to those it corresponds to: over one statement or several, and never beyond what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eportfolio.report.errors import UsageError
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.errors import VocabularyMissingError
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.mappings.correspondence import Mappings, Match
from eportfolio.vocabulary.mappings.install import install_mappings

OCCUPATION = "http://data.europa.eu/esco/occupation/"
ISCO = "http://data.europa.eu/esco/isco/C"
SEMAPV = "https://w3id.org/semapv/vocab/"
HEAD = """\
#curie_map:
{prefixes}
#mapping_set_id: https://example.org/{name}
#mapping_set_title: {name}
#license: https://example.org/licence
subject_id\tpredicate_id\tobject_id\tmapping_justification\tobject_label\tpredicate_modifier\tconfidence
"""

Install = Callable[..., Mappings]


@pytest.fixture
def install(tmp_path: Path) -> Install:
    """Install mapping sets of rows such as ``a:1 exact b:1``, and tell what corresponds."""
    folder = tmp_path / "vocabularies"

    def make(**sets: list[str]) -> Mappings:
        for name, rows in sets.items():
            lines = [line for row in rows for line in _lines(row)]
            prefixes = sorted({part.partition(":")[0] for row in rows for part in row.split()[:3:2]} - {"sssom"})
            known = "\n".join(f"#  {prefix}: https://example.org/{prefix}/" for prefix in prefixes)
            path = tmp_path / f"{name}.sssom.tsv"
            path.write_text(HEAD.format(prefixes=known, name=name) + "".join(lines), encoding="utf-8")
            install_mappings(folder, [path])
        return Mappings(Vocabularies(folder))

    return make


def _lines(row: str) -> list[str]:
    subject, word, obj, *rest = row.split()
    modifier = "Not" if word.startswith("not-") else ""
    confidence = rest[0] if rest else ""
    predicate = f"skos:{word.removeprefix('not-')}Match"
    return [f"{subject}\t{predicate}\t{obj}\tsemapv:ManualMappingCuration\tlabel of {obj}\t{modifier}\t{confidence}\n"]


def said(matches: tuple[Match, ...]) -> list[str]:
    """Each match as ``exact b/1 by x, y``."""
    return [
        f"{one.kind.word} {one.uri.removeprefix('https://example.org/')} by {', '.join(s.source for s in one.steps)}"
        for one in matches
    ]


# -- one statement -----------------------------------------------------------------------------------------------


def test_every_kind_from_both_sides(install: Install) -> None:
    mappings = install(x=["a:1 exact b:1", "a:1 close b:2", "a:1 broad b:3", "a:1 narrow b:4", "a:1 related b:5"])
    assert said(mappings.map("a:1", to="b")) == [
        "exact b/1 by x", "close b/2 by x", "broad b/3 by x", "narrow b/4 by x", "related b/5 by x",
    ]  # fmt: skip
    assert [said(mappings.map(f"b:{number}", to="a")) for number in range(1, 6)] == [
        ["exact a/1 by x"], ["close a/1 by x"], ["narrow a/1 by x"], ["broad a/1 by x"], ["related a/1 by x"],
    ]  # fmt: skip


def test_a_match_tells_its_source_its_reason_and_how_sure_it_is(install: Install) -> None:
    (match,) = install(x=["a:1 exact b:1 0.5"]).map("https://example.org/a/1", to="b")
    assert (match.label, match.notation, match.vocabulary) == ("label of b:1", "1", "")
    assert (match.confidence, match.justification, match.sources) == (0.5, SEMAPV + "ManualMappingCuration", ("x",))
    assert match.as_dict()["steps"] == [
        {
            "subject": "https://example.org/a/1", "match": "exact_match", "object": "https://example.org/b/1",
            "label": "label of b:1", "source": "x", "justification": SEMAPV + "ManualMappingCuration",
            "confidence": 0.5, "inverted": False,
        }
    ]  # fmt: skip


@pytest.mark.parametrize("told", ["high", "nan", "-7", "1e999", "1.5"])
def test_a_confidence_that_is_none_counts_as_not_told(install: Install, told: str) -> None:
    (match,) = install(x=[f"a:1 exact b:1 {told}"]).map("a:1", to="b")
    assert match.confidence == 1


def test_denials_and_missing_terms_are_no_matches(install: Install) -> None:
    mappings = install(x=["a:1 not-exact b:1", "a:1 exact sssom:NoTermFound", "a:1 broad b:2"])
    assert said(mappings.map("a:1", to="b")) == ["broad b/2 by x"]


# -- several statements ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "then", "word"),
    [
        ("exact", "exact", "exact"), ("exact", "close", "close"), ("broad", "exact", "broad"),
        ("broad", "broad", "broad"), ("narrow", "narrow", "narrow"), ("close", "close", "related"),
        ("narrow", "broad", "related"),
    ],
)  # fmt: skip
def test_a_chain_says_what_follows_from_its_parts(install: Install, first: str, then: str, word: str) -> None:
    (match,) = install(x=[f"a:1 {first} b:1 0.5"], y=[f"b:1 {then} c:1 0.5"]).map("a:1", to="c")
    assert said((match,)) == [f"{word} c/1 by x, y"]
    assert (match.confidence, match.justification) == (0.25, SEMAPV + "MappingChaining")


@pytest.mark.parametrize(("first", "then"), [("broad", "narrow"), ("related", "close"), ("related", "related")])
def test_a_chain_that_says_nothing_is_none(install: Install, first: str, then: str) -> None:
    assert install(x=[f"a:1 {first} b:1"], y=[f"b:1 {then} c:1"]).map("a:1", to="c") == ()


def test_a_chain_reads_statements_in_either_direction(install: Install) -> None:
    mappings = install(x=["b:1 narrow a:1"], y=["c:1 narrow b:1"])
    (match,) = mappings.map("a:1", to="c")
    assert said((match,)) == ["broad c/1 by x, y"]
    assert [step.inverted for step in match.steps] == [True, True]


def test_the_best_chain_counts(install: Install) -> None:
    mappings = install(
        x=["a:1 close b:1", "a:1 exact b:2", "a:1 exact b:3 0.5"], y=["b:1 exact c:1", "b:2 exact c:1", "b:3 exact c:1"]
    )
    (match,) = mappings.map("a:1", to="c")
    assert [step.object[-3:] for step in match.steps] == ["b/2", "c/1"]
    assert match.kind.word == "exact"


def test_a_statement_comes_before_what_was_inferred(install: Install) -> None:
    mappings = install(x=["a:1 exact b:1"], y=["b:1 exact c:1"], z=["a:1 related c:1"])
    assert said(mappings.map("a:1", to="c")) == ["related c/1 by z"]


def test_what_is_denied_is_not_inferred(install: Install) -> None:
    rows = {"x": ["a:1 exact b:1"], "y": ["b:1 exact c:1"]}
    assert said(install(**rows, z=["c:1 not-close a:1"]).map("a:1", to="c")) == []
    assert said(install(**rows, z=["a:1 not-broad c:1"]).map("a:1", to="c")) == ["exact c/1 by x, y"]


def test_chains_are_bounded(install: Install) -> None:
    mappings = install(w=["a:1 exact b:1"], x=["b:1 exact c:1"], y=["c:1 exact d:1"], z=["d:1 exact e:1"])
    assert len(mappings.map("a:1", to="d")) == 1
    assert mappings.map("a:1", to="e") == ()
    assert len(mappings.map("a:1", to="e", steps=4)) == 1
    assert mappings.map("a:1", to="d", steps=2) == ()


def test_circles_end_and_nothing_corresponds_to_itself(install: Install) -> None:
    mappings = install(x=["a:1 exact b:1", "b:1 exact a:1", "a:1 exact a:1"], y=["b:1 exact c:1", "c:1 exact a:1"])
    assert said(mappings.map("a:1", to="b", steps=5)) == ["exact b/1 by x"]
    assert said(mappings.map("a:1", to="a", steps=5)) == []


def test_a_chain_does_not_come_back_to_a_vocabulary_on_its_way(install: Install) -> None:
    mappings = install(x=["a:1 exact b:1", "a:2 exact b:1"], y=["a:2 exact c:1"])
    assert mappings.map("a:1", to="c") == ()


def test_the_way_can_be_told(install: Install) -> None:
    mappings = install(w=["a:1 close c:1"], x=["a:1 exact b:1"], y=["b:1 exact c:1"], z=["c:1 exact d:1"])
    assert said(mappings.map("a:1", to="c")) == ["close c/1 by w"]
    assert said(mappings.map("a:1", to="c", via=["b"])) == ["exact c/1 by x, y"]
    assert said(mappings.map("a:1", to="d", via=["b", "c"])) == ["exact d/1 by x, y, z"]
    assert mappings.map("a:1", to="d", via=["c", "b"]) == ()


def test_a_flood_of_mappings_is_bounded(install: Install) -> None:
    """Each of 300 concepts leads to each of 300 others: what is visited stays below the bound, and an answer comes."""
    rows = [f"a:1 exact b:{number}" for number in range(300)]
    more = [f"b:{number} exact c:{other}" for number in range(300) for other in range(0, 300, 10)]
    mappings = install(x=rows, y=more, z=[f"c:{number} exact d:1" for number in range(300)])
    assert [one.uri[-3:] for one in mappings.map("a:1", to="d")] == ["d/1"]


# -- what is meant -----------------------------------------------------------------------------------------------


def test_codes_addresses_and_prefixes_name_a_concept(install: Install) -> None:
    mappings = install(x=["a:code1 exact b:1"])
    for reference, source in (
        ("https://example.org/a/code1", None), ("a:code1", None), ("code1", None), ("code1", "a"), ("code1", "A"),
        ("code1", "https://example.org/a/"), ("https://example.org/a/code1", "a"),
    ):  # fmt: skip
        assert said(mappings.map(reference, to="b", source=source)) == ["exact b/1 by x"]
    assert said(mappings.map("code1", to="https://example.org/b/")) == ["exact b/1 by x"]


def test_a_code_of_several_vocabularies_is_asked_back(install: Install) -> None:
    with pytest.raises(UsageError, match=r"code1 is a code of several vocabularies: a, b\.") as caught:
        install(x=["a:code1 exact b:code1"]).map("code1", to="b")
    assert "--from" in caught.value.finding.hint


@pytest.mark.parametrize(
    ("reference", "source"), [("nowhere", None), ("nowhere", "a"), ("https://example.org/a/9", None)]
)
def test_a_concept_that_is_nowhere(install: Install, reference: str, source: str | None) -> None:
    with pytest.raises(UsageError, match="concept"):
        install(x=["a:1 exact b:1"]).map(reference, to="b", source=source)


@pytest.mark.parametrize("asked", [{"to": "trades"}, {"to": "b", "via": ["trades"]}, {"to": "b", "source": "trades"}])
def test_a_vocabulary_that_nothing_knows_is_named_with_the_commands(install: Install, asked: dict[str, str]) -> None:
    with pytest.raises(VocabularyMissingError, match="vocabulary trades is not installed") as caught:
        install(x=["a:1 exact b:1"]).map("1" if "source" in asked else "a:1", **asked)
    assert "eportfolio vocab install trades SOURCE" in caught.value.finding.hint
    assert "eportfolio vocab install mappings FILE" in caught.value.finding.hint


def test_what_could_be_installed_when_nothing_corresponds(install: Install) -> None:
    mappings = install(x=["a:1 exact b:1"])
    esco, sets = mappings.lacking("2512", "esco")
    assert "eportfolio vocab install esco SOURCE" in esco
    assert "x" in sets
    assert "eportfolio vocab install mappings FILE" in sets
    assert len(mappings.lacking("a:1", "b")) == 1


# -- what vocabularies say themselves ----------------------------------------------------------------------------


def _esco(builder: IndexBuilder) -> None:
    for code, above in (("25", ""), ("251", "25"), ("2512", "251"), ("2513", "251")):
        builder.concept(ISCO + code, "isco_group", notation=code)
        builder.label(ISCO + code, "preferred", "en", f"group {code}")
        if above:
            builder.relation(ISCO + code, "broader", ISCO + above)
    for name, above, group in (("dev", "", "2512"), ("game-dev", "dev", ""), ("web-dev", "", "2513")):
        builder.concept(OCCUPATION + name, "occupation", notation=f"2512.{name}")
        builder.label(OCCUPATION + name, "preferred", "en", name)
        if above:
            builder.relation(OCCUPATION + name, "broader", OCCUPATION + above)
        if group:
            builder.relation(OCCUPATION + name, "group", ISCO + group)
    builder.property(OCCUPATION + "dev", "nace_code", "http://data.europa.eu/ux2/nace2.1/62")


@pytest.fixture
def esco(install: Install) -> Mappings:
    """A small ESCO, and O*NET occupations of which one corresponds to an occupation in it."""
    mappings = install(onet=["onet:15 broad esco:dev", "onet:17 exact own:9"])
    source = mappings.vocabularies.folder.parent / "onet.sssom.tsv"
    source.write_text(
        source.read_text(encoding="utf-8").replace("https://example.org/esco/", OCCUPATION), encoding="utf-8"
    )
    install_mappings(mappings.vocabularies.folder, [source])
    description = SchemeDescription("esco", "1.2.0", "http://data.europa.eu/esco/concept-scheme/occupations", "ESCO")
    mappings.vocabularies.install(description, _esco)
    return Mappings(mappings.vocabularies)


def test_the_isco_group_of_an_occupation_is_broader(esco: Mappings) -> None:
    (match,) = esco.map(OCCUPATION + "dev", to="isco-08")
    assert (match.kind.word, match.uri, match.notation) == ("broad", ISCO + "2512", "2512")
    assert match.sources == ("esco 1.2.0",)
    assert match.vocabulary in ("isco-08 2008", "esco 1.2.0")


def test_an_occupation_below_another_belongs_to_the_group_of_that(esco: Mappings) -> None:
    assert [one.uri for one in esco.map(OCCUPATION + "game-dev", to="isco-08")] == [ISCO + "2512"]


@pytest.mark.parametrize("reference", ["2512", "C2512", "isco/C2512", ISCO + "2512"])
def test_the_occupations_of_an_isco_group_are_narrower_however_it_is_called(esco: Mappings, reference: str) -> None:
    matches = esco.map(reference, source="isco-08", to="esco")
    assert [(one.kind.word, one.label) for one in matches] == [("narrow", "dev")]


def test_the_occupations_of_a_group_of_groups(esco: Mappings) -> None:
    assert sorted(one.label for one in esco.map("251", source="isco-08", to="esco")) == ["dev", "web-dev"]


def test_economic_activities_are_related_from_both_sides(esco: Mappings) -> None:
    (there,) = esco.map(OCCUPATION + "dev", to="nace@2.1")
    assert (there.kind.word, there.uri[-2:], there.vocabulary) == ("related", "62", "nace 2.1")
    (back,) = esco.map("62", source="nace@2.1", to="esco")
    assert (back.kind.word, back.label) == ("related", "dev")


def test_a_chain_over_a_set_and_a_vocabulary(esco: Mappings) -> None:
    (match,) = esco.map("15", source="onet", to="isco-08")
    assert (match.kind.word, match.uri, match.sources) == ("broad", ISCO + "2512", ("onet", "esco 1.2.0"))
    (back,) = esco.map("2512", source="isco-08", to="onet")
    assert (back.kind.word, back.notation) == ("narrow", "15")
    assert back.steps[0].label == "dev"


def test_a_concept_that_a_vocabulary_matches_with_another(install: Install) -> None:
    mappings = install()

    def fill(builder: IndexBuilder) -> None:
        for code, predicate, other in (
            ("1", "exact_match", "https://example.org/x/1"),
            ("2", "broad_match", ISCO + "2"),
        ):
            builder.concept(f"https://example.org/own/{code}", notation=f"own{code}")
            builder.label(f"https://example.org/own/{code}", "preferred", "nl", f"eigen {code}")
            builder.relation(f"https://example.org/own/{code}", predicate, other)

    mappings.vocabularies.install(SchemeDescription("own", "1", "https://example.org/own/", "Own"), fill)
    mappings = Mappings(mappings.vocabularies)
    assert [(one.kind.word, one.uri) for one in mappings.map("own2", to="isco-08")] == [("broad", ISCO + "2")]
    (back,) = mappings.map(ISCO + "2", to="own", language="nl")
    assert (back.kind.word, back.label, back.steps[0].inverted) == ("narrow", "eigen 2", True)


def test_a_match_between_concepts_of_one_vocabulary(install: Install) -> None:
    mappings = install()

    def fill(builder: IndexBuilder) -> None:
        for code in ("1", "2"):
            builder.concept(f"https://example.org/own/{code}", notation=f"own{code}")
            builder.label(f"https://example.org/own/{code}", "preferred", "en", f"own {code}")
        builder.relation("https://example.org/own/1", "broad_match", "https://example.org/own/2")

    mappings.vocabularies.install(SchemeDescription("own", "1", "https://example.org/own/", "Own"), fill)
    mappings = Mappings(mappings.vocabularies)
    assert [(one.kind.word, one.notation) for one in mappings.map("own1", to="own")] == [("broad", "own2")]
    assert [(one.kind.word, one.notation) for one in mappings.map("own2", to="own")] == [("narrow", "own1")]


# -- what ships --------------------------------------------------------------------------------------------------


def test_national_levels_and_the_eqf(install: Install) -> None:
    mappings = install()
    level = next(
        concept
        for concept in mappings.vocabularies.scheme("nqf").concepts("level")
        if concept.label() == "NLQF Level 4+"
    )
    (there,) = mappings.map(level.uri, to="eqf")
    assert (there.notation, there.vocabulary) == ("4", "eqf 2017")
    back = mappings.map("4", source="eqf", to="nqf")
    assert there.kind.inverse in {one.kind for one in back if one.uri == level.uri}
