"""The standard streams at their worst: closed from the beginning, or full, or left by whoever read them."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TextIO

from ..report.errors import ExitCode
from .console import err

BROKEN_PIPE = 141
"""Exit code when the reader of our output went away: 128 and the number of the signal."""


def prepare() -> None:
    """Put something in place of streams that were closed before we began: reading it ends, writing it does nothing."""
    if sys.stdin is None:
        sys.stdin = _nothing()
    if sys.stdout is None:
        sys.stdout = _nothing()
    if sys.stderr is None:
        sys.stderr = _nothing()


def finish(code: int, failure: OSError | None = None) -> int:
    """Bring everything out that was written.

    Args:
        code: the exit code of the command.
        failure: what went wrong with standard output before.

    Returns:
        The exit code; another one when the output did not arrive.
    """
    try:
        if failure is not None:
            raise failure
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stdout = _silenced(sys.stdout)
        return BROKEN_PIPE
    except OSError as error:
        sys.stdout = _silenced(sys.stdout)
        err(f"Standard output cannot be written: {error.strerror}. What was to be printed is not complete.")
        code = ExitCode.USAGE
    try:
        sys.stderr.flush()
    except OSError:
        sys.stderr = _silenced(sys.stderr)
    return code


def _silenced(stream: TextIO) -> TextIO:
    """Let the interpreter flush into nothing at its end, instead of complaining about the stream."""
    try:
        with Path(os.devnull).open("wb") as nothing:
            os.dup2(nothing.fileno(), stream.fileno())
    except (OSError, ValueError):  # not a real stream
        return _nothing()
    return stream


def _nothing() -> TextIO:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
