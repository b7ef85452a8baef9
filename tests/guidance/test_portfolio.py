"""Self-knowledge, career plans and guidance events in a portfolio: carried, lost by name, and held together."""

from __future__ import annotations

from typing import Any

import pytest

import eportfolio as ep
from eportfolio.exchange.specimen import full_portfolio
from eportfolio.model.canonical import from_data, to_data
from eportfolio.model.identity import assign_ids
from eportfolio.testing.strategies import portfolios
from eportfolio.vocabulary import schemes
from tests.support import EXAMPLES

PLAN = EXAMPLES / "eportfolio" / "plan.portfolio.json"
LISTS = ("work_values", "test_results", "career_plans", "guidance_events")


def test_the_example_uses_everything_the_model_has_for_guidance() -> None:
    data = to_data(ep.read(PLAN).portfolio)
    assert all(data[name] for name in LISTS)
    plan = data["career_plans"][0]
    assert {option["status"] for option in plan["options"]} == {"chosen", "set_aside"}
    assert plan["step"]["scheme"] == schemes.GUIDANCE_STEPS


@pytest.mark.parametrize("target", ["eportfolio", "turtle"])
def test_the_exact_formats_carry_all_of_it(target: str) -> None:
    conversion = ep.convert(PLAN, target_format=target)
    assert conversion.report.fidelity is not None
    assert conversion.report.fidelity.lost == 0
    assert ep.diff(ep.read(PLAN).portfolio, ep.read(conversion.data).portfolio).equivalent


@pytest.mark.parametrize("target", ["europass", "europass-xml", "europass-json", "jsonresume"])
def test_other_formats_name_all_of_it_as_lost(target: str) -> None:
    lost = {finding.pointer for finding in ep.convert(PLAN, target_format=target).report if finding.name == "lost"}
    for name in LISTS:
        assert any(pointer.startswith(f"/{name}/0") for pointer in lost), name
    assert "/career_plans/0/options/1/costs/0/title" in lost
    assert "/test_results/0/norm_group" in lost


def test_specimens_and_strategies_fill_it() -> None:
    full = to_data(full_portfolio())
    assert full["career_plans"][0]["options"][0]["costs"][0]["affects"]
    assert full["guidance_events"][0]["guidance_activities"][0]["scheme"] == schemes.GUIDANCE_ACTIVITIES
    seen: set[str] = set()

    from hypothesis import given, settings

    @settings(max_examples=60, database=None)
    @given(portfolios(max_fields=8))
    def collect(portfolio: ep.Portfolio) -> None:
        seen.update(name for name in LISTS if getattr(portfolio, name))

    collect()
    assert seen == set(LISTS)


def test_derived_ids_come_from_what_identifies_an_item() -> None:
    def ids(**more: Any) -> list[str]:
        data = {"test_results": [{"title": "T", "instrument": {"version": "3"}, "date": {"edtf": "2025"}, **more}]}
        assign_ids(data)
        return [item["id"] for item in data["test_results"]]

    assert ids() == ids(norm_group="adults")
    assert ids() != ids(date={"edtf": "2026"})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"work_values": [{"title": "x", "measured_by": ["urn:x:9"]}]},
         ("dangling-reference", "/work_values/0/measured_by/0")),
        ({"career_plans": [{"title": "x", "based_on": ["urn:x:9"]}]},
         ("dangling-reference", "/career_plans/0/based_on/0")),
        ({"guidance_events": [{"title": "x", "concerns": ["urn:x:9"]}]},
         ("dangling-reference", "/guidance_events/0/concerns/0")),
        ({"test_results": [{"date": "2024-05", "valid_until": "2023"}]},
         ("unlikely-date", "/test_results/0/valid_until/edtf")),
        ({"career_plans": [{"actions": [{"done": "2999"}]}]},
         ("unlikely-date", "/career_plans/0/actions/0/done/edtf")),
        ({"guidance_events": [{"date": "2024-05-02", "follow_ups": [{"due": "2024-05-01"}]}]},
         ("unlikely-date", "/guidance_events/0/follow_ups/0/due/edtf")),
        ({"career_plans": [{"step": {"scheme": schemes.GUIDANCE_STEPS, "notation": "dreaming"}}]},
         ("unknown-code", "/career_plans/0/step/notation")),
        ({"guidance_events": [{"guidance_channel": {"uri": schemes.GUIDANCE_STEPS + "/analysis"}}]},
         ("wrong-scheme", "/guidance_events/0/guidance_channel/uri")),
    ],
)  # fmt: skip
def test_semantics_tell_what_does_not_hold_together(fields: dict[str, Any], expected: tuple[str, str]) -> None:
    written = ep.dumps(from_data({"id": "urn:x:1", **fields}), "eportfolio").data
    found = {(finding.name, finding.pointer) for finding in ep.validate(written, level=ep.Level.SEMANTICS)}
    assert expected in found
    assert len(found) == 1


def test_a_follow_up_on_the_day_of_the_meeting_is_fine() -> None:
    event = {"date": "2024-05", "follow_ups": [{"due": "2024-05-01"}], "actions": [{"due": "2024"}]}
    written = ep.dumps(from_data({"id": "urn:x:1", "guidance_events": [event]}), "eportfolio").data
    assert not list(ep.validate(written, level=ep.Level.SEMANTICS))
