"""How each field is compared: read off the model itself, so that a new field needs no line here."""

from __future__ import annotations

from enum import Enum
from functools import cache
from types import NoneType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from ..model import ITEM_LISTS, Item, Model, Portfolio, Provenance, Relation
from ..model.values import ItemId, Text


class Value(Enum):
    """Values that are no objects."""

    PLAIN = "plain"
    """Compared as it stands."""
    TEXT = "text"
    """Compared language by language; a plain string is in the portfolio's language."""
    REFERENCE = "reference"
    """Compared through the alignment of the items that it names."""


Shape: TypeAlias = type[Model] | Value
"""What stands at a place, or in each member of a list that stands there."""

ITEM_FIELDS: frozenset[str] = frozenset((*ITEM_LISTS, "variants"))
"""Lists of items, aligned by id and identity."""

ORDERED: frozenset[str] = frozenset({"lines", "names"})
"""The lists whose order has a meaning: the lines of an address, and names (the first is the one in use).

All other lists are compared as collections: the order of items, positions, contacts, highlights, courses or
keywords is a matter of layout.
"""

_UNCOMPARED: dict[type[Model], frozenset[str]] = {
    Portfolio: frozenset({"schema_version"}),
    Item: frozenset({"id", "type"}),
    Provenance: frozenset({"format", "pointer"}),
}
"""Fields that say how a portfolio is stored, or where it came from, and never what it says."""

_REFERENCES: dict[type[Model], frozenset[str]] = {Relation: frozenset({"target"})}
"""Fields of a wider type that may name an item."""


@cache
def uncompared(shape: Shape) -> frozenset[str]:
    """The fields of an object that are never compared."""
    if isinstance(shape, Value):
        return frozenset()
    return frozenset().union(*(names for model, names in _UNCOMPARED.items() if issubclass(shape, model)))


@cache
def fields(shape: Shape) -> dict[str, Shape]:
    """The shape of each field of an object; fields that the model does not know are plain."""
    if isinstance(shape, Value):
        return {}
    hints = get_type_hints(shape, include_extras=True)
    named = _REFERENCES.get(shape, frozenset())
    return {name: Value.REFERENCE if name in named else _shape(hints[name]) for name in shape.model_fields}


def _shape(annotation: Any) -> Shape:
    if annotation == Text:
        return Value.TEXT
    if annotation == ItemId:
        return Value.REFERENCE
    if isinstance(annotation, type) and issubclass(annotation, Model):
        return annotation
    parts = [part for part in get_args(annotation) if part is not NoneType]
    if len(parts) == 1 and get_origin(annotation) is not None:  # a list, or something that may be absent
        return _shape(parts[0])
    return Value.PLAIN
