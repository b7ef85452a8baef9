"""Verify the proofs of one document, offline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ..report.errors import UnsafeError, UsageError
from ..report.findings import Endpoint
from ..sources.limits import DEFAULT_LIMITS, Limits
from ..sources.source import Input, Source, open_source
from .credential.checking import Reports
from .question import Question
from .recognising import PLACES, places
from .results import Verification


def verify(
    source: Input | Source,
    *,
    trusted: Sequence[bytes | str | Path] = (),
    at: datetime | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Verification:
    """Verify the seals of a document, offline, and tell of each step whether it was checked.

    Args:
        source: path, ``-``, bytes, binary stream, or a source that is open already.
        trusted: the certificates that you trust (PEM or DER, as bytes or as paths); without them it is not checked
            who stands behind a seal.
        at: the moment that the question is asked for, with a time zone; now when left out.
        limits: the safety limits.

    Returns:
        Every proof that was recognised, with its steps; ``ok`` when a signature holds and no step failed.

    Raises:
        UnreadableError: the document or a trusted certificate cannot be read.
        UsageError: ``at`` has no time zone, or a trusted certificate is none.
        MissingExtraError: there is a seal, and the extra ``[verify]`` is not installed.
    """
    if at is not None and at.tzinfo is None:
        raise UsageError("usage", "The moment to verify for has no time zone.", hint="Give it as 2026-01-31T12:00:00Z.")
    opened = open_source(source, limits=limits)

    question = Question(at or datetime.now(UTC), trusted, opened.limits)
    verification = Verification(Endpoint(opened.name), question.at)
    reports = Reports(question)
    for count, place in enumerate(places(opened)):
        if count >= PLACES:
            raise UnsafeError("limit-exceeded", f"{opened.name} has more than {PLACES} places where proofs may stand.")
        verification.credentials.extend(reports.of(place))
    return verification
