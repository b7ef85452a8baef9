"""Portfolios inside PDF files: the attached XML, wherever a PDF can hold it, never inflated beyond a bound.

A PDF attaches files through the name tree ``EmbeddedFiles``, through ``AF`` arrays of the catalogue and of
pages, and through ``FileAttachment`` annotations (ISO 32000-2, sections 7.11.4, 14.13 and 12.5.6.15).  All
are looked at, and what an attachment is, its content tells.  An attached PDF is not opened in turn.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

from ..report.errors import MissingExtraError, UnreadableError, UnsafeError
from .limits import DEFAULT_LIMITS, Limits
from .source import Source
from .xml import root_name

PORTFOLIO_ROOTS = frozenset({"learnerinfo", "SkillsPassport", "Candidate"})
"""Local names of the root elements of the portfolios that are known to travel in PDF files."""

_HEAD = 1024
"""How many bytes tell what kind of file an attachment is."""

_ALL_STREAMS = 4
"""All compressed streams of a PDF together may inflate to this many times the bound for one attachment."""

_STREAM = re.compile(rb"(?<!end)stream[\s\x00]*")

_INTERNAL = re.compile(r"stream <[^>]*>:?\s*")

_FLATE = ("/FlateDecode", "/Fl")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a PDF.

    Attributes:
        name: its file name in the PDF, empty when it has none.
        data: its content.
    """

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Survey:
    """What is attached: XML files with their content, and the others in words."""

    found: list[Attachment]
    others: list[str]


def open_container(source: Source) -> Source:
    """Take the portfolio out of its container.

    Args:
        source: any source; only a PDF is a container.

    Returns:
        The portfolio's XML as a source of the same name; the source itself when it is no container.

    Raises:
        UnreadableError: the PDF is broken, encrypted, or holds no portfolio; the message says what it holds.
        UnsafeError: it goes beyond a safety limit.
        MissingExtraError: the extra ``[pdf]`` is not installed.
    """
    if source.kind != "pdf":
        return source
    survey = _survey(source.data, source.limits)
    portfolios = [one for one in survey.found if root_name(one.data) in PORTFOLIO_ROOTS]
    if not portfolios:
        strangers = [f"{one.name} (XML with the root {root_name(one.data) or 'unknown'})" for one in survey.found]
        raise _nothing_inside([*strangers, *survey.others])
    first = portfolios[0]
    beside = [one.name for one in survey.found if one is not first] + survey.others
    return Source(first.data, source.name, source.limits, container="pdf", beside=tuple(beside))


def extract_xml_attachments(data: bytes, limits: Limits = DEFAULT_LIMITS) -> list[Attachment]:
    """The XML files that are attached to a PDF, told by their content, in document order.

    Args:
        data: the PDF.
        limits: the safety limits; ``attachments`` and ``inflated_bytes`` bound the attachments.

    Raises:
        UnreadableError: the PDF is broken or encrypted, or has no XML attached; the message says what it has.
        UnsafeError: it goes beyond a safety limit.
        MissingExtraError: the extra ``[pdf]`` is not installed.
    """
    survey = _survey(data, limits)
    if not survey.found:
        raise _nothing_inside(survey.others)
    return survey.found


def _nothing_inside(others: Iterable[str]) -> UnreadableError:
    inside = ", ".join(others)
    return UnreadableError(
        "no-portfolio-inside",
        f"The PDF holds no portfolio, only: {inside}." if inside else "The PDF has no file attached to it.",
    )


def _survey(data: bytes, limits: Limits) -> _Survey:
    try:
        import pikepdf
    except ImportError:
        raise MissingExtraError("pdf", "Reading PDF files") from None

    _check_streams(data, limits)
    try:
        with _bounded(pikepdf, limits), pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            survey = _look(pikepdf, pdf, limits)
            damaged = bool(pdf.get_warnings())
    except pikepdf.PasswordError:
        raise UnreadableError("encrypted", "The PDF is encrypted; a password is needed to read it.") from None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError) as error:
        if "encrypt" in str(error).lower():
            raise UnreadableError("encrypted", "The PDF is encrypted in a way that is not supported.") from None
        raise UnreadableError("not-well-formed", f"The PDF is broken: {_first_line(error)}.") from None
    if damaged and not survey.found and not survey.others:
        raise UnreadableError("not-well-formed", "The PDF is broken, and no attached file can be found in it.")
    return survey


