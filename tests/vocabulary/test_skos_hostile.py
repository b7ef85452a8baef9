"""SKOS files that are broken or mean harm: told by name and place, at a bounded price, and nothing is installed."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import pytest

from eportfolio.cli.main import main
from eportfolio.report.errors import EportfolioError, UnreadableError, UnsafeError
from eportfolio.vocabulary.errors import VocabularySourceError
from eportfolio.vocabulary.importing import ImportOptions
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.skos import parsing
from eportfolio.vocabulary.skos.parsing import RDF_LIMITS
from eportfolio.vocabulary.skos.reading import install_skos

SKOS = "http://www.w3.org/2004/02/skos/core#"
TURTLE = f"""@prefix : <https://example.org/> . @prefix skos: <{SKOS}> .
:s a skos:ConceptScheme ; <http://www.w3.org/2002/07/owl#versionInfo> "1" .
"""
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">'
BOTH = pytest.mark.parametrize("streaming", [True, False], ids=["pyoxigraph", "rdflib"])


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    monkeypatch.setattr(socket.socket, "connect", refused)


def refusal(
    folder: Path, content: str | bytes, suffix: str, *, streaming: bool, limits: Any = RDF_LIMITS
) -> EportfolioError:
    """The error with which a file is refused; nothing is installed."""
    file = folder / f"source{suffix}"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    vocabularies = Vocabularies(folder / "v")
    options = ImportOptions(version="1", uri="https://example.org/s")
    with pytest.raises(EportfolioError) as caught:
        install_skos(vocabularies, "mine", [file], options, limits=limits, streaming=streaming)
    assert not (folder / "v").exists()
    assert str(file) in str(caught.value)
    return caught.value


DOCTYPES = {
    "entities that grow": '<!DOCTYPE r [<!ENTITY a "xxxxxxxxxx"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>',
    "a file of the machine": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE r SYSTEM "http://example.org/r.dtd">',
    "a parameter entity": '<!DOCTYPE r [<!ENTITY % a SYSTEM "http://example.org/a"> %a;]>',
    "harmless entities": '<!DOCTYPE rdf:RDF [<!ENTITY skos "http://www.w3.org/2004/02/skos/core#">]>',
}


@BOTH
@pytest.mark.parametrize("case", DOCTYPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused(case: str, encoding: str, streaming: bool, tmp_path: Path) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>\n{DOCTYPES[case]}\n{RDF}&a;</rdf:RDF>'
    error = refusal(tmp_path, text.encode(encoding), ".rdf", streaming=streaming)
    assert isinstance(error, UnsafeError)
    assert error.finding.name == "unsafe-content"
    assert error.finding.line == 2
    assert "DOCTYPE" in str(error)


@BOTH
def test_xml_that_is_nested_without_end_is_refused(streaming: bool, tmp_path: Path) -> None:
    text = RDF + "<skos:Concept><skos:broader>" * 100_000
    error = refusal(tmp_path, text, ".rdf", streaming=streaming)
    assert error.finding.name == "nested-too-deeply"
    assert "limit depth" in str(error)


@BOTH
def test_turtle_that_is_nested_without_end_is_refused(streaming: bool, tmp_path: Path) -> None:
    for opening in ("[ <http://e/p> ", "( "):
        refused = refusal(tmp_path, TURTLE + ":a :b " + opening * 200_000, ".ttl", streaming=streaming)
        assert refused.finding.name in ("nested-too-deeply", "not-well-formed")


@BOTH
def test_json_that_is_nested_without_end_is_refused(streaming: bool, tmp_path: Path) -> None:
    for opening, closing in (("[", "]"), ('{"http://e/p":', "}")):
        text = opening * 100_000 + "1" + closing * 100_000
        assert refusal(tmp_path, text, ".jsonld", streaming=streaming).finding.name == "nested-too-deeply"
    deep = '{"http://e/p":' * 190 + "1" + "}" * 190
    assert "is no concept" in str(refusal_of_contents(tmp_path, deep, ".jsonld", streaming=streaming))


def refusal_of_contents(folder: Path, content: str, suffix: str, *, streaming: bool) -> EportfolioError:
    file = folder / f"source{suffix}"
    file.write_text(content)
    with pytest.raises(VocabularySourceError) as caught:
        install_skos(Vocabularies(folder / "v"), "mine", [file], ImportOptions(), streaming=streaming)
    return caught.value


REMOTE = {
    "an address": '{"@context": "http://example.org/context.jsonld", "@id": "http://e/a"}',
    "an address in a list": '{"@context": [{}, "https://example.org/c"], "@id": "http://e/a"}',
    "a relative address": '{"@context": "context.jsonld", "@id": "http://e/a"}',
    "an import": '{"@context": {"@import": "https://example.org/c"}, "@id": "http://e/a"}',
    "a node inside": '{"@graph": [{"@id": "http://e/a", "http://e/p": {"@context": "https://example.org/c"}}]}',
    "the context of a term": '{"@context": {"t": {"@id": "http://e/t", "@context": "https://example.org/c"}}, "t": {}}',
    "a file": '{"@context": "file:///etc/passwd", "@id": "http://e/a"}',
}


@BOTH
@pytest.mark.parametrize("case", REMOTE)
def test_a_context_elsewhere_is_never_fetched(case: str, streaming: bool, tmp_path: Path) -> None:
    error = refusal(tmp_path, REMOTE[case], ".jsonld", streaming=streaming)
    assert error.finding.name == "unsafe-content"
    assert "nothing is fetched" in str(error)


CUT = {
    ".ttl": TURTLE + ':1 a skos:Concept ; skos:prefLabel "one"@en .\n:2 a skos:Concept ; skos:prefLabel "tw',
    ".nt": '<http://e/1> <http://e/p> "one" .\n\n<http://e/2> <http://e/p> "tw',
    ".rdf": f'<?xml version="1.0"?>\n{RDF}\n<skos:Concept rdf:about="http://e/1"><skos:prefLabel>tw',
    ".jsonld": '{"@id": "http://e/1",\n "http://e/p": "one",\n "http://e/p2": "tw',
}


@BOTH
@pytest.mark.parametrize("suffix", CUT)
def test_a_file_that_was_cut_off_is_told_with_its_line(suffix: str, streaming: bool, tmp_path: Path) -> None:
    error = refusal(tmp_path, CUT[suffix], suffix, streaming=streaming)
    assert isinstance(error, UnreadableError)
    assert error.finding.name == "not-well-formed"
    assert error.finding.line in (3, 4)


@BOTH
@pytest.mark.parametrize(
    ("suffix", "content", "rule"),
    [
        (".ttl", (TURTLE + ':1 skos:prefLabel "\u00e9"@fr .').encode("latin-1"), "wrong-encoding"),
        (".nt", '<http://e/1> <http://e/p> "\u00e9" .'.encode("latin-1"), "wrong-encoding"),
        (".jsonld", '{"@id": "http://e/\u00e9"}'.encode("latin-1"), "wrong-encoding"),
        (".rdf", f'<?xml version="1.0" encoding="utf-8"?>{RDF}\u00e9</rdf:RDF>'.encode("latin-1"), "not-well-formed"),
        (".rdf", f'<?xml version="1.0" encoding="klingon"?>{RDF}</rdf:RDF>'.encode(), "wrong-encoding"),
        (".rdf", f'<?xml version="1.0" encoding="utf-16"?>{RDF}</rdf:RDF>'.encode(), "not-well-formed"),
        (".ttl", b"\xff\xfe\x00", "wrong-encoding"),
        (".ttl", b"", "empty-file"),
        (".rdf", b"no xml", "not-well-formed"),
        (".jsonld", b'{"@id": "http://e/1", "@id": "http://e/2"}', "duplicate-key"),
        (".ttl", b'<http://e/1> <http://e/p> "\\uD800" .', None),
        (".jsonld", b'{"@id": "http://e/1", "http://e/p": "\\ud800"}', "invalid-character"),
    ],
)
def test_bytes_that_are_no_text_are_told(
    suffix: str, content: bytes, rule: str | None, streaming: bool, tmp_path: Path
) -> None:
    assert refusal(tmp_path, content, suffix, streaming=streaming).finding.name in (
        (rule,) if rule else ("invalid-character", "not-well-formed")
    )


LONG = "x" * 2000
HUGE = {
    ".ttl": TURTLE + f':1 skos:prefLabel "{LONG}"@en .',
    ".nt": f'<http://e/1> <http://e/p> "{LONG}" .',
    ".rdf": f'{RDF}<skos:Concept rdf:about="http://e/1"><skos:prefLabel>{LONG}</skos:prefLabel></skos:Concept></rdf:RDF>',
    ".jsonld": json.dumps({"@id": "http://e/1", "http://e/p": LONG}),
}


@BOTH
@pytest.mark.parametrize("suffix", HUGE)
def test_a_label_without_end_is_refused(suffix: str, streaming: bool, tmp_path: Path) -> None:
    error = refusal(tmp_path, HUGE[suffix], suffix, streaming=streaming, limits=replace(RDF_LIMITS, text_bytes=1000))
    assert error.finding.name == "limit-exceeded"
    assert "text_bytes" in str(error)


@BOTH
def test_so_is_one_in_pieces(streaming: bool, tmp_path: Path) -> None:
    pieces = "<!-- -->".join("x" * 100 for _ in range(20))
    text = f'{RDF}<skos:Concept rdf:about="http://e/1"><skos:note>{pieces}</skos:note></skos:Concept></rdf:RDF>'
    error = refusal(tmp_path, text, ".rdf", streaming=streaming, limits=replace(RDF_LIMITS, text_bytes=1000))
    assert error.finding.name == "limit-exceeded"


@BOTH
@pytest.mark.parametrize("suffix", HUGE)
def test_the_number_of_triples_and_the_size_of_files_are_bounded(suffix: str, streaming: bool, tmp_path: Path) -> None:
    many = {
        ".ttl": TURTLE + ":1 :p 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 .",
        ".nt": "".join(f'<http://e/1> <http://e/p> "{number}" .\n' for number in range(20)),
        ".rdf": f"{RDF}{'<skos:Concept/>' * 20}</rdf:RDF>",
        ".jsonld": json.dumps({"@id": "http://e/1", "http://e/p": list(range(20))}),
    }[suffix]
    error = refusal(tmp_path, many, suffix, streaming=streaming, limits=replace(RDF_LIMITS, nodes=10))
    assert error.finding.name == "limit-exceeded"
    error = refusal(tmp_path, many, suffix, streaming=streaming, limits=replace(RDF_LIMITS, file_bytes=100))
    assert "file_bytes" in str(error)


@BOTH
def test_what_has_to_be_in_memory_as_a_whole_may_be_less(
    streaming: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "IN_MEMORY", 100)
    assert "file_bytes" in str(refusal(tmp_path, " " * 101 + "{}", ".jsonld", streaming=streaming))
    (tmp_path / "a.ttl").write_text(TURTLE + ':1 a skos:Concept ; skos:prefLabel "one"@en .')
    if streaming:
        install_skos(Vocabularies(tmp_path / "v"), "mine", [tmp_path / "a.ttl"], ImportOptions(), streaming=True)
    else:
        with pytest.raises(UnsafeError, match="file_bytes"):
            install_skos(Vocabularies(tmp_path / "v"), "mine", [tmp_path / "a.ttl"], ImportOptions(), streaming=False)


@BOTH
@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".ttl", TURTLE + ":1 :p <http://e/with space> ."),
        (".ttl", TURTLE + ":1 :p <http://e/{x}> ."),
        (".rdf", f'{RDF}<skos:Concept rdf:about="http://e/with space"/></rdf:RDF>'),
        (".ttl", TURTLE + ":1 :p << :a :b :c >> ."),
        (".ttl", TURTLE + "{ :a :b :c . } => { :d :e :f . } ."),
        (".ttl", TURTLE + ':1 "predicate" :c .'),
        (".ttl", "no turtle at all"),
        (".rdf", f"{RDF}<skos:Concept rdf:ID='1'/></rdf:RDF>"),
        (".rdf", f"{RDF}<skos:Concept rdf:about='http://e/1' rdf:ID='x'/></rdf:RDF>"),
    ],
)
def test_what_is_no_rdf_is_refused(suffix: str, content: str, streaming: bool, tmp_path: Path) -> None:
    assert refusal(tmp_path, content, suffix, streaming=streaming).finding.name == "not-well-formed"


@BOTH
def test_relative_addresses_need_something_to_be_relative_to(streaming: bool, tmp_path: Path) -> None:
    text = f'@prefix skos: <{SKOS}> . <s> a skos:ConceptScheme . <1> a skos:Concept ; skos:prefLabel "one"@en .'
    (tmp_path / "a.ttl").write_text(text)
    vocabularies = Vocabularies(tmp_path / "v")
    with pytest.raises(VocabularySourceError, match="'s' is relative"):
        install_skos(vocabularies, "mine", [tmp_path / "a.ttl"], ImportOptions(version="1"), streaming=streaming)
    options = ImportOptions(version="1", uri="https://example.org/x/s")
    built = install_skos(vocabularies, "mine", [tmp_path / "a.ttl"], options, streaming=streaming)
    assert [concept.uri for concept in ConceptScheme(built.path).concepts()] == ["https://example.org/x/1"]


@BOTH
def test_a_hierarchy_that_runs_in_a_circle_is_told_and_installed(streaming: bool, tmp_path: Path) -> None:
    ring = "".join(
        f':{number} a skos:Concept ; skos:prefLabel "{number}"@en ; skos:broader :{(number + 1) % 5000} .\n'
        for number in range(5000)
    )
    (tmp_path / "a.ttl").write_text(TURTLE + ring + ':x a skos:Concept ; skos:prefLabel "x"@en ; skos:broader :x .')
    built = install_skos(
        Vocabularies(tmp_path / "v"), "mine", [tmp_path / "a.ttl"], ImportOptions(), streaming=streaming
    )
    found = [item for item in built.findings if item.name == "cyclic-hierarchy"]
    assert len(found) == 2
    assert "5,000 concepts" in found[0].message


@BOTH
def test_facts_that_are_no_json_are_refused(streaming: bool, tmp_path: Path) -> None:
    for facts in ("[" * 10_000, "{", "nonsense"):
        text = TURTLE + f':s <https://w3id.org/eportfolio/v1#scheme_facts> "{facts}" . :1 a skos:Concept .'
        (tmp_path / "a.ttl").write_text(text)
        with pytest.raises(UnreadableError):
            install_skos(
                Vocabularies(tmp_path / "v"), "mine", [tmp_path / "a.ttl"], ImportOptions(), streaming=streaming
            )
        assert not list((tmp_path / "v").rglob("*.sqlite"))


def test_what_was_installed_before_stays(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(TURTLE + ':1 a skos:Concept ; skos:prefLabel "one"@en .')
    vocabularies = Vocabularies(tmp_path / "v")
    built = install_skos(vocabularies, "mine", [tmp_path / "a.ttl"], ImportOptions())
    before = built.path.read_bytes()
    (tmp_path / "a.ttl").write_text(TURTLE + ':1 a skos:Concept ; skos:prefLabel "tw')
    with pytest.raises(UnreadableError):
        install_skos(vocabularies, "mine", [tmp_path / "a.ttl"], ImportOptions())
    assert built.path.read_bytes() == before
    assert [path.name for path in (tmp_path / "v").rglob("*")] == ["mine", "1.sqlite"]


def test_on_the_command_line_it_ends_with_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("EPORTFOLIO_VOCABULARIES", str(tmp_path / "v"))
    (tmp_path / "a.rdf").write_text("<!DOCTYPE r>" + RDF)
    assert main(["vocab", "install", "mine", str(tmp_path / "a.rdf")]) == 4
    assert "DOCTYPE" in capsys.readouterr().err
    (tmp_path / "a.ttl").write_text(TURTLE + ':1 a skos:Concept ; skos:prefLabel "one"@en ; :colour "red" .')
    assert main(["vocab", "install", "mine", str(tmp_path / "a.ttl")]) == 0
    assert "Statements with https://example.org/colour were not taken: 1." in capsys.readouterr().out
