"""What we sign, the packages of Digital Bazaar verify; they are asked when they are there.

``npm install`` them into a folder, and name it: ``EPORTFOLIO_NPM=/path/to/folder``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.trust.keys import issuer_document
from eportfolio.trust.signing import SUITES
from eportfolio.trust.signing.tokens import TOKENS
from tests.support import EXAMPLES, needs_shared, shared
from tests.trust.badges import SCHOOL, as_bytes, badge, endorsement, plain, record, with_twins

PACKAGES = tuple(f"@digitalbazaar/{name}" for name in (
    "vc", "data-integrity", "did-method-key", "ed25519-multikey", "ecdsa-multikey", "eddsa-rdfc-2022-cryptosuite",
    "eddsa-jcs-2022-cryptosuite", "ecdsa-rdfc-2019-cryptosuite", "ecdsa-jcs-2019-cryptosuite",
))  # fmt: skip

FOLDER = Path(os.environ.get("EPORTFOLIO_NPM", "nowhere"))
MISSING = [name for name in PACKAGES if not (FOLDER / "node_modules" / name).is_dir()]

pytestmark = [
    needs_shared,
    pytest.mark.skipif(
        bool(MISSING) or shutil.which("node") is None,
        reason=f"node, or EPORTFOLIO_NPM with a folder where was run: npm install {' '.join(PACKAGES)}",
    ),
]

KEYS = {"Ed25519": ep.new_key("ed25519"), "P-256": ep.new_key("p256"), "P-384": ep.new_key("p384")}

ASKED = [
    (suite, kind)
    for suite in SUITES if suite not in TOKENS
    for kind in (["Ed25519"] if suite.startswith("eddsa") else ["P-256", "P-384"])
]  # fmt: skip


@cache
def _contexts() -> dict[str, Any]:
    """The published contexts, not our tables of them."""
    folder = shared("schemas/badges-contexts")
    index = json.loads((folder / "INDEX.json").read_bytes())
    return {
        address: json.loads((folder / file).read_bytes())
        for address, file in index.items()
        if (folder / file).is_file()
    }


def _ask(*documents: dict[str, Any], given: tuple[dict[str, Any], ...] = ()) -> list[tuple[bool, list[str]]]:
    """Of each document, whether the packages verify it, and what they say against it."""
    request = {"documents": documents, "loaded": _contexts() | {one["id"]: one for one in given}}
    script = Path(__file__).with_name("data_integrity.mjs")
    answer = subprocess.run(
        ["node", str(script), str(FOLDER)],
        input=json.dumps(request),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    return [(told["verified"], told["problems"]) for told in json.loads(answer.stdout)]


DRAFTS: tuple[Callable[[str], dict[str, Any]], ...] = (
    badge,
    endorsement,
    lambda issuer: record(badge(), issuer=issuer),
)


def test_keys_that_are_issuers() -> None:
    drafts = [(draft, suite, KEYS[kind]) for draft in DRAFTS for suite, kind in ASKED]
    signed = [json.loads(ep.sign(as_bytes(draft(key.did)), key, suite=suite).data) for draft, suite, key in drafts]
    assert _ask(*signed) == [(True, [])] * len(drafts)
    tampered = _ask(*({**document, "name": "Iets anders"} for document in signed))
    assert [verified for verified, _ in tampered] == [False] * len(drafts)


@pytest.mark.parametrize("kind", KEYS)
def test_issuers_that_list_their_key(kind: str) -> None:
    key = KEYS[kind]
    suites = [suite for suite, of in ASKED if of == kind]
    signed = [json.loads(ep.sign(as_bytes(badge()), key, suite=suite, issuer_id=SCHOOL).data) for suite in suites]
    assert _ask(*signed, given=(issuer_document(key.public, SCHOOL),)) == [(True, [])] * len(suites)
    others = _ask(*signed, given=(issuer_document(ep.new_key().public, SCHOOL),))
    assert [verified for verified, _ in others] == [False] * len(suites)


def test_european_credentials_and_proof_sets() -> None:
    key = KEYS["Ed25519"]
    diploma = ep.sign(EXAMPLES / "elm" / "diploma.jsonld", key, set_issuer=True)
    once = ep.sign(as_bytes(badge(key.did)), key)
    twice = ep.sign(once.data, key, suite="eddsa-jcs-2022", add=True)
    plainly = [ep.sign(as_bytes(plain(key.did, version=version)), key) for version in (1, 2)]
    signed = [json.loads(one.data) for one in (diploma, twice, *plainly)]
    assert _ask(*signed) == [(True, [])] * len(signed)


def test_variants_of_canonical_documents() -> None:
    """Where implementations differ, we sign as these packages canonicalise."""
    key = KEYS["Ed25519"]
    emoji = badge(key.did)
    emoji["credentialSubject"]["achievement"]["tag"] = ["\U0001f331 kas", "\uff2bkas"]
    documents = [emoji, *(with_twins(number, key.did) for number in range(6))]
    signed = [ep.sign(as_bytes(document), key) for document in documents]
    assert sum(bool(one.report.named("canonical-variants")) for one in signed) > 1
    assert _ask(*(json.loads(one.data) for one in signed)) == [(True, [])] * len(signed)
