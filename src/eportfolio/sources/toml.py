"""TOML in, for settings that people keep: every fault of a file at once, with its line and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any, Final, TypeVar

from ..report.errors import UnreadableError, UnsafeError, UsageError
from ..report.findings import Finding, finding
from .limits import Limits
from .source import Input, open_source

T = TypeVar("T")

SETTINGS_LIMITS: Final = Limits(file_bytes=256 * 1024)
"""What a file of settings may cost; nobody writes more than this by hand."""

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"\n]*"|'[^'\n]*'""")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_LONG_KEY = re.compile(r"""(?:(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){32}""")
"""A key of so many parts that the parser, which keeps every beginning of it, would need unbounded memory."""

_LONG_STRING = re.compile(r"\"\"\"|'''")


class TomlTable:
    """One table of a file.  Its keys are asked for one by one; a key that nobody asks for is a fault.

    Args:
        data: the keys and values.
        path: the keys, and positions in arrays, that lead here.
        lines: the line of each path, where it was seen.
        what: what the file is, for messages, such as ``The issuer file``.
    """

    def __init__(self, data: dict[str, Any], path: tuple[str, ...], lines: dict[tuple[str, ...], int], what: str):
        self._data = data
        self._path = path
        self._lines = lines
        self._what = what
        self._known: list[str] = []
        self._within: list[TomlTable] = []
        self._faults: list[Finding] = []

    def __contains__(self, key: str) -> bool:
        return key in self._data

    def take(self, key: str, read: Callable[[Any], T], *, need: str = "") -> T | None:
        """A value, read by a function.

        Args:
            key: the key.
            read: makes of the value what is wanted; its ``ValueError`` says what was expected.
            need: what to write, when the key must be there.

        Returns:
            ``None`` when the key is not there, or its value is at fault.
        """
        self._known.append(key)
        if key not in self._data:
            if need:
                self.missing(key, need)
            return None
        value = self._data[key]
        try:
            return read(value)
        except ValueError as error:
            shown = value if isinstance(value, str | int | float | bool) else None
            self.fault("invalid-value", key, f"{self._named(key)} is not usable: {error}.", value=shown)
            return None

    def table(self, key: str, *, need: str = "", short: str = "") -> TomlTable | None:
        """The table of a key; ``None`` when it is not there, or is no table.

        Args:
            key: the key.
            need: what to write, when the key must be there.
            short: the key of the table that a plain text in its place stands for.
        """
        data = self.take(key, partial(_as_table, short), need=need)
        return None if data is None else self._inner(data, key)

    def section(self, key: str) -> TomlTable:
        """The table of a key; an empty one when it is not there."""
        return self.table(key) or self._inner({}, key)

    def tables(self, key: str, *, short: str = "") -> list[TomlTable]:
        """The tables of an array; a single table counts as one, and ``short`` is as for :meth:`table`."""
        found = self.take(key, partial(_as_tables, short))
        if isinstance(found, dict):
            return [self._inner(found, key)]
        return [self._inner(data, key, str(number)) for number, data in enumerate(found or ())]

    def named(self, key: str) -> dict[str, TomlTable]:
        """The tables that stand under names of the writer's choice."""
        found = (
            self.take(key, lambda value: {name: _as_table("", data) for name, data in _as_table("", value).items()})
            or {}
        )
        return {name: self._inner(data, key, name) for name, data in found.items()}

    def missing(self, key: str, need: str) -> None:
        """Tell that a key must be there."""
        self.fault("missing-element", key, f"{self._named(key)} is missing.", hint=need)

    def fault(
        self, rule: str, key: str, message: str, *, value: str | float | bool | None = None, hint: str = ""
    ) -> None:
        """Tell what is wrong with a key, or with the table itself when the key is empty."""
        path = (*self._path, key) if key else self._path
        self._faults.append(
            finding(rule, message, pointer=_pointer(path), line=self._line(path), value=value, hint=hint)
        )

    def finish(self) -> Iterator[Finding]:
        """Every fault here and below, keys that nobody asked for among them."""
        yield from self._faults
        for key in (key for key in self._data if key not in self._known):
            message = f"{self._named(key)} is not known.{_near(key, self._known)}"
            path = (*self._path, key)
            hint = f"Known here: {', '.join(sorted(set(self._known)))}."
            yield finding("unexpected-element", message, pointer=_pointer(path), line=self._line(path), hint=hint)
        for inner in self._within:
            yield from inner.finish()

    def _inner(self, data: dict[str, Any], *steps: str) -> TomlTable:
        inner = TomlTable(data, (*self._path, *steps), self._lines, self._what)
        self._within.append(inner)
        return inner

    def _named(self, key: str) -> str:
        return f"{self._what}: {'.'.join((*self._path, key))}"

    def _line(self, path: tuple[str, ...]) -> int | None:
        """The line of a path, or of the nearest table around it."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return None


def open_toml(source: Input, what: str, read: Callable[[TomlTable], T]) -> T:
    """Read a file of settings.

    Args:
        source: path, ``-`` for standard input, bytes of the file itself, or a binary stream.
        what: what the file is, for messages, such as ``The issuer file``.
        read: takes from the root table what it knows.

    Returns:
        What ``read`` returns.

    Raises:
        UnreadableError: the file cannot be opened, or is no TOML (with line and column).
        UnsafeError: it is larger than a file of settings can be, or has a key of too many parts.
        UsageError: something in it is at fault; its ``findings`` tell everything that is.
    """
    import tomllib

    opened = open_source(source, limits=SETTINGS_LIMITS)
    try:
        text = opened.data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "wrong-encoding", f"{what} {opened.name} is not UTF-8, at byte {error.start}; TOML has no other encoding."
        ) from None
    if found := _LONG_KEY.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise UnsafeError("nested-too-deeply", f"{what} {opened.name} has a key of too many parts.", line=line)
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise UnreadableError("nested-too-deeply", f"{what} {opened.name} is nested too deeply.") from None
    except tomllib.TOMLDecodeError as error:
        raise _broken(str(error), f"{what} {opened.name}") from None
    except ValueError:
        raise _broken("a number has too many digits", f"{what} {opened.name}") from None
    root = TomlTable(data, (), _lines(text), what)
    result = read(root)
    faults = [replace(fault, source=opened.name) for fault in root.finish()]
    if faults:
        raise UsageError.of(sorted(faults, key=lambda fault: fault.line or 0))
    return result


def _broken(message: str, name: str) -> UnreadableError:
    place = _PLACE.search(message)
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (None, None)
    return UnreadableError(
        "not-well-formed", f"{name} is no TOML: {_PLACE.sub('', message)}.", line=line, column=column,
        hint="Correct the line; texts stand between quotation marks.",
    )  # fmt: skip


def _as_table(short: str, value: Any) -> dict[str, Any]:
    if short and isinstance(value, str):
        return {short: value}
    if not isinstance(value, dict):
        raise ValueError("a table is expected")
    return value


def _as_tables(short: str, value: Any) -> dict[str, Any] | list[dict[str, Any]]:
    return [_as_table(short, one) for one in value] if isinstance(value, list) else _as_table(short, value)


def _near(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(key, known, n=2, cutoff=0.6)
    return f" Did you mean {' or '.join(found)}?" if found else ""


def _pointer(path: tuple[str, ...]) -> str:
    return "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in path)


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """The line of each key and table, as far as a look at each line can tell: the parser keeps no places."""
    lines: dict[tuple[str, ...], int] = {}
    arrays: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    in_string = False
    for number, line in enumerate(text.splitlines(), 1):
        was_in_string, in_string = in_string, in_string ^ bool(len(_LONG_STRING.findall(line)) % 2)
        if was_in_string:
            continue
        if header := _HEADER.match(line):
            table = _placed(_parts(header[2]), arrays)
            if header[1] == "[[":
                arrays[table] = arrays.get(table, -1) + 1
                table = (*table, str(arrays[table]))
            for length in range(1, len(table) + 1):  # tables around it that have no header of their own
                lines.setdefault(table[:length], number)
        elif key := _KEY.match(line):
            lines.setdefault((*table, *_parts(key[1])), number)
    return lines


def _parts(key: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(key))


def _placed(path: tuple[str, ...], arrays: dict[tuple[str, ...], int]) -> tuple[str, ...]:
    """A path with the positions in the arrays that it goes through; not in the last one, which it may begin anew."""
    placed: tuple[str, ...] = ()
    for index, step in enumerate(path):
        placed = (*placed, step)
        if placed in arrays and index < len(path) - 1:
            placed = (*placed, str(arrays[placed]))
    return placed
