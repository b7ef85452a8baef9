"""Profiles in plain words: paths, conditions and counts as people say them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from .conditions import Conditions
from .paths import Path

_FIELDS: Final = {
    "uri": "address", "edtf": "date", "evidence_items": "evidence", "owner": "the person", "media": "file",
}  # fmt: skip
"""Fields whose names are not the words that people use."""

_STRENGTHS: Final = {
    "claimed": "claimed by the person at least",
    "evidenced": "with something to show for it",
    "reported": "with somebody beside the person who vouches for it",
}


def spoken(path: Path) -> str:
    """A path as people say it: ``experiences (employment) > period > start``."""
    words = []
    for step in path.steps:
        name = _FIELDS.get(step.name, step.name).replace("_", " ")
        words.append(f"{name} ({' or '.join(sorted(step.values)).replace('_', ' ')})" if step.field else name)
    return " > ".join(words) or "the portfolio"


def spoken_conditions(conditions: Conditions) -> str:
    """Conditions in words, such as ``from esco, known to the month``; empty when there are none."""
    return ", ".join(_said(conditions))


def _said(conditions: Conditions) -> Iterator[str]:
    if conditions.values:
        yield either(conditions.values)
    if conditions.vocabularies:
        yield f"from {either(conditions.vocabularies)}"
    if conditions.within:
        yield f"in or below {either(conditions.within)}"
    if conditions.precision:
        yield f"known to the {conditions.precision}"
    if conditions.max_age:
        yield f"no older than {spoken_duration(conditions.max_age)}"
    if conditions.grading_schemes:
        yield f"on the scale {either(conditions.grading_schemes)}"
    if conditions.max_bytes:
        yield f"no larger than {spoken_bytes(conditions.max_bytes)}"
    if conditions.media_types:
        yield f"as {either(conditions.media_types)}"
    if conditions.languages:
        first, *others = conditions.languages
        yield f"in {first}" + (f", or else in {either(tuple(others))}" if others else "")
    if conditions.strength:
        yield _STRENGTHS[conditions.strength]
    if conditions.issuers:
        yield f"from {either(conditions.issuers)}"


def either(words: tuple[str, ...]) -> str:
    """Several words, of which one holds: ``nl, en or de``."""
    return " or ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def both(words: tuple[str, ...]) -> str:
    """Several words, all of which hold: ``nl, en and de``."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def spoken_duration(duration: str) -> str:
    """A duration of ISO 8601 in words: ``1 year, 6 months``."""
    from ..exchange.issuer import DURATION

    found = DURATION.fullmatch(duration)
    parts = zip(found.groups(), ("year", "month", "week", "day"), strict=True) if found else ()
    return ", ".join(f"{int(number)} {unit}{'s' * (int(number) != 1)}" for number, unit in parts if number) or duration


def spoken_bytes(number: int) -> str:
    """A number of bytes in words: ``5 MB``."""
    for size, unit in ((1000**2, "MB"), (1000, "kB")):
        if number >= size:
            return f"{number / size:.3g} {unit}"
    return f"{number} bytes"


def spoken_count(minimum: int, maximum: int | None) -> str:
    """How often something is there: ``at least 1``, ``1 to 3``, ``exactly 2``."""
    if maximum is None:
        return f"at least {minimum}"
    return (
        f"exactly {minimum}" if minimum == maximum else f"{minimum} to {maximum}" if minimum else f"at most {maximum}"
    )


def percent(share: float) -> str:
    """A share in per cent: ``80 %``."""
    return f"{share * 100:.3g} %"
