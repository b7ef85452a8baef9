"""Our structure rules for the JSON notation of the SkillsPassport against the official schemas: equal verdicts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft4Validator

from eportfolio.exchange.adapter import Level
from eportfolio.report.findings import Finding, Severity
from eportfolio.sources.source import Source
from eportfolio_adapters.europass_legacy.adapter import JSON
from eportfolio_adapters.europass_legacy.jsonrules import Content, json_shape
from tests.support import SHARED as FOUND
from tests.support import needs_shared, shared_files

pytestmark = [pytest.mark.shared, needs_shared]

SCHEMAS = (FOUND or Path()) / "schemas" / "europass-legacy" / "json-schema"
SAMPLES = shared_files("samples/europass/legacy/*.json")
VERSIONS = json_shape().versions
Path_ = tuple[str | int, ...]

UUID = "f2b15a0e-e65a-438a-affb-29b9d50b77d1"
PROBES = (
    "", "x", " ", "en", "EN", "eng", "sr-lat", "FR", "fr", "FRA", "1", "8", "9", "21", "219", "41150", "411500", "A",
    "U", "V", "A1", "V3.4", "V3.10", "3.4", "heading_1", "heading_10", "opening-salut-1",
    "opening-salut-12-impersonal", "closing-salut-0", "closing-salut-10", "AM", UUID,
    f"about {UUID}\nand more", UUID[:-1],
)  # fmt: skip
"""Texts that tell the patterns of the schemas apart from their neighbours."""

WRONG = ({}, [], None, True, 7, 2.5, "zz", [{}], ["zz"], {"Zz": 1}, [[]])
"""Values of every type."""


@cache
def official(version: str) -> Any:
    """A published schema.  Where a reference lacks its slash it is read as if it had one."""
    text = next((SCHEMAS / f"v{version}").glob("*.json")).read_text(encoding="utf-8")
    schema = json.loads(text.replace('"#definitions/', '"#/definitions/'))
    del schema["id"]
    schema["$schema"] = "http://json-schema.org/draft-04/schema#"
    return schema


@cache
def oracle(version: str) -> Draft4Validator:
    return Draft4Validator(official(version))


def ours(data: Any, version: str) -> list[str]:
    return [f"{fault.rule} {fault.pointer}" for fault in json_shape().faults(data, version)]


def agree(data: Any, version: str) -> bool:
    return oracle(version).is_valid(data) is not bool(ours(data, version))


def checked(data: Any) -> list[Finding]:
    return list(JSON.check(Source(json.dumps(data).encode(), "-"), Level.STRUCTURE))


# -- rule by rule ------------------------------------------------------------------------------------------


def normal(schema: Any, definitions: Any) -> Any:
    """A schema with its references and unions worked in, in a form that our rules can be compared with."""
    if "$ref" in schema:
        return normal(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    if "allOf" in schema:
        own = {key: value for key, value in schema.items() if key != "allOf"}
        return joined([normal(part, definitions) for part in (*schema["allOf"], *([own] if "type" in own else ()))])
    if "anyOf" in schema:
        return "alternatives", joined([normal(part, definitions) for part in schema["anyOf"]])[2]
    if schema.get("type") == "array":
        return "array", normal(schema["items"], definitions)
    if "enum" in schema:
        return "text", frozenset(schema["enum"])
    if schema.get("type") in ("string", "number", "boolean"):
        return {"string": "text"}.get(schema["type"], schema["type"]), schema.get("pattern")
    members = {key: normal(value, definitions) for key, value in schema.get("properties", {}).items()}
    return "object", schema.get("additionalProperties") is not False, members


def joined(parts: list[Any]) -> Any:
    """What all of several schemas demand."""
    first, *others = parts
    for other in others:
        if first[0] == "text":
            first = first if first == other else ("text", first[1] & other[1])
        elif first[0] == "object":
            shared = {key: joined([first[2][key], other[2][key]]) for key in first[2].keys() & other[2].keys()}
            first = "object", first[1] and other[1], {**first[2], **other[2], **shared}
        else:
            assert first == other
    return first


def differences(schema: Any, content: Content, place: str = "") -> Iterator[str]:
    kind = schema[0]
    if kind != content.kind:
        yield f"{place}: {kind}, ours {content.kind}"
    elif kind == "array":
        assert content.item is not None
        yield from differences(schema[1], content.item, f"{place}[]")
    elif kind in ("object", "alternatives"):
        if kind == "object" and schema[1] != content.open:
            yield f"{place}: open {schema[1]}, ours {content.open}"
        members = schema[-1]
        for key in members.keys() ^ content.members.keys():
            yield f"{place}/{key}: on one side only"
        for key in members.keys() & content.members.keys():
            yield from differences(members[key], content.members[key], f"{place}/{key}")
    elif kind == "text":
        accepts = content.codes.accepts if content.codes is not None else lambda _text: True
        codes = schema[1] if isinstance(schema[1], frozenset) else frozenset()
        for text in (*PROBES, *codes):
            wanted = text in codes if codes else schema[1] is None or re.search(schema[1], text) is not None
            if accepts(text) is not wanted:
                yield f"{place}: {text!r} should be {'accepted' if wanted else 'refused'}"


@pytest.mark.parametrize("version", VERSIONS)
def test_every_rule_of_the_schema_is_ours_and_no_other(version: str) -> None:
    schema = official(version)
    assert not list(differences(normal(schema, schema["definitions"]), json_shape().root(version)))


# -- sample by sample, fault by fault ----------------------------------------------------------------------


def full(content: Content) -> Any:
    """A document with every member that the rules know."""
    if content.kind in ("object", "alternatives"):
        return {key: full(inner) for key, inner in content.members.items()}
    if content.item is not None:
        return [full(content.item), full(content.item)]
    if content.kind == "text":
        accepts = content.codes.accepts if content.codes is not None else lambda _text: True
        codes = getattr(accepts, "__self__", ())
        return next(text for text in (*PROBES, *sorted(codes)) if accepts(text))
    return 7 if content.kind == "number" else True


def places(data: Any, path: Path_ = ()) -> Iterator[Path_]:
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*path, key))


def documents(data: Any) -> Iterator[tuple[Path_, Any]]:
    """Documents with one fault each: every value of every other type, in a list, out of its list, with a stranger.

    A document holds no more than the way to the fault, since nothing else counts for the verdict.
    """
    for path in places(data):
        value = data
        for step in path:
            value = value[step]
        variants = [*WRONG, [value]]
        if isinstance(value, dict):
            variants.append({**value, "Zz": "unknown"})
        if isinstance(value, list) and value:
            variants.append(value[0])
        for variant in variants:
            document = variant
            for step in reversed(path):
                document = {step: document} if isinstance(step, str) else [document]
            yield path, document


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_get_the_official_verdict_in_every_version(path: Path, version: str) -> None:
    assert agree(json.loads(path.read_bytes()), version)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples_are_checked_by_the_rules_of_the_version_that_they_declare(path: Path) -> None:
    data = json.loads(path.read_bytes())
    version = {"V3.0": "3.0.3", "V3.3": "3.3.0", "V3.4": "3.4.0"}[data["SkillsPassport"]["DocumentInfo"]["XSDVersion"]]
    assert oracle(version).is_valid(data) is not any(item.severity is Severity.ERROR for item in checked(data))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_with_every_member_is_valid(version: str) -> None:
    data = full(json_shape().root(version))
    assert not [error.message for error in oracle(version).iter_errors(data)]
    assert not ours(data, version)


@pytest.mark.parametrize("version", ["3.0", "3.1.2", "3.3.0", "3.4.0"])
def test_every_fault_gets_the_official_verdict(version: str) -> None:
    broken = 0
    for path, document in documents(full(json_shape().root(version))):
        assert agree(document, version), (path, ours(document, version))
        broken += bool(ours(document, version))
    assert broken > 2000


@pytest.mark.parametrize("document", [*WRONG, {"SkillsPassport": None}, {"SkillsPassport": []}, {"Zz": {}}], ids=str)
def test_documents_that_are_none_get_the_official_verdict(document: Any) -> None:
    assert all(agree(document, version) for version in VERSIONS)


@pytest.mark.parametrize("version", VERSIONS)
def test_each_document_is_judged_by_other_versions_as_officially(version: str) -> None:
    for other in VERSIONS:
        assert agree(full(json_shape().root(other)), version)


@pytest.mark.parametrize("broken", range(5))
def test_printing_preferences_are_wrong_only_when_all_of_them_are(broken: int) -> None:
    kinds = ["ECV", "ELP", "ECL", "ESP"]
    preferences = {kind: [{"name": 5 if number < broken else "LearnerInfo"}] for number, kind in enumerate(kinds)}
    document = {"SkillsPassport": {"PrintingPreferences": preferences}}
    assert all(agree(document, version) for version in VERSIONS)
    assert bool(ours(document, "3.4.0")) is (broken == 4)
