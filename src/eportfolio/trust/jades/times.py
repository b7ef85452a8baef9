"""The steps about time: what time stamps prove, what the signer claims, and whether the certificate was valid then."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ..certificates import Certificate
from ..chains import find_chain
from ..encoding import UnusableError
from ..results import Outcome, Proof
from .header import claimed_time
from .seal import Seal
from .timestamps import TimeStamp, verify_time_stamp
from .trusting import NO_ANCHORS, judge_chain, told_anchor, way_to_anchor
from .unsigned import StampHolder, tokens_of

CLOCKS: Final = timedelta(minutes=5)
"""How far the clocks of a signer and of a time-stamping authority may differ."""


def check_times(seal: Seal) -> None:
    """Add the steps about time stamps, the claimed time and the validity of the certificate."""
    _check_time_stamps(seal)
    try:
        seal.proof.signing_time = claimed_time(seal.jws.protected)
    except UnusableError as error:
        seal.proof.failed("signing-time", str(error))
    else:
        _check_claim(seal.proof)
    if seal.signing is not None:
        check_validity(seal, seal.signing.certificate)


def _check_time_stamps(seal: Seal) -> None:
    """Check time stamps; only those that cover the signature, and whose authority may be believed, prove a time."""
    for holder in (*_content_stamps(seal), *seal.unsigned.stamps):
        for token in holder.tokens:
            stamp = _check_time_stamp(seal, holder, token)
            if stamp is None:
                continue
            seal.stamps.append(stamp)
            believed = _check_authority(seal, stamp, holder.pointer)
            proven = seal.proof.proven_time
            if believed and holder.step != "content-time-stamp" and (proven is None or stamp.moment < proven):
                seal.proof.proven_time = stamp.moment


def _content_stamps(seal: Seal) -> list[StampHolder]:
    value = seal.jws.protected.get("adoTst")
    if value is None:
        return []
    place = f"{seal.jws.pointer}/protected/adoTst"
    try:
        return [StampHolder("content-time-stamp", place, tokens_of(value, "adoTst"), (seal.jws.covered,))]
    except UnusableError as error:
        seal.proof.failed("content-time-stamp", str(error), place)
        return []


def _check_time_stamp(seal: Seal, holder: StampHolder, token: bytes) -> TimeStamp | None:
    if holder.covered is None:
        seal.proof.not_checked(holder.step, holder.why, holder.pointer)
        return None
    try:
        stamp = verify_time_stamp(token, holder.covered, seal.pool)
    except UnusableError as error:
        seal.proof.failed(holder.step, str(error), holder.pointer)
        return None
    reason = f'given on {stamp.moment:%Y-%m-%d %H:%M:%S} UTC by "{stamp.authority.name}"'
    seal.proof.checked(holder.step, reason, holder.pointer)
    return stamp


def _check_authority(seal: Seal, stamp: TimeStamp, place: str) -> bool:
    """Judge the authority of a time stamp; whether its time may be believed.

    It may when its chain is not broken and, where the user trusts certificates, leads to one of them.  What is said
    of one authority several times is told once.
    """
    heard = Proof(seal.proof.kind, seal.proof.pointer)
    pool = [*stamp.certificates, *seal.pool]
    believed = judge_chain(heard, "time-stamp-chain", find_chain(stamp.authority, pool), stamp.moment, place)
    anchors = seal.question.anchors
    if not anchors:
        heard.not_checked("time-stamp-anchor", NO_ANCHORS, place)
    else:
        try:
            way = way_to_anchor(stamp.authority, pool, anchors, stamp.moment)
            heard.checked("time-stamp-anchor", told_anchor(way), place)
        except UnusableError as error:
            heard.not_checked("time-stamp-anchor", f"{error}; so its time is not believed", place)
            believed = False
    said = {(step.name, step.reason) for step in seal.proof.steps}
    seal.proof.steps += (step for step in heard.steps if (step.name, step.reason) not in said)
    return believed


def _check_claim(proof: Proof) -> None:
    claimed, proven = proof.signing_time, proof.proven_time
    if claimed is None:
        proof.not_checked("signing-time", "the signer claims no time")
        return
    told = f"{claimed:%Y-%m-%d %H:%M:%S} UTC"
    if proven is None:
        proof.not_checked("signing-time", f"{told}, which no time stamp proves")
    elif claimed > proven + CLOCKS:
        proof.failed("signing-time", f"{told}, after the time stamp of {proven:%Y-%m-%d %H:%M:%S}")
    else:
        proof.checked("signing-time", f"{told}; a time stamp says {proven:%Y-%m-%d %H:%M:%S}")


def check_validity(seal: Seal, certificate: Certificate) -> None:
    """Check that the certificate was valid at the proven time; without one, at the claimed time and when asked.

    Args:
        seal: what is known of the signature.
        certificate: its certificate.
    """
    proof, at = seal.proof, seal.question.at
    dates = f"valid from {certificate.valid_from:%Y-%m-%d} until {certificate.valid_until:%Y-%m-%d}"
    if proof.proven_time is not None:
        outcome = Outcome.CHECKED if certificate.valid_at(proof.proven_time) else Outcome.FAILED
        told = f"{dates}; sealed by {proof.proven_time:%Y-%m-%d %H:%M:%S} UTC, as a time stamp says"
        proof.add("certificate-validity", outcome, told)
    elif proof.signing_time is not None and not certificate.valid_at(proof.signing_time):
        proof.failed("certificate-validity", f"{dates}, and the claimed signing time is outside of that")
    elif not certificate.valid_at(at):
        told = f"{dates}, not on {at:%Y-%m-%d}; no time stamp that may be believed proves that the seal is older"
        proof.failed("certificate-validity", told)
    else:
        proof.checked("certificate-validity", f"{dates}; asked for {at:%Y-%m-%d}")
