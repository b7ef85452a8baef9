"""What a credential asks its readers to do beside verifying it: fetch a newer one, keep to terms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..results import Stepwise
from .shape import listed, types_of

_MOST: Final = 8
_SERVICES: Final = (
    ("refreshService", "refresh-service", "a newer one may be at"),
    ("termsOfUse", "terms-of-use", "for a person to read:"),
)


def name_services(steps: Stepwise, credential: Mapping[str, Any]) -> None:
    """Add a step for each service and each set of terms, which are named and never used.

    Args:
        steps: where they go.
        credential: the credential.
    """
    for key, name, words in _SERVICES:
        entries = listed(credential.get(key))
        for index, entry in enumerate(entries[:_MOST]):
            place = f"{steps.pointer}/{key}" + (f"/{index}" if len(entries) > 1 else "")
            steps.not_checked(name, f"{words} {_described(entry)}", place)


def _described(entry: object) -> str:
    if isinstance(entry, str):
        return entry[:200]
    address = entry.get("id") if isinstance(entry, Mapping) else None
    parts = [address[:200] if isinstance(address, str) else "an address that is not named", *types_of(entry)[:2]]
    return ", ".join(part[:200] for part in parts)
