"""In which encoding a text stands, told from its first bytes, and its characters."""

from __future__ import annotations

from ..report.errors import UnreadableError

_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
"""Byte order marks; the longer ones first, since they begin with a shorter one."""

_PATTERNS: dict[tuple[bool, ...], str] = {
    (True, False, False, False): "utf-32-le",
    (False, False, False, True): "utf-32-be",
    (True, False, True, False): "utf-16-le",
    (False, True, False, True): "utf-16-be",
}
"""Which of the first four bytes are not zero when the first characters are ASCII (RFC 4627, section 3)."""


def encoding_of(data: bytes) -> tuple[str, int]:
    """The Unicode encoding that the first bytes tell, in doubt UTF-8, and the byte order mark's length."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, len(mark)
    return _PATTERNS.get(tuple(byte != 0 for byte in data[:4]), "utf-8"), 0


def marked(data: bytes) -> bytes:
    """The text with a byte order mark, if it is in another encoding than UTF-8."""
    encoding, mark = encoding_of(data)
    return data if mark or encoding == "utf-8" else "\ufeff".encode(encoding) + data


def in_ascii_bytes(data: bytes) -> bytes:
    """The text with ASCII characters as single bytes, for a look at it: broken characters do not matter."""
    encoding, mark = encoding_of(data)
    if encoding == "utf-8":
        return data[mark:]
    return data[mark:].decode(encoding, "replace").encode()


def decode_text(data: bytes) -> str:
    """Decode text: by its byte order mark or pattern of zero bytes, otherwise as UTF-8.

    Raises:
        UnreadableError: with the offset of the first byte that does not fit.
    """
    encoding, mark = encoding_of(data)
    try:
        return data[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        offset = error.start + mark
        before = data[mark:offset].decode(encoding, "replace")
        raise UnreadableError(
            "wrong-encoding",
            f"Byte {offset} is not {encoding.upper()}: {error.reason}.",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
        ) from None
