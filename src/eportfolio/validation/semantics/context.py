"""What a check is, and what it may ask about beyond the value before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from ...model import ITEM_LISTS, Portfolio
from ...report.codes import Severity
from ...report.findings import Scalar
from .circles import circles
from .known import Known
from .resolving import Resolver
from .spans import Span
from .unchecked import Unchecked

_V = TypeVar("_V")


class Problem(NamedTuple):
    """What a check has found.

    Attributes:
        message: what is wrong and what was expected.
        at: where exactly, below the value that the check looked at.
        value: the value concerned.
        severity: how grave it is, where that differs from the rule's default.
        hint: what to do, where that differs from the rule's advice.
    """

    message: str
    at: str = ""
    value: Scalar = None
    severity: Severity | None = None
    hint: str = ""


@dataclass(slots=True)
class Context:
    """What the checks of one portfolio share.

    Attributes:
        root: the whole portfolio.
        yesterday: the day before the one that "in the future" is measured by; somewhere it is not over.
        tomorrow: the day after it; somewhere it has begun.
        known: the vocabularies.
        resolver: looks concepts up, each once.
        unchecked: counts what could not be checked.
        ids: the ids of all items, those of variants included.
        circles: the references by which an item becomes a part of itself: ids of part and whole.
        tags: language tags that were looked at already.
    """

    root: Portfolio
    yesterday: Span
    tomorrow: Span
    known: Known
    resolver: Resolver = field(init=False)
    unchecked: Unchecked = field(default_factory=Unchecked)
    ids: frozenset[str] = field(init=False)
    circles: frozenset[tuple[str, str]] = field(init=False)
    tags: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.resolver = Resolver(self.known)
        self.ids = frozenset(_ids(self.root))
        self.circles = circles(self.root)


@dataclass(frozen=True, slots=True)
class Look(Generic[_V]):
    """A value that a check looks at.

    Attributes:
        value: an object of the model, or a text in several languages.
        field: the name of the field that holds it.
        portfolio: the portfolio, or the variant of one, that it belongs to.
        context: what there is to ask.
    """

    value: _V
    field: str
    portfolio: Portfolio
    context: Context


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is checked.

    Attributes:
        name: the rule of :mod:`eportfolio.report.codes` that a problem breaks.
        looks_at: the classes whose objects it looks at; ``dict`` for texts in several languages.
        specification: where the rule comes from.
        find: finds the problems of one value.
    """

    name: str
    looks_at: tuple[type, ...]
    specification: str
    find: Callable[[Look[Any]], Iterator[Problem]]


def _ids(portfolio: Portfolio) -> Iterator[str]:
    stack = [portfolio]
    while stack:
        one = stack.pop()
        stack += one.variants
        for item in (one, *(item for name in ITEM_LISTS for item in getattr(one, name))):
            if item.id is not None:
                yield item.id
