"""Bytes out, safely: a file is written whole or not at all, and never over another one unasked."""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from ..report.errors import UsageError


def write_atomically(target: str | Path, data: bytes, *, force: bool = False) -> None:
    """Write a file whole or not at all.

    The bytes go into a temporary file beside the target, which then takes its name; whatever goes wrong
    before, a full disk or an interruption, leaves the folder as it was.  A link is followed.  Permissions are
    those of the file that is replaced, or those that any new file gets.

    Args:
        target: path, or ``-`` for standard output.
        data: the bytes.
        force: whether an existing file may be replaced.

    Raises:
        UsageError: the target exists and ``force`` is not set, or nothing can be written there.
    """
    if str(target) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        path = Path(os.path.realpath(target))
        if path.is_dir():
            raise UsageError("usage", f"{target} is a folder, not a file.")
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # a device or a pipe has no content to protect
        elif path.exists() and not force:
            raise _exists(target)
        else:
            _write(path, target, data, force)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise UsageError("usage", f"{target} cannot be written: {reason}.") from None


def _write(path: Path, target: str | Path, data: bytes, force: bool) -> None:
    temporary = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.part")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if not force:
            _claim(temporary, path, target)
            return
        if path.exists():
            temporary.chmod(path.stat().st_mode & 0o7777)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


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
