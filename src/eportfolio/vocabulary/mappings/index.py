"""Mapping sets as SQLite indexes: what corresponds to a concept, from whichever side it is asked."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from ..index.file import IndexFile, NewIndexFile, Writing
from .curies import Prefixes
from .sets import Extension, Mapping, MappingSet, Value

SUFFIX: Final = ".mappings"
"""How the name of such an index ends; other than that of a vocabulary, so that neither is taken for the other."""

_TABLES: Final = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE mapping (
    id INTEGER PRIMARY KEY, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
    justification TEXT NOT NULL, slots TEXT NOT NULL, line INTEGER)
"""
_INDEXES: Final = """
CREATE INDEX mapping_subject ON mapping (subject);
CREATE INDEX mapping_object ON mapping (object);
"""
_MAPPING: Final = "SELECT subject, predicate, object, justification, slots, line FROM mapping"


class MappingIndex(IndexFile):
    """An installed mapping set; it may be used from several threads and processes.

    Args:
        path: the index file.

    Raises:
        VocabularyDamagedError: the file is no complete index of a mapping set.
        VocabularyNewerError: it was written by a newer release.
    """

    KIND = "a mapping set"
    APPLICATION_ID = 0x65506F4D  # ePoM
    LAYOUT_VERSION = 1

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.name: str = self._meta("name")
        self.about: MappingSet = self._meta("about", _about)
        self.schemes: dict[str, str] = self._meta("schemes", dict)
        """The prefixes of its subjects and objects, and what they stand for: short names of the schemes it joins."""

    def __len__(self) -> int:
        return self.counts()["mapping"]

    def __repr__(self) -> str:
        return f"MappingIndex({self.name})"

    @property
    def title(self) -> str:
        """Its title, else its address, else its short name."""
        return self.about.title or self.name

    @cached_property
    def prefixes(self) -> Prefixes:
        """All of its prefixes."""
        return Prefixes(self.about.prefixes)

    def counts(self) -> dict[str, int]:
        """Number of mappings by the match that they state, and of all of them under ``mapping``."""
        counts: dict[str, int] = self._meta("counts")
        return counts

    def mappings_of(self, uri: str) -> tuple[Mapping, ...]:
        """The mappings that start from a concept, then those that lead to it, in the order of the source."""
        rows = self._rows(
            f"{_MAPPING} WHERE subject = ?1 UNION ALL {_MAPPING} WHERE object = ?1 AND subject <> ?1", uri
        )
        return tuple(_mapping(row) for row in rows)

    def __contains__(self, uri: object) -> bool:
        sides = ("subject", "object") if uri else ()
        return any(self._rows(f"SELECT 1 FROM mapping WHERE {side} = ? LIMIT 1", uri) for side in sides)

    def mappings(self) -> Iterator[Mapping]:
        """All of its mappings, in the order of the source."""
        return (_mapping(row) for row in self._each(f"{_MAPPING} ORDER BY id"))

    def read(self) -> MappingSet:
        """The whole set, as it was installed."""
        about = self.about
        return MappingSet(about.prefixes, about.slots, tuple(self.mappings()), about.extensions)


def build_index(mappings: MappingSet, name: str, target: Path) -> dict[str, int]:
    """Write the index of a mapping set, in the place of an older one.

    Args:
        mappings: the set.
        name: its short name.
        target: where the index goes.

    Returns:
        Number of mappings by the match that they state, and of all of them under ``mapping``.

    Raises:
        UsageError: the folder cannot be written to, or the disk is full; nothing has changed.
    """
    counts = Counter(match.value for mapping in mappings.mappings if (match := mapping.match))
    counts["mapping"] = len(mappings.mappings)
    prefixes = Prefixes(mappings.prefixes)
    sides = {address for one in mappings.mappings for address in (one.subject, one.object)}
    used = {prefixes.prefix_of(address) for address in sides}
    about = {
        "prefixes": dict(mappings.prefixes),
        "slots": dict(mappings.slots),
        "extensions": [[one.slot_name, one.property, one.type_hint] for one in mappings.extensions],
    }
    with NewIndexFile(target, _TABLES) as new:
        with Writing(target):
            new.connection.executemany(
                "INSERT INTO mapping VALUES (NULL, ?, ?, ?, ?, ?, ?)",
                (
                    (one.subject, one.predicate, one.object, one.justification, _json(dict(one.slots)), one.line)
                    for one in mappings.mappings
                ),
            )
            schemes = prefixes.only(prefix for prefix in used if prefix)
            facts = {"name": name, "about": about, "counts": counts, "schemes": schemes}
            new.connection.executemany(
                "INSERT INTO meta VALUES (?, ?)", ((key, _json(value)) for key, value in facts.items())
            )
            new.connection.executescript(_INDEXES)
        new.put_in_place(MappingIndex)
    return dict(counts)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _slots(values: dict[str, Any]) -> dict[str, Value]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}


def _mapping(row: tuple[Any, ...]) -> Mapping:
    subject, predicate, obj, justification, slots, line = row
    return Mapping(subject, predicate, obj, justification, _slots(json.loads(slots)), line)


def _about(values: dict[str, Any]) -> MappingSet:
    extensions = tuple(Extension(*parts) for parts in values["extensions"])
    return MappingSet(values["prefixes"], _slots(values["slots"]), (), extensions)
