"""Building an index: what is merged, settled and told, and that an index appears whole or not at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from eportfolio.report.errors import UsageError
from eportfolio.report.findings import Finding
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.index import file as index_file
from eportfolio.vocabulary.index.builder import Built, IndexBuilder
from eportfolio.vocabulary.index.store import ConceptScheme
from tests.support import ROOT

URI = "https://example.org/"
DESCRIPTION = SchemeDescription("crafts", "1", URI, "Crafts", sources=("A book",), notes=("one", "two"), official=False)


def build(folder: Path, fill: Callable[[IndexBuilder], None], name: str = "x.sqlite") -> tuple[ConceptScheme, Built]:
    with IndexBuilder(DESCRIPTION, folder / name) as builder:
        fill(builder)
        built = builder.finish()
    return ConceptScheme(built.path), built


def messages(built: Built, rule: str) -> list[str]:
    return [item.message for item in built.findings if item.name == rule]


def fill_one(builder: IndexBuilder) -> None:
    builder.concept(URI + "1", "skill", notation="1")
    builder.label(URI + "1", "preferred", "en", "masonry")


# -- what it holds -------------------------------------------------------------------------------------------------


def test_description_facts_and_counts_are_kept(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        builder.describe("missing", ["a file"])
        builder.relation(URI + "1", "related", "http://example.net/1")
        builder.property(URI + "1", "level", "3")
        builder.note(URI + "1", "note", "en", "a note")

    scheme, built = build(tmp_path, fill)
    assert scheme.description == DESCRIPTION
    assert scheme.facts() == {"missing": ["a file"]}
    assert scheme.languages == ("en",)
    assert scheme.counts() == built.counts == {
        "type:skill": 1, "concept": 1, "label": 1, "note": 1, "relation": 0, "link": 1, "property": 1,
    }  # fmt: skip
    assert built.findings == []


def test_a_concept_that_comes_again_fills_what_was_empty(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        builder.concept(URI + "1")
        builder.concept(URI + "1", "skill", notation="1")
        builder.concept(URI + "1", status="obsolete", modified="2024", replaced_by=URI + "2")
        builder.concept(URI + "1")  # says nothing, and takes nothing back
        builder.label(URI + "1", "preferred", "en", "x")

    scheme, built = build(tmp_path, fill)
    one = scheme.get(URI + "1")
    assert one is not None
    assert (one.type, one.notation, one.status, one.modified, one.replaced_by) == (
        "skill", "1", "obsolete", "2024", URI + "2",
    )  # fmt: skip
    assert built.findings == []


def test_contradictions_are_told_and_the_first_counts(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        builder.concept(URI + "1", "occupation", notation="2")

    scheme, built = build(tmp_path, fill)
    assert messages(built, "duplicate-concept") == [
        f"{URI}1 is there twice, with type 'skill' and 'occupation'.",
        f"{URI}1 is there twice, with notation '1' and '2'.",
    ]
    assert scheme.get(URI + "1").notation == "1"  # type: ignore[union-attr]


def test_very_many_contradictions_are_counted(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        for number in range(5000):
            builder.concept(URI + "1", notation=f"x{number}")

    _, built = build(tmp_path, fill)
    told = messages(built, "duplicate-concept")
    assert len(told) == 101
    assert told[-1] == "And 4,900 more such contradictions."


def test_what_is_said_twice_is_kept_once_and_verified_when_it_is_so_once(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        builder.concept(URI + "2")
        for _ in range(2):
            builder.label(URI + "1", "alternative", "en", "walling", verified=False)
            builder.label(URI + "1", "alternative", "en", "walling", verified=True)
            builder.label(URI + "2", "preferred", "en", "two", verified=False)
            builder.note(URI + "1", "note", "en", "a note")
            builder.relation(URI + "1", "related", URI + "2")
            builder.property(URI + "1", "level", "3")

    scheme, built = build(tmp_path, fill)
    assert [(label.text, label.verified) for label in scheme.labels(URI + "1")] == [
        ("masonry", True),
        ("walling", True),
    ]
    assert [label.verified for label in scheme.labels(URI + "2")] == [False]
    assert (built.counts["label"], built.counts["note"], built.counts["relation"], built.counts["property"]) == (
        3,
        1,
        1,
        1,
    )


def test_the_same_word_may_be_preferred_and_alternative_and_in_two_languages(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        builder.label(URI + "1", "alternative", "en", "masonry")
        builder.label(URI + "1", "preferred", "en-GB", "masonry")

    scheme, _ = build(tmp_path, fill)
    assert len(list(scheme.labels())) == 3


def test_blank_labels_notes_and_values_are_none(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        for text in ("", "  ", "\n\t"):
            builder.label(URI + "1", "alternative", "en", text)
            builder.note(URI + "1", "note", "en", text)
        builder.property(URI + "1", "level", "")

    _, built = build(tmp_path, fill)
    assert (built.counts["label"], built.counts["note"], built.counts["property"]) == (1, 0, 0)


def test_a_second_preferred_label_becomes_an_alternative_one(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        builder.label(URI + "1", "preferred", "en", "bricklaying")
        builder.label(URI + "1", "preferred", "nl", "metselen")

    scheme, built = build(tmp_path, fill)
    assert {(label.kind, label.language, label.text) for label in scheme.labels()} == {
        ("preferred", "en", "masonry"), ("alternative", "en", "bricklaying"), ("preferred", "nl", "metselen"),
    }  # fmt: skip
    (message,) = messages(built, "duplicate-concept")
    assert "bricklaying" in message
    assert scheme.get(URI + "1").label("en") == "masonry"  # type: ignore[union-attr]


def test_concepts_without_a_label_are_told(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        for number in range(5):
            builder.concept(f"{URI}{number}")

    scheme, built = build(tmp_path, fill)
    assert messages(built, "concept-without-label") == [
        f"5 concepts have no label in any language: {URI}0; {URI}1; {URI}2 and 2 more."
    ]
    assert scheme.get(URI + "0").label() == URI + "0"  # type: ignore[union-attr]


def test_a_single_fault_is_told_in_the_singular(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        builder.concept(URI + "2")
        builder.label(URI + "1", "preferred", "en", "bricklaying")
        builder.relation(URI + "1", "broader", URI + "1")
        builder.label(URI + "stray", "preferred", "en", "stray")
        for number in range(101):
            builder.concept(URI + "1", notation=f"x{number}")

    _, built = build(tmp_path, fill)
    told = [item.message.partition(":")[0] for item in built.findings]
    assert told[-5:] == [
        "And 1 more such contradiction.",
        "1 of type label speaks of a concept that is not there",
        "1 concept has a second preferred label in a language, kept as an alternative one",
        "1 concept has no label in any language",
        "1 concept stands above itself",
    ]


def test_rows_about_what_is_no_concept_are_left_out_and_told(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        builder.label(URI + "stray", "preferred", "en", "stray")
        builder.note(URI + "stray", "note", "en", "stray")
        builder.property(URI + "stray", "level", "3")
        builder.relation(URI + "stray", "broader", URI + "1")
        builder.relation(URI + "stray", "broader", URI + "other")

    scheme, built = build(tmp_path, fill)
    told = messages(built, "unresolved-relation")
    assert [message.split(" speak")[0] for message in told] == [
        "1 of type label", "1 of type note", "1 of type property", "2 of type relation",
    ]  # fmt: skip
    assert len(scheme) == 1
    assert scheme.exact("stray") == ()
    assert scheme.relations(URI + "1", inverse=True) == ()


def test_relations_that_lead_out_are_links_and_a_concept_may_come_later(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        builder.relation(URI + "1", "exact_match", "http://example.net/1")
        builder.relation(URI + "1", "broader", URI + "2")
        builder.concept(URI + "2")
        builder.label(URI + "2", "preferred", "en", "two")

    scheme, built = build(tmp_path, fill)
    assert (built.counts["relation"], built.counts["link"]) == (1, 1)
    assert scheme.broader(URI + "1") == (URI + "2",)
    assert [one.subject for one in scheme.linked_from("http://example.net/1")] == [URI + "1"]
    assert built.findings == []


def test_another_index_can_be_taken_over_but_for_some_languages(tmp_path: Path) -> None:
    def fill(builder: IndexBuilder) -> None:
        fill_one(builder)
        builder.label(URI + "1", "preferred", "nl", "metselen", verified=False)
        builder.note(URI + "1", "note", "nl", "noot")
        builder.relation(URI + "1", "exact_match", "http://example.net/1")
        builder.property(URI + "1", "level", "3")

    scheme, _ = build(tmp_path, fill)
    copied, _ = build(tmp_path, lambda builder: builder.copy(scheme, without_languages=["en"]), "copy.sqlite")
    assert [(label.language, label.verified) for label in copied.labels()] == [("nl", False)]
    assert list(copied.all_relations()) == list(scheme.all_relations())
    assert list(copied.all_properties()) == list(scheme.all_properties())
    assert list(copied.all_notes()) == list(scheme.all_notes())
    assert copied.get(URI + "1").notation == "1"  # type: ignore[union-attr]


# -- circles -------------------------------------------------------------------------------------------------------


def circles(folder: Path, edges: list[tuple[int, str, int]]) -> list[Finding]:
    def fill(builder: IndexBuilder) -> None:
        for node in sorted({node for below, _, above in edges for node in (below, above)}):
            builder.concept(f"{URI}{node}")
            builder.label(f"{URI}{node}", "preferred", "en", str(node))
        for below, predicate, above in edges:
            builder.relation(f"{URI}{below}", predicate, f"{URI}{above}")

    return [item for item in build(folder, fill)[1].findings if item.name == "cyclic-hierarchy"]


@pytest.mark.parametrize(
    ("edges", "sizes"),
    [
        ([(1, "broader", 2), (2, "broader", 3), (1, "broader", 3)], []),
        ([(1, "broader", 1)], [1]),
        ([(1, "broader", 2), (2, "broader", 1)], [2]),
        ([(1, "broader", 2), (2, "group", 3), (3, "broader", 1), (4, "broader", 1)], [3]),
        ([(1, "broader", 2), (2, "broader", 1), (3, "broader", 4), (4, "broader", 3), (2, "broader", 3)], [2, 2]),
        ([(1, "related", 2), (2, "related", 1), (1, "member_of", 2), (2, "member_of", 1)], []),
        ([(1, "broader", 2), (1, "broader", 3), (2, "broader", 4), (3, "broader", 4)], []),
        ([(1, "broader", 2), (2, "broader", 3), (3, "broader", 1), (2, "broader", 4), (4, "broader", 1)], [4]),
    ],
)
def test_circles_are_found(tmp_path: Path, edges: list[tuple[int, str, int]], sizes: list[int]) -> None:
    assert sorted(int(item.message.split()[0]) for item in circles(tmp_path, edges)) == sizes


def test_many_circles_are_counted(tmp_path: Path) -> None:
    told = circles(tmp_path, [(number, "broader", number) for number in range(1, 51)])
    assert len(told) == 21
    assert told[-1].message == "And 30 more such circles."


def test_a_hostile_hierarchy_costs_no_more_than_its_size(tmp_path: Path) -> None:
    long = 20_000
    edges = [(number, "broader", number + 1) for number in range(1, long)]
    edges += [(number, "broader", 1) for number in range(2, long + 1)]
    before = time.process_time()
    (told,) = circles(tmp_path, edges)
    assert told.message.startswith(f"{long:,} concepts")
    assert time.process_time() - before < 20  # by the square of its size it would be minutes, and gigabytes


# -- whole or not at all -------------------------------------------------------------------------------------------


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*")}


def test_when_filling_fails_the_old_index_stays(tmp_path: Path) -> None:
    scheme, built = build(tmp_path, fill_one)
    before = built.path.read_bytes()

    def failing(builder: IndexBuilder) -> None:
        for number in range(50_000):
            builder.concept(f"{URI}{number}")
            builder.label(f"{URI}{number}", "preferred", "en", "x")
        raise KeyError("in the middle")

    with pytest.raises(KeyError):
        build(tmp_path, failing)
    assert built.path.read_bytes() == before
    assert names(tmp_path) == {"x.sqlite"}
    assert scheme.exact("masonry")


def test_leaving_without_finishing_leaves_nothing(tmp_path: Path) -> None:
    with IndexBuilder(DESCRIPTION, tmp_path / "new" / "x.sqlite") as builder:
        fill_one(builder)
    assert names(tmp_path) == {"new"}


def test_an_open_index_goes_on_while_another_takes_its_place(tmp_path: Path) -> None:
    old, _ = build(tmp_path, fill_one)

    def fill(builder: IndexBuilder) -> None:
        builder.concept(URI + "2")
        builder.label(URI + "2", "preferred", "en", "another")

    new, _ = build(tmp_path, fill)
    assert old.exact("masonry")
    assert not old.exact("another")
    assert new.exact("another")


def test_two_builders_of_one_index_do_not_disturb_each_other(tmp_path: Path) -> None:
    with (
        IndexBuilder(DESCRIPTION, tmp_path / "x.sqlite") as one,
        IndexBuilder(DESCRIPTION, tmp_path / "x.sqlite") as other,
    ):
        for builder, word in ((one, "one"), (other, "other")):
            builder.concept(URI + word)
            builder.label(URI + word, "preferred", "en", word)
        other.finish()
        with ConceptScheme(tmp_path / "x.sqlite") as scheme:
            assert scheme.exact("other")
        one.finish()
    with ConceptScheme(tmp_path / "x.sqlite") as scheme:
        assert scheme.exact("one")
        assert not scheme.exact("other")
    assert names(tmp_path) == {"x.sqlite"}


BUILD = """
import sys
from pathlib import Path
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.library import Vocabularies
def fill(builder):
    for number in range(3000):
        builder.concept(f"https://example.org/{sys.argv[2]}/{number}")
        builder.label(f"https://example.org/{sys.argv[2]}/{number}", "preferred", "en", sys.argv[2])
