"""The structure rules of European Digital Credentials under bad input, their tables, and the forms of literals."""

from __future__ import annotations

import copy
import time
from collections.abc import Callable
from typing import Any

import pytest

from eportfolio_adapters.elm.structure import check
from eportfolio_adapters.elm.structure.iris import is_iri
from eportfolio_adapters.elm.structure.literals import exceeds, is_date_time, is_well_formed, native
from eportfolio_adapters.elm.structure.table import FULL, PROFILES, rules
from eportfolio_adapters.elm.structure.terms import terms
from tests.conformance.elm_credential import changed, credential

Json = Any
XSD = "http://www.w3.org/2001/XMLSchema#"
OUTCOME = ("credentialSubject", "hasClaim", "specifiedBy", "learningOutcome")


def found(document: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one.severity.value, one.name, one.pointer) for one in check(document)]


# -- bad input -------------------------------------------------------------------------------------------------

HOSTILE: dict[str, Json] = {
    "null": None, "number": 5, "text": "x", "list": [], "object": {}, "true": True, "lists": [[{}]], "nulls": [None],
    "value": {"@value": {}}, "id number": {"id": 5}, "id null": {"id": None, "type": None}, "type": {"type": [{}]},
    "context": {"@context": 5}, "huge": 10**400, "infinite": float("inf"), "sets": {"@set": {"@set": []}},
    "not a number": float("nan"), "double": 1.5e300,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_raises(name: str) -> None:
    def everywhere(data: Json, rebuild: Callable[[Json], Json]) -> None:
        for key in data:
            list(check(rebuild({**data, key: copy.deepcopy(HOSTILE[name])})))
            if isinstance(data[key], dict):
                everywhere(data[key], lambda inner, key=key: rebuild({**data, key: inner}))  # type: ignore[misc]

    everywhere(credential(), lambda whole: whole)
    if not isinstance(HOSTILE[name], dict):
        assert [name for _, name, _ in found(HOSTILE[name])] == ["wrong-type"]


def test_depth_is_bounded() -> None:
    document = credential()
    claim = document["credentialSubject"]["hasClaim"]
    for _ in range(20_000):
        claim["hasPart"] = {"type": "LearningAchievement"}
        claim = claim["hasPart"]
    assert "nested-too-deeply" in {name for _, name, _ in found(document)}
    lists: list[Any] = []
    document = changed("attachment", to=lists)
    for _ in range(20_000):
        lists.append([])
        lists = lists[0]
    assert found(document) == []


def test_parts_may_go_in_circles() -> None:
    document = credential()
    claim = document["credentialSubject"]["hasClaim"]
    part = {**copy.deepcopy(claim), "id": "urn:part", "hasPart": {"id": claim["id"]}}
    claim["hasPart"] = [{"id": claim["id"]}, part]
    assert found(document) == []


@pytest.mark.parametrize(
    "outcome",
    [
        lambda number: {"id": f"urn:{number}", "type": "LearningOutcome", "title": {"en": "Join"}},
        lambda number: {"id": "urn:same", "type": "LearningOutcome", "title": {"en": f"Join {number}"}},
        lambda number: {"type": "LearningOutcome", f"titel{number}": {"en": "Join"}},
    ],
    ids=["in order", "one id", "misspelt"],
)
def test_time_grows_with_the_document(outcome: Callable[[int], Json]) -> None:
    def seconds(count: int) -> float:
        document = changed(*OUTCOME, to=[outcome(number) for number in range(count)])
        start = time.process_time()
        list(check(document))
        return time.process_time() - start

    seconds(100)
    assert seconds(20_000) < 40 * seconds(1_000) + 1


def test_a_large_image_costs_nothing() -> None:
    document = credential()
    image = document["displayParameter"]["individualDisplay"]["displayDetail"]["image"]
    image["content"] = "A" * 4_000_000
    start = time.process_time()
    assert found(document) == []
    assert time.process_time() - start < 0.5


# -- tables ----------------------------------------------------------------------------------------------------


def test_the_table_is_whole() -> None:
    table = rules(frozenset({FULL}))
    assert sum(len(group.by_path) for group in table.values()) > 450
    known = set(terms().classes.values())
    for group in table.values():
        for rule in group.by_path.values():
            assert all(one <= known for one in rule.classes)
            assert rule.shapes <= set(table)
            assert rule.specification.startswith("http://data.europa.eu/snb/model/ap/edc-")
    assert set(PROFILES) >= {FULL, "edc-accredited"}


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("2024-02-29T00:00:00", True), ("2023-02-29T00:00:00Z", False), ("1900-02-29T00:00:00Z", False),
        ("2000-02-29T00:00:00Z", True), ("12024-02-29T00:00:00Z", True), ("2024-01-01T24:00:00Z", True),
        ("2024-01-01T24:00:01Z", False), ("2024-01-01T00:00:60Z", False), ("2024-01-01T00:00:00+14:00", True),
        ("2024-01-01T00:00:00+14:01", False), ("2024-01-01T00:00:00.5Z", True), ("2024-01-01", False),
        ("2024-13-01T00:00:00Z", False), ("2024-00-01T00:00:00Z", False), ("2024-01-00T00:00:00Z", False),
        ("-0044-03-15T12:00:00Z", True), ("٢٠٢٤-01-01T00:00:00Z", False), ("", False),
    ],
)  # fmt: skip
def test_dates_with_times(text: str, verdict: bool) -> None:
    assert is_date_time(text) is verdict


