"""A portfolio as an RDF graph: built from the canonical file by its context, and turned back into plain data.

The way back follows the model: a class knows its fields, so blank nodes need no type, and lists keep order.
What the model does not know is not guessed at: each such triple is named.
"""

from __future__ import annotations

from typing import Any

from rdflib import RDF, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from eportfolio.contract import NAMESPACE
from eportfolio.contract.fields import Field, Kind, fields
from eportfolio.model import Item, Model, PartialDate, Portfolio, RichText
from eportfolio.report.errors import UnreadableError, UnsafeError
from eportfolio.report.findings import Finding, finding

from .pruning import shown

EP = Namespace(NAMESPACE)
_DEPTH = 100
"""How many objects may stand within each other; the model itself needs eight."""
_PLAIN_FORM: dict[type[Model], str] = {RichText: "text", PartialDate: "edtf"}
"""Classes whose objects may be given as one literal: the field that it stands for."""


def find_portfolio(graph: Graph) -> URIRef | BNode:
    """The node of the portfolio: the one that is no variant of another.

    Raises:
        UnreadableError: there is none, or more than one.
    """
    variants = {member for head in graph.objects(None, EP.variants) for member in graph.items(head)}
    roots = [node for node in graph.subjects(RDF.type, EP.Portfolio) if node not in variants]
    if len(roots) != 1:
        told = "no portfolio" if not roots else f"{len(roots)} portfolios"
        raise UnreadableError("no-portfolio-inside", f"The graph holds {told}; one is expected.")
    root = roots[0]
    assert isinstance(root, URIRef | BNode)
    return root


class GraphReader:
    """Turns the graph of one portfolio into plain data in canonical form.

    Args:
        graph: the graph.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._budget = 2 * len(graph) + 1000  # a graph can name one node over and over, and so unfold without end
        self._used: set[tuple[Node, Node, Node]] = set()
        self._languages: list[str] = []
        self._path: set[Node] = set()

    def read(self, root: URIRef | BNode) -> dict[str, Any]:
        """The portfolio that stands at a node."""
        return self._object(Portfolio, root)

    def left(self) -> list[Finding]:
        """One finding for each statement that has no place in the model."""
        found = [
            finding("lost", f"{_name(predicate)} is not known to the model, or stands there once too often.",
                    pointer=f"{_name(subject)} {_name(predicate)}",
                    value=shown(str(value)) if isinstance(value, Literal) else None)
            for subject, predicate, value in set(self._graph) - self._used
        ]  # fmt: skip
        return sorted(found, key=lambda item: (item.pointer, str(item.value)))

    def _object(self, cls: type[Model], node: Node) -> dict[str, Any]:
        self._budget -= 1
        if self._budget < 0 or len(self._path) > _DEPTH:
            raise UnsafeError(
                "limit-exceeded", "The graph names the same nodes again and again, too often or too deeply to unfold."
            )
        self._path.add(node)
        data: dict[str, Any] = {}
        if issubclass(cls, Item):
            self._used.add((node, RDF.type, EP[cls.__name__]))
            data["type"] = cls.__name__
            if isinstance(node, URIRef):
                data["id"] = str(node)
        if cls is Portfolio:
            language = self._graph.value(node, EP.language, any=True)
            self._languages.append(str(language or ""))
        for field in fields(cls):
            if field.shape.kind not in (Kind.ID, Kind.TYPE):
                value = self._field(field, node)
                if value is not None:
                    data[field.name] = value
        if cls is Portfolio:
            self._languages.pop()
        self._path.discard(node)
        return data

    def _field(self, field: Field, node: Node) -> Any:
        values = sorted(self._graph.objects(node, EP[field.name]), key=_order)
        if not values:
            return None
        if not field.shape.many:
            return self._single(field, node, values)
        members: list[Any] = []
        for value in values:
            found = [self._member(field, member) for member in self._list(value)]
            if None not in found:
                self._used.add((node, EP[field.name], value))
            members += [member for member in found if member is not None]
        return members

    def _single(self, field: Field, node: Node, values: list[Node]) -> Any:
        if field.shape.kind is Kind.TEXT:
            literals = [value for value in values if isinstance(value, Literal)]
            text, taken = self._text(literals)
            for literal in taken:
                self._used.add((node, EP[field.name], literal))
            return text
        for value in values:
            found = self._value(field, value)
            if found is not None:
                self._used.add((node, EP[field.name], value))
                return found
        return None

    def _list(self, head: Node) -> list[Node]:
        """The members of a list; a value that is no list is its own only member."""
        if head != RDF.nil and (head, RDF.first, None) not in self._graph:
            return [head]
        members: list[Node] = []
        cells: set[Node] = set()
        while head != RDF.nil and head not in cells:
            cells.add(head)
            first = self._graph.value(head, RDF.first, any=True)
            rest = self._graph.value(head, RDF.rest, any=True)
            if first is None or rest is None:
                break
            members.append(first)
            self._used |= {(head, RDF.first, first), (head, RDF.rest, rest)}
            head = rest
        return members

    def _member(self, field: Field, value: Node) -> Any:
        if field.shape.kind is not Kind.TEXT:
            return self._value(field, value)
        if isinstance(value, Literal):
            return self._text([value])[0]
        literals = [text for text in self._graph.objects(value, RDF.value) if isinstance(text, Literal)]
        text, taken = self._text(sorted(literals, key=_order))
        for literal in taken:
            self._used.add((value, RDF.value, literal))
        return text

    def _value(self, field: Field, value: Node) -> Any:
        if field.shape.kind is Kind.OBJECT:
            assert field.target is not None
            if isinstance(value, Literal):
                plain = _PLAIN_FORM.get(field.target)
                return plain and {plain: self._text([value])[0]}
            return None if value in self._path else self._object(field.target, value)
        if field.shape.kind is Kind.FLAG:
            return _flag(value)
        return None if isinstance(value, BNode) else str(value)

    def _text(self, literals: list[Literal]) -> tuple[Any, list[Literal]]:
        """A text for literals in several languages, and the literals that it holds."""
        tagged = {canonical_tag(literal.language): literal for literal in literals if literal.language}
        here = self._languages[-1]
        if len(tagged) == 1 and here and canonical_tag(here) in tagged:
            literal = tagged[canonical_tag(here)]
            return str(literal), [literal]
        if tagged:
            return {tag: str(tagged[tag]) for tag in sorted(tagged)}, list(tagged.values())
        return (str(literals[0]), literals[:1]) if literals else (None, [])


def canonical_tag(tag: str) -> str:
    """A language tag in the customary letter case (RFC 5646, section 2.1.1): RDF tools fold it."""
    first, *rest = tag.lower().split("-")
    parts = [first]
    for part in rest:
        after_singleton = any(len(earlier) == 1 for earlier in parts)
        if after_singleton or len(part) not in (2, 4) or not part.isalpha():
            parts.append(part)
        else:
            parts.append(part.title() if len(part) == 4 else part.upper())
    return "-".join(parts)


def _flag(value: Node) -> bool | None:
    return {"true": True, "1": True, "false": False, "0": False}.get(str(value))


def _order(node: Node) -> tuple[bool, str, str]:
    return isinstance(node, BNode), str(node), getattr(node, "language", None) or ""


def _name(node: Node) -> str:
    """A node as a finding names it; blank nodes have no name that would last."""
    return "[]" if isinstance(node, BNode) else node.n3()
