"""What differs between two portfolios, told to a person: a sentence for each difference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from ...compare.difference import Change, ChangeKind, Difference
from ...contract.fields import Kind, vocabulary
from ...model import ITEM_LISTS, Concept, Item, Model, PartialDate, Portfolio, RichText
from ..titles import title_of
from .describing import describe
from .phrases import FALLBACK
from .speaker import Speaker

_SHOWN: Final = 80
_WHOLE: Final = (Concept, PartialDate, RichText)
"""Values that are told as one: that a part of them differs means that they do."""

_CODES: Final = frozenset({"uri", "scheme", "notation", "official_label"})
"""Fields of a concept that are for machines."""

_CODED: Final = frozenset({"kind", "status", "category", "purpose", "asserted_by", "method", "affects", "relation"})
"""Fields whose values are codes of the model."""

_REFERRING: Final = frozenset({"target"} | {name for name, of in vocabulary().items() if of.kind is Kind.REFERENCE})
"""Fields whose values are ids of items."""

_SECRET: Final = frozenset({"content", "pairwise_key"})
"""Fields whose values nobody can read, or nobody should."""


class Told(NamedTuple):
    """A difference in a sentence.

    Attributes:
        kind: whether something was added, removed or changed.
        sentence: the sentence.
    """

    kind: ChangeKind
    sentence: str


class _Place(NamedTuple):
    """Where a pointer leads in a portfolio.

    Attributes:
        around: the objects on the way, the portfolio first.
        names: the names of the fields on the way.
        value: what stands there; ``None`` when the way ends before.
    """

    around: tuple[Any, ...]
    names: tuple[str, ...]
    value: Any


def tell_difference(
    difference: Difference, before: Portfolio, after: Portfolio, *, language: str = "", by: str = ""
) -> tuple[Told, ...]:
    """Tell what differs, in sentences.

    Args:
        difference: what :func:`eportfolio.compare.diff` found.
        before: the first portfolio.
        after: the second one.
        language: the reader's language; English when empty, as the other answers of the command are.
        by: who made the second portfolio; who recorded an item is named where the item says so.

    Returns:
        The sentences, in the order of the differences; one for several parts of one value.
    """
    teller = _Teller(before, after, language, by)
    told = {(_around(change.pointer), Told(change.kind, teller.sentence(change))): None for change in difference}
    return tuple(one for _, one in told)


def tell_number(number: int, language: str, portfolio: Portfolio) -> str:
    """How many differences there are, in a sentence."""
    key = {0: "diff.same", 1: "diff.one"}.get(number, "diff.several")
    return Speaker(language or FALLBACK, portfolio).say(key, x=str(number))


class _Teller:
    def __init__(self, before: Portfolio, after: Portfolio, language: str, by: str) -> None:
        self._before, self._after = before, after
        self._words = Speaker(language or FALLBACK, after)
        self._by = self._words.text(by) or self._words.say("diff.second")
        self._items = [{item.id: item for item in one.items() if item.id} for one in (before, after)]
        self._recorded = {item.id: _recorder(item) for item in before.items() if item.id}

    def sentence(self, change: Change) -> str:
        """One difference in a sentence."""
        old = _follow(self._before, change.pointer) if change.kind != "added" else None
        new = _follow(self._after, change.pointer_b or change.pointer) if change.kind != "removed" else None
        place = new or old
        assert place is not None
        who, item = self._who(new), self._item(place)
        if isinstance(place.value, Item) and place.value in place.around[1:]:
            return self._words.say(f"diff.{change.kind}", who=who, item=item)
        field = self._field(place.names)
        if any(isinstance(one, Concept) for one in place.around[-1:]) and place.names[-1] in _CODES:
            told = self._coded(change, old, new)
            if told:
                return self._words.say(told, who=who, item=item, field=field or self._words.say("field.label"))
        parts = {"who": who, "item": item, "field": field, "Field": f"{field[:1].upper()}{field[1:]}"}
        return self._told(change, old, new, parts)

    def _told(self, change: Change, old: _Place | None, new: _Place | None, parts: dict[str, str]) -> str:
        what = "field" if parts["field"] else "detail"
        bare = "bare" if parts["field"] else "hidden"
        if change.kind == "changed":
            values = self._pair(change, old, new)
            told = bool(values["before"] and values["after"])
        else:
            value = self._shown(new, change.after, 1) if change.kind == "added" else self._shown(old, change.before)
            values, told = {"value": value}, bool(value)
        parts = {name: text for name, text in (parts | values).items() if text}
        return self._words.say(f"diff.{what if told else bare}_{change.kind}", **parts)

    def _pair(self, change: Change, old: _Place | None, new: _Place | None) -> dict[str, str]:
        """Before and after: as wholes, or where these read the same, the very parts that differ."""
        wholes = self._shown(old, change.before), self._shown(new, change.after, 1)
        parts = ("", "") if _is_secret(new) else (self._quoted(change.before), self._quoted(change.after))
        before, after = wholes if wholes[0] != wholes[1] else parts
        return {"before": before, "after": after}

    def _coded(self, change: Change, old: _Place | None, new: _Place | None) -> str:
        """The sentence for a code; none where the name of the concept tells more."""
        if change.kind == "changed" and old is not None and new is not None:
            names = {describe(one.around[-1], self._words) for one in (old, new)}
            return "diff.recoded" if len(names) == 1 else ""
        return {"added": "diff.linked", "removed": "diff.unlinked"}.get(change.kind, "")

    def _who(self, new: _Place | None) -> str:
        """Who recorded the item, if that was not known before; else whoever made the second portfolio."""
        item = next((one for one in (new.around if new else ())[1:] if isinstance(one, Item)), None)
        recorder = _recorder(item) if item is not None else ""
        known = self._recorded.get(item.id, "") if item is not None and item.id else ""
        name = self._words.text(recorder) if recorder != known else ""
        return f"{name[:1].upper()}{name[1:]}" or self._by

    def _item(self, place: _Place) -> str:
        """What the difference is about: an item by its kind and name, or a part of the portfolio."""
        item = next((one for one in place.around[1:] if isinstance(one, Item) and not isinstance(one, Portfolio)), None)
        kind = next((name for name in place.names if name != "variants"), "variants")
        if item is not None:
            name = title_of(item, self._words)
            return " ".join(filter(None, (self._kind(kind), self._quoted(name) if name else "")))
        return self._kind(kind if len(place.names) > 1 or kind not in ITEM_LISTS else "portfolio")

    def _kind(self, name: str) -> str:
        return self._words.say(f"item.{name}" if self._words.knows(f"item.{name}") else "item.portfolio")

    def _field(self, names: tuple[str, ...]) -> str:
        """The words for the last field on the way that there are words for, below the item."""
        below = names[1:] if len(names) > 1 else names
        known = (f"field.{name}" for name in reversed(below) if self._words.knows(f"field.{name}"))
        key = next(known, "")
        return self._words.say(key) if key else ""

    def _shown(self, place: _Place | None, value: Any, side: int = 0) -> str:
        """The words for a value where it stands: an item that is referred to by its name, a code of ours as a word."""
        if _is_secret(place):
            return ""
        name = place.names[-1] if place is not None and place.names else ""
        if isinstance(value, str) and name in _REFERRING:
            item = self._items[side].get(value)
            known = title_of(item, self._words) if item is not None else ""
            return self._quoted(known) if known else self._words.say("diff.elsewhere")
        if isinstance(value, str) and name in _CODED:
            key = f"code.{value}"
            return self._quoted(self._words.say(key) if self._words.knows(key) else self._words.code(value))
        return self._quoted(_whole(place, value))

    def _quoted(self, value: Any) -> str:
        text = " ".join(describe(value, self._words).split()) or _plain(value)
        text = text.removesuffix(".") if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
        return f'"{text}"' if text else ""


def _follow(portfolio: Portfolio, pointer: str) -> _Place:
    """Go where a pointer leads; where it leads nowhere, the way so far."""
    value: Any = portfolio
    around: list[Any] = []
    names: list[str] = []
    for raw in pointer.split("/")[1:]:
        step = raw.replace("~1", "/").replace("~0", "~")
        if isinstance(value, list):
            value = value[int(step)] if step.isdecimal() and int(step) < len(value) else None
        elif isinstance(value, dict):
            value = value.get(step)
        else:
            around += [value] if isinstance(value, Model) else []
            names.append(step)
            value = getattr(value, step, None) if isinstance(value, Model) else None
    return _Place((*around, value) if isinstance(value, Item) else tuple(around), tuple(names), value)


def _whole(place: _Place | None, value: Any) -> Any:
    """The value that a difference within it is told as."""
    if place is None or place.value is None:
        return value
    around = next((one for one in place.around if isinstance(one, _WHOLE)), None)
    return place.value if around is None else around


def _around(pointer: str) -> str:
    """The object that a field is of; a member of a list is told for itself."""
    holder, _, step = pointer.rpartition("/")
    return pointer if step.isdecimal() else holder


def _is_secret(place: _Place | None) -> bool:
    return place is not None and not _SECRET.isdisjoint(place.names)


def _plain(value: Any) -> str:
    """A plain value that the model does not know, as it is."""
    texts: Iterable[str] = _leaves(value)
    return " ".join(", ".join(texts).split())


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, member in value.items():
            if name not in _SECRET:
                yield from _leaves(member)
    elif isinstance(value, list):
        for member in value:
            yield from _leaves(member)
    elif value is not None and not isinstance(value, Model):
        yield str(value)


def _recorder(item: Item) -> str:
    return (item.provenance.recorded_by if item.provenance else None) or ""
