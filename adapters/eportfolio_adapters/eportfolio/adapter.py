"""The adapters of the canonical form: ``JSON`` for its files, ``TURTLE`` for other spellings of RDF."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from eportfolio.exchange.adapter import (
    NO,
    Confidence,
    Format,
    Level,
    Reading,
    ReadOptions,
    WriteOptions,
    Writing,
)
from eportfolio.sources.encoding import in_ascii_bytes

if TYPE_CHECKING:
    from eportfolio.model import Portfolio
    from eportfolio.report.findings import Finding
    from eportfolio.sources.source import Source

_VOCABULARY = b"https://w3id.org/eportfolio/v1"
_SPECIFICATION = "https://w3id.org/eportfolio/v1/portfolio.schema.json"


class CanonicalJson:
    """The canonical file: a portfolio of the standard model, nothing added and nothing left out."""

    format = Format(
        id="eportfolio",
        title="eportfolio (canonical JSON-LD)",
        versions=("1.0",),
        reads=("1.0, and files of later releases as far as they can be understood",),
        media_types=("application/ld+json", "application/json"),
        suffixes=(".portfolio.json",),
        specification=_SPECIFICATION,
    )

    def sniff(self, source: Source) -> Confidence:
        """Certain when the file names our context and our schema version; likely without a context."""
        if source.kind != "json" or not source.head.startswith(b"{"):
            return NO
        data = in_ascii_bytes(source.data)
        if b'"schema_version"' not in data:
            return NO
        has_context = b'"@context"' in source.head
        if has_context and _VOCABULARY in source.head:
            return Confidence(100, "the JSON-LD context and the schema version are those of eportfolio")
        if not has_context and b'"Portfolio"' in data:
            return Confidence(70, "it has a schema version and the type Portfolio")
        return NO

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read leniently: what does not fit the model is left out and named with its JSON pointer.

        Raises:
            UnreadableError: the file is no JSON object.
            UnsafeError: the file goes beyond a limit.
        """
        from .reading import read

        return read(source, options.limits, self.format.id)

    def write(self, portfolio: Portfolio, options: WriteOptions) -> Writing:
        """Write the whole portfolio with its context; nothing is ever lost."""
        from .writing import write

        return write(portfolio)

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """Syntax, then the rules of ``schemas/portfolio.schema.json``.

        Raises:
            UnreadableError: the file is no JSON object.
            UnsafeError: the file goes beyond a limit.
        """
        from .reading import check

        return check(source, level)


class Rdf:
    """The same portfolio in other spellings of RDF: Turtle both ways, N-Triples, RDF/XML and JSON-LD in."""

    format = Format(
        id="turtle",
        title="eportfolio (RDF)",
        reads=("Turtle", "N-Triples", "RDF/XML", "JSON-LD in any form, without remote contexts"),
        media_types=("text/turtle", "application/n-triples", "application/rdf+xml"),
        suffixes=(".ttl", ".nt", ".rdf"),
        specification="https://w3id.org/eportfolio/v1",
    )

    def sniff(self, source: Source) -> Confidence:
        """Likely when RDF speaks our vocabulary; the canonical form is RDF too, but has an adapter of its own."""
        if JSON.sniff(source).score:
            return Confidence(10, "it is the canonical form, which is JSON-LD")
        if _VOCABULARY + b"#" not in in_ascii_bytes(source.data):
            return NO
        from eportfolio.sources.rdf import syntax

        spelling = syntax(source)
        return Confidence(60, f"it is RDF ({spelling}) with the vocabulary of eportfolio") if spelling else NO

    def read(self, source: Source, options: ReadOptions) -> Reading:
        """Read leniently: statements that the model has no place for are named.

        Raises:
            UnreadableError: broken, or without a portfolio.
            UnsafeError: beyond a limit, or with a context that stands elsewhere.
        """
        from .rdf import read

        return read(source, options.limits, self.format.id)

    def write(self, portfolio: Portfolio, options: WriteOptions) -> Writing:
        """Write Turtle; fields that are not part of the model are named as lost."""
        from .rdf import write

        return write(portfolio)

    def check(self, source: Source, level: Level) -> Iterable[Finding]:
        """Syntax, then whether the graph is a portfolio.

        Raises:
            UnreadableError: broken, or without a portfolio.
            UnsafeError: beyond a limit, or with a context that stands elsewhere.
        """
        report = self.read(source, ReadOptions(source.limits)).report
        return () if level is Level.SYNTAX else report.findings


JSON = CanonicalJson()
TURTLE = Rdf()
