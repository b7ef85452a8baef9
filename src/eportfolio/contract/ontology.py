"""The ontology: our classes and properties in RDF (OWL 2), with close terms of other standards."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Item, Model
from .fields import Field, Kind, classes, fields, summary, vocabulary
from .turtle import PREFIXES, document, label, subject
from .vocabulary_terms import VOCABULARY_TERMS

_RANGES = {
    Kind.TEXT: "rdf:langString", Kind.STRING: "xsd:string", Kind.URI: "xsd:anyURI", Kind.FLAG: "xsd:boolean",
    Kind.REFERENCE: ":Item",
}  # fmt: skip
_LINKS = (Kind.OBJECT, Kind.REFERENCE)


def ontology() -> bytes:
    """The ontology as Turtle."""
    blocks = [_head(), _class(Item), *(_class(cls) for cls in classes())]
    blocks += [
        _property(name) for name, shape in vocabulary().items() if shape.kind not in (Kind.ID, Kind.TYPE)
    ]  # fmt: skip
    blocks += [_vocabulary_term(name) for name in VOCABULARY_TERMS]
    return document(blocks, sorted(set(PREFIXES) - {"sh"}))


def _head() -> str:
    return subject(
        "<https://w3id.org/eportfolio/v1>",
        [
            ("a", "owl:Ontology"),
            ("rdfs:label", label("eportfolio")),
            (
                "rdfs:comment",
                label("The standard model of an e-portfolio. Lists keep their order as RDF lists."),
            ),
            ("owl:versionInfo", '"1.0"'),
        ],
    )


def _class(cls: type[Model]) -> str:
    return subject(f":{cls.__name__}", _about(cls))


def _about(cls: type[Model]) -> Iterator[tuple[str, str]]:
    yield "a", "owl:Class"
    yield "rdfs:label", label(_words(cls.__name__))
    yield "rdfs:comment", label(summary(cls))
    base = cls.__mro__[1]
    if base is not Model:
        yield "rdfs:subClassOf", f":{base.__name__}"
    for term in vars(cls).get("equivalents", ()):
        is_class = term.partition(":")[2][0].isupper()
        yield ("skos:closeMatch" if is_class else "rdfs:seeAlso"), term


def _property(name: str) -> str:
    owners = [(cls, field) for cls in classes() for field in fields(cls) if field.name == name]
    field = owners[0][1]
    kind = "owl:ObjectProperty" if field.shape.kind in _LINKS and not field.shape.many else "owl:DatatypeProperty"
    statements = [
        ("a", "rdf:Property" if field.shape.many else kind),
        ("rdfs:label", label(name.replace("_", " "))),
    ]
    statements += [("rdfs:comment", label(comment)) for comment in _comments(owners)]
    statements += [("schema:domainIncludes", f":{cls.__name__}") for cls in _topmost([cls for cls, _ in owners])]
    if field.shape.many:
        statements.append(("rdfs:range", "rdf:List"))
    statements += [("schema:rangeIncludes", term) for term in dict.fromkeys(_range(each) for _, each in owners)]
    return subject(f":{name}", statements)


def _vocabulary_term(name: str) -> str:
    term = VOCABULARY_TERMS[name]
    statements = [
        ("a", term.kind),
        ("rdfs:label", label(name.replace("_", " "))),
        ("rdfs:comment", label(term.comment)),
    ]
    if term.narrower_than:
        statements.append(("rdfs:subPropertyOf", term.narrower_than))
    return subject(f":{name}", statements)


def _comments(owners: list[tuple[type[Model], Field]]) -> list[str]:
    """What a property means; where classes say different things, each with its class."""
    said: dict[str, list[str]] = {}
    for cls, field in owners:
        said.setdefault(field.comment, []).append(cls.__name__)
    said.pop("", None)
    if len(said) == 1:
        return list(said)
    return [f"{', '.join(names)}: {comment}" for comment, names in said.items()]


def _topmost(owners: list[type[Model]]) -> list[type[Model]]:
    """The classes that have a property; for one that every item has, only the common base."""
    items = [cls for cls in owners if issubclass(cls, Item)]
    every_item = [cls for cls in classes() if issubclass(cls, Item)]
    return [Item, *(cls for cls in owners if cls not in items)] if items == every_item else owners


def _range(field: Field) -> str:
    return f":{field.target.__name__}" if field.target is not None else _RANGES[field.shape.kind]


def _words(name: str) -> str:
    return "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
