"""The renderings of reports: what each one says, and that it is valid in its own format."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from eportfolio.report.codes import RULES, Severity
from eportfolio.report.findings import Endpoint, Finding, Report, finding
from eportfolio.report.render import OUTPUTS, Batch, render
from eportfolio.report.render.sarif import artifact_uri
from eportfolio.report.render.text import SHOWN, VALUE_LENGTH, printable, shorten

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("EPORTFOLIO_SHARED") or ROOT.parent / "shared")
SARIF_SCHEMA = SHARED / "schemas" / "sarif" / "sarif-schema-2.1.0.json"

NASTY = 'Sándor: 100 %, "x" <b>\r\nsecond\tline \x1b[31m\x9b2J\x00 & ]]> ::error::'


def too_many(**given: object) -> Finding:
    return finding("too-many-elements", "There are 2; 1 is allowed.", **given)  # type: ignore[arg-type]


@pytest.fixture
def batch() -> Batch:
    bad = Report(
        [
            too_many(pointer="/Root/Item[1]", line=12, column=4, value="Sofie Achternaam"),
            too_many(pointer="/Root/Item[2]", line=14),
            finding("not-well-formed", "The XML is broken."),
            finding("not-mapped", NASTY, pointer="/a,b:c/d", value=NASTY),
            finding("format-detail", "A generator.", pointer="/generator"),
        ],
        Endpoint("map/één, twee: drie%.xml", "europass-xml", "3.3.0"),
    )
    return Batch([Report(source=Endpoint("fine.json")), bad], [("notes.txt", "it is of no format")])


def everything() -> Batch:
    """One finding of every rule, in every shape of place."""
    places = [{}, {"line": 3}, {"line": 3, "column": 9}, {"pointer": "/a/0"}, {"pointer": "/", "line": 0}]
    found = [
        finding(rule.name, NASTY, value=NASTY, **places[number % len(places)])  # type: ignore[arg-type]
        for number, rule in enumerate(RULES.values())
    ]
    return Batch([Report(found, Endpoint("-")), Report(found, Endpoint("/tmp/a b.xml"))])


# -- the batch ---------------------------------------------------------------------------------------


def test_summary_counts_files_and_findings(batch: Batch) -> None:
    assert batch.summary() == (
        "2 files: 1 fine, 1 with 3 findings (3 errors), 1 warning, 1 note that do not count, 1 skipped."
    )


def test_summary_of_one_fine_file() -> None:
    assert Batch([Report()]).summary() == "1 file: 1 fine."


def test_threshold_decides_what_fails(batch: Batch) -> None:
    strict = Batch(batch.reports, threshold=Severity.WARNING)
    assert len(batch.failures(batch.reports[1])) == 3
    assert len(strict.failures(strict.reports[1])) == 4


def test_unknown_rendering_is_named() -> None:
    with pytest.raises(ValueError, match="sarif"):
        render(Batch([]), "yaml")


# -- text --------------------------------------------------------------------------------------------


def test_text_says_what_where_and_what_to_do(batch: Batch) -> None:
    text = render(batch, "text")
    assert "één, twee" in text
    assert "(europass-xml 3.3.0)" in text
    assert "error EP1203 too-many-elements" in text
    assert "line 12, column 4: /Root/Item[1]" in text
    assert "→ Keep as many as are allowed." in text
    assert text.count("Keep as many as are allowed.") == 1
    assert "notes.txt: it is of no format" in text
    assert text.rstrip().splitlines()[-1] == batch.summary()


def test_text_puts_errors_first(batch: Batch) -> None:
    text = render(batch, "text")
    assert text.index("EP1101") < text.index("EP2001") < text.index("EP2002")


def test_text_says_nothing_about_a_file_without_findings(batch: Batch) -> None:
    assert "fine.json" not in render(batch, "text")


def test_text_cannot_steer_the_terminal(batch: Batch) -> None:
    text = render(batch, "text")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


def test_text_shortens_values_and_cuts_long_runs() -> None:
    secret = "Straat van de Heilige Geest 1234, ergens in Vlaanderen, België"
    found = [finding("not-mapped", "Kept.", value=secret, pointer=f"/{n}") for n in range(30)]
    text = render(Batch([Report(found, Endpoint("a.xml"))]), "text")
    assert secret not in text
    assert text.count("Straat van") == SHOWN[Severity.WARNING]
    assert "and 20 more places" in text


def test_each_finding_gets_its_own_advice_when_they_differ() -> None:
    found = [too_many(hint="Remove the first."), too_many(hint="Remove the second.")]
    text = render(Batch([Report(found)]), "text")
    assert text.count("→") == 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (True, "true"), (12, "12"), ("kort", '"kort"'), ("a\x1b[2J\nb", '"a [2J b"')],
)
def test_shorten(value: object, shown: str) -> None:
    assert shorten(value) == shown  # type: ignore[arg-type]


def test_shorten_cuts_megabytes_at_once() -> None:
    shown = shorten("x" * 5_000_000)
    assert shown == '"' + "x" * (VALUE_LENGTH - 1) + '…"'


def test_printable_takes_direction_marks_away() -> None:
    assert printable("cv\u202efdp.xml") == "cv fdp.xml"


# -- JSON --------------------------------------------------------------------------------------------


def test_json_holds_every_finding_with_its_value(batch: Batch) -> None:
    data = json.loads(render(batch, "json"))
    assert data["summary"] == {
        "files": 2, "fine": 1, "error": 3, "warning": 1, "info": 1, "skipped": 1,
    }  # fmt: skip
    assert data["skipped"] == [{"name": "notes.txt", "reason": "it is of no format"}]
    first = data["files"][1]["findings"][0]
    assert first["code"] == "EP1203"
    assert first["value"] == "Sofie Achternaam"
    assert data["files"][1]["findings"][3]["value"] == NASTY


# -- SARIF -------------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.skipif(not SARIF_SCHEMA.exists(), reason="the SARIF schema of the reference material is absent")
@pytest.mark.parametrize("which", ["batch", "everything", "empty"])
def test_sarif_is_valid(which: str, batch: Batch) -> None:
    import jsonschema

    given = {"batch": batch, "everything": everything(), "empty": Batch([])}[which]
    schema = json.loads(SARIF_SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(
        schema, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
    )
    log = json.loads(render(given, "sarif"))
    assert [error.message for error in validator.iter_errors(log)] == []
    log["runs"][0]["results"] = [{"level": "grave"}]
    assert not validator.is_valid(log)


def test_sarif_names_rules_places_and_no_values(batch: Batch) -> None:
    text = render(batch, "sarif")
    run = json.loads(text)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule["help"]["text"] and rule["shortDescription"]["text"] for rule in rules)
    first, second, third = run["results"][:3]
    assert rules[first["ruleIndex"]]["id"] == first["ruleId"] == "EP1203"
    location = first["locations"][0]
    assert location["physicalLocation"]["region"] == {"startLine": 12, "startColumn": 4}
    assert location["physicalLocation"]["artifactLocation"]["uri"].endswith("%20twee%3A%20drie%25.xml")
    assert location["logicalLocations"][0] == {"name": "Item[1]", "fullyQualifiedName": "/Root/Item[1]"}
    assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 14}
    assert "region" not in third["locations"][0]["physicalLocation"]
    assert [result["level"] for result in run["results"]] == ["error", "error", "error", "warning", "note"]
    assert "Achternaam" not in text


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("-", "stdin"),
        ("a/b c.xml", "a/b%20c.xml"),
        ("/tmp/x.xml", "file:///tmp/x.xml"),
        ("é#?.xml", "%C3%A9%23%3F.xml"),
    ],
)
def test_artifact_uri(name: str, uri: str) -> None:
    assert artifact_uri(name) == uri


# -- JUnit -------------------------------------------------------------------------------------------


def test_junit_has_a_suite_for_each_file_and_a_case_for_each_level(batch: Batch) -> None:
    from lxml import etree

    root = etree.fromstring(render(batch, "junit").encode())
    suites = root.findall("testsuite")
    assert [suite.get("name") for suite in suites] == ["fine.json", "map/één, twee: drie%.xml", "notes.txt"]
    assert [case.get("name") for case in suites[1]] == ["syntax", "structure"]
    assert root.get("tests") == "5"
    assert root.get("failures") == str(len(root.findall(".//failure"))) == "2"
    syntax, structure = suites[1]
    assert syntax.find("failure").get("type") == "EP1101"
    assert structure.find("failure").get("message") == "2 findings"
    assert structure.find("failure").text.count("EP1203") == 2
    assert "EP2001" in structure.find("system-out").text
    assert len(suites[0].findall(".//failure")) == 0
    assert suites[2].find(".//skipped") is not None


def test_junit_at_level_syntax_has_one_case() -> None:
    from lxml import etree

    root = etree.fromstring(render(Batch([Report()], level="syntax"), "junit").encode())
    assert [case.get("name") for case in root.iter("testcase")] == ["syntax"]


def test_junit_is_well_formed_whatever_the_messages_hold() -> None:
    from lxml import etree

    text = render(everything(), "junit")
    root = etree.fromstring(text.encode())
    assert "second\tline" in "".join(root.itertext())


def test_junit_keeps_values_out(batch: Batch) -> None:
    assert "Achternaam" not in render(batch, "junit")


# -- GitHub ------------------------------------------------------------------------------------------

# The grammar of workflow commands: ::name key=value,key=value::data, one to a line.
COMMAND = re.compile(
    r"::(?P<name>error|warning|notice) "
    r"(?P<properties>(?:file|line|col|title)=[^,:\r\n]+(?:,(?:file|line|col|title)=[^,:\r\n]+)*)"
    r"::(?P<data>[^\r\n]*)"
)


def unescape(text: str) -> str:
    for escaped, plain in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(escaped, plain)
    return text


def parse(line: str) -> tuple[str, dict[str, str], str]:
    match = COMMAND.fullmatch(line)
    assert match, line
    assert not re.search("%(?!25|0D|0A|3A|2C)", line)
    pairs = (pair.split("=", 1) for pair in match["properties"].split(","))
    return match["name"], {key: unescape(value) for key, value in pairs}, unescape(match["data"])


def test_github_annotations_follow_the_grammar(batch: Batch) -> None:
    lines = render(batch, "github").split("\n")[:-1]
    assert len(lines) == 5
    name, properties, data = parse(lines[0])
    assert name == "error"
    assert properties == {
        "file": "map/één, twee: drie%.xml", "line": "12", "col": "4", "title": "EP1203 too-many-elements",
    }  # fmt: skip
    assert data == "There are 2; 1 is allowed. At /Root/Item[1]. Keep as many as are allowed."
    name, properties, data = parse(lines[3])
    assert name == "warning"
    assert data.startswith(NASTY)
    assert parse(lines[4])[0] == "notice"


def test_github_every_rule_in_every_place_follows_the_grammar() -> None:
    given = everything()
    parsed = [parse(line) for line in render(given, "github").split("\n")[:-1]]
    assert len(parsed) == 2 * len(RULES)
    assert "file" not in parsed[0][1]
    assert all("line" in properties for _, properties, _ in parsed if "col" in properties)


def test_every_output_renders_an_empty_batch() -> None:
    assert [bool(render(Batch([]), output)) for output in OUTPUTS] == [True, True, True, True, False]
