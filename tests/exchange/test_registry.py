"""Adapters of other packages: one that cannot be loaded stands in nobody's way."""

from __future__ import annotations

import pytest

from eportfolio.exchange import registry
from eportfolio.report.errors import UnknownFormatError


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(registry, "_third_party", lambda: {"broken": "eportfolio_no_such_package:ADAPTER"})
    return "broken"


def test_a_broken_adapter_of_others_is_passed_over(broken: str, caplog: pytest.LogCaptureFixture) -> None:
    assert [form.id for form in registry.formats()] == list(registry.BUILT_IN)
    assert [record.getMessage() for record in caplog.records] == [
        'The adapter "broken" of another package cannot be loaded '
        "(ModuleNotFoundError in eportfolio_no_such_package:ADAPTER)."
    ]


def test_who_asks_for_it_is_told(broken: str) -> None:
    with pytest.raises(UnknownFormatError, match="cannot be loaded"):
        registry.get(broken)


def test_ours_cannot_be_taken_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_third_party", lambda: {"jsonresume": "eportfolio_no_such_package:ADAPTER"})
    assert registry.get("jsonresume").format.id == "jsonresume"
    assert registry.ids() == list(registry.BUILT_IN)
