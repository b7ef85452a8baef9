"""What the model says about each class and field, in the terms that schemas, shapes and contexts need.

A field name has one shape in all classes: a JSON-LD context can give a term one meaning only, and people
should not have to learn two.
"""

from __future__ import annotations

import inspect
import re
import types
import typing
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any, Literal

from .. import model
from ..model import Item, Model, Portfolio
from ..model.values import Flag, ItemId, LanguageTag, Str, Text, Uri


class Kind(Enum):
    """What the values of a field are."""

    ID = "id"
    TYPE = "type"
    TEXT = "text in one or several languages"
    STRING = "string without language"
    URI = "URI as it was met"
    REFERENCE = "id of an item"
    FLAG = "yes or no"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field looks like, wherever its name is used.

    Attributes:
        kind: what its values are.
        many: whether it is a list.
    """

    kind: Kind
    many: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a class.

    Attributes:
        name: its name in the canonical form.
        shape: kind, and whether it is a list.
        required: whether it must be there.
        nullable: whether ``null`` may stand for its absence.
        target: class of the objects it holds, ``None`` for other kinds.
        codes: the closed set of strings it may have, empty when open.
        pattern: regular expression that its strings match, empty when there is none.
        comment: what it means, from the docstring.
    """

    name: str
    shape: Shape
    required: bool
    nullable: bool
    target: type[Model] | None
    codes: tuple[str, ...]
    pattern: str
    comment: str


_KINDS: tuple[tuple[Any, Kind], ...] = (
    (Text, Kind.TEXT), (Uri, Kind.URI), (ItemId, Kind.REFERENCE), (Flag, Kind.FLAG), (Str, Kind.STRING),
    (LanguageTag, Kind.STRING), (str, Kind.STRING),
)  # fmt: skip
_CARDINALITY = re.compile(r"\s*[\d.*]+\s*")
_ATTRIBUTE = re.compile(r"^        (?=\S)", re.MULTILINE)


@cache
def classes() -> tuple[type[Model], ...]:
    """All classes of the model, by name; the abstract bases are not among them."""
    found = (getattr(model, name) for name in model.__all__)
    return tuple(
        cls
        for cls in found
        if inspect.isclass(cls) and issubclass(cls, Model) and cls not in (Model, Item)
    )  # fmt: skip


@cache
def fields(cls: type[Model]) -> tuple[Field, ...]:
    """The fields of a class, inherited ones first.

    Raises:
        TypeError: a field has a type that the contract cannot express: a fault in the model.
    """
    hints = typing.get_type_hints(cls, include_extras=True)
    comments = attribute_comments(cls)
    return tuple(
        _field(cls, name, hints[name], info.is_required(), comments.get(name, ""))
        for name, info in cls.model_fields.items()
    )


def _field(cls: type[Model], name: str, given: Any, required: bool, comment: str) -> Field:
    hint = _without_none(given)
    nullable = hint is not given
    many = typing.get_origin(hint) is list
    if many:
        (hint,) = typing.get_args(hint)

    def made(kind: Kind, target: type[Model] | None = None, codes: tuple[str, ...] = ()) -> Field:
        return Field(name, Shape(kind, many), required, nullable, target, codes, _pattern(hint), comment)

    if name in ("id", "type"):
        return made(Kind(name), codes=typing.get_args(hint) if name == "type" else ())
    if typing.get_origin(hint) is Literal:
        return made(Kind.STRING, codes=typing.get_args(hint))
    if inspect.isclass(hint) and issubclass(hint, Model):
        return made(Kind.OBJECT, hint)
    for alias, kind in _KINDS:
        if hint == alias:
            return made(kind)
    if typing.get_origin(hint) is typing.Annotated and typing.get_args(hint)[0] is str:
        return made(Kind.STRING)
    raise TypeError(f"{cls.__name__}.{name} has a type that the contract cannot express.")


def _without_none(hint: Any) -> Any:
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):
        return hint
    rest = [arg for arg in typing.get_args(hint) if arg is not type(None)]
    return rest[0] if len(rest) == 1 else hint


def _pattern(hint: Any) -> str:
    for extra in typing.get_args(hint)[1:]:
        pattern = getattr(extra, "pattern", None)
        if isinstance(pattern, str):
            return pattern
    return ""


@cache
def vocabulary() -> dict[str, Shape]:
    """The shape of every field name of the model, sorted by name.

    Raises:
        TypeError: two classes use one name for different things: a fault in the model.
    """
    found: dict[str, tuple[Shape, str]] = {}
    for cls in classes():
        for field in fields(cls):
            shape, owner = found.setdefault(field.name, (field.shape, cls.__name__))
            if shape != field.shape:
                raise TypeError(f"{field.name} is {field.shape} in {cls.__name__}, {shape} in {owner}: rename one.")
    return {name: found[name][0] for name in sorted(found)}


@cache
def reached(cls: type[Model]) -> frozenset[type[Model]]:
    """The classes of the values that a value of a class may hold, however deep; items are no values."""
    found: set[type[Model]] = set()
    waiting = [cls]
    while waiting:
        targets = {field.target for field in fields(waiting.pop()) if field.target is not None}
        new = {target for target in targets if not issubclass(target, Item)} - found
        found |= new
        waiting += new
    return frozenset(found)


def leads_back(cls: type[Model], field: Field) -> bool:
    """Whether a field closes a circle of classes, as who accredits an organisation is an organisation, too.

    Of a circle the single fields count, not the lists: whoever stops there visits every class all the same.
    """
    return field.target is not None and not field.shape.many and cls in reached(field.target)


def summary(cls: type[Model]) -> str:
    """What a class is for: its docstring without the lists of equivalents and attributes."""
    text = inspect.getdoc(cls) or ""
    kept = text.partition("\nAttributes:")[0].partition("\nEquivalents:")[0]
    return " ".join(kept.replace("``", "").split())


@cache
def attribute_comments(cls: type[Model]) -> dict[str, str]:
    """What each attribute means: the ``Attributes:`` sections of the docstrings of a class and its bases."""
    found: dict[str, str] = {}
    for base in (base for base in reversed(cls.__mro__) if issubclass(base, Model)):
        section = (base.__doc__ or "").partition("    Attributes:\n")[2].partition("\n\n")[0]
        for entry in _ATTRIBUTE.split(section)[1:]:
            name, _, comment = entry.partition(":")
            found[name] = "" if _CARDINALITY.fullmatch(comment) else " ".join(comment.replace("``", "").split())
    return found


__all__ = [
    "Field",
    "Kind",
    "Portfolio",
    "Shape",
    "attribute_comments",
    "classes",
    "fields",
    "leads_back",
    "reached",
    "summary",
    "vocabulary",
]
