"""A credential given as RDF: its statements as nodes in expanded form, which the crosswalk reads as a compact graph."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from eportfolio.sources.encoding import in_ascii_bytes
from eportfolio.sources.json import check_text
from eportfolio.sources.source import Source

MARK: Final = b"EuropeanDigital"
"""What every document about a European Digital Credential has in it."""

_PREFIXES: Final = ("http://data.europa.eu/snb/model/elm/", "http://data.europa.eu/snb/model/ontology/")
_CLASSES: Final = frozenset(
    prefix + name for prefix in _PREFIXES for name in ("EuropeanDigitalCredential", "EuropeanDigitalPresentation")
)
_NODES: Final = 4
"""Nodes of the tree that one statement becomes, about."""

_SPELLINGS: Final = frozenset({"turtle", "nt", "xml"})

Nodes = dict[str, dict[str, Any]]
"""Nodes in expanded form (JSON-LD 1.1, section 9), by their ids."""


def spelling_of(source: Source) -> str:
    """The spelling of RDF, other than JSON-LD, that a source may hold a credential in; empty when it cannot.

    Args:
        source: the source; only its bytes are looked at.
    """
    if source.kind not in ("text", "xml") or MARK not in in_ascii_bytes(source.data):
        return ""
    from eportfolio.sources.rdf import syntax

    spelling = syntax(source)
    return spelling if spelling in _SPELLINGS else ""


def names_classes(source: Source) -> bool:
    """Whether a source has addresses of the European Learning Model in it, and the name of a document of it.

    Args:
        source: the source; only its bytes are looked at.
    """
    data = in_ascii_bytes(source.data)
    return MARK in data and b"http://data.europa.eu/snb/model/" in data


def is_about_credentials(nodes: Nodes) -> bool:
    """Whether a node is a credential or a presentation of some.

    Args:
        nodes: the nodes.
    """
    return any(not _CLASSES.isdisjoint(node.get("@type", ())) for node in nodes.values())


def read_nodes(source: Source, spelling: str) -> Nodes:
    """The nodes that Turtle, N-Triples or RDF/XML describes.

    Args:
        source: the source.
        spelling: what :func:`spelling_of` has told.

    Raises:
        UnreadableError: it is broken.
        UnsafeError: it goes beyond a limit.
    """
    from rdflib import RDF

    from eportfolio.sources.rdf import parse_rdf

    terms = _Terms()
    nodes: Nodes = {}
    limits = replace(source.limits, nodes=source.limits.nodes // _NODES)
    for subject, predicate, value in parse_rdf(source, spelling, limits, exact=True):
        node = nodes.setdefault(terms.id(subject), {"@id": terms.id(subject)})
        if predicate == RDF.type:
            node.setdefault("@type", []).append(terms.id(value))
        else:
            node.setdefault(str(predicate), []).append(terms.value(value))
    return nodes


class _Terms:
    """RDF terms as JSON-LD has them; nodes without an IRI are numbered as they come."""

    def __init__(self) -> None:
        self._blank: dict[str, str] = {}

    def id(self, term: Any) -> str:
        """The id of a node."""
        from rdflib import BNode

        if isinstance(term, BNode):
            return self._blank.setdefault(str(term), f"_:b{len(self._blank)}")
        return str(term)

    def value(self, term: Any) -> dict[str, str]:
        """A node that is referred to, or a literal."""
        from rdflib import Literal

        if not isinstance(term, Literal):
            return {"@id": self.id(term)}
        check_text(str(term), "")
        if term.language:
            return {"@value": str(term), "@language": term.language}
        return {"@value": str(term), "@type": str(term.datatype)} if term.datatype else {"@value": str(term)}
