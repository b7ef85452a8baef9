"""Contexts that mean harm: protected terms defined anew, bombs, circles, addresses of nobody; each in bounded time."""

from __future__ import annotations

import contextlib
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from eportfolio.report.errors import EportfolioError, UnreadableError, UnsafeError
from eportfolio.sources.jsonld import CREDENTIALS_2, FAULTY, context, dropped_terms, to_nquads, unsafe
from eportfolio.sources.jsonld.addresses import OPEN_BADGES

ELSEWHERE = "https://example.org/context"
KIND = {"@id": "urn:Kind", "@context": {"name": "urn:mine"}}


def scoped(depth: int, width: int) -> dict[str, Any]:
    """A context behind each term of a context, to a depth."""
    inner: dict[str, Any] = {}
    for _ in range(depth):
        inner = {f"p{number}": {"@id": f"urn:p{number}", "@context": inner} for number in range(width)}
    return inner


def nested(depth: int) -> dict[str, Any]:
    document: dict[str, Any] = {"urn:q": 1}
    for _ in range(depth):
        document = {"p0": document}
    return document


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({"@context": [CREDENTIALS_2, {"name": "urn:mine"}]}, "/@context/1"),
        ({"@context": [CREDENTIALS_2, {"name": None}]}, "/@context/1"),
        ({"@context": [CREDENTIALS_2, {"id": {"@id": "@id", "@type": "@id"}}]}, "/@context/1"),
        ({"@context": CREDENTIALS_2, "urn:p": {"@context": {"type": "urn:type"}}}, "/urn:p/@context"),
        ({"@context": [CREDENTIALS_2, {"Kind": KIND}], "urn:p": {"type": "Kind"}}, "/urn:p"),
        ({"@context": [CREDENTIALS_2, None]}, "/@context/1"),
        ({"@context": CREDENTIALS_2, "urn:p": [{}, {"@context": None}]}, "/urn:p/1/@context"),
        ({"@context": [{"@protected": True, "a": "urn:a"}, {"a": "urn:b"}]}, "/@context/1"),
        ({"@context": [{"a": {"@id": "urn:a", "@protected": True}}, {"a": "urn:b"}]}, "/@context/1"),
        (
            {"@context": [CREDENTIALS_2, OPEN_BADGES], "urn:p": {"type": ["Achievement", "IdentifierEntry", "Result"]}},
            "/urn:p",
        ),
    ],
)
def test_protected_terms_are_not_defined_anew(document: dict[str, Any], pointer: str) -> None:
    document = {"id": "urn:x", "urn:said": 1, **document}
    for call in (unsafe, dropped_terms, to_nquads):
        with pytest.raises(UnreadableError) as raised:
            call(document)
        assert raised.value.finding.name == "context-conflict"
        assert raised.value.finding.pointer == pointer


@pytest.mark.parametrize(
    "contexts",
    [
        [CREDENTIALS_2, {"name": "https://schema.org/name"}],
        [CREDENTIALS_2, CREDENTIALS_2],
        [CREDENTIALS_2, context(CREDENTIALS_2)],
        [{"name": "urn:mine"}, CREDENTIALS_2],
        [{"@protected": True, "a": "urn:a", "b": {"@id": "urn:b", "@protected": False}}, {"b": "urn:c"}],
        [CREDENTIALS_2, {"p": {"@id": "urn:p", "@context": {"name": "urn:mine"}}}],
        [CREDENTIALS_2, {"p": {"@id": "urn:p", "@context": None}}],
    ],
)
def test_what_may_stand_beside_protected_terms(contexts: list[Any]) -> None:
    document = {"@context": contexts, "id": "urn:x", "urn:said": {"urn:p": 1}}
    document |= {"p": {"name": "x", "urn:q": 1}} if "p" in str(contexts[-1]) and isinstance(contexts[-1], dict) else {}
    assert to_nquads(document)
    unsafe(document)


@pytest.mark.parametrize(
    ("document", "pointer"),
    [
        ({"@context": ELSEWHERE}, "/@context"),
        ({"@context": [CREDENTIALS_2, ELSEWHERE]}, "/@context/1"),
        ({"@context": {"p": {"@id": "urn:p", "@context": ELSEWHERE}}, "p": {"a": 1}}, "/p"),
        ({"@context": {"@import": ELSEWHERE}}, "/@context"),
        ({"@context": f"{CREDENTIALS_2}/"}, "/@context"),
        ({"@context": f"{CREDENTIALS_2}#"}, "/@context"),
        ({"@context": "v2"}, "/@context"),
    ],
)
def test_an_unknown_context_is_named_and_not_fetched(document: dict[str, Any], pointer: str) -> None:
    for call in (unsafe, to_nquads):
        with pytest.raises(UnsafeError, match="nothing is fetched") as raised:
            call(document)
        assert raised.value.finding.name == "unsafe-content"
        assert raised.value.finding.pointer == pointer


def test_an_address_that_is_misspelt_is_put_right() -> None:
    with pytest.raises(UnsafeError) as raised:
        unsafe({"@context": OPEN_BADGES.replace("https", "http")})
    assert OPEN_BADGES in str(raised.value.finding.hint)
    with pytest.raises(UnsafeError) as raised:
        unsafe({"@context": "https://college.example.org/terms"})
    assert "inline" in str(raised.value.finding.hint)


