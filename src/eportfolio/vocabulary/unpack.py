"""Installing what a bundle holds: all of it, once every part was found sound, or nothing."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from ..report.errors import EportfolioError, UnreadableError, UnsafeError
from ..sources.archives import FAULTS
from ..sources.json import load_json
from ..sources.limits import Limits
from .errors import VocabularyDamagedError, VocabularyNewerError
from .index.file import Writing
from .index.store import ConceptScheme
from .library import NAME, Vocabularies
from .pack import FORMAT, KINDS, MANIFEST, MAPPINGS, PIECE, VERSION, VOCABULARY, Packed

PACK_LIMITS: Final = Limits(inflated_bytes=8 << 30, attachments=1000, nodes=20_000)
"""What a bundle may cost: the size of all its indexes, their number, and the values of its manifest."""

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")
_MANIFEST_BYTES: Final = 4 << 20
_SHRINKS: Final = 200
"""An index shrinks to a fifth or so; what shrinks to a two-hundredth was made to grow."""

_SPARE: Final = 1 << 16


def unpack(vocabularies: Vocabularies, path: Path, limits: Limits = PACK_LIMITS) -> tuple[Packed, ...]:
    """Install everything that a bundle holds, in the place of older indexes of the same versions.

    Every index is taken out, compared with its digest and checked before the first one is put in place.

    Args:
        vocabularies: where it is installed.
        path: the bundle.
        limits: what it may cost.

    Returns:
        What was installed.

    Raises:
        UnreadableError: it is no bundle, is damaged, or differs from its manifest; nothing was installed.
        UnsafeError: it would need unbounded room, or has names that lead elsewhere; nothing was installed.
        VocabularyNewerError: an index is from a newer release; nothing was installed.
        UsageError: the folder cannot be written to, or the disk is full; nothing was installed.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        with _opened(path) as bundle:
            packed = _read_manifest(bundle, path, limits)
            for one in packed:
                target = vocabularies.folder / one.path
                temporary = target.with_name(f".{target.name}.{secrets.token_hex(6)}.partial")
                staged.append((temporary, target))
                _take_out(bundle, one, temporary, path)
                _check(one, temporary, path)
        _put_in_place(staged)
    finally:
        for temporary, _ in staged:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
    for one in packed:
        vocabularies.forget(one.name, one.version)
    return packed


def _damaged(path: Path, why: str) -> UnreadableError:
    return UnreadableError(
        "vocabulary-damaged",
        f"The bundle {path} cannot be used: {why}. Nothing was installed.",
        hint="Make it again, eportfolio vocab pack, or copy it again.",
    )


def _unsafe(path: Path, why: str, *, rule: str = "unsafe-content") -> UnsafeError:
    return UnsafeError(
        rule, f"The bundle {path} is refused: {why}. Nothing was installed.", hint="Ask whoever made the bundle."
    )


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as bundle:
            yield bundle
    except OSError as error:
        raise UnreadableError("file-not-readable", f"{path} cannot be opened: {error.strerror or error}.") from None
    except FAULTS as error:
        raise _damaged(path, f"it is no whole bundle ({error})") from None


def _read_manifest(bundle: zipfile.ZipFile, path: Path, limits: Limits) -> tuple[Packed, ...]:
    """What the bundle says that it holds, when it holds exactly that."""
    inside = Counter(bundle.namelist())
    if MANIFEST not in inside:
        raise _damaged(path, f"it has no {MANIFEST}, so it is no bundle of vocabularies")
    if bundle.getinfo(MANIFEST).file_size > _MANIFEST_BYTES:
        raise _unsafe(path, f"its {MANIFEST} is too large", rule="limit-exceeded")
    try:
        said = load_json(bundle.read(MANIFEST), limits)
    except EportfolioError as error:
        raise _damaged(path, f"its {MANIFEST} cannot be read ({error})") from None
    if not isinstance(said, dict) or said.get("format") != FORMAT or not isinstance(said.get("version"), int):
        raise _damaged(path, f"its {MANIFEST} is not that of a bundle of vocabularies")
    if said["version"] > VERSION:
        raise UnreadableError("vocabulary-newer", f"The bundle {path} was made by a newer release of eportfolio.")
    files = said.get("files")
    if not isinstance(files, list) or not files:
        raise _damaged(path, f"its {MANIFEST} names no files")
    packed = tuple(_entry(one, path) for one in files)
    expected = Counter([MANIFEST, *(one.path for one in packed)])
    for odd in (inside - expected) + (expected - inside):
        raise _unsafe(path, f"its {MANIFEST} and its files differ in {odd!r}")
    _check_room(bundle, packed, path, limits)
    return packed


