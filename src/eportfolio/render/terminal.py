"""An outline on a terminal: sober typography with rich, time in a column of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .block import Block
from .outline import Grid, Outline, Section

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

WIDTH = 100


def print_outline(outline: Outline, console: Console | None = None) -> None:
    """Print an outline.

    Args:
        outline: what to tell.
        console: where to; the terminal when ``None``.
    """
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = console or Console(highlight=False)
    width = min(console.width, WIDTH)
    console.print(Text(outline.name or "(no name)", style="bold"), width=width)
    if outline.headline:
        console.print(Text(outline.headline), width=width)
    if outline.contact:
        console.print(Padding(_pairs(outline.contact), (1, 0, 0, 0)), width=width)
    if outline.summary:
        console.print(Padding(Text(outline.summary), (1, 0, 0, 0)), width=width)
    for section in outline.sections:
        for part in _section(section):
            console.print(part, width=width)


def _section(section: Section) -> list[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    parts: list[RenderableType] = [Padding(Text(section.heading.upper(), style="bold dim"), (1, 0, 0, 0))]
    if section.grid:
        parts.append(_grid(section.grid))
    if section.blocks:
        parts.append(_blocks(section.blocks))
    return parts


def _pairs(pairs: tuple[tuple[str, str], ...]) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    for label, value in pairs:
        table.add_row(Text(label, style="dim"), Text(value))
    return table


def _grid(grid: Grid) -> RenderableType:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in grid.head:
        table.add_column(name)
    for row in grid.rows:
        table.add_row(*map(Text, row))
    return table


def _blocks(blocks: tuple[Block, ...]) -> RenderableType:
    """Blocks under each other; the column of time is there when one of them has a time."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    timed = any(block.when for block in blocks)
    table = Table.grid(padding=(0, 2))
    if timed:
        table.add_column(style="dim", no_wrap=False, max_width=22)
    table.add_column(ratio=1)
    for number, block in enumerate(blocks):
        lines: list[RenderableType] = [Text(block.title, style="bold")] if block.title else []
        lines += [Text(detail, style="dim") for detail in block.details]
        lines += [Text(block.text)] if block.text else []
        last = number == len(blocks) - 1
        cell = Group(*lines) if last or not (block.details or block.text) else Group(*lines, Text(""))
        table.add_row(*((Text(block.when), cell) if timed else (cell,)))
    return table
