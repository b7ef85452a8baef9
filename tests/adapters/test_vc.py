"""Verifiable credentials of any kind: what is read of them, how they are written, and hostile ones."""

from __future__ import annotations

import contextlib
import json
import time
from base64 import urlsafe_b64encode
from copy import deepcopy
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

import eportfolio as ep
from eportfolio.exchange import registry
from eportfolio.exchange.adapter import ReadOptions, WriteOptions
from eportfolio.exchange.detection import detect
from eportfolio.exchange.specimen import specimen_issuer
from eportfolio.model import Portfolio
from eportfolio.model.canonical import from_data, to_data
from eportfolio.report.errors import EportfolioError, RefusedError, UnreadableError
from eportfolio.sources.jsonld import to_nquads, unsafe
from eportfolio.sources.source import Source
from eportfolio.testing.contract import NOW, check_leaves, check_reading_back, check_round_trip
from eportfolio.testing.leaves import leaves_of
from eportfolio.testing.strategies import portfolios
from eportfolio_adapters.openbadges.vc import VC
from tests.adapters.test_vc_contract import conforms
from tests.support import EXAMPLES, needs_shared, shared_files

V2 = "https://www.w3.org/ns/credentials/v2"
V1 = "https://www.w3.org/2018/credentials/v1"
EXAMPLE: dict[str, Any] = json.loads((EXAMPLES / "vc" / "membership.json").read_bytes())


def _credential(**subject: Any) -> dict[str, Any]:
    return {
        "@context": [V2], "id": "https://example.org/credentials/1", "type": ["VerifiableCredential"],
        "issuer": "did:web:example.org", "validFrom": "2026-01-02T00:00:00Z", "credentialSubject": subject,
    }  # fmt: skip


def _read(document: Any) -> ep.Portfolio:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    return VC.read(Source(data), ReadOptions()).portfolio


def _write(portfolio: ep.Portfolio) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(VC.write(portfolio, WriteOptions(now=NOW)).data)
    return document


def _part(value: Any) -> str:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return urlsafe_b64encode(data).decode().rstrip("=")


def _token(claims: dict[str, Any], kind: str = "vc+jwt") -> str:
    return f"{_part({'alg': 'EdDSA', 'typ': kind})}.{_part(claims)}.{_part(b'no signature')}"


def _sd_jwt(claims: dict[str, Any], **hidden: Any) -> str:
    """An SD-JWT (RFC 9901) in which some claims are disclosed."""
    disclosures = [_part(["salt", name, value]) for name, value in hidden.items()]
    digests = [urlsafe_b64encode(sha256(one.encode()).digest()).decode().rstrip("=") for one in disclosures]
    return "~".join((_token({**claims, "_sd": digests, "_sd_alg": "sha-256"}, "dc+sd-jwt"), *disclosures, ""))


# -- what is said of a person ------------------------------------------------------------------------------


def test_a_person_in_terms_of_schema_org() -> None:
    owner = to_data(_read(_credential(
        id="did:example:noor", givenName="Noor", familyName="van Dijk-Okonkwo", birthDate="1990-02-03",
        nationality=["NL", "Nigerian"], gender="female", email="noor@example.org", telephone="+31 20 555 0100",
        address={"type": "PostalAddress", "addressLocality": "Utrecht", "addressCountry": "NL"},
        image="https://example.org/noor.jpg",
    )))["owner"]  # fmt: skip
    assert owner["names"] == [{"given_name": "Noor", "family_name": "van Dijk-Okonkwo"}]
    assert owner["birth_date"] == {"edtf": "1990-02-03"}
    assert [country.get("notation", country.get("label")) for country in owner["nationalities"]] == ["NL", "Nigerian"]
    assert owner["addresses"][0]["country"]["notation"] == "NL"
    assert owner["photo"] == {"uri": "https://example.org/noor.jpg"}
    assert {contact["channel"] for contact in owner["contact_points"]} == {"email", "telephone"}


def test_a_degree_is_a_qualification_that_the_credential_proves() -> None:
    data = to_data(_read(_credential(degree={"type": "BachelorDegree", "name": "Bachelor of Education"})))
    (award,) = data["qualifications"]
    assert award["specification"]["title"] == "Bachelor of Education"
    assert award["specification"]["qualification_type"]["notation"] == "BachelorDegree"
    assert data["credentials"][0]["proves"] == [award["id"]]


def test_studies_memberships_and_work() -> None:
    data = to_data(_read(_credential(
        alumniOf={"id": "did:example:college", "name": "Example College"}, memberOf=[{"name": "Union"}],
        worksFor={"name": "School"},
    )))  # fmt: skip
    assert [(item["kind"], item["organisations"][0]["name"]) for item in data["experiences"]] == [
        ("education", "Example College"), ("membership", "Union"), ("employment", "School"),
    ]  # fmt: skip


