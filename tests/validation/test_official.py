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


BADGE = {
    "@context": [
        "https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ],
    "id": "urn:uuid:0ad1c1a4-7a44-4d2c-9f0f-0c1f4dd7a001", "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://example.org/issuer", "type": ["Profile"]}, "validFrom": "2024-06-30T12:00:00Z",
    "credentialSubject": {"type": ["AchievementSubject"], "id": "did:example:noor"},
}  # fmt: skip
"""A badge without an achievement."""

BASE = "https://purl.imsglobal.org/spec"


def badge_schema(name: str, types: list[str], **more: object) -> dict[str, object]:
    return {
        "$schema": "https://json-schema.org/draft/2019-09/schema#", "$id": f"{BASE}/{name}", "type": "object",
        "properties": {"type": {"oneOf": [{"type": "string"}, {"contains": {"enum": types}}]}}, **more,
    }  # fmt: skip


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    subject = {"credentialSubject": {"$ref": "subject.json"}}
    schemas = {
        "a-clr.json": badge_schema("clr/v2p0/badge.json", ["OpenBadgeCredential"]),
        "badges/badge.json": badge_schema(
            "ob/v3p0/badge.json", ["OpenBadgeCredential"], allOf=[{"properties": subject}]
        ),
        "badges/subject.json": {"$id": f"{BASE}/ob/v3p0/subject.json", "required": ["achievement"]},
        "record.json": badge_schema("clr/v2p0/record.json", ["ClrCredential"]),
        "not-a-schema.json": {"type": ["OpenBadgeCredential"]},
    }
    for name, schema in schemas.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(schema))
    (tmp_path / "broken.json").write_text("{")
    (tmp_path / "read.me").write_text("words")
    return tmp_path


def asked(document: object, folder: Path) -> tuple[list[str], list[str]]:
    """The schemas that were chosen, and the places that they do not allow."""
    report = ep.validate(json.dumps(document).encode(), schema=folder)
    return (
        [item.specification for item in report.named("schema-chosen")],
        [item.pointer for item in report.named("schema-violation")],
    )


@pytest.mark.parametrize("engine", ["jsonschema_rs", "jsonschema"])
def test_of_a_folder_the_schema_of_the_document_is_asked_with_what_it_refers_to(
    folder: Path, engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if engine == "jsonschema":
        monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    assert asked(BADGE, folder) == (["badges/badge.json"], ["/credentialSubject"])


def test_the_schema_that_the_document_names_goes_first(folder: Path) -> None:
    named = {"credentialSchema": [{"id": f"{BASE}/clr/v2p0/badge.json", "type": "1EdTechJsonSchemaValidator2019"}]}
    assert asked(BADGE | named, folder) == (["a-clr.json"], [])


def test_a_folder_without_a_schema_for_the_document_is_refused(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(ep.UsageError, match="None of the"):
        ep.validate(RESUME, schema=folder)
    with pytest.raises(ep.UsageError, match="no JSON Schema"):
        ep.validate(RESUME, schema=tmp_path_factory.mktemp("empty"))


def test_a_schema_of_a_folder_refers_to_nothing_outside(folder: Path) -> None:
    (folder / "badges" / "subject.json").unlink()
    with pytest.raises(ep.UsageError, match=r"nothing is fetched|cannot be used"):
        asked(BADGE, folder)


@needs_shared
def test_a_response_is_held_against_the_schema_of_what_is_in_it() -> None:
    chosen, wrong = asked({"credential": [BADGE]}, shared("schemas/badges"))
    assert chosen == ["ob3/ob_v3p0_getopenbadgecredentialsresponse_schema.json"]
    assert wrong == ["/credential"]


@needs_shared
@pytest.mark.parametrize(("sample", "schema"), [
    ("ob3-spec/fullOpenBadge__complete-openbadgecredential-12.json", "ob3/ob_v3p0_achievementcredential_schema.json"),
    ("ob3-spec/endorsement__sample-endorsementcredential-11.json", "ob3/ob_v3p0_endorsementcredential_schema.json"),
    ("ob3-spec/linked-data-proof-clr__signed-credential-20.json", "clr2/clr_v2p0_clrcredential_schema.json"),
    ("clr1-randa/nd-clr-transcript.json", "clr1/clrv1p0-getclr-200-responsepayload-schemav2p0.json"),
    ("ob3-1edtech/simple-json.svg", "ob3/ob_v3p0_achievementcredential_schema.json"),
    ("ob3-1edtech/simple-jwt.png", "ob3/ob_v3p0_achievementcredential_schema.json"),
])  # fmt: skip
def test_of_the_official_schemas_the_right_one_is_asked(sample: str, schema: str) -> None:
    report = ep.validate(shared(f"samples/badges/{sample}"), schema=shared("schemas/badges"))
    assert [item.specification for item in report.named("schema-chosen")] == [schema]
    assert bool(report.named("schema-violation")) is sample.startswith("clr1")
