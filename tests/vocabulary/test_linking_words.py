"""Where the owner's words stand, and how prose is cut into pieces."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eportfolio.vocabulary.linking.fragments import fragments
from eportfolio.vocabulary.linking.mentions import Mention, mentions, resolve


@pytest.mark.parametrize(
    ("prose", "pieces"),
    [
        ("HTML, CSS, Python & SQL", ["HTML", "CSS", "Python", "SQL"]),
        ("- plan projects\n- manage budgets", ["plan projects", "manage budgets"]),
        ("1. weld pipes\n(2) read drawings", ["weld pipes", "read drawings"]),
        ("Human-computer interaction; databases; ethics", ["Human-computer interaction", "databases", "ethics"]),
        ("I led a team. We built bridges.", ["I led a team", "We built bridges"]),
        (
            "Able to explain, after years of practice in schools, how bread is made",
            ["Able to explain, after years of practice in schools, how bread is made"],
        ),
        ("koken, bakken en braden", ["koken", "bakken", "braden"]),
        ("… , - 12", []),
        ("", []),
    ],
)
def test_prose_is_cut_where_it_lists(prose: str, pieces: list[str]) -> None:
    assert list(fragments(prose)) == pieces


@given(st.text())
def test_every_piece_stands_in_the_prose(prose: str) -> None:
    assert all(piece in prose for piece in fragments(prose))


def found(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(one.pointer, one.words, one.language) for one in mentions({"type": "Portfolio", **data})]


def test_words_are_found_with_their_language() -> None:
    data = {
        "language": "nl",
        "competences": [{"label": "plannen", "keywords": ["agenda's", {"en": "diaries"}]}],
        "experiences": [{"positions": [{"occupation": {"label": {"fr": "boulanger"}}}]}],
        "qualifications": [
            {
                "specification": {
                    "fields_of_study": [{"label": "zorg"}],
                    "learning_outcome_summary": {"html": "<ul><li>wassen</li><li>drogen</li></ul>"},
                }
            }
        ],
    }
    assert found(data) == [
        ("/experiences/0/positions/0/occupation/label", "boulanger", "fr"),
        ("/competences/0/label", "plannen", "nl"),
        ("/competences/0/keywords/0", "agenda's", "nl"),
        ("/competences/0/keywords/1", "diaries", "en"),
        ("/qualifications/0/specification/learning_outcome_summary", "wassen", "nl"),
        ("/qualifications/0/specification/learning_outcome_summary", "drogen", "nl"),
        ("/qualifications/0/specification/fields_of_study/0/label", "zorg", "nl"),
    ]


@pytest.mark.parametrize(
    "data",
    [
        {"experiences": [{"positions": [{"occupation": {"label": "baker", "uri": "http://data.example.org/1"}}]}]},
        {"qualifications": [{"specification": {"fields_of_study": [{"label": "care", "notation": "09"}]}}]},
        {"competences": [{"label": "plan", "concepts": [{"uri": "http://data.example.org/1", "label": "plan"}]}]},
        {"headline": {"kind": "studies_applied_for", "concept": {"label": "baking"}}},
        {"competences": [{"label": "  "}, {"description": {"text": "--- 12"}}]},
    ],
)
def test_what_is_linked_or_no_term_is_left_alone(data: dict[str, Any]) -> None:
    assert found(data) == []


def test_variants_are_looked_at_in_their_own_language() -> None:
    data = {"language": "en", "variants": [{"language": "fr", "competences": [{"label": "souder"}]}]}
    assert found(data) == [("/variants/0/competences/0/label", "souder", "fr")]


def test_a_pointer_that_leads_nowhere() -> None:
    for pointer in ("/a/1", "/a/x", "/b", "/a/0/c"):
        with pytest.raises(KeyError):
            resolve({"a": [1]}, pointer)


def test_mentions_know_their_holder() -> None:
    data = {"competences": [{"keywords": ["bake"]}]}
    mention: Mention = next(mentions(data))
    assert resolve(data, mention.holder) is data["competences"][0]
    assert resolve(data, mention.pointer) == "bake"
