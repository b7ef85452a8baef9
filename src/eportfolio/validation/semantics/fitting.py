"""Which kinds of concepts fit which field of the model: a skill is no occupation, a country no language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_OCCUPATIONS: Final = frozenset({"occupation", "isco_group"})
_SKILLS: Final = frozenset(
    {"skill", "knowledge", "skill_group", "competence", "area", "field", "language", "activity", "collection"}
)
_LEVELS: Final = frozenset({"level", "framework"})

FITTING: Final[Mapping[str, frozenset[str]]] = {
    "occupation": _OCCUPATIONS,
    "occupations": _OCCUPATIONS,
    "position": _OCCUPATIONS,
    "concepts": _SKILLS,
    "skills": _SKILLS,
    "eqf_level": _LEVELS,
    "levels": _LEVELS,
    "level": _LEVELS,
    "overall": _LEVELS,
    "fields_of_study": frozenset({"field"}),
    "sector": frozenset({"sector"}),
    "country": frozenset({"country"}),
    "nationalities": frozenset({"country"}),
    "residence_countries": frozenset({"country"}),
    "work_authorisations": frozenset({"country"}),
    "known_language": frozenset({"language"}),
    "instruction_languages": frozenset({"language"}),
    "display_language": frozenset({"language"}),
    "display_languages": frozenset({"language"}),
    "licence_category": frozenset({"category"}),
    "step": frozenset({"step"}),
    "guidance_activities": frozenset({"activity", "activity-group"}),
    "guidance_channel": frozenset({"information-tool", "communication-tool"}),
    "information_types": frozenset({"information"}),
}
"""By field of the model, the types of concepts that it is for; a field that is not here takes any."""

_TYPES: Final[frozenset[str]] = frozenset().union(*FITTING.values())

WORDS: Final[Mapping[str, str]] = {
    "occupation": "an occupation", "isco_group": "a group of occupations", "skill": "a skill",
    "knowledge": "knowledge", "skill_group": "a group of skills", "competence": "a competence",
    "area": "an area of competences", "field": "a field of study", "language": "a language", "level": "a level",
    "framework": "a framework of levels", "sector": "an economic activity", "country": "a country",
    "category": "a category of licences", "activity": "a language activity", "collection": "a collection",
    "step": "a step of a career decision", "activity-group": "a group of guidance activities",
    "information-tool": "a source of information", "communication-tool": "a channel",
    "information": "a kind of labour market information",
}  # fmt: skip
"""What to call a concept of a type."""


def fits(kind: str, field: str) -> bool:
    """Whether a concept of a type may stand in a field; a type that no field is for may stand anywhere.

    Args:
        kind: the concept's type, empty when it is not known.
        field: the name of the field.
    """
    return kind not in _TYPES or field not in FITTING or kind in FITTING[field]
