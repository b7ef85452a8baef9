"""The files that are meant: names, folders, patterns, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from ..report.errors import EportfolioError, UnreadableError
from ..sources.source import Source, open_source


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was named or found.

    Attributes:
        path: its path, ``-`` for standard input.
        below: its path below the folder that was named; its name when it was named itself.
        named: whether it was named itself, so that it must be looked at.
    """

    path: str
    below: str
    named: bool = True


def expand(names: Iterable[str]) -> list[Found]:
    """The files behind the names of a command line, each one once.

    Folders are searched with all that is in them, except hidden files; patterns are resolved here where the
    shell did not.

    Raises:
        UnreadableError: a pattern fits no file.
    """
    found: dict[str, Found] = {}
    for name in names:
        for item in _expand_one(name):
            found.setdefault(os.path.normpath(item.path), item)
    return list(found.values())


def _expand_one(name: str) -> Iterator[Found]:
    path = Path(name)
    if name != "-" and path.is_dir():
        yield from _folder(path)
    elif name != "-" and glob.has_magic(name) and not path.exists():
        matches = sorted(glob.glob(name, recursive=True))  # noqa: PTH207 - a pattern may be absolute
        if not matches:
            raise UnreadableError("file-not-readable", f"No file fits the pattern {name}.")
        for match in matches:
            if Path(match).is_dir():
                yield from _folder(Path(match))
            else:
                yield Found(match, PurePath(match).name)
    else:
        yield Found(name, path.name)


def _folder(folder: Path) -> Iterator[Found]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                path = Path(root, name)
                yield Found(str(path), str(path.relative_to(folder)), named=False)


def open_found(found: Found, format_id: str | None) -> Source | str:
    """Open a file, or tell why it is not one of ours.

    A file that was named itself is opened in any case.  One of a folder is passed over when no adapter knows
    it, but a broken file that is named like a portfolio is not.

    Args:
        found: the file.
        format_id: the format that the user says it has.

    Returns:
        The source, or the reason for passing over it.

    Raises:
        EportfolioError: it cannot be opened.
    """
    from ..exchange import registry
    from ..exchange.portfolios import DEFAULT_READ, open_input

    if found.named:
        return open_source(found.path)
    forms = [registry.get(format_id).format] if format_id else registry.formats()
    alike = found.path.lower().endswith(tuple(suffix for form in forms for suffix in form.suffixes))
    if format_id and not alike:
        return f"its name does not end like {format_id}"
    try:
        return open_input(found.path, format_id, DEFAULT_READ)[0]
    except EportfolioError as error:
        if error.finding.name in _SOMETHING_ELSE or not alike:
            return error.finding.message.removeprefix(f"{found.path} ")
        raise


_SOMETHING_ELSE = ("unknown-format", "neighbouring-format", "no-portfolio-inside")
"""What is found in a file that is whole, but no portfolio."""
