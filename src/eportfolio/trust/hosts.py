"""The host of an address: who answers there answers for it."""

from __future__ import annotations

from urllib.parse import urlsplit


def host(address: str) -> str:
    """The host of a web address, with a port where it has one; empty when it has none, or a user in it.

    Args:
        address: the address.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username is not None:
        return ""
    return parts.hostname if port is None else f"{parts.hostname}:{port}"
