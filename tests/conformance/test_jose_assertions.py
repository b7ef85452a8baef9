"""Older Open Badges of others: verdicts of the manifest that are about verification; the rest is for validation."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from eportfolio.trust import Outcome, Verification, verify

from ..support import needs_shared, shared, shared_files

pytestmark = needs_shared

FOLDER = "samples/badges"
AT = datetime(2026, 1, 1, tzinfo=UTC)
FAMILIES = ("ob2-1edtech", "ob2-validatorcore", "ob-legacy-badgr")

NOT_VERIFIED = {
    "ob2-1edtech/assertion-with-data-image.json": "an image in the assertion itself is for validation, not for proof",
}
"""Samples whose verdict verification does not share, and why."""


def manifest() -> dict[str, str]:
    listed = (
        json.loads(shared(f"{FOLDER}/manifest.json").read_bytes()) if shared_files(f"{FOLDER}/manifest.json") else []
    )
    return {one["file"]: one["expected"] for one in listed if one["file"].partition("/")[0] in FAMILIES}


def assets() -> dict[str, bytes]:
    found = {}
    for path in shared_files(f"{FOLDER}/ob2-1edtech/assets/*"):
        for scheme in ("http", "https"):
            found[f"{scheme}://example.org/{path.name}"] = path.read_bytes()
    return found


def address(data: bytes) -> str:
    """Where a sample says that it is hosted; empty when it does not."""
    try:
        document = json.loads(data)
    except ValueError:
        return ""
    return str(document.get("id") or (document.get("verify") or {}).get("url") or "")


def verified(name: str) -> Verification:
    data = shared(f"{FOLDER}/{name}").read_bytes()
    given: dict[str, Any] = assets()
    if place := address(data):
        given[place] = data
    return verify(data, known=given, at=AT)


ASSERTIONS = [
    name for name in (manifest() if shared_files(f"{FOLDER}/manifest.json") else {})
    if name.endswith((".json", ".jwt")) and ("assertion" in name or "instance" in name or "warning" in name
                                             or name.endswith(".jwt")) and "missing_badge" not in name
]  # fmt: skip


@pytest.mark.parametrize("name", ASSERTIONS)
def test_verdict_of_the_manifest(name: str) -> None:
    expected = manifest()[name]
    failed = {step.name for step in verified(name).steps if step.outcome is Outcome.FAILED}
    if name in NOT_VERIFIED:
        assert expected == "invalid"
        assert failed == set()
    else:
        assert bool(failed) is (expected == "invalid")


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("basic-assertion-expired.json", "credential-dates"), ("basic-assertion-in-future.json", "credential-dates"),
        ("basic-assertion-invalid-context.json", "credential-context"), ("simple-revoked.jwt", "credential-status"),
        ("basic-assertion-with-allowed-origins-invalid-starts-with.json", "origin"),
        ("basic-assertion-with-allowed-origins-invalid-multiple-starts-with.json", "origin"),
    ],
)  # fmt: skip
def test_the_step_that_fails_is_the_reason(name: str, step: str) -> None:
    failed = {one.name for one in verified(f"ob2-1edtech/{name}").steps if one.outcome is Outcome.FAILED}
    assert failed == {step}


def test_signed_assertion_of_1edtech_is_bound_to_its_issuer() -> None:
    assert verified("ob2-1edtech/simple-not-revoked.jwt").bound


def test_redirection_is_a_remark_and_no_failure() -> None:
    steps = {step.name: step for step in verified("ob2-1edtech/warning-with-redirection.json").steps}
    assert steps["linked-documents"].outcome is Outcome.NOT_CHECKED
    assert "another" in steps["linked-documents"].reason


def test_there_are_samples_of_each_family() -> None:
    assert {name.partition("/")[0] for name in ASSERTIONS} == set(FAMILIES)
    assert len(ASSERTIONS) == 23
