"""Moving the concepts of a portfolio along a mapping: what moves, what stays, what is told."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.cli.main import main
from eportfolio.model import Portfolio
from eportfolio.report.errors import EportfolioError, UnreadableError
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.errors import VocabularySourceError
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.migration import Target, migrate, read_targets, uses

OLD, NEW, GONE, WITHDRAWN, KEPT = (
    f"http://example.org/skill/{name}" for name in ("old", "new", "gone", "withdrawn", "kept")
)


@pytest.fixture
def vocabularies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Vocabularies:
    """A vocabulary of version 2, in which some concepts are new and one is withdrawn."""
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "vocabularies"))
    vocabularies = Vocabularies()

    def fill(builder: Any) -> None:
        for uri, label in ((NEW, "bake sourdough"), (KEPT, "knead")):
            builder.concept(uri, "skill", notation=label[:1].upper())
            builder.label(uri, "preferred", "en", label)
        builder.label(NEW, "preferred", "nl", "zuurdesem bakken")
        builder.concept(WITHDRAWN, "skill", status="obsolete", replaced_by=NEW)
        builder.label(WITHDRAWN, "preferred", "en", "bake")

    vocabularies.install(SchemeDescription("trades", "2", "http://example.org/skill", "Trades"), fill)
    return vocabularies


@pytest.fixture
def scheme(vocabularies: Vocabularies) -> ConceptScheme:
    return vocabularies.scheme("trades")


def portfolio(*concepts: dict[str, Any], language: str = "en") -> Portfolio:
    return Portfolio.model_validate(
        {"language": language, "competences": [{"label": "Baking", "concepts": list(concepts)}]}
    )


def test_without_a_mapping_nothing_moves_and_what_is_gone_is_told(scheme: ConceptScheme) -> None:
    before = portfolio({"uri": OLD, "label": "my bread"}, {"uri": WITHDRAWN}, {"uri": KEPT})
    migration = migrate(before, scheme)
    assert migration.moves == []
    assert migration.portfolio == before
    assert migration.checked == 3
    assert [(item.name, item.pointer) for item in migration.findings] == [
        ("unknown-concept", "/competences/0/concepts/0"), ("obsolete-concept", "/competences/0/concepts/1"),
    ]  # fmt: skip
    assert "my bread" in migration.findings[0].message
    assert f"it names {NEW} as its successor" in migration.findings[1].message


def test_concepts_of_other_vocabularies_are_none_of_its_business(scheme: ConceptScheme) -> None:
    migration = migrate(portfolio({"uri": "http://example.org/other/x"}, {"notation": "7"}), scheme)
    assert (migration.checked, migration.findings) == (0, [])


def test_what_moves_gets_uri_label_and_code_and_keeps_words_and_trace(scheme: ConceptScheme) -> None:
    before = portfolio({"uri": OLD, "official_label": "bake bread", "label": "my bread", "notation": "Z"})
    migration = migrate(before, scheme, {OLD: Target((NEW,))})
    concept = migration.portfolio.competences[0].concepts[0]
    assert concept.model_dump(exclude_none=True) == {
        "uri": NEW, "official_label": "bake sourdough", "label": "my bread", "notation": "B"
    }  # fmt: skip
    (trace,) = migration.portfolio.competences[0].residue
    assert (trace.path, trace.value, trace.anchor) == ("concepts/0/uri", OLD, NEW)
    (move,) = migration.moves
    assert (move.old, move.new, move.words, move.before, move.after) == (
        OLD, NEW, "my bread", "bake bread", "bake sourdough",
    )  # fmt: skip
    assert [item.name for item in migration.findings] == ["concept-moved"]
    assert before.competences[0].concepts[0].uri == OLD, "the portfolio that was given is as it was"


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("nl", "brood bakken", "zuurdesem bakken"),
        ("nl", {"nl": "brood bakken", "de": "Brot backen"}, {"nl": "zuurdesem bakken"}),
        ("de", "Brot backen", {"en": "bake sourdough"}),
        ("de", {"de": "Brot backen"}, {"en": "bake sourdough"}),
        ("en", None, None),
    ],
)
def test_the_official_label_stays_in_its_languages_as_far_as_there_are_any(
    scheme: ConceptScheme, language: str, before: Any, after: Any
) -> None:
    given = portfolio({"uri": OLD, **({"official_label": before} if before else {})}, language=language)
    migration = migrate(given, scheme, {OLD: Target((NEW,))})
    assert migration.portfolio.competences[0].concepts[0].official_label == after


def test_a_withdrawn_concept_moves_along_the_mapping_only(scheme: ConceptScheme) -> None:
    migration = migrate(portfolio({"uri": WITHDRAWN}), scheme, {WITHDRAWN: Target((NEW,))})
    assert migration.portfolio.competences[0].concepts[0].uri == NEW


def test_a_concept_that_is_there_does_not_move(scheme: ConceptScheme) -> None:
    migration = migrate(portfolio({"uri": KEPT}), scheme, {KEPT: Target((NEW,))})
    assert migration.moves == []


def test_a_mapping_may_lead_over_versions_between(scheme: ConceptScheme) -> None:
    mapping = {OLD: Target((GONE,)), GONE: Target((NEW,))}
    assert migrate(portfolio({"uri": OLD}), scheme, mapping).moves[0].new == NEW


@pytest.mark.parametrize(
    ("mapping", "why"),
    [
        ({OLD: Target((NEW, KEPT))}, "the mapping leads from it to 2 concepts"),
        ({OLD: Target((GONE,))}, f"the mapping leads to {GONE}, which is not there either"),
        ({OLD: Target((GONE,)), GONE: Target((OLD,))}, "the mapping leads in a circle"),
        ({OLD: Target((), ((NEW, "broad_match"),))}, f"the mapping names no exact match, only {NEW} (broad match)"),
    ],
)
def test_a_mapping_that_does_not_decide_moves_nothing(scheme: ConceptScheme, mapping: Any, why: str) -> None:
    migration = migrate(portfolio({"uri": OLD}), scheme, mapping)
    assert migration.moves == []
    assert why in migration.findings[0].message


def test_concepts_are_found_wherever_they_stand() -> None:
    found = Portfolio.model_validate(
        {
            "experiences": [{"positions": [{"occupation": {"uri": OLD}, "skills": [{"uri": NEW}]}]}],
            "qualifications": [{"specification": {"fields_of_study": [{"uri": KEPT}], "levels": [{"notation": "6"}]}}],
            "owner": {"nationalities": [{"notation": "NL"}]},
        }
    )
    places = {use.pointer: use.path for use in uses(found)}
    assert places["/experiences/0/positions/0/occupation"] == "positions/0/occupation"
    assert places["/experiences/0/positions/0/skills/0"] == "positions/0/skills/0"
    assert places["/owner/nationalities/0"] == "owner/nationalities/0"
    assert sum(use.concept.uri is not None for use in uses(found)) == 3


# -- mappings ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", [f"old,new\n{OLD},{NEW}\n", f"{OLD};{NEW}\n", f"{OLD}\t{NEW}\tlabel\n", f'"{OLD}","{NEW}"\n']
)
def test_a_table_of_two_columns(tmp_path: Path, text: str) -> None:
    path = tmp_path / "mapping.csv"
    path.write_text(text)
    assert read_targets(path) == ({OLD: Target((NEW,))}, ())


def test_rows_that_name_no_two_addresses_are_told(tmp_path: Path) -> None:
    path = tmp_path / "mapping.csv"
    path.write_text(f"old,new\n{OLD},{NEW}\n{GONE}\nx,y\n\n")
    _, findings = read_targets(path)
    assert [(item.name, item.line) for item in findings] == [("invalid-mapping", 3), ("invalid-mapping", 4)]


def test_a_mapping_set_moves_along_exact_matches_and_successors_only(tmp_path: Path) -> None:
    path = tmp_path / "mapping.sssom.tsv"
    rows = [
        (OLD, "skos:exactMatch", NEW, ""), (GONE, "dcterms:isReplacedBy", NEW, ""),
        (WITHDRAWN, "skos:broadMatch", NEW, ""), (KEPT, "skos:exactMatch", NEW, "Not"),
        (NEW, "dcterms:isReplacedBy", KEPT, "Not"),
    ]  # fmt: skip
    head = "#curie_map:\n#  ex: http://example.org/skill/\n#  dcterms: http://purl.org/dc/terms/\n"
    head += "#mapping_set_id: http://example.org/set\n#license: http://example.org/licence\n"
    head += "subject_id\tpredicate_modifier\tpredicate_id\tobject_id\tmapping_justification\n"

    def short(uri: str) -> str:
        return uri.replace("http://example.org/skill/", "ex:")

    path.write_text(
        head
        + "".join(
            f"{short(subject)}\t{modifier}\t{predicate}\t{short(target)}\tsemapv:ManualMappingCuration\n"
            for subject, predicate, target, modifier in rows
        )
    )
    targets, findings = read_targets(path)
    assert findings == ()
    assert targets == {
        OLD: Target((NEW,)), GONE: Target((NEW,)), WITHDRAWN: Target((), ((NEW, "broad_match"),))
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "error"),
    [("", UnreadableError), ("a,b\nc,d\n", VocabularySourceError), ("a,b\n" + "c" * 200_000, VocabularySourceError)],
    ids=["empty", "no URI", "a cell without end"],
)
def test_what_is_no_mapping(tmp_path: Path, text: str, error: type[EportfolioError]) -> None:
    path = tmp_path / "mapping.csv"
    path.write_text(text)
    with pytest.raises(error):
        read_targets(path)


def test_a_conversion_that_loses_the_former_uri_names_it(
    tmp_path: Path, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    moved = migrate(portfolio({"uri": OLD, "label": "my bread"}), vocabularies.scheme("trades"), {OLD: Target((NEW,))})
    ep.write(moved.portfolio, "moved.portfolio.json")
    lost = ep.convert("moved.portfolio.json", "moved.xml", target_format="europass-xml").report.named("residue-lost")
    assert [(item.pointer, item.value) for item in lost] == [("/competences/0/residue/0", OLD)]
    kept = ep.convert("moved.portfolio.json", "moved.ttl", target_format="turtle").report
    assert list(kept.findings) == []
    assert [trace.value for trace in ep.read("moved.ttl").portfolio.competences[0].residue] == [OLD]


# -- the command -------------------------------------------------------------------------------------


@pytest.fixture
def source(tmp_path: Path, vocabularies: Vocabularies, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    ep.write(portfolio({"uri": OLD, "label": "my bread"}, {"uri": GONE}), "cv.portfolio.json")
    (tmp_path / "mapping.csv").write_text(f"{OLD},{NEW}\n")
    return "cv.portfolio.json"


def test_the_command_tells_and_moves_nothing(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(source).read_bytes()
    assert main(["vocab", "migrate", source, "--to", "trades"]) == 1
    out = capsys.readouterr().out
    assert "2 concepts of trades 2: 0 can be moved, 2 left that it does not have." in out
    assert Path(source).read_bytes() == before


def test_the_command_writes_another_file(source: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = Path(source).read_bytes()
    argv = ["vocab", "migrate", source, "--to", "trades@2", "--mapping", "mapping.csv"]
    assert main([*argv, "-o", "new.portfolio.json", "--output", "json"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert (data["to"], data["checked"], data["left"]) == ("trades 2", 2, 1)
    assert [move["new"] for move in data["moves"]] == [NEW]
    moved = ep.read("new.portfolio.json").portfolio
    assert [concept.uri for concept in moved.competences[0].concepts] == [NEW, GONE]
    assert [trace.value for trace in moved.competences[0].residue] == [OLD]
    assert Path(source).read_bytes() == before


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--mapping", "mapping.csv", "-o", "cv.portfolio.json"], "which is never replaced"),
        (["--mapping", "mapping.csv", "-o", "./cv.portfolio.json", "--force"], "which is never replaced"),
        (["--mapping", "mapping.csv", "-o", "there.portfolio.json"], "exists already"),
        (["-o", "new.portfolio.json"], "makes sense with --mapping only"),
        (["--mapping", "mapping.csv", "-o", "-"], "--out takes the name of a file"),
        (["--to", "trades@7"], "trades 7 is not installed"),
        (["--mapping", "nowhere.csv"], "cannot be opened"),
    ],
)
def test_the_command_refuses(source: str, capsys: pytest.CaptureFixture[str], more: list[str], told: str) -> None:
    Path("there.portfolio.json").write_text("kept")
    before = Path(source).read_bytes()
    assert main(["vocab", "migrate", source, *(() if "--to" in more else ("--to", "trades")), *more]) > 1
    assert told in capsys.readouterr().err
    assert Path(source).read_bytes() == before
    assert Path("there.portfolio.json").read_text() == "kept"
    assert not Path("new.portfolio.json").exists()
