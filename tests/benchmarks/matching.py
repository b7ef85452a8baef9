"""Matching and merging, as ratios measured in one run: ``python -m tests.benchmarks.matching [ESCO]``.

Matching with occupations needs ESCO: the folder of its download (that of the reference material, or ``ESCO``).  It
stands beside a plain nested loop over all occupations and a SPARQL query over the same relations; vacancies stand
beside ``json.loads`` of each line; merging beside itself with a quarter of the items.
"""

from __future__ import annotations

import io
import json
import random
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tests.benchmarks.ratios import best
from tests.support import SHARED

Row = tuple[str, float, str]
_MILLISECONDS = 1000
_SPARQL = """
SELECT ?occupation (COUNT(?skill) AS ?have) WHERE {
  VALUES ?skill { %s }
  ?occupation <urn:x:essential> ?skill .
} GROUP BY ?occupation ORDER BY DESC(?have) LIMIT 5
"""


def occupations(source: str, folder: Path) -> list[Row]:
    """One portfolio of twenty skills against all occupations, beside a nested loop and SPARQL.

    Args:
        source: the download of ESCO.
        folder: where it is installed for the while.
    """
    import pyoxigraph

    from eportfolio.matching import MatchOptions, Occupations, match
    from eportfolio.vocabulary.esco.install import install_esco
    from eportfolio.vocabulary.index.store import ConceptScheme
    from eportfolio.vocabulary.library import Vocabularies

    scheme = ConceptScheme(install_esco([Path(source)], vocabularies=Vocabularies(folder)).path)
    jobs = Occupations(scheme)
    skills = random.Random(3).sample(sorted({skill for job in jobs for skill in jobs.essential(job)}), 10)
    skills += list(jobs.essential(sorted(jobs)[100]))[:10]
    portfolio = _portfolio(skills)
    needed = {job: jobs.essential(job) for job in jobs}
    store = pyoxigraph.Store()
    essential = pyoxigraph.NamedNode("urn:x:essential")
    store.bulk_extend(
        pyoxigraph.Quad(pyoxigraph.NamedNode(job), essential, pyoxigraph.NamedNode(skill))
        for job, wanted in needed.items()
        for skill in wanted
    )
    query = _SPARQL % " ".join(f"<{skill}>" for skill in skills)
    options = MatchOptions()
    ours, loop, sparql, loading = best(
        5,
        lambda: match(portfolio, jobs, scheme, options),
        lambda: _nested(skills, needed),
        lambda: list(store.query(query)),  # type: ignore[arg-type]
        lambda: Occupations(scheme),
    )
    return [
        (f"match with {len(jobs):,} occupations, reasons included", ours * _MILLISECONDS, "milliseconds; aim: 50"),
        ("a plain nested loop, a rank and no reasons", loop / ours, "times ours"),
        ("SPARQL (pyoxigraph), a count and no reasons", sparql / ours, "times ours"),
        ("loading the occupations, once", loading * _MILLISECONDS, "milliseconds"),
    ]


def _nested(skills: Iterable[str], needed: dict[str, tuple[str, ...]]) -> list[str]:
    """What one would write first: every skill against every requirement of every occupation."""
    held = list(skills)
    scores = {job: sum(1 for skill in wanted for one in held if one == skill) / len(wanted)
              for job, wanted in needed.items()}  # fmt: skip
    return sorted(scores, key=lambda job: -scores[job])[:5]


def vacancies(count: int = 100_000) -> list[Row]:
    """A stream of vacancies with linked skills beside ``json.loads`` of each line.

    Args:
        count: how many.
    """
    from eportfolio.matching import MatchOptions, match
    from eportfolio.matching.postings import Postings
    from eportfolio.vocabulary.library import Vocabularies

    scheme = Vocabularies().scheme("digcomp-2.2")  # nothing of it is needed: the skills of the vacancies are their own
    chance = random.Random(5)
    skills = [f"http://data.europa.eu/esco/skill/{number:08d}" for number in range(3000)]
    data = b"".join(_vacancy(number, chance.sample(skills, 8)) for number in range(count))
    portfolio = _portfolio(chance.sample(skills, 20))

    def ours() -> Any:
        return match(portfolio, Postings(io.BytesIO(data)), scheme, MatchOptions())

    def loads() -> int:
        return sum(len(json.loads(line)) for line in io.BytesIO(data))

    matched, parsed = best(2, ours, loads)
    tracemalloc.start()
    ours()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return [
        (f"match with {count:,} vacancies, times json.loads of each line", matched / parsed, "aim: 3"),
        ("peak of memory beside the stream", peak / 1_000_000, f"MB, for {len(data) / 1_000_000:.0f} MB"),
    ]


def _vacancy(number: int, skills: list[str]) -> bytes:
    posting = {
        "@type": "JobPosting",
        "@id": f"https://jobs.example.org/{number}",
        "title": f"Vacancy {number}",
        "description": "What one does there, told in a few lines, as vacancies have it. " * 4,
        "skills": [{"@type": "DefinedTerm", "name": f"skill {skill[-4:]}", "url": skill} for skill in skills],
        "jobLocation": {"address": {"addressLocality": "Arnhem", "addressCountry": "NL"}},
        "employmentType": "FULL_TIME",
    }
    return json.dumps(posting).encode() + b"\n"


def merging() -> list[Row]:
    """Merging two portfolios of many items, beside the same with a quarter of them."""
    from eportfolio.compare.merging import merge

    def run(count: int) -> Callable[[], object]:
        one, other = (
            _portfolio(f"urn:x:{n}" for n in range(count)),
            _portfolio(f"urn:x:{n}" for n in range(count // 2, count + count // 2)),
        )
        return lambda: merge(one, other, same_owner=True)

    small, large = best(3, run(500), run(2000))
    return [("merge 2,000 items, times 500 items (4 is linear)", large / small, f"{large:.2f} s")]


def _portfolio(skills: Iterable[str]) -> Any:
    from eportfolio.model import Portfolio

    competences = [{"label": f"skill {n}", "concepts": [{"uri": uri}]} for n, uri in enumerate(skills)]
    return Portfolio.model_validate({"competences": competences})


def main(arguments: list[str]) -> int:
    """Print the tables.

    Args:
        arguments: the folder of the download of ESCO, if it is another than the usual one.
    """
    usual = SHARED / "vocabularies" / "esco-1.1.1-en-official" if SHARED is not None else None
    source = arguments[0] if arguments else usual
    print(f"{'what':60} {'figure':>9}  remark")
    if source is None:
        print("(occupations are left out: ESCO is not at hand)")
    else:
        with tempfile.TemporaryDirectory() as folder:
            _print(occupations(str(source), Path(folder)))
    _print(vacancies())
    _print(merging())
    return 0


def _print(rows: list[Row]) -> None:
    for name, figure, remark in rows:
        print(f"{name:60} {figure:9.2f}  {remark}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
