"""Documents from around credentials: refused in plain words; and presentations that are read after all."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

import eportfolio as ep
from eportfolio.report.errors import UnknownFormatError
from tests.support import needs_shared, shared, shared_files

VC2 = "https://www.w3.org/ns/credentials/v2"
CREDENTIAL = {
    "@context": [VC2], "id": "urn:x:1", "type": ["VerifiableCredential"], "issuer": "https://college.example.org",
    "credentialSubject": {"id": "did:example:noor"},
}  # fmt: skip
NEIGHBOURS: tuple[tuple[Any, str], ...] = (
    ({"CFDocument": {"title": "Bicycles"}, "CFItems": [{"fullStatement": "Mends tubes"}]}, "framework of competences"),
    ({"vct": "https://example.org/member", "name": "Member", "claims": [{"path": ["name"]}]}, "metadata of a type"),
    ({"vct": "https://example.org/member", "display": [{"name": "Member"}]}, "metadata of a type"),
    ({"7": {"meta": {"vct": "x"}, "document_data": CREDENTIAL}}, "data from which credentials are issued"),
    ({"@context": [VC2], "type": ["VerifiablePresentation"]}, "shows no credential"),
    ({"@context": [VC2], "type": "VerifiablePresentation", "verifiableCredential": ["?"]}, "in a form that is known"),
)


@pytest.mark.parametrize(("document", "said"), NEIGHBOURS, ids=[said for _, said in NEIGHBOURS])
def test_neighbours_are_refused_in_plain_words(document: dict[str, Any], said: str) -> None:
    with pytest.raises(UnknownFormatError, match=said) as refused:
        ep.read(json.dumps(document).encode())
    assert refused.value.finding.name == "neighbouring-format"


@pytest.mark.parametrize("document", [{"vct": "x"}, {"vct": "x", "claims": [{}], "iss": "y"}, {"meta": {"a": "b"}}])
def test_what_is_like_none_of_them_is_not_said_to_be_one(document: dict[str, Any]) -> None:
    with pytest.raises(UnknownFormatError) as refused:
        ep.read(json.dumps(document).encode())
    assert refused.value.finding.name == "unknown-format"


@pytest.mark.parametrize("media_type", ["application/vc+jwt", "application/vc-ld+jwt;base64url"])
def test_a_token_in_an_envelope_is_read_whatever_its_address_says_of_base64(media_type: str) -> None:
    parts = ({"alg": "ES256"}, CREDENTIAL)
    header, claims = (base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts)
    envelope = {
        "@context": VC2, "type": "EnvelopedVerifiableCredential", "id": f"data:{media_type},{header}.{claims}.c2ln"
    }  # fmt: skip
    presentation = {"@context": [VC2], "type": ["VerifiablePresentation"], "verifiableCredential": [envelope]}
    assert [item.id for item in ep.read(json.dumps(presentation).encode()).portfolio.credentials] == ["urn:x:1"]


@needs_shared
def test_frameworks_and_collections_of_others_are_refused_by_name() -> None:
    frameworks = shared_files("samples/badges/case10-opensalt/*.json")
    assert frameworks
    for path in (*frameworks, shared("samples/badges/dc4eu/microcredential.json")):
        with pytest.raises(UnknownFormatError) as refused:
            ep.read(path)
        assert refused.value.finding.name == "neighbouring-format", path.name


@needs_shared
@pytest.mark.parametrize("name", ["presentation-ok", "presentation-optional-type-ok"])
def test_presentations_of_the_test_suite_that_show_nothing(name: str) -> None:
    with pytest.raises(UnknownFormatError, match="shows no credential"):
        ep.read(shared(f"samples/badges/vcdm2-w3c/{name}.json"))


@needs_shared
def test_the_enveloped_credential_of_the_test_suite_is_read() -> None:
    assert ep.read(shared("samples/badges/vcdm2-w3c/presentation-enveloped-vc-ok.json")).portfolio.credentials
