"""Checks of dates: periods that run backwards, and dates that make no sense where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from ...model import (
    Accreditation,
    Achievement,
    AgreedAction,
    Assertion,
    Assessment,
    CareerPlan,
    CompetenceLevel,
    Credential,
    Entitlement,
    Entry,
    Experience,
    FollowUp,
    GuidanceEvent,
    Identifier,
    Interest,
    LanguageCertificate,
    LanguageExperience,
    PartialDate,
    Period,
    Person,
    Position,
    Qualification,
    TestResult,
    WorkValue,
)
from ...model.values import Model
from .context import Look, Problem
from .spans import Span, span

LIVED: Final[Mapping[type[Model], str]] = {
    Qualification: "issued",
    Assessment: "issued",
    Entitlement: "issued",
    Credential: "issued",
    Assertion: "date",
    CompetenceLevel: "date",
    LanguageCertificate: "date",
    Achievement: "date",
    Experience: "period/start",
    Position: "period/start",
    LanguageExperience: "period/start",
    Interest: "period/start",
    Entry: "period/start",
    WorkValue: "date",
    TestResult: "date",
    CareerPlan: "period/start",
    GuidanceEvent: "date",
}
"""By class, the date of something that nobody does before they are born."""

_BEGINNINGS: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Qualification: ("issued",),
    Entitlement: ("issued",),
    Credential: ("valid_from", "issued"),
    Accreditation: ("issued",),
    Assertion: ("date",),
    TestResult: ("date",),
}
"""By class of what is valid until some day, when it was given, or holds from."""

_ACHIEVED: Final[Mapping[type[Model], str]] = {
    Qualification: "issued",
    Assessment: "issued",
    Entitlement: "issued",
    Credential: "issued",
    Accreditation: "issued",
    Identifier: "issued",
    Assertion: "date",
    CompetenceLevel: "date",
    LanguageCertificate: "date",
    Experience: "recognised",
    Achievement: "date",
    Person: "birth_date",
    TestResult: "date",
    CareerPlan: "decided",
    AgreedAction: "done",
    FollowUp: "done",
}
"""By class, the date of something that is said to have happened."""

_AHEAD: Final[Mapping[type[Model], Callable[[Any], bool]]] = {
    Qualification: lambda one: one.status in ("enrolled", "partial"),
    CompetenceLevel: lambda one: one.purpose != "achieved",
    Achievement: lambda one: one.kind != "award",
}
"""By class, when such a date may well lie ahead: studies go on, a level is wanted, a lecture is planned."""


def period_reversed(look: Look[Period]) -> Iterator[Problem]:
    """The period ends before it begins, as far as both are known."""
    period = look.value
    start, end = span(period.start), span(period.end)
    if start is not None and end is not None and start.surely_after(end):
        yield Problem("The period ends before it begins.", "/end", f"{_edtf(period.start)}/{_edtf(period.end)}")


def ongoing_but_over(look: Look[Period]) -> Iterator[Problem]:
    """The period is said to go on, and its end has passed."""
    period = look.value
    end = span(period.end)
    if period.ongoing and end is not None and look.context.yesterday.surely_after(end):
        yield Problem("The period is said to be going on, and its end has passed.", "/end", _edtf(period.end))


def before_birth(look: Look[Model]) -> Iterator[Problem]:
    """Something is said to have happened before the owner was born."""
    path = _row(LIVED, look.value)
    date = _date(look.value, path)
    when, born = span(date), _birth(look)
    if when is not None and born is not None and born.surely_after(when):
        yield Problem("The date lies before the owner's birth.", f"/{path}", _edtf(date))


def void_before_it_began(look: Look[Model]) -> Iterator[Problem]:
    """It ceases to be valid before it was given, or before it is valid at all."""
    until = _date(look.value, "valid_until")
    end = span(until)
    for path in _row(_BEGINNINGS, look.value) or ():
        given = _date(look.value, path)
        start = span(given)
        if start is not None and end is not None and start.surely_after(end):
            before = "it begins to be" if path == "valid_from" else "it was given"
            message = f"It ceases to be valid before {before}."
            yield Problem(message, "/valid_until", f"{_edtf(given)}/{_edtf(until)}")
            return


def in_the_future(look: Look[Model]) -> Iterator[Problem]:
    """Something is said to have happened on a day that has not come."""
    path, may_lie_ahead = _row(_ACHIEVED, look.value), _row(_AHEAD, look.value)
    date = _date(look.value, path)
    when = span(date)
    if when is None or (may_lie_ahead is not None and may_lie_ahead(look.value)):
        return
    if when.surely_after(look.context.tomorrow):
        yield Problem("The date lies in the future, and the thing is said to have happened.", f"/{path}", _edtf(date))


def due_before_the_meeting(look: Look[GuidanceEvent]) -> Iterator[Problem]:
    """What was agreed at a meeting is due on a day before it."""
    event = look.value
    met = span(event.date)
    dues = [(f"/actions/{index}/due", one.due) for index, one in enumerate(event.actions)]
    dues += [(f"/follow_ups/{index}/due", one.due) for index, one in enumerate(event.follow_ups)]
    for at, date in dues:
        due = span(date)
        if met is not None and due is not None and met.surely_after(due):
            message = "It was agreed on a day after the one by which it is due."
            yield Problem(message, at, f"{_edtf(date)}/{_edtf(event.date)}")


def _row(table: Mapping[type[Model], Any], value: Model) -> Any:
    return next((table[one] for one in type(value).__mro__ if one in table), None)


def _date(value: Any, path: str | None) -> PartialDate | None:
    for step in path.split("/") if path else ():
        value = getattr(value, step, None)
    return value if isinstance(value, PartialDate) else None


def _birth(look: Look[Model]) -> Span | None:
    """When the owner was born; a variant is about the same person as the portfolio."""
    for one in (look.portfolio, look.context.root):
        if one.owner is not None and one.owner.birth_date is not None:
            return span(one.owner.birth_date)
    return None


def _edtf(date: PartialDate | None) -> str:
    return (date.edtf if date is not None else None) or ""


CLASSES: Final = tuple(dict.fromkeys((*LIVED, *_BEGINNINGS, *_ACHIEVED)))
"""The classes that have such dates."""
