"""Looking up in an index: by URI, code and label, from any thread and process; and damage that is told by name."""

from __future__ import annotations

import gc
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from eportfolio.report.errors import EportfolioError
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.errors import VocabularyDamagedError, VocabularyNewerError
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.records import records

URI = "https://example.org/"


@pytest.fixture
def scheme(tmp_path: Path) -> Iterator[ConceptScheme]:
    with IndexBuilder(SchemeDescription("crafts", "1", URI, "Crafts"), tmp_path / "x.sqlite") as builder:
        builder.concept(URI + "1", "skill", notation="A1")
        builder.concept(URI + "2", "skill", notation="SAME")
        builder.concept(URI + "3", "occupation", notation="SAME")
        builder.concept(URI + "g", "skill_group")
        builder.concept(URI + "c", "collection")
        for uri, kind, language, text in (
            ("1", "preferred", "en", "Masonry work"), ("1", "preferred", "nl", "Metselwerk"),
            ("1", "alternative", "en", "brick-laying"), ("2", "alternative", "en", "masonry  WORK"),
            ("2", "preferred", "fr", "Maçonnerie à l\u2019ancienne"), ("3", "preferred", "de", "Straßenbauer"),
            ("3", "hidden", "de", "strassenbauer"), ("g", "preferred", "", "no language"),
            ("c", "preferred", "el", "ΟΔΟΣ"),
            ("c", "alternative", "tr", "İŞ"), ("2", "hidden", "xx", "e\u0301te\u0301"), ("g", "hidden", "ja", "ﾃｽﾄ"),
        ):  # fmt: skip
            builder.label(URI + uri, kind, language, text)  # type: ignore[arg-type]
        builder.label(URI + "3", "alternative", "en", "masonry work", verified=False)
        builder.relation(URI + "1", "broader", URI + "2")
        builder.relation(URI + "1", "group", URI + "g")
        builder.relation(URI + "1", "member_of", URI + "c")
        builder.relation(URI + "3", "essential_skill", URI + "1")
        builder.relation(URI + "1", "exact_match", "http://example.net/1")
        builder.note(URI + "1", "definition", "en", "Building with stones.")
        builder.note(URI + "1", "note", "nl", "noot")
        builder.property(URI + "1", "level", "3")
        builder.property(URI + "1", "level", "4")
        builder.finish()
    with ConceptScheme(tmp_path / "x.sqlite") as opened:
        yield opened


def test_every_concept_of_a_code_is_found(scheme: ConceptScheme) -> None:
    assert [concept.uri for concept in scheme.find("SAME")] == [URI + "2", URI + "3"]
    assert [concept.uri for concept in scheme.find("A1")] == [URI + "1"]
    assert [concept.uri for concept in scheme.find(URI + "g")] == [URI + "g"]
    assert scheme.find("") == scheme.find("nothing") == ()


def test_language_tags_are_the_same_in_any_case(tmp_path: Path) -> None:
    """RFC 5646, section 2.1.1."""
    with IndexBuilder(SchemeDescription("crafts", "1", URI, "Crafts"), tmp_path / "case.sqlite") as builder:
        builder.concept(URI + "1")
        for tag in ("EN-gb", "en-GB", "sr-latn", "NL"):
            builder.label(URI + "1", "preferred", tag, "masonry")
            builder.note(URI + "1", "note", tag, "a note")
        assert builder.finish().findings == []
    with ConceptScheme(tmp_path / "case.sqlite") as scheme:
        assert scheme.languages == ("en-GB", "nl", "sr-Latn")
        for tag in ("nl", "Nl", "EN-GB", "SR-LATN"):
            assert len(list(scheme.labels(language=tag))) == 1
            assert len(scheme.exact("masonry", language=tag)) == 1
            assert len(scheme.notes(URI + "1", language=tag)) == 1
        concept = scheme.get(URI + "1")
        assert concept is not None
        assert concept.label("NL") == "masonry"


# -- concepts ------------------------------------------------------------------------------------------------------


