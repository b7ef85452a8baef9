"""Containers: files that carry a portfolio inside, or several badges, and how they got there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from .source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..report.findings import Finding

_PART: Final = re.compile(r"/(\d{1,9})(?=/|\Z)")

WAYS_IN: Final = {
    "pdf": "attached to", "png": "baked into", "svg": "baked into", "zip": "found in", "folder": "found in",
}  # fmt: skip
"""Kind of a container to the way in which something is in it, for people."""


def name_of(container: str) -> str:
    """What people call a kind of container."""
    return container if container == "folder" else container.upper()


def in_parts(found: Iterable[Finding], source: Source) -> Iterator[Finding]:
    """Findings about a source, at the places of the files that it was put together from.

    Args:
        found: the findings.
        source: the source; unless it was an archive, all findings stay as they are.
    """
    for item in found:
        part = _PART.match(item.pointer) if source.parts else None
        if part is None or int(part[1]) >= len(source.parts):
            yield item
        else:
            yield replace(item, pointer=item.pointer[part.end() :], source=source.parts[int(part[1])].name)


def open_container(source: Source) -> Source:
    """Take what a source holds out of its container.

    Args:
        source: any source.

    Returns:
        What is inside as a source of the same name; the source itself when it is no container.

    Raises:
        UnreadableError: the container is damaged, encrypted, or holds nothing that is known.
        UnsafeError: it goes beyond a safety limit.
        MissingExtraError: it is a PDF, and the extra ``[pdf]`` is not installed.
    """
    if source.kind == "pdf":
        from .pdf import open_container

        return open_container(source)
    if source.kind == "zip":
        from .archives import open_archive

        return open_archive(source)
    if source.kind not in {"png", "xml"}:
        return source
    from .baking import is_picture
    from .baking import open_container as take_out

    return take_out(source) if is_picture(source) else source
