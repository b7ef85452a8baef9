"""How well words are linked to concepts: ``python -m tests.benchmarks.linking``.

Prints a table per data set, one row a method: the baselines and the methods of the library on the same data in the
same run.  The data sets, and what they are split into, are those of :mod:`tests.benchmarks.linking_data`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

from . import linking_methods
from .linking_baselines import BASELINES
from .linking_data import DATA_SETS, Collection, identical
from .linking_measures import Measured, measure

_HEAD = (
    *("method", "queries", "MRR", "hit@1", "RP@5", "MRR, not identical"),
    *("answered", "right then", "silent, none fits", "ms"),
)


def shared() -> Path:
    """The folder of the reference material.

    Raises:
        SystemExit: it is not there.
    """
    place = Path(os.environ.get("EPORTFOLIO_SHARED") or Path(__file__).parents[3] / "shared")
    if not (place / "vocabularies").is_dir():
        raise SystemExit("The reference material is neither at ../shared nor where EPORTFOLIO_SHARED says.")
    return place


def runs(collection: Collection, wanted: list[str], threshold: float) -> Iterator[Measured]:
    """Measure every wanted method on a data set, the baselines first."""
    labelled = identical(collection)
    for name, build in BASELINES.items():
        if not wanted or any(word in name for word in wanted):
            yield measure(name, build(collection).rank, collection.queries, labelled)
    for name, opened in linking_methods.methods().items():
        if not wanted or any(word in name for word in wanted):
            with opened(collection) as rank:
                yield measure(name, rank, collection.queries, labelled, threshold)


def cells(row: Measured) -> tuple[str, ...]:
    """One row of the table."""
    silent = "" if row.silent_on_unknown is None else f"{row.silent_on_unknown:.2f}"
    told = (f"{row.answered:.2f}", f"{row.right_when_answered:.2f}") if row.answered else ("", "")
    figures = (f"{value:.3f}" for value in (row.mrr, row.hit, row.precision, row.other_mrr))
    return (row.method, str(row.queries), *figures, *told, silent, f"{row.median:.1f}")


def as_text(rows: list[tuple[str, ...]]) -> str:
    """A table for the terminal."""
    widths = [max(len(row[i]) for row in [_HEAD, *rows]) for i in range(len(_HEAD))]
    lines = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in [_HEAD, *rows]]
    return "\n".join("  ".join(line).rstrip() for line in lines)


def as_markdown(rows: list[tuple[str, ...]]) -> str:
    """A table for a README."""
    return "\n".join("| " + " | ".join(row) + " |" for row in [_HEAD, ("---",) * len(_HEAD), *rows])


def main(arguments: list[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.linking", description=__doc__)
    parser.add_argument("--dataset", action="append", choices=list(DATA_SETS), help="only this one; may be repeated")
    parser.add_argument("--method", action="append", default=[], help="only methods with this word in their name")
    parser.add_argument(
        "--split", choices=("report", "tuning", "all"), default="report", help="which part of the queries"
    )
    parser.add_argument("--limit", type=int, default=2000, help="at most so many queries of a data set; 0 for all")
    parser.add_argument("--threshold", type=float, default=0.5, help="score from which an answer counts as given")
    parser.add_argument("--format", choices=("text", "markdown", "json"), default="text")
    options = parser.parse_args(arguments)
    place, everything = shared(), {}
    render: Callable[[list[tuple[str, ...]]], str] = as_markdown if options.format == "markdown" else as_text
    for name in options.dataset or DATA_SETS:
        collection = DATA_SETS[name](place, options.split)
        collection.queries = collection.queries[: options.limit or None]
        results = list(runs(collection, options.method, options.threshold))
        everything[name] = [{k: v for k, v in asdict(row).items() if k != "ranks"} for row in results]
        if options.format != "json":
            print(f"\n{name}: {collection.about} ({len(collection.entries)} concepts, {options.split})\n")
            print(render([cells(row) for row in results]), flush=True)
    if options.format == "json":
        print(json.dumps(everything, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
