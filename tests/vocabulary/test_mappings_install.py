"""Installing mapping sets: whole or not at all, found from both sides, named when damaged."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from eportfolio.report.errors import UnreadableError, UsageError
from eportfolio.resources import data_folder
from eportfolio.vocabulary.errors import (
    VocabularyDamagedError,
    VocabularyMissingError,
    VocabularyNewerError,
    VocabularySourceError,
)
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.mappings.index import MappingIndex
from eportfolio.vocabulary.mappings.install import (
    available_mappings,
    install_mappings,
    read_mappings,
    remove_mappings,
)
from eportfolio.vocabulary.mappings.sssom import write_sssom

SET = """\
#curie_map:
#  A: https://example.org/a/
#  B: https://example.org/b/
#mapping_set_id: https://example.org/set
#mapping_set_title: Fruit
#license: https://example.org/licence
#ext_own: kept
#extension_definitions:
#- slot_name: ext_own
subject_id\tpredicate_id\tobject_id\tmapping_justification\tsubject_label\tcreator_label
A:1\tskos:exactMatch\tB:1\tsemapv:ManualMappingCuration\tapple\tAda|Bob
A:1\tskos:narrowMatch\tB:2\tsemapv:ManualMappingCuration\tapple\t
A:2\tskos:closeMatch\tB:1\tsemapv:ManualMappingCuration\tpear\t
A:3\tskos:exactMatch\tsssom:NoTermFound\tsemapv:ManualMappingCuration\tquince\t
"""
CROSSWALK = """\
Mapping project name,Fruit - Trades
Classification 1 Name,Fruit
Classification 2 Name,Trades
classification 1 ID,classification 2 ID,mapping relation
1,2,exactMatch
"""


@pytest.fixture
def fruit(tmp_path: Path) -> Path:
    path = tmp_path / "Fruit_2030.sssom.tsv"
    path.write_text(SET, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vocabularies"


def test_a_set_is_found_from_both_sides(fruit: Path, folder: Path) -> None:
    (installed,) = install_mappings(folder, [fruit])
    assert (installed.name, installed.path) == ("fruit-2030", folder / "mappings" / "fruit-2030.mappings")
    assert installed.counts == {"exact_match": 1, "narrow_match": 1, "close_match": 1, "mapping": 4}
    index = MappingIndex(installed.path)
    assert (index.name, index.title, len(index)) == ("fruit-2030", "Fruit", 4)
    assert [one.object[-1] for one in index.mappings_of("https://example.org/a/1")] == ["1", "2"]
    assert [one.subject[-1] for one in index.mappings_of("https://example.org/b/1")] == ["1", "2"]
    assert "https://example.org/b/2" in index
    assert "https://example.org/b/9" not in index
    assert "" not in index


def test_everything_of_a_set_is_kept(fruit: Path, folder: Path) -> None:
    (installed,) = install_mappings(folder, [fruit])
    whole = MappingIndex(installed.path).read()
    assert whole == read_mappings(fruit)
    assert [one.line for one in whole.mappings] == [11, 12, 13, 14]


def test_the_schemes_that_a_set_joins_have_the_names_of_their_prefixes(fruit: Path, folder: Path) -> None:
    fruit.write_text(SET.replace("#mapping_set_id", "#  C: https://example.org/c/\n#mapping_set_id"), encoding="utf-8")
    (installed,) = install_mappings(folder, [fruit])
    assert MappingIndex(installed.path).schemes == {"A": "https://example.org/a/", "B": "https://example.org/b/"}


def test_findings_of_the_source_come_back(fruit: Path, folder: Path) -> None:
    fruit.write_text(SET + "A:1\tshort\n", encoding="utf-8")
    (installed,) = install_mappings(folder, [fruit])
    assert [(one.name, one.line) for one in installed.findings] == [("truncated-row", 15)]


def test_a_published_crosswalk_has_a_name_of_its_own(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "20300101 final v2.csv"
    path.write_text(CROSSWALK, encoding="utf-8")
    (installed,) = install_mappings(folder, [path])
    assert installed.name == "fruit-trades"


def test_a_new_state_takes_the_place_of_the_old_one(fruit: Path, folder: Path) -> None:
    install_mappings(folder, [fruit])
    fruit.write_text(SET.replace("A:2", "A:7"), encoding="utf-8")
    (installed,) = install_mappings(folder, [fruit])
    assert [path.name for path in (folder / "mappings").iterdir()] == ["fruit-2030.mappings"]
    assert "https://example.org/a/7" in MappingIndex(installed.path)


def test_when_one_file_is_broken_nothing_is_changed(fruit: Path, folder: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.tsv"
    broken.write_text("no\tmappings\n", encoding="utf-8")
    with pytest.raises(VocabularySourceError):
        install_mappings(folder, [fruit, broken])
    assert not folder.exists()


def test_a_file_that_is_not_there(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="cannot be opened"):
        install_mappings(folder, [tmp_path / "none.tsv"])


def test_where_nothing_can_be_written_the_reason_is_told(fruit: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / "mappings").write_text("a file")
    with pytest.raises(UsageError, match="cannot be written") as caught:
        install_mappings(folder, [fruit])
    assert caught.value.finding.name == "vocabulary-not-written"


def test_names(fruit: Path, folder: Path, tmp_path: Path) -> None:
    (installed,) = install_mappings(folder, [fruit], name="own")
    assert (installed.name, MappingIndex(installed.path).name) == ("own", "own")
    twin = tmp_path / "fruit-2030.tsv"
    twin.write_text(SET, encoding="utf-8")
    with pytest.raises(UsageError, match="one mapping set at a time"):
        install_mappings(folder, [fruit, twin], name="own")
    with pytest.raises(UsageError, match="would have the name of another file here: fruit-2030"):
        install_mappings(folder, [fruit, twin])
    for bad in ("../x", "Ä", "", ".x"):
        with pytest.raises(UsageError, match="is no name for a mapping set"):
            install_mappings(folder, [fruit], name=bad)


def test_what_is_there_and_what_is_removed(fruit: Path, folder: Path) -> None:
    shipped = {one.name for one in available_mappings(folder) if one.ships}
    install_mappings(folder, [fruit])
    assert [one.name for one in available_mappings(folder) if not one.ships] == ["fruit-2030"]
    assert "mappings" not in {one.name for one in Vocabularies(folder).available()}
    remove_mappings(folder, "fruit-2030")
    assert {one.name for one in available_mappings(folder)} == shipped
    for name in ("fruit-2030", "../fruit"):
        with pytest.raises(VocabularyMissingError) as raised:
            remove_mappings(folder, name)
        assert "vocab list mappings" in raised.value.finding.advice
        assert "vocab install" not in raised.value.finding.advice


def test_an_installed_set_takes_the_place_of_one_that_ships(fruit: Path, folder: Path) -> None:
    install_mappings(folder, [fruit], name="nqf-eqf")
    (one,) = (one for one in available_mappings(folder) if one.name == "nqf-eqf")
    assert not one.ships
    assert one.open().title == "Fruit"


@pytest.mark.parametrize("cut", [0, 100, -1])
def test_a_damaged_index_is_named(fruit: Path, folder: Path, cut: int) -> None:
    (installed,) = install_mappings(folder, [fruit])
    installed.path.write_bytes(installed.path.read_bytes()[:cut])
    with pytest.raises(VocabularyDamagedError, match=r"fruit-2030\.mappings cannot be used"):
        MappingIndex(installed.path)


def test_the_index_of_a_vocabulary_is_none_of_mappings(folder: Path) -> None:
    path = Vocabularies(folder).scheme("eqf").path
    with pytest.raises(VocabularyDamagedError, match="it is no index of a mapping set"):
        MappingIndex(path)


@pytest.mark.parametrize(("version", "error"), [(99, VocabularyNewerError), (0, VocabularyDamagedError)])
def test_the_index_of_another_release(fruit: Path, folder: Path, version: int, error: type[Exception]) -> None:
    (installed,) = install_mappings(folder, [fruit])
    connection = sqlite3.connect(installed.path)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()
    with pytest.raises(error):
        MappingIndex(installed.path)


@pytest.mark.parametrize(
    ("key", "value"),
    [("about", "nonsense"), ("about", "1"), ("about", '{"x": 1}'), ("about", "[]"), ("schemes", "1"), ("schemes", "x")],
)
def test_an_index_that_tells_nonsense_of_itself_is_damaged(fruit: Path, folder: Path, key: str, value: str) -> None:
    (installed,) = install_mappings(folder, [fruit])
    connection = sqlite3.connect(installed.path)
    connection.execute("UPDATE meta SET value = ? WHERE key = ?", (value, key))
    connection.commit()
    connection.close()
    with pytest.raises(VocabularyDamagedError, match="its description cannot be read"):
        MappingIndex(installed.path)


def test_several_may_install_and_look_up_at_once(fruit: Path, folder: Path) -> None:
    def work(_: int) -> int:
        (installed,) = install_mappings(folder, [fruit])
        return len(MappingIndex(installed.path).mappings_of("https://example.org/a/1"))

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(16))) == {2}
    assert [path.name for path in (folder / "mappings").iterdir()] == ["fruit-2030.mappings"]


def test_one_index_serves_many_threads(fruit: Path, folder: Path) -> None:
    (installed,) = install_mappings(folder, [fruit])
    index = MappingIndex(installed.path)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: len(index.mappings_of("https://example.org/b/1")), range(64)))
    assert set(found) == {2}
    index.check()


# -- the sets that ship ------------------------------------------------------------------------------------------

SHIPPED = sorted((data_folder("vocabularies") / "mappings").glob("*.sssom.tsv"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_set_that_ships_has_no_fault_and_comes_back(path: Path, tmp_path: Path) -> None:
    found = read_mappings(path)
    assert found.findings == ()
    assert found.mappings
    again = tmp_path / path.name
    again.write_text(write_sssom(found), encoding="utf-8")
    assert replace(read_mappings(again), prefixes={}) == replace(found, prefixes={})


def test_a_set_that_ships_is_compiled_once_and_again_when_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path))
    (one,) = (one for one in available_mappings(tmp_path) if one.name == "nqf-eqf")
    path = one.open().path
    first = path.stat().st_mtime_ns
    assert one.open().path == path
    assert path.stat().st_mtime_ns == first
    path.write_bytes(b"damaged")
    assert len(one.open()) == len(read_mappings(one.path).mappings)


def test_a_set_that_ships_is_compiled_again_after_damage_inside_showed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path))
    (one,) = (one for one in available_mappings(tmp_path) if one.name == "nqf-eqf")
    with one.open() as index:
        path, number = index.path, len(list(index.mappings()))
    data = bytearray(path.read_bytes())
    for page in range(5, 15):  # rows, not what is read on opening
        data[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with one.open() as damaged, pytest.raises(VocabularyDamagedError):
        list(damaged.mappings())
    assert len(list(one.open().mappings())) == number
