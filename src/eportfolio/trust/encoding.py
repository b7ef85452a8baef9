"""Encodings of what is signed: strict base64 and base64url, and a bound on ASN.1 before any parser sees it."""

from __future__ import annotations

from typing import Final

from ..sources.base64url import UnusableError, from_base64, from_base64url

__all__ = ["DEPTH", "ELEMENTS", "LIST_ELEMENTS", "UnusableError", "check_der", "from_base64", "from_base64url"]

DEPTH: Final = 40
"""Nesting of ASN.1 structures; certificates and time stamps need about a dozen."""

ELEMENTS: Final = 10_000
"""Number of ASN.1 elements; a certificate has two hundred, a time stamp with its certificates a thousand."""

LIST_ELEMENTS: Final = 400_000
"""Number of ASN.1 elements of a revocation list; one of two megabytes has fewer."""


def check_der(data: bytes, what: str, elements: int = ELEMENTS) -> None:
    """Refuse ASN.1 that is nested too deeply, has too many elements, or does not fit its own lengths.

    Parsers of ASN.1 recurse; this walk does not, and costs time in proportion to the number of elements.

    Args:
        data: the encoded structure.
        what: its name in messages.
        elements: how many elements it may have.

    Raises:
        UnusableError: it is refused.
    """
    ends: list[int | None] = []
    place, count, size = 0, 0, len(data)
    while True:
        while ends and ends[-1] == place:
            ends.pop()
        if not ends and count:
            break
        if ends and ends[-1] is None and data[place : place + 2] == b"\0\0":
            ends.pop()
            place += 2
            continue
        count += 1
        if count > elements:
            raise UnusableError(f"{what} has more than {elements} ASN.1 elements")
        constructed, body, length = _head(data, place, what)
        limit = next((end for end in reversed(ends) if end is not None), size)
        end = None if length is None else body + length
        if body > limit or (end is not None and end > limit):
            raise UnusableError(f"{what} is cut off")
        if constructed:
            if len(ends) >= DEPTH:
                raise UnusableError(f"{what} is nested deeper than {DEPTH}")
            ends.append(end)
            place = body
        else:
            if end is None:
                raise UnusableError(f"{what} is broken ASN.1")
            place = end
    if place != size:
        raise UnusableError(f"{what} is followed by {size - place} bytes that do not belong to it")


def _head(data: bytes, place: int, what: str) -> tuple[bool, int, int | None]:
    """Whether the element at a place is constructed, where its content begins, and how long that is."""
    try:
        first = data[place]
        place += 1
        if first & 0x1F == 0x1F:
            while data[place] & 0x80:
                place += 1
            place += 1
        length: int | None = data[place]
        place += 1
        assert length is not None
        if length == 0x80:
            length = None
        elif length > 0x80:
            octets = length & 0x7F
            if octets > 4 or place + octets > len(data):
                raise UnusableError(f"{what} is cut off")
            length = int.from_bytes(data[place : place + octets])
            place += octets
    except IndexError:
        raise UnusableError(f"{what} is cut off") from None
    return bool(first & 0x20), place, length
