"""``convert``: formats, folders, streams, reports, losses, interruptions."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from eportfolio.report.errors import ExitCode, RefusedError, UnreadableError
from eportfolio.report.findings import Fidelity, finding

FIGURES = "512 leaves: 480 data, 10 text, 20 residue, 2 lost"


def lost():
    return finding("lost", "There is no place for it.", pointer="/a", value="Jan Janssens")


# -- one file ----------------------------------------------------------------------------------------


def test_one_file(run, face, make, folder) -> None:
    face.findings["a.tiny"] = [lost()]
    result = run("convert", make("a.tiny"), "b.mini")
    assert result.code == 0
    assert (folder / "b.mini").read_bytes() == b"done"
    assert f"→ b.mini (mini 2): {FIGURES}" in result.out
    assert "EP3001 lost" in result.out
    assert result.err == ""


def test_options_reach_the_library(run, face, make) -> None:
    run(
        "convert", make("a.tiny"), "b.x", "--from", "tiny", "--to", "mini", "--to-version", "9",
        "--residue", "keep", "--no-verify", "--force",
    )  # fmt: skip
    assert face.calls == [
        {
            "target": "b.x", "source_format": "tiny", "target_format": "mini", "version": "9",
            "residue": "keep", "verify": False, "force": True, "issuer": None,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "format_id"),
    [("b.mini", "mini"), ("b.tiny.json", "tiny"), ("B.MINI", "mini")],
)
def test_format_is_told_from_the_name_of_the_target(run, face, make, target: str, format_id: str) -> None:
    assert run("convert", make("a.tiny"), target).code == 0
    assert face.calls[0]["target_format"] == format_id


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("b.tiny", "name one of tiny, mini"),
        ("b.docx", "The name b.docx does not tell the format"),
        ("b.mute", "The name b.mute does not tell"),
        ("-", "name it with --to"),
    ],
)
def test_format_that_the_name_does_not_tell(run, face, make, target: str, message: str) -> None:
    result = run("convert", make("a.tiny"), target)
    assert result.code == ExitCode.USAGE
    assert message in result.err
    assert face.calls == []


def test_unknown_format_is_refused_before_reading(run, face, make) -> None:
    result = run("convert", make("a.tiny"), "b.x", "--to", "word")
    assert result.code == ExitCode.UNKNOWN_FORMAT
    assert "tiny, mini, mute" in result.err


def test_target_is_needed(run, face, make) -> None:
    result = run("convert", make("a.tiny"))
    assert result.code == ExitCode.USAGE
    assert "name the target too" in result.err


def test_source_is_never_its_own_target(run, face, make, folder) -> None:
    make("a.tiny")
    for target in ("a.tiny", "./a.tiny"):
        assert run("convert", "a.tiny", target, "--to", "tiny", "--force").code == ExitCode.USAGE
    assert (folder / "a.tiny").read_text() == '{"tiny": "nl"}'


def test_streams(face, folder, monkeypatch, capsysbinary) -> None:
    from eportfolio.cli.main import main

    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b'{"tiny": "nl"}')))
    assert main(["convert", "-", "-", "--to", "mini"]) == 0
    captured = capsysbinary.readouterr()
    assert captured.out == b"done\x00\xff"
    assert FIGURES in captured.err.decode()
    assert face.calls[0]["target"] is None


def test_standard_output_holds_one_thing_only(run, face, make) -> None:
    assert run("convert", make("a.tiny"), "-", "--to", "mini", "--output", "json").code == ExitCode.USAGE


def test_failure_is_told_and_nothing_is_written(run, face, make, folder) -> None:
    face.errors["a.tiny"] = RefusedError("required-by-target", "The format demands a name.")
    result = run("convert", make("a.tiny"), "b.mini")
    assert result.code == ExitCode.FINDINGS
    assert "EP3007" in result.err
    assert "→ not written: b.mini" in result.err
    assert result.out == ""
    assert not (folder / "b.mini").exists()


def test_error_among_the_findings_counts(run, face, make) -> None:
    face.findings["a.tiny"] = [finding("invalid-value", "No.")]
    assert run("convert", make("a.tiny"), "b.mini").code == ExitCode.FINDINGS


@pytest.mark.parametrize(("lost_leaves", "code"), [(2, ExitCode.LOSS), (0, ExitCode.FINE)])
def test_fail_on_loss(run, face, make, lost_leaves: int, code: ExitCode) -> None:
    face.fidelity = Fidelity(10, 0, 0, lost_leaves)
    assert run("convert", make("a.tiny"), "b.mini", "--fail-on-loss").code == code


def test_text_shortens_values_and_json_does_not(run, face, make) -> None:
    secret = "Sofie " * 20
    face.findings["a.tiny"] = [finding("lost", "No place.", value=secret)]
    make("a.tiny")
    assert secret not in run("convert", "a.tiny", "b.mini").out
    assert run("convert", "a.tiny", "b.mini", "--output", "json").json["findings"][0]["value"] == secret


# -- the report --------------------------------------------------------------------------------------

KEYS = ["source", "target", "findings", "fidelity"]


def test_report_has_exactly_the_documented_form(run, face, make, folder) -> None:
    face.findings["a.tiny"] = [lost()]
    result = run("convert", make("a.tiny"), "b.mini", "--report", "r.json", "--output", "json")
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    assert list(report) == KEYS
    assert report["source"] == {"name": "a.tiny", "format": "tiny", "version": "1"}
    assert report["target"] == {"name": "b.mini", "format": "mini", "version": "2"}
    assert report["fidelity"] == {"leaves": 512, "data": 480, "text": 10, "residue": 20, "lost": 2}
    assert report["findings"] == [
        {
            "code": "EP3001", "severity": "warning", "message": "There is no place for it.",
            "pointer": "/a", "line": None, "value": "Jan Janssens",
        }
    ]  # fmt: skip
    assert result.json == report


def test_report_without_a_folder_is_refused_before_any_work(run, face, make, folder) -> None:
    result = run("convert", make("a.tiny"), "b.mini", "--report", "missing/r.json")
    assert result.code == ExitCode.USAGE
    assert "there is no folder missing" in result.err
    assert face.calls == []
    assert not (folder / "b.mini").exists()


def test_report_of_a_failure_has_the_same_form(run, face, make, folder) -> None:
    face.errors["a.tiny"] = UnreadableError("not-well-formed", "Broken.", line=4)
    assert run("convert", make("a.tiny"), "b.mini", "--report", "r.json").code == ExitCode.UNREADABLE
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    assert list(report) == KEYS
    assert report["findings"][0]["line"] == 4
    assert set(report["fidelity"].values()) == {0}


@pytest.mark.parametrize("name", ["r.json", "a.tiny", "b.mini", "-"])
def test_report_overwrites_nothing(run, face, make, folder, name: str) -> None:
    make("r.json", "keep me")
    assert run("convert", make("a.tiny"), "b.mini", "--report", name).code == ExitCode.USAGE
    assert (folder / "r.json").read_text() == "keep me"
    assert face.calls == []
    if name == "r.json":
        assert run("convert", "a.tiny", "b.mini", "--report", name, "--force").code == 0
        assert (folder / "r.json").read_text() != "keep me"


# -- several files -----------------------------------------------------------------------------------


def test_several_files_into_a_folder(run, face, make, folder) -> None:
    face.errors["b.tiny"] = UnreadableError("not-well-formed", "Broken.")
    result = run("convert", make("a.tiny.json"), make("b.tiny"), make("c.data"), "out/", "--to", "tiny")
    assert result.code == ExitCode.UNREADABLE
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["a.tiny.json", "c.tiny.json"]
    assert result.out.splitlines()[-1] == (
        "3 files: 2 converted, 1 failed. 1024 leaves: 960 data, 20 text, 40 residue, 4 lost."
    )


def test_folder_keeps_its_shape(run, face, make, folder) -> None:
    make("in/x/a.tiny")
    make("in/y/a.tiny")
    make("in/notes.txt", "hello")
    result = run("convert", "in", "out/", "--to", "mini", "--output", "json")
    assert result.code == 0
    assert (folder / "out/x/a.mini").exists()
    assert (folder / "out/y/a.mini").exists()
    assert len(result.json["files"]) == 2
    assert [Path(file["name"]).name for file in result.json["skipped"]] == ["notes.txt"]
    assert result.json["fidelity"]["leaves"] == 1024
    assert result.json["interrupted"] is False


def test_twins_keep_their_suffix(run, face, make, folder) -> None:
    for name in ("in/cv.tiny.json", "in/cv.mini", "in/other.mini"):
        make(name)
    assert run("convert", "in", "out/", "--to", "tiny").code == 0
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "cv.mini.tiny.json", "cv.tiny.json.tiny.json", "other.tiny.json",
    ]  # fmt: skip


def test_folder_without_portfolios_is_an_error(run, face, make) -> None:
    make("in/notes.txt", "hello")
    result = run("convert", "in", "out/", "--to", "tiny")
    assert result.code == ExitCode.UNKNOWN_FORMAT
    assert "No file of a known format" in result.err


def test_target_below_the_source_is_not_taken_for_a_source(run, face, make) -> None:
    make("in/a.mini")
    for _ in range(2):
        result = run("convert", "in", "in/out/", "--to", "tiny", "--force", "--output", "json")
        assert [Path(file["source"]["name"]).name for file in result.json["files"]] == ["a.mini"]


def test_existing_folder_is_a_folder(run, face, make, folder) -> None:
    (folder / "out").mkdir()
    assert run("convert", make("a.tiny"), "out", "--to", "mini").code == 0
    assert (folder / "out/a.mini").exists()


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["a.tiny", "b.tiny", "c.mini"], "several sources need a folder"),
        (["a.tiny", "out/"], "needs --to"),
        (["-", "out/", "--to", "mini"], "standard input has no name"),
        (["a.tiny", "x/a.tiny", "out/", "--to", "mini"], "would both be written to"),
        (["empty", "out/", "--to", "mini"], "no file in empty"),
    ],
)
def test_misuse_is_told_before_anything_is_written(run, face, make, folder, argv, message: str) -> None:
    for name in ("a.tiny", "b.tiny", "x/a.tiny"):
        make(name)
    (folder / "empty").mkdir()
    result = run("convert", *argv)
    assert result.code == ExitCode.USAGE
    assert message in result.err
    assert not (folder / "out").exists()
    assert face.calls == []


def test_resume_passes_over_what_is_there(run, face, make, folder) -> None:
    make("out/a.mini", "earlier")
    result = run("convert", make("a.tiny"), make("b.tiny"), "out/", "--to", "mini", "--resume")
    assert result.code == 0
    assert (folder / "out/a.mini").read_text() == "earlier"
    assert len(face.calls) == 1
    assert "2 files: 1 converted, 1 skipped." in result.out


def test_interruption_keeps_what_is_done_and_tells_how_to_go_on(run, face, make, folder) -> None:
    face.errors["b.tiny"] = KeyboardInterrupt()
    result = run(
        "convert",
        make("a.tiny"),
        make("b.tiny"),
        make("c.tiny"),
        "out/",
        "--to",
        "mini",
        "--report",
        "r.json",
    )
    assert result.code == 130
    assert [path.name for path in (folder / "out").iterdir()] == ["a.mini"]
    assert "Interrupted after 1 of 3" in result.err
    assert "--resume" in result.err
    report = json.loads((folder / "r.json").read_text(encoding="utf-8"))
    assert report["interrupted"] is True
    assert len(report["files"]) == 1


def test_progress_is_shown_to_a_person_and_to_nobody_else(run, face, make, monkeypatch) -> None:
    make("a.tiny")
    make("b.tiny")
    quiet = run("convert", "a.tiny", "b.tiny", "out/", "--to", "mini")
    assert quiet.err == ""
    monkeypatch.setattr("eportfolio.cli.convert.is_terminal", lambda stream: True)
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    monkeypatch.setenv("TERM", "xterm")
    watched = run("convert", "a.tiny", "b.tiny", "out2/", "--to", "mini", "--output", "json")
    assert "Converting" in watched.err
    assert watched.json["files"]
