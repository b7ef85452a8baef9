"""Bad files in every format, end to end: what is said, with which code, and that nothing else happens."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest

import eportfolio as ep
from eportfolio.report.errors import EportfolioError
from tests.security.bad_input import (
    ALL,
    FIRM,
    FIRST,
    JSON,
    PIXEL,
    STORY,
    TEXTUAL,
    TOKENS,
    WRITABLE,
    XML,
    dated,
    good,
    pdf,
    suffix,
    told,
    with_photo,
)
from tests.security.commands import refused, watched
from tests.sources.pdfs import attached, blank, saved
from tests.support import EXAMPLES

pytestmark = [pytest.mark.usefixtures("folder"), pytest.mark.filterwarnings("error")]

ROOTS = {"europass-xml": "SkillsPassport", "europass": "Candidate", "europass-learnerinfo": "ep:learnerinfo"}
LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'ha'>" + "".join(
    f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)
) + "]>"  # fmt: skip


@pytest.mark.parametrize("name", ALL)
def test_the_good_files_are_good(name: str) -> None:
    Path("in" + suffix(name)).write_bytes(good(name))
    assert watched("validate", "in" + suffix(name), "--fail-on", "warning").code == 0
    portfolio = ep.read(good(name)).portfolio
    assert [job.organisations[0].name for job in portfolio.experiences] == [FIRM, "Example Apiary"]
    assert FIRST in watched("show", "in" + suffix(name)).out


# -- not what it says ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf", "\ufeff \n".encode("utf-16-le")])
def test_empty(name: str, data: bytes) -> None:
    refused("in" + suffix(name), data, "EP1001")


@pytest.mark.parametrize("data", [b"Dear sir or madam", b"\0\0\0", b"GIF89a", b"<svg/>", b"{}", b"[]"])
def test_something_else(data: bytes) -> None:
    refused("in.xml", data, "EP1008", 5)


def test_an_archive_that_is_none_is_damaged() -> None:
    assert "archive is damaged" in refused("in.xml", b"PK\x03\x04 zip", "EP1101").err


def test_a_neighbour_is_refused_by_name() -> None:
    job = b'{"title": "Gardener", "company": "Zibblewerk4T", "responsibilities": ["weeds"], "salary": "1"}'
    assert "job description" in refused("in.json", job, "EP1010", 5).err


@pytest.mark.parametrize(("name", "said"), [
    (name, said) for name in ALL for said in TEXTUAL
    if said != name.removeprefix("pdf of ") and (name, said) != ("eportfolio", "turtle")
])  # fmt: skip
def test_another_format_than_the_one_named(name: str, said: str) -> None:
    told_so = refused("in" + suffix(name), good(name), "EP1008", 5, ["--from", said])
    assert f"is no {said}, but {name.removeprefix('pdf of ')}" in told_so.err


# -- text that is broken -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_truncated_anywhere(name: str) -> None:
    data = good(name)
    end = len(data.rstrip())
    for cut in sorted({1, 2, 5, 20, 60, *(end * part // 12 for part in range(1, 12)), end - 1}):
        Path("in" + suffix(name)).write_bytes(data[:cut])
        outcome = watched("convert", "in" + suffix(name), "out.portfolio.json")
        if name in TEXTUAL:
            assert outcome.code == 4 or (name, outcome.code) == ("turtle", 5), (cut, outcome)
        assert Path("out.portfolio.json").exists() is (outcome.code == 0)
        Path("out.portfolio.json").unlink(missing_ok=True)


@pytest.mark.parametrize("name", TEXTUAL)
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_other_unicode_encodings_are_valid(name: str, encoding: str) -> None:
    declared = "UTF-8" if encoding == "utf-8-sig" else "UTF-16"
    data = good(name).decode().replace("UTF-8", declared).encode(encoding)
    reading = ep.read(data)
    assert reading.report.source.format == name
    assert ep.equivalent(reading.portfolio, ep.read(good(name)).portfolio)


@pytest.mark.parametrize("name", TEXTUAL)
def test_latin_1_without_declaration(name: str) -> None:
    data = told(name, "caf\u00e9 noir").replace(b"\\u00e9", "\u00e9".encode()).decode().encode("latin-1")
    said = refused("in" + suffix(name), data, "EP1005").err
    place = re.search(r"line (\d+), column \d+", said)
    assert place is not None
    assert int(place[1]) == data[: data.index(b"caf\xe9")].count(b"\n") + 1
    if name in XML:
        declared = data.replace(b"UTF-8", b"ISO-8859-1")
        assert ep.validate(declared).ok
        assert b"caf\xc3\xa9 noir" in ep.convert(declared, target_format="eportfolio").data


BROKEN_XML = {
    "<": ("EP1101", "a < b & c"),
    "no such entity": ("EP1101", "a&nbsp;b"),
    "no such prefix": ("EP1101", "<zz:a>b</zz:a>"),
    "wrong tag closed": ("EP1101", "</x>"),
    "control character": ("EP1104", "a\x01b"),
    "reference to one": ("EP1104", "a&#1;b"),
}
BROKEN_JSON = {
    "comma": ("EP1101", '"a",,'),
    "single quotes": ("EP1101", "'a'"),
    "line break": ("EP1104", '"a\nb"'),
    "no number": ("EP1101", "NaN"),
    "large number": ("EP1101", "1e999"),
    "many digits": ("EP1101", "9" * 5000),
    "twice": ("EP1102", '"a", "twin": 1, "twin": 2'),
}
BROKEN_TURTLE = {
    "quote": ("EP1101", '"a" "b'),
    "bracket": ("EP1101", "[ ( ]"),
    "prefix": ("EP1101", "zz:a"),
}
BROKEN = [
    *((name, case, *BROKEN_XML[case]) for name in XML for case in BROKEN_XML),
    *((name, case, *BROKEN_JSON[case]) for name in JSON for case in BROKEN_JSON),
    *(("turtle", case, *BROKEN_TURTLE[case]) for case in BROKEN_TURTLE),
]


@pytest.mark.parametrize(("name", "rule", "text"), [(name, *rest) for name, _, *rest in BROKEN],
                         ids=[f"{name}-{case}" for name, case, *_ in BROKEN])  # fmt: skip
def test_broken_in_one_place(name: str, rule: str, text: str) -> None:
    story = (STORY if name in XML else f'"{STORY}"').encode()
    data = good(name).replace(story, text.encode())
    line = good(name)[: good(name).index(story)].count(b"\n") + 1
    assert f"line {line}, column " in refused("in" + suffix(name), data, rule).err


@pytest.mark.parametrize("name", JSON)
@pytest.mark.parametrize("text", ["a\\ud800b", "a\\u0001b", "a\\uffffb"])
def test_characters_that_no_xml_can_carry(name: str, text: str) -> None:
    assert "/0/" in refused("in" + suffix(name), good(name).replace(STORY.encode(), text.encode()), "EP1104").err


@pytest.mark.parametrize("name", XML)
@pytest.mark.parametrize("doctype", [
    "<!DOCTYPE a>",
    LAUGHS,
    "<!DOCTYPE a [<!ENTITY l9 SYSTEM 'file:///etc/passwd'>]>",
    "<!DOCTYPE a [<!ENTITY l9 SYSTEM 'http://example.org/x'>]>",
    "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://example.org/a.dtd'> %x;]>",
    "<!DOCTYPE a PUBLIC '-//X//Y' 'http://example.org/a.dtd'>",
], ids=["bare", "laughs", "file", "address", "parameter", "external"])  # fmt: skip
def test_no_doctype(name: str, doctype: str) -> None:
    start, end = good(name).split(b"?>", 1)
    doctype = doctype.replace(" a", f" {ROOTS[name]}", 1)
    data = start + b"?>" + doctype.encode() + end.replace(STORY.encode(), b"&l9;")
    for content, file in ((data, "in.xml"), (pdf(data), "in.pdf")):
        assert "line 1, column" in refused(file, content, "EP1004").err


def test_nothing_is_fetched_for_json_ld() -> None:
    data = json.loads(good("eportfolio"))
    data["@context"] = ["https://example.org/context.jsonld", {"ep": "https://w3id.org/eportfolio/v1#"}]
    refused("in.json", json.dumps(data).encode(), "EP1004", options=["--from", "turtle"])


# -- good items are imported, the rest is reported -----------------------------------------------------------


@pytest.mark.parametrize("name", TEXTUAL)
def test_31_february_stays_as_it_is_written(name: str) -> None:
    reading = ep.read(dated(name))
    start = reading.portfolio.experiences[0].positions[0].period.start
    assert (start.edtf, start.verbatim) == (None, "2011-02-31")
    (finding,) = reading.report.named("impossible-date")
    assert finding.pointer
    assert finding.advice
    for target in WRITABLE:
        conversion = ep.convert(dated(name), target_format=target)
        back = ep.read(conversion.data).portfolio
        period = back.experiences[0].positions[0].period
        if period is not None and period.start is not None:
            assert (period.start.edtf, period.start.verbatim) == (None, "2011-02-31"), target
        else:
            assert "2011-02-31" in {item.value for item in conversion.report}, target


@pytest.mark.parametrize("name", TEXTUAL)
def test_base64_garbage(name: str) -> None:
    data = with_photo(name, "!!!no base64!!!")
    reading = ep.read(data)
    assert len(reading.portfolio.experiences) == 2
    if name != "jsonresume":  # there it is an address like any other
        (finding,) = reading.report.named("invalid-base64")
        assert finding.pointer
    for target in WRITABLE:
        assert ep.convert(data, target_format=target).report.fidelity is not None


def test_a_photo_that_was_encoded_twice() -> None:
    reading = ep.read(good("europass"))
    assert reading.portfolio.owner.photo.content == PIXEL
    assert reading.report.named("encoded-twice")
    assert ep.convert(good("europass"), target_format="europass").data.count(PIXEL[:20].encode()) == 0


@pytest.mark.parametrize("name", XML)
def test_comments_and_instructions_within_elements(name: str) -> None:
    half = len(FIRST) // 2
    split = f"<!-- {STORY} -->{FIRST[:half]}<!-- a --><?b c?>{FIRST[half:]}<?xml-stylesheet href='x'?>"
    reading = ep.read(good(name).replace(FIRST.encode(), split.encode()))
    assert reading.portfolio.owner.names[0].given_name == FIRST
    assert ep.equivalent(reading.portfolio, ep.read(good(name)).portfolio)


@pytest.mark.parametrize("name", XML)
def test_unknown_elements_and_attributes(name: str) -> None:
    odd = f'{STORY}<odd:Thing xmlns:odd="urn:example:odd" odd:what="v1">v2</odd:Thing>'
    reading = ep.read(good(name).replace(STORY.encode(), odd.encode()))
    assert {item.value for item in reading.report.named("not-mapped")} == {"v1", "v2"}
    assert all(item.line for item in reading.report.named("not-mapped"))
    assert ep.equivalent(reading.portfolio, ep.read(good(name)).portfolio)


WRONG: tuple[Any, ...] = (
    None,
    True,
    -1.5,
    10**30,
    "x",
    "",
    [],
    {},
    [[]],
    [["x", {"y": 1}]],
    {"a": {"b": 1}},
    [None],
    "2020-02-31",
)


@pytest.mark.parametrize("name", JSON)
def test_wrong_types_everywhere(name: str) -> None:
    data = json.loads(good(name))
    data.pop("@context", None)
    for number, path in enumerate(_paths(data)):
        for wrong in WRONG[number % 3 :: 3]:
            changed = json.dumps(_put(data, path, wrong)).encode()
            try:
                ep.validate(changed, format=name)
                ep.convert(changed, source_format=name, target_format=WRITABLE[number % len(WRITABLE)], verify=False)
            except EportfolioError as error:
                assert error.exit_code in (1, 4, 5), (path, wrong, error)  # noqa: PT017
                assert not any(token in str(error) for token in TOKENS)  # noqa: PT017


def _paths(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(deeper for key, member in members for deeper in _paths(member, (*path, key)))]


def _put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = _put(value[path[0]], path[1:], new)
    return copy


# -- PDF -----------------------------------------------------------------------------------------------------


PDFS = {
    "encrypted": (attached(("a.xml", good("europass")), encryption=pikepdf.Encryption(user="u", owner="o")), "EP1006"),
    "nothing attached": (saved(blank()), "EP1007"),
    "an invoice": (pdf(b"<rsm:CrossIndustryInvoice xmlns:rsm='urn:x'><a>1</a></rsm:CrossIndustryInvoice>"), "EP1007"),
    "another PDF": (pdf(good("pdf of europass"), "a.pdf"), "EP1007"),
    "JSON": (pdf(good("jsonresume"), "a.json"), "EP1007"),
    "an empty file": (pdf(b""), "EP1007"),
    "half an XML": (pdf(good("europass-xml")[:400]), "EP1101"),
    "only a header": (b"%PDF-1.7\n", "EP1101"),
    "noise": (b"%PDF-1.7\n" + bytes(range(256)) * 40, "EP1101"),
}


@pytest.mark.parametrize("case", PDFS)
def test_pdf_without_a_portfolio(case: str) -> None:
    data, rule = PDFS[case]
    said = refused("in.pdf", data, rule).err
    assert case != "an invoice" or "CrossIndustryInvoice" in said


# -- for machines, and for many at a time --------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"<a", b"<!DOCTYPE a><a/>", b"Dear sir", good("europass-xml")[:700], None])
def test_every_output_of_a_broken_file_is_one_document(data: bytes | None) -> None:
    if data is not None:
        Path("in.xml").write_bytes(data)
    report = json.loads(watched("validate", "in.xml", "--output", "json").out)
    (finding,) = report["files"][0]["findings"]
    sarif = json.loads(watched("validate", "in.xml", "--output", "sarif").out)
    assert [item["ruleId"] for item in sarif["runs"][0]["results"]] == [finding["code"]]
    junit = ElementTree.fromstring(watched("validate", "in.xml", "--output", "junit").out)
    assert [item.get("type") for item in junit.iter("failure")] == [finding["code"]]
    (line,) = watched("validate", "in.xml", "--output", "github").out.splitlines()
    assert re.fullmatch(rf"::error file=in\.xml,[^:]*title={finding['code']} [^:]*::.+", line)
    conversion = json.loads(watched("convert", "in.xml", "out.portfolio.json", "--output", "json").out)
    assert [item["code"] for item in conversion["findings"]] == [finding["code"]]


@pytest.mark.parametrize("name", TEXTUAL)
@pytest.mark.parametrize("output", ["sarif", "junit", "github"])
def test_what_is_shown_to_many_holds_no_values(name: str, output: str) -> None:
    data = good(name)
    for number in (b"2011-02-03", b"2014-05", b"2015", b"2011", b"2014", b"image/png"):
        data = data.replace(number, b"Wrote3V")
    Path("in" + suffix(name)).write_bytes(data)
    assert not [token for token in TOKENS if token in watched("validate", "in" + suffix(name), "--output", output).out]


def test_one_bad_file_stops_no_other() -> None:
    for number, data in enumerate([good("jsonresume"), b"{", good("europass"), b"<!DOCTYPE a><a/>"]):
        Path(f"{number}.{'xml' if number > 1 else 'json'}").write_bytes(data)
    outcome = watched("convert", "0.json", "1.json", "2.xml", "3.xml", "out/", "--to", "eportfolio")
    assert outcome.code == 4
    assert sorted(path.name for path in Path("out").iterdir()) == ["0.portfolio.json", "2.portfolio.json"]
    assert ("EP1101" in outcome.err, "EP1004" in outcome.err) == (True, True)
    assert "4 files: 2 converted, 2 failed." in outcome.out


def test_eight_threads_at_once() -> None:
    cv, carrier = (EXAMPLES / "europass-xml/cv.xml").read_bytes(), good("pdf of europass")

    def work(_: int) -> tuple[Any, ...]:
        reading = ep.read(cv)
        conversion = ep.convert(cv, target_format="jsonresume")
        with pytest.raises(EportfolioError) as caught:
            ep.read(cv[:500])
        return (
            reading.portfolio.model_dump_json(), reading.report.as_dict(), conversion.data,
            conversion.report.as_dict(), ep.validate(cv).as_dict(), str(caught.value),
            ep.read(carrier).portfolio.model_dump_json(),
        )  # fmt: skip

    expected = work(0)
    with ThreadPoolExecutor(8) as pool:
        assert all(result == expected for result in pool.map(work, range(8 * 20)))
