"""Archives with several badges, as backpacks export them: a ZIP file, or a folder.

Nothing is unpacked onto a disk.  The badges in an archive are read as one list, and each of them stays at hand as it
was, in :attr:`eportfolio.sources.source.Source.parts`.
"""

from __future__ import annotations

import io
import json
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from ..report.errors import EportfolioError, UnreadableError, UnsafeError
from ..report.findings import Finding, finding
from .limits import DEFAULT_LIMITS, Limits
from .source import Source

MEMBERS: Final = 1000
"""An archive of badges has no more files than this."""

TOGETHER: Final = 4
"""All files of an archive together may inflate to this many times the bound for one."""

FAULTS: Final = (
    zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, EOFError, RuntimeError, ValueError,
)  # fmt: skip
"""What the library raises for a ZIP file that is damaged, cut off, or packed in a way that is not known."""

_METHODS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The methods that all programs know; others may ask for any amount of memory."""

_ENTRY: Final = b"PK\x01\x02"
_LEADING_OUT: Final = re.compile(r"\\|^[A-Za-z]:|[\x00-\x1f\x7f]")
"""What a name has no need of, and what leads elsewhere on some systems."""

_ADDRESS: Final = re.compile(r'"((?:https?://|urn:)[^"\\\s]*+)"')
"""An address that is a whole text of JSON."""

_PIECE: Final = 1 << 16
_SHOWN: Final = 100


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive.

    Attributes:
        name: its path in the archive, with slashes.
        data: its content.
    """

    name: str
    data: bytes


def members(source: Source) -> Iterator[Member]:
    """The files of a ZIP file, in its order; folders and hidden files are passed by.

    Args:
        source: the archive; its limits ``inflated_bytes`` bound each file, and four times that all of them.

    Raises:
        UnreadableError: it is damaged, or a file in it is encrypted.
        UnsafeError: it has too many or too large files, or one whose name or kind leads out of it.
    """
    if source.data.count(_ENTRY) > 2 * MEMBERS:
        raise _too_many()
    left = TOGETHER * source.limits.inflated_bytes
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            listed = archive.infolist()
            _check(listed)
            for entry in listed:
                if entry.is_dir() or is_hidden(entry.filename):
                    continue
                data = _content(archive, entry, min(left, source.limits.inflated_bytes))
                left -= len(data)
                yield Member(entry.filename, data)
    except FAULTS as error:
        reason = str(error).strip().rstrip(".") or type(error).__name__
        raise UnreadableError("not-well-formed", f"The archive is damaged: {reason}.") from None


def _check(listed: list[zipfile.ZipInfo]) -> None:
    """Refuse what no archive of badges has, before anything is inflated.

    Raises:
        UnreadableError: a file is encrypted.
        UnsafeError: the archive is hostile.
    """
    if len(listed) > MEMBERS:
        raise _too_many()
    seen: set[str] = set()
    for entry in listed:
        name = entry.filename
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or _LEADING_OUT.search(name):
            raise _refused("a file whose name leads out of the archive")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise _refused(f"a link ({_shown(name)})")
        if name in seen:
            raise _refused(f"two files of one name ({_shown(name)})")
        seen.add(name)
        if entry.flag_bits & 1:
            raise UnreadableError("encrypted", f"The file {_shown(name)} in the archive is encrypted.")
        if entry.compress_type not in _METHODS:
            raise UnreadableError(
                "not-well-formed", f"The file {_shown(name)} is compressed in a way that is not read."
            )


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, bound: int) -> bytes:
    """The content of a file, piece by piece and hardly beyond a bound, whatever it says of its size."""
    pieces: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > bound:
                raise UnsafeError(
                    "limit-exceeded", f"The archive inflates to too much, at {_shown(entry.filename)} "
                    "(limit inflated_bytes, and four times that for all files).",
                )  # fmt: skip
            pieces.append(piece)
    return b"".join(pieces)


def is_hidden(name: str) -> bool:
    """Whether a path leads to or through something hidden, or to what a system keeps about files."""
    return any(part.startswith(".") or part == "__MACOSX" for part in PurePosixPath(name).parts)


def _shown(name: str) -> str:
    return "".join(letter for letter in name[:_SHOWN] if letter.isprintable())


def _too_many() -> UnsafeError:
    return UnsafeError("limit-exceeded", f"The archive has more than {MEMBERS} files.")


def _refused(what: str) -> UnsafeError:
    return UnsafeError(
        "unsafe-content", f"The archive holds {what}.",
        hint="Unpack it with care, look at what it holds, and name the badges one by one.",
    )  # fmt: skip


# -- as one source ------------------------------------------------------------------------------------------


def open_archive(source: Source) -> Source:
    """Take all badges out of a ZIP file.

    Args:
        source: the ZIP file.

    Returns:
        A JSON list of them, in the order of the archive, as a source of the same name.

    Raises:
        UnreadableError: it is damaged, encrypted, or holds no badge.
        UnsafeError: it goes beyond a limit, or can attack a reader.
    """
    return _joined(members(source), source.name, source.limits, "zip", "archive")


