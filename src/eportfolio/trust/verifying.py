"""Verify the credentials of one document, step by step; offline, unless the user allows more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from ..report.errors import UnsafeError, UsageError
from ..report.findings import Endpoint
from ..sources.containers import open_container
from ..sources.limits import DEFAULT_LIMITS, Limits
from ..sources.source import Input, Source, open_source
from .credential.checking import Reports
from .documents import Documents, Fetch
from .given import Keys, Known, given_documents, given_keys
from .question import Question
from .recognising import PLACES, places
from .reports import CredentialReport, Verification


def verify(
    source: Input | Source,
    *,
    trusted: Sequence[bytes | str | Path] = (),
    keys: Keys = (),
    known: Known = (),
    fetch: bool | Fetch = False,
    recipient: str | None = None,
    at: datetime | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Verification:
    """Verify the credentials of a document and their proofs, and tell of each step whether it was checked.

    Args:
        source: path, ``-``, bytes, binary stream, or a source that is open already: JSON, a token, a picture that a
            badge is baked into, or a ZIP file of such.
        trusted: the certificates that you trust (PEM or DER, as bytes or as paths); without them it is not checked
            who stands behind a seal.
        keys: public keys that you know, as PEM or JWK: paths, ``ISSUER=FILE``, or a mapping of issuers to keys; they
            win over what the document says.
        known: documents that you have, such as documents of keys and status lists: paths and folders of files that have
            their address as ``id``, ``ADDRESS=FILE``, or a mapping of addresses to bytes.
        fetch: whether documents may be fetched from the addresses in the document (https only, within bounds), or
            what fetches them; nothing is fetched when left out.
        recipient: the e-mail address or other identity of the person whom the credential should be about.
        at: the moment that the question is asked for, with a time zone; now when left out.
        limits: the safety limits.

    Returns:
        A report on every credential that was recognised, with its steps; ``ok`` when each is signed, or part of one
        that is, and no step failed.

    Raises:
        UnreadableError: the document, or something that you gave, cannot be read.
        UsageError: ``at`` has no time zone, or something that you gave is not what it should be.
        MissingExtraError: there is a proof, and the extra ``[verify]`` is not installed.
    """
    if at is not None and at.tzinfo is None:
        raise UsageError("usage", "The moment to verify for has no time zone.", hint="Give it as 2026-01-31T12:00:00Z.")
    opened = open_source(source, limits=limits)
    documents = Documents(given_documents(known, opened.limits), _fetch(fetch))
    pinned = given_keys(keys, opened.limits) if keys else {}
    question = Question(at or datetime.now(UTC), trusted, opened.limits, documents, pinned, recipient)
    return answer(opened, question)


def answer(source: Source, question: Question) -> Verification:
    """Verify the credentials of a source.

    Args:
        source: the source.
        question: what is asked.

    Raises:
        UnreadableError: the document cannot be read.
        MissingExtraError: there is a proof, and the extra ``[verify]`` is not installed.
    """
    opened = _unpacked(source)
    verification = Verification(Endpoint(source.name), question.at, remarks=tuple(opened.findings))
    reports = Reports(question)
    others: list[CredentialReport] = []
    found_places = list(islice(places(opened), PLACES + 1))
    if len(found_places) > PLACES:
        raise UnsafeError("limit-exceeded", f"{source.name} has more than {PLACES} places where proofs may stand.")
    for count, place in enumerate(found_places):
        found = list(reports.of(place))
        if not found:
            others.append(_something_else(place.pointer))
        for report in found:
            report.file = opened.parts[count].name if opened.parts else ""
        verification.credentials.extend(found)
    if verification.credentials and verification.credentials[0].pointer:
        verification.credentials.extend(report for report in others if report.pointer)
    return verification


def _something_else(pointer: str) -> CredentialReport:
    """The report on a member of a list that is no credential, beside others that are."""
    report = CredentialReport(pointer, kind="Something else")
    report.not_checked("recognition", "it is neither a credential nor a token that is known here")
    return report


def _unpacked(source: Source) -> Source:
    """What is baked into a picture, or lies in an archive; any other source as it is: a PDF may be signed itself."""
    return source if source.kind == "pdf" else open_container(source)


def _fetch(fetch: bool | Fetch) -> Fetch | None:
    if isinstance(fetch, bool):
        from .fetching import Fetcher

        return Fetcher() if fetch else None
    return fetch
