"""Credentials in PNG pictures: chunks are walked within their bounds, and nothing else of the picture is looked at.

Chunks and their checksums: Portable Network Graphics, third edition, sections 5.3 and 11.3.3.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from ...report.errors import UnreadableError, UnsafeError
from ...report.findings import Finding
from ..limits import Limits
from .forms import ADDRESS, BY_KEYWORD, Baked, Form, Survey, media_type_of, not_as_specified, one_too_many

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

_FRAME: Final = 12
"""Bytes of a chunk besides its data: length, name, checksum."""

_LARGEST: Final = (1 << 31) - 1
_KEYWORD: Final = 80
_TEXTS: Final = frozenset({b"tEXt", b"zTXt", b"iTXt"})


class Chunk(NamedTuple):
    """A chunk of a picture: its name, where it begins and ends, and its data."""

    name: bytes
    start: int
    end: int
    data: memoryview


def survey(data: bytes, limits: Limits) -> Survey:
    """What is baked into a picture: the first credential, and the keywords of its other texts.

    Raises:
        UnreadableError: the picture is cut off or damaged.
        UnsafeError: it has too many chunks, or a compressed text in it goes beyond ``limits.inflated_bytes``.
    """
    found: tuple[Form, Chunk] | None = None
    others: list[str] = []
    faults: list[Finding] = []
    for chunk in chunks(data, limits):
        if chunk.name not in _TEXTS:
            continue
        keyword = keyword_of(chunk)
        form = BY_KEYWORD.get(keyword)
        if form is None or chunk.name == b"zTXt":
            others.append(keyword)
        elif found is None:
            found = form, chunk
        else:
            faults.append(one_too_many(form))
    if found is None:
        return Survey(None, tuple(others[:20]))
    form, chunk = found
    content, fault = _text(chunk, limits)
    if fault:
        faults.insert(0, not_as_specified(f"The credential {fault}.", form))
    return Survey(Baked(content, media_type_of(content), form, tuple(faults)), tuple(others[:20]))


def bake(data: bytes, content: bytes, form: Form, limits: Limits) -> bytes:
    """The picture with a credential in an uncompressed chunk right after its header; all that it held goes.

    Raises:
        UnreadableError: the picture is cut off or damaged.
        UnsafeError: it has too many chunks, or the credential is too large for a chunk.
    """
    body = form.keyword.encode() + b"\0\0\0\0\0" + content
    if len(body) > min(_LARGEST, limits.inflated_bytes):
        raise UnsafeError(
            "limit-exceeded", f"The credential is larger than {limits.inflated_bytes} bytes (limit inflated_bytes)."
        )
    pieces = [data[: len(SIGNATURE)]]
    for chunk in chunks(data, limits):
        if chunk.name in _TEXTS and keyword_of(chunk) in BY_KEYWORD:
            continue
        pieces.append(data[chunk.start : chunk.end])
        if chunk.name == b"IHDR":
            pieces.append(_chunk(b"iTXt", body))
    return b"".join(pieces)


def _chunk(name: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(body, zlib.crc32(name)).to_bytes(4, "big")


def chunks(data: bytes, limits: Limits) -> Iterator[Chunk]:
    """The chunks of a picture, each one whole and with the checksum that it says.

    Raises:
        UnreadableError: it is no PNG, cut off, or damaged.
        UnsafeError: it has more chunks than ``limits.nodes``.
    """
    view = memoryview(data)
    position, name = len(SIGNATURE), b""
    if data[:position] != SIGNATURE:
        raise _damaged("it does not begin like a PNG")
    for number in range(limits.nodes + 1):
        if name == b"IEND":
            return
        length = int.from_bytes(view[position : position + 4], "big")
        end = position + _FRAME + length
        if end > len(data):
            raise _damaged(
                f"it is cut off in the chunk at byte {position}" if position < len(data) else "it has no end (IEND)"
            )
        name = bytes(view[position + 4 : position + 8])
        if (name == b"IHDR") != (number == 0):
            raise _damaged("its header (IHDR) is not its first chunk, or there are two")
        if zlib.crc32(view[position + 4 : end - 4]) != int.from_bytes(view[end - 4 : end], "big"):
            raise _damaged(f"the checksum of the chunk at byte {position} does not hold")
        yield Chunk(name, position, end, view[position + 8 : end - 4])
        position = end
    raise UnsafeError("limit-exceeded", f"The picture has more than {limits.nodes} chunks (limit nodes).")


def keyword_of(chunk: Chunk) -> str:
    """The keyword of a chunk of text, as far as it can be shown."""
    keyword = bytes(chunk.data[:_KEYWORD]).partition(b"\0")[0].decode("latin-1")
    return "".join(letter for letter in keyword if letter.isprintable())


def _text(chunk: Chunk, limits: Limits) -> tuple[bytes, str]:
    """The text of a chunk, and how it is not as the specification says."""
    rest = bytes(chunk.data).partition(b"\0")[2]
    if chunk.name == b"tEXt":
        if media_type_of(rest) == ADDRESS:
            return rest, ""  # what the first version of the specification asked for
        return rest, "stands in a chunk of the kind tEXt, not iTXt"
    flags, rest = rest[:2], rest[2:]
    _language, _, rest = rest.partition(b"\0")
    _, found, content = rest.partition(b"\0")
    if len(flags) < 2 or not found:
        raise _damaged("the chunk of the credential is not as long as its parts")
    if flags[0] == 0:
        return content, ""
    if flags != b"\1\0":
        raise _damaged("the credential is compressed in a way that does not exist")
    return _inflated(content, limits), "is compressed, which is not allowed"


def _inflated(content: bytes, limits: Limits) -> bytes:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(content, limits.inflated_bytes + 1)
    except zlib.error:
        raise _damaged("the credential in it is compressed, and that is damaged") from None
    if len(text) > limits.inflated_bytes:
        raise UnsafeError(
            "limit-exceeded",
            f"The credential inflates to more than {limits.inflated_bytes} bytes (limit inflated_bytes).",
        )
    if not inflater.eof:
        raise _damaged("the credential in it is compressed, and cut off")
    return text


def _damaged(why: str) -> UnreadableError:
    return UnreadableError(
        "not-well-formed", f"The picture is damaged: {why}.",
        hint="Download it again; a picture that went through an editor or a messenger may have lost its credential.",
    )  # fmt: skip
