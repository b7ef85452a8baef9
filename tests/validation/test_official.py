"""Asking an official schema that the user has: XML Schema and JSON Schema, two engines, no network."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

import eportfolio as ep
from tests.support import EXAMPLES, needs_shared, shared

CV = EXAMPLES / "europass-xml" / "cv.xml"
RESUME = EXAMPLES / "jsonresume" / "resume.json"

XSD = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:x" elementFormDefault="qualified">
  {include}<xs:element name="SkillsPassport"/></xs:schema>"""


def violations(source: Path | bytes, schema: Path) -> list[tuple[str, str]]:
    return [(item.pointer, item.message) for item in ep.validate(source, schema=schema).named("schema-violation")]


@needs_shared
def test_the_official_xml_schema_is_asked_with_what_it_includes() -> None:
    schema = shared("schemas/europass-legacy/xsd/v3.4.0/EuropassSchema.xsd")
    assert violations(CV, schema) == []
    broken = CV.read_bytes().replace(b"<Code>6</Code>", b"<Code>9</Code>")
    report = ep.validate(broken, schema=schema)
    assert [item.line for item in report.named("schema-violation")] == [170]
    assert [item.line for item in report.named("invalid-value")] == [170]


def test_a_json_schema_gives_the_same_verdict_in_both_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps({"properties": {"basics": {"properties": {"name": {"type": "integer"}}}}}))
    fast = violations(RESUME, schema)
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    slow = violations(RESUME, schema)
    assert [place for place, _ in fast] == [place for place, _ in slow] == ["/basics/name"]


@pytest.mark.parametrize("engine", ["jsonschema_rs", "jsonschema"])
def test_nothing_is_fetched_for_a_json_schema(tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if engine == "jsonschema":
        monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps({"$ref": "https://example.org/remote.json"}))
    with pytest.raises(ep.UsageError, match=r"nothing is fetched|cannot be used"):
        ep.validate(RESUME, schema=schema)


def test_a_schema_that_an_xml_schema_includes_is_found_beside_it_and_nowhere_else(tmp_path: Path) -> None:
    schema = tmp_path / "main.xsd"
    include = '<xs:include schemaLocation="https://example.org/part.xsd"/>'
    schema.write_text(XSD.format(include=include))
    with pytest.raises(ep.UsageError, match=r"cannot be used|no XML Schema"):
        ep.validate(CV, schema=schema)
    (tmp_path / "part.xsd").write_text(XSD.format(include="").replace("SkillsPassport", "Other"))
    assert "No matching global declaration" in violations(CV, schema)[0][1]


@pytest.mark.parametrize("name", ["schema.txt", "schema.json", "missing.xsd"])
def test_a_schema_of_the_wrong_kind_is_refused_in_plain_words(tmp_path: Path, name: str) -> None:
    if name != "missing.xsd":
        (tmp_path / name).write_text("{}")
    with pytest.raises(ep.EportfolioError):
        ep.validate(CV, schema=tmp_path / name)
