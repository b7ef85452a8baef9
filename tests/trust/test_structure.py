"""The structure of a signature: forms of JWS, headers, encodings, limits."""

from __future__ import annotations

import json

import pytest

from eportfolio.report.errors import UnreadableError
from eportfolio.trust import Outcome

from .sealing import Sealing, b64u, pki, sealed

CHECKED, FAILED, NOT_CHECKED = Outcome


def only(verification):
    (proof,) = verification.proofs
    return proof


def reasons(proof, name: str) -> str:
    return " ".join(step.reason for step in proof.steps if step.name == name and step.outcome is FAILED)


# -- forms -----------------------------------------------------------------------------------------------------


def test_flattened_form(look) -> None:
    document = sealed()
    (one,) = document.pop("signatures")
    proof = only(look({**document, **one}))
    assert proof.holds is True
    assert proof.pointer == ""


def test_compact_form(look) -> None:
    document = sealed(level="B-B", unencoded=False)
    (one,) = document["signatures"]
    text = f"{one['protected']}.{document['payload']}.{one['signature']}\n"
    assert only(look(text.encode())).holds is True


def test_general_and_flattened_form_at_once_fails(look) -> None:
    document = sealed()
    proof = only(look({**document, "signature": document["signatures"][0]["signature"]}))
    assert "mixes" in reasons(proof, "structure")
    assert proof.holds is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"payload": None}, "no payload"),
        ({"payload": {"a": 1}}, "no payload"),
        ({"signatures": []}, "at least one signature"),
        ({"signatures": {}}, "at least one signature"),
        ({"signatures": [None]}, "no protected header"),
        ({"signatures": [{}]}, "no protected header"),
        ({"signatures": [{"protected": "e30"}]}, "no signature"),
        ({"signatures": [{"protected": "e30", "signature": ""}]}, "no signature"),
        ({"signatures": [{"protected": "W10", "signature": "AA"}]}, "no JSON object"),
        ({"signatures": [{"protected": "e30=", "signature": "AA"}]}, "not base64url"),
        ({"signatures": [{"protected": "e30", "signature": "A"}]}, "cut off"),
        ({"signatures": [{"protected": "e30", "signature": "AB"}]}, "bits that mean nothing"),
        ({"signatures": [{"protected": "e30", "signature": "A A"}]}, "not base64url"),
        ({"signatures": [{"protected": "e30", "signature": "AA", "header": []}]}, "no object"),
        ({"signatures": [{"protected": "e30", "signature": "AA", "header": {"alg": "RS256"}}]}, "not signed"),
        ({"signatures": [{"protected": "e30", "signature": "AA", "header": {"crit": ["x"]}}]}, "not signed"),
        ({"signatures": [{"protected": b64u(b'{"a":1,"a":2}'), "signature": "AA"}]}, "twice"),
        ({"signatures": [{"protected": b64u(b'{"a":1}'), "signature": "AA", "header": {"a": 1}}]}, "both headers"),
        ({"signatures": [{"protected": b64u(b'{"b64":"no"}'), "signature": "AA"}]}, "neither true nor false"),
        ({"signatures": [{"protected": b64u(b"\xff"), "signature": "AA"}]}, "cannot be read"),
        ({"signatures": [{"protected": b64u(b"[" * 5000), "signature": "AA"}]}, "cannot be read"),
        ({"signatures": [{"protected": "e30", "signature": "AA"}] * 17}, "there are 17 signatures"),
    ],
)  # fmt: skip
def test_broken_structures_fail(look, change: dict, reason: str) -> None:
    verification = look({**sealed(), **change})
    assert reason in reasons(verification.proofs[0], "structure")
    assert verification.proofs[0].holds is None
    assert verification.ok is False


@pytest.mark.parametrize("cut", [1, 2, 3, 50])
def test_truncated_base64_fails(look, cut: int) -> None:
    document = sealed(level="B-B")
    one = document["signatures"][0]
    one["signature"] = one["signature"][:-cut]
    assert only(look(document)).holds is not True
    document = sealed(level="B-B")
    document["signatures"][0]["protected"] = document["signatures"][0]["protected"][:-cut]
    assert only(look(document)).holds is not True


def test_truncated_payload_in_base64url_fails(look) -> None:
    document = sealed(unencoded=False)
    document["payload"] = document["payload"][:-1]
    assert only(look(document)).holds is not True


def test_document_that_is_cut_off_is_unreadable(look) -> None:
    with pytest.raises(UnreadableError):
        look(json.dumps(sealed()).encode()[:-20])


def test_key_twice_in_the_document_is_unreadable(look) -> None:
    text = json.dumps(sealed()).replace('{"payload"', '{"payload": "x", "payload"', 1)
    with pytest.raises(UnreadableError):
        look(text.encode())


def test_parts_beside_the_seal_are_named(look) -> None:
    proof = only(look({**sealed(), "credentialSubject": {"fullName": "Somebody Else"}}))
    step = next(one for one in proof.steps if one.name == "uncovered")
    assert step.outcome is NOT_CHECKED
    assert "credentialSubject" in step.reason
    assert only(look(sealed())).outcome("uncovered") is None


