"""Pictures that are carried along: which kinds, and what makes one unsafe to show."""

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING, Final

from ..report.errors import EportfolioError, UnreadableError, UnsafeError
from .limits import Limits

if TYPE_CHECKING:
    from .tree import Node

SVG: Final = "http://www.w3.org/2000/svg"
"""Namespace of SVG."""

PICTURE_BYTES: Final = 2 * 1024 * 1024
"""The largest picture that goes into a document, which carries it in base64."""

_SIGNATURES: Final = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
_LIMITS: Final = Limits(file_bytes=PICTURE_BYTES, depth=100, nodes=50_000, text_bytes=PICTURE_BYTES)

_ACTIVE: Final = frozenset(
    {"script", "foreignObject", "handler", "listener", "iframe", "audio", "video", "animate", "animateMotion",
     "animateTransform", "animateColor", "set", "discard"}
)  # fmt: skip
"""Elements of SVG 1.1, 1.2 and 2 that run, load or change something."""

_INSIDE: Final = re.compile(
    r"\s*(?:#|data:image/(?:png|jpeg|svg\+xml);base64,(?P<content>.*))", re.IGNORECASE | re.DOTALL
)
"""What a picture may refer to: a part of itself, or a picture inside it."""

_REACHING: Final = re.compile(r"@import|url\((?!\s*[\"']?\s*#)|expression\s*\(|javascript:|\\", re.IGNORECASE)
"""Style that may load or run something; a backslash can hide such words."""


def picture_type(data: bytes) -> str:
    """The media type of a picture that can be carried along: PNG, JPEG or SVG, told from its bytes.

    Args:
        data: the bytes of the file.

    Raises:
        UnreadableError: it is none of these, or an SVG that is not well-formed.
        UnsafeError: it is too large, or an SVG that is more than a still picture that stands by itself: it has a
            DOCTYPE, runs something, or loads something from elsewhere.
    """
    if len(data) > PICTURE_BYTES:
        raise UnsafeError("limit-exceeded", f"A picture is larger than {PICTURE_BYTES} bytes.", hint="Make it smaller.")
    for signature, media_type in _SIGNATURES:
        if data.startswith(signature):
            return media_type
    if b"svg" not in data[:4096]:
        raise _no_picture()
    from .xml import parse_xml

    root = parse_xml(data, _LIMITS)
    if (root.name, root.namespace) != ("svg", SVG):
        raise _no_picture()
    if b"<?xml-stylesheet" in data:
        raise _unsafe("a style sheet that stands elsewhere", None)
    for node in root.walk():
        if fault := fault_of(node):
            raise _unsafe(fault, node.line)
    return "image/svg+xml"


def fault_of(node: Node) -> str:
    """What makes a node of an SVG more than a part of a still picture; empty when it is one."""
    if node.name in _ACTIVE:
        return f"the element {node.name}"
    if node.name.lower().startswith("@on"):
        return "an event handler"
    value = str(node.value or "")
    if node.name in {"@href", "@src"} and value:
        return _fault_of_reference(value)
    if (node.name[0] == "@" or node.name == "style") and _REACHING.search(value):
        return "a style that loads something"
    return ""


def _fault_of_reference(value: str) -> str:
    """What is wrong with what a picture refers to; a picture inside it must be as still as itself."""
    inside = _INSIDE.match(value)
    if inside is None:
        return "a reference to something elsewhere"
    if inside["content"] is not None:
        try:
            picture_type(b64decode(inside["content"]))  # which is smaller, so this ends
        except (EportfolioError, ValueError):
            return "a picture inside it that cannot be taken"
    return ""


def _unsafe(what: str, line: int | None) -> UnsafeError:
    return UnsafeError(
        "unsafe-content", f"An SVG picture has {what}.", line=line or None,
        hint="Export it as a plain SVG with everything inside, or as PNG.",
    )  # fmt: skip


def _no_picture() -> UnreadableError:
    return UnreadableError("invalid-value", "A picture is neither PNG nor JPEG nor SVG.", hint="Convert it to one.")
