"""Bytes out, safely: a file is written whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import IO, Final, cast

from ..report.errors import UsageError

_IN_MEMORY: Final = 32 << 20
"""What is meant for standard output waits in memory up to this size, and on disk beyond."""


def write_atomically(target: str | Path, data: bytes, *, force: bool = False, private: bool = False) -> None:
    """Write a file whole or not at all.

    The bytes go into a temporary file beside the target, which then takes its name; whatever goes wrong
    before, a full disk or an interruption, leaves the folder as it was.  A link is followed.  Permissions are
    those of the file that is replaced, or those that any new file gets.

    Args:
        target: path, or ``-`` for standard output.
        data: the bytes.
        force: whether an existing file may be replaced.
        private: whether its owner alone may read the file, whatever the rights of the one that it replaces.

    Raises:
        UsageError: the target exists and ``force`` is not set, or nothing can be written there.
    """
    if str(target) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    with writing_atomically(target, force=force, private=private) as stream:
        stream.write(data)


@contextmanager
def writing_atomically(target: str | Path, *, force: bool = False, private: bool = False) -> Iterator[IO[bytes]]:
    """A stream to write a file through, whole or not at all: :func:`write_atomically` for what comes in pieces.

    Args:
        target: path, or ``-`` for standard output, which then gets all or nothing too.
        force: whether an existing file may be replaced.
        private: whether its owner alone may read the file.

    Raises:
        UsageError: the target exists and ``force`` is not set, or nothing can be written there.
    """
    if str(target) == "-":
        with SpooledTemporaryFile(max_size=_IN_MEMORY) as waiting:
            yield cast("IO[bytes]", waiting)
            waiting.seek(0)
            copyfileobj(waiting, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return
    try:
        path = Path(os.path.realpath(target))
        exists, is_file = path.exists(), path.is_file()
    except (OSError, ValueError) as error:
        raise _unwritable(target, error) from None
    try:
        if path.is_dir():
            raise UsageError("usage", f"{target} is a folder, not a file.")
        if exists and not is_file and private:
            raise UsageError("usage", f"{target} is no file, and what its owner alone may read is written to files.")
        if exists and not is_file:
            with path.open("wb") as stream:  # a device or a pipe has no content to protect
                yield stream
        elif exists and not force:
            raise _exists(target)
        else:
            with _writing(path, target, force, private) as stream:
                yield stream
    except OSError as error:
        raise _unwritable(target, error) from None


@contextmanager
def _writing(path: Path, target: str | Path, force: bool, private: bool) -> Iterator[IO[bytes]]:
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        with open(temporary, "xb", opener=_for_owner if private else None) as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if not force:
            _claim(temporary, path, target)
            return
        if path.exists() and not private:
            temporary.chmod(path.stat().st_mode & 0o7777)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _claim(temporary: Path, path: Path, target: str | Path) -> None:
    """Give the file its name, unless somebody took that name in the meantime."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise _exists(target) from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise _exists(target) from None
        temporary.replace(path)


def _exists(target: str | Path) -> UsageError:
    return UsageError("target-exists", f"{target} exists already.")


def _unwritable(target: str | Path, error: OSError | ValueError) -> UsageError:
    return UsageError("usage", f"{target} cannot be written: {getattr(error, 'strerror', None) or error}.")
