"""SHACL shapes from a folder: two engines with one verdict, no vacuous pass, nothing fetched, bounded cost."""

from __future__ import annotations

import copy
import json
import socket
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio import resources
from eportfolio.cli.main import main
from eportfolio.exchange import registry
from eportfolio.report.codes import Severity
from eportfolio.report.errors import EportfolioError, MissingExtraError, UnreadableError, UnsafeError, UsageError
from eportfolio.report.findings import Finding
from eportfolio.sources.jsonld import CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS
from eportfolio.sources.source import Source
from eportfolio.validation.shapes import check_shapes
from eportfolio.validation.shapes.engines import ENGINES
from tests.support import EXAMPLES, needs_shared, shared, shared_files

PREFIXES = """
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix : <https://example.org/> .
"""
CLUB = """
<https://example.org/ap/club> a owl:Ontology ; owl:imports <https://example.org/ap/base> .
:ClubShape a sh:NodeShape ; sh:targetClass :Club ; sh:property :ClubName , :ClubFounded .
:ClubName a sh:PropertyShape ; sh:path :name ; sh:minCount 1 ; sh:message "A club has a name." .
:ClubFounded a sh:PropertyShape ; sh:path :founded ; sh:datatype xsd:dateTime ; sh:severity sh:Warning .
"""
BASE = """
<https://example.org/ap/base> a owl:Ontology .
:AnyShape a sh:NodeShape ; sh:targetSubjectsOf :name ; sh:property :Member .
:Member a sh:PropertyShape ; sh:path :member ; sh:or ( [ sh:class :Person ] [ sh:class :Club ] ) .
"""
OTHER = """
<https://example.org/ap/other> a owl:Ontology .
:OtherShape a sh:NodeShape ; sh:targetClass :Club ; sh:property [ sh:path :song ; sh:minCount 1 ] .
"""
NO_SHAPES = "<https://example.org/ap/words> a owl:Ontology ."

CONTEXT = {
    "@vocab": "https://example.org/",
    "schema": {"@id": "https://www.w3.org/2018/credentials#credentialSchema", "@type": "@id"},
    "founded": {"@type": "http://www.w3.org/2001/XMLSchema#dateTime"},
    "member": {"@type": "@id"},
}
BEES: dict[str, Any] = {
    "@context": CONTEXT,
    "@id": "https://example.org/bees",
    "@type": "Club",
    "schema": "https://example.org/ap/club",
    "name": "Bee keepers of Noordwolde",
    "founded": "1999-10-02T00:00:00Z",
    "member": [{"@id": "https://example.org/noor", "@type": "Person", "name": "Noor van Dijk-Okonkwo"}],
}


class Envelope:
    """An adapter whose files hold JSON-LD in an envelope."""

    format = registry.get("turtle").format

    def __init__(self, *documents: dict[str, Any]) -> None:
        self.documents = documents

    def rdf_documents(self, source: Source) -> Sequence[dict[str, Any]]:
        return self.documents


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    def make(**files: str) -> Path:
        place = tmp_path / "shapes"
        place.mkdir()
        for name, content in files.items():
            (place / f"{name}.ttl").write_text(PREFIXES + content, encoding="utf-8")
        return place

    return make


def check(data: Any, folder: Path, *, adapter: Any = None, engine: str = "") -> list[Finding]:
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return list(check_shapes(Source(content, "bees"), adapter or registry.get("turtle"), folder, engine=engine))


def told(found: list[Finding]) -> list[tuple[str, str, Severity]]:
    return [(item.name, item.message, item.severity) for item in found]


def with_(**changes: Any) -> dict[str, Any]:
    changed = {**copy.deepcopy(BEES), **changes}
    return {key: value for key, value in changed.items() if value is not None}


# -- what is found -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"name": None}, [("", "name: A club has a name. Node: https://example.org/bees.", Severity.ERROR)]),
        (
            {"founded": "1999-10-02"},
            [
                (
                    "",
                    "founded: a value that is not of the datatype that is demanded (datatype dateTime). "
                    "Node: https://example.org/bees.",
                    Severity.WARNING,
                )
            ],
        ),
        (
            {"member": [{"@id": "https://example.org/hive", "@type": "Hive"}]},
            [
                (
                    "",
                    "member: a value that fits none of the alternatives (or Club, Person). "
                    "Node: https://example.org/bees.",
                    Severity.ERROR,
                )
            ],
        ),
    ],
    ids=str,
)
def test_what_shapes_find(
    folder: Callable[..., Path], engine: str, changes: dict[str, Any], expected: list[tuple[str, str, Severity]]
) -> None:
    found = check(with_(**changes), folder(club=CLUB, base=BASE, other=OTHER), engine=engine)
    assert [(item.pointer, item.message, item.severity) for item in found] == expected
    assert {item.name for item in found} <= {"shape-violation"}


