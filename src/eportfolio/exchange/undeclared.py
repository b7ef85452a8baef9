"""What differs when a written portfolio is read back, beyond what the writer declared: loss, and invention."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import deepcopy
from html import unescape
from typing import TYPE_CHECKING, Any

from ..model.identity import IDENTITY
from ..report.codes import CODE
from ..sources.markup import to_plain

if TYPE_CHECKING:
    from ..compare import Change
    from ..model import Portfolio
    from .adapter import Writing

GONE = frozenset(
    CODE[name] for name in ("lost", "value-not-expressible", "residue-lost", "residue-not-allowed", "proof-not-carried")
)
"""Codes of findings that declare a value as gone."""

LESSER = frozenset(CODE[name] for name in ("as-text", "approximate"))
"""Codes of findings that declare a value as carried in a lesser form."""

_TAG = re.compile(r"<[^<>]*>")
_WORD = re.compile(r"\w+")


def undeclared(portfolio: Portfolio, writing: Writing, back: Portfolio) -> list[Change]:
    """What differs when a written portfolio is read back, beyond what the writer declared.

    A value may be missing or different where the writer said so.  A value may be new where it follows from the
    writing itself, or when all its words are those of values that were said to be carried in a lesser form:
    nothing may be invented.

    Args:
        portfolio: what was written.
        writing: the result of the writing.
        back: what was read from it.
    """
    from ..model.canonical import to_data
    from ..model.identity import assign_ids

    data, read = to_data(portfolio), to_data(back)
    named = deepcopy(data)
    assign_ids(named)  # as a writer does: a format that carries ids gives them back, another one gives ids of its own
    faults = _faults(named, writing, read)
    return faults and _faults(data, writing, read)


def _faults(data: dict[str, Any], writing: Writing, read: dict[str, Any]) -> list[Change]:
    """What is not explained, with items recognised by the ids that they have here, else by what they say."""
    from ..compare import diff

    verdict = _Verdict(data, writing)
    changes = list(diff(data, read))
    faults = [change for change in changes if not verdict.explains(change)]
    faults = [change for change in faults if not _is_relinked(change, data, read, verdict)]
    if any(change.kind == "removed" for change in faults):
        faults = _unpaired(faults, [change for change in changes if change.kind == "added"], verdict)
    return faults


class _Verdict:
    """What a writer declared, as a judgement on places and values.

    Args:
        data: the portfolio in canonical form.
        writing: the result of the writing.
    """

    def __init__(self, data: dict[str, Any], writing: Writing) -> None:
        self._declared = Places(item.pointer for item in writing.report if item.code in GONE | LESSER)
        lesser = {item.pointer for item in writing.report if item.code in LESSER}
        self._lesser = _Words(data, lesser - {""})  # as in Places
        self._supplied = {_shape(pointer) for pointer in writing.supplied}
        self._aside = frozenset(_residue(data))

    def explains(self, change: Change) -> bool:
        """Whether a change follows from what was declared."""
        return all(self.may_go(pointer) for pointer, _ in change.leaves_before()) and all(
            self.may_come(pointer, value) for pointer, value in change.leaves_after()
        )

    def may_go(self, pointer: str) -> bool:
        """Whether the value at a place of the portfolio was said to be gone or changed."""
        return self._declared.covers(pointer)

    def supplied(self, pointer: str) -> bool:
        """Whether the value at a place follows from the writing itself."""
        return _shape(pointer) in self._supplied

    def may_come(self, pointer: str, value: Any) -> bool:
        """Whether a value may be new at a place of what was read back."""
        return self.supplied(pointer) or value in self._aside or self._lesser.hold(pointer, value)


def _unpaired(faults: list[Change], new: list[Change], verdict: _Verdict) -> list[Change]:
    """Faults without those items that the comparison did not recognise, since they came back with little of them.

    An item that is gone and one that is new are the same when all that is not declared of the one is in the other,
    and nothing else is new in it.
    """
    rest = [change for change in faults if change.kind != "removed"]
    for change in (change for change in faults if change.kind == "removed"):
        kept = _kept(change, verdict)
        twin = next((other for other in new if _came_back(kept, other, verdict)), None)
        if twin is None:
            rest.append(change)
        else:
            new.remove(twin)
            if twin in rest:
                rest.remove(twin)
    return rest


def _is_relinked(change: Change, data: dict[str, Any], back: dict[str, Any], verdict: _Verdict) -> bool:
    """Whether a reference leads to an item that cannot be recognised.

    What tells it from others was declared to be gone, or was supplied: its derived id is then another one.

    Args:
        change: the change of a reference.
        data: what was written.
        back: what was read.
        verdict: what was declared.
    """
    if change.kind != "changed" or not isinstance(change.before, str) or not isinstance(change.after, str):
        return False
    former, present = _item(data, change.before), _item(back, change.after)
    if not former or present.rpartition("/")[0] != former.rpartition("/")[0]:
        return False
    paths = IDENTITY[former.split("/")[1]]
    return any(
        verdict.may_go("/".join((former, *path))) or verdict.supplied("/".join((present, *path))) for path in paths
    )


def _item(data: dict[str, Any], name: str) -> str:
    """The pointer of the item with an id; empty when there is none."""
    for items in IDENTITY:
        for number, item in enumerate(data.get(items, ())):
            if item.get("id") == name:
                return f"/{items}/{number}"
    return ""


def _kept(change: Change, verdict: _Verdict) -> Counter[tuple[str, Any]]:
    """What of an item that is gone must be in the one that came in its place."""
    leaves = change.leaves_before()
    return Counter((_shape(pointer), _told(value)) for pointer, value in leaves if not verdict.may_go(pointer))


def _came_back(kept: Counter[tuple[str, Any]], change: Change, verdict: _Verdict) -> bool:
    missing = kept.copy()
    for pointer, value in change.leaves_after():
        leaf = (_shape(pointer), _told(value))
        if missing[leaf]:
            missing[leaf] -= 1
        elif not verdict.may_come(pointer, value):
            return False
    return not +missing


class Places:
    """A set of pointers that can tell whether a place is in it, or is made up of places in it.

    Args:
        pointers: the places.
    """

    def __init__(self, pointers: Iterable[str]) -> None:
        self._exact = frozenset(filter(None, pointers))  # a finding about nothing in particular declares nothing
        self._sorted = sorted(self._exact)

    def covers(self, pointer: str) -> bool:
        """Whether the place, something around it, or something below it is in the set."""
        if not self._exact:
            return False
        if pointer in self._exact:
            return True
        below = pointer + "/"
        index = bisect_left(self._sorted, below)
        if index < len(self._sorted) and self._sorted[index].startswith(below):
            return True
        while "/" in pointer:
            pointer = pointer.rpartition("/")[0]
            if pointer in self._exact:
                return True
        return False


class _Words:
    """The words of some values of a portfolio; a text is in it when all its words are.

    Args:
        data: the portfolio in canonical form.
        pointers: the places of the values, or of objects that hold them.
    """

    def __init__(self, data: Any, pointers: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._flags: set[tuple[str, Any]] = set()
        for pointer in pointers:
            for leaf in _leaves(_at(data, pointer)):
                if isinstance(leaf, bool):
                    self._flags.add((pointer.rpartition("/")[2], leaf))
                else:
                    self._words.update(_split(leaf), _WORD.findall(str(leaf).casefold()))  # also "a < b > c"
                    # As a reader sees it: markup within a word does not part it.
                    seen = to_plain(str(leaf)).casefold()
                    self._words.update(_WORD.findall(seen), seen.split())

    def hold(self, pointer: str, value: Any) -> bool:
        """Whether a value that is new at a place is made of them; yes and no only in a field of the same name."""
        if isinstance(value, bool):
            return (pointer.rpartition("/")[2], value) in self._flags
        # In a plain text, what looks like a tag is text; its words come from markup in which it was escaped.
        plain = _WORD.findall(str(value).casefold())
        return self._words.issuperset(_split(value)) or bool(plain and self._words.issuperset(plain))


def _residue(data: Any) -> Iterator[str]:
    """The values kept from sources: what was put back may be read as data where it could not be before."""
    if isinstance(data, dict):
        for entry in data.get("residue", ()):
            yield entry["value"].strip()
        data = list(data.values())
    if isinstance(data, list):
        for member in data:
            yield from _residue(member)


def _told(value: Any) -> Any:
    """The value as it is told from others; an id is as good as another."""
    return "urn:" if isinstance(value, str) and value.startswith("urn:") else value


def _shape(pointer: str) -> str:
    """A pointer without positions in lists, which may be others when a file is read back."""
    return "/".join(step for step in pointer.split("/") if not step.isdigit())


def _split(value: Any) -> list[str]:
    """The words of a text that may have markup; of a text without any, what white space sets apart."""
    text = unescape(_TAG.sub(" ", str(value))).casefold()
    return _WORD.findall(text) or text.split() or [""]


def _at(data: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        if isinstance(data, list):
            data = data[int(key)] if key.isdigit() and int(key) < len(data) else None
        else:
            data = data.get(key) if isinstance(data, dict) else None
    return data


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict | list):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _leaves(member)
    elif value is not None:
        yield value
