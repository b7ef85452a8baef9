"""How ESCO's CSV files are laid out: which kinds there are, what their columns hold, and the URIs behind them.

The columns are those of the downloads of ESCO 1.0 to 1.2 (https://esco.ec.europa.eu/en/use-esco/download).  Columns
differ between versions: later ones add columns and never change the meaning of one, so a kind is told by the few
columns that it cannot do without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ..concepts import ESSENTIAL_SKILL, OPTIONAL_SKILL

ESCO: Final = "http://data.europa.eu/esco/"
"""What every URI of ESCO starts with."""

SCHEME: Final = ESCO + "concept-scheme/"
"""What the URI of a concept scheme or a collection of ESCO starts with."""

ISCO_GROUP: Final = ESCO + "isco/C"
"""What the URI of an ISCO-08 group in ESCO starts with; its code follows."""

TITLE: Final = "European Skills, Competences, Qualifications and Occupations (ESCO)"
LICENCE: Final = "Reuse authorised, Commission Decision 2011/833/EU, with attribution; changes must be named"
ATTRIBUTION: Final = "This service uses the ESCO classification of the European Commission."
"""The line that the European Commission asks for wherever ESCO is used."""

HAS_TOP_CONCEPT: Final = "has_top_concept"
"""From a collection to the concepts at its top (``skos:hasTopConcept``)."""

OCCUPATION: Final = "occupation"
ISCO: Final = "isco_group"
SKILL: Final = "skill"
KNOWLEDGE: Final = "knowledge"
SKILL_GROUP: Final = "skill_group"
COLLECTION: Final = "collection"

GROUP_TYPES: Final = frozenset({ISCO, SKILL_GROUP})
"""Types that only group: a skill or an occupation below one of them has a group there, not a broader concept."""

TYPES: Final[Mapping[str, str]] = {
    "Occupation": OCCUPATION, "ISCOGroup": ISCO, "SkillGroup": SKILL_GROUP, "KnowledgeSkillCompetence": SKILL,
    "ISCO level 1": ISCO, "ISCO level 2": ISCO, "ISCO level 3": ISCO, "ISCO level 4": ISCO,
}  # fmt: skip
"""``conceptType`` to the type of a concept; the levels are how the file of green shares names ISCO groups."""

SKILL_TYPES: Final[Mapping[str, str]] = {
    "skill/competence": SKILL, "skill": SKILL, "competence": SKILL, "knowledge": KNOWLEDGE,
}  # fmt: skip
"""``skillType`` to the type of a concept, as words or as the last part of a URI."""

RELATION_TYPES: Final[Mapping[str, str]] = {"essential": ESSENTIAL_SKILL, "optional": OPTIONAL_SKILL}
"""``relationType`` to the relation that it stands for."""

_PREFIXES: Final = (
    (ESCO + "occupation/", OCCUPATION), (ESCO + "isco/", ISCO), (ESCO + "isced-f/", SKILL_GROUP),
    (ESCO + "skill/", SKILL), (SCHEME, COLLECTION),
)  # fmt: skip


def type_of_uri(uri: str) -> str:
    """The type that a URI of ESCO tells; groups and skills share a prefix, so a group may be told as a skill."""
    return next((kind for prefix, kind in _PREFIXES if uri.startswith(prefix)), "concept")


LABELS: Final = {"preferredLabel": "preferred", "altLabels": "alternative", "hiddenLabels": "hidden"}
NOTES: Final = {"definition": "definition", "description": "description", "scopeNote": "scope_note"}
PROPERTIES: Final = {
    "reuseLevel": "reuse_level", "naceCode": "nace_code", "regulatedProfessionNote": "regulated_profession_note",
    "greenShare": "green_share",
}  # fmt: skip
"""Columns of concepts to what they become in the index."""

_CONCEPT: Final = (
    "conceptType", "conceptUri", "skillType", "iscoGroup", "code", "status", "modifiedDate", "inScheme",
    *LABELS, *NOTES, *PROPERTIES,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file.

    Attributes:
        name: what it is called here.
        needs: columns that tell it, and that it cannot do without.
        takes: columns that are taken when they are there.
        labels: columns whose words are in the language of the file.
        passes: columns that say nothing that the file itself or another column does not say.
    """

    name: str
    needs: tuple[str, ...]
    takes: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


SCHEMES: Final = Kind(
    "concept schemes", ("conceptSchemeUri", "preferredLabel"), ("title", "status", "description", "hasTopConcept"),
    ("preferredLabel",), ("conceptType",),
)  # fmt: skip
CONCEPTS: Final = Kind("concepts", ("conceptUri", "preferredLabel"), _CONCEPT, ("preferredLabel",))
COLLECTIONS: Final = Kind(
    "collection", ("conceptUri", "preferredLabel", "broaderConceptUri"), (*_CONCEPT, "broaderConceptPT"),
    ("preferredLabel",),
)  # fmt: skip
HIERARCHY: Final = Kind(
    "hierarchy of skill groups", ("Level 0 URI", "Level 0 preferred term", "Level 1 URI", "Level 1 preferred term"),
    (*(f"Level {level} {what}" for level in range(10) for what in ("URI", "preferred term", "code")),
     "description", "scopeNote"), ("Level 0 preferred term",),
)  # fmt: skip
BROADER_RELATIONS: Final = Kind(
    "broader relations", ("conceptType", "conceptUri", "broaderType", "broaderUri"), ("conceptLabel", "broaderLabel"),
    ("conceptLabel", "broaderLabel"),
)  # fmt: skip
OCCUPATION_SKILLS: Final = Kind(
    "skills of occupations", ("occupationUri", "relationType", "skillUri"),
    ("skillType", "occupationLabel", "skillLabel"), ("occupationLabel", "skillLabel"),
)  # fmt: skip
SKILL_SKILLS: Final = Kind(
    "skills of skills", ("originalSkillUri", "relationType", "relatedSkillUri"),
    ("relatedSkillType", "originalSkillLabel", "relatedSkillLabel"),
    ("originalSkillLabel", "relatedSkillLabel"), ("originalSkillType",),
)  # fmt: skip
"""``originalSkillType`` is the type of the other skill in the downloads of ESCO 1.1 and 1.2, so it tells nothing."""

