"""``eportfolio link`` and the look-up commands, as a person would type them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from eportfolio.cli.main import main
from eportfolio.report.errors import ExitCode
from eportfolio.vocabulary.concepts import SchemeDescription
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.library import Vocabularies

from .fiction import JUGGLE, KNOTS, TEACHER, install


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the fictional vocabulary and a portfolio in it, as the current one."""
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "vocabularies"))
    monkeypatch.chdir(tmp_path)
    install(tmp_path / "vocabularies")
    portfolio = {
        "type": "Portfolio",
        "schema_version": "1.0",
        "language": "en",
        "competences": [
            {"type": "Competence", "label": "juggle lanterns"},
            {"type": "Competence", "label": "splicing"},
        ],
        "experiences": [{"type": "Experience", "positions": [{"occupation": {"label": "circus teacher"}}]}],
    }
    (tmp_path / "cv.portfolio.json").write_text(json.dumps(portfolio))
    return tmp_path


def read(path: Path) -> dict[str, object]:
    data: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return data


def test_link_proposes_and_writes_nothing_unasked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(folder.rglob("*.json"))
    assert main(["link", "cv.portfolio.json"]) == 0
    told = capsys.readouterr()
    assert "3 mentions: 2 linked, 1 for a person to decide, 0 without a proposal." in told.err
    assert "Nothing was written" in told.err
    assert JUGGLE in told.out
    assert sorted(folder.rglob("*.json")) == before


def test_link_shows_the_line_that_a_vocabulary_asks_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", "cv.portfolio.json"]) == 0
    line = "This service uses the ESCO classification of the European Commission."
    assert line not in capsys.readouterr().err
    assert main(["link", "cv.portfolio.json", "--scheme", "esco@1.2.0-starter"]) == 0
    assert capsys.readouterr().err.endswith(f"{line}\n")


def test_link_writes_decides_and_writes_again(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", "cv.portfolio.json", "-o", "linked.portfolio.json", "--review", "review.csv"]) == 0
    linked = read(folder / "linked.portfolio.json")
    assert linked["competences"][0]["concepts"][0]["uri"] == JUGGLE  # type: ignore[index]
    review = (folder / "review.csv").read_text(encoding="utf-8-sig").splitlines()
    lines = [f"{KNOTS}{line}" if "splicing" in line and KNOTS in line else line for line in review]
    (folder / "review.csv").write_text("\n".join(lines), encoding="utf-8")
    argv = ["link", "linked.portfolio.json", "--decisions", "review.csv", "-o", "done.portfolio.json"]
    assert main(argv) == ExitCode.FINDINGS, "what was linked already is told"
    assert "they are linked already" in capsys.readouterr().err
    done = read(folder / "done.portfolio.json")
    assert [one["concepts"][0]["uri"] for one in done["competences"]] == [JUGGLE, KNOTS]  # type: ignore[attr-defined]


def test_link_overwrites_nothing_unasked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in ("-o", "--review"):
        (folder / "there").write_text("mine")
        assert main(["link", "cv.portfolio.json", option, "there"]) == ExitCode.USAGE
        assert (folder / "there").read_text() == "mine"
        assert main(["link", "cv.portfolio.json", option, "there", "--force"]) == 0
        assert (folder / "there").read_text() != "mine"


def test_link_writes_both_files_or_neither(folder: Path) -> None:
    (folder / "there").write_text("mine")
    assert main(["link", "cv.portfolio.json", "--review", "review.csv", "-o", "there"]) == ExitCode.USAGE
    assert not (folder / "review.csv").exists()
    assert main(["link", "cv.portfolio.json", "--review", "there", "-o", "new.portfolio.json"]) == ExitCode.USAGE
    assert not (folder / "new.portfolio.json").exists()
    assert sorted(path.name for path in folder.iterdir()) == ["cv.portfolio.json", "there", "vocabularies"]


def test_link_names_the_command_that_brings_what_is_lacking(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", "cv.portfolio.json", "--scheme", "esco@1.2.0-starter"]) == 0
    told = "esco 1.2.0-starter has no occupation; what has them: eportfolio vocab install esco SOURCE"
    assert told in capsys.readouterr().err


def test_link_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", "cv.portfolio.json", "--output", "json", "--accept", "nothing"]) == 0
    links = json.loads(capsys.readouterr().out)
    assert [one["accepted"] for one in links] == [None] * 3
    assert links[0]["proposals"][0]["uri"] == TEACHER
    assert links[0]["proposals"][0]["score"] == 1


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (["--accept", "sometimes"], ExitCode.USAGE, "--accept takes"),
        (["--accept", "2"], ExitCode.USAGE, "from 0 to 1"),
        (["--least", "-1"], ExitCode.USAGE, "from 0 to 1"),
        (["--limit", "0"], ExitCode.USAGE, "1 or more"),
        (["--scheme", "rome"], ExitCode.MISSING_EXTRA, "eportfolio vocab install rome"),
        (["--scheme", "esco@9.9"], ExitCode.MISSING_EXTRA, "esco 9.9 is not installed"),
        (["--decisions", "none.csv", "-o", "x.portfolio.json"], ExitCode.UNREADABLE, "none.csv cannot be opened"),
        (["--decisions", "none.csv"], ExitCode.USAGE, "-o FILE"),
        (["--decisions", ".", "-o", "x.portfolio.json"], ExitCode.UNREADABLE, "cannot be opened"),
        (["-o", "-", "--output", "json"], ExitCode.USAGE, "cannot hold both"),
    ],
)
def test_link_wrongly_used(argv: list[str], code: ExitCode, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["link", "cv.portfolio.json", *argv]) == code
    assert told in capsys.readouterr().err


