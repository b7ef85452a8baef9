"""Seals at every level: what is checked, what is not, and what trusted certificates change."""

from __future__ import annotations

from datetime import timedelta

import pytest

from eportfolio.trust import Outcome

from .sealing import LATE, ORGANISATION, SEALED, SOON, Wish, issue, pki

CHECKED, FAILED, NOT_CHECKED = Outcome

ALWAYS = {
    "structure": CHECKED,
    "critical-headers": CHECKED,
    "algorithm": CHECKED,
    "signing-certificate": CHECKED,
    "signature": CHECKED,
    "content-time-stamp": CHECKED,
    "time-stamp-chain": CHECKED,
    "time-stamp-anchor": NOT_CHECKED,
    "certificate-validity": CHECKED,
    "key-usage": CHECKED,
    "trust-anchor": NOT_CHECKED,
    "qualified-status": NOT_CHECKED,
    "issuer-identifier": CHECKED,
    "credential-dates": CHECKED,
    "credential-status": NOT_CHECKED,
}
B_B = {**ALWAYS, "signing-time": NOT_CHECKED, "chain": NOT_CHECKED, "revocation": NOT_CHECKED}
B_T = {**B_B, "signature-time-stamp": CHECKED, "signing-time": CHECKED}
B_LT = {**B_T, "chain": CHECKED, "revocation": CHECKED, "issuer-revocation": NOT_CHECKED}
B_LTA = {**B_LT, "archive-time-stamp": CHECKED}


def outcomes(proof) -> dict[str, Outcome]:
    return {step.name: step.outcome for step in proof.steps}


@pytest.mark.parametrize(("level", "expected"), [("B-B", B_B), ("B-T", B_T), ("B-LT", B_LT), ("B-LTA", B_LTA)])
def test_every_level_has_its_steps(check, level: str, expected: dict[str, Outcome]) -> None:
    proof = check(level=level)
    assert outcomes(proof) == expected
    assert proof.level == level
    assert proof.holds is True


def test_summary_counts_and_never_says_valid(check) -> None:
    proof = check(level="B-LT")
    assert proof.summary() == "signature holds; 15 steps checked, 0 failed, 5 not checked"
    assert "valid" not in proof.summary()


def test_signer_and_times(check) -> None:
    proof = check(level="B-LTA")
    assert proof.signer is not None
    assert proof.signer.organisation_identifier == ORGANISATION
    assert proof.signer.organisation == "Voorbeeldschool Zuiderlicht"
    assert proof.signer.country == "XX"
    assert proof.signing_time == SEALED
    assert proof.proven_time == SEALED + timedelta(seconds=3)


def test_qualified_statements_are_told_and_prove_nothing(check) -> None:
    proof = check()
    assert proof.qualified == ("a qualified certificate of the European Union", "for electronic seals")
    assert proof.outcome("qualified-status") is NOT_CHECKED
    plain = issue(Wish("Plain Seal", identifier=ORGANISATION), pki().intermediate)
    assert check(holder=plain, alg="ES256").qualified == ()


@pytest.mark.parametrize("unencoded", [True, False])
def test_payload_as_it_stands_and_in_base64url(check, unencoded: bool) -> None:
    proof = check(unencoded=unencoded, level="B-LTA")
    assert not [step for step in proof.steps if step.outcome is FAILED]
    assert proof.holds is True


@pytest.mark.parametrize("form", ["pem", "der", "path", "bundle"])
def test_trusted_certificates_in_any_form(check, tmp_path, form: str) -> None:
    p = pki()
    path = tmp_path / "root.pem"
    path.write_bytes(p.root.pem + p.tsa_root.pem)
    trusted = {
        "pem": [p.root.pem, p.tsa_root.pem], "der": [p.root.der, p.tsa_root.der], "path": [path],
        "bundle": [p.root.pem + p.tsa_root.pem],
    }[form]  # fmt: skip
    proof = check(trusted=trusted)
    assert outcomes(proof) == {**B_LT, "trust-anchor": CHECKED, "time-stamp-anchor": CHECKED}


@pytest.mark.parametrize("level", ["B-B", "B-LT"])
def test_seal_below_no_trusted_certificate_fails(check, level: str) -> None:
    proof = check(level=level, trusted=[issue(Wish("Somebody Else", authority=True)).pem])
    assert proof.outcome("trust-anchor") is FAILED


