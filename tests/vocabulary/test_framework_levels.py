"""National levels and the EQF: every pair exists and is cited, and no framework is taken to be one-to-one."""

from __future__ import annotations

import csv
import re
from collections import Counter
from itertools import pairwise

import pytest

from eportfolio.resources import data_folder
from eportfolio.vocabulary.frameworks import cefr_rank, eqf_levels_of
from eportfolio.vocabulary.tables import Cells, read_table

MAPPINGS = data_folder("vocabularies") / "mappings" / "nqf-eqf.sssom.tsv"
NQF = "http://data.europa.eu/snb/qdr/"


@pytest.fixture(scope="module")
def levels() -> dict[str, Cells]:
    rows = read_table(data_folder("vocabularies") / "nqf.tsv").rows
    return {row["uri"][0]: row for row in rows if row["type"] == ("level",)}


@pytest.fixture(scope="module")
def uris(levels: dict[str, Cells]) -> dict[str, str]:
    """URIs by the official label of the level."""
    return {row["label@en"][0]: uri for uri, row in levels.items()}


@pytest.fixture(scope="module")
def mappings() -> list[dict[str, str]]:
    lines = [line for line in MAPPINGS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    ("national", "european"),
    [
        ("NLQF Level 4", "4"),
        ("NLQF Level 4+", "4"),
        ("NLQF Entry Level", ""),
        ("NLQF Level 8", "8"),
        ("SCQF Level 1", ""),
        ("SCQF Level 2", ""),
        ("SCQF Level 3", "1"),
        ("SCQF Level 7", "5"),
        ("SCQF Level 8", "5"),
        ("SCQF Level 10", "6"),
        ("SCQF Level 12", "8"),
        ("IE NQF Level 1", "1"),
        ("IE NQF Level 2", "1"),
        ("IE NQF Level 6", "5"),
        ("IE NQF Level 8", "6"),
        ("IE NQF Level 10", "8"),
        ("RQF Entry Levels 1-2", ""),
        ("RQF Entry Level 3", "1"),
        ("RQF Level 1", "2"),
        ("RQF Level 4", "5"),
        ("RQF Level 5", "5"),
        ("CQFW Level 3", "4"),
        ("SQF Level 5", "4"),
        ("SQF Level 9", "8"),
        ("ISQF Level 1", "2"),
        ("ISQF Level 5.2", "6"),
        ("ISQF Level 7", "8"),
        ("NQF RNCP Level V", "3"),
        ("NQF RNCP Level II-Grade de Licence", "6"),
        ("NKR Level 1", ""),
        ("NKR Level 5.1", "5"),
        ("CyQF Level 7c", "7"),
        ("MQF Level A", ""),
        ("BQF Level 0", ""),
        ("BH NQF Level 6", ""),
        ("DQR Level 6", "6"),
    ],
)
def test_a_national_level_leads_to_the_eqf_levels_it_is_referenced_to(
    uris: dict[str, str], national: str, european: str
) -> None:
    assert eqf_levels_of(uris[national]) == tuple(european.split())


def test_an_unknown_level_has_no_eqf_level() -> None:
    assert eqf_levels_of(NQF + "c_00000000") == ()


def test_every_mapping_joins_levels_that_exist_under_their_own_labels(
    levels: dict[str, Cells], mappings: list[dict[str, str]]
) -> None:
    eqf = {row["notation"][0]: row["label@en"][0] for row in read_table(MAPPINGS.parent.parent / "eqf.tsv").rows}
    for row in mappings:
        assert levels[row["subject_id"].replace("nqf:", NQF)]["label@en"] == (row["subject_label"],)
        assert eqf[row["object_id"].removeprefix("eqf:")] == row["object_label"]
    pairs = Counter((row["subject_id"], row["object_id"]) for row in mappings)
    assert set(pairs.values()) == {1}


