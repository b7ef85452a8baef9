"""The steps of a verification: what each one is about, and where its rule comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class StepKind:
    """A step that a verification can take.

    Attributes:
        title: what it is about, in a few words.
        specification: the name and section of the specification.
        advice: what to do where it was not checked; the general advice of the finding when empty.
    """

    title: str
    specification: str
    advice: str = ""


_JADES: Final = "ETSI TS 119 182-1"
_TRUST: Final = (
    "Give the certificates that you trust (trusted=, --trusted); without them nobody stands behind the seal."
)
_INTEGRITY: Final = "Data Integrity 1.0"
_KEY: Final = "Give the key (--key), or the document that lists it, or let it be fetched."
_ONLINE: Final = "Give the document that is named (known=, --known), or allow it to be fetched (fetch=True, --fetch)."
_VCDM: Final = "Verifiable Credentials Data Model 2.0"

STEPS: Final[dict[str, StepKind]] = {
    "recognition": StepKind("Kind of proof", ""),
    "structure": StepKind("Structure of the signature", "RFC 7515, 7.2; RFC 7797"),
    "uncovered": StepKind("Parts outside the seal", "RFC 7515, 7.2.1", "Rely on the payload alone."),
    "critical-headers": StepKind("Critical headers", "RFC 7515, 4.1.11"),
    "algorithm": StepKind("Algorithm", "RFC 7518, 3.1; RFC 8037"),
    "signing-certificate": StepKind("Signing certificate", f"{_JADES}, 5.1.7, 5.1.8 and 5.2.2"),
    "signature": StepKind("Signature", "RFC 7515, 5.2; RFC 7797, 3; Data Integrity 1.0, 4.4"),
    "signing-time": StepKind("Claimed signing time", f"{_JADES}, 5.2.1"),
    "header-statements": StepKind("Statements of the signer", f"{_JADES}, 5.2"),
    "content-time-stamp": StepKind("Time stamp of the content", f"{_JADES}, 5.2.6; RFC 3161"),
    "signature-time-stamp": StepKind("Time stamp of the signature", f"{_JADES}, 5.3.4; RFC 3161"),
    "archive-time-stamp": StepKind("Archive time stamp", f"{_JADES}, 5.3.6; RFC 3161"),
    "time-stamp-chain": StepKind("Chain of the time-stamping authority", "RFC 5280, 6"),
    "time-stamp-anchor": StepKind("Trust in the time-stamping authority", "RFC 5280, 6", _TRUST),
    "certificate-validity": StepKind("Validity of the certificate", "RFC 5280, 4.1.2.5"),
    "key-usage": StepKind("Use of the key", "RFC 5280, 4.2.1.3"),
    "chain": StepKind("Chain of certificates", "RFC 5280, 6"),
    "trust-anchor": StepKind("Trust anchor", "RFC 5280, 6", _TRUST),
    "revocation": StepKind("Revocation of the certificate", "RFC 6960; RFC 5280, 5 and 6.3"),
    "issuer-revocation": StepKind("Revocation of the issuing certificates", "RFC 6960; RFC 5280, 5 and 6.3"),
    "qualified-status": StepKind(
        "Qualified status",
        "ETSI EN 319 412-5",
        "Look the issuer of the certificate up in the trusted list of its country.",
    ),
    "issuer-identifier": StepKind("Identifier of the issuer", "ETSI EN 319 412-1, 5.1.4"),
    "proof-structure": StepKind("Structure of the proof", f"{_INTEGRITY}, 2.1"),
    "cryptosuite": StepKind("Suite of the proof", f"{_INTEGRITY}, 3.1"),
    "proof-purpose": StepKind("Purpose of the proof", f"{_INTEGRITY}, 2.2"),
    "proof-dates": StepKind("Dates of the proof", f"{_INTEGRITY}, 2.1"),
    "proof-domain": StepKind("Audience of the proof", f"{_INTEGRITY}, 2.1"),
    "previous-proof": StepKind("Proofs that it builds on", f"{_INTEGRITY}, 4.5"),
    "json-ld-terms": StepKind("Terms of the document", f"{_INTEGRITY}, 2.4; JSON-LD 1.1 API, 5.1.2"),
    "key": StepKind("Key", "Controlled Identifiers 1.0, 2.2 and 3.3", _KEY),
    "key-owner": StepKind("Issuer and key", f"{_INTEGRITY}, 4.4; Controlled Identifiers 1.0, 3.3", _KEY),
    "canonical-form": StepKind("Canonical form", "RDF Dataset Canonicalization 1.0; RFC 8785"),
    "coverage": StepKind(
        "Proof of the credential around it", f"{_VCDM}, 4.12", "Ask the issuer that it names, or rely on the other one."
    ),
    "credential-context": StepKind("Contexts", f"{_VCDM}, 4.3"),
    "credential-type": StepKind("Types", f"{_VCDM}, 4.5"),
    "credential-issuer": StepKind("Issuer", f"{_VCDM}, 4.7"),
    "credential-subject": StepKind("Subject", f"{_VCDM}, 4.8"),
    "credential-structure": StepKind("Other parts of the credential", f"{_VCDM}, 4"),
    "media-type": StepKind("Kind of token", "Securing Verifiable Credentials using JOSE and COSE, 3; RFC 8725, 3.11"),
    "claims": StepKind("Claims and credential", "Verifiable Credentials Data Model 1.1, 6.3.1; Open Badges 3.0, 8.2.4"),
    "token-dates": StepKind("Dates of the token", "RFC 7519, 4.1.4 to 4.1.6"),
    "envelope": StepKind("Envelope", "Verifiable Credentials Data Model 2.0, 4.12"),
    "disclosures": StepKind("Disclosures", "RFC 9901, 7.1"),
    "key-binding": StepKind(
        "Binding to the holder", "RFC 9901, 7.3", "Ask the holder to sign a presentation for you, with your nonce."
    ),
    "linked-documents": StepKind(
        "Badge class and profile of the issuer",
        "Open Badges 2.0, BadgeClass and Profile",
        "Give the documents (known=, --known), or let them be fetched.",
    ),
    "hosted": StepKind(
        "Document at its address",
        "Open Badges 2.0, Hosted Verification",
        "Give the document (known=, --known), or let it be fetched.",
    ),
    "origin": StepKind("Place of hosting", "Open Badges 2.0, Hosted Verification"),
    "credential-dates": StepKind("Validity of the credential", f"{_VCDM}, 4.9; 1.1, 4.6"),
    "credential-status": StepKind(
        "Status of the credential", f"{_VCDM}, 4.10; Bitstring Status List 1.0, 3.2", _ONLINE
    ),
    "status-not-named": StepKind(
        "Status of the credential", f"{_VCDM}, 4.10", "Ask its issuer whether it still stands."
    ),
    "credential-schema": StepKind("Schema of the credential", f"{_VCDM}, 4.11", _ONLINE),
    "refresh-service": StepKind("Newer credential", f"{_VCDM}, 5.4", "Ask the issuer whether there is a newer one."),
    "terms-of-use": StepKind("Terms of use", f"{_VCDM}, 5.5"),
    "recipient": StepKind(
        "Recipient",
        "Open Badges 3.0, B.13 IdentityObject",
        "Say whom you expect (recipient=, --recipient), or have the person show that the identifier is theirs.",
    ),
    "holder": StepKind("Holder of the presentation", f"{_VCDM}, 4.13", "Ask for a presentation that is signed."),
    "nested": StepKind("Credentials inside", f"{_VCDM}, 4.13", "Verify the credentials one by one."),
}
"""Every step by its name."""
