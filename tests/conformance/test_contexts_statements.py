"""Our contexts make the same statements as the official ones, of every sample and vector; and drop the same keys."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld as pyld

from eportfolio.report.errors import EportfolioError, UnreadableError, UnsafeError
from eportfolio.sources import jsonld
from eportfolio.sources.jsonld import CREDENTIALS_2, FAULTY, KNOWN, Reason
from eportfolio.sources.jsonld.addresses import OPEN_BADGES, OPEN_BADGES_UNNUMBERED, PORTFOLIO
from eportfolio.sources.jsonld.safety import DROPPED_KEYS
from tests.conformance.official_contexts import definitions, load_official, official
from tests.support import SHARED, needs_shared, shared, shared_files

pytestmark = needs_shared

NOT_KNOWN = {
    "http://credreg.net/ctdl/schema/context/json": "a context of thousands of terms that changes in place",
    "https://credreg.net/ctdlasn/schema/context/json": "a context of thousands of terms that changes in place",
    "https://contexts.ward.guru/clr_v1p0.jsonld": "a private copy of a context; its host is gone",
    "https://contexts.ward.guru/ndTranscript.jsonld": "a private context; its host is gone",
    "https://ctx.learncard.com/boosts/1.0.3.json": "a product's own context; its text is not at hand",
    "https://dc.imsglobal.org/draft/clr/v2p0/context": "a draft that was withdrawn",
    "https://digitalbazaar.github.io/vc-render-method-context/contexts/v2rc2.jsonld": "a draft",
    "https://imsglobal.github.io/openbadges-specification/context.json": "a draft that was withdrawn",
    "https://lib.velocitynetwork.foundation/contexts/credential-extensions-2022.jsonld.json": "its text is not at hand",
    "https://openbadgespec.org/extensions/recipientProfile/context.json": "its text is not at hand",
    "https://w3c-ccg.github.io/vc-ed-models/contexts/v05/context.json": "a draft that was withdrawn",
    "https://w3id.org/openbadges/invalid": "a test's name for what is not there",
    "https://w3id.org/security/suites/x25519-2020/v1": "of DID documents, which are not read as statements",
    "https://www.w3.org/2018/credentials/examples/v2": "never published: the address mixes two versions",
    "https ://not-a-url/contexts/example/v1": "a test's name for what is no address",
}
"""Contexts that samples name and that are not known here, and why."""

FAULTS_OF_PYLD = {
    "credential-type-unmapped-fail.json": "it fails where @vocab is null and there is none to take back",
}
"""Documents that PyLD alone fails on; ours is amended."""


def documents(path: Path) -> Iterator[Any]:
    """What a file holds that names contexts: as JSON, or inside a token."""
    try:
        content = path.read_text(encoding="utf-8").strip()
    except UnicodeDecodeError:
        return
    try:
        yield json.loads(content)
    except ValueError:
        for part in re.split(r"[.~]", content) if content.startswith("eyJ") else ():
            try:
                yield json.loads(base64.urlsafe_b64decode(part + "=="))
            except (ValueError, binascii.Error):
                continue


def named(value: Any) -> Iterator[str]:
    """The addresses of contexts that a document names, at whatever depth."""
    if isinstance(value, dict):
        contexts = value.get("@context", [])
        yield from (name for name in (contexts if isinstance(contexts, list) else [contexts]) if isinstance(name, str))
        for member in value.values():
            yield from named(member)
    elif isinstance(value, list):
        for member in value:
            yield from named(member)


FILES = [
    path for folder in ("badges", "vc-vectors") for path in shared_files(f"samples/{folder}/**/*") if path.is_file()
]
DOCUMENTS = [
    pytest.param(document, id="/".join(path.relative_to(SHARED).parts[1:]) if SHARED else path.name)
    for path in FILES
    for document in documents(path)
    if isinstance(document, dict) and "@context" in document
]


def options() -> dict[str, Any]:
    """With a resolver of its own: PyLD shares contexts among all that use it in a process."""
    return {
        "documentLoader": load_official,
        "base": None,
        "contextResolver": pyld.ContextResolver({}, load_official),
    }


def official_statements(document: Any) -> str:
    quads: str = pyld.to_rdf(document, {**options(), "format": "application/n-quads"})
    return quads


def test_there_are_documents() -> None:
    assert len(DOCUMENTS) > 400


def test_every_context_that_samples_name_is_known_or_not_for_a_reason() -> None:
    found = {name for path in FILES for document in documents(path) for name in named(document)}
    assert len(found) > 30
    assert found - {*KNOWN, *FAULTY} == set(NOT_KNOWN)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_same_statements(document: dict[str, Any], request: pytest.FixtureRequest) -> None:
    try:
        ours = jsonld.to_nquads(document)
    except EportfolioError as error:
        unknown = set(named(document)) & {*NOT_KNOWN, *FAULTY}
        if unknown and error.finding.name == "unsafe-content":
            return
        with pytest.raises(pyld.JsonLdError):
            official_statements(document)
        return
    if any(name in request.node.name for name in FAULTS_OF_PYLD):
        with pytest.raises(KeyError):
            official_statements(document)
        return
    assert ours == official_statements(document)


def test_most_samples_make_statements() -> None:
    made = 0
    for parameter in DOCUMENTS:
        try:
            made += bool(jsonld.to_nquads(parameter.values[0]))
        except EportfolioError:
            continue
    assert made > 0.85 * len(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_same_keys_are_dropped(document: dict[str, Any]) -> None:
    dropped: list[str | None] = []
    try:
        pyld.expand(document, options(), on_property_dropped=dropped.append)
    except (pyld.JsonLdError, KeyError):
        return  # told by the test above
    try:
        found = jsonld.unsafe(document)
    except UnsafeError:
        assert set(named(document)) & set(NOT_KNOWN)
        return
    ours = [one.pointer.rpartition("/")[2].replace("~1", "/") for one in found if one.reason in DROPPED_KEYS]
    assert Counter(ours) == Counter(dropped)


def test_the_second_text_of_a_context_makes_other_statements() -> None:
    badge = json.loads(shared("samples/badges/ob3-1edtech/simple.json").read_bytes())
    badge["credentialSubject"]["achievement"]["endorsementJwt"] = ["a.b.c"]
    (text,) = jsonld.variants(OPEN_BADGES)
    texts = {OPEN_BADGES: text}
    both = official(OPEN_BADGES), official(OPEN_BADGES, text)
    assert definitions(both[0]) != definitions(both[1])
    kept, lost = jsonld.to_nquads(badge), jsonld.to_nquads(badge, texts=texts)
    assert "a.b.c" in kept
    assert "a.b.c" not in lost
    assert jsonld.to_nquads(badge) == kept
    pointer = "/credentialSubject/achievement/endorsementJwt"
    assert (pointer, Reason.UNDEFINED) in jsonld.unsafe(badge, texts=texts)
    assert pointer not in {one.pointer for one in jsonld.unsafe(badge)}


def test_the_context_without_a_number_goes_with_version_1_alone() -> None:
    document = {"@context": [CREDENTIALS_2, OPEN_BADGES_UNNUMBERED], "id": "urn:x", "type": "VerifiableCredential"}
    with pytest.raises(UnreadableError) as raised:
        jsonld.unsafe(document)
    assert raised.value.finding.name == "context-conflict"
    assert raised.value.finding.pointer == "/@context/1"
    with pytest.raises(pyld.JsonLdError):
        official_statements(document)


def test_our_own_context_is_known() -> None:
    assert PORTFOLIO in KNOWN
