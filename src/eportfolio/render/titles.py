"""What items are called, where another item names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..model import (
    Assessment,
    Competence,
    Credential,
    Entitlement,
    Experience,
    Item,
    Portfolio,
    Qualification,
    TestResult,
    WorkValue,
)
from .block import listed
from .words import Words


def title_of(item: Item, words: Words) -> str:
    """The name of an item, empty when it has none."""
    name = next((name for cls, name in _NAMES if isinstance(item, cls)), _title)
    return name(item, words)


class Titles:
    """The names of the items of a portfolio, by id.

    Args:
        portfolio: the portfolio.
        words: how texts are told.
    """

    def __init__(self, portfolio: Portfolio, words: Words) -> None:
        self._words = words
        self._items = {item.id: item for item in portfolio.items() if item.id is not None}

    def of(self, ids: Iterable[str]) -> str:
        """The names of some items on one line; of items that are elsewhere nothing is known."""
        return listed(dict.fromkeys(self._of(ids)))

    def _of(self, ids: Iterable[str]) -> Iterator[str]:
        for key in ids:
            if key in self._items:
                yield title_of(self._items[key], self._words)


def _title(item: Item, words: Words) -> str:
    return words.text(getattr(item, "title", None))


def _experience(item: Experience, words: Words) -> str:
    jobs = listed((words.concept(position.occupation) for position in item.positions), ", ")
    course = item.activity_specification
    return words.text(item.title) or jobs or (words.text(course.title) if course else "")


def _qualification(item: Qualification, words: Words) -> str:
    spec = item.specification
    own = words.text(item.title)
    return own or ("" if spec is None else words.text(spec.title) or words.texts(spec.alternative_titles))


def _assessment(item: Assessment, words: Words) -> str:
    spec = item.assessment_specification
    return words.text(item.title) or (words.text(spec.title) if spec else "")


def _entitlement(item: Entitlement, words: Words) -> str:
    spec = item.entitlement_specification
    name = words.text(item.title) or (words.text(spec.title) if spec else "") or words.code(item.kind)
    return listed((name, words.concept(item.licence_category)), " ")


def _competence(item: Competence, words: Words) -> str:
    return words.text(item.label) or words.concepts(item.concepts)


def _credential(item: Credential, words: Words) -> str:
    return words.text(item.title) or words.organisation(item.issuer)


def _work_value(item: WorkValue, words: Words) -> str:
    return words.text(item.title) or words.concept(item.concept)


def _test_result(item: TestResult, words: Words) -> str:
    return words.text(item.title) or (words.text(item.instrument.title) if item.instrument else "")


_NAMES: tuple[tuple[type[Item], Callable[..., str]], ...] = (
    (Experience, _experience),
    (Qualification, _qualification),
    (Assessment, _assessment),
    (Entitlement, _entitlement),
    (Competence, _competence),
    (Credential, _credential),
    (WorkValue, _work_value),
    (TestResult, _test_result),
)
"""How an item of a class is called; others by their title."""
