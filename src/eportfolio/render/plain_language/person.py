"""What a person did, can and wants, in plain language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...model import Assertion, Competence, Experience, Portfolio
from ...model.strength import strength
from ..block import Block, block, bullets, lines, listed
from ..experiences import latest_first, period_of
from ..titles import Titles, title_of
from .speaker import Speaker, sentences


def experiences(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Work, studies and projects, the latest first."""
    titles = Titles(portfolio, speaker)
    for item in latest_first(portfolio.experiences):
        details = (
            sentences(
                speaker.said("kind", item.kind),
                speaker.say("at", x=speaker.joined(map(speaker.organisation, item.organisations))),
                speaker.say("place", x=speaker.place(item.place)),
            ),
            speaker.time(period_of(item)),
            speaker.say("working_time", x=speaker.text(item.working_time)),
            speaker.say("part_of", x=titles.of(item.part_of)),
        )
        yield block(title_of(item, speaker), "", details, _experience(item, speaker), item)


def _experience(item: Experience, speaker: Speaker) -> str:
    highlights = bullets(map(speaker.text, item.highlights))
    return lines(
        (
            speaker.rich(item.description),
            *(speaker.rich(position.description) for position in item.positions),
            speaker.say("went_well") if highlights else "",
            highlights,
        )
    )


_ACTIVITIES: Final = (
    "listening", "reading", "spoken_interaction", "spoken_production", "writing", "written_interaction",
    "online_interaction", "mediation",
)  # fmt: skip


def languages(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Languages, and how well the person knows them."""
    for item in portfolio.languages:
        levels = item.cefr_levels
        details = (
            speaker.say("language.mother") if item.mother_tongue else "",
            *(speaker.say(f"language.{name}", x=speaker.cefr(getattr(levels, name))) for name in _ACTIVITIES if levels),
            speaker.say("language.overall", x=_overall(speaker, speaker.concept(item.overall))),
            *(
                speaker.say("language.certificate", x=speaker.text(certificate.title))
                for certificate in item.language_certificates
            ),
        )
        yield block(speaker.concept(item.known_language), "", details, "", item)


def _overall(speaker: Speaker, level: str) -> str:
    return speaker.cefr(level) if level else ""


def competences(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """What the person can do, and who says so; those that only they name, in one sentence at the end."""
    only_named = []
    for item in portfolio.competences:
        title, how = title_of(item, speaker) or speaker.text(item.group), strength(portfolio, item)
        more = tuple(filter(None, _competence(item, speaker)))
        text = speaker.rich(item.description)
        if how == "claimed" and not more and not text:
            only_named.append(title)
            continue
        vouched = any(claim.asserted_by != "owner" for claim in item.assertions)
        yield block(title, "", ("" if vouched else speaker.say(f"strength.{how}"), *more), text, item)
    yield Block(text=speaker.say("competence.more", x=speaker.joined(only_named)))


def _competence(item: Competence, speaker: Speaker) -> Iterator[str]:
    for level in item.levels:
        key = "competence.level" if level.purpose == "achieved" else f"competence.{level.purpose}"
        yield speaker.say(key, x=speaker.concept(level.level))
    yield speaker.say("competence.words", x=speaker.joined(map(speaker.text, item.keywords)))
    yield from (_said(claim, speaker) for claim in item.assertions)
    yield speaker.say("competence.last_used", x=speaker.when(item.last_used))


def _said(claim: Assertion, speaker: Speaker) -> str:
    who = speaker.party(claim.agent) or (
        speaker.owner if claim.asserted_by == "owner" else speaker.say(f"said_by.{claim.asserted_by}")
    )
    statement = speaker.rich(claim.statement)
    if statement:
        return speaker.say("says", who=who, x=statement)
    return "" if claim.asserted_by == "owner" else speaker.say("confirms", who=who)


def achievements(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Prizes, publications and projects."""
    for item in portfolio.achievements:
        date = speaker.say("in_one", x=speaker.when(item.date)) if item.date else speaker.time(item.period)
        details = (
            sentences(speaker.said("kind", item.kind), date),
            speaker.say("achievement.with", x=speaker.organisation(item.organisation)),
            speaker.say("achievement.in", x=speaker.text(item.published_in)),
        )
        yield block(speaker.text(item.title), "", details, speaker.rich(item.description), item)


def interests(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """What the person likes."""
    for item in portfolio.interests:
        details = (speaker.joined(map(speaker.text, item.keywords)),)
        yield block(speaker.text(item.title), "", details, speaker.rich(item.description), item)


def entries(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """What stands under headings of the owner's own."""
    for item in portfolio.entries:
        section, title = speaker.text(item.section), speaker.text(item.title)
        details = (section if title else "", speaker.time(item.period))
        yield block(title or section, "", details, speaker.rich(item.description), item)


def preferences(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """What the person is looking for."""
    wish = portfolio.preferences
    if wish is not None:
        details = (
            speaker.say("wish.occupations", x=speaker.joined(map(speaker.concept, wish.occupations))),
            speaker.say("wish.places", x=speaker.joined(map(speaker.place, wish.places))),
            speaker.say("wish.contract", x=speaker.joined(map(speaker.concept, wish.contract_types))),
            speaker.say("wish.working_time", x=speaker.joined(map(speaker.concept, wish.working_times))),
            speaker.say("wish.availability", x=speaker.text(wish.availability)),
        )
        yield block("", "", details, speaker.rich(wish.description))


def references(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Who can tell about the person."""
    for item in portfolio.references:
        points = item.party.contact_points if item.party else []
        details = (speaker.text(item.role_label), listed((speaker.text(point.value) for point in points), ", "))
        yield block(speaker.party(item.party), "", details, speaker.rich(item.statement), item)


def letters(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """Letters, as they are."""
    for item in portfolio.letters:
        text = lines(map(speaker.rich, (item.opening, item.body, item.closing)))
        yield block(speaker.text(item.subject), speaker.date(item.date), (speaker.party(item.addressee),), text, item)


def evidence_items(portfolio: Portfolio, speaker: Speaker) -> Iterator[Block]:
    """What shows that something is true."""
    for item in portfolio.evidence_items:
        name = item.media.file_name if item.media else None
        text = lines((speaker.rich(item.description), speaker.rich(item.narrative)))
        yield block(speaker.text(item.title) or speaker.text(name), "", (), text, item)
