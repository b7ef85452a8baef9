"""JSON-LD offline: known contexts only, bounded cost, and the keys that a processor would drop."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from eportfolio.report.errors import EportfolioError, MissingExtraError, UnreadableError, UnsafeError
from eportfolio.sources import jsonld
from eportfolio.sources.jsonld import CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS, KNOWN, dropped_terms, to_nquads
from eportfolio.sources.jsonld.contexts import CREDENTIALS_2
from eportfolio.sources.limits import Limits

BOTH = [CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS]
ELM = "http://data.europa.eu/snb/model/elm/"

NOOR = {
    "@context": BOTH,
    "id": "urn:credential:noor",
    "type": ["VerifiableCredential", "EuropeanDigitalCredential"],
    "credentialSubject": {
        "id": "urn:person:noor",
        "type": "Person",
        "fullName": {"en": "Noor van Dijk-Okonkwo"},
        "hasClaim": [{"id": "urn:claim:1", "type": "LearningAchievement", "title": {"en": "Bee keeping"}}],
    },
}


@pytest.mark.parametrize("address", KNOWN)
def test_a_context_is_the_callers_own(address: str) -> None:
    first = jsonld.context(address)
    first.clear()
    assert len(jsonld.context(address)) > 1


@pytest.mark.parametrize("address", ["https://example.org/context", "", "edc-ap", "file:///etc/passwd"])
def test_what_is_not_known_is_not_fetched(address: str) -> None:
    with pytest.raises(UnsafeError, match="nothing is fetched"):
        jsonld.loader()(address, {})
    with pytest.raises(UnsafeError, match="nothing is fetched") as raised:
        dropped_terms({"claims": [{"@context": [CREDENTIALS, address]}], "@context": {"claims": "urn:c"}})
    assert raised.value.finding.pointer == "/claims/0/@context/1"
    assert raised.value.finding.hint


@pytest.mark.parametrize(
    "local", [{"@import": CREDENTIALS}, {"p": {"@id": "urn:p", "@context": "https://example.org/c"}}]
)
def test_a_context_that_hides_an_address(local: dict[str, Any]) -> None:
    with pytest.raises(UnsafeError, match="nothing is fetched"):
        to_nquads({"@context": local, "p": {"q": 1}})


def test_statements() -> None:
    lines = set(to_nquads(NOOR).splitlines())
    assert '<urn:person:noor> <http://xmlns.com/foaf/0.1/fullName> "Noor van Dijk-Okonkwo"@en .' in lines
    assert f"<urn:person:noor> <{ELM}hasClaim> <urn:claim:1> ." in lines
    assert "<urn:credential:noor> <https://www.w3.org/2018/credentials#credentialSubject> <urn:person:noor> ." in lines


def test_relative_references_say_nothing() -> None:
    said = {"@context": BOTH, "id": "urn:x", "homepage": "about.html", "type": "Persoon", "dcType": "urn:t"}
    assert to_nquads(said).splitlines() == ["<urn:x> <http://purl.org/dc/terms/type> <urn:t> ."]


def test_inline_contexts_are_allowed() -> None:
    assert (
        to_nquads({"@context": {"name": "urn:name"}, "@id": "urn:x", "name": "Noor"}) == '<urn:x> <urn:name> "Noor" .\n'
    )


def test_json_literals() -> None:
    raw = {"@context": {"raw": {"@id": "urn:raw", "@type": "@json"}}, "@id": "urn:x", "raw": {"a": {"b": ["c"]}}}
    assert to_nquads(raw).startswith('<urn:x> <urn:raw> "{\\"a\\":{\\"b\\":[\\"c\\"]}}"^^')


def test_the_document_is_not_changed() -> None:
    before = repr(NOOR)
    to_nquads(NOOR)
    dropped_terms(NOOR)
    assert repr(NOOR) == before


@pytest.mark.parametrize(
    ("document", "pointers"),
    [
        (NOOR, []),
        ({**NOOR, "@context": CREDENTIALS}, ["/credentialSubject/fullName", "/credentialSubject/hasClaim"]),
        ({**NOOR, "type": "EuropeanDigitalCredential"}, ["/credentialSubject"]),
        ({"titel": 1}, ["/titel"]),
        ({"a/b~c": {"d": 1}}, ["/a~1b~0c"]),
        ({"@graph": [{"x": 1}, {"urn:y": {"z": 2}}]}, ["/@graph/0/x", "/@graph/1/urn:y/z"]),
        ({"@context": {"@vocab": "urn:v:"}, "x": {"y": 1}}, []),
        ({"@context": {"@vocab": "urn:v:", "y": None}, "x": {"y": 1}}, ["/x/y"]),
        ({"@context": {"x": {"@id": "urn:x", "@type": "@json"}}, "x": {"y": [{"z": 1}]}}, []),
        ({"@context": {"x": {"@id": "urn:x", "@container": "@language"}}, "x": {"nl": "y"}}, []),
        ({"@context": {"x": {"@id": "urn:x", "@container": "@index"}}, "x": {"k": {"y": 1}}}, ["/x/k/y"]),
        ({"@context": {"x": {"@id": "urn:x", "@context": {"y": "urn:y"}}}, "x": {"y": {"y": 1}}, "y": 1}, ["/y"]),
        ({"@context": {"T": {"@id": "urn:T", "@context": {"y": "urn:y"}}}, "@type": "T", "y": {"y": 1}}, ["/y/y"]),
        ({"@context": {"x": "urn:x", "n": "@nest"}, "n": {"x": 1, "q": 2}}, ["/n/q"]),
        ({"@context": {"x": "urn:x"}, "@reverse": {"x": {"q": 1}, "z": {}}}, ["/@reverse/x/q", "/@reverse/z"]),
        ({"@context": {"p": "urn:p:"}, "p:x": 1, "q:x": 1, "@nothing": 1}, ["/@nothing"]),
        ({"@context": {"x": "urn:x"}, "x": {"@context": None, "x": 1}}, ["/x/x"]),
        ({"@context": {"x": "y", "y": "z:y", "z": "urn:z:"}, "x": {"q": 1}}, ["/x/q"]),
        ([{"@context": {"x": {"@id": "urn:x"}}, "x": {"@list": [{"q": 1}]}}], ["/0/x/@list/0/q"]),
    ],
)
def test_dropped_terms(document: Any, pointers: list[str]) -> None:
    assert dropped_terms(document) == pointers
    assert len(_by_pyld(document) or []) == len(pointers)


_KEYS = st.sampled_from(
    ["id", "@list", "@set", "@graph", "@included", "proof", "credentialSubject", "hasClaim", "q:r", "evidence",
     "elm:title", "urn:x", "@strange", "", "part", "named", "byType", "raw", "VerifiableCredential"]
)  # fmt: skip
_INLINE = {
    "part": {"@id": "urn:part", "@context": {"titel": "urn:titel", "issuer": None}},
    "named": {"@id": "urn:named", "@container": "@index"},
    "byType": {"@id": "urn:byType", "@container": "@type"},
    "raw": {"@id": "urn:raw", "@type": "@json"},
    "Scoped": {"@id": "urn:Scoped", "@context": {"titel": "urn:titel"}},
}
_SCALARS = st.sampled_from(
    ["urn:a", "x", "", "en", "VerifiableCredential", "Scoped", "Ed25519Signature2018", "Person", 1, 2.5, True, None]
)
_CONTEXTS = st.sampled_from(
    [CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS, BOTH, None, {}, {"@vocab": "urn:v:"}, 5, _INLINE]
)
_KINDS = st.sampled_from(["VerifiableCredential", "Scoped", "Person", "Ed25519Signature2018", ""])
_TEXTS = {"title": {"en": "x"}, "titel": 1, "jws": "x", "issuer": "urn:i"}


def _node(kind: str, members: dict[str, Any], texts: list[str]) -> dict[str, Any]:
    return {**({"type": kind} if kind else {}), **{key: _TEXTS[key] for key in texts}, **members}


def _nodes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    members = st.dictionaries(_KEYS, inner, max_size=3)
    return st.builds(_node, _KINDS, members, st.lists(st.sampled_from(list(_TEXTS)), unique=True))


_DOCUMENTS = _nodes(
    st.recursive(_SCALARS, lambda inner: st.lists(_nodes(inner), max_size=2) | _nodes(inner), max_leaves=8)
)


def _by_pyld(document: Any) -> list[str | None] | None:
    """What PyLD drops; nothing when it refuses the document."""
    dropped: list[str | None] = []
    try:
        pyld.expand(document, {"documentLoader": jsonld.loader(), "base": None}, on_property_dropped=dropped.append)
    except Exception:
        return None
    return dropped


@given(content=_DOCUMENTS, inner=_DOCUMENTS, first=_CONTEXTS, second=_CONTEXTS)
@settings(max_examples=150)
def test_any_document(content: Any, inner: Any, first: Any, second: Any) -> None:
    parts = {"@context": first, "part": [content, {"@context": second, "urn:p": inner}]}
    document = {"@context": [*BOTH, _INLINE], **content, "hasClaim": [content, parts]}
    theirs = _by_pyld(document)
    if theirs is None:
        with pytest.raises(EportfolioError):
            to_nquads(document)
        return
    with contextlib.suppress(UnreadableError):  # some faults show only then
        to_nquads(document)
    ours = [pointer.rpartition("/")[2] for pointer in dropped_terms(document)]
    assert len(ours) == len(theirs)
    assert set(ours) >= {name for name in theirs if name}


def _nested(depth: int) -> dict[str, Any]:
    document: dict[str, Any] = {"urn:p": "x"}
    for _ in range(depth):
        document = {"urn:p": document}
    return document


HOSTILE = {
    "deep": _nested(300),
    "very deep": _nested(50_000),
    "many nodes": {"@graph": [{}] * 600_000},
    "many values": {"@id": "urn:x", "urn:p": [{"@id": f"urn:{i}"} for i in range(8000)]},
    "one id": {"@graph": [{"@id": "urn:x", "urn:p": i} for i in range(8000)]},
    "many types": {"@id": "urn:x", "@type": [f"urn:{i}" for i in range(8000)]},
    "many values from behind": {"@id": "urn:x", "@reverse": {"urn:p": [{"@id": "urn:y"}] * 8000}},
    "many contexts": {"@graph": [{"@context": BOTH, "title": {"en": "x"}} for _ in range(2000)]},
    "a list of contexts": {"@context": [EUROPEAN_DIGITAL_CREDENTIALS] * 3000},
    "a large context, many times": {
        "@context": {"p": {"@id": "urn:p", "@context": {f"a{i}": f"urn:{i}" for i in range(2000)}}},
        "@graph": [{"p": {"a1": i}} for i in range(2000)],
    },
    "a long chain of terms": {"@context": {f"a{i}": f"a{i + 1}:x" for i in range(5000)}, "a0": 1},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_are_refused_soon(name: str) -> None:
    started = time.perf_counter()
    with pytest.raises(UnsafeError) as raised:
        to_nquads(HOSTILE[name])
    assert raised.value.finding.name in ("limit-exceeded", "nested-too-deeply")
    assert time.perf_counter() - started < 20


@pytest.mark.parametrize("keyword", ["@graph", "@included", "@list"])
def test_many_nodes_are_no_crowd(keyword: str) -> None:
    many = [{"@id": f"urn:{i}", "urn:p": i} for i in range(8000)]
    document = {"urn:q": {"@list": many}} if keyword == "@list" else {"@id": "urn:x", "urn:q": 1, keyword: many}
    assert len(to_nquads(document).splitlines()) >= 8000


def test_limits_are_the_callers() -> None:
    with pytest.raises(UnsafeError, match="limit nodes"):
        dropped_terms(NOOR, Limits(nodes=5))
    with pytest.raises(UnsafeError, match="limit depth"):
        dropped_terms(NOOR, Limits(depth=2))
    assert dropped_terms({"urn:a": {"urn:b": 1}}, Limits(depth=2)) == []


@pytest.mark.parametrize(
    "document",
    [
        {"@id": 5},
        {"@type": 5},
        {"@type": {"a": 1}},
        {"@context": 5},
        {"@context": {"x": 5}},
        {"@context": {"x": {"@id": 5}}, "x": 1},
        {"@context": {"x": "y:a", "y": "x:a"}, "x": 1},
        {"@context": {"@vocab": 5}},
        {"@context": {"@version": 1.0}},
        {"@context": {"x": {"@id": "urn:x", "@container": "@nonsense"}}},
        {"@context": {"x": {"@id": "urn:x", "@type": "nonsense"}}},
        {"urn:x": {"@value": {"a": 1}}},
        {"urn:x": {"@list": 1, "@id": "urn:y"}},
        {"@context": {"x": {"@id": "urn:x", "@container": "@language"}}, "x": {"nl": 5}},
    ],
    ids=str,
)
def test_what_is_no_json_ld(document: Any) -> None:
    with pytest.raises(UnreadableError) as raised:
        to_nquads(document)
    assert raised.value.finding.name == "invalid-value"


@pytest.mark.parametrize(
    "context",
    [
        [CREDENTIALS_2, EUROPEAN_DIGITAL_CREDENTIALS],
        [CREDENTIALS, {"proof": "urn:mine"}],
        [{"x": {"@id": "urn:x", "@protected": True}}, {"x": "urn:y"}],
    ],
    ids=str,
)
def test_protected_terms(context: Any) -> None:
    with pytest.raises(UnreadableError) as raised:
        to_nquads({"@context": context, "@id": "urn:x"})
    assert raised.value.finding.name == "context-conflict"


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyld", None)
    assert dropped_terms({"x": 1}) == ["/x"]
    with pytest.raises(MissingExtraError, match=r"\[verify\]"):
        to_nquads({})
    with pytest.raises(MissingExtraError, match=r"\[shacl\]"):
        jsonld.expand({})
