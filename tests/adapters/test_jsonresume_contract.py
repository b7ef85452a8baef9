"""JSON Resume keeps the contract of adapters: leaves accounted for, losses declared, everything written is valid."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from jsonschema import Draft7Validator, FormatChecker

from eportfolio.exchange.adapter import Adapter
from eportfolio.testing.contract import AdapterContract
from eportfolio_adapters.jsonresume.adapter import JSONRESUME
from tests.support import SHARED, shared_files

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("resume-*.json"))


@cache
def official() -> Draft7Validator | None:
    if SHARED is None:
        return None
    schema = json.loads((SHARED / "schemas/jsonresume/schema-1.3.1.json").read_bytes())
    return Draft7Validator(schema, format_checker=FormatChecker())


class TestContract(AdapterContract):
    adapter: ClassVar[Adapter] = JSONRESUME
    samples: ClassVar[Any] = (*FIXTURES, *shared_files("samples/jsonresume/*resume.json"))
    max_examples = 150

    def validate(self, data: bytes, version: str) -> None:
        assert not list(JSONRESUME.check(_source(data), _structure()))
        validator = official()
        if validator is not None:
            errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(data))]
            assert not errors


def _source(data: bytes) -> Any:
    from eportfolio.sources.source import Source

    return Source(data, "(bytes)")


def _structure() -> Any:
    from eportfolio.exchange.adapter import Level

    return Level.STRUCTURE
