"""Portfolios made from the table of fields, so that a new field is covered as soon as the model has it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from eportfolio.contract.fields import Field, Kind, fields
from eportfolio.model import ITEM_LISTS, Item, Model, PartialDate, Portfolio
from eportfolio.model.canonical import from_data

TEXTS = (
    "Leerkracht", "a \"quoted\" \\ text", "two\nlines\tand a tab", "λόγος 中文 😀", "id", "true", "12", "'''", '"""',
    "\\",
    "<p>markup &amp; more</p>", "ends with a quote\"", "\u0085x\u2028y\u00a0z", "{}", "@id", "a\rb", "#", "e\u0301",
)  # fmt: skip
URIS = (
    "http://data.europa.eu/esco/skill/1",
    "http://example.org/with a space",
    "not a uri",
    "urn:x:y#z",
    "mailto:a@example.org",
)
TAGS = ("en", "nl-BE", "id", "sr-Latn-RS", "de-x-formal", "zh-Hant")
DATES = ("2002", "2002-08", "2002-08-01", "2002-21", "2002?", "199X", "-0044", "Y12000")
STRINGS = {"language": TAGS, "edtf": DATES, "content": ("aGVsbG8=", "AA==", "iVBORw0KGgo=", "+/+/")}
"""Fields whose texts have a form."""

Fill = Callable[..., dict[str, Any]]


class Filler:
    """Fills the fields of a class with values that differ from each other."""

    def __init__(self, seed: int, density: float) -> None:
        self._random = random.Random(seed)
        self._density = density
        self._ids = (f"urn:example:{seed}:{number}" for number in range(10**9))
        self._given: list[str] = []
        self._around: list[type[Model]] = []

    def portfolio(self, variants: int = 1) -> dict[str, Any]:
        language = self._random.choice([*TAGS, None])
        data = {"type": "Portfolio", "id": self._id()}
        for field in fields(Portfolio):
            if field.name in ("id", "type", "language", "schema_version", "variants"):
                continue
            value = self._field(field, language, 0)
            if value is not None:
                data[field.name] = value
        if language:
            data["language"] = language
        if variants:
            data["variants"] = [self.portfolio(0)]
        return data

    def _id(self) -> str:
        self._given.append(next(self._ids))
        return self._given[-1]

    def _field(self, field: Field, language: str | None, depth: int) -> Any:
        certain = field.required or field.name in ITEM_LISTS
        if not certain and self._random.random() > self._density / (1 + depth / 4):
            return None
        if not field.shape.many:
            once_within = field.target is None or self._around.count(field.target) < 2  # who is part of whom has no end
            return self._value(field, language, depth) if once_within else None
        if field.target in self._around:  # who accredits whom has no end
            return None
        return [self._value(field, language, depth) for _ in range(self._random.choice((1, 1, 2, 3)))]

    def _value(self, field: Field, language: str | None, depth: int) -> Any:
        if field.codes:
            return self._random.choice(field.codes)
        match field.shape.kind:
            case Kind.TEXT:
                return self._text(language)
            case Kind.URI:
                return self._random.choice(URIS)
            case Kind.REFERENCE:
                return self._random.choice(self._given)
            case Kind.FLAG:
                return self._random.random() < 0.5
            case Kind.OBJECT:
                assert field.target is not None
                return self.object(field.target, language, depth + 1)
            case _:
                return self._random.choice(STRINGS.get(field.name, TEXTS))

    def _text(self, language: str | None) -> Any:
        if self._random.random() < 0.5:
            return self._random.choice(TEXTS)
        tags = self._random.sample(TAGS, self._random.choice((1, 2, 3)))
        if tags == [language]:  # a text in the portfolio's own language needs no tag
            return self._random.choice(TEXTS)
        return {tag: self._random.choice(TEXTS) for tag in tags}

    def object(self, cls: type[Model], language: str | None, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {"type": cls.__name__, "id": self._id()} if issubclass(cls, Item) else {}
        self._around.append(cls)
        for field in fields(cls):
            if field.name not in data and field.shape.kind is not Kind.ID:
                value = self._field(field, language, depth)
                if value is not None:
                    data[field.name] = value
        self._around.pop()
        if cls is PartialDate and not data:
            data["edtf"] = "2001"
        return data


@pytest.fixture(scope="session")
def fill() -> Fill:
    """Makes the plain data of a portfolio: ``fill(seed, density)``."""
    return lambda seed, density=0.6: Filler(seed, density).portfolio()


@pytest.fixture(scope="session")
def full(fill: Fill) -> dict[str, Any]:
    """A portfolio in which every field of every class has a value."""
    return fill(7, 1000)


@pytest.fixture(params=range(6))
def some(request: pytest.FixtureRequest, fill: Fill) -> Portfolio:
    """Several portfolios with arbitrary content."""
    return from_data(fill(request.param))


def walk(node: Any) -> Iterator[dict[str, Any]]:
    """All objects of plain data."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


@pytest.fixture
def broken() -> dict[str, Any]:
    """A small portfolio with one of everything that has a rule beyond its type."""
    return {
        "id": "urn:example:1",
        "language": "en",
        "owner": {
            "contact_points": [{"channel": "email", "value": "ada@example.org"}],
            "photo": {"file_name": "ada.png", "properties": [{"key": "width", "value": "40"}]},
            "names": [{"full_name": "Ada Example", "never_export": True}],
        },
        "competences": [
            {
                "id": "urn:example:2",
                "skill_type": "skill",
                "concepts": [{"uri": "urn:example:concept", "notation": "S1"}],
                "levels": [{"purpose": "achieved", "level": {"notation": "B2"}, "date": {"edtf": "2020"}}],
                "assertions": [{"asserted_by": "peer", "evidence": ["urn:example:4"]}],
                "gained_in": ["urn:example:3", "urn:example:3"],
            }
        ],
        "experiences": [
            {"id": "urn:example:3", "title": "Work", "period": {"start": {"edtf": "2001"}, "ongoing": True}}
        ],
        "evidence_items": [
            {
                "id": "urn:example:4",
                "residue": [{"format": "x", "path": "a", "value": "1", "datatype": "number"}],
            }
        ],
        "credentials": [{"id": "urn:example:5", "proves": ["urn:example:2"]}],
    }
