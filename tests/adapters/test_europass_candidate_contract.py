"""The Candidate format keeps the contract of adapters: leaves accounted for, losses declared, all written valid."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

import pytest
from lxml import etree

import eportfolio as ep
from eportfolio.exchange.adapter import Adapter, Level, WriteOptions
from eportfolio.exchange.undeclared import undeclared
from eportfolio.report.codes import Severity
from eportfolio.sources.source import Source
from eportfolio.testing.contract import AdapterContract, read_bytes
from eportfolio_adapters.europass.adapter import CANDIDATE
from tests.support import SHARED, shared_files

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = (FIXTURES / "candidate-c1.xml", *shared_files("samples/europass/candidate/[!n]*.xml"))
OLDER = (
    FIXTURES / "candidate-c2.xml",
    FIXTURES / "candidate-c3.xml",
    *shared_files("samples/europass/candidate/n*.xml"),
)


@cache
def schema(name: str) -> etree.XMLSchema | None:
    if SHARED is None:
        return None
    return etree.XMLSchema(etree.parse(SHARED / "schemas/europass-candidate" / name / "europass-candidate.xsd"))


class CandidateContract(AdapterContract):
    adapter: ClassVar[Adapter] = CANDIDATE

    def validate(self, data: bytes, version: str) -> None:
        errors = [item for item in CANDIDATE.check(Source(data), Level.STRUCTURE) if item.severity is Severity.ERROR]
        assert not errors
        official = schema("extended")
        if official is not None:
            official.assertValid(etree.fromstring(data))

    def test_a_sample_written_again_is_valid(self) -> None:
        for _, _, reading in self._readings():
            self.validate(CANDIDATE.write(reading.portfolio, WriteOptions()).data, "4.0")


class TestEditor(CandidateContract):
    """Files of today's editor come back with every value."""

    samples: ClassVar[Sequence[Path]] = TODAY
    max_examples = 150


class TestOlderDialects(CandidateContract):
    """Files of the other dialects come back as files of today's editor."""

    samples: ClassVar[Sequence[Path]] = OLDER
    max_examples = 5

    def test_a_sample_written_again_keeps_every_value(self) -> None:
        """Codes are spelt as today, so the portfolios are compared: they differ only where the writing says so."""
        for path, _, reading in self._readings():
            writing = CANDIDATE.write(reading.portfolio, WriteOptions())
            back = read_bytes(CANDIDATE, writing.data)
            assert not undeclared(reading.portfolio, writing, back.portfolio), path.name
            assert back.report.source.version in ("C1", "C2"), path.name


def test_what_the_older_schema_can_express_is_valid_there_too() -> None:
    official = schema("unofficial-J0ker98")
    if official is None:
        pytest.skip("the reference material is absent")
    portfolio, _ = ep.read(FIXTURES / "candidate-c1.xml")
    owner = portfolio.owner
    assert owner is not None
    owner.contact_points = [item for item in owner.contact_points if item.channel in ("email", "telephone", "website")]
    owner.addresses, owner.work_authorisations, portfolio.variants = owner.addresses[:1], [], []
    for item in portfolio.experiences:
        for organisation in item.organisations:
            organisation.department = None
    for entry in portfolio.entries:
        if entry.period is not None:
            entry.period.ongoing = None
    portfolio.interests = []
    portfolio.competences = [item for item in portfolio.competences if item.category == "digital"]
    portfolio.achievements = [item for item in portfolio.achievements if not item.links]
    for item in (portfolio, *portfolio.items()):
        item.residue = []
    official.assertValid(etree.fromstring(ep.dumps(portfolio, "europass").data))


def _names(samples: Any) -> list[str]:
    return [path.name for path in samples]


@pytest.mark.parametrize("path", [*TODAY, *OLDER], ids=_names([*TODAY, *OLDER]))
def test_writing_what_was_written_changes_nothing(path: Path) -> None:
    first = ep.dumps(ep.read(path).portfolio, "europass").data
    assert ep.dumps(ep.read(first).portfolio, "europass").data == first
