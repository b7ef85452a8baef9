"""An outline as plain text: for pipes, files, and people who read with a screen reader."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from .block import Block
from .outline import Grid, Outline, Section

WIDTH = 88


def to_text(outline: Outline, width: int = WIDTH) -> str:
    """Set an outline as text.

    Args:
        outline: what to tell.
        width: the longest line, in characters; longer words stay whole.

    Returns:
        The text, ended by a line break.
    """
    return "\n".join(_lines(outline, width)) + "\n"


def _lines(outline: Outline, width: int) -> Iterator[str]:
    yield outline.name or "(no name)"
    if outline.headline:
        yield from _wrap(outline.headline, width)
    if outline.contact:
        yield ""
        column = max(len(label) for label, _ in outline.contact) + 2
        for label, value in outline.contact:
            yield from _wrap(value, width, f"{label:{column}}", " " * column)
    if outline.summary:
        yield ""
        yield from _prose(outline.summary, width)
    for section in outline.sections:
        yield ""
        yield from _section(section, width)


def _section(section: Section, width: int) -> Iterator[str]:
    yield section.heading
    yield "-" * len(section.heading)
    if section.grid:
        yield from _grid(section.grid)
        if section.blocks:
            yield ""
    spaced = any(block.details or block.text for block in section.blocks)
    for number, block in enumerate(section.blocks):
        if number and spaced:
            yield ""
        yield from _block(block, width)


def _block(block: Block, width: int) -> Iterator[str]:
    head = "  ".join(filter(None, (block.when, block.title)))
    if head:
        yield from _wrap(head, width)
    for detail in block.details:
        yield from _prose(detail, width, "  ")
    yield from _prose(block.text, width, "  ")


def _grid(grid: Grid) -> Iterator[str]:
    rows = (grid.head, *grid.rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(grid.head))]
    for row in rows:
        yield "  ".join(cell.ljust(size) for cell, size in zip(row, widths, strict=True)).rstrip()


def _prose(text: str, width: int, indent: str = "") -> Iterator[str]:
    """A text with line breaks; members of lists keep their indent where they wrap."""
    for line in text.splitlines():
        hang = "  " if line.startswith("- ") else ""
        yield from _wrap(line, width, indent, indent + hang) if line.strip() else [""]


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]
