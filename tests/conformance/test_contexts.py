"""Our tables of terms are the official contexts: the same definitions, scoped ones included, to any depth.

That of European Digital Credentials has tests of its own.
"""

from __future__ import annotations

import copy
import functools
import json
import operator
from typing import Any

import pytest
from pyld import jsonld as pyld

from eportfolio.sources import jsonld
from eportfolio.sources.jsonld.addresses import FAULTY, OTHER_TEXTS, TABLES
from tests.conformance.official_contexts import INDEX, definitions, official
from tests.support import needs_shared

pytestmark = needs_shared

TEXTS = [(address, "") for address in TABLES if address != jsonld.EUROPEAN_DIGITAL_CREDENTIALS] + [
    (address, text) for address, texts in OTHER_TEXTS.items() for text in texts
]


@pytest.mark.parametrize(("address", "text"), TEXTS)
def test_the_same_definitions(address: str, text: str) -> None:
    theirs = definitions(official(address, text))
    assert theirs
    assert definitions(jsonld.context(address, text)) == theirs


@pytest.mark.parametrize("address", OTHER_TEXTS)
def test_texts_under_one_address_differ(address: str) -> None:
    for text in jsonld.variants(address):
        assert definitions(jsonld.context(address, text)) != definitions(jsonld.context(address))


def _changes(context: dict[str, Any]) -> list[dict[str, Any]]:
    """The context with one entry of one definition changed, for each such entry."""
    found: list[dict[str, Any]] = []

    def walk(value: dict[str, Any], path: tuple[str, ...]) -> None:
        for key, member in value.items():
            if isinstance(member, dict):
                walk(member, (*path, key))
            if key in ("@id", "@type", "@container", "@context"):
                changed = copy.deepcopy(context)
                definition = functools.reduce(operator.getitem, path, changed)
                definition.pop(key)
                if key == "@id":
                    definition[key] = "urn:changed"
                found.append(changed)

    walk(context, ())
    return found


@pytest.mark.parametrize("address", [jsonld.CREDENTIALS_2, "https://w3id.org/security/multikey/v1"])
def test_every_changed_entry_shows(address: str) -> None:
    theirs = definitions(official(address))
    changes = _changes(jsonld.context(address))
    assert len(changes) > 10
    for changed in changes:
        assert definitions(changed) != theirs


@pytest.mark.parametrize("address", FAULTY)
def test_a_faulty_context_is_refused_by_everybody(address: str) -> None:
    with pytest.raises(pyld.JsonLdError):
        definitions(official(address))


def test_the_map_of_contexts_is_known() -> None:
    assert set(json.loads(INDEX.read_bytes())) <= {*TABLES, *FAULTY}
