"""The level of meaning as a whole: the person's own lines, what real files get, arbitrary and hostile portfolios."""

from __future__ import annotations

import json
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

import eportfolio as ep
from eportfolio.exchange.adapter import TraceEntry
from eportfolio.model.canonical import from_data
from eportfolio.report.codes import CODE
from eportfolio.report.findings import finding
from eportfolio.testing import portfolios
from eportfolio.validation.semantics import findings
from eportfolio.validation.semantics.checks import CHECKS
from eportfolio.validation.semantics.placing import placed
from eportfolio.vocabulary import schemes
from tests.support import EXAMPLES, shared_files

from .conftest import CRAFTS, SKILL, TODAY

NOVEMBER = date(2026, 11, 1)

# -- the table of checks -----------------------------------------------------------------------------------


def test_every_check_has_a_rule_and_a_source() -> None:
    assert {check.name for check in CHECKS} <= set(CODE)
    assert all(check.specification and check.looks_at for check in CHECKS)


# -- through the face of the library -----------------------------------------------------------------------


def canonical(**portfolio) -> bytes:
    return json.dumps({"type": "Portfolio", "schema_version": "1.0", **portfolio}).encode()


def names(report) -> list[str]:
    return [item.name for item in report]


def test_levels_include_those_before(library) -> None:
    data = canonical(
        language=7, experiences=[{"type": "Experience", "title": "w", "period": {"start": "2020", "end": "2019"}}]
    )
    assert names(ep.validate(data, level="syntax")) == []
    assert names(ep.validate(data, level="structure")) == ["invalid-portfolio"]
    assert names(ep.validate(data, level="semantics", vocabularies=library)) == ["invalid-portfolio", "period-reversed"]


def test_what_is_wrong_with_the_form_is_told_once(library) -> None:
    data = canonical(experiences=[{"type": "Experience", "title": "w", "period": {"start": "2019-02-30"}}])
    assert names(ep.validate(data, level="semantics", vocabularies=library)) == ["impossible-date"]


def test_code_that_the_schema_forbids_is_not_complained_about_again(library) -> None:
    data = (EXAMPLES / "europass-xml" / "cv.xml").read_bytes().replace(b"<Listening>C1<", b"<Listening>D1<", 1)
    before = ep.validate(data, level="structure")
    after = ep.validate(data, level="semantics", vocabularies=library)
    if "invalid-value" not in names(before):
        pytest.fail("the example has no level C1 of listening")
    assert names(after).count("unknown-code") == 0


def test_today_is_passed_on(library) -> None:
    data = canonical(qualifications=[{"type": "Qualification", "issued": "2030"}])
    for day, expected in ((TODAY, ["unlikely-date"]), (date(2031, 1, 1), [])):
        assert names(ep.validate(data, level="semantics", today=day, vocabularies=library)) == expected


def test_finding_stands_at_the_persons_own_line(library) -> None:
    data = (EXAMPLES / "europass-xml" / "cv.xml").read_bytes()
    lines = data.split(b"\n")
    number, line = next((n, line) for n, line in enumerate(lines, 1) if b"<Code>NL<" in line)
    lines[number - 1] = line.replace(b"<Code>NL<", b"<Code>SU<")
    report = ep.validate(b"\n".join(lines), level="semantics", vocabularies=library)
    (item,) = [item for item in report if item.name == "withdrawn-code"]
    assert item.line == number
    assert item.pointer.endswith("/Code")


def test_finding_without_a_leaf_of_its_own_stands_at_the_nearest() -> None:
    trace = [
        TraceEntry("/a/@x", "/experiences/0/title", 7, residue=True),
        TraceEntry("/a/b", "/experiences/0/period/start", 8),
        TraceEntry("/a/c", "/experiences/0/period/end", 9),
    ]
    at = [
        "/experiences/0/period/end",
        "/experiences/0/period/ongoing",
        "/experiences/0/period",
        "/experiences/0",
        "/owner",
        "",
    ]
    found = [finding("period-reversed", "no", pointer=pointer) for pointer in at]
    assert [(item.pointer, item.line) for item in placed(found, trace)] == [
        ("/a/c", 9), ("/a/b", 8), ("/a/b", 8), ("/a/b", 8), ("/owner", None), ("", None),
    ]  # fmt: skip


def test_reading_that_fails_leaves_what_the_structure_said(library, monkeypatch) -> None:
    from eportfolio.exchange import registry

    def fail(source, options):
        raise ep.UnreadableError("invalid-portfolio", "What was read does not fit the model.")

    monkeypatch.setattr(type(registry.get("jsonresume")), "read", lambda self, source, options: fail(source, options))
    report = ep.validate(b'{"basics": {"name": 3}, "work": []}', level="semantics", vocabularies=library)
    assert names(report)[-1] == "invalid-portfolio"
    assert len(report.findings) > 1


