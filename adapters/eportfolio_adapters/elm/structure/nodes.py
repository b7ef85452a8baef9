"""The nodes of a document as RDF sees them: objects with one id are one node, values are sets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

Literal: TypeAlias = tuple[str, str, str]
"""A literal: its text, the IRI of its datatype, its language in lower case or nothing."""

Value: TypeAlias = "str | Literal"
"""A value of a property: the id of a node, or a literal."""

GENERAL = frozenset(
    f"http://data.europa.eu/snb/model/elm/{name}"
    for name in ("Agent", "Claim", "Identifier", "LearningAchievementSpecification", "Specification")
)
"""Classes that have others below them, so that an object may rightly be of one here and of the other there."""

BLANK = "_:"
"""What the ids of nodes without an IRI start with."""


class Place:
    """Where something stands; the pointer is written only when somebody asks for it.

    Attributes:
        parent: where the object or list stands that this is a member of.
        step: the key or index in it; the pointer itself at the root.
        depth: how many steps it is below the root.
    """

    __slots__ = ("depth", "parent", "step")

    def __init__(self, step: str | int, parent: Place | None = None) -> None:
        self.parent = parent
        self.step = step
        self.depth: int = parent.depth + 1 if parent is not None else 0

    def __str__(self) -> str:
        """The JSON pointer (RFC 6901)."""
        steps: list[str] = []
        place = self
        while place.parent is not None:
            steps.append(str(place.step).replace("~", "~0").replace("/", "~1"))
            place = place.parent
        return "/".join((str(place.step), *reversed(steps)))


@dataclass(slots=True)
class Clash:
    """Values of one property in which two objects with one id differ.

    Attributes:
        key: the property as the document names it.
        place: where the second of the objects has it.
        former: where the first has it.
    """

    key: str
    place: Place
    former: Place


@dataclass(slots=True)
class Node:
    """A node and all that the document says of it.

    Attributes:
        id: its IRI, or a label of our own that starts with :data:`BLANK`.
        places: the objects that describe it; none when the document only refers to it.
        types: IRIs of its classes.
        properties: the values by IRI of the property, each with the first place where it stands.
        described: what the first object that has a property says of it, and where.
        classified: the classes that the first object gives it.
        clash: where another says something else, the first time.
    """

    id: str
    places: list[Place] = field(default_factory=list)
    types: dict[str, Place] = field(default_factory=dict)
    properties: dict[str, dict[Value, Place]] = field(default_factory=dict)
    described: dict[str, tuple[dict[Value, Place], Place]] = field(default_factory=dict)
    classified: tuple[frozenset[str], Place] | None = None
    clash: Clash | None = None

    @property
    def is_blank(self) -> bool:
        """Whether it has no IRI."""
        return self.id.startswith(BLANK)

    @property
    def place(self) -> Place:
        """Where it is described first."""
        return self.places[0]

    def be(self, classes: frozenset[str], place: Place) -> None:
        """Add the classes that one object gives it.

        Args:
            classes: IRIs of the classes.
            place: where they stand.
        """
        for class_ in classes:
            self.types.setdefault(class_, place)
        if self.is_blank or self.clash is not None:
            return
        former, where = self.classified = self.classified or (classes, place)
        if where is not place and former.isdisjoint(classes) and GENERAL.isdisjoint(former | classes):
            self.clash = Clash("type", place, where)

    def say(self, path: str, key: str, values: dict[Value, Place], place: Place) -> None:
        """Add what one object says of one property.

        Args:
            path: IRI of the property.
            key: what the document calls it.
            values: the values, with their places.
            place: where they stand together.
        """
        known = self.properties.setdefault(path, values)
        first, where = self.described.setdefault(path, (values, place))
        if known is values:
            return
        if known is first:
            known = self.properties[path] = dict(first)
        for value, spot in values.items():
            known.setdefault(value, spot)
        if self.is_blank or self.clash is not None or where is place:
            return
        if _differ(_comparable(values), _comparable(first)):
            self.clash = Clash(key, place, where)


def _comparable(values: Iterable[Value]) -> frozenset[Value]:
    """Values without nodes of our own naming, which differ each time."""
    return frozenset(value for value in values if not isinstance(value, str) or not value.startswith(BLANK))


def _differ(one: frozenset[Value], other: frozenset[Value]) -> bool:
    """Whether each of two sets of values says something that the other does not, in one language at least."""
    ours, theirs = one - other, other - one
    if not ours or not theirs:
        return False
    return bool(set(_languages(ours)) & set(_languages(theirs)))


def _languages(values: frozenset[Value]) -> Iterator[str]:
    return (value[2] if not isinstance(value, str) else "" for value in values)
