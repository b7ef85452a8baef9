"""The parsers of RDF behind one face, made safe: no network, no DOCTYPE, no recursion without end."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal
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
    from .parsing import Receive

_NUMBER: Final = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?\Z")
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
            _rdf_xml(path, base, limits, receive, streaming=streaming)
        elif streaming:
            with path.open("rb") as stream:
                _with_pyoxigraph(stream, Syntax.TURTLE, base, receive)
        else:
            _turtle(decode_text(path.read_bytes()), base, receive)
    except RecursionError:
        raise UnsafeError("nested-too-deeply", "The file is nested too deeply.") from None


def _with_pyoxigraph(stream: IO[bytes] | bytes, syntax: Syntax, base: str, receive: Receive) -> None:
    from pyoxigraph import BlankNode, Literal, RdfFormat, parse

    formats = {
        Syntax.TURTLE: RdfFormat.TURTLE, Syntax.RDF_XML: RdfFormat.RDF_XML, Syntax.JSON_LD: RdfFormat.JSON_LD,
    }  # fmt: skip

    def node(term: Any) -> str:
        return f"_:{term.value}" if isinstance(term, BlankNode) else str(term.value)

    try:
        for quad in parse(stream, formats[syntax], base_iri=base):
            value = quad.object
            if isinstance(value, Literal):
                receive(node(quad.subject), quad.predicate.value, value.value, value.language or "")
            else:
                receive(node(quad.subject), quad.predicate.value, node(value), None)
    except SyntaxError as error:
        what = str(error.msg).partition(": ")[2] or str(error.msg)
        raise _broken(what, error.lineno, error.offset) from None


def _broken(what: str, line: int | None = None, column: int | None = None) -> UnreadableError:
    return UnreadableError(
        "not-well-formed", f"The RDF is broken: {what.strip().rstrip('.')}.", line=line, column=column
    )


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
    from rdflib import Literal
    from rdflib.plugins.parsers.notation3 import BadSyntax, RDFSink, SinkParser, sfloat

    class Sink(RDFSink):
        def newLiteral(self, s: str, dt: Any = None, lang: str | None = None) -> Literal:  # noqa: N802
            return Literal(s, lang=None if dt else lang)

    class Parser(SinkParser):
        def nodeOrLiteral(self, argstr: str, i: int, res: Any) -> int:  # noqa: N802
            """Numbers as they are written: 0110 is a code, and no number without its zero."""
            end = super().nodeOrLiteral(argstr, i, res)
            if end >= 0 and isinstance(res[-1], (int, float, Decimal, sfloat)) and not isinstance(res[-1], bool):
                number = _NUMBER.search(argstr[i:end])
                res[-1] = Literal(number[0] if number else str(res[-1]))
            return end

    parser = Parser(Sink(_Sink(receive)), baseURI=base, turtle=True)  # type: ignore[arg-type]
    try:
        parser.loadBuf(text)
    except BadSyntax as error:
        raise _broken(error._why, error.lines + 1) from None
    except (EportfolioError, RecursionError):
        raise
    except Exception as error:  # the parser raises what it happens to run into
        raise _broken(str(error) or type(error).__name__, parser.lines + 1) from None


def _rdf_xml(path: Path, base: str, limits: Limits, receive: Receive, *, streaming: bool) -> None:
    is_utf8 = _check_xml(path, limits)
    with path.open("rb") as stream:
        if streaming and is_utf8:  # the only encoding that it knows
            _with_pyoxigraph(stream, Syntax.RDF_XML, base, receive)
        else:
            _rdf_xml_with_rdflib(stream, base, receive)


def _check_xml(path: Path, limits: Limits) -> bool:
    """Refuse what is not safe or not well-formed; tell whether the file is in UTF-8."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth, encodings = 0, []

    def start(_: str, __: object) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.depth:
            raise UnsafeError(
                "nested-too-deeply",
                f"The XML is nested deeper than {limits.depth} (limit depth).",
                line=parser.CurrentLineNumber,
            )

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*_: object) -> None:
        raise UnsafeError(
            "unsafe-content",
            "The document has a DOCTYPE, which can define entities.",
            line=parser.CurrentLineNumber,
            column=parser.CurrentColumnNumber + 1,
            hint="Replace the entities by the addresses they stand for, or use Turtle.",
        )

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartDoctypeDeclHandler = doctype
    parser.XmlDeclHandler = lambda _version, encoding, _standalone: encodings.append(encoding or "utf-8")
    try:
        with path.open("rb") as stream:
            marked = encoding_of(stream.read(4))[0] == "utf-8"
            stream.seek(0)
            parser.ParseFile(stream)
    except expat.ExpatError as error:
        raise _broken(expat.ErrorString(error.code), error.lineno, error.offset + 1) from None
    except (ValueError, LookupError) as error:
        raise UnreadableError("wrong-encoding", f"The XML cannot be decoded: {error}.") from None
    return marked and encodings in ([], ["utf-8"], ["UTF-8"])


def _rdf_xml_with_rdflib(stream: IO[bytes], base: str, receive: Receive) -> None:
    from rdflib.exceptions import Error
    from rdflib.parser import InputSource
    from rdflib.plugins.parsers.rdfxml import RDFXMLHandler, create_parser

    class Handler(RDFXMLHandler):
        def property_element_start(self, name: Any, qname: Any, attrs: Any) -> None:
            super().property_element_start(name, qname, attrs)
            if self.current.datatype is not None:
                self.current.datatype = self.current.language = None

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
        what = str(error.args[0] if error.args else error).rpartition(": ")[2]
        raise _broken(what, handler.locator.getLineNumber()) from None
    except Exception as error:  # the parser raises what it happens to run into
        raise _broken(str(error) or type(error).__name__, handler.locator.getLineNumber()) from None


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
    except Exception as error:  # the parser raises what it happens to run into
        raise _broken(str(error) or type(error).__name__) from None


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
