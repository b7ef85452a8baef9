"""Documents that stand in tokens: VC-JWT, VC-JOSE-COSE and SD-JWT, as they are read, unverified."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import unquote_to_bytes

from eportfolio.sources.limits import Limits

from .places import members

_DATA: Final = re.compile(r"data:application/[\w.+-]{1,40}((?:;[\w.=-]{1,40}){0,4}),", re.ASCII)
_START: Final = "ey"
"""What the base64url of a JSON object that begins with a letter in quotes starts with."""


def is_token(value: Any) -> bool:
    """Whether a value looks like a token, or like a data address with one."""
    return isinstance(value, str) and (value.startswith(_START) or _DATA.match(value) is not None)


def opened(text: str, limits: Limits) -> dict[str, Any]:
    """The document that a token says.

    Args:
        text: the token, or a data address with it.
        limits: the safety limits of its JSON.

    Raises:
        UnusableError: it is broken.
    """
    from eportfolio.sources.jws import document_of, open_token
    from eportfolio.sources.sdjwt import is_sd_jwt, process

    text = _content(text).strip()
    claims = process(text, limits).claims if is_sd_jwt(text) else open_token(text, limits).claims
    return document_of(claims)


def _content(text: str) -> str:
    """What stands in a data address; any other text as it is."""
    from eportfolio.sources.base64url import UnusableError

    found = _DATA.match(text)
    if found is None:
        return text
    try:
        content = unquote_to_bytes(text[found.end() :])
        return (b64decode(content, validate=True) if ";base64" in found[1].split(";") else content).decode("ascii")
    except (binascii.Error, ValueError):
        raise UnusableError("the data address does not hold what it says") from None


def tokens_in(data: dict[str, Any], key: str, place: str) -> Iterator[tuple[str, str]]:
    """The tokens in a property of a document, each with its place.

    Args:
        data: the document.
        key: the property.
        place: where the document stands, as a JSON pointer.
    """
    for one, index in members(data.get(key)):
        where = f"{place}/{key}" if index is None else f"{place}/{key}/{index}"
        if isinstance(one, dict) and is_token(one.get("id")):
            yield one["id"], where
        elif is_token(one):
            yield one, where
