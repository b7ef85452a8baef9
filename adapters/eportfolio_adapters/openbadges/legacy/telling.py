"""Which older form a document is in, and what is no badge that somebody has earned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from eportfolio.sources.tree import Node

from .badges import CLASSES as BADGES
from .moving import Class
from .records import CLASSES as RECORDS


@dataclass(frozen=True, slots=True)
class Old:
    """An older form.

    Attributes:
        title: its name and version, for people.
        version: its version.
        format: the format that it is read as.
        kind: the class of the document.
        classes: all its classes.
    """

    title: str
    version: str
    format: str
    kind: str
    classes: Mapping[str, Class]


_CONTEXTS: Final = {
    "https://w3id.org/openbadges/v2": "2.0",
    "https://openbadgespec.org/v2/context.json": "2.0",
    "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld": "2.1",
    "https://w3id.org/openbadges/v1": "1.1",
    "https://openbadgespec.org/v1/context.json": "1.1",
}
"""Contexts of Open Badges, and the version that each is of."""

_RECORD_CONTEXT: Final = "/spec/clr/v1p0/"

_NO_BADGES: Final = {
    "BadgeClass": "it is a badge class, which says what can be earned, and not a badge that somebody has earned",
    "Issuer": "it is the profile of an issuer of badges, and not a badge that somebody has earned",
    "Profile": "it is the profile of an issuer of badges, and not a badge that somebody has earned",
    "CryptographicKey": "it is the key of an issuer of badges",
    "RevocationList": "it is a list of badges that were revoked",
}
"""Documents of Open Badges that are no badge, and how they are refused."""


def _texts(node: Node, *names: str) -> set[str]:
    return {str(child.value) for child in node.children if child.name in names and child.value is not None}


def _types(node: Node) -> set[str]:
    """The types of an object, without the prefix of their vocabulary."""
    return {name.rpartition(":")[2].rpartition("#")[2] for name in _texts(node, "type", "@type")}


def _version(node: Node) -> str:
    return next((_CONTEXTS[text] for text in sorted(_texts(node, "@context"), reverse=True) if text in _CONTEXTS), "")


def tell(root: Node) -> Old | None:
    """The older form that a document is in; ``None`` when it is in none."""
    types = _types(root)
    subject = root.first("credentialSubject")
    if "VerifiableCredential" in types:
        wrapped = subject is not None and not {"Clr", "CLR"}.isdisjoint(_types(subject))
        return _record("1.0 in a Verifiable Credential", "VerifiableCredential") if wrapped else None
    if not {"Clr", "CLR"}.isdisjoint(types) or any(_RECORD_CONTEXT in text for text in _texts(root, "@context")):
        return _record("1.0", "Clr") if root.first("assertions") or root.first("learner") else None
    if "Endorsement" in types and root.first("claim") is not None:
        return _badge(_version(root) or "2.0", "Endorsement")
    if "assertions" in {child.name for child in root.children} and _is_response(root):
        return _badge("2.1", "Response")
    if "Assertion" in types:
        return _badge(_version(root) or "2.0", "Assertion")
    version = "" if types else _version_by_shape(root)
    return _badge(version, "Assertion") if version else None


def _version_by_shape(root: Node) -> str:
    """The version of an assertion that does not say that it is one, as before Open Badges 1.1."""
    recipient, badge = root.first("recipient"), root.first("badge")
    if recipient is None:
        return ""
    if root.first("uid") is not None or root.first("verify") is not None:
        return "1.0"
    if badge is None or not badge.children:
        return ""
    old = not recipient.children and badge.first("issuer") is not None
    return "0.5" if old else ""


def _is_response(root: Node) -> bool:
    """Whether a document is what a server answers that is asked for somebody's badges (Badge Connect)."""
    return any(_version(member) and "Assertion" in _types(member) for member in root.all("assertions"))


def _badge(version: str, kind: str) -> Old:
    return Old(f"Open Badges {version}", version, "openbadges", kind, BADGES)


def _record(version: str, kind: str) -> Old:
    return Old(f"Comprehensive Learner Record {version}", version, "clr", kind, RECORDS)


def refusal_of(root: Node) -> str:
    """Why a document of an older form of Open Badges is no badge, in plain words; empty when it may be one."""
    types = _types(root)
    ours = bool(_version(root)) or any("w3id.org/openbadges/" in text for text in _texts(root, "@context"))
    for name, reason in _NO_BADGES.items():
        if name in types and (ours or name != "Profile"):
            return reason
    names = {child.name for child in root.children}
    if not types and {"name", "description", "image", "criteria", "issuer"} <= names and "recipient" not in names:
        return _NO_BADGES["BadgeClass"]
    if ours and tell(root) is None:
        return "it has the context of Open Badges 1 or 2, and is neither an assertion nor an endorsement"
    return ""
