"""Other verifiers, used as anybody would, where they are installed; each tells its verdict.

``pip install openbadgeslib openvc-core`` adds two; ``npm install @digitalcredentials/verifier-core`` in a folder that
``EPORTFOLIO_NPM`` names adds the one of the Digital Credentials Consortium.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

Verdict = Callable[[], bool]

_SCRIPT = """
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
const [folder, file, rounds] = process.argv.slice(2);
const name = `${folder}/node_modules/@digitalcredentials/verifier-core/dist/index.js`;
const { verifyCredential } = await import(pathToFileURL(name));
const text = readFileSync(file, 'utf8');
globalThis.fetch = async () => { throw new Error('offline'); };
let least = Infinity, verdict = false;
for (let round = 0; round < Number(rounds); round++) {
  const start = process.cpuUsage();
  const result = await verifyCredential({ credential: JSON.parse(text), knownDIDRegistries: [] });
  const used = process.cpuUsage(start);
  least = Math.min(least, (used.user + used.system) / 1e6);
  verdict = (result.log ?? []).some((step) => step.id === 'valid_signature' && step.valid === true);
}
console.log(JSON.stringify({ seconds: least, verdict }));
"""


def peers(data: bytes) -> dict[str, Verdict]:
    """The verifiers of this process that are installed, each with what verifies a document."""
    found: dict[str, Verdict] = {}
    if find_spec("pyld") and find_spec("pyoxigraph"):
        found["PyLD + pyoxigraph + cryptography, proof only"] = partial(_by_hand, data)
    if find_spec("openvc"):
        found["openvc-core"] = partial(_openvc, data)
    if find_spec("openbadgeslib"):
        found["openbadgeslib"] = partial(_openbadgeslib, data)
    return found


def by_node(file: Path, rounds: int) -> tuple[float, bool] | None:
    """Seconds of processor time and the verdict of the npm verifier; ``None`` when it is not there."""
    folder = os.environ.get("EPORTFOLIO_NPM", "")
    if not (folder and (Path(folder) / "node_modules" / "@digitalcredentials" / "verifier-core").is_dir()):
        return None
    script = file.with_suffix(".mjs")
    script.write_text(_SCRIPT, encoding="utf-8")
    done = subprocess.run(
        ["node", str(script), folder, str(file), str(rounds)], capture_output=True, check=True, text=True
    )
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return float(told["seconds"]), bool(told["verdict"])


def _by_hand(data: bytes) -> bool:
    """The recipe of the specification in a few lines, with the libraries that there are; nothing but the proof."""
    import hashlib

    import pyoxigraph
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from pyld import jsonld

    from eportfolio.sources.jsonld import loader
    from eportfolio.trust.keys.multibase import decode

    document = json.loads(data)
    proof = document.pop("proof")
    config = {"@context": document["@context"], **{key: one for key, one in proof.items() if key != "proofValue"}}

    def digest(part: dict[str, Any]) -> bytes:
        text = jsonld.to_rdf(part, {"format": "application/n-quads", "documentLoader": loader()})
        dataset = pyoxigraph.Dataset(pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_QUADS))
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        lines = sorted(f"{quad} .\n" for quad in dataset)
        return hashlib.sha256("".join(lines).encode()).digest()

    key = Ed25519PublicKey.from_public_bytes(decode(proof["verificationMethod"].rpartition("#")[2], "the key", 100)[2:])
    key.verify(decode(proof["proofValue"], "the signature", 100), digest(config) + digest(document))
    return True


def _openvc(data: bytes) -> bool:
    from openvc.verify import verify_credential  # type: ignore[import-not-found]

    try:
        verify_credential(json.loads(data))
    except Exception:
        return False
    return True


def _openbadgeslib(data: bytes) -> bool:
    from openbadgeslib.ob3 import OB3LdpVerifier  # type: ignore[import-not-found]

    try:
        OB3LdpVerifier.for_issuer_did(json.loads(data)["issuer"]["id"]).verify(data.decode())
    except Exception:
        return False
    return True
