"""Reading and writing RDF through rdflib: nothing is fetched, and the number of statements is bounded."""

from __future__ import annotations

import logging
import re
from contextvars import ContextVar
from typing import Any

from rdflib import Graph
from rdflib.plugins.parsers.jsonld import to_rdf
from rdflib.plugins.stores.memory import Memory

from eportfolio.contract import NAMESPACE
from eportfolio.exchange.adapter import Reading, Writing
from eportfolio.model import Portfolio
from eportfolio.report.errors import EportfolioError, UnreadableError, UnsafeError
from eportfolio.report.findings import Endpoint, Finding, Report, finding
from eportfolio.sources.encoding import decode_text
from eportfolio.sources.json import load_json
from eportfolio.sources.limits import Limits
from eportfolio.sources.source import Source

from .graph import GraphReader, find_portfolio
from .pruning import leaves, shown
from .reading import CONTEXT_ADDRESS, from_canonical
from .writing import complete, context, language_context, mark_languages

_N_TRIPLES = re.compile(rb"\s*(?:<[^>\s]*>|_:\S+)\s+<[^>\s]*>\s")
_SYNTAX_TITLES = {"turtle": "Turtle", "nt": "N-Triples", "xml": "RDF/XML", "json-ld": "JSON-LD"}

_BASE = "urn:eportfolio:document"

_SILENT: ContextVar[bool] = ContextVar("silent", default=False)


def _speaks(_record: logging.LogRecord) -> bool:
    """Whether rdflib may log: not while a portfolio is read, since what it complains of may be personal."""
    return not _SILENT.get()


for _name in ("rdflib", "rdflib.term"):
    logging.getLogger(_name).addFilter(_speaks)


def syntax(source: Source) -> str:
    """The spelling of RDF that a source has, told from its first bytes; empty when it has none."""
    head = source.head
    if source.kind == "json":
        return "json-ld"
    if _N_TRIPLES.match(head):
        return "nt"
    if source.kind == "xml":
        return "xml" if b"22-rdf-syntax-ns#" in head else ""
    return "turtle" if source.kind == "text" and (b"prefix" in head.lower() or b"<http" in head) else ""


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
    reading.report.source = Endpoint(source.name, format_id, _SYNTAX_TITLES[spelling])
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
    if len(source.data) > limits.text_bytes:
        raise UnsafeError("limit-exceeded", f"The RDF is larger than {limits.text_bytes} bytes (limit text_bytes).")
    if spelling == "xml":
        _ = source.xml  # the hardened parser refuses what could attack rdflib's
        content: Any = source.data
    elif spelling == "json-ld":
        content = _offline(load_json(source.data, limits))
    else:
        content = decode_text(source.data)
    graph = Graph(store=_BoundedMemory(limits.nodes), bind_namespaces="none")
    silence = _SILENT.set(True)
    try:
        if spelling == "json-ld":
            to_rdf(content, graph, _BASE)
        else:
            graph.parse(data=content, format=spelling, publicID=_BASE)
    except EportfolioError:
        raise
    except RecursionError:
        raise UnsafeError("nested-too-deeply", "The RDF is nested too deeply to be read.") from None
    except Exception as error:  # rdflib's parsers raise many unrelated classes, some of them bare
        line, column, reason = _told(error)
        raise UnreadableError(
            "not-well-formed", f"The {_SYNTAX_TITLES[spelling]} is broken ({reason}).", line=line, column=column
        ) from None
    finally:
        _SILENT.reset(silence)
    return graph


class _BoundedMemory(Memory):
    """A store that stops when it holds too many statements."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._limit = limit
        self._budget = limit

    def add(self, triple: Any, context: Any, quoted: bool = False) -> None:
        self._budget -= 1
        if self._budget < 0:
            raise UnsafeError("limit-exceeded", f"The graph has more than {self._limit} statements (limit nodes).")
        super().add(triple, context, quoted)


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


def _told(error: Exception) -> tuple[int | None, int | None, str]:
    """Line, column and reason as far as the parser tells them; what else its message holds is of the file itself."""
    text, offset = getattr(error, "_str", None), getattr(error, "_i", None)
    reason = str(getattr(error, "_why", type(error).__name__))[:80]
    if not isinstance(text, bytes) or not isinstance(offset, int):
        return None, None, reason
    before = text.decode("utf-8", "replace")[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n"), reason


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
