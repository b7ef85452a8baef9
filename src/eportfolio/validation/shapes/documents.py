"""The graphs in a file that shapes can be run over, and where their nodes stand in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from rdflib import BNode, Graph, URIRef
from rdflib.term import Node

from ...exchange.adapter import Adapter, HasRdf
from ...report.errors import EportfolioError, UnreadableError, UsageError
from ...sources.json import load_json
from ...sources.jsonld.processing import expand, statements
from ...sources.limits import Limits
from ...sources.source import Source
from ...sources.tree import escape_pointer
from .terms import iri, literal, parse_turtle

_SCHEMA: Final = URIRef("https://www.w3.org/2018/credentials#credentialSchema")
_IDS: Final = ("id", "@id")
_TURTLE: Final = re.compile(rb"<(?:urn:|[A-Za-z][A-Za-z0-9+.-]*://)")
"""An address in brackets at the beginning: Turtle or N-Triples, which look like XML else."""

_PAYLOAD: Final = "payload"
"""What a signed JSON document keeps its content under, as a text (RFC 7515, section 7.2)."""


@dataclass(frozen=True, slots=True)
class Document:
    """One graph of a file.

    Attributes:
        graph: its statements.
        root: the node that the document is about; ``None`` when there is no such one.
        places: the JSON pointer of each node with an address, where it first stands in the file.
    """

    graph: Graph
    root: Node | None
    places: dict[str, str]

    @property
    def schemas(self) -> list[str]:
        """The addresses that the document names as its schema."""
        return sorted({str(schema) for schema in self.graph.objects(None, _SCHEMA)})


def documents(source: Source, adapter: Adapter) -> Iterator[Document]:
    """The graphs of a file: of each JSON-LD document in it, or of Turtle.

    Args:
        source: the file.
        adapter: the adapter of its format, which may open an envelope.

    Raises:
        UsageError: the format holds no RDF.
        EportfolioError: it cannot be read, or goes beyond a limit.
    """
    if isinstance(adapter, HasRdf):
        places = _places(load_json(source.data, source.limits), source.limits) if source.kind == "json" else None
        for member in adapter.rdf_documents(source):
            yield _from_json_ld(member, places, source.limits)
    elif source.kind == "json":
        content = load_json(source.data, source.limits)
        yield _from_json_ld(content, None, source.limits)
    elif source.kind == "text" or _TURTLE.match(source.head):
        yield Document(parse_turtle(source.data, source.name, source.limits.nodes), None, {})
    else:
        raise UsageError(
            "usage", f"Shapes are run over RDF, and {source.name} is {source.kind.upper()}: give JSON-LD or Turtle."
        )


def _from_json_ld(document: Any, places: dict[str, str] | None, limits: Limits) -> Document:
    if places is None:
        places = _places(document, limits)
    try:
        return _graph(document, places, limits)
    except UnreadableError as error:
        ids = [document[key] for key in _IDS if key in document] if isinstance(document, dict) else []
        inside = next((places.get(name, "") for name in ids if isinstance(name, str)), "")
        raise type(error).of([replace(item, pointer=inside + item.pointer) for item in error.findings]) from None


def _graph(document: Any, places: dict[str, str], limits: Limits) -> Document:
    expanded = expand(document, limits)
    graph = Graph(bind_namespaces="none")
    for statement in statements(expanded):
        graph.add((_term(statement["subject"]), iri(statement["predicate"]["value"]), _term(statement["object"])))
    root: Node | None = None
    if len(expanded) == 1:
        address = expanded[0].get("@id")
        root = URIRef(address) if address and not address.startswith("_:") else _first_blank(graph)
    return Document(graph, root, places)


def _term(term: dict[str, str]) -> Any:
    if term["type"] == "IRI":
        return iri(term["value"])
    if term["type"] == "blank node":
        return BNode(term["value"].removeprefix("_:"))
    return literal(term["value"], term.get("datatype"), term.get("language"))


def _first_blank(graph: Graph) -> Node | None:
    """The node without address that no other node speaks of."""
    spoken_of = set(graph.objects())
    return next((node for node in graph.subjects() if isinstance(node, BNode) and node not in spoken_of), None)


def _places(content: Any, limits: Limits) -> dict[str, str]:
    """Where each node with an address first stands, also in a payload that is a text."""
    found: dict[str, str] = {}
    stack: list[tuple[Any, str]] = [(content, "")]
    while stack:
        value, place = stack.pop()
        if isinstance(value, list):
            stack += [(member, f"{place}/{index}") for index, member in reversed(list(enumerate(value)))]
        elif isinstance(value, dict):
            for key in _IDS:
                if isinstance(value.get(key), str):
                    found.setdefault(value[key], place)
            inner = {**value, _PAYLOAD: _opened(value[_PAYLOAD], limits)} if _PAYLOAD in value else value
            stack += [(member, f"{place}/{escape_pointer(key)}") for key, member in reversed(inner.items())]
    return found


def _opened(payload: Any, limits: Limits) -> Any:
    if not isinstance(payload, str) or not payload.lstrip().startswith("{"):
        return payload
    try:
        return load_json(payload.encode(), limits)
    except EportfolioError:  # it is no JSON: its place is that of the text
        return payload
