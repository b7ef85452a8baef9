"""One portfolio against occupations, vacancies or learning: a handful of options, each with reasons.

What is told supports a decision and does not take one.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from .covering import Cover, covers, met
from .holdings import Holdings, holdings
from .opportunities import Opportunity
from .preferences import Aspect, Preferred, preferred
from .scoring import Fit, Part, fit, skills_of, total

if TYPE_CHECKING:
    from ..model import Portfolio
    from ..vocabulary.index.store import ConceptScheme
    from .covering import Covers
    from .demand import Demand
    from .occupations import Occupations
    from .postings import Posted

OPTIONS: Final = 5
"""More options than these do not help somebody to choose (CASVE: three to five)."""

LEAST_SKILLS: Final = 2
"""An option with fewer requirements met is chance."""

LEAST_COVERAGE: Final = 0.15
"""An option of whose essential skills a smaller share is met is not justified."""

LEAST_OF_BEST: Final = 0.5
"""An option whose score is a smaller share of the best one's stands too far behind it."""

ENOUGH_YEARS: Final = 3.0
"""Years of full-time work in an occupation that count in full."""

_POOL: Final = 200
"""How many options are looked at with all criteria, after skills alone have chosen them."""


@dataclass(frozen=True, slots=True)
class MatchOptions:
    """What a match goes by.

    Attributes:
        limit: how many options at most, up to :data:`OPTIONS`.
        conditions: aspects of the preferences that must not be against an option.
        sectors: sectors that are wanted.
        demand: demand for occupations; ``None`` when nothing is known.
        today: the day of the match.
        language: of labels.
    """

    limit: int = OPTIONS
    conditions: frozenset[Aspect] = frozenset()
    sectors: tuple[str, ...] = ()
    demand: Demand | None = None
    today: date | None = None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Option:
    """An opportunity that is worth a look.

    Attributes:
        opportunity: the opportunity.
        score: 0 to 1, the weighted mean of the parts.
        fit: how the skills go together.
        parts: the criteria that went into the score.
        met: essential requirements that are met in full, with what meets them.
        partly: essential requirements that are met by a broader or a kindred skill only.
        missing: essential requirements that nothing meets.
        transferable: skills of the person that it uses and that come from elsewhere than this occupation.
        learning: learning opportunities that teach what is missing, those that teach most of it first.
    """

    opportunity: Opportunity
    score: float
    fit: Fit
    parts: tuple[Part, ...]
    met: dict[str, Cover]
    partly: dict[str, Cover]
    missing: tuple[str, ...]
    transferable: tuple[str, ...]
    learning: tuple[Opportunity, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """What a match found.

    Attributes:
        options: the best first.
        holdings: what the portfolio shows.
        looked_at: how many opportunities had something in common with it.
        remarks: why there are fewer options than asked for, and what could not be compared, in words.
    """

    options: tuple[Option, ...]
    holdings: Holdings
    looked_at: int
    remarks: tuple[str, ...] = field(default_factory=tuple)


def match(
    portfolio: Portfolio,
    to: Occupations | Iterable[Opportunity | Posted],
    scheme: ConceptScheme,
    options: MatchOptions | None = None,
    *,
    learning: Sequence[Opportunity] = (),
) -> Matching:
    """Match a portfolio with opportunities.

    Args:
        portfolio: whose owner looks for something.
        to: the occupations of ESCO, or vacancies or learning opportunities one by one.
        scheme: the vocabulary of skills, for what is broader and narrower, and for labels.
        options: what it goes by.
        learning: what could be learnt, to close the gaps of the options.
    """
    chosen = options or MatchOptions()
    matcher = _Matcher(portfolio, scheme, chosen)
    pool, looked_at = matcher.pool(to)
    ranked = sorted((matcher.option(one, fit_, learning) for one, fit_ in pool), key=lambda one: -one.score)
    allowed = [one for one in ranked if not matcher.wishes.conflict(one.opportunity, chosen.conditions)]
    justified = list(_justified(allowed))[: min(chosen.limit, OPTIONS)]
    return Matching(
        tuple(justified), matcher.shown, looked_at, tuple(_remarks(matcher.shown, ranked, allowed, justified, chosen))
    )


class _Matcher:
    """What is computed once for a portfolio."""

    def __init__(self, portfolio: Portfolio, scheme: ConceptScheme, options: MatchOptions) -> None:
        today = options.today or date.today()
        self._options = options
        self.shown = holdings(portfolio, today)
        held = self.shown.skills.values()
        self._covers: Covers = covers(held, scheme, today.year)
        self._weight = sum(one.weight(today.year) for one in held)
        self.wishes: Preferred = preferred(portfolio, options.sectors)

    def pool(self, to: Occupations | Iterable[Opportunity | Posted]) -> tuple[list[tuple[Opportunity, Fit]], int]:
        """The opportunities that fit best by skills alone, and how many have anything in common."""
        from .occupations import Occupations

        if isinstance(to, Occupations):
            fits = list(to.fits(self._covers, self._weight))
            best = heapq.nlargest(_POOL, fits, key=lambda pair: pair[1].score)
            return [(to.opportunity(uri, self._options.language), fit_) for uri, fit_ in best], len(fits)
        heap: list[tuple[float, int, Opportunity | Posted, Fit]] = []
        looked_at = 0
        for number, one in enumerate(to):
            fit_ = self._fit(one)
            if fit_.score <= 0:
                continue
            looked_at += 1
            entry = (fit_.score, -number, one, fit_)
            if len(heap) < _POOL:
                heapq.heappush(heap, entry)
            elif entry[:2] > heap[0][:2]:
                heapq.heapreplace(heap, entry)
        ranked = sorted(heap, key=lambda entry: entry[:2], reverse=True)
        return [
            (one if isinstance(one, Opportunity) else one.opportunity(), fit_) for *_, one, fit_ in ranked
        ], looked_at

    def option(self, one: Opportunity, fit_: Fit, learning: Sequence[Opportunity]) -> Option:
        """An opportunity with all criteria."""
        essential, optional = skills_of(one)
        found = met(essential, self._covers)
        missing = tuple(uri for uri in essential if uri not in found)
        parts = tuple(self._parts(one, fit_, essential, found))
        return Option(
            one,
            total(parts),
            fit_,
            parts,
            {uri: cover for uri, cover in found.items() if cover.in_full},
            {uri: cover for uri, cover in found.items() if not cover.in_full},
            missing,
            tuple(self._transferable(one, (*essential, *optional))),
            tuple(_teaching(learning, missing)),
        )

    def _fit(self, one: Opportunity | Posted) -> Fit:
        essential, optional = skills_of(one)
        if self._covers.keys().isdisjoint(essential):
            return Fit(0.0, 0.0)
        return fit(essential, optional, self._covers, self._weight)

    def _parts(self, one: Opportunity, fit_: Fit, essential: Sequence[str], found: dict[str, Cover]) -> Iterator[Part]:
        full = sum(cover.in_full for cover in found.values())
        told = f"{full} of {len(essential)} essential skills; {fit_.use:.0%} of what is shown is used"
        yield Part("skills", fit_.score, told)
        practised = self.shown.occupations.get(one.occupation)
        if practised is not None:
            span = (
                f"{practised.least:g}"
                if practised.least == practised.most
                else (f"{practised.least:g} to {practised.most:g}")
            )
            share = min(1.0, practised.least / ENOUGH_YEARS)
            yield Part("experience", share, f"{span} years of full-time work in this occupation")
        wishes = self.wishes.part(one)
        if wishes is not None:
            yield wishes
        wanted = self._options.demand.part(one) if self._options.demand is not None else None
        if wanted is not None:
            yield wanted

    def _transferable(self, one: Opportunity, wanted: Iterable[str]) -> Iterator[str]:
        practised = self.shown.occupations.get(one.occupation)
        here = set(practised.items) if practised is not None else set()
        seen: set[str] = set()
        for uri in wanted:
            cover = self._covers.get(uri)
            if cover is not None and cover.in_full and cover.held.uri not in seen and not here & set(cover.held.items):
                seen.add(cover.held.uri)
                yield cover.held.uri


def _teaching(learning: Sequence[Opportunity], missing: Sequence[str], most: int = 3) -> Iterator[Opportunity]:
    """What teaches the most of what is missing."""
    gap = set(missing)
    found = [(len(gap & set(one.gives)), number, one) for number, one in enumerate(learning)]
    for count, _, one in heapq.nsmallest(most, found, key=lambda entry: (-entry[0], entry[1])):
        if count:
            yield one


def _justified(ranked: Iterable[Option]) -> Iterator[Option]:
    best = 0.0
    for one in ranked:
        best = max(best, one.score)
        enough = len(one.met) + len(one.partly) >= min(LEAST_SKILLS, len(skills_of(one.opportunity)[0]))
        if enough and one.fit.coverage >= LEAST_COVERAGE and one.score >= best * LEAST_OF_BEST:
            yield one


def _remarks(
    shown: Holdings, ranked: Sequence[Option], allowed: Sequence[Option], found: Sequence[Option], options: MatchOptions
) -> Iterator[str]:
    from ..report.render.batch import count

    if not shown.skills:
        yield (
            "The portfolio shows no skill that is linked to a shared vocabulary, so nothing can be compared; "
            "eportfolio link proposes concepts for its words."
        )
    elif len(found) < min(options.limit, OPTIONS):
        yield (
            f"{len(found)} of {min(options.limit, OPTIONS)} options are justified: the others meet fewer than "
            f"{LEAST_SKILLS} essential skills, less than {LEAST_COVERAGE:.0%} of them, or score less than "
            f"{LEAST_OF_BEST:.0%} of the best."
        )
    if len(allowed) < len(ranked):
        yield f"Left out because a condition is against it: {count(len(ranked) - len(allowed), 'option')}."
    if shown.unlinked and shown.skills:
        names = ", ".join(shown.unlinked[:5]) + (", ..." if len(shown.unlinked) > 5 else "")
        yield f"Not compared, since it has no concept: {count(len(shown.unlinked), 'competence')} ({names})."
