"""Ids for one receiver: the same for the same receiver, and no two receivers can tell that theirs are of one thing."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import Any

from ..compare.shape import Shape, Value, fields
from ..model import ITEM_LISTS, Portfolio


def new_key() -> str:
    """A secret to make the ids for a receiver with; it stays in the owner's file."""
    return secrets.token_hex(32)


def pairwise(key: str, name: str) -> str:
    """The id that a receiver knows something by: a UUID of version 8 (RFC 9562) from an HMAC (RFC 2104) of its id.

    Args:
        key: the secret for the receiver.
        name: the id in the owner's file.
    """
    digest = bytearray(hmac.new(bytes.fromhex(key), name.encode(), hashlib.sha256).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"urn:uuid:{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def identify(data: dict[str, Any], key: str) -> dict[str, Any]:
    """A portfolio in canonical form with the ids that a receiver knows; references to what is not in it are gone.

    Args:
        data: what is given, with the ids of the owner's file.
        key: the secret for the receiver.
    """
    names = {item["id"]: pairwise(key, item["id"]) for name in ITEM_LISTS for item in data.get(name, ())}
    names |= {data["id"]: pairwise(key, data["id"])} if "id" in data else {}
    result = _object(Portfolio, data, names)
    if "relations" in result:
        ids = set(names.values())
        kept = [one for one in result["relations"] if one.get("source") in ids and "target" in one]
        result["relations"] = kept
        if not kept:
            del result["relations"]
    return result


def _object(shape: Shape, data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    shapes = fields(shape)
    result: dict[str, Any] = {}
    for key, value in data.items():
        if key == "id" and shape is not Value.PLAIN:
            result[key] = names.get(value, value)
            continue
        made = _value(shapes.get(key, Value.PLAIN), value, names, outside=key == "target")
        if made is not None:
            result[key] = made
    return result


def _value(shape: Shape, value: Any, names: dict[str, str], outside: bool) -> Any:
    if isinstance(value, list):
        return [made for one in value if (made := _value(shape, one, names, outside)) is not None] or None
    if isinstance(value, dict):
        return _object(shape, value, names)
    if shape is Value.REFERENCE:
        return names.get(value, value if outside and "://" in value else None)
    return value
