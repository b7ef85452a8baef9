"""``draft``: tables into folders, reports, going on, what is printed, interruptions."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.exchange import registry
from eportfolio.report.errors import ExitCode
from eportfolio.report.findings import finding

GOOD = "given_name,family_name,birth_date\nNoor,van Dijk-Okonkwo,1991-04-02\nMilan,de Boer,1987-11-30\n"
BAD = "given_name,family_name,birth_date\nNoor,van Dijk-Okonkwo,03/04/2001\nMilan,de Boer,1987-11-30\n"


@pytest.fixture
def go(run: Callable[..., Any], make: Callable[..., str]) -> Callable[..., Any]:
    """Draft from a table with this content."""

    def call(content: str, *more: str) -> Any:
        template = make("course.tiny")
        return run("draft", make("r.csv", content), "--template", template, "--into", "out", "--to", "tiny", *more)

    return call


def test_drafts_for_everybody(go: Any, folder: Path) -> None:
    result = go(GOOD)
    assert (result.code, result.err) == (0, "")
    assert result.out == "2 rows: 2 written, in out (tiny).\n"
    assert sorted(path.name for path in (folder / "out").iterdir()) == [
        "2-van-Dijk-Okonkwo.tiny.json", "3-de-Boer.tiny.json",
    ]  # fmt: skip
    assert json.loads((folder / "out" / "3-de-Boer.tiny.json").read_text()) == {"tiny": "nl"}
    assert (folder / "out.resume.jsonl").exists()


def test_a_row_with_an_error(go: Any, folder: Path) -> None:
    result = go(BAD)
    assert result.code == ExitCode.FINDINGS
    assert result.out == "2 rows: 1 written, 1 failed, in out (tiny).\n"
    assert 'r.csv, row 2, column "birth_date" is a date of which nobody told' in result.err
    assert "at line 2, column 3: C2" in result.err
    assert len(list((folder / "out").iterdir())) == 1


def test_correct_and_go_on(go: Any) -> None:
    go(BAD)
    again = go(BAD)
    assert again.code == ExitCode.USAGE
    assert "--resume" in again.err
    result = go(GOOD, "--resume")
    assert (result.code, result.out) == (0, "2 rows: 1 written, 1 unchanged, in out (tiny).\n")


def test_files_of_former_rows_are_named(go: Any) -> None:
    go(GOOD)
    result = go(GOOD.replace("Noor,van Dijk-Okonkwo,1991-04-02\n", ""), "--resume")
    assert "2-van-Dijk-Okonkwo.tiny.json (1 file)" in result.out


def test_what_many_rows_share_is_told_once(go: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    adapter = registry.get("tiny")
    lost = finding("lost", "It has no place in the target.", pointer="/owner/names/0/given_name")
    monkeypatch.setattr(adapter, "check", lambda *_: [lost])
    result = go(GOOD)
    assert (result.code, result.err.count("no place")) == (0, 1)
    assert 'row 2, column "given_name": It has no place in the target. (1 more like it)' in result.err


def test_json(go: Any) -> None:
    result = go(BAD.replace("\n", ",shoe size\n", 1), "--output", "json")
    assert result.code == ExitCode.FINDINGS
    data = result.json
    assert [(row["row"], row["status"], row["file"]) for row in data["rows"]] == [
        (2, "failed", ""), (3, "written", "3-de-Boer.tiny.json"),
    ]  # fmt: skip
    assert data["rows"][0]["findings"][0]["pointer"] == "C2"
    assert [item["code"] for item in data["findings"]] == ["EP1702"]
    assert data["summary"] == {"rows": 2, "written": 1, "unchanged": 0, "failed": 1, "left_over": 0}
    assert data["interrupted"] is False


def test_a_report(go: Any, folder: Path) -> None:
    assert go(GOOD, "--report", "report.json").code == 0
    assert [row["row"] for row in json.loads((folder / "report.json").read_text())["rows"]] == [2, 3]
    assert go(GOOD, "--report", "report.json").code == ExitCode.USAGE
    assert go(GOOD, "--report", "report.json", "--resume").code == 0


@pytest.mark.parametrize("target", ["-", "r.csv", "course.tiny", "none/report.json"])
def test_a_report_that_cannot_be(go: Any, target: str, folder: Path) -> None:
    result = go(GOOD, "--report", target, "--force")
    assert result.code == ExitCode.USAGE
    assert not (folder / "out").exists()


def test_a_table_without_rows(go: Any) -> None:
    result = go("given_name\n", "--output", "json")
    assert (result.code, result.json["rows"]) == (0, [])


def test_headings_that_lead_nowhere(go: Any, folder: Path) -> None:
    result = go("given_name,grade: Written exam,credits\nNoor,8,2\n", "--report", "report.json")
    assert result.code == ExitCode.FINDINGS
    assert result.err.count("has no") == 2
    assert not (folder / "out").exists()
    assert len(json.loads((folder / "report.json").read_text())["findings"]) == 2


@pytest.mark.parametrize(
    ("more", "code", "message"),
    [
        (["--to", "nothing"], ExitCode.UNKNOWN_FORMAT, "no format"),
        (["--to", "mute"], ExitCode.USAGE, "not written"),
        (["--name", "{famly_name}"], ExitCode.USAGE, "Is {family_name} meant?"),
        (["--columns", "no.toml"], ExitCode.USAGE, "cannot be opened"),
        (["--sheet", "One"], ExitCode.USAGE, "no sheets"),
        (["--template", "no.json"], ExitCode.UNREADABLE, "cannot be opened"),
        (["--into", "r.csv"], ExitCode.USAGE, "cannot be made"),
        (["--issuer", "no.toml"], ExitCode.UNREADABLE, "no.toml"),
    ],
)
def test_wrong_use(go: Any, more: list[str], code: int, message: str) -> None:
    result = go(GOOD, *more)
    assert result.code == code
    assert message in result.err


def test_a_table_that_breaks_off(go: Any, folder: Path) -> None:
    rows = "".join(f"Given {at},Family {at},1990\n" for at in range(30))
    result = go("given_name,family_name,birth_date\n" + rows + '"Milan', "--output", "json")
    assert result.code == ExitCode.UNREADABLE
    assert len(result.json["rows"]) == 30
    assert [item["code"] for item in result.json["findings"]] == ["EP1101"]


def test_an_interruption(go: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from eportfolio.cli.draft import _State

    each = _State.each

    def stop(self: _State, one: Any) -> None:
        each(self, one)
        raise KeyboardInterrupt

    monkeypatch.setattr(_State, "each", stop)
    result = go(GOOD, "--output", "json")
    assert result.code == 130
    assert (len(result.json["rows"]), result.json["interrupted"]) == (1, True)
    assert "--resume goes on" in result.err
    monkeypatch.undo()


def test_a_fault_of_ours(go: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise ZeroDivisionError("Noor")

    monkeypatch.setattr(registry.get("tiny"), "write", fail)
    result = go(GOOD)
    assert result.code == ExitCode.OUR_BUG
    assert "EP9003" in result.err
    assert "Noor" not in result.err


def test_progress_is_for_people_only(go: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not go(GOOD).err
    monkeypatch.setattr(type(sys.stderr), "isatty", lambda self: self is sys.stderr, raising=False)
    result = go(GOOD, "--resume")
    assert (result.code, result.out) == (0, "2 rows: 0 written, 2 unchanged, in out (tiny).\n")
    assert result.err  # something was drawn


def test_the_defaults_are_those_of_the_library() -> None:
    from eportfolio.bulk.drafting import DEFAULT_FORMAT
    from eportfolio.bulk.naming import DEFAULT_PATTERN
    from eportfolio.cli.parsing import parser_for

    parsed = parser_for("draft").parse_args(["r.csv", "--template", "t", "--into", "out"])
    assert (parsed.target_format, parsed.name) == (DEFAULT_FORMAT, DEFAULT_PATTERN)


def test_the_library_gets_what_was_asked(go: Any, make: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}
    monkeypatch.setattr(ep, "draft", lambda *where, **given: asked.update(given, where=where))
    go(GOOD, "--to-version", "2", "--sheet", "One", "--columns", "m.toml", "--name", "{row}", "--resume", "--force")
    kept = {name: value for name, value in asked.items() if name not in ("each", "begin")}
    assert kept == {
        "where": ("r.csv", "course.tiny", "out"), "format": "tiny", "version": "2", "issuer": None, "sheet": "One",
        "columns": "m.toml", "name": "{row}", "resume": True, "force": True,
    }  # fmt: skip
