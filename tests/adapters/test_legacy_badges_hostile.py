"""Open Badges 0.5 to 2.1 from hostile senders: no document breaks the upgrade, or costs more than its size."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import eportfolio as ep
from eportfolio.report.errors import UnsafeError
from eportfolio.sources.json import to_tree
from eportfolio_adapters.openbadges.legacy import refusal_of, upgrade
from tests.adapters.test_legacy_badges import ASSERTION, CLASS

NAMES = sorted({
    "type", "@type", "id", "@context", "recipient", "badge", "issuer", "verify", "verification", "url", "identity",
    "hashed", "issuedOn", "issued_on", "expires", "salt", "image", "evidence", "criteria", "tags", "alignment",
    "version", "related", "endorsement", "claim", "origin", "extensions:EQFExtension", "EQF", "framework_identifier",
    "extensions:CompetencyExtension", "extensions:recipientProfile", "name", "uid", "assertions", "learner",
    "publisher", "achievements", "signedAssertions", "achievement", "associations", "artifacts", "identifiers",
    "sourcedId", "credentialSubject", "results", "resultDescriptions", "achievementType", "requirement", "address",
})  # fmt: skip
WORDS = ["Assertion", "Clr", "Endorsement", "VerifiableCredential", "Issuer", "BadgeClass", "email", "id", "hosted",
         "https://w3id.org/openbadges/v2", "http://a.example", "/a", "1361561067", "a.e30.c", "sha256$0f",
         ""]  # fmt: skip
LEAVES = st.sampled_from(WORDS) | st.integers(-5, 2000000000) | st.booleans() | st.none() | st.floats(0, 9)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=6),
    max_leaves=25,
)  # fmt: skip
STARTS = [
    {"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}, {"uid": "1", "recipient": {"identity": "x"}},
    {"type": "Clr", "learner": {"id": "x"}, "assertions": {"id": "y"}}, {"type": "Endorsement", "claim": {"id": "x"}},
]  # fmt: skip


@given(start=st.sampled_from(STARTS), rest=st.dictionaries(st.sampled_from(NAMES), TREES, max_size=8))
def test_no_document_breaks_the_upgrade_or_loses_a_leaf(start: dict[str, Any], rest: dict[str, Any]) -> None:
    root = to_tree({**start, **rest})
    before = [(leaf.pointer, leaf.value) for leaf in root.leaves()]
    found = upgrade(root)
    refusal_of(root)
    if found is None:
        return
    found.document()
    found.withdraw()
    assert [(leaf.pointer, leaf.value) for leaf in root.leaves()] == before
    there = {leaf.pointer for leaf in found.root.leaves()}
    tokens = {pointer for pointer, value in before if value == "a.e30.c"}  # a token is taken apart
    assert {pointer for pointer, _ in before} - tokens <= there


MANY = 5000


@pytest.mark.parametrize(
    "document",
    [
        {**ASSERTION, "evidence": ["https://a.example"] * MANY, "recipient": ["x"] * MANY},
        {**ASSERTION, "type": ["Assertion"] * MANY, "endorsement": ["https://a.example"] * MANY},
        {**ASSERTION, "badge": [{"issuer": "https://a.example", "id": "x"}] * MANY},
        {
            "type": "Clr",
            "learner": [{"id": "x"}] * MANY,
            "assertions": [{"evidence": [{"artifacts": [{"url": "u"}] * MANY}]}],
        },
    ],
    ids=["recipients", "types", "badges", "learners"],
)
def test_many_members_cost_no_more_than_their_number(document: dict[str, Any]) -> None:
    root = to_tree(document)
    begun = time.perf_counter()
    found = upgrade(root)
    assert found is not None
    found.withdraw()
    assert time.perf_counter() - begun < 8


def test_endless_nesting_is_refused() -> None:
    issuer: dict[str, Any] = {"id": "x"}
    for _ in range(150):
        issuer = {"id": "x", "endorsement": {"issuer": issuer, "claim": {"id": "y"}}}
    with pytest.raises(UnsafeError):
        upgrade(to_tree({**ASSERTION, "badge": {**CLASS, "issuer": issuer}}, ep.Limits(depth=1000)))
