"""Open Badges before 3.0: contexts and scopes (Open Badges 2.0, sections on JSON-LD and on verification)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from eportfolio.report.findings import Finding

from ..documents import OPEN_BADGES_2, contexts_of
from .look import Look
from .values_of import texts

_WITHOUT: Final = OPEN_BADGES_2.removeprefix("https://")
_HTTP: Final = ("http://", "https://")


def context(root: Look) -> Iterator[Finding]:
    """A document of version 2.0 names its context, or defines all terms itself."""
    contexts = contexts_of(root.data)
    if any(isinstance(one, dict) or (isinstance(one, str) and one.endswith(_WITHOUT)) for one in contexts):
        return
    message = f"The document does not name the context {OPEN_BADGES_2}, so that its terms mean nothing."
    yield root.found(
        "invalid-value" if contexts else "missing-element", message, "@context" if contexts else "", must=True
    )


def scope(look: Look) -> Iterator[Finding]:
    """What an issuer says of its assertions' addresses is a beginning of an address, and a host."""
    for start in texts(look.data.get("startsWith")):
        if not start.startswith(_HTTP):
            message = "startsWith must begin with http:// or https://, since assertions are hosted there."
            yield look.found("invalid-value", message, "startsWith", start)
    for host in texts(look.data.get("allowedOrigins")):
        if "/" in host:
            message = "allowedOrigins names hosts alone, without https:// and without a path."
            yield look.found("invalid-value", message, "allowedOrigins", host)


def hosted(look: Look) -> Iterator[Finding]:
    """A hosted badge stands at an address of the web, which is its id."""
    for key in ("verification", "verify"):
        value = look.data.get(key)
        if isinstance(value, dict) and value.get("type") in ("HostedBadge", "hosted"):
            name = look.data.get("id")
            if isinstance(name, str) and not name.startswith(_HTTP):
                message = "A hosted badge is verified at its id, which must be an address of the web."
                yield look.found("invalid-value", message, "id", name, must=True)
