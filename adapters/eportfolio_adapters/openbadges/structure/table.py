"""The tables of classes as rules: what each class demands of each property.

Read from ``schemas/openbadges/classes*.tsv``, which hold facts of the official JSON Schemas and specifications; the
heads of the files tell what the columns mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from eportfolio.resources import schemas

from . import kinds

OTHERS: Final = "*"
"""Stands in a table for all properties that are not named."""

EXTENSIONS: Final = "*:*"
"""Stands in a table for all properties with a colon in their middle."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a class demands of one property.

    Attributes:
        owner: name of the class.
        key: name of the property.
        required: whether it must be there.
        wanted: whether the specification demands it, and the validators that exist let it pass.
        single: whether one value may stand by itself.
        several: whether a list may stand.
        least: how many values a list must have.
        kind: the kind of each value; see :mod:`.kinds`.
        values: the codes, types, contexts or the class that it may or must be of.
        fits: tells whether a value fits; of classes, whether what may stand instead of an object does.
        is_nested: whether the values are objects of a class.
        is_whole: whether a list is looked at as a whole.
        is_text: whether any single text fits, which needs no closer look.
    """

    owner: str
    key: str
    required: bool
    wanted: bool
    single: bool
    several: bool
    least: int
    kind: str
    values: tuple[str, ...]
    fits: kinds.Fits = field(compare=False)
    is_nested: bool
    is_whole: bool
    is_text: bool

    def same_as(self, other: Rule | None) -> bool:
        """Whether another class demands the same of its property of this name."""
        return other is not None and (self.kind, self.values, self.single, self.several, self.least) == (
            other.kind, other.values, other.single, other.several, other.least,
        )  # fmt: skip


@dataclass(slots=True)
class ClassRules:
    """All rules of one class.

    Attributes:
        members: the rules by property.
        required: the properties that must be there.
        wanted: those that should.
        alternatives: the properties of which one must be there.
        others: the rule for all properties that are not named, when there is one.
        extensions: the rule for those with a colon, when there is one.
    """

    members: dict[str, Rule] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    alternatives: list[tuple[str, ...]] = field(default_factory=list)
    others: Rule | None = None
    extensions: Rule | None = None


@cache
def classes(name: str) -> Mapping[str, ClassRules]:
    """The rules of all classes of one table.

    Args:
        name: name of the table, without its folder and suffix, such as ``classes-clr1``.
    """
    found: dict[str, ClassRules] = {}
    text = (schemas() / "openbadges" / f"{name}.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    next(rows)
    for row in rows:
        rule = _rule(*row, *[""] * (7 - len(row)))
        group = found.setdefault(rule.owner, ClassRules())
        if rule.key == OTHERS:
            group.others = rule
        elif rule.key == EXTENSIONS:
            group.extensions = rule
        elif "|" in rule.key:
            group.alternatives.append(tuple(rule.key.split("|")))
        elif rule.key:
            group.members[rule.key] = rule
    for group in found.values():
        group.required = frozenset(rule.key for rule in group.members.values() if rule.required)
        group.wanted = frozenset(rule.key for rule in group.members.values() if rule.wanted)
    return MappingProxyType(found)


def _rule(owner: str, key: str, required: str, number: str, least: str, kind: str, given: str) -> Rule:  # noqa: PLR0917
    values = tuple(given.split())
    nested = kind in kinds.NESTED
    return Rule(
        owner,
        key,
        required=required == "yes",
        wanted=required == "should",
        single=number != "list",
        several=number in {"some", "list"},
        least=int(least or 0),
        kind=kind,
        values=values,
        fits=kinds.fits(kinds.NESTED.get(kind, kind), () if nested else values),
        is_nested=nested,
        is_whole=kind in kinds.WHOLE,
        is_text=number != "list" and kind in {"text", "string"},
    )
