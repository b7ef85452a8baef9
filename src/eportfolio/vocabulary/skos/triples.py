"""A concept scheme as RDF triples, one concept after the other: what each thing that an index knows is called."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..concepts import MEMBER_OF, SchemeDescription
from ..index.store import ConceptScheme
from ..records import ConceptRecord, records
from . import terms
from .terms import DC, DCT, OURS, OWL, RDF, RDFS, SKOS, XSD, named

COLLECTION: Final = "collection"
OBSOLETE: Final = "obsolete"
RELEASED: Final = "released"

_DATES: Final = (
    (re.compile(r"\d{4}-\d\d-\d\d"), XSD + "date"),
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"), XSD + "dateTime"),
)
_WEB: Final = re.compile(r"https?://[^\x00-\x20<>\"{}|\\^`]+")


class Triple(NamedTuple):
    """One statement of RDF.

    Attributes:
        subject: URI of what it is about; a blank node begins with ``_:``.
        predicate: URI of the property.
        value: URI of a resource, or a text.
        language: ``None`` when the value is a resource; else the language tag of the text, empty when it has none.
        datatype: URI of the text's datatype; empty for plain texts.
    """

    subject: str
    predicate: str
    value: str
    language: str | None = None
    datatype: str = ""


def triples_of(scheme: ConceptScheme) -> Iterator[Triple]:
    """A whole scheme: what it says of itself, its concepts, and the terms of our own that were used."""
    used: set[str] = set()
    uri = scheme.description.uri
    for triple in _all(scheme, uri):
        if triple.predicate.startswith(OURS):
            used.add(triple.predicate)
        yield triple
    for term in sorted(used):
        yield from _explained(term)


def _all(scheme: ConceptScheme, uri: str) -> Iterator[Triple]:
    yield from _description(scheme.description)
    facts = scheme.facts()
    if facts:
        yield Triple(uri, OURS + "scheme_facts", json.dumps(facts, ensure_ascii=False), "", RDF + "JSON")
    tops = frozenset(concept.uri for concept in scheme.top_concepts())
    for record in records(scheme):
        yield from _concept(record, uri, top=record.concept.uri in tops)


def _description(said: SchemeDescription) -> Iterator[Triple]:
    yield Triple(said.uri, terms.TYPE, terms.SCHEME)
    for predicate, text in (
        (OURS + "scheme_short_name", said.name),
        (OWL + "versionInfo", said.version),
        (DCT + "title", said.title),
        (DCT + "date", said.date),
        (OURS + "scheme_attribution", said.attribution),
    ):
        if text:
            yield Triple(said.uri, predicate, text, "", _date_type(text) if predicate == DCT + "date" else "")
    yield Triple(said.uri, OURS + "scheme_is_official", "true" if said.official else "false", "", XSD + "boolean")
    for source in said.sources:
        yield _address_or_text(said.uri, DCT + "source", DCT + "source", source)
    if said.licence:
        yield _address_or_text(said.uri, DCT + "license", DC + "rights", said.licence)
    for note in said.notes:
        yield Triple(said.uri, SKOS + "note", note, "")


def _concept(record: ConceptRecord, scheme: str, *, top: bool) -> Iterator[Triple]:
    concept = record.concept
    uri = concept.uri
    is_collection = concept.type == COLLECTION
    yield Triple(uri, terms.TYPE, terms.COLLECTIONS[0] if is_collection else terms.CONCEPT)
    if concept.type not in (COLLECTION, "concept"):
        yield Triple(uri, terms.TYPE, named(terms.TYPES, concept.type))
    yield Triple(uri, terms.IN_SCHEME, scheme)
    if top and not is_collection:
        yield Triple(uri, terms.TOP_CONCEPT_OF, scheme)
    if concept.notation:
        yield Triple(uri, terms.NOTATION, concept.notation, "")
    for label in record.labels:
        yield Triple(uri, terms.LABELS[label.kind, label.verified], label.text, label.language)
    for note in record.notes:
        predicate = terms.NOTE_TERMS.get(note.kind) or named(terms.NOTES, note.kind)
        yield Triple(uri, predicate, note.text, note.language)
    yield from _history(record)
    for predicate, other in record.relations:
        if predicate != MEMBER_OF:
            yield Triple(uri, terms.RELATION_TERMS.get(predicate) or named(terms.RELATIONS, predicate), other)
    for name, value in record.properties:
        yield Triple(uri, named(terms.PROPERTIES, name), value, "")
    for predicate, other in record.relations:
        if predicate == MEMBER_OF:
            yield Triple(other, terms.MEMBER, uri)


def _history(record: ConceptRecord) -> Iterator[Triple]:
    concept = record.concept
    if concept.status != RELEASED:
        yield Triple(concept.uri, terms.STATUS, concept.status, "")
    if concept.status == OBSOLETE:
        yield Triple(concept.uri, terms.DEPRECATED, "true", "", XSD + "boolean")
    if concept.modified:
        yield Triple(concept.uri, terms.MODIFIED, concept.modified, "", _date_type(concept.modified))
    if concept.replaced_by:
        yield Triple(concept.uri, terms.REPLACED_BY, concept.replaced_by)


def _explained(term: str) -> Iterator[Triple]:
    said = terms.OWN_TERMS[term]
    yield Triple(term, terms.TYPE, RDF + "Property")
    yield Triple(term, RDFS + "comment", said.comment, "en")
    if said.narrower_than:
        yield Triple(term, RDFS + "subPropertyOf", SKOS + said.narrower_than.removeprefix("skos:"))


def _address_or_text(subject: str, for_address: str, for_text: str, value: str) -> Triple:
    """Dublin Core has properties for a resource, and others for words about it."""
    return Triple(subject, for_address, value) if _WEB.fullmatch(value) else Triple(subject, for_text, value, "")


def _date_type(text: str) -> str:
    return next((datatype for form, datatype in _DATES if form.fullmatch(text)), "")
