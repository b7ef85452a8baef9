"""Whatever stands in a signed document, its verification ends in steps, and nothing that is changed holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import eportfolio as ep
from eportfolio.report.errors import EportfolioError
from eportfolio.trust.documents import Documents
from eportfolio.trust.integrity import verify_embedded
from eportfolio.trust.keys import issuer_document
from eportfolio.trust.question import Question
from eportfolio.trust.recognising import Place
from tests.trust.badges import SCHOOL, as_bytes, badge

AT = datetime(2026, 6, 1, tzinfo=UTC)
KEY = ep.new_key()

JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "z", "z6Mk", "did:key:z6Mk", "https://", "@id", "@context", "_:b", "#1", KEY.did, SCHOOL])
    | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["@id", "@type", "@value", "@graph", "id", "type", "proof", "previousProof", "x", "@context"]),
        inner, max_size=3,
    ),
    max_leaves=6,
)  # fmt: skip


def _signed(suite: str) -> dict[str, Any]:
    once = ep.sign(as_bytes(badge()), KEY, suite=suite, issuer_id=SCHOOL, created=AT)
    document: dict[str, Any] = json.loads(ep.sign(once.data, KEY, issuer_id=SCHOOL, created=AT, add=True).data)
    return document


SIGNED = {suite: _signed(suite) for suite in ("eddsa-rdfc-2022", "eddsa-jcs-2022")}
ISSUER = issuer_document(KEY.public, SCHOOL)


def _places(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in items:
        yield (*place, step)
        yield from _places(member, (*place, step))


def _with(document: Any, place: tuple[Any, ...], value: Any) -> Any:
    changed = json.loads(json.dumps(document))
    holder = changed
    for step in place[:-1]:
        holder = holder[step]
    holder[place[-1]] = value
    return changed


def _verify(document: Any, issuer: Any = ISSUER) -> list[Any]:
    given = Documents({SCHOOL: json.dumps(issuer).encode()})
    return verify_embedded(Place("", document), Question(AT, documents=given))


@pytest.mark.parametrize("suite", SIGNED)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_a_changed_document(suite: str, data: st.DataObject) -> None:
    document = SIGNED[suite]
    place = data.draw(st.sampled_from(list(_places(document))))
    changed = _with(document, place, data.draw(JUNK))
    if not isinstance(changed.get("proof"), list | dict):
        return
    for index, proof in enumerate(_verify(changed)):
        assert proof.steps
        own = place[:2] == ("proof", index)
        if changed != document and proof.holds and (place[0] != "proof" or own):
            failed = [step.name for step in proof.steps if step.outcome == "failed"]
            assert "json-ld-terms" in failed or _same_statements(changed, document)


def _same_statements(changed: Any, document: Any) -> bool:
    """Whether two spellings are the same statements, such as one value and a list of it."""
    from eportfolio.sources.jsonld import to_nquads
    from eportfolio.trust.canonical import canonicalise

    try:
        return canonicalise(to_nquads(changed)) == canonicalise(to_nquads(document))
    except EportfolioError:
        return False


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_changed_document_of_the_issuer(data: st.DataObject) -> None:
    place = data.draw(st.sampled_from(list(_places(ISSUER))))
    changed = _with(ISSUER, place, data.draw(JUNK))
    for proof in _verify(SIGNED["eddsa-jcs-2022"], changed):
        assert proof.steps
        assert proof.outcome("key") is not None
