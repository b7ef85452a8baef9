"""Properties of profiles: one more need never makes more portfolios pass, what is learned holds for its samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eportfolio.model import Portfolio
from eportfolio.model.canonical import to_data
from eportfolio.profiles import Conditions, Need, Profile, check, read_profile, shipped
from eportfolio.profiles.learning import learn
from eportfolio.profiles.paths import parse_path
from eportfolio.profiles.writing import write_offers
from eportfolio.report.codes import Severity
from eportfolio.testing.strategies import portfolios
from eportfolio.vocabulary.library import Vocabularies
from tests.profiles.helpers import JAVA, TODAY, noor

_PATHS = (
    "owner/names[]/family_name", "owner/contact_points[channel=email]/value", "language", "experiences[]",
    "experiences[kind=employment]/period/start", "competences[]", "competences[]/label", "competences[]/concepts[]",
    "qualifications[]/specification/title", "qualifications[]/issued", "credentials[]", "evidence_items[]/media",
)  # fmt: skip

_CONDITIONS = {
    "experiences[kind=employment]/period/start": [Conditions(precision="month"), Conditions(max_age="P5Y")],
    "qualifications[]/issued": [Conditions(precision="day"), Conditions(max_age="P1Y")],
    "competences[]": [Conditions(strength="evidenced"), Conditions(strength="reported")],
    "competences[]/label": [Conditions(languages=("nl", "en")), Conditions(languages=("ja",))],
    "competences[]/concepts[]": [Conditions(vocabularies=("esco",)), Conditions(within=(JAVA,), values=("x",))],
    "credentials[]": [Conditions(issuers=("ROC Voorbeeld",))],
    "evidence_items[]/media": [Conditions(max_bytes=10), Conditions(media_types=("image/*",))],
}


@cache
def library() -> Vocabularies:
    """Vocabularies that stay open from one example to the next."""
    return Vocabularies()


@pytest.fixture(scope="module", autouse=True)
def closed() -> Iterator[None]:
    """The vocabularies are let go of at the end."""
    yield
    library.cache_clear()


@cache
def of_those_that_ship() -> tuple[Need, ...]:
    return tuple(need for name in shipped() for need in read_profile(name).needs.values())


@st.composite
def simple_needs(draw: st.DrawFn) -> Need:
    path = draw(st.sampled_from(_PATHS))
    minimum = draw(st.integers(0, 3))
    return Need(
        name=draw(st.text("abc", min_size=1, max_size=3)),
        path=parse_path(path)[0],
        minimum=minimum,
        maximum=draw(st.none() | st.integers(max(1, minimum), 4)),
        share=draw(st.none() | st.sampled_from([0.0, 0.4, 1.0])),
        conditions=draw(st.sampled_from([Conditions(), *_CONDITIONS.get(path, [])])),
        recommended=draw(st.booleans()),
    )


def needs() -> st.SearchStrategy[Need]:
    groups = st.tuples(simple_needs(), simple_needs())
    combined = st.builds(lambda inner, key: Need("g", **{key: inner}), groups, st.sampled_from(["any_of", "all_of"]))
    return simple_needs() | combined | st.sampled_from(of_those_that_ship())


def passes(portfolio: Portfolio, profile: Profile) -> bool:
    return all(
        item.severity is not Severity.ERROR for item in check(portfolio, profile, today=TODAY, vocabularies=library())
    )


@given(
    st.lists(portfolios(variants=False, residue=False), min_size=1, max_size=3), st.lists(needs(), max_size=3), needs()
)
def test_one_more_need_never_makes_more_portfolios_pass(
    samples: list[Portfolio], before: list[Need], more: Need
) -> None:
    profile = Profile(needs={str(number): need for number, need in enumerate(before)})
    larger = replace(profile, needs={**profile.needs, "more": more})
    for portfolio in (*samples, noor()):
        assert passes(portfolio, larger) <= passes(portfolio, profile)
        told = set(check(portfolio, profile, today=TODAY, vocabularies=library()))
        assert told <= set(check(portfolio, larger, today=TODAY, vocabularies=library())), (
            "nothing that stood in the way is forgiven"
        )


def test_the_property_is_no_empty_one() -> None:
    """Some needs are met and others are not, so that passing does change with one more."""
    verdicts = {passes(noor(), Profile(needs={"x": need})) for need in of_those_that_ship()}
    assert verdicts == {True, False}


@settings(max_examples=25)
@given(st.lists(portfolios(variants=False, residue=False, max_fields=3), min_size=1, max_size=2))
def test_what_is_learned_holds_for_what_it_was_learned_from(samples: list[Portfolio]) -> None:
    offers = learn(samples, library())
    text = write_offers(offers, title="Learned", count=len(samples), day="2026-03-01")
    assert read_profile(text.encode()).offers == offers
    data = [to_data(one) for one in samples]
    for offer in offers.values():
        having = [one for one in data if any(True for _ in offer.path.places(one))]
        assert offer.coverage is not None
        assert 0 <= len(having) / len(data) - offer.coverage < 0.01
    held = {
        name: Need(name, path=offer.path, minimum=0, share=1.0, conditions=offer.conditions)
        for name, offer in offers.items()
    }
    for one in samples:
        assert check(one, Profile(needs=held), today=TODAY, vocabularies=library()) == [], "as the offers say"


@pytest.mark.parametrize("name", sorted(shipped()))
@settings(max_examples=20)
@given(portfolio=portfolios(variants=False, residue=False))
def test_a_profile_that_ships_can_be_held_against_any_portfolio(name: str, portfolio: Portfolio) -> None:
    for item in check(portfolio, read_profile(name), today=TODAY, vocabularies=library()):
        assert item.message
        assert item.pointer == "" or item.pointer.startswith("/")
