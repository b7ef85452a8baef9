"""Which source goes to which target, and in which format: settled before anything is read or written."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from .files import Found, expand
from .parsing import Misuse

if TYPE_CHECKING:
    from ..exchange.adapter import Format


@dataclass(frozen=True, slots=True)
class Job:
    """One conversion.

    Attributes:
        found: the source.
        target: path of the target, ``-`` for standard output.
        format: id of the target's format.
        in_folder: whether the target is a file of the folder that was named.
    """

    found: Found
    target: str
    format: str
    in_folder: bool = False


def plan(sources: Sequence[str], target: str, arguments: argparse.Namespace) -> list[Job]:
    """The jobs of a command line.

    Raises:
        Misuse: the target must be a folder, its format cannot be told, or two sources would write the same file.
        UnknownFormatError: there is no such format.
        UnreadableError: a pattern fits no file.
    """
    from ..exchange import registry

    found = expand(sources)
    folder = target != "-" and (target.endswith(("/", os.sep)) or Path(target).is_dir())
    if not folder:
        if len(found) != 1 or not found[0].named:
            raise Misuse(
                f"several sources need a folder as target; {target} is none (end its name with / to make it)"
            )
        format_id = arguments.target_format or format_of(target)
        registry.get(format_id)
        _check_same(found[0], target)
        return [Job(found[0], target, format_id)]
    if not arguments.target_format:
        raise Misuse("a folder as target needs --to, the format of what is written there")
    suffix = next(iter(registry.get(arguments.target_format).format.suffixes), "")
    if not found:
        raise Misuse(f"there is no file in {', '.join(sources)}")
    jobs: dict[str, Job] = {}
    for item in found:
        if item.path == "-":
            raise Misuse("standard input has no name; give its target one, instead of a folder")
        path = str(Path(target, PurePath(item.below).parent, stem(PurePath(item.below).name) + suffix))
        if path in jobs:
            raise Misuse(f"{jobs[path].found.path} and {item.path} would both be written to {path}")
        _check_same(item, path)
        jobs[path] = Job(item, path, arguments.target_format, in_folder=True)
    return list(jobs.values())


def format_of(target: str) -> str:
    """The format that the name of a target tells.

    The longest suffix counts; among equals, the format whose own suffix it is.

    Raises:
        Misuse: no format, or several, have the suffix.
    """
    if target == "-":
        raise Misuse("standard output has no name to tell the format from; name it with --to")
    name = target.lower()
    fitting = [
        (len(suffix), position == 0, form.id)
        for form in _formats()
        if form.writable
        for position, suffix in enumerate(form.suffixes)
        if name.endswith(suffix)
    ]
    best = max((rank[:2] for rank in fitting), default=None)
    ids = [rank[2] for rank in fitting if rank[:2] == best]
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise Misuse(f"{target} could be {' or '.join(ids)}; choose with --to")
    raise Misuse(
        f"no format writes files that are named like {target}; name one with --to (eportfolio formats)"
    )


def stem(name: str) -> str:
    """A file name without the suffix of its format."""
    suffixes = sorted((suffix for form in _formats() for suffix in form.suffixes), key=len, reverse=True)
    for suffix in suffixes:
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return PurePath(name).stem


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, then a rename."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _formats() -> list[Format]:
    from ..exchange import registry

    return [adapter.format for adapter in registry.adapters()]


def _check_same(found: Found, target: str) -> None:
    if "-" not in (found.path, target) and os.path.realpath(found.path) == os.path.realpath(target):
        raise Misuse(f"the target {target} is the source itself; choose another name")
