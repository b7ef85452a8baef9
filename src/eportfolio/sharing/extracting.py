"""The part of a portfolio that was selected, with what its objects cannot do without."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final

from ..compare.shape import Shape, Value, fields
from ..model import ITEM_LISTS, Credential, Item, MediaObject, Organisation, Party, Person, Portfolio
from ..model.identity import IDENTITY
from ..sources.tree import escape_pointer

NEVER: Final = frozenset({"residue", "provenance", "variants", "disclosures", "presentation"})
"""What is kept beside the data of an item, and never goes by itself."""

_METADATA: Final = NEVER | {"id", "evidence", "links", "created", "modified", "schema_version"}

_ESSENCE: Final[dict[type, tuple[tuple[str, ...], ...]]] = {
    MediaObject: (("content",), ("media_type",), ("uri",)),
    Person: (("names",),),
    Organisation: (("name",),),
    Party: (("names",), ("organisation", "name")),
    Credential: (("original",), ("title",), ("issuer", "name")),
}
"""What stands for an object when all of it is asked for."""

_KIND: Final = frozenset({"kind", "category"})
"""What tells of which sort an item is, and not which one."""

_BESIDE: Final = {"notation": ("scheme",), "content": ("media_type",), "value": ("scheme", "kind", "channel")}
"""Fields that mean nothing without others beside them."""


@cache
def required(shape: Shape) -> frozenset[str]:
    """The fields that an object of the model cannot do without."""
    if isinstance(shape, Value):
        return frozenset()
    return frozenset({"type"} | {name for name, one in shape.model_fields.items() if one.is_required()})


def shape_at(pointer: str) -> Shape:
    """What the model says of a place."""
    shape: Shape = Portfolio
    for step in pointer.split("/")[1:]:
        if not step.isdecimal():
            shape = fields(shape).get(step, Value.PLAIN)
    return shape


def essence(data: Any, pointer: str) -> list[str]:
    """The pointers of what stands for a value: of an item, what it is called; of most other things, all of it.

    Args:
        data: the value.
        pointer: where it stands.
    """
    shape = shape_at(pointer)
    if not isinstance(data, dict) or isinstance(shape, Value):
        above, _, name = pointer.rpartition("/")
        return [pointer, *(f"{above}/{beside}" for beside in _BESIDE.get(name, ()))]
    if shape is MediaObject and "content" in data:
        return [f"{pointer}/content", f"{pointer}/media_type"]
    if shape in _ESSENCE or not issubclass(shape, Item):
        found = [place for path in _ESSENCE.get(shape, ()) for place in _places(data, path, pointer)]
    else:
        found = _naming(data, pointer)
    return found or [f"{pointer}/{escape_pointer(key)}" for key in data if key not in _METADATA]


def _naming(data: dict[str, Any], pointer: str) -> list[str]:
    """What an item is called, with its kind: the first thing that identifies it."""
    found: list[str] = []
    for path in IDENTITY.get(pointer.split("/")[1], ()):
        places = list(_places(data, path, pointer))
        found += places
        if places and path[0] not in _KIND:
            break
    return found


def _places(data: Any, path: tuple[str, ...], pointer: str) -> Iterable[str]:
    if isinstance(data, list):
        for number, member in enumerate(data):
            yield from _places(member, path, f"{pointer}/{number}")
    elif not path:
        if data is not None:
            yield from essence(data, pointer) if isinstance(shape_at(pointer), type) else [pointer]
    elif isinstance(data, dict) and path[0] in data:
        yield from _places(data[path[0]], path[1:], f"{pointer}/{path[0]}")


def extract(data: dict[str, Any], kept: Iterable[str], barred: Callable[[str], bool]) -> dict[str, Any]:
    """The part of a portfolio in canonical form that lies at or below the given places.

    Args:
        data: the portfolio; every item has an id.
        kept: the pointers.
        barred: whether a place must not go, whatever is kept.
    """
    whole = frozenset(kept)
    above = frozenset(place for pointer in whole for place in _above(pointer))
    part = _Extracting(whole, above, barred).object(Portfolio, data, "", False) or {}
    head = {key: data[key] for key in ("type", "id", "schema_version", "language") if key in data}
    result = head | {key: value for key, value in part.items() if key not in head}
    for name in ITEM_LISTS:
        if name in result:
            result[name] = [item for item in result[name] if item.keys() > {"type", "id"}]
    return {key: value for key, value in result.items() if value != []}


def _above(pointer: str) -> Iterable[str]:
    while pointer:
        pointer = pointer.rpartition("/")[0]
        yield pointer


class _Extracting:
    def __init__(self, whole: frozenset[str], above: frozenset[str], barred: Callable[[str], bool]) -> None:
        self._whole = whole
        self._above = above
        self._barred = barred

    def object(self, shape: Shape, data: dict[str, Any], pointer: str, inside: bool) -> dict[str, Any] | None:
        shapes, needed = fields(shape), required(shape)
        item = isinstance(shape, type) and issubclass(shape, Item) and shape is not Portfolio
        result: dict[str, Any] = {}
        for key, value in data.items():
            place = f"{pointer}/{escape_pointer(key)}"
            if self._barred(place) or (inside and key in NEVER):
                continue
            if key in needed or (item and key == "id"):
                result[key] = value
                continue
            made = self._value(shapes.get(key, Value.PLAIN), value, place, inside)
            if made is not None:
                result[key] = made
        return result if needed - {"type"} <= result.keys() and result.keys() - {"type"} else None

    def _value(self, shape: Shape, value: Any, place: str, inside: bool) -> Any:
        inside = inside or place in self._whole
        if not inside and place not in self._above:
            return None
        if isinstance(value, list):
            made = [self._value(shape, one, f"{place}/{number}", inside) for number, one in enumerate(value)
                    if not self._barred(f"{place}/{number}")]  # fmt: skip
            return [one for one in made if one is not None] or None
        if isinstance(value, dict):
            return self.object(shape, value, place, inside)
        return value if inside else None
