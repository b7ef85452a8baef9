"""Where semantic indexes are kept: a folder of arrays each, put in place whole, mapped into memory, then only read."""

from __future__ import annotations

import json
from glob import escape
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import Final

from ..index.file import Writing
from ..index.folder import compiled_folder
from ..index.store import ConceptScheme
from .building import Encoded
from .encoder import DIMENSIONS

LAYOUT: Final = 1
"""Number of the layout and of the way of building; another one is built anew."""

_KEPT: Final = 3
"""Indexes of a scheme and version that are kept, since its content may differ from file to file; the newest ones."""

_ARRAYS: Final = ("map", "labels", "starts", "centres", "notes")
_CONCEPTS: Final = "concepts.json"


def key_of(scheme: ConceptScheme, encoder: str) -> str:
    """What an index depends on, in short: the scheme's content, the encoder with its version, our own layout."""
    with scheme.path.open("rb") as stream:
        content = file_digest(stream, "blake2b").hexdigest()
    return blake2b("|".join((content, encoder, str(LAYOUT))).encode(), digest_size=8).hexdigest()


def find(scheme: ConceptScheme, key: str) -> Encoded | None:
    """The index that was kept, if it is there and whole."""
    import numpy

    folder = _folder(scheme, key)
    try:
        concepts = json.loads((folder / _CONCEPTS).read_text("utf-8"))
        arrays = {name: numpy.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False) for name in _ARRAYS}
        encoded = Encoded(uris=concepts["uris"], types=concepts["types"], **arrays)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return encoded if _whole(encoded) else None


def keep(scheme: ConceptScheme, key: str, encoded: Encoded) -> Encoded:
    """Put an index in place, and give it back as it is kept there.

    Raises:
        UsageError: the disk is full.
    """
    import shutil
    import tempfile

    import numpy

    folder = _folder(scheme, key)
    with Writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", suffix=".partial", dir=folder.parent))
        try:
            for name in _ARRAYS:
                numpy.save(partial / f"{name}.npy", getattr(encoded, name), allow_pickle=False)
            concepts = {"uris": encoded.uris, "types": encoded.types}
            (partial / _CONCEPTS).write_text(json.dumps(concepts), "utf-8")
            _put_in_place(partial, folder, scheme, key)
        finally:
            shutil.rmtree(partial, ignore_errors=True)
    return find(scheme, key) or encoded


def _put_in_place(partial: Path, folder: Path, scheme: ConceptScheme, key: str) -> None:
    """A whole index of another process stays; what else has the name is set aside first."""
    import shutil

    if folder.exists():
        if find(scheme, key) is not None:
            return
        aside = partial.with_suffix(".aside")
        folder.rename(aside)
        shutil.rmtree(aside, ignore_errors=True)
    partial.rename(folder)
    same = folder.parent.glob(f"{escape(_stem(scheme))}-*")
    for old in sorted(same, key=_age)[_KEPT:]:
        shutil.rmtree(old, ignore_errors=True)


def _age(folder: Path) -> float:
    try:
        return -folder.stat().st_mtime_ns
    except OSError:  # another process has removed it
        return 0


def _stem(scheme: ConceptScheme) -> str:
    return f"{scheme.description.name}-{scheme.description.version}"


def _folder(scheme: ConceptScheme, key: str) -> Path:
    return compiled_folder() / "semantic" / f"{_stem(scheme)}-{key}"


def _whole(encoded: Encoded) -> bool:
    """Whether the shapes fit together."""
    concepts, width = len(encoded.uris), encoded.map.shape[-1]
    return (
        len(encoded.types) == concepts
        and encoded.map.shape == (DIMENSIONS, width)
        and encoded.starts.shape == (concepts + 1,)
        and encoded.labels.shape == (encoded.starts[-1], width)
        and encoded.centres.shape == encoded.notes.shape == (concepts, width)
    )
