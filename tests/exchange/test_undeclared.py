"""What a writer declared, as places: no more than it said."""

from __future__ import annotations

import pytest

from eportfolio.exchange.undeclared import Places


@pytest.mark.parametrize(
    ("pointer", "covered"),
    [("/a", True), ("/a/b", True), ("/c", True), ("/c/d/e", True), ("/ab", False), ("/c/x", False), ("/x", False)],
)
def test_a_place_is_covered_by_what_is_around_it_or_below_it(pointer: str, covered: bool) -> None:
    assert Places(["/a", "/c/d"]).covers(pointer) is covered


def test_a_finding_about_no_place_declares_nothing() -> None:
    assert not Places(["", "/a"]).covers("/b")
    assert not Places([""]).covers("/b")
