"""Places in a portfolio that a column fills: paths into the model, resolved against the template.

A path names fields, as in ``owner/birth_date``.  Behind a list stands which member is meant: its position counted from
0 (``names[0]``), a value that it has (``identifiers[kind=national_id]``), or, for items, its title, id or number
(``assessments[Written exam]``).  Items are those of the template: a column never makes one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from ..contract.fields import Field, Kind, fields
from ..model import Concept, Model, PartialDate, Portfolio, RichText
from ..model.portfolio import ITEM_LISTS
from .headings import folded

_STEP: Final = re.compile(r"(\w+)(?:\[(.*?)\])?(?=/|$)/?")
_DEEPEST: Final = 10
_NOT_FILLED: Final = frozenset({"variants", "relations", "presentation", "residue", "provenance"})
"""Fields of a portfolio that tell of other things than the person and what was achieved."""

_COUNTRIES: Final = frozenset({"country", "nationalities", "residence_countries", "work_authorisations"})


class Value(Enum):
    """What the cells of a column hold."""

    TEXT = "a text"
    STRING = "a text without a language"
    RICH = "a text, perhaps of several paragraphs"
    DATE = "a date"
    COUNTRY = "a country"
    GENDER = "a gender"
    CONCEPT = "a concept"
    FLAG = "yes or no"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path that leads to an object.

    Attributes:
        name: the field.
        index: for a list, the position of the member; ``None`` for a single object, and with ``having``.
        having: for a list, a field and the value of it that the member has.
    """

    name: str
    index: int | None = None
    having: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """A place that a column fills.

    Attributes:
        path: the path in full, the same however it was written.
        steps: the objects on the way.
        name: the field itself.
        value: what it holds.
        many: whether it is a list.
        language: language tag of the texts; empty for the portfolio's own.
    """

    path: str
    steps: tuple[Step, ...]
    name: str
    value: Value
    many: bool = False
    language: str = ""

    def put(self, data: dict[str, Any], value: Any) -> None:
        """Put a value into a portfolio in canonical form, in the place of what was there."""
        at = data
        for step in self.steps:
            at = _member(at, step)
        if self.language:
            _add_language(at, self.name, value, self.language, data.get("language"))
        else:
            at[self.name] = value

    def close_gaps(self, data: dict[str, Any]) -> None:
        """Take members out of the lists on the way that nothing was put into."""
        at: Any = data
        for step in self.steps:
            at = at.get(step.name) if isinstance(at, dict) else None
            if isinstance(at, list):
                at[:] = [member for member in at if member != {}]
                index = _position(at, step)
                at = at[index] if index < len(at) else None

    def pointer(self, data: dict[str, Any]) -> str:
        """Where the value stands in a portfolio, as a JSON pointer; empty when it is not there."""
        at: Any = data
        pointer = ""
        for step in self.steps:
            pointer += f"/{step.name}"
            at = at.get(step.name) if isinstance(at, dict) else None
            if isinstance(at, list):
                index = _position(at, step)
                at = at[index] if index < len(at) else None
                pointer += f"/{index}"
        return f"{pointer}/{self.name}"


def _member(at: dict[str, Any], step: Step) -> dict[str, Any]:
    """The object that a step leads to, made when it is not there."""
    if step.index is None and step.having is None:
        return at.setdefault(step.name, {})  # type: ignore[no-any-return]
    members: list[dict[str, Any]] = at.setdefault(step.name, [])
    index = _position(members, step)
    while len(members) <= index:
        members.append(dict([step.having]) if step.having else {})
    return members[index]


def _position(members: Sequence[dict[str, Any]], step: Step) -> int:
    if step.having is None:
        return step.index or 0
    name, value = step.having
    return next((at for at, member in enumerate(members) if member.get(name) == value), len(members))


def _add_language(at: dict[str, Any], name: str, text: str, language: str, own: str | None) -> None:
    there = at.get(name)
    texts = there if isinstance(there, dict) else {own: there} if there and own else {}
    at[name] = {**texts, language: text}


@dataclass(slots=True)
class PathError(Exception):
    """A path that leads nowhere.

    Attributes:
        reason: why, as a sentence.
        meant: what may be meant instead.
    """

    reason: str
    meant: list[str] = field(default_factory=list)


def resolve(path: str, template: dict[str, Any], *, key: str = "", language: str = "") -> Target:
    """Find the place that a path leads to.

    Args:
        path: the path.
        template: the template in canonical form, whose items it may name.
        key: for a path into a list of items that names none of them: which one is meant.
        language: language tag of the texts.

    Raises:
        PathError: it leads nowhere, or to more than one place.
    """
    parts = list(_parts(path))
    if len(parts) > _DEEPEST or parts[0][0] in _NOT_FILLED:
        raise PathError("It is no path that a table can fill.")
    cls: type[Model] = Portfolio
    steps: list[Step] = []
    for place, (name, selector) in enumerate(parts):
        found = _field_of(cls, name)
        if place == len(parts) - 1:
            return _target(tuple(steps), found, selector, language)
        if found.target is None:
            raise PathError(f"{name} holds {found.shape.kind.value}, so nothing can follow it.")
        items = not steps and name in ITEM_LISTS
        steps.append(_item(name, selector or key, template) if items else _step(found, selector))
        cls = found.target
    raise PathError("It is no path.")


