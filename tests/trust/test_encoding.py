"""Encodings within bounds: base64, base64url, and the walk over ASN.1 before any parser sees it."""

from __future__ import annotations

import pytest

from eportfolio.trust.encoding import DEPTH, ELEMENTS, UnusableError, check_der, from_base64, from_base64url

from .sealing import pki, time_stamp


def der(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    octets = (size.bit_length() + 7) // 8
    return bytes([tag, 0x80 | octets]) + size.to_bytes(octets) + content


def nested(depth: int) -> bytes:
    data = b"\x05\x00"
    for _ in range(depth):
        data = der(0x30, data)
    return data


@pytest.mark.parametrize("data", [pki().seal.der, time_stamp(b"x"), b"\x30\x00", b"\x30\x80\x05\x00\x00\x00",
                                  b"\x30\x80\x30\x80\x00\x00\x00\x00", b"\x1f\x81\x01\x00"])  # fmt: skip
def test_whole_structures_pass(data: bytes) -> None:
    check_der(data, "it")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "cut off"),
        (b"\x30", "cut off"),
        (b"\x30\x05\x05\x00", "cut off"),
        (b"\x30\x02\x04\x05", "cut off"),
        (b"\x30\x85\x01\x01\x01\x01\x01", "cut off"),
        (b"\x30\x82\x01", "cut off"),
        (b"\x1f\x81", "cut off"),
        (b"\x30\x80\x05\x00", "cut off"),
        (b"\x04\x80\x00\x00", "broken ASN.1"),
        (b"\x30\x00\x00", "followed by 1 bytes"),
    ],
)
def test_broken_structures_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnusableError, match=words):
        check_der(data, "it")


def test_depth_is_bounded() -> None:
    check_der(nested(DEPTH), "it")
    with pytest.raises(UnusableError, match="nested deeper"):
        check_der(nested(DEPTH + 1), "it")
    with pytest.raises(UnusableError, match="nested deeper"):
        check_der(b"\x30\x80" * 100_000, "it")


def test_number_of_elements_is_bounded() -> None:
    check_der(der(0x30, b"\x05\x00" * (ELEMENTS - 1)), "it")
    with pytest.raises(UnusableError, match="more than"):
        check_der(der(0x30, b"\x05\x00" * ELEMENTS), "it")


@pytest.mark.parametrize("text", ["", "AA", "AAA", "AAAA", "-_-_"])
def test_base64url(text: str) -> None:
    assert len(from_base64url(text, "it", 10)) == len(text) * 3 // 4


@pytest.mark.parametrize("text", ["A", "AA==", "AB", "A+", "A/", "AA\n", "é", "A" * 100, None, 7, b"AA"])
def test_other_texts_are_no_base64url(text) -> None:
    with pytest.raises(UnusableError):
        from_base64url(text, "it", 10)


@pytest.mark.parametrize("text", ["AA==", "AAAA", " AA\r\n=="])
def test_base64(text: str) -> None:
    from_base64(text, "it", 10)


@pytest.mark.parametrize("text", ["A", "AA", "A-AA", "é", "A" * 100, None])
def test_other_texts_are_no_base64(text) -> None:
    with pytest.raises(UnusableError):
        from_base64(text, "it", 10)
