"""Which rules a document is held against: told from its types, its contexts and the properties that it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from . import kinds

OPEN_BADGES_2: Final = "https://w3id.org/openbadges/v2"
"""The context of Open Badges 2.0."""

_OPEN_BADGES: Final = "Open Badges Specification 3.0"
_RECORD: Final = "Comprehensive Learner Record Standard 2.0"
_MODEL: Final = "Verifiable Credentials Data Model"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    Attributes:
        name: the class of its root.
        table: the table of its rules.
        specification: where the rules come from.
        official: whether they are those of an official JSON Schema.
    """

    name: str
    table: str
    specification: str
    official: bool = True


_KINDS: Final = (
    Kind("AchievementCredential", "classes", _OPEN_BADGES),
    Kind("EndorsementCredential", "classes", _OPEN_BADGES),
    Kind("Profile", "classes", _OPEN_BADGES),
    Kind("GetOpenBadgeCredentialsResponse", "classes", _OPEN_BADGES),
    Kind("ClrCredential", "classes", _RECORD),
    Kind("GetClrCredentialsResponse", "classes", _RECORD),
    Kind("Clr", "classes-clr1", "Comprehensive Learner Record Standard 1.0"),
    Kind("VerifiableCredential", "classes-vc2", f"{_MODEL} 2.0", official=False),
    Kind("VerifiablePresentation", "classes-vc2", f"{_MODEL} 2.0", official=False),
    Kind("EnvelopedVerifiableCredential", "classes-vc2", f"{_MODEL} 2.0", official=False),
    Kind("EnvelopedVerifiablePresentation", "classes-vc2", f"{_MODEL} 2.0", official=False),
    Kind("VerifiableCredential-1", "classes-vc1", f"{_MODEL} 1.1", official=False),
    Kind("VerifiablePresentation-1", "classes-vc1", f"{_MODEL} 1.1", official=False),
    *(
        Kind(name, "classes-ob2", "Open Badges Specification 2.0", official=False)
        for name in (
            "Assertion",
            "RevokedAssertion",
            "BadgeClass",
            "Issuer",
            "Endorsement",
            "RevocationList",
            "CryptographicKey",
            "AlignmentObject",
        )
    ),
    *(
        Kind(name, "classes-ob1", "Open Badges Specification 1.1", official=False)
        for name in ("Assertion-1", "BadgeClass-1", "Issuer-1", "Assertion-0.5")
    ),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in _KINDS})
"""The kinds of document that there are rules for, by name."""

_CREDENTIALS: Final = (
    ("ClrCredential", {"ClrCredential"}, {"ClrSubject"}),
    ("AchievementCredential", {"AchievementCredential", "OpenBadgeCredential"}, {"AchievementSubject"}),
    ("EndorsementCredential", {"EndorsementCredential"}, {"EndorsementSubject"}),
)
"""The credentials by their type, and when it does not tell, by that of their subject."""

_LEGACY: Final[Mapping[str, str]] = MappingProxyType({
    "Assertion": "Assertion", "BadgeClass": "BadgeClass", "Issuer": "Issuer", "Profile": "Issuer",
    "Endorsement": "Endorsement", "RevocationList": "RevocationList", "CryptographicKey": "CryptographicKey",
    "AlignmentObject": "AlignmentObject",
})  # fmt: skip
_REVOCABLE: Final = frozenset({"Assertion", "Endorsement"})


def kind_of(data: Any) -> Kind | None:
    """The kind of a document; ``None`` when it is none that there are rules for.

    Args:
        data: its plain JSON.
    """
    name = _name(data) if isinstance(data, dict) else ""
    return KINDS.get(name)


def types_of(data: dict[str, Any]) -> set[str]:
    """The types that an object gives itself."""
    types = data.get("type", data.get("@type"))
    return {one for one in (types if isinstance(types, list) else [types]) if isinstance(one, str)}


def contexts_of(data: dict[str, Any]) -> list[Any]:
    """The contexts of a document, in their order."""
    contexts = data.get("@context")
    return contexts if isinstance(contexts, list) else [] if contexts is None else [contexts]


