"""RDF files as triples: bounded, offline, and in a form that can be walked over several times.

pyoxigraph reads where it is installed, and rdflib else; what comes out is the same.  Datatypes are dropped, because
nothing here depends on them and rdflib rewrites values by them: ``"0110"^^xsd:integer`` would become ``110``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Final, Self

from ...report.errors import EportfolioError, UnreadableError, UnsafeError
from ...sources.limits import Limits
from .parsers import IN_MEMORY, Receive, parse
from .writing import IRI, SUFFIXES, Syntax, has_pyoxigraph

Statement = tuple[str, str, str, str | None]
"""Subject, predicate, value, and language: ``None`` when the value is a resource, empty when the text has none."""

RDF_LIMITS: Final = Limits(file_bytes=2 << 30, nodes=100_000_000, text_bytes=1_000_000)
"""What RDF files may cost when they are read as a stream."""

NO_BASE: Final = "http://no-base.invalid/"
"""Relative addresses begin like this when nothing says what they are relative to (RFC 2606, section 2)."""

_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_BATCH: Final = 5_000
_MEMORY: Final = 32 << 20


class Triples:
    """Triples that were read, in the order of the files; beyond some size they wait on disk.

    Args:
        limits: how many there may be, and how long their texts.
    """

    def __init__(self, limits: Limits = RDF_LIMITS) -> None:
        self._limits = limits
        self._file = SpooledTemporaryFile(max_size=_MEMORY)  # noqa: SIM115 - closed by __exit__
        self._batch: list[Statement] = []
        self._number = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[Statement]:
        self._flush()
        self._file.seek(0)
        for line in self._file:
            yield from json.loads(line)

    def add(self, subject: str, predicate: str, value: str, language: str | None) -> None:
        """Keep a triple.

        Raises:
            UnsafeError: there are too many, or a text is too long.
            UnreadableError: an address is none.
        """
        self._number += 1
        if self._number > self._limits.nodes:
            raise UnsafeError("limit-exceeded", f"There are more than {self._limits.nodes} triples (limit nodes).")
        if len(value) > self._limits.text_bytes:
            raise UnsafeError(
                "limit-exceeded",
                f"A text of {subject} is longer than {self._limits.text_bytes} characters (limit text_bytes).",
            )
        if _SURROGATE.search(value):
            raise UnreadableError("invalid-character", f"A text of {subject} has half a character (a lone surrogate).")
        for address in (subject, predicate) if language is not None else (subject, predicate, value):
            if not address.startswith("_:") and not IRI.fullmatch(address):
                raise UnreadableError("not-well-formed", f"{address!r} is no address (IRI).")
        self._batch.append((subject, predicate, value, language))
        if len(self._batch) >= _BATCH:
            self._flush()

    def _flush(self) -> None:
        if self._batch:
            self._file.seek(0, 2)
            self._file.write(json.dumps(self._batch).encode() + b"\n")
            self._batch = []


def read_triples(
    files: Sequence[Path], *, base: str = "", limits: Limits = RDF_LIMITS, streaming: bool | None = None
) -> Triples:
    """Read the triples of several files as one.

    Args:
        files: Turtle, RDF/XML, JSON-LD or N-Triples, told from the endings of their names.
        base: what relative addresses are resolved against.
        limits: the safety limits.
        streaming: whether pyoxigraph reads; whether it is installed decides when it is left out.

    Raises:
        UnreadableError: a file cannot be opened, is broken (with line and column), or has an address that is none.
        UnsafeError: it would cost unbounded time or memory, reach into the network, or has a DOCTYPE.
    """
    if streaming is None:
        streaming = has_pyoxigraph()
    triples = Triples(limits)
    try:
        for number, path in enumerate(files):
            _read(path, _numbered(triples.add, number), base or NO_BASE, limits, streaming=streaming)
    except BaseException:
        triples.__exit__(None, None, None)
        raise
    return triples


def syntax_of(path: Path) -> Syntax | None:
    """The syntax that the ending of a file's name tells; ``None`` when it is no ending of RDF."""
    return SUFFIXES.get(path.suffix.lower())


def _read(path: Path, receive: Receive, base: str, limits: Limits, *, streaming: bool) -> None:
    syntax = syntax_of(path) or Syntax.TURTLE
    try:
        size = path.stat().st_size
        streams = syntax is Syntax.RDF_XML or (streaming and syntax is not Syntax.JSON_LD)
        most = limits.file_bytes if streams else min(limits.file_bytes, IN_MEMORY)
        if size > most:
            raise UnsafeError("limit-exceeded", f"{path} is larger than {most} bytes (limit file_bytes).")
        if size == 0:
            raise UnreadableError("empty-file", f"{path} is empty.")
        parse(path, syntax, base, limits, receive, streaming=streaming)
    except OSError as error:
        raise UnreadableError("file-not-readable", f"{path} cannot be opened: {error.strerror or error}.") from None
    except EportfolioError as error:
        raise _in_file(error, path) from None


def _numbered(receive: Receive, number: int) -> Receive:
    """Keeps the blank nodes of several files apart."""
    if number == 0:
        return receive

    def blank(address: str) -> str:
        return f"_:{number}.{address[2:]}" if address.startswith("_:") else address

    def renamed(subject: str, predicate: str, value: str, language: str | None) -> None:
        receive(blank(subject), predicate, value if language is not None else blank(value), language)

    return renamed


def _in_file(error: EportfolioError, path: Path) -> EportfolioError:
    """The same error, with the file's name before it."""
    found = error.finding
    if str(path) in found.message:
        return error
    return type(error)(
        found.name, f"{path}: {found.message}", line=found.line, column=found.column, value=found.value, hint=found.hint
    )
