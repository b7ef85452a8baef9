"""The example scripts run, and say what their readers are told they say."""

from __future__ import annotations

import io
import runpy
from pathlib import Path
from typing import Any

import pytest

from tests.support import EXAMPLES

SCRIPTS = EXAMPLES / "scripts"
CV = EXAMPLES / "europass-xml" / "cv.xml"


def script(name: str) -> dict[str, Any]:
    return runpy.run_path(str(SCRIPTS / name))


def test_convert_with_report_counts_and_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script("convert_with_report.py")["main"](str(CV), str(tmp_path / "resume.json"), "jsonresume")
    told = capsys.readouterr().out
    assert told.startswith("120 values: ")
    assert "birth_date" in told
    assert (tmp_path / "resume.json").stat().st_size > 1000


def test_list_competences_reads_any_format(capsys: pytest.CaptureFixture[str]) -> None:
    script("list_competences.py")["main"](str(CV))
    told = capsys.readouterr().out
    assert "English: {'listening': 'C1'" in told
    assert "http://data.europa.eu/esco/occupation/c40a2919-48a9-40ea-b506-1f34f693496d" in told


def test_build_a_portfolio_writes_both_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script("build_a_portfolio.py")["main"](str(tmp_path))
    told = capsys.readouterr().out
    assert "mika.portfolio.json: 0 values in a lesser form or lost" in told
    assert "/competences/0/label/fi" in told
    assert {path.name for path in tmp_path.iterdir()} == {"mika.portfolio.json", "mika.xml"}


def test_issue_a_diploma_writes_a_credential_and_a_draft(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script("issue_a_diploma.py")["main"](str(tmp_path))
    assert "diploma.jsonld: 0 values in a lesser form or lost" in capsys.readouterr().out
    for name, example in (("diploma.jsonld", "elm"), ("diploma.json", "elm-upload")):
        assert (tmp_path / name).read_bytes() == (EXAMPLES / example / name).read_bytes()


def test_web_service_answers_with_a_resume_or_with_the_finding() -> None:
    application = script("web_service.py")["application"]

    def post(body: bytes) -> tuple[str, bytes]:
        answered: list[str] = []
        environ = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
        parts = application(environ, lambda status, headers: answered.append(status))
        return answered[0], b"".join(parts)

    assert post(CV.read_bytes())[0] == "200 OK"
    status, body = post(b"<broken")
    assert status.startswith("422")
    assert b"EP1101" in body
