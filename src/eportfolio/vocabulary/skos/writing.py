"""Triples as bytes, in four syntaxes, streamed subject by subject: no graph is built.

Turtle and N-Triples come from pyoxigraph where it is installed, and else from rdflib's terms.  RDF/XML and JSON-LD are
plain XML and JSON: the writers of rdflib need the whole graph and follow the order of hash tables, so that the same
scheme would come out differently each time, and that of pyoxigraph leaves characters as they are that XML changes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import IO, TYPE_CHECKING, Any, Final, cast
from xml.sax.saxutils import escape, quoteattr

from ...report.errors import RefusedError
from .terms import PREFIXES, TYPE
from .triples import Triple

if TYPE_CHECKING:
    import rdflib


class Syntax(StrEnum):
    """A way to write RDF down."""

    TURTLE = "turtle"
    RDF_XML = "rdfxml"
    JSON_LD = "jsonld"
    N_TRIPLES = "ntriples"


SUFFIXES: Final = {
    ".ttl": Syntax.TURTLE, ".turtle": Syntax.TURTLE, ".rdf": Syntax.RDF_XML, ".xml": Syntax.RDF_XML,
    ".owl": Syntax.RDF_XML, ".jsonld": Syntax.JSON_LD, ".json": Syntax.JSON_LD, ".nt": Syntax.N_TRIPLES,
}  # fmt: skip
"""Endings of file names to what is in the files."""

IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]*")
"""An absolute address as RDF knows it (RFC 3987, made simpler)."""

_PYOXIGRAPH: Final = (0, 5)
_LANGUAGE: Final = re.compile(r"(?:[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)?")
_NAME: Final = re.compile(r"[^\W\d][\w.-]*\Z")
_NOT_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PREFIX_OF: Final = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def write(triples: Iterable[Triple], out: IO[bytes], syntax: Syntax, *, streaming: bool | None = None) -> None:
    """Write triples.

    Args:
        triples: the triples; those of one subject come together.
        out: where the bytes go.
        syntax: how they are written.
        streaming: whether pyoxigraph writes; whether it is installed decides when it is left out.

    Raises:
        RefusedError: an address or a language is none, or the syntax cannot carry a character.
    """
    if streaming is None:
        streaming = has_pyoxigraph()
    checked = _checked(triples)
    if syntax in _PLAIN:
        _PLAIN[syntax](checked, out)
    elif streaming:
        _write_streaming(checked, out, syntax)
    else:
        _WITH_RDFLIB[syntax](checked, out)


def has_pyoxigraph() -> bool:
    """Whether pyoxigraph is installed, in a release that knows JSON-LD 1.1."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        release = tuple(map(int, version("pyoxigraph").split(".")[:2]))
    except (PackageNotFoundError, ValueError):
        return False
    return release >= _PYOXIGRAPH


def _checked(triples: Iterable[Triple]) -> Iterator[Triple]:
    for triple in triples:
        resources = (triple.subject, triple.value) if triple.language is None else (triple.subject,)
        for address in resources:
            if not IRI.fullmatch(address):
                raise _refused(f"{address!r} is no address (IRI)", triple.subject)
        if triple.language and not _LANGUAGE.fullmatch(triple.language):
            raise _refused(f"{triple.language!r} is no language tag", triple.subject)
        yield triple


def _refused(what: str, subject: str) -> RefusedError:
    return RefusedError(
        "value-not-expressible",
        f"This cannot be written as RDF: {what}, in {subject}.",
        hint="Correct it at the source, or write a table: --to table.",
    )


def _write_streaming(triples: Iterable[Triple], out: IO[bytes], syntax: Syntax) -> None:
    from pyoxigraph import Literal, NamedNode, RdfFormat, serialize
    from pyoxigraph import Triple as Statement

    def value(triple: Triple) -> Any:
        if triple.language is None:
            return NamedNode(triple.value)
        if triple.datatype:
            return Literal(triple.value, datatype=NamedNode(triple.datatype))
        return Literal(triple.value, language=triple.language or None)

    statements = (Statement(NamedNode(one.subject), NamedNode(one.predicate), value(one)) for one in triples)
    form = RdfFormat.TURTLE if syntax is Syntax.TURTLE else RdfFormat.N_TRIPLES
    serialize(statements, out, form, prefixes=dict(PREFIXES))


