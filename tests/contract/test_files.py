"""The generated files are up to date, complete, and well-formed."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

from eportfolio import resources
from eportfolio.contract import NAMESPACE, fields
from eportfolio.contract.files import generate
from eportfolio.contract.turtle import PREFIXES
from eportfolio.contract.vocabulary_terms import VOCABULARY_TERMS
from eportfolio.model import Model


@pytest.mark.parametrize("name", sorted(generate()))
def test_files_are_up_to_date(name: str) -> None:
    assert (resources.schemas() / name).read_bytes() == generate()[name], "run: python -m eportfolio.contract"


def test_no_other_file_claims_to_be_generated() -> None:
    generated = {path.name for path in resources.schemas().iterdir() if path.suffix in (".ttl", ".jsonld")}
    assert generated <= set(generate())


def test_the_schema_is_a_schema() -> None:
    schema = json.loads(generate()["portfolio.schema.json"])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert {cls.__name__ for cls in fields.classes()} <= set(schema["$defs"])


def test_every_class_and_field_is_in_the_ontology() -> None:
    graph = rdflib.Graph().parse(data=generate()["ontology.ttl"], format="turtle")
    for cls in fields.classes():
        assert (rdflib.URIRef(NAMESPACE + cls.__name__), RDF.type, OWL.Class) in graph
        assert graph.value(rdflib.URIRef(NAMESPACE + cls.__name__), RDFS.comment)
    for name in set(fields.vocabulary()) - {"id", "type"}:
        assert (rdflib.URIRef(NAMESPACE + name), RDF.type, None) in graph


def test_the_terms_of_vocabularies_are_in_the_ontology_and_are_no_fields() -> None:
    graph = rdflib.Graph().parse(data=generate()["ontology.ttl"], format="turtle")
    for name, term in VOCABULARY_TERMS.items():
        assert name not in fields.vocabulary()
        assert str(graph.value(rdflib.URIRef(NAMESPACE + name), RDFS.comment)) == term.comment
    unverified = rdflib.URIRef(NAMESPACE + "unverified_alternative_label")
    assert (unverified, RDFS.subPropertyOf, SKOS.altLabel) in graph


def test_equivalents_use_known_prefixes() -> None:
    used = {term.partition(":")[0] for cls in fields.classes() for term in cls.equivalents}
    assert used <= set(PREFIXES)


def test_comments_come_from_the_docstrings() -> None:
    schema = json.loads(generate()["portfolio.schema.json"])
    period = schema["$defs"]["Period"]
    assert period["description"] == "A stretch of time. Ongoing and unknown are different things."
    assert "still going on" in period["properties"]["ongoing"]["description"]
    assert "description" not in schema["$defs"]["Interest"]["properties"]["title"]


def test_every_field_is_described_where_the_class_describes_its_fields() -> None:
    missing = [
        f"{cls.__name__}.{field.name}"
        for cls in fields.classes()
        for field in fields.fields(cls)
        if field.name not in fields.attribute_comments(cls) and field.name != "type"
    ]
    assert missing == []


def test_every_described_attribute_exists() -> None:
    stale = [
        f"{cls.__name__}.{name}"
        for cls in fields.classes()
        for name in fields.attribute_comments(cls)
        if name not in cls.model_fields
    ]
    assert stale == []


def test_one_name_with_two_shapes_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    class Contrary(Model):
        title: bool | None = None

    known: Any = fields.classes()
    monkeypatch.setattr(fields, "classes", lambda: (*known, Contrary))
    fields.vocabulary.cache_clear()
    try:
        with pytest.raises(TypeError, match="title"):
            fields.vocabulary()
    finally:
        fields.vocabulary.cache_clear()
