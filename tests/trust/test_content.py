"""What the credential says that bears on trust: identifier of the issuer, dates, status, terms of use."""

from __future__ import annotations

import copy

import pytest

from eportfolio.trust import Outcome

from .sealing import CREDENTIAL, ORGANISATION, Wish, issue, pki, sealed

CHECKED, FAILED, NOT_CHECKED = Outcome


def credential(**changed):
    made = copy.deepcopy(CREDENTIAL)
    made.update(changed)
    return {key: value for key, value in made.items() if value is not None}


def step(proof, name: str):
    return next(one for one in proof.steps if one.name == name)


def issuer(notation):
    return {"id": "https://school.example.org/", "eIDASIdentifier": {"notation": notation}}


@pytest.mark.parametrize(
    ("notation", "outcome", "words"),
    [
        (ORGANISATION, CHECKED, "in the credential and in the certificate"),
        ("12345678", CHECKED, "another form"),
        ("vatxx-12345678", CHECKED, "another form"),
        ("1234 5678", CHECKED, "another form"),
        ([ORGANISATION], CHECKED, "in the credential and in the certificate"),
        ("VATXX-87654321", FAILED, "VATXX-87654321"),
        ("", NOT_CHECKED, "no eIDASIdentifier"),
        (7, NOT_CHECKED, "no eIDASIdentifier"),
    ],
)
def test_identifier_of_the_issuer(check, notation, outcome: Outcome, words: str) -> None:
    found = step(check(credential=credential(issuer=issuer(notation))), "issuer-identifier")
    assert found.outcome is outcome
    assert words in found.reason
    assert found.pointer == "/payload/issuer/eIDASIdentifier/notation"


@pytest.mark.parametrize("given", [None, "did:example:1", [], [issuer(ORGANISATION)], {"eIDASIdentifier": "x"}])
def test_issuer_of_another_form(check, given) -> None:
    found = step(check(credential=credential(issuer=given)), "issuer-identifier")
    assert found.outcome is (CHECKED if isinstance(given, list) and given else NOT_CHECKED)


def test_certificate_without_identifier(check) -> None:
    holder = issue(Wish("A Person's Seal"), pki().intermediate)
    found = step(check(holder=holder, alg="ES256"), "issuer-identifier")
    assert found.outcome is NOT_CHECKED
    assert "2.5.4.97" in found.reason


@pytest.mark.parametrize(
    ("dates", "outcome"),
    [
        ({}, CHECKED),
        ({"validFrom": "2025-06-01T00:00:01Z"}, FAILED),
        ({"validFrom": "2025-06-01T02:00:00+02:00"}, CHECKED),
        ({"validUntil": "2025-05-31T23:59:59Z"}, FAILED),
        ({"validUntil": "2025-06-01T00:00:00Z"}, CHECKED),
        ({"expirationDate": "2025-05-31T23:59:59Z"}, FAILED),
        ({"validUntil": "2030-01-01T00:00:00Z", "expirationDate": "2025-05-31T00:00:00Z"}, FAILED),
        ({"validUntil": "2030-01-01"}, NOT_CHECKED),
        ({"validUntil": "soonT"}, NOT_CHECKED),
        ({"validUntil": 7}, NOT_CHECKED),
        ({"validFrom": None}, NOT_CHECKED),
        ({"validUntil": "2025-05-31T00:00:00"}, FAILED),
    ],
)
def test_dates(check, dates: dict, outcome: Outcome) -> None:
    assert step(check(credential=credential(**dates)), "credential-dates").outcome is outcome


def test_status_and_terms_are_named_with_what_they_point_to(check) -> None:
    listed = {"id": "https://status.example.org/1#7", "type": "BitstringStatusListEntry", "statusListIndex": "7",
              "statusListCredential": "https://status.example.org/1"}  # fmt: skip
    proof = check(credential=credential(
        credentialStatus="https://status.example.org/9", status=[listed, 7], termsOfUse={"type": "IssuanceCertificate"},
    ))  # fmt: skip
    found = [one for one in proof.steps if one.name in ("credential-status", "terms-of-use")]
    assert {one.outcome for one in found} == {NOT_CHECKED}
    assert [one.pointer for one in found] == [
        "/payload/credentialStatus", "/payload/status", "/payload/status", "/payload/termsOfUse",
    ]  # fmt: skip
    assert "https://status.example.org/9" in found[0].reason
    assert "BitstringStatusListEntry, https://status.example.org/1, 7" in found[1].reason
    assert "without a kind" in found[2].reason
    assert "IssuanceCertificate" in found[3].reason


def test_proof_inside_the_seal_has_a_report_of_its_own(look) -> None:
    sealed_twice = look(sealed(credential=credential(proof={"type": "DataIntegrityProof"})))
    found = step(sealed_twice.proofs[0], "recognition")
    assert (found.outcome, found.pointer) == (NOT_CHECKED, "/payload/proof")
    assert [(report.pointer, report.inside) for report in sealed_twice.credentials] == [("", None), ("/payload", "")]
    assert sealed_twice.credentials[1].proofs[0].pointer == "/payload/proof"
    assert sealed_twice.ok


def test_no_status_is_said(check) -> None:
    assert "names no list" in step(check(), "credential-status").reason
