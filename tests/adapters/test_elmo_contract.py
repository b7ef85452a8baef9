"""EMREX ELMO keeps what every adapter promises."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from eportfolio.exchange.adapter import Adapter
from eportfolio.testing.contract import AdapterContract
from eportfolio_adapters.elmo.adapter import ELMO
from tests.support import EXAMPLES

FIXTURES = Path(__file__).parent / "fixtures"


class TestContract(AdapterContract):
    adapter: ClassVar[Adapter] = ELMO
    samples: ClassVar[Any] = (
        EXAMPLES / "elmo" / "transcript.xml",
        FIXTURES / "institute.elmo.xml",
        FIXTURES / "signed.elmo.xml",
    )
    max_examples = 50
    most_mutants = 400
