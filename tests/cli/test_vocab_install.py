"""The commands that install, check, compare and remove vocabularies."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

from eportfolio.cli.vocab import install
from eportfolio.report.errors import ExitCode
from eportfolio.vocabulary import bundled
from eportfolio.vocabulary.errors import VocabularyDamagedError
from eportfolio.vocabulary.index.store import ConceptScheme
from tests.vocabulary.esco_packages import SKILL, complete, skill, write_folder, write_zip


@pytest.fixture
def esco(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of ESCO in the working folder, and a place for vocabularies."""
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(folder / "vocabularies"))
    return write_folder(folder / "esco-1.2.0", complete())


def test_installing_tells_what_there_is_now(run, esco: Path) -> None:
    result = run("vocab", "install", "esco", "esco-1.2.0")
    assert result.code == 0
    lines = result.out.splitlines()
    assert lines[0].startswith("Installed esco 1.2.0 from 10 tables with 21 rows: ")
    assert [line.split() for line in lines if line.startswith(("skill ", "knowledge"))] == [
        ["knowledge", "1", "1"], ["skill", "2", "2"],
    ]  # fmt: skip
    assert "Relations: broader 4, essential_skill 1, group 3, has_top_concept 1, member_of 2, optional_skill 2" in lines
    assert lines[-1] == "This service uses the ESCO classification of the European Commission."
    assert str(esco.parent / "vocabularies" / "esco" / "1.2.0.sqlite") in lines[0]


def test_installing_as_json(run, esco: Path) -> None:
    (esco / "skills_en.csv").unlink()
    data = run("vocab", "install", "esco", "esco-1.2.0", "--output", "json").json
    assert (data["name"], data["version"], data["languages"]) == ("esco", "1.2.0", ["en"])
    assert data["concepts"]["occupation"] == {"concepts": 2, "en": 2}
    assert data["files"]["occupations_en.csv"] == 2
    assert data["missing"] == ["skills_en"]
    assert data["relations"]["optional_skill"] == 2
    assert data["bytes"] == Path(data["path"]).stat().st_size
    assert any(item["code"] == "EP1406" for item in data["findings"])
    assert data["attribution"]


def test_adding_a_language(run, esco: Path) -> None:
    run("vocab", "install", "esco", "esco-1.2.0")
    write_folder(esco.parent / "more", {"skills.csv": [skill("bake", "brood bakken")]})
    result = run("vocab", "install", "esco", "more", "--version", "1.2.0", "--language", "nl", "--add")
    assert result.code == 0
    assert result.out.splitlines()[2].split() == ["concepts", "en", "nl"]
    assert "skillGroups_nl.csv is missing" in result.out


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (["esco", "nowhere"], ExitCode.UNREADABLE, "neither a file nor a folder"),
        (["esco", "x.csv"], ExitCode.UNREADABLE, "no table of ESCO"),
        (["esco", "esco-1.2.0", "--version", "../x"], ExitCode.USAGE, "no name for a vocabulary"),
        (["esco", "esco-1.2.0", "--title", "x"], ExitCode.USAGE, "--title has no meaning for esco"),
        (["mine", "x.csv", "--add"], ExitCode.USAGE, "--add has no meaning for mine"),
        (["mine", "x.csv", "--column", "label"], ExitCode.USAGE, "write WHAT=NAME"),
        (["esco", "esco-1.2.0", "--name", "x"], ExitCode.USAGE, "--name has no meaning for esco"),
        (["mappings", "x.csv", "--delimiter", ";"], ExitCode.USAGE, "--delimiter has no meaning for mappings"),
        (["esco"], ExitCode.USAGE, "FILE"),
        (["esco", ""], ExitCode.USAGE, "the name of a file is empty"),
    ],
)
def test_what_cannot_be_installed(run, esco: Path, argv: list[str], code: ExitCode, told: str) -> None:
    (esco.parent / "x.csv").write_text("a,b\n1,2\n")
    result = run("vocab", "install", *argv)
    assert (result.code, told in result.err) == (code, True)
    assert not list((esco.parent / "vocabularies").glob("esco/*"))


def test_one_table_with_one_row(run, esco: Path) -> None:
    write_folder(esco.parent / "one", {"skills_nl.csv": [skill("bake", "brood bakken")]})
    result = run("vocab", "install", "esco", "one", "--version", "1.2.0")
    assert result.out.startswith("Installed esco 1.2.0 from 1 table with 1 row: ")


