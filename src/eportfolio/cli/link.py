"""Propose shared concepts for the owner's words: competences, occupations, fields of study, learning outcomes.

Without ``-o`` nothing is written and the proposals are shown.  With ``-o`` the portfolio is written in its canonical
form with the concepts that were accepted; every word of the owner stays as it is.  What is not accepted can be decided
in a spreadsheet: write a review file with ``--review``, decide, and carry it out with ``--decisions``.
"""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from ..report.errors import ExitCode
from .console import err, out, out_json
from .parsing import MisuseError, add_file, add_output, add_source_format
from .tables import table

if TYPE_CHECKING:
    from ..vocabulary.linking import Accept, Link, Linking


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_file(parser)
    add_source_format(parser)
    parser.add_argument(
        "-o", "--out", dest="target", metavar="FILE", help="where to write the portfolio (canonical form)"
    )
    parser.add_argument(
        "--scheme", default="esco", metavar="NAME",
        help="vocabulary for competences and occupations, as NAME or NAME@VERSION (default: esco)",
    )  # fmt: skip
    parser.add_argument("--accept", default="exact", metavar="exact|normalised|nothing|SCORE",
                        help="what is accepted unasked: equal labels (default), equal but for spelling, nothing, "
                             "or a score from 0 to 1")  # fmt: skip
    parser.add_argument("--least", type=float, default=0.3, metavar="SCORE",
                        help="score below which a proposal is not worth a look (default: 0.3)")  # fmt: skip
    parser.add_argument(
        "--limit", type=int, default=5, metavar="N", help="proposals kept for each mention (default: 5)"
    )
    parser.add_argument("--semantic", action="store_true", help="ask the embeddings of the extra [semantic], too")
    parser.add_argument(
        "--review", metavar="FILE", help="write the proposals as a table to decide in a spreadsheet (CSV)"
    )
    parser.add_argument("--decisions", metavar="FILE", help="carry out the decisions of a review file")
    parser.add_argument("--force", action="store_true", help="overwrite files that exist")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if arguments.target == "-" and arguments.output == "json":
        raise MisuseError("standard output cannot hold both the portfolio and --output json")
    import eportfolio as ep

    portfolio = ep.read(arguments.file, format=arguments.source_format).portfolio
    if arguments.decisions is not None:
        return _decide(arguments, portfolio)
    from ..sources.output import writing_atomically
    from ..vocabulary.linking import LinkOptions, link, write_review

    options = LinkOptions(
        {"esco": arguments.scheme}, _accept(arguments.accept), _score(arguments.least, "--least"),
        _limit(arguments.limit), arguments.semantic,
    )  # fmt: skip
    if arguments.semantic:
        from ..vocabulary.library import Vocabularies
        from .vocab._common import semantic_index

        semantic_index(Vocabularies().scheme(arguments.scheme))
    linking = link(portfolio, options=options)
    with ExitStack() as both:  # neither file appears when the other cannot be written
        if arguments.review is not None:
            review = both.enter_context(writing_atomically(arguments.review, force=arguments.force))
            review.write(write_review(linking.links))
        _write(arguments, linking.portfolio)
    if arguments.output == "json":
        out_json([_data(one) for one in linking.links])
    else:
        _tell(linking, arguments)
    return ExitCode.FINE


def _decide(arguments: argparse.Namespace, portfolio: Any) -> int:
    from ..sources.source import open_source
    from ..vocabulary.linking import apply_review, read_review

    if arguments.review is not None or arguments.target is None:
        raise MisuseError("--decisions needs -o FILE for the result, and goes without --review.")
    decisions, report = read_review(open_source(arguments.decisions).data)
    result, applied = apply_review(portfolio, decisions)
    report.extend(applied.findings)
    _write(arguments, result)
    if arguments.output == "json":
        out_json(report.as_dict())
    else:
        from .running import error_text

        for item in report.findings:
            err(error_text(item))
    return ExitCode.FINE if report.ok else ExitCode.FINDINGS


def _write(arguments: argparse.Namespace, portfolio: Any) -> None:
    import eportfolio as ep

    if arguments.target is not None:
        ep.write(portfolio, arguments.target, format="eportfolio", force=arguments.force)


def _tell(linking: Linking, arguments: argparse.Namespace) -> None:
    from ..report.render.batch import count

    links = linking.links
    accepted = sum(one.accepted is not None for one in links)
    open_ones = sum(one.accepted is None and bool(one.proposals) for one in links)
    if links:
        tell = err if arguments.target == "-" else out
        tell(table(("", "words", "concept", "score", "why", "uri"), [_row(one) for one in links]))
    for scheme, types in sorted({(one.scheme, one.mention.place.types) for one in links if one.in_vain}):
        name = scheme.partition(" ")[0]
        err(f"{scheme} has no {' or '.join(types)}; what has them: eportfolio vocab install {name} SOURCE")
    err(
        f"{count(len(links), 'mention')}: {accepted} linked, {open_ones} for a person to decide, "
        f"{len(links) - accepted - open_ones} without a proposal."
    )
    if open_ones and arguments.review is None:
        err("Decide in a spreadsheet: --review FILE.csv writes the proposals, --decisions FILE.csv carries them out.")
    if accepted and arguments.target is None:
        err("Nothing was written: name a file with -o.")
    for line in linking.attributions:
        err(line)


def _row(one: Link) -> tuple[str, ...]:
    words = one.mention.words if len(one.mention.words) <= 48 else f"{one.mention.words[:47]}…"
    if not one.proposals:
        return ("none", words, "", "", "", "")
    best = one.accepted or one.proposals[0]
    mark = "linked" if one.accepted else "decide"
    return (mark, words, best.label, f"{best.score:.2f}", best.reason, best.uri)


def _data(one: Link) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "pointer": one.mention.pointer,
        "words": one.mention.words,
        "language": one.mention.language,
        "vocabulary": one.scheme,
        "accepted": one.accepted.uri if one.accepted else None,
        "proposals": [asdict(proposal) for proposal in one.proposals],
    }


def _accept(text: str) -> Accept:
    if text in ("exact", "normalised", "nothing"):
        return text  # type: ignore[return-value]
    try:
        return _score(float(text), "--accept")
    except ValueError:
        raise MisuseError("--accept takes exact, normalised, nothing, or a score from 0 to 1.") from None


def _score(number: float, option: str) -> float:
    if not 0 <= number <= 1:
        raise MisuseError(f"{option} takes a score from 0 to 1.")
    return number


def _limit(number: int) -> int:
    if number < 1:
        raise MisuseError("--limit must be 1 or more.")
    return number