@pytest.mark.parametrize("address", FAULTY)
def test_a_faulty_context_is_named_with_its_fault(address: str) -> None:
    for call in (unsafe, to_nquads):
        with pytest.raises(UnreadableError, match="supervisionType") as raised:
            call({"@context": [CREDENTIALS_2, address]})
        assert raised.value.finding.pointer == "/@context/1"


WEIGHTY = {
    "many contexts behind terms": {"@context": scoped(1, 4000), "p0": {"urn:q": 1}},
    "too many contexts behind terms": {"@context": scoped(1, 60_000), "p0": {"urn:q": 1}},
    "contexts behind terms of contexts behind terms": {"@context": scoped(4, 9), **nested(4)},
    "a deep context": {"@context": scoped(80, 1), **nested(80)},
    "too deep a context": {"@context": scoped(5000, 1)},
    "a context that stands behind itself": {
        "@context": {"p": {"@id": "urn:p", "@context": CREDENTIALS_2}},
        "p": {"type": "VerifiablePresentation", "verifiableCredential": {"@context": CREDENTIALS_2}},
    },
    "terms in a circle": {"@context": {"a": "b:x", "b": "a:x"}, "a": 1},
    "a term of itself": {"@context": {"a": "a:x"}, "a": 1},
    "a long name": {"@context": {"a" * 1_000_000: "urn:a"}, "urn:p": 1},
    "a long vocabulary": {"@context": {"@vocab": "urn:" + "x" * 1_000_000}, "a": 1, "b": 2},
    "the same context again and again": {"@context": [CREDENTIALS_2] * 100_000, "urn:p": 1},
    "nested credentials": {"@context": CREDENTIALS_2, "urn:p": [{"@context": [CREDENTIALS_2, {"k": "urn:k"}]}] * 2000},
    "a list of lists": {"@context": [[[CREDENTIALS_2]]]},
    "a context in a context": {"@context": {"@context": {"a": "urn:a"}}, "a": 1},
    "many types": {
        "@context": {f"T{number}": {"@id": f"urn:{number}", "@context": {"a": "urn:a"}} for number in range(300)},
        "@graph": [{"@type": [f"T{number}" for number in range(300)], "a": index} for index in range(300)],
    },
}


@pytest.mark.parametrize("name", WEIGHTY)
def test_weighty_contexts_take_bounded_time(name: str) -> None:
    started = time.process_time()
    for call in (unsafe, to_nquads):
        with contextlib.suppress(EportfolioError):
            call(WEIGHTY[name])
    assert time.process_time() - started < 10


@pytest.mark.parametrize("entry", ["@vocab", "@language", "@direction"])
def test_nothing_is_taken_back_where_nothing_is(entry: str) -> None:
    """PyLD fails on it; the standard does not (JSON-LD 1.1 API, section 4.1.2, steps 5.8 to 5.10)."""
    document = {"@context": [CREDENTIALS_2, {entry: None, "name2": "urn:name"}], "id": "urn:x", "name2": "x"}
    assert to_nquads(document) == '<urn:x> <urn:name> "x" .\n'
    set_before = {"@context": [{entry: "ltr" if entry == "@direction" else "nl"}, {entry: None}], "urn:p": "x"}
    assert to_nquads(set_before) == '_:b0 <urn:p> "x" .\n'


def test_what_others_cached_is_not_taken() -> None:
    """PyLD shares contexts among all who use it in a process; what another loader gave must not come to stand here."""
    from pyld import jsonld as pyld

    def forged(address: str, _options: Any) -> dict[str, Any]:
        found = {"@context": {"name": "urn:forged"}}
        return {"contextUrl": None, "documentUrl": address, "document": found, "tag": "static"}

    document = {"@context": CREDENTIALS_2, "id": "urn:x", "name": "x"}
    assert "urn:forged" in str(pyld.expand(document, {"documentLoader": forged}))
    assert "urn:forged" in str(pyld.expand(document, {"documentLoader": None}))  # from the shared cache
    assert to_nquads(document) == '<urn:x> <https://schema.org/name> "x" .\n'
    pyld._resolved_context_cache.clear()


def test_nothing_that_a_document_brings_is_kept() -> None:
    from eportfolio.sources.jsonld.processor import _known

    for number in range(20):
        own = {f"brought{number}": "urn:brought", "@vocab": f"urn:brought{number}:"}
        for contexts in (
            [own, CREDENTIALS_2],
            [{"@vocab": f"urn:brought{number}:"}, CREDENTIALS_2],
            [CREDENTIALS_2, own],
        ):
            assert to_nquads({"@context": contexts, "id": "urn:x", f"brought{number}": 1, "name": "x"})
    kept = [active for found in _known(()).resolved.values() for one in found for active in one.cache.values()]
    assert kept
    assert not [active for active in kept if "brought" in str(active.keys() ^ active["mappings"].keys())]
    assert not [active for active in kept if "brought" in str(active.get("@vocab"))]


def test_each_thread_has_its_own_cache() -> None:
    documents = [{"@context": [CREDENTIALS_2, OPEN_BADGES], "id": "urn:x", "name": f"{n}"} for n in range(40)]
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(to_nquads, documents))
    assert found == [f'<urn:x> <https://schema.org/name> "{n}" .\n' for n in range(40)]
