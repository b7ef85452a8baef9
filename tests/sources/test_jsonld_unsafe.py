"""What a processor would leave out of a document: each reason, and against what PyLD makes of any document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld as pyld

from eportfolio.report.errors import EportfolioError, UnsafeError
from eportfolio.sources import jsonld
from eportfolio.sources.jsonld import CREDENTIALS_2, Reason, dropped_terms, to_nquads, unsafe
from eportfolio.sources.jsonld.addresses import LEARNER_RECORD, OPEN_BADGES, OPEN_BADGES_2
from eportfolio.trust.canonical import canonicalise

BADGE: dict[str, Any] = {
    "@context": [CREDENTIALS_2, OPEN_BADGES],
    "id": "urn:uuid:1b0c7e8a-6a0e-4a80-8a3a-1c6f2f0d6a11",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": "https://example.org/issuers/1", "type": "Profile", "name": "Example College"},
    "validFrom": "2025-03-04T05:06:07Z",
    "credentialSubject": {
        "id": "did:example:noor",
        "type": "AchievementSubject",
        "achievement": {
            "id": "https://example.org/achievements/1",
            "type": "Achievement",
            "name": "Bee keeping",
            "description": {"@value": "Bijen houden", "@language": "nl"},
            "criteria": {"narrative": "Keeps bees."},
            "tag": ["bees", None],
            "humanCode": None,
        },
    },
}


def badge(**achievement: Any) -> dict[str, Any]:
    subject = BADGE["credentialSubject"]
    return {**BADGE, "credentialSubject": {**subject, "achievement": {**subject["achievement"], **achievement}}}


def test_a_sound_badge_is_safe() -> None:
    assert unsafe(BADGE) == []
    assert to_nquads(BADGE).count("\n") == 15


def test_reasons_are_words() -> None:
    (found,) = unsafe({**BADGE, "colour": "red"})
    assert found == ("/colour", Reason.UNDEFINED)
    assert f"{found.reason}".startswith("no context defines this key")


IN_ACHIEVEMENT = [
    ({"colour": "red"}, "colour", Reason.UNDEFINED),
    ({"issuer": "urn:x"}, "issuer", Reason.UNDEFINED),  # a term of a credential, not of an achievement
    ({"a/b~c": 1}, "a~1b~0c", Reason.UNDEFINED),
    ({"name": {"en": "Bees", "nl": "Bijen"}}, "name/en", Reason.LANGUAGE_MAP),
    ({"criteria": {"narrative": {"en": ["Keeps", "bees"]}}}, "criteria/narrative/en", Reason.LANGUAGE_MAP),
    ({"name": {"en": 5}}, "name/en", Reason.UNDEFINED),
    ({"id": "achievements/1"}, "id", Reason.RELATIVE_ID),
    ({"id": "_x"}, "id", Reason.RELATIVE_ID),
    ({"image": "logo.png"}, "image", Reason.RELATIVE_ID),
    ({"type": ["Achievement", "Prize"]}, "type/1", Reason.RELATIVE_TYPE),
    ({"type": "achievement"}, "type", Reason.RELATIVE_TYPE),
    ({"id": "https://example.org/a b"}, "id", Reason.NO_ADDRESS),
    ({"id": "https://example.org/{a}"}, "id", Reason.NO_ADDRESS),
    ({"id": 5}, "id", Reason.NO_TEXT),
    ({"id": None}, "id", Reason.NO_TEXT),
    ({"type": ["Achievement", 5]}, "type/1", Reason.NO_TEXT),
    ({"name": {"@value": "Bees", "@language": "in English"}}, "name/@language", Reason.NO_TAG),
    ({"name": {"@value": "נ", "@language": "he", "@direction": "rtl"}}, "name/@direction", Reason.DIRECTION),
    ({"_:p": "x"}, "_:p", Reason.BLANK_PROPERTY),
]


@pytest.mark.parametrize(("changed", "place", "reason"), IN_ACHIEVEMENT, ids=str)
def test_each_reason(changed: dict[str, Any], place: str, reason: Reason) -> None:
    assert unsafe(badge(**changed))[0] == (f"/credentialSubject/achievement/{place}", reason)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "Bees"},
        {"id": "_:b0"},
        {"id": "did:example:1"},
        {"id": "urn:ü"},
        {"type": ["Achievement", "https://example.org/Prize"]},
        {"type": ["Achievement", "_:b5"]},
        {"https://example.org/colour": {"@id": "https://example.org/red"}},
        {"name": {"@value": "Bees", "@type": "https://example.org/t"}},
        {"description": {"@value": "Bijen", "@language": "nl-NL-x-fries"}},
        {"related": []},
        {"related": [None]},
        {"image": None},
        {"creditsAvailable": 5},
    ],
    ids=str,
)
def test_what_is_safe(changed: dict[str, Any]) -> None:
    assert unsafe(badge(**changed)) == []


@pytest.mark.parametrize(
    ("document", "pointers"),
    [
        ({"@graph": ["x", {"@id": "urn:x"}, {"@value": 1}, {"@list": [1]}, {}, {"urn:p": 1}]}, [0, 1, 2, 3, 4]),
        ([{"@id": "urn:x"}, {"@id": "urn:x", "bare": 1}, {"@id": "urn:x", "urn:p": None}], [0, 1, "1/bare", 2]),
        ([{"@set": ["x", {"urn:p": 1}]}], ["0/@set/0"]),
    ],
    ids=["graph", "list", "set"],
)  # fmt: skip
def test_what_says_nothing(document: Any, pointers: list[Any]) -> None:
    prefix = "/@graph" if isinstance(document, dict) else ""
    assert [found.pointer for found in unsafe(document)] == [f"{prefix}/{pointer}" for pointer in pointers]


def test_the_order_of_contexts_decides() -> None:
    """A learner record puts its own terms before those of badges; a credential without its context has none."""
    assert unsafe({**BADGE, "@context": [CREDENTIALS_2, LEARNER_RECORD, OPEN_BADGES]}) == []
    only = unsafe({**BADGE, "@context": [CREDENTIALS_2]})
    assert {found.pointer for found in only} >= {"/type/1", "/credentialSubject/type", "/credentialSubject/achievement"}


def test_older_badges_have_language_maps_of_their_own() -> None:
    older = {"@context": OPEN_BADGES_2, "id": "https://example.org/1", "type": "Assertion", "name": {"nl": "Bijen"}}
    assert unsafe(older) == [("/name/nl", Reason.LANGUAGE_MAP)]
    assert unsafe({**older, "name": "Bijen", "@language": "nl"}) == []


@pytest.mark.parametrize(
    ("container", "value", "found"),
    [
        ("@language", {"nl": "x", "@none": "y"}, []),
        ("@language", {"in Dutch": "x"}, [("/p/in Dutch", Reason.NO_TAG)]),
        ("@id", {"urn:a": {"urn:q": 1}, "b": {"urn:q": 1}, "@none": {"urn:q": 1}}, [("/p/b", Reason.RELATIVE_ID)]),
        ("@type", {"urn:A": {"urn:q": 1}, "B": {"urn:q": 1}}, [("/p/B", Reason.RELATIVE_TYPE)]),
        ("@index", {"anything": {"urn:q": 1, "r": 1}}, [("/p/anything/r", Reason.UNDEFINED)]),
        ("@graph", {"@id": "urn:a", "urn:q": 1}, []),
        ("@graph", {"@id": "urn:a"}, [("/p", Reason.DETACHED)]),
        ("@graph", [{"urn:q": 1}, {}], [("/p/1", Reason.DETACHED)]),
    ],
)
def test_maps(container: str, value: Any, found: list[Any]) -> None:
    document = {"@context": {"p": {"@id": "urn:p", "@container": container}}, "p": value}
    assert unsafe(document) == found


_CONTEXT = {
    "id": "@id",
    "type": "@type",
    "ref": {"@id": "urn:ref", "@type": "@id"},
    "word": {"@id": "urn:word", "@type": "@vocab"},
    "Kind": {"@id": "urn:Kind", "@context": {"inner": {"@id": "urn:inner", "@type": "@id"}, "ref": None}},
    "pre": {"@id": "urn:pre:", "@prefix": True},
    "langs": {"@id": "urn:langs", "@container": "@language"},
    "byId": {"@id": "urn:byId", "@container": "@id"},
    "graph": {"@id": "urn:graph", "@container": "@graph"},
    "raw": {"@id": "urn:raw", "@type": "@json"},
    "deep": {"@id": "urn:deep", "@context": {"type": "urn:type", "Kind": None, "own": "urn:own"}},
}
_WORDS = st.sampled_from(["urn:a", "rel", "Kind", "pre:x", "other:x", "_:b", "", "ref", "a:b c", "http://x/y", "@odd"])
_SCALARS = st.one_of(_WORDS, st.sampled_from([1, 2.5, True, None]))
_NAMES = st.sampled_from(
    ["ref", "word", "inner", "raw", "deep", "own", "graph", "urn:p", "pre:p", "unknown", "en", "_:p", "@set", "@graph"]
)


def _nodes(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    ids = st.dictionaries(st.sampled_from(["id", "type", "@id"]), _WORDS, max_size=2)
    texts = st.dictionaries(st.sampled_from(["langs"]), st.dictionaries(st.sampled_from(["nl", "en"]), _WORDS))
    keyed = st.dictionaries(st.sampled_from(["byId"]), st.dictionaries(_WORDS, inner, max_size=2))
    return st.builds(
        lambda *parts: {key: value for part in parts for key, value in part.items()},
        ids, texts, keyed, st.dictionaries(_NAMES, inner, max_size=4),
    )  # fmt: skip


_DOCUMENTS = _nodes(
    st.recursive(_SCALARS, lambda inner: st.lists(_nodes(inner) | inner, max_size=2) | _nodes(inner), max_leaves=8)
)


def _relative(value: Any) -> Iterator[str]:
    """The references of an expanded document of which PyLD makes no statement."""
    if isinstance(value, list):
        for member in value:
            yield from _relative(member)
    elif isinstance(value, dict) and not (set(value) & {"@value"}):
        named = [*([value["@id"]] if "@id" in value else []), *value.get("@type", [])]
        yield from (str(name) for name in named if name is None or not re.match(r"([A-Za-z][\w+.-]*|_):\S*$", name))
        for key, member in value.items():
            if key not in ("@id", "@type"):
                yield from _relative(member)


@settings(max_examples=300, deadline=None)
@given(_DOCUMENTS)
def test_any_document_against_pyld(content: dict[str, Any]) -> None:
    document = {"@context": _CONTEXT, "urn:start": 1, **content}
    dropped: list[str | None] = []
    resolver = pyld.ContextResolver({}, jsonld.loader())
    try:
        expanded = pyld.expand(
            document, {"base": None, "contextResolver": resolver}, on_property_dropped=dropped.append
        )
    except Exception:
        with pytest.raises(EportfolioError):
            to_nquads(document)
        return
    found = unsafe(document)
    keys = [one.pointer.rpartition("/")[2] for one in found if one.reason in (Reason.UNDEFINED, Reason.LANGUAGE_MAP)]
    assert len(keys) == len(dropped)
    assert set(keys) >= {key for key in dropped if key}  # PyLD does not name what a context takes out
    relative = list(_relative(expanded))
    told = [one for one in found if one.reason in (Reason.RELATIVE_ID, Reason.RELATIVE_TYPE, Reason.NO_ADDRESS)]
    assert bool(relative) <= bool(told)
    if not any(one.reason is Reason.DETACHED for one in found):
        references = (Reason.RELATIVE_ID, Reason.RELATIVE_TYPE)
        told = [one for one in told if one.reason in references and "/byId/" not in one.pointer]  # maps may be empty
        assert bool(relative) >= bool(told)
    if not found:
        assert not relative
        canonicalise(to_nquads(document))


def test_a_document_may_have_been_made_with_another_text() -> None:
    (text,) = jsonld.variants(OPEN_BADGES)
    assert list(jsonld.choices(BADGE)) == [{}, {OPEN_BADGES: text}]
    assert list(jsonld.choices({"verifiableCredential": [BADGE]})) == [{}, {OPEN_BADGES: text}]
    assert list(jsonld.choices({"@context": CREDENTIALS_2, "name": OPEN_BADGES})) == [{}]
    record = badge(endorsementJwt=["a.b.c"])
    said = [to_nquads(record, texts=texts) for texts in jsonld.choices(record)]
    assert [("a.b.c" in statements) for statements in said] == [True, False]
    assert [unsafe(record, texts=texts) == [] for texts in jsonld.choices(record)] == [True, False]
    with pytest.raises(UnsafeError):
        unsafe(record, texts={OPEN_BADGES: "a text that nobody published"})


def test_dropped_terms_are_the_keys_alone() -> None:
    document = badge(colour="red", id="relative", name={"en": "x"})
    places = [f"/credentialSubject/achievement/{name}" for name in ("name/en", "colour")]
    assert dropped_terms(document) == places
    assert len(unsafe(document)) == 3