def _first_line(error: Exception) -> str:
    """The library's message without the name it gives to what it reads from memory."""
    lines = _INTERNAL.sub("", str(error)).strip().splitlines()
    return (lines[0] if lines else type(error).__name__).rstrip(".")


# -- what is attached ---------------------------------------------------------------------------------------


def _look(pikepdf: Any, pdf: Any, limits: Limits) -> _Survey:
    survey = _Survey([], [])
    seen: set[tuple[int, int]] = set()
    for name, stream in _streams(_Walk(pikepdf, limits), pdf.Root):
        if stream.objgen in seen:
            continue
        seen.add(stream.objgen)
        if len(seen) > limits.attachments:
            raise UnsafeError(
                "limit-exceeded",
                f"The PDF has more than {limits.attachments} attachments (limit attachments).",
            )
        _examine(pikepdf, name, stream, limits, survey)
    return survey


def _examine(pikepdf: Any, name: str, stream: Any, limits: Limits, survey: _Survey) -> None:
    """Find out what an attachment is, and keep it when it is XML."""
    shown = name or "a file without name"
    filters = _filters(pikepdf, stream)
    if filters is None:
        survey.others.append(f"{shown} (compressed in a way that is not read)")
        return
    raw = bytes(stream.get_raw_stream_buffer())
    try:
        head = zlib.decompressobj().decompress(raw, _HEAD) if filters else raw[:_HEAD]
        kind = Source(head, name, limits).kind
        if kind != "xml":
            survey.others.append(f"{shown} (a PDF, which is not opened)" if kind == "pdf" else shown)
            return
        content = zlib.decompressobj().decompress(raw, limits.inflated_bytes + 1) if filters else raw
    except zlib.error:
        survey.others.append(f"{shown} (damaged)")
        return
    if len(content) > limits.inflated_bytes:
        raise UnsafeError(
            "limit-exceeded",
            f"The attachment {shown} is larger than {limits.inflated_bytes} bytes (limit inflated_bytes).",
        )
    survey.found.append(Attachment(name, content))


def _filters(pikepdf: Any, stream: Any) -> bool | None:
    """Whether a stream is deflated; ``None`` when it is encoded in any way that is not expected of a file."""
    names = stream.get("/Filter")
    if isinstance(names, pikepdf.Array):
        names = names[0] if len(names) == 1 else (None if len(names) == 0 else names)
    if names is None:
        return False
    parameters = stream.get("/DecodeParms")
    if isinstance(parameters, pikepdf.Array):
        parameters = parameters[0] if len(parameters) == 1 else None
    predicted = isinstance(parameters, pikepdf.Dictionary) and int(parameters.get("/Predictor", 1)) > 1
    return True if str(names) in _FLATE and not predicted else None


class _Walk:
    """Goes through the objects of a PDF: each one at most once, and no more of them than the limit allows."""

    def __init__(self, pikepdf: Any, limits: Limits) -> None:
        self.pikepdf = pikepdf
        self.limits = limits
        self.steps = 0

    def get(self, holder: Any, key: str) -> Any:
        """A member of a dictionary; ``None`` when there is none, or no dictionary."""
        return holder.get(key) if isinstance(holder, self.pikepdf.Dictionary | self.pikepdf.Stream) else None

    def members(self, array: Any) -> Iterator[Any]:
        """The members of an array; none when it is no array."""
        if isinstance(array, self.pikepdf.Array):
            for member in array:
                self.step()
                yield member

    def tree(self, root: Any) -> Iterator[Any]:
        """The nodes of a tree with ``Kids``, in order; a cycle is not entered twice."""
        seen: set[tuple[int, int]] = set()
        stack = [root]
        while stack:
            node = stack.pop()
            if not isinstance(node, self.pikepdf.Dictionary) or (node.is_indirect and node.objgen in seen):
                continue
            seen.add(node.objgen)
            yield node
            stack.extend(reversed(list(self.members(node.get("/Kids")))))

    def step(self) -> None:
        """Count one object.

        Raises:
            UnsafeError: there are too many.
        """
        self.steps += 1
        if self.steps > self.limits.nodes:
            raise UnsafeError(
                "limit-exceeded",
                f"The PDF has more than {self.limits.nodes} objects to look at (limit nodes).",
            )


