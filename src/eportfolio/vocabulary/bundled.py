"""The concept schemes that ship with the package, compiled into an index when they are first used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from hashlib import blake2b
from pathlib import Path

from .._version import __version__
from ..resources import data_folder
from .concepts import SchemeDescription
from .errors import VocabularyDamagedError, VocabularyNewerError
from .index.builder import IndexBuilder
from .index.folder import compiled_folder
from .index.layout import LAYOUT_VERSION, SUFFIX
from .index.store import ConceptScheme
from .registries import REGISTRIES
from .tables import SUFFIXES, Table, feed, read_description, read_table


@dataclass(frozen=True, slots=True)
class Bundled:
    """A scheme that ships with the package.

    Attributes:
        description: what the scheme says of itself.
        fingerprint: changes whenever its content does.
        load: reads its rows.
    """

    description: SchemeDescription
    fingerprint: str
    load: Callable[[], Table]

    def open(self) -> ConceptScheme:
        """Open its index, which is built first when it is not there, is damaged, or is of another state of the table.

        Raises:
            UsageError: no folder can be written to, or the disk is full.
        """
        path = compiled_folder() / f"{self.description.name}-{self.description.version}-{self._key()}{SUFFIX}"
        if path.is_file():
            try:
                return ConceptScheme.open_disposable(path)
            except (VocabularyDamagedError, VocabularyNewerError):
                pass
        with IndexBuilder(self.description, path) as builder:
            feed(self.load(), builder)
            builder.finish()
        return ConceptScheme.open_disposable(path)

    def _key(self) -> str:
        state = f"{self.fingerprint} {LAYOUT_VERSION} {__version__}"
        return blake2b(state.encode(), digest_size=6).hexdigest()


@cache
def bundled() -> tuple[Bundled, ...]:
    """All schemes that ship with the package, in the order of their names."""
    found = [*_from_tables(sorted(data_folder("vocabularies").iterdir())), *_from_registries()]
    return tuple(sorted(found, key=lambda one: (one.description.name, one.description.version)))


def _from_registries() -> Iterable[Bundled]:
    for one in REGISTRIES:
        yield Bundled(one.description(), one.fingerprint(), one.table)


def _from_tables(paths: Iterable[Path]) -> Iterable[Bundled]:
    for path in paths:
        if path.name.endswith(SUFFIXES):
            state = path.stat()
            yield Bundled(read_description(path), f"{state.st_size} {state.st_mtime_ns}", partial(read_table, path))
