"""Checks of references: they lead to items of the portfolio, and no item becomes a part of itself by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from ...model import (
    Assertion,
    Assessment,
    CareerPlan,
    Competence,
    Credential,
    Entitlement,
    Experience,
    GuidanceEvent,
    Item,
    LanguageExperience,
    Qualification,
    Relation,
    WorkValue,
)
from ...model.values import Model
from .circles import Composite
from .concepts import shown
from .context import Look, Problem

REFERENCES: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Item: ("evidence",),
    LanguageExperience: ("evidence",),
    Assertion: ("evidence", "credential"),
    Competence: ("certificates", "gained_in"),
    Experience: ("part_of",),
    Qualification: ("gained_in", "proven_by", "part_of", "entitles_to"),
    Assessment: ("part_of",),
    Entitlement: ("part_of",),
    Credential: ("proves",),
    WorkValue: ("measured_by",),
    CareerPlan: ("based_on",),
    GuidanceEvent: ("concerns",),
    Relation: ("source", "target"),
}
"""By class, the fields that name items by their ids."""

COMPOSITES: Final = get_args(Composite)
"""The classes whose items may be parts of others."""

_WITHOUT_ADDRESS: Final = "urn:uuid:"
"""How an id begins that nobody can find outside the portfolio."""


def dangling_reference(look: Look[Model]) -> Iterator[Problem]:
    """The portfolio has no item with the id; what a relation leads to may stand elsewhere, when it has an address."""
    value, context = look.value, look.context
    for one, fields in REFERENCES.items():
        for field in fields if isinstance(value, one) else ():
            for at, target in _targets(getattr(value, field), f"/{field}"):
                may_be_elsewhere = field == "target" and not target.startswith(_WITHOUT_ADDRESS)
                if target not in context.ids and not may_be_elsewhere:
                    yield Problem("No item of the portfolio has this id.", at, shown(target))


def part_of_itself(look: Look[Composite]) -> Iterator[Problem]:
    """By a reference the item becomes a part of itself: it closes a circle of parts."""
    item, circles = look.value, look.context.circles
    for at, whole in _targets(item.part_of, "/part_of"):
        if (item.id, whole) in circles:
            yield Problem("By this reference the item is a part of itself.", at, shown(whole))


def _targets(value: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield at, value
    elif value:
        for index, target in enumerate(value):
            yield f"{at}/{index}", target
