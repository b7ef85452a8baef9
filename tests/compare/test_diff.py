"""The difference between two portfolios: alignment, texts, references, and what is never compared."""

from __future__ import annotations

from typing import Any

import pytest

from eportfolio.compare import Change, diff, equivalent
from eportfolio.model import Competence, Evidence, Experience, Organisation, Portfolio, Relation

A, B, C = "urn:example:a", "urn:example:b", "urn:example:c"


def job(title: str, employer: str = "Harbour School", **more: Any) -> dict[str, Any]:
    item = {"type": "Experience", "kind": "employment", "title": title}
    return item | {"organisations": [{"name": employer}]} | more


def brief(a: Any, b: Any, **options: Any) -> list[tuple[str, str, str]]:
    return [(change.kind, change.pointer, change.pointer_b) for change in diff(a, b, **options)]


def test_a_changed_leaf_has_its_place_in_both_and_its_item() -> None:
    a = {"experiences": [job("Cook"), job("Teacher", id=A)]}
    b = {"experiences": [job("Lecturer", id=A), job("Cook")]}
    assert list(diff(a, b)) == [
        Change("changed", "/experiences/1/title", "Teacher", "Lecturer", A, "/experiences/0/title")
    ]


def test_a_removed_item_is_one_change_that_knows_its_leaves_and_leaves_out_bookkeeping() -> None:
    gone = job("Cook", id=A, provenance={"format": "x", "pointer": "/1", "recorded": "2026-01-02"})
    difference = diff({"experiences": [gone]}, {})
    (change,) = difference
    assert (change.kind, change.pointer, change.item_id) == ("removed", "/experiences/0", A)
    assert dict(difference.losses()) == {
        "/experiences/0/kind": "employment",
        "/experiences/0/title": "Cook",
        "/experiences/0/organisations/0/name": "Harbour School",
        "/experiences/0/provenance/recorded": "2026-01-02",
    }


def test_added_is_removed_read_backwards() -> None:
    a, b = (
        {"interests": [{"title": "Chess"}]},
        {"interests": [{"title": "Chess"}, {"title": "Rowing", "id": B}]},
    )
    assert list(diff(a, b)) == [Change("added", "/interests/1", None, {"title": "Rowing"}, B, "/interests/1")]
    assert list(diff(b, a)) == [Change("removed", "/interests/1", {"title": "Rowing"}, None, B)]


def test_items_align_by_identity_before_likeness() -> None:
    same = {"edtf": "2019-03"}
    a = {
        "experiences": [
            job("Cook", period={"start": same}, keywords=["soup"]),
            job("Waiter", keywords=["wine"]),
        ]
    }
    b = {
        "experiences": [
            job("Waiter", keywords=["soup"]),
            job("Cook", period={"start": same}, keywords=["wine"]),
        ]
    }
    assert brief(a, b) == [
        ("changed", "/experiences/0/keywords/0", "/experiences/1/keywords/0"),
        ("changed", "/experiences/1/keywords/0", "/experiences/0/keywords/0"),
    ]


def test_twins_whose_derived_ids_are_numbered_the_other_way_round_are_equal() -> None:
    one, two = job("Cook", description={"text": "Soup"}), job("Cook", description={"text": "Bread"})
    a = {"experiences": [{**one, "id": A}, {**two, "id": B}]}
    b = {"experiences": [{**two, "id": A}, {**one, "id": B}]}
    assert not diff(a, b)


def test_items_with_nothing_in_common_are_no_change_of_one_another() -> None:
    a, b = {"interests": [{"title": "Chess"}]}, {"interests": [{"title": "Rowing"}]}
    assert [change.kind for change in diff(a, b)] == ["removed", "added"]


def test_a_single_value_of_a_list_that_differs_is_a_change() -> None:
    a = {"experiences": [job("Cook", "Harbour School", id=A)]}
    b = {"experiences": [job("Cook", "River School", id=A)]}
    assert brief(a, b) == [("changed", "/experiences/0/organisations/0/name", "/experiences/0/organisations/0/name")]


# -- order --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("keywords", ["a", "b", "c"]),
        ("highlights", ["a", "b", "c"]),
        ("courses", ["a", "b", "c"]),
        ("positions", [{"occupation": {"label": "Cook"}}, {"occupation": {"label": "Chef"}}]),
        ("links", [{"uri": "https://example.org/1"}, {"uri": "https://example.org/2"}]),
    ],
)
def test_the_order_of_collections_has_no_meaning(field: str, values: list[Any]) -> None:
    a, b = (
        {"experiences": [job("Cook") | {field: values}]},
        {"experiences": [job("Cook") | {field: values[::-1]}]},
    )
    assert not diff(a, b)


def test_the_order_of_address_lines_has_a_meaning() -> None:
    a = {"owner": {"addresses": [{"lines": ["Mill Lane 3", "Box 2"]}]}}
    b = {"owner": {"addresses": [{"lines": ["Box 2", "Mill Lane 3"]}]}}
    assert [pointer for _, pointer, _ in brief(a, b)] == [
        "/owner/addresses/0/lines/0", "/owner/addresses/0/lines/1",
    ]  # fmt: skip


