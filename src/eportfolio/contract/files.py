"""The files of the contract, by name."""

from __future__ import annotations

import json
from typing import Any

from .context import context
from .json_schema import json_schema
from .ontology import ontology
from .shacl import shacl


def generate() -> dict[str, bytes]:
    """The generated files: name and content."""
    return {
        "context.jsonld": _json(context()),
        "ontology.ttl": ontology(),
        "portfolio.schema.json": _json(json_schema()),
        "shapes.ttl": shacl(),
    }


def _json(data: dict[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()
