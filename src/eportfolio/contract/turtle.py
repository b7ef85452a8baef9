"""Turtle as text (RDF 1.1): in the model's order, so that a change of the model is a small difference."""

from __future__ import annotations

import json
from collections.abc import Iterable

from . import NAMESPACE

PREFIXES: dict[str, str] = {
    "": NAMESPACE,
    "adms": "http://www.w3.org/ns/adms#",
    "ceterms": "https://purl.org/ctdl/terms/",
    "cred": "https://www.w3.org/2018/credentials#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "elm": "http://data.europa.eu/snb/model/elm/",
    "esco": "http://data.europa.eu/esco/model#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "locn": "http://www.w3.org/ns/locn#",
    "obi": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes of our files, and of the equivalents that the model names."""

Statements = Iterable[tuple[str, str]]
"""Predicates and objects about one subject, both written as Turtle terms."""


def text(value: str) -> str:
    """A string as a Turtle literal; JSON's escapes are among Turtle's."""
    return json.dumps(value, ensure_ascii=False)


def label(value: str) -> str:
    """A text in English as a Turtle literal."""
    return text(value) + "@en"


def collection(members: Iterable[str]) -> str:
    """An RDF list."""
    return f"( {' '.join(members)} )"


def blank(statements: Statements, indent: str = "    ") -> str:
    """A blank node with what is said about it."""
    body = "".join(f"{indent}    {predicate} {value} ;\n" for predicate, value in statements)
    return f"[\n{body}{indent}]"


def subject(name: str, statements: Statements) -> str:
    """A named node with what is said about it."""
    body = " ;\n".join(f"    {predicate} {value}" for predicate, value in statements)
    return f"{name}\n{body} .\n"


def document(blocks: Iterable[str], used: Iterable[str]) -> bytes:
    """A Turtle document.

    Args:
        blocks: what it says, one block for each subject.
        used: the prefixes that it uses.
    """
    head = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in used)
    return "\n".join([head, *blocks]).encode()
