"""Embedded OCSP responses and revocation lists: whose they are, whom they are about, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.x509 import ocsp
from cryptography.x509.oid import ExtendedKeyUsageOID

from eportfolio.trust import Outcome

from .sealing import LATE, ORGANISATION, SEALED, SOON, Wish, issue, ocsp_response, pki, revocation_list

CHECKED, FAILED, NOT_CHECKED = Outcome


def reason(proof, name: str = "revocation") -> str:
    return next(step.reason for step in proof.steps if step.name == name)


def response(**changed) -> bytes:
    p = pki()
    given = {"certificate": p.seal, "issuer": p.intermediate, "responder": p.responder, **changed}
    return ocsp_response(**given)


def test_response_tells_its_time(check) -> None:
    proof = check(at=LATE)
    assert proof.outcome("revocation") is CHECKED
    assert "OCSP response of 2025-03-01 12:00:03" in reason(proof)


def test_issuer_may_answer_itself(check) -> None:
    assert check(at=LATE, ocsps=(response(responder=pki().intermediate),)).outcome("revocation") is CHECKED


def test_foreign_response_is_about_another_certificate(check) -> None:
    other = issue(Wish("Other Seal"), pki().intermediate)
    proof = check(at=LATE, ocsps=(response(certificate=other),))
    assert proof.outcome("revocation") is NOT_CHECKED
    assert "none is about" in reason(proof)


def test_response_of_a_stranger_fails(check) -> None:
    p = pki()
    wish = Wish("Stranger", extended=(ExtendedKeyUsageOID.OCSP_SIGNING,), extensions=(x509.OCSPNoCheck(),))
    for stranger in (issue(wish), issue(wish, p.tsa_root), issue(Wish("No Responder"), p.intermediate)):
        proof = check(at=LATE, ocsps=(response(responder=stranger),))
        assert proof.outcome("revocation") is FAILED, stranger.certificate.subject


def test_changed_response_fails(check) -> None:
    revoked = bytearray(response())
    place = revoked.find(b"\x18\x0f2025")  # a time in the signed part
    assert place > 0
    revoked[place + 5] = ord("6")
    assert check(at=LATE, ocsps=(bytes(revoked),)).outcome("revocation") is FAILED


@pytest.mark.parametrize("days", [-1, -200])
def test_certificate_that_was_revoked_before_fails(check, days: int) -> None:
    proof = check(at=LATE, ocsps=(response(revoked=SEALED + timedelta(days=days)),))
    assert proof.outcome("revocation") is FAILED
    assert "was revoked on" in reason(proof)


def test_certificate_that_was_revoked_later_is_told(check) -> None:
    later = SEALED + timedelta(days=30)
    proof = check(at=LATE, ocsps=(response(moment=later + timedelta(days=1), revoked=later),))
    assert proof.outcome("revocation") is CHECKED
    assert "it was later, on 2025-03-31" in reason(proof)


def test_later_revocation_counts_where_no_time_stamp_proves_the_seal_to_be_older(check) -> None:
    later = SEALED + timedelta(days=30)
    answer = response(moment=SOON, revoked=later)
    proof = check(at=SOON, ocsps=(answer,), trusted=[pki().root.pem])  # nobody trusts the clock
    assert proof.proven_time is None
    assert proof.outcome("revocation") is FAILED


def test_response_that_is_too_old_is_not_checked(check) -> None:
    proof = check(at=LATE, ocsps=(response(moment=SEALED - timedelta(days=60)),))
    assert proof.outcome("revocation") is NOT_CHECKED
    assert "too old" in reason(proof)


def test_responder_whose_certificate_is_younger_than_the_seal(check) -> None:
    begin = SEALED + timedelta(days=2)
    wish = Wish("Young Responder", extended=(ExtendedKeyUsageOID.OCSP_SIGNING,), extensions=(x509.OCSPNoCheck(),),
                begin=begin)  # fmt: skip
    young = issue(wish, pki().intermediate)
    proof = check(at=LATE, ocsps=(response(responder=young, moment=begin + timedelta(days=1)),))
    assert proof.outcome("revocation") is CHECKED


def test_certificate_that_expired_between_the_seal_and_the_response(check) -> None:
    holder = issue(Wish("Last Day", identifier=ORGANISATION, end=SEALED + timedelta(hours=1)), pki().intermediate)
    answer = response(certificate=holder, moment=SEALED + timedelta(days=1))
    assert check(at=LATE, holder=holder, alg="ES256", ocsps=(answer,)).outcome("revocation") is CHECKED


def test_responder_that_could_not_answer_fails(check) -> None:
    unsuccessful = ocsp.OCSPResponseBuilder.build_unsuccessful(ocsp.OCSPResponseStatus.TRY_LATER)
    from cryptography.hazmat.primitives.serialization import Encoding

    proof = check(ocsps=(unsuccessful.public_bytes(Encoding.DER),))
    assert proof.outcome("revocation") is FAILED
    assert "could not answer" in reason(proof)


@pytest.mark.parametrize("data", [b"\x30\x00", b"\x30\x03\x0a\x01\x00", b"\x05\x00"])
def test_broken_data_fails(check, data: bytes) -> None:
    assert check(ocsps=(data,)).outcome("revocation") is FAILED
    assert check(crls=(data,)).outcome("revocation") is FAILED


# -- lists -----------------------------------------------------------------------------------------------------


def test_list_covers_the_certificate(check) -> None:
    proof = check(at=LATE, ocsps=(), crls=(revocation_list(pki().intermediate, SEALED + timedelta(hours=1)),))
    assert proof.outcome("revocation") is CHECKED
    assert "CRL of 2025-03-01 13:00:00" in reason(proof)


def test_list_that_names_the_certificate_fails(check) -> None:
    p = pki()
    proof = check(at=LATE, ocsps=(), crls=(revocation_list(p.intermediate, revoked=(p.seal,)),))
    assert proof.outcome("revocation") is FAILED


def test_list_of_another_issuer_says_nothing(check) -> None:
    proof = check(at=LATE, ocsps=(), crls=(revocation_list(pki().tsa_root),))
    assert proof.outcome("revocation") is NOT_CHECKED


def test_list_signed_by_another_key_fails(check) -> None:
    twin = issue(Wish("Fictional Seals", authority=True))
    proof = check(at=LATE, ocsps=(), crls=(revocation_list(twin),))
    assert proof.outcome("revocation") is FAILED


def test_issuers_are_covered_too(check) -> None:
    p = pki()
    proof = check(at=LATE, crls=(revocation_list(p.root),))
    assert proof.outcome("issuer-revocation") is CHECKED
    proof = check(at=LATE, crls=(revocation_list(p.root, revoked=(p.intermediate,)),))
    assert proof.outcome("issuer-revocation") is FAILED


def test_nothing_embedded_is_not_checked(check) -> None:
    proof = check(at=LATE, ocsps=())
    assert proof.outcome("revocation") is NOT_CHECKED
    assert "nothing is fetched" in reason(proof)


def test_certificate_without_the_address_of_a_responder(check) -> None:
    """Such a certificate is covered by lists alone."""
    p = pki()
    holder = issue(Wish("Quiet Seal", identifier=ORGANISATION, ocsp=False), p.intermediate)
    proof = check(at=LATE, holder=holder, alg="ES256", ocsps=(), crls=(revocation_list(p.intermediate),))
    assert proof.outcome("revocation") is CHECKED


def test_large_list_costs_bounded_time(check) -> None:
    from time import monotonic

    p = pki()
    begin = datetime(2024, 1, 1, tzinfo=UTC)
    others = tuple(issue(Wish(f"Revoked {index}", begin=begin), p.intermediate) for index in range(3))
    start = monotonic()
    proof = check(at=LATE, ocsps=(), crls=(revocation_list(p.intermediate, revoked=others),))
    assert proof.outcome("revocation") is CHECKED
    assert monotonic() - start < 5
