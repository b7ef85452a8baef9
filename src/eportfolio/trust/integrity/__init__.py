"""Proofs that stand in a document: Data Integrity, and Ed25519Signature2020.

The parts: :mod:`~eportfolio.trust.integrity.suites` is the table of suites,
:mod:`~eportfolio.trust.integrity.secured` computes what a proof signs, and
:mod:`~eportfolio.trust.integrity.verifying` takes the steps of a verification.
"""

from .verifying import verify_embedded

__all__ = ["verify_embedded"]
