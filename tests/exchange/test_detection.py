"""Which format a source has: told from content, ours first, other people's when none of ours is certain."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import eportfolio as ep
from eportfolio.exchange import registry
from eportfolio.exchange.adapter import Confidence
from tests.support import EXAMPLES

CV = EXAMPLES / "europass-xml" / "cv.xml"


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two adapters of another package, which note when they are asked."""
    asked: list[str] = []

    def adapter(name: str, score: int) -> SimpleNamespace:
        def sniff(source: object) -> Confidence:
            asked.append(name)
            return Confidence(score if source.data.startswith(b"MINE") else 0, "it says so")  # type: ignore[attr-defined]

        return SimpleNamespace(format=SimpleNamespace(id=name), sniff=sniff)

    module = ModuleType("others")
    module.one, module.two = adapter("one", 50), adapter("two", 50)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "others", module)
    monkeypatch.setattr(registry, "_third_party", lambda: {"one": "others:one", "two": "others:two"})
    return asked


def test_a_certain_adapter_of_ours_decides_alone(others: list[str]) -> None:
    assert ep.validate(CV).source.format == "europass-xml"
    assert others == []


def test_other_peoples_adapters_are_asked_when_none_of_ours_is_certain(others: list[str]) -> None:
    with pytest.raises(ep.UnknownFormatError, match="no format that is known"):
        ep.validate(b"something else")
    assert others == ["one", "two"]


def test_two_that_are_equally_likely_are_an_error_that_names_both(others: list[str]) -> None:
    with pytest.raises(ep.UnknownFormatError, match="one and two") as caught:
        ep.validate(b"MINE")
    assert caught.value.finding.code == "EP1009"


def test_the_name_of_a_file_tells_nothing(tmp_path: Path) -> None:
    path = tmp_path / "resume.json"
    path.write_bytes(CV.read_bytes())
    report = ep.validate(path)
    assert (report.source.format, report.source.detected) == ("europass-xml", "the root element is SkillsPassport")


def test_a_broken_document_is_told_where_it_is_broken_not_that_it_is_unknown() -> None:
    with pytest.raises(ep.UnreadableError) as caught:
        ep.read(b'{"a": 1,\n "b" 2}')
    assert (caught.value.finding.line, caught.value.finding.column) == (2, 6)


def test_a_format_that_is_named_is_not_guessed() -> None:
    assert ep.read(CV, format="europass-xml").report.source.detected == "named by the caller"
    with pytest.raises(ep.UnknownFormatError, match="There is no format"):
        ep.read(CV, format="word")