def test_root_of_the_same_name_is_not_the_trusted_one(check) -> None:
    twin = issue(Wish("Fictional Root", authority=True))
    assert check(trusted=[twin.pem]).outcome("trust-anchor") is FAILED


def test_certificate_may_be_trusted_itself(check) -> None:
    proof = check(level="B-B", trusted=[pki().seal.pem])
    assert proof.outcome("trust-anchor") is CHECKED
    assert proof.outcome("revocation") is NOT_CHECKED


def test_trusted_certificate_that_is_no_authority_vouches_for_nobody(check) -> None:
    holder = issue(Wish("Below a Seal", identifier=ORGANISATION), pki().seal)
    assert check(level="B-B", holder=holder, alg="ES256", trusted=[pki().seal.pem]).outcome("trust-anchor") is FAILED


def test_trusted_root_may_have_expired(check) -> None:
    root = issue(Wish("Old Root", authority=True, end=SEALED - timedelta(days=9)))
    holder = issue(Wish("Zuiderlicht Seal", identifier=ORGANISATION), root)
    proof = check(holder=holder, alg="ES256", ocsps=(), trusted=[root.pem, pki().tsa_root.pem])
    assert proof.outcome("trust-anchor") is CHECKED


def test_trusted_intermediate_completes_a_chain(check) -> None:
    assert check(level="B-B", trusted=[pki().intermediate.pem]).outcome("trust-anchor") is CHECKED


# -- time ------------------------------------------------------------------------------------------------------


def test_expired_certificate_without_time_stamp_fails(check) -> None:
    proof = check(level="B-B", at=LATE)
    assert proof.outcome("certificate-validity") is FAILED
    assert proof.proven_time is None


def test_time_stamp_of_the_content_proves_nothing_about_the_seal(check) -> None:
    proof = check(level="B-B", at=LATE, content_stamp=True)
    assert proof.outcome("content-time-stamp") is CHECKED
    assert proof.outcome("certificate-validity") is FAILED


def test_end_of_a_certificate_is_told_once(check) -> None:
    """The way to the anchor is judged for the claimed time then, so that it says something of its own."""
    proof = check(level="B-B", at=LATE, trusted=[pki().intermediate.pem])
    assert [step.name for step in proof.steps if step.outcome is FAILED] == ["certificate-validity"]
    assert proof.outcome("trust-anchor") is CHECKED


def test_expired_certificate_with_time_stamp_holds(check) -> None:
    assert check(level="B-T", at=LATE).outcome("certificate-validity") is CHECKED


def test_time_stamp_of_an_authority_that_is_not_trusted_proves_no_time(check) -> None:
    proof = check(at=LATE, trusted=[pki().root.pem])
    assert proof.outcome("time-stamp-anchor") is NOT_CHECKED
    assert proof.outcome("certificate-validity") is FAILED
    assert proof.proven_time is None


def test_seal_from_after_the_end_of_its_certificate_fails(check) -> None:
    proof = check(signing_time=LATE, stamped=LATE, at=LATE)
    assert proof.outcome("certificate-validity") is FAILED


def test_claimed_time_outside_the_certificate_fails(check) -> None:
    assert check(level="B-B", signing_time=LATE).outcome("certificate-validity") is FAILED


def test_claimed_time_after_the_time_stamp_fails(check) -> None:
    proof = check(signing_time=SEALED + timedelta(days=1))
    assert proof.outcome("signing-time") is FAILED


@pytest.mark.parametrize("time", ["2025-03-01", "2025-02-30T12:00:00Z", "2025-03-01T12:00:00", 7, "x" * 9000])
def test_claimed_time_of_another_form_fails(check, time) -> None:
    assert check(header={"sigT": time}).outcome("signing-time") is FAILED


def test_claimed_time_of_newer_editions(check) -> None:
    moment = int(SEALED.timestamp())
    proof = check(header={"iat": moment, "crit": ["b64", "adoTst", "iat"]}, without=("sigT",))
    assert proof.signing_time == SEALED
    assert proof.outcome("signing-time") is CHECKED
    wrong = check(header={"iat": True, "crit": ["b64", "adoTst"]}, without=("sigT",))
    assert wrong.outcome("signing-time") is FAILED


def test_credential_dates_are_judged_at_the_moment_asked_for(check) -> None:
    assert check(at=SEALED - timedelta(days=30)).outcome("credential-dates") is FAILED
    assert check(at=SOON).outcome("credential-dates") is CHECKED
