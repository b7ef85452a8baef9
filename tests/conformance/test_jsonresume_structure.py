"""Our structure rules of JSON Resume give the verdicts of the official JSON Schema 1.3.1, place by place.

The oracle is the schema with the formats that jsonschema checks by itself: ``email`` is checked, ``uri`` is not, as
in the official test suite, whose vectors take ``foo-bar-baz`` for a valid ``$schema``.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, FormatChecker

from eportfolio.exchange.adapter import Level
from eportfolio.sources.source import Source
from eportfolio_adapters.jsonresume.adapter import JSONRESUME
from tests.support import needs_shared, shared, shared_files

pytestmark = needs_shared

FIXTURES = sorted((Path(__file__).parent.parent / "adapters/fixtures").glob("resume-*.json"))
SAMPLES = [*FIXTURES, *shared_files("samples/jsonresume/*resume.json")]
WRONG: tuple[Any, ...] = (
    None,
    True,
    7,
    2.5,
    "",
    "text",
    "2001-19-39",
    "2013-12-021",
    [],
    ["text"],
    [7],
    {},
    {"name": 7},
    [{"name": []}],
)


@cache
def official() -> Draft7Validator:
    schema = json.loads(shared("schemas/jsonresume/schema-1.3.1.json").read_bytes())
    return Draft7Validator(schema, format_checker=FormatChecker(("email",)))


def ours(data: Any) -> set[str]:
    source = Source(json.dumps(data).encode(), "(data)")
    return {item.pointer for item in JSONRESUME.check(source, Level.STRUCTURE)}


def theirs(data: Any) -> set[str]:
    return {"".join(f"/{step}" for step in error.absolute_path) for error in official().iter_errors(data)}


def vectors() -> Iterator[tuple[str, Any]]:
    for path in shared_files("schemas/jsonresume/validity-vectors/*.json"):
        for name, data in json.loads(path.read_bytes()).items():
            yield f"{path.stem}-{name}", data if isinstance(data, dict) else {"awards": [{"date": data}]}


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in vectors()])
def test_vectors(data: Any) -> None:
    assert ours(data) == theirs(data)


def test_the_verdict_of_a_vector_is_the_one_its_name_says() -> None:
    verdicts = [(name, not ours(data)) for name, data in vectors()]
    assert len(verdicts) > 100
    assert {name for name, valid in verdicts if valid == name.lower().endswith("invalid")} == set()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_samples_are_valid(path: Path) -> None:
    data = json.loads(path.read_bytes())
    assert ours(data) == theirs(data) == set()


def places(value: Any, steps: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield steps
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        yield from places(member, (*steps, step))


def with_fault(data: Any, steps: tuple[Any, ...], fault: Any) -> Any:
    if not steps:
        return fault
    result = copy.deepcopy(data)
    target = result
    for step in steps[:-1]:
        target = target[step]
    target[steps[-1]] = fault
    return result


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_place_with_every_wrong_value(path: Path) -> None:
    data = json.loads(path.read_bytes())
    compared = 0
    for steps in places(data):
        for fault in WRONG:
            faulty = with_fault(data, steps, fault)
            assert ours(faulty) == theirs(faulty), (steps, fault)
            compared += 1
    assert compared > 400


def test_a_finding_says_what_is_expected_and_where() -> None:
    (finding,) = JSONRESUME.check(Source(b'{"work": [{"highlights": "one"}]}', "(data)"), Level.STRUCTURE)
    assert (finding.name, finding.pointer) == ("wrong-type", "/work/0/highlights")
    assert finding.message == "Here a list is expected, and there is a text."