@pytest.mark.parametrize("engine", ENGINES)
def test_what_an_object_lacks(folder: Callable[..., Path], engine: str) -> None:
    shapes = folder(
        s=":S a sh:NodeShape ; sh:targetClass :Club ; sh:property :M . :M sh:path :member ; sh:node :N . "
        ":N sh:property [ sh:path :email ; sh:minCount 1 ] , [ sh:path :name ; sh:minCount 1 ] , "
        "[ sh:path :age ; sh:maxCount 1 ] ."
    )
    (found,) = check(BEES, shapes, engine=engine)
    assert found.message.startswith(
        "member: an object that does not keep the rules for its kind (node N); it lacks email. Node:"
    )


@pytest.mark.parametrize("engine", ENGINES)
def test_the_place_and_the_value(folder: Callable[..., Path], engine: str) -> None:
    shapes = folder(
        base=":S a sh:NodeShape ; sh:targetClass :Person ; sh:property :P . :P sh:path :name ; sh:maxLength 3 ."
    )
    (found,) = check(with_(schema=None), shapes, engine=engine)[1:]
    assert found.pointer == "/member/0"
    assert found.value == "Noor van Dijk-Okonkwo"
    assert found.specification == "https://example.org/P"
    assert "Noor van" not in found.message


FORMS = [
    ("dateTime", "1999-10-02", False),
    ("dateTime", "1999-10-02T10:00:00", True),
    ("dateTime", "1999-02-30T10:00:00Z", False),
    ("date", "1999-10-02T00:00:00", False),
    ("positiveInteger", "01", True),
    ("positiveInteger", "0", False),
    ("integer", "1_000", False),
    ("integer", "1.0", False),
    ("decimal", "1e3", False),
    ("decimal", "1.50", True),
    ("boolean", "yes", False),
    ("duration", "20h", False),
    ("duration", "P1DT2H", True),
    ("anyURI", "https://example.org/a", True),
    ("string", "x", True),
]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("datatype", "text", "fits"), FORMS)
@pytest.mark.parametrize("spelling", ["json-ld", "turtle"])
def test_lexical_forms(
    folder: Callable[..., Path], engine: str, datatype: str, text: str, fits: bool, spelling: str,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    shapes = folder(
        s=f":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :p ; sh:datatype xsd:{datatype} ] ."
    )
    data: Any = f'{PREFIXES} :x a :C ; :p "{text}"^^xsd:{datatype} .'.encode()
    if spelling == "json-ld":
        value = {"@value": text, "@type": f"http://www.w3.org/2001/XMLSchema#{datatype}"}
        data = {"@id": "https://example.org/x", "@type": "https://example.org/C", "https://example.org/p": value}
    found = check(data, shapes, engine=engine)
    assert [item.value for item in found] == ([] if fits else [text])
    assert capfd.readouterr() == ("", "")


# -- which files -------------------------------------------------------------------------------------------


def _names(found: list[Finding]) -> list[str]:
    return sorted(item.specification.rpartition("/")[2] for item in found if item.name == "shape-violation")


def test_the_schema_selects_files_and_what_they_import(folder: Callable[..., Path]) -> None:
    shapes = folder(club=CLUB, base=BASE, other=OTHER)
    wrong: dict[str, Any] = {"name": None, "member": "https://example.org/hive"}
    assert _names(check(with_(**wrong), shapes)) == ["ClubName"]  # nothing has a name, so the base looks at nothing
    wrong["name"] = "Bees"
    assert _names(check(with_(**wrong), shapes)) == ["Member"]
    assert len(check(with_(**wrong, schema="https://example.org/ap/unknown"), shapes)) == 2
    assert len(check(with_(**wrong, schema="https://example.org/ap/other"), shapes)) == 1


def test_imports_that_are_missing_are_named(folder: Callable[..., Path]) -> None:
    (found,) = check(BEES, folder(club=CLUB, other=OTHER))
    assert (found.name, found.severity) == ("dangling-reference", Severity.WARNING)
    assert "https://example.org/ap/base" in found.message


def test_a_file_that_was_changed_is_read_again(folder: Callable[..., Path]) -> None:
    shapes = folder(club=CLUB, base=BASE)
    assert check(BEES, shapes) == []
    (shapes / "base.ttl").write_text(PREFIXES + BASE.replace(":Person", ":Beekeeper"), encoding="utf-8")
    assert _names(check(BEES, shapes)) == ["Member"]


# -- a pass that means nothing -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        {"@context": None},
        {"@context": {"other": "https://example.org/other"}},
        {"@type": None},
        {"@type": "Klub"},
        {"@type": None, "@id": None},
    ],
    ids=str,
)
def test_a_vacuous_pass_is_told(folder: Callable[..., Path], changes: dict[str, Any]) -> None:
    shapes = folder(club=CLUB)
    assert "not-a-credential" in {item.name for item in check(with_(**changes), shapes)}
    assert "not-a-credential" not in {item.name for item in check(with_(**{"@id": None}), shapes)}


