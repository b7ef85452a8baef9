"""Learner records of arbitrary portfolios: valid, whole, and read back as declared."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data, to_data
from eportfolio.testing.contract import check_reading_back
from eportfolio.testing.strategies import portfolios
from eportfolio_adapters.openbadges.clr import CLR
from tests.adapters.test_clr_contract import conforms

RELATIONS = ("part_of", "child_of", "parent_of", "precedes", "peer_of", "supports")


def _writable(portfolio: Portfolio, relations: list[tuple[int, str, int]]) -> Portfolio:
    """A portfolio in which all has what the format demands and the specimen's issuer does not give."""
    data = to_data(portfolio)
    awards: list[dict[str, Any]] = data.setdefault("qualifications", [{}])
    for number, item in enumerate(awards):
        item["id"] = f"urn:x:award:{number}"
        item.setdefault("title", f"Title {number}")
        item["status"] = "described" if number % 3 == 2 else "awarded"
        item.pop("part_of", None)
    data.setdefault("owner", {})["names"] = [{"full_name": "Noor van Dijk-Okonkwo"}]
    for item in data.get("credentials", ()):
        item.pop("issuer", None)
        item.pop("proves", None)
        if "valid_from" in item:
            item["valid_from"] = {"edtf": "2020-02-03"}
    data["relations"] = [
        {"source": f"urn:x:award:{one % len(awards)}", "relation": word, "target": f"urn:x:award:{other % len(awards)}"}
        for one, word, other in relations
    ]
    return from_data(data)


def test_a_portfolio_is_written_as_a_valid_record() -> None:
    outcomes: set[str] = set()
    ends = st.tuples(st.integers(0, 3), st.sampled_from(RELATIONS), st.integers(0, 3))

    @settings(max_examples=40)
    @given(portfolios(), st.lists(ends, max_size=3))
    def holds(portfolio: Portfolio, relations: list[tuple[int, str, int]]) -> None:
        writing = check_reading_back(CLR, _writable(portfolio, relations))
        if writing is None:
            outcomes.add("refused")
            return
        document = conforms(writing.data)
        outcomes.add("written")
        if "association" in document.get("credentialSubject", {}):
            outcomes.add("associations")

    holds()
    assert outcomes >= {"written", "associations"}
