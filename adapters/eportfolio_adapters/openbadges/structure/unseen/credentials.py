"""What holds for a credential as a whole: its period, its proof, its issuer, its subjects, what it relates to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from eportfolio.report.codes import Severity
from eportfolio.report.findings import Finding, finding

from .. import forms, kinds
from ..places import members, pointer, within
from .look import Look

_PERIODS: Final = (("validFrom", "validUntil"), ("issuanceDate", "expirationDate"), ("issuedOn", "expires"))
_ACTIVITY: Final = (("activityStartDate", "activityEndDate"),)


def period(look: Look) -> Iterator[Finding]:
    """A credential is not valid until before it is valid from (VC Data Model 2.0, section 4.9)."""
    yield from _reversed(look, _PERIODS, must=True)


def activity(look: Look) -> Iterator[Finding]:
    """An activity does not end before it begins (Open Badges 3.0, AchievementSubject)."""
    yield from _reversed(look, _ACTIVITY, must=False)


def _reversed(look: Look, periods: tuple[tuple[str, str], ...], *, must: bool) -> Iterator[Finding]:
    for start, end in periods:
        first, last = forms.moment(look.data.get(start)), forms.moment(look.data.get(end))
        if first is not None and last is not None and last < first:
            yield look.found("period-reversed", f"{end} is before {start}.", end, must=must)


def issuer(look: Look) -> Iterator[Finding]:
    """An issuer that the schema takes for a text by language, because its keys are short enough."""
    value = look.data.get("issuer")
    if isinstance(value, dict) and kinds.is_language_map(value):
        message = "The issuer has no type: the schema takes it for a text by language, and other readers do not."
        yield look.found("invalid-value", message, "issuer", hint='Write "type": ["Profile"] into it.')


def subjects(look: Look) -> Iterator[Finding]:
    """A subject has at least one claim or an id (VC Data Model 2.0, section 4.8)."""
    for one, index in members(look.data.get("credentialSubject")):
        if one == {}:
            place = within(look.place, "credentialSubject", index)
            yield look.at(
                place, "missing-element", "A subject says something or has an id, and this is empty.", must=True
            )


def related(look: Look) -> Iterator[Finding]:
    """No resource is related twice (VC Data Model 2.0, section 5.3)."""
    seen: set[str] = set()
    for one, place in look.objects("relatedResource"):
        name = one.get("id")
        if isinstance(name, str) and name in seen:
            yield look.at((place, "id"), "duplicate-id", "This resource is related a second time.", name, must=True)
        elif isinstance(name, str):
            seen.add(name)


def unsigned(look: Look) -> Iterator[Finding]:
    """Whether a document that nobody signed in another way has a proof."""
    if "proof" not in look.data:
        message = "The document has no proof in it: it is a draft, or its signature is around it."
        yield finding("no-proof", message, pointer=pointer(look.place), severity=Severity.INFO)
