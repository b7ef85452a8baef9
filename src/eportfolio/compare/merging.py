"""Two organisations' views of one person become one portfolio: nothing is overwritten, and what disagrees is listed.

Items are matched by id, by content, by what identifies them, and by concept, organisation and period; likeness alone
makes nothing one.  What only one side says is taken; where both say something else, the first side's words stay and the
conflict is told, unless a common ancestor shows that only one of them changed it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic_core import to_json

from ..model import ITEM_LISTS, Portfolio
from ..model.canonical import from_data, to_data
from ..model.identity import assign_ids, derived_id, identity_key
from ..report.errors import RefusedError
from .align import Alignment
from .comparing import equivalent
from .persons import Sameness, same_person
from .shape import ORDERED, Shape, Value, fields

_MATCHED_BY: Final[dict[str, tuple[tuple[str, ...], ...]]] = {
    "experiences": (("positions", "occupation", "uri"), ("organisations", "name"), ("period", "start", "edtf")),
    "qualifications": (("specification", "qualification_type", "uri"), ("specification", "title"),
                       ("awarding_bodies", "name")),
    "competences": (("concepts", "uri"),),
    "languages": (("known_language", "notation"),),
    "evidence_items": (("media", "content"),),
}  # fmt: skip
"""What makes two items one beside id, content and identity; each of the paths must lead to something."""

_OWN: Final = frozenset({"id", "type", "schema_version", "provenance", "residue", "created", "modified", "variants"})
"""What an item keeps of the first side without a conflict: how it is stored, and where it came from."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place where both sides say something else.

    Attributes:
        pointer: the place in the merged portfolio.
        item: id of the item.
        ours: what the first side says; it stays.
        theirs: what the second side says.
        base: what their common ancestor said; ``None`` when there is none, or it said nothing.
    """

    pointer: str
    item: str
    ours: Any
    theirs: Any
    base: Any = None

    def as_dict(self) -> dict[str, Any]:
        """The conflict as JSON-ready data."""
        return {"pointer": self.pointer, "item": self.item, "ours": self.ours, "theirs": self.theirs,
                "base": self.base}  # fmt: skip


@dataclass(slots=True)
class Merged:
    """What a merge gave.

    Attributes:
        portfolio: both views in one.
        conflicts: where they disagree.
        joined: ids of the items that both sides have.
        added: ids of the items that only the second side has.
        reason: why the owners are one person, in words.
    """

    portfolio: Portfolio
    conflicts: list[Conflict] = field(default_factory=list)
    joined: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    reason: str = ""


def merge(
    ours: Portfolio,
    theirs: Portfolio,
    base: Portfolio | None = None,
    *,
    their_name: str = "",
    same_owner: bool = False,
) -> Merged:
    """Make one portfolio of two views of one person.

    Args:
        ours: the first view; its words stay where both disagree.
        theirs: the second view.
        base: what both began with, if that is known.
        their_name: who holds the second view, for the provenance of what it adds.
        same_owner: whether the caller knows that both are about one person.

    Returns:
        The portfolio, and where both disagree.

    Raises:
        RefusedError: they are about different persons, or nothing shows that they are about one.
    """
    a, b = to_data(ours), to_data(theirs)
    verdict = same_person(a.get("owner") or {}, b.get("owner") or {})
    if verdict.sameness is Sameness.DIFFERENT or (verdict.sameness is Sameness.UNKNOWN and not same_owner):
        raise RefusedError(
            "different-persons",
            f"The portfolios are not merged: {verdict.reason}.",
            hint="Merge them only if you know that they are about one person (same_owner=, --same-person)."
            if verdict.sameness is Sameness.UNKNOWN
            else "Check that you have chosen the right files.",
        )
    assign_ids(a)
    assign_ids(b)
    ancestor = to_data(base) if base is not None else {}
    assign_ids(ancestor)
    merging = _Merging(a, b, ancestor, their_name)
    data = merging.run()
    return Merged(from_data(data), merging.conflicts, merging.joined, merging.added, verdict.reason)


class _Merging:
    """One merge of canonical data."""

    def __init__(self, a: dict[str, Any], b: dict[str, Any], base: dict[str, Any], their_name: str) -> None:
        self._a = a
        self._b = b
        self._base = base
        self._their_name = their_name
        self._names: dict[str, str] = {}
        self.conflicts: list[Conflict] = []
        self.joined: list[str] = []
        self.added: list[str] = []

    def run(self) -> dict[str, Any]:
        pairs = {name: self._aligned(name) for name in ITEM_LISTS}
        for name, alignment in pairs.items():
            self._rename(name, alignment)
        b = self._renamed(fields(Portfolio), self._b)
        result = deepcopy(self._a)
        for name, alignment in pairs.items():
            self._items(name, alignment, result, b)
        for key, value in b.items():
            if key not in ITEM_LISTS and key not in _OWN:
                place = _Place(f"/{key}", str(result.get("id", "")))
                shape = fields(Portfolio).get(key, Value.PLAIN)
                self._member(result, key, shape, place, theirs=value, base=self._base.get(key))
        self._variants(result, b)
        return result

    # -- which item is which -------------------------------------------------------------------------------

    def _aligned(self, name: str) -> Alignment:
        a, b = self._a.get(name, []), self._b.get(name, [])
        alignment = Alignment(len(a), len(b))
        alignment.by_key(lambda i: a[i]["id"], lambda j: b[j]["id"])
        alignment.by_key(lambda i: _content(a[i]), lambda j: _content(b[j]))
        alignment.by_key(lambda i: _identity(name, a[i]), lambda j: _identity(name, b[j]))
        paths = _MATCHED_BY.get(name)
        if paths is not None:
            alignment.by_key(lambda i: _told(a[i], paths), lambda j: _told(b[j], paths))
        return alignment

    def _rename(self, name: str, alignment: Alignment) -> None:
        """Their items are called as ours, and theirs alone by a name that no other item of ours has."""
        a, b = self._a.get(name, []), self._b.get(name, [])
        for i, j in alignment.pairs:
            self._names[b[j]["id"]] = a[i]["id"]
        taken = {item["id"] for kind in ITEM_LISTS for item in self._a.get(kind, ())}
        for j in alignment.rest_b:
            if b[j]["id"] in taken:
                self._names[b[j]["id"]] = derived_id(f"{name}\x1f{_content(b[j])!r}", 0)

    def _renamed(self, shapes: dict[str, Shape], data: dict[str, Any]) -> dict[str, Any]:
        return {
            key: self._names.get(value, value) if key == "id" and isinstance(value, str)
            else self._referring(shapes.get(key, Value.PLAIN), value)
            for key, value in data.items()
        }  # fmt: skip

    def _referring(self, shape: Shape, value: Any) -> Any:
        if isinstance(value, list):
            return [self._referring(shape, member) for member in value]
        if isinstance(value, dict) and not isinstance(shape, Value):
            return self._renamed(fields(shape), value)
        return self._names.get(value, value) if shape is Value.REFERENCE and isinstance(value, str) else value

    # -- what they say ---------------------------------------------------------------------------------------

    def _items(self, name: str, alignment: Alignment, result: dict[str, Any], b: dict[str, Any]) -> None:
        shape = fields(Portfolio)[name]
        before = {item["id"]: item for item in self._base.get(name, ())}
        theirs = b.get(name, [])
        for i, j in sorted(alignment.pairs):
            item = result[name][i]
            self.joined.append(item["id"])
            base = before.get(item["id"]) or before.get(self._b[name][j]["id"]) or {}
            self._object(item, theirs[j], base, shape, _Place(f"/{name}/{i}", item["id"]))
        for j in alignment.rest_b:
            item = deepcopy(theirs[j])
            self.added.append(item["id"])
            if self._their_name:
                item.setdefault("provenance", {}).setdefault("recorded_by", self._their_name)
            result.setdefault(name, []).append(item)

    def _object(self, ours: dict[str, Any], theirs: dict[str, Any], base: Any, shape: Shape, place: _Place) -> None:
        shapes = fields(shape)
        for key, value in theirs.items():
            if key not in _OWN:
                before = base.get(key) if isinstance(base, dict) else None
                self._member(ours, key, shapes.get(key, Value.PLAIN), place.below(key), theirs=value, base=before)

    def _member(self, holder: dict[str, Any], key: str, shape: Shape, place: _Place, *, theirs: Any, base: Any) -> None:
        ours = holder.get(key)
        if ours is None and base is None:
            holder[key] = deepcopy(theirs)
        elif ours is None or theirs in (ours, base):
            return  # they agree, we took it out, or only we changed it
        elif ours == base:
            holder[key] = deepcopy(theirs)
        elif isinstance(ours, list) and isinstance(theirs, list) and key not in ORDERED:
            holder[key] = _union(ours, theirs, base if isinstance(base, list) else [])
        elif isinstance(ours, dict) and isinstance(theirs, dict) and shape is not Value.TEXT:
            self._object(ours, theirs, base, shape, place)
        elif isinstance(ours, dict) and isinstance(theirs, dict):
            self._object(ours, theirs, base, Value.PLAIN, place)
        else:
            self.conflicts.append(Conflict(place.pointer, place.item, ours, theirs, base))

    def _variants(self, result: dict[str, Any], b: dict[str, Any]) -> None:
        """Variants are kept as they are: those of theirs that we do not have are added."""
        known = result.get("variants", ())
        new = [one for one in b.get("variants", ()) if not any(equivalent(one, other) for other in known)]
        if new:
            result["variants"] = [*result.get("variants", ()), *deepcopy(new)]


@dataclass(frozen=True, slots=True)
class _Place:
    pointer: str
    item: str

    def below(self, key: str) -> _Place:
        return _Place(f"{self.pointer}/{key.replace('~', '~0').replace('/', '~1')}", self.item)


def _union(ours: list[Any], theirs: list[Any], base: list[Any]) -> list[Any]:
    """Ours, and what they have besides; what we took out of what both began with stays out."""
    known = {to_json(member) for member in (*ours, *base)}
    return [*ours, *(deepcopy(member) for member in theirs if to_json(member) not in known)]


def _content(item: dict[str, Any]) -> bytes:
    return to_json({key: value for key, value in item.items() if key not in _OWN})


def _identity(name: str, item: dict[str, Any]) -> str | None:
    """The identity key; none for an item that has nothing of what identifies its kind."""
    key = identity_key(name, item)
    return key if key.strip("\x1f") != name else None


def _told(item: dict[str, Any], paths: tuple[tuple[str, ...], ...]) -> tuple[str, ...] | None:
    found = [next(_values(item, path), "") for path in paths]
    return tuple(found) if all(found) else None


def _values(data: Any, path: tuple[str, ...]) -> Iterator[str]:
    if isinstance(data, list):
        for member in data:
            yield from _values(member, path)
    elif path and isinstance(data, dict):
        yield from _values(data.get(path[0]), path[1:])
    elif data is not None and not path:
        yield to_json(data).decode()
