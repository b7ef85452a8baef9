"""Make an embedded proof (Data Integrity 1.0, section 4.2)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from ...sources.limits import DEFAULT_LIMITS, Limits
from ..keys import ASSERTION
from ..keys.multibase import encode
from .secured import Secured
from .suites import Suite

if TYPE_CHECKING:
    from ..keys import SigningKey


@dataclass(frozen=True, slots=True)
class Proven:
    """A document with one more proof.

    Attributes:
        document: the document.
        differ: whether the variants of its canonical form differ.
    """

    document: dict[str, Any]
    differ: bool


def prove(
    document: Mapping[str, Any],
    key: SigningKey,
    suite: Suite,
    method: str,
    created: datetime,
    *,
    limits: Limits = DEFAULT_LIMITS,
) -> Proven:
    """Add a proof to a document; one beside those that it has, none of which it covers.

    Where the variants of the canonical form differ, that of the JavaScript libraries is signed.

    Args:
        document: the document as plain data; it is not changed.
        key: the private key.
        suite: the suite; it must take keys of that kind.
        method: the identifier of the public key.
        created: when the proof is made.
        limits: the safety limits.

    Raises:
        EportfolioError: the document is no JSON-LD, names an unknown context, or goes beyond a limit.
        UnusableError: it has no canonical form.
    """
    from ..canonical import Variant

    secured = Secured(document, limits)
    proof: dict[str, Any] = {
        **suite.proof_type(),
        "created": created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "verificationMethod": method,
        "proofPurpose": ASSERTION,
    }
    if suite.canonical == "JCS" and "@context" in document:
        proof["@context"] = document["@context"]
    materials = list(secured.materials(proof, suite, suite.digests[key.kind]))
    chosen = next((one for one in materials if one.variant is Variant.IN_CODE_UNITS), materials[0])
    proof["proofValue"] = encode(key.sign(chosen.signed))
    proofs = [*secured.proofs, proof]
    return Proven({**secured.document, "proof": proofs if len(proofs) > 1 else proof}, len(materials) > 1)
