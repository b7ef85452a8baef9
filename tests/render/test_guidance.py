"""Self-knowledge, plans and guidance as a person reads them."""

from __future__ import annotations

import eportfolio as ep
from eportfolio.model.canonical import from_data
from eportfolio.render.outline import outline
from eportfolio.render.plain import to_text
from eportfolio.vocabulary import schemes
from tests.support import EXAMPLES

PLAN = EXAMPLES / "eportfolio" / "plan.portfolio.json"


def test_the_plan_reads_from_self_knowledge_to_follow_up() -> None:
    shown = " ".join(to_text(outline(ep.read(PLAN).portfolio)).split())
    order = [
        "What matters in work", "Vaste werktijden importance: belangrijk · rank: 2 Omdat mijn dochter",
        "Tests", "test: Voorbeeld Belangstellingen Test · version: 3 · Uitgeverij Voorbeeld",
        "compared with: volwassenen in Nederland, 2022", "Praktisch: 42 (10 \u2013 50) · percentile: 85",
        "valid until: 2028-02",
        "Career plans", "step: Uitvoering", "starts from: Techniek; Iets met mijn handen maken",
        "option: Fietsenmaker (occupation · rank: 1 · chosen)", "- because: Zeven van de negen",
        "- benefit: Met de handen werken (affects: self · importance: groot)", "- cost: Ook op zaterdag",
        "option: Opleiding tot elektromonteur (study · Praktijkcollege Voorbeeldstad · rank: 2 · set aside)",
        "decided: 2025-03-20: Het past", "- action: Vragen naar kinderopvang", "due: 2025-05 · planned",
        "- follow-up: due: 2025-09",
        "Guidance", "45 minutes", "Begeleidingsgesprek, Informeren · by: Persoonlijk gesprek",
        "step: Evaluatie · information: Bijzonderheden van de mogelijkheden, Toelatingseisen",
        "about: Weer aan het werk; Belangstellingentest", "the choice satisfies: yes", "outcome: Noor kiest",
    ]  # fmt: skip
    places = [shown.index(part) for part in order]
    assert places == sorted(places)


def test_codes_of_the_guidance_schemes_are_told_in_the_reader_s_language() -> None:
    given = from_data({"career_plans": [{"title": "x", "step": {"scheme": schemes.GUIDANCE_STEPS,
                                                                 "notation": "evaluation"}}]})  # fmt: skip
    assert "step: Bewertung" in to_text(outline(given, "de"))
    assert "step: Evaluation" in to_text(outline(given, "pt"))


def test_a_concept_that_no_vocabulary_knows_stays_as_it_is() -> None:
    given = from_data({"career_plans": [{"title": "x", "step": {"uri": "https://example.org/steps/1"}}]})
    assert "step: https://example.org/steps/1" in to_text(outline(given))
