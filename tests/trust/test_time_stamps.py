"""Time stamps: what they cover, who gave them, and what of them was changed."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import cms
from cryptography.x509.oid import ExtendedKeyUsageOID

from eportfolio.trust import Outcome
from eportfolio.trust.encoding import UnusableError
from eportfolio.trust.jades.timestamps import verify_time_stamp

from .sealing import LATE, LONG, SEALED, Sealing, Wish, as_bytes, b64, b64u, issue, pki, sealed, time_stamp

CHECKED, FAILED, NOT_CHECKED = Outcome

COVERED = b"what is covered"


def refusal(token: bytes, pool=()) -> str:
    with pytest.raises(UnusableError) as caught:
        verify_time_stamp(token, (COVERED,), pool)
    return str(caught.value)


def test_time_stamp_that_holds() -> None:
    from eportfolio.trust.certificates import load_certificate

    stamp = verify_time_stamp(time_stamp(COVERED), (b"what is ", b"covered"), ())
    assert stamp.moment == SEALED
    assert stamp.authority == load_certificate(pki().tsa.der, "the authority")
    assert len(stamp.certificates) == 2


def test_certificate_of_the_authority_may_stand_elsewhere() -> None:
    from eportfolio.trust.certificates import load_certificate

    bare = time_stamp(COVERED, chain=())
    assert "is not there" in refusal(bare)
    assert verify_time_stamp(bare, (COVERED,), [load_certificate(pki().tsa.der, "it")]).moment == SEALED


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"imprint": b"\0" * 32}, "other content"),
        ({"digest": b"\0" * 32}, "was changed"),
        ({"bound": b"another"}, "names another certificate"),
        ({"content_type": "data"}, "signed content type"),
        ({"signers": 2}, "exactly one signer"),
        ({"signers": 0}, "exactly one signer"),
        ({"hashed": "sha1"}, "not among those that are allowed"),
        ({"hashed": "md5"}, "not among those that are allowed"),
    ],
)
def test_what_was_changed_fails(changed: dict, reason: str) -> None:
    assert reason in refusal(time_stamp(COVERED, **changed))


@pytest.mark.parametrize("hashed", ["sha384", "sha512"])
def test_other_hash_functions(hashed: str) -> None:
    assert verify_time_stamp(time_stamp(COVERED, hashed=hashed), (COVERED,), ()).moment == SEALED


def test_changed_time_fails() -> None:
    token = cms.ContentInfo.load(time_stamp(COVERED))
    content = token["content"]["encap_content_info"]
    statement = content["content"].parsed
    statement["gen_time"] = datetime(2020, 1, 1, tzinfo=UTC)
    content["content"] = cms.ParsableOctetString(statement.dump(force=True))
    assert "was changed" in refusal(token.dump(force=True))


def test_flipped_signature_fails() -> None:
    token = cms.ContentInfo.load(time_stamp(COVERED))
    signer = token["content"]["signer_infos"][0]
    signature = bytearray(signer["signature"].native)
    signature[-1] ^= 1
    signer["signature"] = bytes(signature)
    assert "does not hold" in refusal(token.dump(force=True))


def test_certificate_that_is_not_for_time_stamps_fails() -> None:
    p = pki()
    for wish in (
        Wish("No Clock", **LONG),
        Wish("Half a Clock", extended=(ExtendedKeyUsageOID.TIME_STAMPING, ExtendedKeyUsageOID.CODE_SIGNING), **LONG),
    ):
        clock = issue(wish, p.tsa_root)
        assert "not one for time stamps" in refusal(time_stamp(COVERED, tsa=clock, chain=(clock,)))


def test_authority_that_had_expired_fails() -> None:
    wish = Wish("Late Clock", extended=(ExtendedKeyUsageOID.TIME_STAMPING,), end=datetime(2024, 6, 1, tzinfo=UTC))
    clock = issue(wish, pki().tsa_root)
    assert "was not valid at the time" in refusal(time_stamp(COVERED, tsa=clock, chain=(clock,)))


@pytest.mark.parametrize("token", [b"0\0", b"\x30\x03\x02\x01\x05", b"\x05\0"])
def test_other_structures_fail(token: bytes) -> None:
    assert refusal(token)


def test_every_cut_of_a_time_stamp_fails(check) -> None:
    token = time_stamp(b"x")
    for length in (0, 1, 5, 40, len(token) // 2, len(token) - 1):
        proof = check(level="B-T", stamp=token[:length])
        failed = [step for step in proof.steps if step.outcome is FAILED]
        assert failed, length
        assert proof.proven_time is None


# -- in a seal -------------------------------------------------------------------------------------------------


def test_time_stamp_of_another_seal_fails(check) -> None:
    proof = check(level="B-T", stamp=time_stamp(b"another signature"), at=LATE)
    assert proof.outcome("signature-time-stamp") is FAILED
    assert proof.outcome("certificate-validity") is FAILED
    assert proof.proven_time is None
    assert proof.holds is True


def test_time_stamp_of_the_payload_of_another_seal_fails(check) -> None:
    token = {"tstTokens": [{"val": b64(time_stamp(b"another payload"))}]}
    assert check(header={"adoTst": token}).outcome("content-time-stamp") is FAILED
    assert check(header={"adoTst": {"tstTokens": []}}).outcome("content-time-stamp") is FAILED


def test_component_that_is_changed_after_the_archive_time_stamp_fails(look) -> None:
    document = sealed(level="B-LTA")
    components = document["signatures"][0]["header"]["etsiU"]
    components[1] = b64u(json.dumps({"xVals": []}).encode())
    (proof,) = look(document).proofs
    assert proof.outcome("archive-time-stamp") is FAILED
    assert proof.outcome("signature-time-stamp") is CHECKED


def test_component_that_is_added_after_the_archive_time_stamp_changes_nothing(look) -> None:
    document = sealed(level="B-LTA")
    document["signatures"][0]["header"]["etsiU"].append(b64u(b'{"moonPhase": "full"}'))
    (proof,) = look(document).proofs
    assert proof.outcome("archive-time-stamp") is CHECKED


def test_archive_time_stamp_over_clear_json_is_not_checked(look) -> None:
    document = sealed(level="B-LTA")
    header = document["signatures"][0]["header"]
    header["etsiU"] = [json.loads(base64.urlsafe_b64decode(one + "==")) for one in header["etsiU"]]
    (proof,) = look(document).proofs
    assert proof.outcome("archive-time-stamp") is NOT_CHECKED
    assert proof.outcome("signature-time-stamp") is CHECKED
    assert proof.outcome("chain") is CHECKED


def test_archive_time_stamp_over_an_earlier_one_is_not_checked(look) -> None:
    document = sealed(level="B-LT")
    value = {"arcTst": {"timeStamped": "previousArcTst", "tstTokens": [{"val": b64(time_stamp(b"x"))}]}}
    document["signatures"][0]["header"]["etsiU"].append(b64u(json.dumps(value).encode()))
    (proof,) = look(document).proofs
    assert proof.outcome("archive-time-stamp") is NOT_CHECKED


def test_earliest_time_stamp_counts(check) -> None:
    assert check(level="B-LTA").proven_time == SEALED + timedelta(seconds=3)


def test_authority_is_judged_once_where_the_same_would_be_said(check) -> None:
    proof = check(level="B-LTA")
    assert len([step for step in proof.steps if step.name == "time-stamp-chain"]) == 1
    assert len([step for step in proof.steps if step.name.endswith("time-stamp")]) == 3


def test_forged_authority_fails(look) -> None:
    """Somebody makes a clock of the same name below a root of the same name; the true root is embedded."""
    forged_root = issue(Wish("Fictional Time Root", authority=True, **LONG))
    clock = issue(Wish("Fictional Clock", extended=(ExtendedKeyUsageOID.TIME_STAMPING,), **LONG), forged_root)
    text = Sealing(level="B-T", content_stamp=False).one()["signature"]
    token = time_stamp(text.encode(), tsa=clock, chain=(clock, pki().tsa_root))
    (proof,) = look(as_bytes(sealed(level="B-T", stamp=token, content_stamp=False)), at=LATE).proofs
    assert proof.outcome("signature-time-stamp") is CHECKED
    failed = {step.name for step in proof.steps if step.outcome is FAILED}
    assert {"time-stamp-chain", "certificate-validity"} <= failed
    assert proof.proven_time is None