def test_a_concept_is_found_by_uri_and_by_a_code_that_is_its_own(scheme: ConceptScheme) -> None:
    one = scheme.get("A1")
    assert one is not None
    assert one == scheme.get(URI + "1")
    assert one.labels == {"en": "Masonry work", "nl": "Metselwerk"}
    assert scheme.get("SAME") is None  # two concepts share it
    assert [concept.uri for concept in (scheme.get(URI + "2"), scheme.get(URI + "3")) if concept] == [
        URI + "2",
        URI + "3",
    ]
    assert scheme.get("nothing") is None
    assert scheme.get("") is None
    assert "A1" in scheme
    assert URI + "3" in scheme
    assert "SAME" not in scheme
    assert 1 not in scheme
    assert len(scheme) == 5


@pytest.mark.parametrize(
    ("uri", "language", "label"),
    [
        ("1", "nl", "Metselwerk"), ("1", "nl-BE", "Metselwerk"), ("1", "fr", "Masonry work"),
        ("2", "en", "Maçonnerie à l\u2019ancienne"), ("g", "nl", "no language"),
    ],
)  # fmt: skip
def test_a_label_is_in_the_language_or_the_next_best(
    scheme: ConceptScheme, uri: str, language: str, label: str
) -> None:
    concept = scheme.get(URI + uri)
    assert concept is not None
    assert concept.label(language) == label


def test_concepts_come_in_the_order_of_the_source(scheme: ConceptScheme) -> None:
    assert [concept.uri.removeprefix(URI) for concept in scheme.concepts()] == ["1", "2", "3", "g", "c"]
    assert [concept.uri.removeprefix(URI) for concept in scheme.concepts("skill")] == ["1", "2"]
    assert list(scheme.concepts("nothing")) == []


def test_labels_can_be_asked_for_by_concept_and_language(scheme: ConceptScheme) -> None:
    assert [label.text for label in scheme.labels("A1")] == ["Masonry work", "Metselwerk", "brick-laying"]
    assert [label.text for label in scheme.labels(URI + "1", language="nl")] == ["Metselwerk"]
    assert {label.text for label in scheme.labels(language="de")} == {"Straßenbauer", "strassenbauer"}
    assert list(scheme.labels("nothing")) == []
    assert len(list(scheme.labels())) == 13


# -- labels --------------------------------------------------------------------------------------------------------


def test_exact_is_blind_to_case_and_white_space_and_puts_the_better_first(scheme: ConceptScheme) -> None:
    found = scheme.exact(" masonry\twork ")
    assert [(label.uri, label.kind, label.verified) for label in found] == [
        (URI + "1", "preferred", True), (URI + "2", "alternative", True), (URI + "3", "alternative", False),
    ]  # fmt: skip
    assert [label.uri for label in scheme.exact("masonry work", types=["occupation"])] == [URI + "3"]
    assert scheme.exact("masonry work", language="nl") == ()
    assert scheme.exact("masonry") == ()
    assert scheme.exact("") == scheme.exact("   ") == ()


@pytest.mark.parametrize(
    ("text", "uri"),
    [
        ("STRASSENBAUER", "3"), ("straßenbauer", "3"), ("οδοσ", "c"), ("οδος", "c"), ("i\u0307ş", "c"),
        ("\u00e9t\u00e9", "2"), ("e\u0301te\u0301", "2"), ("\u00c9T\u00c9", "2"), ("テスト", "g"),
        ("NO\u00a0LANGUAGE", "g"),
    ],
)  # fmt: skip
def test_exact_is_blind_to_the_forms_of_unicode(scheme: ConceptScheme, text: str, uri: str) -> None:
    assert {label.uri for label in scheme.exact(text)} == {URI + uri}


@pytest.mark.parametrize(("text", "uri"), [("ete", "2"), ("bricklaying", "1"), ("bricks", None), ("brick laying", "1")])
def test_normalised_is_blind_to_accents_and_punctuation(scheme: ConceptScheme, text: str, uri: str | None) -> None:
    assert scheme.exact(text) == ()
    assert {label.uri for label in scheme.normalised(text)} == ({URI + uri} if uri else set())


@pytest.mark.parametrize("text", ["'; DROP TABLE label; --", '"', "%", "_", "\x00", "\ud800", "x" * 1_000_000, "🙂"])
def test_any_text_can_be_looked_for(scheme: ConceptScheme, text: str) -> None:
    assert scheme.exact(text) == scheme.normalised(text) == ()
    assert len(scheme) == 5


# -- relations -----------------------------------------------------------------------------------------------------


