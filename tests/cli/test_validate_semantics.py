"""``validate --level semantics``: the option, what is said, and what it costs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import EXAMPLES, ROOT

REVERSED = {
    "type": "Portfolio", "schema_version": "1.0",
    "experiences": [{"type": "Experience", "title": "work", "period": {"start": "2020", "end": "2019"}}],
    "competences": [{
        "type": "Competence", "label": "mine", "concepts": [{"uri": "http://data.europa.eu/esco/occupation/none"}],
    }],
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A portfolio that is well formed and makes no sense."""
    path = tmp_path / "a.portfolio.json"
    path.write_text(json.dumps(REVERSED), encoding="utf-8")
    return path


def eportfolio(*argv: object) -> subprocess.CompletedProcess[str]:
    """The command by itself, with the formats that there really are."""
    paths = f"{ROOT / 'src'}:{ROOT / 'adapters'}"
    code = f"import sys; sys.path[:0] = {paths.split(':')!r}; from eportfolio.cli.main import main; sys.exit(main())"
    command = [sys.executable, "-c", code, *map(str, argv)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def test_level_reaches_the_library(run, face, make) -> None:
    assert run("validate", make("a.tiny"), "--level", "semantics").code == 0
    assert face.calls == [{"level": "semantics", "format": None, "schema": None, "shapes": None}]


def test_help_names_the_level(run) -> None:
    assert "{syntax,structure,semantics}" in run("validate", "--help").out


def test_unknown_level_is_a_usage_error(run, make) -> None:
    assert run("validate", make("a.tiny"), "--level", "truth").code == 2


def test_findings_are_warnings(file: Path) -> None:
    assert eportfolio("validate", file).stdout == "1 file: 1 fine.\n"
    done = eportfolio("validate", file, "--level", "semantics")
    assert (done.returncode, done.stderr) == (0, "")
    for word in ("EP1302 period-reversed", "EP1309 wrong-scheme", "EP1313 not-checked", "vocab install esco"):
        assert word in done.stdout


def test_fail_on_warning(file: Path) -> None:
    assert eportfolio("validate", file, "--level", "semantics", "--fail-on", "warning").returncode == 1


def test_json_has_pointer_value_and_specification(file: Path) -> None:
    done = eportfolio("validate", file, "--level", "semantics", "--output", "json")
    findings = {item["code"]: item for item in json.loads(done.stdout)["files"][0]["findings"]}
    assert findings["EP1302"]["pointer"] == "/experiences/0/period/end"
    assert findings["EP1302"]["value"] == "2020/2019"
    assert "ISO 8601-2" in findings["EP1302"]["specification"]


def test_junit_has_a_case_for_each_level(file: Path) -> None:
    from lxml import etree

    done = eportfolio("validate", file, "--level", "semantics", "--output", "junit")
    cases = etree.fromstring(done.stdout.encode()).findall(".//testcase")
    assert [case.get("name") for case in cases] == ["syntax", "structure", "semantics"]


def test_finding_names_the_line_of_the_file(tmp_path: Path) -> None:
    text = (EXAMPLES / "europass-xml" / "cv.xml").read_text(encoding="utf-8")
    lines = text.split("\n")
    number = next(n for n, line in enumerate(lines, 1) if "<Code>NL<" in line)
    lines[number - 1] = lines[number - 1].replace("<Code>NL<", "<Code>SU<")
    path = tmp_path / "cv.xml"
    path.write_text("\n".join(lines), encoding="utf-8")
    done = eportfolio("validate", path, "--level", "semantics", "--output", "json")
    found = [item for item in json.loads(done.stdout)["files"][0]["findings"] if item["code"] == "EP1314"]
    assert [item["line"] for item in found] == [number]
