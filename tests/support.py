"""What several tests need: where the reference material is, and a count of leaves that is not the library's."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


def _shared() -> Path | None:
    place = Path(os.environ.get("EPORTFOLIO_SHARED") or ROOT.parent / "shared")
    return place.resolve() if (place / "schemas").is_dir() else None


SHARED: Path | None = _shared()
"""The reference material: schemas and samples of others, which are not part of the project."""

REASON = "the reference material is neither at ../shared nor where EPORTFOLIO_SHARED says"

needs_shared = pytest.mark.skipif(SHARED is None, reason=REASON)
"""Marks a test that needs the reference material."""


def shared(path: str) -> Path:
    """A file or folder of the reference material; the test is skipped when it is absent."""
    if SHARED is None:
        pytest.skip(REASON)
    return SHARED / path


def shared_files(pattern: str) -> list[Path]:
    """Files of the reference material that fit a pattern; none when it is absent."""
    return [] if SHARED is None else sorted(SHARED.glob(pattern))


def leaf_values(data: bytes) -> Counter[str]:
    """The values of all leaves of an XML or JSON document, without regard to place, order and white space."""
    from eportfolio.testing.leaves import leaves_of

    return Counter(leaf.value for leaf in leaves_of(data))
