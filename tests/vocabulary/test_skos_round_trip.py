"""What is exported installs again without loss: every scheme that ships, in every form, with and without pyoxigraph."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from io import BytesIO
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF, SKOS

from eportfolio.report.errors import RefusedError
from eportfolio.vocabulary.bundled import Bundled, bundled
from eportfolio.vocabulary.concepts import LABEL_KINDS, NOTE_KINDS, SchemeDescription
from eportfolio.vocabulary.exporting import FORMS, Form, export, form_of
from eportfolio.vocabulary.importing import ImportOptions, install_other
from eportfolio.vocabulary.index.builder import IndexBuilder
from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies
from eportfolio.vocabulary.skos.reading import install_skos
from eportfolio.vocabulary.skos.terms import PROPERTIES, name_of, named
from eportfolio.vocabulary.skos.triples import Triple, triples_of
from eportfolio.vocabulary.skos.writing import Syntax, has_pyoxigraph, write
from tests.vocabulary.contents import contents

SUFFIX = {"turtle": ".ttl", "rdfxml": ".rdf", "jsonld": ".jsonld", "ntriples": ".nt", "table": ".tsv"}
BASE = "https://example.org/skills/"
RDFLIB = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
"""What the JSON-LD parser of rdflib does to itself."""

LARGE = 1000
"""So many concepts are read by one of the two parsers only, for the time it takes."""

BOTH = [(writing, reading) for writing, reading in product((True, False), repeat=2)]


def test_the_right_number_of_forms_is_tested() -> None:
    assert set(FORMS) == set(SUFFIX)


CASES = [
    pytest.param(one, form, id=f"{one.description.name}-{one.description.version}-{form}")
    for one, form in product(bundled(), FORMS)
    if one.description.name != "esco" or form in ("turtle", "table")  # the starter is no code list, and large
]


@pytest.mark.parametrize(("shipped", "form"), CASES)
def test_every_scheme_that_ships_survives_export_and_import(shipped: Bundled, form: Form, tmp_path: Path) -> None:
    scheme = shipped.open()
    file = tmp_path / f"exported{SUFFIX[form]}"
    with file.open("wb") as out:
        export(scheme, out, form)
    vocabularies = Vocabularies(tmp_path / "installed")
    built = install_other(vocabularies, scheme.description.name, [file])
    assert built.findings == []
    held = contents(scheme)
    with ConceptScheme(built.path) as again:
        assert contents(again) == held
    if form != "table" and len(scheme) < LARGE:
        other = Vocabularies(tmp_path / "installed by rdflib")
        built = install_skos(other, scheme.description.name, [file], ImportOptions(), streaming=False)
        with ConceptScheme(built.path) as again:
            assert contents(again) == held


@pytest.fixture
def everything(tmp_path: Path) -> ConceptScheme:
    """A scheme with all that an index can hold, spelt as awkwardly as possible."""
    description = SchemeDescription(
        "everything", "1.0", f"{BASE}scheme", 'A title with "quotes", <tags> & \\ backslashes', official=False,
        sources=("Words  about a source", "https://example.org/a-source", "urn:isbn:12"), date="2024-02-30?",
        licence="https://example.org/licence", attribution="© example", notes=("First note.", "Second | note."),
    )  # fmt: skip
    with IndexBuilder(description, tmp_path / "everything.sqlite") as builder:
        builder.concept(BASE + "z", "skill", notation="0110", modified="2020-01-02T03:04:05Z", replaced_by=BASE + "a")
        builder.concept(BASE + "a", "knowledge", notation="0110", status="obsolete", modified="in spring")
        builder.concept(BASE + "é", "a type with spaces", status="on hold", modified="2020-01-02")
        builder.concept(BASE + "group", "skill_group")
        builder.concept(BASE + "collection", "collection", notation="C")
        for number, text in enumerate(AWKWARD):
            for kind, verified in product(LABEL_KINDS, (True, False)):
                builder.label(BASE + "z", kind, f"x-{number}{kind[0]}{int(verified)}", text, verified=verified)
            for kind in (*NOTE_KINDS, "a kind/of its own"):
                builder.note(BASE + "z", kind, f"x-{number}", text)
            builder.property(BASE + "z", f"{number}. {text[:9].strip()}", text)
        for tag in ("", "en", "en-GB", "sr-Latn", "zh-Hant-TW", "es-419"):
            builder.label(BASE + "a", "preferred", tag, "a", verified=True)
            builder.label(BASE + "é", "alternative", tag, "e", verified=False)
        for predicate in (
            "broader",
            "related",
            "exact_match",
            "essential_skill",
            "optional_skill",
            "replaced_by",
            "x y",
        ):
            builder.relation(BASE + "z", predicate, BASE + "a")
            builder.relation(BASE + "z", predicate, "http://example.net/elsewhere")
        builder.relation(BASE + "z", "group", BASE + "group")
        builder.relation(BASE + "a", "broader", BASE + "z")
        for collection in (BASE + "collection", "http://example.net/collection"):
            builder.relation(BASE + "z", "member_of", collection)
        builder.property(BASE + "a", "notation", "0111")
        builder.describe("missing", ["one file", {"and": "another", "rows": 3, "share": 0.5, "known": None}])
        builder.finish()
    return ConceptScheme(tmp_path / "everything.sqlite")


AWKWARD = (
    "plain", " spaces around ", "two\nlines", "carriage\rreturn", "tab\tin it", 'quote " and \' apostrophe',
    "back\\slash", "a | b", "<b>markup</b> & entity &amp; ]]>", "trailing backslash \\", '"""', "\u200bzero width",
    "e\u0301 is not \u00e9", "مرحبا", "\U0001d518\U0001d52b", "a\u2028separator", "# no comment", "0110", "{notation}",
    "_:no node", "http://example.org/no address",
)  # fmt: skip


