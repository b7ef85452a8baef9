"""What an assertion of Open Badges is, of which version, and how it says that it is verified."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from ...sources.jws import is_compact, open_token
from ..encoding import UnusableError

_TYPES: Final = frozenset({"Assertion", "Endorsement", "obi:Assertion", "https://w3id.org/openbadges#Assertion"})
_ABOUT: Final = {"badge": "recipient", "claim": "issuer"}
"""What an assertion, and an endorsement, has beside its type: what it is about, and for whom or by whom."""

_CONTEXTS: Final = {"https://w3id.org/openbadges/v2": "2.0", "https://w3id.org/openbadges/v1": "1.1"}
_ADDRESS: Final = re.compile(r"https?://[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
_HOSTED: Final = frozenset({"hosted", "HostedBadge"})
_SIGNED: Final = frozenset({"signed", "SignedBadge"})


def is_assertion(value: object) -> bool:
    """Whether an object is an assertion or endorsement of Open Badges 0.5 to 2.0.

    Args:
        value: any value.
    """
    if not isinstance(value, Mapping) or "credentialSubject" in value or "proof" in value:
        return False
    types = value.get("type")
    listed = types if isinstance(types, list) else [types]
    if any(isinstance(one, str) and one in _TYPES for one in listed):
        return any(about in value for about in _ABOUT)
    return types is None and "badge" in value and _ABOUT["badge"] in value


def is_address(value: object) -> bool:
    """Whether a value is the address of an assertion, and nothing else.

    Args:
        value: any value.
    """
    return isinstance(value, str) and _ADDRESS.fullmatch(value) is not None


def is_signed_assertion(value: object) -> bool:
    """Whether a value is a compact JWS with an assertion of Open Badges in it.

    Args:
        value: any value.
    """
    if not isinstance(value, str) or not is_compact(value):
        return False
    try:
        return is_assertion(open_token(value).claims)
    except UnusableError:
        return False


def version_of(assertion: Mapping[str, Any]) -> str:
    """The version of Open Badges that an assertion is of.

    Args:
        assertion: the assertion.
    """
    contexts = assertion.get("@context")
    for one in contexts if isinstance(contexts, list) else [contexts]:
        if isinstance(one, str) and one in _CONTEXTS:
            return _CONTEXTS[one]
    if "type" in assertion or contexts is not None:
        return "2.0"
    return "1.0" if "uid" in assertion or "verify" in assertion else "0.5"


def context_fault(assertion: Mapping[str, Any]) -> str:
    """Why the context of an assertion is not one of Open Badges; empty when it is, or where none is demanded.

    Args:
        assertion: the assertion.
    """
    if version_of(assertion) in ("0.5", "1.0"):
        return ""
    contexts = assertion.get("@context")
    listed = contexts if isinstance(contexts, list) else [contexts]
    if any(isinstance(one, Mapping) or (isinstance(one, str) and one in _CONTEXTS) for one in listed):
        return ""
    return f"the context is not one of Open Badges: {str(contexts)[:120]}" if contexts else "it has no context"


def way_of(assertion: Mapping[str, Any]) -> str:
    """How an assertion says that it is verified: ``hosted``, ``signed``, or empty when it says neither.

    Args:
        assertion: the assertion.
    """
    kinds = verification_of(assertion).get("type")
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if isinstance(kind, str) and kind in _HOSTED | _SIGNED:
            return "hosted" if kind in _HOSTED else "signed"
    return ""


def verification_of(assertion: Mapping[str, Any]) -> Mapping[str, Any]:
    """What an assertion says of its verification.

    Args:
        assertion: the assertion.
    """
    value = assertion.get("verification", assertion.get("verify"))
    return value if isinstance(value, Mapping) else {}


def address_of(assertion: Mapping[str, Any]) -> str:
    """Where an assertion is hosted: its id, in version 1.0 the address in ``verify``; empty when it does not say.

    Args:
        assertion: the assertion.
    """
    for value in (assertion.get("id"), verification_of(assertion).get("url")):
        if isinstance(value, str) and value.startswith(("https://", "http://")):
            return value
    return ""
