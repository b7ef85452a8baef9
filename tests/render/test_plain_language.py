"""Plain language: every sentence in every language, codes spelled out, nothing added to what the portfolio says."""

from __future__ import annotations

import re
from string import Formatter
from typing import Any

import pytest
from hypothesis import given, settings

import eportfolio as ep
from eportfolio.exchange.specimen import full_portfolio
from eportfolio.model import PartialDate, Portfolio
from eportfolio.model.canonical import from_data
from eportfolio.render.outline import outline
from eportfolio.render.plain import to_text
from eportfolio.render.plain_language import LANGUAGES, tell
from eportfolio.render.plain_language.phrases import phrases, spoken
from eportfolio.render.plain_language.speaker import Speaker
from eportfolio.testing.strategies import portfolios
from eportfolio.vocabulary import schemes
from tests.support import EXAMPLES

PLAN = EXAMPLES / "eportfolio" / "plan.portfolio.json"


def text(language: str = "", **fields: Any) -> str:
    return to_text(tell(from_data(fields), language))


def placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(phrase) if name}


def test_there_are_english_and_dutch() -> None:
    assert {"en", "nl"} <= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_there_with_the_same_values(language: str) -> None:
    english, other = phrases("en"), phrases(language)
    assert english.keys() == other.keys()
    for key, phrase in english.items():
        assert other[key].strip(), key
        assert placeholders(other[key]) == placeholders(phrase), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_short(language: str) -> None:
    for key, phrase in phrases(language).items():
        for sentence in re.split(r"(?<=[.?:]) ", phrase):
            assert len(sentence.split()) <= 14, key


@pytest.mark.parametrize("step", ["communication", "analysis", "synthesis", "evaluation", "execution",
                                  "communication-again"])  # fmt: skip
def test_every_step_has_a_sentence(step: str) -> None:
    plan = {"title": "x", "step": {"scheme": schemes.GUIDANCE_STEPS, "notation": step}}
    by_uri = {"title": "x", "step": {"uri": f"{schemes.GUIDANCE_STEPS}/{step}"}}
    shown = text("nl", career_plans=[plan])
    assert "Stap " in shown
    assert text("nl", career_plans=[by_uri]) == shown


@pytest.mark.parametrize(
    ("wanted", "language"),
    [(("nl-BE",), "nl"), (("", "nl"), "nl"), (("xx", "NL"), "nl"), (("xx",), "en"), ((), "en")],
)
def test_the_reader_s_language_else_the_portfolio_s_else_english(wanted: tuple[str, ...], language: str) -> None:
    assert spoken(*wanted) == language


def test_the_plan_in_both_languages() -> None:
    portfolio = ep.read(PLAN).portfolio
    dutch, english = (" ".join(to_text(tell(portfolio, tag)).split()) for tag in ("nl", "en"))
    for sentence in (
        "Dit is betaald werk. Waar: Fietsenwinkel De Ketting. Van september 2019 tot juni 2023.",
        "Praktisch: de score is 42. De schaal loopt van 10 tot 50. Van 100 mensen in die groep hebben er 85 een",
        "Stap 5: Noor voert de keuze uit.", "Sanne de Wit (loopbaanbegeleider, Werkplein Voorbeeldstad) helpt",
        "Noor koos dit.", "Dit spreekt ertegen: Ook op zaterdag werken (voor het gezin, gewicht: klein).",
        "Het duurde 45 minuten.", "Wat er gedaan is: Begeleidingsgesprek en Informeren.",
        "De keuze bevalt. De keuze is haalbaar.",
    ):  # fmt: skip
        assert sentence in dutch
    for sentence in (
        "This is paid work.", "From September 2019 to June 2023.", "The test was taken on 11 February 2025.",
        "Out of 100 people in that group, 85 have a lower score.", "Step 5: Noor carries out the choice.",
        "Noor does not choose it now.", "To do: Vragen naar kinderopvang op zaterdag.",
        "It should be done by May 2025.", "What was done: Counselling and Informing. How: Face to face.",
    ):  # fmt: skip
        assert sentence in english
    assert "Klanten helpen, fietsen nakijken." in english  # the owner's words stay


