"""The registered claims of a token: whether they agree with the credential, and whether the token is in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from ...sources.jws import REGISTERED, agrees, moment_of, stated_by
from ..results import Proof

_SKEW: Final = timedelta(minutes=5)
"""How far clocks may be apart."""

_OF_THE_SIGNATURE: Final = frozenset({"nbf", "exp"})
"""Claims that are about the signature alone where the claims are the document itself (VC-JOSE-COSE, 3.1.3)."""


def check_claims(proof: Proof, claims: Mapping[str, Any], document: Mapping[str, Any], as_is: bool) -> None:
    """Check that registered claims say the same as the credential; the step ``claims``.

    Args:
        proof: where the step goes.
        claims: the claims of the token.
        document: the credential or presentation as it stands in the token.
        as_is: whether the claims are the document itself.
    """
    same, wrong = [], []
    for name in REGISTERED:
        stated = stated_by(document, name) if name in claims else None
        if stated is None or (as_is and name in _OF_THE_SIGNATURE):
            continue
        place, value = stated
        if agrees(name, claims[name], value):
            same.append(f"{name} and {place}")
        else:
            wrong.append(f"{name} is {_shown(name, claims[name])}, and {place} is {str(value)[:120]}")
    if wrong:
        proof.failed("claims", f"token and credential contradict each other: {'; '.join(wrong)}")
    elif same:
        proof.checked("claims", f"they agree: {', '.join(same)}")
    elif as_is:
        proof.checked("claims", "the claims are the credential itself")
    else:
        proof.not_checked("claims", "the token has no claim that the credential says, too")


def check_dates(proof: Proof, claims: Mapping[str, Any], at: datetime) -> None:
    """Check that the token is in force; the step ``token-dates``, where it has dates.

    Args:
        proof: where the step goes.
        claims: the claims of the token.
        at: the moment that the question is asked for.
    """
    told, wrong = [], []
    for name in ("exp", "nbf", "iat"):
        if name not in claims:
            continue
        moment = moment_of(claims[name])
        if moment is None and name != "iat":
            wrong.append(f"{name} is no number of seconds")
        elif moment is None:
            told.append("iat is no number of seconds, and says nothing")
        elif reason := _wrong(name, moment, at):
            wrong.append(f"{reason} {moment:%Y-%m-%d %H:%M:%S} UTC")
        else:
            told.append(f"{name} {moment:%Y-%m-%d %H:%M:%S} UTC")
    if wrong:
        proof.failed("token-dates", "; ".join(wrong))
    elif told:
        proof.checked("token-dates", f"in force on {at:%Y-%m-%d}: {', '.join(told)}")
    if "iat" in claims:
        proof.signing_time = moment_of(claims["iat"])


def check_audience(proof: Proof, claims: Mapping[str, Any]) -> None:
    """Name for whom a presentation is meant; the step ``proof-domain``, where it says so.

    Args:
        proof: where the step goes.
        claims: the claims of the token.
    """
    for name in ("aud", "nonce"):
        if name in claims:
            reason = f"the token is meant for one {name} alone, and nobody said which is expected here"
            proof.not_checked("proof-domain", reason, f"{proof.pointer}/{name}")


def _wrong(name: str, moment: datetime, at: datetime) -> str:
    if name == "exp" and moment <= at:
        return "it expired on"
    if name == "nbf" and moment > at:
        return "it is not valid before"
    return "it says that it was issued later, on" if name == "iat" and moment > at + _SKEW else ""


def _shown(name: str, value: object) -> str:
    moment = moment_of(value) if name in _OF_THE_SIGNATURE else None
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}" if moment else str(value)[:120]
