"""profile check, new, docs, and validate --profile, as people and CI jobs run them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eportfolio.cli.main import main
from tests.profiles.helpers import HEAD
from tests.support import EXAMPLES

CV = str(EXAMPLES / "europass-xml" / "cv.xml")


def written(folder: Path, text: str) -> str:
    path = folder / "p.toml"
    path.write_text(HEAD + text, encoding="utf-8")
    return str(path)


class TestCheck:
    def test_a_sound_profile(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["profile", "check", "leaver-file-service", "europass-cv"]) == 0
        assert "Leaver file for a public employment service 1.0: offers 0 fields, needs" in capsys.readouterr().out

    def test_faults_have_lines(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = written(tmp_path, '[needs.x]\npath = "owner/foto"\n')
        assert main(["profile", "check", path]) == 2
        out = capsys.readouterr().out
        assert "at line 5" in out
        assert "did you mean photo" in out

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ('[needs.x]\npath = "competences[]/concepts[]"\nvocabulary = "onet"\n', 6),
            ('extends = "p.toml"\n', 2),
            ("this is no toml", 4),
            ("valid_until = 2020-01-01", 0),
        ],
    )
    def test_exit_codes(self, tmp_path: Path, text: str, code: int) -> None:
        assert main(["profile", "check", written(tmp_path, text)]) == code

    def test_for_machines(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = written(tmp_path, 'extends = "p.toml"\n')
        assert main(["profile", "check", path, "--output", "json"]) == 2
        [item] = json.loads(capsys.readouterr().out)["files"][0]["findings"]
        assert (item["code"], item["line"]) == ("EP1809", 4)

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        assert main(["profile", "check", str(tmp_path / "none.toml")]) == 4


class TestValidate:
    def test_a_portfolio_that_passes(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["validate", "--profile", "europass-cv", CV]) == 0
        assert "1 file: 1 fine, 1 warning that does not count." in capsys.readouterr().out

    def test_one_that_does_not_is_told_at_its_own_lines(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["validate", "--profile", "leaver-file-service", CV, "--output", "json"]) == 1
        findings = json.loads(capsys.readouterr().out)["files"][0]["findings"]
        refused = [item for item in findings if item["code"] == "EP1806"]
        assert {item["pointer"].split("/")[-2] for item in refused} == {"Photo", "Nationality"}
        assert all(item["line"] for item in refused)

    def test_warnings_count_when_they_are_meant_to(self) -> None:
        assert main(["validate", "--profile", "europass-cv", CV, "--fail-on", "warning"]) == 1

    def test_a_vocabulary_that_is_not_installed(self, tmp_path: Path) -> None:
        path = written(tmp_path, '[needs.x]\npath = "experiences[]/positions[]/occupation"\nvocabulary = "onet"\n')
        assert main(["validate", "--profile", path, CV]) == 6

    def test_a_profile_at_fault_ends_the_run(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["validate", "--profile", written(tmp_path, "[need.x]\n"), CV]) == 2
        assert "Did you mean needs" in capsys.readouterr().err

    def test_a_broken_file_is_told_once(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        broken = tmp_path / "cv.xml"
        broken.write_bytes(Path(CV).read_bytes()[:3000])
        assert main(["validate", "--profile", "europass-cv", "--from", "europass-xml", str(broken)]) == 4
        assert capsys.readouterr().out.count("EP1101") == 1


class TestNew:
    def test_what_was_learned_is_a_sound_profile(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        target = tmp_path / "ours.toml"
        assert main(["profile", "new", "--from", CV, "--title", 'ROC "X" \\', "-o", str(target)]) == 0
        assert "Read them before you promise them." in capsys.readouterr().err
        assert main(["profile", "check", str(target)]) == 0
        assert 'ROC "X" \\ 0.1: offers' in capsys.readouterr().out

    def test_a_file_that_is_there_is_not_overwritten(self, tmp_path: Path) -> None:
        target = tmp_path / "ours.toml"
        target.write_text("mine", encoding="utf-8")
        assert main(["profile", "new", "--from", CV, "-o", str(target)]) == 2
        assert target.read_text(encoding="utf-8") == "mine"
        assert main(["profile", "new", "--from", CV, "-o", str(target), "--force"]) == 0

    def test_nothing_is_written_without_portfolios(self, tmp_path: Path) -> None:
        target = tmp_path / "ours.toml"
        assert main(["profile", "new", "--from", str(tmp_path), "-o", str(target)]) == 2
        assert not target.exists()


class TestDocs:
    def test_markdown_and_html(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["profile", "docs", "micro-credential"]) == 0
        assert capsys.readouterr().out.startswith("# Micro-credential with the European standard elements\n")
        target = tmp_path / "p.html"
        assert main(["profile", "docs", "micro-credential", "--to", "html", "-o", str(target)]) == 0
        assert target.read_bytes().startswith(b"<!DOCTYPE html>")
