"""The code lists of education, occupations and economic activities: complete, cited, equal to the official lists."""

from __future__ import annotations

import csv
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

from eportfolio.resources import data_folder
from eportfolio.vocabulary import schemes
from eportfolio.vocabulary.tables import Cells, Table, read_table
from tests.support import needs_shared, shared

TABLES = {
    "isced-2011.tsv": schemes.ISCED_2011,
    "isced-97-fields.tsv": schemes.ISCED_97_FIELDS,
    "isced-97-levels.tsv": schemes.ISCED_97_LEVELS,
    "isced-f.tsv": schemes.ISCED_F,
    "isco-08.tsv": schemes.ISCO_08,
    "isco-88.tsv": schemes.ISCO_88,
    "nace-2.tsv": schemes.NACE_2,
    "nace-2.1.tsv": schemes.NACE_2_1,
}
ALPHABETS = {"el": "GREEK", "bg": "CYRILLIC", "mk": "CYRILLIC", "uk": "CYRILLIC"}
XSD = "{http://www.w3.org/2001/XMLSchema}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@cache
def table(name: str) -> Table:
    return read_table(data_folder("vocabularies") / name)


def uri(row: Cells, of: Table) -> str:
    return of.uri_template.replace("{notation}", row["notation"][0])


def by_uri(name: str) -> dict[str, Cells]:
    return {uri(row, table(name)): row for row in table(name).rows}


def by_code(name: str) -> dict[str, Cells]:
    return {row["notation"][0]: row for row in table(name).rows}


def lengths(name: str) -> Counter[int]:
    return Counter(len(code) for code in by_code(name))


@pytest.mark.parametrize("name", TABLES)
def test_the_head_names_scheme_source_and_date(name: str) -> None:
    description = table(name).description
    assert description.uri == TABLES[name]
    assert description.sources
    assert description.date[:4].isdigit()
    assert name.startswith(description.name)


@pytest.mark.parametrize("name", TABLES)
def test_codes_and_uris_are_unique_and_every_concept_has_an_english_label(name: str) -> None:
    rows = table(name).rows
    assert len(by_code(name)) == len(by_uri(name)) == len(rows)
    assert [row["notation"] for row in rows if "label@en" not in row] == []


@pytest.mark.parametrize("name", TABLES)
def test_no_label_has_stray_space_or_stands_twice_on_a_concept(name: str) -> None:
    for row in table(name).rows:
        labels = [(column, text) for column, texts in row.items() if "@" in column for text in texts]
        assert [text for _, text in labels if text != " ".join(text.split())] == []
        assert len({(column.partition("@")[2], text) for column, text in labels}) == len(labels)


@pytest.mark.parametrize("name", TABLES)
def test_every_concept_that_is_not_at_the_top_hangs_below_one_that_is_there(name: str) -> None:
    codes = by_code(name)
    top = {"isced-f.tsv": 2, "isced-2011.tsv": 1, "isced-97-levels.tsv": 1}.get(name, 1)
    for code, row in codes.items():
        if len(code) == top and not (code.isdigit() and name.startswith("nace")):
            assert "broader" not in row
        else:
            (above,) = row["broader"]
            assert above in codes
            assert above != code


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("isced-2011.tsv", {1: 9}),
        ("isced-97-levels.tsv", {1: 7, 2: 11}),
        ("isced-97-fields.tsv", {1: 10, 2: 26, 3: 96}),
        ("isced-f.tsv", {2: 12, 3: 58, 4: 150}),
        ("isco-08.tsv", {1: 10, 2: 43, 3: 130, 4: 436}),
        ("nace-2.tsv", {1: 21, 2: 88}),
        ("nace-2.1.tsv", {1: 22, 2: 87}),
    ],
)
def test_the_number_of_codes_of_each_length(name: str, counts: dict[int, int]) -> None:
    assert lengths(name) == counts


def test_isco_88_has_the_groups_of_the_ilo_those_of_the_eu_and_the_occupations_of_europass() -> None:
    only_eu = {"247", "2470", "7139", "8287"}
    ilo = Counter(len(code) for code in by_code("isco-88.tsv") if code not in only_eu)
    assert ilo == {1: 10, 2: 28, 3: 116, 4: 390, 5: 564}
    assert only_eu <= set(by_code("isco-88.tsv"))


@pytest.mark.parametrize("name", ["isced-f.tsv", "isco-08.tsv", "isced-97-fields.tsv"])
def test_a_code_continues_the_code_above_it(name: str) -> None:
    assert all(code.startswith(row["broader"][0]) for code, row in by_code(name).items() if "broader" in row)


def test_the_occupations_of_europass_hang_below_the_group_that_has_their_title() -> None:
    codes = by_code("isco-88.tsv")
    moved = {
        code: row["broader"][0] for code, row in codes.items() if not code.startswith(row.get("broader", ("",))[0])
    }
    assert moved == {
        "11431": "1210", "12214": "1222", "12215": "1223", "12263": "1227", "34311": "3439", "74242": "7431",
    }  # fmt: skip
    assert codes["12215"]["label@en"] == ("Production and operations department manager in construction",)


