"""What learner records are held against: the official JSON Schema."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest

from tests.support import SHARED


@cache
def _validator() -> Any:
    engine = pytest.importorskip("jsonschema_rs")
    assert SHARED is not None
    return engine.validator_for(
        json.loads((SHARED / "schemas/badges/clr2/clr_v2p0_clrcredential_schema.json").read_bytes())
    )


def schema_faults(record: dict[str, Any]) -> list[str]:
    """What the official schema has against a record; nothing where the schema is not at hand."""
    return [] if SHARED is None else [str(error) for error in _validator().iter_errors(record)]