def open_folder(path: str | Path, limits: Limits = DEFAULT_LIMITS) -> Source:
    """Take all badges out of a folder, as :func:`open_archive` does; links are not followed.

    Args:
        path: the folder.
        limits: the safety limits; ``inflated_bytes`` bounds each file, and four times that all of them.

    Raises:
        UnreadableError: it cannot be read, or holds no badge.
        UnsafeError: it goes beyond a limit.
    """
    return _joined(_files(Path(path), limits), str(path), limits, "folder", "folder")


def _files(folder: Path, limits: Limits) -> Iterator[Member]:
    left, number = TOGETHER * limits.inflated_bytes, 0
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not is_hidden(name))
        for file in sorted(name for name in files if not is_hidden(name)):
            path = Path(root, file)
            if not path.is_file() or path.is_symlink():
                continue
            number += 1
            if number > MEMBERS:
                raise _too_many()
            bound = min(left, limits.inflated_bytes)
            try:
                with path.open("rb") as stream:
                    data = stream.read(bound + 1)
            except OSError as error:
                raise UnreadableError("file-not-readable", f"{path} cannot be opened: {error.strerror}.") from None
            if len(data) > bound:
                raise UnsafeError("limit-exceeded", f"{path} is too large (limit inflated_bytes).")
            left -= len(data)
            yield Member(path.relative_to(folder).as_posix(), data)


def _joined(found: Iterator[Member], name: str, limits: Limits, kind: str, called: str) -> Source:
    """One source of all badges among files; the others are named."""
    texts: list[str] = []
    parts: list[Source] = []
    beside: list[str] = []
    findings: list[Finding] = []
    linked: dict[str, tuple[str, bytes]] = {}
    size = 0
    for member in found:
        part = Source(member.data, f"{name}/{member.name}", limits)
        try:
            opened, text = _badge(part)
        except EportfolioError as error:
            what = f"{_shown(member.name)} was not read. {error.finding.message}"
            findings.append(finding("not-read", what, hint=error.finding.advice))
            continue
        if text is None:
            address = _address_of(opened)
            if address and address not in linked:
                linked[address] = _shown(member.name), opened.data
            else:
                beside.append(_shown(member.name))
            continue
        size += len(opened.data)
        if size > limits.file_bytes:
            raise UnsafeError(
                "limit-exceeded", f"The badges are larger than {limits.file_bytes} bytes together (limit file_bytes)."
            )
        texts.append(text)
        parts.append(opened)
        findings.extend(opened.findings)
    named = _named(linked, texts)
    beside.extend(name for address, (name, _) in linked.items() if address not in named)
    if not texts:
        raise _nothing(called, beside, findings)
    return Source(
        f"[{','.join(texts)}]".encode(), name, limits,
        container=kind, beside=tuple(beside), findings=tuple(findings), parts=tuple(parts),
        linked=named,
    )  # fmt: skip


def _badge(part: Source) -> tuple[Source, str | None]:
    """A file out of its picture, and the badge in it as JSON; ``None`` when it holds none.

    Raises:
        EportfolioError: it is a picture or JSON, and damaged, or can attack a reader.
    """
    from .baking import is_picture, open_container
    from .baking.forms import JSON, TOKEN, media_type_of
    from .encoding import decode_text
    from .json import load_json

    opened = open_container(part) if is_picture(part) else part
    kind = media_type_of(opened.data) if opened.kind in {"json", "text"} else ""
    if kind == TOKEN:
        return opened, json.dumps(opened.data.decode("ascii").strip())
    if kind != JSON:
        return opened, None
    text = decode_text(opened.data)
    data = load_json(opened.data, opened.limits)
    return opened, text if _may_be_badge(data) else None


def _address_of(source: Source) -> str:
    """The address that a JSON document has as its id; empty when it has none."""
    from .json import load_json

    data = load_json(source.data, source.limits) if source.kind == "json" else None
    address = data.get("id") if isinstance(data, dict) else None
    return address if isinstance(address, str) and address.startswith(("https://", "http://", "urn:")) else ""


def _named(linked: dict[str, tuple[str, bytes]], texts: list[str]) -> dict[str, bytes]:
    """Those of other documents that a badge names, or that one of these names; each text is looked at once."""
    named: dict[str, bytes] = {}
    waiting = list(texts)
    while waiting and len(named) < len(linked):
        for address in _ADDRESS.findall(waiting.pop()):
            if address in linked and address not in named:
                named[address] = linked[address][1]
                waiting.append(named[address].decode("utf-8", "replace"))
    return named


def _may_be_badge(data: object) -> bool:
    """Whether a JSON document has the look of a badge, of a record, or of a presentation of them."""
    from .baking.forms import form_of

    return form_of(data) is not None or (isinstance(data, dict) and not _LOOKS.isdisjoint(data))


_LOOKS: Final = frozenset({"credentialSubject", "verifiableCredential", "assertions", "learner"})
"""Members that credentials, presentations, and records have, whatever type they are of."""


def _nothing(called: str, beside: list[str], findings: list[Finding]) -> UnreadableError:
    if findings:
        nothing = finding("no-portfolio-inside", f"The {called} holds no badge that can be read.")
        return UnreadableError.of([nothing, *findings])
    inside = f", only: {', '.join(beside[:20])}" if beside else ""
    return UnreadableError(
        "no-portfolio-inside", f"The {called} holds no badge{inside}.",
        hint="Badges are JSON documents, tokens, or pictures that were downloaded from where they were issued.",
    )  # fmt: skip
