"""The terms of RDF in which a concept scheme is written and read: one table for both directions.

SKOS and Dublin Core come first.  What they have no term for is written in terms of our own, which the ontology and
every exported file explain; names that are free in an index (types, properties, relations, kinds of notes) become
addresses below one of four prefixes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...contract import NAMESPACE
from ...contract.vocabulary_terms import VOCABULARY_TERMS, VocabularyTerm
from ..concepts import BROADER, ESSENTIAL_SKILL, GROUP, MEMBER_OF, OPTIONAL_SKILL, LabelKind

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SKOSXL: Final = "http://www.w3.org/2008/05/skos-xl#"
DCT: Final = "http://purl.org/dc/terms/"
DC: Final = "http://purl.org/dc/elements/1.1/"
ISO_THES: Final = "http://purl.org/iso25964/skos-thes#"
ADMS: Final = "http://www.w3.org/ns/adms#"
ESCO: Final = "http://data.europa.eu/esco/model#"
OURS: Final = NAMESPACE

TYPES: Final = "https://w3id.org/eportfolio/v1/concept-type/"
PROPERTIES: Final = "https://w3id.org/eportfolio/v1/property/"
RELATIONS: Final = "https://w3id.org/eportfolio/v1/relation/"
NOTES: Final = "https://w3id.org/eportfolio/v1/note/"

PREFIXES: Final[Mapping[str, str]] = {
    "rdf": RDF, "rdfs": RDFS, "owl": OWL, "xsd": XSD, "skos": SKOS, "dcterms": DCT, "dc": DC, "iso-thes": ISO_THES,
    "esco": ESCO, "ep": OURS, "ep-type": TYPES, "ep-property": PROPERTIES, "ep-relation": RELATIONS, "ep-note": NOTES,
}  # fmt: skip

TYPE: Final = RDF + "type"
FIRST, REST, NIL = RDF + "first", RDF + "rest", RDF + "nil"

CONCEPT: Final = SKOS + "Concept"
SCHEME: Final = SKOS + "ConceptScheme"
COLLECTIONS: Final = (SKOS + "Collection", SKOS + "OrderedCollection")
MEMBER: Final = SKOS + "member"
MEMBER_LIST: Final = SKOS + "memberList"
IN_SCHEME: Final = SKOS + "inScheme"
TOP_CONCEPT_OF: Final = SKOS + "topConceptOf"
HAS_TOP_CONCEPT: Final = SKOS + "hasTopConcept"
NOTATION: Final = SKOS + "notation"
PREFERRED: Final = SKOS + "prefLabel"

MODIFIED: Final = DCT + "modified"
REPLACED_BY: Final = DCT + "isReplacedBy"
REPLACES: Final = DCT + "replaces"
DEPRECATED: Final = OWL + "deprecated"
STATUS: Final = ISO_THES + "status"

LABELS: Final[Mapping[tuple[LabelKind, bool], str]] = {
    ("preferred", True): PREFERRED,
    ("alternative", True): SKOS + "altLabel",
    ("hidden", True): SKOS + "hiddenLabel",
    ("preferred", False): OURS + "unverified_preferred_label",
    ("alternative", False): OURS + "unverified_alternative_label",
    ("hidden", False): OURS + "unverified_hidden_label",
}
"""Kind of a label, and whether an official source confirms it, to the property it is written with."""

LABEL_PROPERTIES: Final[Mapping[str, tuple[LabelKind, bool]]] = {
    **{uri: kind for kind, uri in LABELS.items()},
    SKOSXL + "prefLabel": ("preferred", True),
    SKOSXL + "altLabel": ("alternative", True),
    SKOSXL + "hiddenLabel": ("hidden", True),
}
"""The properties that labels are read from; those of SKOS-XL lead to a resource that has the text."""

NOTE_TERMS: Final[Mapping[str, str]] = {
    "definition": SKOS + "definition",
    "description": DCT + "description",
    "scope_note": SKOS + "scopeNote",
    "note": SKOS + "note",
    "example": SKOS + "example",
    "history_note": SKOS + "historyNote",
    "editorial_note": SKOS + "editorialNote",
    "change_note": SKOS + "changeNote",
}
"""Kind of a note to its property (SKOS Reference, section 7)."""

NOTE_PROPERTIES: Final[Mapping[str, str]] = {
    **{uri: kind for kind, uri in NOTE_TERMS.items()},
    DC + "description": "description",
    RDFS + "comment": "description",
    ESCO + "regulatedProfessionNote": "regulated_profession_note",
}

TEXT_OF_A_NODE: Final = (SKOSXL + "literalForm", RDF + "value", ESCO + "nodeLiteral")
"""Where the text stands when a label or a note is a resource of its own."""

RELATION_TERMS: Final[Mapping[str, str]] = {
    BROADER: SKOS + "broader",
    GROUP: OURS + "grouping_node",
    "related": SKOS + "related",
    "exact_match": SKOS + "exactMatch",
    "close_match": SKOS + "closeMatch",
    "broad_match": SKOS + "broadMatch",
    "narrow_match": SKOS + "narrowMatch",
    "related_match": SKOS + "relatedMatch",
    ESSENTIAL_SKILL: ESCO + "relatedEssentialSkill",
    OPTIONAL_SKILL: ESCO + "relatedOptionalSkill",
}
"""Relation to its property; membership of a collection is written from the collection."""

RELATION_PROPERTIES: Final[Mapping[str, str]] = {
    **{uri: predicate for predicate, uri in RELATION_TERMS.items()},
    ISO_THES + "broaderGeneric": BROADER,
    ISO_THES + "broaderInstantial": BROADER,
    ISO_THES + "broaderPartitive": BROADER,
    ESCO + "memberOfISCOGroup": GROUP,
}

INVERSE_PROPERTIES: Final[Mapping[str, str]] = {
    SKOS + "narrower": BROADER,
    MEMBER: MEMBER_OF,
    ISO_THES + "narrowerGeneric": BROADER,
    ISO_THES + "narrowerInstantial": BROADER,
    ISO_THES + "narrowerPartitive": BROADER,
    ESCO + "isEssentialSkillFor": ESSENTIAL_SKILL,
    ESCO + "isOptionalSkillFor": OPTIONAL_SKILL,
}
"""Properties that say a relation from its other end."""

PROPERTY_PROPERTIES: Final[Mapping[str, str]] = {
    ESCO + "skillReuseLevel": "reuse_level",
    ESCO + "reuseLevel": "reuse_level",
    ESCO + "hasNACECode": "nace",
}
"""Properties of others whose last word, or text, is kept as a plain value."""

CONCEPT_TYPES: Final[Mapping[str, str]] = {
    CONCEPT: "concept",
    ESCO + "MemberConcept": "concept",
    ESCO + "Skill": "skill",
    ESCO + "Occupation": "occupation",
    **dict.fromkeys(COLLECTIONS, "collection"),
}
"""Classes whose instances are concepts, to the type they have with us."""

SKILL_TYPE: Final = ESCO + "skillType"
SKILL_TYPES: Final[Mapping[str, str]] = {
    "http://data.europa.eu/esco/skill-type/knowledge": "knowledge",
    "http://data.europa.eu/esco/skill-type/skill": "skill",
}

GROUP_PREFIXES: Final[Mapping[str, str]] = {
    "http://data.europa.eu/esco/isco/": "isco_group",
    "http://data.europa.eu/esco/skill/": "skill_group",
    "http://data.europa.eu/esco/isced-f/": "skill_group",
}
"""Where the URIs of ESCO's groups begin; they are instances of no class of their own."""


OWN_TERMS: Final[Mapping[str, VocabularyTerm]] = {OURS + name: term for name, term in VOCABULARY_TERMS.items()}
"""The properties of our own, which the published ontology explains."""

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_OTHER = re.compile(rb"[^A-Za-z0-9_-]|^[^A-Za-z]")
_CODED = re.compile(rb"\.([0-9a-f]{2})")


def named(prefix: str, name: str) -> str:
    """The address of a free name; what RDF/XML cannot have in the name of an element is coded, as in ``_.32nd``."""
    if _PLAIN.fullmatch(name):
        return prefix + name
    coded = _OTHER.sub(lambda found: b".%02x" % found[0][0], name.encode()).decode("ascii")
    return f"{prefix}_{coded}" if coded.startswith(".") else prefix + coded


def name_of(prefix: str, uri: str) -> str:
    """The free name behind an address; empty when it is no address of that prefix."""
    if not uri.startswith(prefix):
        return ""
    coded = uri[len(prefix) :]
    if "." not in coded:
        return coded
    coded = coded[1:] if coded.startswith("_.") else coded
    return _CODED.sub(lambda found: bytes((int(found[1], 16),)), coded.encode()).decode("utf-8", "replace")
