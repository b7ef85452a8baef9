"""What is said once in a document and belongs to many items: how often it may be repeated."""

from __future__ import annotations

from typing import Final

from eportfolio.exchange.crosswalk import ReadRun
from eportfolio.sources.tree import Node

MOST_REPEATED: Final = 4_000_000
"""So many characters may be repeated."""


class Repeats:
    """How much may still be repeated, so that a small file cannot become a huge portfolio.

    Args:
        run: the reading.
    """

    def __init__(self, run: ReadRun) -> None:
        self._run = run
        self._left = MOST_REPEATED
        self._told = False

    def allow(self, size: int, place: Node) -> bool:
        """Whether so many characters may be repeated once more; the first time they may not, a finding says so."""
        if size <= self._left:
            self._left -= size
            return True
        if not self._told:
            self._told = True
            self._run.report(
                "limit-exceeded",
                f"Repeated for each course, issuers, grading schemes and files in several languages would take more "
                f"than {MOST_REPEATED} characters; from here on they are not repeated.",
                place,
            )
        return False
