"""The items of a portfolio as blocks, and the sections that they stand in.  One function for each section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..model import Competence, Portfolio
from ..model.strength import strength
from .awards import assessments, credentials, entitlements, qualifications
from .block import Block, block, line, lines, listed, named
from .disclosures import disclosures
from .experiences import experiences
from .guidance import career_plans, guidance_events, test_results, work_values
from .titles import title_of
from .words import Words

Maker = Callable[[Portfolio, Words], Iterable[Block]]


# -- competences -----------------------------------------------------------------------------------


def _competences(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """One block for each competence that says more than its name; the others together under their heading."""
    names: dict[tuple[str, str], list[str]] = {}
    for item in portfolio.competences:
        heading = words.text(item.group) or words.code(item.category)
        title = title_of(item, words)
        claim = strength(portfolio, item)
        more = tuple(filter(None, _competence_details(item, words)))
        text = words.rich(item.description)
        if more or text or item.last_used or item.links:
            about = line((heading if title else "", f"strength: {claim}"))
            yield block(title or heading, words.date(item.last_used), (about, *more), text, item)
        elif title or heading:
            names.setdefault((heading, claim), []).append(title or heading)
    for (heading, claim), labels in names.items():
        together = ", ".join(labels)
        yield block(heading or together, "", (together if heading else "", f"strength: {claim}"), "")


def _competence_details(item: Competence, words: Words) -> Iterator[str]:
    yield _levels(item, words)
    yield words.texts(item.keywords)
    for claim in item.assertions:
        said = words.rich(claim.statement) or words.code(claim.method)
        yield named(words.party(claim.agent) or words.code(claim.asserted_by), said)


def _levels(item: Competence, words: Words) -> str:
    def one(purpose: str, area: str, level: str) -> str:
        name = ", ".join(filter(None, (area, purpose if purpose != "achieved" else "")))
        return f"{name}: {level}" if name else level

    levels = (
        one(entry.purpose, words.concept(entry.area), words.concept(entry.level))
        for entry in item.levels
        if entry.level
    )
    return listed(levels)


# -- the rest --------------------------------------------------------------------------------------


def _achievements(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.achievements:
        details = (
            words.text(item.kind_label) or words.code(item.kind),
            words.text(item.authors),
            listed((words.text(item.published_in), words.text(item.volume), words.text(item.reference)), ", "),
            words.organisation(item.organisation),
            words.identifiers(item.identifiers),
        )
        text = lines((words.rich(item.citation), words.rich(item.description)))
        yield block(words.text(item.title), words.date(item.date) or words.period(item.period), details, text, item)


def _interests(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.interests:
        details = (words.texts(item.keywords),)
        yield block(words.text(item.title), words.period(item.period), details, words.rich(item.description), item)


def _entries(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.entries:
        details = (words.text(item.section) if item.title else "", words.place(item.place))
        title = words.text(item.title) or words.text(item.section)
        yield block(title, words.period(item.period), details, words.rich(item.description), item)


def _references(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.references:
        points = item.party.contact_points if item.party else []
        details = (
            words.text(item.role_label) or words.code(item.role),
            listed((words.text(p.value) for p in points), ", "),
        )
        yield block(words.party(item.party), "", details, words.rich(item.statement), item)


def _letters(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.letters:
        salutation = listed((words.concept(item.opening_salutation), words.party(item.salutation_addressee)), " ")
        parts = (
            salutation,
            words.rich(item.opening),
            words.rich(item.body),
            words.rich(item.closing),
            words.concept(item.closing_salutation),
        )
        details = (words.party(item.addressee), words.place(item.place))
        yield block(words.text(item.subject), words.date(item.date), details, lines(parts), item)


def _preferences(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    wish = portfolio.preferences
    if wish is not None:
        details = (
            named("places", listed(map(words.place, wish.places))),
            named("contract", words.concepts(wish.contract_types)),
            named("working time", words.concepts(wish.working_times)),
            named("available", words.text(wish.availability)),
        )
        yield block(words.concepts(wish.occupations), "", details, words.rich(wish.description))


def _evidence(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.evidence_items:
        file = words.media(item.media)
        yield block(
            words.text(item.title) or file,
            "",
            (file if item.title else "",),
            words.rich(item.description),
            item,
        )


def _variants(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.variants:
        yield block(words.text(item.language), "", (), "")


SECTIONS: tuple[tuple[str, Maker], ...] = (
    ("Experience", experiences),
    ("Education and qualifications", qualifications),
    ("Assessments", assessments),
    ("Competences", _competences),
    ("Licences and entitlements", entitlements),
    ("Achievements", _achievements),
    ("Interests", _interests),
    ("What matters in work", work_values),
    ("Tests", test_results),
    ("More", _entries),
    ("Looking for", _preferences),
    ("Career plans", career_plans),
    ("Guidance", guidance_events),
    ("References", _references),
    ("Letters", _letters),
    ("Evidence", _evidence),
    ("Credentials", credentials),
    ("Given to", disclosures),
    ("Also in other languages", _variants),
)
"""The sections in reading order, and what makes their blocks; languages are a grid and come after assessments."""
