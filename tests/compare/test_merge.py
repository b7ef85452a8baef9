"""Merging: two views of one person become one, nothing is overwritten, and two persons are never made one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import eportfolio as ep
from eportfolio.cli.main import main
from eportfolio.compare.merging import merge
from eportfolio.compare.persons import Sameness, same_person
from eportfolio.model import ITEM_LISTS, Portfolio
from eportfolio.model.canonical import to_data
from eportfolio.testing.strategies import portfolios

NOOR = {"names": [{"given_name": "Noor", "family_name": "van Dijk-Okonkwo"}], "birth_date": {"edtf": "2004-05-06"}}


def view(**fields: Any) -> Portfolio:
    return Portfolio.model_validate({"language": "en", "owner": NOOR, **fields})


SCHOOL = {
    "qualifications": [{"id": "urn:x:joiner", "specification": {"title": "Joiner"},
                        "awarding_bodies": [{"name": "Werkplaats College"}], "issued": {"edtf": "2024"}}],
    "competences": [{"id": "urn:x:saw", "label": "sawing", "concepts": [{"uri": "http://example.org/skill/saw"}]}],
}  # fmt: skip
SERVICE = {
    "competences": [
        {"id": "urn:y:1", "label": "sawing wood", "concepts": [{"uri": "http://example.org/skill/saw"}],
         "last_used": {"edtf": "2026"}},
        {"id": "urn:y:2", "label": "selling"},
    ],
    "experiences": [{"id": "urn:y:job", "kind": "employment", "title": "Shop", "evidence": ["urn:y:file"]}],
    "evidence_items": [{"id": "urn:y:file", "title": "Letter"}],
}  # fmt: skip


def test_items_are_matched_by_concept_and_what_one_side_adds_is_taken() -> None:
    merged = merge(view(**SCHOOL), view(**SERVICE), their_name="Employment service")
    saw, selling = merged.portfolio.competences
    assert (saw.id, saw.label, saw.last_used and saw.last_used.edtf) == ("urn:x:saw", "sawing", "2026")
    assert (selling.label, selling.provenance and selling.provenance.recorded_by) == ("selling", "Employment service")
    assert merged.joined == ["urn:x:saw"]
    assert set(merged.added) == {"urn:y:2", "urn:y:job", "urn:y:file"}


def test_a_conflict_is_told_and_nothing_is_overwritten() -> None:
    (conflict,) = merge(view(**SCHOOL), view(**SERVICE)).conflicts
    assert (conflict.pointer, conflict.item) == ("/competences/0/label", "urn:x:saw")
    assert (conflict.ours, conflict.theirs) == ("sawing", "sawing wood")


def test_a_common_ancestor_shows_which_side_changed_something() -> None:
    base = view(**SCHOOL)
    theirs = view(**json.loads(json.dumps(SCHOOL).replace('"sawing"', '"sawing wood"')))
    merged = merge(view(**SCHOOL), theirs, base)
    assert merged.conflicts == []
    assert merged.portfolio.competences[0].label == "sawing wood"
    ours = view(**json.loads(json.dumps(SCHOOL).replace('"sawing"', '"sawing by hand"')))
    (conflict,) = merge(ours, theirs, base).conflicts
    assert (conflict.ours, conflict.theirs, conflict.base) == ("sawing by hand", "sawing wood", "sawing")


def test_references_follow_the_items_that_they_name() -> None:
    theirs = {**SERVICE, "relations": [{"source": "urn:y:1", "relation": "supports", "target": "urn:y:2"}]}
    merged = merge(view(**SCHOOL), view(**theirs))
    (relation,) = merged.portfolio.relations
    assert (relation.source, relation.target) == ("urn:x:saw", "urn:y:2")


def test_an_id_that_means_something_else_on_the_other_side_is_changed() -> None:
    merged = merge(
        view(interests=[{"id": "urn:x:1", "title": "choir"}]), view(references=[{"id": "urn:x:1", "role": "teacher"}])
    )
    assert len({item.id for item in merged.portfolio.items()}) == 2


@pytest.mark.parametrize(
    ("one", "other", "sameness"),
    [
        (NOOR, NOOR, Sameness.SAME),
        (NOOR, {**NOOR, "contact_points": []}, Sameness.SAME),
        (NOOR, {**NOOR, "birth_date": {"edtf": "1999-01-01"}}, Sameness.DIFFERENT),
        (NOOR, {"names": [{"full_name": "Kim Jansen"}]}, Sameness.DIFFERENT),
        (NOOR, {"names": NOOR["names"]}, Sameness.UNKNOWN),
        ({"identifiers": [{"scheme": "school", "value": "7"}]}, {"identifiers": [{"scheme": "service", "value": "7"}]},
         Sameness.UNKNOWN),
        ({"identifiers": [{"scheme": "orcid", "value": "7"}]}, {"identifiers": [{"scheme": "orcid", "value": "7"}]},
         Sameness.SAME),
        ({"identifiers": [{"scheme": "orcid", "value": "7"}], **NOOR},
         {"identifiers": [{"scheme": "orcid", "value": "8"}], **NOOR}, Sameness.DIFFERENT),
        ({"identifiers": [{"value": "7"}]}, {"identifiers": [{"value": "7"}, {"value": "8"}]}, Sameness.UNKNOWN),
    ],
)  # fmt: skip
def test_one_person_is_told_by_what_both_say(one: Any, other: Any, sameness: Sameness) -> None:
    assert same_person(one, other).sameness is sameness
    assert same_person(other, one).sameness is sameness


def test_two_persons_are_refused_and_those_that_nothing_tells_only_unless_it_is_known() -> None:
    kim = Portfolio.model_validate({"owner": {"names": [{"full_name": "Kim Jansen"}]}})
    with pytest.raises(ep.RefusedError, match="names differ"):
        merge(view(), kim, same_owner=True)
    nobody = Portfolio.model_validate({"interests": [{"title": "choir"}]})
    with pytest.raises(ep.RefusedError, match="too little"):
        merge(view(), nobody)
    assert merge(view(), nobody, same_owner=True).portfolio.interests


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(portfolio=portfolios())
def test_a_portfolio_merged_with_itself_is_itself(portfolio: Portfolio) -> None:
    merged = merge(portfolio, portfolio, same_owner=True)
    assert merged.conflicts == []
    assert ep.equivalent(merged.portfolio, portfolio)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(one=portfolios(), other=portfolios())
def test_no_item_is_lost_and_merging_again_changes_nothing(one: Portfolio, other: Portfolio) -> None:
    other = other.model_copy(update={"owner": one.owner})
    merged = merge(one, other, same_owner=True)
    data = to_data(merged.portfolio)
    for side in (one, other):
        for name in ITEM_LISTS:
            assert len(data.get(name, [])) >= len(getattr(side, name))
    again = merge(merged.portfolio, other, same_owner=True)
    assert again.added == []
    assert ep.equivalent(again.portfolio, merged.portfolio)


def test_the_command_writes_and_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / name for name in ("a.portfolio.json", "b.portfolio.json", "c.portfolio.json")]
    for path, fields in zip(paths, (SCHOOL, SERVICE), strict=False):
        path.write_bytes(ep.dumps(view(**fields), "eportfolio").data)
    assert main(["merge", str(paths[0]), str(paths[1]), "-o", str(paths[2]), "--output", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [conflict["theirs"] for conflict in told["conflicts"]] == ["sawing wood"]
    assert len(ep.read(paths[2]).portfolio.competences) == 2
