"""``validate``: files, folders, patterns, standard input; outputs and exit codes."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from eportfolio.report.errors import ExitCode, UnreadableError
from eportfolio.report.findings import finding


def too_many():
    return finding("too-many-elements", "There are 2; 1 is allowed.", pointer="/a", line=3)


def not_mapped():
    return finding("not-mapped", "It has no place.", pointer="/b")


def test_fine_file(run, face, make) -> None:
    result = run("validate", make("a.tiny"))
    assert (result.code, result.out, result.err) == (0, "1 file: 1 fine.\n", "")
    assert face.calls == [{"level": "structure", "format": None, "schema": None, "shapes": None}]


def test_options_reach_the_library(run, face, make) -> None:
    run("validate", make("a.tiny"), "--level", "syntax", "--from", "tiny")
    assert face.calls == [{"level": "syntax", "format": "tiny", "schema": None, "shapes": None}]


def test_findings(run, face, make) -> None:
    face.findings["b.tiny"] = [too_many()]
    result = run("validate", make("a.tiny"), make("b.tiny"))
    assert result.code == ExitCode.FINDINGS
    assert "b.tiny (tiny 1)" in result.out
    assert result.out.endswith("2 files: 1 fine, 1 with 1 finding (1 error).\n")


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1)])
def test_fail_on(run, face, make, fail_on: str, code: int) -> None:
    face.findings["a.tiny"] = [not_mapped()]
    assert run("validate", make("a.tiny"), "--fail-on", fail_on).code == code


def test_gravest_of_several_files_wins_and_all_are_told(run, face, make) -> None:
    face.findings["a.tiny"] = [too_many()]
    face.errors["b.tiny"] = UnreadableError("not-well-formed", "The JSON is broken.", line=2)
    result = run("validate", make("a.tiny"), make("b.tiny"), "missing.tiny", make("c.tiny"))
    assert result.code == ExitCode.UNREADABLE
    for code in ("EP1203", "EP1101", "EP1002"):
        assert code in result.out
    assert result.out.endswith("4 files: 1 fine, 3 with 3 findings (3 errors).\n")


def test_unforeseen_exception_in_one_file_does_not_stop_the_others(run, face, make) -> None:
    face.errors["a.tiny"] = RuntimeError("secret")
    face.findings["b.tiny"] = [too_many()]
    result = run("validate", make("a.tiny"), make("b.tiny"))
    assert result.code == ExitCode.OUR_BUG
    assert "EP9003" in result.out
    assert "EP1203" in result.out
    assert "secret" not in result.out + result.err


def test_folder_takes_what_is_known_and_lists_the_rest(run, face, make) -> None:
    make("in/a.tiny")
    make("in/deep/b.data")
    make("in/notes.txt", "hello")
    make("in/.hidden/c.tiny")
    make("in/.d.tiny")
    result = run("validate", "in", "--output", "json")
    assert result.code == 0
    names = [file["source"]["name"].replace("\\", "/") for file in result.json["files"]]
    assert names == ["in/a.tiny", "in/deep/b.data"]
    assert [file["name"].replace("\\", "/") for file in result.json["skipped"]] == ["in/notes.txt"]
    assert "no format" in result.json["skipped"][0]["reason"]


def test_broken_file_of_a_folder_is_not_passed_over_when_it_is_named_like_one(run, face, make) -> None:
    make("in/a.tiny", '{"ti')
    make("in/b.js", '{"what": ')
    result = run("validate", "in")
    assert result.code == ExitCode.UNREADABLE
    assert "EP1101" in result.out
    assert "1 skipped" in result.out


def test_folder_and_format_together_take_the_files_of_that_name(run, face, make) -> None:
    make("in/a.tiny")
    make("in/b.json")
    result = run("validate", "in", "--from", "tiny", "--output", "json")
    assert len(result.json["files"]) == 1
    assert len(result.json["skipped"]) == 1


def test_folder_without_portfolios_is_an_error(run, face, make) -> None:
    make("in/notes.txt", "hello")
    result = run("validate", "in")
    assert result.code == ExitCode.UNKNOWN_FORMAT
    assert "EP1008" in result.err


def test_pattern(run, face, make) -> None:
    make("a1.tiny")
    make("a2.tiny")
    make("b.tiny")
    assert run("validate", "a*.tiny").out == "2 files: 2 fine.\n"
    result = run("validate", "z*.tiny")
    assert result.code == ExitCode.UNREADABLE
    assert "z*.tiny" in result.err


def test_file_named_like_a_pattern_is_a_file(run, face, make) -> None:
    make("a[1].tiny")
    assert run("validate", "a[1].tiny").out == "1 file: 1 fine.\n"


def test_file_that_is_named_twice_counts_once(run, face, make) -> None:
    make("in/a.tiny")
    assert run("validate", "in", "in/a.tiny", "./in/a.tiny").out == "1 file: 1 fine.\n"


def test_standard_input(run, face, folder, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"tiny": "nl"}')))
    face.findings["-"] = [too_many()]
    result = run("validate", "-")
    assert result.code == ExitCode.FINDINGS
    assert "standard input" in result.out


@pytest.mark.parametrize("output", ["json", "sarif", "junit", "github"])
def test_machine_outputs_stand_alone_on_standard_output(run, face, make, output: str) -> None:
    face.findings["a.tiny"] = [too_many()]
    result = run("validate", make("a.tiny"), "--output", output)
    assert result.code == ExitCode.FINDINGS
    assert result.err == "1 file: 1 with 1 finding (1 error).\n"
    if output in ("json", "sarif"):
        assert result.json
    elif output == "junit":
        assert result.out.startswith("<?xml")
        assert result.out.endswith("</testsuites>\n")
    else:
        assert result.out.startswith("::error file=a.tiny,line=3,title=EP1203 too-many-elements::")


def test_terminal_gets_colours_unless_it_does_not_want_them(run, face, make, monkeypatch) -> None:
    face.findings["a.tiny"] = [too_many()]
    make("a.tiny")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("eportfolio.cli.console.is_terminal", lambda stream: True)
    assert "\x1b[31merror\x1b[0m" in run("validate", "a.tiny").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run("validate", "a.tiny").out
