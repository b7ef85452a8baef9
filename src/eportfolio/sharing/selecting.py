"""What of a portfolio a receiver needs, and no more: places are chosen need by need.

What can be met in one way only is taken first; a need that what is taken already meets asks for nothing more; where
several selections are as small as each other, the owner chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Final

from ..profiles import Need, Path, Place
from ..profiles.checking import wanted
from ..profiles.conditions import Conditions
from ..profiles.paths import parse_path
from ..report.errors import UsageError
from .describing import described
from .extracting import essence
from .stock import Stock
from .strengthening import behind

ALL: Final = "all"


@dataclass(frozen=True, slots=True)
class Option:
    """One of the things that would do.

    Attributes:
        number: what it is chosen by.
        pointer: where it stands in the owner's portfolio.
        words: what it is, for the owner.
    """

    number: int
    pointer: str
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A need that several selections satisfy.

    Attributes:
        need: the need, as the profile names it.
        words: what is needed, for the owner.
        least: how many must be chosen; with several groups, in each group.
        groups: the options, for each object that needs one of them; mostly one group.
    """

    need: str
    words: str
    least: int
    groups: tuple[tuple[Option, ...], ...]

    @property
    def options(self) -> tuple[Option, ...]:
        """All options."""
        return tuple(chain.from_iterable(self.groups))

    def as_dict(self) -> dict[str, Any]:
        """The choice as JSON-ready data."""
        options = [{"number": one.number, "pointer": one.pointer, "words": one.words} for one in self.options]
        return {"need": self.need, "words": self.words, "least": self.least, "options": options}


@dataclass(slots=True)
class Selected:
    """What was selected.

    Attributes:
        kept: pointers of what goes; what lies below a pointer goes with it.
        choices: what the owner has yet to choose.
        withheld: needs that only what is withheld would meet, each with the rule.
        left: names of recommended needs that could be met and are left out.
    """

    kept: set[str] = field(default_factory=set)
    choices: list[Choice] = field(default_factory=list)
    withheld: dict[str, str] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def select(
    stock: Stock,
    needs: Mapping[str, Need],
    chosen: Mapping[str, tuple[str, ...]],
    *,
    include: frozenset[str] = frozenset(),
    also: tuple[str, ...] = (),
) -> Selected:
    """Select the smallest part of a portfolio that meets the needs of a receiver.

    Args:
        stock: the portfolio.
        needs: of the receiver, by name.
        chosen: numbers, or ids of items, by need; ``all`` takes everything that would do.
        include: names of recommended needs that are to be met, too; ``all`` takes them all.
        also: what the owner gives of their own accord: ids of items, or paths.

    Raises:
        UsageError: a name or number among them does not exist, or too few are chosen.
    """
    return _Selecting(stock, needs, chosen).run(include, also)


