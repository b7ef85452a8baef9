"""The bits of a status list, inflated within bounds (Bitstring Status List 1.0, 3.3 and 3.4)."""

from __future__ import annotations

import zlib
from typing import Final

from ..encoding import UnusableError, from_base64url

LEAST_BITS: Final = 131_072
"""The specification demands so many, so that a list tells little about a single credential."""

MOST_BYTES: Final = 16 * 1024 * 1024
"""Size of a list after inflating: 134 million bits."""

_GZIP: Final = 31
_FORMS: Final = {_GZIP: "GZIP", 15: "zlib"}
_MAGIC: Final = "H4sI"
_DEFLATED: Final = MOST_BYTES // 2


def decode(encoded: object) -> bytes:
    """The bits of a list.

    Args:
        encoded: the list in GZIP and base64url, with the sign ``u`` of multibase before it, or without, as early lists.

    Raises:
        UnusableError: it is no text, no base64url, no GZIP, cut off, or too large.
    """
    if not isinstance(encoded, str):
        raise UnusableError("its encodedList is no text")
    text = encoded if encoded.startswith(_MAGIC) else encoded.removeprefix("u")
    plain = text.rstrip("=").translate(str.maketrans("+/", "-_"))
    return inflated(from_base64url(plain, "its encodedList", _DEFLATED), "its encodedList", _GZIP)


def inflated(data: bytes, what: str, form: int) -> bytes:
    """Inflate a list within bounds.

    Args:
        data: the packed list.
        what: its name in messages.
        form: how it is packed, as ``zlib`` numbers it: 31 for GZIP, 15 for zlib.

    Raises:
        UnusableError: it is packed otherwise, cut off, or too large.
    """
    inflater = zlib.decompressobj(form)
    try:
        bits = inflater.decompress(data, MOST_BYTES + 1)
    except zlib.error:
        raise UnusableError(f"{what} is no {_FORMS[form]}, or was changed") from None
    if len(bits) > MOST_BYTES:
        raise UnusableError(f"{what} inflates to more than {MOST_BYTES} bytes")
    if not inflater.eof:
        raise UnusableError(f"{what} is cut off")
    if inflater.unused_data:
        raise UnusableError(f"{what} is followed by bytes that do not belong to it")
    return bits


def value_at(bits: bytes, index: int, size: int = 1) -> int:
    """The value of an entry; the first bit is the leftmost.

    Args:
        bits: the list.
        index: number of the entry, from zero.
        size: number of bits of an entry.

    Raises:
        UnusableError: the list has no such entry.
    """
    first = index * size
    if first + size > len(bits) * 8:
        raise UnusableError(f"the list has {len(bits) * 8 // size:,} entries, and none with the number {index}")
    end = (first + size + 7) // 8
    window = int.from_bytes(bits[first // 8 : end])
    return window >> (end * 8 - first - size) & ((1 << size) - 1)
