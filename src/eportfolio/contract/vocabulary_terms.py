"""The properties of our own with which concept schemes are written as SKOS, where no standard has one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class VocabularyTerm(NamedTuple):
    """A property of concepts or concept schemes.

    Attributes:
        comment: what it means.
        kind: class of the property in OWL.
        narrower_than: the property of a standard that it is a kind of; empty when there is none.
    """

    comment: str
    kind: str
    narrower_than: str = ""


_OBJECT, _DATATYPE, _PLAIN = "owl:ObjectProperty", "owl:DatatypeProperty", "rdf:Property"

VOCABULARY_TERMS: Final[Mapping[str, VocabularyTerm]] = {
    "grouping_node": VocabularyTerm(
        "A node that orders concepts, such as an ISCO group above an occupation; it is no broader concept.", _OBJECT
    ),
    "unverified_preferred_label": VocabularyTerm(
        "A preferred label that no official source confirms.", _PLAIN, "skos:prefLabel"
    ),
    "unverified_alternative_label": VocabularyTerm(
        "An alternative label that no official source confirms.", _PLAIN, "skos:altLabel"
    ),
    "unverified_hidden_label": VocabularyTerm(
        "A hidden label that no official source confirms.", _PLAIN, "skos:hiddenLabel"
    ),
    "scheme_short_name": VocabularyTerm("Short name of a concept scheme, for command lines.", _DATATYPE),
    "scheme_is_official": VocabularyTerm("Whether the data is the publisher's own and complete.", _DATATYPE),
    "scheme_attribution": VocabularyTerm("A line that must be shown where the concept scheme is used.", _DATATYPE),
    "scheme_facts": VocabularyTerm("What an importer kept about the concept scheme as a whole, as JSON.", _DATATYPE),
}
"""Name to meaning; the names stand beside those of the model's fields, so none of them is one."""