def _entry(said: Any, path: Path) -> Packed:
    try:
        one = Packed(**said)
    except TypeError:
        raise _damaged(path, f"its {MANIFEST} has an entry that is none") from None
    words = (one.name, one.version) if one.kind == VOCABULARY else (one.name,)
    if one.kind not in KINDS or not all(isinstance(word, str) and NAME.fullmatch(word) for word in words):
        raise _unsafe(path, f"{one.kind} {one.name!r} {one.version!r} is no name of a vocabulary")
    if one.kind == VOCABULARY and one.name == MAPPINGS:
        raise _unsafe(path, f"{one.name!r} is no name of a vocabulary")
    if type(one.size) is not int or one.size < 0 or not _DIGEST.fullmatch(str(one.sha256)):
        raise _damaged(path, f"its {MANIFEST} has no size or no digest for {one.title}")
    return one


def _check_room(bundle: zipfile.ZipFile, packed: tuple[Packed, ...], path: Path, limits: Limits) -> None:
    """Refuse what would grow beyond measure, before anything is taken out."""
    if len(packed) > limits.attachments or sum(one.size for one in packed) > limits.inflated_bytes:
        most = f"{limits.attachments} files or {limits.inflated_bytes} bytes"
        raise _unsafe(path, f"it holds more than {most} (limits attachments, inflated_bytes)", rule="limit-exceeded")
    for one in packed:
        info = bundle.getinfo(one.path)
        if info.file_size != one.size:
            raise _damaged(path, f"{one.title} is not as long as the manifest says")
        if info.file_size > _SHRINKS * info.compress_size + _SPARE:
            raise _unsafe(path, f"{one.title} grows more than {_SHRINKS} times", rule="limit-exceeded")


def _take_out(bundle: zipfile.ZipFile, one: Packed, temporary: Path, path: Path) -> None:
    digest, left = sha256(), one.size
    with bundle.open(one.path) as source, Writing(temporary):
        temporary.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as out:
            while left >= 0 and (piece := _read(source, path)):
                digest.update(piece)
                left -= len(piece)
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
    if left or digest.hexdigest() != one.sha256:
        raise _damaged(path, f"{one.title} differs from its digest")


def _read(source: Any, path: Path) -> bytes:
    """A piece of a file in the bundle; what is wrong with it is not taken for a fault of the disk."""
    try:
        return bytes(source.read(PIECE))
    except OSError as error:
        raise UnreadableError("file-not-readable", f"{path} cannot be read: {error.strerror or error}.") from None


def _check(one: Packed, temporary: Path, path: Path) -> None:
    """Look at an index before it is installed: whole, of this release, what it claims to be, and without code."""
    try:
        with KINDS[one.kind](temporary) as index:
            index.check()
            code = index.connection().execute(
                "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view') OR sql LIKE 'CREATE VIRTUAL%'"
            )
            if code.fetchall():
                raise _unsafe(path, f"{one.title} holds code (triggers, views or virtual tables)")
            inside = (
                (index.description.name, index.description.version)
                if isinstance(index, ConceptScheme)
                else (index.name, "")
            )
    except VocabularyNewerError:
        raise VocabularyNewerError(Path(f"{path}: {one.path}")) from None
    except VocabularyDamagedError as error:
        raise _damaged(path, f"{one.title}: {error.why}") from None
    except (sqlite3.Error, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise _damaged(path, f"{one.title} cannot be opened ({type(error).__name__})") from None
    if inside != (one.name, one.version):
        raise _damaged(path, f"{one.title} is {' '.join(inside).strip()} inside")


def _put_in_place(staged: list[tuple[Path, Path]]) -> None:
    """Give every index its name; when one cannot have it, those before it go back."""
    done: list[tuple[Path, Path]] = []
    try:
        for temporary, target in staged:
            before = temporary.with_suffix(".before")
            with Writing(target):
                if target.exists():
                    _second_name(target, before)
                done.append((target, before))
                temporary.replace(target)
    except BaseException:
        for target, before in reversed(done):
            if before.exists():
                before.replace(target)
            else:
                target.unlink(missing_ok=True)
        raise
    finally:
        for _, before in done:
            before.unlink(missing_ok=True)


def _second_name(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:  # a file system without hard links
        shutil.copy2(path, other)
