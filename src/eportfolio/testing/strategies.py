"""Hypothesis strategies for the whole model: any portfolio that the model accepts, small and awkward.

The strategies follow the model: a field that is added to it is covered without a line here.  What a field's type
does not tell (that a country is a code of ISO 3166-1, say) stands in :mod:`eportfolio.testing.values`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from ..contract.fields import Field, Kind, fields, leads_back, reached
from ..model import ITEM_LISTS, Concept, Level, Model, Portfolio, RichText
from ..model.canonical import from_data
from .values import CODED, REFERRED, VALUES, awkward_texts, concepts, iris, rich_texts, strings, texts

_M = TypeVar("_M", bound=Model)
_FIXED = frozenset({"id", "type", "schema_version"})


@dataclass(frozen=True)
class _Reference:
    """A reference to an item that is chosen when the whole portfolio is there."""

    field: str
    choice: int


def portfolios(
    *, max_fields: int = 5, variants: bool = True, residue: bool = True, ids: bool | None = None
) -> st.SearchStrategy[Portfolio]:
    """Portfolios with any class and any field of the model; references lead to items of the same portfolio.

    Args:
        max_fields: how many fields of the portfolio have a value at most.
        variants: whether there may be variants in other languages.
        residue: whether items may hold residue.  It is of a format that no adapter has: what an adapter does
            with residue of its own is tested with its own samples.
        ids: whether items have ids; sometimes when ``None``.
    """
    return portfolio_data(max_fields=max_fields, variants=variants, residue=residue, ids=ids).map(from_data)


def portfolio_data(
    *, max_fields: int = 5, variants: bool = True, residue: bool = True, ids: bool | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """As :func:`portfolios`, as plain data in canonical form."""
    without = _FIXED | (frozenset() if variants else {"variants"}) | (frozenset() if residue else {"residue"})
    choice = st.booleans() if ids is None else st.just(ids)
    return st.builds(_linked, _objects(Portfolio, max_fields, without), choice)


def instances(cls: type[_M], *, max_fields: int = 6) -> st.SearchStrategy[_M]:
    """Objects of one class of the model, such as ``Experience``; references lead to items elsewhere.

    Args:
        cls: the class.
        max_fields: how many fields have a value at most.
    """
    elsewhere = {name: [f"urn:example:{name}:{number}" for number in range(3)] for name in ITEM_LISTS}
    return _objects(cls, max_fields, _FIXED).map(lambda data: cls.model_validate(_resolved(data, elsewhere)))


# -- objects -----------------------------------------------------------------------------------------------


@cache
def _objects(cls: type[Model], count: int, without: frozenset[str]) -> st.SearchStrategy[dict[str, Any]]:
    """Plain data for a class, with some of its fields."""
    if cls is RichText:
        return rich_texts()
    generic = st.deferred(lambda: _generic_objects(cls, count, without))
    return st.one_of(concepts(), generic) if issubclass(cls, Concept) else generic


def _generic_objects(cls: type[Model], count: int, without: frozenset[str]) -> st.SearchStrategy[dict[str, Any]]:
    members = {field.name: field for field in fields(cls) if field.name not in without}
    required = sorted(name for name, field in members.items() if field.required)
    optional = sorted(set(members) - set(required))
    some = min(2, count, len(optional))
    choices = st.lists(st.sampled_from(optional), unique=True, min_size=some, max_size=count) if some else st.just([])
    values = {name: _field(cls, field, without) for name, field in members.items()}

    @st.composite
    def build(draw: st.DrawFn) -> dict[str, Any]:
        chosen = draw(choices)
        return {name: draw(value) for name, value in values.items() if name in required or name in chosen}

    return build()


def _field(cls: type[Model], field: Field, without: frozenset[str]) -> st.SearchStrategy[Any]:
    one = _member(cls, field, without)
    if not field.shape.many:
        return one
    # Lists of plain values hold each value once: which of two equal ones is gone, nobody can tell.
    unique = None if field.shape.kind is Kind.OBJECT else repr
    return st.lists(one, min_size=1, max_size=2 if cls is not Portfolio else 3, unique_by=unique)


def _member(cls: type[Model], field: Field, without: frozenset[str]) -> st.SearchStrategy[Any]:
    name, kind = field.name, field.shape.kind
    if field.codes:
        return st.sampled_from(field.codes)
    if kind is Kind.REFERENCE or (name == "target" and cls.__name__ == "Relation"):
        told = f"{cls.__name__}.{name}"
        return st.builds(_Reference, st.just(told if told in REFERRED else name), st.integers(0, 7))
    if kind is Kind.OBJECT:
        assert field.target is not None
        if leads_back(cls, field):  # once round, and no further
            without |= {
                one.name for one in fields(field.target) if one.target and cls in {one.target, *reached(one.target)}
            }
        if field.target is Portfolio:
            return _objects(Portfolio, 2, without | {"variants"})
        if name in CODED and issubclass(field.target, Concept | Level):
            return st.one_of(concepts(CODED[name]), _objects(field.target, 3, without))
        return _objects(field.target, 3, without)
    for key in (f"{cls.__name__}.{name}", name):
        if key in VALUES:
            return VALUES[key]
    if kind is Kind.FLAG:
        return st.booleans()
    if kind is Kind.TEXT:
        return texts()
    if kind is Kind.URI:
        return st.one_of(iris(), awkward_texts())
    return strings(field.pattern)


# -- ids and references ------------------------------------------------------------------------------------


def _linked(data: dict[str, Any], ids: bool, base: str = "urn:example:") -> dict[str, Any]:
    """Give items their ids, and references the ids of items; a reference that can lead nowhere goes."""
    known = {name: [f"{base}{name}:{n}" for n in range(len(data.get(name, ())))] if ids else [] for name in ITEM_LISTS}
    result: dict[str, Any] = _resolved({name: data[name] for name in data if name != "variants"}, known)
    for name, members in known.items():
        for item, item_id in zip(result.get(name, ()), members, strict=False):
            item["id"] = item_id
    if ids:
        result["id"] = f"{base}portfolio"
    if "variants" in data:
        inner = (_linked(variant, ids, f"{base}variant:{n}:") for n, variant in enumerate(data["variants"]))
        result["variants"] = list(inner)
    return result


def _resolved(value: Any, known: dict[str, list[str]]) -> Any:
    """The value with references resolved; ``None`` for what is not left."""
    if isinstance(value, _Reference):
        wanted = REFERRED.get(value.field, ITEM_LISTS)
        candidates = [item_id for name in wanted for item_id in known[name]]
        return candidates[value.choice % len(candidates)] if candidates else None
    if isinstance(value, list):
        members = [found for member in value if (found := _resolved(member, known)) not in (None, {})]
        unique = all(isinstance(member, str) for member in members)
        return list(dict.fromkeys(members)) if unique else members
    if isinstance(value, dict):
        result = {key: _resolved(member, known) for key, member in value.items()}
        if any(result[key] is None and key in ("source", "target") for key in result):
            return None  # a relation needs both ends
        return {key: member for key, member in result.items() if member not in (None, [], {})}
    return value
