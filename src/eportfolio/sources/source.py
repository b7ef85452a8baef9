"""A source: the bytes of one input, where they came from, and its parsed forms, made once and on demand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from ..report.errors import UnreadableError, UnsafeError
from .encoding import in_ascii_bytes
from .limits import DEFAULT_LIMITS, Limits
from .tree import Node

if TYPE_CHECKING:
    from ..report.findings import Finding

Input = str | Path | bytes | BinaryIO
"""What callers may give: a path, ``-`` for standard input, bytes, or a binary stream."""


_T = TypeVar("_T")

_HEAD = 8192
"""How many bytes tell what kind of file a source is."""


class Source:
    """The bytes of one input.

    Attributes:
        name: file name for messages, or ``-`` for a stream.
        data: the bytes.
        limits: the safety limits.
        container: what the bytes were taken out of, such as ``pdf``; empty when they are the file itself.
        beside: what else the container holds and is not read, in words.
        findings: what was found while the bytes were taken out of their container.
        outer: the container itself, when it is a picture that is worth keeping; empty otherwise.
        parts: of a list that was put together from the files of an archive, its members as they were.
        linked: other JSON documents of the archive, by the address that they have as their id.
    """

    def __init__(
        self,
        data: bytes,
        name: str = "-",
        limits: Limits = DEFAULT_LIMITS,
        *,
        container: str = "",
        beside: tuple[str, ...] = (),
        findings: tuple[Finding, ...] = (),
        outer: bytes = b"",
        parts: tuple[Source, ...] = (),
        linked: Mapping[str, bytes] | None = None,
    ) -> None:
        self.data = data
        self.name = name
        self.limits = limits
        self.container = container
        self.beside = beside
        self.findings = findings
        self.outer = outer
        self.parts = parts
        self.linked = linked or {}
        self._made: dict[Callable[[Source], Any], Any] = {}

    @cached_property
    def head(self) -> bytes:
        """The first bytes, for detection, without a byte order mark and leading white space."""
        return in_ascii_bytes(self.data[:_HEAD]).lstrip()[:4096]

    @cached_property
    def kind(self) -> str:
        """``xml``, ``json``, ``pdf``, ``png``, ``zip`` or ``text``, told from the first bytes."""
        head = self.head
        if self.data.startswith(b"\x89PNG\r\n\x1a\n"):
            return "png"
        if head.startswith(b"%PDF-") or b"%PDF-" in self.data[:1024]:
            return "pdf"
        if head.startswith(b"PK\x03\x04"):
            return "zip"
        if head.startswith(b"<"):
            return "xml"
        return "json" if head[:1] in (b"{", b"[") else "text"

    @cached_property
    def xml(self) -> Node:
        """The input as XML: a fresh tracked tree, made once."""
        from .xml import parse_xml

        return parse_xml(self.data, self.limits)

    @cached_property
    def json(self) -> Node:
        """The input as JSON: a fresh tracked tree, made once."""
        from .json import parse_json

        return parse_json(self.data, self.limits)

    def made(self, make: Callable[[Source], _T], *, keep: bool = True) -> _T:
        """What a function makes of the input: a form of an adapter's own, made once for its telling and its checking.

        Args:
            make: the function.
            keep: whether the form is there for who asks next; not when it is about to be changed.
        """
        form: _T = self._made.pop(make) if make in self._made else make(self)
        if keep:
            self._made[make] = form
        return form


def open_source(source: Input | Source, *, limits: Limits = DEFAULT_LIMITS) -> Source:
    """Open an input under the safety limits.

    Args:
        source: path, ``-``, bytes, binary stream, or a source that is open already.
        limits: the safety limits.

    Raises:
        UnreadableError: it does not exist, cannot be opened, or is empty.
        UnsafeError: it is larger than ``limits.file_bytes``.
    """
    if isinstance(source, Source):
        return source
    if isinstance(source, bytes):
        return _checked(source, "-", limits)
    if isinstance(source, str | Path):
        if str(source) == "-":
            return _checked(sys.stdin.buffer.read(limits.file_bytes + 1), "-", limits)
        path = Path(source)
        try:
            with path.open("rb") as stream:
                return _checked(stream.read(limits.file_bytes + 1), str(source), limits)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UnreadableError("file-not-readable", f"{source} cannot be opened: {reason}.") from None
    name = getattr(source, "name", "-")
    return _checked(source.read(limits.file_bytes + 1), name if isinstance(name, str) else "-", limits)


def _checked(data: bytes, name: str, limits: Limits) -> Source:
    if len(data) > limits.file_bytes:
        raise UnsafeError("limit-exceeded", f"{name} is larger than {limits.file_bytes} bytes (limit file_bytes).")
    if not data.strip() or (len(data) <= _HEAD and not in_ascii_bytes(data).strip()):
        raise UnreadableError("empty-file", f"{name} is empty.")
    return Source(data, name, limits)
