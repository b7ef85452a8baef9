"""The concept schemes that the project names itself are published as SKOS, completely."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SKOS

from eportfolio.resources import data_folder
from eportfolio.vocabulary import schemes

OWN = "https://w3id.org/eportfolio/v1/"
DRIVING = {"AM", "A1", "A2", "A", "B1", "B", "BE", "C1", "C1E", "C", "CE", "D1", "D1E", "D", "DE"}


@pytest.fixture(scope="module")
def graph() -> Graph:
    return Graph().parse(data_folder("vocabularies") / "own-schemes.ttl")


def test_every_scheme_of_our_namespace_is_defined_and_no_other(graph: Graph) -> None:
    named = {value for value in vars(schemes).values() if isinstance(value, str) and value.startswith(OWN)}
    assert {str(scheme) for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme)} == named


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        (schemes.DIGCOMP_AREAS, {"1", "2", "3", "4", "5"}),
        (schemes.DIGITAL_SELF_ASSESSMENT, {"A", "B", "C"}),
        (
            schemes.DRIVING_LICENCE,
            DRIVING,
        ),
    ],
)
def test_every_concept_has_its_code_and_an_english_label(graph: Graph, scheme: str, codes: set[str]) -> None:
    members = set(graph.subjects(SKOS.inScheme, URIRef(scheme)))
    assert {str(graph.value(member, SKOS.notation)) for member in members} == codes
    assert all(graph.value(member, SKOS.prefLabel).language == "en" for member in members)