def test_relations_are_seen_from_both_ends(scheme: ConceptScheme) -> None:
    assert {(one.predicate, one.object) for one in scheme.relations("A1")} == {
        ("broader", URI + "2"), ("group", URI + "g"), ("member_of", URI + "c"), ("exact_match", "http://example.net/1"),
    }  # fmt: skip
    assert [(one.subject, one.predicate) for one in scheme.relations("A1", inverse=True)] == [
        (URI + "3", "essential_skill")
    ]
    assert [one.object for one in scheme.relations("A1", "exact_match")] == ["http://example.net/1"]
    assert scheme.relations("nothing") == ()


def test_a_group_is_no_broader_concept(scheme: ConceptScheme) -> None:
    assert scheme.broader(URI + "1") == (URI + "2",)
    assert scheme.groups(URI + "1") == (URI + "g",)
    assert scheme.narrower(URI + "2") == scheme.narrower(URI + "g") == (URI + "1",)
    assert scheme.members(URI + "c") == (URI + "1",)
    assert [concept.uri for concept in scheme.top_concepts()] == [URI + "2", URI + "3", URI + "g"]


def test_notes_and_properties(scheme: ConceptScheme) -> None:
    assert [(note.kind, note.language) for note in scheme.notes("A1")] == [("definition", "en"), ("note", "nl")]
    assert [note.kind for note in scheme.notes("A1", language="nl")] == ["note"]
    assert scheme.properties("A1") == {"level": ("3", "4")}
    assert scheme.properties("nothing") == {}
    assert scheme.notes("nothing") == ()


def test_records_put_together_what_is_said_of_each_concept(scheme: ConceptScheme) -> None:
    for record in records(scheme):
        uri = record.concept.uri
        assert record.concept == scheme.get(uri)
        assert record.labels == tuple(scheme.labels(uri))
        assert record.notes == scheme.notes(uri)
        assert record.relations == tuple((one.predicate, one.object) for one in scheme.relations(uri))
        assert dict(record.properties) == {name: values[-1] for name, values in scheme.properties(uri).items()}
    assert len(list(records(scheme))) == 5


# -- threads and processes -----------------------------------------------------------------------------------------


def test_many_threads_may_look_up_at_once(scheme: ConceptScheme) -> None:
    def look(_: int) -> int:
        return sum(len(scheme.exact("masonry work")) + (scheme.get("A1") is not None) for _ in range(50))

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(look, range(64))) == {200}


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the system does not tell which files are open")
def test_threads_that_end_leave_no_open_files(scheme: ConceptScheme) -> None:
    def opened() -> int:
        gc.collect()
        return sum(os.path.realpath(link) == str(scheme.path) for link in Path("/proc/self/fd").iterdir())

    before = opened()
    for _ in range(30):
        thread = threading.Thread(target=scheme.get, args=("A1",))
        thread.start()
        thread.join()
    assert opened() == before
    scheme.close()
    assert opened() == 0