class _Selecting:
    def __init__(self, stock: Stock, needs: Mapping[str, Need], chosen: Mapping[str, tuple[str, ...]]) -> None:
        self._stock = stock
        self._data = stock.data
        self._needs = needs
        self._chosen = dict(chosen)
        self._found = Selected()
        self._asked: set[str] = set()

    def run(self, include: frozenset[str], also: tuple[str, ...]) -> Selected:
        self._check_names(include)
        for what in also:
            self._add(what)
        needs = [one for one in self._needs.values()
                 if not one.recommended or {one.name, ALL} & include]  # fmt: skip
        self._stock.block(needs)
        waiting = [one for one in needs if one.for_each is None]
        if self._note_withheld(waiting):
            return self._found  # nothing can be settled that way
        waiting = [one for one in waiting if not self._meet(one, ask=False)]
        for need in waiting:
            self._meet(need, ask=True)
        each = [one for one in needs if one.for_each is not None]
        before = -1
        while before != len(self._found.kept):  # what one need takes along may be an object of another
            before = len(self._found.kept)
            for need in each:
                self._meet_each(need)
        self._note_withheld(each)
        unknown = sorted(set(self._chosen) - self._asked - {one.name for one in needs})
        if unknown:
            raise UsageError("usage", f"There is nothing to choose under the name {unknown[0]}.")
        self._found.left = [one.name for one in self._needs.values() if one not in needs and self._could(one)]
        return self._found

    def _add(self, what: str) -> None:
        """Keep what the owner gives of their own accord."""
        place = self._stock.items.get(what)
        try:
            places = [Place(place, _at(self._data, place))] if place else list(parse_path(what)[0].places(self._data))
        except ValueError as error:
            raise UsageError("usage", f"{what} is no id of an item, and no path: {error}.") from None
        for one in places:
            if self._stock.free(one.pointer):
                self._keep(one, Conditions())

    def _note_withheld(self, needs: list[Need]) -> bool:
        """Note the needs that a rule of the owner keeps from being met; whether there are any."""
        found = {one.name: rule for one in needs if not one.recommended and (rule := self._rule_against(one))}
        self._found.withheld.update(found)
        return bool(found)

    def _rule_against(self, need: Need) -> str:
        """The owner's rule that keeps a need from being met; empty when none does."""
        if need.for_each is None:
            return self._stock.withheld(need, self._data, "")
        objects = (one for one in need.for_each.places(self._data) if self._touched(one.pointer))
        return next((rule for one in objects if (rule := self._stock.withheld(need, one.value, one.pointer))), "")

    def _could(self, need: Need) -> bool:
        """Whether a need that is left out could be met, of the objects that go."""
        if need.for_each is None:
            return self._stock.possible(need, self._data, "")
        return any(self._touched(one.pointer) and self._stock.possible(need, one.value, one.pointer)
                   for one in need.for_each.places(self._data))  # fmt: skip

    def _check_names(self, include: frozenset[str]) -> None:
        known = {one.name for one in self._needs.values() if one.recommended}
        if strange := sorted(include - known - {ALL}):
            names = ", ".join(sorted(known)) or "nothing"
            raise UsageError("usage", f"{strange[0]} is nothing that the receiver recommends; it recommends {names}.")

    # -- one need ------------------------------------------------------------------------------------------

    def _meet(self, need: Need, start: Any = None, pointer: str = "", *, ask: bool) -> bool:
        """Take what a need asks for; whether that is settled."""
        start = self._data if start is None else start
        if need.for_each is not None:
            self._meet_each(need, start, pointer)
            return True
        if need.any_of:
            return self._meet_any(need, start, pointer, ask)
        if need.all_of:
            return sum(not self._meet(one, start, pointer, ask=ask) for one in need.all_of) == 0  # every part is met
        return self._take(need, [self._stock.candidates(need, start, pointer)], ask)

    def _meet_each(self, need: Need, start: Any = None, pointer: str = "") -> None:
        assert need.for_each is not None
        objects = [one for one in need.for_each.places(self._data if start is None else start, pointer)
                   if self._touched(one.pointer)]  # fmt: skip
        if need.path is None:
            for one in objects:
                for part in need.all_of:
                    self._meet(part, one.value, one.pointer, ask=True)
                if need.any_of:
                    self._meet_any(need, one.value, one.pointer, True)
            return
        groups = [self._stock.candidates(need, one.value, one.pointer) for one in objects]
        self._take(need, [group for group in groups if group or need.share is None], True)

    def _meet_any(self, need: Need, start: Any, pointer: str, ask: bool) -> bool:
        able = [one for one in need.any_of if self._stock.possible(one, start, pointer)]
        done = [one for one in able if self._met(one, start, pointer)]
        if need.name not in self._chosen and (done or len(able) == 1):
            return self._meet((done or able)[0], start, pointer, ask=ask)
        if not able:
            return True
        if not ask:
            return False
        options = tuple(Option(number, pointer, self._said(one, start, pointer))
                        for number, one in enumerate(need.any_of, 1) if one in able)  # fmt: skip
        for option in self._decide(Choice(need.name, wanted(need), 1, (options,)), pointer):
            self._meet(need.any_of[option.number - 1], start, pointer, ask=True)
        return True

    def _said(self, need: Need, start: Any, pointer: str) -> str:
        """An alternative in words, with what it would give."""
        values = [] if need.path is None else self._stock.candidates(need, start, pointer)
        return f"{described(self._data, values[0])} ({wanted(need)})" if values else wanted(need)

    def _take(self, need: Need, groups: list[list[Place]], ask: bool) -> bool:
        """Keep candidates of a need: those that are kept already, or the only ones, or those that are chosen."""
        assert need.path is not None
        open_groups: list[list[Place]] = []
        for group in groups:
            narrowed = group if need.name in self._chosen else self._narrowed(group, need.minimum)
            if len(narrowed) <= need.minimum:
                self._keep_all(narrowed, need)
            else:
                open_groups.append(narrowed)
        if not open_groups or need.minimum == 0:
            return True
        if not ask:
            return False
        numbers = {one.pointer: number for number, one in enumerate(self._stock.everywhere(need), 1)}
        options = tuple(
            tuple(Option(numbers[one.pointer], one.pointer, described(self._data, one)) for one in group)
            for group in open_groups
        )
        chosen = {one.pointer for one in self._decide(Choice(need.name, wanted(need), need.minimum, options))}
        self._keep_all((one for group in open_groups for one in group if one.pointer in chosen), need)
        return True

    def _decide(self, choice: Choice, pointer: str = "") -> list[Option]:
        """What the owner chose; nothing while that is open."""
        self._asked.add(choice.need)
        said = self._chosen.get(choice.need)
        if said is None:
            if choice not in self._found.choices:
                self._found.choices.append(choice)
            return []
        if ALL in said:
            return list(choice.options)
        known = {str(one.number): one for one in choice.options}
        ids = {name: [one for one in choice.options if f"{one.pointer}/".startswith(f"{place}/")]
               for name, place in self._stock.items.items()}  # fmt: skip
        found: list[Option] = []
        for word in said:
            options = [known[word]] if word in known else ids.get(word, [])
            if not options:
                raise UsageError("usage", f"{choice.need} has no option {word}; it has {', '.join(known)}.")
            found += [one for one in options if one not in found]
        for group in choice.groups:
            if sum(one in found for one in group) < choice.least:
                numbers = ", ".join(str(one.number) for one in group)
                raise UsageError("usage", f"Of {choice.need}, at least {choice.least} of {numbers} must be chosen.")
        return found

    # -- what is kept already ------------------------------------------------------------------------------

    def _met(self, need: Need, start: Any, pointer: str) -> bool:
        """Whether what is kept already meets a need."""
        if need.any_of:
            return any(self._met(one, start, pointer) for one in need.any_of)
        if need.all_of:
            return all(self._met(one, start, pointer) for one in need.all_of)
        return sum(self._is_kept(one) for one in self._stock.candidates(need, start, pointer)) >= need.minimum

    def _narrowed(self, group: list[Place], least: int) -> list[Place]:
        """The candidates that add least to what is kept."""
        kept = [one for one in group if self._is_kept(one)]
        if len(kept) >= least:
            return kept[:least]
        near = [one for one in group if self._touched(_item(one.pointer))]
        return near if len(near) >= least else group

    # -- keeping -------------------------------------------------------------------------------------------

    def _is_kept(self, place: Place) -> bool:
        return all(any(f"{one}/".startswith(f"{kept}/") for kept in _upwards(one) if kept in self._found.kept)
                   for one in essence(place.value, place.pointer)[:1])  # fmt: skip

    def _touched(self, pointer: str) -> bool:
        return any(kept == pointer or kept.startswith(f"{pointer}/") or pointer.startswith(f"{kept}/")
                   for kept in self._found.kept)  # fmt: skip

    def _keep_all(self, places: Any, need: Need) -> None:
        path = (need.for_each or Path()) + (need.path or Path())
        for place in places:
            self._keep(place, need.conditions)
            self._found.kept.update(_told_by(path, place.pointer))

    def _keep(self, place: Place, conditions: Conditions) -> None:
        pointers = [*(list(_in_language(place, conditions)) or essence(place.value, place.pointer))]
        pointers += behind(self._data, place, conditions, self._stock.free)
        for pointer in pointers:
            self._found.kept.add(pointer)
            target = self._stock.items.get(str(_at(self._data, pointer)))
            if target is not None and target not in pointer:  # what is referred to goes by its name
                item = _at(self._data, target)
                if self._stock.free(target):
                    self._found.kept.update(one for one in essence(item, target) if "/original/" not in one)