@pytest.mark.parametrize(
    ("edtf", "english", "dutch"),
    [
        ("2005", "in 2005", "in 2005"),
        ("2005-09", "in September 2005", "in september 2005"),
        ("2005-09-03", "on 3 September 2005", "op 3 september 2005"),
        ("2005-21", "in spring 2005", "in lente 2005"),
        ("2005?", "perhaps in 2005", "misschien in 2005"),
        ("2005-09~", "around in September 2005", "rond in september 2005"),
        ("199X", "some time between 1990 and 1999", "ergens tussen 1990 en 1999"),
        ("19XX", "some time between 1900 and 1999", "ergens tussen 1900 en 1999"),
        ("2004-XX", "in 2004", "in 2004"),
        ("2004-06-XX", "in June 2004", "in juni 2004"),
        ("-0044", "in -0044", "in -0044"),
        ("Y12000", "in Y12000", "in Y12000"),
        ("0000", "in 0000", "in 0000"),
    ],
)
def test_dates_are_said_as_precisely_as_they_are_known(edtf: str, english: str, dutch: str) -> None:
    date = PartialDate(edtf=edtf)
    assert Speaker("en", Portfolio()).when(date) == english
    assert Speaker("nl", Portfolio()).when(date) == dutch


def test_codes_are_spelled_out() -> None:
    shown = text(
        "en",
        languages=[
            {"known_language": {"scheme": schemes.ISO_639, "notation": "nl"}, "cefr_levels": {"listening": "B2+"}}
        ],
        qualifications=[{"title": "x", "status": "enrolled", "specification": {"eqf_level": {"notation": "6"}}}],
        preferences={"places": [{"country": {"scheme": schemes.ISO_3166_1, "notation": "BE"}}]},
        experiences=[{"title": "y", "kind": "self_employment", "period": {"duration": "P2Y6M"}}],
    )
    for words in ("Dutch", "Listening: good (level B2+).", "The level is 6 on the European scale.", "Belgium",
                  "It is not finished yet.", "This is work in a business of one's own.",
                  "It takes 2 years and 6 months."):  # fmt: skip
        assert words in shown, words


def test_an_address_of_the_web_is_no_name() -> None:
    plan = {"title": "x", "step": {"uri": "https://example.org/steps/1"}}
    assert "https:" not in text(career_plans=[plan])


def test_braces_in_a_value_are_nothing_but_braces() -> None:
    names = [{"full_name": "{x} {0} {owner.__class__}"}]
    shown = text("en", owner={"names": names}, career_plans=[{"title": "t", "options": [{"title": "{owner}"}]}])
    assert "A possible choice: {owner}." in shown
    assert "{owner.__class__}" in shown


def test_without_a_name_a_sentence_still_begins_with_a_capital() -> None:
    assert "The owner says so." in text("en", competences=[{"label": "x", "description": "y"}])


def test_nobody_is_said_to_have_checked_a_signature() -> None:
    assert "Nobody checked the signature" in text("en", credentials=[{"title": "x", "status": "verified"}])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_filled_is_told_without_codes_of_ours(language: str) -> None:
    shown = to_text(tell(full_portfolio(), language))
    assert "_" not in re.sub(r"https?://\S+", "", shown)


@given(portfolios())
@settings(max_examples=40, deadline=None)
def test_anything_can_be_told(portfolio: Portfolio) -> None:
    for language in LANGUAGES:
        assert to_text(tell(portfolio, language)).endswith("\n")


def test_whoever_reads_another_language_is_answered_in_english_whatever_the_portfolio_is_in() -> None:
    portfolio = from_data({"language": "nl-BE"})
    assert tell(portfolio, "xx-CH").name == "(no name)"
    assert tell(portfolio).name == "(geen naam)"


def test_the_owner_reads_who_received_what_and_not_the_secret() -> None:
    record = {"kind": "first", "receiver": "Example School", "disclosed": "2025-03-04T05:06:07Z", "used_for": "help",
              "kept_until": "2026", "granted_by": "self", "answer": "accepted", "pairwise_key": "geheim"}  # fmt: skip
    shown = text("en", disclosures=[record, record | {"disclosed": "2025-02-31", "receiver": "Other"}])
    for words in ("They received a part of this e-portfolio. This was on 4 March 2025.",
                  "They may use it for this: help.",
                  "They may keep it until 2026.", "The owner agreed to it.", "They accepted it.",
                  "This was 2025-02-31."):  # fmt: skip
        assert words in shown, words
    everything = to_text(outline(from_data({"disclosures": [record]})))
    assert "Given to" in everything
    assert "geheim" not in shown + everything
