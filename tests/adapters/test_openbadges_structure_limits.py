"""Badges from hostile senders: whatever stands in them, the check takes time in proportion to their size."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from eportfolio.report.findings import Finding
from eportfolio_adapters.openbadges.structure import check, faults
from tests.adapters.test_openbadges_structure import ACHIEVEMENT, BADGE, PICTURE, SUBJECT, TYPE, changed

MOST_SECONDS = 15.0
"""What each of these badges may take; all of them took less than five seconds on two cores that others used too."""


def alignments(count: int) -> dict[str, Any]:
    one = {"type": ["Alignment"], "targetName": "n", "targetUrl": "https://example.org/1", "targetType": "ESCO"}
    return changed(f"{ACHIEVEMENT}/alignment", [one] * count)


def results(count: int) -> dict[str, Any]:
    badge = changed(
        f"{ACHIEVEMENT}/resultDescription",
        [
            {
                "id": "urn:r", "type": ["ResultDescription"], "name": "n", "resultType": "Percent",
                "allowedValue": [f"{number}" for number in range(count)],
                "rubricCriterionLevel": [
                    {"id": f"urn:{number}", "type": ["RubricCriterionLevel"], "name": "n"} for number in range(count)
                ],
            }
        ],
    )  # fmt: skip
    one = {"type": ["Result"], "resultDescription": "urn:r", "achievedLevel": "urn:none", "value": "none"}
    return changed(f"{SUBJECT}/result", [one] * count, badge)


def endorsements(depth: int) -> dict[str, Any]:
    badge = changed("/name", "Deep")
    inner = badge
    for _ in range(depth):
        outer = {
            "@context": BADGE["@context"], "id": "urn:uuid:e",
            "type": ["VerifiableCredential", "EndorsementCredential"],
            "name": "n", "issuer": {"id": "urn:uuid:i", "type": ["Profile"]}, "validFrom": "2024-06-30T12:00:00Z",
            "credentialSubject": {"id": "urn:uuid:s", "type": ["EndorsementSubject"]},
        }  # fmt: skip
        inner["issuer"] = {"id": "urn:uuid:i", "type": ["Profile"], "endorsement": [outer]}
        inner = outer
    return badge


def twins(count: int) -> dict[str, Any]:
    return changed("/evidence", [{"type": ["Evidence"], "id": "urn:a", "name": f"{number}"} for number in range(count)])


def nested_lists(depth: int) -> list[Any]:
    found: list[Any] = [BADGE]
    for _ in range(depth):
        found = [found]
    return found


HOSTILE: dict[str, Callable[[], Any]] = {
    "alignments": lambda: alignments(100_000),
    "results": lambda: results(20_000),
    "endorsements": lambda: endorsements(10_000),
    "twins": lambda: twins(50_000),
    "lists": lambda: nested_lists(100_000),
    "types": lambda: changed("/type", ["VerifiableCredential", "OpenBadgeCredential"] * 100_000),
    "contexts": lambda: changed("/@context", [*BADGE["@context"], *["https://example.org/"] * 100_000]),
    "tokens": lambda: changed("/endorsementJwt", ["a" * 1_000_000 + "!", "a." * 500_000, "." * 1_000_000]),
    "code": lambda: changed(TYPE, "ext" * 1_000_000),
    "extension": lambda: changed(TYPE, "ext:" * 1_000_000),
    "language": lambda: changed(f"{ACHIEVEMENT}/inLanguage", "en-" * 1_000_000),
    "date": lambda: changed("/validFrom", "1" * 3_000_000),
    "year": lambda: changed("/validFrom", "9" * 3_000_000 + "-01-01T00:00:00Z"),
    "fraction": lambda: changed("/validFrom", f"2024-01-01T00:00:00.{'1' * 3_000_000}Z"),
    "address": lambda: changed("/id", "a" * 3_000_000),
    "number": lambda: changed(f"{SUBJECT}/result/0/value", "1" * 3_000_000),
    "hash": lambda: changed(f"{SUBJECT}/identifier/0/identityHash", "sha256$" + "f" * 3_000_000),
    "picture": lambda: changed(PICTURE, "data:image/png;base64," + "A" * 3_000_000),
    "bomb": lambda: changed(PICTURE, "data:image/svg+xml,<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg>&a;</svg>"),
    "languages": lambda: changed("/name", {f"{a}{b}": "n" for a in "abcdefghij" for b in "abcdefghij"}),
    "credits": lambda: changed(f"{ACHIEVEMENT}/creditsAvailable", 10**4000),
}  # fmt: skip


def _within(work: Callable[[], list[Finding]]) -> list[Finding]:
    start = time.perf_counter()
    found = work()
    assert time.perf_counter() - start < MOST_SECONDS
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_badge_costs_bounded_time(name: str) -> None:
    document = HOSTILE[name]()
    _within(lambda: list(check(document)))
    _within(lambda: faults(document))


@pytest.mark.parametrize("make", [alignments, results, twins])
def test_twice_as_much_takes_about_twice_as_long(make: Callable[[int], dict[str, Any]]) -> None:
    def least(count: int) -> float:
        document = make(count)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            list(check(document, context=False))
            times.append(time.perf_counter() - start)
        return min(times)

    assert least(8_000) < 16 * least(2_000)


def test_of_many_wrong_members_each_is_named_with_its_place() -> None:
    found = faults(alignments(100))
    assert [one.pointer for one in found] == [f"{ACHIEVEMENT}/alignment/{index}/targetType" for index in range(100)]


def test_what_is_nested_too_deeply_for_json_ld_is_said() -> None:
    (found,) = [one for one in check(endorsements(300)) if one.name == "dropped-term"]
    assert "deep" in found.message
