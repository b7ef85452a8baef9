"""A key that was found, and whether it may speak for an issuer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ..documents import NotAvailableError

if TYPE_CHECKING:
    from .material import PublicKey

ASSERTION: Final = "assertionMethod"
"""The purpose of keys with which claims are made (Controlled Identifiers 1.0, section 2.3.2)."""

PURPOSES: Final = frozenset({ASSERTION, "authentication", "capabilityInvocation", "capabilityDelegation"})
"""The purposes of keys that sign."""


@dataclass(frozen=True, slots=True)
class FoundKey:
    """A key that was found.

    Attributes:
        key: the public key (of ``cryptography``).
        identifier: the identifier of the verification method.
        controller: whose key it is, as the place says where it was found; empty when nobody says.
        purposes: what its controller uses it for.
        how: where it was found, in words.
        doubt: why nobody but the document in question says whose key it is; empty when that is known.
        refusal: why its controller does not stand by it; empty when nothing speaks against it.
    """

    key: PublicKey
    identifier: str
    controller: str
    purposes: frozenset[str]
    how: str
    doubt: str = ""
    refusal: str = ""


def may_sign(found: FoundKey, issuer: str, purpose: str = ASSERTION) -> str | None:
    """Whether a key may sign what an issuer issues.

    Args:
        found: the key.
        issuer: the identifier of the issuer.
        purpose: the purpose that the key must have.

    Returns:
        ``None`` when the key is the issuer's; else why not, in words.

    Raises:
        NotAvailableError: nothing speaks against it, but nobody except the document in question says so.
    """
    if found.refusal:
        return found.refusal
    if not issuer:
        return "the document names no issuer"
    if found.controller != issuer:
        return f"the key belongs to {_short(found.controller) or 'nobody'}, and the issuer is {_short(issuer)}"
    if purpose not in found.purposes:
        return f"{_short(issuer)} does not list the key for {_short(purpose)}"
    if found.doubt:
        raise NotAvailableError(found.doubt)
    return None


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:100]}…"
