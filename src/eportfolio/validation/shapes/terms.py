"""RDF terms and graphs as shape engines need them: spelt as in the file, and silent about what they hold."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import XSD
from rdflib.plugins.parsers.notation3 import BadSyntax, RDFSink, SinkParser

from ...report.errors import UnreadableError, UnsafeError
from ...sources.encoding import decode_text

Node = URIRef | BNode | Literal

_NOT_IN_IRI: Final = re.compile(r'[\x00-\x20<>"{}|\\^`]')
"""What no IRI may hold (RDF 1.1 Turtle, production IRIREF)."""

_INTEGER: Final = r"[+-]?[0-9]+"
_DECIMAL: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_ZONE: Final = r"(?:Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))?"
_DATE: Final = r"-?(?:[1-9][0-9]{3,}|0[0-9]{3})-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
_TIME: Final = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_CLOCK: Final = r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"

_LEXICAL: Final = {
    XSD[name]: re.compile(pattern).fullmatch
    for name, pattern in {
        "boolean": "true|false|1|0",
        "integer": _INTEGER,
        "positiveInteger": r"\+?0*[1-9][0-9]*",
        "nonNegativeInteger": r"\+?[0-9]+|-0+",
        "decimal": _DECIMAL,
        "double": rf"(?:{_DECIMAL})(?:[Ee][+-]?[0-9]+)?|[+-]?INF|NaN",
        "date": _DATE + _ZONE,
        "dateTime": f"{_DATE}T{_TIME}{_ZONE}",
        "time": _TIME + _ZONE,
        "duration": rf"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?{_CLOCK}",
    }.items()
}
"""Lexical forms (XML Schema part 2): rdflib takes a date for a date-time, and others that a strict engine refuses."""

_ILL_TYPED: Final = "urn:eportfolio:ill-typed:"
"""Stands before the datatype of a literal that is none of that datatype, so that no shape mistakes it for one."""

_BASE: Final = "urn:eportfolio:document"
_SILENT: ContextVar[bool] = ContextVar("silent", default=False)


class _Discretion(logging.Filter):
    """Keeps loggers silent while a document is looked at: what they complain of may be personal."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not _SILENT.get()


_DISCRETION: Final = _Discretion()


@contextmanager
def silence() -> Iterator[None]:
    """A time in which rdflib and pySHACL log nothing."""
    for name in ("rdflib", "rdflib.term", "pyshacl-validate"):
        logging.getLogger(name).addFilter(_DISCRETION)
    token = _SILENT.set(True)
    try:
        yield
    finally:
        _SILENT.reset(token)


def iri(text: str) -> URIRef:
    """An address.

    Raises:
        UnreadableError: it has characters that no address may have.
    """
    if _NOT_IN_IRI.search(text):
        raise UnreadableError(
            "invalid-value", "An address has a character that no address may have; no shape can be asked.", value=text
        )
    return URIRef(text)


def literal(text: str, datatype: str | None = None, language: str | None = None) -> Literal:
    """A literal, spelt as it is, of another datatype when its text is none of the one it claims."""
    if language:
        return Literal(text, lang=language, normalize=False)
    if datatype is None:
        return Literal(text, datatype=XSD.string, normalize=False)
    fits = _LEXICAL.get(URIRef(datatype))
    if fits is not None and not fits(text):
        datatype = _ILL_TYPED + datatype
    return Literal(text, datatype=URIRef(datatype), normalize=False)


class _Sink(RDFSink):
    """Receives statements from the Turtle parser, up to a number."""

    def __init__(self, graph: Graph, limit: int) -> None:
        super().__init__(graph)
        self._limit = limit
        self._budget = limit

    def newLiteral(self, s: str, dt: URIRef | None, lang: str | None) -> Literal:  # noqa: N802 - rdflib's name
        return literal(s, dt, lang)

    def newSymbol(self, *args: str) -> URIRef:  # noqa: N802 - rdflib's name
        return iri(args[0])

    def makeStatement(self, *args: Any, **options: Any) -> None:  # noqa: N802 - rdflib's name
        self._budget -= 1
        if self._budget < 0:
            raise UnsafeError("limit-exceeded", f"The graph has more than {self._limit} statements (limit nodes).")
        super().makeStatement(*args, **options)


def parse_turtle(data: bytes, name: str, limit: int) -> Graph:
    """A graph from Turtle or N-Triples; nothing is fetched.

    Args:
        data: the bytes.
        name: name of the file, for messages.
        limit: how many statements there may be.

    Raises:
        UnreadableError: it is broken.
        UnsafeError: it has too many statements, or is nested too deeply.
    """
    graph = Graph(bind_namespaces="none")
    parser = SinkParser(_Sink(graph, limit), baseURI=_BASE, turtle=True)
    try:
        parser.loadBuf(decode_text(data))
    except (UnreadableError, UnsafeError):
        raise
    except RecursionError:
        raise UnsafeError("nested-too-deeply", f"{name} is nested too deeply to be read.") from None
    except Exception as error:  # rdflib's parser raises several unrelated classes
        line = error.lines + 1 if isinstance(error, BadSyntax) else parser.lines + 1
        raise UnreadableError("not-well-formed", f"{name} is no Turtle that can be read.", line=line) from None
    return graph
