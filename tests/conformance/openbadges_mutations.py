"""Badges and records that have every property, and systematic mutations of documents."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any, Final

from eportfolio_adapters.openbadges.structure.kinds import newest
from eportfolio_adapters.openbadges.structure.table import ClassRules, Rule

VALUES: Final[tuple[Any, ...]] = (
    None, True, False, 0, 1, -1, 1.5, 3.0, 10**30, "", "word", "a b", "https://example.org/1", "2024-06-30T12:00:00Z",
    "2024-06-30", [], {}, [[]], [None], ["word"], [["word"]], [{}], {"en": "word"}, {"nl-BE": "woord", "en": "word"},
    {"en": 1}, {"eng": "word"}, {"en": {"@value": "word"}}, {"@value": "word", "@language": "en"}, {"id": "urn:a"},
    {"id": "urn:a", "type": "word"}, {"type": ["word"]}, {"en": "word\n"}, {"en\n": "word"}, "ext:", "ext:-",
    "ext:Word", "of the text:word", "ext:a b", "ext:_", "ext:é", "a.b.c", "abcd.efgh.ijkl", "a..c", ".b.c", "a.b.c\n",
    "en", "EN", "nl-BE", "zh-Hans-CN", "en-GB\n", "e", "engli", "es-419", ["a.b.c", 1], "a.b.c.d", "\uff19",
)  # fmt: skip
"""What is put into the place of each value."""

_ADDED: Final[tuple[Any, ...]] = (1, None, "word", 1.5, 3.0, [], {}, True)
"""What is put behind keys that are not there."""

_SAMPLES: Final[Mapping[str, Any]] = {
    "anything": "anything", "boolean": True, "date": "1990-02-28", "date-time": "2024-06-30T12:00:00Z",
    "jws": "abcd.efgh.ijkl", "jws-1": "abcd.efgh.ijkl", "language": "nl-BE", "number": 3.5, "string": "words",
    "text": "words", "uri": "https://example.org/1",
}  # fmt: skip


def specimen(classes: Mapping[str, ClassRules], root: str, *, lists: bool) -> dict[str, Any]:
    """A document with every property of every class that can stand in it.

    Args:
        classes: the rules of the classes.
        root: the class of the document.
        lists: whether what may stand alone or in a list stands in one.

    Returns:
        The document; where a class occurs again, it has what it must have only.
    """
    document: dict[str, Any] = {}
    waiting = deque([(document, root, 0)])
    seen: set[str] = set()
    while waiting:
        target, name, depth = waiting.popleft()
        full = name not in seen
        seen.add(name)
        for rule in classes[name].members.values():
            if (full or rule.required) and depth < 40:
                target[rule.key] = _value(rule, waiting, depth, lists=lists)
    return document


def _value(rule: Rule, waiting: deque[tuple[dict[str, Any], str, int]], depth: int, *, lists: bool) -> Any:
    if rule.is_nested:
        inner: dict[str, Any] = {}
        waiting.append((inner, rule.values[0], depth + 1))
        one: Any = inner
    elif rule.kind == "contexts":
        return [newest(name) for name in rule.values]
    elif rule.kind == "types":
        return [value.split("|")[0] for value in rule.values]
    else:
        one = rule.values[0] if rule.values else _SAMPLES[rule.kind]
    return [one] if rule.several and (lists or not rule.single) else one


def mutations(document: Any) -> Iterator[str]:
    """Change a document in each of its places, one at a time; each time it is as it was before.

    Yields:
        What was changed, while it is changed.
    """
    stack: list[tuple[Any, str]] = [(document, "")]
    while stack:
        container, place = stack.pop()
        items = list(container.items() if isinstance(container, dict) else enumerate(container))
        for key, value in items:
            where = f"{place}/{key}"
            yield from _replaced(container, key, value, where)
            if isinstance(value, dict | list):
                stack.append((value, where))
        if isinstance(container, dict):
            yield from _other_keys(container, place)
        else:
            yield from _other_lengths(container, place)


def _replaced(container: Any, key: Any, value: Any, where: str) -> Iterator[str]:
    others: list[Any] = [[value], [value, value], [value, None], {"en": value}]
    if isinstance(value, str):
        others += [value + "\n", " " + value, value.lower(), f"ext:{value}", value + ".json"]
    elif isinstance(value, list):
        others += [*value[:1], value[1:], value[::-1], [*value, "word"], [*value, {}], [*value, 1]]
    for other in (*VALUES, *others):
        container[key] = other
        yield f"{where} = {str(other)[:60]!r}"
    container[key] = value


def _other_keys(container: dict[str, Any], place: str) -> Iterator[str]:
    before = dict(container)
    for key, former in before.items():
        del container[key]
        yield f"{place} without {key}"
        container[f"{key}s"] = former
        yield f"{place} with {key}s"
        container.clear()
        container.update(before)
    for key in ("unknown", "a:b", ":b", "a:", "a:b:c", "en"):
        for value in _ADDED:
            container[key] = value
            yield f"{place} with {key} = {value!r}"
        container.clear()
        container.update(before)


def _other_lengths(container: list[Any], place: str) -> Iterator[str]:
    before = list(container)
    container.clear()
    yield f"{place} emptied"
    container[:] = before
