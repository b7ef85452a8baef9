"""Linking a portfolio to concepts: what is accepted, where it goes, and that no word of the owner changes."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from eportfolio.model import Portfolio
from eportfolio.model.canonical import to_data
from eportfolio.report.errors import UnreadableError
from eportfolio.testing.strategies import portfolios
from eportfolio.vocabulary.errors import VocabularyMissingError
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.linking import Linking, LinkOptions, apply_review, link, read_review, write_review
from tests.support import leaf_values

from .fiction import JUGGLE, KNOTS, LANTERN, SAILOR, TEACHER, install


@pytest.fixture(scope="module")
def vocabularies(tmp_path_factory: pytest.TempPathFactory) -> Vocabularies:
    return install(tmp_path_factory.mktemp("vocabularies"))[0]


def portfolio(**fields: Any) -> Portfolio:
    return Portfolio.model_validate({"language": "en", **fields})


def linked(vocabularies: Vocabularies, options: LinkOptions | None = None, **fields: Any) -> Linking:
    return link(portfolio(**fields), vocabularies, options or LinkOptions())


def test_an_equal_label_is_accepted_and_the_words_stay(vocabularies: Vocabularies) -> None:
    done = linked(vocabularies, competences=[{"label": "Juggle  LANTERNS"}])
    competence = to_data(done.portfolio)["competences"][0]
    assert competence["label"] == "Juggle  LANTERNS"
    assert competence["concepts"] == [{"uri": JUGGLE, "official_label": "juggle lanterns", "label": "Juggle  LANTERNS"}]
    assert [item.name for item in done.report] == ["linked"]


def test_words_in_another_language_find_the_same_concept(vocabularies: Vocabularies) -> None:
    done = linked(
        vocabularies, language="nl", competences=[{"label": "zeemansknopen"}, {"label": {"en": "knots of sailors"}}]
    )
    first, second = to_data(done.portfolio)["competences"]
    assert first["concepts"] == [{"uri": KNOTS, "official_label": "zeemansknopen", "label": "zeemansknopen"}]
    assert second["concepts"] == [
        {"uri": KNOTS, "official_label": "zeemansknopen", "label": {"en": "knots of sailors"}}
    ]


def test_an_occupation_takes_the_concept_in_its_place(vocabularies: Vocabularies) -> None:
    done = linked(vocabularies, experiences=[{"positions": [{"occupation": {"label": "Juggling teacher"}}]}])
    occupation = to_data(done.portfolio)["experiences"][0]["positions"][0]["occupation"]
    assert occupation == {"uri": TEACHER, "official_label": "circus teacher", "label": "Juggling teacher"}


def test_skills_in_prose_are_linked_piece_by_piece(vocabularies: Vocabularies) -> None:
    prose = "Juggle lanterns, knots of sailors and nonsense"
    done = linked(vocabularies, qualifications=[{"specification": {"learning_outcome_summary": {"text": prose}}}])
    specification = to_data(done.portfolio)["qualifications"][0]["specification"]
    assert specification["learning_outcome_summary"] == {"text": prose}
    assert [one["uri"] for one in specification["skills"]] == [JUGGLE, KNOTS]


def test_a_learning_outcome_takes_the_skill_beside_its_title(vocabularies: Vocabularies) -> None:
    outcome = {"title": "Juggle lanterns", "skills": [{"label": "knots of sailors"}]}
    done = linked(vocabularies, qualifications=[{"specification": {"learning_outcomes": [outcome]}}])
    (one,) = to_data(done.portfolio)["qualifications"][0]["specification"]["learning_outcomes"]
    assert one["title"] == "Juggle lanterns"
    assert {skill["uri"]: skill.get("label") for skill in one["skills"]} == {
        JUGGLE: "Juggle lanterns", KNOTS: "knots of sailors"
    }  # fmt: skip


def test_the_occupation_of_an_entitlement_takes_the_concept_in_its_place(vocabularies: Vocabularies) -> None:
    entitlement = {"entitlement_specification": {"occupations": [{"label": "Juggling teacher"}]}}
    done = linked(vocabularies, entitlements=[entitlement])
    (one,) = to_data(done.portfolio)["entitlements"][0]["entitlement_specification"]["occupations"]
    assert (one["uri"], one["label"]) == (TEACHER, "Juggling teacher")


def test_a_label_of_two_concepts_is_for_a_person_to_decide(vocabularies: Vocabularies) -> None:
    done = linked(vocabularies, competences=[{"label": "splicing"}])
    (one,) = done.links
    assert one.accepted is None
    assert {proposal.uri for proposal in one.proposals} >= {KNOTS, LANTERN}
    assert [item.name for item in done.report] == ["proposed"]


@pytest.mark.parametrize(
    ("accept", "words", "accepted"),
    [
        ("nothing", "juggle lanterns", False),
        ("exact", "juggle lanterns", True),
        ("exact", "juggle-lanterns!", False),
        ("normalised", "juggle-lanterns!", True),
        (0.9, "juggle-lanterns!", True),
        (1.0, "juggle-lanterns!", False),
    ],
)
def test_a_threshold_decides(vocabularies: Vocabularies, accept: Any, words: str, accepted: bool) -> None:
    done = linked(vocabularies, LinkOptions(accept=accept), competences=[{"label": words}])
    assert (done.links[0].accepted is not None) is accepted
    assert bool(to_data(done.portfolio)["competences"][0].get("concepts")) is accepted


def test_an_occupation_is_never_proposed_for_a_skill(vocabularies: Vocabularies) -> None:
    done = linked(vocabularies, LinkOptions(least=0), competences=[{"label": "sailor"}])
    assert all(proposal.uri != SAILOR for one in done.links for proposal in one.proposals)


def test_nothing_is_silent(vocabularies: Vocabularies) -> None:
    done = linked(vocabularies, competences=[{"label": "zzzzqqqq xxxxwww"}])
    assert [item.name for item in done.report] == ["nothing-proposed"]


def test_linking_twice_links_nothing_new(vocabularies: Vocabularies) -> None:
    first = linked(vocabularies, competences=[{"label": "juggle lanterns", "keywords": ["knots of sailors"]}])
    again = link(first.portfolio, vocabularies)
    assert again.links == ()
    assert to_data(again.portfolio) == to_data(first.portfolio)


def test_a_vocabulary_that_is_missing_is_named_with_its_command(vocabularies: Vocabularies) -> None:
    with pytest.raises(VocabularyMissingError) as caught:
        linked(vocabularies, LinkOptions({"esco": "rome"}), competences=[{"label": "juggle"}])
    assert "eportfolio vocab install rome" in caught.value.finding.hint


def test_progress_is_told(vocabularies: Vocabularies) -> None:
    told: list[int] = []
    link(portfolio(competences=[{"label": "a b"}, {"label": "c d"}]), vocabularies, progress=told.append)
    assert told == [1, 2]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(portfolios())
def test_no_word_of_the_owner_is_lost_or_changed(vocabularies: Vocabularies, whole: Portfolio) -> None:
    before = leaf_values(json.dumps(to_data(whole)).encode())
    done = link(whole, vocabularies, LinkOptions(accept=0.3)).portfolio
    after = leaf_values(json.dumps(to_data(done)).encode())
    assert not before - after


# -- the review file ------------------------------------------------------------------------------------------


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def written(rows: list[dict[str, str]], delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def decided(vocabularies: Vocabularies, whole: Portfolio, *decisions: str, **form: str) -> tuple[Any, Any]:
    table = rows(write_review(link(whole, vocabularies).links))
    for row, decision in zip(table, decisions, strict=False):
        row["decision"] = decision
    known, report = read_review(written(table, **form))
    result, applied = apply_review(whole, known, vocabularies)
    report.extend(applied.findings)
    return to_data(result), report


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_decision_in_a_spreadsheet_is_carried_out(vocabularies: Vocabularies, delimiter: str, encoding: str) -> None:
    data, report = decided(
        vocabularies, portfolio(competences=[{"label": "splicing"}]), "Yes", delimiter=delimiter, encoding=encoding
    )
    assert data["competences"][0]["concepts"][0]["uri"] in (KNOTS, LANTERN)
    assert [item.name for item in report] == ["linked"]


def test_a_person_may_name_another_concept(vocabularies: Vocabularies) -> None:
    data, _ = decided(vocabularies, portfolio(competences=[{"label": "splicing"}]), JUGGLE)
    assert data["competences"][0]["concepts"] == [
        {"uri": JUGGLE, "official_label": "juggle lanterns", "label": "splicing"}
    ]


@pytest.mark.parametrize("decision", ["", "no", "Nee"])
def test_no_decision_changes_nothing(vocabularies: Vocabularies, decision: str) -> None:
    data, report = decided(vocabularies, portfolio(competences=[{"label": "splicing"}]), decision, decision)
    assert "concepts" not in data["competences"][0]
    assert not report.findings


def test_two_different_choices_for_the_same_words_are_refused(vocabularies: Vocabularies) -> None:
    data, report = decided(vocabularies, portfolio(competences=[{"label": "splicing"}]), "yes", "yes")
    assert "concepts" not in data["competences"][0]
    assert [item.name for item in report] == ["review-not-understood"]


def test_what_was_accepted_is_prefilled(vocabularies: Vocabularies) -> None:
    table = rows(write_review(linked(vocabularies, competences=[{"label": "juggle lanterns"}]).links))
    assert (table[0]["decision"], table[0]["words"], table[0]["uri"]) == ("yes", "juggle lanterns", JUGGLE)


@pytest.mark.parametrize("words", ["=HYPERLINK(1) splicing", "+splicing", "-splicing", "@splicing", "'splicing"])
def test_no_cell_runs_as_a_formula(vocabularies: Vocabularies, words: str) -> None:
    whole = portfolio(competences=[{"label": words}])
    data = write_review(link(whole, vocabularies, LinkOptions(least=0)).links)
    assert rows(data)[0]["words"] == f"'{words}"
    decision = rows(data)[:1]
    decision[0]["decision"] = KNOTS
    result, _ = apply_review(whole, read_review(written(decision))[0], vocabularies)
    assert to_data(result)["competences"][0]["concepts"][0]["label"] == words


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"decision": "maybe"}, "decides nothing"),
        ({"decision": "urn:example:none"}, "has no concept"),
        ({"decision": "yes", "words": "other words"}, "does not have these words"),
        ({"decision": "yes", "pointer": ""}, "decides nothing"),
    ],
)
def test_a_row_that_cannot_be_carried_out_is_named(
    vocabularies: Vocabularies, change: dict[str, str], told: str
) -> None:
    whole = portfolio(competences=[{"label": "splicing"}])
    row = {**rows(write_review(link(whole, vocabularies).links))[0], **change}
    known, report = read_review(written([row]))
    result, applied = apply_review(whole, known, vocabularies)
    (item,) = [*report.findings, *applied.findings]
    assert (item.name, item.line) == ("review-not-understood", 2)
    assert told in item.message
    assert to_data(result) == to_data(whole)


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"a,b\n1,2\n", "no column"), (b"", "no column"), (b"decision\xff", "byte 8"), (b'"decision', "no column")],
)
def test_what_is_no_review_file_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableError, match=told):
        read_review(data)


def test_words_without_a_proposal_have_a_row_for_a_uri(vocabularies: Vocabularies) -> None:
    data, _ = decided(vocabularies, portfolio(competences=[{"label": "zzzzqqqq xxxxwww"}]), JUGGLE)
    assert data["competences"][0]["concepts"][0]["uri"] == JUGGLE


def test_a_huge_field_is_refused() -> None:
    data = b"decision,words,uri,vocabulary,pointer\nyes," + b"a" * 200_000 + b",urn:x,esco,/a\n"
    with pytest.raises(UnreadableError, match="field"):
        read_review(data)
