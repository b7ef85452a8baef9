"""The items of a portfolio as blocks: title, time, short facts, text.  One function for each section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from ..model import (
    Competence,
    Experience,
    Item,
    Organisation,
    Period,
    Portfolio,
    Position,
    Qualification,
)
from .strength import strength
from .words import Words


@dataclass(frozen=True, slots=True)
class Block:
    """One item.

    Attributes:
        title: its name; empty when it has none.
        when: its time.
        details: short facts, one line each.
        text: prose, with line breaks.
    """

    title: str = ""
    when: str = ""
    details: tuple[str, ...] = ()
    text: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read in it."""
        return bool(self.title or self.when or self.text or any(self.details))


Maker = Callable[[Portfolio, Words], Iterable[Block]]


def _block(title: str, when: str, details: Sequence[str], text: str, item: Item | None = None) -> Block:
    links = (
        [f"{label}: {link.uri}" if (label := _label(link.label)) else link.uri for link in item.links] if item else []
    )
    return Block(title, when, tuple(filter(None, (*details, *links))), text)


def _label(label: str | dict[str, str] | None) -> str:
    return Words().text(label)


# -- experiences -----------------------------------------------------------------------------------


def _latest_first(items: Iterable[Experience]) -> list[Experience]:
    """By time, what goes on first, then by end and start; what has no time stays in its order at the end."""

    def key(item: Experience) -> tuple[bool, str, str]:
        period = _period(item)
        end = period.end.edtf if period and period.end else None
        start = period.start.edtf if period and period.start else None
        ongoing = bool(period and period.ongoing and not end)
        return ongoing, end or start or "", start or ""

    return sorted(items, key=key, reverse=True)


def _period(item: Experience) -> Period | None:
    return item.period or next((position.period for position in item.positions if position.period), None)


