"""The official contexts, by address and text, and what PyLD makes of a context: the oracle for our tables."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from pyld import jsonld as pyld

from eportfolio.sources.jsonld.addresses import OPEN_BADGES, OPEN_BADGES_2
from tests.support import SHARED

INDEX = SHARED / "schemas/badges-contexts/INDEX.json" if SHARED else Path()
_SUITES = "https://w3id.org/security/suites"
_EXTENSIONS = "https://w3id.org/openbadges/extensions"

NOT_IN_THE_INDEX = {
    "https://www.w3.org/2018/credentials/v1": "w3c/credentials-v1.jsonld",
    "https://www.w3.org/ns/credentials/undefined-terms/v2": "w3c/credentials-undefined-terms-v2.jsonld",
    "https://www.w3.org/ns/odrl.jsonld": "1edtech-validator/odrl.jsonld",
    "https://w3id.org/security/jwk/v1": "w3c/jwk-v1.jsonld",
    f"{_SUITES}/ed25519-2018/v1": "1edtech-validator/suites-ed25519-2018.jsonld",
    f"{_SUITES}/secp256k1-2019/v1": "1edtech-validator/suites-secp256k1-2019.jsonld",
    f"{_SUITES}/x25519-2019/v1": "1edtech-validator/suites-x25519-2019.jsonld",
    "https://w3c-ccg.github.io/vc-ed/contexts/v1/context.json": "other/vc-ed-v1.json",
    f"{_EXTENSIONS}/applyLinkExtension/context.json": "1edtech-validator/obv2x-applylink-extensions.json",
    f"{_EXTENSIONS}/exampleExtension/context.json": "1edtech-validator/obv2x-example-extension.json",
    "https://purl.imsglobal.org/spec/ob/v2p1/ob_v2p1.jsonld": "ob2/ob_v2p1.jsonld",
    "https://w3id.org/openbadges/legacy-v1": "ob2/v1-legacy-v1.json",
    "https://w3id.org/openbadges/v0": "ob2/v0-context.json",
}
"""Files of contexts that the index leaves out, though other contexts or older samples need them."""

_WHOLE = ("@base", "@vocab", "@language", "@direction", "processingMode")
"""What a context says beside its terms."""

OTHER_TEXTS = {OPEN_BADGES: "ob3/context-3.0.3.json", OPEN_BADGES_2: "1edtech-validator/ob-v2p0.json"}
"""Files of the second text of a context."""


@cache
def _files() -> dict[str, str]:
    files = {**NOT_IN_THE_INDEX, **json.loads(INDEX.read_bytes())}
    return {address: file.replace("../vectors", "../../samples/vc-vectors") for address, file in files.items()}


def official(address: str, text: str = "") -> Any:
    """What stands behind ``@context`` in the official file.

    Args:
        address: the address of the context.
        text: the name of another text than the published one.
    """
    file = OTHER_TEXTS[address] if text else _files()[address]
    return json.loads((INDEX.parent / file).read_bytes())["@context"]


def load_official(address: str, _options: Any) -> dict[str, Any]:
    """A document loader for PyLD that knows the official contexts and nothing else."""
    try:
        context = official(address)
    except KeyError:
        raise pyld.JsonLdError(f"{address} is not there", "jsonld.LoadDocumentError") from None
    return {"contextUrl": None, "documentUrl": address, "document": {"@context": context}}


def definitions(context: Any) -> dict[str, Any]:
    """All processed definitions of a context by scope and term, as PyLD makes them; scoped contexts to any depth.

    Args:
        context: what stands behind ``@context``.

    Returns:
        The definitions, and for each scope its base, vocabulary, language and the like under the scope alone.
    """
    processor = pyld.JsonLdProcessor()
    options = {"documentLoader": load_official, "processingMode": "json-ld-1.1", "base": ""}
    options["contextResolver"] = pyld.ContextResolver({}, load_official)
    found: dict[str, Any] = {}

    def gather(active: Any, local: Any, scope: str) -> None:
        inside = processor._process_context(active, local, options, override_protected=True)
        found[f"{scope}/"] = {key: value for key, value in inside.items() if key in _WHOLE}
        for term, mapping in inside["mappings"].items():
            found[f"{scope}/{term}"] = {key: value for key, value in (mapping or {}).items() if key != "@context"}
            if mapping and "@context" in mapping and term in _own_terms(local):
                found[f"{scope}/{term}"]["nullified"] = mapping["@context"] is None
                gather(inside, mapping["@context"], f"{scope}/{term}")

    gather({"mappings": {}, "processingMode": "json-ld-1.1"}, context, "")
    return found


def _own_terms(local: Any) -> set[str]:
    """The terms that a context defines itself; what it takes over is looked at where it is defined."""
    if isinstance(local, list):
        return set().union(*(_own_terms(member) for member in local))
    return _own_terms(official(local)) if isinstance(local, str) else set(local or ())