Vocabularies(Path(sys.argv[1])).install(SchemeDescription("crafts", "1", "https://example.org/", "Crafts"), fill)
"""


def test_processes_that_install_at_once_leave_one_whole_index(tmp_path: Path) -> None:
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD, str(tmp_path), word], env={**os.environ, "PYTHONPATH": str(ROOT / "src")}
        )
        for word in ("one", "other", "third")
    ]
    assert [process.wait() for process in running] == [0, 0, 0]
    with ConceptScheme(tmp_path / "crafts" / "1.sqlite") as scheme:
        scheme.check()
        assert len(scheme) == 3000
        assert len({label.text for label in scheme.labels()}) == 1
    assert names(tmp_path) == {"crafts", "1.sqlite"}


def test_a_full_disk_is_told_and_leaves_the_old_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, built = build(tmp_path, fill_one)
    before = built.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index_file.os, "fsync", full)
    with pytest.raises(UsageError, match="No space left on device") as caught:
        build(tmp_path, fill_one)
    assert caught.value.finding.name == "vocabulary-not-written"
    assert "EPORTFOLIO_VOCABULARIES" in caught.value.finding.advice
    assert built.path.read_bytes() == before
    assert names(tmp_path) == {"x.sqlite"}


def test_a_full_disk_is_told_in_the_middle_too(tmp_path: Path) -> None:
    with IndexBuilder(DESCRIPTION, tmp_path / "x.sqlite") as builder:
        builder._file.connection.execute("PRAGMA max_page_count = 20")

        def fill() -> None:
            for number in range(100_000):
                builder.concept(f"{URI}{number}")
                builder.label(f"{URI}{number}", "preferred", "en", "x" * 50)

        with pytest.raises(UsageError, match="full"):
            fill()
    assert names(tmp_path) == set()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        build(tmp_path / "folder", fill_one)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    with pytest.raises(UsageError, match="cannot be written"):
        build(tmp_path / "closed", fill_one)


def test_a_builder_works_only_inside_its_with_statement(tmp_path: Path) -> None:
    builder = IndexBuilder(DESCRIPTION, tmp_path / "x.sqlite")
    with pytest.raises(RuntimeError, match="with statement"):
        builder.finish()


def test_an_index_is_an_ordinary_file_of_sqlite_that_tells_what_it_is(tmp_path: Path) -> None:
    _, built = build(tmp_path, fill_one)
    connection = sqlite3.connect(built.path)
    assert connection.execute("PRAGMA application_id").fetchone()[0] == int.from_bytes(b"ePoV", "big")
    assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
