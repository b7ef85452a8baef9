"""Circles of parts: items that are parts of each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from ...model import Assessment, Entitlement, Experience, Portfolio, Qualification

Composite: TypeAlias = Experience | Qualification | Assessment | Entitlement
"""The items that may be parts of others."""


def circles(portfolio: Portfolio) -> frozenset[tuple[str, str]]:
    """The references that close a circle of parts, one for each circle: id of the part and id of the whole.

    Args:
        portfolio: the portfolio; its variants are looked at, too.
    """
    wholes: dict[str, list[str]] = {}
    for item in _composites(portfolio):
        if item.id is not None and item.part_of:
            wholes.setdefault(item.id, []).extend(item.part_of)
    return frozenset(_closing(wholes))


def _composites(portfolio: Portfolio) -> Iterator[Composite]:
    waiting = [portfolio]
    while waiting:
        one = waiting.pop()
        waiting += one.variants
        for items in (one.experiences, one.qualifications, one.assessments, one.entitlements):
            yield from items


def _closing(wholes: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """The edges that lead back to where the way to them came by: one search in depth, each edge once."""
    done: set[str] = set()
    for start in wholes:
        way = {start: iter(wholes[start])} if start not in done else {}
        while way:
            part, rest = next(reversed(way.items()))
            for whole in rest:
                if whole in way:
                    yield part, whole
                elif whole in wholes and whole not in done:
                    way[whole] = iter(wholes[whole])
                    break
            else:
                done.add(part)
                del way[part]
