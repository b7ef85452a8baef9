"""What the law part of either side forbids, and what it leaves unsaid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from ..profiles import Conditions, Path, Profile
from ..profiles.legal import SPECIAL
from ..profiles.words import either
from .agreement import Verdict

_TELLS: Final = ("kind", "scheme", "scheme_name")
"""Fields of an identifier that tell which one it is."""

_REVEALS: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("experiences", "membership"): ("political_opinions", "beliefs", "union_membership"),
}
"""Kinds of items that can reveal special categories of personal data, of which one has to be allowed."""


Told = tuple[Verdict, str]
"""What the law makes of a field, and why: forbidden, or in part, or unchanged with something to be known."""


def law_on(path: Path, conditions: Conditions, *sides: Profile) -> tuple[Told, ...]:
    """What the law parts of both sides make of a field.

    Args:
        path: the field.
        conditions: what its values are like.
        sides: sender and receiver.
    """
    told = (one for side in sides for one in (*_identifiers(path, conditions, side), *_special(path, side)))
    return tuple(dict.fromkeys(told))


def _identifiers(path: Path, conditions: Conditions, side: Profile) -> Iterator[Told]:
    """Whether all, or some, of the identifiers that a path leads to are prohibited by a side."""
    prohibited = {one.casefold(): one for one in side.legal.prohibited_identifiers}
    step = next((one for one in path.steps if one.name == "identifiers"), None)
    if step is None or not prohibited:
        return
    chosen = set(step.values) if step.field in _TELLS else set()
    if not chosen and path.steps[-1].name in _TELLS:
        chosen = set(conditions.values)
    chosen = {one.casefold() for one in chosen}
    who = side.organisation.name or side.named()
    if chosen and chosen <= prohibited.keys():
        yield (
            Verdict.FORBIDDEN,
            f"{who} must not have the identifier {either(tuple(prohibited[one] for one in sorted(chosen)))}",
        )
    elif not chosen or chosen & prohibited.keys():
        named = tuple(prohibited[one] for one in sorted(chosen & prohibited.keys() or prohibited))
        verdict = Verdict.PARTLY if chosen else Verdict.UNCHANGED
        yield verdict, f"never the identifier {either(named)}: {who} must not have it"


def _special(path: Path, side: Profile) -> Iterator[Told]:
    """Whether a path leads to data of special categories, for which a side has no ground."""
    if not path.steps:
        return
    step = path.steps[0]
    for (name, kind), categories in _REVEALS.items():
        if step.name != name or (step.values and kind not in step.values) or _allowed(side, categories):
            continue
        who = side.organisation.name or side.named()
        what = f"{kind}s can reveal {either(tuple(SPECIAL[one] for one in categories))}"
        verdict = Verdict.FORBIDDEN if step.values == {kind} else Verdict.PARTLY if step.values else Verdict.UNCHANGED
        yield verdict, f"{what}, for which {who} names no ground (GDPR, Article 9)"


def _allowed(side: Profile, categories: tuple[str, ...]) -> bool:
    return bool(side.legal.special_ground and set(categories) & set(side.legal.special_categories))


def unsaid(profile: Profile) -> tuple[str, ...]:
    """What the law part of a receiver does not say and has to (GDPR, Articles 13 and 14)."""
    legal = profile.legal
    parts = {
        "who decides about the data (controller)": legal.controller.name or profile.organisation.name,
        "the legal basis": legal.basis,
        "the purpose": legal.purpose,
        "how long the data are kept (retention)": legal.retention,
    }
    return tuple(words for words, said in parts.items() if not said)
