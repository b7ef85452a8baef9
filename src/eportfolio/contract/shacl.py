"""The SHACL shapes of the canonical graph: open, so that unknown statements do no harm."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Item, Model, PartialDate, RichText
from ..model.values import CARRIABLE, EDTF_PATTERN, ITEM_ID_PATTERN
from .fields import Field, Kind, classes, fields, leads_back, summary
from .turtle import Statements, blank, collection, document, label, subject, text

_SHORT_FORM: dict[type[Model], str] = {RichText: "", PartialDate: EDTF_PATTERN}
"""Classes that may be given as one literal: the pattern of that literal."""
_DATATYPES = {Kind.STRING: "xsd:string", Kind.URI: "xsd:anyURI", Kind.FLAG: "xsd:boolean"}
_STRING_OR_TEXT = ("[ sh:datatype xsd:string ]", "[ sh:datatype rdf:langString ]")
_MULTILINGUAL = blank(
    [
        (
            "sh:property",
            "[ sh:path rdf:value ; sh:minCount 1 ; sh:datatype rdf:langString ; sh:uniqueLang true ]",
        )
    ],
    "        ",
)


def shacl() -> bytes:
    """The shapes as Turtle."""
    blocks = [_list_shape(), *(_class(cls) for cls in classes())]
    return document(blocks, ["", "rdf", "sh", "xsd"])


def _list_shape() -> str:
    """A list: every cell but the last has one member and one rest."""
    cell = "[ sh:zeroOrMorePath rdf:rest ]"
    well_formed = collection(
        [
            "[ sh:in ( rdf:nil ) ]",
            "[ sh:property [ sh:path rdf:first ; sh:minCount 1 ; sh:maxCount 1 ] , "
            "[ sh:path rdf:rest ; sh:minCount 1 ; sh:maxCount 1 ] ]",
        ]
    )
    return subject(":ListShape", [("a", "sh:NodeShape"), ("sh:property", f"[ sh:path {cell} ; sh:or {well_formed} ]")])


def _class(cls: type[Model]) -> str:
    statements = [
        ("a", "sh:NodeShape"),
        ("sh:name", label(cls.__name__)),
        ("sh:description", label(summary(cls))),
    ]
    if issubclass(cls, Item):
        statements.insert(1, ("sh:targetClass", f":{cls.__name__}"))
    statements += [("sh:targetObjectsOf", f":{name}") for name in _circles().get(cls, ())]
    for field in fields(cls):
        if field.shape.kind not in (Kind.ID, Kind.TYPE):
            statements += [("sh:property", shape) for shape in _property(cls, field)]
    return subject(f":{cls.__name__}Shape", statements)


def _circles() -> dict[type[Model], list[str]]:
    """Classes that are found by the fields that lead back to them, since shapes must not refer to themselves.

    What a validator does with a shape that refers to itself is not defined (SHACL, section 3.4.3).
    """
    found: dict[type[Model], list[str]] = {}
    for cls in classes():
        for field in fields(cls):
            if field.target is not None and leads_back(cls, field):
                found.setdefault(field.target, []).append(field.name)
    return found


def _property(cls: type[Model], field: Field) -> Iterator[str]:
    path = f":{field.name}"
    count = [("sh:minCount", "1")] if field.required else []
    if not field.shape.many:
        yield blank([("sh:path", path), *count, *_single(field), *_value(cls, field)])
        return
    yield blank([("sh:path", path), *count, ("sh:maxCount", "1"), ("sh:node", ":ListShape")])
    members = f"( {path} [ sh:zeroOrMorePath rdf:rest ] rdf:first )"
    yield blank([("sh:path", members), *_value(cls, field)])


def _single(field: Field) -> Statements:
    """A text may stand there once for each language, anything else once."""
    return [("sh:uniqueLang", "true")] if field.shape.kind is Kind.TEXT else [("sh:maxCount", "1")]


def _value(cls: type[Model], field: Field) -> Iterator[tuple[str, str]]:
    match field.shape.kind:
        case Kind.TEXT if field.shape.many:
            yield "sh:or", collection([*_STRING_OR_TEXT, _MULTILINGUAL])
        case Kind.TEXT:
            yield "sh:or", collection(_STRING_OR_TEXT)
        case Kind.REFERENCE:
            yield "sh:nodeKind", "sh:IRI"
            yield "sh:pattern", text(ITEM_ID_PATTERN)
        case Kind.OBJECT if leads_back(cls, field):
            yield "sh:nodeKind", "sh:BlankNodeOrIRI"
        case Kind.OBJECT:
            yield from _object(field)
        case kind:
            yield "sh:datatype", _DATATYPES[kind]
            if field.codes:
                yield "sh:in", collection(map(text, field.codes))
            elif field.pattern and field.pattern != CARRIABLE:
                yield "sh:pattern", text(field.pattern)


def _object(field: Field) -> Iterator[tuple[str, str]]:
    assert field.target is not None
    name = field.target.__name__
    if issubclass(field.target, Item):  # its own shape finds it by its class
        yield "sh:class", f":{name}"
    elif field.target in _SHORT_FORM:
        pattern = _SHORT_FORM[field.target]
        literal = f"sh:nodeKind sh:Literal ; sh:pattern {text(pattern)}" if pattern else "sh:nodeKind sh:Literal"
        node = f"sh:nodeKind sh:BlankNodeOrIRI ; sh:node :{name}Shape"
        yield "sh:or", collection([f"[ {literal} ]", f"[ {node} ]"])
    else:
        yield "sh:nodeKind", "sh:BlankNodeOrIRI"
        yield "sh:node", f":{name}Shape"