# -- critical headers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "without", "reason"),
    [
        ({"crit": ["b64", "sigT", "moonPhase"], "moonPhase": "full"}, (), "moonPhase must be understood"),
        ({"crit": ["b64", "moonPhase"]}, (), "does not have"),
        ({"crit": []}, (), "at least one name"),
        ({"crit": "b64"}, (), "at least one name"),
        ({"crit": ["b64", 7]}, (), "at least one name"),
        ({"crit": ["b64", "b64"]}, (), "twice"),
        ({"crit": ["b64", "alg"]}, (), "RFC 7515 defines itself"),
        ({"crit": ["sigT"]}, (), "does not name it"),
        ({}, ("crit",), "does not name it"),
        ({"sigD": {"mId": "http://uri.etsi.org/19182/ObjectIdByURI"}}, (), "lies elsewhere"),
    ],
)  # fmt: skip
def test_critical_headers_that_are_not_understood_fail(look, header: dict, without: tuple, reason: str) -> None:
    proof = only(look(sealed(header=header, without=without)))
    assert reason in reasons(proof, "critical-headers")
    assert proof.outcome("signature") is NOT_CHECKED


def test_statements_of_the_signer_are_named_and_not_checked(look) -> None:
    proof = only(look(sealed(header={"sigPl": {"addressCountry": "XX"}, "crit": ["b64", "sigT", "adoTst", "sigPl"]})))
    assert proof.holds is True
    assert proof.outcome("header-statements") is NOT_CHECKED


# -- certificates and digests ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "x5c", ["MII", [], [7], ["@@"], [b64u(b"\x30\x80")], ["MAA="], ["A" * 200_000], [""], ["MAA="] * 60, {}]
)
def test_broken_certificates_fail(look, x5c) -> None:
    proof = only(look(sealed(header={"x5c": x5c}, level="B-B")))
    assert proof.outcome("signing-certificate") is FAILED
    assert proof.holds is None


def other(function: str, certificate: bytes) -> dict[str, str]:
    import hashlib

    return {"digAlg": function, "digVal": b64u(hashlib.new("sha512", certificate).digest())}


def test_digest_of_another_hash_function(check) -> None:
    critical = {"crit": ["b64", "sigT", "adoTst", "x5t#o"]}
    good = {"x5t#o": other("S512", pki().seal.der), **critical}
    assert check(header=good, without=("x5t#S256",)).holds is True
    wrong = {"x5t#o": other("S512", pki().root.der), **critical}
    assert check(header=wrong, without=("x5t#S256",)).outcome("signing-certificate") is FAILED
    weak = {"x5t#o": other("S1", pki().seal.der), **critical}
    assert check(header=weak, without=("x5t#S256",)).outcome("signing-certificate") is FAILED


def test_first_of_several_digests_counts(check) -> None:
    critical = {"crit": ["b64", "sigT", "adoTst", "sigX5ts"]}
    good = [other("S512", pki().seal.der), other("S512", pki().root.der)]
    assert check(header={"sigX5ts": good, **critical}, without=("x5t#S256",)).holds is True
    assert check(header={"sigX5ts": good[::-1], **critical}).outcome("signing-certificate") is FAILED
    assert check(header={"sigX5ts": [], **critical}).outcome("signing-certificate") is FAILED


# -- unsigned components ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("component", "reason"),
    [
        ("@", "not base64url"),
        (b64u(b"{"), "cannot be read"),
        (b64u(b"[]"), "no object with one member"),
        (b64u(b'{"xVals": 7}'), "no list of certificates"),
        (b64u(b'{"xVals": [{"x509Cert": {"val": "AAAA"}}]}'), "embedded certificate 0"),
        (b64u(json.dumps({"xVals": [{}] * 49}).encode()), "more than 48"),
        (b64u(b'{"rVals": 7}'), "rVals is no object"),
        (b64u(b'{"rVals": {"ocspVals": 7}}'), "ocspVals is no list"),
        (b64u(b'{"rVals": {"ocspVals": [7]}}'), "OCSP response 0 is no text"),
        (b64u(b'{"rVals": {"crlVals": [{"val": "MIAA"}]}}'), "CRL 0 is"),
        (b64u(b'{"sigTst": {}}'), "sigTst has no time stamp"),
        (b64u(b'{"sigTst": {"tstTokens": [{"val": "MAA=", "type": "other"}]}}'), "another kind"),
        (b64u(json.dumps({"sigTst": {"tstTokens": [{"val": "MAA="}] * 9}}).encode()), "9 time stamps"),
    ],
)  # fmt: skip
def test_broken_components_fail_and_the_rest_is_checked(look, component: str, reason: str) -> None:
    document = sealed()
    document["signatures"][0]["header"]["etsiU"].append(component)
    proof = only(look(document))
    assert reason in reasons(proof, "structure")
    assert proof.holds is True
    assert proof.outcome("chain") is CHECKED


@pytest.mark.parametrize("components", [7, ["e30"] * 65])
def test_components_that_are_no_list_or_too_many_fail(look, components) -> None:
    document = sealed(level="B-B")
    document["signatures"][0]["header"]["etsiU"] = components
    assert "etsiU is no list" in reasons(only(look(document)), "structure")


def test_more_time_stamps_than_are_looked_at_fail(look) -> None:
    document = sealed(level="B-T")
    components = document["signatures"][0]["header"]["etsiU"]
    document["signatures"][0]["header"]["etsiU"] = components * 9
    assert "more than 8 components" in reasons(only(look(document)), "structure")


def test_unknown_components_are_passed_over(look) -> None:
    document = sealed(level="B-B")
    document["signatures"][0]["header"]["etsiU"] = [b64u(b'{"moonPhase": "full"}')]
    assert not reasons(only(look(document)), "structure")


def test_payload_that_is_no_credential(look) -> None:
    for text in ("[1, 2]", "no JSON"):
        proof = only(look(Sealing(credential=text).document()))
        assert proof.holds is True
        assert proof.outcome("issuer-identifier") is NOT_CHECKED