@pytest.mark.parametrize(("writing", "reading"), BOTH)
@pytest.mark.parametrize("syntax", Syntax)
def test_everything_an_index_can_hold_survives_whoever_writes_and_reads(
    everything: ConceptScheme, syntax: Syntax, writing: bool, reading: bool, tmp_path: Path
) -> None:
    file = tmp_path / f"exported{SUFFIX[syntax]}"
    with file.open("wb") as out:
        write(triples_of(everything), out, syntax, streaming=writing)
    built = install_skos(Vocabularies(tmp_path / "new"), "everything", [file], ImportOptions(), streaming=reading)
    assert {item.name for item in built.findings} == {"concept-without-label", "cyclic-hierarchy"}
    with ConceptScheme(built.path) as again:
        assert contents(again) == contents(everything)


def test_everything_an_index_can_hold_survives_as_a_table(everything: ConceptScheme, tmp_path: Path) -> None:
    for name in ("t.tsv", "t.tsv.gz", "t.tsv.xz"):
        with (tmp_path / name).open("wb") as out:
            export(everything, out, "table", compressed=Path(name).suffix.replace(".tsv", ""))
        built = install_other(Vocabularies(tmp_path / name[::-1]), "everything", [tmp_path / name])
        with ConceptScheme(built.path) as again:
            assert contents(again) == contents(everything)


@RDFLIB
@pytest.mark.parametrize("syntax", Syntax)
def test_other_readers_of_rdf_understand_what_is_written(everything: ConceptScheme, syntax: Syntax) -> None:
    expected = Graph().parse(data=_written(everything, Syntax.N_TRIPLES, False), format="nt")
    form = {"rdfxml": "xml", "jsonld": "json-ld", "ntriples": "nt"}.get(syntax.value, syntax.value)
    for streaming in (True, False):
        graph = Graph().parse(data=_written(everything, syntax, streaming), format=form)
        assert isomorphic(_lower(graph), _lower(expected))
    assert (URIRef(BASE + "a"), RDF.type, SKOS.Concept) in expected
    assert (URIRef(BASE + "a"), SKOS.broader, URIRef(BASE + "z")) in expected
    assert (URIRef(BASE + "collection"), SKOS.member, URIRef(BASE + "z")) in expected
    assert (URIRef(BASE + "a"), SKOS.prefLabel, Literal("a", lang="en-GB")) in expected
    assert not list(expected.triples((URIRef(BASE + "é"), SKOS.altLabel, None)))  # no source confirms them
    assert not list(expected.triples((None, SKOS.broader, URIRef(BASE + "group"))))  # a group is no broader concept


def _written(scheme: ConceptScheme, syntax: Syntax, streaming: bool) -> bytes:
    out = BytesIO()
    write(triples_of(scheme), out, syntax, streaming=streaming)
    return out.getvalue()


