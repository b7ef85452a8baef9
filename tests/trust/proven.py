"""Fictional badges, signed at run time by an implementation of eddsa-jcs-2022 that is not the library's."""

from __future__ import annotations

import gzip
import hashlib
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime
from functools import cache
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

NOW = datetime(2025, 6, 1, tzinfo=UTC)
LIST = "https://school.example.org/status/1"

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(data: bytes) -> str:
    """Base58 with the letters of Bitcoin (multibase z)."""
    number, text = int.from_bytes(data), ""
    while number:
        number, digit = divmod(number, 58)
        text = _BASE58[digit] + text
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + text


@cache
def _key(name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


def key(name: str = "school") -> Ed25519PrivateKey:
    """A private key, the same for a name within one run."""
    return _key(name)


def did(name: str = "school") -> str:
    """The did:key of a name."""
    return "did:key:z" + base58(b"\xed\x01" + key(name).public_key().public_bytes_raw())


def signed(document: dict[str, Any], name: str = "school") -> dict[str, Any]:
    """A document with a proof (Data Integrity EdDSA Cryptosuites 1.0, 3.3)."""
    method = f"{did(name)}#{did(name).removeprefix('did:key:')}"
    proof = {
        "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "created": "2025-01-01T00:00:00Z",
        "verificationMethod": method, "proofPurpose": "assertionMethod", "@context": document["@context"],
    }  # fmt: skip
    digests = (hashlib.sha256(rfc8785.dumps(part)).digest() for part in (proof, document))
    proof["proofValue"] = "z" + base58(key(name).sign(b"".join(digests)))
    return {**document, "proof": proof}


def badge(who: str = "school", /, **changed: Any) -> dict[str, Any]:
    """An unsigned badge; members with the value ``None`` are left out."""
    document = {
        "@context": [V2, OPEN_BADGES],
        "id": "urn:uuid:0f0f2c9e-8f0d-4a06-9a0e-1de4f4b6b0a1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": "First aid",
        "issuer": {"id": did(who), "type": ["Profile"], "name": "Voorbeeldschool Zuiderlicht"},
        "validFrom": "2025-01-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:noor", "type": ["AchievementSubject"],
            "achievement": {
                "id": "urn:uuid:6b1c1f3e-6f2e-44a0-8c3f-0f6e0d2f4c55", "type": ["Achievement"], "name": "First aid",
                "description": "Knows what to do.", "criteria": {"narrative": "A practical test."},
            },
        },
        **changed,
    }  # fmt: skip
    return {key: value for key, value in document.items() if value is not None}


def endorsement(who: str = "partner", /, **changed: Any) -> dict[str, Any]:
    """An unsigned endorsement of the school."""
    subject = {"id": did(), "type": ["EndorsementSubject"], "endorsementComment": "They teach well."}
    return {
        "@context": [V2, OPEN_BADGES],
        "id": "urn:uuid:45b7a9a2-30f6-4a4e-8a0b-7f3a2b1c0d9e",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Endorsement of the school",
        "issuer": {"id": did(who), "type": ["Profile"]},
        "validFrom": "2025-01-01T00:00:00Z",
        "credentialSubject": subject,
        **changed,
    }


def entry(index: object = 7, **changed: Any) -> dict[str, Any]:
    """The entry of a credential in the status list."""
    return {
        "id": f"{LIST}#{index}", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": index, "statusListCredential": LIST, **changed,
    }  # fmt: skip


def encoded(*ones: int, bits: int = 131_072) -> str:
    """A list in which some bits are set, the leftmost being number 0."""
    data = bytearray(bits // 8)
    for one in ones:
        data[one // 8] |= 128 >> one % 8
    return "u" + urlsafe_b64encode(gzip.compress(bytes(data))).rstrip(b"=").decode()


def status_list(encoded_list: str, *, purpose: Any = "revocation", **changed: Any) -> dict[str, Any]:
    """An unsigned status list."""
    subject = {
        "id": f"{LIST}#list", "type": "BitstringStatusList", "statusPurpose": purpose, "encodedList": encoded_list
    }  # fmt: skip
    document = {
        "@context": [V2],
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": did(),
        "validFrom": "2025-05-01T00:00:00Z",
        "credentialSubject": subject,
        **changed,
    }
    return {key: value for key, value in document.items() if value is not None}


def as_bytes(document: Any) -> bytes:
    """The document as a file."""
    return json.dumps(document, ensure_ascii=False).encode()
