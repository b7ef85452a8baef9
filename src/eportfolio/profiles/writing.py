"""A profile as the TOML that it can be read from again."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from .profile import Offer

_KEYS: Final = {"vocabularies": "vocabulary", "grading_schemes": "grading_scheme"}
"""Conditions whose keys in a file are other words."""


def write_offers(offers: Mapping[str, Offer], *, title: str, count: int, day: str) -> str:
    """A new profile with what was learned, ready to be completed.

    Args:
        offers: what the organisation offers.
        title: what the profile is called.
        count: how many portfolios were measured.
        day: when, ISO 8601.
    """
    from ..model.portfolio import SCHEMA_VERSION

    lines = [
        f"# What {count} portfolio{'s' * (count != 1)} of ours had on {day}, measured by eportfolio profile new.",
        "# coverage: in which share of the portfolios; filled: in which share of the items that could have it.",
        f"title = {_value(title)}",
        'version = "0.1"',
        f"model = {_value(SCHEMA_VERSION)}",
        "",
    ]
    for offer in offers.values():
        lines += [f"[offers.{offer.name}]", *_offer(offer), ""]
    return "\n".join(lines)


def _offer(offer: Offer) -> Iterator[str]:
    yield f"path = {_value(str(offer.path))}"
    for key in ("coverage", "filled"):
        if (share := getattr(offer, key)) is not None:
            yield f"{key} = {_value(share)}"
    for key, value in offer.conditions.as_dict().items():
        yield f"{_KEYS.get(key, key)} = {_value(value)}"


def _value(value: Any) -> str:
    """A value as TOML 1.0 writes it: texts have the escapes of JSON, and one more."""
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return str(value)
