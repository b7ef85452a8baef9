"""Learner records keep the contract of adapters, and all that is written is what the official schema accepts."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from eportfolio.exchange.adapter import Adapter, Level
from eportfolio.report.codes import Severity
from eportfolio.sources.jsonld import dropped_terms, unsafe
from eportfolio.sources.source import Source
from eportfolio.testing.contract import AdapterContract
from eportfolio_adapters.openbadges.clr import CLR
from tests.property.records import schema_faults
from tests.support import EXAMPLES, shared_files


def conforms(data: bytes) -> dict[str, Any]:
    """Our own rules hold, the official schema accepts it, and no term of it is dropped."""
    assert not [item for item in CLR.check(Source(data), Level.STRUCTURE) if item.severity is Severity.ERROR]
    document: dict[str, Any] = json.loads(data)
    for record in document.get("credential", [document]):
        assert dropped_terms(record) == []
        assert list(unsafe(record)) == []
        assert schema_faults(record) == []
    return document


class TestLearnerRecords(AdapterContract):
    adapter: ClassVar[Adapter] = CLR
    samples: ClassVar = [
        *(EXAMPLES / "clr").glob("*.json"),
        *shared_files("samples/badges/clr2-1edtech/simple.json"),
        *shared_files("samples/badges/learncard-clr2/clr__nd-student-transcript.json"),
    ]
    max_examples: ClassVar = 60
    most_mutants: ClassVar = 60

    def validate(self, data: bytes, version: str) -> None:
        conforms(data)
