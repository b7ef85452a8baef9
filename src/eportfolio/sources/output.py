"""Bytes out, safely: a file is written whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from ..report.errors import UsageError


def write_atomically(target: str | Path, data: bytes, *, force: bool = False) -> None:
    """Write a file whole or not at all.

    The bytes go into a temporary file beside the target, which then takes its name; whatever goes wrong before
    that, a full disk or an interruption, leaves the folder as it was.  A link is followed, and the permissions are
    those of the file that is replaced, or those that a new file gets.

    Args:
        target: path, or ``-`` for standard output.
        data: the bytes.
        force: whether an existing file may be replaced.

    Raises:
        UsageError: the target exists and ``force`` is not set, or its folder cannot be written to.
    """
    if str(target) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    path = Path(os.path.realpath(target))
    if path.exists() and not path.is_file():
        if path.is_dir():
            raise UsageError("usage", f"{target} is a folder, not a file.")
        path.write_bytes(data)  # a device or a pipe has no contents to protect
        return
    if path.exists() and not force:
        raise _exists(target)
    try:
        _write(path, target, data, force)
    except OSError as error:
        raise UsageError("usage", f"{target} cannot be written: {error.strerror or error}.") from None


def _write(path: Path, target: str | Path, data: bytes, force: bool) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        if force:
            temporary.replace(path)
        else:
            _claim(temporary, path, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _claim(temporary: Path, path: Path, target: str | Path) -> None:
    """Give the file its name unless somebody took it in the meantime."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        raise _exists(target) from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise _exists(target) from None
        temporary.replace(path)
    else:
        temporary.unlink()


def _exists(target: str | Path) -> UsageError:
    return UsageError(
        "target-exists", f"{target} exists already.", hint="Choose another name, or use --force."
    )


def _umask() -> int:
    """The permissions that new files do not get; it can only be read by setting it."""
    current = os.umask(0o077)
    os.umask(current)
    return current
