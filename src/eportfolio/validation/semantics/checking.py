"""One pass over a portfolio with all checks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Day  # noqa: N812 - "date" is a field of the model
from datetime import timedelta
from typing import Final

from ...model import Portfolio
from ...report.findings import Finding, finding
from ...vocabulary.library import Vocabularies
from .checks import CHECKS
from .context import Check, Context, Look
from .known import Known
from .spans import day_span
from .walking import Place, places

_A_DAY: Final = timedelta(days=1)


def findings(
    portfolio: Portfolio, *, today: Day | None = None, vocabularies: Vocabularies | None = None
) -> Iterator[Finding]:
    """What makes no sense in a portfolio, its variants included.

    Args:
        portfolio: the portfolio.
        today: the day that "in the future" is measured by; the present one when it is left out.
        vocabularies: the vocabularies to look concepts up in; those of this machine when it is left out.

    Yields:
        Findings with pointers into the canonical form, in the order people read; at the end one ``not-checked`` for
        each vocabulary that is not installed, and one for each that cannot be used.
    """
    day = today or Day.today()
    context = Context(portfolio, day_span(day - _A_DAY), day_span(day + _A_DAY), Known(vocabularies))
    by_type: dict[type, tuple[Check, ...]] = {}
    for place in places(portfolio):
        kind = type(place.value)
        if kind not in by_type:
            by_type[kind] = tuple(check for check in CHECKS if issubclass(kind, check.looks_at))
        for check in by_type[kind]:
            yield from _found(check, place, context)
    yield from context.unchecked.findings()
    yield from context.known.faults


def _found(check: Check, place: Place, context: Context) -> Iterator[Finding]:
    for problem in check.find(Look(place.value, place.field, place.portfolio, context)):
        yield finding(
            check.name, problem.message, pointer=place.pointer + problem.at, value=problem.value,
            severity=problem.severity, specification=check.specification, hint=problem.hint,
        )  # fmt: skip
