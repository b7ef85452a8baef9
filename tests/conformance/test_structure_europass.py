"""Our structure rules for the Europass formats against the official schemas: equal verdicts, fault by fault."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from eportfolio.exchange.shape import Shape
from eportfolio.exchange.shapes.edition import Content, Edition
from eportfolio.report.findings import Finding
from eportfolio.sources.xml import parse_xml
from tests.conformance.structure_faults import by_kind, by_path, faults, full_document, transplants
from tests.support import ROOT, needs_shared
from tests.support import SHARED as FOUND

SHARED = FOUND or ROOT
SAMPLES = SHARED / "samples" / "europass"
XSD = SHARED / "schemas" / "europass-legacy" / "xsd"
CANDIDATE_XSD = SHARED / "schemas" / "europass-candidate"
ADAPTERS = ROOT / "adapters" / "eportfolio_adapters"
LEGACY = ADAPTERS / "europass_legacy" / "skillspassport.shape"
CANDIDATE = ADAPTERS / "europass" / "candidate.shape"

pytestmark = [pytest.mark.shared, needs_shared]

OFFICIAL = {
    "3.0": "v3.0/EuropassSchema_V3.0.xsd",
    "3.0.3": "v3.0.3/EuropassSchema_V3.0.3.xsd",
    "3.1": "v3.1.2/EuropassSchema.xsd",
    "3.2": "v3.2.0/EuropassSchema.xsd",
    "3.3": "v3.3.0/EuropassSchema.xsd",
    "3.4.0": "v3.4.0/EuropassSchema.xsd",
    "3.4.1": "v3.4.1/EuropassSchema.xsd",
}
VERSIONS = list(OFFICIAL)
WRITTEN = ["3.3", "3.4.1"]

JUSTIFIED = {
    ("invalid-value", "Data"): "libxml2 skips characters that are not base64; XML Schema part 2, 3.2.16 forbids them",
    ("dangling-reference", "@idref"): "libxml2 does not look for the target; XML Schema part 1, 3.15.4 demands it",
}
"""What we find and the validator at hand does not, by rule and last step of the place, and why we are right."""


@cache
def official(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(XSD / OFFICIAL[name] if name in OFFICIAL else CANDIDATE_XSD / name))


def edition(file: Path, version: str) -> Edition:
    return Shape.load(file).edition(version)


def legacy_samples() -> list[Path]:
    files = sorted((*SAMPLES.glob("legacy/*.xml"), *SAMPLES.glob("legacy-upgraded/*.xml")))
    return [file for file in files if b"<SkillsPassport" in file.read_bytes()]


def candidate_samples() -> list[Path]:
    return sorted(SAMPLES.glob("candidate/*.xml"))


def read(file: Path) -> Any:
    """The root element of a sample, with attachments cut short: their size costs time and tests nothing."""
    root = etree.parse(file, etree.XMLParser(remove_blank_text=True, remove_comments=True)).getroot()
    for data in root.iter("{*}Data", "{*}EmbeddedData"):
        data.text = "QUJD"
    return root


def ours(file: Path, root: Any, version: str) -> list[Finding]:
    return list(Shape.load(file).check(parse_xml(etree.tostring(root)), version))


def justified(finding: Finding) -> bool:
    return (finding.name, finding.pointer.rpartition("/")[2]) in JUSTIFIED


def differences(file: Path, version: str, oracle: str, root: Any, names: Iterator[str]) -> list[str]:
    """The faults on which the verdicts differ and no justification is known."""
    schema = official(oracle)
    found = []
    judged = valid = 0
    for name in names:
        judged += 1
        findings = ours(file, root, version)
        if schema.validate(root):
            valid += 1
            found += [f"{name}: {finding.message}" for finding in findings if not justified(finding)]
        elif not findings:
            found.append(f"{name}: {schema.error_log.last_error}")
    assert judged > valid, "no fault made the document invalid"
    return found


# -- documents as they are ---------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_legacy_samples_get_the_official_verdict_of_every_version(version: str) -> None:
    verdicts = {
        file.name: (official(version).validate(read(file)), not ours(LEGACY, read(file), version))
        for file in legacy_samples()
    }
    assert len(verdicts) >= 10
    assert {name: pair for name, pair in verdicts.items() if pair[0] != pair[1]} == {}


def test_candidate_samples_get_the_verdict_of_the_extended_schema() -> None:
    schema = official("extended/europass-candidate.xsd")
    verdicts = {
        file.name: (schema.validate(read(file)), not ours(CANDIDATE, read(file), "4.0")) for file in candidate_samples()
    }
    assert {theirs for theirs, _ in verdicts.values()} == {True, False}
    assert all(theirs == own for theirs, own in verdicts.values()), verdicts


def test_what_the_narrower_candidate_schema_accepts_we_accept() -> None:
    schema = official("unofficial-J0ker98/europass-candidate.xsd")
    accepted = [file for file in candidate_samples() if schema.validate(read(file))]
    assert accepted
    assert [file.name for file in accepted if ours(CANDIDATE, read(file), "4.0")] == []


@pytest.mark.parametrize("version", VERSIONS)
def test_a_document_with_everything_a_shape_allows_is_officially_valid(version: str) -> None:
    schema = official(version)
    assert schema.validate(full_document(edition(LEGACY, version))), schema.error_log


def test_a_candidate_with_everything_the_shape_allows_is_valid() -> None:
    schema = official("extended/europass-candidate.xsd")
    assert schema.validate(full_document(edition(CANDIDATE, "4.0"))), schema.error_log


# -- derived faults ------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_faults_at_every_place_of_a_full_document(version: str) -> None:
    """Each version sees every seventh fault at every place; together they see all of them."""
    root = full_document(edition(LEGACY, version))
    part = islice(faults(by_path(root)), VERSIONS.index(version), None, len(VERSIONS))
    assert differences(LEGACY, version, version, root, part) == []


@pytest.mark.parametrize("version", WRITTEN)
def test_faults_on_each_kind_of_element_in_the_versions_we_write(version: str) -> None:
    """Each of the two sees every second fault on every kind of element."""
    root = full_document(edition(LEGACY, version), once=True)
    part = islice(faults(by_kind(root)), WRITTEN.index(version), None, len(WRITTEN))
    assert differences(LEGACY, version, version, root, part) == []


@pytest.mark.parametrize("version", VERSIONS[:-2])
def test_what_only_other_versions_have(version: str) -> None:
    root = full_document(edition(LEGACY, version))
    donors = [full_document(edition(LEGACY, other)) for other in VERSIONS if other != version]
    names = (name for donor in donors for name in transplants(root, donor))
    assert differences(LEGACY, version, version, root, names) == []


@pytest.mark.parametrize(
    ("name", "version", "step"),
    [
        ("Europass-CV-Smith-v3.0.xml", "3.0", 2),
        ("europass-cl-example-v3.3.0.xml", "3.3", 1),
        ("ewa_CV_V3.4.0_Example.xml", "3.4.1", 4),
    ],
)
def test_faults_on_legacy_samples(name: str, version: str, step: int) -> None:
    """Every fault on a small file; on larger ones each of so many, for the time it takes."""
    root = read(SAMPLES / "legacy" / name)
    part = islice(faults(by_kind(root)), 0, None, step)
    assert differences(LEGACY, version, version, root, part) == []


@pytest.mark.parametrize(
    ("name", "step"), [("full", 3), ("joker98_minimal.xml", 1), ("editor_export_2026_pseudonymised.xml", 5)]
)
def test_faults_on_candidates(name: str, step: int) -> None:
    everything = full_document(edition(CANDIDATE, "4.0"), once=True)
    root = everything if name == "full" else read(SAMPLES / "candidate" / name)
    part = islice(faults(by_kind(root)), 0, None, step)
    assert differences(CANDIDATE, "4.0", "extended/europass-candidate.xsd", root, part) == []


_XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_PERSON = ("LearnerInfo", "Identification")
_LANGUAGES = ("LearnerInfo", "Skills", "Linguistic")
_FOREIGN = (*_LANGUAGES, "ForeignLanguageList", "ForeignLanguage")
DIFFERENCES = [
    ("3.4.1", (*_PERSON, "Photo", "Data"), "text", "!!", True, "libxml2 skips what is not base64"),
    (
        "3.4.1",
        ("LearnerInfo", "Documentation", "ReferenceTo"),
        "idref",
        "A2",
        True,
        "libxml2 does not follow references",
    ),
    ("3.4.1", (*_FOREIGN, "ProficiencyLevel", "Listening"), "text", " ", False, "white space alone is no text to us"),
    ("3.4.1", ("DocumentInfo", "Copyright"), "text", " ", False, "white space alone is no text to us"),
    ("3.0", (*_FOREIGN, "Description", "Code"), "text", " en ", True, "until 3.2 the schema trims language codes only"),
    (
        "3.4.1",
        (*_PERSON, "PersonName"),
        _XSI_TYPE,
        "ns0:PersonNameType",
        True,
        "a type in the document itself is unknown",
    ),
]
"""All known differences: version, place, part, its value, whether the schema lets it pass, and why we differ."""


@pytest.mark.parametrize(("version", "place", "part", "value", "passes", "reason"), DIFFERENCES)
def test_the_known_differences_are_real(
    version: str, place: tuple[str, ...], part: str, value: str, passes: bool, reason: str
) -> None:
    """A difference that is gone must leave the table."""
    root = full_document(edition(LEGACY, version))
    target = root.find("/".join("{*}" + step for step in place))
    if part == "text":
        target.text = value
    else:
        target.set(part, value)
    assert official(version).validate(root) is passes, reason
    assert (ours(LEGACY, root, version) == []) is not passes, reason


# -- code lists ----------------------------------------------------------------------------------------

_LANGUAGES = ("LearnerInfo", "Skills", "Linguistic")
_PERSON = ("LearnerInfo", "Identification")
CODES = {
    "countryCode": (*_PERSON, "ContactInfo", "Address", "Contact", "Country", "Code"),
    "nationalityCountryCode": (*_PERSON, "Demographics", "NationalityList", "Nationality", "Code"),
    "motherCode": (*_LANGUAGES, "MotherTongueList", "MotherTongue", "Description", "Code"),
    "foreignCode": (*_FOREIGN, "Description", "Code"),
    "isco88com-level5": ("LearnerInfo", "Headline", "Description", "Code"),
    "OrderNames": ("PrintingPreferences", "Document", "Field", "@order"),
    "AddressFieldFormatPattern": ("PrintingPreferences", "Document", "Field", "@format"),
    "SimpleFieldNames": ("PrintingPreferences", "Document", "Field", "@name"),
    "drivinglicence": ("LearnerInfo", "Skills", "Driving", "Description", "Licence"),
}
"""Name of a code list in the official schemas, and a place where it holds."""


@cache
def official_codes(version: str) -> dict[str, frozenset[str]]:
    """The code lists of a version, by name."""
    found: dict[str, frozenset[str]] = {}
    waiting = [XSD / OFFICIAL[version]]
    seen: set[Path] = set()
    while waiting:
        file = waiting.pop().resolve()
        if file in seen:
            continue
        seen.add(file)
        root = etree.parse(file).getroot()
        waiting += [file.parent / node.attrib["schemaLocation"] for node in root if "schemaLocation" in node.attrib]
        for kind in root.iterfind("{*}simpleType"):
            codes = [str(code.get("value")) for code in kind.iter("{*}enumeration")]
            if codes:
                found[str(kind.get("name"))] = frozenset(codes)
    return found


def content(version: str, steps: tuple[str, ...]) -> Content:
    found = edition(LEGACY, version).root
    for step in steps:
        found = found.slots[step].content
    return found


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", CODES)
def test_code_lists(name: str, version: str) -> None:
    """Each code that any version knows is allowed in this version by us exactly when the schema has it."""
    every = frozenset[str]().union(*(official_codes(other).get(name, frozenset()) for other in VERSIONS))
    kind = content(version, CODES[name]).text
    assert kind is not None
    assert {code for code in every if kind.accepts(code)} == official_codes(version).get(name, frozenset())
    assert not any(kind.accepts(code + "x") for code in every)


def test_every_documented_path_has_its_line() -> None:
    """The list of the paths of 3.4.1 and the shape have the same elements, as often, with the same attributes."""
    listing = SHARED / "formats" / "europass" / "appendix-legacy-v3.4.1-paths.txt"
    documented = {}
    for line in listing.read_text(encoding="utf-8").splitlines():
        place, count, _, attributes = (part.strip() for part in (line + " | | |").split(" | ", 3))
        steps = tuple(place.split("/")[2:])
        if count == "0..0" or "ContactMethod" in steps or steps[-3:-1] in (("Address", "Use"), ("Email", "Use")):
            continue  # elements that are forbidden, and below them; ContactMethod is abstract
        marks = re.findall(r"@(\w+)(!?):", attributes)
        documented[steps] = (count if steps else "1..1", {f"@{name}": bool(mark) for name, mark in marks})
    assert len(documented) > 300
    assert dict(_lines(content("3.4.1", ()), (), "1..1")) == documented


def _lines(found: Content, steps: tuple[str, ...], count: str) -> Iterator[tuple[tuple[str, ...], tuple[str, Any]]]:
    attributes = {name: bool(slot.least) for name, slot in found.slots.items() if name[0] == "@"}
    yield steps, (count, attributes)
    for name, slot in found.slots.items():
        if name[0] != "@":
            bounds = f"{slot.least}..{'*' if slot.most is None else slot.most}"
            yield from _lines(slot.content, (*steps, name), bounds)
