"""EQF, national frameworks, CEFR, DigComp and the lists of the European Learning Model: complete, cited, official."""

from __future__ import annotations

import csv
from collections import Counter
from functools import cache

import pytest
from lxml import etree

from eportfolio.resources import data_folder
from eportfolio.vocabulary import schemes
from eportfolio.vocabulary.tables import Cells, Table, read_table
from tests.support import needs_shared, shared

XSD = "{http://www.w3.org/2001/XMLSchema}"
ACCREDITED = "http://data.europa.eu/snb/credential/6cf8e68c43"

# table: scheme, concepts, official list (None: the list is not published as a schema)
LISTS: dict[str, tuple[str, int, str | None]] = {
    "eqf": (schemes.EQF, 8, "eqf"),
    "nqf": (schemes.NQF, 424, "nqf"),
    "eu-accreditation": (schemes.ACCREDITATION, 5, "europass-accreditation-types"),
    "eu-accreditation-decision": (schemes.ACCREDITATION_DECISION, 1, None),
    "eu-assessment": (schemes.ASSESSMENT, 14, "europass-learning-assessment-types"),
    "eu-credential": (schemes.CREDENTIAL, 7, "europass-credential-types"),
    "eu-currency": (schemes.CURRENCY, 179, "currency"),
    "eu-dcf": (schemes.DIGITAL_COMPETENCE_FRAMEWORK, 9, None),
    "eu-education-credit": (schemes.EDUCATION_CREDIT, 2, "credit-points"),
    "eu-encoding": (schemes.ENCODING, 1, "europass-content-encoding-types"),
    "eu-entitlement": (schemes.ENTITLEMENT, 3, "europass-learning-entitlement-types"),
    "eu-entitlement-status": (schemes.ENTITLEMENT_STATUS, 2, "europass-learning-entitlement-statuses"),
    "eu-evidence-type": (schemes.EVIDENCE_TYPE, 3, None),
    "eu-file-type": (schemes.FILE_TYPE, 195, "file-type"),
    "eu-human-sex": (schemes.HUMAN_SEX, 5, None),
    "eu-learning-activity": (schemes.LEARNING_ACTIVITY, 11, "europass-learning-activity-types"),
    "eu-learning-assessment": (schemes.LEARNING_ASSESSMENT, 6, "europass-modes"),
    "eu-learning-opportunity": (schemes.LEARNING_OPPORTUNITY, 12, "europass-learning-opportunity-types"),
    "eu-learning-schedule": (schemes.LEARNING_SCHEDULE, 3, "europass-learning-schedule-types"),
    "eu-learning-setting": (schemes.LEARNING_SETTING, 2, "europass-learning-setting-types"),
    "eu-skill-reuse-level": (schemes.SKILL_REUSE_LEVEL, 4, "skill-reuse-levels"),
    "eu-skill-type": (schemes.SKILL_TYPE, 2, "skill-types"),
    "eu-supervision-verification": (schemes.SUPERVISION_VERIFICATION, 3, None),
    "eu-target-group": (schemes.TARGET_GROUP, 20, "europass-target-groups"),
    "eu-verification": (schemes.VERIFICATION, 7, None),
    "eu-verification-status": (schemes.VERIFICATION_STATUS, 3, None),
    "cefr": (schemes.CEFR, 10, None),
    "cefr-activities": (schemes.CEFR_ACTIVITIES, 11, None),
    "digcomp-2.2": (schemes.DIGCOMP_2_2, 26, None),
    "digcomp-3.0": (schemes.DIGCOMP_3_0, 26, None),
    "digcomp-areas": (schemes.DIGCOMP_AREAS, 5, None),
    "digcomp-levels-2.2": (schemes.DIGCOMP_2_2_LEVELS, 12, None),
    "digcomp-levels-3.0": (schemes.DIGCOMP_3_0_LEVELS, 12, None),
    "digital-self-assessment": (schemes.DIGITAL_SELF_ASSESSMENT, 3, None),
    "driving-licence": (schemes.DRIVING_LICENCE, 15, None),
}
OFFICIAL = {name: official for name, (_, _, official) in LISTS.items() if official}
EXTRA = {
    "eu-accreditation": {"http://data.europa.eu/snb/accreditation/c_1f1a469a"},
    "eu-credential": {
        "http://data.europa.eu/snb/credential/c_7e400154",
        "http://data.europa.eu/snb/credential/c_9a31f32a",
    },
}


@cache
def table(name: str) -> Table:
    return read_table(data_folder("vocabularies") / f"{name}.tsv")


def by_uri(name: str) -> dict[str, Cells]:
    template = table(name).uri_template
    return {
        row["uri"][0] if "uri" in row else template.replace("{notation}", row["notation"][0]): row
        for row in table(name).rows
    }


def official(list_name: str) -> tuple[str, dict[str, str]]:
    """The scheme and the labels by URI of a list as the European Learning Model publishes it."""
    root = etree.parse(shared(f"vocabularies/eu-controlled-vocabularies/xsd-cv/{list_name}.xsd")).getroot()
    labels = {
        entry.get("value"): " ".join(entry.findtext(f".//{XSD}documentation").split())
        for entry in root.iter(f"{XSD}enumeration")
    }
    return root.get("targetNamespace"), labels


@pytest.mark.parametrize("name", LISTS)
def test_the_head_names_scheme_source_and_date(name: str) -> None:
    description = table(name).description
    assert (description.name, description.uri) == (name, LISTS[name][0])
    assert description.title
    assert description.version
    assert description.sources
    assert description.date[:4].isdigit()


