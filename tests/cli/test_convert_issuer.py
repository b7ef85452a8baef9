"""``convert --issuer``, and refusals for several reasons: all of them are told."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest

from eportfolio.exchange import registry
from eportfolio.exchange.adapter import Format, Writing
from eportfolio.model import Portfolio
from eportfolio.report.errors import ExitCode, RefusedError
from eportfolio.report.findings import Report, finding
from tests.cli.conftest import Tiny

ISSUER = '[organisation]\nlegal_name = "Voorbeeldcollege"\ncountry = "NL"\n'


class Diploma(Tiny):
    """A format of credentials: without an issuer it demands two things."""

    def write(self, portfolio: Portfolio, options: Any) -> Writing:
        if options.issuer is None:
            raise RefusedError.of(
                [
                    finding("required-by-target", "There is no issuer.", hint="Use --issuer FILE."),
                    finding("required-by-target", "There is no picture.", pointer="/picture", hint="Draw one."),
                ]
            )
        return Writing(json.dumps({"diploma": portfolio.language, "by": options.issuer.legal_name}).encode(), Report())


@pytest.fixture(autouse=True)
def diploma(formats: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    module = ModuleType("diploma_adapter")
    module.DIPLOMA = Diploma(Format("diploma", "Diploma", suffixes=(".diploma",), uses_issuer=True))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "diploma_adapter", module)
    monkeypatch.setitem(registry.BUILT_IN, "diploma", "diploma_adapter:DIPLOMA")
    registry._load.cache_clear()
    yield
    registry._load.cache_clear()


def test_the_issuer_reaches_the_writer(run, make, folder) -> None:
    result = run("convert", make("a.tiny"), "b.diploma", "--issuer", make("issuer.toml", ISSUER))
    assert (result.code, result.err) == (ExitCode.FINE, "")
    assert json.loads((folder / "b.diploma").read_text()) == {"diploma": "nl", "by": "Voorbeeldcollege"}


def test_one_issuer_serves_a_whole_folder(run, make, folder) -> None:
    make("cvs/a.tiny"), make("cvs/b.tiny")
    result = run("convert", "cvs", "out/", "--to", "diploma", "--issuer", make("issuer.toml", ISSUER))
    assert result.code == ExitCode.FINE
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["a.diploma", "b.diploma"]


def test_a_format_without_issuer_is_refused_before_anything_is_read(run, make, folder) -> None:
    result = run("convert", make("a.tiny", "no portfolio"), "b.mini", "--issuer", "nowhere.toml")
    assert result.code == ExitCode.USAGE
    assert "What is written as mini has no issuer." in result.err
    assert "choose a format of credentials: diploma" in result.err
    assert not (folder / "b.mini").exists()


def test_an_issuer_file_at_fault_ends_it_before_anything_is_read(run, make, folder) -> None:
    issuer = make("issuer.toml", ISSUER.replace("country", "county") + 'logo = "nowhere.png"')
    result = run("convert", make("a.tiny", "no portfolio"), "b.diploma", "--issuer", issuer)
    assert result.code == ExitCode.USAGE
    assert "organisation.country is missing" in result.err
    assert "at line 3: /organisation/county" in result.err
    assert "Did you mean country?" in result.err
    assert "nowhere.png cannot be opened" in result.err
    assert not (folder / "b.diploma").exists()


def test_an_issuer_file_at_fault_as_json(run, make) -> None:
    issuer = make("issuer.toml", ISSUER + "a = 1\nb = 2\n")
    result = run("convert", make("a.tiny"), "b.diploma", "--issuer", issuer, "--output", "json")
    assert [(one["pointer"], one["line"]) for one in result.json["findings"]] == [
        ("/organisation/a", 4), ("/organisation/b", 5),
    ]  # fmt: skip
    assert result.json["source"]["name"] == "issuer.toml"


@pytest.mark.parametrize("name", ["nowhere.toml", "."])
def test_an_issuer_file_that_cannot_be_opened(run, make, name: str) -> None:
    result = run("convert", make("a.tiny"), "b.diploma", "--issuer", name)
    assert result.code == ExitCode.UNREADABLE
    assert "cannot be opened" in result.err


def test_a_refusal_tells_everything_that_stands_in_the_way(run, make, folder) -> None:
    result = run("convert", make("a.tiny"), "b.diploma")
    assert result.code == ExitCode.FINDINGS
    for words in ("There is no issuer.", "Use --issuer FILE.", "There is no picture.", "at /picture", "Draw one."):
        assert words in result.err
    assert "not written: b.diploma" in result.err
    assert not (folder / "b.diploma").exists()


def test_a_refusal_as_json_tells_everything(run, make) -> None:
    result = run("convert", make("a.tiny"), "b.diploma", "--output", "json")
    assert [one["message"] for one in result.json["findings"]] == ["There is no issuer.", "There is no picture."]


def test_the_report_of_a_refusal_tells_everything(run, make, folder) -> None:
    assert run("convert", make("a.tiny"), "b.diploma", "--report", "r.json").code == ExitCode.FINDINGS
    assert len(json.loads((folder / "r.json").read_text())["findings"]) == 2
