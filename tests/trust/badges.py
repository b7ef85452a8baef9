"""Drafts of credentials by a school that does not exist, about somebody who does not either."""

from __future__ import annotations

import json
from typing import Any

SCHOOL = "https://school.example.org/issuer"

V2 = "https://www.w3.org/ns/credentials/v2"
BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
RECORDS = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

PROFILE = {"id": SCHOOL, "type": ["Profile"], "name": "Voorbeeldcollege Waterstad"}


def badge(issuer: str = SCHOOL, **members: Any) -> dict[str, Any]:
    """An Open Badge that nobody signed; the achievement was made by the issuer."""
    profile = {**PROFILE, "id": issuer}
    return {
        "@context": [V2, BADGES],
        "id": "urn:uuid:0b1d1f7e-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "Kasbouw",
        "issuer": profile,
        "validFrom": "2026-01-31T00:00:00Z",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": "noor@example.org",
                 "identityType": "emailAddress"},
            ],
            "achievement": {
                "id": "https://school.example.org/achievements/1",
                "type": ["Achievement"],
                "creator": profile,
                "name": "Kasbouw ☂",
                "description": "Onderhoudt een kas.",
                "criteria": {"narrative": "Een seizoen lang een kas onderhouden."},
            },
        },
        **members,
    }  # fmt: skip


def endorsement(issuer: str = SCHOOL) -> dict[str, Any]:
    """An endorsement of that badge that nobody signed."""
    return {
        "@context": [V2, BADGES],
        "id": "urn:uuid:0b1d1f7e-0000-4000-8000-000000000003",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Aanbeveling",
        "issuer": {**PROFILE, "id": issuer},
        "validFrom": "2026-01-31T00:00:00Z",
        "credentialSubject": {
            "id": "https://school.example.org/achievements/1",
            "type": ["EndorsementSubject"],
            "endorsementComment": "Goed onderwijs.",
        },
    }


def record(*badges: dict[str, Any], issuer: str = SCHOOL) -> dict[str, Any]:
    """A learner record with badges that nobody signed."""
    return {
        "@context": [V2, RECORDS, BADGES],
        "id": "urn:uuid:0b1d1f7e-0000-4000-8000-000000000004",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Dossier",
        "issuer": {**PROFILE, "id": issuer},
        "validFrom": "2026-01-31T00:00:00Z",
        "credentialSubject": {
            "type": ["ClrSubject"],
            "identifier": badge()["credentialSubject"]["identifier"],
            "verifiableCredential": [*badges],
        },
    }


def with_twins(number: int, issuer: str = SCHOOL) -> dict[str, Any]:
    """A badge with two graphs that say the same, of which one is told apart by an address alone."""
    inline = {"said": {"@id": "https://example.org/said", "@container": "@graph"},
              "a": "https://example.org/a", "b": "https://example.org/b"}  # fmt: skip
    twins = [{"id": f"https://example.org/evidence/{number}", "type": ["Evidence"], "said": {"a": "1", "b": "2"}},
             {"type": ["Evidence"], "said": {"a": "1", "b": "2"}}]  # fmt: skip
    return badge(issuer) | {"@context": [V2, BADGES, inline], "evidence": twins}


def plain(issuer: str = SCHOOL, *, version: int = 2) -> dict[str, Any]:
    """A credential of the W3C that nobody signed and that says nothing but whom it is about."""
    dates = {1: "issuanceDate", 2: "validFrom"}
    return {
        "@context": [{1: "https://www.w3.org/2018/credentials/v1", 2: V2}[version]],
        "id": "urn:uuid:0b1d1f7e-0000-4000-8000-000000000005",
        "type": ["VerifiableCredential"],
        "issuer": issuer,
        dates[version]: "2026-01-31T00:00:00Z",
        "credentialSubject": {"id": "urn:uuid:0b1d1f7e-0000-4000-8000-000000000006"},
    }


def as_bytes(document: Any) -> bytes:
    """A document as the bytes of a file."""
    return json.dumps(document, ensure_ascii=False).encode()
