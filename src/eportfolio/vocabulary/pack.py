"""Bundles of installed vocabularies and mapping sets: one file for machines that have no network.

A bundle is a zip with the index files and, last, ``manifest.json``, which names each with its size and its SHA-256
digest.  The digests show damage; they do not show who made the bundle.  The same indexes give the same bytes.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from ..report.errors import UsageError
from .errors import VocabularyMissingError
from .index.layout import SUFFIX
from .index.store import ConceptScheme
from .library import Vocabularies
from .mappings.index import SUFFIX as MAPPINGS_SUFFIX
from .mappings.index import MappingIndex

FORMAT: Final = "eportfolio-vocabulary-pack"
VERSION: Final = 1
"""Counts up whenever the layout of bundles changes."""

MANIFEST: Final = "manifest.json"
MAPPINGS: Final = "mappings"
"""The folder of mapping sets, and the word that means all of them."""

VOCABULARY: Final = "vocabulary"
KINDS: Final[dict[str, type[ConceptScheme | MappingIndex]]] = {VOCABULARY: ConceptScheme, MAPPINGS: MappingIndex}
PIECE: Final = 1 << 20
"""How many bytes are in memory at a time."""

_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Packed:
    """One index in a bundle.

    Attributes:
        kind: ``vocabulary`` or ``mappings``.
        name: its short name.
        version: version of a vocabulary; empty for a mapping set.
        size: size of the index, in bytes.
        sha256: its digest.
    """

    kind: str
    name: str
    version: str
    size: int
    sha256: str

    @property
    def path(self) -> str:
        """Where it stands: in a bundle, and below the folder of what is installed."""
        if self.kind == VOCABULARY:
            return f"{self.name}/{self.version}{SUFFIX}"
        return f"{MAPPINGS}/{self.name}{MAPPINGS_SUFFIX}"

    @property
    def title(self) -> str:
        """Its name for people."""
        return f"{self.name} {self.version}" if self.kind == VOCABULARY else f"mappings {self.name}"


def pack(vocabularies: Vocabularies, out: IO[bytes], names: Sequence[str] = ()) -> tuple[Packed, ...]:
    """Bundle installed vocabularies and mapping sets.

    Args:
        vocabularies: where they are installed.
        out: where the bundle goes.
        names: vocabularies, as ``esco`` for all its versions or ``esco@1.2.0``, and ``mappings`` or ``mappings@name``;
            everything that is installed when there are none.

    Returns:
        What the bundle holds.

    Raises:
        VocabularyMissingError: one of them is not installed.
        VocabularyDamagedError: an index is damaged.
        UsageError: nothing is installed.
    """
    packed = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as bundle:
        for path, kind, name, version in _chosen(vocabularies, names):
            with KINDS[kind](path) as index:
                index.check()
            packed.append(_add(bundle, path, Packed(kind, name, version, 0, "")))
        manifest = {"format": FORMAT, "version": VERSION, "files": [asdict(one) for one in packed]}
        with _member(bundle, MANIFEST) as stream:
            stream.write(json.dumps(manifest, ensure_ascii=False, indent=1).encode() + b"\n")
    return tuple(packed)


def _add(bundle: zipfile.ZipFile, path: Path, one: Packed) -> Packed:
    digest, size = sha256(), 0
    with path.open("rb") as source, _member(bundle, one.path) as stream:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += len(piece)
            stream.write(piece)
    return Packed(one.kind, one.name, one.version, size, digest.hexdigest())


@contextmanager
def _member(bundle: zipfile.ZipFile, name: str) -> Iterator[IO[bytes]]:
    """A file of a zip that tells neither the time nor the system."""
    info = zipfile.ZipInfo(name, _FIRST_DAY)
    info.compress_type, info.external_attr, info.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
    with bundle.open(info, "w", force_zip64=True) as stream:
        yield stream


_Found = tuple[Path, str, str, str]
"""Path, kind, name and version of an index."""


def _chosen(vocabularies: Vocabularies, names: Sequence[str]) -> list[_Found]:
    """What is meant, in an order that does not depend on the folder."""
    there = sorted(_installed(vocabularies), key=lambda one: one[1:])
    chosen = [one for one in there if not names or any(_is_meant(name, one) for name in names)]
    for wanted in names:
        if not any(_is_meant(wanted, one) for one in chosen):
            name, _, version = wanted.partition("@")
            raise VocabularyMissingError(name, version or None, tuple(" ".join(one[2:]).strip() for one in there))
    if not chosen:
        raise UsageError(
            "usage", f"No vocabulary is installed in {vocabularies.folder}.", hint="What ships needs no bundle."
        )
    return chosen


def _installed(vocabularies: Vocabularies) -> Iterator[_Found]:
    for one in vocabularies.available():
        if one.path is not None and not one.ships:
            yield one.path, VOCABULARY, one.name, one.version
    for path in vocabularies.folder.glob(f"{MAPPINGS}/*{MAPPINGS_SUFFIX}"):
        if not path.name.startswith("."):
            yield path, MAPPINGS, path.name.removesuffix(MAPPINGS_SUFFIX), ""


def _is_meant(wanted: str, found: _Found) -> bool:
    _, kind, name, version = found
    if kind == MAPPINGS:
        return wanted in (MAPPINGS, f"{MAPPINGS}@{name}")
    return wanted in (name, f"{name}@{version}")
