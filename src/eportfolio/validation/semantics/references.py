"""Checks of references: the id that an item names is that of an item of the portfolio."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from ...model import Assertion, Competence, Credential, Item, LanguageExperience, Qualification, Relation
from ...model.values import Model
from .concepts import shown
from .context import Look, Problem

REFERENCES: Final[Mapping[type[Model], tuple[str, ...]]] = {
    Item: ("evidence",),
    LanguageExperience: ("evidence",),
    Assertion: ("evidence", "credential"),
    Competence: ("certificates", "gained_in"),
    Qualification: ("gained_in",),
    Credential: ("proves",),
    Relation: ("source", "target"),
}
"""By class, the fields that name items by their ids."""

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


def _targets(value: Any, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield at, value
    elif value:
        for index, target in enumerate(value):
            yield f"{at}/{index}", target