def test_nothing_heavy_is_loaded_below_the_level() -> None:
    import subprocess

    code = (
        "import sys, eportfolio as ep\n"
        f"ep.validate({str(EXAMPLES / 'jsonresume' / 'resume.json')!r}, level='structure')\n"
        "names = ('eportfolio.validation.semantics', 'eportfolio.vocabulary.library', 'sqlite3')\n"
        "print([name for name in names if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# -- real files --------------------------------------------------------------------------------------------

STARTER, PHOTO, SECTORS = "occupations: the starter has none", "the editor encodes photos twice", "a code of Europass"
REAL: dict[str, dict[str, str]] = {
    "constructed_all_sections.xml": {"not-checked": f"{STARTER}; NACE {SECTORS}", "encoded-twice": PHOTO},
    "editor_export_2026_pseudonymised.xml": {"not-checked": STARTER, "encoded-twice": PHOTO},
    "new_cairo_shape_attachment_xml.pdf": {"not-checked": STARTER, "encoded-twice": PHOTO},
    "constructed_v3.4_esco.xml": {"not-checked": STARTER},
}
"""By sample, what is found beyond its structure, and why that is right; all others are clean."""

SAMPLES = [
    *shared_files("samples/europass/candidate/*.xml"),
    *shared_files("samples/europass/legacy*/*.*"),
    *(path for path in shared_files("samples/europass/pdf/*.pdf") if path.name != "no_attachment.pdf"),
    *shared_files("samples/jsonresume/*resume.json"),
]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_false_alarm_on_a_real_file(path: Path, bare) -> None:
    before = ep.validate(path, level="structure").findings
    after = ep.validate(path, level="semantics", today=NOVEMBER, vocabularies=bare).findings
    assert after[: len(before)] == before
    assert {item.name for item in after[len(before) :]} == set(REAL.get(path.name, ()))


SCHEMES = frozenset({"work-skills.ttl"})
"""Examples in the spelling of a portfolio that are schemes of concepts."""

EXAMPLE_FILES = sorted(
    path for path in EXAMPLES.glob("*/*") if path.suffix in (".xml", ".json", ".ttl") and path.name not in SCHEMES
)


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.parent.name)
def test_an_example_makes_sense(path: Path, bare) -> None:
    before = ep.validate(path, level="structure").findings
    after = ep.validate(path, level="semantics", today=NOVEMBER, vocabularies=bare).findings
    assert {item.name for item in after[len(before) :]} <= {"not-checked", "encoded-twice"}


# -- any portfolio -----------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(portfolio=portfolios())
def test_arbitrary_portfolios_are_checked_without_fail(library, portfolio) -> None:
    from eportfolio.model.canonical import to_data

    found = list(findings(portfolio, today=TODAY, vocabularies=library))
    data = to_data(portfolio)
    for item in found:
        assert _stands(data, item.pointer), item


def _stands(data, pointer) -> bool:
    for step in pointer.split("/")[1:]:
        data = data[int(step)] if isinstance(data, list) else data.get(step)
        if data is None:
            return False
    return True


# -- hostile ones ------------------------------------------------------------------------------------------

MANY = 50_000


def timed(portfolio, library):
    model = from_data(portfolio)
    begun = time.perf_counter()
    found = list(findings(model, today=TODAY, vocabularies=library))
    return found, time.perf_counter() - begun


def having(concept, number):
    concepts = [concept(n) for n in range(10, number + 10)]
    return {"language": "en", "competences": [{"label": "mine", "concepts": concepts}]}


@pytest.mark.parametrize(
    ("concept", "told"),
    [
        (lambda n: {"uri": f"{SKILL}s{n}"}, MANY),
        (lambda n: {"uri": f"{CRAFTS}/1", "official_label": f"label {n}"}, MANY),
        (lambda n: {"scheme": f"urn:example:{n}", "notation": "1"}, 21),
    ],
)
def test_many_concepts_cost_time_in_proportion(library, concept, told) -> None:
    timed(having(concept, 1), library)
    _, few = timed(having(concept, MANY // 10), library)
    found, many = timed(having(concept, MANY), library)
    assert len(found) == told
    assert many < 30 * few + 1


def test_vocabularies_that_are_not_there_are_bounded_in_the_report(library) -> None:
    concepts = [{"uri": f"https://example.org/{n}/x"} for n in range(500)]
    found, _ = timed({"competences": [{"label": "mine", "concepts": concepts}]}, library)
    assert len(found) == 21
    assert "480 concepts of further vocabularies" in found[-1].message


@pytest.mark.parametrize(
    "uri",
    [
        SKILL + "x" * 1_000_000,
        SKILL + "/" * 1_000_000,
        "https://example.org/" + "a/" * 500_000,
        "#" * 1_000_000,
        ":" * 100_000,
        "http://[::1",
        "urn:",
        "http://data.europa.eu/esco/skill/'; DROP TABLE concept; --",
        "\u202e\u0301/\u0130",
    ],
)  # fmt: skip
def test_weird_uris(library, uri) -> None:
    concept = {"uri": uri, "scheme": uri, "notation": uri[:50_000], "official_label": uri[:50_000]}
    found, seconds = timed({"competences": [{"label": "mine", "concepts": [concept]}]}, library)
    assert {item.name for item in found} <= {"unknown-concept", "not-checked"}
    assert all(len(item.message) + len(str(item.value)) < 1000 for item in found)
    assert seconds < 5


@pytest.mark.parametrize(
    "scheme",
    [
        schemes.ISO_3166_1,
        schemes.ISO_639,
        schemes.NACE_2,
        schemes.EQF,
        schemes.CEFR,
        schemes.NQF,
        schemes.ISCED_97_FIELDS,
    ],
)
@pytest.mark.parametrize("code", ["", "x" * 100_000, "\u0130", "1" * 50_000, "A." * 10_000, "%s", "{}"])
def test_weird_codes(library, scheme, code) -> None:
    concept = {"scheme": scheme, "notation": code or "?"}
    found, seconds = timed({"headline": {"concept": concept}}, library)
    assert {item.name for item in found} <= {"unknown-code", "not-checked"}
    assert seconds < 5


def test_variants_within_variants(library) -> None:
    portfolio = {"language": "xx"}
    for number in range(60):
        portfolio = {"language": "en", "summary": {"text": f"{number}"}, "variants": [portfolio]}
    found, _ = timed(portfolio, library)
    assert [item.name for item in found] == ["unknown-code"]
    assert found[0].pointer == "/variants/0" * 60 + "/language"
