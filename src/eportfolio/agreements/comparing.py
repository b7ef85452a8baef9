"""Whether values that meet one set of conditions surely meet another: what is offered against what is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from ..exchange.issuer import DURATION
from ..profiles.conditions import PRECISIONS, STRENGTHS, Conditions
from ..profiles.words import spoken_conditions


class Meets(StrEnum):
    """Whether what is offered meets what is asked."""

    YES = "yes"
    PARTLY = "partly"
    """Some of the values do."""
    UNSAID = "unsaid"
    """The offer does not say."""
    NO = "no"


@dataclass(frozen=True, slots=True)
class Compared:
    """One condition, compared.

    Attributes:
        condition: its name in :class:`eportfolio.profiles.Conditions`.
        meets: the outcome.
        asked: what is asked, in words.
        offered: what is offered, in words; empty when the offer does not say.
    """

    condition: str
    meets: Meets
    asked: str
    offered: str


def compare(offered: Conditions, asked: Conditions, *, without: tuple[str, ...] = ()) -> Iterator[Compared]:
    """Hold what is offered against what is asked, condition by condition.

    Args:
        offered: what the values are like.
        asked: what they have to be like; what it leaves empty is not looked at.
        without: names of conditions that are not looked at either.
    """
    for name, rule in _RULES.items():
        mine, theirs = getattr(offered, name), getattr(asked, name)
        if theirs and name not in without:
            meets = rule(mine, theirs) if mine else Meets.UNSAID
            yield Compared(name, meets, _words(name, theirs), _words(name, mine) if mine else "")


def surely_meets(offered: Conditions, asked: Conditions) -> bool:
    """Whether every value that meets the first conditions meets the second ones, too."""
    return all(one.meets is Meets.YES for one in compare(offered, asked))


def days_of(duration: str) -> int:
    """About how many days a duration has, to compare two of them: a year counts 365 days and a month 30."""
    found = DURATION.fullmatch(duration)
    years, months, weeks, days = (int(part or 0) for part in found.groups()) if found else (0, 0, 0, 0)
    return years * 365 + months // 12 * 365 + months % 12 * 30 + weeks * 7 + days


def same_vocabulary(offered: str, asked: str) -> Meets:
    """Whether concepts of one vocabulary are concepts of another, each perhaps with its version."""
    name, _, version = offered.partition("@")
    wanted, _, wanted_version = asked.partition("@")
    if name != wanted:
        return Meets.NO
    if version == wanted_version or not wanted_version:
        return Meets.YES
    return Meets.NO if version else Meets.UNSAID


def _words(name: str, value: Any) -> str:
    return spoken_conditions(Conditions(**{name: value}))


def _members(offered: tuple[str, ...], asked: tuple[str, ...]) -> Meets:
    known = {one.casefold() for one in asked}
    return _share([one.casefold() in known for one in offered])


def _share(met: list[bool]) -> Meets:
    return Meets.YES if all(met) else Meets.PARTLY if any(met) else Meets.NO


def _within(offered: tuple[str, ...], asked: tuple[str, ...]) -> Meets:
    """What stands below a concept can stand below another one as well: that is not told by comparing names."""
    return Meets.YES if set(offered) <= set(asked) else Meets.UNSAID


def _vocabularies(offered: tuple[str, ...], asked: tuple[str, ...]) -> Meets:
    found = [{same_vocabulary(one, other) for other in asked} for one in offered]
    if any(Meets.UNSAID in one and Meets.YES not in one for one in found):
        return Meets.UNSAID
    return _share([Meets.YES in one for one in found])


def _media_types(offered: tuple[str, ...], asked: tuple[str, ...]) -> Meets:
    return _share([any(one == other or _in_group(one, other) for other in asked) for one in offered])


def _in_group(one: str, other: str) -> bool:
    return other.endswith("/*") and one.startswith(other[:-1])


def _reaches(scale: tuple[str, ...]) -> Callable[[str, str], Meets]:
    return lambda offered, asked: Meets.YES if scale.index(offered) >= scale.index(asked) else Meets.NO


_RULES: Final[Mapping[str, Callable[[Any, Any], Meets]]] = {
    "values": _members,
    "vocabularies": _vocabularies,
    "within": _within,
    "precision": _reaches(PRECISIONS),
    "max_age": lambda offered, asked: Meets.YES if days_of(offered) <= days_of(asked) else Meets.NO,
    "grading_schemes": _members,
    "max_bytes": lambda offered, asked: Meets.YES if offered <= asked else Meets.NO,
    "media_types": _media_types,
    "languages": _members,
    "strength": _reaches(STRENGTHS),
    "issuers": _members,
}
"""How each condition is compared."""