@pytest.mark.parametrize(
    "shapes",
    [
        NO_SHAPES,
        ":S a sh:NodeShape ; sh:targetClass :Club ; sh:deactivated true ; sh:nodeKind sh:Literal .",
        ":S a sh:NodeShape ; sh:targetClass :Club ; sh:property [ sh:path :x ; sh:minCount 1 ; sh:deactivated true ] .",
        ":S a sh:NodeShape ; sh:targetClass :Club .",
    ],
)
def test_shapes_that_demand_nothing_look_at_nothing(folder: Callable[..., Path], shapes: str) -> None:
    assert [item.name for item in check(BEES, folder(s=shapes))] == ["not-a-credential"]


@pytest.mark.parametrize(
    "target",
    [
        "sh:targetNode :bees",
        "sh:targetSubjectsOf :founded",
        "sh:targetClass :Group",
        "a <http://www.w3.org/2000/01/rdf-schema#Class>",
    ],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_kind_of_target(folder: Callable[..., Path], target: str, engine: str) -> None:
    name = ":Club" if target.startswith("a ") else ":S"
    shapes = folder(s=f"{name} a sh:NodeShape ; {target} ; sh:property [ sh:path :song ; sh:minCount 1 ] .")
    data = {
        "@context": {
            **CONTEXT,
            "subClassOf": {"@id": "http://www.w3.org/2000/01/rdf-schema#subClassOf", "@type": "@id"},
        },
        "@graph": [
            with_(**{"@context": None}),
            {"@id": "https://example.org/Club", "subClassOf": "https://example.org/Group"},
        ],
    }
    assert [item.name for item in check(data, shapes, engine=engine)] == ["shape-violation"]


# -- envelopes and other sources ---------------------------------------------------------------------------


def test_an_adapter_opens_its_envelope(folder: Callable[..., Path]) -> None:
    shapes = folder(club=CLUB, base=BASE)
    wrong = with_(name=None)
    sealed = {"payload": json.dumps(wrong), "signatures": []}
    found = check(
        sealed, shapes, adapter=Envelope(wrong, BEES, with_(**{"@id": "https://example.org/x", "name": None}))
    )
    assert [item.pointer for item in found] == ["/payload", ""]
    found = check({"credential": wrong}, shapes, adapter=Envelope(wrong))
    assert [item.pointer for item in found] == ["/credential"]
    found = check(b"a.b.c", shapes, adapter=Envelope(wrong))
    assert [item.pointer for item in found] == [""]


PORTFOLIO = EXAMPLES / "eportfolio/cv.portfolio.json"


@pytest.mark.parametrize("form", ["eportfolio", "turtle"])
def test_our_own_shapes_over_our_own_files(form: str, tmp_path: Path) -> None:
    data = ep.dumps(ep.read(PORTFOLIO).portfolio, form).data
    path = tmp_path / "cv"
    path.write_bytes(data)
    assert ep.validate(path, shapes=resources.schemas()).findings == []
    text = data.decode()
    wrong = text.replace('"1991-04-17"', '"1991-04-71"')
    assert wrong != text
    path.write_bytes(wrong.encode())
    report = ep.validate(path, level="syntax", shapes=resources.schemas())
    assert {item.name for item in report} == {"shape-violation"}


def test_what_holds_no_rdf() -> None:
    with pytest.raises(UsageError, match="give JSON-LD or Turtle"):
        ep.validate(EXAMPLES / "europass-xml/cv.xml", shapes=resources.schemas())


# -- hostile and broken ------------------------------------------------------------------------------------


SHAPE = ":S a sh:NodeShape ; sh:targetClass :Club ; sh:property :P . :P a sh:PropertyShape ; sh:path :name ; "
CHAIN = " ".join(f":S{i} a sh:NodeShape ; sh:and ( :S{i + 1} :S{i + 1} ) ." for i in range(19))
BAD_SHAPES = {
    "a query": (SHAPE + 'sh:sparql [ sh:select "SELECT $this FROM <https://example.org/x> {}" ] .', UnsafeError),
    "a script": (SHAPE + 'sh:js [ sh:jsFunctionName "f" ] .', UnsafeError),
    "a rule": (SHAPE + "sh:minCount 1 . :S sh:rule [] .", UnsafeError),
    "a circle": (SHAPE + "sh:node :S .", UsageError),
    "many ways": (CHAIN + " :S0 sh:targetClass :Club . :S19 a sh:NodeShape ; sh:class :Club .", UnsafeError),
    "deep": (" ".join(f":S{i} sh:node :S{i + 1} ." for i in range(500)), UnsafeError),
    "deep brackets": (":x :p " + "[ :p " * 5000 + "1" + "]" * 5000 + " .", EportfolioError),
    "a list in a circle": (SHAPE + "sh:or :l . :l rdf:first :S ; rdf:rest :l .", EportfolioError),
    "a path in a circle": (":S a sh:NodeShape ; sh:targetClass :Club ; sh:property [ sh:path _:p ; sh:minCount 1 ] . "
                           "_:p sh:inversePath _:p .", UsageError),
    "a number that is none": (SHAPE + 'sh:minCount "x" .', UsageError),
    "a pattern that is none": (SHAPE + 'sh:pattern "((" .', UsageError),
    "no Turtle": (":S a sh:NodeShape ; ; sh:", UnreadableError),
    "not UTF-8": ("\udcff", UnreadableError),
    "too large": ("#" * 4_000_001, UnsafeError),
    "too many statements": (":x :p " + ",".join(map(str, range(50_001))) + " .", UnsafeError),
}  # fmt: skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", BAD_SHAPES)
def test_bad_shapes(folder: Callable[..., Path], name: str, engine: str) -> None:
    content, error = BAD_SHAPES[name]
    shapes = folder(good=CLUB)
    (shapes / "bad.ttl").write_bytes((PREFIXES + content).encode(errors="surrogateescape"))
    started = time.perf_counter()
    with pytest.raises(error) as raised:
        check(with_(schema=None), shapes, engine=engine)
    assert raised.value.finding.message.endswith((".", "line"))
    assert time.perf_counter() - started < 20


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no folder"):
        check(BEES, tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"no \.ttl file"):
        check(BEES, tmp_path)
    for number in range(101):
        (tmp_path / f"{number}.ttl").write_text(NO_SHAPES)
    with pytest.raises(UnsafeError, match="more than 100"):
        check(BEES, tmp_path)


@pytest.mark.parametrize(
    ("data", "name", "pointer"),
    [
        (b'{"@context": "https://example.org/context"}', "unsafe-content", "/@context"),
        (b'{"@id": "https://example.org/a<b", "https://example.org/p": 1}', "invalid-value", ""),
        (b"<urn:a> <urn:b> ", "not-well-formed", ""),
        (b"<https://example.org/a b> a <urn:x> .", "invalid-value", ""),
        (b"<urn:a> <urn:b> " + b"[ <urn:b> " * 5000, "nested-too-deeply", ""),
        (b"{", "not-well-formed", ""),
    ],
)
def test_bad_documents(folder: Callable[..., Path], data: bytes, name: str, pointer: str) -> None:
    (found,) = check(data, folder(club=CLUB))
    assert (found.name, found.pointer, found.severity) == (name, pointer, Severity.ERROR)


def test_the_place_of_what_is_wrong_in_an_envelope(folder: Callable[..., Path]) -> None:
    wrong = with_(**{"@context": "https://example.org/context"})
    found = check({"payload": json.dumps(wrong)}, folder(club=CLUB, base=BASE), adapter=Envelope(BEES, wrong))
    assert [(item.name, item.pointer) for item in found] == [("unsafe-content", "/payload/@context")]


@pytest.mark.parametrize("engine", ENGINES)
def test_results_are_bounded(folder: Callable[..., Path], engine: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("checking", "engines"):
        monkeypatch.setattr(f"eportfolio.validation.shapes.{module}.RESULTS", 20)
    many = {"@context": CONTEXT, "@graph": [{"@id": f"https://example.org/{i}", "@type": "Club"} for i in range(50)]}
    found = check(many, folder(club=CLUB, base=BASE), engine=engine)
    assert [item.name for item in found] == ["shape-violation"] * 20 + ["limit-exceeded"]


def test_pyshacl_is_not_given_more_than_it_can_do(folder: Callable[..., Path]) -> None:
    context = {**CONTEXT, "all": "@graph"}
    many = {"@context": context, "all": [{"@id": f"https://example.org/{i}", "@type": "Hive"} for i in range(20_001)]}
    shapes = folder(club=CLUB + " :S a sh:NodeShape ; sh:targetClass :Hive ; sh:nodeKind sh:IRI .", base=BASE)
    assert check(many, shapes, engine="rust") == []
    with pytest.raises(UnsafeError, match="too many for pySHACL"):
        check(many, shapes, engine="pyshacl")


def test_extras_are_named(folder: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = folder(club=CLUB, base=BASE)
    monkeypatch.setitem(sys.modules, "shacl", None)
    assert check(BEES, shapes) == []
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(MissingExtraError, match=r"\[shacl\]"):
        check(BEES, shapes)
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "pyld", None)
    with pytest.raises(MissingExtraError, match=r"\[shacl\]"):
        check(BEES, shapes)


def test_the_command(folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(PORTFOLIO), "--shapes", str(resources.schemas())]) == 0
    assert main(["validate", str(PORTFOLIO), "--shapes", str(folder(club=CLUB, base=BASE))]) == 1
    assert "not-a-credential" in capsys.readouterr().out
    assert main(["validate", str(PORTFOLIO), "--shapes", "nowhere"]) == 2


# -- the official shapes -----------------------------------------------------------------------------------

SAMPLES = shared_files("samples/elm/**/*.json*")
BOTH = [CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS]
CONFORM = {"eu-edc": "-signed", "eu-edc-2023": "-signed", "elm-rdf": "3.2"}
"""Folders of samples, and what the names have in them of those that conform; all others do not."""


def _credential(path: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(path.read_bytes())
    document = document.get("credential", document)
    document = json.loads(document["payload"]) if "payload" in document else document
    if document.get("@context") != BOTH:
        document["@context"] = BOTH
    return document


@needs_shared
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_samples_by_both_engines(sample: Path) -> None:
    shapes = shared("schemas/elm/shapes/3.2")
    adapter = Envelope(_credential(sample))
    data = sample.read_bytes()
    rust, python = (check(data, shapes, adapter=adapter, engine=engine) for engine in ENGINES)
    assert told(rust) == told(python)
    conforms = sample.parent.name in CONFORM and CONFORM[sample.parent.name] in sample.name
    assert (rust == []) is (conforms and "unsigned" not in sample.name)


MUTATIONS: dict[str, Callable[[dict[str, Any]], object]] = {
    "no context of the profile": lambda data: data.update({"@context": CREDENTIALS}),
    "no type of the profile": lambda data: data.update({"type": "VerifiableCredential"}),
    "no issuer": lambda data: data.pop("issuer"),
    "two titles in one language": lambda data: data["displayParameter"]["title"].update({"en": ["a", "b"]}),
    "a date for a date-time": lambda data: data.update({"issued": "2024-05-06"}),
    "a misspelt key": lambda data: data.update({"credentialSubjekt": data.pop("credentialSubject")}),
    "a profile without a scheme": lambda data: data.update({"credentialProfiles": {"id": "urn:x", "type": "Concept"}}),
}


@needs_shared
@pytest.mark.parametrize("name", MUTATIONS)
def test_mutations_by_both_engines(name: str) -> None:
    document = _credential(shared("samples/elm/eu-edc/Sample-CertOfPart-signed.jsonld"))
    MUTATIONS[name](document)
    rust, python = (check(document, shared("schemas/elm/shapes/3.2"), engine=engine) for engine in ENGINES)
    assert told(rust) == told(python) != []
