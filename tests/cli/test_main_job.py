"""The command with the library behind it: the canonical formats, from file to file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eportfolio.exchange import registry
from eportfolio.report.errors import ExitCode

BUILT_IN = dict(registry.BUILT_IN)

SOFIE = {
    "type": "Portfolio",
    "schema_version": "1.0",
    "id": "urn:uuid:00000000-0000-5000-8000-000000000000",
    "language": "nl",
    "owner": {"names": [{"given_name": "Sofie", "family_name": "Voorbeeld"}]},
    "interests": [{"type": "Interest", "id": "urn:uuid:00000000-0000-5000-8000-000000000001", "title": "Fietsen"}],
}


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """The canonical formats only, so that no other family is on trial here."""
    monkeypatch.setattr(registry, "BUILT_IN", {name: BUILT_IN[name] for name in ("eportfolio", "turtle")})


@pytest.fixture
def sofie(folder: Path) -> str:
    (folder / "sofie.portfolio.json").write_text(json.dumps(SOFIE), encoding="utf-8")
    return "sofie.portfolio.json"


def test_there_and_back_again(run, sofie, folder) -> None:
    there = run("convert", sofie, "sofie.ttl", "--report", "report.json")
    assert there.code == 0, there.err
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert list(report) == ["source", "target", "findings", "fidelity"]
    figures = report["fidelity"]
    assert figures["leaves"] == figures["data"] + figures["text"] + figures["residue"] + figures["lost"] > 0
    assert figures["lost"] == 0
    assert run("convert", "sofie.ttl", "back.portfolio.json").code == 0
    result = run("diff", sofie, "back.portfolio.json")
    assert (result.code, result.out) == (0, "The two portfolios say the same.\n")


def test_existing_file_is_kept_without_force(run, sofie, folder) -> None:
    (folder / "b.ttl").write_text("keep me")
    result = run("convert", sofie, "b.ttl")
    assert result.code == ExitCode.USAGE
    assert "b.ttl exists already" in result.err
    assert result.out == ""
    assert (folder / "b.ttl").read_text() == "keep me"
    assert run("convert", sofie, "b.ttl", "--force").code == 0
    assert (folder / "b.ttl").read_text() != "keep me"


def test_validate_and_show(run, sofie) -> None:
    assert run("validate", sofie, ".", "--output", "json").json["summary"]["files"] == 1
    shown = run("show", sofie).out
    assert shown.startswith("Sofie Voorbeeld\n")
    assert "Fietsen" in shown


@pytest.mark.parametrize(
    ("content", "code", "finding"),
    [
        (b"", ExitCode.UNREADABLE, "EP1001"),
        (b'{"type": "Portfolio",\n "id": }', ExitCode.UNREADABLE, "EP1101"),
        (b'{"type": "Portfolio", "id": "caf\xe9"}', ExitCode.UNREADABLE, "EP1005"),
        (b'{"a": 1, "a": 2}', ExitCode.UNREADABLE, "EP1102"),
        (b'{"hello": "world"}', ExitCode.UNKNOWN_FORMAT, "EP1008"),
        (b'{"a":' * 200_000, ExitCode.UNREADABLE, "EP1103"),
    ],
)
@pytest.mark.parametrize("command", [["validate"], ["show"], ["convert"]])
def test_bad_input_is_explained_and_leaves_nothing_behind(run, folder, command, content, code, finding) -> None:
    (folder / "bad.json").write_bytes(content)
    target = ["out.ttl"] if command == ["convert"] else []
    result = run(*command, "bad.json", *target)
    assert result.code == code
    assert finding in result.out + result.err
    assert "Traceback" not in result.out + result.err
    assert [path.name for path in folder.iterdir()] == ["bad.json"]


def test_place_of_a_broken_document_is_told(run, folder) -> None:
    (folder / "bad.json").write_bytes(b'{"type": "Portfolio",\n "id": }')
    assert "line 2, column 8" in run("validate", "bad.json").out
