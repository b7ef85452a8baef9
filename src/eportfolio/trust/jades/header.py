"""The headers of a signature: which critical ones are understood, and what the signer states in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from ..encoding import UnusableError

STATED: Final = {
    "srCms": "the commitments of the signer",
    "sigPl": "the place of signing",
    "srAts": "the attributes of the signer",
    "sigPId": "the signature policy",
}
"""What the signer states in headers that change nothing about how the signature is made (JAdES, 5.2)."""

UNDERSTOOD: Final = frozenset({"b64", "sigT", "iat", "adoTst", "x5t#o", "sigX5ts", *STATED})
"""Critical headers that are understood (JAdES, 5.2; RFC 7797); ``sigD`` is not, its content being elsewhere."""

_REGISTERED: Final = frozenset(
    {"alg", "jku", "jwk", "kid", "x5u", "x5c", "x5t", "x5t#S256", "typ", "cty", "crit"}
)  # fmt: skip
"""Headers of RFC 7515 itself, which ``crit`` may not name."""

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def check_critical(protected: Mapping[str, Any], understood: frozenset[str] = UNDERSTOOD) -> str:
    """Check ``crit`` (RFC 7515, 4.1.11) and what must be named by it.

    Args:
        protected: the protected header.
        understood: the names that may be critical.

    Returns:
        What was seen, in words.

    Raises:
        UnusableError: it breaks the rules, or names a header that is not understood.
    """
    if "sigD" in protected:
        raise UnusableError("sigD says that what is signed lies elsewhere; such signatures are not understood")
    critical = protected.get("crit")
    if critical is None:
        if protected.get("b64") is False:
            raise UnusableError("b64 is false, and crit does not name it (RFC 7797, 6)")
        return "none is critical"
    if not isinstance(critical, list) or not critical or not all(isinstance(name, str) for name in critical):
        raise UnusableError("crit is not a list with at least one name")
    if len(set(critical)) < len(critical):
        raise UnusableError("crit names a header twice")
    if wrong := [name for name in critical if name in _REGISTERED]:
        raise UnusableError(f"crit names {_listed(wrong)}, which RFC 7515 defines itself")
    if absent := [name for name in critical if name not in protected]:
        raise UnusableError(f"crit names {_listed(absent)}, which the protected header does not have")
    if unknown := [name for name in critical if name not in understood]:
        raise UnusableError(f"{_listed(unknown)} must be understood and is not")
    if protected.get("b64") is False and "b64" not in critical:
        raise UnusableError("b64 is false, and crit does not name it (RFC 7797, 6)")
    return f"{_listed(critical)}: understood"


def claimed_time(protected: Mapping[str, Any]) -> datetime | None:
    """The time that the signer claims: ``sigT``, or ``iat`` since edition 1.2.1 of JAdES.

    Raises:
        UnusableError: it is no time.
    """
    if "sigT" in protected:
        text = protected["sigT"]
        if not isinstance(text, str) or not _MOMENT.fullmatch(text):
            raise UnusableError("sigT is no time of the form 2026-01-31T12:00:00Z")
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            raise UnusableError("sigT is a time that does not exist") from None
    if "iat" not in protected:
        return None
    seconds = protected["iat"]
    if isinstance(seconds, bool) or not isinstance(seconds, int) or not 0 <= seconds < 253402300800:
        raise UnusableError("iat is no number of seconds since 1970")
    return datetime.fromtimestamp(seconds, UTC)


def statements(protected: Mapping[str, Any]) -> list[str]:
    """What else the signer states, in words: all of it is signed, none of it is checked."""
    return [words for name, words in STATED.items() if name in protected]


def _listed(names: list[str]) -> str:
    return ", ".join(name[:40] for name in names[:8])
