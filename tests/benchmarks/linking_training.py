"""Learning the weights of the reranker: ``python -m tests.benchmarks.linking_training``.

Only the parts of the data sets that are kept for tuning are looked at.  A linear sum ranks the candidates; its weights
maximise the likelihood of the right ones (softmax over the candidates of a query, ridge penalty).  A logistic curve
then turns sums into scores.  Needs numpy and scipy, which the library itself does not.  Prints the module
``src/eportfolio/vocabulary/ranking/weights.py`` takes its tables from.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

from .linking import shared
from .linking_data import DATA_SETS
from .linking_methods import indexed

NAMES: Final = ("alternatives-en", "alternatives-fr", "alternatives-nl", "swedish", "rome", "onet")
SENTENCES: Final = ("skillskape",)

Group = tuple[Any, Any]
"""The figures of the candidates of one query, and which of them are right."""


def groups(name: str, limit: int) -> Iterator[Group]:
    """The candidates of the queries of a data set, as the ranker sees them."""
    import numpy

    from eportfolio.vocabulary.ranking.ranker import Ranker

    collection = DATA_SETS[name](shared(), "tuning")
    with indexed(collection) as scheme:
        ranker = Ranker(scheme)
        numbers = {concept.uri: scheme._id(concept.uri) for concept in scheme.concepts()}
        told = _answers(name) if name in SENTENCES else frozenset[str]()
        asked = (query for query in collection.queries if query.right and not query.right & told)
        queries = sorted(asked, key=lambda query: hash_of(query.text))
        start = time.perf_counter()
        for query in queries[:limit]:
            right = {numbers[uri] for uri in query.right if uri in numbers}
            found = ranker.candidates(ranker._reader.read(query.text, query.language))
            if found:
                rows = numpy.array([one.row for one in found])
                yield rows, numpy.array([one.concept in right for one in found], dtype=float)
        passed = (time.perf_counter() - start) / max(1, min(limit, len(queries)))
        print(f"# {name}: {passed * 1000:.1f} ms a query", file=sys.stderr)


def _answers(name: str) -> frozenset[str]:
    """The right answers of the part kept for the report; sentences of the other part that share one are left out."""
    return frozenset().union(*(query.right for query in DATA_SETS[name](shared(), "report").queries))


def hash_of(text: str) -> str:
    """A stable order without order."""
    from hashlib import blake2b

    return blake2b(text.encode(), digest_size=8).hexdigest()


def learn(data: Sequence[Group], ridge: float) -> Any:
    """Weights that rank the right candidates first."""
    import numpy
    from scipy.optimize import minimize

    data = [(rows, right) for rows, right in data if right.any()]
    rows = numpy.vstack([rows for rows, _ in data])
    scale = rows.std(axis=0) + 1e-9
    rows = rows / scale
    starts = numpy.cumsum([0, *(len(right) for _, right in data)])[:-1]
    owner = numpy.repeat(numpy.arange(len(data)), [len(right) for _, right in data])
    right = numpy.concatenate([right for _, right in data])
    right = right / numpy.add.reduceat(right, starts)[owner]

    def loss(weights: Any) -> tuple[float, Any]:
        sums = rows @ weights
        highest = numpy.maximum.reduceat(sums, starts)[owner]
        powers = numpy.exp(sums - highest)
        totals = numpy.add.reduceat(powers, starts)[owner]
        value = -numpy.sum(right * (sums - highest - numpy.log(totals))) / len(data) + ridge * weights @ weights
        slope = rows.T @ (powers / totals - right) / len(data) + 2 * ridge * weights
        return value, slope

    found = minimize(loss, numpy.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return found.x / scale


def calibrate(data: Sequence[Group], weights: Any) -> Any:
    """Slope, gap and offset of the curve that makes scores of sums."""
    import numpy
    from scipy.optimize import minimize

    sums = [rows @ weights for rows, _ in data]
    values = numpy.concatenate(sums)
    gaps = numpy.concatenate([one - one.max() for one in sums])
    right = numpy.concatenate([right for _, right in data])
    ones = numpy.ones_like(values)
    rows = numpy.stack([values, gaps, ones], axis=1)

    def loss(three: Any) -> Any:
        logits = numpy.clip(rows @ three, -50, 50)
        return numpy.mean(numpy.logaddexp(0, logits) - right * logits)

    return minimize(loss, numpy.array([0.1, 0.5, -1.0]), method="L-BFGS-B").x


def reciprocal_rank(data: Sequence[Group], weights: Any) -> float:
    """Mean reciprocal rank of the first right candidate; queries without one count as 0."""
    import numpy

    ranks = []
    for rows, right in data:
        order = numpy.argsort(-(rows @ weights), kind="stable")
        places = numpy.flatnonzero(right[order])
        ranks.append(1 / (places[0] + 1) if len(places) else 0.0)
    return float(numpy.mean(ranks))


def main(arguments: list[str] | None = None) -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.linking_training", description=__doc__)
    parser.add_argument("--limit", type=int, default=600, help="at most so many queries of a data set")
    parser.add_argument("--ridge", type=float, default=0.002)
    parser.add_argument("--only", choices=("NAME", "SENTENCE"), help="only these weights")
    given = parser.parse_args(arguments)
    for title, names in (("NAME", NAMES), ("SENTENCE", SENTENCES)):
        if given.only not in (None, title):
            continue
        sets = {name: list(groups(name, given.limit)) for name in names}
        every = [group for data in sets.values() for group in data]
        weights = learn(every, given.ridge)
        for name, data in sets.items():
            reached = sum(right.any() for _, right in data) / len(data)
            rank = reciprocal_rank(data, weights)
            print(
                f"# {name}: {len(data)} queries, right one among the candidates {reached:.3f}, MRR {rank:.3f}",
                file=sys.stderr,
            )
        slope, gap, offset = calibrate(every, weights)
        figures = ", ".join(f"{weight:.3f}" for weight in weights)
        print(f"{title}: Final = Weights(({figures}), {slope:.3f}, {gap:.3f}, {offset:.3f})", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