def _parts(path: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(path):
        found = _STEP.match(path, at)
        if not found:
            raise PathError(f'"{path[at:]}" is no part of a path.')
        yield found[1], (found[2] or "").strip()
        at = found.end()


def _field_of(cls: type[Model], name: str) -> Field:
    from difflib import get_close_matches

    known = {one.name: one for one in fields(cls)}
    if name not in known:
        raise PathError(f"{cls.__name__} has no field {name}.", get_close_matches(name, list(known), n=2))
    return known[name]


def _step(found: Field, selector: str) -> Step:
    if not found.shape.many:
        if selector:
            raise PathError(f"{found.name} is no list, so [{selector}] means nothing.")
        return Step(found.name)
    name, equals, value = selector.partition("=")
    if equals and found.target and any(one.name == name for one in fields(found.target)):
        return Step(found.name, having=(name, value))
    if selector and not (selector.isascii() and selector.isdigit() and len(selector) < 4):
        raise PathError(f"[{selector}] behind {found.name} is neither a position nor a field and its value.")
    return Step(found.name, int(selector or 0))


def _item(name: str, key: str, template: dict[str, Any]) -> Step:
    """The step to an item of the template."""
    items: list[dict[str, Any]] = template.get(name, [])
    if not items:
        raise PathError(f"The template has no {name}.")
    if not key:
        if len(items) > 1:
            raise PathError(f"The template has {len(items)} {name}; say which one.", [*_titles(items)])
        return Step(name, 0)
    fitting = [at for at, item in enumerate(items) if key in _keys(item)]
    fitting = fitting or [at for at, item in enumerate(items) if folded(key) in {*map(folded, _keys(item))}]
    if len(fitting) == 1:
        return Step(name, fitting[0])
    if fitting:
        raise PathError(f'Several {name} of the template are called "{key}"; name one by its id.')
    if key.isascii() and key.isdigit() and int(key) < len(items):
        return Step(name, int(key))
    raise PathError(f'The template has no {name} called "{key}".', _near(key, list(_titles(items))))


def _near(key: str, titles: list[str]) -> list[str]:
    from difflib import get_close_matches

    by_fold = {folded(title): title for title in titles}
    return [by_fold[one] for one in get_close_matches(folded(key), list(by_fold), n=2, cutoff=0.5)]


def _titles(items: Sequence[dict[str, Any]]) -> Iterator[str]:
    return (next(_texts(item), str(item.get("id", ""))) for item in items)


def _keys(item: dict[str, Any]) -> list[str]:
    """What an item can be named by: its title in any language, its id, its numbers."""
    numbers = [one["value"] for one in item.get("identifiers", ()) if "value" in one]
    return [*_texts(item), *filter(None, [item.get("id")]), *numbers]


def _texts(item: dict[str, Any]) -> Iterator[str]:
    specifications = (value for name, value in item.items() if name.endswith("specification"))
    for holder in (item, *specifications):
        title = holder.get("title") if isinstance(holder, dict) else None
        yield from title.values() if isinstance(title, dict) else [title] if title else []


def _target(steps: tuple[Step, ...], found: Field, selector: str, language: str) -> Target:
    if selector:
        raise PathError(f"[{selector}] means nothing behind the last name of a path.")
    value = _value(found)
    if language and (value is not Value.TEXT or found.shape.many):
        raise PathError(f"{found.name} holds {value.value}, which has no language.")
    if not steps:
        raise PathError(f"{found.name} is the same for everybody; it belongs into the template.")
    path = "".join(f"{step.name}{_selected(step)}/" for step in steps) + found.name
    return Target(f"{path}@{language}" if language else path, steps, found.name, value, found.shape.many, language)


def _selected(step: Step) -> str:
    if step.having:
        return f"[{step.having[0]}={step.having[1]}]"
    return "" if step.index is None else f"[{step.index}]"


_PLAIN: Final = {Kind.TEXT: Value.TEXT, Kind.STRING: Value.STRING, Kind.URI: Value.STRING, Kind.FLAG: Value.FLAG}


def _value(found: Field) -> Value:
    if found.name in _COUNTRIES:
        return Value.COUNTRY
    if found.name == "gender":
        return Value.GENDER
    target = found.target
    if target is not None:
        for cls, value in ((PartialDate, Value.DATE), (RichText, Value.RICH), (Concept, Value.CONCEPT)):
            if issubclass(target, cls):
                return value
        inside = ", ".join(f"{found.name}/{one.name}" for one in fields(target)[:6])
        raise PathError(f"{found.name} is more than one value; go on, as in {inside}.")
    if found.shape.kind not in _PLAIN:
        raise PathError(f"{found.name} is not for a table to fill.")
    return _PLAIN[found.shape.kind]