def _lower(graph: Graph) -> Graph:
    """Language tags in small letters, as RDF compares them; values as they are spelt."""
    lower = Graph()
    for subject, predicate, value in graph:
        is_text = isinstance(value, Literal)
        tag = value.language.lower() if is_text and value.language else None
        lower.add((subject, predicate, Literal(str(value), lang=tag) if is_text else value))
    return lower


def test_the_same_scheme_is_written_as_the_same_bytes(everything: ConceptScheme) -> None:
    for syntax, streaming in product(Syntax, (True, False)):
        assert _written(everything, syntax, streaming) == _written(everything, syntax, streaming)


def test_terms_of_our_own_are_explained_where_they_are_used(everything: ConceptScheme) -> None:
    used = {
        triple.predicate for triple in triples_of(everything) if triple.predicate.startswith("https://w3id.org/epo")
    }
    own = {predicate for predicate in used if "#" in predicate}
    explained = {
        triple.subject: triple.value for triple in triples_of(everything) if triple.predicate.endswith("#comment")
    }
    assert set(explained) == own
    assert "no broader concept" in " ".join(explained["https://w3id.org/eportfolio/v1#grouping_node"].split())


@given(st.text(min_size=1).filter(lambda name: "\x00" not in name))
@settings(max_examples=200)
def test_any_name_becomes_an_address_that_xml_can_write_and_comes_back(name: str) -> None:
    address = named(PROPERTIES, name)
    assert name_of(PROPERTIES, address) == name
    local = address.removeprefix(PROPERTIES)
    assert local.isascii()
    assert local[0].isalpha() or local[0] == "_"


@pytest.mark.parametrize(
    ("release", "known"), [("0.5.13", True), ("1.0", True), ("0.4.11", False), ("odd", False), (None, False)]
)
def test_pyoxigraph_is_used_where_it_knows_json_ld(
    release: str | None, known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(_: str) -> str:
        if release is None:
            raise PackageNotFoundError
        return release

    monkeypatch.setattr("importlib.metadata.version", version)
    assert has_pyoxigraph() is known


def test_a_name_of_another_prefix_is_none() -> None:
    assert name_of(PROPERTIES, "https://example.org/property/x") == ""


@pytest.mark.parametrize(
    ("triple", "told"),
    [
        (Triple("no address", SKOS.broader, BASE), "'no address'"),
        (Triple(BASE, SKOS.broader, "with space: x"), "'with space: x'"),
        (Triple(BASE, SKOS.broader, "relative"), "'relative'"),
        (Triple(BASE, SKOS.prefLabel, "text", "en_GB"), "'en_GB'"),
    ],
)
@pytest.mark.parametrize("syntax", Syntax)
def test_what_rdf_cannot_say_is_refused_by_name(triple: Triple, told: str, syntax: Syntax) -> None:
    with pytest.raises(RefusedError, match="cannot be written as RDF") as caught:
        write([triple], BytesIO(), syntax)
    assert told in str(caught.value)
    assert "--to table" in caught.value.finding.advice


@RDFLIB
def test_a_character_that_xml_cannot_carry_is_refused_for_xml_only() -> None:
    triple = Triple(BASE, SKOS.prefLabel, "bell \x07", "en")
    with pytest.raises(RefusedError, match="XML cannot carry") as caught:
        write([triple], BytesIO(), Syntax.RDF_XML)
    assert caught.value.finding.name == "invalid-character"
    for syntax, streaming in product((Syntax.TURTLE, Syntax.JSON_LD, Syntax.N_TRIPLES), (True, False)):
        out = BytesIO()
        write([triple], out, syntax, streaming=streaming)
        form = {"jsonld": "json-ld", "ntriples": "nt"}.get(syntax.value, syntax.value)
        assert next(Graph().parse(data=out.getvalue(), format=form).objects()) == Literal("bell \x07", lang="en")


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("x.ttl", "turtle"), ("x.RDF", "rdfxml"), ("x.jsonld", "jsonld"), ("x.nt", "ntriples"), ("x.tsv", "table"),
        ("x.tsv.xz", "table"), ("x.tsv.gz", "table"), ("-", None), ("x.csv", None), ("x.ttl.gz", None),
    ],
)  # fmt: skip
def test_the_form_is_told_from_the_name(name: str, form: str | None) -> None:
    assert form_of(name) == form
