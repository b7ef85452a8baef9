"""Reading and writing RDF through rdflib: nothing is fetched, and the number of statements is bounded."""

from __future__ import annotations

from typing import Any

from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf

from eportfolio.contract import NAMESPACE
from eportfolio.exchange.adapter import Reading, Writing
from eportfolio.model import Portfolio
from eportfolio.report.errors import UnsafeError
from eportfolio.report.findings import Endpoint, Finding, Report, finding
from eportfolio.sources.json import load_json
from eportfolio.sources.limits import Limits
from eportfolio.sources.rdf import BASE, TITLES, filled, parse_rdf, refuse_large, syntax
from eportfolio.sources.source import Source

from .graph import GraphReader, find_portfolio
from .pruning import leaves, shown
from .reading import CONTEXT_ADDRESS, from_canonical
from .writing import complete, context, language_context, mark_languages


def read(source: Source, limits: Limits, format_id: str) -> Reading:
    """Read a portfolio from RDF.

    Raises:
        UnreadableError: broken, or without a portfolio.
        UnsafeError: beyond a limit, or with a context that stands elsewhere.
    """
    spelling = syntax(source) or "turtle"
    graph = parse(source, spelling, limits)
    data, left = from_graph(graph)
    reading = from_canonical(data, [])
    reading.report.extend(left)
    if reading.report.fidelity is not None:
        reading.report.fidelity.lost += len(left)
    reading.report.source = Endpoint(source.name, format_id, TITLES[spelling])
    return reading


def write(portfolio: Portfolio) -> Writing:
    """Write a portfolio as Turtle (RDF 1.1); what the graph does not give back is named in the report."""
    data, supplied = complete(portfolio)
    graph = to_graph(portfolio, data)
    content = graph.serialize(format="turtle", encoding="utf-8")
    report = Report(_losses(complete(portfolio)[0], from_graph(graph)[0]))
    return Writing(content, report, frozenset(supplied))


def to_graph(portfolio: Portfolio, data: dict[str, Any]) -> Graph:
    """The graph of a portfolio: what its canonical file says by its context."""
    mark_languages(data)
    document = {"@context": [context(), language_context(portfolio.language)], **data}
    graph = Graph(bind_namespaces="none")
    to_rdf(document, graph)
    graph.bind("", NAMESPACE, replace=True)
    graph.bind("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#")
    graph.bind("xsd", "http://www.w3.org/2001/XMLSchema#")
    return graph


def from_graph(graph: Graph) -> tuple[dict[str, Any], list[Finding]]:
    """The plain data of the portfolio in a graph, and a finding for each statement that was not understood.

    Raises:
        UnreadableError: it holds no portfolio, or more than one.
        UnsafeError: it names the same nodes too often to be unfolded.
    """
    reader = GraphReader(graph)
    return reader.read(find_portfolio(graph)), reader.left()


def parse(source: Source, spelling: str, limits: Limits) -> Graph:
    """Parse RDF without fetching anything.

    Raises:
        UnreadableError: it is broken.
        UnsafeError: it goes beyond a limit, or names a context that stands elsewhere.
    """
    if spelling != "json-ld":
        return parse_rdf(source, spelling, limits)
    refuse_large(source, limits)
    content = _offline(load_json(source.data, limits))
    return filled(lambda graph: to_rdf(content, graph, BASE), TITLES[spelling], limits)


def _offline(root: Any) -> Any:
    """JSON-LD in which every context stands inline; ours is put in place of its address.

    Raises:
        UnsafeError: a context stands elsewhere: nothing is ever fetched.
    """
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, dict):
            if "@context" in node:
                node["@context"] = _inline(node["@context"])
            stack += node.values()
        elif isinstance(node, list):
            stack += node
    return root


def _inline(given: Any) -> Any:
    if isinstance(given, list):
        return [_inline(member) for member in given]
    if given == CONTEXT_ADDRESS:
        return context()
    if isinstance(given, str) or (isinstance(given, dict) and "@import" in given):
        raise UnsafeError(
            "unsafe-content",
            "The JSON-LD names a context that stands elsewhere; nothing is fetched.",
            hint="Expand the document first, or put its context inline.",
        )
    return given


def _losses(data: dict[str, Any], back: dict[str, Any]) -> list[Finding]:
    """One finding for each leaf that the graph does not give back as it was."""
    there = {pointer: value for _, _, pointer, value in leaves(back)}
    folded = {pointer.casefold() for pointer in there}
    found = []
    for _, _, pointer, value in leaves(data):
        if there.get(pointer) == value:
            continue
        if pointer in there or pointer.rpartition("/")[0] in there or pointer.casefold() in folded:
            message = "The text keeps its language, but not the way in which it was tagged."
            found.append(finding("approximate", message, pointer=pointer, value=shown(value)))
        else:
            message = "The field is not part of the model: it is in the graph, but is not read again."
            found.append(finding("lost", message, pointer=pointer, value=shown(value)))
    return found
