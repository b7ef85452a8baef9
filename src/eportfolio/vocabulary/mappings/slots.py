"""The slots of SSSOM, the Simple Standard for Sharing Ontological Mappings, version 1.1.

The order is that of the specification, in which a writer puts keys and columns
(https://mapping-commons.github.io/sssom/, classes MappingSet and Mapping; SSSOM/TSV, canonical format).
"""

from __future__ import annotations

from typing import Final

CURIE_MAP: Final = "curie_map"
EXTENSIONS: Final = "extension_definitions"
VERSION: Final = "sssom_version"

SET_SLOTS: Final = (
    VERSION, "mapping_set_id", "mapping_set_version", "mapping_set_source", "mapping_set_title",
    "mapping_set_description", "mapping_set_confidence", "creator_id", "creator_label", "license", "subject_type",
    "subject_source", "subject_source_version", "object_type", "object_source", "object_source_version",
    "predicate_type", "mapping_provider", "cardinality_scope", "mapping_tool", "mapping_tool_id",
    "mapping_tool_version", "mapping_date", "publication_date", "subject_match_field", "object_match_field",
    "subject_preprocessing", "object_preprocessing", "similarity_measure", "curation_rule", "curation_rule_text",
    "see_also", "issue_tracker", "other", "comment",
)  # fmt: skip
"""Slots of a mapping set, but for the prefixes, the extensions and the mappings themselves."""

CORE: Final = ("subject_id", "predicate_id", "object_id", "mapping_justification")
"""The slots without which there is no mapping."""

MAPPING_SLOTS: Final = (
    "record_id", "subject_id", "subject_label", "subject_category", "predicate_id", "predicate_label",
    "predicate_modifier", "object_id", "object_label", "object_category", "mapping_justification", "author_id",
    "author_label", "reviewer_id", "reviewer_label", "creator_id", "creator_label", "license", "subject_type",
    "subject_source", "subject_source_version", "object_type", "object_source", "object_source_version",
    "predicate_type", "mapping_provider", "mapping_source", "mapping_cardinality", "cardinality_scope",
    "mapping_tool", "mapping_tool_id", "mapping_tool_version", "mapping_date", "publication_date", "review_date",
    "confidence", "curation_rule", "curation_rule_text", "subject_match_field", "object_match_field",
    "match_string", "subject_preprocessing", "object_preprocessing", "similarity_score", "similarity_measure",
    "see_also", "issue_tracker_item", "other", "comment",
)  # fmt: skip
"""Slots of a mapping: the columns of a file."""

PROPAGATED: Final = (
    "subject_type", "subject_source", "subject_source_version", "object_type", "object_source",
    "object_source_version", "predicate_type", "mapping_provider", "cardinality_scope", "mapping_tool",
    "mapping_tool_id", "mapping_tool_version", "mapping_date", "subject_match_field", "object_match_field",
    "subject_preprocessing", "object_preprocessing", "similarity_measure", "curation_rule", "curation_rule_text",
)  # fmt: skip
"""Slots whose value on the set holds for each of its mappings (SSSOM data model, propagatable slots)."""

MULTIVALUED: Final = frozenset({
    "mapping_set_source", "creator_id", "creator_label", "author_id", "author_label", "reviewer_id",
    "reviewer_label", "cardinality_scope", "subject_match_field", "object_match_field", "match_string",
    "subject_preprocessing", "object_preprocessing", "curation_rule", "curation_rule_text", "see_also",
})  # fmt: skip
"""Slots that hold a list."""

REFERENCES: Final = frozenset({
    *CORE, "record_id", "creator_id", "author_id", "reviewer_id", "subject_source", "object_source",
    "mapping_source", "mapping_tool_id", "subject_match_field", "object_match_field", "subject_preprocessing",
    "object_preprocessing", "curation_rule", "issue_tracker_item",
})  # fmt: skip
"""Slots that name things: CURIEs in a file, full addresses in memory."""

PROBABILITIES: Final = frozenset({"confidence", "mapping_set_confidence", "similarity_score"})
"""Slots that hold a number from 0 to 1."""

DATES: Final = frozenset({"mapping_date", "publication_date", "review_date"})
"""Slots that hold a date of ISO 8601."""

_KINDS_OF_ENTITY: Final = frozenset({
    "owl class", "owl object property", "owl data property", "owl annotation property", "owl named individual",
    "skos concept", "rdfs resource", "rdfs class", "rdfs literal", "rdfs datatype", "rdf property",
    "composed entity expression",
})  # fmt: skip

ALLOWED: Final = {
    "subject_type": _KINDS_OF_ENTITY,
    "object_type": _KINDS_OF_ENTITY,
    "predicate_type": _KINDS_OF_ENTITY,
    "predicate_modifier": frozenset({"Not"}),
    "mapping_cardinality": frozenset({"1:1", "1:n", "n:1", "n:n", "1:0", "0:1", "0:0"}),
    VERSION: frozenset({"1.0", "1.1"}),
}
"""Slots that hold one of a list of words."""

LITERAL: Final = "rdfs literal"
"""The type of a side that is a text without an address."""

NEW_IN_1_1: Final = frozenset(
    {VERSION, "predicate_type", "mapping_set_confidence", "cardinality_scope", "mapping_tool_id", "review_date",
     "record_id"}
)  # fmt: skip
"""Slots that came with version 1.1."""

NEW_ON_SETS_IN_1_1: Final = frozenset({"similarity_measure", "curation_rule", "curation_rule_text"})
"""Slots that mappings had before, and sets have since version 1.1."""

BUILT_IN_PREFIXES: Final = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "linkml": "https://w3id.org/linkml/",
}
"""Prefixes that need no declaration and mean nothing else (SSSOM specification, IRI prefixes)."""

NO_TERM_FOUND: Final = BUILT_IN_PREFIXES["sssom"] + "NoTermFound"
"""Stands for the side of a mapping that could not be found: a statement that there is none."""

NO_MAPPING: Final = BUILT_IN_PREFIXES["sssom"] + "NoMapping"
"""A predicate of sets before version 1.0 that says the same."""

FORMER_NAMES: Final = {
    "semantic_similarity_score": "similarity_score",
    "semantic_similarity_measure": "similarity_measure",
}
"""Slots of versions before 1.0 that only had another name (SSSOM/TSV, compatibility)."""

FORMER_MATCH_TYPES: Final = {
    "Lexical": "LexicalMatching",
    "Logical": "LogicalMatching",
    "HumanCurated": "ManualMappingCuration",
    "Complex": "CompositeMatching",
    "Unspecified": "UnspecifiedMatching",
    "SemanticSimilarity": "SemanticSimilarityThresholdMatching",
}
"""What the slot ``match_type`` of versions before 1.0 says, as names of mapping justifications."""

FORMER_TERM_TYPES: Final = {
    "ConceptMatch": "skos concept",
    "ClassMatch": "owl class",
    "ObjectPropertyMatch": "owl object property",
    "IndividualMatch": "owl named individual",
    "DataPropertyMatch": "owl data property",
    "TermMatch": "rdfs literal",
}
"""What the slot ``match_term_type`` of versions before 1.0 says, as types of both sides."""
