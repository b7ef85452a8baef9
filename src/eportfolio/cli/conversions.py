"""Which source goes to which target, and in which format: settled before anything is read or written."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from .files import Found, expand
from .parsing import MisuseError


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
        MisuseError: the target must be a folder, or two sources would write the same file.
        UsageError: the name of the target does not tell its format.
        UnknownFormatError: there is no such format.
        UnreadableError: a pattern fits no file.
    """
    from ..exchange import registry
    from ..exchange.portfolios import format_of

    found = expand(sources)
    folder = target != "-" and (target.endswith(("/", os.sep)) or Path(target).is_dir())
    if not folder:
        if len(found) != 1 or not found[0].named:
            raise MisuseError(
                f"several sources need a folder as target; {target} is none (end its name with / to make it)"
            )
        if target == "-" and not arguments.target_format:
            raise MisuseError("standard output has no name to tell the format from; name it with --to")
        format_id = arguments.target_format or format_of(target)
        registry.get(format_id)
        _check_same(found[0], target)
        return [Job(found[0], target, format_id)]
    if not arguments.target_format:
        raise MisuseError("a folder as target needs --to, the format of what is written there")
    found = [item for item in found if item.named or not _is_below(item.path, target)]  # not what we wrote before
    if not found:
        raise MisuseError(f"there is no file in {', '.join(sources)}")
    suffix = next(iter(registry.get(arguments.target_format).format.suffixes), "")
    return [
        Job(item, path, arguments.target_format, in_folder=True)
        for path, item in _targets(found, Path(target), suffix).items()
    ]


def _targets(found: Sequence[Found], folder: Path, suffix: str) -> dict[str, Found]:
    """Where each source goes: ``cv.xml`` to ``cv.json``, but twins ``cv.xml`` and ``cv.ttl`` to ``cv.xml.json`` …

    Raises:
        MisuseError: two sources would write the same file, or one itself.
    """
    short = {item: PurePath(item.below).with_name(stem(PurePath(item.below).name) + suffix) for item in found}
    taken = Counter(short.values())
    targets: dict[str, Found] = {}
    for item, name in short.items():
        if item.path == "-":
            raise MisuseError("standard input has no name; give its target one, instead of a folder")
        path = str(folder / (name if taken[name] == 1 else item.below + suffix))
        if path in targets:
            raise MisuseError(f"{targets[path].path} and {item.path} would both be written to {path}")
        _check_same(item, path)
        targets[path] = item
    return targets


def stem(name: str) -> str:
    """A file name without the suffix of its format."""
    from ..exchange import registry

    suffixes = (suffix for form in registry.formats() for suffix in form.suffixes)
    for suffix in sorted(suffixes, key=len, reverse=True):
        if name.lower().endswith(suffix) and len(name) > len(suffix):
            return name[: -len(suffix)]
    return PurePath(name).stem


def _is_below(path: str, folder: str) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _check_same(found: Found, target: str) -> None:
    if "\0" in found.path + target:
        return  # no file has such a name: opening it says so
    if "-" not in (found.path, target) and os.path.realpath(found.path) == os.path.realpath(target):
        raise MisuseError(f"the target {target} is the source itself; choose another name")
