"""The canonical form keeps the contract of adapters, as JSON and as Turtle."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from eportfolio.exchange import registry
from eportfolio.exchange.adapter import Adapter
from eportfolio.exchange.specimen import full_portfolio
from eportfolio.testing.contract import AdapterContract, check_reading_back


class TestJson(AdapterContract):
    adapter: ClassVar[Adapter] = registry.get("eportfolio")
    max_examples: ClassVar = 200
    unread: ClassVar = {"@context": "contexts tell other programs what the names mean; the names alone tell us"}

    @pytest.fixture(autouse=True)
    def _samples(self, tmp_path: Path) -> None:
        path = tmp_path / "full.portfolio.json"
        writing = check_reading_back(self.adapter, full_portfolio())
        assert writing is not None
        assert not writing.report.findings
        path.write_bytes(writing.data)
        self.samples = (path,)  # type: ignore[misc] - one for each test


class TestTurtle(AdapterContract):
    adapter: ClassVar[Adapter] = registry.get("turtle")
    max_examples: ClassVar = 60
