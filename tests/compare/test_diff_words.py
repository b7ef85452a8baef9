"""Differences told to a person: who did what, to which item, in the reader's language."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from eportfolio.compare import diff
from eportfolio.compare.merging import merge
from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data
from eportfolio.render.plain_language import LANGUAGES, tell_difference
from eportfolio.testing.strategies import portfolios
from eportfolio.vocabulary import schemes

A, B = "urn:x:a", "urn:x:b"
STEP = {"scheme": schemes.GUIDANCE_STEPS}


def told(a: dict[str, Any], b: dict[str, Any], language: str = "en", by: str = "") -> list[str]:
    before, after = from_data({"id": "urn:x:p", **a}), from_data({"id": "urn:x:p", **b})
    return [one.sentence for one in tell_difference(diff(before, after), before, after, language=language, by=by)]


def plan(**fields: Any) -> dict[str, Any]:
    return {"career_plans": [{"id": A, "title": "Back to work", **fields}]}


@pytest.mark.parametrize(
    ("a", "b", "english", "dutch"),
    [
        ({}, {"interests": [{"id": A, "title": "Chess"}]},
         'The second file added the interest "Chess".', 'Het tweede bestand voegde de interesse "Chess" toe.'),
        ({"interests": [{"id": A, "title": "Chess"}]}, {},
         'The second file took the interest "Chess" out.', 'Het tweede bestand haalde de interesse "Chess" weg.'),
        (plan(period={"start": "2024-01"}), plan(period={"start": "2024-02-03"}),
         'The second file changed this in the plan "Back to work". The beginning: first "January 2024", now '
         '"3 February 2024".',
         'Het tweede bestand veranderde dit in het plan "Back to work". Het begin: eerst "januari 2024", nu '
         '"3 februari 2024".'),
        (plan(step=STEP | {"notation": "evaluation"}), plan(step=STEP | {"notation": "execution"}),
         'The second file changed this in the plan "Back to work". The step: first "Evaluation", now "Execution".',
         'Het tweede bestand veranderde dit in het plan "Back to work". De stap: eerst "Evaluatie", nu "Uitvoering".'),
        (plan(options=[{"title": "Cook", "status": "considered"}]), plan(options=[{"title": "Cook",
                                                                                  "status": "chosen"}]),
         'The second file changed this in the plan "Back to work". The state: first "still being thought about", now '
         '"chosen".',
         'Het tweede bestand veranderde dit in het plan "Back to work". De stand: eerst "er wordt nog over nagedacht", '
         'nu "gekozen".'),
        (plan(), plan(actions=[{"title": "Call them", "due": "2025"}]),
         'The second file added this to the plan "Back to work". Something to do: "Call them".',
         'Het tweede bestand voegde dit toe aan het plan "Back to work". Iets om te doen: "Call them".'),
        ({"owner": {"names": [{"family_name": "Dijk"}]}}, {"owner": {"names": [{"family_name": "Okonkwo"}]}},
         'The second file changed this in the personal details. The family name: first "Dijk", now "Okonkwo".',
         'Het tweede bestand veranderde dit in de persoonlijke gegevens. De achternaam: eerst "Dijk", nu "Okonkwo".'),
        ({}, {"language": "nl"},
         'The second file added this to the portfolio. The language of the texts: "nl".',
         'Het tweede bestand voegde dit toe aan het portfolio. De taal van de teksten: "nl".'),
        ({"competences": [{"id": A, "label": "Baking"}]},
         {"competences": [{"id": A, "label": "Baking", "concepts": [{"uri": "https://example.org/skill/1"}]}]},
         'The second file added this to the competence "Baking": a shared term.',
         'Het tweede bestand voegde dit toe aan de competentie "Baking": een gedeelde term.'),
        ({"competences": [{"id": A, "label": "Baking", "concepts": [{"label": "Bake"}]}]},
         {"competences": [{"id": A, "label": "Baking",
                           "concepts": [{"label": "Bake", "uri": "https://example.org/skill/1"}]}]},
         'The second file added a code to the competence "Baking" that others understand, too: a shared term.',
         'Het tweede bestand voegde een code toe aan de competentie "Baking" die anderen ook begrijpen: een gedeelde '
         "term."),
    ],
)  # fmt: skip
def test_each_difference_is_a_sentence(a: dict[str, Any], b: dict[str, Any], english: str, dutch: str) -> None:
    assert told(a, b) == [english]
    assert told(a, b, "nl") == [dutch]


def test_who_made_the_second_portfolio_can_be_said() -> None:
    assert told({}, {"interests": [{"title": "Chess"}]}, by="The school") == ['The school added the interest "Chess".']


def test_who_recorded_an_item_is_named() -> None:
    item = {"id": B, "title": "Chess", "provenance": {"recorded_by": "the employment service"}}
    assert told({}, {"interests": [item]}, by="The school") == [
        'The employment service added the interest "Chess".'
    ]  # fmt: skip


def test_who_recorded_it_before_is_not_made_responsible_for_a_change() -> None:
    item = {"id": B, "title": "Chess", "provenance": {"recorded_by": "the employment service"}}
    changed = item | {"keywords": ["club"]}
    (sentence,) = told({"interests": [item]}, {"interests": [changed]})
    assert sentence.startswith("The second file added this")


def test_after_a_merge_the_other_side_is_named() -> None:
    owner = {"names": [{"full_name": "Noor van Dijk-Okonkwo"}], "birth_date": "1998-02-03"}
    ours = from_data({"id": "urn:x:p", "owner": owner})
    theirs = from_data({"id": "urn:x:q", "owner": owner, "interests": [{"title": "Chess"}]})
    merged = merge(ours, theirs, their_name="the employment service").portfolio
    sentences = [one.sentence for one in tell_difference(diff(ours, merged), ours, merged)]
    assert sentences == ['The employment service added the interest "Chess".']


def test_a_reference_is_told_by_the_name_of_its_item() -> None:
    values = {"work_values": [{"id": B, "title": "Variety"}]}
    assert told(values | plan(), values | plan(based_on=[B])) == [
        'The second file added this to the plan "Back to work". What it begins with: "Variety".'
    ]


def test_content_of_files_and_secrets_are_not_shown() -> None:
    def photo(content: str) -> dict[str, Any]:
        return {"owner": {"photo": {"media_type": "image/png", "content": content}}}

    shown = " ".join(told(photo("QUJD" * 9), photo("REVG" * 9)))
    assert "personal details" in shown
    assert "QUJD" not in shown
    assert "REVG" not in shown
    with_key = {"disclosures": [{"kind": "first", "receiver": "School", "pairwise_key": "geheim"}]}
    assert "geheim" not in " ".join(told({}, with_key))
    other = {"disclosures": [{"kind": "first", "receiver": "School", "pairwise_key": "stiekem"}]}
    assert not {"geheim", "stiekem"} & set(" ".join(told(with_key, other)).replace('"', " ").split())


def test_parts_of_one_value_are_told_once_and_twins_each() -> None:
    by_uri = {"uri": f"{schemes.GUIDANCE_STEPS}/evaluation"}
    other = {"notation": "execution", "uri": f"{schemes.GUIDANCE_STEPS}/execution"}
    assert len(told(plan(step=STEP | {"notation": "evaluation"} | by_uri), plan(step=STEP | other))) == 1
    twins = {"interests": [{"id": A, "title": "Chess"}, {"id": B, "title": "Chess"}]}
    assert told({}, twins) == ['The second file added the interest "Chess".'] * 2


def test_a_long_value_is_cut() -> None:
    (sentence,) = told(plan(description="a"), plan(description="word " * 100))
    assert len(sentence) < 250
    assert "…" in sentence


@given(portfolios(variants=True), portfolios(variants=True))
@settings(max_examples=40, deadline=None)
def test_any_difference_can_be_told(before: Portfolio, after: Portfolio) -> None:
    difference = diff(before, after)
    for language in LANGUAGES:
        sentences = tell_difference(difference, before, after, language=language)
        assert bool(sentences) == bool(difference)
        for one in sentences:
            assert one.sentence.strip().endswith(".")