def _in_language(place: Place, conditions: Conditions) -> Iterator[str]:
    """A text in the one language that the receiver likes best; nothing when it is there in no several."""
    value, pointer = place.value, place.pointer
    if isinstance(value, dict) and ("html" in value or "text" in value):
        key = "html" if "html" in value else "text"
        value, pointer = value[key], f"{pointer}/{key}"
    if not isinstance(value, dict):
        return
    for wish in conditions.languages:
        for tag in value:
            if tag.lower() == wish.lower() or tag.lower().startswith(f"{wish.lower()}-"):
                yield f"{pointer}/{tag}"
                return


def _told_by(path: Path, pointer: str) -> Iterator[str]:
    """The fields by which a path tells which members of a list it means."""
    steps, here = pointer.split("/")[1:], ""
    for step in path.steps:
        for _ in range(1 + step.many):
            if steps:
                here += f"/{steps.pop(0)}"
        if step.field:
            yield f"{here}/{step.field}"


def _item(pointer: str) -> str:
    return "/".join(pointer.split("/")[:3])


def _upwards(pointer: str) -> Iterator[str]:
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]


def _at(data: Any, pointer: str) -> Any:
    for escaped in pointer.split("/")[1:]:
        step = escaped.replace("~1", "/").replace("~0", "~")
        data = data[int(step)] if isinstance(data, list) else data.get(step) if isinstance(data, dict) else None
    return data
