"""Pictures to bake badges into: a PNG chunk by chunk, and SVG as people and drawing programs write it."""

from __future__ import annotations

import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"

BADGE = (
    b'{"@context": ["https://www.w3.org/ns/credentials/v2"], "id": "urn:example:1",\r\n'
    b' "type": ["VerifiableCredential", "OpenBadgeCredential"], "name": "Soudeur \xc3\xa0 l\'arc ]]> <b>&amp;</b>"}\n'
)
"""A badge whose text has what XML and line endings make difficult."""

RECORD = b'{"type": ["VerifiableCredential", "ClrCredential"], "name": "Record"}'
ASSERTION = (
    b'{"@context": "https://w3id.org/openbadges/v2", "type": "Assertion", "id": "https://badges.example.org/a/1",'
    b' "recipient": {"type": "email", "hashed": false, "identity": "noor@example.org"},'
    b' "badge": "https://badges.example.org/b/1", "issuedOn": "2025-03-01T09:00:00Z"}'
)
TOKEN = b"eyJhbGciOiJFZERTQSJ9.eyJ2YyI6eyJ0eXBlIjpbIlZlcmlmaWFibGVDcmVkZW50aWFsIl19fQ.c2lnbmF0dXJl"
"""A compact token whose claim ``vc`` is of the type VerifiableCredential."""

ADDRESS = b"https://badges.example.org/a/1"


def chunk(name: bytes, body: bytes = b"") -> bytes:
    """A chunk with its length and its checksum."""
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def text_chunk(keyword: bytes, content: bytes, *, flags: bytes = b"\0\0", language: bytes = b"") -> bytes:
    """An ``iTXt`` chunk."""
    return chunk(b"iTXt", keyword + b"\0" + flags + language + b"\0\0" + content)


HEADER = chunk(b"IHDR", (4).to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0")
PIXELS = chunk(b"IDAT", zlib.compress((b"\0" + b"\x20\x60\xa0" * 4) * 4))
END = chunk(b"IEND")


def png(*chunks: bytes) -> bytes:
    """A picture of four by four dots, with chunks between its header and its dots."""
    return SIGNATURE + HEADER + b"".join(chunks) + PIXELS + END


SVG = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- a > in a comment -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8" data-note='a > in a value'>
  <title>Badge &#233;</title>
  <rect width="8" height="8" fill="#2060a0"/>
</svg>
"""

DOCTYPE = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"\n "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
"""What drawing programs write: a DOCTYPE that defines nothing itself."""


def svg(element: bytes) -> bytes:
    """A picture with an element right after its first tag."""
    return SVG.replace(b"value'>", b"value'>" + element)
