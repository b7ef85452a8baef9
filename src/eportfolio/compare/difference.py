"""What differs between two portfolios: changes, each with its place in both."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

ChangeKind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: a value, or everything below a place.

    Attributes:
        kind: ``added`` (only in the second), ``removed`` (only in the first) or ``changed``.
        pointer: JSON pointer (RFC 6901) into the first portfolio's data, or the second's for ``added``.
        before: what the first holds there, without leaves that are never compared; ``None`` for ``added``.
        after: what the second holds there; ``None`` for ``removed``.
        item_id: id of the item around it, as the portfolio that ``pointer`` leads into names it.
        pointer_b: the place in the second portfolio; empty for ``removed``.
    """

    kind: ChangeKind
    pointer: str
    before: Any = None
    after: Any = None
    item_id: str = ""
    pointer_b: str = ""

    def leaves_before(self) -> Iterator[tuple[str, Any]]:
        """Pointer and value of each leaf of the first portfolio that the second does not hold."""
        return leaves(self.before, self.pointer)

    def leaves_after(self) -> Iterator[tuple[str, Any]]:
        """Pointer and value of each leaf of the second portfolio that the first does not hold."""
        return leaves(self.after, self.pointer_b)

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON-ready data, without what it does not have."""
        data = {
            "kind": self.kind, "pointer": self.pointer, "pointer_b": self.pointer_b, "item_id": self.item_id,
            "before": self.before, "after": self.after,
        }  # fmt: skip
        return {key: value for key, value in data.items() if value not in (None, "") or key == "pointer"}


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences between two portfolios; true when there is at least one.

    Attributes:
        changes: in the order of the first portfolio's fields.
    """

    changes: tuple[Change, ...] = ()

    def __iter__(self) -> Iterator[Change]:
        """Iterate over the changes."""
        return iter(self.changes)

    def __len__(self) -> int:
        """Number of changes."""
        return len(self.changes)

    def __bool__(self) -> bool:
        """Whether there is any change."""
        return bool(self.changes)

    @property
    def equivalent(self) -> bool:
        """Whether nothing differs."""
        return not self.changes

    def losses(self) -> Iterator[tuple[str, Any]]:
        """Pointer and value of each leaf of the first portfolio that the second does not hold as it was."""
        for change in self.changes:
            yield from change.leaves_before()

    def ignoring(self, patterns: Iterable[str]) -> Difference:
        """The difference without changes whose every leaf is at, or below, a place that a pattern names.

        Args:
            patterns: JSON pointers in which ``*`` stands for any one step: ``/experiences/*/period``.
        """
        split = [pattern.split("/") for pattern in patterns]
        if not split:
            return self
        return Difference(tuple(change for change in self.changes if not _ignored(change, split)))

    def as_dict(self) -> dict[str, Any]:
        """The difference as JSON-ready data."""
        return {"equivalent": self.equivalent, "changes": [change.as_dict() for change in self.changes]}


def leaves(data: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    """Pointer and value of each leaf of JSON-like data, without recursion; empty values are no leaves.

    Args:
        data: the data.
        pointer: where it stands.
    """
    stack = [(pointer, data)]
    while stack:
        place, value = stack.pop()
        if isinstance(value, dict):
            stack.extend((f"{place}/{escaped(key)}", member) for key, member in reversed(value.items()))
        elif isinstance(value, list):
            stack.extend((f"{place}/{index}", value[index]) for index in range(len(value) - 1, -1, -1))
        elif value is not None and value != "":
            yield place, value


def escaped(key: str) -> str:
    """A key as a step of a JSON pointer (RFC 6901, section 3)."""
    return key.replace("~", "~0").replace("/", "~1")


def _ignored(change: Change, patterns: list[list[str]]) -> bool:
    """Whether every leaf of a change is at a place that some pattern names."""
    places = [pointer.split("/") for pointer, _ in (*change.leaves_before(), *change.leaves_after())]
    return all(any(_fits(place, pattern) for pattern in patterns) for place in places)


def _fits(steps: list[str], pattern: list[str]) -> bool:
    return len(steps) >= len(pattern) and all(want in ("*", step) for want, step in zip(pattern, steps, strict=False))
