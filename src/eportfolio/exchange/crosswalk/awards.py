"""Qualifications that a person has: what is only described, or no longer holds, is not shown as if it were earned."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .writing import WriteRun

AWARDED: Final = frozenset({"awarded", "exempted", "partial"})
"""What a qualification must be to be shown as earned, where its status is known."""

_QUALIFICATIONS: Final = "qualifications"
_ASIDE: Final = "qualifications that were not awarded"


def set_unearned_aside(run: WriteRun) -> None:
    """Keep qualifications that were not awarded, or no longer hold, from the rules of a format that has no status.

    They stay in the model of the run, where no rule looks for them: the end of the writing names all that they hold.

    Args:
        run: the writing, before its rules are applied.
    """
    items = run.model.all(_QUALIFICATIONS)
    for item in items:
        item.source_pointer = item.pointer  # the numbers of the others stay as they are in the portfolio
    for item in items:
        status = item.first("status")
        if status is not None and status.value not in AWARDED:
            item.name = _ASIDE
            run.not_expressible(status, "the format would show what has this status as earned; all of it is left out")
