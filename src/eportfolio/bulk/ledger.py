"""What was written: the resume file beside the target folder, and the names and recipients met in a run.

The resume file is JSON lines, one for each file that was written: the key of its row, the file's name, the SHA-256 of
its bytes.  A line is added when the file is complete, so an interruption costs the last line at most.  What a run
has to remember of its rows stands in a temporary database on disk: memory does not grow with the table.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import unicodedata
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

from ..report.errors import UnreadableError, UsageError

_KEYS: Final = frozenset(("key", "file", "sha256"))
_MOST_LINE: Final = 4096

_TABLES: Final = """
CREATE TABLE written (key TEXT PRIMARY KEY, file TEXT, sha256 TEXT) WITHOUT ROWID;
CREATE TABLE files (folded TEXT PRIMARY KEY, file TEXT, sha256 TEXT, claimed INTEGER) WITHOUT ROWID;
CREATE TABLE met (what TEXT PRIMARY KEY, row INTEGER, times INTEGER) WITHOUT ROWID;
"""


class Written(NamedTuple):
    """A file that was written for a row.

    Attributes:
        file: its name.
        sha256: of its bytes, in hexadecimal.
    """

    file: str
    sha256: str


class Ledger:
    """Knows which files there are, and whose they are."""

    def __init__(self, folder: Path, *, resume: bool, force: bool) -> None:
        """Open the ledger of a target folder.

        Args:
            folder: the target folder.
            resume: whether the resume file of an earlier run is gone on with.
            force: whether files that nobody knows of may be replaced.

        Raises:
            UsageError: there is a resume file already, and neither ``resume`` nor ``force`` says what to do.
            UnreadableError: the resume file is none.
        """
        self.path = resume_file(folder)
        self._folder = folder
        self._force = force
        if self.path.exists() and not (resume or force):
            raise UsageError(
                "target-exists", f"{self.path} exists already: drafts were written to {folder} before.",
                hint="Use --resume to write what is new or changed, or --force to begin anew.",
            )  # fmt: skip
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        whole = self._load() if resume and self.path.exists() else 0
        try:
            self._stream = self.path.open("r+b" if whole else "wb")
        except OSError as error:
            raise UsageError("usage", f"{self.path} cannot be written: {error.strerror}.") from None
        self._stream.seek(whole)
        self._stream.truncate()

    def __enter__(self) -> Self:
        """The ledger itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the resume file."""
        self._stream.close()
        self._database.close()

    def meet(self, what: str, row: int) -> tuple[int, int]:
        """Note that something was met.

        Returns:
            How many times before, and the row where it was met first.
        """
        found = self._database.execute(
            "INSERT INTO met VALUES (?, ?, 1) ON CONFLICT (what) DO UPDATE SET times = times + 1 RETURNING times, row",
            (what, row),
        ).fetchone()
        return found[0] - 1, found[1]

    def unchanged(self, key: str) -> str:
        """The name of the file that was written for a row and is still as it was; empty when there is none."""
        row = self._database.execute("SELECT file, sha256 FROM written WHERE key = ?", (key,)).fetchone()
        if row is None or self._claimed(row[0]) or self._sha256_of(row[0]) != row[1]:
            return ""
        self._claim(*row)
        return str(row[0])

    def free_name(self, stem: str, suffix: str) -> str:
        """A name that no other row of this run has, with a number behind it when needed.

        Raises:
            UsageError: a file of that name was not written by an earlier run, and may not be replaced.
        """
        what = f"name {_folded(stem)}"
        before, _ = self.meet(what, 0)
        number = before + 1
        name = stem + suffix if number == 1 else f"{stem}-{number}{suffix}"
        while self._claimed(name):
            number += 1
            name = f"{stem}-{number}{suffix}"
        self._database.execute("UPDATE met SET times = ? WHERE what = ?", (number, what))
        if not self._force and (there := self._sha256_of(name)) and there != self._sha256_written(name):
            raise UsageError("target-exists", f"{self._folder / name} exists already, and is not what was written.")
        return name

    def wrote(self, key: str, file: str, data: bytes) -> None:
        """Note that a file is complete."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._claim(file, sha256)
        line = json.dumps({"key": key, "file": file, "sha256": sha256}, ensure_ascii=False)
        self._stream.write(line.encode() + b"\n")
        self._stream.flush()

    def left_over(self, most: int) -> tuple[int, list[str]]:
        """How many files of earlier runs no row of this one stands for, and the names of the first of them."""
        (count,) = self._database.execute("SELECT count(*) FROM files WHERE NOT claimed").fetchone()
        names = self._database.execute("SELECT file FROM files WHERE NOT claimed ORDER BY file LIMIT ?", (most,))
        return count, [name for (name,) in names]

    def _load(self) -> int:
        """Read the resume file.

        Returns:
            Its length without a last line that was cut off.
        """
        whole = 0
        try:
            with self.path.open("rb") as stream:
                while line := stream.readline(_MOST_LINE):
                    if not line.endswith(b"\n") and not stream.read(1):
                        break
                    self._remember(line)
                    whole += len(line)
        except OSError as error:
            raise UnreadableError("file-not-readable", f"{self.path} cannot be read: {error.strerror}.") from None
        return whole

    def _remember(self, line: bytes) -> None:
        try:
            said = json.loads(line)
            fits = set(said) == _KEYS and all(isinstance(one, str) for one in said.values())
        except (ValueError, TypeError, RecursionError):
            fits = False
        if not fits or Path(said["file"]).name != said["file"]:
            raise UnreadableError(
                "not-well-formed", f"{self.path} is no resume file of this command.",
                hint="Use --force to begin anew, or another folder.",
            )  # fmt: skip
        self._database.execute("INSERT OR REPLACE INTO written VALUES (:key, :file, :sha256)", said)
        if (self._folder / said["file"]).exists():
            self._database.execute(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, 0)",
                (_folded(said["file"]), said["file"], said["sha256"]),
            )

    def _claimed(self, file: str) -> bool:
        return bool(self._database.execute(
            "SELECT 1 FROM files WHERE folded = ? AND claimed", (_folded(file),)
        ).fetchone())  # fmt: skip

    def _claim(self, file: str, sha256: str) -> None:
        self._database.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, 1)", (_folded(file), file, sha256))

    def _sha256_written(self, file: str) -> str:
        row = self._database.execute("SELECT sha256 FROM files WHERE folded = ?", (_folded(file),)).fetchone()
        return str(row[0]) if row else ""

    def _sha256_of(self, file: str) -> str:
        """The SHA-256 of a file as it is now; empty when it is not there, and no digest when it cannot be read."""
        try:
            return hashlib.sha256((self._folder / file).read_bytes()).hexdigest()
        except FileNotFoundError:
            return ""
        except OSError:
            return "unreadable"


def resume_file(folder: Path) -> Path:
    """The resume file of a target folder: beside it, with its name."""
    whole = Path(os.path.realpath(folder))
    return whole.with_name(f"{whole.name or 'drafts'}.resume.jsonl")


def _folded(name: str) -> str:
    """A file name without case and forms of Unicode, which some file systems do not tell apart."""
    return unicodedata.normalize("NFC", name.casefold())
