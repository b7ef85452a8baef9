"""Installing mapping sets: read once, compiled into an index beside the vocabularies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ...report.findings import Finding


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


def install_mappings(folder: Path, files: Sequence[Path], *, name: str | None = None) -> tuple[InstalledMappings, ...]:
    """Install mapping sets, one for each file, in the place of older ones of the same name.

    Args:
        folder: the folder of installed vocabularies (``Vocabularies().folder``); the sets go below ``mappings`` in it.
        files: SSSOM files (``.tsv``, with their metadata inside or beside them), or crosswalks in the ESCO layout.
        name: short name of the set; told from the file's name when it is left out.

    Raises:
        UsageError: a name was given for several files, it cannot be part of a file name, or nothing can be written.
        VocabularySourceError: a file is no mapping set; nothing was changed.
    """
    raise NotImplementedError