def names_context(data: dict[str, Any], name: str) -> bool:
    """Whether a document names a context that is demanded somewhere.

    Args:
        data: the document.
        name: our name of the context, a key of :data:`.kinds.CONTEXTS`.
    """
    pattern = kinds.CONTEXTS[name]
    return any(isinstance(one, str) and pattern.fullmatch(one) for one in contexts_of(data))


def _name(data: dict[str, Any]) -> str:
    types = types_of(data)
    if "VerifiablePresentation" in types or ("verifiableCredential" in data and "credentialSubject" not in data):
        return _versioned("VerifiablePresentation", data)
    for name in ("EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"):
        if name in types:
            return name
    if "credentialSubject" in data or "VerifiableCredential" in types:
        return _credential(data, types)
    for name, own, _ in _CREDENTIALS:
        if types & own:
            return name
    return _response(data) or _former(data, types) or ("VerifiableCredential" if _is_secured(data) else "")


def _credential(data: dict[str, Any], types: set[str]) -> str:
    for name, own, _ in _CREDENTIALS:
        if types & own:
            return name
    subjects = data.get("credentialSubject")
    for subject in subjects if isinstance(subjects, list) else [subjects]:
        for name, _, inner in _CREDENTIALS:
            if isinstance(subject, dict) and types_of(subject) & inner and _is_badge(data):
                return name
    return _versioned("VerifiableCredential", data)


def _is_badge(data: dict[str, Any]) -> bool:
    return names_context(data, "OpenBadges-3") or names_context(data, "CLR-2")


def _is_secured(data: dict[str, Any]) -> bool:
    return names_context(data, "Credentials-2") or names_context(data, "Credentials-1")


def _versioned(name: str, data: dict[str, Any]) -> str:
    """The kind of a credential by the version of its data model; the newer one when it names none."""
    old = names_context(data, "Credentials-1") and not names_context(data, "Credentials-2")
    return f"{name}-1" if old else name


def _response(data: dict[str, Any]) -> str:
    """The official list of several credentials, told from what it holds; one of tokens alone may be either."""
    if not data or not data.keys() <= {"credential", "compactJwsString"}:
        return ""
    credentials = data.get("credential")
    for one in credentials if isinstance(credentials, list) else [credentials]:
        if isinstance(one, dict) and _name(one) == "ClrCredential":
            return "GetClrCredentialsResponse"
    return "GetOpenBadgeCredentialsResponse"


def _former(data: dict[str, Any], types: set[str]) -> str:
    """Documents from before verifiable credentials, and profiles by themselves."""
    if types & {"Clr", "CLR"} or {"learner", "publisher"} <= data.keys():
        return "Clr"
    contexts = contexts_of(data)
    if "Profile" in types and _is_badge(data):
        return "Profile"
    if any(isinstance(one, str) and one.rstrip("/").endswith("openbadges/v1") for one in contexts):
        return _before_2(data, types)
    for one in types:
        name = _LEGACY.get(one.removeprefix("obi:"))
        if name is not None and (contexts or "id" in data):
            return "RevokedAssertion" if data.get("revoked") is True and name in _REVOCABLE else name
    return _before_2(data, types)


def _before_2(data: dict[str, Any], types: set[str]) -> str:
    """Open Badges 0.5, 1.0 and 1.1, which have no types or write them as they like."""
    if isinstance(data.get("badge"), dict) and "recipient" in data and "verify" not in data and not types:
        return "Assertion-0.5"
    named = {one.lower() for one in types}
    if "recipient" in data or "assertion" in named:
        return "Assertion-1"
    if {"criteria", "issuer"} <= data.keys() or "badgeclass" in named:
        return "BadgeClass-1"
    if ({"name", "url"} <= data.keys() and data.keys() <= _ISSUER) or named & {"issuer", "issuerorg"}:
        return "Issuer-1"
    return ""


_ISSUER: Final = frozenset(
    {"@context", "type", "id", "name", "url", "description", "image", "email", "revocationList"}
)  # fmt: skip
"""What an issuer of Open Badges 1.0 can have: nothing else tells it from any other object with a name."""
