"""Whom a credential is about, and whether that is whom the user expects."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from ..results import Stepwise
from .shape import listed

_HASHED: Final = re.compile(r"(?P<digest>sha256|md5)\$(?P<hex>[0-9a-fA-F]{32,64})")
_MOST: Final = 32


def check_recipient(steps: Stepwise, credential: Mapping[str, Any], recipient: str | None) -> None:
    """Add the step on the identity of the subject (Open Badges 3.0, IdentityObject; 2.0, IdentityObject).

    Args:
        steps: where it goes.
        credential: the credential, or an assertion of Open Badges 2.
        recipient: the e-mail address or other identity that the user expects; ``None`` when that was not said.
    """
    known = list(_identities(credential))
    place = f"{steps.pointer}/{'credentialSubject' if 'credentialSubject' in credential else 'recipient'}"
    if recipient is None:
        steps.not_checked("recipient", _described(known), place)
    elif not known:
        steps.not_checked("recipient", f"{_described(known)}, so nothing can be compared with {recipient}", place)
    elif any(_is(identity, recipient) for identity in known):
        steps.checked("recipient", f"it is about {recipient}", place)
    else:
        steps.failed("recipient", f"it is not about {recipient}: {_described(known)}", place)


def _identities(credential: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for subject in listed(credential.get("credentialSubject"))[:_MOST]:
        if isinstance(subject, Mapping):
            if isinstance(subject.get("id"), str):
                yield {"identityType": "identifier", "identityHash": subject["id"]}
            if isinstance(subject.get("email"), str):
                yield {"identityType": "emailAddress", "identityHash": subject["email"]}
            yield from _objects(subject.get("identifier"), "identityHash")
    for one in _objects(credential.get("recipient"), "identity"):
        yield {**one, "identityHash": one["identity"], "identityType": one.get("type", "")}


def _objects(value: object, key: str) -> Iterator[Mapping[str, Any]]:
    for one in listed(value)[:_MOST]:
        if isinstance(one, Mapping) and isinstance(one.get(key), str):
            yield one


def _is(identity: Mapping[str, Any], recipient: str) -> bool:
    """Whether an identity is that of the recipient, in the case in which it was given and in lower case."""
    value, salt = str(identity["identityHash"]), identity.get("salt")
    spellings = {recipient, recipient.lower()}
    found = _HASHED.fullmatch(value)
    if found is None:
        return value.removeprefix("mailto:").lower() == recipient.lower()
    digests = {
        hashlib.new(found["digest"], (one + (salt if isinstance(salt, str) else "")).encode(), usedforsecurity=False)
        for one in spellings
    }
    return found["hex"].lower() in {one.hexdigest() for one in digests}


def _described(known: list[Mapping[str, Any]]) -> str:
    if not known:
        return "it does not say whom it is about in a form that can be compared"
    words = []
    for identity in known[:4]:
        kind = identity.get("identityType")
        kind = kind[:40] if isinstance(kind, str) and kind else "identity"
        hashed = _HASHED.fullmatch(identity["identityHash"])
        words.append(f"a hashed {kind}" if hashed else f"the {kind} {identity['identityHash'][:120]}")
    return f"it is about {', '.join(words)}"
