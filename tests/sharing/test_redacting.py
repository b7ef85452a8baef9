"""Redacting: the same structure, and not a word of a person."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import HealthCheck, given, settings

import eportfolio as ep
from eportfolio.model import Portfolio
from eportfolio.model.canonical import to_data
from eportfolio.sharing import redact
from eportfolio.testing.strategies import portfolios
from tests.benchmarks.inputs import EXAMPLES


def test_the_words_of_the_shipped_example_are_gone_and_its_concepts_stay() -> None:
    portfolio = ep.read(EXAMPLES / "eportfolio" / "cv.portfolio.json").portfolio
    text = json.dumps(to_data(redact(portfolio)))
    assert portfolio.owner is not None
    for name in portfolio.owner.names:
        assert str(name.family_name) not in text
    assert "xxxx" in text
    uris = [concept.uri for item in portfolio.competences for concept in item.concepts if concept.uri]
    assert all(uri in text for uri in uris if uri.startswith("http://data.europa.eu/"))


def test_dates_keep_their_precision_and_ids_their_sameness() -> None:
    portfolio = Portfolio.model_validate({
        "competences": [{"id": "urn:x:noor", "gained_in": ["urn:x:shop"]}],
        "experiences": [{"id": "urn:x:shop", "period": {"start": "1987-03", "end": "1990?"}}],
    })  # fmt: skip
    copy = redact(portfolio)
    period = copy.experiences[0].period
    assert period is not None
    assert (period.start and period.start.edtf, period.end and period.end.edtf) == ("2000-01", "2000?")
    assert copy.competences[0].gained_in == [copy.experiences[0].id]
    assert "noor" not in str(copy.competences[0].id)


def _structure(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _structure(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_structure(member) for member in data]
    return type(data).__name__


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(portfolio=portfolios())
def test_the_structure_stays(portfolio: Portfolio) -> None:
    assert _structure(to_data(redact(portfolio))) == _structure(to_data(portfolio))
