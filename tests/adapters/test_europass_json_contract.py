"""The SkillsPassport in JSON keeps the contract of adapters; everything written keeps the official JSON Schema."""

from __future__ import annotations

import json
from functools import cache
from typing import Any, ClassVar

from jsonschema import Draft4Validator

from eportfolio.exchange.adapter import Adapter
from eportfolio.testing.contract import AdapterContract
from eportfolio_adapters.europass_legacy.adapter import JSON
from eportfolio_adapters.europass_legacy.jsonrules import json_shape
from tests.support import SHARED, shared_files


@cache
def official(version: str) -> Draft4Validator | None:
    if SHARED is None:
        return None
    path = SHARED / f"schemas/europass-legacy/json-schema/v{version}/Europass_JSONSchema.json"
    schema = json.loads(path.read_bytes())
    del schema["id"]
    return Draft4Validator(schema)


class TestContract(AdapterContract):
    adapter: ClassVar[Adapter] = JSON
    samples: ClassVar[Any] = shared_files("samples/europass/legacy/*.json")
    versions: ClassVar[Any] = JSON.format.versions
    max_examples = 60
    most_mutants = 60
    forgiven: ClassVar[Any] = {"XSDVersion": "a version that is only read is written as a newer one"}

    def validate(self, data: bytes, version: str) -> None:
        document = json.loads(data)
        assert not list(json_shape().faults(document, version))
        validator = official(version)
        if validator is not None:
            assert not [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]
