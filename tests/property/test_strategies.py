"""The strategies themselves: they cover the model, and give what the model takes for valid."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from eportfolio.compare import diff
from eportfolio.contract.fields import classes, fields
from eportfolio.exchange.crosswalk.richtext import read_rich
from eportfolio.exchange.specimen import full_portfolio
from eportfolio.model import Model, Portfolio
from eportfolio.model.canonical import from_data, to_data
from eportfolio.testing.strategies import instances, portfolios
from eportfolio.testing.values import markup


@settings(max_examples=150)
@given(portfolios())
def test_portfolios_survive_the_canonical_form(portfolio: Portfolio) -> None:
    assert from_data(to_data(portfolio)) == portfolio
    assert not diff(portfolio, portfolio)


@settings(max_examples=150)
@given(portfolios(ids=True))
def test_references_lead_to_items(portfolio: Portfolio) -> None:
    known = {item.id for item in portfolio.items()}
    for relation in portfolio.relations:
        assert {relation.source, relation.target} <= known
    for item in portfolio.items():
        assert known.issuperset(item.evidence)


def test_every_field_of_every_class_is_drawn() -> None:
    seen: set[tuple[str, str]] = set()

    def note(value: Any) -> None:
        if isinstance(value, Model):
            for name in type(value).model_fields:
                member = getattr(value, name)
                if member not in (None, []):
                    seen.add((type(value).__name__, name))
                    note(member)
        elif isinstance(value, list):
            for member in value:
                note(member)

    for cls in classes():

        @settings(max_examples=150)
        @given(instances(cls, max_fields=8 if cls is Portfolio else 30))
        def look(value: Model) -> None:
            note(value)

        look()

    @settings(max_examples=100)
    @given(portfolios(max_fields=12, ids=True))
    def look_whole(portfolio: Portfolio) -> None:
        note(portfolio)

    look_whole()
    wanted = {(cls.__name__, field.name) for cls in classes() for field in fields(cls) if field.name != "id"}
    assert wanted - seen == set()


@given(markup())
def test_markup_is_in_the_sanitised_subset(html: str) -> None:
    assert read_rich(html).value == html


def test_the_full_portfolio_fills_every_field() -> None:
    filled: set[tuple[str, str]] = set()

    def note(value: Any) -> None:
        if isinstance(value, Model):
            for name in type(value).model_fields:
                member = getattr(value, name)
                if member not in (None, []):
                    filled.add((type(value).__name__, name))
                    for one in member if isinstance(member, list) else [member]:
                        note(one)

    note(full_portfolio())
    wanted = {(cls.__name__, field.name) for cls in classes() for field in fields(cls)}
    kept_apart = {"id", "residue", "never_export", "verbatim", "text", "format", "pointer"}
    assert {(cls, name) for cls, name in wanted - filled if name not in kept_apart and cls != "Residue"} == set()
