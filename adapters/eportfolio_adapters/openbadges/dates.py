"""Rules about time: ``dateTimeStamp`` in the format, dates as precise as they are known in the model.

A date of the portfolio that is known to the day is written as midnight in UTC, and midnight is read as the day.  What
is not known to the day is never padded: it is named as lost.  A time of day is kept in the words of the source, and
written again if it names its zone, without which the format has no instants (XML Schema 1.1 part 2, section 3.4.28).
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.joints import Joint
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.sources.tree import Grade, Node

_INSTANT: Final = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)"
    r"(?:[Tt](?P<time>(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?)(?P<zone>[Zz]|[+-](?:0\d|1[0-4]):[0-5]\d)?)?"
)
_MIDNIGHT: Final = re.compile(r"00:00:00(?:\.0+)?")
_FULL_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


def instant(text: str) -> re.Match[str] | None:
    """The parts (``date``, ``time``, ``zone``) of a date, or date-time, whose day exists."""
    match = _INSTANT.fullmatch(text.strip())
    if match is None:
        return None
    try:
        date.fromisoformat(match["date"])
    except ValueError:
        return None
    return match


def has_zone(text: str) -> bool:
    """Whether a text is a date-time that names its time zone."""
    match = instant(text)
    return match is not None and match["zone"] is not None


def midnight(edtf: str) -> str:
    """A date known to the day as a date-time; empty for one that is less precise or not certain."""
    return f"{edtf}T00:00:00Z" if _FULL_DATE.fullmatch(edtf) and instant(edtf) is not None else ""


class Instant(Joint):
    """A date-time with its zone: ``validFrom``, ``validUntil``, ``awardedDate``, ``issuanceDate`` ...

    Args:
        path: the date-time.
        field: the date.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the date; a time of day stays beside it, in the words of the source."""
        leaf = node.free(self.path)
        if leaf is None or self.filled(target):
            return
        text = as_text(leaf.value).strip()
        match = instant(text)
        if match is None:
            run.report("invalid-value", f"{leaf.name} is no date and time of the calendar.", leaf)
            return
        moment = {"edtf": match["date"]}
        descend(target, self.field)[self.field[-1]] = moment
        if match["time"] is not None and not _MIDNIGHT.fullmatch(match["time"]):
            moment["verbatim"] = text
            run.keep_as(leaf, self.spelt(match), moment, "verbatim")
        else:
            run.keep_as(leaf, self.spelt(match), moment, "edtf")

    def spelt(self, match: re.Match[str]) -> str:
        """How a date that was read is written."""
        if match["zone"] is not None and not _MIDNIGHT.fullmatch(match["time"]):
            return match[0]
        return midnight(match["date"])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write a date that is known to the day."""
        moment = model.at(self.field)
        edtf = moment.first("edtf") if moment is not None else None
        if moment is None or edtf is None or edtf.taken is not None or not midnight(str(edtf.value)):
            return
        verbatim = moment.first("verbatim")
        match = instant(str(verbatim.value)) if verbatim is not None and verbatim.value is not None else None
        if verbatim is not None and match is not None and match["zone"] and match["date"] == edtf.value:
            if run.place(target, self.path, self.spelt(match), verbatim):
                edtf.taken = Grade.DATA
            return
        if run.place(target, self.path, midnight(str(edtf.value)), edtf) and match is not None:
            assert verbatim is not None
            verbatim.taken = Grade.APPROXIMATE  # a time without its zone


class Day(Joint):
    """A date without a time: ``dateOfBirth``.

    Args:
        path: the date; a date-time is taken for its day.
        field: the date.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the date."""
        leaf = node.free(self.path)
        if leaf is None or self.filled(target):
            return
        match = instant(as_text(leaf.value))
        if match is None:
            run.report("invalid-value", f"{leaf.name} is no date of the calendar.", leaf)
            return
        moment = descend(target, self.field)[self.field[-1]] = {"edtf": match["date"]}
        run.keep_as(leaf, match["date"], moment, "edtf")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write a date that is known to the day."""
        leaf = model.at((*self.field, "edtf"))
        if leaf is not None and leaf.taken is None and midnight(str(leaf.value)):
            run.place(target, self.path, leaf.value, leaf)
