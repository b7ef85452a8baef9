"""The RDF adapter: what it reads, what it refuses, and what it names as lost."""

from __future__ import annotations

from typing import Any

import pytest

from eportfolio.exchange.adapter import Level, ReadOptions, WriteOptions
from eportfolio.model.canonical import from_data, to_data
from eportfolio.report.errors import EportfolioError, UnreadableError, UnsafeError
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source
from eportfolio_adapters.eportfolio.adapter import JSON, TURTLE

NS = "https://w3id.org/eportfolio/v1#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HEAD = f"@prefix : <{NS}> .\n@prefix rdf: <{RDF}> .\n"


def _read(text: str, limits: Limits | None = None) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    reading = TURTLE.read(Source(text.encode()), ReadOptions(limits) if limits else ReadOptions())
    return to_data(reading.portfolio), [(item.name, item.pointer) for item in reading.report]


def test_turtle_is_written_for_people() -> None:
    text = TURTLE.write(from_data({"id": "urn:x:1", "language": "nl", "interests": [
        {"id": "urn:x:2", "title": "Schaken"}]}), WriteOptions()).data.decode()  # fmt: skip
    assert text.startswith(f"@prefix : <{NS}> .")
    assert '<urn:x:2> a :Interest ;\n    :title "Schaken"@nl .' in text
    assert ":interests ( <urn:x:2> ) ;" in text


def test_loss_is_named_when_written_and_when_read() -> None:
    portfolio = from_data({"id": "urn:x:1", "mood": "good", "interests": [{"id": "urn:x:2", "stars": 5}]})
    writing = TURTLE.write(portfolio, WriteOptions())
    assert sorted((item.name, item.pointer) for item in writing.report) == [
        ("lost", "/interests/0/stars"), ("lost", "/mood"),
    ]  # fmt: skip
    reading = TURTLE.read(Source(writing.data), ReadOptions())
    assert sorted((item.name, item.pointer) for item in reading.report) == [
        ("lost", f"<urn:x:1> <{NS}mood>"), ("lost", f"<urn:x:2> <{NS}stars>"),
    ]  # fmt: skip
    assert reading.report.fidelity is not None
    assert reading.report.fidelity.lost == 2


def test_a_needless_tag_is_told() -> None:
    portfolio = from_data({"id": "urn:x:1", "language": "en", "summary": {"text": {"en": "x"}}})
    (found,) = TURTLE.write(portfolio, WriteOptions()).report
    assert (found.name, found.pointer) == ("approximate", "/summary/text/en")


def test_lists_keep_order_and_repetition() -> None:
    data, _ = _read(f'{HEAD}<urn:x:1> a :Portfolio ; :interests ( <urn:x:2> ) . <urn:x:2> :keywords ("b" "a" "b") .')
    assert data["interests"][0]["keywords"] == ["b", "a", "b"]


def test_rdf_of_others_is_read_leniently() -> None:
    data, findings = _read(
        f'{HEAD}<urn:x:1> a :Portfolio ; :summary "Hello"@en ; :interests [ :title "Chess"@en, "Schaken"@nl ] ;'
        " <http://example.org/mood> 5 ."
    )
    assert data["summary"] == {"text": {"en": "Hello"}}
    assert data["interests"][0]["title"] == {"en": "Chess", "nl": "Schaken"}
    assert findings == [("lost", "<urn:x:1> <http://example.org/mood>")]


def test_a_value_that_does_not_fit_is_named() -> None:
    data, findings = _read(f'{HEAD}<urn:x:1> a :Portfolio ; :language "not a tag" ; :created [ :x 1 ] .')
    assert "language" not in data
    assert ("invalid-portfolio", "/language") in findings
    assert ("lost", f"<urn:x:1> <{NS}created>") in findings