def test_every_mapping_names_its_source_its_year_and_the_pages_that_were_read(mappings: list[dict[str, str]]) -> None:
    """What was read about a pair decides its confidence: the pair itself, or only that its framework is referenced."""
    marks = {"1.0": " Read in: ", "0.8": " The referencing, not the pair, was read in: "}
    for row in mappings:
        assert row["other"].isdigit()
        assert f"({row['other']}" in row["comment"]
        assert row["mapping_justification"] == "semapv:ManualMappingCuration"
        assert [confidence for confidence, mark in marks.items() if mark in row["comment"]] == [row["confidence"]]
        assert all(re.fullmatch(r"https?://[\w.-]+/\S*", page) for page in row["see_also"].split("|"))


def test_the_head_counts_the_pairs_that_were_read(mappings: list[dict[str, str]]) -> None:
    read = Counter(row["confidence"] for row in mappings)
    head = MAPPINGS.read_text(encoding="utf-8")
    assert f"{read['1.0']} pairs were read in a published page; of the other {read['0.8']} " in head


def test_only_pairs_of_single_levels_match_exactly(levels: dict[str, Cells], mappings: list[dict[str, str]]) -> None:
    """Two levels of one framework that match one EQF level exactly would be the same level."""
    exact = [row for row in mappings if row["predicate_id"] == "skos:exactMatch"]
    subjects = Counter(row["subject_id"] for row in mappings)
    assert [row["subject_label"] for row in exact if subjects[row["subject_id"]] > 1] == []
    frameworks = Counter(
        (levels[row["subject_id"].replace("nqf:", NQF)]["group"][0], row["object_id"]) for row in exact
    )
    assert set(frameworks.values()) == {1}
    assert {row["predicate_id"] for row in mappings} == {"skos:exactMatch", "skos:broadMatch", "skos:narrowMatch"}


def test_the_head_counts_the_levels_that_have_no_mapping(
    levels: dict[str, Cells], mappings: list[dict[str, str]]
) -> None:
    head = "".join(line for line in MAPPINGS.read_text(encoding="utf-8").splitlines(True) if line.startswith("#"))
    mapped = {row["subject_id"].replace("nqf:", NQF) for row in mappings}
    without = [uri for uri in levels if uri not in mapped]
    assert f"{len(levels) - len(without)} of {len(levels)} levels are mapped; {len(without)} have no mapping" in head
    assert len(without) == 46


def test_only_pairs_that_were_read_are_told(mappings: list[dict[str, str]]) -> None:
    for row in mappings:
        told = eqf_levels_of(row["subject_id"].replace("nqf:", NQF))
        assert (row["object_id"].removeprefix("eqf:") in told) is (row["confidence"] == "1.0")


def test_frameworks_that_are_not_referenced_have_no_mapping_at_all(
    levels: dict[str, Cells], mappings: list[dict[str, str]]
) -> None:
    subjects = {row["subject_id"].replace("nqf:", NQF) for row in mappings}
    mapped = {row["property:abbreviation"][0] for uri, row in levels.items() if uri in subjects}
    every = {row["property:abbreviation"][0] for row in levels.values()}
    assert every - mapped == {"AQF", "BH NQF", "MECU", "QDG"}


def test_cefr_levels_are_compared_by_their_place() -> None:
    places = [cefr_rank(level) for level in ("Pre-A1", "A1", "A2", "A2+", "B1", "B1+", "B2", "B2+", "C1", "C2")]
    assert all(lower < higher for lower, higher in pairwise(place for place in places if place is not None))
    assert None not in places


@pytest.mark.parametrize(("written", "level"), [(" b1+ ", "B1+"), ("pre-a1", "Pre-A1")])
def test_the_spelling_of_a_cefr_level_does_not_matter(written: str, level: str) -> None:
    assert cefr_rank(written) == cefr_rank(level)


@pytest.mark.parametrize("text", ["", "D1", "A1+", "fluent"])
def test_what_is_no_cefr_level_has_no_place(text: str) -> None:
    assert cefr_rank(text) is None
