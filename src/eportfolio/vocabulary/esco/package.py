"""The files of a package: out of folders, zips and single files, under limits, and never unpacked to disk."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import zipfile
import zlib
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from types import TracebackType
from typing import IO, Final, Self, cast

from ...report.errors import UnreadableError, UnsafeError
from ...sources.limits import Limits
from ..errors import VocabularySourceError

LIMITS: Final = Limits(
    file_bytes=1 << 31, inflated_bytes=1 << 29, text_bytes=10_000_000, attachments=2_000, nodes=1_000_000
)
"""What a package may cost: all languages of ESCO stay a tenth below it."""

LINES: Final = 20
"""How many lines all tables together may have, in relation to the number of concepts that there may be."""

RATIO: Final = 200
"""How many bytes one compressed byte may stand for; tables of URIs reach 30."""

TABLES: Final = (".csv", ".csv.gz", ".tsv", ".tsv.gz")
GRAPHS: Final = (".ttl", ".turtle", ".rdf", ".owl", ".xml", ".nt", ".jsonld")

_FREE: Final = 1 << 22
_DAMAGED: Final = (zlib.error, lzma.LZMAError, zipfile.BadZipFile, EOFError, NotImplementedError, ValueError)


@dataclass(frozen=True, slots=True)
class PackageFile:
    """One file of a package.

    Attributes:
        name: its own name.
        place: how messages name it: its path, or the zip's and its name in there.
        container: name of the folder or zip that it lies in.
        packed: its size in bytes as it stands there.
        size: its size in bytes after decompression, as far as that is told.
        stream: opens it.
        path: where it is, when it is a file of its own and not packed.
    """

    name: str
    place: str
    container: str
    packed: int
    size: int
    stream: Callable[[], IO[bytes]] = field(repr=False, compare=False)
    path: Path | None = None

    def is_like(self, suffixes: tuple[str, ...]) -> bool:
        """Whether its name ends in one of some suffixes."""
        return self.name.casefold().endswith(suffixes)


class Package:
    """The files of some sources; a context manager, since zips stay open while their files are read.

    Args:
        sources: folders, zips and single files.
        limits: what the package may cost.

    Attributes:
        files: the tables and graphs.
        passed: what was passed over, with the reason.
        names: the names that may tell a version: of sources, zips and files.

    Raises:
        UnreadableError: a source does not exist, or is damaged or encrypted.
        UnsafeError: it goes beyond a limit.
    """

    def __init__(self, sources: Iterable[Path], limits: Limits = LIMITS) -> None:
        self.limits = limits
        self.files: list[PackageFile] = []
        self.passed: list[tuple[str, str]] = []
        self.names: list[str] = []
        self._budget = _Budget(limits)
        self._stack = ExitStack()
        self._seen: set[str] = set()
        self._lines = 0
        try:
            for source in sources:
                self._add_source(source)
        except BaseException:
            self._stack.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    def open(self, file: PackageFile, told: Callable[[int], None] = lambda _: None) -> IO[bytes]:
        """Open a file of the package for reading.

        Args:
            file: the file.
            told: is given the number of bytes after every piece that was read.
        """
        return io.BufferedReader(_Bounded(file, self.limits, self._budget, told), 1 << 16)

    def count_line(self, file: PackageFile) -> None:
        """Count a line of a table.

        Raises:
            UnsafeError: there are too many.
        """
        self._lines += 1
        if self._lines > LINES * self.limits.nodes:
            raise UnsafeError("limit-exceeded", f"{file.place}: there are more than {LINES * self.limits.nodes} lines.")

    def _add_source(self, source: Path) -> None:
        if source.is_dir():
            self.names.append(source.resolve().name)
            for root, folders, names in os.walk(source):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    path = Path(root, name)
                    if not name.startswith(".") and path.is_file():
                        self._add(path, named=False)
        elif source.is_file():
            self._add(source, named=True)
        else:
            raise UnreadableError("file-not-readable", f"{source} is neither a file nor a folder.")

    def _add(self, path: Path, named: bool) -> None:
        real = os.path.realpath(path)
        if real in self._seen:
            return
        self._seen.add(real)
        self.names.append(path.name)
        parent = Path(real).parent.name
        if named and "esco" in parent.casefold():
            self.names.append(parent)
        size = path.stat().st_size
        if size > self.limits.file_bytes:
            raise UnsafeError("limit-exceeded", f"{path} is larger than {self.limits.file_bytes} bytes.")
        if path.suffix.casefold() == ".zip":
            self._add_zip(path)
        elif path.name.casefold().endswith((*TABLES, *GRAPHS)):
            packed = path.suffix.casefold() == ".gz"
            self._keep(
                PackageFile(path.name, str(path), parent, size, _unpacked_size(path) if packed else size,
                            lambda: _gzip(path) if packed else path.open("rb"), None if packed else path)
            )  # fmt: skip
        elif named:
            raise VocabularySourceError(
                "vocabulary-source", f"{path} is none of: folder, zip, {', '.join((*TABLES, *GRAPHS))}."
            )
        else:
            self.passed.append((str(path), "it is no table"))

    def _add_zip(self, path: Path) -> None:
        try:
            archive = self._stack.enter_context(zipfile.ZipFile(path))
        except (OSError, *_DAMAGED) as error:
            raise _damaged(str(path), error) from None
        for member in archive.infolist():
            name = PurePosixPath(member.filename.replace("\\", "/"))
            if member.is_dir() or "__MACOSX" in name.parts or name.name.startswith("."):
                continue
            place = f"{path}: {member.filename}"
            if not name.name.casefold().endswith((*TABLES, *GRAPHS)) or name.suffix.casefold() == ".gz":
                twice = name.suffix.casefold() in (".zip", ".gz")
                self.passed.append((place, "it is packed twice, unpack the outer one" if twice else "it is no table"))
                continue
            if member.flag_bits & 1:
                raise UnreadableError("encrypted", f"{place} is encrypted.", hint="Unpack it with its password first.")
            self.names.extend(name.parts)
            self._keep(
                PackageFile(name.name, place, path.name, member.compress_size, member.file_size,
                            partial(_member, archive, member, place))
            )  # fmt: skip

    def _keep(self, file: PackageFile) -> None:
        if len(self.files) >= self.limits.attachments:
            raise UnsafeError("limit-exceeded", f"There are more than {self.limits.attachments} files.")
        self.files.append(file)


@dataclass(slots=True)
class _Budget:
    """How many bytes may still be read, of all files together."""

    limits: Limits
    spent: int = 0

    def spend(self, number: int) -> None:
        self.spent += number
        if self.spent > 4 * self.limits.inflated_bytes:
            raise UnsafeError("limit-exceeded", f"The files have more than {4 * self.limits.inflated_bytes} bytes.")


class _Bounded(io.RawIOBase):
    """A stream that stops at the limits and tells damage in plain words."""

    def __init__(self, file: PackageFile, limits: Limits, budget: _Budget, told: Callable[[int], None]) -> None:
        self._file = file
        most = limits.file_bytes if file.is_like(GRAPHS) else limits.inflated_bytes
        self._most = min(most, max(_FREE, RATIO * file.packed))
        self._budget = budget
        self._told = told
        self._read = 0
        try:
            self._inner = file.stream()
        except OSError as error:
            raise _damaged(file.place, error) from None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._inner.read(len(buffer))
        except (OSError, *_DAMAGED) as error:
            raise _damaged(self._file.place, error) from None
        self._read += len(data)
        if self._read > self._most:
            raise UnsafeError(
                "limit-exceeded", f"{self._file.place} has more than {self._most} bytes when unpacked: too many."
            )
        self._budget.spend(len(data))
        self._told(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._inner.close()
        super().close()


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, place: str) -> IO[bytes]:
    try:
        return archive.open(member)
    except (OSError, RuntimeError, *_DAMAGED) as error:
        raise _damaged(place, error) from None


def _gzip(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path, "rb"))


def _unpacked_size(path: Path) -> int:
    """The size that a gzip file says to have when unpacked (RFC 1952, section 2.3.1); good enough for progress."""
    with path.open("rb") as stream:
        stream.seek(0, os.SEEK_END)
        stream.seek(max(0, stream.tell() - 4))
        return int.from_bytes(stream.read(4), "little")


def _damaged(place: str, error: Exception) -> VocabularySourceError:
    why = (isinstance(error, OSError) and error.strerror) or str(error) or type(error).__name__
    return VocabularySourceError("vocabulary-source", f"{place} is damaged or cannot be opened: {why}.")
