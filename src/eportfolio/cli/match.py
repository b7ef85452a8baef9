"""Match a portfolio with occupations, vacancies or learning: at most five options, each with its reasons.

Skills are compared through shared vocabularies (link them first); experience, preferences and demand join where both
sides speak of them.  Age, sex, nationality, names, health, care and memberships are never looked at.  What is told
supports a decision; it does not take one.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .console import err, out, out_json
from .parsing import FILE, MisuseError, add_file, add_output, add_source_format

if TYPE_CHECKING:
    from ..matching import Matching, MatchOptions, Opportunity, Option
    from ..vocabulary.index.store import ConceptScheme

OCCUPATIONS = "occupations"
NOTICE = "This supports a decision and does not take one."


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    add_file(parser)
    add_source_format(parser)
    parser.add_argument(
        "--to", required=True, metavar=f"{OCCUPATIONS}|{FILE}.jsonl",
        help="the occupations of ESCO, or a file of vacancies or learning opportunities, one JSON object in each line",
    )  # fmt: skip
    parser.add_argument("--learning", metavar="FILE.jsonl", help="what could be learnt, to close gaps")
    parser.add_argument("--demand", metavar="FILE.csv", help="demand for occupations: occupation or isco, region, "
                                                             "openings, outlook")  # fmt: skip
    parser.add_argument("--region", metavar="NAME", default="", help="region of the demand that counts")
    parser.add_argument("--sector", action="append", default=[], metavar="NAME", help="a sector that is wanted")
    parser.add_argument(
        "--require", action="append", default=[], metavar="ASPECT", choices=("place", "working_time", "sector",
                                                                             "occupation"),
        help="a preference that must not be against an option: place, working_time, sector or occupation",
    )  # fmt: skip
    parser.add_argument("--scheme", default="esco", metavar="NAME", help="vocabulary of skills (default: esco)")
    parser.add_argument("--limit", type=int, default=5, metavar="N", help="options at most, 1 to 5 (default: 5)")
    parser.add_argument("--lang", metavar="TAG", default="en", help="language of labels (default: en)")
    parser.add_argument("--explain", action="store_true", help="show the arithmetic")
    add_output(parser, "text", "json")


def run(arguments: argparse.Namespace) -> int:
    """Run the command."""
    if not 1 <= arguments.limit <= 5:
        raise MisuseError("--limit takes a number from 1 to 5: more options do not help to choose.")
    import eportfolio as ep

    from ..matching import MatchOptions, Occupations, match
    from ..matching.demand import read_demand
    from ..vocabulary.library import Vocabularies

    portfolio = ep.read(arguments.file, format=arguments.source_format).portfolio
    scheme = Vocabularies().scheme(arguments.scheme)
    demand = read_demand(arguments.demand, arguments.region) if arguments.demand else None
    options = MatchOptions(
        arguments.limit, frozenset(arguments.require), tuple(arguments.sector), demand, language=arguments.lang
    )
    learning = _learning(arguments.learning)
    if arguments.to == OCCUPATIONS:
        occupations = Occupations(scheme)
        _require_relations(occupations, scheme)
        matching = match(portfolio, occupations, scheme, options, learning=learning)
    else:
        matching = _match_postings(arguments.to, portfolio, scheme, options, learning)
    if arguments.output == "json":
        out_json(_as_data(matching, scheme, arguments.lang))
    else:
        out("\n".join(_lines(matching, scheme, arguments)))
    return 0 if matching.options else 1


def _require_relations(occupations: Any, scheme: ConceptScheme) -> None:
    if not len(occupations):
        from ..vocabulary.errors import VocabularyMissingError

        description = scheme.description
        raise VocabularyMissingError(
            "esco", None, (f"{description.name} {description.version}, without the skills of occupations",)
        )


def _learning(path: str | None) -> list[Opportunity]:
    if path is None:
        return []
    with ExitStack() as stack:
        return [one.opportunity() for one in _postings(path, stack) if one.gives]


def _match_postings(
    path: str, portfolio: Any, scheme: ConceptScheme, options: MatchOptions, learning: list[Opportunity]
) -> Matching:
    from ..matching import match

    with ExitStack() as stack:
        postings = _postings(path, stack)
        matching = match(portfolio, postings, scheme, options, learning=learning)
    for one in postings.findings:
        err(one.message)
    told = [
        f"{count:,} {what}"
        for count, what in ((postings.without_skills, "without a linked skill"), (postings.duplicates, "twice"))
        if count
    ]
    err(f"{postings.count:,} opportunities read{', of which ' + ' and '.join(told) if told else ''}.")
    return matching


def _postings(path: str, stack: ExitStack) -> Any:
    from ..matching.postings import Postings
    from ..report.errors import UnreadableError

    try:
        return Postings(stack.enter_context(Path(path).open("rb")))
    except OSError as error:
        raise UnreadableError("file-not-readable", f"{path} cannot be opened: {error.strerror}.") from None


def _lines(matching: Matching, scheme: ConceptScheme, arguments: argparse.Namespace) -> Iterator[str]:
    from ..report.render.text import printable

    for number, one in enumerate(matching.options, 1):
        yield f"{number}. {printable(one.opportunity.title)}  ({one.score:.2f})"
        yield f"   {printable(one.opportunity.id)}" if one.opportunity.id else "   no id"
        for line in _reasons(one, scheme, arguments.lang):
            yield f"   {printable(line)}"
        if arguments.explain:
            yield from (f"   {line}" for line in _explained(one))
        yield ""
    yield from matching.remarks
    yield NOTICE


def _reasons(one: Option, scheme: ConceptScheme, language: str) -> Iterator[str]:
    wanted = len(one.met) + len(one.partly) + len(one.missing)
    yield f"You show {len(one.met)} of its {wanted} essential skills{_listed(one.met, scheme, language, one)}"
    if one.partly:
        yield f"Partly, through a broader or kindred skill: {_named(one.partly, scheme, language, one)}"
    if one.missing:
        yield f"Missing: {_named(one.missing, scheme, language, one)}"
    if one.transferable:
        yield f"You bring from elsewhere: {_named(one.transferable, scheme, language, one)}"
    for part in one.parts[1:]:
        yield f"{part.name.capitalize()}: {part.reason}"
    for course in one.learning:
        taught = [uri for uri in one.missing if uri in course.gives]
        yield f"{course.title} teaches {_named(taught, scheme, language, one)}"


def _explained(one: Option) -> Iterator[str]:
    from ..matching.scoring import arithmetic

    yield f"skills: coverage {one.fit.coverage:.2f}, use {one.fit.use:.2f}, square root of both: {one.fit.score:.2f}"
    for part in one.parts[1:]:
        yield f"{part.name}: {part.value:.2f} ({part.reason})"
    yield f"score: {arithmetic(one.parts)}"


def _listed(uris: Any, scheme: ConceptScheme, language: str, one: Option) -> str:
    return f": {_named(uris, scheme, language, one)}" if uris else ""


def _named(uris: Any, scheme: ConceptScheme, language: str, one: Option, most: int = 8) -> str:
    names = [_label(uri, scheme, language, one) for uri in list(uris)[:most]]
    more = len(uris) - most
    return ", ".join(names) + (f" and {more} more" if more > 0 else "")


def _label(uri: str, scheme: ConceptScheme, language: str, one: Option) -> str:
    concept = scheme.get(uri)
    return concept.label(language) if concept is not None else one.opportunity.labels.get(uri, uri)


def _as_data(matching: Matching, scheme: ConceptScheme, language: str) -> dict[str, Any]:
    def named(uris: Any, one: Option) -> list[dict[str, str]]:
        return [{"uri": uri, "label": _label(uri, scheme, language, one)} for uri in uris]

    return {
        "notice": NOTICE,
        "looked_at": matching.looked_at,
        "remarks": list(matching.remarks),
        "options": [
            {
                "id": one.opportunity.id,
                "title": one.opportunity.title,
                "kind": one.opportunity.kind,
                "score": round(one.score, 4),
                "coverage": round(one.fit.coverage, 4),
                "use": round(one.fit.use, 4),
                "parts": [{"name": part.name, "value": round(part.value, 4), "reason": part.reason}
                          for part in one.parts],
                "met": named(one.met, one),
                "partly": named(one.partly, one),
                "missing": named(one.missing, one),
                "transferable": named(one.transferable, one),
                "learning": [{"id": course.id, "title": course.title} for course in one.learning],
            }
            for one in matching.options
        ],
    }  # fmt: skip
