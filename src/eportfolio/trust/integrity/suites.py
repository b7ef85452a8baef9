"""The suites of embedded proofs: which canonical form, which keys, which digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

Digest = Literal["sha256", "sha384"]

DATA_INTEGRITY: Final = "DataIntegrityProof"
"""The type of proofs that name their suite beside it (Data Integrity 1.0, section 3.1)."""


@dataclass(frozen=True, slots=True)
class Suite:
    """One suite.

    Attributes:
        name: the name of the cryptosuite, or the type of a proof that is a suite of its own.
        canonical: the canonical form that is signed.
        digests: the kinds of keys that it takes, and the digest that goes with each.
        specification: where it is specified.
        remark: what is to be said of it beside that.
    """

    name: str
    canonical: Literal["RDFC-1.0", "JCS"]
    digests: Mapping[str, Digest]
    specification: str
    remark: str = ""

    def proof_type(self) -> dict[str, str]:
        """The members of a proof that say that it is of this suite."""
        if self.name in TYPES:
            return {"type": self.name}
        return {"type": DATA_INTEGRITY, "cryptosuite": self.name}


_EDDSA: Final[Mapping[str, Digest]] = {"Ed25519": "sha256"}
_ECDSA: Final[Mapping[str, Digest]] = {"P-256": "sha256", "P-384": "sha384"}
_EDDSA_TEXT: Final = "Data Integrity EdDSA Cryptosuites 1.0"
_ECDSA_TEXT: Final = "Data Integrity ECDSA Cryptosuites 1.0"

TYPES: Final[Mapping[str, Suite]] = {
    "Ed25519Signature2020": Suite("Ed25519Signature2020", "RDFC-1.0", _EDDSA, f"{_EDDSA_TEXT}, A"),
}
"""The types of proofs that are suites of their own."""

CRYPTOSUITES: Final[Mapping[str, Suite]] = {
    suite.name: suite
    for suite in (
        Suite("eddsa-rdfc-2022", "RDFC-1.0", _EDDSA, f"{_EDDSA_TEXT}, 3.2"),
        Suite("eddsa-jcs-2022", "JCS", _EDDSA, f"{_EDDSA_TEXT}, 3.3"),
        Suite("ecdsa-rdfc-2019", "RDFC-1.0", _ECDSA, f"{_ECDSA_TEXT}, 3.2"),
        Suite("ecdsa-jcs-2019", "JCS", _ECDSA, f"{_ECDSA_TEXT}, 3.3"),
        Suite("eddsa-2022", "RDFC-1.0", _EDDSA, f"{_EDDSA_TEXT}, 3.2", "an early name of eddsa-rdfc-2022"),
    )
}
"""The cryptosuites that are verified."""

SIGNING: Final = ("eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019")
"""The suites that proofs are made with."""

_SELECTIVE: Final = "its derived proofs disclose a part of the document, and are not verified here"

UNCHECKED: Final[Mapping[str, str]] = {
    "ecdsa-sd-2023": _SELECTIVE,
    "bbs-2023": _SELECTIVE,
    "BbsBlsSignature2020": _SELECTIVE,
    "BbsBlsSignatureProof2020": _SELECTIVE,
    "RsaSignature2018": "an old suite of drafts, whose signatures hash a form of the proof that was never standardised",
    "Ed25519Signature2018": "an old suite of drafts, replaced by Ed25519Signature2020",
    "JsonWebSignature2020": "an old suite of drafts, replaced by those of Data Integrity",
    "EcdsaSecp256k1Signature2019": "an old suite of drafts, replaced by those of Data Integrity",
}
"""Suites that are known by name and not verified, and why."""


def suite_of(proof: Mapping[str, Any]) -> tuple[str, Suite | None, str]:
    """The suite of a proof.

    Args:
        proof: the proof as plain data.

    Returns:
        How it is called, the suite when it is verified here, and else why it is not.
    """
    kind, name = _text(proof.get("type")), _text(proof.get("cryptosuite"))
    if kind == DATA_INTEGRITY:
        suite = CRYPTOSUITES.get(name)
        return f"Data Integrity {name}".rstrip(), suite, "" if suite else _reason(name, "cryptosuite")
    suite = TYPES.get(kind)
    return kind or "Embedded proof", suite, "" if suite else _reason(kind, "type of proof")


def _reason(name: str, what: str) -> str:
    if not name:
        return f"the {what} is missing, or no text"
    return UNCHECKED.get(name, f'no {what} "{name}" is known here')


def _text(value: object) -> str:
    return value[:120] if isinstance(value, str) else ""
