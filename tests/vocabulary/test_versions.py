"""Comparing two versions of a vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from eportfolio.vocabulary.concepts import SchemeConcept, SchemeDescription
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.versions import VersionDifference, compare_versions, is_withdrawn

BASE = "http://example.org/skill/"

Fill = Callable[[IndexBuilder], None]


@pytest.fixture
def compare(tmp_path: Path) -> Callable[[Fill, Fill], VersionDifference]:
    """Compare what two functions put into an index."""

    def build(version: str, fill: Fill) -> ConceptScheme:
        path = tmp_path / f"{version}.sqlite"
        with IndexBuilder(SchemeDescription("trades", version, "http://example.org/trades", "Trades"), path) as builder:
            fill(builder)
            builder.finish()
        return ConceptScheme(path)

    return lambda old, new: compare_versions(build("1", old), build("2", new))


def concept(builder: IndexBuilder, name: str, label: str = "", **values: str) -> None:
    builder.concept(BASE + name, values.pop("type", "skill"), **values)
    builder.label(BASE + name, "preferred", "en", label or name)


def test_concepts_that_came_and_went(compare: Callable[..., VersionDifference]) -> None:
    difference = compare(
        lambda old: (concept(old, "bake"), concept(old, "knead")),
        lambda new: (concept(new, "bake"), concept(new, "proof", type="knowledge")),
    )
    assert [(one.uri, one.type, one.label) for one in difference.added] == [(BASE + "proof", "knowledge", "proof")]
    assert [one.uri for one in difference.removed] == [BASE + "knead"]
    assert difference.counts()["added"] == {"knowledge": 1}
    assert difference.counts()["removed"] == {"skill": 1}
    assert not difference.equal


def test_equal_versions_are_equal(compare: Callable[..., VersionDifference]) -> None:
    def fill(builder: IndexBuilder) -> None:
        concept(builder, "bake", notation="1")
        concept(builder, "knead")
        builder.label(BASE + "bake", "alternative", "en", "roast")
        builder.relation(BASE + "knead", "broader", BASE + "bake")

    difference = compare(fill, fill)
    assert difference.equal
    assert not any(difference.counts().values())


def test_what_is_not_the_publishers_own_is_told(tmp_path: Path) -> None:
    for version in ("1", "2"):
        description = SchemeDescription("trades", version, BASE, "Trades", official=version == "1")
        with IndexBuilder(description, tmp_path / version) as builder:
            concept(builder, "bake")
            builder.finish()
    with ConceptScheme(tmp_path / "1") as old, ConceptScheme(tmp_path / "2") as new:
        assert compare_versions(old, new).not_compared == [
            "2 is not the publisher's own data in full: what is missing from it may be missing here only"
        ]


def test_withdrawn_concepts_with_their_successor(compare: Callable[..., VersionDifference]) -> None:
    difference = compare(
        lambda old: concept(old, "bake"),
        lambda new: (
            concept(new, "bake", status="obsolete", replaced_by=BASE + "roast"), concept(new, "roast"),
        ),
    )  # fmt: skip
    assert [one.uri for one in difference.obsoleted] == [BASE + "bake"]
    assert [(one.uri, one.successor, one.reason) for one in difference.replaced] == [
        (BASE + "bake", BASE + "roast", "replaced_by")
    ]
    assert difference.changed == []


def test_a_concept_that_was_withdrawn_before_is_no_news(compare: Callable[..., VersionDifference]) -> None:
    difference = compare(
        lambda old: concept(old, "bake", status="deprecated"), lambda new: concept(new, "bake", status="obsolete")
    )
    assert difference.obsoleted == []
    assert [(one.what, one.before, one.after) for one in difference.changed] == [("status", "deprecated", "obsolete")]


def test_a_concept_of_the_same_label_is_proposed_as_successor(compare: Callable[..., VersionDifference]) -> None:
    difference = compare(
        lambda old: concept(old, "bake", "bake bread"),
        lambda new: (concept(new, "bread", "Bake  Bread"), concept(new, "other")),
    )
    assert [(one.successor, one.reason) for one in difference.replaced] == [(BASE + "bread", "same_label")]


def test_two_concepts_of_the_same_label_are_not_proposed(compare: Callable[..., VersionDifference]) -> None:
    difference = compare(
        lambda old: concept(old, "bake", "bake bread"),
        lambda new: (concept(new, "one", "bake bread"), concept(new, "two", "bake bread")),
    )
    assert difference.replaced == []


def test_labels_that_changed(compare: Callable[..., VersionDifference]) -> None:
    def before(builder: IndexBuilder) -> None:
        concept(builder, "bake", "bake bread")
        builder.label(BASE + "bake", "preferred", "nl", "brood bakken")
        builder.label(BASE + "bake", "alternative", "en", "roast")
        builder.label(BASE + "bake", "alternative", "en", "toast")

    def after(builder: IndexBuilder) -> None:
        concept(builder, "bake", "baking bread")
        builder.label(BASE + "bake", "alternative", "en", "toast")
        builder.label(BASE + "bake", "hidden", "en", "bred")
        builder.label(BASE + "bake", "preferred", "fr", "faire du pain")

    difference = compare(before, after)
    assert [(one.what, one.language, one.before, one.after) for one in difference.changed] == [
        ("label", "en", "bake bread", "baking bread")
    ]
    assert difference.alternatives == {"+en": 1, "-en": 1}
    assert difference.not_compared == ["labels in fr: only 2 has them", "labels in nl: only 1 has them"]


def test_other_labels_of_a_concept_that_one_version_does_not_describe_are_not_compared(
    compare: Callable[..., VersionDifference],
) -> None:
    def before(builder: IndexBuilder) -> None:
        concept(builder, "bake")
        concept(builder, "knead")
        builder.label(BASE + "knead", "alternative", "en", "work dough")

    def after(builder: IndexBuilder) -> None:
        concept(builder, "bake")
        builder.concept(BASE + "knead", "skill")

    assert compare(before, after).alternatives == {}


def test_codes_and_types_that_changed(compare: Callable[..., VersionDifference]) -> None:
    difference = compare(
        lambda old: concept(old, "bake", notation="1"),
        lambda new: concept(new, "bake", notation="2", type="knowledge"),
    )
    assert {(one.what, one.before, one.after) for one in difference.changed} == {
        ("notation", "1", "2"), ("type", "skill", "knowledge")
    }  # fmt: skip


def test_relations_that_came_and_went(compare: Callable[..., VersionDifference]) -> None:
    def fill(*relations: tuple[str, str, str]) -> Fill:
        def call(builder: IndexBuilder) -> None:
            for name in ("a", "b", "c"):
                concept(builder, name)
            for subject, predicate, target in relations:
                builder.relation(BASE + subject, predicate, BASE + target)

        return call

    difference = compare(fill(("a", "broader", "b"), ("a", "related", "c")), fill(("a", "broader", "c")))
    assert {name: [one.object for one in found] for name, found in difference.relations_added.items()} == {
        "broader": [BASE + "c"]
    }
    assert difference.counts()["relations_removed"] == {"broader": 1, "related": 1}


def test_relations_that_an_incomplete_version_lacks_are_not_compared(compare: Callable[..., VersionDifference]) -> None:
    def before(builder: IndexBuilder) -> None:
        concept(builder, "a")
        builder.relation(BASE + "a", "essential_skill", BASE + "a")

    def after(builder: IndexBuilder) -> None:
        concept(builder, "a")
        builder.describe("missing", ["relations"])

    difference = compare(before, after)
    assert difference.relations_removed == {}
    assert difference.equal
    assert difference.not_compared == [
        "relations.csv: the installed 2 lacks it",
        "relations essential_skill: the installed 2 has none, and its files were not complete",
    ]


def test_the_json_form_is_limited_and_the_counts_are_not(compare: Callable[..., VersionDifference]) -> None:
    difference = compare(lambda old: concept(old, "x"), lambda new: [concept(new, str(one)) for one in range(9)])
    data = difference.as_dict(2)
    assert len(data["added"]) == 2
    assert data["counts"]["added"] == {"skill": 9}
    assert len(difference.as_dict()["added"]) == 9
    assert data["equal"] is False


@pytest.mark.parametrize(("status", "withdrawn"), [("released", False), ("Obsolete", True), ("deprecated", True)])
def test_what_counts_as_withdrawn(status: str, withdrawn: bool) -> None:
    assert is_withdrawn(SchemeConcept(BASE, status=status)) is withdrawn
