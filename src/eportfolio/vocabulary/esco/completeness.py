"""What a package of ESCO lacks, and what follows from that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from .feeding import Feeder
from .layout import (
    HIERARCHY,
    ISCO,
    KNOWLEDGE,
    OCCUPATION,
    OCCUPATION_SKILLS,
    SCHEMES,
    SKILL,
    SKILL_GROUP,
    SKILL_SKILLS,
    STEM_TYPES,
    Kind,
)
from .registry import Registry
from .rows import Table
from .telling import Findings

_BY_KIND: Final[Mapping[str, Kind]] = {
    "skillsHierarchy": HIERARCHY, "conceptSchemes": SCHEMES,
    "occupationSkillRelations": OCCUPATION_SKILLS, "skillSkillRelations": SKILL_SKILLS,
}  # fmt: skip
_BY_PILLAR: Final[Mapping[str, tuple[str, ...]]] = {
    "broaderRelationsSkillPillar": (SKILL, SKILL_GROUP), "broaderRelationsOccPillar": (OCCUPATION, ISCO),
}  # fmt: skip
_WORDS: Final = {SKILL: "skills", SKILL_GROUP: "skill groups", OCCUPATION: "occupations", ISCO: "ISCO groups"}
_WITHOUT: Final = {
    "skillsHierarchy": "groups that no other file describes are not there",
    "conceptSchemes": "collections have no labels but the English ones that are known here, and no top concepts",
    "occupationSkillRelations": "occupations have no essential and optional skills",
    "skillSkillRelations": "skills have no essential and optional skills",
    "broaderRelationsSkillPillar": "only collections tell what is above a skill",
    "broaderRelationsOccPillar": "only ISCO groups are above an occupation",
}
"""What a user misses without a file."""


def parts_of(tables: Iterable[Table], feeder: Feeder) -> frozenset[str]:
    """Which files of a complete package there are, known by what they hold, in the names that ESCO gives them.

    Collections are not among them: the tables of skills and occupations say themselves to which collections a concept
    belongs.
    """
    kinds = {table.kind for table in tables}
    described = (f"{stem}_{lang}" for stem, kind in STEM_TYPES.items() for of, lang in feeder.types if of == kind)
    by_kind = (stem for stem, kind in _BY_KIND.items() if kind in kinds)
    by_pillar = (stem for stem, types in _BY_PILLAR.items() if any(feeder.pillars[kind] for kind in types))
    return frozenset((*described, *by_kind, *by_pillar))


def missing_from(parts: frozenset[str], languages: Iterable[str]) -> tuple[str, ...]:
    """Files of a complete package in some languages (English, if in none) that are not among the parts there are."""
    described = (f"{stem}_{language}" for stem in STEM_TYPES for language in sorted(languages) or ("en",))
    return tuple(name for name in (*described, *_BY_KIND, *_BY_PILLAR) if name not in parts)


def tell_missing(missing: Iterable[str], only: Counter[str], registry: Registry, findings: Findings) -> None:
    """Tell what is missing, and what the index lacks for it.

    Args:
        missing: names of the files.
        only: number of concepts known from relations only, by type.
        registry: all concepts.
        findings: where it is told.
    """
    coverage = registry.coverage()
    for name in missing:
        stem, _, language = name.partition("_")
        if stem in STEM_TYPES:
            kind = STEM_TYPES[stem]
            kinds = (SKILL, KNOWLEDGE) if kind == SKILL else (kind,)
            there = sum(coverage.get(one, {}).get("concepts", 0) for one in kinds)
            labelled = sum(coverage.get(one, {}).get(language, 0) for one in kinds)
            what = f"{labelled:,} of the {there:,} {_WORDS[kind]} in other files have a label in {language!r}"
        else:
            what = _WITHOUT[stem]
        findings.add("vocabulary-incomplete", f"{name}.csv is missing: {what}.")
    for kind, number in sorted(only.items()):
        findings.add(
            "vocabulary-incomplete",
            f"Concepts of type {kind} that are known from relations only, without a row of their own: {number:,}.",
        )
