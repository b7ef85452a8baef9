"""Matching: what is met and how, the arithmetic, few and justified options, and what never enters."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eportfolio.matching import MatchOptions, Occupations, Opportunity, holdings, match
from eportfolio.matching.covering import covers, met
from eportfolio.matching.demand import read_demand
from eportfolio.matching.holdings import recency
from eportfolio.matching.scoring import arithmetic, shares
from eportfolio.model import Portfolio
from eportfolio.report.errors import UsageError
from eportfolio.vocabulary.index.store import ConceptScheme
from tests.matching.conftest import person
from tests.vocabulary.workshop import uri

TODAY = date(2026, 11, 1)
OPTIONS = MatchOptions(today=TODAY)


def held(portfolio: Portfolio, scheme: ConceptScheme) -> dict[str, tuple[str, str]]:
    found = covers(holdings(portfolio, TODAY).skills.values(), scheme, TODAY.year)
    return {key.rpartition("/")[2]: (one.how, one.held.label) for key, one in found.items()}


def test_a_narrower_skill_satisfies_a_broader_one_and_a_sibling_only_partly(scheme: ConceptScheme) -> None:
    assert held(person("joinery"), scheme) == {
        "joinery": ("same", "joinery"), "carpentry": ("narrower", "joinery"), "sawing": ("sibling", "joinery"),
    }  # fmt: skip


def test_a_broader_skill_meets_a_narrower_one_partly(scheme: ConceptScheme) -> None:
    assert held(person("carpentry"), scheme)["sawing"] == ("broader", "carpentry")


def test_a_skill_counts_partly_once_and_not_beside_counting_in_full(scheme: ConceptScheme) -> None:
    found = covers(holdings(person("metalwork"), TODAY).skills.values(), scheme, TODAY.year)
    assert set(met([uri("welding"), uri("brazing")], found)) in ({uri("welding")}, {uri("brazing")})
    assert set(met([uri("welding"), uri("metalwork")], found)) == {uri("metalwork")}


def test_what_fits_best_comes_first_with_what_is_met_and_what_is_missing(
    scheme: ConceptScheme, occupations: Occupations
) -> None:
    matching = match(person("joinery", "sawing", "gluing"), occupations, scheme, OPTIONS)
    first = matching.options[0]
    assert first.opportunity.title == "joiner"
    assert set(first.met) == {uri("joinery"), uri("sawing"), uri("gluing")}
    assert first.missing == (uri("sanding"),)
    assert first.fit.coverage == pytest.approx(0.7 * 3 / 4)


def test_fewer_options_are_told_with_the_reason(scheme: ConceptScheme, occupations: Occupations) -> None:
    matching = match(person("welding", "brazing", "metalwork"), occupations, scheme, OPTIONS)
    assert [one.opportunity.title for one in matching.options] == ["welder"]
    assert any("1 of 5 options are justified" in remark for remark in matching.remarks)


def test_a_portfolio_without_linked_skills_is_told_what_to_do(scheme: ConceptScheme, occupations: Occupations) -> None:
    portfolio = Portfolio.model_validate({"competences": [{"label": "carving spoons"}]})
    matching = match(portfolio, occupations, scheme, OPTIONS)
    assert matching.options == ()
    assert "eportfolio link" in matching.remarks[0]


def test_what_cannot_be_compared_is_named(scheme: ConceptScheme, occupations: Occupations) -> None:
    portfolio = person("welding", "brazing")
    portfolio.competences.append(type(portfolio.competences[0]).model_validate({"label": "carving spoons"}))
    assert any("carving spoons" in remark for remark in match(portfolio, occupations, scheme, OPTIONS).remarks)


def test_the_strength_and_the_age_of_a_claim_count(scheme: ConceptScheme) -> None:
    old = person("welding", experiences=[{"id": "urn:x:job", "period": {"end": "2006"}}])
    old.competences[0].gained_in.append("urn:x:job")
    one = holdings(old, TODAY).skills[uri("welding")]
    assert (one.strength, one.last_used) == ("evidenced", 2006)
    assert one.weight(TODAY.year) == pytest.approx(0.85 * 0.5)
    assert recency(2021, 2026) == 1.0
    assert recency(2016, 2026) == pytest.approx(0.75)
    assert recency(None, 2026) == 1.0


def test_learning_outcomes_of_what_was_awarded_count_and_of_what_was_not_do_not() -> None:
    outcome = {"learning_outcomes": [{"skills": [{"uri": uri("welding")}]}]}
    data = {"qualifications": [{"id": "urn:x:q", "specification": outcome, "status": "awarded"}]}
    assert uri("welding") in holdings(Portfolio.model_validate(data), TODAY).skills
    data["qualifications"][0]["status"] = "enrolled"
    assert uri("welding") not in holdings(Portfolio.model_validate(data), TODAY).skills


def test_experience_in_the_occupation_joins_the_score(scheme: ConceptScheme, occupations: Occupations) -> None:
    job = {"kind": "employment", "period": {"start": "2021-11-01", "end": "2024-10-31"},
           "positions": [{"occupation": {"uri": uri("joiner")}}]}  # fmt: skip
    matching = match(person("joinery", "sawing", experiences=[job]), occupations, scheme, OPTIONS)
    parts = {part.name: part for part in matching.options[0].parts}
    assert parts["experience"].value == pytest.approx(1.0, abs=0.01)
    assert "3 years" in parts["experience"].reason


def test_learning_that_closes_the_gap_is_named(scheme: ConceptScheme, occupations: Occupations) -> None:
    courses = [
        Opportunity("a", "Sales for beginners", "learning", gives=(uri("sales"),)),
        Opportunity("b", "Fine surfaces", "learning", gives=(uri("sanding"), uri("gluing"))),
    ]
    first = match(person("joinery", "sawing"), occupations, scheme, OPTIONS, learning=courses).options[0]
    assert [course.title for course in first.learning] == ["Fine surfaces"]


def test_a_condition_leaves_out_what_is_against_it_and_not_what_says_nothing(scheme: ConceptScheme) -> None:
    wanted = {"preferences": {"working_times": [{"label": "part time"}]}}
    vacancies = [
        Opportunity("full", "Joiner", "vacancy", (uri("joinery"), uri("sawing")), working_times=("FULL_TIME",)),
        Opportunity("part", "Joiner", "vacancy", (uri("joinery"), uri("sawing")), working_times=("PART_TIME",)),
        Opportunity("silent", "Joiner", "vacancy", (uri("joinery"), uri("sawing"))),
    ]
    portfolio = person("joinery", "sawing", **wanted)
    free = match(portfolio, vacancies, scheme, OPTIONS).options
    assert [one.opportunity.id for one in free] == ["part", "silent", "full"]
    bound = MatchOptions(today=TODAY, conditions=frozenset({"working_time"}))
    assert [one.opportunity.id for one in match(portfolio, vacancies, scheme, bound).options] == ["part", "silent"]


def test_a_wish_for_an_occupation_is_compared_within_its_own_vocabulary_only(scheme: ConceptScheme) -> None:
    vacancies = [Opportunity("a", "Joiner", "vacancy", (uri("joinery"), uri("sawing")), isco="7522")]

    def told(*wishes: dict[str, str]) -> list[str]:
        portfolio = person("joinery", "sawing", preferences={"occupations": list(wishes)})
        (one,) = match(portfolio, vacancies, scheme, OPTIONS).options
        return [part.reason for part in one.parts if part.name == "preferences"]

    assert told({"uri": uri("joiner"), "label": "joiner"}) == []
    assert told({"uri": uri("joiner")}, {"notation": "7115"}) == ["occupation not as preferred"]
    assert told({"uri": uri("joiner")}, {"notation": "7522"}) == ["occupation as preferred"]


def test_demand_joins_the_score_by_occupation_or_group(scheme: ConceptScheme) -> None:
    table = "isco;region;openings;outlook\n7522;Gelderland;1200;growing\n7;;;shrinking\n"
    vacancy = Opportunity("a", "Joiner", "vacancy", (uri("joinery"), uri("sawing")), isco="7522")
    for region, value in (("gelderland", 1.0), ("", 0.0)):
        demand = read_demand(table.encode(), region)
        one = match(person("joinery", "sawing"), [vacancy], scheme, MatchOptions(demand=demand, today=TODAY)).options[0]
        assert next(part.value for part in one.parts if part.name == "demand") == value


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("isco,outlook\n75,booming\n", "Line 2"), ("isco,openings,outlook\n75,many,stable\n", "no whole number"),
        ("isco,outlook\n,stable\n", "neither"), ("job,outlook\n75,stable\n", "columns"), ("isco\n75\n", "columns"),
    ],
)  # fmt: skip
def test_a_wrong_table_of_demand_is_told(table: str, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        read_demand(table.encode())
    assert words in " ".join(fault.message for fault in caught.value.findings)


def test_the_arithmetic_can_be_followed(scheme: ConceptScheme, occupations: Occupations) -> None:
    one = match(person("joinery", "sawing"), occupations, scheme, OPTIONS).options[0]
    assert one.fit.score == pytest.approx((one.fit.coverage * one.fit.use) ** 0.5)
    assert arithmetic(one.parts).endswith(f"= {one.score:.2f}")
    assert shares(1.0, 0.0, 4, 2.0).score == pytest.approx((0.25 * 0.5) ** 0.5)


PROTECTED: dict[str, Any] = {
    "names": st.lists(st.fixed_dictionaries({"full_name": st.sampled_from(["Noor", "Ali", "Kim"])}), max_size=2),
    "birth_date": st.sampled_from(["1950-01-01", "2005-05-05"]),
    "gender": st.sampled_from([{"notation": "F"}, {"notation": "M"}]),
    "nationalities": st.just([{"notation": "NL"}]),
    "photo": st.just({"media_type": "image/png", "content": "iVBORw0KGgo="}),
}
UNSEEN_EXPERIENCE = st.fixed_dictionaries({
    "kind": st.sampled_from(["military", "care", "membership"]),
    "period": st.fixed_dictionaries({"start": st.just("1990"), "end": st.sampled_from(["1991", "2020"])}),
    "positions": st.just([{"occupation": {"uri": uri("welder")}, "skills": [{"uri": uri("welding")}]}]),
})  # fmt: skip


@given(
    owner=st.fixed_dictionaries({}, optional=PROTECTED), experiences=st.lists(UNSEEN_EXPERIENCE, max_size=2),
    interests=st.sampled_from([[], [{"title": "choir"}]]),
)  # fmt: skip
def test_protected_attributes_never_change_a_match(
    scheme: ConceptScheme, occupations: Occupations, owner: Any, experiences: Any, interests: Any
) -> None:
    plain = match(person("joinery", "teaching"), occupations, scheme, OPTIONS)
    with_them = person("joinery", "teaching", owner=owner, experiences=experiences, interests=interests)
    told = match(with_them, occupations, scheme, OPTIONS)
    assert [(one.opportunity.id, one.score) for one in told.options] == [
        (one.opportunity.id, one.score) for one in plain.options
    ]


def test_a_gap_between_jobs_does_not_count(scheme: ConceptScheme, occupations: Occupations) -> None:
    def jobs(*periods: tuple[str, str]) -> Portfolio:
        position = {"occupation": {"uri": uri("joiner")}}
        return person("joinery", "sawing", experiences=[
            {"kind": "employment", "period": {"start": start, "end": end}, "positions": [position]}
            for start, end in periods
        ])  # fmt: skip

    together = match(jobs(("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31")), occupations, scheme, OPTIONS)
    apart = match(jobs(("2019-01-01", "2019-12-31"), ("2024-01-01", "2024-12-31")), occupations, scheme, OPTIONS)
    assert together.options[0].score == pytest.approx(apart.options[0].score, abs=1e-3)
