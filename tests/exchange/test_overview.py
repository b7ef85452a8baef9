"""The README's table of formats is what the code says."""

from __future__ import annotations

from eportfolio.exchange.overview import BEGIN, END, overview, with_overview
from eportfolio.exchange.registry import ids
from tests.support import ROOT


def test_the_readme_holds_the_table_as_the_code_makes_it() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    assert with_overview(text) == text
    assert BEGIN in text


def test_every_format_has_a_row() -> None:
    table = overview()
    assert all(f"| `{name}` |" in table for name in ids())


def test_text_outside_the_marks_is_left_alone() -> None:
    text = f"before {BEGIN} old {END} after"
    made = with_overview(text)
    assert made.startswith("before ")
    assert made.endswith(" after")
    assert " old " not in made
