"""Crosswalks in the layout of ESCO's partners: every dialect, and the sense of broad and narrow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from eportfolio.report.errors import UnreadableError, UnsafeError
from eportfolio.sources.limits import Limits
from eportfolio.vocabulary.errors import VocabularySourceError
from eportfolio.vocabulary.mappings.crosswalks import Reading, read_crosswalk
from eportfolio.vocabulary.mappings.kinds import MatchKind
from eportfolio.vocabulary.mappings.sets import Mapping, MappingSet
from eportfolio.vocabulary.mappings.sssom import read_sssom, write_sssom
from tests.support import shared

EXACT, CLOSE, BROAD, NARROW, RELATED = MatchKind
OCCUPATION = "http://data.europa.eu/esco/occupation/"
NO_TERM = "https://w3id.org/sssom/NoTermFound"

FACTS = """\
Mapping project name,Trades of Examplia
Mapping project author,Office of Examples
Mapping project version,2
Mapping project version date,07/06/2030
Classification 1 Name,ESCO
Classification 1 Version,1.0.9
Classification 1 Landing page,https://example.org/esco
Classification 2 Name,Examplian Trades
Classification 2 Version,N/A
Classification 2 Landing page,https://example.org/trades

classification 1 ID,classification 1 prefered label,classification 2 ID,classification 2 prefered label,mapping relation
"""
ROWS = """\
http://data.europa.eu/esco/occupation/1,baker,T1,Baker,skos:exactMatch
http://data.europa.eu/esco/occupation/1,baker,T2,"Baker, of bread",narrowMatch
http://data.europa.eu/esco/occupation/1,baker,T3,Confectioner,SKOS:closeMatch
http://data.europa.eu/esco/occupation/2,smith,T4,Farrier,skos:narrowMatch
http://data.europa.eu/esco/occupation/3,whaler,,,no relation
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a crosswalk and tell where it is."""

    def make(text: str = FACTS + ROWS, name: str = "trades.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make


def matches(mappings: MappingSet) -> list[tuple[str, MatchKind | None, str]]:
    return [(one.subject[-1], one.match, one.object.rpartition("/")[2]) for one in mappings.mappings]


EXPECTED = [
    ("1", EXACT, "T1"),
    ("1", NARROW, "T2"),
    ("1", CLOSE, "T3"),
    ("2", NARROW, "T4"),
    ("3", None, "NoTermFound"),
]


def test_a_crosswalk_is_read(write: Write) -> None:
    found = read_crosswalk(write(), reading=Reading.SKOS)
    assert matches(found) == EXPECTED
    assert found.slots == {
        "mapping_set_id": "https://w3id.org/eportfolio/v1/mappings/trades-of-examplia",
        "mapping_set_title": "Trades of Examplia", "mapping_set_version": "2", "creator_label": ("Office of Examples",),
        "license": "https://w3id.org/sssom/license/unspecified",
        "see_also": ("https://example.org/esco", "https://example.org/trades"),
        "ext_mapping_project_version_date": "07/06/2030", "ext_classification_1_name": "ESCO",
        "ext_classification_2_name": "Examplian Trades",
    }  # fmt: skip
    first = found.mappings[1]
    assert first.object == "https://w3id.org/eportfolio/v1/examplian-trades/T2"
    assert first.slots == {
        "subject_label": "baker", "object_label": "Baker, of bread",
        "subject_source": "http://data.europa.eu/esco/concept-scheme/occupations", "subject_source_version": "1.0.9",
        "object_source": "https://w3id.org/eportfolio/v1/examplian-trades/",
    }  # fmt: skip
    assert first.line == 14
    assert not found.findings


def test_a_concept_without_counterpart_names_where_none_was_found(write: Write) -> None:
    last = read_crosswalk(write(), reading=Reading.SKOS).mappings[-1]
    assert (last.object, last.match) == (NO_TERM, None)
    assert last.text("object_source") == "https://w3id.org/eportfolio/v1/examplian-trades/"


def _wrapped(text: str) -> str:
    """What a spreadsheet of the other kind makes of a CSV file: each row is one cell, then a semicolon."""
    quoted = ('"' + line.replace('"', '""') + '"' if '"' in line else line for line in text.splitlines())
    return "".join(f"{line};\r\n" for line in quoted)


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + FACTS + ROWS,
        (FACTS + ROWS).replace("\n", "\r\n"),
        _wrapped(FACTS + ROWS),
        (FACTS + ROWS).replace('"Baker, of bread"', "Baker| of bread").replace(",", ";").replace("|", ","),
        (FACTS + ROWS).replace('"Baker, of bread"', "Baker| of bread").replace(",", "\t").replace("|", ","),
    ],
    ids=["mark", "crlf", "wrapped", "semicolons", "tabs"],
)
def test_every_dialect_says_the_same(write: Write, text: str) -> None:
    found = read_crosswalk(write(text), reading=Reading.SKOS)
    assert matches(found) == EXPECTED
    assert found.mappings[1].text("object_label") == "Baker, of bread"


def test_a_row_that_a_spreadsheet_broke_in_two_is_put_together(write: Write) -> None:
    row = "http://data.europa.eu/esco/occupation/9,potter,;T9,Potter,exactMatch\r\n"
    facts = FACTS.replace(
        "prefered label,classification 2 ID", "prefered label,classification 1 URL,classification 2 ID"
    )
    found = read_crosswalk(write(_wrapped(facts) + row), reading=Reading.SKOS)
    assert matches(found) == [("9", EXACT, "T9")]


def test_the_relation_may_say_what_the_first_side_is(write: Write) -> None:
    assert matches(read_crosswalk(write(), reading=Reading.FIRST_SIDE))[1:4] == [
        ("1", BROAD, "T2"), ("1", CLOSE, "T3"), ("2", BROAD, "T4"),
    ]  # fmt: skip


@pytest.mark.parametrize("relation", ["broadMatch", "narrowMatch"])
@pytest.mark.parametrize("broader", [1, 2])
def test_where_nothing_tells_the_sense_the_rows_do(write: Write, relation: str, broader: int) -> None:
    """One roof stands over many: the side with fewer concepts is the broader one, whatever the word for that is."""
    rows = []
    for number in range(6):
        sides = [f"http://data.europa.eu/esco/occupation/{number}", f"T{number}"]
        sides[broader - 1] = "http://data.europa.eu/esco/occupation/9" if broader == 1 else "T9"
        rows.append(f"{sides[0]},a,{sides[1]},b,{relation}\n")
    found = read_crosswalk(write(FACTS + "".join(rows)))
    assert {mapping.match for mapping in found.mappings} == {NARROW if broader == 1 else BROAD}
    assert [one.name for one in found.findings] == ["vocabulary-incomplete"]


def test_a_crosswalk_comes_back_from_sssom(write: Write, tmp_path: Path) -> None:
    found = read_crosswalk(write(), reading=Reading.SKOS)
    path = tmp_path / "trades.sssom.tsv"
    path.write_text(write_sssom(found), encoding="utf-8")
    assert read_sssom(path) == found


def test_addresses_of_several_places_on_one_side(write: Write) -> None:
    rows = (
        "http://data.europa.eu/esco/occupation/1,a,https://example.org/x/1,b,exactMatch\n"
        "http://data.europa.eu/esco/isco/C2512,a,https://example.org/y#1,b,exactMatch\n"
    )
    found = read_crosswalk(write(FACTS + rows))
    assert found.prefixes == {
        "esco": "http://data.europa.eu/esco/", "isco-08": "http://data.europa.eu/esco/isco/C",
        "examplian-trades": "https://example.org/x/", "examplian-trades2": "https://example.org/y#",
    }  # fmt: skip
    assert "isco-08:2512" in write_sssom(found)


# -- bad input ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("http://data.europa.eu/esco/occupation/9,x,T9", "truncated-row"),
        ("http://data.europa.eu/esco/occupation/9,x,T9,y,exactMatch,,more", "truncated-row"),
        ("http://data.europa.eu/esco/occupation/9,x,T9,y,sameAs", "invalid-mapping"),
        ("http://data.europa.eu/esco/occupation/9,x,T9,y,", "invalid-mapping"),
        ("http://data.europa.eu/esco/occupation/9,x,,y,exactMatch", "invalid-mapping"),
        (",,,,no relation", "invalid-mapping"),
        ("http://data.europa.eu/esco/occupation/9,x,T 9,y,exactMatch", "invalid-mapping"),
        ("http://data.europa.eu/esco/occupation/2,smith,T4,Farrier,narrowMatch", "duplicate-mapping"),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_and_told(write: Write, row: str, name: str) -> None:
    found = read_crosswalk(write(FACTS + ROWS + row + "\n"), reading=Reading.SKOS)
    assert matches(found) == EXPECTED
    assert [(one.name, one.line) for one in found.findings] == [(name, 18)]
    assert "trades.csv, line 18" in found.findings[0].message


def test_columns_that_are_not_taken_are_told(write: Write) -> None:
    text = FACTS.replace("mapping relation", "mapping relation,Shoe size,Colour,Editorial note") + ROWS.replace(
        "skos:exactMatch", "skos:exactMatch,46,,well known"
    )
    found = read_crosswalk(write(text), reading=Reading.SKOS)
    assert found.mappings[0].text("comment") == "well known"
    assert [(one.name, one.line) for one in found.findings] == [("not-taken", 12)]
    assert "shoe size" in found.findings[0].message
    assert "colour" not in found.findings[0].message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("subject,object\n1,2\n", 1, "does not begin with 'Mapping project name'"),
        (FACTS.replace("mapping relation", "remark") + ROWS, None, "no row names a column Mapping relation"),
        (FACTS.replace("classification 2 ID", "trade") + ROWS, 12, "no column with the id 2"),
        (FACTS + ROWS + 'http://data.europa.eu/esco/occupation/9,"x', 18, "the row cannot be read"),
        ("Mapping project name,x\n" + "".join(f"key {number},x\n" for number in range(500)), None, "no row names"),
    ],
)
def test_a_file_in_another_layout_is_refused(write: Write, text: str, line: int | None, words: str) -> None:
    with pytest.raises(VocabularySourceError) as caught:
        read_crosswalk(write(text))
    assert words in str(caught.value)
    assert "trades.csv" in str(caught.value)
    assert caught.value.finding.line == line


def test_another_encoding_is_refused(write: Write) -> None:
    with pytest.raises(UnreadableError, match=r"trades\.csv: Byte .* is not UTF-8"):
        read_crosswalk(write(FACTS + ROWS.replace("smith", "forgeron, né"), encoding="latin-1"))


def test_a_table_without_end_is_refused(write: Write) -> None:
    with pytest.raises(UnsafeError, match="more than 3 rows"):
        read_crosswalk(write(), limits=Limits(nodes=3))


# -- the published ones ------------------------------------------------------------------------------------------

ONET = "crosswalk_esco_onet.csv"
ROME = "FR_20230607_mapping_esco_rome.csv"
SWEDISH = "SE NSC ESCO 109 mapping table 2023-11-30.csv"


@cache
def published(name: str) -> MappingSet:
    return read_crosswalk(shared(f"vocabularies/crosswalks/{name}"))


def between(mappings: MappingSet, subject: str, obj: str) -> Mapping:
    """The one mapping between two concepts, by their labels."""
    (found,) = (
        one for one in mappings.mappings if (one.text("subject_label"), one.text("object_label")) == (subject, obj)
    )
    return found


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "rows", "kinds", "prefixes"),
    [
        (ONET, 4_253, {EXACT: 498 + 43, CLOSE: 1_432, NARROW: 2_053, BROAD: 227}, ["esco", "isco-08", "onet"]),
        (ROME, 11_118, {EXACT: 1_144, CLOSE: 4_597, NARROW: 5_086, BROAD: 291}, ["esco", "rome"]),
        (SWEDISH, 20_360, {EXACT: 1_345, CLOSE: 2_016, NARROW: 4_750, BROAD: 10_908, None: 1_341}, ["esco", "jobtech"]),
    ],
)  # fmt: skip
def test_every_row_of_the_published_crosswalks(
    name: str, rows: int, kinds: dict[MatchKind, int], prefixes: list[str], tmp_path: Path
) -> None:
    found = published(name)
    assert len(found.mappings) == rows
    assert Counter(one.match for one in found.mappings) == kinds
    assert sorted(found.prefixes) == prefixes
    path = tmp_path / "published.sssom.tsv"
    path.write_text(write_sssom(found), encoding="utf-8")
    assert read_sssom(path) == found


@pytest.mark.shared
def test_five_rows_of_the_swedish_crosswalk_are_out_of_order_and_told() -> None:
    refused = [one.line for one in published(SWEDISH).findings if one.name == "invalid-mapping"]
    assert refused == [2_596, 5_261, 7_885, 13_173, 15_816]


@pytest.mark.shared
@pytest.mark.parametrize("name", [ONET, ROME])
def test_nothing_of_the_other_two_is_refused(name: str) -> None:
    assert {one.name for one in published(name).findings} <= {"not-taken"}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "subject", "obj", "kind"),
    [
        (ONET, "Chief Executives", "airport chief executive", NARROW),
        (ONET, "Chief Executives", "chief executive officer", EXACT),
        (ONET, "Hydroelectric Production Managers", "power plant manager", BROAD),
        (ONET, "Compensation and Benefits Managers", "human resources manager", BROAD),
        (ROME, "gestionnaire de patrimoine financier", "Family office", NARROW),
        (ROME, "gemmologue-expert/gemmologue-experte", "Gemmologue", BROAD),
        (SWEDISH, "3D-belysning", "3D-modellering", BROAD),
        (SWEDISH, "administrera IT-system", "Nätverk, övervakning", NARROW),
    ],
)
def test_the_sense_of_broad_and_narrow_in_real_rows(name: str, subject: str, obj: str, kind: MatchKind) -> None:
    assert between(published(name), subject, obj).match is kind


@pytest.mark.shared
@pytest.mark.parametrize("name", [ONET, ROME, SWEDISH])
def test_the_rows_themselves_tell_the_sense_that_is_known(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    known = published(name)
    monkeypatch.setattr("eportfolio.vocabulary.mappings.crosswalks._READINGS", {})
    assert read_crosswalk(shared(f"vocabularies/crosswalks/{name}")).mappings == known.mappings
