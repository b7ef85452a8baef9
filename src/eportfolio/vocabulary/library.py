"""All vocabularies that are there: installed ones and those that ship with the package."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Final

from .bundled import Bundled, bundled
from .concepts import SchemeConcept, SchemeDescription
from .errors import VocabularyDamagedError, VocabularyMissingError, VocabularyNewerError
from .index.builder import Built, IndexBuilder
from .index.folder import installed_folder
from .index.layout import SUFFIX
from .index.store import ConceptScheme

NAME: Final = re.compile(r"[a-z0-9][a-z0-9.+_-]*")
"""What the name and the version of a vocabulary look like: they are part of file names."""

_DIGITS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Available:
    """A vocabulary that can be opened.

    Attributes:
        name: its short name.
        version: its version.
        ships: whether it ships with the package; otherwise it was installed.
        path: the index of an installed one.
        bundled: the table of one that ships.
    """

    name: str
    version: str
    ships: bool
    path: Path | None = None
    bundled: Bundled | None = None

    def open(self) -> ConceptScheme:
        """Open it for look-up.

        Raises:
            VocabularyDamagedError: the installed index is damaged.
        """
        if self.bundled is not None:
            return self.bundled.open()
        assert self.path is not None
        return ConceptScheme(self.path)


class Vocabularies:
    """The vocabularies of this machine.  What was opened stays open; the object may be shared between threads.

    Args:
        folder: where installed ones are; ``EPORTFOLIO_VOCABULARIES`` or the user's data folder when it is left out.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or installed_folder()
        self._open: dict[tuple[str, str, bool], ConceptScheme] = {}
        self._lock = Lock()

    def available(self, name: str | None = None) -> tuple[Available, ...]:
        """What is there, the one to be preferred first among those of one name.

        An installed version comes before one that ships, and a newer version before an older one.

        Args:
            name: only those of this name.
        """
        found = [*self._installed(), *self._shipped()]
        found = [one for one in found if name in (None, one.name)]
        return tuple(sorted(found, key=lambda one: (one.name, one.ships, _newest_first(one.version))))

    def names(self) -> tuple[str, ...]:
        """The names of all that is there."""
        return tuple(dict.fromkeys(one.name for one in self.available()))

    def scheme(self, name: str, version: str | None = None) -> ConceptScheme:
        """The vocabulary of a name.

        Args:
            name: its short name, such as ``esco``, with the version as in ``esco@1.2.0``, or the URI of the scheme.
            version: its version; the one to be preferred when it is left out.

        Raises:
            VocabularyMissingError: it is not there; the message names the command that installs it.
            VocabularyDamagedError: its index is damaged.
        """
        name, at, pinned = name.partition("@") if ":" not in name else (name, "", "")
        version = pinned if at else version
        there = self.available(name) or tuple(one for one in self.available() if self._uri_of(one) == name)
        for one in there:
            if version in (None, one.version):
                return self.open(one)
        others = tuple(f"{one.name} {one.version}" for one in there) or self.names()
        raise VocabularyMissingError(name, version, others)

    def open(self, one: Available) -> ConceptScheme:
        """Open a vocabulary, once.

        Raises:
            VocabularyDamagedError: its index is damaged.
        """
        key = (one.name, one.version, one.ships)
        with self._lock:
            scheme = self._open.get(key)
            if scheme is None:
                scheme = self._open[key] = one.open()
        return scheme

    def find(self, uri_or_notation: str) -> Iterator[tuple[ConceptScheme, SchemeConcept]]:
        """Every concept that has a URI, or a notation in the preferred version of a vocabulary.

        Vocabularies whose own URI resembles the one looked for come first, their versions in the order of
        :meth:`available`; for a URI the first hit is the only one.
        """
        is_uri = ":" in uri_or_notation
        seen: set[str] = set()
        there = self.available()
        alike: dict[str, int] = {}
        for one in there:
            alike[one.name] = max(alike.get(one.name, 0), _common(self._uri_of(one), uri_or_notation))
        for one in sorted(there, key=lambda one: -alike[one.name]):
            if one.name in seen and not is_uri:
                continue
            seen.add(one.name)
            scheme = self.open(one)
            for concept in scheme.find(uri_or_notation):
                yield scheme, concept
                if is_uri:
                    return

    def path(self, name: str, version: str) -> Path:
        """Where the index of a vocabulary is installed.

        Raises:
            ValueError: the name or the version cannot be part of a file name.
        """
        for word in (name, version):
            if not NAME.fullmatch(word):
                raise ValueError(
                    f"{word!r} is no name for a vocabulary: use lower-case letters, digits, dots and dashes"
                )
        return self.folder / name / f"{version}{SUFFIX}"

    def install(self, description: SchemeDescription, fill: Callable[[IndexBuilder], None]) -> Built:
        """Install a vocabulary, in the place of an older index of the same version.

        Args:
            description: what the scheme says of itself.
            fill: feeds the index.

        Returns:
            What it holds, and what was wrong with the source.

        Raises:
            UsageError: the folder cannot be written to, or the disk is full; nothing has changed.
        """
        with IndexBuilder(description, self.path(description.name, description.version)) as builder:
            fill(builder)
            built = builder.finish()
        self.forget(description.name, description.version)
        return built

    def forget(self, name: str, version: str) -> None:
        """Let go of an installed index that was replaced or removed; its next use opens what is there then."""
        with self._lock:
            self._open.pop((name, version, False), None)

    def remove(self, name: str, version: str) -> None:
        """Remove an installed vocabulary.

        Raises:
            VocabularyMissingError: it is not installed.
        """
        path = self.path(name, version)
        if not path.is_file():
            raise VocabularyMissingError(name, version)
        path.unlink()
        self.forget(name, version)

    def _installed(self) -> Iterator[Available]:
        for path in sorted(self.folder.glob(f"*/*{SUFFIX}")):
            if not path.name.startswith(".") and not path.parent.name.startswith("."):
                yield Available(path.parent.name, path.name.removesuffix(SUFFIX), ships=False, path=path)

    def _shipped(self) -> Iterator[Available]:
        for one in bundled():
            yield Available(one.description.name, one.description.version, ships=True, bundled=one)

    def _uri_of(self, one: Available) -> str:
        if one.bundled is not None:
            return one.bundled.description.uri
        try:
            return self.open(one).description.uri
        except (VocabularyDamagedError, VocabularyNewerError):
            return ""


def _newest_first(version: str) -> tuple[tuple[int, str], ...]:
    """A key that puts newer versions first: 1.10, 1.10-rc, 1.9, 1.2.1, 1.2; numbers count as numbers."""
    parts = [part for part in _DIGITS.split(version) if part]
    known = [(-int(part), "") if part.isdigit() else (0, "") if part == "." else (2, part) for part in parts]
    return (*known, (1, ""))


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length