@pytest.mark.parametrize(
    ("name", "languages"),
    [("isced-f.tsv", {"bg", "de", "el", "fr", "ga", "nl", "uk"}), ("isco-08.tsv", {"en", "fr", "nl"}),
     ("isco-88.tsv", {"de", "el", "fr", "nl", "sl"}), ("nace-2.tsv", {"de", "el", "fr", "nl", "nb", "tr"}),
     ("isced-2011.tsv", {"de", "en", "fr"})],
)  # fmt: skip
def test_labels_are_there_in_other_languages(name: str, languages: set[str]) -> None:
    there = {column.partition("@")[2] for row in table(name).rows for column in row if column.startswith("label@")}
    assert languages <= there


def test_fields_of_different_titles_have_different_translations() -> None:
    titles: dict[tuple[str, str], set[str]] = {}
    for row in table("isced-f.tsv").rows:
        for column, (text,) in row.items():
            if column.startswith("label@"):
                titles.setdefault((column, text.lower()), set()).add(row["label@en"][0])
    assert {key: value for key, value in titles.items() if len(value) > 1} == {}


@pytest.mark.parametrize("name", ["isced-f.tsv", "isco-08.tsv", "nace-2.tsv"])
def test_alphabets_are_not_mixed(name: str) -> None:
    for row in table(name).rows:
        for column, texts in row.items():
            alphabet = ALPHABETS.get(column.partition("@")[2], "LATIN")
            other = {c for text in texts for c in text if c.isalpha() and alphabet not in unicodedata.name(c)}
            assert not other, (row["notation"], column, texts)


def enumeration(path: str) -> dict[str, str]:
    tree = etree.parse(shared(path))
    found = ((item.get("value"), item.findtext(f".//{XSD}documentation")) for item in tree.iter(f"{XSD}enumeration"))
    return {str(value): " ".join((text or "").split()) for value, text in found}


@needs_shared
def test_isced_f_is_the_list_of_the_european_union() -> None:
    official = enumeration("vocabularies/eu-controlled-vocabularies/xsd-cv/isced-f.xsd")
    assert len(official) == 220
    assert {key: row["label@en"][0] for key, row in by_uri("isced-f.tsv").items()} == official


@needs_shared
@pytest.mark.parametrize(
    ("language", "folder"), [("en", "esco-1.2.0-en"), ("fr", "esco-1.2.0-fr"), ("nl", "esco-1.1.1-nl-partial")]
)
def test_isco_08_has_code_uri_and_title_of_esco(language: str, folder: str) -> None:
    path: Path = shared(f"vocabularies/{folder}/ISCOGroups_{language}.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        official = {
            (row["conceptUri"], row["code"], " ".join(row["preferredLabel"].split())) for row in csv.DictReader(stream)
        }
    assert len(official) == 619
    ours = by_uri("isco-08.tsv")
    assert {(key, row["notation"][0], row[f"label@{language}"][0]) for key, row in ours.items()} == official


@needs_shared
def test_nace_2_has_sections_and_divisions_of_eurostat() -> None:
    with shared("vocabularies/nace/nace_rev2.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["Level"] in ("1", "2")]
    official = {row["Code"]: (row["Parent"], " ".join(row["Description"].split()).lower()) for row in rows}
    assert len(official) == 109
    ours = by_code("nace-2.tsv")
    assert {
        code: ("".join(row.get("broader", ())), row["label@en"][0].lower()) for code, row in ours.items()
    } == official


@needs_shared
def test_nace_2_1_has_sections_and_divisions_of_eurostat() -> None:
    with shared("vocabularies/nace/nace_rev2.1_naceconverter.csv").open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream, delimiter=";") if row["level"] in ("1", "2")]
    official = {row["code"]: (row["parentCode"], " ".join(row["name"].split())) for row in rows}
    assert len(official) == 109
    ours = by_code("nace-2.1.tsv")
    assert {code: ("".join(row.get("broader", ())), row["label@en"][0]) for code, row in ours.items()} == official


@needs_shared
@pytest.mark.parametrize("version", ["3", "4.0"])
def test_isco_88_knows_every_code_and_word_of_the_lists_of_europass(version: str) -> None:
    path = shared(f"schemas/europass-legacy/xsd/lists/EuropassISCO_88_COM_V1.{version}.xsd")
    ours = by_code("isco-88.tsv")
    french, slips = (
        {"71420", "72410"},
        {
            "12311": {"Verwaltunsleiter", "Verwaltunsleiterin"},
            "32320": {
                "M\N{GREEK SMALL LETTER ALPHA}\N{GREEK SMALL LETTER IOTA WITH TONOS}\N{GREEK SMALL LETTER ALPHA}"
            },
        },
    )
    for item in etree.parse(path).iter(f"{XSD}enumeration"):
        code = str(item.get("value"))
        row = ours[code]
        words = {text.lower() for column, texts in row.items() if "@" in column for text in texts}
        for note in item.iter(f"{XSD}documentation"):
            text = " ".join((note.text or "").split())
            expected = len(code) > 3 and text and text not in slips.get(code, ())
            if expected and not (code in french and note.get(LANGUAGE) == "en"):
                assert text.lower() in words, code
