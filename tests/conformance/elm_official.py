"""The official side: RDF of a document by PyLD and the official contexts, and the verdict of the official shapes."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from rdflib import OWL, Graph
from rdflib.exceptions import ParserError

from tests.support import shared

CREDENTIALS = "https://www.w3.org/2018/credentials/v1"
PROFILE = "http://data.europa.eu/snb/model/context/edc-ap"
CONTEXTS = {
    CREDENTIALS: "w3c-credentials-v1.jsonld",
    "https://www.w3.org/ns/credentials/v2": "w3c-credentials-v2.jsonld",
    PROFILE: "edc-ap.20230928-0.jsonld",
}
CLOSURE = {
    "edc-generic-no-cv": ("EDC-generic-no-cv",),
    "edc-generic-full": ("EDC-generic-full", "EDC-generic-no-cv"),
    "edc-accredited": ("EDC-accredited", "EDC-generic-full", "EDC-generic-no-cv"),
    "edc-converted": ("EDC-converted", "EDC-generic-full", "EDC-generic-no-cv"),
    "edc-issued-by-mandate": ("EDC-issuedByMandate", "EDC-generic-full", "EDC-generic-no-cv"),
    "edc-diploma-supplement": ("EDC-diplomaSupplement", "EDC-accredited", "EDC-generic-full", "EDC-generic-no-cv"),
}


class RefusedError(Exception):
    """A JSON-LD processor does not accept the document."""


@cache
def _context(url: str) -> dict[str, Any]:
    context: dict[str, Any] = json.loads(shared(f"schemas/elm/context/{CONTEXTS[url]}").read_text(encoding="utf-8"))
    return context


def _load(url: str, _options: object = None) -> dict[str, Any]:
    if url not in CONTEXTS:
        raise LookupError(url)
    document = _context(url)
    return {"contextUrl": None, "documentUrl": url, "document": document, "contentType": "application/ld+json"}


def ntriples(document: dict[str, Any]) -> str:
    """The default graph of a document.

    Raises:
        RefusedError: it is no JSON-LD, or names a context that is none of ours.
    """
    jsonld = pytest.importorskip("pyld").jsonld
    try:
        dataset = jsonld.to_rdf(document, {"documentLoader": _load})
    except (jsonld.JsonLdError, LookupError, TypeError, AttributeError) as error:
        raise RefusedError(str(error)) from error
    text: str = jsonld.JsonLdProcessor.to_nquads({"@default": dataset.get("@default", [])})
    return text


@cache
def shapes(profile: str) -> Graph:
    """The shapes of a profile and of those that it builds on."""
    graph = Graph()
    for name in CLOSURE[profile]:
        graph.parse(shared(f"schemas/elm/shapes/3.2/{name}.ttl"))
    graph.remove((None, OWL.imports, None))
    return graph


@cache
def _compiled(profile: str) -> Any:
    return pytest.importorskip("shacl").Shapes.from_turtle(shapes(profile).serialize(format="turtle"))


def fast(document: dict[str, Any], profile: str = "edc-generic-full") -> set[str] | None:
    """The paths of the properties that the Rust engine objects to; ``None`` when the document is no JSON-LD."""
    try:
        report = _compiled(profile).validate_text(ntriples(document), format="ntriples")
    except (RefusedError, ValueError):
        return None
    return {(result.path or "").strip("<>") for result in report.results}


def pyshacl(document: dict[str, Any], profile: str = "edc-generic-full") -> bool:
    """Whether pySHACL lets the document pass; what is no JSON-LD does not."""
    engine = pytest.importorskip("pyshacl")
    try:
        data = Graph().parse(data=ntriples(document), format="nt")
    except (RefusedError, ParserError):
        return False
    conforms: bool = engine.validate(data, shacl_graph=shapes(profile))[0]
    return conforms


def with_contexts(document: dict[str, Any]) -> dict[str, Any]:
    """A draft with the contexts that hold for it."""
    return document if "@context" in document else {"@context": [CREDENTIALS, PROFILE], **document}


def profiles_of(document: dict[str, Any]) -> list[str]:
    """The profiles that a document names, else the usual one."""
    raw = document.get("credentialSchema", [])
    members = raw if isinstance(raw, list) else [raw]
    steps = [str(one.get("id") if isinstance(one, dict) else one).rsplit("/", 1)[-1] for one in members]
    return [step for step in steps if step in CLOSURE] or ["edc-generic-full"]
