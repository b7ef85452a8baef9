"""The files of the contract, by name."""

from __future__ import annotations

import json
from typing import Any

from .context import context


def generate() -> dict[str, bytes]:
    """The generated files: name and content."""
    return {"context.jsonld": _json(context())}


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
