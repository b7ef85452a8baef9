"""All vocabularies together: which is preferred, where they live, and what becomes of those that ship."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from eportfolio.report.errors import ExitCode
from eportfolio.vocabulary import bundled as shipped
from eportfolio.vocabulary.bundled import Bundled, bundled
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.errors import VocabularyDamagedError, VocabularyMissingError
from eportfolio.vocabulary.index import folder as folders
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.index.layout import LAYOUT_VERSION
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.tables import Table
from tests.vocabulary.test_index_lookup import _edit

URI = "https://example.org/"


def install(vocabularies: Vocabularies, name: str, version: str, uri: str = URI, label: str = "masonry") -> None:
    def fill(builder: IndexBuilder) -> None:
        builder.concept(uri + "1", notation="1")
        builder.label(uri + "1", "preferred", "en", label)

    vocabularies.install(SchemeDescription(name, version, uri, name.title()), fill)


@pytest.fixture
def vocabularies(tmp_path: Path) -> Vocabularies:
    return Vocabularies(tmp_path / "installed")


# -- which one is meant --------------------------------------------------------------------------------------------


def test_the_newest_version_is_preferred_and_numbers_count_as_numbers(vocabularies: Vocabularies) -> None:
    for version in ("1.9", "1.10", "1.10-rc1", "1.2.1", "1.2"):
        install(vocabularies, "crafts", version)
    order = [one.version for one in vocabularies.available("crafts")]
    assert order == ["1.10", "1.10-rc1", "1.9", "1.2.1", "1.2"]
    assert vocabularies.scheme("crafts", "1.2").description.version == "1.2"
    assert vocabularies.scheme("crafts@1.9").description.version == "1.9"


def test_an_installed_one_is_preferred_to_one_that_ships(vocabularies: Vocabularies) -> None:
    assert vocabularies.scheme("eqf").description.version == "2017"
    install(vocabularies, "eqf", "2000")
    assert [(one.version, one.ships) for one in vocabularies.available("eqf")] == [("2000", False), ("2017", True)]
    assert vocabularies.scheme("eqf").description.version == "2000"
    assert len(vocabularies.scheme("eqf", "2017")) == 8
    vocabularies.remove("eqf", "2000")
    assert vocabularies.scheme("eqf").description.version == "2017"


def test_a_scheme_may_be_named_by_its_uri(vocabularies: Vocabularies) -> None:
    assert vocabularies.scheme("http://data.europa.eu/snb/eqf/25831c2").description.name == "eqf"
    install(vocabularies, "crafts", "1", "https://example.org/crafts/")
    assert vocabularies.scheme("https://example.org/crafts/").description.name == "crafts"


@pytest.mark.parametrize(
    ("name", "version", "told"),
    [
        ("nothing", None, "eqf"),
        ("crafts", "9", "crafts 1"),
        ("crafts@9", None, "crafts 1"),
        ("https://example.org/x", None, ""),
    ],
)
def test_what_is_missing_is_named_with_the_command_that_installs_it(
    vocabularies: Vocabularies, name: str, version: str | None, told: str
) -> None:
    install(vocabularies, "crafts", "1")
    with pytest.raises(VocabularyMissingError) as caught:
        vocabularies.scheme(name, version)
    assert told in str(caught.value)
    assert f"eportfolio vocab install {name.partition('@')[0]}" in caught.value.finding.advice
    assert caught.value.exit_code == ExitCode.MISSING_EXTRA


def test_concepts_are_found_whatever_vocabulary_they_are_in(vocabularies: Vocabularies) -> None:
    install(vocabularies, "crafts", "1", "https://example.org/crafts/", "old")
    install(vocabularies, "crafts", "2", "https://example.org/crafts/", "new")
    install(vocabularies, "trades", "1", "https://example.org/trades/")
    ((scheme, concept),) = vocabularies.find("https://example.org/trades/1")
    assert (scheme.description.name, concept.label()) == ("trades", "masonry")
    ((_, concept),) = vocabularies.find("https://example.org/crafts/1")
    assert concept.label() == "new"
    names = [scheme.description.name for scheme, _ in vocabularies.find("1")]
    assert names.count("crafts") == names.count("trades") == names.count("eqf") == 1
    assert list(vocabularies.find("https://example.org/nothing")) == []


def test_what_is_preferred_tells_of_a_concept_whichever_version_has_the_closer_address(
    vocabularies: Vocabularies,
) -> None:
    """The starter of ESCO names the scheme of skills, the official index all of ESCO."""
    uri = "http://data.europa.eu/esco/skill/cd5efa8c-e44d-4cbc-91c6-796018dbed68"

    def fill(builder: IndexBuilder) -> None:
        builder.concept(uri)
        builder.label(uri, "preferred", "en", "as it was installed")

    vocabularies.install(SchemeDescription("esco", "1.2.0", "http://data.europa.eu/esco", "ESCO"), fill)
    ((scheme, concept),) = vocabularies.find(uri)
    assert (scheme.description.version, concept.label()) == ("1.2.0", "as it was installed")


# -- installing ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["", ".", "..", "../x", "a/b", "A", "a b", "-x", ".hidden", "é", "x\n", "a\\b", "a:b"])
def test_names_that_could_lead_elsewhere_are_refused(vocabularies: Vocabularies, word: str) -> None:
    for name, version in ((word, "1"), ("crafts", word)):
        with pytest.raises(ValueError, match="no name for a vocabulary"):
            vocabularies.path(name, version)


def test_installing_again_replaces_it_also_for_who_has_it_open(vocabularies: Vocabularies) -> None:
    install(vocabularies, "crafts", "1", label="old")
    assert vocabularies.scheme("crafts").exact("old")
    install(vocabularies, "crafts", "1", label="new")
    assert vocabularies.scheme("crafts").exact("new")
    assert not vocabularies.scheme("crafts").exact("old")


def test_what_is_removed_is_gone(vocabularies: Vocabularies) -> None:
    install(vocabularies, "crafts", "1")
    vocabularies.scheme("crafts")
    vocabularies.remove("crafts", "1")
    with pytest.raises(VocabularyMissingError):
        vocabularies.scheme("crafts")
    with pytest.raises(VocabularyMissingError):
        vocabularies.remove("crafts", "1")
    with pytest.raises(VocabularyMissingError):
        vocabularies.remove("eqf", "2017")  # what ships cannot be removed


def test_half_built_and_other_files_are_no_vocabularies(vocabularies: Vocabularies) -> None:
    install(vocabularies, "crafts", "1")
    for name in (
        "crafts/.1.sqlite.123.partial",
        "crafts/readme.txt",
        ".compiled/x.sqlite",
        "crafts/.2.sqlite",
        "x.sqlite",
    ):
        (vocabularies.folder / name).parent.mkdir(exist_ok=True)
        (vocabularies.folder / name).write_text("")
    assert [one.version for one in vocabularies.available() if not one.ships] == ["1"]


def test_a_damaged_or_newer_one_does_not_stand_in_the_way_of_others(vocabularies: Vocabularies) -> None:
    install(vocabularies, "crafts", "1", "https://example.org/crafts/")
    install(vocabularies, "trades", "1", "https://example.org/trades/")
    vocabularies.path("broken", "1").parent.mkdir()
    vocabularies.path("broken", "1").write_bytes(b"x" * 5000)
    _edit("PRAGMA user_version = 99")(vocabularies.path("trades", "1"))
    again = Vocabularies(vocabularies.folder)
    assert again.scheme("https://example.org/crafts/").description.name == "crafts"
    assert len(again.scheme("eqf")) == 8
    with pytest.raises(VocabularyDamagedError, match=r"broken/1\.sqlite"):
        again.scheme("broken")


def test_many_threads_open_a_vocabulary_once(vocabularies: Vocabularies) -> None:
    install(vocabularies, "crafts", "1")
    with ThreadPoolExecutor(8) as pool:
        opened = set(pool.map(lambda _: id(vocabularies.scheme("crafts")), range(64)))
    assert len(opened) == 1


def test_no_folder_at_all_is_no_fault(tmp_path: Path) -> None:
    assert len(Vocabularies(tmp_path / "not" / "there").scheme("eqf")) == 8
    assert not (tmp_path / "not").exists()


# -- what ships ----------------------------------------------------------------------------------------------------


class Counted:
    """A scheme that ships and counts how often it is read."""

    def __init__(self, label: str = "one") -> None:
        self.read = 0
        self.label = label

    def table(self) -> Table:
        self.read += 1
        rows = tuple({"notation": (str(number),), "label@en": (f"{self.label} {number}",)} for number in range(500))
        return Table(SchemeDescription("small", "1", URI, "Small"), rows, URI + "{notation}")

    def bundled(self, fingerprint: str = "a") -> Bundled:
        return Bundled(SchemeDescription("small", "1", URI, "Small"), fingerprint, self.table)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shipped, "compiled_folder", lambda: tmp_path)
    return tmp_path


def test_what_ships_is_compiled_once(cache: Path) -> None:
    source = Counted()
    assert [len(source.bundled().open()) for _ in range(3)] == [500, 500, 500]
    assert source.read == 1
    assert len(list(cache.iterdir())) == 1


def test_it_is_compiled_again_when_the_table_the_layout_or_the_release_is_another(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Counted()
    source.bundled().open()
    source.label = "two"
    assert source.bundled("b").open().exact("two 1")
    monkeypatch.setattr(shipped, "LAYOUT_VERSION", LAYOUT_VERSION + 1)
    source.bundled("b").open()
    monkeypatch.setattr(shipped, "__version__", "another")
    source.bundled("b").open()
    assert source.read == 4


@pytest.mark.parametrize("damage", [b"", b"x" * 9000, None])
def test_it_is_compiled_again_when_its_file_is_damaged(cache: Path, damage: bytes | None) -> None:
    source = Counted()
    source.bundled().open().close()
    (path,) = cache.iterdir()
    path.write_bytes(path.read_bytes()[:-4096] if damage is None else damage)
    assert len(source.bundled().open()) == 500
    assert source.read == 2


def test_it_is_compiled_again_after_damage_inside_showed(cache: Path) -> None:
    source = Counted()
    source.bundled().open().close()
    (path,) = cache.iterdir()
    data = bytearray(path.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    damaged = source.bundled().open()  # its head is sound
    with pytest.raises(VocabularyDamagedError):
        list(damaged.labels())
    damaged.close()
    assert len(list(source.bundled().open().labels())) == 500
    assert source.read == 2


def test_a_newer_file_in_the_cache_is_made_again(cache: Path) -> None:
    source = Counted()
    source.bundled().open().close()
    (path,) = cache.iterdir()
    _edit("PRAGMA user_version = 99")(path)
    assert len(source.bundled().open()) == 500


def test_every_scheme_that_ships_has_a_name_a_version_and_a_uri_of_its_own() -> None:
    names = [(one.description.name, one.description.version) for one in bundled()]
    assert len(names) == len(set(names)) > 30
    vocabularies = Vocabularies()
    for name, version in names:
        vocabularies.path(name, version)
    assert all(replace(one.description) == one.open().description for one in bundled() if one.description.name == "eqf")


# -- where they live -----------------------------------------------------------------------------------------------


def test_a_folder_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "mine"))
    assert Vocabularies().folder == tmp_path / "mine"
    assert folders.compiled_folder() == tmp_path / "mine" / ".compiled"


def test_otherwise_it_is_where_the_system_keeps_such_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("EPORTFOLIO_VOCABULARIES")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert folders.installed_folder().name == "vocabularies"
    assert "eportfolio" in folders.installed_folder().parts
    if os.name == "posix" and os.uname().sysname == "Linux":
        assert folders.installed_folder() == tmp_path / "data" / "eportfolio" / "vocabularies"
        assert folders.compiled_folder() == tmp_path / "cache" / "eportfolio" / "vocabularies"


def test_where_nothing_can_be_written_a_temporary_folder_serves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "file"))
    temporary = folders.compiled_folder()
    assert temporary.is_dir()
    assert temporary == folders.compiled_folder()
    monkeypatch.setattr(shipped, "compiled_folder", folders.compiled_folder)
    assert len(Counted().bundled().open()) == 500
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path))
    monkeypatch.setattr(folders.os, "access", lambda *_: False)
    assert folders.compiled_folder() == temporary
