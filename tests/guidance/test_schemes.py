"""The concept schemes of guidance: complete in four languages, joined to each other, and valid SKOS."""

from __future__ import annotations

from io import BytesIO

import pytest

from eportfolio.guidance.naming import SCHEMES
from eportfolio.vocabulary.exporting import export
from eportfolio.vocabulary.library import Vocabularies

LANGUAGES = ("de", "en", "fr", "nl")


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return Vocabularies()


@pytest.mark.parametrize("what", SCHEMES)
def test_every_concept_has_a_label_and_a_definition_in_each_language(vocabularies: Vocabularies, what: str) -> None:
    scheme = vocabularies.scheme(SCHEMES[what])
    for concept in scheme.concepts():
        assert tuple(sorted(concept.labels)) == LANGUAGES, concept.uri
        notes = {note.language for note in scheme.notes(concept.uri) if note.kind == "definition"}
        assert tuple(sorted(notes)) == LANGUAGES, concept.uri


@pytest.mark.parametrize("what", SCHEMES)
def test_no_two_concepts_of_a_scheme_share_a_label(vocabularies: Vocabularies, what: str) -> None:
    scheme = vocabularies.scheme(SCHEMES[what])
    labels = [(label.language, label.text) for label in scheme.labels()]
    assert len(labels) == len(set(labels))


def test_every_kind_of_information_serves_a_step_and_every_step_is_served(vocabularies: Vocabularies) -> None:
    information = vocabularies.scheme(SCHEMES["information"])
    served = {kind.notation: {one.object for one in information.relations(kind.uri, "serves")}
              for kind in information.concepts()}  # fmt: skip
    assert all(served.values())
    assert set().union(*served.values()) == {step.uri for step in vocabularies.scheme(SCHEMES["step"]).concepts()}


def test_the_activities_are_those_of_the_reference_list(vocabularies: Vocabularies) -> None:
    scheme = vocabularies.scheme(SCHEMES["activity"])
    groups = {concept.notation: len(scheme.narrower(concept.uri)) for concept in scheme.top_concepts()}
    assert groups == {
        "information": 3, "career-management-skills": 5, "direct-support": 3, "managing-information-and-quality": 4,
    }  # fmt: skip


@pytest.mark.parametrize("what", SCHEMES)
def test_the_scheme_is_valid_skos(vocabularies: Vocabularies, what: str) -> None:
    """One preferred label in each language, no label of two kinds, no circle (SKOS Reference, S13, S14 and S27)."""
    from rdflib import Graph
    from rdflib.namespace import RDF, SKOS

    scheme = vocabularies.scheme(SCHEMES[what])
    written = BytesIO()
    export(scheme, written, "turtle")
    graph = Graph().parse(data=written.getvalue(), format="turtle")
    concepts = list(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == len(list(scheme.concepts()))
    for concept in concepts:
        preferred = list(graph.objects(concept, SKOS.prefLabel))
        assert len(preferred) == len({label.language for label in preferred})
        assert not set(preferred) & set(graph.objects(concept, SKOS.altLabel))
        assert list(graph.objects(concept, SKOS.inScheme)) == list(graph.subjects(RDF.type, SKOS.ConceptScheme))
        assert concept not in set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