@pytest.mark.parametrize(
    ("datatype", "right", "wrong"),
    [
        ("duration", ("P1Y", "PT1.5S", "-P1D", "P1DT2H"), ("P", "PT", "P1DT", "1Y", "P1.5Y")),
        ("integer", ("0", "-5", "+007"), ("", "1.0", "one", "1\N{NO-BREAK SPACE}000")),
        ("positiveInteger", ("1", "+5"), ("0", "-1", "+0", "000")),
        ("decimal", ("1", "-.5", "1."), (".", "1,5", "1E3", "INF")),
        ("boolean", ("true", "0"), ("True", "yes", "")),
        ("anyURI", ("anything goes", ""), ()),
    ],
)
def test_lexical_forms(datatype: str, right: tuple[str, ...], wrong: tuple[str, ...]) -> None:
    assert all(is_well_formed(text, XSD + datatype) for text in right)
    assert not any(is_well_formed(text, XSD + datatype) for text in wrong)


def test_bounds_of_integers_of_any_length() -> None:
    assert not exceeds("100", 100)
    assert not exceeds("+0100", 100)
    assert not exceeds("-500", 100)
    assert exceeds("101", 100)
    assert exceeds("9" * 10_000, 100)


@pytest.mark.parametrize(
    ("value", "text", "datatype"),
    [
        ("oak", "oak", "string"), (True, "true", "boolean"), (5, "5", "integer"), (5.0, "5", "integer"),
        (5.5, "5.5E0", "double"), (0.00015, "1.5E-4", "double"), (10**21, "1.0E21", "double"),
        (-1e300, "-1.0E300", "double"), (10**400, "INF", "double"),
    ],
)  # fmt: skip
def test_literals_of_json(value: Json, text: str, datatype: str) -> None:
    assert native(value, "") == (text, XSD + datatype, "")
    assert native(value, f"{XSD}string") == (text, f"{XSD}string", "")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("urn:epass:person:1", True), ("https://example.org", True), ("http://[::1]:80/a?b=c/d#e", True),
        ("did:web:example.org:a", True), ("mailto:noor@example.org", True), ("urn:no\u00f6r", True), ("a:", True),
        ("urn:a%2F", True), ("", False), ("person", False), ("1a:b", False), ("urn:a b", False), ("urn:a%2", False),
        ("urn:a<b>", False), ("http://[x", False), ("http://a/[b]", False), ("http://a:b/", False),
        ("urn:a#b#c", False), ("urn:a\u00a0b", False), ("urn:a\ue000", False), ("urn:a?\ue000", True),
        ("urn:" + "a/" * 100_000, True),
    ],
)  # fmt: skip
def test_iris(text: str, verdict: bool) -> None:
    assert is_iri(text) is verdict
