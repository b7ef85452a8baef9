"""Tokens that bring a certificate: whose it is counts only where it leads to one that the user trusts."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography import x509

from eportfolio.trust import Outcome, Verification, verify
from eportfolio.trust.keys import to_jwk

from .proven import as_bytes, encoded, status_list
from .sealing import LONG, Holder, Wish, b64, pki
from .sealing import issue as certify
from .tokens import ISSUER, badge, key_of, raw

AT = datetime(2025, 6, 1, tzinfo=UTC)


def certificate(*names: x509.GeneralName, issuer: Holder | None = None, **changed: Any) -> Holder:
    extensions = (x509.SubjectAlternativeName(names),) if names else ()
    wish = Wish("Zuiderlicht Tokens", extensions=extensions, **{**LONG, **changed})
    return certify(wish, issuer or pki().intermediate)


NAMED = certificate(x509.UniformResourceIdentifier(ISSUER))
HOST = certificate(x509.DNSName("School.example.org"))
OTHER = certificate(x509.DNSName("evil.example.com"))
MAIL = certificate(x509.RFC822Name("noor@example.org"))
NAMELESS = certificate()
ROOT = pki().root


def checked(holder: Holder, *, key: Any = None, form: str = "vc+jwt", trusted: Any = (), **asked: Any) -> Verification:
    chain = [b64(one.der) for one in (holder, pki().intermediate)]
    claims = badge(issuer=ISSUER) if form == "vc+jwt" else {"iss": ISSUER, "vct": "urn:example:diploma"}
    token = raw({"alg": "ES256", "typ": form, "x5c": chain}, claims, key or holder.key, "ES256")
    data = token if form == "vc+jwt" else f"{token}~"
    return verify(data.encode(), **{"at": AT, "trusted": trusted, **asked})


def outcomes(verification: Verification) -> dict[str, Outcome]:
    return {step.name: step.outcome for step in verification.steps}


@pytest.mark.parametrize("form", ["vc+jwt", "dc+sd-jwt"])
@pytest.mark.parametrize("holder", [NAMED, HOST], ids=["address", "host"])
def test_certificate_that_names_the_issuer_and_leads_to_a_trusted_one(form: str, holder: Holder) -> None:
    verification = checked(holder, form=form, trusted=[ROOT.pem])
    assert verification.proofs[0].holds
    assert outcomes(verification)["trust-anchor"] is Outcome.CHECKED
    assert outcomes(verification)["key-owner"] is Outcome.CHECKED
    assert not [step for step in verification.steps if step.outcome is Outcome.FAILED]
    assert verification.proofs[0].signer is not None


def test_name_in_a_certificate_that_nobody_trusts_proves_nothing() -> None:
    verification = checked(NAMED)
    assert outcomes(verification)["key-owner"] is Outcome.NOT_CHECKED
    assert not verification.bound
    forger = certify(Wish("Forged Root", authority=True, **LONG))
    forged = checked(certificate(x509.UniformResourceIdentifier(ISSUER), issuer=forger), trusted=[ROOT.pem])
    assert not forged.bound
    assert not forged.ok


def test_trusted_certificate_of_another_address_fails() -> None:
    verification = checked(OTHER, trusted=[ROOT.pem])
    assert outcomes(verification)["key-owner"] is Outcome.FAILED
    assert not verification.ok


@pytest.mark.parametrize("holder", [NAMELESS, MAIL], ids=["nothing", "mail"])
def test_trusted_certificate_without_an_address_is_told_of(holder: Holder) -> None:
    verification = checked(holder, trusted=[ROOT.pem])
    assert outcomes(verification)["key-owner"] is Outcome.NOT_CHECKED
    assert verification.ok
    assert not verification.bound


@pytest.mark.parametrize("holder", [OTHER, NAMELESS], ids=["another", "nobody"])
def test_seal_of_a_trusted_certificate_that_has_nothing_of_the_issuer_is_not_bound_to_it(holder: Holder) -> None:
    chain = [b64(one.der) for one in (holder, pki().intermediate)]
    sealed = raw({"alg": "ES256", "x5c": chain}, badge(issuer=ISSUER), holder.key, "ES256")
    verification = verify(sealed.encode(), at=AT, trusted=[ROOT.pem])
    assert verification.proofs[0].kind == "JAdES"
    assert outcomes(verification)["trust-anchor"] is Outcome.CHECKED
    assert not verification.bound


def test_status_of_a_badge_in_a_seal_is_looked_up() -> None:
    address = "https://school.example.org/status/1"
    entry = {
        "id": f"{address}#7", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
        "statusListIndex": "7", "statusListCredential": address,
    }  # fmt: skip
    claims = badge(issuer=ISSUER, credentialStatus=entry)
    sealed = raw({"alg": "ES256", "x5c": [b64(NAMED.der)]}, claims, NAMED.key, "ES256")
    listing = as_bytes(status_list(encoded(7)))
    assert verify(sealed.encode(), at=AT).ok
    revoked = verify(sealed.encode(), at=AT, known={address: listing})
    assert revoked.proofs[0].kind == "JAdES"
    assert outcomes(revoked)["credential-status"] is Outcome.FAILED
    assert not revoked.ok


def test_certificate_that_has_expired_fails() -> None:
    old = certificate(x509.UniformResourceIdentifier(ISSUER), end=datetime(2025, 5, 1, tzinfo=UTC))
    assert outcomes(checked(old, trusted=[ROOT.pem]))["certificate-validity"] is Outcome.FAILED


def test_signature_by_another_key_than_that_of_the_certificate_fails() -> None:
    assert outcomes(checked(NAMED, key=key_of("P-256"), trusted=[ROOT.pem]))["signature"] is Outcome.FAILED


@pytest.mark.parametrize("value", ["x", [], [1], ["AAAA"], ["@@"], {}, None, ["x"] * 200])
def test_broken_certificates_never_raise(value: Any) -> None:
    token = raw({"alg": "ES256", "typ": "vc+jwt", "x5c": value}, badge(issuer=ISSUER), key_of("P-256"), "ES256")
    verification = verify(token.encode(), at=AT)
    assert not verification.ok
    assert outcomes(verification)["signing-certificate"] is Outcome.FAILED


def test_key_that_the_user_pins_wins_over_a_certificate() -> None:
    pinned = json.dumps(to_jwk(key_of("P-256").public_key())).encode()
    verification = checked(NAMED, keys={ISSUER: pinned})
    assert outcomes(verification)["signature"] is Outcome.FAILED
    assert checked(NAMED, key=key_of("P-256"), keys={ISSUER: pinned}).bound
