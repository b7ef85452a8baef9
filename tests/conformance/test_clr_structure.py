"""Our rules for learner records on the records of others: what the schema sees, and what it does not."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding
from eportfolio_adapters.openbadges.structure import check, faults
from tests.support import needs_shared, shared

pytestmark = [pytest.mark.shared, needs_shared]

RECORD = "learncard-clr2/clr__great-plains-full.json"
"""A transcript of 335 kB."""


def sample(name: str) -> Any:
    return json.loads(shared(f"samples/badges/{name}").read_text(encoding="utf-8"))


def found(name: str) -> list[Finding]:
    return list(check(sample(name)))


def errors(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(one.name, one.pointer) for one in findings if one.severity is Severity.ERROR]


def test_the_contexts_of_badges_and_records_in_the_wrong_order_are_told_in_plain_words() -> None:
    (order,) = [one for one in found("learncard-clr2/clr__multi-achievement.json") if one.pointer == "/@context"][:1]
    assert order.severity is Severity.ERROR
    assert "context-2.0.1.json, https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json" in order.message
    assert "another order" in order.hint or "another order" in order.message


def test_what_the_schema_of_a_record_leaves_open_is_a_warning() -> None:
    findings = found(RECORD)
    assert errors(findings) == []
    nested = [one for one in findings if "leaves this open" in one.message]
    assert nested
    assert all(one.pointer.startswith("/credentialSubject/verifiableCredential/") for one in nested)
    assert {one.severity for one in nested} == {Severity.WARNING}


def test_dates_that_the_schema_does_not_look_at_are_named_once() -> None:
    dates = [one.pointer for one in found(RECORD) if one.name == "date-without-zone"]
    assert len(dates) == len(set(dates)) > 50


def test_a_record_of_version_1_in_a_credential_is_looked_at() -> None:
    findings = found("clr1-randa/vc-wrapped-clr-with-pdf.json")
    assert errors(findings) == []
    assert "/credentialSubject/achievements" in {one.pointer for one in findings if one.name == "wrong-type"}


def test_associations_that_lead_nowhere_are_named() -> None:
    record = sample("ob3-spec/linked-data-proof-clr__signed-credential-20.json")
    subject = record["credentialSubject"]
    known = subject["verifiableCredential"][0]["credentialSubject"]["achievement"]["id"]
    one = {"type": "Association", "associationType": "isChildOf", "sourceId": known, "targetId": "urn:uuid:0"}
    subject["association"] = [one]
    dangling = [finding.pointer for finding in check(record) if finding.name == "dangling-reference"]
    assert "/credentialSubject/association/0/targetId" in dangling
    assert "/credentialSubject/association/0/sourceId" not in dangling


def test_the_check_of_a_writer_costs_little_beside_the_parsing() -> None:
    text = shared(f"samples/badges/{RECORD}").read_bytes()
    data = json.loads(text)
    assert faults(data) == []
    assert _least(lambda: faults(data)) < 12 * _least(lambda: json.loads(text))


def _least(work: Any) -> float:
    times = []
    for _ in range(7):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)
