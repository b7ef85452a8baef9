"""Formats that say of no qualification whether it was earned show none that was not."""

from __future__ import annotations

import pytest

import eportfolio as ep
from eportfolio.model.canonical import from_data

FORMATS = ("europass", "europass-xml", "europass-json", "jsonresume")
NOT_EARNED = ("described", "enrolled", "withdrawn", "revoked", "superseded", "failed")
EARNED = ("awarded", "exempted", "partial", None)


def portfolio(status: str | None) -> ep.Portfolio:
    """Two qualifications: one with the status, gained in a study, and one that nothing is said of."""
    first = {"specification": {"title": "Mends inner tubes"}, "gained_in": ["urn:x:study"]}
    study = {"id": "urn:x:study", "kind": "education", "title": "Bicycles", "organisations": [{"name": "A college"}]}
    second = {"specification": {"title": "Builds wheels"}}
    return from_data({
        "experiences": [study], "qualifications": [first | ({"status": status} if status else {}), second]
    })  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("status", NOT_EARNED)
def test_what_was_not_earned_is_left_out_and_all_of_it_is_named(status: str, name: str) -> None:
    writing = ep.dumps(portfolio(status), name)
    assert b"Mends inner tubes" not in writing.data
    assert b"Builds wheels" in writing.data
    assert b"A college" in writing.data
    first = "/qualifications/0"
    named = {item.pointer for item in writing.report}
    assert {f"{first}/status", f"{first}/specification/title", f"{first}/gained_in/0"} <= named
    assert "/qualifications/1/specification/title" not in named
    assert [status] == [item.value for item in writing.report.named("value-not-expressible")]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("status", EARNED)
def test_what_was_earned_or_may_have_been_is_shown(status: str | None, name: str) -> None:
    assert b"Mends inner tubes" in ep.dumps(portfolio(status), name).data


@pytest.mark.parametrize("name", FORMATS)
def test_a_conversion_proves_what_it_says_of_them(name: str) -> None:
    source = ep.dumps(portfolio("described"), "eportfolio").data
    assert b"Mends inner tubes" not in ep.convert(source, target_format=name).data
