"""What the owner gave to whom, in plain language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import PartialDate, Portfolio
from ..block import Block, block
from .speaker import Speaker, sentences

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?=T|$)")


def disclosures(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """One block for each delivery: when, what for, until when, and what was answered."""
    for one in portfolio.disclosures:
        details = (
            sentences(
                speaker.say(f"disclosure.{one.kind}"),
                speaker.say("disclosure.date", x=_when(one.disclosed, speaker)),
            ),
            speaker.say("disclosure.used_for", x=speaker.text(one.used_for)),
            speaker.say("disclosure.kept_until", x=speaker.date(one.kept_until)),
            sentences(
                speaker.say(f"disclosure.by.{one.granted_by}") if one.granted_by else "",
                speaker.say("disclosure.grantor", x=speaker.text(one.grantor)),
            ),
            speaker.said("disclosure.answer", one.answer),
        )
        yield block(speaker.text(one.receiver) or speaker.text(one.receiver_uri), "", details, "")


def _when(moment: str | None, speaker: Speaker) -> str:
    """The day of a date-time; what is none is told as it is."""
    day = _DAY.match(moment or "")
    try:
        return speaker.when(PartialDate(edtf=day[0])) if day else speaker.text(moment)
    except ValueError:
        return speaker.text(moment)
