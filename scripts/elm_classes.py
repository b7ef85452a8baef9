"""Make ``schemas/elm/classes.tsv``: what the application profiles of European Digital Credentials demand, as facts.

    python scripts/elm_classes.py SHAPES CONTEXT CREDENTIALS > schemas/elm/classes.tsv

``SHAPES`` is a folder with the SHACL files of application profile 1.2.0 (European Learning Model 3.2), ``CONTEXT`` the
JSON-LD context of that profile, ``CREDENTIALS`` the context of version 1.1 of the Verifiable Credentials data model.
Names, IRIs, counts and ranges are taken; no label and no description is.  The library reads the table alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, Final

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH, SKOS
from rdflib.term import Node, URIRef

PROFILES: Final = {
    "": "EDC-generic-no-cv",
    "edc-generic-full": "EDC-generic-full",
    "edc-accredited": "EDC-accredited",
    "edc-converted": "EDC-converted",
    "edc-issued-by-mandate": "EDC-issuedByMandate",
    "edc-diploma-supplement": "EDC-diplomaSupplement",
}
"""Each profile, told by the last step of its IRI, and the name of its file."""

PREFIXES: Final = {
    "elm": "http://data.europa.eu/snb/model/elm/",
    "adms": "http://www.w3.org/ns/adms#",
    "clv": "http://data.europa.eu/m8g/",
    "cred": "https://www.w3.org/2018/credentials#",
    "dc": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "org": "http://www.w3.org/ns/org#",
    "person": "http://www.w3.org/ns/person#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rov": "http://www.w3.org/ns/regorg#",
    "sec": "https://w3id.org/security#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "node": "http://data.europa.eu/snb/model/ap/edc-generic-no-cv/",
}
"""The prefixes of the table; ``node`` stands for node shapes that hold for a value whatever its type."""

SCOPES: Final = ("VerifiableCredential", "VerifiablePresentation")
"""The types that bring terms along for the object that has them."""

_HEAD: Final = """\
# What the application profiles of European Digital Credentials demand of each class: facts, no wording.
# source: SHACL shapes of application profile 1.2.0 (European Learning Model 3.2, 2023-07-06); keys from its context
# made by: scripts/elm_classes.py
# A row without profile holds in all; a scheme is demanded from edc-generic-full on; of the classes of a range one must
# fit, and what stands behind & as well.
"""


@dataclass(slots=True)
class Row:
    """One line of the table; all cells are texts."""

    class_: str
    key: str = ""
    path: str = ""
    minimum: str = ""
    maximum: str = ""
    range: str = ""
    kind: str = ""
    unique_language: str = ""
    largest: str = ""
    scheme: str = ""
    profile: str = ""


def table(shapes: Path, context: Path, credentials: Path) -> str:
    """The table as text.

    Args:
        shapes: folder with the shapes.
        context: the context of the profile.
        credentials: the context of Verifiable Credentials.
    """
    keys = {**_keys(_context(credentials)), **_keys(_context(context))}
    rows = list(_rows(shapes, keys))
    prefixes = "".join(f"# prefix: {name} {iri}\n" for name, iri in PREFIXES.items())
    head = "\t".join(field.name.rstrip("_") for field in fields(Row))
    return f"{_HEAD}{prefixes}{head}\n" + "".join("\t".join(astuple(row)).rstrip("\t") + "\n" for row in rows)


def _context(path: Path) -> dict[str, Any]:
    context: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["@context"]
    return context


def _keys(context: dict[str, Any]) -> dict[str, str]:
    """The keys of a context by the IRI of the property, with those that its types bring along."""
    prefixes = {**PREFIXES, **{name: iri for name, iri in context.items() if isinstance(iri, str)}}
    found: dict[str, str] = {}
    for name, definition in context.items():
        if not isinstance(definition, dict):
            continue
        if name in SCOPES:
            found |= _keys(definition["@context"])
        elif name[0].islower():
            prefix, _, local = definition["@id"].partition(":")
            found[definition["@id"] if local.startswith("//") else prefixes[prefix] + local] = name
    return found


def _rows(shapes: Path, keys: dict[str, str]) -> Iterator[Row]:
    rows: dict[tuple[str, str, str], Row] = {}
    for profile, name in PROFILES.items():
        graph = Graph().parse(shapes / f"{name}.ttl")
        for shape, target in sorted(graph.subject_objects(SH.targetClass)):
            class_ = _short(target)
            rows.setdefault((class_, "", ""), Row(class_))
            if (shape, SH.deactivated, None) not in graph:
                _properties(graph, shape, class_, profile, rows)
        for shape in _node_shapes(graph) if not profile else ():
            _properties(graph, shape, _short(shape), profile, rows)
    for _, row in sorted(rows.items()):
        if not row.path and any(other.path for other in rows.values() if other.class_ == row.class_):
            continue
        row.key = keys.get(_long(row.path), "")
        yield row


def _node_shapes(graph: Graph) -> Iterable[Node]:
    """Shapes of nodes without a class of their own that have properties."""
    named = sorted(set(graph.subjects(RDF.type, SH.NodeShape)) - set(graph.subjects(SH.targetClass)), key=str)
    return [shape for shape in named if (shape, SH.property, None) in graph]


def _properties(graph: Graph, shape: Node, class_: str, profile: str, rows: dict[tuple[str, str, str], Row]) -> None:
    for constraint in graph.objects(shape, SH.property):
        row = _row(graph, constraint, class_, profile)
        if profile == "edc-generic-full":
            scheme = next(graph.objects(next(graph.objects(constraint, SH.node)), SH.property / SH.hasValue))
            base = rows[class_, row.path, ""]
            assert (row.minimum or base.minimum, row.maximum or base.maximum) == (base.minimum, base.maximum)
            base.scheme = str(scheme)
        else:
            assert (class_, row.path, profile) not in rows, "two shapes of one property"
            rows[class_, row.path, profile] = row


def _row(graph: Graph, constraint: Node, class_: str, profile: str) -> Row:
    def value(predicate: URIRef) -> str:
        found = sorted(set(graph.objects(constraint, predicate)), key=str)
        return _short(found[0]) if found else ""

    kind = value(SH.nodeKind).removeprefix(str(SH))
    ranges = [value(SH["class"]), value(SH.datatype), *_alternatives(graph, constraint)]
    return Row(
        class_, path=value(SH.path), minimum=value(SH.minCount), maximum=value(SH.maxCount),
        range=" | ".join(filter(None, ranges)), kind=kind, unique_language="yes" if value(SH.uniqueLang) else "",
        largest=value(SH.maxInclusive), profile=profile,
    )  # fmt: skip


def _alternatives(graph: Graph, constraint: Node) -> Iterator[str]:
    """The classes and node shapes of which one must fit; all of them, for what is demanded beside another."""
    for either in graph.objects(constraint, SH["or"]):
        for member in Collection(graph, either):
            yield from (_short(found) for found in graph.objects(member, SH["class"]))
            yield from (_short(found) for found in graph.objects(member, SH.node))
    for node in graph.objects(constraint, SH.node):
        if (node, SH["or"], None) in graph:
            yield from _alternatives(graph, node)
        elif (node, SH["class"], None) in graph:
            yield from (_short(found) for found in graph.objects(node, SH["class"]))
        elif (node, SH.property / SH.path, SKOS.inScheme) not in graph:
            yield f"& {_short(node)}"


def _short(term: Node | str) -> str:
    for prefix, iri in PREFIXES.items():
        if str(term).startswith(iri):
            return f"{prefix}:{str(term).removeprefix(iri)}"
    return str(term)


def _long(name: str) -> str:
    prefix, _, local = name.partition(":")
    return PREFIXES.get(prefix, prefix + ":") + local


def main() -> None:
    """Write the table to the standard output."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("shapes", "context", "credentials"):
        parser.add_argument(name, type=Path)
    arguments = parser.parse_args()
    sys.stdout.write(table(arguments.shapes, arguments.context, arguments.credentials))


if __name__ == "__main__":
    main()
