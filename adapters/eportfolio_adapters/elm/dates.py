"""Rules about time: ``xsd:dateTime`` in the format, dates as precise as they are known in the model.

A full date is a date-time at midnight, as in the credentials that the European Union publishes.  What is not known to
the day is never padded: where the format has a text beside the date it goes there in ISO 8601 and is read back from
there, elsewhere it is named as lost.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from eportfolio.exchange.crosswalk import ReadRun, WriteRun
from eportfolio.exchange.crosswalk.codecs import as_text
from eportfolio.exchange.crosswalk.joints import Joint
from eportfolio.exchange.crosswalk.reading import descend
from eportfolio.model.values import EDTF_PATTERN
from eportfolio.sources.tree import Grade, Node

from .words import own_language

_DATE_TIME: Final = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)(?P<time>T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?)?"
)
_MIDNIGHT: Final = re.compile(r"T00:00:00(?:\.0+)?(?:Z|[+-]\d\d:\d\d)?")
_EDTF: Final = re.compile(EDTF_PATTERN)
_OPEN_END: Final = ".."
"""An end that is still to come (ISO 8601-2:2019, 4.4)."""


def date_time(edtf: str) -> str:
    """A full date as ``xsd:dateTime``; empty for a date that is less precise or not certain."""
    match = _DATE_TIME.fullmatch(edtf)
    return f"{edtf}T00:00:00Z" if match is not None and match["time"] is None else ""


def _full_date(text: str) -> re.Match[str] | None:
    """The parts of a date-time whose day exists."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        return None
    try:
        date.fromisoformat(match["date"])
    except ValueError:
        return None
    return match


def spelt_again(text: str) -> str:
    """How a date-time that was read is written."""
    match = _full_date(text)
    if match is None or not match["time"] or not _MIDNIGHT.fullmatch(match["time"]):
        return text
    return date_time(match["date"])


class Moment(Joint):
    """A point in time.

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
        match = _full_date(text)
        if match is None:
            run.report("invalid-value", f"{leaf.name} is no date and time of the calendar.", leaf)
            return
        moment = {"edtf": match["date"]}
        descend(target, self.field)[self.field[-1]] = moment
        if match["time"] and not _MIDNIGHT.fullmatch(match["time"]):
            moment["verbatim"] = text
            run.keep_as(leaf, text, moment, "verbatim")
        elif match["time"]:
            run.keep_as(leaf, spelt_again(text), moment, "edtf")
        else:
            run.keep(leaf, moment, "edtf")  # a spelling that the format does not allow is not given back

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write a full date."""
        moment = model.at(self.field)
        if moment is not None:
            write_moment(moment, target, self.path, run)


def write_moment(moment: Node, target: Node, path: tuple[str, ...], run: WriteRun) -> bool:
    """Write a date that is known to the day; whether it was one."""
    edtf, verbatim = moment.first("edtf"), moment.first("verbatim")
    if edtf is None or edtf.taken is not None:
        return False
    text = date_time(str(edtf.value))
    if verbatim is not None and (match := _full_date(str(verbatim.value))) and match["time"] and text:
        if match["date"] == edtf.value and run.place(target, path, verbatim.value, verbatim):
            edtf.taken = Grade.DATA
            return True
        return False
    return bool(text) and run.place(target, path, text, edtf)


def _edtf(moment: Node | None) -> Node | None:
    leaf = moment.first("edtf") if moment is not None else None
    return leaf if leaf is not None and leaf.taken is None else None


class TextDate(Joint):
    """A date that is not known to the day, as a text beside the place of the date.

    Args:
        path: a language map.
        field: the date.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Take the text if it is a date and nothing else."""
        place = node.at(self.path)
        if place is None or self.filled(target):
            return
        leaf = place.first(own_language(run))
        if leaf is None or leaf.taken is not None or not _EDTF.fullmatch(str(leaf.value)) or date_time(str(leaf.value)):
            return
        moment = descend(target, self.field)[self.field[-1]] = {"edtf": str(leaf.value)}
        run.keep(leaf, moment, "edtf")

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the date as it is, when the place of the date could not take it."""
        leaf = _edtf(model.at(self.field))
        if leaf is not None and not date_time(str(leaf.value)):
            run.place(target, (*self.path, own_language(run)), leaf.value, leaf)


class Interval(Joint):
    """A period whose start or end is not known to the day, or that goes on: an ISO 8601 interval as its name.

    Args:
        path: a language map.
        field: the period.
    """

    def read(self, node: Node, target: dict[str, Any], run: ReadRun) -> None:
        """Fill in what the dates of the period do not say, if the text is an interval that agrees with them."""
        place = node.at(self.path)
        leaf = place.first(own_language(run)) if place is not None else None
        if leaf is None or leaf.taken is not None or str(leaf.value).count("/") != 1:
            return
        ends = dict(zip(("start", "end"), str(leaf.value).split("/"), strict=True))
        period: dict[str, Any] = target.get(self.field[0], {})
        found: dict[str, Any] = {}
        for name, text in ends.items():
            known = period.get(name, {}).get("edtf", "")
            if name == "end" and text == _OPEN_END and not known:
                found["ongoing"] = True
            elif (text and not _EDTF.fullmatch(text)) or (known and text != known):
                return
            elif text and not known:
                found[name] = {"edtf": text}
        if found:
            target[self.field[0]] = {**period, **found}
            run.keep(leaf, target, self.field[0])

    def write(self, model: Node, target: Node, run: WriteRun) -> None:
        """Write the whole interval when the dates alone do not say it."""
        period = model.at(self.field)
        if period is None:
            return
        free = [leaf for name in ("start", "end") if (leaf := _edtf(period.first(name))) is not None]
        ongoing = period.first("ongoing")
        goes_on = ongoing is not None and ongoing.value is True and period.first("end") is None
        if not free and not goes_on:
            return
        start = period.peek(("start", "edtf"))
        end = _OPEN_END if goes_on else period.peek(("end", "edtf"))
        source = free[0] if free else ongoing
        assert source is not None
        if run.place(target, (*self.path, own_language(run)), f"{start}/{end}", source):
            for leaf in [*free, *([ongoing] if goes_on and ongoing is not None else [])]:
                leaf.taken = Grade.DATA
