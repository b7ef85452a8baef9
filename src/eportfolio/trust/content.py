"""What the sealed credential says that bears on trust: its issuer's identifier, its dates, its status, its terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ..sources.jws import date_time
from .credential.shape import is_badge, listed
from .results import Proof

_PREFIX: Final = re.compile(r"[A-Za-z]{3}[A-Za-z]{2}-|[A-Za-z]{2}:[A-Za-z]{2}-")
"""Type and country before the number (ETSI EN 319 412-1, 5.1.4)."""

_BEGIN: Final = ("validFrom",)
_END: Final = ("validUntil", "expirationDate")


def check_content(proof: Proof, credential: object, pointer: str, at: datetime) -> None:
    """Add the steps that look at the credential.

    Args:
        proof: where the steps go; its signer names the organisation of the certificate.
        credential: the parsed payload.
        pointer: where it stands.
        at: the moment that the question is asked for.
    """
    if not isinstance(credential, Mapping):
        proof.not_checked("issuer-identifier", "the payload is no JSON object, so it names no issuer", pointer)
        return
    if credential.get("proof"):
        told = "the credential has a proof of its own inside the seal, which has a report of its own"
        proof.not_checked("recognition", told, f"{pointer}/proof")
    _check_issuer(proof, credential, pointer)
    if not is_badge(credential):  # the report on a badge has these steps
        _check_dates(proof, credential, pointer, at)
        _name_status(proof, credential, pointer)


def _check_issuer(proof: Proof, credential: Mapping[str, Any], pointer: str) -> None:
    place = f"{pointer}/issuer/eIDASIdentifier/notation"
    theirs = proof.signer.organisation_identifier if proof.signer else ""
    ours = _notation(credential.get("issuer"))
    if not theirs or not ours:
        lacking = "the credential's issuer has no eIDASIdentifier" if theirs else (
            "the certificate has no identifier of an organisation (2.5.4.97)"
        )  # fmt: skip
        proof.not_checked("issuer-identifier", f"{lacking} to compare with", place)
    elif theirs == ours:
        proof.checked("issuer-identifier", f"{ours} in the credential and in the certificate", place)
    elif _bare(theirs) == _bare(ours):
        proof.checked(
            "issuer-identifier", f"the same number in another form: {ours} in the credential, {theirs} in the "
            "certificate", place,
        )  # fmt: skip
    else:
        proof.failed(
            "issuer-identifier", f"the credential's issuer is {ours}, the certificate is that of {theirs}", place
        )


def _notation(issuer: object) -> str:
    for key in ("eIDASIdentifier", "notation"):
        if isinstance(issuer, list) and issuer:
            issuer = issuer[0]
        issuer = issuer.get(key) if isinstance(issuer, Mapping) else None
    if isinstance(issuer, list) and issuer:
        issuer = issuer[0]
    return issuer.strip() if isinstance(issuer, str) else ""


def _bare(identifier: str) -> str:
    """An identifier without type, country and punctuation."""
    return re.sub(r"[\s.]+", "", _PREFIX.sub("", identifier, count=1)).casefold()


def _check_dates(proof: Proof, credential: Mapping[str, Any], pointer: str, at: datetime) -> None:
    told: list[str] = []
    for key in (*_BEGIN, *_END):
        if key not in credential:
            continue
        moment = date_time(credential[key])
        if moment is None:
            proof.not_checked("credential-dates", f"{key} is no date with a time", f"{pointer}/{key}")
            return
        if (moment > at) if key in _BEGIN else (moment < at):
            word = "is valid from" if key in _BEGIN else "was valid until"
            proof.failed("credential-dates", f"it {word} {moment:%Y-%m-%d %H:%M}", f"{pointer}/{key}")
            return
        told.append(f"{key} {moment:%Y-%m-%d}")
    if told:
        proof.checked("credential-dates", f"valid on {at:%Y-%m-%d}: {', '.join(told)}", pointer)
    else:
        proof.not_checked(
            "credential-dates", "the credential says neither from when nor until when it is valid", pointer
        )


def _name_status(proof: Proof, credential: Mapping[str, Any], pointer: str) -> None:
    found = [(key, one) for key in ("credentialStatus", "status") for one in listed(credential.get(key))]
    if not found:
        proof.not_checked(
            "credential-status", "the credential names no list in which it could be withdrawn", f"{pointer}"
        )
    for key, one in found[:8]:
        proof.not_checked("credential-status", f"nothing is fetched: {_described(one)}", f"{pointer}/{key}")
    for one in listed(credential.get("termsOfUse"))[:8]:
        proof.not_checked("terms-of-use", f"for a person to read: {_described(one)}", f"{pointer}/termsOfUse")


def _described(entry: object) -> str:
    """The kind of an entry and what it points to."""
    return ", ".join(_facts(entry)) or "an entry without a kind and an address"


def _facts(entry: object) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry[:200]
    if isinstance(entry, Mapping):
        for key in ("type", "statusPurpose", "statusListCredential", "statusListIndex", "id"):
            value = entry.get(key)
            if isinstance(value, str | int):
                yield str(value)[:200]
