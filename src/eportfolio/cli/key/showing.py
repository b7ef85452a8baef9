"""What is public of a key, for people and machines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..console import out, out_json

if TYPE_CHECKING:
    from ...trust.keys import SigningKey


def show(key: SigningKey, output: str) -> None:
    """Print what is public of a key.

    Args:
        key: the key.
        output: ``text`` or ``json``.
    """
    from ...trust.keys import to_jwk, to_pem

    pem = to_pem(key.public).decode()
    if output == "json":
        identifiers = {"kind": key.kind, "name": key.name, "did": key.did, "publicKeyMultibase": key.multikey}
        out_json({**identifiers, "publicKeyJwk": to_jwk(key.public), "publicKeyPem": pem})
        return
    identifier = f"did:  {key.did}" if key.did else f"name: {key.name}"
    out(f"kind: {key.kind}\n{identifier}\n{pem}")
