"""Credentials that are written so that a verifier looks past what they say, or takes them for something else."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from eportfolio.sources.base64url import to_base64url
from eportfolio.trust import Verdict, verify
from eportfolio.trust.integrity.proving import prove
from eportfolio.trust.integrity.suites import CRYPTOSUITES
from eportfolio.trust.keys import SigningKey, new_key

V2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
CREDENTIALS = "https://www.w3.org/2018/credentials#"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
SCHOOL, STRANGER = new_key(), new_key()
UNIVERSITY = "https://university.example.org/issuer"

Document = dict[str, Any]


def badge(issuer: str, **members: Any) -> Document:
    return {
        "@context": [V2, OPEN_BADGES],
        "id": "urn:uuid:0b1d1f7e-0000-4000-8000-00000000000a",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "School"},
        "validFrom": "2026-01-31T00:00:00Z",
        "name": "Sailing",
        "credentialSubject": {
            "id": "urn:uuid:0b1d1f7e-0000-4000-8000-00000000000b",
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://school.example.org/sailing", "type": ["Achievement"], "name": "Sailing",
                "description": "Sails alone.", "criteria": {"narrative": "Sailed alone."},
            },
        },
        **members,
    }  # fmt: skip


def record(issuer: str, *inside: Any) -> Document:
    subject = {"id": "urn:uuid:0b1d1f7e-0000-4000-8000-00000000000b", "type": ["ClrSubject"]}
    return badge(
        issuer,
        **{"@context": [V2, CLR, OPEN_BADGES]},
        id="urn:uuid:0b1d1f7e-0000-4000-8000-00000000000c",
        type=["VerifiableCredential", "ClrCredential"],
        credentialSubject={**subject, "verifiableCredential": list(inside)},
    )


def signed(document: Document, key: SigningKey, suite: str = "eddsa-rdfc-2022") -> Document:
    return prove(document, key, CRYPTOSUITES[suite], f"{key.did}#{key.multikey}", NOW).document


def verdicts(document: Document) -> list[Verdict]:
    return [report.verdict for report in verify(json.dumps(document).encode(), at=NOW).credentials]


def as_address(document: Document) -> None:
    value = {"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": document.pop("validUntil")}
    document[f"{CREDENTIALS}validUntil"] = value


def as_compact_address(document: Document) -> None:
    document["@context"].append({"cred": {"@id": CREDENTIALS, "@prefix": True}})
    value = {"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": document.pop("validUntil")}
    document["cred:validUntil"] = value


def under_another_name(document: Document) -> None:
    kind = "http://www.w3.org/2001/XMLSchema#dateTime"
    document["@context"].append({"aside": {"@id": f"{CREDENTIALS}validUntil", "@type": kind}})
    document["aside"] = document.pop("validUntil")


def nested(document: Document) -> None:
    document["@nest"] = {"validUntil": document.pop("validUntil")}


def nested_by_another_name(document: Document) -> None:
    document["@context"].append({"aside": "@nest"})
    document["aside"] = {"validUntil": document.pop("validUntil")}


def status_as_address(document: Document) -> None:
    document[f"{CREDENTIALS}credentialStatus"] = document.pop("credentialStatus")


def identifier_as_keyword(document: Document) -> None:
    document["@id"] = document.pop("id")


STATUS = {
    "id": "https://school.example.org/status/1#3", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
    "statusListIndex": "3", "statusListCredential": "https://school.example.org/status/1",
}  # fmt: skip


@pytest.mark.parametrize(
    "disguise",
    [
        as_address, as_compact_address, under_another_name, nested, nested_by_another_name, status_as_address,
        identifier_as_keyword,
    ],
)  # fmt: skip
def test_signed_members_written_in_another_way_do_not_pass(disguise: Callable[[Document], None]) -> None:
    whole = signed(badge(SCHOOL.did, validUntil="2026-12-31T00:00:00Z", credentialStatus=STATUS), SCHOOL)
    assert verdicts(whole) == [Verdict.HOLDS]
    disguised = copy.deepcopy(whole)
    disguise(disguised)
    (report,) = verify(json.dumps(disguised).encode(), at=NOW).credentials
    assert [proof.holds for proof in report.proofs] == [True], "the statements are the same"
    assert report.verdict is Verdict.FAILS
    assert any(step.name == "json-ld-terms" and "looked for" in step.reason for step in report.all_steps)


def test_dates_moved_to_where_the_credential_is_named_again_do_not_pass() -> None:
    kinds = ["VerifiableCredential", "EndorsementCredential"]
    praise = badge(SCHOOL.did, type=kinds, id="urn:uuid:0b1d1f7e-0000-4000-8000-00000000000e")
    about = badge(SCHOOL.did)["id"]
    praise["credentialSubject"] = {"id": about, "type": ["EndorsementSubject"], "endorsementComment": "Well done."}
    whole = signed(badge(SCHOOL.did, validUntil="2026-02-28T00:00:00Z", endorsement=[praise]), SCHOOL)
    assert verdicts(whole)[0] is Verdict.FAILS, "it has expired"
    kind = "http://www.w3.org/2001/XMLSchema#dateTime"
    subject = whole["endorsement"][0]["credentialSubject"]
    subject["@context"] = {"validUntil": {"@id": f"{CREDENTIALS}validUntil", "@type": kind}}
    subject["validUntil"] = whole.pop("validUntil")
    (report, _) = verify(json.dumps(whole).encode(), at=NOW).credentials
    assert [proof.holds for proof in report.proofs] == [True], "the statements are the same"
    assert report.verdict is Verdict.FAILS


def test_credential_inside_written_in_another_way_does_not_pass() -> None:
    whole = signed(record(SCHOOL.did, badge(SCHOOL.did)), SCHOOL)
    assert verdicts(whole) == [Verdict.HOLDS, Verdict.COVERED]
    subject = whole["credentialSubject"]
    address = "https://purl.imsglobal.org/spec/vc/clr/vocab.html#verifiableCredential"
    whole["@context"].append({"aside": {"@id": address, "@container": "@graph"}})
    subject["aside"] = subject.pop("verifiableCredential")
    assert verdicts(whole) == [Verdict.FAILS]


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])
@pytest.mark.parametrize(
    "types", [["VerifiableCredential", "VerifiablePresentation"], ["VerifiablePresentation", "OpenBadgeCredential"]]
)
def test_what_says_to_be_a_presentation_too_is_no_credential_of_another_issuer(suite: str, types: list[str]) -> None:
    forged = badge(UNIVERSITY, type=types, holder=STRANGER.did)
    assert verdicts(signed(forged, STRANGER, suite)) == [Verdict.FAILS]


def test_presentation_is_its_holders_whatever_issuer_it_names() -> None:
    shown = {
        "@context": [V2, OPEN_BADGES], "type": ["VerifiablePresentation", "OpenBadgeCredential"],
        "issuer": UNIVERSITY, "holder": STRANGER.did, "verifiableCredential": [signed(badge(SCHOOL.did), SCHOOL)],
    }  # fmt: skip
    report, _ = verify(json.dumps(signed(shown, STRANGER, "eddsa-jcs-2022")).encode(), at=NOW).credentials
    assert (report.kind, report.issuer) == ("Presentation", STRANGER.did)


def test_unsigned_badge_of_another_issuer_is_not_bound_by_the_record_around_it() -> None:
    hearsay = verify(json.dumps(signed(record(STRANGER.did, badge(UNIVERSITY)), STRANGER)).encode(), at=NOW)
    assert hearsay.ok
    assert not hearsay.bound
    own = verify(json.dumps(signed(record(STRANGER.did, badge(STRANGER.did)), STRANGER)).encode(), at=NOW)
    assert own.bound


def test_strict_tells_of_an_unsigned_badge_of_another_issuer() -> None:
    hearsay = verify(json.dumps(signed(record(STRANGER.did, badge(UNIVERSITY)), STRANGER)).encode(), at=NOW)
    hearsay.demand_bound()
    (remark,) = hearsay.remarks
    assert remark.pointer == "/credentialSubject/verifiableCredential/0"


def test_credentials_in_lists_of_lists_are_looked_at() -> None:
    altered = signed(badge(SCHOOL.did), SCHOOL) | {"name": "Flying"}
    assert verdicts(signed(record(SCHOOL.did, [[altered]]), SCHOOL)) == [Verdict.HOLDS, Verdict.FAILS]


def token(header: Document, claims: Document, key: SigningKey) -> list[str]:
    """The three parts of a compact JWS."""
    parts = [to_base64url(json.dumps(part).encode()) for part in (header, claims)]
    return [*parts, to_base64url(key.sign(".".join(parts).encode()))]


def of(key: SigningKey, typ: str) -> Document:
    return {"alg": "EdDSA", "typ": typ, "kid": f"{key.did}#{key.multikey}"}


def test_sd_jwt_is_its_signers_whatever_badge_it_claims() -> None:
    claims = {"iss": STRANGER.did, "badge": {"name": "Doctor", "issuer": {"id": UNIVERSITY}}, "recipient": {}}
    shown = f"{'.'.join(token(of(STRANGER, 'x+sd-jwt'), claims, STRANGER))}~"
    (report,) = verify(shown.encode(), at=NOW).credentials
    assert report.verdict is Verdict.HOLDS
    assert (report.kind, report.issuer) == ("SD-JWT credential", STRANGER.did)


def test_envelope_that_says_to_be_a_credential_itself_fails() -> None:
    inside = ".".join(token(of(SCHOOL, "vc+jwt"), badge(SCHOOL.did), SCHOOL))
    envelope = {"@context": V2, "id": f"data:application/vc+jwt,{inside}", "type": "EnvelopedVerifiableCredential"}
    assert verdicts(envelope) == [Verdict.HOLDS]
    both = badge(UNIVERSITY) | envelope | {"type": ["EnvelopedVerifiableCredential", "OpenBadgeCredential"]}
    assert verdicts(both) == [Verdict.FAILS]


def test_sd_jwt_in_json_that_says_to_be_a_credential_itself_fails() -> None:
    protected, payload, signature = token(of(SCHOOL, "vc+sd-jwt"), badge(SCHOOL.did), SCHOOL)
    shown = {"protected": protected, "payload": payload, "signature": signature, "header": {"disclosures": []}}
    assert verdicts(shown) == [Verdict.HOLDS]
    assert verdicts(badge(UNIVERSITY) | shown) == [Verdict.FAILS]
