"""Index files: SQLite files that are built aside, put in place whole, and then only read."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Final, Self
from urllib.parse import quote
from weakref import WeakSet

from ...report.errors import UsageError
from ..errors import VocabularyDamagedError, VocabularyNewerError

_MAPPED: Final = 1 << 30


class IndexFile:
    """An index file that is never written to; the base of what is looked up in.

    It may be used from several threads, and in child processes: each has a connection of its own.

    Args:
        path: the index file.

    Raises:
        VocabularyDamagedError: the file is no complete index of this kind.
        VocabularyNewerError: it was written by a newer release.
    """

    KIND: ClassVar[str]
    """What it is an index of, in words."""

    APPLICATION_ID: ClassVar[int]
    """The application id in the header of every file of this kind (SQLite file format, section 1.3)."""

    LAYOUT_VERSION: ClassVar[int]
    """The number of the layout that is understood."""

    disposable: bool = False
    """Whether the file is removed when damage shows, so that the next use makes it again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: WeakSet[_Held] = WeakSet()
        self._verify()

    @classmethod
    def open_disposable(cls, path: Path) -> Self:
        """Open an index that can be made again from what ships with the package."""
        index = cls(path)
        index.disposable = True
        return index

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Close the file for all threads; the object must not be used any more."""
        for held in list(self.__dict__.get("_opened", ())):
            held.connection.close()
        self._local = threading.local()

    def connection(self) -> sqlite3.Connection:
        """The read-only connection of this thread and process, for indexes that are kept in the same file."""
        return self._held().connection

    def _held(self) -> _Held:
        held: _Held | None = getattr(self._local, "held", None)
        if held is None or held.process != os.getpid():
            try:
                place = f"file:{quote(str(self.path.absolute()))}?mode=ro&immutable=1"
                held = _Held(sqlite3.connect(place, uri=True, check_same_thread=False, isolation_level=None))
                held.connection.execute(f"PRAGMA mmap_size = {_MAPPED}")
            except sqlite3.Error as error:
                raise self._damaged(str(error)) from error
            self._local.held = held
            self._opened.add(held)
        return held

    def check(self) -> None:
        """Read the whole file and verify its structure; look-up alone verifies its head only.

        Raises:
            VocabularyDamagedError: something in it is damaged.
        """
        answers = self._rows("PRAGMA integrity_check(3)")
        if answers != [("ok",)]:
            raise self._damaged("; ".join(str(row[0]) for row in answers))

    def _verify(self) -> None:
        """Tell from the head of the file that it is an index of ours, complete and of this release."""
        if not self.path.is_file():
            raise VocabularyDamagedError(self.path, "there is no such file")
        application, version, pages, size = (
            self._rows(f"PRAGMA {name}")[0][0] for name in ("application_id", "user_version", "page_count", "page_size")
        )
        if application != self.APPLICATION_ID:
            raise VocabularyDamagedError(self.path, f"it is no index of {self.KIND}")
        if version > self.LAYOUT_VERSION:
            raise VocabularyNewerError(self.path)
        if version < self.LAYOUT_VERSION:
            raise VocabularyDamagedError(self.path, "it was written by an older release")
        if pages * size != self.path.stat().st_size:
            raise VocabularyDamagedError(self.path, "it is not as long as its head says")

    def _meta(self, key: str, make: Callable[[Any], Any] = lambda value: value) -> Any:
        """What the file says of itself under a key, made into what it stands for."""
        rows = self._rows("SELECT value FROM meta WHERE key = ?", key)
        if not rows:
            raise self._damaged("its description is missing")
        try:
            return make(json.loads(rows[0][0]))
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
            raise self._damaged("its description cannot be read") from None

    def _damaged(self, why: str) -> VocabularyDamagedError:
        if self.disposable:
            with suppress(OSError):
                self.path.unlink()
        return VocabularyDamagedError(self.path, why)

    def _rows(self, query: str, *values: Any) -> list[Any]:
        try:
            return self.connection().execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error

    def _each(self, query: str, *values: Any) -> Iterator[Any]:
        held = self._held()  # stays open while the rows come, even when its thread has ended
        try:
            yield from held.connection.execute(query, values)
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error


class _Held:
    """A connection that is closed when neither its thread nor a query holds it any more."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.process = os.getpid()

    def __del__(self) -> None:
        self.connection.close()


class NewIndexFile:
    """An index file on its way: an old one of that name stays until :meth:`put_in_place` has replaced it.

    Used as a context manager: leaving it without :meth:`put_in_place` removes what was built so far.

    Args:
        target: where the index goes; its folder is made.
        tables: the statements that make its tables.

    Raises:
        UsageError: the folder cannot be written to, or the disk is full.
    """

    def __init__(self, target: Path, tables: str) -> None:
        self.target = target
        self._tables = tables
        self._partial = target.with_name(f".{target.name}.{os.getpid()}-{id(self):x}.partial")
        self._connection: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        try:
            with Writing(self.target):
                self.target.parent.mkdir(parents=True, exist_ok=True)
                self._connection = sqlite3.connect(self._partial, isolation_level=None)
                self._connection.executescript(
                    f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {self._tables}; BEGIN;"
                )
        except BaseException:  # a full disk or an interruption leaves nothing behind
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        with suppress(OSError):
            self._partial.unlink(missing_ok=True)

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection to write with; a transaction is open."""
        if self._connection is None:
            raise RuntimeError("the index is written outside of its with statement")
        return self._connection

    def put_in_place(self, kind: type[IndexFile]) -> None:
        """Finish the file and let it take its name.

        Args:
            kind: what it is an index of.

        Raises:
            UsageError: the disk is full, or the folder cannot be written to; the old index is as it was.
        """
        with Writing(self.target):
            if self.connection.in_transaction:
                self.connection.execute("COMMIT")
            self.connection.executescript(
                f"PRAGMA application_id = {kind.APPLICATION_ID}; PRAGMA user_version = {kind.LAYOUT_VERSION};"
            )
            self.connection.close()
            self._connection = None
            _flush_to_disk(self._partial)
            self._partial.replace(self.target)


class Writing:
    """Turns the ways in which writing can fail into an error for people: ``with Writing(target): ...``.

    Args:
        target: the file that is meant.
    """

    def __init__(self, target: Path) -> None:
        self.target = target

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, (sqlite3.Error, OSError)):
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise UsageError(
                "vocabulary-not-written",
                f"The vocabulary cannot be written to {self.target}: {why}.",
                hint="Make room or name another folder in EPORTFOLIO_VOCABULARIES; what was installed is as it was.",
            ) from error


def _flush_to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