def test_the_order_of_names_has_a_meaning() -> None:
    names = [{"given_name": "Ada"}, {"given_name": "Adja"}]
    assert len(diff({"owner": {"names": names}}, {"owner": {"names": names[::-1]}})) == 2


def test_a_line_left_out_in_the_middle_is_one_removal() -> None:
    a, b = ({"owner": {"addresses": [{"lines": list(lines)}]}} for lines in ("wxyz", "wyz"))
    assert brief(a, b) == [("removed", "/owner/addresses/0/lines/1", "")]


def test_how_often_a_value_is_there_counts() -> None:
    a, b = (
        {"interests": [{"title": "T", "keywords": ["x", "x"]}]},
        {"interests": [{"title": "T", "keywords": ["x"]}]},
    )
    assert brief(a, b) == [("removed", "/interests/0/keywords/1", "")]


def test_a_nested_list_that_shares_its_name_with_a_list_of_items_is_a_list_of_values() -> None:
    """``languages/*/experiences`` tell where a language was used; they are no experiences."""
    a = {"languages": [{"language": {"notation": "nl"}, "experiences": [{"area": {"label": "work"}}]}]}
    b = {"languages": [{"language": {"notation": "nl"}, "experiences": [{"area": {"label": "study"}}]}]}
    assert brief(a, b) == [
        ("changed", "/languages/0/experiences/0/area/label", "/languages/0/experiences/0/area/label")
    ]


# -- texts --------------------------------------------------------------------------------------------------


def titled(title: Any, language: str | None = None) -> dict[str, Any]:
    return ({"language": language} if language else {}) | {"interests": [{"id": A, "title": title}]}


@pytest.mark.parametrize(
    ("a", "b", "changes"),
    [
        (titled("Chess", "en"), titled({"en": "Chess"}, "en"), []),
        (titled("Chess", "en"), titled({"EN": "Chess"}, "en"), []),
        (titled("Chess", "en"), titled("Chess"), [("removed", "/language", "")]),
        (titled({"en": "Chess"}, "en"), titled("Chess"), [("removed", "/language", "")]),
        (titled("Chess", "en"), titled("Chess", "nl"), [("changed", "/language", "/language")]),
        (titled("Chess", "en"), titled({"en": "Chess"}, "nl"), [("changed", "/language", "/language")]),
        (
            titled({"en": "Chess", "nl": "Schaken"}, "en"),
            titled("Chess", "en"),
            [("removed", "/interests/0/title/nl", "")],
        ),
        (
            titled({"en": "Chess"}),
            titled("Chess"),
            [("removed", "/interests/0/title/en", ""), ("added", "/interests/0/title", "/interests/0/title")],
        ),
        (
            titled({"en": "Chess", "nl": "Dammen"}, "en"),
            titled({"nl": "Schaken", "en": "Chess"}, "en"),
            [("changed", "/interests/0/title/nl", "/interests/0/title/nl")],
        ),
    ],
)
def test_texts_compare_language_by_language(a: Any, b: Any, changes: list[tuple[str, str, str]]) -> None:
    assert brief(a, b) == changes


# -- references ---------------------------------------------------------------------------------------------


def proven(evidence: list[str], items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"experiences": [job("Cook", evidence=evidence)], "evidence_items": items}


def test_a_reference_equals_one_to_the_same_item_under_another_id() -> None:
    diploma, letter = {"title": "Diploma"}, {"title": "Letter"}
    a = proven([A], [{**diploma, "id": A}, {**letter, "id": B}])
    assert not diff(a, proven([C], [{**letter, "id": B}, {**diploma, "id": C}]))
    assert brief(a, proven([B], [{**letter, "id": B}, {**diploma, "id": C}])) == [
        ("changed", "/experiences/0/evidence/0", "/experiences/0/evidence/0")
    ]


def test_references_among_twins_are_equal_whichever_twin_they_name() -> None:
    twins = [{"title": "Diploma", "id": A}, {"title": "Diploma", "id": B}]
    other = [{"title": "Diploma", "id": B}, {"title": "Diploma", "id": C}]
    assert not diff(proven([A], twins), proven([C], other))


def test_items_that_differ_only_in_what_they_refer_to_are_told_apart() -> None:
    def two(first: str, second: str) -> dict[str, Any]:
        jobs = [
            job("Cook", evidence=[first], id="urn:example:1"),
            job("Cook", evidence=[second], id="urn:example:2"),
        ]
        return {"experiences": jobs, "evidence_items": [{"title": "X", "id": A}, {"title": "Y", "id": B}]}

    assert not diff(two(A, B), two(B, A))
    assert diff(two(A, B), two(A, A))


