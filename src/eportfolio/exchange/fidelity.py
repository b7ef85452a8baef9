"""The measured crosswalk: which field of the model lands where in a format, and how well.

Nothing here is written by hand: each field is filled, written, looked for in the target, and read back (DESIGN,
section 5).  The tables are committed beside the adapters and shown in their READMEs;
``python -m eportfolio.exchange.fidelity --write`` makes them anew.
"""

from __future__ import annotations

import copy
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from ..compare import diff
from ..compare.difference import leaves
from ..model import Portfolio
from ..model.canonical import from_data, to_data
from ..report.codes import CODE
from ..report.errors import RefusedError
from ..sources.source import Source
from . import registry
from .adapter import Adapter, ReadOptions, WriteOptions, Writing
from .places import places_of
from .specimen import Specimen, specimen_issuer, specimens
from .undeclared import GONE, Places

NOW = "2024-05-06T07:08:09Z"
ISSUED = "credentials"
"""The items that are issued."""

_MANY = 4
_DEPTH = 3


class Carried(StrEnum):
    """How well a format carries a field, best first."""

    EXACT = "exact"
    """Read back as it was."""
    APPROXIMATE = "approximate"
    """In a coarser or a different form."""
    TEXT = "text"
    """For people only."""
    LOST = "lost"
    """Not at all; every writing names it."""

    @property
    def rank(self) -> int:
        """Smaller is better."""
        return list(Carried).index(self)


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One field of the model in one format.

    Attributes:
        field: path of the field, such as ``experiences.period.start.edtf``; of a part of the model that is lost as
            a whole, the path of the part.
        grade: how well it is carried at best.
        places: where it lands in the target, without positions.
        kinds: for fields that fare differently with the kind of item, each kind and how well it fares.
    """

    field: str
    grade: Carried
    places: tuple[str, ...] = ()
    kinds: tuple[tuple[str, Carried], ...] = ()

    def in_words(self) -> str:
        """How well the field is carried, kind by kind where they differ."""
        if not self.kinds:
            return self.grade.value
        by_grade = {grade: [kind for kind, one in self.kinds if one is grade] for grade in Carried}
        return "; ".join(f"{grade}: {', '.join(kinds)}" for grade, kinds in by_grade.items() if kinds)

    def as_dict(self) -> dict[str, Any]:
        """The row as JSON-ready data, empty fields left out."""
        data: dict[str, Any] = {"field": self.field, "grade": self.grade.value}
        if self.places:
            data["places"] = list(self.places)
        if self.kinds:
            data["kinds"] = {kind: grade.value for kind, grade in self.kinds}
        return data


@dataclass(frozen=True, slots=True)
class FidelityTable:
    """How well a format carries each field of the model.

    Attributes:
        format: the format's id.
        version: the version that was written, empty when the format has none.
        rows: one for each field; it iterates over them.
    """

    format: str
    version: str
    rows: tuple[CrosswalkRow, ...]

    def __iter__(self) -> Iterator[CrosswalkRow]:
        """Iterate over the rows."""
        return iter(self.rows)

    def as_dict(self) -> dict[str, Any]:
        """The table as JSON-ready data."""
        return {"format": self.format, "version": self.version, "fields": [row.as_dict() for row in self.rows]}

    def as_json(self) -> str:
        """The table as it is committed: a line for each field."""
        head = f'{{\n"format": {json.dumps(self.format)},\n"version": {json.dumps(self.version)},\n"fields": [\n'
        return head + ",\n".join(json.dumps(row.as_dict(), ensure_ascii=False) for row in self.rows) + "\n]\n}\n"

    def as_markdown(self) -> str:
        """The table for a README."""
        carried = [row for row in self.rows if row.grade is not Carried.LOST]
        if all(row.grade is Carried.EXACT and not row.kinds for row in self.rows):
            return f"All {len(carried)} fields of the model are carried exactly.\n"
        lines = ["| Field | Carried | Where |", "|---|---|---|"]
        for row in carried:
            where = ", ".join(f"`{place}`" for place in row.places)
            lines.append(f"| `{row.field}` | {row.in_words()} | {where} |")
        lost = ", ".join(f"`{row.field}`" for row in self.rows if row.grade is Carried.LOST)
        return "\n".join(lines) + "\n" + (f"\nNot carried, and named by every writing: {lost}.\n" if lost else "")


def measure(format_id: str, version: str = "") -> FidelityTable:
    """Measure how well a format carries each field of the model, and where.

    Args:
        format_id: the format.
        version: the version to write; the newest when empty.

    Raises:
        UnknownFormatError: there is no such format.
        UsageError: the format has no such version.
    """
    adapter = registry.get(format_id)
    version = version or (adapter.format.versions[-1] if adapter.format.versions else "")
    found: dict[str, dict[str, _Fate]] = {}
    if adapter.format.writable:
        for specimen in specimens():
            for (field, kind), fate in _Measurement(adapter, version, specimen).fates().items():
                found.setdefault(field, {})[kind] = fate
    return FidelityTable(format_id, version, tuple(_gathered([_row(field, kinds) for field, kinds in found.items()])))


def table(format_id: str) -> FidelityTable:
    """The table of a format as it is committed beside its adapter; measured when there is none.

    Raises:
        UnknownFormatError: there is no such format.
    """
    from .tables import committed

    return committed(format_id) or measure(format_id)


_Fate = tuple[Carried, frozenset[str]]


def _row(field: str, kinds: dict[str, _Fate]) -> CrosswalkRow:
    best = min((grade for grade, _ in kinds.values()), key=lambda grade: grade.rank)
    places = sorted(frozenset().union(*(where for grade, where in kinds.values() if grade is best)))
    differ = len({grade for grade, _ in kinds.values()}) > 1
    each = tuple((kind, grade) for kind, (grade, _) in kinds.items()) if differ else ()
    return CrosswalkRow(field, best, _short(places), each)


def _short(places: list[str]) -> tuple[str, ...]:
    """The places; what lands in very many, such as the kind of an item, is said to land in what is around them."""
    if len(places) <= _MANY:
        return tuple(places)
    around = sorted({"/".join(place.split("/")[:_DEPTH]) for place in places})
    return tuple(f"{place}/*" for place in around)


def _gathered(rows: list[CrosswalkRow]) -> Iterator[CrosswalkRow]:
    """The rows, with one for each part of the model that is lost as a whole."""
    alive: set[str] = set()
    for row in rows:
        if row.grade is not Carried.LOST:
            steps = row.field.split(".")
            alive.update(".".join(steps[:count]) for count in range(1, len(steps)))
    told: set[str] = set()
    for row in rows:
        if row.grade is not Carried.LOST:
            yield row
            continue
        steps = row.field.split(".")
        parts = (".".join(steps[:count]) for count in range(1, len(steps)))
        part = next((part for part in parts if part not in alive), row.field)
        if part not in told:
            told.add(part)
            yield CrosswalkRow(part, Carried.LOST)


class _Measurement:
    """The measurement of one specimen in one format.

    Args:
        adapter: the adapter of the format.
        version: the version to write.
        specimen: what is written.
    """

    def __init__(self, adapter: Adapter, version: str, specimen: Specimen) -> None:
        self._adapter = adapter
        issuer = specimen_issuer() if adapter.format.uses_issuer else None
        if issuer is not None and specimen.field == ISSUED:  # it names its issuer, and is the only one
            issuer = None
            specimen = replace(specimen, data=specimen.data | {ISSUED: specimen.data[ISSUED][:1]})
        self._options = WriteOptions(version, now=NOW, issuer=issuer)
        self._specimen = specimen
        self._tree = False

    def fates(self) -> dict[tuple[str, str], _Fate]:
        """How each field of each kind fares, and where it lands: among others, or alone when it then fares better."""
        data = self._specimen.data
        measured = _value(data, self._specimen.pointer)
        grades = self._grades(data)
        result: dict[tuple[str, str], _Fate] = {}
        for pointer, _ in leaves(measured, self._specimen.pointer):
            field = _field(pointer), self._kind(pointer)
            if _last(pointer) in ("id", "type"):
                continue
            fate = (grades.get(pointer, Carried.LOST), data)
            if fate[0] is not Carried.EXACT:
                alone = self._alone(pointer)
                grade = self._grades(alone).get(pointer, Carried.LOST)
                fate = min(fate, (grade, alone), key=lambda one: one[0].rank)
            former = result.get(field)
            if former is None or fate[0].rank < former[0].rank:
                result[field] = (
                    fate[0],
                    self._places(pointer, fate[1]) if fate[0] is not Carried.LOST else frozenset(),
                )
        return result

    def _kind(self, pointer: str) -> str:
        """The kind of the specimen, or of the contact that a place is in."""
        steps = pointer.split("/")
        if steps[:3] == ["", "owner", "contact_points"]:
            return str(_value(self._specimen.data, "/".join(steps[:4]))["channel"])
        return self._specimen.kind

    def _grades(self, data: dict[str, Any]) -> dict[str, Carried]:
        """How each leaf of a portfolio fares."""
        portfolio = from_data(data)
        writing = self._write(portfolio)
        if writing is None:
            return {}
        written = Source(writing.data, "(specimen)")
        self._tree = written.kind in ("xml", "json")
        back = self._adapter.read(written, ReadOptions()).portfolio
        missing = {pointer for change in diff(portfolio, back) for pointer, _ in change.leaves_before()}
        declared = {
            carried: Places(item.pointer for item in writing.report if item.code in codes)
            for carried, codes in (
                (Carried.LOST, GONE), (Carried.TEXT, {CODE["as-text"]}),
                (Carried.APPROXIMATE, {CODE["approximate"]}),
            )
        }  # fmt: skip
        return {
            pointer: next(
                (carried for carried, places in declared.items() if pointer in missing and places.covers(pointer)),
                Carried.EXACT,
            )
            for pointer, _ in leaves(to_data(portfolio), "")
        }

    def _write(self, portfolio: Portfolio) -> Writing | None:
        try:
            return self._adapter.write(portfolio, self._options)
        except RefusedError:
            return None

    def _places(self, pointer: str, data: dict[str, Any]) -> frozenset[str]:
        """Where a value lands: the places that are other when it is not there, ids that follow from it left out."""
        if not self._tree:
            return frozenset()  # in RDF the model's own names are the places
        steps = pointer.split("/")[1:]
        try:
            shorter = self._write(from_data(_without(data, steps)))
        except ValueError:  # the model demands the field
            shorter = self._write(from_data(_without(data, steps[:-1])))
        if shorter is None and isinstance(value := _value(data, pointer), str):  # the format demands it
            shorter = self._write_other(data, steps, f"{value} (another)")
        whole = self._written if data is self._specimen.data else self._placed(data)
        rest = Counter(places_of(shorter.data)) if shorter else whole
        other = frozenset(place for place, _ in whole - rest)
        gone = Counter(place for place, _ in whole.elements()) - Counter(place for place, _ in rest.elements())
        return frozenset(place for place in other if place in gone or place.rpartition("/")[2] != "id") or other

    def _write_other(self, data: dict[str, Any], steps: list[str], value: str) -> Writing | None:
        """The portfolio with another value at a place."""
        other = copy.deepcopy(data)
        holder: Any = _value(other, "/" + "/".join(steps[:-1]))
        holder[int(steps[-1]) if isinstance(holder, list) else steps[-1]] = value
        try:
            return self._write(from_data(other))
        except ValueError:
            return None

    @cached_property
    def _written(self) -> Counter[tuple[str, str]]:
        """The places of the specimen as it is written."""
        return self._placed(self._specimen.data)

    def _placed(self, data: dict[str, Any]) -> Counter[tuple[str, str]]:
        writing = self._write(from_data(data))
        return Counter() if writing is None else Counter(places_of(writing.data))

    def _alone(self, pointer: str) -> dict[str, Any]:
        """The specimen with one of its leaves only, and with what this one means nothing without."""
        data = copy.deepcopy(self._specimen.data)
        parent, _, name = self._specimen.pointer.rpartition("/")
        steps = (
            tuple(pointer[len(self._specimen.pointer) + 1 :].split("/")) if pointer != self._specimen.pointer else ()
        )
        holder = _value(data, parent)
        key: Any = int(name) if isinstance(holder, list) else name
        holder[key] = _kept(holder[key], steps, self._specimen.fixed | {"id"})
        return data


_COMPANIONS = {
    "notation": {"scheme"}, "scheme": {"notation"}, "content": {"media_type"}, "media_type": {"content"},
    "value": {"key", "channel"}, "points": {"scheme"}, "user_name": {"value"},
}  # fmt: skip
"""What a field means nothing without."""

_KINDS = frozenset({"channel", "purpose", "asserted_by", "key", "uri", "document", "field", "relation"})
"""Fields that objects must have, or that tell their kind."""


_REQUIRED = {"relation": ("source", "target"), "delivery": ("kind",)}
"""What objects cannot do without, by a field that only they have."""


def _kept(value: Any, steps: tuple[str, ...], fixed: Iterable[str] = ()) -> Any:
    """A value with one leaf below it, its companions, and what tells the kind."""
    if not steps:
        return value
    if isinstance(value, list):
        member = _kept(value[int(steps[0])], steps[1:])
        return [member]
    name = steps[0]
    wanted = {name, *fixed, *_COMPANIONS.get(name, ())} | (_KINDS - {"uri"} if len(steps) == 1 else _KINDS)
    required = {name for sign, names in _REQUIRED.items() if sign in value for name in names}
    if "uri" in value and "scheme" not in value:
        required.add("uri")
    return {
        key: _kept(member, steps[1:]) if key == name else member
        for key, member in value.items()
        if key in wanted | required
    }


def _without(data: dict[str, Any], steps: list[str]) -> dict[str, Any]:
    """The portfolio without what stands at a place."""
    data = copy.deepcopy(data)
    holder: Any = _value(data, "/" + "/".join(steps[:-1]))
    del holder[int(steps[-1]) if isinstance(holder, list) else steps[-1]]
    return data


def _value(data: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        if step:
            data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def _field(pointer: str) -> str:
    return ".".join(step for step in pointer.split("/")[1:] if not step.isdigit())


def _last(pointer: str) -> str:
    return pointer.rpartition("/")[2]


if __name__ == "__main__":
    from .tables import main

    raise SystemExit(main())
