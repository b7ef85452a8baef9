"""The parsers of RDF behind one face, made safe: no network, no DOCTYPE, no recursion without end.

RDF/XML is read by expat and rdflib in any case: pyoxigraph stumbles over comments inside a text, keeps the line ends of
Windows, and knows one encoding only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final
from xml.parsers import expat
from xml.sax import SAXParseException

from ...report.errors import EportfolioError, UnreadableError, UnsafeError
from ...sources.encoding import decode_text, encoding_of
from ...sources.json import load_json
from ...sources.limits import Limits
from .writing import Syntax

if TYPE_CHECKING:
    from rdflib import URIRef

Receive = Callable[[str, str, str, str | None], None]
"""Takes subject, predicate, value, and language: ``None`` when the value is a resource."""

IN_MEMORY: Final = 256 << 20
"""Size in bytes of a file that has to be in memory as a whole: JSON-LD, and Turtle without pyoxigraph."""

_NUMBER: Final = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?\Z")
_NO_ADDRESS: Final = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_WITHOUT_TYPE: Final = ("@id", "@vocab", "@json", "@none")
_JSON_NODES: Final = 5_000_000


def parse(path: Path, syntax: Syntax, base: str, limits: Limits, receive: Receive, *, streaming: bool) -> None:
    """Parse one file.

    Args:
        path: the file.
        syntax: how it is written; N-Triples are read as the Turtle that they are.
        base: what relative addresses are resolved against.
        limits: the safety limits.
        receive: is called with every triple.
        streaming: whether pyoxigraph reads.

    Raises:
        UnreadableError: it is broken.
        UnsafeError: it is not safe to read.
        OSError: it cannot be opened.
    """
    try:
        if syntax is Syntax.JSON_LD:
            _json_ld(path, base, limits, receive, streaming=streaming)
        elif syntax is Syntax.RDF_XML:
            _check_xml(path, limits)
            with path.open("rb") as stream:
                _rdf_xml(stream, base, receive)
        elif streaming:
            with _in_utf8(path) as stream:
                _with_pyoxigraph(stream, Syntax.TURTLE, base, receive)
        else:
            _turtle(decode_text(path.read_bytes()), base, receive)
    except RecursionError:
        raise UnsafeError("nested-too-deeply", "The file is nested too deeply.") from None


def _in_utf8(path: Path) -> IO[bytes]:
    """A file as pyoxigraph knows it: without a byte order mark, and in UTF-8."""
    stream = path.open("rb")
    encoding, mark = encoding_of(stream.read(4))
    if encoding == "utf-8":
        stream.seek(mark)
        return stream
    with stream:
        if path.stat().st_size > IN_MEMORY:
            raise UnsafeError("limit-exceeded", f"It is larger than {IN_MEMORY} bytes, and not in UTF-8.")
        return BytesIO(decode_text(path.read_bytes()).encode())


def _with_pyoxigraph(stream: IO[bytes] | bytes, syntax: Syntax, base: str, receive: Receive) -> None:
    from pyoxigraph import BlankNode, Literal, RdfFormat, parse

    def node(term: Any) -> str:
        if not hasattr(term, "value"):
            raise _broken("a statement about a statement (RDF-star) is not understood")
        return f"_:{term.value}" if isinstance(term, BlankNode) else str(term.value)

    form = RdfFormat.JSON_LD if syntax is Syntax.JSON_LD else RdfFormat.TURTLE
    try:
        for quad in parse(stream, form, base_iri=base):
            value = quad.object
            if isinstance(value, Literal):
                receive(node(quad.subject), quad.predicate.value, value.value, value.language or "")
            else:
                receive(node(quad.subject), quad.predicate.value, node(value), None)
    except SyntaxError as error:
        what = str(error.msg).partition(": ")[2] or str(error.msg)
        if "UTF-8" in what:
            raise UnreadableError(
                "wrong-encoding", "The bytes are not UTF-8.", line=error.lineno, column=error.offset
            ) from None
        raise _broken(what, error.lineno, error.offset) from None


def _broken(what: str, line: int | None = None, column: int | None = None) -> UnreadableError:
    return UnreadableError(
        "not-well-formed", f"The RDF is broken: {what.strip().rstrip('.')}.", line=line, column=column
    )


def _why(error: Exception) -> str:
    """What a parser of rdflib ran into: it raises whatever comes, and only some of it is meant for people."""
    return str(error) if isinstance(error, ValueError) and str(error) else "the parser cannot make sense of it"


class _Sink:
    """What the parsers of rdflib take for a graph: hands on the triples and keeps nothing."""

    context_aware = False

    def __init__(self, receive: Receive) -> None:
        self._receive = receive

    def add(self, triple: tuple[Any, Any, Any]) -> None:
        from rdflib import Literal

        subject, predicate, value = triple
        if isinstance(value, Literal):
            self._receive(_node(subject), str(predicate), str(value), value.language or "")
        else:
            self._receive(_node(subject), str(predicate), _node(value), None)

    def bind(self, *_: object, **__: object) -> None:
        """Prefixes do not matter."""


def _node(term: Any) -> str:
    from rdflib import BNode

    return f"_:{term}" if isinstance(term, BNode) else str(term)


def _turtle(text: str, base: str, receive: Receive) -> None:
    from rdflib import Literal, URIRef
    from rdflib.plugins.parsers.notation3 import BadSyntax, RDFSink, SinkParser
    from rdflib.term import Node

    class Sink(RDFSink):
        def newLiteral(self, s: str, dt: Any = None, lang: str | None = None) -> Literal:  # noqa: N802
            return Literal(s, lang=None if dt else lang)

        def newSymbol(self, *args: str) -> URIRef:  # noqa: N802
            if _NO_ADDRESS.search(args[0]):
                raise _broken(f"{args[0]!r} is no address (IRI)", parser.lines + 1)
            return URIRef(args[0])

    class Parser(SinkParser):
        def nodeOrLiteral(self, argstr: str, i: int, res: Any) -> int:  # noqa: N802
            """Numbers as they are written: 0110 is a code, and no number without its zero."""
            end = super().nodeOrLiteral(argstr, i, res)
            number = None if end < 0 or isinstance(res[-1], Node | bool) else _NUMBER.search(argstr[i:end])
            if number:
                res[-1] = Literal(number[0])
            return end

    parser = Parser(Sink(_Sink(receive)), baseURI=base, turtle=True)  # type: ignore[arg-type]
    try:
        parser.loadBuf(text)
    except BadSyntax as error:
        raise _broken(error._why, error.lines + 1) from None
    except (EportfolioError, RecursionError):
        raise
    except IndexError:
        raise _broken("it ends in the middle of a statement", parser.lines + 1) from None
    except Exception as error:
        raise _broken(_why(error), parser.lines + 1) from None


def _check_xml(path: Path, limits: Limits) -> None:
    """Refuse what is not safe or not well-formed."""
    parser = expat.ParserCreate()
    depth = length = 0

    def start(_: str, __: object) -> None:
        nonlocal depth, length
        depth, length = depth + 1, 0
        if depth > limits.depth:
            raise UnsafeError(
                "nested-too-deeply",
                f"The XML is nested deeper than {limits.depth} (limit depth).",
                line=parser.CurrentLineNumber,
            )

    def end(_: str) -> None:
        nonlocal depth, length
        depth, length = depth - 1, 0

    def text(data: str) -> None:
        nonlocal length
        length += len(data)
        if length > limits.text_bytes:
            raise UnsafeError(
                "limit-exceeded",
                f"A text is longer than {limits.text_bytes} characters (limit text_bytes).",
                line=parser.CurrentLineNumber,
            )

    def doctype(*_: object) -> None:
        raise UnsafeError(
            "unsafe-content",
            "The document has a DOCTYPE, which can define entities.",
            line=parser.CurrentLineNumber,
            column=parser.CurrentColumnNumber + 1,
            hint="Replace the entities by the addresses they stand for, or use Turtle.",
        )

    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = doctype
    try:
        with path.open("rb") as stream:
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise _broken(expat.ErrorString(error.code), error.lineno, error.offset + 1) from None
    except (ValueError, LookupError) as error:
        raise UnreadableError("wrong-encoding", f"The XML cannot be decoded: {error}.") from None


def _rdf_xml(stream: IO[bytes], base: str, receive: Receive) -> None:
    from rdflib.exceptions import Error
    from rdflib.parser import InputSource
    from rdflib.plugins.parsers.rdfxml import RDFXMLHandler, create_parser

    class Handler(RDFXMLHandler):
        def property_element_start(self, name: Any, qname: Any, attrs: Any) -> None:
            super().property_element_start(name, qname, attrs)
            if self.current.datatype is not None:
                self.current.datatype = self.current.language = None

        def absolutize(self, uri: str) -> URIRef:
            if _NO_ADDRESS.search(uri):
                raise _broken(f"{uri!r} is no address (IRI)", self.locator.getLineNumber())
            return super().absolutize(uri)

    source = InputSource()
    source.setByteStream(stream)
    source.setPublicId(base)
    source.setSystemId(base)
    sink: Any = _Sink(receive)
    parser: Any = create_parser(source, sink)
    handler = Handler(sink)
    parser.setContentHandler(handler)
    try:
        parser.parse(source)
    except (EportfolioError, RecursionError):
        raise
    except SAXParseException as error:
        raise _broken(error.getMessage(), error.getLineNumber(), (error.getColumnNumber() or 0) + 1) from None
    except Error as error:
        what = str(error.args[0] if error.args else error).partition(": ")[2]
        raise _broken(what, handler.locator.getLineNumber()) from None
    except Exception as error:
        raise _broken(_why(error), handler.locator.getLineNumber()) from None


def _json_ld(path: Path, base: str, limits: Limits, receive: Receive, *, streaming: bool) -> None:
    data = load_json(path.read_bytes(), replace(limits, nodes=min(limits.nodes, _JSON_NODES)))
    data = _plain(data)
    if streaming:
        _with_pyoxigraph(json.dumps(data).encode(), Syntax.JSON_LD, base, receive)
        return
    from rdflib.plugins.parsers.jsonld import to_rdf

    sink: Any = _Sink(receive)
    try:
        to_rdf(data, sink, base)
    except (EportfolioError, RecursionError):
        raise
    except Exception as error:
        raise _broken(_why(error)) from None


def _plain(node: Any) -> Any:
    """JSON-LD without datatypes, with numbers as texts, and refused when it wants a context from the network."""
    if isinstance(node, list):
        return [_plain(one) for one in node]
    if isinstance(node, dict):
        typed = "@value" in node and node.get("@type") != "@json"
        return {
            key: _context(value) if key == "@context" else _plain(value)
            for key, value in node.items()
            if not (typed and key == "@type")
        }
    return str(node) if isinstance(node, int | float) and not isinstance(node, bool) else node


def _context(node: Any) -> Any:
    """A context without the datatypes of its terms."""
    if isinstance(node, list):
        return [_context(one) for one in node]
    if isinstance(node, str) or (isinstance(node, dict) and "@import" in node):
        address = node if isinstance(node, str) else node["@import"]
        raise UnsafeError(
            "unsafe-content",
            f"The file takes its context from {address}; nothing is fetched from the network.",
            hint="Put the context itself into the file, or use Turtle.",
        )
    if not isinstance(node, dict):
        return node
    return {name: _term(term) if isinstance(term, dict) else term for name, term in node.items()}


def _term(term: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in term.items() if key != "@type" or value in _WITHOUT_TYPE}
    if "@context" in kept:
        kept["@context"] = _context(kept["@context"])
    return kept
