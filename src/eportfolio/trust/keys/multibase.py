"""Multibase texts (Controlled Identifiers 1.0, section 2.4): base58btc and base64url, the two that credentials use."""

from __future__ import annotations

from typing import Final

from ..encoding import UnusableError, from_base64url

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGITS: Final = {character: digit for digit, character in enumerate(_ALPHABET)}


def decode(text: object, what: str, most: int) -> bytes:
    """The bytes of a multibase text.

    Args:
        text: the text, which begins with the letter of its encoding.
        what: its name in messages.
        most: the most bytes it may hold; the cost of base58 grows with the square of the length.

    Raises:
        UnusableError: it is no text, too long, of another encoding, or has a foreign character.
    """
    if not isinstance(text, str):
        raise UnusableError(f"{what} is no text")
    if text.startswith("z"):
        return _from_base58(text[1:], what, most)
    if text.startswith("u"):
        return from_base64url(text[1:], what, most)
    raise UnusableError(f"{what} is not multibase in base58btc or base64url: it begins with neither z nor u")


def encode(data: bytes) -> str:
    """Bytes as multibase in base58btc.

    Args:
        data: the bytes.
    """
    number, digits = int.from_bytes(data), []
    while number:
        number, digit = divmod(number, 58)
        digits.append(_ALPHABET[digit])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + "".join(reversed(digits))


def _from_base58(text: str, what: str, most: int) -> bytes:
    if len(text) > most * 7 // 5 + 1:  # a byte takes 1.37 characters
        raise UnusableError(f"{what} is longer than {most} bytes")
    number = 0
    for character in text:
        digit = _DIGITS.get(character)
        if digit is None:
            raise UnusableError(f"{what} is not base58btc: it has a character that is not allowed there")
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)
