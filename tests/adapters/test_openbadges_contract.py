"""Open Badges keep the contract of adapters, and all that is written is what the official schemas accept."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eportfolio.exchange.adapter import Adapter, Level
from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data, to_data
from eportfolio.report.codes import Severity
from eportfolio.sources.jsonld import dropped_terms
from eportfolio.sources.source import Source
from eportfolio.testing.contract import AdapterContract, check_reading_back
from eportfolio.testing.strategies import portfolios
from eportfolio_adapters.openbadges.adapter import OPENBADGES
from tests.support import EXAMPLES, SHARED, shared_files

SCHEMAS = {
    "AchievementCredential": "ob_v3p0_achievementcredential_schema.json",
    "EndorsementCredential": "ob_v3p0_endorsementcredential_schema.json",
    "Response": "ob_v3p0_getopenbadgecredentialsresponse_schema.json",
}


@cache
def official(name: str) -> Any:
    """The official JSON Schema of a kind of document."""
    engine = pytest.importorskip("jsonschema_rs")
    assert SHARED is not None
    schema = json.loads((SHARED / "schemas/badges/ob3" / SCHEMAS[name]).read_bytes())
    return engine.validator_for(schema)


def kind_of(document: dict[str, Any]) -> str:
    """Which of the schemas a document must fit."""
    if "credentialSubject" not in document:
        return "Response"
    return "EndorsementCredential" if "EndorsementCredential" in document["type"] else "AchievementCredential"


def accepts(document: dict[str, Any]) -> None:
    """The official schema accepts a document."""
    if SHARED is not None:
        assert [str(error) for error in official(kind_of(document)).iter_errors(document)] == []


def conforms(data: bytes) -> None:
    """Our own rules hold, the official schema accepts it, and no term of it is dropped."""
    assert not [one for one in OPENBADGES.check(Source(data), Level.STRUCTURE) if one.severity is Severity.ERROR]
    document = json.loads(data)
    for credential in document.get("credential", [document]):
        assert dropped_terms(credential) == []
    accepts(document)


class TestOpenBadges(AdapterContract):
    adapter: ClassVar[Adapter] = OPENBADGES
    samples: ClassVar = [
        *(EXAMPLES / "openbadges").glob("*.json"),
        *shared_files("samples/badges/ob3-spec/*complete*.json"),
        *shared_files("samples/badges/ob3-edubadges/theed_microcredential_*.json"),
        *shared_files("samples/badges/learncard-ob3/obv3__minimal*.json"),
        *shared_files("samples/badges/ob3-1edtech/simple.json"),
    ]
    max_examples: ClassVar = 80
    most_mutants: ClassVar = 60

    def validate(self, data: bytes, version: str) -> None:
        conforms(data)


def _titled(portfolio: Portfolio) -> Portfolio:
    """A portfolio in which all has what the format demands and the specimen's issuer does not give."""
    data = to_data(portfolio)
    data.setdefault("qualifications", [{}])
    for number, item in enumerate(data["qualifications"]):
        item.setdefault("specification", {}).setdefault("title", f"Title {number}")
        item["status"] = "awarded"
    for item in data.get("credentials", ()):
        item.pop("issuer", None)
        if "valid_from" in item:
            item["valid_from"] = {"edtf": "2020-02-03"}
    return from_data(data)


def test_a_portfolio_is_written_as_valid_badges_or_refused_with_what_is_missing() -> None:
    outcomes: set[str] = set()

    @settings(max_examples=120)
    @given(portfolios(), st.booleans())
    def holds(portfolio: Portfolio, complete: bool) -> None:
        writing = check_reading_back(OPENBADGES, _titled(portfolio) if complete else portfolio)
        if writing is None:
            outcomes.add("refused")
        else:
            conforms(writing.data)
            outcomes.add(kind_of(json.loads(writing.data)))

    holds()
    assert outcomes >= {"refused", "AchievementCredential", "Response"}, "all of them happen"
