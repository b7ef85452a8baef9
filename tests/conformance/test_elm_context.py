"""Our tables of terms are the official contexts: the same definitions, scoped ones included, and the same statements.

What the official context of application profile 1.2.0 gets wrong stands in ``DEFECTS``: we agree with what others
compute.  The context of profile 1.1.0 has the same address and is not kept; where it differs is held by a test.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyld import jsonld as pyld

from eportfolio.report.errors import UnreadableError
from eportfolio.sources import jsonld
from eportfolio.sources.jsonld import CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS
from eportfolio.sources.jsonld.contexts import CREDENTIALS_2
from tests.support import needs_shared, shared, shared_files

pytestmark = needs_shared

OFFICIAL = {
    EUROPEAN_DIGITAL_CREDENTIALS: "edc-ap.20230928-0.jsonld",
    CREDENTIALS: "w3c-credentials-v1.jsonld",
    CREDENTIALS_2: "w3c-credentials-v2.jsonld",
}
BOTH = [CREDENTIALS, EUROPEAN_DIGITAL_CREDENTIALS]
SAMPLES = shared_files("samples/elm/**/*.json*")

DEFECTS = [
    ({"dateModified": "2024-05-06T07:08:09Z"}, ""),
    ({"descriptionHtml": "<p>Woodwork</p>"}, ""),
    ({"latitude": "52.1"}, '<urn:x> <clv:latitude> "52.1" .'),
    ({"longitude": "5.1"}, '<urn:x> <clv:longitude> "5.1" .'),
    ({"areaDialingCode": "30"}, '<urn:x> <http://data.europa.eu/snb/model/elm/areaDialingCode> "30" .'),
    ({"defaultLanguage": {"id": "urn:nl"}}, ""),
    ({"geometry": {"id": "urn:here"}}, ""),
    ({"hasMember": {"id": "urn:noor"}}, ""),
]
"""What is said, and what a processor makes of it with the official context: nothing, or an address of nobody."""

OF_3_1 = {
    "nationalID": "http://data.europa.eu/snb/model/elm/nationalID",
    "resultDestribution": "http://data.europa.eu/snb/model/elm/resultDestribution",
}
"""Terms of the context of profile 1.1.0 that mean something else in 1.2.0, or nothing."""


def official(address: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(shared(f"schemas/elm/context/{OFFICIAL[address]}").read_bytes())
    return document


def load_official(address: str, _options: Any) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": address, "document": official(address)}


def definitions(context: Any) -> dict[str, Any]:
    """All processed definitions of a context by scope and term, as PyLD makes them."""
    processor = pyld.JsonLdProcessor()
    options = {"documentLoader": load_official, "processingMode": "json-ld-1.1", "base": ""}
    options["contextResolver"] = pyld.ContextResolver({}, load_official)
    found: dict[str, Any] = {}

    def gather(active: Any, local: Any, scope: str) -> None:
        inside = processor._process_context(active, local, options, override_protected=True)
        for term, mapping in inside["mappings"].items():
            found[f"{scope}/{term}"] = {key: value for key, value in mapping.items() if key != "@context"}
            if "@context" in mapping and scope.count("/") < 3:
                gather(inside, mapping["@context"], f"{scope}/{term}")

    gather({"mappings": {}, "processingMode": "json-ld-1.1"}, context, "")
    return found


def canonical(quads: str) -> set[str]:
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(quads, format=pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


def by_the_official_context(document: Any) -> str:
    options = {"documentLoader": load_official, "format": "application/n-quads", "base": None}
    quads: str = pyld.to_rdf(document, options)
    return quads


def credential(sample: Path) -> dict[str, Any]:
    """The credential of a sample in whatever envelope, with the contexts that it can be processed by."""
    document: dict[str, Any] = json.loads(sample.read_bytes())
    document = document.get("credential", document)
    document = json.loads(document["payload"]) if "payload" in document else document
    named = document.get("@context", [])
    if not set(named) <= set(BOTH) or not named:  # drafts without, and contexts that nobody publishes or may combine
        document["@context"] = BOTH
    return document


@pytest.mark.parametrize("address", BOTH)
def test_the_same_definitions(address: str) -> None:
    theirs = definitions(official(address)["@context"])
    assert len(theirs) > 100
    assert definitions(jsonld.context(address)) == theirs


def _change(address: str, change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    changed = copy.deepcopy(jsonld.context(address))
    change(changed)
    return changed


@pytest.mark.parametrize(
    ("address", "change"),
    [
        (EUROPEAN_DIGITAL_CREDENTIALS, lambda context: context.pop("title")),
        (EUROPEAN_DIGITAL_CREDENTIALS, lambda context: context["title"].pop("@container")),
        (EUROPEAN_DIGITAL_CREDENTIALS, lambda context: context["clv"].update({"@prefix": True})),
        (EUROPEAN_DIGITAL_CREDENTIALS, lambda context: context["dateModified"].update({"@type": "xsd:dateTime"})),
        (CREDENTIALS, lambda context: context["id"].pop("@protected")),
        (CREDENTIALS, lambda context: context["VerifiableCredential"]["@context"].pop("issuer")),
        (
            CREDENTIALS,
            lambda context: context["RsaSignature2018"]["@context"]["proofPurpose"]["@context"]["authentication"].pop(
                "@container"
            ),
        ),
    ],
)
def test_one_changed_definition_shows(address: str, change: Callable[[dict[str, Any]], object]) -> None:
    assert definitions(_change(address, change)) != definitions(official(address)["@context"])


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_same_statements_of_every_sample(sample: Path) -> None:
    document = credential(sample)
    statements = canonical(jsonld.to_nquads(document))
    assert len(statements) > 40
    assert statements == canonical(by_the_official_context(document))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_same_keys_are_dropped(sample: Path) -> None:
    document = credential(sample)
    document["credentialSubjekt"] = document["credentialSubject"]
    document["credentialSubject"] = {"id": "urn:s", "fullNaam": "x", "hasClaim": [{"title": {"en": "y"}, "titel": 1}]}
    dropped: list[str | None] = []
    options = {"documentLoader": load_official, "base": None}
    pyld.expand(document, options, on_property_dropped=dropped.append)
    ours = [pointer.rpartition("/")[2] for pointer in jsonld.dropped_terms(document)]
    assert {"credentialSubjekt", "fullNaam", "titel"} <= set(ours)
    assert Counter(ours) == Counter(dropped)


@pytest.mark.parametrize(("said", "statement"), DEFECTS, ids=lambda value: str(value)[:30])
def test_defects_of_the_official_context_are_ours(said: dict[str, Any], statement: str) -> None:
    document = {"@context": BOTH, "id": "urn:x", **said}
    assert by_the_official_context(document).strip() == statement
    assert jsonld.to_nquads(document).strip() == statement


def test_the_context_of_version_2_protects_what_the_profile_defines() -> None:
    document = {"@context": [CREDENTIALS_2, EUROPEAN_DIGITAL_CREDENTIALS], "id": "urn:x", "description": {"en": "x"}}
    with pytest.raises(pyld.JsonLdError) as theirs:
        by_the_official_context(document)
    assert theirs.value.__cause__ is not None
    assert getattr(theirs.value.__cause__, "code", "") == "protected term redefinition"
    with pytest.raises(UnreadableError) as ours:
        jsonld.dropped_terms(document)
    assert ours.value.finding.name == "context-conflict"


@pytest.mark.parametrize("term", OF_3_1)
def test_the_context_of_profile_1_1_differs(term: str) -> None:
    older = json.loads(shared("schemas/elm/context/edc-ap.3.1-github-master.jsonld").read_bytes())["@context"]
    theirs = definitions(older)[f"/{term}"]["@id"]
    ours = definitions(jsonld.context(EUROPEAN_DIGITAL_CREDENTIALS)).get(f"/{term}", {}).get("@id")
    assert theirs == OF_3_1[term] != ours