def test_link_to_standard_output_writes_the_portfolio_alone(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["link", "cv.portfolio.json", "-o", "-"]) == 0
    told = capfdbinary.readouterr()
    assert json.loads(told.out)["competences"][0]["concepts"][0]["uri"] == JUGGLE
    assert JUGGLE.encode() in told.err


@pytest.mark.parametrize("language", ["NL", "nl-BE", "nl"])
def test_a_language_is_named_in_any_case_and_country(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "show", JUGGLE, "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("lantaarns jongleren\n")
    assert "juggle lanterns" not in shown.partition("essential")[0]
    assert main(["vocab", "search", "Lantaarns jongleren", "--lang", language, "--output", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["label"] == "lantaarns jongleren"
    assert main(["vocab", "tree", "esco", "--lang", language]) == 0
    assert "lantaarns jongleren" in capsys.readouterr().out


def test_a_language_that_a_vocabulary_lacks_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "search", "zzzzqqqq", "--lang", "fr"]) == 1
    assert "It has no labels in fr, only in en, nl." in capsys.readouterr().err
    assert main(["vocab", "show", JUGGLE, "--lang", "fr"]) == 0
    assert capsys.readouterr().out.startswith("juggle lanterns\n")


@pytest.mark.parametrize(
    "written", [f"{JUGGLE}/", JUGGLE.replace("http:", "https:"), JUGGLE.replace("http:", "https:") + "/"]
)
def test_an_address_that_differs_in_scheme_or_slash_is_suggested(
    written: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["vocab", "show", written]) == ExitCode.USAGE
    assert f"Did you mean {JUGGLE}?" in capsys.readouterr().err


def test_search(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "search", "circus TEACHER", "--output", "json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["uri"] == TEACHER
    assert main(["vocab", "search", "circus teacher", "--type", "skill", "--output", "json"]) in (0, 1)
    assert TEACHER not in capsys.readouterr().out
    assert main(["vocab", "search", "zzzzqqqq"]) == 1
    assert "comes near" in capsys.readouterr().err
    assert main(["vocab", "search", "circus", "--type", "skil"]) == ExitCode.USAGE
    assert "Did you mean skill" in capsys.readouterr().err


def test_show_tells_both_ends_of_a_relation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "show", JUGGLE]) == 0
    told = capsys.readouterr().out
    assert "essential skill for:" in told
    assert "circus teacher" in told
    assert main(["vocab", "show", "0611", "--lang", "nl", "--output", "json"]) == 0
    (field,) = json.loads(capsys.readouterr().out)
    assert field["vocabulary"] == "isced-f 2013"
    assert list(field["labels"]) == ["nl"]


def test_show_and_tree_say_when_there_is_no_such_concept(capsys: pytest.CaptureFixture[str]) -> None:
    for argv in (["show", "nonsense"], ["tree", "isced-f", "nonsense"], ["tree", "urn:example:none"]):
        assert main(["vocab", *argv]) == ExitCode.USAGE
        assert "vocab search" in capsys.readouterr().err


def test_a_code_of_several_concepts_shows_them_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def fill(builder: IndexBuilder) -> None:
        for number in range(2):
            builder.concept(f"{JUGGLE}/{number}", notation="01")
            builder.label(f"{JUGGLE}/{number}", "preferred", "en", f"number {number}")

    Vocabularies().install(SchemeDescription("twins", "1", JUGGLE, "Twins"), fill)
    for argv in (["show", "01", "--scheme", "twins"], ["tree", "twins", "01"], ["show", "01"]):
        assert main(["vocab", *argv]) == 0
        told = capsys.readouterr().out
        assert all(f"number {number}\n" in told for number in range(2))
    assert main(["vocab", "map", "01", "--from", "twins", "--to", "eqf"]) == ExitCode.USAGE
    told = capsys.readouterr().err
    assert f"01 is a code of several concepts of twins: {JUGGLE}/0, {JUGGLE}/1." in told
    assert "by its URI" in told


def test_tree(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "tree", "isced-f", "06", "--depth", "3"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("06  ")
    assert lines[1].startswith("  061  ")
    assert any(line.startswith("    0613  ") for line in lines)


def test_list_names_what_ships_and_what_is_installed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab", "list", "esco", "--output", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)["vocabularies"]
    assert [(one["version"], one["ships"]) for one in rows] == [("0.1", False), ("1.2.0-starter", True)]


def test_list_names_mapping_sets_and_what_is_damaged(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "vocabularies" / "esco" / "0.2.sqlite").write_bytes(b"nothing of ours")
    assert main(["vocab", "list"]) == 0
    told = capsys.readouterr().out
    assert re.search(r"^esco +0\.2 +installed +0 .*damaged: see eportfolio vocab check$", told, re.MULTILINE)
    assert re.search(r"^nqf-eqf +ships +\d+ ", told, re.MULTILINE)
    assert main(["vocab", "list", "mappings"]) == 0
    assert "esco" not in capsys.readouterr().out.partition("digcomp")[0]
    assert main(["vocab", "list", "rome"]) == ExitCode.MISSING_EXTRA


def test_vocab_without_a_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["vocab"]) == ExitCode.USAGE
    assert "search" in capsys.readouterr().err
    assert main(["vocab", "serach"]) == ExitCode.USAGE
    assert "Did you mean search" in capsys.readouterr().err
    assert main(["vocab", "--help"]) == 0
