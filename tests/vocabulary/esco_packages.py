"""A fictional package in the layout of ESCO's downloads: two skills, a knowledge concept, two occupations."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

Row = dict[str, str]
Tables = dict[str, list[Row]]

SKILL, GROUP, OCCUPATION = (f"http://example.org/{kind}/" for kind in ("skill", "group", "occupation"))
SCHEME = "http://data.europa.eu/esco/concept-scheme/"
ISCO = "http://data.europa.eu/esco/isco/C"

SKILLS_COLUMNS = (
    "conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "hiddenLabels", "status",
    "modifiedDate", "scopeNote", "definition", "inScheme", "description",
)  # fmt: skip
OCCUPATION_COLUMNS = (
    "conceptType", "conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels", "status", "modifiedDate",
    "regulatedProfessionNote", "scopeNote", "definition", "inScheme", "description", "code", "naceCode",
)  # fmt: skip
GROUP_COLUMNS = ("conceptType", "conceptUri", "preferredLabel", "altLabels", "status", "code", "description")
COLUMNS: dict[str, Sequence[str]] = {
    "skills": SKILLS_COLUMNS, "occupations": OCCUPATION_COLUMNS, "skillGroups": GROUP_COLUMNS,
    "ISCOGroups": GROUP_COLUMNS,
}  # fmt: skip


def complete() -> Tables:
    """All files of a complete package in English."""
    return {
        "skills_en.csv": [
            skill("bake", "bake bread", altLabels="make loaves\nbake loaves", reuseLevel="sector-specific",
                  inScheme=f"{SCHEME}skills,\n{SCHEME}green", definition="Make bread in an oven.",
                  hiddenLabels="bred baking", scopeNote="Excludes cakes."),
            skill("knead", "knead dough"),
            skill("yeast", "yeasts", skillType="knowledge", altLabels="yeasts | leaven"),
        ],
        "skillGroups_en.csv": [
            {"conceptType": "SkillGroup", "conceptUri": GROUP + "food", "preferredLabel": "preparing food",
             "code": "S1.1", "status": "released"},
            {"conceptType": "SkillGroup", "conceptUri": GROUP + "work", "preferredLabel": "working", "code": "S1",
             "status": "released"},
        ],
        "skillsHierarchy_en.csv": [
            {"Level 0 URI": GROUP + "work", "Level 0 preferred term": "working", "Level 1 URI": GROUP + "food",
             "Level 1 preferred term": "preparing food", "Description": "Working with food.", "Scope note": "",
             "Level 0 code": "S1", "Level 1 code": "S1.1"},
        ],
        "occupations_en.csv": [
            occupation("baker", "baker", altLabels="bread maker\nbakery worker",
                       naceCode="http://example.org/nace/10\nhttp://example.org/nace/47",
                       regulatedProfessionNote="http://data.europa.eu/esco/regulated-professions/unregulated"),
            occupation("pastry", "pastry maker", code="7512.1.1"),
        ],
        "ISCOGroups_en.csv": [
            {"conceptType": "ISCOGroup", "conceptUri": ISCO + "7512", "preferredLabel": "Bakers", "code": "7512"},
            {"conceptType": "ISCOGroup", "conceptUri": ISCO + "751", "preferredLabel": "Food trades", "code": "751"},
        ],
        "conceptSchemes_en.csv": [
            {"conceptType": "ConceptScheme", "conceptSchemeUri": SCHEME + "green", "preferredLabel": "Green",
             "title": "Green skills", "status": "released", "description": "What keeps the world green.",
             "hasTopConcept": f"{SKILL}bake,\n{SKILL}gone"},
            {"conceptType": "ConceptScheme", "conceptSchemeUri": SCHEME + "skills", "preferredLabel": "ESCO skills"},
        ],
        "broaderRelationsSkillPillar.csv": [
            broader("KnowledgeSkillCompetence", SKILL + "bake", "SkillGroup", GROUP + "food"),
            broader("KnowledgeSkillCompetence", SKILL + "knead", "KnowledgeSkillCompetence", SKILL + "bake"),
            broader("SkillGroup", GROUP + "food", "SkillGroup", GROUP + "work"),
        ],
        "broaderRelationsOccPillar.csv": [
            broader("Occupation", OCCUPATION + "baker", "ISCOGroup", ISCO + "7512"),
            broader("Occupation", OCCUPATION + "pastry", "Occupation", OCCUPATION + "baker"),
            broader("ISCOGroup", ISCO + "7512", "ISCOGroup", ISCO + "751"),
        ],
        "occupationSkillRelations.csv": [
            {"occupationUri": OCCUPATION + "baker", "relationType": "essential", "skillType": "skill/competence",
             "skillUri": SKILL + "bake"},
            {"occupationUri": OCCUPATION + "baker", "relationType": "optional", "skillType": "knowledge",
             "skillUri": SKILL + "yeast"},
        ],
        "skillSkillRelations.csv": [
            {"originalSkillUri": SKILL + "bake", "originalSkillType": "knowledge", "relationType": "optional",
             "relatedSkillType": "knowledge", "relatedSkillUri": SKILL + "yeast"},
        ],
    }  # fmt: skip


def skill(name: str, label: str, **values: str) -> Row:
    """A row of the table of skills."""
    return {
        "conceptType": "KnowledgeSkillCompetence", "conceptUri": SKILL + name, "skillType": "skill/competence",
        "preferredLabel": label, "status": "released", "modifiedDate": "2024-01-01T00:00:00Z", **values,
    }  # fmt: skip


def occupation(name: str, label: str, **values: str) -> Row:
    """A row of the table of occupations."""
    return {
        "conceptType": "Occupation", "conceptUri": OCCUPATION + name, "iscoGroup": "7512", "preferredLabel": label,
        "status": "released", "modifiedDate": "2024-01-02T00:00:00Z", "code": "7512.1", **values,
    }  # fmt: skip


def collected(name: str, label: str, **values: str) -> Row:
    """A row of a table of a collection."""
    return {
        "conceptType": "KnowledgeSkillCompetence", "conceptUri": SKILL + name, "preferredLabel": label,
        "status": "released", "skillType": "skill/competence", "reuseLevel": "cross-sector", "altLabels": "",
        "description": "", "broaderConceptUri": "", "broaderConceptPT": "", **values,
    }  # fmt: skip


def broader(kind: str, below: str, kind_above: str, above: str) -> Row:
    """A row of a table of broader relations."""
    return {"conceptType": kind, "conceptUri": below, "broaderType": kind_above, "broaderUri": above}


def text_of(name: str, rows: Sequence[Row], delimiter: str = ",") -> str:
    """A table as CSV; the columns are those of its kind, and whatever its rows have besides."""
    columns = list(dict.fromkeys((*COLUMNS.get(name.partition("_")[0], ()), *(key for row in rows for key in row))))
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns, delimiter=delimiter, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue()


def write_folder(folder: Path, tables: Tables) -> Path:
    """Tables as files of a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        (folder / name).write_text(text_of(name, rows), encoding="utf-8", newline="")
    return folder


def write_zip(path: Path, tables: Tables, inside: Callable[[str], str] = str) -> Path:
    """Tables as files of a zip.

    Args:
        path: the zip.
        tables: the tables.
        inside: the name of a table's file in the zip.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, rows in tables.items():
            archive.writestr(inside(name), text_of(name, rows))
    return path
