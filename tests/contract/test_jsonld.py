"""A canonical file is JSON-LD: three processors read the same statements in it, and none fetches anything."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph
import pytest
import rdflib
from pyld import jsonld
from rdflib.plugins.parsers.jsonld import to_rdf

from eportfolio.contract import NAMESPACE
from eportfolio.exchange.adapter import WriteOptions
from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data
from eportfolio_adapters.eportfolio.adapter import JSON


def _canonical(text: bytes | str, form: pyoxigraph.RdfFormat) -> set[str]:
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=form))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def _by_rdflib(data: bytes) -> set[str]:
    graph = rdflib.Graph()
    to_rdf(json.loads(data), graph)
    return _canonical(graph.serialize(format="nt", encoding="utf-8"), pyoxigraph.RdfFormat.N_TRIPLES)


def _by_pyld(data: bytes) -> set[str]:
    def refuse(url: str, options: Any) -> Any:
        raise AssertionError(f"{url} was to be fetched")

    quads = jsonld.to_rdf(json.loads(data), {"format": "application/n-quads", "documentLoader": refuse})
    return _canonical(quads, pyoxigraph.RdfFormat.N_QUADS)


def _written(portfolio: Portfolio) -> bytes:
    return JSON.write(portfolio, WriteOptions()).data


def test_three_processors_read_the_same_statements(some: Portfolio) -> None:
    data = _written(some)
    statements = _canonical(data, pyoxigraph.RdfFormat.JSON_LD)
    assert len(statements) > 100
    assert _by_rdflib(data) == statements
    assert _by_pyld(data) == statements


def test_every_field_of_the_model_is_in_the_graph(full: dict[str, Any]) -> None:
    data = _written(from_data(full))
    predicates = {quad.predicate.value for quad in pyoxigraph.parse(data, format=pyoxigraph.RdfFormat.JSON_LD)}
    named = {NAMESPACE + key for key in _keys(full)}
    assert named <= predicates
    assert _by_rdflib(data) == _by_pyld(data)


def _keys(node: Any) -> set[str]:
    """The names of fields in plain data: keys that are no language tags."""
    if isinstance(node, list):
        return {key for member in node for key in _keys(member)}
    if not isinstance(node, dict):
        return set()
    from eportfolio.contract.fields import vocabulary

    own = {key for key in node if key in vocabulary() and key not in ("id", "type")}
    return own | {key for value in node.values() for key in _keys(value)}


@pytest.mark.parametrize(
    ("data", "statement"),
    [
        ({"language": "nl", "summary": {"text": "Ik"}}, '<https://w3id.org/eportfolio/v1#text> "Ik"@nl'),
        ({"summary": {"text": "Ik"}}, '<https://w3id.org/eportfolio/v1#text> "Ik"'),
        ({"language": "nl", "summary": {"text": {"id": "Saya"}}}, '<https://w3id.org/eportfolio/v1#text> "Saya"@id'),
        ({"language": "nl", "created": "2020"}, '<https://w3id.org/eportfolio/v1#created> "2020"'),
        ({"languages": [{"mother_tongue": True}]}, '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ({"interests": [{"links": [{"uri": "a b"}]}]}, '"a b"^^<http://www.w3.org/2001/XMLSchema#anyURI>'),
        ({"interests": [{"keywords": [{"id": "x", "nl": "y"}]}]}, '22-rdf-syntax-ns#value> "x"@id'),
        ({"interests": [{"evidence": ["urn:x:1"]}]}, "22-rdf-syntax-ns#first> <urn:x:1>"),
    ],
)
def test_meaning_of_a_value(data: dict[str, Any], statement: str) -> None:
    written = _written(from_data(data))
    assert any(f"{found} ".endswith(f"{statement} ") for found in _by_pyld(written))
    assert _by_pyld(written) == _canonical(written, pyoxigraph.RdfFormat.JSON_LD) == _by_rdflib(written)


def test_a_variant_has_its_own_language() -> None:
    data = {"language": "en", "variants": [{"language": "nl", "summary": {"text": "Ik"}}, {"summary": {"text": "?"}}]}
    found = _by_pyld(_written(from_data(data)))
    assert any(line.endswith('#text> "Ik"@nl') for line in found)
    assert any(line.endswith('#text> "?"') for line in found)
