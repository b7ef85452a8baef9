"""DigComp 2.2 and ESCO: the mapping set joins concepts that exist, and says no more than it knows."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from eportfolio.resources import data_folder
from eportfolio.vocabulary.tables import read_table
from tests.support import needs_shared, shared

VOCABULARIES = data_folder("vocabularies")
SKILL = "http://data.europa.eu/esco/skill/"


@pytest.fixture(scope="module")
def mappings() -> list[dict[str, str]]:
    text = (VOCABULARIES / "mappings" / "digcomp-2.2-esco.sssom.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_every_mapping_starts_from_a_concept_of_digcomp_under_its_own_label(mappings: list[dict[str, str]]) -> None:
    labels = {row["notation"][0]: row["label@en"][0] for row in read_table(VOCABULARIES / "digcomp-2.2.tsv").rows}
    ours = {row["subject_id"].removeprefix("digcomp:"): row["subject_label"] for row in mappings}
    assert {code: labels[code] for code in ours} == ours
    assert set(labels) - set(ours) == {"2.5"}
    assert len(ours) == len(mappings)


def test_only_the_same_wording_matches_exactly(mappings: list[dict[str, str]]) -> None:
    """The two differ in the form of the verb, so the last words are the same."""
    for row in mappings:
        if row["predicate_id"] == "skos:exactMatch":
            assert row["subject_label"].split()[-2:] == row["object_label"].split()[-2:]
    assert Counter(row["predicate_id"] for row in mappings) == {"skos:exactMatch": 12, "skos:closeMatch": 13}


@needs_shared
def test_the_set_covers_the_collection_of_esco(mappings: list[dict[str, str]]) -> None:
    path = shared("vocabularies/esco-1.2.0-en/digCompSkillsCollection_en.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        collection = {row["conceptUri"]: row["preferredLabel"] for row in csv.DictReader(stream)}
    assert {row["object_id"].replace("esco:", SKILL): row["object_label"] for row in mappings} == collection