def test_all_else_stays_beside_the_credential() -> None:
    document = _credential(id="did:example:noor", favouriteColour="teal", scores=[1, 2.5, True])
    reading = VC.read(Source(json.dumps(document).encode()), ReadOptions())
    assert reading.report.fidelity is not None
    assert (reading.report.fidelity.residue, reading.report.fidelity.lost) == (4, 0)
    assert _write(reading.portfolio) == document


def test_types_are_profiles_and_languages_stay_apart() -> None:
    document = {**_credential(id="did:example:noor"), "type": ["VerifiableCredential", "https://example.org/Card"]}
    document["name"] = [{"@value": "Carte", "@language": "fr"}, {"@value": "Karte", "@language": "de"}]
    data = to_data(_read(document))
    assert data["credentials"][0]["credential_profiles"] == [{"uri": "https://example.org/Card"}]
    assert data["credentials"][0]["title"] == {"fr": "Carte", "de": "Karte"}
    assert _write(from_data(data)) == document


# -- versions and forms ------------------------------------------------------------------------------------


def test_version_1_1_is_read_and_2_0_is_written() -> None:
    document = {**_credential(id="did:example:noor"), "@context": [V1], "issuanceDate": "2026-01-02T03:04:05Z",
                "expirationDate": "2027-01-02T00:00:00Z"}  # fmt: skip
    del document["validFrom"]
    reading = VC.read(Source(json.dumps(document).encode()), ReadOptions())
    assert reading.report.source is not None
    assert reading.report.source.version == "1.1"
    written = _write(reading.portfolio)
    assert (written["@context"], written["validFrom"], written["validUntil"]) == (
        [V2], "2026-01-02T03:04:05Z", "2027-01-02T00:00:00Z",
    )  # fmt: skip


@pytest.mark.parametrize("inside", [True, False])
def test_tokens_are_read_and_written_as_they_were(inside: bool) -> None:
    credential = _credential(id="did:example:noor", givenName="Noor")
    claims = {"iss": credential["issuer"], "vc": {**credential, "@context": [V1]}} if inside else credential
    token = _token(claims).encode()
    adapter, _ = detect(Source(token))
    assert adapter is VC
    portfolio = _read(token)
    assert to_data(portfolio)["owner"]["names"] == [{"given_name": "Noor"}]
    assert VC.write(portfolio, WriteOptions(now=NOW)).data == token


def test_the_claims_of_a_wallet_are_read() -> None:
    token = _sd_jwt(
        {"vct": "urn:eudi:pid:1", "iss": "https://pid.example.org", "iat": 1767312000, "exp": 1798848000,
         "sub": "did:example:noor"},
        given_name="Noor", family_name="van Dijk-Okonkwo", birthdate="1990-02-03", nationalities=["NL"],
        address={"street_address": "Main Street 1", "locality": "Utrecht", "country": "NL"}, eye_colour="brown",
    ).encode()  # fmt: skip
    adapter, _ = detect(Source(token))
    assert adapter is VC
    data = to_data(_read(token))
    credential, owner = data["credentials"][0], data["owner"]
    assert credential["credential_profiles"] == [{"uri": "urn:eudi:pid:1"}]
    assert credential["issuer"]["identifiers"] == [{"kind": "id", "value": "https://pid.example.org"}]
    assert credential["issued"] == {"edtf": "2026-01-02"}
    assert credential["valid_until"]["edtf"] == "2027-01-02"
    assert owner["names"] == [{"given_name": "Noor", "family_name": "van Dijk-Okonkwo"}]
    assert owner["addresses"][0]["municipality"] == "Utrecht"
    assert owner["nationalities"][0]["notation"] == "NL"
    assert [entry["path"] for entry in credential["residue"] if entry["value"] == "brown"] == ["eye_colour"]
    assert VC.write(from_data(data), WriteOptions(now=NOW)).data == token


def test_a_diploma_of_a_wallet_is_a_qualification() -> None:
    token = _sd_jwt(
        {"vct": "urn:eudi:diploma:1", "iss": "https://college.example.org"},
        credentialSubject={"givenName": {"und": "Noor"}, "familyName": {"und": "Okonkwo"},
                           "hasClaim": {"title": {"nl": "Leraar", "en": "Teacher"}}},
    ).encode()  # fmt: skip
    data = to_data(_read(token))
    assert data["qualifications"][0]["specification"]["title"] == {"nl": "Leraar", "en": "Teacher"}
    assert data["credentials"][0]["proves"] == [data["qualifications"][0]["id"]]


