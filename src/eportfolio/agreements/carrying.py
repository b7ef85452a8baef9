"""How a format carries a field of the model: looked up in the measured table of the format."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..exchange.fidelity import Carried, CrosswalkRow
    from ..profiles import Path

_SHOWN: Final = 4
"""How many lost parts are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Carriage:
    """How a format carries a field.

    Attributes:
        grade: how well; ``None`` when it was not measured.
        places: where it lands.
        lost: what of it is lost, when the rest is not: parts of an object, or kinds of items.
        lesser: how many parts come over in a lesser form.
    """

    grade: Carried | None
    places: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    lesser: int = 0

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is lost or changed."""
        from ..exchange.fidelity import Carried

        return self.grade is Carried.EXACT and not self.lost and not self.lesser


@dataclass(frozen=True, eq=False)
class MeasuredFormat:
    """The measured table of a format, for look-up.

    Attributes:
        id: the format.
        version: the version that was measured.
        rows: by field.
    """

    id: str
    version: str
    rows: Mapping[str, CrosswalkRow]

    def carriage(self, path: Path) -> Carriage:
        """How a field is carried: as its own row says, else the part that it is in, else its own parts together.

        Args:
            path: the field; a choice of members counts where the format treats kinds of items differently.
        """
        found = self._known.get(path)
        if found is None:
            found = self._known[path] = self._carriage(path)
        return found

    def _carriage(self, path: Path) -> Carriage:
        steps = [step.name for step in path.steps]
        chosen = frozenset(value for step in path.steps for value in step.values)
        row = self.rows.get(path.field)
        if row is not None:
            return _of_row(row, chosen)
        around = (self.rows.get(".".join(steps[:length])) for length in range(len(steps) - 1, 0, -1))
        lost = next((one for one in around if one is not None), None)
        if lost is not None:
            return Carriage(lost.grade)
        return _together(list(self._below(path.field)), path.field, chosen)

    def _below(self, field: str) -> Iterator[CrosswalkRow]:
        start = f"{field}."
        names = self._sorted
        for number in range(bisect_left(names, start), len(names)):
            if not names[number].startswith(start):
                return
            yield self.rows[names[number]]

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.rows)

    @cached_property
    def _known(self) -> dict[Path, Carriage]:
        return {}


def measured(format_id: str) -> MeasuredFormat:
    """The table of a format.

    Args:
        format_id: its id, perhaps with a version, as in ``elm@3.2``; the table is that of the version measured.

    Raises:
        UnknownFormatError: there is no such format.
        UsageError: it is read, but not written.
    """
    name = format_id.partition("@")[0]
    from ..exchange.portfolios import writer_of

    writer_of(name)
    return _measured(name)


@cache
def _measured(format_id: str) -> MeasuredFormat:
    from ..exchange.fidelity import table

    found = table(format_id)
    return MeasuredFormat(format_id, found.version, {row.field: row for row in found})


def _of_row(row: CrosswalkRow, chosen: frozenset[str]) -> Carriage:
    """A row as it holds for the chosen kinds; without a choice it is carried as the best kind is, the others named."""
    from ..exchange.fidelity import Carried

    kinds = [(kind, grade) for kind, grade in row.kinds if not chosen or kind in chosen]
    lost = tuple(kind for kind, grade in kinds if grade is Carried.LOST)
    if not kinds:
        return Carriage(row.grade, row.places)
    grade = min((grade for _, grade in kinds), key=lambda one: one.rank)
    if grade is Carried.LOST:
        return Carriage(grade)
    return Carriage(grade, row.places, lost, sum(one.rank > grade.rank for _, one in kinds) - len(lost))


def _together(rows: list[CrosswalkRow], field: str, chosen: frozenset[str]) -> Carriage:
    """An object, as its parts are carried."""
    from ..exchange.fidelity import Carried

    if not rows:
        return Carriage(None)
    parts = [(row.field[len(field) + 1 :], _of_row(row, chosen)) for row in rows]
    lost = [name for name, one in parts if one.grade is Carried.LOST]
    if len(lost) == len(parts):
        return Carriage(Carried.LOST)
    rest = len(lost) - _SHOWN
    shown = (*lost[:_SHOWN], *((f"{rest} more",) if rest > 0 else ()))
    lesser = sum(not one.is_whole and one.grade is not Carried.LOST for _, one in parts)
    return Carriage(Carried.EXACT, (), shown, lesser)
