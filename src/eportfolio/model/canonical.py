"""The canonical form: a portfolio as plain data, the ground of files, differences and writers."""

from __future__ import annotations

from typing import Any

from .portfolio import ITEM_LISTS, SCHEMA_VERSION, Portfolio

_TYPE_OF = {
    name: Portfolio.model_fields[name].annotation.__args__[0].__name__  # type: ignore[union-attr]
    for name in ITEM_LISTS
}


def to_data(portfolio: Portfolio) -> dict[str, Any]:
    """A portfolio as plain data in canonical order: no empty lists, no ``None``, every item with id and type first."""
    data = portfolio.model_dump(mode="json", exclude_defaults=True)
    result: dict[str, Any] = {"type": "Portfolio"}
    if "id" in data:
        result["id"] = data["id"]
    result["schema_version"] = SCHEMA_VERSION
    result.update(data)
    for name in ITEM_LISTS:
        items = data.get(name)
        if items:
            label = _TYPE_OF[name]
            result[name] = [{"type": label, "id": item["id"], **item} if "id" in item else {"type": label, **item}
                            for item in items]  # fmt: skip
    if portfolio.variants:
        result["variants"] = [to_data(variant) for variant in portfolio.variants]
    return result


def from_data(data: dict[str, Any]) -> Portfolio:
    """A portfolio from plain data in canonical form.

    Raises:
        pydantic.ValidationError: when the data does not fit the model.
    """
    return Portfolio.model_validate(data)
