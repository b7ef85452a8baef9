"""From when until when an assertion holds: dates of ISO 8601, and in versions before 2.0 seconds since 1970."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Final

from ..results import Proof

_BEGIN: Final = ("issuedOn", "issued_on")
_END: Final = ("expires",)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_SECONDS: Final = re.compile(r"\d{1,11}")
_LATEST: Final = 253402300800


def check_dates(proof: Proof, assertion: Mapping[str, Any], at: datetime) -> None:
    """Check that an assertion is issued and has not expired; the step ``credential-dates``.

    Args:
        proof: where the step goes.
        assertion: the assertion.
        at: the moment that the question is asked for.
    """
    told, wrong, odd = [], [], []
    for name in (*_BEGIN, *_END):
        if assertion.get(name) is None:
            continue
        value = _moment(assertion[name])
        shown = str(assertion[name])[:40]
        if value is None:
            odd.append(f"{name} is no date: {shown}")
            continue
        now = at.astimezone(UTC)
        order = _order(value, now)
        if (name in _BEGIN and order > 0) or (name in _END and order < 0):
            wrong.append(f"it {'is issued on' if name in _BEGIN else 'expired on'} {shown}")
        else:
            told.append(f"{name} {shown}")
    if wrong:
        proof.failed("credential-dates", "; ".join(wrong))
    elif odd or not told:
        proof.not_checked("credential-dates", "; ".join(odd) or "it does not say when it was issued, nor until when")
    else:
        proof.checked("credential-dates", f"it holds on {at:%Y-%m-%d}: {', '.join(told)}")


def _order(value: datetime | date, now: datetime) -> int:
    """Whether a moment is after (1) or before (-1) another one; a day without a time lasts the whole day."""
    if isinstance(value, datetime):
        return (value > now) - (value < now)
    return (value > now.date()) - (value < now.date())


def _moment(value: object) -> datetime | date | None:
    if isinstance(value, str) and _SECONDS.fullmatch(value) and len(value) > len("2025"):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC) if 0 <= value < _LATEST else None
    if not isinstance(value, str):
        return None
    try:
        if _DAY.fullmatch(value):
            return date.fromisoformat(value)
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except OverflowError:
        return None
