"""What the tests of trust share: a verification for the moments of the fictional seals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from eportfolio.trust import Proof, Verification, verify

from .sealing import SOON, as_bytes, sealed


@pytest.fixture
def check() -> Callable[..., Proof]:
    """Seal the fictional credential as asked, verify it, and give back the one proof."""

    def verified(*, at: Any = SOON, trusted: Any = (), **changed: Any) -> Proof:
        verification = verify(as_bytes(sealed(**changed)), at=at, trusted=trusted)
        assert len(verification.proofs) == 1
        return verification.proofs[0]

    return verified


@pytest.fixture
def look() -> Callable[..., Verification]:
    """Verify a document."""

    def verified(document: Any, **asked: Any) -> Verification:
        data = document if isinstance(document, bytes) else as_bytes(document)
        return verify(data, **{"at": SOON, **asked})

    return verified
