"""Installing mapping sets: read once, compiled into an index beside the vocabularies; and which ones are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Final

from ..._version import __version__
from ...report.errors import UsageError
from ...report.findings import Finding
from ...resources import data_folder
from ...sources.limits import DEFAULT_LIMITS, Limits
from ..errors import VocabularyDamagedError, VocabularyMissingError, VocabularyNewerError
from ..index.folder import compiled_folder
from .crosswalks import SETS, read_crosswalk
from .index import SUFFIX, MappingIndex, build_index
from .sets import MappingSet
from .sheets import is_sheet
from .sssom import read_sssom, read_text

FOLDER: Final = "mappings"
"""The folder of mapping sets, below that of the vocabularies."""

SSSOM_SUFFIX: Final = ".sssom.tsv"
"""How the names of the mapping sets end that ship with the package."""

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]*")
_OTHER: Final = re.compile(r"[^a-z0-9.]+")


@dataclass(frozen=True, slots=True)
class InstalledMappings:
    """A mapping set that was installed.

    Attributes:
        name: its short name.
        path: its index.
        counts: number of mappings by relation, such as ``exact_match``; all of them under ``mapping``.
        findings: what was wrong with the source; rows that were refused among them.
    """

    name: str
    path: Path
    counts: dict[str, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class AvailableMappings:
    """A mapping set that can be opened.

    Attributes:
        name: its short name.
        ships: whether it ships with the package; otherwise it was installed.
        path: the index of an installed one, the SSSOM file of one that ships.
    """

    name: str
    ships: bool
    path: Path

    def open(self) -> MappingIndex:
        """Open it; one that ships is compiled first when its index is not there, is damaged or is of another state.

        Raises:
            VocabularyDamagedError: the index of an installed one is damaged.
            UsageError: no folder can be written to, or the disk is full.
        """
        if not self.ships:
            return MappingIndex(self.path)
        state = self.path.stat()
        facts = f"{state.st_size} {state.st_mtime_ns} {MappingIndex.LAYOUT_VERSION} {__version__}"
        key = blake2b(facts.encode(), digest_size=6).hexdigest()
        compiled = compiled_folder() / f"{self.name}-{key}{SUFFIX}"
        if compiled.is_file():
            try:
                return MappingIndex.open_disposable(compiled)
            except (VocabularyDamagedError, VocabularyNewerError):
                pass
        build_index(read_sssom(self.path), self.name, compiled)
        return MappingIndex.open_disposable(compiled)


def install_mappings(
    folder: Path, files: Sequence[Path], *, name: str | None = None, limits: Limits = DEFAULT_LIMITS
) -> tuple[InstalledMappings, ...]:
    """Install mapping sets, one for each file, in the place of older ones of the same name.

    Args:
        folder: the folder of installed vocabularies (``Vocabularies().folder``); the sets go below ``mappings`` in it.
        files: SSSOM files (``.tsv``, with their metadata inside or beside them), or crosswalks in the ESCO layout.
        name: short name of the set; when it is left out, that of a published crosswalk, or else the file's name.
        limits: the safety limits.

    Raises:
        UnreadableError: a file cannot be read; nothing was changed.
        VocabularySourceError: a file is no mapping set; nothing was changed.
        UsageError: a name was given for several files, it cannot be part of a file name, two files would have the
            same name, or nothing can be written.
    """
    if name is not None and len(files) != 1:
        raise UsageError("usage", "A name can be given to one mapping set at a time.")
    sets: dict[str, MappingSet] = {}
    for path in files:
        mappings = read_mappings(path, limits=limits)
        short = _short_name(path, mappings) if name is None else name
        if not _NAME.fullmatch(short):
            what = f"{short!r} is no name for a mapping set: use lower-case letters, digits, dots and dashes."
            raise UsageError("usage", what, hint="Give it a name.")
        if short in sets:
            what = f"{path} would have the name of another file here: {short}."
            raise UsageError("usage", what, hint="Install the files one by one, and give them names.")
        sets[short] = mappings
    installed = []
    for short, mappings in sets.items():
        target = folder / FOLDER / f"{short}{SUFFIX}"
        counts = build_index(mappings, short, target)
        installed.append(InstalledMappings(short, target, counts, list(mappings.findings)))
    return tuple(installed)


def read_mappings(path: Path, *, limits: Limits = DEFAULT_LIMITS) -> MappingSet:
    """Read a mapping set in whichever of the known layouts: SSSOM/TSV, or a crosswalk of ESCO's partners.

    Raises:
        UnreadableError: the file cannot be read.
        VocabularySourceError: it is no mapping set.
    """
    if is_sheet(read_text(path, limits)):
        return read_crosswalk(path, limits=limits)
    return read_sssom(path, limits=limits)


def remove_mappings(folder: Path, name: str) -> None:
    """Remove an installed mapping set.

    Args:
        folder: the folder of installed vocabularies.
        name: its short name.

    Raises:
        VocabularyMissingError: it is not installed.
    """
    path = folder / FOLDER / f"{name}{SUFFIX}"
    if not _NAME.fullmatch(name) or not path.is_file():
        raise VocabularyMissingError(
            f"{FOLDER} {name}", None, tuple(one.name for one in _installed(folder)),
            hint="See what is here with eportfolio vocab list mappings; what ships with the package stays.",
        )  # fmt: skip
    path.unlink()


def available_mappings(folder: Path) -> tuple[AvailableMappings, ...]:
    """The mapping sets that are there; an installed one takes the place of one that ships under the same name.

    Args:
        folder: the folder of installed vocabularies.
    """
    found = {one.name: one for one in (*_shipped(), *_installed(folder))}
    return tuple(found[name] for name in sorted(found))


def _installed(folder: Path) -> Iterator[AvailableMappings]:
    for path in sorted((folder / FOLDER).glob(f"*{SUFFIX}")):
        if not path.name.startswith("."):
            yield AvailableMappings(path.name.removesuffix(SUFFIX), False, path)


def _shipped() -> Iterator[AvailableMappings]:
    for path in sorted((data_folder("vocabularies") / FOLDER).glob(f"*{SSSOM_SUFFIX}")):
        yield AvailableMappings(path.name.removesuffix(SSSOM_SUFFIX), True, path)


def _short_name(path: Path, mappings: MappingSet) -> str:
    """The short name of a set: the end of its address when that is one of ours, else what the file's name tells.

    ``FR_2023_mapping.csv`` becomes ``fr-2023-mapping``.
    """
    address = mappings.slots.get("mapping_set_id", "")
    if isinstance(address, str) and address.startswith(SETS):
        return address.removeprefix(SETS)
    stem = path.name.casefold()
    for suffix in (".tsv", ".csv", ".txt", ".sssom"):
        stem = stem.removesuffix(suffix)
    return _OTHER.sub("-", stem).strip("-.")