def test_an_error_is_json_when_json_is_asked_for(run, esco: Path) -> None:
    write_zip(esco / "ESCO v1.1.1.zip", complete())
    result = run("vocab", "install", "esco", "esco-1.2.0", "--output", "json")
    assert result.code == ExitCode.UNREADABLE
    assert [item["code"] for item in result.json["findings"]] == ["EP1407"]


def test_a_bar_shows_progress_on_a_terminal(esco: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        encoding = "utf-8"

        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    with install._progress("text") as progress:
        assert progress is not None
        progress("skills_en.csv", 50, 100)
    assert isinstance(sys.stderr, Terminal)
    assert sys.stderr.getvalue()
    with install._progress("json") as progress:
        assert progress is None


# -- check and remove --------------------------------------------------------------------------------


def test_sound_and_damaged_vocabularies(run, esco: Path) -> None:
    run("vocab", "install", "esco", "esco-1.2.0")
    run("vocab", "install", "esco", "esco-1.2.0", "--version", "1.1.0")
    assert run("vocab", "check", "esco").code == 0
    path = esco.parent / "vocabularies" / "esco" / "1.1.0.sqlite"
    data = bytearray(path.read_bytes())
    data[8192:12288] = b"\xff" * 4096
    path.write_bytes(data)
    (path.parent / ".1.2.0.sqlite.1-2.partial").write_bytes(b"")
    result = run("vocab", "check", "esco")
    assert result.code == ExitCode.FINDINGS
    assert "sound  esco 1.2.0" in result.out
    assert "damaged  esco 1.1.0" in result.out
    assert "→ eportfolio vocab install esco SOURCE --version 1.1.0" in result.out
    assert "left over" in result.out
    answer = run("vocab", "check", "esco", "--output", "json").json
    assert answer["damaged"] == 1
    assert len(answer["leftovers"]) == 1
    assert {one["version"]: one["sound"] for one in answer["vocabularies"]}["1.1.0"] is False


def test_what_ships_with_the_package_repairs_itself(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "compiled_folder", lambda: tmp_path)
    assert run("vocab", "check", "eqf").code == 0
    (path,) = tmp_path.glob("eqf-*.sqlite")
    before = path.read_bytes()
    middle = len(before) // 2 // 4096 * 4096
    path.write_bytes(before[:middle] + b"\xff" * 4096 + before[middle + 4096 :])
    with ConceptScheme(path) as damaged, pytest.raises(VocabularyDamagedError):
        damaged.check()
    assert run("vocab", "check", "eqf").code == 0
    with ConceptScheme(path) as repaired:
        repaired.check()


def test_an_index_of_a_newer_release_is_named(run, esco: Path) -> None:
    import sqlite3

    run("vocab", "install", "esco", "esco-1.2.0")
    path = esco.parent / "vocabularies" / "esco" / "1.2.0.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 1000")
    connection.commit()
    connection.close()
    assert "newer release" in run("vocab", "check", "esco").out
    again = run("vocab", "install", "esco", "esco-1.2.0")
    assert (again.code, "newer release" in again.err) == (ExitCode.UNREADABLE, True)
    assert run("vocab", "remove", "esco", "1.2.0").code == 0


def test_checking_what_is_not_there(run, esco: Path) -> None:
    result = run("vocab", "check", "trades")
    assert result.code == ExitCode.MISSING_EXTRA
    assert "eportfolio vocab install trades" in result.err


def test_removing(run, esco: Path) -> None:
    for version in ("1.1.0", "1.2.0"):
        run("vocab", "install", "esco", "esco-1.2.0", "--version", version)
    several = run("vocab", "remove", "esco")
    assert (several.code, "1.2.0, 1.1.0" in several.err) == (ExitCode.USAGE, True)
    assert run("vocab", "remove", "esco", "1.1.0").code == 0
    assert run("vocab", "remove", "esco").out.startswith("Removed esco 1.2.0")
    assert not list((esco.parent / "vocabularies" / "esco").glob("*.sqlite"))


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (["eqf"], ExitCode.USAGE, "ships with the package"),
        (["trades"], ExitCode.MISSING_EXTRA, "trades is not installed"),
        (["esco", "7"], ExitCode.MISSING_EXTRA, "esco 7 is not installed"),
        (["../esco", "7"], ExitCode.USAGE, "no name for a vocabulary"),
    ],
)
def test_what_cannot_be_removed(run, esco: Path, argv: list[str], code: ExitCode, told: str) -> None:
    result = run("vocab", "remove", *argv)
    assert (result.code, told in result.err) == (code, True)


