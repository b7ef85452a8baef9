"""The JSON-LD context (JSON-LD 1.1): how a canonical file reads as RDF.

Every file carries it inline, so nothing is fetched.  A second, tiny one beside it names the language of the
portfolio: a text without a tag is in that language, while codes and names are strings without language.
"""

from __future__ import annotations

from typing import Any

from . import NAMESPACE
from .fields import Kind, Shape, vocabulary

_XSD_ANY_URI = "http://www.w3.org/2001/XMLSchema#anyURI"


def context() -> dict[str, Any]:
    """The context as JSON-ready data.

    Terms that need nothing beyond the vocabulary's namespace (objects and flags) are left out.

    Raises:
        TypeError: two classes use one field name for different things: a fault in the model.
    """
    terms: dict[str, Any] = {"@version": 1.1, "@vocab": NAMESPACE, "id": "@id", "type": "@type"}
    for name, shape in vocabulary().items():
        definition = _definition(shape)
        if definition:
            terms[name] = definition
    return {"@context": terms}


def _definition(shape: Shape) -> dict[str, Any]:
    definition: dict[str, Any] = {}
    if shape.many:
        definition["@container"] = "@list"
    match shape.kind:
        case Kind.TEXT if not shape.many:
            definition["@container"] = "@language"
        case Kind.STRING:
            definition["@language"] = None
        case Kind.URI:
            definition["@type"] = _XSD_ANY_URI
        case Kind.REFERENCE:
            definition["@type"] = "@id"
        case _:
            pass
    return definition