@pytest.mark.parametrize("name", LISTS)
def test_the_table_is_complete_and_its_uris_and_notations_are_unique(name: str) -> None:
    rows = table(name).rows
    assert len(rows) == len(by_uri(name)) == LISTS[name][1]
    notations = [row["notation"][0] for row in rows if "notation" in row]
    assert len(set(notations)) == len(notations)
    assert [row for row in rows if len(row.get("label@en", ())) != 1] == []


def test_no_two_tables_share_a_scheme_or_a_concept() -> None:
    assert len({table(name).description.uri for name in LISTS}) == len(LISTS)
    uris = Counter(uri for name in LISTS for uri in by_uri(name))
    assert [uri for uri, times in uris.items() if times > 1] == []


@needs_shared
@pytest.mark.parametrize("name", OFFICIAL)
def test_the_table_equals_the_official_list(name: str) -> None:
    scheme, labels = official(OFFICIAL[name])
    assert scheme == table(name).description.uri
    ours = {uri: row["label@en"][0] for uri, row in by_uri(name).items()}
    assert set(ours) - EXTRA.get(name, set()) == set(labels)
    assert {uri: ours[uri] for uri in labels if uri != ACCREDITED} == {
        uri: label for uri, label in labels.items() if uri != ACCREDITED
    }


@needs_shared
def test_a_label_that_has_changed_since_the_official_list_is_kept_as_an_alternative() -> None:
    _, labels = official("europass-credential-types")
    row = by_uri("eu-credential")[ACCREDITED]
    assert (row["label@en"], row["alternative@en"]) == (("Accredited",), (labels[ACCREDITED],))


def test_every_national_level_belongs_to_one_of_the_frameworks() -> None:
    rows = by_uri("nqf")
    types = Counter(row["type"][0] for row in rows.values())
    assert types == {"framework": 43, "level": 381}
    for row in rows.values():
        if row["type"] == ("level",):
            framework = rows[row["group"][0]]
            assert framework["type"] == ("framework",)
            assert row["property:country"] == framework["property:country"]
            assert row["label@en"][0].startswith(framework["property:abbreviation"][0])


def test_a_part_of_a_national_level_lies_below_that_level() -> None:
    rows = by_uri("nqf")
    parts = {row["label@en"][0]: rows[row["broader"][0]] for row in rows.values() if "broader" in row}
    assert len(parts) == 10
    assert all(part[:-2].rstrip(".") == whole["label@en"][0].rstrip() for part, whole in parts.items())


@pytest.mark.parametrize(
    ("framework", "levels"),
    [
        ("Dutch National Qualifications Framework", "Entry 1 2 3 4 4+ 5 6 7 8"),
        ("Scottish Credit and Qualifications Framework", "1 2 3 4 5 6 7 8 9 10 11 12"),
        ("Irish National Framework of Qualifications", "1 2 3 4 5 6 7 8 9 10"),
        ("Norwegian Qualifications Framework", "1 2 3 4 5.1 5.2 6.1 6.2 7 8"),
        ("German National Qualifications Framework", "1 2 3 4 5 6 7 8"),
    ],
)
def test_a_framework_has_its_own_levels(framework: str, levels: str) -> None:
    rows = by_uri("nqf")
    uri = next(uri for uri, row in rows.items() if row["label@en"] == (framework,))
    assert [row["property:level"][0] for row in rows.values() if row.get("group") == (uri,)] == levels.split()


def test_the_cefr_counts_its_levels_upwards_and_a_plus_level_is_part_of_its_level() -> None:
    rows = {row["notation"][0]: row for row in table("cefr").rows}
    ordered = sorted(rows, key=lambda code: int(rows[code]["property:order"][0]))
    assert ordered == ["Pre-A1", "A1", "A2", "A2+", "B1", "B1+", "B2", "B2+", "C1", "C2"]
    assert {code: row["broader"][0] for code, row in rows.items() if "broader" in row} == {
        "A2+": "A2",
        "B1+": "B1",
        "B2+": "B2",
    }


@pytest.mark.parametrize("name", ["digcomp-2.2", "digcomp-3.0"])
def test_digcomp_has_five_areas_and_twenty_one_competences(name: str) -> None:
    rows = {row["notation"][0]: row for row in table(name).rows}
    competences = {code: row for code, row in rows.items() if row["type"] == ("competence",)}
    assert len(competences) == 21
    assert set(rows) - set(competences) == set("12345")
    assert all(row["group"] == (code[0],) for code, row in competences.items())


def test_the_two_versions_of_digcomp_are_never_related() -> None:
    for name in ("digcomp-2.2", "digcomp-3.0", "digcomp-levels-2.2", "digcomp-levels-3.0", "digcomp-areas"):
        other = "3.0" if name.endswith(("2.2", "areas")) else "2.2"
        related = [value for row in table(name).rows for column in row if "match" in column for value in row[column]]
        assert [value for value in related if f"-{other}/" in value] == []


@needs_shared
def test_every_concept_that_published_credentials_use_is_known() -> None:
    """With the label it has there.  ESCO, ISCED-F, countries and languages are tested elsewhere."""
    with shared("formats/elm/cv_observed.csv").open(encoding="utf-8", newline="") as stream:
        observed = [row for row in csv.DictReader(stream) if row["concept"].startswith("http://") and row["label"]]
    ours = {uri: row for name in LISTS for uri, row in by_uri(name).items()}
    known = {LISTS[name][0] for name in LISTS}
    checked = [row for row in observed if row["scheme"] in known]
    assert len(checked) > 30
    for row in checked:
        concept = ours[row["concept"]]
        assert row["label"] in (*concept["label@en"], *concept.get("alternative@en", ()))
