"""Compare two versions of a vocabulary: concepts, labels and relations that came, went or changed.

Exits with 0 when nothing differs and with 1 when something does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ...report.errors import ExitCode
from ..console import out, out_json, paint_for
from ..parsing import add_output

if TYPE_CHECKING:
    from ...report.render.text import Paint
    from ...vocabulary.versions import VersionDifference

_SHOWN = 10
_HEADINGS = {
    "added": "Concepts added", "removed": "Concepts removed", "obsoleted": "Concepts withdrawn",
    "replaced": "Successors", "changed": "Values changed", "alternatives": "Other labels",
    "relations_added": "Relations added", "relations_removed": "Relations removed",
}  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("name", metavar="NAME", help="the vocabulary, such as esco")
    parser.add_argument("old", metavar="OLD", help="the older version")
    parser.add_argument("new", metavar="NEW", help="the newer version")
    parser.add_argument("--limit", type=int, metavar="NUMBER", help=f"how many of each are listed; {_SHOWN} in text")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    from ...vocabulary.library import Vocabularies
    from ...vocabulary.versions import compare_versions

    vocabularies = Vocabularies()
    old = vocabularies.scheme(arguments.name, arguments.old)
    new = vocabularies.scheme(arguments.name, arguments.new)
    difference = compare_versions(old, new)
    limit = arguments.limit if arguments.limit is None else max(0, arguments.limit)
    if arguments.output == "json":
        out_json(difference.as_dict(limit))
    else:
        out("\n".join(_text(difference, _SHOWN if limit is None else limit, paint_for(sys.stdout))) + "\n")
    return ExitCode.FINE if difference.equal else ExitCode.FINDINGS


def _text(difference: VersionDifference, limit: int, paint: Paint) -> Iterator[str]:
    yield paint("strong", f"{difference.name} {difference.old} → {difference.new}")
    counts = difference.counts()
    for kind, heading in _HEADINGS.items():
        if counts[kind]:
            number = sum(counts[kind].values())
            yield f"\n{paint('strong', heading)}: {number:,} ({_listed(counts[kind])})"
            yield from _examples(difference, kind, limit, number)
    if difference.equal:
        yield "Nothing differs."
    if difference.not_compared:
        yield f"\n{paint('warning', 'Not compared')}"
        yield from (f"  {what}" for what in difference.not_compared)


def _examples(difference: VersionDifference, kind: str, limit: int, number: int) -> Iterator[str]:
    lines = list(_lines(difference, kind, limit))
    yield from lines
    if kind != "alternatives" and number > len(lines):
        yield f"  … and {number - len(lines):,} more (--limit, --output json)"


def _lines(difference: VersionDifference, kind: str, limit: int) -> Iterator[str]:
    if kind in ("added", "removed", "obsoleted"):
        for one in getattr(difference, kind)[:limit]:
            yield f"  {one.label} ({one.type}) {one.uri if one.label != one.uri else ''}".rstrip()
    elif kind == "replaced":
        for successor in difference.replaced[:limit]:
            yield f"  {successor.label}: {successor.uri} → {successor.successor} ({successor.reason.replace('_', ' ')})"
    elif kind == "changed":
        for change in difference.changed[:limit]:
            what = f"{change.what} {change.language}".strip()
            yield f"  {what}: {change.before!r} → {change.after!r} {change.uri}"
    elif kind.startswith("relations"):
        for predicate, found in sorted(getattr(difference, kind).items()):
            for relation in found[: max(1, limit // 3) if limit else 0]:
                ends = (difference.labels.get(uri, uri) for uri in (relation.subject, relation.object))
                yield f"  {f' {predicate} '.join(ends)}"


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in counts.items())