MAPPINGS = """#curie_map:
#  ex: http://example.org/
#mapping_set_id: http://example.org/set
#license: http://example.org/licence
subject_id\tpredicate_id\tobject_id\tmapping_justification
ex:a\tskos:exactMatch\tex:b\tsemapv:ManualMappingCuration
"""


def test_mapping_sets_are_installed_checked_and_removed(run, esco: Path) -> None:
    (esco.parent / "x.sssom.tsv").write_text(MAPPINGS)
    result = run("vocab", "install", "mappings", "x.sssom.tsv", "--name", "trades", "--output", "json")
    (one,) = result.json
    assert (one["name"], one["counts"]["exact_match"]) == ("trades", 1)
    assert "sound  mappings trades" in run("vocab", "check", "mappings").out
    path = Path(one["path"])
    path.write_bytes(path.read_bytes()[:1000])
    damaged = run("vocab", "check", "mappings")
    assert (damaged.code, "install mappings SOURCE --name trades" in damaged.out) == (ExitCode.FINDINGS, True)
    assert "trades" in run("vocab", "remove", "mappings").err
    assert run("vocab", "remove", "mappings", "trades").code == 0
    assert not path.exists()
    assert run("vocab", "remove", "mappings", "trades").code == ExitCode.MISSING_EXTRA


def test_a_vocabulary_of_ones_own_is_installed(run, esco: Path) -> None:
    (esco.parent / "trades.csv").write_text("code;naam\nB;Bakker\nS;Slager\n")
    result = run(
        "vocab", "install", "trades", "trades.csv", "--version", "1", "--uri", "http://example.org/trades",
        "--title", "Trades", "--uri-template", "http://example.org/trades/{notation}",
        "--column", "notation=code", "--column", "preferred_label@nl=naam",
    )  # fmt: skip
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("Installed trades 1: 2 concept")
    assert run("vocab", "check", "trades").out.splitlines() == ["sound  trades 1", "1 sound, 0 damaged."]


# -- diff --------------------------------------------------------------------------------------------


@pytest.fixture
def two_versions(run, esco: Path) -> None:
    run("vocab", "install", "esco", "esco-1.2.0")
    tables = complete()
    tables["skills_en.csv"][1]["preferredLabel"] = "knead the dough"
    tables["skills_en.csv"] += [skill(f"new{number}", f"new skill {number}") for number in range(12)]
    write_folder(esco.parent / "esco-1.2.1", tables)
    run("vocab", "install", "esco", "esco-1.2.1")


def test_comparing_two_versions(run, two_versions: Any) -> None:
    result = run("vocab", "diff", "esco", "1.2.0", "1.2.1")
    assert result.code == ExitCode.FINDINGS
    assert "esco 1.2.0 → 1.2.1" in result.out
    assert "Concepts added: 12 (skill 12)" in result.out
    assert "… and 2 more" in result.out
    assert f"label en: 'knead dough' → 'knead the dough' {SKILL}knead" in result.out
    assert len(run("vocab", "diff", "esco", "1.2.0", "1.2.1", "--limit", "0").out.splitlines()) < 8


def test_comparing_as_json(run, two_versions: Any) -> None:
    data = run("vocab", "diff", "esco", "1.2.0", "1.2.1", "--limit", "3", "--output", "json").json
    assert (data["old"], data["new"], data["equal"]) == ("1.2.0", "1.2.1", False)
    assert (data["counts"]["added"], len(data["added"])) == ({"skill": 12}, 3)


def test_comparing_a_version_with_itself(run, two_versions: Any) -> None:
    result = run("vocab", "diff", "esco", "1.2.0", "1.2.0")
    assert (result.code, "Nothing differs." in result.out) == (0, True)


def test_comparing_with_a_version_that_is_not_there(run, two_versions: Any) -> None:
    result = run("vocab", "diff", "esco", "1.2.0", "9.9.9")
    assert result.code == ExitCode.MISSING_EXTRA
    assert "eportfolio vocab install esco SOURCE" in result.err
