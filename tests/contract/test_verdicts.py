"""Model, JSON Schema and shapes agree on what a portfolio is."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import jsonschema_rs
import pyshacl
import pytest
import rdflib
from rdflib.plugins.parsers.jsonld import to_rdf

from eportfolio import resources
from eportfolio.contract import NAMESPACE
from eportfolio.contract.fields import Field, Kind, classes, fields
from eportfolio.exchange.adapter import Level, WriteOptions
from eportfolio.model import Item, Model, Portfolio
from eportfolio.model.canonical import from_data, to_data
from eportfolio.model.values import CARRIABLE
from eportfolio.report.codes import Severity
from eportfolio.report.errors import UnreadableError
from eportfolio.sources.source import Source
from eportfolio_adapters.eportfolio.adapter import JSON

Fill = Callable[..., dict[str, Any]]

SCHEMA = json.loads((resources.schemas() / "portfolio.schema.json").read_bytes())
PYTHON = jsonschema.Draft202012Validator(SCHEMA)
RUST = jsonschema_rs.Draft202012Validator(SCHEMA)

WRONG: dict[Kind, tuple[Any, ...]] = {
    Kind.TEXT: (5, True, ["x"], {}, {"en": ""}, {"e n": "x"}, {"en": 5}, "", " \t", "\u2003", "\x01", {"en\n": "x"}),
    Kind.STRING: (5, True, ["x"], {"en": "x"}, "", " ", "a\x0bb", "\uffff"),
    Kind.URI: (5, {"id": "x"}, "", "\u00a0"),
    Kind.REFERENCE: ("", "no colon", "urn:a b", "urn:x\n", "_:b0", "urn:<x>", "http://x/%zz", 5),
    Kind.ID: ("", "relative", "urn:x\n", 5),
    Kind.TYPE: ("Something", 5, None),
    Kind.FLAG: ("true", 1, 0, "", "yes"),
    Kind.OBJECT: (5, True, ["x"], [{}]),
}
RIGHT: dict[Kind, tuple[Any, ...]] = {
    Kind.TEXT: ("x", " x ", {"en": "x"}, {"x-y1": "\t\n\x85 x"}, "\ud7ff\ue000\U0010ffff", {"@context": {}, "en": "x"}),
    Kind.STRING: ("x", "\u200b", "x\n"),
    Kind.URI: ("not a uri", "http://x/ y"),
    Kind.REFERENCE: ("urn:x", "http://x/é?a=b#c", "did:web:x%3A1"),
    Kind.ID: ("urn:x", None),
    Kind.TYPE: (),
    Kind.FLAG: (True, False, None),
    Kind.OBJECT: ({"a field of the future": [1, {"x": None}]},),
}


def _model_says(data: Any) -> bool:
    try:
        findings = list(JSON.check(Source(json.dumps(data).encode()), Level.STRUCTURE))
    except UnreadableError:
        return False
    return all(finding.severity is not Severity.ERROR for finding in findings)


def _same_verdict(data: Any) -> bool:
    verdict = PYTHON.is_valid(data)
    assert RUST.is_valid(data) is verdict
    assert _model_says(data) is verdict
    return verdict


def _paths_to(wanted: type[Model]) -> tuple[Any, ...]:
    """The steps from a portfolio to an object of a class, by the shortest way."""
    queue: list[tuple[type[Model], tuple[Any, ...]]] = [(Portfolio, ())]
    seen: set[type[Model]] = set()
    for cls, path in queue:
        if cls is wanted:
            return path
        if cls not in seen:
            seen.add(cls)
            for field in fields(cls):
                if field.target is not None:
                    step = (field.name, 0) if field.shape.many else (field.name,)
                    queue.append((field.target, (*path, *step)))
    raise AssertionError(f"{wanted.__name__} is in no portfolio")


def _minimal(cls: type[Model]) -> dict[str, Any]:
    examples = {Kind.STRING: "x", Kind.URI: "urn:x:1", Kind.REFERENCE: "urn:x:1"}
    return {
        field.name: field.codes[0] if field.codes else examples[field.shape.kind]
        for field in fields(cls)
        if field.required
    }


def _around(cls: type[Model], content: dict[str, Any]) -> dict[str, Any]:
    """A portfolio with an object of a class, and nothing else."""
    root: Any = content
    path = list(_paths_to(cls))
    owners: list[type[Model]] = [Portfolio]
    for step in path:
        if isinstance(step, str):
            found = {field.name: field.target for field in fields(owners[-1])}[step]
            assert found is not None
            owners.append(found)
    owners.pop()
    while path:
        step = path.pop()
        root = [root] if isinstance(step, int) else {**_minimal(owners.pop()), step: root}
    return {"schema_version": "1.0", **root}


CASES = [
    (cls, field)
    for cls in classes()
    for field in fields(cls)
    if cls is Portfolio or field.name not in Item.model_fields  # what all items share is tried once
]


@pytest.mark.parametrize(("cls", "field"), CASES, ids=lambda case: getattr(case, "name", getattr(case, "__name__", "")))
def test_same_verdict_on_every_field(cls: type[Model], field: Field) -> None:
    def verdict(value: Any) -> bool:
        given = [value] if field.shape.many else value
        return _same_verdict(_around(cls, {**_minimal(cls), field.name: given}))

    restricted = bool(field.codes) or field.pattern not in ("", CARRIABLE)
    verbatim = field.shape.kind is Kind.STRING and not field.pattern and not field.codes
    for value in RIGHT[field.shape.kind]:
        given = {**_minimal(field.target), **value} if field.target else value
        assert verdict(given) or restricted, value
    for value in WRONG[field.shape.kind]:
        assert not verdict(value) or (verbatim and isinstance(value, str)), value
    if field.shape.many:
        assert not _same_verdict(_around(cls, {**_minimal(cls), field.name: {}}))
        assert not _same_verdict(_around(cls, {**_minimal(cls), field.name: None}))
        assert _same_verdict(_around(cls, {**_minimal(cls), field.name: []}))
    if field.codes:
        assert all(verdict(code) for code in field.codes)
    if field.required:
        incomplete = {key: value for key, value in _minimal(cls).items() if key != field.name}
        assert not _same_verdict(_around(cls, incomplete))


@pytest.mark.parametrize("short", ["2002", "2002-08-01~", "2002-13-45?", "soon", "2002\n", " 2002", "", 2002, ["2002"]])
def test_short_forms_of_dates(short: Any) -> None:
    _same_verdict({"interests": [{"period": {"start": short}}]})
    _same_verdict({"interests": [{"period": {"start": {"edtf": short}}}]})


@pytest.mark.parametrize("root", [[], "x", 5, None])
def test_what_is_no_object_is_no_portfolio(root: Any) -> None:
    assert not PYTHON.is_valid(root)
    assert not RUST.is_valid(root)
    assert not _model_says(root)


def test_filled_portfolios_are_valid(full: dict[str, Any], some: Portfolio) -> None:
    for data in (full, to_data(some), json.loads(JSON.write(some, WriteOptions()).data)):
        errors = [error.json_path for error in PYTHON.iter_errors(data)]
        assert errors == []
        assert _same_verdict(data)


# -- shapes --------------------------------------------------------------------------------------------------

SHAPES = rdflib.Graph().parse(resources.schemas() / "shapes.ttl")


def _conforms(data: dict[str, Any]) -> tuple[bool, str]:
    graph = rdflib.Graph()
    to_rdf(data, graph)
    conforms, _, told = pyshacl.validate(graph, shacl_graph=SHAPES, advanced=False)
    return conforms, told


def _file(data: dict[str, Any]) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(JSON.write(from_data(data), WriteOptions()).data)
    return written


def test_written_files_conform_to_the_shapes(full: dict[str, Any], fill: Fill) -> None:
    for data in (full, fill(11, 0.4)):
        conforms, told = _conforms(_file(data))
        assert conforms, told


def test_the_shapes_themselves_are_valid_shacl() -> None:
    excerpt = rdflib.Graph()  # one class of each kind: the whole costs a quarter of a minute
    for name in ("ListShape", "CompetenceLevelShape", "InterestShape", "RichTextShape"):
        _copy(SHAPES, excerpt, rdflib.URIRef(NAMESPACE + name))
    assert pyshacl.validate(rdflib.Graph(), shacl_graph=excerpt, meta_shacl=True)[0]


def _copy(source: rdflib.Graph, target: rdflib.Graph, node: Any) -> None:
    for predicate, value in source.predicate_objects(node):
        if (node, predicate, value) not in target:
            target.add((node, predicate, value))
            if isinstance(value, rdflib.BNode):
                _copy(source, target, value)


def _faults(data: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Files that are broken in one place: every code, flag, required field, date and reference."""
    for path, value in _places(data):
        replacements: list[Any] = []
        if path[-1] in ("purpose", "asserted_by", "channel", "skill_type", "datatype"):
            replacements = ["nonsense", 5]
        elif isinstance(value, bool):
            replacements = ["yes"]
        elif path[-1] == "edtf":
            replacements = ["someday", 5]
        elif path[-1] in ("notation", "title", "value", "file_name"):
            replacements = [5]
        elif path[-2:-1] in (("evidence",), ("proves",), ("gained_in",)):
            replacements = ["urn:x:%zz"]
        for replacement in replacements:
            yield "/".join(map(str, path)), _with(data, path, replacement)
        if path[-1] in ("purpose", "asserted_by", "channel", "key", "path"):
            yield f"without {path}", _with(data, path, None)


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    pairs = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in pairs:
        if key == "@context":
            continue
        if isinstance(value, dict | list):
            yield from _places(value, (*path, key))
        else:
            yield (*path, key), value


def _with(data: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed: Any = copy.deepcopy(data)
    node = changed
    for step in path[:-1]:
        node = node[step]
    if value is None:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return changed  # type: ignore[no-any-return]


def test_broken_files_fail_in_schema_and_shapes(broken: dict[str, Any]) -> None:
    faults = list(_faults(_file(broken)))
    assert len(faults) > 25
    for name, fault in faults:
        assert not PYTHON.is_valid(fault), name
        assert not RUST.is_valid(fault), name
        assert not _conforms(fault)[0], name