def test_neighbours_are_read_for_what_they_say_of_the_person() -> None:
    document = _credential(
        type="LicensedDriver", driversLicense={"document_number": "542426814", "given_name": "Noor"}, givenName="Noor"
    )
    data = to_data(_read(document))
    assert data["owner"]["names"] == [{"given_name": "Noor"}]
    assert "entitlements" not in data
    assert any("driversLicense" in entry["path"] for entry in data["credentials"][0]["residue"])


def test_a_presentation_stays_one() -> None:
    one, two = _credential(id="did:example:noor"), {**_credential(id="did:example:noor"), "id": "urn:x:2"}
    token = _token({**one, "id": "urn:x:3"})
    document = {
        "@context": [V2], "type": ["VerifiablePresentation"], "holder": "did:example:noor",
        "verifiableCredential": [one, two, {"@context": V2, "id": f"data:application/vc+jwt,{token}",
                                            "type": "EnvelopedVerifiableCredential"}],
    }  # fmt: skip
    portfolio = _read(document)
    assert len(to_data(portfolio)["credentials"]) == 3
    assert _write(portfolio) == document


# -- writing -----------------------------------------------------------------------------------------------


def test_terms_that_no_context_has_are_defined_in_the_credential() -> None:
    portfolio = from_data({
        "owner": {"names": [{"given_name": "Noor"}], "birth_date": {"edtf": "1990-02-03"},
                  "addresses": [{"municipality": "Utrecht", "country": {"label": "Netherlands"}}]},
        "qualifications": [{"id": "urn:x:1", "specification": {"title": "Diploma"}}],
        "credentials": [{
            "title": {"en": "Card", "nl": "Kaart"}, "proves": ["urn:x:1"],
            "issuer": {"name": "College", "identifiers": [{"kind": "id", "value": "https://example.org"}],
                       "contact_points": [{"channel": "email", "value": "info@example.org"}]},
            "credential_profiles": [{"notation": "StudentCard"}],
        }],
    })  # fmt: skip
    writing = VC.write(portfolio, WriteOptions(now=NOW))
    document = conforms(writing.data)
    assert document["@context"][1]["givenName"] == "https://schema.org/givenName"
    assert document["type"] == ["VerifiableCredential"], "a type that nothing defines would be dropped"
    assert "/credentials/0/credential_profiles/0/notation" in {item.pointer for item in writing.report}
    assert document["credentialSubject"]["hasCredential"] == [{"name": "Diploma"}]
    again = VC.write(_read(document), WriteOptions(now=NOW)).data
    assert json.loads(again) == document


def test_a_portfolio_without_a_credential_is_refused_and_the_issuer_is_asked_for() -> None:
    with pytest.raises(RefusedError, match="no credential"):
        VC.write(from_data({"owner": {"names": [{"full_name": "Noor"}]}}), WriteOptions(now=NOW))
    portfolio = from_data({"credentials": [{"title": "Card"}]})
    with pytest.raises(RefusedError, match="nobody is named as its issuer"):
        VC.write(portfolio, WriteOptions(now=NOW))
    written = VC.write(portfolio, WriteOptions(now=NOW, issuer=specimen_issuer()))
    assert conforms(written.data)["issuer"]["id"] == "https://specimen.example.org"


def test_arbitrary_credentials_are_valid_or_refused() -> None:
    outcomes: set[str] = set()

    @settings(max_examples=80)
    @given(portfolios())
    def holds(portfolio: Portfolio) -> None:
        data = to_data(portfolio)
        for item in data.setdefault("credentials", [{"title": "Card"}]):
            item.pop("issuer", None)
        writing = check_reading_back(VC, from_data(data))
        outcomes.add("refused" if writing is None else "written")
        if writing is not None:
            conforms(writing.data)

    holds()
    assert "written" in outcomes


# -- others know better ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "format_id"),
    [
        ("openbadges/badge.json", "openbadges"),
        ("openbadges/endorsement.json", "openbadges"),
        ("clr/record.json", "clr"),
    ],
)
def test_badges_and_records_are_left_to_those_who_know_them(path: str, format_id: str) -> None:
    adapter, _ = detect(Source((EXAMPLES / path).read_bytes(), path))
    assert adapter.format.id == format_id


def test_european_credentials_are_left_to_those_who_know_them() -> None:
    for path in (EXAMPLES / "elm").glob("*.jsonld"):
        assert detect(Source(path.read_bytes()))[0] is registry.get("elm")


@pytest.mark.parametrize("document", [{}, {"credentialSubject": {}}, {"type": "Person"}, {"@context": V2}, [1, 2]])
def test_what_is_no_credential_is_not_told_as_one(document: Any) -> None:
    assert VC.sniff(Source(json.dumps(document).encode())).score == 0


