"""Forms of labels: what counts as the same spelling, and what must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eportfolio.vocabulary.normalise import digest, fold, normal_key, without_accents


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Project  Management", "project management"), ("\uff23\uff2e\uff23", "cnc"),
        ("e\u0301t\u00e9", "\u00e9te\u0301"),
        ("STRASSE", "straße"), ("a\u00a0b", "a b"),
    ],
)  # fmt: skip
def test_folding_is_blind_to_case_blanks_and_composition(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_folding_keeps_accents_and_punctuation() -> None:
    assert fold("Résumé") != fold("Resume")
    assert fold("e-mail") != fold("email")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("crème brûlée", "creme brulee"), ("Smørrebrød", "smorrebrod"), ("Łódź", "Lodz"), ("œuvre", "oeuvre"),
        ("database", "data base"), ("e-mail", "email"), ("bricklaying", "brick-laying"),
        ("manage databases", "manage database"), ("companies", "company"), ("boxes", "box"), ("churches", "church"),
        ("gâteaux", "gateau"), ("organise events", "organize event"), ("organisation", "organization"),
        ("analyse data", "analyze data"), ("colour", "color"), ("behaviours", "behavior"), ("modelling", "modeling"),
        ("traveller", "traveler"), ("centre", "center"), ("licence", "license"), ("practice", "practise"),
        ("dialogue", "dialog"), ("programme", "program"), ("paediatrics", "pediatrics"), ("C++", "c++"),
        ("IT kryptering", "IT-kryptering"),
    ],
)  # fmt: skip
def test_a_normal_key_is_blind_to_number_and_spelling(one: str, other: str) -> None:
    assert normal_key(one) == normal_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"), ("C", "C#"), ("C#", "C++"), ("business", "busine"), ("glass", "glas"),
        ("hour", "hor"), ("filing", "filling"), ("physics", "physical"), ("tour", "tor"), ("gas", "ga"), ("use", "us"),
        ("bus", "bu"), ("analysis", "analysi"),
    ],
)  # fmt: skip
def test_a_normal_key_keeps_apart_what_differs(one: str, other: str) -> None:
    assert normal_key(one) != normal_key(other)


@pytest.mark.parametrize("text", ["", "  ", "!?", "—", "\u0301"])
def test_what_has_no_word_has_no_key(text: str) -> None:
    assert normal_key(text) == ""


@pytest.mark.parametrize("text", ["軟件開發", "разработка", "προγραμματισμός", "البرمجة", "한국어"])
def test_other_scripts_keep_their_letters(text: str) -> None:
    assert len(normal_key(text)) == len(text)


@given(st.text())
def test_any_text_has_forms_that_are_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert without_accents(without_accents(text)) == without_accents(text)
    assert normal_key(text) == normal_key(f"  ({fold(text)})! ")
    assert 0 <= digest(text) < 2**63