def _streams(walk: _Walk, root: Any) -> Iterator[tuple[str, Any]]:
    """File name and stream of each attached file, as often as something points to it."""
    for specification in _specifications(walk, root):
        name = _printable(str(walk.get(specification, "/UF") or walk.get(specification, "/F") or ""))
        files = walk.get(specification, "/EF")
        for key in ("/UF", "/F", "/Unix", "/Mac", "/DOS"):
            stream = walk.get(files, key)
            if isinstance(stream, walk.pikepdf.Stream):
                yield name, stream


def _printable(name: str) -> str:
    """A name that can be shown: whoever made the file may have put anything there."""
    return "".join(letter for letter in name[:100] if letter.isprintable()).strip()


def _specifications(walk: _Walk, root: Any) -> Iterator[Any]:
    """The file specifications of all attached files."""
    for node in walk.tree(walk.get(walk.get(root, "/Names"), "/EmbeddedFiles")):
        yield from list(walk.members(node.get("/Names")))[1::2]
    yield from walk.members(walk.get(root, "/AF"))
    for page in walk.tree(walk.get(root, "/Pages")):
        yield from walk.members(page.get("/AF"))
        for annotation in walk.members(page.get("/Annots")):
            if walk.get(annotation, "/Subtype") == "/FileAttachment":
                yield walk.get(annotation, "/FS")


# -- compressed streams of the PDF itself -------------------------------------------------------------------


def _check_streams(data: bytes, limits: Limits) -> None:
    """Refuse a PDF whose streams inflate without bound, before a library inflates them to find its objects.

    Any stream can be declared to hold objects, so all of them count, whatever they say they are.

    Raises:
        UnsafeError: there are too many streams, or they inflate to too much.
    """
    bound = left = limits.inflated_bytes * _ALL_STREAMS
    view = memoryview(data)
    for number, match in enumerate(_STREAM.finditer(data)):
        if number >= limits.nodes:
            raise UnsafeError("limit-exceeded", f"The PDF has more than {limits.nodes} streams (limit nodes).")
        start = match.end()
        if len(data) - start < 2 or data[start] & 0x0F != 8 or (data[start] << 8 | data[start + 1]) % 31:
            continue  # no zlib header (RFC 1950, section 2.2)
        left -= _inflated_size(view[start:], left)
        if left < 0:
            raise UnsafeError(
                "limit-exceeded",
                f"The streams of the PDF inflate to more than {bound} bytes ({_ALL_STREAMS} times the limit "
                "inflated_bytes).",
            )


def _inflated_size(data: memoryview, bound: int) -> int:
    """How many bytes a zlib stream inflates to, counted piece by piece and hardly beyond a bound."""
    inflater = zlib.decompressobj()
    size, position, piece = 0, 0, 1 << 16
    pending = b""
    while size <= bound and not inflater.eof:
        if not pending:
            pending = bytes(data[position : position + piece])
            position += piece
        if not pending:
            break
        try:
            size += len(inflater.decompress(pending, 1 << 20))
        except zlib.error:
            break
        pending = inflater.unconsumed_tail
    return size


_LOCK = Lock()


@contextmanager
def _bounded(pikepdf: Any, limits: Limits) -> Iterator[None]:
    """Bound what the library itself inflates while it reads.

    :func:`_check_streams` sees nothing in a PDF that is encrypted.  The library's bound holds for the whole
    process, so it is lifted again afterwards, and one PDF is read at a time.
    """
    settings: Any = getattr(pikepdf, "settings", None)
    if not hasattr(settings, "set_qpdf_limits"):  # an older library
        yield
        return
    with _LOCK:
        former = settings.get_qpdf_limits()["flate_max_memory"]
        wanted = limits.inflated_bytes * _ALL_STREAMS
        settings.set_qpdf_limits(flate_max_memory=min(wanted, former or wanted, 2**32 - 1))
        try:
            yield
        finally:
            settings.set_qpdf_limits(flate_max_memory=former)
