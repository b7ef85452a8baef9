"""Going over a portfolio: every object of the model in the order people read, with its place in the canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from ...model import Model, Portfolio

_PASSED_OVER: Final = frozenset({"residue", "provenance"})
"""Fields that tell about the file, not about the person."""


@dataclass(frozen=True, slots=True)
class Place:
    """A value and where it stands.

    Attributes:
        value: an object of the model, or a text in several languages.
        pointer: its place in the canonical form.
        field: the name of the field that holds it.
        portfolio: the portfolio, or the variant of one, that holds it.
    """

    value: Any
    pointer: str
    field: str
    portfolio: Portfolio


def places(portfolio: Portfolio) -> Iterator[Place]:
    """Every object of a portfolio and every text in several languages, those of its variants included.

    Args:
        portfolio: what to go over; the portfolio itself comes first.
    """
    stack = [Place(portfolio, "", "", portfolio)]
    while stack:
        place = stack.pop()
        yield place
        if isinstance(place.value, Model):
            stack.extend(reversed([*_within(place)]))


def _within(place: Place) -> Iterator[Place]:
    belongs_to = place.value if isinstance(place.value, Portfolio) else place.portfolio
    for name, value in vars(place.value).items():
        if name in _PASSED_OVER:
            continue
        for step, member in _members(value):
            yield Place(member, f"{place.pointer}/{name}{step}", name, belongs_to)


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    """A value, or the members of a list, as far as there is something within; with the step of the pointer."""
    if isinstance(value, Model | dict):
        yield "", value
    elif isinstance(value, list):
        for index, member in enumerate(value):
            if isinstance(member, Model | dict):
                yield f"/{index}", member
