"""Our rules for verifiable credentials against the verdicts of the W3C suite for data model 2.0, and other samples.

The documents of the suite are what an issuer is asked to issue: it adds its id, which is why that is done here first,
and dates are put where the suite has words for them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding
from eportfolio_adapters.openbadges.structure import check, kind_of
from tests.support import needs_shared, shared, shared_files

pytestmark = [pytest.mark.shared, needs_shared]

ISSUER = "did:example:issuer"
DATES = {"PAST DATE": "2001-01-01T00:00:00Z", "FUTURE DATE": "2999-01-01T00:00:00Z"}

SUITE = shared_files("samples/badges/vcdm2-w3c/*.json")


def verdicts() -> dict[str, str]:
    listed = json.loads(shared("samples/badges/manifest.json").read_text(encoding="utf-8"))
    return {Path(one["file"]).name: one["expected"] for one in listed if one["family"] == "vcdm2-w3c"}


def issued(document: dict[str, Any]) -> dict[str, Any]:
    """What an issuer makes of a document of the suite."""
    if "credentialSubject" in document or "VerifiableCredential" in document.get("type", ()):
        issuer = document.setdefault("issuer", ISSUER)
        if isinstance(issuer, dict):
            issuer.setdefault("id", ISSUER)
    return {key: DATES.get(value, value) if isinstance(value, str) else value for key, value in document.items()}


def errors(document: Any) -> list[Finding]:
    return [one for one in check(document) if one.severity is Severity.ERROR]


@pytest.mark.parametrize("path", SUITE, ids=lambda path: path.stem)
def test_the_suite_of_the_data_model_has_its_verdict(path: Path) -> None:
    expected = verdicts()[path.name]
    found = errors(issued(json.loads(path.read_text(encoding="utf-8"))))
    if expected == "valid":
        assert not found, [(one.pointer, one.message) for one in found]
    elif expected == "invalid":
        assert found
    else:  # an issuer refuses it, or puts right what is wrong in it
        assert expected == "invalid-or-inject"


def test_what_an_issuer_may_put_right_is_found_where_the_document_shows_it() -> None:
    """Whether the holder is who the suite's holder is, no document shows; that it names no context, it does."""
    either = {name for name, expected in verdicts().items() if expected == "invalid-or-inject"}
    wrong = {
        path.name for path in SUITE if path.name in either and errors(json.loads(path.read_text(encoding="utf-8")))
    }
    assert {name for name in either if "no-context" in name} <= wrong
    assert all("self-asserted" in name for name in either - wrong)


def test_the_suite_has_both_verdicts() -> None:
    counted = list(verdicts().values())
    assert counted.count("valid") >= 40
    assert counted.count("invalid") >= 30


INVALID = ("invalid__empty-type.json", "invalid__missing-issuer.json")


@pytest.mark.parametrize("path", shared_files("samples/badges/learncard-other/*.json"), ids=lambda path: path.stem)
def test_credentials_of_others_have_the_expected_verdict(path: Path) -> None:
    found = errors(json.loads(path.read_text(encoding="utf-8")))
    assert bool(found) is path.name.startswith("invalid"), [(one.pointer, one.message) for one in found]


FORMER = ("ob2-1edtech", "ob2-spec", "ob2-validatorcore", "ob-legacy-badgr")
"""The families of Open Badges before 3.0."""

DIFFERENT = {
    "v1_context.json": "a context, which is no badge",
    "1_0_basic_issuer_invalid_json.json": "not JSON, so that it is refused before its structure is asked for",
    "basic-assertion-expired.json": "expired: a matter of the day, which verification looks at",
    "basic-assertion-in-future.json": "issued in the future: a matter of the day, which verification looks at",
    "basic-assertion-with-allowed-origins-invalid-multiple-starts-with.json": "only what it is linked to shows it",
    "basic-assertion-with-allowed-origins-invalid-starts-with.json": "only what it is linked to shows it",
    "rdf-validation__valid-cool-class.json": "of a class that the validator's test invents",
    "examples-10.json": "a part of an assertion, to show one property",
    "examples-13.json": "a part of an assertion, to show one property",
    "examples-19.json": "a part of a badge class, to show one property",
    "examples-20.json": "a part of a badge class, to show one property",
    "examples-21.json": "a part of a badge class, to show one property",
}
"""The samples whose structure has another verdict than the sample as a whole, and why."""


def former() -> list[Any]:
    if not SUITE:
        return []
    listed = json.loads(shared("samples/badges/manifest.json").read_text(encoding="utf-8"))
    return [
        pytest.param(one["file"], one["expected"], id=Path(one["file"]).stem)
        for one in listed
        if one["family"] in FORMER and one["file"].endswith(".json") and Path(one["file"]).name not in DIFFERENT
    ]


@pytest.mark.parametrize(("name", "expected"), former())
def test_badges_before_version_3_have_the_expected_verdict(name: str, expected: str) -> None:
    found = errors(json.loads(shared(f"samples/badges/{name}").read_text(encoding="utf-8")))
    assert bool(found) is (expected not in {"valid", "warning"}), [(one.pointer, one.message) for one in found]


def test_each_difference_is_there() -> None:
    """A difference that is gone is taken out of the list."""
    listed = json.loads(shared("samples/badges/manifest.json").read_text(encoding="utf-8"))
    for one in listed:
        path = shared(f"samples/badges/{one['file']}")
        if path.name in DIFFERENT and "not JSON" not in DIFFERENT[path.name]:
            data = json.loads(path.read_text(encoding="utf-8"))
            assert bool(errors(data)) is (one["expected"] == "valid"), path.name
            assert (kind_of(data) is None) is (one["expected"] == "valid"), path.name
