"""RDF through rdflib: nothing is fetched, the number of statements is bounded, and values stay as they are written."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

import rdflib
from rdflib import Graph
from rdflib.plugins.stores.memory import Memory

from ..report.errors import EportfolioError, UnreadableError, UnsafeError
from .encoding import decode_text
from .limits import Limits
from .source import Source

BASE: Final = "urn:eportfolio:document"
"""What relative addresses are resolved against."""

TITLES: Final = {"turtle": "Turtle", "nt": "N-Triples", "xml": "RDF/XML", "json-ld": "JSON-LD"}
"""The spellings of RDF that are read."""

_N_TRIPLES: Final = re.compile(rb"\s*(?:<[^>\s]*>|_:\S+)\s+<[^>\s]*>\s")
_ADDRESS: Final = re.compile(rb"<[a-zA-Z][\w+.-]*:[^<>\s]*>\s")
"""An address that a statement begins with; the name of an XML element with a prefix has its namespace behind it."""

_SILENT: Final[ContextVar[bool]] = ContextVar("silent", default=False)
_EXACT: Final = threading.RLock()


def _speaks(_record: logging.LogRecord) -> bool:
    """Whether rdflib may log: not while a document is read, since what it complains of may be personal."""
    return not _SILENT.get()


for _name in ("rdflib", "rdflib.term"):
    logging.getLogger(_name).addFilter(_speaks)


def syntax(source: Source) -> str:
    """The spelling of RDF that a source has, one of :data:`TITLES`; empty when it has none.

    Args:
        source: the source; its first bytes tell.
    """
    head = source.head
    if source.kind == "json":
        return "json-ld"
    if _N_TRIPLES.match(head):
        return "nt"
    if source.kind == "xml":
        return "xml" if b"22-rdf-syntax-ns#" in head else "turtle" if _ADDRESS.match(head) else ""
    return "turtle" if source.kind == "text" and (b"prefix" in head.lower() or b"<http" in head) else ""


def parse_rdf(source: Source, spelling: str, limits: Limits, *, exact: bool = False) -> Graph:
    """Parse Turtle, N-Triples or RDF/XML.

    Args:
        source: the source.
        spelling: ``turtle``, ``nt`` or ``xml``.
        limits: the safety limits: ``text_bytes`` for all of it, ``nodes`` for its statements.
        exact: whether literals keep their letters; otherwise ``"007"^^xsd:integer`` becomes ``7``.

    Raises:
        UnreadableError: it is broken, with the line and column where that is known.
        UnsafeError: it goes beyond a limit, or is XML that could attack a parser.
    """
    refuse_large(source, limits)
    content: Any = source.data
    if spelling == "xml":
        _ = source.xml  # the hardened parser refuses what could attack rdflib's
    else:
        content = decode_text(source.data)

    def fill(graph: Graph) -> None:
        graph.parse(data=content, format=spelling, publicID=BASE)

    return filled(fill, TITLES[spelling], limits, exact=exact)


def refuse_large(source: Source, limits: Limits) -> None:
    """Refuse RDF that is larger than one text may be: the parsers need it as a whole.

    Raises:
        UnsafeError: it is larger than ``limits.text_bytes``.
    """
    if len(source.data) > limits.text_bytes:
        raise UnsafeError("limit-exceeded", f"The RDF is larger than {limits.text_bytes} bytes (limit text_bytes).")


def filled(fill: Callable[[Graph], Any], title: str, limits: Limits, *, exact: bool = False) -> Graph:
    """A graph that a parser of rdflib has filled.

    Args:
        fill: calls the parser.
        title: what the source is, for messages.
        limits: the safety limits.
        exact: whether literals keep their letters.

    Raises:
        UnreadableError: the parser did not understand it.
        UnsafeError: it goes beyond a limit.
    """
    graph = Graph(store=_BoundedMemory(limits.nodes), bind_namespaces="none")
    silence = _SILENT.set(True)
    try:
        with _literals(exact):
            fill(graph)
    except EportfolioError:
        raise
    except RecursionError:
        raise UnsafeError("nested-too-deeply", "The RDF is nested too deeply to be read.") from None
    except Exception as error:  # rdflib's parsers raise many unrelated classes, some of them bare
        line, column, reason = _told(error)
        raise UnreadableError(
            "not-well-formed", f"The {title} is broken ({reason}).", line=line, column=column
        ) from None
    finally:
        _SILENT.reset(silence)
    return graph


@contextmanager
def _literals(exact: bool) -> Iterator[None]:
    """Whether rdflib changes the letters of literals is one switch for the whole process, hence the lock."""
    with _EXACT:
        normal = rdflib.NORMALIZE_LITERALS
        rdflib.NORMALIZE_LITERALS = not exact
        try:
            yield
        finally:
            rdflib.NORMALIZE_LITERALS = normal


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


def _told(error: Exception) -> tuple[int | None, int | None, str]:
    """Line, column and reason as far as the parser tells them; what else its message holds is of the file itself."""
    if isinstance(error, IndexError):
        return None, None, "it ends in the middle of a statement"
    text, offset = getattr(error, "_str", None), getattr(error, "_i", None)
    reason = str(getattr(error, "_why", type(error).__name__))[:80]
    if not isinstance(text, bytes) or not isinstance(offset, int):
        return None, None, reason
    before = text.decode("utf-8", "replace")[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n"), reason
