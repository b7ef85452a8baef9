"""Strict base64 and base64url, as signed documents have them: one text for one sequence of bytes, and a bound."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final

_BASE64URL: Final = re.compile(r"[A-Za-z0-9_-]*")
_WHITE: Final = re.compile(r"[ \t\r\n]+")


class UnusableError(ValueError):
    """Something that is signed, or that signs, cannot be used; the message says why, in plain words."""


def to_base64url(data: bytes) -> str:
    """Encode as base64url without padding (RFC 7515, 2).

    Args:
        data: the bytes.
    """
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def from_base64url(text: object, what: str, most: int) -> bytes:
    """Decode base64url without padding (RFC 7515, 2).

    Args:
        text: the encoded text.
        what: its name in messages.
        most: the most bytes it may hold.

    Raises:
        UnusableError: it is no text, too long, has foreign characters or padding, or is cut off.
    """
    if not isinstance(text, str):
        raise UnusableError(f"{what} is no text")
    _bounded(text, what, most)
    if not _BASE64URL.fullmatch(text):
        raise UnusableError(f"{what} is not base64url: it has a character that is not allowed there")
    if len(text) % 4 == 1:
        raise UnusableError(f"{what} is not base64url: it is cut off")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if to_base64url(data) != text:
        raise UnusableError(f"{what} is not base64url: its last character has bits that mean nothing")
    return data


def from_base64(text: object, what: str, most: int) -> bytes:
    """Decode base64 with padding, white space aside (RFC 7515, 4.1.6).

    Args:
        text: the encoded text.
        what: its name in messages.
        most: the most bytes it may hold.

    Raises:
        UnusableError: it is no text, too long, or no base64.
    """
    if not isinstance(text, str):
        raise UnusableError(f"{what} is no text")
    _bounded(text, what, most)
    try:
        return base64.b64decode(_WHITE.sub("", text), validate=True)
    except (binascii.Error, ValueError):
        raise UnusableError(f"{what} is not base64: it is cut off or has a character that is not allowed") from None


def _bounded(text: str, what: str, most: int) -> None:
    if len(text) > most * 4 // 3 + 4:
        raise UnusableError(f"{what} is longer than {most} bytes")
