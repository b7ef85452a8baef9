"""What must hold for any portfolio: no difference from itself, blind to order, no leaf overlooked."""

from __future__ import annotations

import copy
import random
import sys
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eportfolio.compare import Change, diff, equivalent
from eportfolio.compare.difference import leaves

WORDS = st.sampled_from(["ash", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine"])
TEXTS = st.one_of(WORDS, st.dictionaries(st.sampled_from(["en", "nl", "fr"]), WORDS, min_size=1))
DATES = st.fixed_dictionaries({"edtf": st.sampled_from(["2001", "2002-03", "2004-05-06"])})
CONCEPTS = st.fixed_dictionaries({"label": TEXTS}, optional={"uri": WORDS.map("https://example.org/{}".format)})
ADDRESSES = st.fixed_dictionaries({"lines": st.lists(WORDS, min_size=1, max_size=3)})
ORGANISATIONS = st.fixed_dictionaries({"name": TEXTS}, optional={"addresses": st.lists(ADDRESSES, max_size=2)})
EVIDENCE_IDS = [f"urn:example:evidence:{n}" for n in range(3)]

EXPERIENCES = st.fixed_dictionaries(
    {"kind": WORDS, "title": TEXTS},
    optional={
        "organisations": st.lists(ORGANISATIONS, max_size=2),
        "period": st.fixed_dictionaries({"start": DATES}, optional={"ongoing": st.booleans()}),
        "keywords": st.lists(TEXTS, max_size=3),
        "positions": st.lists(st.fixed_dictionaries({"occupation": CONCEPTS}), max_size=2),
        "evidence": st.lists(st.sampled_from(EVIDENCE_IDS), max_size=2),
    },
)
COMPETENCES = st.fixed_dictionaries({"label": TEXTS, "category": WORDS}, optional={"concepts": st.lists(CONCEPTS)})


def numbered(kind: str, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{"id": f"urn:example:{kind}:{n}", **item} for n, item in enumerate(items)]


@st.composite
def portfolios(draw: st.DrawFn) -> dict[str, Any]:
    data: dict[str, Any] = {
        "experiences": numbered("experience", draw(st.lists(EXPERIENCES, max_size=4))),
        "competences": numbered("competence", draw(st.lists(COMPETENCES, max_size=4))),
        "evidence_items": [{"id": place, "title": draw(WORDS)} for place in EVIDENCE_IDS],
    }
    language = draw(st.sampled_from(["", "en", "nl"]))
    return data | ({"language": language} if language else {})


def without_ids(data: dict[str, Any]) -> dict[str, Any]:
    """The same portfolio, as a format without ids would give it back; evidence keeps its ids, under other names."""
    data = copy.deepcopy(data)
    for kind in ("experiences", "competences"):
        for item in data[kind]:
            del item["id"]
            if "evidence" in item:
                item["evidence"] = [place + "-copy" for place in item["evidence"]]
    for item in data["evidence_items"]:
        item["id"] += "-copy"
    return data


ORDERLESS = ("experiences", "competences", "evidence_items")


def shuffled(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    data = copy.deepcopy(data)
    for kind in ORDERLESS:
        chance.shuffle(data[kind])
        for item in data[kind]:
            for field in ("keywords", "positions", "organisations", "evidence", "concepts"):
                chance.shuffle(item.get(field, []))
    return data


SLOW = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(portfolios(), st.randoms(use_true_random=False))
def test_order_makes_no_difference(data: dict[str, Any], chance: random.Random) -> None:
    assert not diff(data, data)
    assert not diff(data, shuffled(data, chance))
    assert equivalent(without_ids(data), shuffled(data, chance))


@SLOW
@given(portfolios(), st.data())
def test_every_leaf_that_changes_is_seen_at_its_place(portfolio: dict[str, Any], choice: st.DataObject) -> None:
    places = [
        place for place, _ in leaves(portfolio, "")
        if not place.endswith("/id") and "/evidence/" not in place and place != "/language"
    ]  # fmt: skip
    place = choice.draw(st.sampled_from(places))
    changed = copy.deepcopy(portfolio)
    *steps, last = place.split("/")[1:]
    holder: Any = changed
    for step in steps:
        holder = holder[int(step)] if isinstance(holder, list) else holder[step]
    key: Any = int(last) if isinstance(holder, list) else last
    holder[key] = (not holder[key]) if isinstance(holder[key], bool) else "something else"
    difference = diff(portfolio, changed)
    seen = [pointer for pointer, _ in difference.losses()]
    # A member of a collection may be told from an equal twin, or pair with another one that is just as like.
    assert seen, place
    assert any(pointer.split("/")[:3] == place.split("/")[:3] for pointer in seen)
    if not any(step.isdigit() for step in place.split("/")[3:]):
        assert seen == [place]
        assert [change.kind for change in difference] == ["changed"]


@SLOW
@given(portfolios(), portfolios())
def test_read_backwards_added_is_removed(a: dict[str, Any], b: dict[str, Any]) -> None:
    forwards, backwards = diff(a, b), diff(b, a)
    assert {_key(change) for change in forwards} == {_key(_mirrored(change)) for change in backwards}
    assert equivalent(a, b) is equivalent(b, a)


def _mirrored(change: Change) -> Change:
    kind = {"added": "removed", "removed": "added", "changed": "changed"}[change.kind]
    pointer_b = {"added": "", "removed": change.pointer, "changed": change.pointer}[change.kind]
    return Change(kind, change.pointer_b or change.pointer, change.after, change.before, "", pointer_b)  # type: ignore[arg-type]


def _key(change: Change) -> tuple[str, ...]:
    return (change.kind, change.pointer, change.pointer_b, repr(change.before), repr(change.after))


def _many(count: int) -> dict[str, Any]:
    return {
        "experiences": [
            {"kind": "employment", "title": f"Post {n}", "period": {"start": {"edtf": f"{1900 + n % 100}"}},
             "organisations": [{"name": f"Firm {n % 500}"}], "keywords": [f"word {n % 7}", f"word {n % 11}"]}
            for n in range(count)
        ]
    }  # fmt: skip


def _calls(a: dict[str, Any], b: dict[str, Any]) -> int:
    """How many functions a comparison calls: a measure of its cost that no other process can disturb."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        difference = diff(a, b)
    finally:
        sys.setprofile(None)
    assert difference
    return calls


def test_the_cost_of_many_items_grows_no_faster_than_their_number() -> None:
    """Nothing aligns by id, content or identity here: the worst case for a search for likeness."""

    def renamed(data: dict[str, Any]) -> dict[str, Any]:
        items = [item | {"kind": "internship", "title": item["title"] + "!"} for item in data["experiences"]]
        return {"experiences": items[::-1]}

    few, many = _many(1250), _many(5000)
    assert _calls(many, renamed(many)) < _calls(few, renamed(few)) * 4.5
