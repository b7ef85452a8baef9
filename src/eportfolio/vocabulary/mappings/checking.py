"""Whether the values of slots are what SSSOM allows; those that are not are kept as they stand, and told."""

from __future__ import annotations

import re
from typing import Final

from ...report.codes import Severity
from ..dates import exists
from .gathering import Gathering
from .sets import Value, probability
from .slots import ALLOWED, DATES, PROBABILITIES

_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


def check_value(name: str, value: Value, found: Gathering, line: int | None) -> None:
    """Tell when a value is not one that SSSOM allows for its slot.

    Args:
        name: the slot.
        value: what it holds.
        found: where to tell it.
        line: line of the source.
    """
    if not isinstance(value, str):
        return
    wanted = ""
    if name in PROBABILITIES and probability(value) is None:
        wanted = "a number from 0 to 1"
    elif name in DATES and not (_DAY.fullmatch(value) and exists(value)):
        wanted = "a date such as 2024-05-31"
    elif name in ALLOWED and value not in ALLOWED[name]:
        wanted = f"one of {', '.join(sorted(ALLOWED[name]))}"
    if wanted:
        found.add(
            "invalid-value", f"{name} is {value!r}, not {wanted}.", line=line, value=value, severity=Severity.WARNING
        )