# -- hostile input -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "document",
    [
        _credential() | {"credentialSubject": "did:example:noor"},
        _credential() | {"credentialSubject": []},
        _credential() | {"credentialSubject": [[], {}, None, 7]},
        _credential() | {"issuer": {"id": ["a", "b"], "name": {"en": {"nl": "x"}}}},
        _credential() | {"type": {"en": "VerifiableCredential"}},
        _credential() | {"@context": [V2, "https://example.org/unknown", {"givenName": None}]},
        _credential(givenName="N") | {"@context": [V2, {"givenName": "@type"}]},
        _credential(degree=[["x"], {"name": ["a", "b"]}, "BSc"], nationality={"a": 1}, address="Utrecht"),
        _credential() | {"verifiableCredential": "ey.ey.ey", "validFrom": 7, "proof": {"type": []}},
    ],
)
def test_strange_credentials_are_read_in_part_or_refused(document: dict[str, Any]) -> None:
    data = json.dumps(document).encode()
    try:
        reading = VC.read(Source(data), ReadOptions())
    except UnreadableError:
        return
    check_leaves(reading, leaves_of(data))
    with contextlib.suppress(RefusedError):
        VC.write(reading.portfolio, WriteOptions(now=NOW))


def test_three_thousand_disclosures_cost_little() -> None:
    token = _sd_jwt({"vct": "urn:eudi:pid:1"}, **{f"claim_{n}": n for n in range(3000)}).encode()
    start = time.perf_counter()
    with contextlib.suppress(EportfolioError):
        _read(token)
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("claims", [{"vct": 7, "iss": 8, "iat": "x", "exp": 1e300}, {"vct": "x", "address": []}])
def test_claims_of_the_wrong_kind_stay(claims: dict[str, Any]) -> None:
    token = _token(claims, "dc+sd-jwt") + "~"
    reading = VC.read(Source(token.encode()), ReadOptions())
    assert reading.report.fidelity is not None
    assert reading.report.fidelity.lost == 0


# -- samples -----------------------------------------------------------------------------------------------


@needs_shared
@pytest.mark.parametrize(
    "path", [*shared_files("samples/badges/vcdm2-w3c/credential-*-ok.json"),
             *shared_files("samples/badges/vcdm2-w3c/issuer-*-ok.json")], ids=lambda path: path.stem
)  # fmt: skip
def test_the_credentials_of_w3c_come_back_whole(path: Path) -> None:
    """They are templates, in which the issuer is put by whoever runs them."""
    document = json.loads(path.read_bytes())
    issuer = document.get("issuer")
    document["issuer"] = {"id": "did:example:issuer", **issuer} if isinstance(issuer, dict) else "did:example:issuer"
    for name in ("validFrom", "validUntil"):
        if not str(document.get(name, "2"))[0].isdigit():
            document[name] = "2026-01-02T00:00:00Z"
    data = json.dumps(document).encode()
    reading = VC.read(Source(data), ReadOptions())
    check_leaves(reading, leaves_of(data))
    writing = VC.write(reading.portfolio, WriteOptions(now=NOW))
    assert not check_round_trip(leaves_of(data), leaves_of(writing.data))
    with contextlib.suppress(EportfolioError):  # a context that is not known
        before = deepcopy(document)
        assert len(list(unsafe(json.loads(writing.data)))) <= len(list(unsafe(before)))
        assert sorted(to_nquads(json.loads(writing.data)).splitlines()) == sorted(to_nquads(before).splitlines())


@needs_shared
def test_every_other_sample_is_told_and_read() -> None:
    found = 0
    for path in shared_files("samples/badges/*/*.json"):
        source = Source(path.read_bytes(), path.name)
        with contextlib.suppress(EportfolioError):
            adapter, _ = detect(source)
            if adapter is VC:
                found += 1
                assert VC.read(Source(source.data), ReadOptions()).portfolio.credentials, path.name
    assert found > 80


def test_telling_the_format_changes_nothing_for_those_who_read() -> None:
    token = _token(_credential(id="did:example:noor"))
    envelope = {"@context": V2, "id": f"data:application/vc+jwt,{token}", "type": "EnvelopedVerifiableCredential"}
    presentation = {"@context": [V2], "@type": ["VerifiablePresentation"], "verifiableCredential": [envelope]}
    source = Source(json.dumps(presentation).encode())
    before = [node.name for node in source.json.walk()]
    adapter, _ = detect(source)
    assert adapter is VC
    assert [node.name for node in source.json.walk()] == before
    portfolio = adapter.read(source, ReadOptions()).portfolio
    assert to_data(portfolio)["credentials"][0]["original"]["media_type"] == "application/vc+jwt"
