"""Speed of look-up beside other ways of finding a label, in one run: ``python -m tests.benchmarks.lookup``.

Measured are opening, exact look-up, ranked search and the linking of a portfolio; on ESCO 1.1.1 in English where the
reference material is there, on the starter that ships otherwise.  What is slow is asked fewer queries, and rdflib gets
a part of the vocabulary, on which the library is measured again.  To open a peer is to hand it the labels, already
read; to link with one is to ask it once for each competence.  Times are processor time and differ from machine to
machine; the ratios, all of one run, are what counts.  How good the answers are, ``tests.benchmarks.linking`` measures.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from eportfolio.vocabulary.index.store import ConceptScheme
from eportfolio.vocabulary.library import Vocabularies

from .lookup_peers import PEERS, Pairs, Peer

SEED: Final = 1
LANGUAGE: Final = "en"
OURS: Final = "eportfolio"
COMPETENCES: Final = 40
"""Competences of the portfolio that is linked."""

_ENGLISH: Final = "vocabularies/esco-1.1.1-en-official"
_SKILLS: Final = ("skill", "knowledge")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure.

    Attributes:
        on: the vocabulary and its size.
        what: what was measured.
        method: with what.
        seconds: median of the time.
        ratio: the same as a multiple of the library's.
    """

    on: str
    what: str
    method: str
    seconds: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured.

    Attributes:
        queries: queries for the library and for full-text search.
        slow: queries for what looks at every label.
        rounds: how often the rest is measured.
    """

    queries: int = 200
    slow: int = 25
    rounds: int = 5


def changed(label: str, chance: random.Random) -> str:
    """A label as somebody may write it: a word left out, or a letter of a word wrong."""
    words = label.split()
    place = chance.randrange(len(words))
    if len(words) > 2 and chance.random() < 0.5:
        del words[place]
    else:
        letter = chance.randrange(len(words[place]))
        words[place] = words[place][:letter] + chance.choice(_LETTERS) + words[place][letter + 1 :]
    return " ".join(words)


def alternatives(scheme: ConceptScheme, number: int) -> list[str]:
    """Alternative labels of skills by chance, the same in every run."""
    found = [one.text for one in scheme.labels(language=LANGUAGE) if one.kind == "alternative" and one.type in _SKILLS]
    return random.Random(SEED).sample(found, min(number, len(found)))


def _clocked(function: Callable[[], object]) -> float:
    start = time.process_time()
    function()
    return time.process_time() - start


def _median(function: Callable[[str], object], texts: Sequence[str]) -> float:
    """The median time of a function; it is called once before."""
    function(texts[-1])
    return statistics.median(_clocked(lambda text=text: function(text)) for text in texts)  # type: ignore[misc]


def _portfolio(labels: Sequence[str]) -> Any:
    from eportfolio.model import Portfolio

    return Portfolio.model_validate({"language": LANGUAGE, "competences": [{"label": label} for label in labels]})


def _of_library(folder: Path, exact: Sequence[str], ranked: Sequence[str], rounds: int) -> dict[str, float]:
    from eportfolio.vocabulary.linking import link
    from eportfolio.vocabulary.search import Searcher

    vocabularies = Vocabularies(folder)
    scheme = vocabularies.scheme("esco")
    searcher = Searcher(scheme)
    portfolio = _portfolio(ranked[:COMPETENCES])
    link(_portfolio(ranked[-1:]), vocabularies)
    return {
        "open": statistics.median(_clocked(lambda: ConceptScheme(scheme.path).close()) for _ in range(rounds)),
        "exact look-up": _median(scheme.exact, exact),
        "ranked search": _median(lambda text: searcher.search(text, language=LANGUAGE), ranked),
        "link 40 competences": statistics.median(
            _clocked(lambda: link(portfolio, vocabularies)) for _ in range(rounds)
        ),
    }


def _of_peer(
    make: Callable[[Pairs], Peer], pairs: Pairs, exact: Sequence[str], ranked: Sequence[str]
) -> dict[str, float]:
    made: list[Peer] = []
    opened = _clocked(lambda: made.append(make(pairs)))
    search = _median(made[0].ranked, ranked)
    return {
        "open": opened,
        "exact look-up": _median(made[0].exact, exact),
        "ranked search": search,
        "link 40 competences": search * COMPETENCES,
    }


def measure(folder: Path, peers: Sequence[str], effort: Effort = Effort()) -> list[Row]:
    """Measure a vocabulary and peers that hold the same labels.

    Args:
        folder: where the vocabulary ``esco`` is installed.
        peers: names of the peers, of :data:`PEERS`.
        effort: how much is measured.
    """
    with Vocabularies(folder).scheme("esco") as scheme:
        pairs = [(one.uri, one.text) for one in scheme.labels(language=LANGUAGE)]
        exact = alternatives(scheme, effort.queries)
        on = f"{scheme.description.title} {scheme.description.version}, {len(pairs):,} labels"
    chance = random.Random(SEED)
    ranked = [changed(label, chance) for label in exact]
    ours = _of_library(folder, exact, ranked, effort.rounds)
    times = {OURS: ours}
    for name in peers:
        number = effort.queries if name.startswith("SQLite") else effort.slow
        times[name] = _of_peer(PEERS[name], pairs, exact[:number], ranked[:number])
    return [
        Row(on, what, name, figures[what], figures[what] / (ours[what] or 1e-9))
        for what in ours
        for name, figures in times.items()
    ]


def part(folder: Path, target: Path, concepts: int) -> None:
    """Install the first skills of a vocabulary, with their labels, as a smaller one of the same name."""
    with Vocabularies(folder).scheme("esco") as scheme:
        uris = [one.uri for one in scheme.concepts("skill")][:concepts]

        def fill(builder: Any) -> None:
            for uri in uris:
                builder.concept(uri, "skill")
                for label in scheme.labels(uri, language=LANGUAGE):
                    builder.label(uri, label.kind, label.language, label.text)

        Vocabularies(target).install(scheme.description, fill)


def prepared(folder: Path) -> None:
    """Install ESCO 1.1.1 in a folder, or the starter that ships."""
    from eportfolio.vocabulary.esco.install import install_esco
    from tests.support import SHARED

    vocabularies = Vocabularies(folder)
    if SHARED is not None and (SHARED / _ENGLISH).is_dir():
        install_esco([SHARED / _ENGLISH], vocabularies=vocabularies)
    else:
        starter = vocabularies.scheme("esco-starter" if "esco-starter" in vocabularies.names() else "esco")
        vocabularies.install(starter.description, lambda builder: builder.copy(starter))


def _shown(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e6:.0f} µs"


def lines(rows: Sequence[Row], *, markdown: bool) -> Iterator[str]:
    """The rows as a table, for the terminal or in Markdown."""
    on = ""
    for row in rows:
        if row.on != on:
            on = row.on
            yield from (
                ("", f"**{on}**", "", "| | with | time | ratio |", "|---|---|--:|--:|") if markdown else (f"-- {on}",)
            )
        ratio = f"{row.ratio:,.3g}" if row.ratio < 100 else f"{row.ratio:,.0f}"
        if markdown:
            yield f"| {row.what} | {row.method} | {_shown(row.seconds)} | {ratio} |"
        else:
            yield f"{row.what:22} {row.method:22} {_shown(row.seconds):>9} {ratio:>10}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description="Speed of look-up beside other ways of finding a label.")
    parser.add_argument("--format", choices=("text", "markdown"), default="text")
    parser.add_argument("--concepts", type=int, default=500, help="size of the part that rdflib gets")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        whole, small = Path(place) / "whole", Path(place) / "part"
        prepared(whole)
        part(whole, small, options.concepts)
        rows = measure(whole, [name for name in PEERS if not name.startswith("rdflib")])
        small_rows = measure(small, list(PEERS))
    for line in lines([*rows, *small_rows], markdown=options.format == "markdown"):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
