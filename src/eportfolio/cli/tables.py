"""Plain tables for the terminal: columns as wide as their longest cell, nothing drawn around them."""

from __future__ import annotations

from collections.abc import Sequence


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out rows under a head.

    Args:
        head: the names of the columns.
        rows: as many cells each.

    Returns:
        The lines, without white space at their ends.
    """
    lines = [head, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = ["-" * width for width in widths]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n"
        for line in (head, rule, *rows)
    )
