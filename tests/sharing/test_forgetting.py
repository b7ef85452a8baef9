"""Forgetting: a value leaves no trace but in signed originals, which are named; an item goes with its references."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import eportfolio as ep
from eportfolio.cli.main import main
from eportfolio.model import Portfolio
from eportfolio.model.canonical import to_data
from eportfolio.sharing import forget
from eportfolio.sharing.forgetting import contains
from eportfolio.testing.strategies import portfolios

SECRET = "Wilhelmina-7391"


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def portfolio(**fields: Any) -> Portfolio:
    return Portfolio.model_validate({"language": "en", **fields})


def test_a_former_name_goes_and_the_rest_of_a_sentence_stays() -> None:
    names = [{"full_name": "Noor van Dijk-Okonkwo"}, {"full_name": SECRET, "use": "former"}]
    told = forget(portfolio(owner={"names": names}, summary=f"I was called {SECRET} before."), SECRET)
    assert told.portfolio.summary is not None
    assert told.portfolio.summary.text == "I was called before."
    assert "/owner/names/1/full_name" in told.erased
    assert SECRET not in json.dumps(to_data(told.portfolio))


def test_residue_attachments_and_addresses_that_contain_it_go() -> None:
    told = forget(
        portfolio(
            interests=[
                {"title": "choir", "residue": [{"format": "x", "path": "a", "value": f"<b>{SECRET}</b>"}],
                 "links": [{"uri": f"https://example.org/{SECRET}"}]}
            ],
            evidence_items=[{"title": "Letter", "media": {"content": encoded(f"To {SECRET}")}}],
        ),
        SECRET.upper(),
    )  # fmt: skip
    assert not contains(json.dumps(to_data(told.portfolio)), SECRET)
    assert [one.title for one in told.portfolio.evidence_items] == ["Letter"]


def test_a_signed_original_stays_and_is_named() -> None:
    original = {"content": encoded(json.dumps({"name": SECRET})), "media_type": "application/ld+json"}
    told = forget(
        portfolio(credentials=[{"id": "urn:x:badge", "original": original, "title": f"For {SECRET}"}]), SECRET
    )
    assert told.originals == ["urn:x:badge"]
    assert told.portfolio.credentials[0].original is not None
    assert told.portfolio.credentials[0].title == "For"


def test_an_item_goes_with_every_reference_to_it() -> None:
    told = forget(
        portfolio(
            competences=[{"id": "urn:x:1", "label": "sawing", "gained_in": ["urn:x:2"]}],
            experiences=[{"id": "urn:x:2", "title": "Shop"}],
            relations=[{"source": "urn:x:1", "relation": "supports", "target": "urn:x:2"}],
        ),
        "urn:x:2",
    )
    assert told.portfolio.experiences == []
    assert told.portfolio.relations == []
    assert told.portfolio.competences[0].gained_in == []
    assert "urn:x:2" not in json.dumps(to_data(told.portfolio))


@pytest.mark.parametrize("what", ["a", " ", "nowhere-to-be-found"])
def test_what_is_too_short_or_not_there_is_told(what: str) -> None:
    with pytest.raises(ep.UsageError):
        forget(portfolio(interests=[{"title": "choir"}]), what)


@pytest.mark.parametrize(
    "text",
    [SECRET, SECRET.lower(), encoded(SECRET), encoded(encoded(f"a {SECRET}")), "https://example.org/" + SECRET,
     encoded(SECRET).rstrip("=").replace("+", "-").replace("/", "_"), f"x{SECRET}y"],
)  # fmt: skip
def test_a_value_is_found_in_any_of_its_spellings(text: str) -> None:
    assert contains(text, SECRET)


def test_accents_are_found_escaped_too() -> None:
    assert contains("https://example.org/Zo%C3%AB", "Zoë")


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(whole=portfolios(), data=st.data())
def test_no_trace_is_left_of_any_text(whole: Portfolio, data: st.DataObject) -> None:
    """A unique token put into the place of any text, and forgotten again, stands nowhere but in named originals."""
    plain = to_data(whole)
    places = list(_texts(plain))
    if not places:
        return
    holder, key = data.draw(st.sampled_from(places))
    holder[key] = SECRET
    try:
        marked = Portfolio.model_validate(plain)
    except ValueError:
        return  # no text may stand there
    told = forget(marked, SECRET)
    left = to_data(told.portfolio)
    for credential in left.get("credentials", ()):
        if credential.get("id") in told.originals:
            credential.pop("original")
    assert not contains(json.dumps(left), SECRET)


def _texts(data: Any) -> Any:
    if isinstance(data, dict):
        for key, value in data.items():
            if isinstance(value, str) and key not in {"type", "schema_version", "id"}:
                yield data, key
            yield from _texts(value)
    elif isinstance(data, list):
        for member in data:
            yield from _texts(member)


def test_the_command_asks_for_a_target_and_tells_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, target = tmp_path / "a.portfolio.json", tmp_path / "b.portfolio.json"
    original = {"content": encoded(SECRET)}
    marked = portfolio(owner={"names": [{"full_name": SECRET}]}, credentials=[{"id": "urn:x:b", "original": original}])
    source.write_bytes(ep.dumps(marked, "eportfolio").data)
    assert main(["forget", str(source), SECRET, "-o", str(target)]) == 1
    captured = capsys.readouterr()
    assert "urn:x:b" in captured.err
    assert SECRET not in captured.err + captured.out
    assert SECRET not in target.read_text()


def test_the_command_writes_a_copy_without_personal_data(tmp_path: Path) -> None:
    source, target = tmp_path / "a.portfolio.json", tmp_path / "b.portfolio.json"
    source.write_bytes(ep.dumps(portfolio(owner={"names": [{"full_name": SECRET}]}), "eportfolio").data)
    assert main(["redact", str(source), "-o", str(target)]) == 0
    assert "Xxxxxx" not in target.read_text()
    assert "xxxxxxxxxx-0000" in target.read_text()
