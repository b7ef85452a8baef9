"""What goes to which stream: results to standard output, messages for people to standard error."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, TextIO

from ..report.render.text import Paint, plain

_COLOURS = {"error": "31", "warning": "33", "info": "36", "good": "32", "dim": "2", "strong": "1"}


def out(text: str) -> None:
    """Write text to standard output."""
    _write(sys.stdout, text)


def err(text: str) -> None:
    """Write one message, and a line break, to standard error; nobody can be told when that is impossible."""
    with suppress(OSError):
        _write(sys.stderr, text + "\n")


def out_bytes(data: bytes) -> None:
    """Write bytes to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def out_utf8(text: str) -> None:
    """Write a document that must be UTF-8 (JSON, XML) to standard output, whatever the terminal has."""
    out_bytes(text.encode("utf-8", "replace"))


def out_json(data: Any) -> None:
    """Write one JSON document to standard output."""
    import json

    out_utf8(json.dumps(data, ensure_ascii=False, indent=2) + "\n")


def paint_for(stream: TextIO) -> Paint:
    """Colours for a terminal, none elsewhere or where ``NO_COLOR`` is set (https://no-color.org)."""
    if not is_terminal(stream) or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb" or os.name == "nt":
        return plain
    return lambda style, text: f"\x1b[{_COLOURS[style]}m{text}\x1b[0m"


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at the stream."""
    try:
        return stream.isatty()
    except ValueError:  # closed
        return False


def _write(stream: TextIO, text: str) -> None:
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
