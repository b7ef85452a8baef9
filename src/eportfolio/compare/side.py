"""One of the two portfolios that are compared: what its texts, references and contents come down to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .shape import Shape, Value, fields, uncompared


class Side:
    """A portfolio as one side of a comparison.

    Attributes:
        data: the portfolio in canonical form.
        language: the language of its plain texts, empty when unknown.
        tokens: what a reference to each of its items counts as; the same on both sides for aligned items.
    """

    def __init__(self, data: dict[str, Any], skipped: frozenset[str], outer: Side | None = None) -> None:
        self.data = data
        self.language = str(data.get("language") or "").casefold()
        self.tokens: dict[str, Any] = dict(outer.tokens) if outer is not None else {}
        self._skipped = skipped

    def members(self, shape: Shape, data: dict[str, Any]) -> Iterator[tuple[str, Any, Shape]]:
        """The compared fields of an object: name, value and shape."""
        shapes, without = fields(shape), uncompared(shape)
        for name, value in data.items():
            if name in without or (name in self._skipped and name in shapes):
                continue
            yield name, value, shapes.get(name, Value.PLAIN)

    def token(self, reference: Any) -> Any:
        """What a reference counts as: the aligned item, or itself when it leads outside."""
        return self.tokens.get(reference, reference) if isinstance(reference, str) else reference

    def tongues(self, text: Any) -> dict[str, tuple[str, str]]:
        """The wordings of a text: language (empty if unknown) to wording and step below the text's place."""
        if isinstance(text, dict):
            return {str(tag).casefold(): (wording, f"/{tag}") for tag, wording in text.items()}
        return {self.language: (text, "")}

    def key(self, shape: Shape, data: Any) -> int:
        """A number that is equal for equal contents, whatever the order of lists without order."""
        if shape is Value.TEXT and not isinstance(data, list):
            tongues = self.tongues(data).items()
            return hash(frozenset(("" if tag == self.language else tag, wording) for tag, (wording, _) in tongues))
        if isinstance(data, dict):
            return hash(
                frozenset(
                    (name, self.key(inner, value))
                    for name, value, inner in self.members(shape, data)
                    if not is_empty(value)
                )
            )
        if isinstance(data, list):
            return hash(tuple(sorted(self.key(shape, member) for member in data)))
        if shape is Value.REFERENCE:
            data = self.token(data)
        return hash(data) if isinstance(data, str) else hash((type(data), repr(data)))

    def features(self, shape: Shape, data: Any) -> frozenset[int]:
        """The leaves below, as numbers that can be counted against those of the other side."""
        found: set[int] = set()
        stack: list[tuple[Shape, Any, int]] = [(shape, data, 0)]
        while stack:
            inner, value, path = stack.pop()
            if inner is Value.TEXT and not isinstance(value, list):
                found.update(hash((path, wording)) for wording, _ in self.tongues(value).values())
            elif isinstance(value, dict):
                stack.extend((s, v, hash((path, name))) for name, v, s in self.members(inner, value))
            elif isinstance(value, list):
                stack.extend((inner, member, path) for member in value)
            elif not is_empty(value):
                found.add(hash((path, self.key(inner, value))))
        return frozenset(found)

    def pruned(self, shape: Shape, data: Any) -> Any:
        """The data without what is never compared; ``None`` when no leaf is left."""
        if shape is Value.TEXT and not isinstance(data, list):
            return None if is_empty(data) else data
        if isinstance(data, dict):
            kept = {name: self.pruned(inner, value) for name, value, inner in self.members(shape, data)}
            return {name: value for name, value in kept.items() if value is not None} or None
        if isinstance(data, list):
            pruned = [self.pruned(shape, member) for member in data]
            return pruned if any(member is not None for member in pruned) else None
        return None if is_empty(data) else data


def is_empty(value: Any) -> bool:
    """Whether there is nothing to compare: absent, an empty text or an empty container."""
    return value is None or (not value and isinstance(value, str | list | dict))
