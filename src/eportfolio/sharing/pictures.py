"""Pictures without what is written into them beside the picture: place, time, camera, author, comments, credentials.

PNG: Portable Network Graphics, third edition, section 11.  JPEG: ITU-T T.81, annex B; the way a camera was held stays,
as EXIF 2.32 spells it, since the picture would lie on its side without it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from ..report.errors import UnreadableError
from ..sources.limits import DEFAULT_LIMITS

_PNG: Final = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"bKGD",
                         b"pHYs", b"acTL", b"fcTL", b"fdAT"})  # fmt: skip
"""The chunks that a picture is made of; all others tell something about it."""

_JPEG_KEPT: Final = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xEE})
"""Segments that a picture is made of: frames, tables, restart intervals, and how its colours are kept (Adobe)."""

_STANDING_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_ORIENTATION: Final = 0x0112


def without_metadata(data: bytes) -> bytes | None:
    """A picture that is nothing but a picture; ``None`` when it is neither PNG nor JPEG.

    Args:
        data: the bytes of the file.

    Raises:
        UnreadableError: the picture is cut off or damaged.
    """
    from ..sources.baking import png

    if data.startswith(png.SIGNATURE):
        kept = (data[one.start : one.end] for one in png.chunks(data, DEFAULT_LIMITS) if one.name in _PNG)
        return png.SIGNATURE + b"".join(kept)
    if data.startswith(b"\xff\xd8\xff"):
        return b"".join(_jpeg(data))
    return None


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield b"\xff\xd8"
    position = 2
    while True:
        while data[position : position + 2] == b"\xff\xff":
            position += 1
        marker = data[position + 1] if data[position : position + 1] == b"\xff" and position + 1 < len(data) else 0
        if marker == 0xD9:
            yield b"\xff\xd9"
            return
        if marker in _STANDING_ALONE:
            yield data[position : position + 2]
            position += 2
            continue
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        end = position + 2 + length
        if not marker or length < 2 or end > len(data):
            raise UnreadableError("not-well-formed", f"A JPEG picture is damaged or cut off at byte {position}.")
        body = data[position + 4 : end]
        if marker in _JPEG_KEPT:
            yield data[position:end]
        elif marker == 0xE1 and (turned := _orientation(body)) > 1:
            yield _turned(turned)
        elif marker == 0xDA:
            scan = _end_of_scan(data, end)
            yield data[position:scan]
            end = scan
        position = end


def _end_of_scan(data: bytes, position: int) -> int:
    """Where the next segment begins: a scan holds no markers but stuffed bytes and restarts."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0 or position + 1 >= len(data):
            raise UnreadableError("not-well-formed", "A JPEG picture has no end.")
        following = data[position + 1]
        if following not in _STANDING_ALONE | {0x00, 0xFF}:
            return position
        position += 1 if following == 0xFF else 2


def _orientation(body: bytes) -> int:
    """How the camera was held, 1 to 8; 0 when the segment does not tell."""
    if not body.startswith(b"Exif\0\0") or len(body) < 14:
        return 0
    tiff = body[6:]
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 0
    try:
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for number in range(min(count, 512)):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            if (tag, kind) == (_ORIENTATION, 3):
                return int(value) if 1 <= value <= 8 else 0
    except struct.error:
        return 0
    return 0


def _turned(orientation: int) -> bytes:
    tiff = b"MM\0\x2a\0\0\0\x08" + struct.pack(">HHHIHHI", 1, _ORIENTATION, 3, 1, orientation, 0, 0)
    body = b"Exif\0\0" + tiff
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