def test_relations_compare_through_the_items_they_join() -> None:
    def related(one: str, two: str, target: str = "") -> Portfolio:
        return Portfolio(
            experiences=[Experience(id=one, title="Camp leader")],
            competences=[Competence(id=two, label="Leading groups")],
            relations=[Relation(source=one, relation="leads_to", target=target or two)],
        )

    assert equivalent(related(A, B), related(B, C))
    outside = diff(related(A, B), related(A, B, "https://example.org/elsewhere"))
    assert [change.pointer for change in outside] == ["/relations/0/target"]


def test_the_variants_of_a_portfolio_have_references_of_their_own() -> None:
    def versions(first: str, second: str) -> dict[str, Any]:
        variant = proven([first], [{"title": "Diploma", "id": first}]) | {
            "language": "nl",
            "id": "urn:example:v",
        }
        return proven([second], [{"title": "Letter", "id": second}]) | {
            "language": "en",
            "variants": [variant],
        }

    a = versions(A, A)
    assert not diff(a, versions(B, C))
    b = versions(B, C)
    b["variants"][0]["experiences"][0]["title"] = "Kok"
    assert brief(a, b) == [("changed", "/variants/0/experiences/0/title", "/variants/0/experiences/0/title")]


# -- what counts --------------------------------------------------------------------------------------------


def test_ids_types_versions_and_the_place_of_origin_are_never_compared() -> None:
    a = {"id": A, "schema_version": "1.0", **proven([], [{"id": A, "type": "Evidence", "title": "X"}])}
    b = {"id": B, "schema_version": "1.1", **proven([], [{"id": B, "title": "X"}])}
    a["evidence_items"][0]["provenance"] = {"format": "europass", "pointer": "/x"}
    assert not diff(a, b)


def test_residue_counts_only_when_asked_and_never_for_equivalence() -> None:
    a: dict[str, Any] = {"residue": [{"format": "f", "path": "p", "value": "v"}]}
    assert not diff(a, {})
    assert equivalent(a, {})
    assert [change.pointer for change in diff(a, {}, residue=True)] == ["/residue/0"]


def test_who_recorded_an_item_is_a_difference_but_not_for_equivalence() -> None:
    a = {"interests": [{"title": "Chess", "provenance": {"recorded_by": "Harbour School"}}]}
    b = {"interests": [{"title": "Chess"}]}
    assert diff(a, b)
    assert equivalent(a, b)


@pytest.mark.parametrize("empty", [None, "", [], {}, {"period": {}}, {"keywords": [""]}])
def test_what_holds_no_leaf_is_nothing(empty: Any) -> None:
    assert not diff({"interests": [{"title": "T", "other": empty}]}, {"interests": [{"title": "T"}]})


def test_false_is_a_value() -> None:
    a = {"languages": [{"id": A, "mother_tongue": False}]}
    assert brief(a, {"languages": [{"id": A}]}) == [("removed", "/languages/0/mother_tongue", "")]


def test_types_of_unknown_values_count_and_their_names_are_escaped() -> None:
    a, b = {"new/field~": {"x": [1, True]}}, {"new/field~": {"x": [1, 1]}}
    assert brief(a, b) == [("changed", "/new~1field~0/x/1", "/new~1field~0/x/1")]


def test_ignored_places_may_name_any_step_and_what_is_above() -> None:
    a, b = {"experiences": [job("Cook", id=A, keywords=["x"])]}, {"experiences": [job("Chef", "Inn", id=A)]}
    pointers = {"/experiences/0/title", "/experiences/0/organisations/0/name", "/experiences/0/keywords/0"}
    assert {change.pointer for change in diff(a, b)} == pointers
    left = diff(a, b, ignore=["/experiences/*/organisations", "/experiences/*/keywords/*"])
    assert [change.pointer for change in left] == ["/experiences/0/title"]
    assert equivalent(a, b, ignore=["/experiences"])
    assert not equivalent(a, b, ignore=["/experience", "/experiences/1"])


def test_an_item_is_ignored_only_when_all_its_leaves_are() -> None:
    a = {"interests": [{"title": "Chess", "keywords": ["x"]}]}
    assert diff(a, {}, ignore=["/interests/*/title"])
    assert not diff(a, {}, ignore=["/interests/*/title", "/interests/*/keywords"])


def test_models_and_their_data_are_compared_alike() -> None:
    portfolio = Portfolio(
        experiences=[Experience(id=A, title="Cook", organisations=[Organisation(name="Inn")], evidence=[B])],
        evidence_items=[Evidence(id=B, title="Photo")],
    )
    from eportfolio.model.canonical import to_data

    assert not diff(portfolio, to_data(portfolio))


def test_the_report_of_a_difference_is_json_ready() -> None:
    difference = diff({"interests": [{"title": "Chess"}]}, {})
    assert difference.as_dict() == {
        "equivalent": False,
        "changes": [{"kind": "removed", "pointer": "/interests/0", "before": {"title": "Chess"}}],
    }
    assert bool(difference)
    assert len(difference) == 1
    assert diff({}, {}).equivalent
