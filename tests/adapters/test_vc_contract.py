"""Verifiable credentials keep the contract of adapters, and what is written keeps the rules of the data model."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from eportfolio.exchange.adapter import Adapter, Level
from eportfolio.report.codes import Severity
from eportfolio.sources.jsonld import unsafe
from eportfolio.sources.source import Source
from eportfolio.testing.contract import AdapterContract
from eportfolio_adapters.openbadges.vc import VC
from tests.support import EXAMPLES, shared_files


def conforms(data: bytes) -> Any:
    """Our own rules hold, and a processor in safe mode drops nothing."""
    assert not [item for item in VC.check(Source(data), Level.STRUCTURE) if item.severity is Severity.ERROR]
    if data[:1] != b"{":
        return data
    document = json.loads(data)
    for credential in document.get("verifiableCredential", [document]):
        assert list(unsafe(credential)) == []
    return document


class TestVerifiableCredentials(AdapterContract):
    adapter: ClassVar[Adapter] = VC
    samples: ClassVar = [
        *(EXAMPLES / "vc").glob("*.json"),
        *shared_files("samples/badges/learncard-other/vc-v2__*.json"),
        *shared_files("samples/badges/vcdm2-w3c/presentation-context-combo2-ok.json"),
    ]
    max_examples: ClassVar = 80
    most_mutants: ClassVar = 80

    def validate(self, data: bytes, version: str) -> None:
        conforms(data)
