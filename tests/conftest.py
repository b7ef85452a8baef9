"""Fixtures and settings for all tests."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent.parent))

from tests.support import REASON, SHARED

_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)
settings.register_profile("ci", deadline=None, suppress_health_check=_SLOW, derandomize=True, database=None)
settings.register_profile("dev", deadline=None, suppress_health_check=_SLOW)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material; the test is skipped when it is absent."""
    if SHARED is None:
        pytest.skip(REASON)
    return SHARED


@pytest.fixture(scope="session")
def base_of_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run share."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session", autouse=True)
def own_vocabularies(base_of_run: Path) -> Iterator[Path]:
    """No test sees the vocabularies that are installed on this machine, and what ships is compiled once for all.

    The folder is shared by the workers of a run, which also shows that they do not disturb each other.
    """
    folder = base_of_run / "vocabularies"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EPORTFOLIO_VOCABULARIES", str(folder))
        patch.setattr("eportfolio.vocabulary.bundled.compiled_folder", lambda: folder / ".compiled")
        yield folder
