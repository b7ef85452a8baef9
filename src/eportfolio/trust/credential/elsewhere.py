"""Why other verifiers answer otherwise: what is known of them, where a credential gives occasion to it.

Measured, or read in their sources, in 2026: the public validator of 1EdTech, verifier-core of the Digital Credentials
Consortium (DCC, 1.0 beta), openbadgeslib 4.6 and openvc-core 1.37.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..reports import CredentialReport
from ..results import Outcome
from .shape import V1, contexts_of, identifier, listed, types_of


@dataclass(frozen=True, slots=True)
class _Occasion:
    """Something about a credential on which verifiers differ.

    Attributes:
        given: whether a credential gives this occasion.
        words: what others do.
    """

    given: Callable[[CredentialReport, Mapping[str, Any]], bool]
    words: str


def told_elsewhere(report: CredentialReport, document: Mapping[str, Any]) -> Iterator[str]:
    """What other verifiers are known to say, in one sentence each.

    Args:
        report: the report on the credential, with all its steps.
        document: the credential.
    """
    return (occasion.words for occasion in _OCCASIONS if occasion.given(report, document))


def _of_kind(*names: str) -> Callable[[CredentialReport, Mapping[str, Any]], bool]:
    return lambda report, _document: any(proof.kind.endswith(names) for proof in report.proofs)


def _with_status(kind: str) -> Callable[[CredentialReport, Mapping[str, Any]], bool]:
    return lambda _report, document: any(kind in types_of(one) for one in listed(document.get("credentialStatus")))


def _key_of_web_issuer_is_open(report: CredentialReport, document: Mapping[str, Any]) -> bool:
    open_ = any(proof.outcome("key-owner") is Outcome.NOT_CHECKED for proof in report.proofs)
    return open_ and identifier(document.get("issuer")).startswith("https:")


def _about_nobody(report: CredentialReport, document: Mapping[str, Any]) -> bool:
    subjects = [one for one in listed(document.get("credentialSubject")) if isinstance(one, Mapping)]
    return (
        report.kind == "Open Badge"
        and bool(subjects)
        and not any("id" in one or "identifier" in one for one in subjects)
    )


def _some_proofs_hold(report: CredentialReport, _document: Mapping[str, Any]) -> bool:
    return len({proof.holds for proof in report.proofs}) > 1 and any(proof.holds for proof in report.proofs)


_OCCASIONS: Final = (
    _Occasion(
        _key_of_web_issuer_is_open,
        "1EdTech's validator takes a key that the credential names below the address of its issuer for the issuer's; "
        "DCC's verifier accepts issuers with a DID alone",
    ),
    _Occasion(
        _some_proofs_hold,
        "1EdTech's validator is content with one proof that holds; others want all of them to hold",
    ),
    _Occasion(
        lambda report, _document: len(report.proofs) > 1,
        "openvc-core does not read several proofs, and refuses the credential",
    ),
    _Occasion(
        _of_kind("Ed25519Signature2020"),
        "openbadgeslib and openvc-core refuse Ed25519Signature2020; 1EdTech's and DCC's verifiers take it",
    ),
    _Occasion(
        _of_kind("eddsa-2022"),
        "1EdTech's validator warns of the early name eddsa-2022; those that know the final name alone refuse it",
    ),
    _Occasion(
        lambda _report, document: contexts_of(document)[:1] == [V1],
        "openbadgeslib and openvc-core refuse version 1.1 of the data model; 1EdTech's and DCC's verifiers take it",
    ),
    _Occasion(
        lambda _report, document: "EndorsementCredential" in types_of(document),
        "openbadgeslib takes badges alone, and refuses an endorsement",
    ),
    _Occasion(
        _about_nobody,
        "1EdTech's validator refuses a badge whose subject has neither id nor identifier; DCC's takes it",
    ),
    _Occasion(
        _with_status("1EdTechRevocationList"),
        "DCC's verifier passes over a 1EdTechRevocationList; 1EdTech's looks the credential up in it",
    ),
    _Occasion(
        _with_status("StatusList2021Entry"),
        "DCC's verifier passes over a StatusList2021Entry, the forerunner of the Bitstring Status List",
    ),
)