def _write_turtle(triples: Iterable[Triple], out: IO[bytes]) -> None:
    """Subject by subject; the terms are written by rdflib."""
    from rdflib import Graph
    from rdflib.namespace import NamespaceManager

    manager = NamespaceManager(Graph(), bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        manager.bind(prefix, namespace)
        out.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
    for _, group in groupby(triples, key=attrgetter("subject")):
        said = [tuple(term.n3(manager) for term in _terms(one)) for one in group]
        statements = " ;\n    ".join(f"{predicate} {value}" for _, predicate, value in said)
        out.write(f"\n{said[0][0]}\n    {statements} .\n".encode())


def _write_n_triples(triples: Iterable[Triple], out: IO[bytes]) -> None:
    """The writer of rdflib walks over whatever it is given."""
    from rdflib.plugins.serializers.nt import NTSerializer

    NTSerializer(cast("rdflib.Graph", map(_terms, triples))).serialize(out)


def _terms(triple: Triple) -> tuple[rdflib.URIRef, rdflib.URIRef, rdflib.URIRef | rdflib.Literal]:
    from rdflib import Literal, URIRef

    value: URIRef | Literal
    if triple.language is None:
        value = URIRef(triple.value)
    elif triple.datatype:
        value = Literal(triple.value, datatype=URIRef(triple.datatype), normalize=False)
    else:
        value = Literal(triple.value, lang=triple.language or None)
    return URIRef(triple.subject), URIRef(triple.predicate), value


def _write_xml(triples: Iterable[Triple], out: IO[bytes]) -> None:
    spaces = "".join(f"\n  xmlns:{prefix}={quoteattr(namespace)}" for prefix, namespace in PREFIXES.items())
    out.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'.encode())
    for subject, group in groupby(triples, key=attrgetter("subject")):
        lines = "".join(map(_xml_property, group))
        out.write(f"<rdf:Description rdf:about={quoteattr(subject)}>\n{lines}</rdf:Description>\n".encode())
    out.write(b"</rdf:RDF>\n")


def _xml_property(triple: Triple) -> str:
    name = _compact(triple.predicate)
    if triple.language is None:
        return f"  <{name} rdf:resource={quoteattr(triple.value)}/>\n"
    if _NOT_XML.search(triple.value):
        raise RefusedError(
            "invalid-character",
            f"A text of {triple.subject} has a character that XML cannot carry.",
            hint="Choose another syntax: --to turtle, jsonld or ntriples.",
        )
    about = f" rdf:datatype={quoteattr(triple.datatype)}" if triple.datatype else ""
    about = f" xml:lang={quoteattr(triple.language)}" if triple.language else about
    return f"  <{name}{about}>{escape(triple.value, {chr(13): '&#13;'})}</{name}>\n"


def _write_json_ld(triples: Iterable[Triple], out: IO[bytes]) -> None:
    out.write(f'{{"@context": {json.dumps(dict(PREFIXES))},\n"@graph": ['.encode())
    before = "\n"
    for subject, group in groupby(triples, key=attrgetter("subject")):
        node: dict[str, Any] = {"@id": subject}
        for one in group:
            key, value = _json_property(one)
            node.setdefault(key, []).append(value)
        out.write(f"{before}{json.dumps(node, ensure_ascii=False)}".encode())
        before = ",\n"
    out.write(b"\n]}\n")


def _json_property(triple: Triple) -> tuple[str, Any]:
    if triple.predicate == TYPE:
        return "@type", triple.value
    name = _compact(triple.predicate)
    if triple.language is None:
        return name, {"@id": triple.value}
    if triple.datatype:
        return name, {"@value": triple.value, "@type": triple.datatype}
    return name, {"@value": triple.value, "@language": triple.language} if triple.language else triple.value


def _compact(predicate: str) -> str:
    """A property with its prefix; all of ours end in a name, and all of their beginnings have one."""
    name = _NAME.search(predicate)
    assert name is not None, predicate
    return f"{_PREFIX_OF[predicate[: name.start()]]}:{name[0]}"


_PLAIN: Final = {Syntax.RDF_XML: _write_xml, Syntax.JSON_LD: _write_json_ld}
_WITH_RDFLIB: Final = {Syntax.TURTLE: _write_turtle, Syntax.N_TRIPLES: _write_n_triples}
