"""Turtle holds the whole model: what is written is read again, for any portfolio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import rdflib

from eportfolio.exchange.adapter import ReadOptions, WriteOptions
from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data, to_data
from eportfolio.sources.source import Source
from eportfolio_adapters.eportfolio.adapter import JSON, TURTLE

Fill = Callable[..., dict[str, Any]]


def test_round_trip_is_exact(some: Portfolio) -> None:
    writing = TURTLE.write(some, WriteOptions())
    assert writing.report.findings == []
    reading = TURTLE.read(Source(writing.data), ReadOptions())
    assert reading.report.findings == []
    assert to_data(reading.portfolio) == to_data(some)


def test_every_field_survives(full: dict[str, Any]) -> None:
    writing = TURTLE.write(from_data(full), WriteOptions())
    assert writing.report.findings == []
    assert to_data(TURTLE.read(Source(writing.data), ReadOptions()).portfolio) == to_data(from_data(full))


@pytest.mark.parametrize("spelling", ["nt", "xml", "json-ld"])
def test_other_spellings_say_the_same(fill: Fill, spelling: str) -> None:
    portfolio = from_data(fill(3, 0.3))
    graph = rdflib.Graph().parse(data=TURTLE.write(portfolio, WriteOptions()).data, format="turtle")
    source = Source(graph.serialize(format=spelling, encoding="utf-8"))
    assert TURTLE.sniff(source).score > JSON.sniff(source).score == 0
    reading = TURTLE.read(source, ReadOptions())
    assert reading.report.findings == []
    assert to_data(reading.portfolio) == to_data(portfolio)