@pytest.mark.parametrize(
    "text",
    [
        f'<rdf:RDF xmlns:rdf="{RDF}" xmlns="{NS}"><Portfolio rdf:about="urn:x:1"><created>2020</created></Portfolio>'
        "</rdf:RDF>",
        f'<urn:x:1> <{RDF}type> <{NS}Portfolio> .\n<urn:x:1> <{NS}created> "2020" .\n',
        f'[{{"@id": "urn:x:1", "@type": "{NS}Portfolio", "{NS}created": "2020"}}]',
        f'{{"@context": {{"e": "{NS}"}}, "@id": "urn:x:1", "@type": "e:Portfolio", "e:created": "2020"}}',
        f'PREFIX : <{NS}>\n<urn:x:1> a :Portfolio ; :created "2020" .',
    ],
)
def test_spellings(text: str) -> None:
    source = Source(text.encode())
    assert (TURTLE.sniff(source).score, JSON.sniff(source).score) == (60, 0)
    assert _read(text)[0] == {"type": "Portfolio", "id": "urn:x:1", "schema_version": "1.0", "created": "2020"}
    assert list(TURTLE.check(source, Level.STRUCTURE)) == []


@pytest.mark.parametrize(
    ("text", "error", "name"),
    [
        (f"{HEAD}<urn:x:1> a :Portf", UnreadableError, "not-well-formed"),
        (f"{HEAD}<urn:x:1> a :Person .", UnreadableError, "no-portfolio-inside"),
        (f"{HEAD}<urn:x:1> a :Portfolio . <urn:x:2> a :Portfolio .", UnreadableError, "no-portfolio-inside"),
        (f"{HEAD}<urn:x:1> a :Portfolio ; :x {'[' * 50_000}", UnsafeError, "nested-too-deeply"),
        (f'{{"@context": "https://example.org/", "@type": "{NS}Portfolio"}}', UnsafeError, "unsafe-content"),
        (f'{{"@context": [{{"@import": "x"}}], "@type": "{NS}Portfolio"}}', UnsafeError, "unsafe-content"),
        (f'{{"x": {{"@context": ["x"]}}, "@type": "{NS}Portfolio"}}', UnsafeError, "unsafe-content"),
        (f'{{"@context": {{"x": {{"@id": "urn:x", "@context": "y"}}}}, "@type": "{NS}Portfolio"}}', UnsafeError,
         "unsafe-content"),
        (f'<!DOCTYPE a [<!ENTITY b "c">]><rdf:RDF xmlns:rdf="{RDF}" xmlns="{NS}"><Portfolio/></rdf:RDF>', UnsafeError,
         "unsafe-content"),
        (f"{HEAD}<urn:x:1> a :Portfolio ; :x {', '.join(map(str, range(600)))} .", UnsafeError, "limit-exceeded"),
        (HEAD + "<urn:x:v> a :Portfolio ; :variants ( <urn:x:0> <urn:x:0> ) . " + " ".join(
            f"<urn:x:{n}> a :Portfolio ; :variants ( <urn:x:{n + 1}> <urn:x:{n + 1}> ) ." for n in range(40)),
         UnsafeError, "limit-exceeded"),
    ],
)  # fmt: skip
def test_what_is_refused(text: str, error: type[EportfolioError], name: str) -> None:
    with pytest.raises(error) as caught:
        _read(text, Limits(nodes=500))
    assert caught.value.finding.name == name


def test_circles_end() -> None:
    _, findings = _read(
        f"{HEAD}<urn:x:1> a :Portfolio ; :owner <urn:x:o> ; :interests _:l . <urn:x:o> :names ( <urn:x:o> ) ."
        " _:l rdf:first <urn:x:2> ; rdf:rest _:l ."
    )
    assert ("lost", f"<urn:x:o> <{NS}names>") in findings


@pytest.mark.parametrize("data", [b"", b"\x00\xff", b"plain text", b"%PDF-1.4", b"PK\x03\x04", b"<a/>", b"{}", b"[1]"])
def test_nothing_else_is_taken_for_rdf(data: bytes) -> None:
    assert TURTLE.sniff(Source(data)).score == 0