def test_what_a_thread_began_another_may_finish(scheme: ConceptScheme) -> None:
    began: list[Iterator[object]] = []

    def begin() -> None:
        rows = scheme.all_relations()
        next(rows)
        began.append(rows)

    thread = threading.Thread(target=begin)
    thread.start()
    thread.join()
    gc.collect()
    assert len(list(began[0])) == 4


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_child_process_may_go_on_with_it(scheme: ConceptScheme) -> None:
    mine = scheme.connection()
    child = os.fork()
    if child == 0:  # pragma: no cover - counted in the parent only
        works = scheme.get("A1") and len(scheme.exact("masonry work")) == 3
        os._exit(0 if works and scheme.connection() is not mine else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert scheme.get("A1")


def test_an_index_may_lie_in_a_folder_that_nobody_can_write_to(scheme: ConceptScheme) -> None:
    folder = scheme.path.parent
    folder.chmod(0o500)
    try:
        with ConceptScheme(scheme.path) as again:
            assert again.get("A1")
        assert {path.name for path in folder.iterdir()} == {"x.sqlite"}
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize(
    "name", ["with space.sqlite", "per%20cent.sqlite", "ques?tion#.sqlite", "é.sqlite", "a&b=c.sqlite"]
)
def test_any_name_of_a_file_will_do(scheme: ConceptScheme, name: str) -> None:
    shutil.copy(scheme.path, scheme.path.parent / name)
    with ConceptScheme(scheme.path.parent / name) as again:
        assert again.get("A1")


def test_nothing_is_ever_written(scheme: ConceptScheme) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        scheme.connection().execute("DELETE FROM label")


# -- damage --------------------------------------------------------------------------------------------------------

Change = Callable[[Path], object]


def _write(path: Path, data: bytes) -> None:
    path.unlink(missing_ok=True)
    path.write_bytes(data)


def _edit(*statements: str) -> Change:
    def change(path: Path) -> None:
        connection = sqlite3.connect(path)
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()

    return change


DAMAGE: dict[str, tuple[Change, type[EportfolioError], str]] = {
    "not there": (lambda path: path.unlink(), VocabularyDamagedError, "no such file"),
    "a folder": (lambda path: (path.unlink(), path.mkdir()), VocabularyDamagedError, "no such file"),
    "empty": (lambda path: _write(path, b""), VocabularyDamagedError, "no index of a vocabulary"),
    "text": (lambda path: _write(path, b"x" * 9000), VocabularyDamagedError, "not a database"),
    "cut": (lambda path: _write(path, path.read_bytes()[:-5000]), VocabularyDamagedError, ""),
    "a page less": (lambda path: _write(path, path.read_bytes()[:-4096]), VocabularyDamagedError, ""),
    "a page more": (lambda path: _write(path, path.read_bytes() + bytes(4096)), VocabularyDamagedError, "not as long"),
    "another database": (_edit("PRAGMA application_id = 7"), VocabularyDamagedError, "no index of a vocabulary"),
    "a mapping set": (_edit(f"PRAGMA application_id = {0x65506F4D}"), VocabularyDamagedError, "no index of a vocab"),
    "an older layout": (_edit("PRAGMA user_version = 0"), VocabularyDamagedError, "older release"),
    "a newer layout": (_edit("PRAGMA user_version = 1000"), VocabularyNewerError, "newer release"),
    "no description": (_edit("DELETE FROM meta"), VocabularyDamagedError, "description is missing"),
    "no table": (_edit("DROP TABLE meta"), VocabularyDamagedError, "no such table"),
    "a description of nothing": (
        _edit("UPDATE meta SET value = 'nonsense' WHERE key = 'description'"), VocabularyDamagedError, "cannot be read",
    ),
    "another description": (
        _edit("UPDATE meta SET value = '{\"x\": 1}' WHERE key = 'description'"), VocabularyDamagedError, "cannot be",
    ),
    "languages of nothing": (
        _edit("UPDATE meta SET value = '1' WHERE key = 'languages'"), VocabularyDamagedError, "cannot be read",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DAMAGE)
def test_a_damaged_file_is_told_by_name_when_it_is_opened(scheme: ConceptScheme, case: str) -> None:
    change, kind, told = DAMAGE[case]
    scheme.close()
    change(scheme.path)
    with pytest.raises(kind) as caught:
        ConceptScheme(scheme.path)
    assert str(scheme.path) in str(caught.value)
    assert told in str(caught.value)
    assert caught.value.finding.name == ("vocabulary-newer" if kind is VocabularyNewerError else "vocabulary-damaged")
    assert caught.value.exit_code == 4


def test_damage_inside_is_found_by_a_check_and_told_when_it_is_met(scheme: ConceptScheme) -> None:
    scheme.check()
    scheme.close()
    data = bytearray(scheme.path.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    _write(scheme.path, bytes(data))
    with pytest.raises(VocabularyDamagedError, match=r"x\.sqlite"), ConceptScheme(scheme.path) as damaged:
        damaged.check()
    with pytest.raises(VocabularyDamagedError, match=r"x\.sqlite"), ConceptScheme(scheme.path) as damaged:
        list(damaged.labels())
    assert scheme.path.is_file()  # what a person installed is never removed


def test_text_that_is_no_text_is_damage(scheme: ConceptScheme) -> None:
    scheme.close()
    _edit("UPDATE label SET text = CAST(x'ff' AS TEXT)")(scheme.path)
    with pytest.raises(VocabularyDamagedError, match=r"x\.sqlite"), ConceptScheme(scheme.path) as damaged:
        list(damaged.labels())
