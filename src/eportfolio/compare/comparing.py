"""The comparison of two portfolios: a walk through both at once, item by item.

Items are aligned first, over the whole portfolio, since references compare as the items that they name; then
the walk goes down pair by pair.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from itertools import count
from typing import Any, NamedTuple

from pydantic_core import to_json

from ..model import ITEM_LISTS, Portfolio
from ..model.canonical import to_data
from ..model.identity import IDENTITY, identity_key
from .align import Alignment, FeaturesOf, KeyOf
from .difference import Change, Difference, escaped
from .shape import ITEM_FIELDS, ORDERED, Shape, Value, fields
from .side import Side, is_empty

Comparable = Portfolio | dict[str, Any]
"""A portfolio, or its canonical form."""


def diff(a: Comparable, b: Comparable, *, residue: bool = False, ignore: Iterable[str] = ()) -> Difference:
    """What differs between two portfolios.

    Items are told by id, content, identity and likeness, never by position.  A plain text is in the language
    of its portfolio.  A reference equals one to the same item under another id.  Ids, types, the schema
    version, and the format and pointer of provenance are never compared.

    Args:
            a: the first portfolio, or its canonical form.
            b: the second one.
            residue: whether what was kept for its own format is compared too.
            ignore: places that do not count: JSON pointers in which ``*`` stands for any one step.
    """
    skipped = frozenset() if residue else frozenset({"residue"})
    return _compare(a, b, skipped).ignoring(ignore)


def equivalent(a: Comparable, b: Comparable, *, ignore: Iterable[str] = ()) -> bool:
    """Whether two portfolios say the same, whatever they were read from: the published notion of equality.

    They do when :func:`diff` finds nothing, residue and provenance apart.

    Args:
        a: the first portfolio, or its canonical form.
        b: the second one.
        ignore: places that do not count: JSON pointers in which ``*`` stands for any one step.
    """
    return _compare(a, b, frozenset({"residue", "provenance"})).ignoring(ignore).equivalent


def _compare(a: Comparable, b: Comparable, skipped: frozenset[str]) -> Difference:
    data_a = to_data(a) if isinstance(a, Portfolio) else a
    data_b = to_data(b) if isinstance(b, Portfolio) else b
    if to_json(data_a) == to_json(data_b):  # what reading back an exact format gives is worth no walk
        return Difference()
    walk = _Comparison(Side(data_a, skipped), Side(data_b, skipped), skipped)
    walk.portfolios("", "")
    return Difference(tuple(walk.changes))


class _Comparison:
    """The comparison of one portfolio with another; the variants within them are comparisons of their own.

    Args:
        a: the first portfolio.
        b: the second one.
        skipped: fields that are left out everywhere.
    """

    def __init__(self, a: Side, b: Side, skipped: frozenset[str]) -> None:
        self.a = a
        self.b = b
        self.skipped = skipped
        self.changes: list[Change] = []
        self._aligned: dict[str, Alignment] = {}
        self._align_items()

    # -- items, and what references to them count as -------------------------------------------------------

    def _align_items(self) -> None:
        tokens = _Tokens(self.a, self.b)
        shapes = fields(Portfolio)
        for name in ITEM_LISTS:
            items_a, items_b = _list(self.a.data, name), _list(self.b.data, name)
            alignment = self._aligned[name] = self._align(name, shapes[name], items_a, items_b)
            for i, j in alignment.pairs:
                tokens.join(items_a[i].get("id"), items_b[j].get("id"))
        tokens.settle()

    def _align(self, name: str, shape: Shape, list_a: list[Any], list_b: list[Any]) -> Alignment:
        alignment = Alignment(len(list_a), len(list_b))
        if list_a == list_b:
            alignment.all_in_order()
            return alignment
        key_a, key_b = _keys(self.a, shape, list_a), _keys(self.b, shape, list_b)
        features_a, features_b = _features(self.a, shape, list_a), _features(self.b, shape, list_b)
        if name in ORDERED:
            alignment.in_order(key_a, key_b)
        elif name in ITEM_FIELDS:
            id_a, id_b = _ids(list_a), _ids(list_b)
            same_a, same_b = _identities(name, list_a), _identities(name, list_b)
            alignment.by_key(_both(id_a, key_a), _both(id_b, key_b))
            # Before the id alone, since derived ids number twins by their order, and order may differ.
            alignment.by_key(_both(same_a, key_a), _both(same_b, key_b))
            alignment.by_key(id_a, id_b)
            alignment.by_key(key_a, key_b)
            alignment.by_likeness_within(same_a, same_b, features_a, features_b)
            alignment.by_likeness(features_a, features_b, items=True)
        else:
            alignment.by_key(key_a, key_b)
            alignment.by_likeness(features_a, features_b, items=False)
        alignment.pairs.sort()
        return alignment

    # -- the walk ------------------------------------------------------------------------------------------

    def portfolios(self, pointer_a: str, pointer_b: str) -> None:
        """Compare the two portfolios.

        Args:
            pointer_a: where the first one stands.
            pointer_b: where the second one stands.
        """
        place = _Place(pointer_a, pointer_b, _id(self.a.data), _id(self.b.data))
        self._objects(Portfolio, self.a.data, self.b.data, place)

    def _objects(self, shape: Shape, a: Any, b: Any, place: _Place) -> None:
        of_a = {name: (value, inner) for name, value, inner in self.a.members(shape, a)}
        of_b = {name: (value, inner) for name, value, inner in self.b.members(shape, b)}
        for name in of_a | of_b:
            value, inner = of_a.get(name) or (None, of_b[name][1])
            other, _ = of_b.get(name, (None, inner))
            # Only a portfolio lists items: elsewhere the same names list plain values.
            label = name if shape is Portfolio or name not in ITEM_FIELDS else ""
            self._values(label, inner, value, other, place.below(name, name))

    def _values(self, name: str, shape: Shape, a: Any, b: Any, place: _Place) -> None:
        if isinstance(a or b, list) and isinstance(b or a, list):
            self._lists(name, shape, a or [], b or [], place)
        elif is_empty(a) or is_empty(b):
            self._removed(shape, a, place)
            self._added(shape, b, place)
        elif shape is Value.TEXT:
            self._texts(a, b, place)
        elif isinstance(a, dict) and isinstance(b, dict):
            self._objects(shape, a, b, place)
        elif self.a.key(shape, a) != self.b.key(shape, b):
            self.changes.append(Change("changed", place.a, a, b, place.id_a, place.b))

    def _lists(self, name: str, shape: Shape, a: list[Any], b: list[Any], place: _Place) -> None:
        alignment = self._aligned.get(name) or self._align(name, shape, a, b)
        for i, j in alignment.pairs:
            below = place.below(i, j, _id(a[i]), _id(b[j]))
            if name == "variants":
                self._variants(a[i], b[j], below)
            else:
                self._values("", shape, a[i], b[j], below)
        for i in alignment.rest_a:
            self._removed(shape, a[i], place.below(i, 0, id_a=_id(a[i])))
        for j in alignment.rest_b:
            self._added(shape, b[j], place.below(0, j, id_b=_id(b[j])))

    def _variants(self, a: dict[str, Any], b: dict[str, Any], place: _Place) -> None:
        inner = _Comparison(Side(a, self.skipped, self.a), Side(b, self.skipped, self.b), self.skipped)
        inner.portfolios(place.a, place.b)
        self.changes.extend(inner.changes)

    def _texts(self, a: Any, b: Any, place: _Place) -> None:
        tongues_a, tongues_b = self.a.tongues(a), self.b.tongues(b)
        couples = [(tag, tag) for tag in tongues_a if tag in tongues_b]
        own_a, own_b = self.a.language, self.b.language
        if own_a in tongues_a and own_b in tongues_b and own_a not in tongues_b and own_b not in tongues_a:
            # Each in its own portfolio's language: that these two differ is said once, at /language.
            couples.append((own_a, own_b))
        for tag_a, tag_b in couples:
            (before, step_a), (after, step_b) = tongues_a.pop(tag_a), tongues_b.pop(tag_b)
            if before != after:
                self.changes.append(Change("changed", place.a + step_a, before, after, place.id_a, place.b + step_b))
        for wording, step in tongues_a.values():
            self._removed(Value.PLAIN, wording, place._replace(a=place.a + step))
        for wording, step in tongues_b.values():
            self._added(Value.PLAIN, wording, place._replace(b=place.b + step))

    # -- what stands on one side only ----------------------------------------------------------------------

    def _removed(self, shape: Shape, value: Any, place: _Place) -> None:
        before = self.a.pruned(shape, value)
        if before is not None:
            self.changes.append(Change("removed", place.a, before, None, place.id_a))

    def _added(self, shape: Shape, value: Any, place: _Place) -> None:
        after = self.b.pruned(shape, value)
        if after is not None:
            self.changes.append(Change("added", place.b, None, after, place.id_b, place.b))


class _Place(NamedTuple):
    """A place in both portfolios, and the items around it."""

    a: str
    b: str
    id_a: str
    id_b: str

    def below(self, step_a: str | int, step_b: str | int, id_a: str = "", id_b: str = "") -> _Place:
        """The place one step further down."""
        return _Place(
            f"{self.a}/{escaped(str(step_a))}", f"{self.b}/{escaped(str(step_b))}",
            id_a or self.id_a, id_b or self.id_b,
        )  # fmt: skip


class _Tokens:
    """What references count as: one token for each pair of aligned items.

    Twins, which nothing distinguishes, share theirs, since which of them was aligned with which is chance.
    Until items are aligned, a reference counts as the content of the item that it names.
    """

    def __init__(self, a: Side, b: Side) -> None:
        self._sides = (a, b)
        self._contents = (_contents(a), _contents(b))
        self._classes: tuple[dict[Any, object], dict[Any, object]] = ({}, {})
        self._numbers = count()

    def join(self, id_a: Any, id_b: Any) -> None:
        """Give the same token to two items that are aligned."""
        content_a, content_b = self._contents[0].get(id_a), self._contents[1].get(id_b)
        if content_a is None or content_b is None:
            return
        token = self._classes[0].get(content_a) or self._classes[1].get(content_b) or ("item", next(self._numbers))
        self._classes[0].setdefault(content_a, token)
        self._classes[1].setdefault(content_b, token)

    def settle(self) -> None:
        """Put the tokens in force."""
        for side, contents, classes in zip(self._sides, self._contents, self._classes, strict=True):
            for item_id, content in contents.items():
                side.tokens[item_id] = classes.get(content, (id(side), item_id))


def _contents(side: Side) -> dict[str, Any]:
    """The content of each item by id, put in force as the side's tokens."""
    shapes = fields(Portfolio)
    items = [(name, item) for name in ITEM_LISTS for item in _list(side.data, name) if _id(item)]
    contents: dict[str, Any] = dict.fromkeys(item["id"] for _, item in items)
    for _ in range(2):  # first without references, then with references to the contents found
        side.tokens.update(contents)
        contents = {item["id"]: (name, side.key(shapes[name], item)) for name, item in items}
    side.tokens.update(contents)
    return contents


def _keys(side: Side, shape: Shape, members: list[Any]) -> KeyOf:
    keys: dict[int, int] = {}

    def key(index: int) -> Hashable:
        found = keys.get(index)
        if found is None:
            found = keys[index] = side.key(shape, members[index])
        return found

    return key


def _features(side: Side, shape: Shape, members: list[Any]) -> FeaturesOf:
    return lambda index: side.features(shape, members[index])


def _ids(members: list[Any]) -> KeyOf:
    return lambda index: _id(members[index]) or None


def _identities(name: str, members: list[Any]) -> KeyOf:
    """Identity keys; none for an item that has nothing of what identifies its kind."""

    def key(index: int) -> Hashable:
        found = identity_key(name, members[index])
        return found if found.strip("\x1f") != name else None

    return key if name in IDENTITY else lambda _index: None


def _both(one: KeyOf, two: KeyOf) -> KeyOf:
    def key(index: int) -> Hashable:
        first = one(index)
        return None if first is None else (first, two(index))

    return key


def _id(member: Any) -> str:
    return str(member.get("id") or "") if isinstance(member, dict) else ""


def _list(data: dict[str, Any], name: str) -> list[Any]:
    value = data.get(name)
    return value if isinstance(value, list) else []
