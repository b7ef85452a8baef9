"""From when until when a credential is valid, at the moment that is asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from ..results import Stepwise

BEGIN: Final = ("validFrom", "issuanceDate")
"""From when: the name of version 2.0 of the data model, then that of version 1.1."""

END: Final = ("validUntil", "expirationDate")
"""Until when, likewise."""

_STAMP: Final = re.compile(
    r"(?P<day>\d{4,}-\d\d-\d\d)T(?P<time>\d\d:\d\d:\d\d)(?P<part>\.\d+)?(?P<zone>Z|[+-]\d\d:\d\d)?"
)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


class DateError(ValueError):
    """A date cannot be used; the message says why."""


def moment(value: object, *, zoned: bool) -> datetime:
    """A date and time of XML Schema.

    Args:
        value: its text.
        zoned: whether a time zone is demanded; else one without is taken as UTC.

    Raises:
        DateError: it is none.
    """
    found = _STAMP.fullmatch(value) if isinstance(value, str) and len(value) < 64 else None
    if found is None:
        raise DateError("is no date with a time, such as 2026-01-31T12:00:00Z")
    if zoned and not found["zone"]:
        raise DateError("has no time zone, which version 2.0 demands")
    if len(found["day"]) > len("9999-12-31"):
        return _LAST
    try:
        text = f"{found['day']}T{found['time']}{(found['part'] or '')[:7]}{found['zone'] or ''}"
        parsed = datetime.fromisoformat(text)
        return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise DateError("is no date of the calendar") from None


def check_dates(steps: Stepwise, credential: Mapping[str, Any], at: datetime, *, zoned: bool) -> None:
    """Add the step on the validity of a credential (Verifiable Credentials Data Model 2.0, 4.9; 1.1, 4.6).

    Args:
        steps: where it goes.
        credential: the credential.
        at: the moment that is asked for.
        zoned: whether dates must have a time zone, as in version 2.0.
    """
    found: dict[str, datetime] = {}
    for key in (*BEGIN, *END):
        if key not in credential:
            continue
        try:
            found[key] = moment(credential[key], zoned=zoned)
        except DateError as error:
            steps.failed("credential-dates", f"{key} {error}", f"{steps.pointer}/{key}")
            return
    problem = _problem(found, at)
    if problem:
        key, reason = problem
        steps.failed("credential-dates", reason, f"{steps.pointer}/{key}")
    elif found:
        told = ", ".join(f"{key} {one:%Y-%m-%d}" for key, one in found.items())
        steps.checked("credential-dates", f"valid on {at:%Y-%m-%d}: {told}")
    else:
        steps.not_checked("credential-dates", "the credential says neither from when nor until when it is valid")


def _problem(found: Mapping[str, datetime], at: datetime) -> tuple[str, str] | None:
    begins = [(key, found[key]) for key in BEGIN if key in found]
    ends = [(key, found[key]) for key in END if key in found]
    for key, end in ends:
        if any(end < begin for _, begin in begins):
            return key, f"it ends ({end:%Y-%m-%d}) before it begins"
    for key, begin in begins:
        if begin > at:
            return key, f"it is valid from {begin:%Y-%m-%d %H:%M} UTC, and not yet on {at:%Y-%m-%d}"
    for key, end in ends:
        if end < at:
            return key, f"it has expired: it was valid until {end:%Y-%m-%d %H:%M} UTC"
    return None
