"""European Digital Credentials keep the contract of adapters, and all that is written is what the shapes accept."""

from __future__ import annotations

import json
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eportfolio.exchange.adapter import Adapter, Level, WriteOptions
from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data, to_data
from eportfolio.report.codes import Severity
from eportfolio.sources.source import Source
from eportfolio.testing.contract import NOW, AdapterContract, check_reading_back, read_bytes
from eportfolio.testing.leaves import Leaf, leaves_of
from eportfolio.testing.strategies import portfolios
from eportfolio_adapters.elm.adapter import ELM, UPLOAD
from tests.conformance.elm_official import fast
from tests.support import EXAMPLES, SHARED, shared_files

UNSAFE = "template"
"""HTML with styles, as the European issuer keeps it for the delivery of a draft: what could run code is removed."""


def conforms(data: bytes) -> None:
    """Our own rules hold, the official shapes accept it, and they have something to look at."""
    assert not [item for item in ELM.check(Source(data), Level.STRUCTURE) if item.severity is Severity.ERROR]
    document = json.loads(data)
    assert "EuropeanDigitalCredential" in document["type"]
    if SHARED is not None:
        pytest.importorskip("shacl")
        assert fast(document) == set()


class TestCredential(AdapterContract):
    adapter: ClassVar[Adapter] = ELM
    samples: ClassVar = [
        *(EXAMPLES / "elm").glob("*.jsonld"),
        *(path for path in shared_files("samples/elm/eu-edc*/*unsigned*.jsonld") if "CertOfPart" in path.name),
    ]
    max_examples: ClassVar = 60
    most_mutants: ClassVar = 80

    def validate(self, data: bytes, version: str) -> None:
        conforms(data)

    def test_a_sample_written_again_keeps_every_value(self) -> None:
        """The samples of the European Union name no seal to issue them with; ours does."""
        for path in (EXAMPLES / "elm").glob("*.jsonld"):
            written = ELM.write(read_bytes(ELM, path.read_bytes()).portfolio, WriteOptions(now=NOW)).data
            assert json.loads(written) == json.loads(path.read_bytes())


class TestUpload(AdapterContract):
    adapter: ClassVar[Adapter] = UPLOAD
    samples: ClassVar = [
        *(EXAMPLES / "elm-upload").glob("*.json"),
        *(path for path in shared_files("samples/elm/eu-edc/*unsigned.json") if "Joint" not in path.name),
    ]
    forgiven: ClassVar = {UNSAFE: "what could run code is removed", "notation": "of an ESCO skill among other skills"}
    unread: ClassVar = {UNSAFE: "only harmless markup of it is kept"}
    max_examples: ClassVar = 30
    most_mutants: ClassVar = 80

    def leaves(self, data: bytes) -> list[Leaf]:
        """With the template: it counts as a leaf, though part of it is removed."""
        return leaves_of(data)


def _titled(portfolio: Portfolio) -> Portfolio:
    """A portfolio in which all has the title that the format demands, so that most can be written."""
    data = to_data(portfolio)
    for items in ("qualifications", "experiences", "assessments", "entitlements"):
        for number, item in enumerate(data.get(items, ())):
            item.setdefault("title", f"Title {number}")
    for number, item in enumerate(data.get("competences", ())):
        item.setdefault("label", f"Skill {number}")
    for item in data.get("assessments", ()):
        item.setdefault("grade", "7")
    for item in data.get("credentials", ()):
        item.setdefault("title", "A credential")
    data.setdefault("qualifications", [{"title": "A diploma"}])
    return from_data(data)


def test_a_portfolio_is_written_as_a_valid_credential_or_refused_with_what_is_missing() -> None:
    outcomes: set[bool] = set()

    @settings(max_examples=80)
    @given(portfolios(), st.booleans())
    def holds(portfolio: Portfolio, complete: bool) -> None:
        writing = check_reading_back(ELM, _titled(portfolio) if complete else portfolio)
        outcomes.add(writing is not None)
        if writing is not None:
            conforms(writing.data)

    holds()
    assert outcomes == {True, False}, "both happen"