def _experiences(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in _latest_first(portfolio.experiences):
        jobs = [words.concept(position.occupation) for position in item.positions]
        title = words.text(item.title) or ", ".join(filter(None, jobs))
        organisations = "; ".join(filter(None, map(words.organisation, item.organisations)))
        where = words.place(item.place) or next(filter(None, (words.place(p.place) for p in item.positions)), "")
        details = (
            " · ".join(filter(None, (organisations, where, words.code(item.kind), words.text(item.working_time)))),
            *([", ".join(filter(None, jobs))] if item.title else []),
            _named("roles", words.texts(item.roles)),
            _named("courses", words.texts(item.courses)),
            _named("keywords", words.texts(item.keywords)),
        )
        yield _block(title, words.period(_period(item)), details, _experience_text(item, words), item)


def _experience_text(item: Experience, words: Words) -> str:
    parts = [
        words.rich(item.description),
        *(_position_text(position, words, item) for position in item.positions),
    ]
    parts.append("\n".join(f"- {words.text(line)}" for line in item.highlights))
    return "\n".join(filter(None, parts))


def _position_text(position: Position, words: Words, item: Experience) -> str:
    """The tasks of a job; with its name and time where there are several."""
    text = words.rich(position.description)
    skills = _named("skills", words.concepts(position.skills))
    head = ", ".join(filter(None, (words.concept(position.occupation), words.period(position.period))))
    return "\n".join(filter(None, (head if len(item.positions) > 1 else "", text, skills)))


def _named(name: str, text: str) -> str:
    return f"{name}: {text}" if text else ""


# -- qualifications and entitlements ---------------------------------------------------------------


def _qualifications(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    by_id = {item.id: item for item in portfolio.experiences}
    for item in portfolio.qualifications:
        studies = [by_id[key] for key in item.gained_in if key in by_id]
        when = words.date(item.issued) or next(filter(None, (words.period(_period(s)) for s in studies)), "")
        yield _block(
            _qualification_title(item, words),
            when,
            _qualification_details(item, words),
            "\n".join(filter(None, (words.rich(item.description), words.rich(item.thesis)))),
            item,
        )


def _qualification_title(item: Qualification, words: Words) -> str:
    spec = item.specification
    return "" if spec is None else words.text(spec.title) or words.texts(spec.alternative_titles)


def _qualification_details(item: Qualification, words: Words) -> tuple[str, ...]:
    spec = item.specification
    levels = [words.level("EQF", spec.eqf_level), *(map(words.concept, spec.levels))] if spec else []
    study = words.concepts(spec.fields_of_study) if spec else ""
    return (
        "; ".join(filter(None, (_organisation(body, words) for body in item.awarding_bodies))),
        " · ".join(filter(None, (*levels, study, words.code(item.status)))),
        " · ".join(
            filter(
                None,
                (
                    _named("grade", words.text(item.grade)),
                    words.credits(item.credits) or (words.credits(spec.credits) if spec else ""),
                    _named("valid until", words.date(item.valid_until)),
                    words.identifiers(item.identifiers),
                ),
            )
        ),
    )


def _organisation(body: Organisation, words: Words) -> str:
    town = next(
        (", ".join(filter(None, (words.text(a.municipality), words.concept(a.country)))) for a in body.addresses),
        "",
    )
    return ", ".join(filter(None, (words.organisation(body), town)))


def _entitlements(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.entitlements:
        title = " ".join(
            filter(None, (words.text(item.title) or words.code(item.kind), words.concept(item.licence_category)))
        )
        details = (words.organisation(item.issuer), _named("valid until", words.date(item.valid_until)))
        yield _block(title, words.date(item.issued), details, "", item)


# -- competences -----------------------------------------------------------------------------------


def _competences(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    """One block for each competence that says more than its name; the others together under their heading."""
    names: dict[tuple[str, str], list[str]] = {}
    for item in portfolio.competences:
        heading = words.text(item.group) or words.code(item.category)
        title = words.text(item.label) or words.concepts(item.concepts)
        claim = strength(portfolio, item)
        more = tuple(filter(None, _competence_details(item, words)))
        text = words.rich(item.description)
        if more or text or item.last_used or item.links:
            about = " · ".join(filter(None, (heading if title else "", f"strength: {claim}")))
            yield _block(title or heading, words.date(item.last_used), (about, *more), text, item)
        elif title or heading:
            names.setdefault((heading, claim), []).append(title or heading)
    for (heading, claim), labels in names.items():
        listed = ", ".join(labels)
        yield _block(heading or listed, "", (listed if heading else "", f"strength: {claim}"), "")


def _competence_details(item: Competence, words: Words) -> Iterator[str]:
    yield _levels(item, words)
    yield words.texts(item.keywords)
    for claim in item.assertions:
        said = words.rich(claim.statement) or words.code(claim.method)
        yield _named(words.party(claim.agent) or words.code(claim.asserted_by), said)


def _levels(item: Competence, words: Words) -> str:
    def one(purpose: str, area: str, level: str) -> str:
        name = ", ".join(filter(None, (area, purpose if purpose != "achieved" else "")))
        return f"{name}: {level}" if name else level

    levels = (
        one(entry.purpose, words.concept(entry.area), words.concept(entry.level))
        for entry in item.levels
        if entry.level
    )
    return "; ".join(levels)


# -- the rest --------------------------------------------------------------------------------------


def _achievements(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.achievements:
        details = (
            words.text(item.kind_label) or words.code(item.kind),
            words.text(item.authors),
            ", ".join(
                filter(None, (words.text(item.published_in), words.text(item.volume), words.text(item.reference)))
            ),
            words.organisation(item.organisation),
            words.identifiers(item.identifiers),
        )
        text = "\n".join(filter(None, (words.rich(item.citation), words.rich(item.description))))
        yield _block(words.text(item.title), words.date(item.date) or words.period(item.period), details, text, item)


def _interests(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.interests:
        details = (words.texts(item.keywords),)
        yield _block(words.text(item.title), words.period(item.period), details, words.rich(item.description), item)


def _entries(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.entries:
        details = (words.text(item.section) if item.title else "", words.place(item.place))
        title = words.text(item.title) or words.text(item.section)
        yield _block(title, words.period(item.period), details, words.rich(item.description), item)


def _references(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.references:
        points = item.party.contact_points if item.party else []
        details = (
            words.text(item.role_label) or words.code(item.role),
            ", ".join(filter(None, (words.text(p.value) for p in points))),
        )
        yield _block(words.party(item.party), "", details, words.rich(item.statement), item)


def _letters(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.letters:
        salutation = " ".join(
            filter(None, (words.concept(item.opening_salutation), words.party(item.salutation_addressee)))
        )
        parts = (
            salutation,
            words.rich(item.opening),
            words.rich(item.body),
            words.rich(item.closing),
            words.concept(item.closing_salutation),
        )
        details = (words.party(item.addressee), words.place(item.place))
        yield _block(words.text(item.subject), words.date(item.date), details, "\n".join(filter(None, parts)), item)


def _preferences(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    wish = portfolio.preferences
    if wish is not None:
        details = (
            _named("places", "; ".join(filter(None, map(words.place, wish.places)))),
            _named("contract", words.concepts(wish.contract_types)),
            _named("working time", words.concepts(wish.working_times)),
            _named("available", words.text(wish.availability)),
        )
        yield _block(words.concepts(wish.occupations), "", details, words.rich(wish.description))


def _evidence(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.evidence_items:
        file = words.media(item.media)
        yield _block(
            words.text(item.title) or file,
            "",
            (file if item.title else "",),
            words.rich(item.description),
            item,
        )


def _credentials(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.credentials:
        details = (words.media(item.original), words.code(item.status))
        yield _block(words.organisation(item.issuer), words.date(item.issued), details, "", item)


def _variants(portfolio: Portfolio, words: Words) -> Iterator[Block]:
    for item in portfolio.variants:
        yield _block(words.text(item.language), "", (), "")


SECTIONS: tuple[tuple[str, Maker], ...] = (
    ("Experience", _experiences),
    ("Education and qualifications", _qualifications),
    ("Competences", _competences),
    ("Licences and entitlements", _entitlements),
    ("Achievements", _achievements),
    ("Interests", _interests),
    ("More", _entries),
    ("Looking for", _preferences),
    ("References", _references),
    ("Letters", _letters),
    ("Evidence", _evidence),
    ("Credentials", _credentials),
    ("Also in other languages", _variants),
)
"""The sections in reading order, and what makes their blocks; languages are a grid and come third."""
