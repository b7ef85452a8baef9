"""Verdicts on the badges, records and credentials of others: those that their makers expect, or a stated difference."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

import pytest

from eportfolio.report.errors import EportfolioError
from eportfolio.trust import Outcome, Verification, verify
from tests.support import SHARED, needs_shared, shared, shared_files

pytestmark = [needs_shared, pytest.mark.shared]

AT: Final = datetime(2026, 11, 1, tzinfo=UTC)
"""After all that has expired, before all that is not yet valid."""

ADDRESSES: Final = (
    "https://digitalcredentials.github.io/vc-test-fixtures/statusLists/didkey-ed25519Signature2020/",
    "https://raw.githubusercontent.com/digitalcredentials/verifier-core/refs/heads/main/src/test-fixtures/status/",
)
"""Where the badges say that the status lists in the vectors are."""

NOT_GIVEN: Final = "what it takes to refuse it (a list, or the refusal of a host) is not in the vectors: not checked"
NO_KEY: Final = "the key of the issuer is not in the vectors: nothing proves it"

DIFFERENCES: Final = {
    "ob3-1edtech/bit-string-list__credential-status-revoked.json": NOT_GIVEN,
    "ob3-1edtech/bit-string-list__credential-status-revoked-blank-nodes.json": NOT_GIVEN,
    "ob3-1edtech/credential-status-revoked.json": NOT_GIVEN,
    "ob3-dcc/v2__ed25519__didWeb__badDidWeb.json": NOT_GIVEN,
    "ob3-1edtech/sd__derivedcredential.json": "ecdsa-sd-2023 is known by name and not verified: nothing proves it",
    "ob3-1edtech/simple.jwt": NO_KEY,
    "ob3-1edtech/velocity.jwt": NO_KEY,
    "clr2-1edtech/simple_v1.json": "the issuer is a urn, and the key that of a did:key which nothing binds to it",
    "vcdm2-w3c/credential-proof-ok.json": "its proof is a placeholder: no suite, no value, no context for its members",
    "vcdm2-w3c/credential-validUntil-validFrom-ok.json": "its dates are placeholders for the suite to fill in",
    "vcdm2-w3c/credential-validfrom-far-future-ok.json": "may be issued, but is valid from the year 4023",
    "vcdm2-w3c/credential-validuntil-ms-ok.json": "may be issued, but was valid until 2023",
    "vcdm2-w3c/presentation-enveloped-vc-ok.json": "its media type, vc-ld+jwt, is that of an early draft",
}
"""Each sample whose verdict is another one than its makers', and why."""


@cache
def samples(*families: str) -> tuple[Mapping[str, Any], ...]:
    if SHARED is None:
        return ()
    listed = json.loads((SHARED / "samples/badges/manifest.json").read_bytes())
    return tuple(one for one in listed if one["family"] in families)


@cache
def known() -> dict[str, bytes]:
    """The documents in the vectors, by address."""
    found = {}
    for path in shared_files("samples/vc-vectors/dcc-statusLists/*/*"):
        found.update({base + path.name: path.read_bytes() for base in ADDRESSES})
    for path in shared_files("samples/vc-vectors/dcc-dids/*/did.json"):
        found[json.loads(path.read_bytes())["id"]] = path.read_bytes()
    return found


def verified(sample: Mapping[str, Any], data: bytes | None = None) -> Verification | None:
    """The verification; ``None`` when the file is refused."""
    try:
        return verify(data or shared(f"samples/badges/{sample['file']}"), known=known(), at=AT)
    except EportfolioError:
        return None


def name(sample: Mapping[str, Any]) -> str:
    return str(sample["file"])


def must_agree(sample: Mapping[str, Any], agrees: bool, verification: Verification | None) -> None:
    told = verification and [(step.name, step.reason) for step in verification.steps if step.outcome is Outcome.FAILED]
    assert agrees is (sample["file"] not in DIFFERENCES), told


@pytest.mark.parametrize("sample", samples("ob3-1edtech", "clr2-1edtech", "ob3-dcc"), ids=name)
def test_verdicts_on_signed_documents(sample: Mapping[str, Any]) -> None:
    verification = verified(sample)
    accepted = verification is not None and verification.ok
    if sample["expected"] == "unknown":
        assert not accepted
        return
    must_agree(sample, accepted is (sample["expected"] in ("valid", "warning")), verification)


@pytest.mark.parametrize("sample", [one for one in samples("ob3-dcc") if one["expected"] == "invalid-status"], ids=name)
def test_lists_that_are_bad_themselves(sample: Mapping[str, Any]) -> None:
    verification = verified(sample)
    assert verification is not None
    assert verification.proofs[0].holds
    assert [step.name for step in verification.steps if step.outcome is Outcome.FAILED] == ["credential-status"]


@pytest.mark.parametrize("sample", [one for one in samples("ob3-dcc") if "revoked" in one["reason"]], ids=name)
def test_revoked_badges(sample: Mapping[str, Any]) -> None:
    verification = verified(sample)
    assert verification is not None
    assert any(step.name == "credential-status" and "it is revoked" in step.reason for step in verification.steps)


SIGNED: Final = [one for one in samples("ob3-1edtech", "clr2-1edtech", "ob3-dcc", "ob3-edubadges", "ob3-impierce",
                                        "learncard-ob3", "learncard-clr2") if one.get("proof")]  # fmt: skip


@pytest.mark.parametrize("sample", SIGNED, ids=name)
def test_verdicts_on_proofs(sample: Mapping[str, Any]) -> None:
    verification = verified(sample)
    assert verification is not None
    found = [proof.holds for proof in verification.credentials[0].proofs]
    assert found == [proof["verifies"] for proof in sample["proof"]]


@pytest.mark.parametrize("sample", samples("vcdm2-w3c"), ids=name)
def test_verdicts_on_the_data_model(sample: Mapping[str, Any]) -> None:
    """Unsigned templates, which the suite has issued: a step must fail where the suite wants a refusal."""
    document = json.loads(shared(f"samples/badges/{sample['file']}").read_bytes())
    _issue(document)
    verification = verified(sample, json.dumps(document).encode())
    failed = verification is None or any(step.outcome is Outcome.FAILED for step in verification.steps)
    if sample["expected"] != "invalid-or-inject":
        must_agree(sample, failed is (sample["expected"] == "invalid"), verification)


def _issue(document: dict[str, Any]) -> None:
    """Fill in the issuer, as those who issue the templates do."""
    if "VerifiablePresentation" in document.get("type", ()):
        return
    issuer = document.setdefault("issuer", "did:example:issuer")
    if isinstance(issuer, dict):
        issuer.setdefault("id", "did:example:issuer")


def test_every_difference_is_one() -> None:
    everything = samples("ob3-1edtech", "clr2-1edtech", "ob3-dcc", "vcdm2-w3c")
    assert DIFFERENCES.keys() <= {one["file"] for one in everything}
