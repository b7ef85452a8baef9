"""Status lists that are credentials themselves: their own proof, dates, type and issuer, and then their bits.

Bitstring Status List 1.0, section 3.2, and its forerunner Status List 2021.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ...report.errors import EportfolioError, MissingExtraError
from ...sources.json import load_json
from ...sources.source import Source
from ..credential.dates import BEGIN, DateError, check_dates, moment
from ..credential.shape import V1, contexts_of, identifier, listed, types_of
from ..documents import Document, NotAvailableError
from ..encoding import UnusableError
from ..question import Question
from ..recognising import Place, verify_place
from ..reports import CredentialReport
from ..results import Outcome, Proof
from .bitstring import LEAST_BITS, decode


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of status list.

    Attributes:
        credential: the type of the credential.
        subject: the type of its subject.
    """

    credential: str
    subject: str


@dataclass(frozen=True, slots=True)
class StatusList:
    """A status list that can be looked into.

    Attributes:
        address: where it is.
        issuer: the identifier of who issued it.
        purposes: what its bits mean.
        bits: the bits.
        told: which list this is, in words.
        remarks: what strict verifiers say about it.
        unproven: why nothing proves who issued it; empty when its proof holds.
    """

    address: str
    issuer: str
    purposes: tuple[str, ...]
    bits: bytes
    told: str
    remarks: tuple[str, ...]
    unproven: str


_Found = StatusList | NotAvailableError | UnusableError


def status_list(address: str, form: Form, question: Question) -> StatusList:
    """The status list at an address; each is looked up once for a document.

    Args:
        address: the address.
        form: the kind that it must be of.
        question: what is asked.

    Raises:
        NotAvailableError: it was not given, and is not fetched or cannot be.
        UnusableError: it is there, and is no such list, does not hold, or is out of date.
    """
    key = ("status list", address, form.credential)
    if key not in question.memory:
        question.memory[key] = _try(address, form, question)
    found: _Found = question.memory[key]
    if isinstance(found, StatusList):
        return found
    raise found


def _try(address: str, form: Form, question: Question) -> _Found:
    try:
        return _open(question.documents.get(address, "the status list"), form, question)
    except (NotAvailableError, UnusableError) as error:
        return error
    except MissingExtraError:
        raise
    except EportfolioError as error:
        return UnusableError(f"the list cannot be read: {error}")


def _open(document: Document, form: Form, question: Question) -> StatusList:
    credential, proofs = _verified(document, question)
    if form.credential not in types_of(credential):
        raise UnusableError(f"the list is no {form.credential}: its types do not say so")
    unproven = _unproven(proofs)
    _check_dates(credential, question)
    subject = next((one for one in listed(credential.get("credentialSubject")) if isinstance(one, Mapping)), None)
    if subject is None or form.subject not in types_of(subject):
        raise UnusableError(f"the list has no subject of the type {form.subject}")
    try:
        bits = decode(subject.get("encodedList"))
    except UnusableError as error:
        raise UnusableError(f"the list cannot be used: {error}") from None
    purposes = tuple(one for one in listed(subject.get("statusPurpose")) if isinstance(one, str))
    return StatusList(
        document.address, identifier(credential.get("issuer")), purposes, bits, _told(credential, document),
        tuple(_remarks(credential, document, bits)), unproven,
    )  # fmt: skip


def _verified(document: Document, question: Question) -> tuple[Mapping[str, Any], list[Proof]]:
    """The credential and its proofs, whether it is JSON with a proof inside or a token."""
    value: Any
    if Source(document.content).kind == "json":
        value = load_json(document.content, question.limits)
    else:
        value = document.content.decode("utf-8", "replace").strip().strip('"')
    proofs = verify_place(Place("", value), question)
    decoded = next((proof.credential for proof in proofs if proof.credential is not None), None)
    credential = value if decoded is None else decoded
    if not isinstance(credential, Mapping):
        raise UnusableError("the list is neither a credential nor a token that could be read")
    return credential, proofs


def _unproven(proofs: list[Proof]) -> str:
    """Why nothing proves who issued the list; empty when a proof holds.

    Raises:
        UnusableError: a step failed.
    """
    steps = [step for proof in proofs for step in proof.steps]
    for step in steps:
        if step.outcome is Outcome.FAILED:
            raise UnusableError(f"the list itself does not hold: {step.title}: {step.reason}")
    if any(proof.holds for proof in proofs):
        return ""
    open_steps = [step.reason for step in steps if step.outcome is Outcome.NOT_CHECKED]
    return open_steps[0] if open_steps else "it has no proof"


def _check_dates(credential: Mapping[str, Any], question: Question) -> None:
    own = CredentialReport()
    check_dates(own, credential, question.at, zoned=contexts_of(credential)[:1] != [V1])
    for step in own.steps:
        if step.outcome is Outcome.FAILED:
            raise UnusableError(f"the list itself is out of date: {step.reason}")


def _told(credential: Mapping[str, Any], document: Document) -> str:
    begin = _begin(credential)
    dated = f"of {begin:%Y-%m-%d}" if begin else "without a date"
    return f"the list {dated} ({document.origin}) at {document.address[:200]}"


def _begin(credential: Mapping[str, Any]) -> datetime | None:
    for key in BEGIN:
        try:
            return moment(credential.get(key), zoned=False)
        except DateError:
            continue
    return None


def _remarks(credential: Mapping[str, Any], document: Document, bits: bytes) -> list[str]:
    remarks = []
    if len(bits) * 8 < LEAST_BITS:
        told = f"with {len(bits) * 8:,} bits it is shorter than the {LEAST_BITS:,} of the specification"
        remarks.append(f"{told}; strict verifiers refuse it (STATUS_LIST_LENGTH_ERROR)")
    own = identifier(credential)
    if own and own != document.address:
        remarks.append(f"it calls itself {own[:200]}")
    return remarks


BITSTRING: Final = Form("BitstringStatusListCredential", "BitstringStatusList")
STATUS_LIST_2021: Final = Form("StatusList2021Credential", "StatusList2021")
