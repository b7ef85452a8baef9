"""Paths into a portfolio, as profiles write them, held against the model.

``competences[]/concepts[]/uri`` is the URI of every concept of every competence: ``[]`` stands behind a list and is
demanded, so that nobody has to guess which fields are lists.  ``experiences[kind=employment|internship]/period/start``
takes only the members whose field has one of the values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ..contract.fields import Field
    from ..model.values import Model

_STEP = re.compile(r"(?P<name>[a-z_]+)(?P<list>\[(?:(?P<field>[a-z_]+)=(?P<values>[^\]]+))?\])?")
_LONGEST: Final = 300
_DEEPEST: Final = 16


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path.

    Attributes:
        name: the field.
        many: whether it is a list.
        field: the field of its members that tells which are meant; empty when all are.
        values: what that field may have.
    """

    name: str
    many: bool = False
    field: str = ""
    values: frozenset[str] = frozenset()

    def __str__(self) -> str:
        only = f"{self.field}={'|'.join(sorted(self.values))}" if self.field else ""
        return f"{self.name}[{only}]" if self.many else self.name

    def takes(self, member: Any) -> bool:
        """Whether a member of the list is meant."""
        return not self.field or (isinstance(member, dict) and member.get(self.field) in self.values)

    def covers(self, other: Step) -> bool:
        """Whether it takes every member that the other one takes."""
        if self.name != other.name:
            return False
        return not self.field or (self.field == other.field and self.values >= other.values)

    def meets(self, other: Step) -> bool:
        """Whether there can be a member that both take."""
        return self.name == other.name and (self.field != other.field or not self.field
                                            or bool(self.values & other.values))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a portfolio and where it stands.

    Attributes:
        pointer: JSON pointer into the canonical form.
        value: what stands there.
    """

    pointer: str
    value: Any


@dataclass(frozen=True, slots=True)
class Path:
    """A path into a portfolio; one of no steps is the portfolio itself.

    Attributes:
        steps: from the portfolio, or from the object that the path is relative to.
    """

    steps: tuple[Step, ...] = ()

    def __str__(self) -> str:
        return "/".join(map(str, self.steps))

    @property
    def field(self) -> str:
        """The field without lists and kinds, as the measured tables of formats name it: ``competences.label``."""
        return ".".join(step.name for step in self.steps)

    def __add__(self, other: Path) -> Path:
        return Path(self.steps + other.steps)

    def covers(self, other: Path) -> bool:
        """Whether the other path leads to the same place or below it, for every member that it takes."""
        return len(self.steps) <= len(other.steps) and all(
            mine.covers(theirs) for mine, theirs in zip(self.steps, other.steps, strict=False)
        )

    def meets(self, other: Path) -> bool:
        """Whether one of both can lead to the same place as the other, or below it."""
        return all(mine.meets(theirs) for mine, theirs in zip(self.steps, other.steps, strict=False))

    def places(self, start: Any, pointer: str = "") -> Iterator[Place]:
        """The values that the path leads to.

        Args:
            start: the canonical data of a portfolio, or the object that the path is relative to.
            pointer: where that stands.
        """
        yield from _places(self.steps, start, pointer)


def _places(steps: tuple[Step, ...], value: Any, pointer: str) -> Iterator[Place]:
    if not steps:
        yield Place(pointer, value)
        return
    step, rest = steps[0], steps[1:]
    found = value.get(step.name) if isinstance(value, dict) else None
    if found is None:
        return
    here = f"{pointer}/{step.name}"
    if not step.many:
        yield from _places(rest, found, here)
    elif isinstance(found, list):
        for number, member in enumerate(found):
            if step.takes(member):
                yield from _places(rest, member, f"{here}/{number}")


@dataclass(frozen=True, slots=True)
class Target:
    """What a path leads to, in the model.

    Attributes:
        model: class of the objects there; ``None`` for plain values.
        field: the field that the last step names; ``None`` for the portfolio itself.
        owner: class of the object that has the field.
    """

    model: type[Model] | None
    field: Field | None
    owner: type[Model] | None


def parse_path(text: str, start: type[Model] | None = None) -> tuple[Path, Target]:
    """Read a path and hold it against the model.

    Args:
        text: such as ``competences[]/concepts[]/uri``.
        start: class of the object that it is relative to; the portfolio when left out.

    Raises:
        ValueError: it is no path, or the model has no such field; the message says what is there instead.
    """
    from ..model import Portfolio

    if len(text) > _LONGEST:
        raise ValueError(f"a path has at most {_LONGEST} characters")
    steps: list[Step] = []
    here: type[Model] | None = start or Portfolio
    target = Target(here, None, None)
    for part in _parts(text):
        if here is None:
            raise ValueError(f'"{steps[-1].name}" is a plain value, and nothing stands below it')
        target, step = _step(part, here)
        steps.append(step)
        here = target.model
    if len(steps) > _DEEPEST:
        raise ValueError(f"a path has at most {_DEEPEST} steps")
    return Path(tuple(steps)), target


def _parts(text: str) -> Iterator[str]:
    """The steps of a path; a slash within brackets, as in an address, divides nothing."""
    yield from (part for part in re.split(r"/(?![^\[]*\])", text))


def _step(part: str, owner: type[Model]) -> tuple[Target, Step]:
    from ..contract.fields import fields

    match = _STEP.fullmatch(part)
    if match is None:
        raise ValueError(f'"{part}" is no step of a path; a path such as competences[]/concepts[]/uri is expected')
    known = {field.name: field for field in fields(owner)}
    name = match["name"]
    if name not in known:
        raise ValueError(f'{owner.__name__} has no field "{name}"{_near(name, known)}')
    field = known[name]
    if field.shape.many and not match["list"]:
        raise ValueError(f'"{name}" is a list: write {name}[]')
    if match["list"] and not field.shape.many:
        raise ValueError(f'"{name}" is no list: write it without brackets')
    step = Step(name, field.shape.many, match["field"] or "", frozenset((match["values"] or "").split("|")) - {""})
    if step.field:
        _check_members(step, field)
    return Target(field.target, field, owner), step


def _check_members(step: Step, field: Field) -> None:
    """Refuse a choice of members that the model cannot make."""
    from ..contract.fields import Kind, fields

    known = {one.name: one for one in fields(field.target)} if field.target is not None else {}
    plain = {
        name: one for name, one in known.items() if one.shape.kind in (Kind.STRING, Kind.URI) and not one.shape.many
    }
    if step.field not in plain:
        raise ValueError(f'the members of "{step.name}" cannot be told by "{step.field}"{_near(step.field, plain)}')
    codes = plain[step.field].codes
    if codes and (strange := sorted(step.values - set(codes))):
        raise ValueError(f'{step.field} is never "{strange[0]}", but one of {", ".join(codes)}')


def _near(name: str, known: dict[str, Field]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, known, n=2, cutoff=0.6)
    return f"; did you mean {' or '.join(found)}" if found else f"; it has {', '.join(sorted(known))}"
