"""Tokens about nobody: keys made at run time, and a fictional badge to sign."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from eportfolio.sources.base64url import to_base64url
from eportfolio.trust.jades.algorithms import OF_TOKENS
from eportfolio.trust.keys import did_key, to_jwk

ISSUER = "https://school.example.org/issuer"

KINDS = {
    "Ed25519": ed25519.Ed25519PrivateKey.generate,
    "P-256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "P-384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "secp256k1": lambda: ec.generate_private_key(ec.SECP256K1()),
    "RSA": lambda: rsa.generate_private_key(65537, 2048),
}


@cache
def _key(kind: str, which: int) -> Any:
    return KINDS[kind]()


def key_of(kind: str = "Ed25519", which: int = 0) -> Any:
    """A private key, the same for the whole run."""
    return _key(kind, which)


def did(kind: str = "Ed25519", which: int = 0) -> str:
    return did_key(key_of(kind, which).public_key())


def badge(**changed: Any) -> dict[str, Any]:
    """A badge of version 2.0 of the data model, issued by the did:key of the first Ed25519 key."""
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://school.example.org/badges/1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": did(), "type": ["Profile"], "name": "Voorbeeldschool Zuiderlicht"},
        "validFrom": "2025-03-01T00:00:00Z",
        "validUntil": "2035-03-01T00:00:00Z",
        "credentialSubject": {
            "id": "did:example:noor",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example.org/achievements/1",
                "type": ["Achievement"],
                "name": "Lassen één",
                "description": "Wie dit heeft, kan lassen.",
                "criteria": {"narrative": "Geslaagd voor de proef."},
            },
        },
    }
    return {key: value for key, value in {**document, **changed}.items() if value is not ...}


def raw(header: dict[str, Any], claims: Any, key: Any = None, algorithm: str = "EdDSA") -> str:
    """A compact JWS with any header and payload, signed for real unless the key is ``None``."""
    parts = [to_base64url(json.dumps(one).encode() if not isinstance(one, bytes) else one) for one in (header, claims)]
    signed = ".".join(parts).encode()
    if key is None:
        return f"{signed.decode()}.AAAA"
    return f"{signed.decode()}.{to_base64url(_signature(key, signed, algorithm))}"


def _signature(key: Any, data: bytes, algorithm: str) -> bytes:
    from joserfc.jws import JWSRegistry

    from eportfolio.trust.jose.signing import for_joserfc

    assert algorithm in OF_TOKENS
    signature: bytes = JWSRegistry.algorithms[algorithm].sign(data, for_joserfc(key))
    return signature


def document_of_issuer(issuer: str, *keys: Any, kids: tuple[str, ...] = ()) -> bytes:
    """The document of an issuer that lists some keys."""
    methods = []
    for index, key in enumerate(keys):
        jwk = dict(to_jwk(key.public_key()))
        if kids:
            jwk["kid"] = kids[index]
        name = f"{issuer}#key-{index}"
        methods.append({"id": name, "type": "JsonWebKey", "controller": issuer, "publicKeyJwk": jwk})
    names = [method["id"] for method in methods]
    return json.dumps({"id": issuer, "verificationMethod": methods, "assertionMethod": names}).encode()