GREEN_SHARES: Final = Kind(
    "green shares", ("conceptUri", "greenShare"), ("conceptType", "preferredLabel", "code"), ("preferredLabel",)
)
DICTIONARY: Final = Kind("dictionary of columns", ("filename", "data header"), ("property", "description"))

KINDS: Final = (
    SCHEMES, HIERARCHY, OCCUPATION_SKILLS, SKILL_SKILLS, BROADER_RELATIONS, COLLECTIONS, CONCEPTS, GREEN_SHARES,
    DICTIONARY,
)  # fmt: skip
"""All kinds; the first one whose columns are there is meant."""

READING_ORDER: Final = (
    SCHEMES, CONCEPTS, COLLECTIONS, HIERARCHY, GREEN_SHARES, BROADER_RELATIONS, OCCUPATION_SKILLS, SKILL_SKILLS,
)  # fmt: skip
"""What describes concepts is read before what speaks of them."""

FILES: Final[Mapping[str, Kind]] = {
    "skills": CONCEPTS, "skillGroups": CONCEPTS, "occupations": CONCEPTS, "ISCOGroups": CONCEPTS,
    "conceptSchemes": SCHEMES, "skillsHierarchy": HIERARCHY,
    "broaderRelationsSkillPillar": BROADER_RELATIONS, "broaderRelationsOccPillar": BROADER_RELATIONS,
    "occupationSkillRelations": OCCUPATION_SKILLS, "skillSkillRelations": SKILL_SKILLS,
    "digitalSkillsCollection": COLLECTIONS, "greenSkillsCollection": COLLECTIONS,
    "languageSkillsCollection": COLLECTIONS, "transversalSkillsCollection": COLLECTIONS,
    "digCompSkillsCollection": COLLECTIONS, "researchSkillsCollection": COLLECTIONS,
    "researchOccupationsCollection": COLLECTIONS, "ictSkillsCollection": COLLECTIONS,
    "greenShareOcc": GREEN_SHARES, "dictionary": DICTIONARY,
}  # fmt: skip
"""Names of the files of a download, without language and suffix, and their kinds."""

STEM_TYPES: Final[Mapping[str, str]] = {
    "skills": SKILL, "skillGroups": SKILL_GROUP, "occupations": OCCUPATION, "ISCOGroups": ISCO,
}  # fmt: skip
"""Type of the concepts of a file that names none itself."""

COLLECTION_SCHEMES: Final[Mapping[str, str]] = {
    "digitalSkillsCollection": SCHEME + "6c930acd-c104-4ece-acf7-f44fd7333036",
    "greenSkillsCollection": SCHEME + "green",
    "languageSkillsCollection": SCHEME + "skill-language-groups",
    "transversalSkillsCollection": SCHEME + "skill-transversal-groups",
    "digCompSkillsCollection": SCHEME + "digcomp",
    "researchSkillsCollection": SCHEME + "research",
    "researchOccupationsCollection": SCHEME + "8ae4b9f3-507e-4057-a145-2f96f0132613",
    "ictSkillsCollection": SCHEME + "skill-ict-groups",
}
"""Files of collections to the URI of the collection."""

COLLECTION_LABELS: Final[Mapping[str, str]] = {
    SCHEME + "6c930acd-c104-4ece-acf7-f44fd7333036": "Digital",
    SCHEME + "green": "Green",
    SCHEME + "skill-language-groups": "Language",
    SCHEME + "skill-transversal-groups": "ESCO transversal skill groups",
    SCHEME + "digcomp": "DigComp",
    SCHEME + "research": "Research",
    SCHEME + "8ae4b9f3-507e-4057-a145-2f96f0132613": "Research occupations",
    SCHEME + "skills": "ESCO skills",
    SCHEME + "member-skills": "ESCO member skills",
    SCHEME + "skills-hierarchy": "ESCO skills hierarchy",
    SCHEME + "occupations": "ESCO Occupations",
    SCHEME + "member-occupations": "ESCO member occupations",
    SCHEME + "isco": "ISCO 2008",
    SCHEME + "isced-f": "International standard classification of education: fields of education and training 2013",
}
"""English labels of collections, for packages without the file of concept schemes that has them."""

_LETTERS: Final = re.compile(r"[^a-z0-9]")


def canonical(column: str) -> str:
    """The name of a column, blind to case, white space and punctuation."""
    return _LETTERS.sub("", column.casefold())


SPELLING: Final[Mapping[str, str]] = {
    canonical(column): column for kind in KINDS for column in (*kind.needs, *kind.takes, *kind.passes)
}
"""The columns of ESCO by their canonical name."""


def kind_of(columns: tuple[str, ...]) -> Kind | None:
    """The kind of file that has these columns; ``None`` when it is none of ESCO's."""
    there = {SPELLING.get(canonical(column), column) for column in columns}
    for kind in KINDS:
        if there.issuperset(kind.needs) and not (kind is CONCEPTS and _is_green_share(there)):
            return kind
    return None


def _is_green_share(columns: set[str]) -> bool:
    """Green shares come with a label for people; what has no other words describes no concepts."""
    return "greenShare" in columns and columns.isdisjoint({"altLabels", "description"})
