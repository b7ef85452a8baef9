"""What the owner gave to whom, as blocks: the owner reads it, and nobody else gets it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Portfolio
from .block import Block, block, line, named
from .words import Words


def disclosures(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """One block for each delivery; the secret that it was made with is not told."""
    for one in portfolio.disclosures:
        details = (
            line((words.code(one.kind), words.text(one.exchange_profile))),
            line(
                (
                    named("used for", words.text(one.used_for)),
                    named("legal ground", words.code(one.legal_ground)),
                    named("kept until", words.date(one.kept_until)),
                )
            ),
            named("granted by", line((words.code(one.granted_by), words.text(one.grantor)))),
            named("given", ", ".join(map(words.text, one.disclosed_fields))),
            named("answer", line((words.code(one.answer), words.text(one.answered)))),
        )
        yield block(words.text(one.receiver) or words.text(one.receiver_uri), words.text(one.disclosed), details, "")
