"""What we sign, Python packages of others verify; each is asked when it is installed."""

from __future__ import annotations

import json
from typing import Any

import pytest

import eportfolio as ep
from tests.support import needs_shared, shared
from tests.trust.badges import as_bytes, badge

ED25519, P256 = ep.new_key("ed25519"), ep.new_key("p256")

EMBEDDED = [
    ("eddsa-rdfc-2022", ED25519),
    ("eddsa-jcs-2022", ED25519),
    ("ecdsa-rdfc-2019", P256),
    ("ecdsa-jcs-2019", P256),
]
"""P-384 with RDFC-1.0 is left out: openvc-core canonicalises with SHA-256 there, against its own specification."""


def _signed(key: ep.SigningKey, suite: str, **options: Any) -> str:
    return ep.sign(as_bytes(badge(key.did)), key, suite=suite, **options).data.decode().strip()


@needs_shared
@pytest.mark.parametrize(("suite", "key"), EMBEDDED)
def test_openvc_verifies_proofs(suite: str, key: ep.SigningKey) -> None:
    openvc = pytest.importorskip("openvc", reason="needs openvc-core[data-integrity]")
    folder = shared("schemas/badges-contexts")
    index = json.loads((folder / "INDEX.json").read_bytes())
    contexts = {
        url: json.loads((folder / name).read_bytes()) for url, name in index.items() if (folder / name).is_file()
    }
    document = json.loads(_signed(key, suite))
    assert openvc.verify_credential(document, extra_contexts=contexts).format == f"data-integrity:{suite}"
    with pytest.raises(openvc.OpenvcError):
        openvc.verify_credential(document | {"name": "Iets anders"}, extra_contexts=contexts)


@pytest.mark.parametrize("key", [ED25519, P256])
def test_openvc_verifies_selective_disclosure(key: ep.SigningKey) -> None:
    openvc = pytest.importorskip("openvc", reason="needs openvc-core")
    token = _signed(key, "sd-jwt-vc", vct="urn:example:badge", disclose=["/credentialSubject/identifier"])
    assert openvc.verify_credential(token).format == "sd-jwt-vc"


@pytest.mark.parametrize("key", [ED25519, P256])
def test_openbadgeslib_verifies_tokens(key: ep.SigningKey) -> None:
    openbadgeslib = pytest.importorskip("openbadgeslib", reason="needs openbadgeslib")
    verifier = openbadgeslib.OB3Verifier.for_issuer_did(key.did)
    assert verifier.verify(_signed(key, "vc-jwt")).id == badge()["id"]
    with pytest.raises(openbadgeslib.OB3VerificationError):
        openbadgeslib.OB3Verifier.for_issuer_did(ep.new_key().did).verify(_signed(key, "vc-jwt"))
