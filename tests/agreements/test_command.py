"""``agree`` and ``validate --agreement`` as people type them; the table, the JSON and the page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from eportfolio.cli.main import main

from .helpers import LEGAL, SCHOOL, SERVICE

OFFERS = """
[offers.label]
path = "competences[]/label"
[offers.born]
path = "owner/birth_date"
[formats]
sends = ["eportfolio", "jsonresume"]
"""
ASKS = '[needs.label]\npath = "competences[]/label"\nwhy = "a <b>match</b>"\n'

NOOR: dict[str, Any] = {
    "language": "nl",
    "owner": {"names": [{"full_name": "Noor van Dijk-Okonkwo"}]},
    "competences": [{"label": "Bakken"}],
}


@pytest.fixture
def at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two profiles that fit, and two portfolios of which one passes."""
    monkeypatch.chdir(tmp_path)
    Path("a.toml").write_text(SCHOOL + OFFERS, encoding="utf-8")
    Path("b.toml").write_text(SERVICE + ASKS + LEGAL, encoding="utf-8")
    Path("files").mkdir()
    head = {"type": "Portfolio", "schema_version": "1.0"}
    Path("files/full.portfolio.json").write_text(json.dumps({**head, **NOOR}), encoding="utf-8")
    Path("files/less.portfolio.json").write_text(json.dumps({**head, **NOOR, "competences": []}), encoding="utf-8")
    return tmp_path


def test_the_table(at: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", "a.toml", "b.toml"]) == 0
    text = capfd.readouterr().out
    assert "School → Service" in text
    assert "goes unchanged" in text
    assert "Everything that is needed arrives." in text
    assert not list(at.glob("*.json"))


def test_a_gap_is_told_by_the_exit_code(at: Path, capfd: pytest.CaptureFixture[str]) -> None:
    Path("a.toml").write_text(SCHOOL, encoding="utf-8")
    assert main(["agree", "a.toml", "b.toml"]) == 1
    assert "needed and not offered" in capfd.readouterr().out


def test_json_for_machines_and_samples(at: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ["agree", "a.toml", "b.toml", "--sample", "files", "--output", "json"]
    assert main([*arguments, "--via", "jsonresume"]) == 0
    data = json.loads(capfd.readouterr().out)
    samples = data["forth"]["samples"]
    assert (samples["count"], samples["passing"], samples["carried"]) == (2, 1, 1)
    assert [(one["code"], one["count"]) for one in samples["reasons"]] == [("EP1803", 1)]
    rows = {row["field"]: row["verdict"] for row in data["forth"]["rows"]}
    assert rows == {"competences[]/label": "unchanged", "owner/birth_date": "lost"}
    assert "samples" not in data["back"]


def test_the_page_is_one_sound_file(at: Path, capfd: pytest.CaptureFixture[str]) -> None:
    main(["agree", "a.toml", "b.toml", "--output", "html"])
    text = capfd.readouterr().out
    page = html.document_fromstring(text)
    assert page.get("lang") == "en"
    assert next(one.tag for one in page.iter("h1", "h2", "h3")) == "h1"
    assert not list(page.iter("script", "img", "link", "iframe"))
    attributes = {name for one in page.iter() for name in one.attrib}
    assert attributes <= {"lang", "charset", "name", "content", "scope", "class"}
    tables = list(page.iter("table"))
    assert tables
    assert all(len(table.findall("caption")) == 1 and table.xpath(".//th[@scope]") for table in tables)
    assert "a <b>match</b>" in page.text_content()
    assert "<b>match" not in text


def test_the_file_is_kept_compared_and_used(at: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["agree", "a.toml", "b.toml", "-o", "one.agreement.json"]) == 0
    assert main(["agree", "a.toml", "b.toml", "-o", "one.agreement.json"]) == 2
    assert main(["agree", "b.toml", "a.toml", "--against", "one.agreement.json"]) == 0
    assert "Nothing has changed" in capfd.readouterr().err
    assert main(["validate", "--agreement", "one.agreement.json", "files/full.portfolio.json"]) == 0
    assert main(["validate", "--agreement", "one.agreement.json", "files"]) == 1
    assert "EP1803" in capfd.readouterr().out
    with Path("b.toml").open("a", encoding="utf-8") as file:
        file.write('[needs.name]\npath = "owner/names[]/full_name"\n')
    assert main(["agree", "a.toml", "b.toml", "--against", "one.agreement.json", "-o", "two.agreement.json"]) == 1
    assert "breaks" in capfd.readouterr().out
    assert json.loads(Path("two.agreement.json").read_text(encoding="utf-8"))["version"] == "2.0"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["a.toml", "a.toml"], 2),
        (["a.toml", "./a.toml"], 2),
        (["a.toml", "b.toml", "--via", "nonesuch"], 5),
        (["a.toml", "b.toml", "--via", "elmo"], 2),
        (["a.toml", "b.toml", "--via", "elm@1"], 2),
        (["a.toml", "nowhere.toml"], 4),
        (["a.toml", "b.toml", "--sample", "nowhere"], 4),
        (["a.toml", "b.toml", "--sample", "a.toml"], 5),
        (["a.toml", "b.toml", "--against", "a.toml"], 4),
        (["a.toml", "missing.toml"], 6),
        (["a.toml", "broken.toml"], 2),
        (["-", "-"], 2),
        (["a.toml", "b.toml", "-o", "-"], 2),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    at: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    path = '[needs.x]\npath = "competences[]/concepts[]/uri"\n'
    Path("missing.toml").write_text(f'{SERVICE}{path}vocabulary = "nonesuch"\n', encoding="utf-8")
    Path("broken.toml").write_text(SERVICE + "[needs.x]\npath = 'nowhere'\n", encoding="utf-8")
    before = sorted(at.iterdir())
    more = [] if "-o" in arguments else ["-o", "out.agreement.json"]
    assert main(["agree", *arguments, *more]) == code
    assert sorted(at.iterdir()) == before
    told = capfd.readouterr().err
    assert told
    assert "Traceback" not in told


def test_a_receiver_without_an_agreement(at: Path) -> None:
    assert main(["validate", "--receiver", "Service", "files/full.portfolio.json"]) == 2
    assert main(["validate", "--agreement", "a.toml", "files/full.portfolio.json"]) == 4
