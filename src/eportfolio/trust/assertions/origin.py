"""Where the assertions of an issuer may be hosted: ``allowedOrigins`` and ``startsWith`` of Open Badges 2.0."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ..hosts import host

_DOTS: Final = re.compile(r"[/\\](?:\.|%2e){1,2}(?:[/\\?#]|\Z)", re.IGNORECASE)
"""Steps of a path that lead upwards: a server resolves them, so it stands below something else than it begins with."""

_ENDS: Final = "/?#:"
"""What may follow the beginning of an address that ends with its host."""


def outside(address: str, issuer: str, profile: Mapping[str, Any]) -> str:
    """Why an assertion may not be hosted where it is; empty when it may.

    Args:
        address: where the assertion is hosted.
        issuer: the address of the issuer.
        profile: the profile of the issuer, with its rules; without any, the host is to be the issuer's own.
    """
    rules = profile.get("verification")
    rules = rules if isinstance(rules, Mapping) else {}
    begins, origins = _texts(rules.get("startsWith")), _texts(rules.get("allowedOrigins"))
    if begins and not any(_begins(address, one) for one in begins):
        return f"the issuer hosts assertions at {', '.join(begins)[:200]}, and this one is at {address[:200]}"
    if origins and not any(_is_of(address, one) for one in origins):
        return f"the issuer hosts assertions at {', '.join(origins)[:200]}, and this one is at {host(address)[:100]}"
    if not begins and not origins and host(address) != host(issuer):
        return f"the host of the issuer is {host(issuer)[:100] or 'unknown'}, and that of it {host(address)[:100]}"
    return ""


def _begins(address: str, beginning: str) -> bool:
    """Whether an address begins so; a beginning that ends with a host does not fit a longer host."""
    if not address.startswith(beginning) or not host(address) or _DOTS.search(address):
        return False
    rest = address[len(beginning) :]
    ends_with_host = beginning.count("/") == len("//")
    return not (ends_with_host and rest) or rest[0] in _ENDS


def _is_of(address: str, origin: str) -> bool:
    return bool(host(address)) and host(address) == (host(origin) if "://" in origin else origin.lower())


def _texts(value: object) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str) and one][:64]
